/*
 * Cases: reading under a small guideline with every type of field, writing the
 * canonical form, and putting answers into the bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "input/edit.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/tiny_guide.h"
#include "text/utf8.h"

static itk_case *
load(const struct itk_guide *guide, const struct itk_blob *in, size_t *errors)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_case *data = itk_case_load_xml(in, guide, found, &err);

    fuzz_error(&err, !data);
    *errors = fuzz_findings(found);
    return data;
}

/* What is written is read without a finding, has the same digest, and is
 * written the same. */
static void
write_and_read(const struct itk_guide *guide, const itk_case *data)
{
    struct itk_buf once = ITK_BUF_INIT, twice = ITK_BUF_INIT;
    struct itk_blob blob;
    size_t errors;
    itk_case *back;

    itk_case_write_xml(data, guide, &once);
    blob = fuzz_blob("written.xml", once.data, once.size);
    back = load(guide, &blob, &errors);
    FUZZ_HOLDS(back && errors == 0);
    FUZZ_HOLDS(!strcmp(itk_case_digest(data), itk_case_digest(back)));
    itk_case_write_xml(back, guide, &twice);
    FUZZ_HOLDS(fuzz_same(&once, &twice));
    itk_case_free(back);
    itk_buf_free(&once);
    itk_buf_free(&twice);
}

/* A value that the case has not is put into its bytes, and is there. */
static void
put_value(const struct itk_guide *guide, const itk_case *data,
          const struct itk_blob *in, const char *id, const char *text)
{
    const struct itk_field *field = itk_tiny_field(guide, id);
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_blob blob;
    size_t errors;
    itk_case *back;

    if (itk_case_value(data, field, 0)->present ||
        itk_utf8_check(in->data, in->size) < in->size)
        return;
    itk_edit_value(in, &guide->dictionary, field, 0, text, strlen(text), &out);
    blob = fuzz_blob("edited.xml", out.data, out.size);
    back = load(guide, &blob, &errors);
    FUZZ_HOLDS(back && errors == 0);
    FUZZ_HOLDS(!strcmp(itk_case_value(back, field, 0)->canonical, text));
    itk_case_free(back);
    itk_buf_free(&out);
}

static void
put_none(const struct itk_guide *guide, const itk_case *data,
         const struct itk_blob *in, const char *id)
{
    const struct itk_list *list = itk_tiny_list(guide, id);
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_blob blob;
    size_t errors;
    itk_case *back;

    if (itk_case_members(data, list)->known ||
        itk_utf8_check(in->data, in->size) < in->size)
        return;
    itk_edit_none(in, &guide->dictionary, list, &out);
    blob = fuzz_blob("edited.xml", out.data, out.size);
    back = load(guide, &blob, &errors);
    FUZZ_HOLDS(back && errors == 0);
    FUZZ_HOLDS(itk_case_members(back, list)->known);
    FUZZ_HOLDS(itk_case_members(back, list)->count == 0);
    itk_case_free(back);
    itk_buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct itk_blob blob = {"case.xml", data, size, ITK_FAULT_CASE};
    struct itk_guide *guide = itk_tiny_guide_new();
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_case_head head;
    size_t errors;
    itk_case *made;
    const bool peeked = itk_case_head_xml(&blob, &head, &err);

    fuzz_error(&err, !peeked);
    made = load(guide, &blob, &errors);
    if (made && errors == 0) {
        FUZZ_HOLDS(peeked && !strcmp(head.guideline, "tiny"));
        write_and_read(guide, made);
        put_value(guide, made, &blob, "person.home.town", "北 & <南>");
        put_value(guide, made, &blob, "work.amount", "1000");
        put_none(guide, made, &blob, "worker");
    }
    itk_case_free(made);
    itk_tiny_guide_free(guide);
    return 0;
}
