/*
 * Provenance and numbering: everything that does not come from the case is
 * known text, whatever the case is, and goes through deflate unharmed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>

#include "render/made.h"
#include "tests/support/city.h"
#include "tests/support/sample_docx.h"
#include "xml/xml.h"

#define P(text)     "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define DATE        "<contract><date>2026-04-01</date></contract>"
#define PLACE       "<place><name>東</name><out>yes</out><system>yes</system></place>"
#define DIGEST_SIZE 64u
#define GUID_SIZE   38u
#define PLAN_DIGEST                                                            \
    "abababababababababababababababababababababababababababababababab"

#define CASE(more)                                                             \
    "<work><name>甲業務</name><count>3</count>" more "</work>" DATE PLACE      \
    "<worker><name>佐藤</name></worker>"

static struct row {
    const char *name;
    const char *body;
} rows[] = {
    {"every clause", CASE("<big>yes</big><loud>yes</loud><kind>red</kind>")},
    {"few clauses", CASE("<big>no</big><loud>no</loud><kind>blue</kind>")},
};

static const struct itk_plan *
annex_of(const struct city *city)
{
    for (size_t i = 0; city->plans && i < itk_plans_count(city->plans); i++) {
        const struct itk_planned *planned = itk_plans_at(city->plans, i);

        if (strcmp(planned->document->id, "annex") == 0)
            return planned->plan;
    }
    return NULL;
}

static itk_template *
compile(const struct sample_docx *sample)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_blob blob = {"t.docx", NULL, 0, ITK_FAULT_PACKAGE};
    itk_template *tmpl;

    sample_docx_write(sample, &docx);
    blob.data = docx.data;
    blob.size = docx.size;
    tmpl = itk_template_compile(&blob, NULL, found, &err);
    if (!tmpl)
        fail_msg("%s", err.text[ITK_EN]);
    itk_buf_free(&docx);
    itk_findings_free(found);
    return tmpl;
}

/* The stretches are what they are said to be; and deflated they are the same
 * bytes again. */
static void
check_part(const itk_phrases *phrases, const struct itk_trace *trace,
           const struct itk_buf *part)
{
    const struct itk_known *known = itk_phrases_known(phrases);
    struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    itk_deflater *deflater = itk_deflater_new();
    struct itk_buf packed = ITK_BUF_INIT, again = ITK_BUF_INIT;
    size_t at = 0, size = 0;

    for (size_t i = 0; i < trace->count; i++) {
        const struct itk_stretch *stretch = &trace->at[i];

        if (stretch->segment != ITK_TRACE_OTHER) {
            const struct itk_known_segment *segment =
                &known->segments[stretch->segment];

            assert_int_equal(segment->size, stretch->end - at);
            assert_memory_equal(segment->bytes, part->data + at, segment->size);
        }
        at = stretch->end;
    }
    assert_int_equal(at, part->size);
    itk_deflate(deflater, known, trace, part->data, part->size, &packed);
    itk_buf_reserve(&again, part->size);
    assert_int_equal(libdeflate_deflate_decompress(inflater, packed.data,
                                                   packed.size, again.data,
                                                   part->size, &size),
                     LIBDEFLATE_SUCCESS);
    assert_int_equal(size, part->size);
    assert_memory_equal(again.data, part->data, size);
    itk_buf_free(&packed);
    itk_buf_free(&again);
    itk_deflater_free(deflater);
    libdeflate_free_decompressor(inflater);
}

static void
check(const itk_template *tmpl, const struct itk_plan *plan,
      enum itk_made_part what, const struct itk_buf *part, size_t others)
{
    const itk_phrases *phrases = itk_made_phrases(tmpl, plan, what);
    struct itk_trace trace = {0};

    assert_non_null(phrases);
    itk_made_trace(phrases, tmpl, what, part, &trace);
    assert_int_equal(trace.others, others);
    check_part(phrases, &trace, part);
    itk_trace_fini(&trace);
}

static void
check_all(const itk_template *tmpl, const struct itk_plan *plan)
{
    const size_t id = strlen(plan->case_id);
    const struct itk_extras extras = {0};
    struct itk_buf item = ITK_BUF_INIT, part = ITK_BUF_INIT;

    itk_made_item(tmpl, plan, PLAN_DIGEST, &item);
    check(tmpl, plan, ITK_MADE_ITEM, &item, id + DIGEST_SIZE);
    itk_made_item_props(&item, &part);
    check(tmpl, plan, ITK_MADE_ITEM_PROPS, &part, GUID_SIZE);
    itk_buf_clear(&part);
    itk_made_properties(tmpl, plan, &item, &part);
    check(tmpl, plan, ITK_MADE_PROPERTIES, &part, DIGEST_SIZE + id);
    itk_buf_clear(&part);
    itk_made_numbering(tmpl, plan, &extras, &part);
    check(tmpl, plan, ITK_MADE_NUMBERING, &part, 0);
    itk_buf_free(&part);
    itk_buf_free(&item);
}

/* The case that comes first does not decide what is known. */
static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct sample_docx sample = {.body = P("{@clauses}")};
    itk_template *tmpl = compile(&sample);
    struct city city;

    city_open(&city, row->body);
    assert_non_null(annex_of(&city));
    check_all(tmpl, annex_of(&city));
    itk_template_free(tmpl);
    city_close(&city);
}

/* A plan that is only a look-up says nothing of others like it. */
static void
test_no_values(void **state)
{
    const struct sample_docx sample = {.body = P("{@clauses}")};
    const struct itk_plan plan = {.case_id = "c"};
    itk_template *tmpl = compile(&sample);

    (void)state;
    assert_null(itk_made_phrases(tmpl, &plan, ITK_MADE_ITEM));
    assert_null(itk_made_phrases(tmpl, NULL, ITK_MADE_ITEM));
    itk_template_free(tmpl);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 1];
    int failed;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    tests[ITK_COUNT(rows)] =
        (struct CMUnitTest)cmocka_unit_test(test_no_values);
    itk_xml_init();
    failed = cmocka_run_group_tests_name("made", tests, NULL, NULL);
    itk_xml_done();
    return failed;
}
