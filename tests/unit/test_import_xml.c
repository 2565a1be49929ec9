/*
 * What may be wrong with the file of a case: each fault with its message, line
 * and field; and what must not be taken for a fault.
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
#include "input/id.h"
#include "xml/xml.h"

#define GOOD ITK_MSG_COUNT
#define WORK "<case id='c1' guideline='tiny'>\n<work>\n"
#define CASE "<case id='c1' guideline='tiny'>\n"
#define END  "\n</case>"

static itk_case *
load(const char *xml, const struct itk_guide *guide, itk_findings *found,
     struct itk_error *err)
{
    const struct itk_blob in = {"case.xml", xml, strlen(xml), ITK_FAULT_CASE};

    return itk_case_load_xml(&in, guide, found, err);
}

/* Exactly one finding, or none. */
static const struct row {
    const char *name, *xml;
    enum itk_msg want;
    long line;
    const char *field; /* "" for none */
    const char *en;    /* a part of text or hint; NULL: do not look */
    const char *ja;
} rows[] = {
    {"empty", CASE END, GOOD, 0, "", NULL, NULL},
    {"empty elements", WORK "<name/><start> \n </start></work>" END, GOOD, 0,
     "", NULL, NULL},
    {"comments and instructions",
     "<?a b?><!--c-->" WORK "<!-- x -->\n<name><!-- y -->a<?p q?>b</name>"
     "<?z?></work>" END,
     GOOD, 0, "", NULL, NULL},
    {"CDATA", WORK "<name><![CDATA[<a&b>]]></name></work>" END, GOOD, 0, "",
     NULL, NULL},
    {"group in pieces", WORK "<name>a</name></work><work><start/></work>" END,
     GOOD, 0, "", NULL, NULL},
    {"list without a word", CASE "<place/><place> </place>" END, GOOD, 0, "",
     NULL, NULL},
    {"none", CASE "<place none='yes'/>" END, GOOD, 0, "", NULL, NULL},
    {"unused namespace declaration",
     "<case id='c1' guideline='tiny' xmlns:x='urn:x'/>", GOOD, 0, "", NULL,
     NULL},
    {"unknown, near", WORK "<nmae>a</nmae></work>" END,
     ITK_MSG_CASE_UNKNOWN_NEAR, 3, "work", "<work><name> 「Name of the work」",
     "<work> に、<nmae> という"},
    {"unknown in the case", CASE "\n<wrok><name>a</name></wrok>" END,
     ITK_MSG_CASE_UNKNOWN_NEAR, 3, "", "<case> has no element <wrok>",
     "<work>"},
    {"unknown, elsewhere", CASE "<abroad>yes</abroad>" END,
     ITK_MSG_CASE_UNKNOWN_NEAR, 2, "", "<place><abroad> 「Abroad?」",
     "<place><abroad> 「国外か」"},
    {"unknown in a member",
     CASE "<place>\n<kond>x</kond><name>a</name></place>" END,
     ITK_MSG_CASE_UNKNOWN_NEAR, 3, "place", "<place><kind>", "作業場所"},
    {"unknown for good", CASE "<zzzzzzzzzzzzzzzz/>" END, ITK_MSG_CASE_UNKNOWN,
     2, "", "zzzzzzzzzzzzzzzz", NULL},
    {"unknown and Japanese", CASE "<概要>a</概要>" END, ITK_MSG_CASE_UNKNOWN, 2,
     "", "概要", NULL},
    {"a label as a name", CASE "<業務の名称>a</業務の名称>" END,
     ITK_MSG_CASE_UNKNOWN_NEAR, 2, "", "<work><name>", "業務の名称"},
    {"dotted name", CASE "<work.name>a</work.name>" END,
     ITK_MSG_CASE_UNKNOWN_NEAR, 2, "", "did you mean <work><name>", NULL},
    {"namespace", CASE "<work xmlns='urn:x'/>" END, ITK_MSG_CASE_NAMESPACE, 2,
     "", "<work>", NULL},
    {"prefix", CASE "<x:work xmlns:x='urn:x'/>" END, ITK_MSG_CASE_NAMESPACE, 2,
     "", NULL, NULL},
    {"attribute of the case", "<case id='c1' guideline='tiny' lang='ja'/>",
     ITK_MSG_CASE_ATTRIBUTE, 1, "", "'lang'", NULL},
    {"attribute of a group", CASE "<work none='yes'/>" END,
     ITK_MSG_CASE_ATTRIBUTE, 2, "work", "'none'", "業務"},
    {"attribute of a value", WORK "<name lang='ja'>a</name></work>" END,
     ITK_MSG_CASE_ATTRIBUTE, 3, "work.name", NULL, "業務の名称"},
    {"attribute of a list", CASE "<place None='yes'/>" END,
     ITK_MSG_CASE_ATTRIBUTE, 2, "place", "'None'", NULL},
    {"attribute with a prefix", CASE "<place xml:none='yes'/>" END,
     ITK_MSG_CASE_ATTRIBUTE, 2, "place", NULL, NULL},
    {"text in the case", CASE "\n x" END, ITK_MSG_CASE_TEXT_IN_GROUP, 3, "",
     "<case>", NULL},
    {"text in a group",
     WORK "<name>a\nb</name>\n\n<start/>\n <!--\n--> secret"
          "\n</work>" END,
     ITK_MSG_CASE_TEXT_IN_GROUP, 8, "work", "<work>", "業務"},
    {"text after lines of a value", WORK "<name>a\nb\n</name>\n x</work>" END,
     ITK_MSG_CASE_TEXT_IN_GROUP, 6, "work", NULL, NULL},
    {"text after a group", CASE "<work>\n<name>a\n</name>\n</work>\nx" END,
     ITK_MSG_CASE_TEXT_IN_GROUP, 6, "", NULL, NULL},
    {"text in pieces", CASE "<work>x<name>a</name>y</work>" END,
     ITK_MSG_CASE_TEXT_IN_GROUP, 2, "work", NULL, NULL},
    {"text in a member", CASE "<place><name>a</name>\nx</place>" END,
     ITK_MSG_CASE_TEXT_IN_GROUP, 3, "place", NULL, NULL},
    {"CDATA in a group", CASE "<work><![CDATA[x]]></work>" END,
     ITK_MSG_CASE_TEXT_IN_GROUP, 2, "work", NULL, NULL},
    {"element in a value", WORK "<name>\na<b>c</b></name></work>" END,
     ITK_MSG_CASE_ELEMENT_IN_VALUE, 4, "work.name", "<b>", "&lt;"},
    {"twice", WORK "<name>a</name>\n<name>a</name></work>" END,
     ITK_MSG_CASE_TWICE, 4, "work.name", "case.xml:3", "case.xml:3"},
    {"twice, the first empty", WORK "<name/>\n<name>a</name></work>" END,
     ITK_MSG_CASE_TWICE, 4, "work.name", "case.xml:3", NULL},
    {"twice in two pieces",
     WORK "<name>a</name></work>\n<work><name>b</name></work>" END,
     ITK_MSG_CASE_TWICE, 4, "work.name", "case.xml:3", NULL},
    {"twice in a member",
     CASE "<place><name>a</name>\n<name>b</name></place>" END,
     ITK_MSG_CASE_TWICE, 3, "place.name", "case.xml:2", NULL},
    {"none twice", CASE "<place none='yes'/>\n<place none='yes'/>" END,
     ITK_MSG_CASE_TWICE, 3, "place", "case.xml:2", NULL},
    {"none no", CASE "<place none='no'/>" END, ITK_MSG_CASE_NONE_VALUE, 2,
     "place", NULL, "作業場所"},
    {"none empty", CASE "<place none=''/>" END, ITK_MSG_CASE_NONE_VALUE, 2,
     "place", NULL, NULL},
    {"none with a value", CASE "<place none='yes'><name>a</name></place>" END,
     ITK_MSG_CASE_NONE_CONTENT, 2, "place", NULL, NULL},
    {"none with text", CASE "<place none='yes'>a</place>" END,
     ITK_MSG_CASE_NONE_CONTENT, 2, "place", NULL, NULL},
    {"none beside members",
     CASE "<place><name>a</name></place>\n<place none='yes'/>" END,
     ITK_MSG_CASE_NONE_MEMBERS, 3, "place", "case.xml:2", NULL},
    {"none before members",
     CASE "<place none='yes'/>\n<place><name>a</name></place>" END,
     ITK_MSG_CASE_NONE_MEMBERS, 2, "place", "case.xml:3", NULL},
    {"empty member", CASE "<place>\n<name/></place>" END,
     ITK_MSG_CASE_MEMBER_EMPTY, 2, "place", NULL, "作業場所"},
    {"list full",
     CASE "<place><name>a</name></place><place><name>b</name></place>"
          "<place><name>c</name></place>" END,
     GOOD, 0, "", NULL, NULL},
    {"list too long",
     CASE "<place><name>a</name></place><place><name>b</name></place>"
          "<place><name>c</name></place>\n<place><name>d</name></place>\n"
          "<place><name>e</name></place>" END,
     ITK_MSG_CASE_LIST_LONG, 3, "place", "5 members; the limit is 3", "5 件"},
    {"key twice",
     CASE "<place><name>a</name></place><place><name>b</name></place>\n"
          "<place><name> a </name></place>" END,
     ITK_MSG_CASE_KEY_TWICE, 3, "place.name",
     "'a' stands twice in the list; the first is at case.xml:2", "「a」"},
    {"key twice, not the first",
     CASE "<place><name>a</name></place>\n<place><name>b</name></place>\n"
          "<place><name>b</name></place>" END,
     ITK_MSG_CASE_KEY_TWICE, 4, "place.name", "case.xml:3", NULL},
    {"key absent twice",
     CASE "<place><kind>inside</kind></place><place><kind>inside</kind>"
          "</place>" END,
     GOOD, 0, "", NULL, NULL},
    {"personal key twice",
     CASE "<worker><name>山田</name></worker>\n<worker><name>山田</name>"
          "</worker>" END,
     ITK_MSG_CASE_KEY_TWICE, 3, "worker.name", "the value stands twice",
     "値が二度"},
    {"choice", CASE "<place><name>a</name>\n<kind>屋外</kind></place>" END,
     ITK_MSG_CASE_CHOICE, 3, "place.kind",
     "inside (inside the premises), outside",
     "inside(庁舎内)、outside(庁舎外(I))"},
    {"date", WORK "<start>\n平成31年5月1日\n</start></work>" END,
     ITK_MSG_CASE_DATE_ERA, 3, "work.start", "令和元年5月1日",
     "正しくは令和元年5月1日です"},
    {"fractional yen", WORK "<amount>100.50</amount></work>" END,
     ITK_MSG_CASE_FRACTION, 3, "work.amount", NULL, "予定金額"},
    {"control by reference", WORK "<name>a&#x85;</name></work>" END,
     ITK_MSG_CASE_CONTROL, 3, "work.name", "U+0085", NULL},
    {"bidi by reference", WORK "<name>a&#x202E;b</name></work>" END,
     ITK_MSG_CASE_BIDI, 3, "work.name", "U+202E", NULL},
    {"nested group",
     CASE "<person><home>\n<town>123456789012345678901</town>"
          "</home></person>" END,
     ITK_MSG_CASE_LONG, 3, "person.home.town", "21", "町"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_guide *guide = itk_tiny_guide_new();
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    itk_case *data = load(row->xml, guide, found, &err);

    for (size_t i = 0; i < itk_findings_count(found); i++)
        print_message("%s\n  %s\n%s\n  %s\n",
                      itk_findings_at(found, i)->text[ITK_EN],
                      itk_findings_at(found, i)->hint[ITK_EN],
                      itk_findings_at(found, i)->text[ITK_JA],
                      itk_findings_at(found, i)->hint[ITK_JA]);
    assert_non_null(data);
    assert_false(itk_error_is_set(&err));
    assert_int_equal(itk_findings_count(found), row->want != GOOD);
    if (row->want != GOOD) {
        const struct itk_finding *finding = itk_findings_at(found, 0);

        assert_string_equal(itk_message_id(finding->id),
                            itk_message_id(row->want));
        assert_int_equal(finding->severity, ITK_SEV_ERROR);
        assert_string_equal(finding->file, "case.xml");
        assert_int_equal(finding->line, row->line);
        assert_string_equal(finding->field, row->field);
        if (row->en && !strstr(finding->text[ITK_EN], row->en))
            assert_non_null(strstr(finding->hint[ITK_EN], row->en));
        if (row->ja && !strstr(finding->text[ITK_JA], row->ja))
            assert_non_null(strstr(finding->hint[ITK_JA], row->ja));
        assert_null(strstr(finding->text[ITK_EN], "secret"));
        assert_null(strstr(finding->text[ITK_JA], "山田"));
    }
    itk_case_free(data);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

/* Of these no case can be made. */
static const struct bad_row {
    const char *name, *xml;
    enum itk_msg want; /* GOOD: any message */
} bad[] = {
    {"not XML", "hello", GOOD},
    {"nothing", "", GOOD},
    {"cut", "<case id='a' guideline='tiny'><work>", GOOD},
    {"DTD",
     "<!DOCTYPE case [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
     "<case id='a' guideline='tiny'><work><name>&e;</name></work></case>",
     GOOD},
    {"undeclared entity",
     "<case id='a' guideline='tiny'><work><name>&e;</name></work></case>",
     GOOD},
    {"attribute twice", "<case id='a' id='b' guideline='tiny'/>", GOOD},
    {"root", "<casse id='a' guideline='tiny'/>", ITK_MSG_CASE_ROOT},
    {"root in a namespace", "<case xmlns='urn:x' id='a' guideline='tiny'/>",
     ITK_MSG_CASE_ROOT},
    {"no guideline", "<case id='a'/>", ITK_MSG_CASE_NO_GUIDELINE},
    {"guideline as a path", "<case id='a' guideline='../tiny'/>",
     ITK_MSG_CASE_BAD_GUIDELINE},
    {"another guideline", "<case id='a' guideline='big'/>",
     ITK_MSG_CASE_OTHER_GUIDELINE},
    {"no id", "<case guideline='tiny'/>", ITK_MSG_CASE_NO_ID},
    {"bad id", "<case id='a/b' guideline='tiny'/>", ITK_MSG_CASE_ID_CHARACTER},
};

static void
test_bad(void **state)
{
    const struct bad_row *row = *state;
    struct itk_guide *guide = itk_tiny_guide_new();
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;

    assert_null(load(row->xml, guide, found, &err));
    assert_true(itk_error_is_set(&err));
    print_message("%s\n%s\n", err.text[ITK_EN], err.text[ITK_JA]);
    assert_int_equal(err.fault, ITK_FAULT_CASE);
    if (row->want != GOOD)
        assert_string_equal(itk_message_id(err.id), itk_message_id(row->want));
    assert_non_null(strstr(err.text[ITK_EN], "case.xml"));
    itk_error_fini(&err);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

static void
test_head(void **state)
{
    const char xml[] = "<case guideline='some-city' id='&amp;'/>";
    struct itk_blob in = {"case.xml", xml, sizeof(xml) - 1, ITK_FAULT_CASE};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_case_head head;

    (void)state;
    assert_true(itk_case_head_xml(&in, &head, &err));
    assert_string_equal(head.guideline, "some-city");
    assert_string_equal(head.id, "&");
    in.size = 10;
    assert_false(itk_case_head_xml(&in, &head, &err));
    assert_true(itk_error_is_set(&err));
    itk_error_fini(&err);
}

/* `head`, `unit` so often, `tail`. */
static char *
repeat(const char *head, const char *unit, size_t times, const char *tail)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, head);
    for (size_t i = 0; i < times; i++)
        itk_buf_adds(&out, unit);
    itk_buf_adds(&out, tail);
    return itk_buf_take(&out);
}

static size_t
count_of(const itk_findings *found, enum itk_msg id)
{
    size_t count = 0;

    for (size_t i = 0; i < itk_findings_count(found); i++)
        count += itk_findings_at(found, i)->id == id;
    return count;
}

static void
test_size(void **state)
{
    const size_t least = strlen(CASE END);
    struct itk_guide *guide = itk_tiny_guide_new();
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    char *full = repeat(CASE, " ", ITK_CASE_MAX_BYTES - least, END);
    char *over = repeat(CASE, " ", ITK_CASE_MAX_BYTES - least + 1, END);
    itk_case *data = load(full, guide, found, &err);

    (void)state;
    assert_non_null(data);
    assert_null(load(over, guide, found, &err));
    assert_int_equal(err.id, ITK_MSG_CASE_TOO_BIG);
    assert_non_null(strstr(err.text[ITK_EN], "4194305"));
    assert_non_null(strstr(err.text[ITK_EN], "4194304"));
    itk_error_fini(&err);
    itk_case_free(data);
    free(full);
    free(over);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

static void
test_items(void **state)
{
    struct itk_guide *guide = itk_tiny_guide_new();
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_list *list = itk_tiny_list(guide, "item");
    char *full =
        repeat(CASE, "<item><no>1</no></item>", ITK_CASE_MAX_ITEMS, END);
    char *over =
        repeat(CASE, "<item><no>1</no></item>", ITK_CASE_MAX_ITEMS + 5, END);
    itk_case *data = load(full, guide, found, &err);

    (void)state;
    assert_int_equal(itk_findings_count(found), 0);
    assert_int_equal(itk_case_members(data, list)->count, ITK_CASE_MAX_ITEMS);
    itk_case_free(data);
    data = load(over, guide, found, &err);
    assert_int_equal(itk_findings_count(found), 1);
    assert_int_equal(itk_findings_at(found, 0)->id, ITK_MSG_CASE_ITEMS);
    assert_int_equal(itk_case_members(data, list)->count, ITK_CASE_MAX_ITEMS);
    itk_case_free(data);
    free(full);
    free(over);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

/* A flood of faults comes to an end, and says so once. */
static void
test_faults(void **state)
{
    static const struct {
        const char *head, *unit, *tail;
    } floods[] = {
        {CASE, "<x/>", END},
        {CASE, "<item><no/></item>", END},
        {CASE, "<place><name>a</name></place>", END},
        {WORK, "<name/>", "</work>" END},
        {CASE, "<item none='no'/>", END},
    };
    struct itk_guide *guide = itk_tiny_guide_new();
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(floods); i++) {
        itk_findings *found = itk_findings_new();
        char *xml =
            repeat(floods[i].head, floods[i].unit, 5000, floods[i].tail);
        itk_case *data = load(xml, guide, found, &err);

        assert_non_null(data);
        assert_int_equal(count_of(found, ITK_MSG_CASE_FAULTS), 1);
        assert_in_range(itk_findings_count(found), ITK_CASE_MAX_FAULTS,
                        ITK_CASE_MAX_FAULTS + 5);
        itk_case_free(data);
        itk_findings_free(found);
        free(xml);
    }
    itk_tiny_guide_free(guide);
}

/* A name of any length comes out short, and whole in its last character. */
static void
test_long_name(void **state)
{
    struct itk_guide *guide = itk_tiny_guide_new();
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    char *xml = repeat(CASE "<a", "漢", 5000, "/>" END);
    itk_case *data = load(xml, guide, found, &err);

    (void)state;
    assert_int_equal(itk_findings_count(found), 1);
    assert_int_equal(itk_findings_at(found, 0)->id, ITK_MSG_CASE_UNKNOWN);
    assert_in_range(strlen(itk_findings_at(found, 0)->text[ITK_EN]), 64, 200);
    assert_null(
        strstr(itk_findings_at(found, 0)->text[ITK_EN], "\xEF\xBF\xBD"));
    itk_case_free(data);
    free(xml);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

/* All faults are found, not only the first. */
static void
test_all(void **state)
{
    static const enum itk_msg want[] = {
        ITK_MSG_CASE_ATTRIBUTE, ITK_MSG_CASE_BAD_DATE,   ITK_MSG_CASE_TWICE,
        ITK_MSG_CASE_FRACTION,  ITK_MSG_CASE_NONE_VALUE, ITK_MSG_CASE_YES_NO,
    };
    struct itk_guide *guide = itk_tiny_guide_new();
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    itk_case *data =
        load("<case id='a' guideline='tiny' x='1'>\n<work><start>x</start>\n"
             "<start/>\n<amount>1.5</amount></work>\n<worker none='1'/>\n"
             "<place><abroad>1</abroad></place></case>",
             guide, found, &err);

    (void)state;
    itk_findings_sort(found);
    assert_int_equal(itk_findings_errors(found), ITK_COUNT(want));
    for (size_t i = 0; i < ITK_COUNT(want); i++) {
        assert_string_equal(itk_message_id(itk_findings_at(found, i)->id),
                            itk_message_id(want[i]));
        assert_int_equal(itk_findings_at(found, i)->line, (long)i + 1);
    }
    itk_case_free(data);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + ITK_COUNT(bad) + 6] = {
        {"peek", test_head, NULL, NULL, NULL},
        {"size limit", test_size, NULL, NULL, NULL},
        {"items limit", test_items, NULL, NULL, NULL},
        {"faults limit", test_faults, NULL, NULL, NULL},
        {"long name", test_long_name, NULL, NULL, NULL},
        {"all faults", test_all, NULL, NULL, NULL},
    };
    size_t n = 6;
    int failed;

    /* cmocka's initial_state is a void *. */
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[n++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL,
                                         (void *)(uintptr_t)&rows[i]};
    for (size_t i = 0; i < ITK_COUNT(bad); i++)
        tests[n++] = (struct CMUnitTest){bad[i].name, test_bad, NULL, NULL,
                                         (void *)(uintptr_t)&bad[i]};
    itk_xml_init();
    failed = cmocka_run_group_tests_name("import_xml", tests, NULL, NULL);
    itk_xml_done();
    return failed;
}
