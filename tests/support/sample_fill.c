/*
 * A small document filled with data.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tests/support/sample_fill.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

itk_package *
sample_fill(const struct sample_docx *sample, const char *json,
            struct itk_render_options options, struct itk_buf *wrong)
{
    const struct itk_template_options plain = {.plain = true};
    const struct itk_blob blob = {"d", json, strlen(json), ITK_FAULT_CASE};
    struct itk_buf docx = ITK_BUF_INIT, out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_renderer *renderer = itk_renderer_new();
    itk_dataset *data = itk_dataset_read(&blob, 100, &err);
    itk_package *package = NULL;
    itk_template *tmpl;

    sample_docx_write(sample, &docx);
    tmpl = itk_template_compile(
        &(struct itk_blob){"t", docx.data, docx.size, ITK_FAULT_PACKAGE},
        &plain, found, &err);
    assert_non_null(data);
    if (tmpl) {
        const struct itk_lookup lookup = itk_dataset_lookup(data);

        if (itk_render_data(renderer, tmpl, &lookup, &options, found, &out,
                            &err))
            package = itk_package_read(
                &(struct itk_blob){"o", out.data, out.size, ITK_FAULT_PROGRAM},
                &err);
    }
    for (size_t i = 0; i < itk_findings_count(found); i++) {
        itk_buf_addc(wrong, ' ');
        itk_buf_adds(wrong, itk_message_id(itk_findings_at(found, i)->id));
    }
    itk_template_free(tmpl);
    itk_dataset_free(data);
    itk_renderer_free(renderer);
    itk_findings_free(found);
    itk_error_fini(&err);
    itk_buf_free(&docx);
    itk_buf_free(&out);
    return package;
}

void
expect_in(const itk_package *package, const char *name, const char *want)
{
    const struct itk_part *part = itk_package_find(package, name);

    assert_non_null(part);
    if (!memmem(part->data, part->size, want, strlen(want)))
        fail_msg("%s lacks %s; it is %.*s", name, want, (int)part->size,
                 (const char *)part->data);
}
