/*
 * The record alone, out of an archive of which nothing else is judged.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/sample_docx.h"
#include "trace/returned.h"

#define RECORD(inner)                                                          \
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"          \
    "<provenance xmlns=\"urn:itaku:provenance:1\" format=\"1\">" inner         \
    "</provenance>"

static const char whole[] =
    RECORD("<case>c1</case><guideline>city</guideline>"
           "<revision>2023-04-01</revision><document>annex</document>"
           "<template name=\"annex\" date=\"2024-01-01\" sha256=\"ab\"/>"
           "<plan sha256=\"cd\"/>"
           "<clause id=\"m1\" version=\"2023-04-01\" bookmark=\"_R_m1\"/>"
           "<clause id=\"c4\" version=\"2024-04-01\" bookmark=\"_R_c4\"/>");

/* The record of a document with that item; NULL: none. */
static const struct itk_returned_record *
record_of(const char *item, struct itk_arena *arena)
{
    const struct sample_docx sample = {.body = "<w:p/>", .item = item};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_zip_entry *entries;
    const struct itk_returned_record *record;
    struct itk_blob blob = {.name = "a.docx", .fault = ITK_FAULT_CASE};
    size_t count;

    sample_docx_write(&sample, &docx);
    blob.data = docx.data;
    blob.size = docx.size;
    assert_true(itk_zip_gate(&blob, arena, &entries, &count, &err));
    record = itk_returned_record(&blob, entries, count, arena);
    itk_buf_free(&docx); /* nothing of it is needed any more */
    return record;
}

static void
test_whole(void **state)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_returned_record *record = record_of(whole, &arena);

    (void)state;
    assert_non_null(record);
    assert_string_equal(record->case_id, "c1");
    assert_string_equal(record->guideline, "city");
    assert_string_equal(record->revision, "2023-04-01");
    assert_string_equal(record->document, "annex");
    assert_string_equal(record->template_name, "annex");
    assert_string_equal(record->template_date, "2024-01-01");
    assert_string_equal(record->template_sha256, "ab");
    assert_string_equal(record->plan_sha256, "cd");
    assert_int_equal(record->clauses_count, 2);
    assert_string_equal(record->clauses[1].id, "c4");
    assert_string_equal(record->clauses[1].version, "2024-04-01");
    itk_arena_fini(&arena);
}

/* Anybody may have written it: what is missing is "". */
static void
test_empty(void **state)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_returned_record *record = record_of(RECORD(""), &arena);

    (void)state;
    assert_non_null(record);
    assert_string_equal(record->revision, "");
    assert_string_equal(record->template_sha256, "");
    assert_string_equal(record->plan_sha256, "");
    assert_int_equal(record->clauses_count, 0);
    itk_arena_fini(&arena);
}

static void
test_none(void **state)
{
    static const char *const items[] = {
        NULL,
        "<provenance format=\"1\"/>",
        "<other xmlns=\"urn:itaku:provenance:1\"/>",
        "<provenance xmlns=\"urn:itaku:provenance:1\">",
        "<!DOCTYPE a []><provenance xmlns=\"urn:itaku:provenance:1\"/>",
        "",
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(items); i++) {
        struct itk_arena arena = ITK_ARENA_INIT;

        assert_null(record_of(items[i], &arena));
        itk_arena_fini(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
