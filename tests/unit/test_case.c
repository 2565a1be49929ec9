/*
 * The case: accessors, canonical form and digest.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/tiny_guide.h"
#include "input/draft.h"
#include "xml/xml.h"

struct fixture {
    struct itk_guide *guide;
    itk_findings *found;
};

static int
set_up(void **state)
{
    struct fixture *f = itk_alloc(sizeof(*f));

    f->guide = itk_tiny_guide_new();
    f->found = itk_findings_new();
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    itk_findings_free(f->found);
    itk_tiny_guide_free(f->guide);
    free(f);
    return 0;
}

/* Loads what must be without fault. */
static itk_case *
load(const struct fixture *f, const char *xml)
{
    const struct itk_blob in = {"case.xml", xml, strlen(xml), ITK_FAULT_CASE};
    struct itk_error err = ITK_ERROR_INIT;
    itk_case *data = itk_case_load_xml(&in, f->guide, f->found, &err);

    assert_non_null(data);
    assert_int_equal(itk_findings_count(f->found), 0);
    return data;
}

static const char full[] =
    "<case id='令和8-1' guideline='tiny'>"
    "<work><name>a &amp; b &lt;c&gt; ]]&gt; {x} \"'</name>\n"
    "<purpose>\n  一\n    二\n\n  三\n</purpose><start>R8.4.1</start>"
    "<amount>１，０００</amount></work>\n"
    "<person><name>森\xE3\x80\x80葛\xF3\xA0\x84\x80</name><pin>3</pin>"
    "<home><town>t</town></home></person>\n"
    "<place><name>x</name><kind>庁舎外(I)</kind><abroad>あり</abroad></place>"
    "\n<place><name>y</name></place><worker none='yes'/></case>";

static const char canonical[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<case id=\"令和8-1\" guideline=\"tiny\">\n"
    "  <work>\n"
    "    <name>a &amp; b &lt;c&gt; ]]&gt; {x} \"'</name>\n"
    "    <purpose>\n一\n  二\n\n三\n</purpose>\n"
    "    <start>2026-04-01</start>\n"
    "    <amount>1000</amount>\n"
    "  </work>\n"
    "  <person>\n"
    "    <name>森\xE3\x80\x80葛\xF3\xA0\x84\x80</name>\n"
    "    <pin>3</pin>\n"
    "    <home>\n"
    "      <town>t</town>\n"
    "    </home>\n"
    "  </person>\n"
    "  <place>\n"
    "    <name>x</name>\n"
    "    <kind>outside</kind>\n"
    "    <abroad>yes</abroad>\n"
    "  </place>\n"
    "  <place>\n"
    "    <name>y</name>\n"
    "  </place>\n"
    "  <worker none=\"yes\"/>\n"
    "</case>\n";

static void
test_accessors(void **state)
{
    const struct fixture *f = *state;
    itk_case *data = load(f, full);
    const struct itk_members *places =
        itk_case_members(data, itk_tiny_list(f->guide, "place"));
    const struct itk_value *value =
        itk_case_value(data, itk_tiny_field(f->guide, "work.amount"), 0);

    assert_string_equal(itk_case_id(data), "令和8-1");
    assert_string_equal(itk_case_file(data), "case.xml");
    assert_int_equal(strlen(itk_case_digest(data)), 64);
    assert_true(value->present);
    assert_string_equal(value->text, "１，０００");
    assert_int_equal(value->number, 1000);
    assert_int_equal(value->loc.line, 7);
    assert_string_equal(value->loc.file, "case.xml");
    assert_string_equal(value->loc.field, "work.amount");

    assert_true(places->known);
    assert_int_equal(places->count, 2);
    assert_int_equal(places->loc.line, 9);
    assert_int_equal(places->at[1].loc.line, 10);
    value = itk_case_value(data, itk_tiny_field(f->guide, "place.name"), 1);
    assert_string_equal(value->canonical, "y");
    assert_ptr_equal(value, &places->at[1].values[0]);
    value = itk_case_value(data, itk_tiny_field(f->guide, "place.kind"), 1);
    assert_false(value->present);
    assert_string_equal(value->text, "");
    /* A member that is not there has no values. */
    value = itk_case_value(data, itk_tiny_field(f->guide, "place.name"), 2);
    assert_false(value->present);
    assert_string_equal(value->canonical, "");

    assert_true(
        itk_case_members(data, itk_tiny_list(f->guide, "worker"))->known);
    assert_int_equal(
        itk_case_members(data, itk_tiny_list(f->guide, "worker"))->count, 0);
    assert_false(
        itk_case_members(data, itk_tiny_list(f->guide, "item"))->known);
    value = itk_case_value(data, itk_tiny_field(f->guide, "person.born"), 0);
    assert_false(value->present);
    itk_case_free(data);
}

static void
test_canonical(void **state)
{
    const struct fixture *f = *state;
    itk_case *data = load(f, full), *again;
    struct itk_buf once = ITK_BUF_INIT, twice = ITK_BUF_INIT;

    itk_case_write_xml(data, f->guide, &once);
    assert_string_equal(once.data, canonical);
    again = load(f, once.data);
    itk_case_write_xml(again, f->guide, &twice);
    assert_string_equal(twice.data, canonical);
    assert_string_equal(itk_case_digest(data), itk_case_digest(again));
    itk_buf_free(&once);
    itk_buf_free(&twice);
    itk_case_free(data);
    itk_case_free(again);
}

#define WORK(content)                                                          \
    "<case id='c' guideline='tiny'><work>" content "</work></case>"
#define CASE(content) "<case id='c' guideline='tiny'>" content "</case>"

static const struct pair {
    const char *name, *a, *b;
    bool same;
} pairs[] = {
    {"date", WORK("<start>2026-04-01</start>"),
     WORK("<start>令和８年４月１日</start>"), true},
    {"another date", WORK("<start>2026-04-01</start>"),
     WORK("<start>2026-04-02</start>"), false},
    {"white space and comments", WORK("<name>a</name>"),
     "<?xml version='1.0'?>\n<!-- c -->\n<case guideline='tiny' id='c'>\n\n"
     "<work>\n\t<name>\n<!-- d -->a\n</name>\n</work></case>\n<!-- e -->",
     true},
    {"order of elements", WORK("<name>a</name><amount>1</amount>"),
     WORK("<amount>1</amount><name>a</name>"), true},
    {"absent and empty", CASE(""), WORK("<name/><purpose> </purpose>"), true},
    {"number", WORK("<amount>1,000</amount>"),
     WORK("<amount>１０００</amount>"), true},
    {"choice", CASE("<place><kind>庁舎内</kind></place>"),
     CASE("<place><kind>inside</kind></place>"), true},
    {"yes-no", CASE("<place><abroad>有</abroad></place>"),
     CASE("<place><abroad>yes</abroad></place>"), true},
    {"paragraph indentation", WORK("<purpose>a\n  b</purpose>"),
     WORK("<purpose>\n      a\n      b\n    </purpose>"), true},
    {"paragraph inner indentation", WORK("<purpose>\na\n  b</purpose>"),
     WORK("<purpose>\na\nb</purpose>"), false},
    {"text", WORK("<name>高</name>"), WORK("<name>髙</name>"), false},
    {"variant of a kanji", WORK("<name>葛</name>"),
     WORK("<name>葛\xF3\xA0\x84\x80</name>"), false},
    {"the id", CASE(""), "<case id='d' guideline='tiny'/>", false},
    {"none and not known", CASE("<place none='yes'/>"), CASE(""), false},
    {"order of members", CASE("<item><no>1</no></item><item><no>2</no></item>"),
     CASE("<item><no>2</no></item><item><no>1</no></item>"), false},
    {"member borders",
     CASE("<place><name>a</name></place><place><kind>inside</kind></place>"),
     CASE("<place><name>a</name><kind>inside</kind></place>"), false},
};

static void
test_digest(void **state)
{
    const struct pair *pair = *state;
    void *own = NULL;
    itk_case *a, *b;

    set_up(&own);
    a = load(own, pair->a);
    b = load(own, pair->b);
    assert_int_equal(strcmp(itk_case_digest(a), itk_case_digest(b)) == 0,
                     pair->same);
    itk_case_free(a);
    itk_case_free(b);
    tear_down(&own);
}

/* What another importer would hand over: places without lines. */
static void
test_draft(void **state)
{
    const struct fixture *f = *state;
    const struct itk_field *name = itk_tiny_field(f->guide, "place.name");
    const struct itk_list *list = itk_tiny_list(f->guide, "place");
    char cell[] = "案件!F12";
    const struct itk_loc loc = {.where = cell};
    struct itk_loc other = {.file = cell, .line = 3};
    itk_draft *draft = itk_draft_new(f->guide, "ledger.xlsx", f->found);
    itk_case *data;
    const struct itk_value *value;

    itk_draft_value(draft, name, itk_draft_member(draft, list, loc), "a", 1,
                    loc);
    cell[0] = '?'; /* the place is kept, not borrowed */
    itk_draft_value(draft, name, 0, "b", 1, loc);
    other.file = "place.csv"; /* a list may have a file of its own */
    itk_draft_value(draft, itk_tiny_field(f->guide, "place.kind"), 0, "inside",
                    6, other);
    itk_draft_value(draft, name, ITK_NO_MEMBER, "c", 1, loc);
    data = itk_draft_finish(draft, "c1");
    itk_draft_free(draft);
    value = itk_case_value(data, name, 0);
    assert_string_equal(value->canonical, "a");
    assert_string_equal(value->loc.file, "ledger.xlsx");
    assert_string_equal(value->loc.where, "案件!F12");
    assert_string_equal(
        itk_case_value(data, itk_tiny_field(f->guide, "place.kind"), 0)
            ->loc.file,
        "place.csv");
    assert_int_equal(itk_findings_count(f->found), 1);
    assert_non_null(strstr(itk_findings_at(f->found, 0)->text[ITK_JA],
                           "ledger.xlsx 案件!F12"));
    itk_case_free(data);
    /* One that is given up half-way leaves nothing behind. */
    draft = itk_draft_new(f->guide, "ledger.xlsx", f->found);
    (void)itk_draft_member(draft, list, loc);
    itk_draft_free(draft);
    itk_draft_free(NULL);
    itk_case_free(NULL);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(pairs) + 3] = {
        cmocka_unit_test_setup_teardown(test_accessors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_canonical, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_draft, set_up, tear_down),
    };
    size_t n = 3;
    int failed;

    /* cmocka's initial_state is a void *. */
    for (size_t i = 0; i < ITK_COUNT(pairs); i++)
        tests[n++] = (struct CMUnitTest){pairs[i].name, test_digest, NULL, NULL,
                                         (void *)(uintptr_t)&pairs[i]};
    itk_xml_init();
    failed = cmocka_run_group_tests_name("case", tests, NULL, NULL);
    itk_xml_done();
    return failed;
}
