/*
 * Cases in JSON: the same case as from XML, there and back, and what is wrong
 * with one, with its place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "input/case.h"
#include "tests/support/tiny_guide.h"
#include "xml/xml.h"

static itk_case *
load(const struct itk_guide *guide, const char *text, bool json,
     itk_findings *found, struct itk_error *err)
{
    const struct itk_blob blob = {"c", text, strlen(text), ITK_FAULT_CASE};

    return json ? itk_case_load_json(&blob, 7, guide, found, err)
                : itk_case_load_xml(&blob, guide, found, err);
}

/* What is said first: "" when all is well. Line 7 is the first. */
static const struct row {
    const char *name, *json, *want;
} rows[] = {
    {"nothing known", "{\"id\":\"a\",\"guideline\":\"tiny\"}", ""},
    {"null is not known",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"work\":{\"name\":null},"
     "\"place\":null,\"person\":null}",
     ""},
    {"a number as it stands",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"work\":{\"name\":0.10}}", ""},
    {"no id", "{\"guideline\":\"tiny\"}", "c:7: error: the case has no id"},
    {"id is a number", "{\"id\":1,\"guideline\":\"tiny\"}", ""},
    {"id is a list", "{\"id\":[],\"guideline\":\"tiny\"}",
     "c:7: error: the case has no id"},
    {"no guideline", "{\"id\":\"a\"}",
     "c:7: error: the case does not say which guideline it is for"},
    {"another guideline", "{\"id\":\"a\",\"guideline\":\"b\"}",
     "c:7: error: the case is for the guideline 'b'"},
    {"syntax on the third line", "{\n\"id\":\"a\",\n\"guideline\" \"tiny\"}",
     "c:9: /guideline: error: "},
    {"a name that is not there",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\n\"work\":{\n\"nam\":\"x\"}}",
     "c:9: /work/nam: error: the dictionary has no 'nam' here"},
    {"a dotted name",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"work.name\":\"x\"}",
     "c:7: /work.name: error: the dictionary has no 'work.name' here"},
    {"a list that is an object",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"place\":{}}",
     "c:7: /place: error: an array of objects, [ {...} ] is expected"},
    {"a member that is a text",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"place\":[\"x\"]}",
     "c:7: /place/0: error: an object, { ... } is expected"},
    {"a member without values",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"place\":[{}]}",
     "c:7: /place/0: error: a member of the list without any value"},
    {"a group that is a text",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"work\":\"x\"}",
     "c:7: /work: error: an object, { ... } is expected"},
    {"a value that is a list",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"work\":{\"name\":[]}}",
     "c:7: /work/name: error: a text, number, true or false is expected"},
    {"a word of logic in a text",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"work\":{\"name\":true}}",
     "c:7: /work/name: error: true and false answer a yes-no field only"},
    {"a date that is none",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"work\":{\"start\":\"soon\"}}",
     "c:7: /work/start: error: "},
    {"a key twice",
     "{\"id\":\"a\",\"guideline\":\"tiny\",\"place\":[{\"name\":\"x\"},\n"
     "{\"name\":\"x\"}]}",
     "c:8: /place/1/name: error: 'x' stands twice in the list"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_guide *guide = itk_tiny_guide_new();
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    itk_case *data = load(guide, row->json, true, found, &err);
    const char *said = !data ? err.text[ITK_EN]
                       : itk_findings_count(found)
                           ? itk_findings_at(found, 0)->text[ITK_EN]
                           : "";

    if (strncmp(said, row->want, strlen(row->want)) != 0 ||
        (!*row->want && *said))
        fail_msg("said: %s", said);
    itk_case_free(data);
    itk_error_fini(&err);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

/* Every type, texts that need escapes, a list with, without and unknown. */
static const char whole[] =
    "<case id='a' guideline='tiny'><work><name>\"甲\" \\ &lt;</name>"
    "<purpose>\n一行\n  二行\n</purpose><start>令和8年4月1日</start>"
    "<amount>1,000</amount></work><person><born>昭和64年1月7日</born>"
    "<home><town>𠮷野</town></home></person>"
    "<place><name>葛󠄀</name><kind>あり</kind><abroad>国外</abroad></"
    "place>"
    "<place><name>北</name><kind>inside</kind></place><worker none='yes'/>"
    "</case>";

static void
test_both_ways(void **state)
{
    struct itk_guide *guide = itk_tiny_guide_new();
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf json = ITK_BUF_INIT;
    itk_case *first = load(guide, whole, false, found, &err), *second;

    (void)state;
    assert_non_null(first);
    for (int line = 0; line < 2; line++) {
        itk_buf_clear(&json);
        itk_case_write_json(first, guide, line, 0, &json);
        second = load(guide, json.data, true, found, &err);
        assert_non_null(second);
        assert_int_equal(itk_findings_count(found), 0);
        assert_string_equal(itk_case_digest(first), itk_case_digest(second));
        itk_case_free(second);
    }
    assert_string_equal(
        json.data,
        "{\"id\":\"a\",\"guideline\":\"tiny\",\"work\":{\"name\":"
        "\"\\\"甲\\\" \\\\ <\",\"purpose\":\"一行\\n  二行\",\"start\":"
        "\"2026-04-01\",\"amount\":1000},\"person\":{\"born\":\"1989-01-07\","
        "\"home\":{\"town\":\"𠮷野\"}},\"place\":[{\"name\":\"葛󠄀\","
        "\"kind\":"
        "\"inside\",\"abroad\":true},{\"name\":\"北\",\"kind\":\"inside\"}],"
        "\"worker\":[]}");
    itk_case_free(first);
    itk_buf_free(&json);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 1];

    itk_xml_init();
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL,
                                       (void *)(uintptr_t)&rows[i]};
    tests[ITK_COUNT(rows)] =
        (struct CMUnitTest)cmocka_unit_test(test_both_ways);
    return _cmocka_run_group_tests("import_json", tests, ITK_COUNT(tests), NULL,
                                   NULL);
}
