/*
 * Answers put into the bytes of a case: every place, every layout, and nothing
 * else changed. Under the guideline of small_guide.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "input/edit.h"
#include "tests/support/small_guide.h"
#include "xml/xml.h"

#define HEAD  "<case id='c' guideline='small'>"
#define NONE  SIZE_MAX /* as a row's member: the list has no members */
#define A(x)  HEAD "\n" x "</case>\n"
#define CR(x) HEAD "\r\n" x "</case>\r\n"

static struct row {
    const char *name;
    const char *field; /* or the list */
    size_t member;
    const char *text, *before, *after;
} rows[] = {
    /* An empty element that is there. */
    {"fill", "work.name", 0, "x", A("  <work>\n    <name></name>\n  </work>\n"),
     A("  <work>\n    <name>x</name>\n  </work>\n")},
    {"fill: closes itself", "work.name", 0, "x", A("<work><name/></work>\n"),
     A("<work><name>x</name></work>\n")},
    {"fill: blanks before the slash", "work.name", 0, "x",
     A("<work><name  /></work>\n"), A("<work><name>x</name></work>\n")},
    {"fill: white space goes", "work.name", 0, "x",
     A("<work><name>\n  </name ></work>\n"),
     A("<work><name>x</name ></work>\n")},
    {"fill: a comment stays", "work.name", 0, "x",
     A("<work><name><!-- > --> </name></work>\n"),
     A("<work><name>x<!-- > --> </name></work>\n")},
    {"fill: an instruction and CDATA stay", "work.about", 0, "x",
     A("<work><about><?a <?><![CDATA[ ]]></about></work>\n"),
     A("<work><about>x<?a <?><![CDATA[ ]]></about></work>\n")},
    {"fill: escaped", "work.name", 0, "a<b>&c\"", A("<work><name/></work>\n"),
     A("<work><name>a&lt;b&gt;&amp;c\"</name></work>\n")},
    {"fill: the second piece of a group", "work.term.end", 0, "R8.4.1",
     A("<work><name>a</name></work><work><term><end/></term></work>\n"),
     A("<work><name>a</name></work><work><term><end>R8.4.1</end></term>"
       "</work>\n")},
    {"fill: not the one in a comment", "work.name", 0, "x",
     A("<!-- <work><name></name></work> --><work><name></name></work>\n"),
     A("<!-- <work><name></name></work> --><work><name>x</name></work>\n")},
    {"fill: not another group's field of that name", "review.date", 0, "R8.1.1",
     A("<contract><date/></contract><review><date/></review>\n"),
     A("<contract><date/></contract><review><date>R8.1.1</date></review>\n")},

    /* A new element in a group that is there. */
    {"after the one before it", "contract.amount", 0, "5",
     A("  <contract>\n    <date>R8.4.1</date>\n    <count>1</count>\n"
       "  </contract>\n"),
     A("  <contract>\n    <date>R8.4.1</date>\n    <amount>5</amount>\n"
       "    <count>1</count>\n  </contract>\n")},
    {"first", "contract.date", 0, "R8.4.1",
     A("  <contract>\n    <count>1</count>\n  </contract>\n"),
     A("  <contract>\n    <date>R8.4.1</date>\n    <count>1</count>\n"
       "  </contract>\n")},
    {"last", "contract.count", 0, "1",
     A("  <contract>\n    <date>R8.4.1</date>\n  </contract>\n"),
     A("  <contract>\n    <date>R8.4.1</date>\n    <count>1</count>\n"
       "  </contract>\n")},
    {"a disordered group: after the nearest", "contract.amount", 0, "5",
     A("<contract>\n <count>1</count>\n <date>R8.4.1</date>\n</contract>\n"),
     A("<contract>\n <count>1</count>\n <date>R8.4.1</date>\n"
       " <amount>5</amount>\n</contract>\n")},
    {"behind the comment of its neighbour", "contract.amount", 0, "5",
     A("<contract>\n\t<date>R8.4.1</date> <!-- planned --> \n</contract>\n"),
     A("<contract>\n\t<date>R8.4.1</date> <!-- planned --> \n"
       "\t<amount>5</amount>\n</contract>\n")},
    {"before a comment that goes on", "contract.amount", 0, "5",
     A("<contract>\n\t<date>R8.4.1</date> <!-- a\n b -->\n</contract>\n"),
     A("<contract>\n\t<date>R8.4.1</date>\n\t<amount>5</amount> <!-- a\n b "
       "-->\n</contract>\n")},
    {"on one line", "contract.amount", 0, "5",
     A("<contract><date>R8.4.1</date><count>1</count></contract>\n"),
     A("<contract><date>R8.4.1</date><amount>5</amount><count>1</count>"
       "</contract>\n")},
    {"first, behind the group's comment", "contract.date", 0, "R8.4.1",
     A("<contract> <!-- c -->\n <count>1</count>\n</contract>\n"),
     A("<contract> <!-- c -->\n <date>R8.4.1</date>\n <count>1</count>\n"
       "</contract>\n")},
    {"an empty group", "contract.date", 0, "R8.4.1",
     A("  <contract></contract>\n"),
     A("  <contract>\n    <date>R8.4.1</date>\n  </contract>\n")},
    {"a group that closes itself", "contract.date", 0, "R8.4.1",
     A("  <contract />\n"),
     A("  <contract>\n    <date>R8.4.1</date>\n  </contract>\n")},
    {"a group with a comment only", "contract.date", 0, "R8.4.1",
     A("  <contract>\n    <!-- c -->\n  </contract>\n"),
     A("  <contract>\n    <date>R8.4.1</date>\n    <!-- c -->\n"
       "  </contract>\n")},
    {"an empty group within a line", "work.term.end", 0, "R8.4.1",
     A("  <work><term/></work>\n"),
     A("  <work><term><end>R8.4.1</end></term></work>\n")},

    /* Groups that are made. */
    {"a group between groups", "contract.date", 0, "R8.4.1",
     A("  <work>\n    <name>a</name>\n  </work>\n  <review>\n"
       "    <reason>r</reason>\n  </review>\n"),
     A("  <work>\n    <name>a</name>\n  </work>\n  <contract>\n"
       "    <date>R8.4.1</date>\n  </contract>\n  <review>\n"
       "    <reason>r</reason>\n  </review>\n")},
    {"two groups, in tabs", "work.term.start", 0, "R8.4.1",
     A("\t<contract>\n\t\t<count>1</count>\n\t</contract>\n"),
     A("\t<work>\n\t\t<term>\n\t\t\t<start>R8.4.1</start>\n\t\t</term>\n"
       "\t</work>\n\t<contract>\n\t\t<count>1</count>\n\t</contract>\n")},
    {"an inner group", "work.term.start", 0, "R8.4.1",
     A("  <work>\n    <records>yes</records>\n    <name>a</name>\n"
       "  </work>\n"),
     A("  <work>\n    <records>yes</records>\n    <name>a</name>\n"
       "    <term>\n      <start>R8.4.1</start>\n    </term>\n  </work>\n")},
    {"an empty case", "work.name", 0, "x", HEAD "</case>",
     HEAD "\n  <work>\n    <name>x</name>\n  </work>\n</case>"},
    {"a case that closes itself", "work.name", 0, "x",
     "<case id='c' guideline='small'/>\n",
     "<case id='c' guideline='small'>\n  <work>\n    <name>x</name>\n"
     "  </work>\n</case>\n"},
    {"a case on one line", "contract.date", 0, "R8.4.1",
     HEAD "<work><name>a</name></work></case>",
     HEAD "<work><name>a</name></work><contract><date>R8.4.1</date></contract>"
          "</case>"},

    /* Line ends. */
    {"CR LF", "contract.count", 0, "1",
     CR("  <contract>\r\n    <date>R8.4.1</date>\r\n  </contract>\r\n"),
     CR("  <contract>\r\n    <date>R8.4.1</date>\r\n    <count>1</count>\r\n"
        "  </contract>\r\n")},
    {"CR LF: a group", "work.term.end", 0, "R8.4.1", CR("  <work/>\r\n"),
     CR("  <work>\r\n    <term>\r\n      <end>R8.4.1</end>\r\n    </term>\r\n"
        "  </work>\r\n")},
    {"a byte order mark", "work.name", 0, "x",
     "\xEF\xBB\xBF" A("<work><name/></work>\n"),
     "\xEF\xBB\xBF" A("<work><name>x</name></work>\n")},

    /* Lists. */
    {"the first member", "place.name", 0, "p",
     A("  <work>\n    <name>a</name>\n  </work>\n  <review>\n"
       "    <reason>r</reason>\n  </review>\n"),
     A("  <work>\n    <name>a</name>\n  </work>\n  <place>\n"
       "    <name>p</name>\n  </place>\n  <review>\n    <reason>r</reason>\n"
       "  </review>\n")},
    {"another member", "place.name", 1, "q",
     A("  <place>\n    <name>p</name>\n  </place>\n"),
     A("  <place>\n    <name>p</name>\n  </place>\n  <place>\n"
       "    <name>q</name>\n  </place>\n")},
    {"another member, a line each", "place.name", 1, "q",
     A("  <place><name>p</name></place>\n  <review/>\n"),
     A("  <place><name>p</name></place>\n  <place><name>q</name></place>\n"
       "  <review/>\n")},
    {"a field of the second member", "place.kind", 1, "inside",
     A("  <place>\n    <name>p</name>\n  </place>\n  <place>\n"
       "    <name>q</name>\n    <locked>yes</locked>\n  </place>\n"),
     A("  <place>\n    <name>p</name>\n  </place>\n  <place>\n"
       "    <name>q</name>\n    <kind>inside</kind>\n"
       "    <locked>yes</locked>\n  </place>\n")},
    {"an empty field of the second member", "place.kind", 1, "inside",
     A("<place><name>p</name><kind/></place><place><kind/><name>q</name>"
       "</place>\n"),
     A("<place><name>p</name><kind/></place><place><kind>inside</kind>"
       "<name>q</name></place>\n")},
    {"an element that says nothing is not a member", "place.kind", 1, "inside",
     A("<place/><place><name>p</name></place><place><name>q</name></place>\n"),
     A("<place/><place><name>p</name></place><place><name>q</name>"
       "<kind>inside</kind></place>\n")},
    {"an empty element becomes the member", "place.name", 0, "p",
     A("  <place/>\n"), A("  <place>\n    <name>p</name>\n  </place>\n")},
    {"an empty element before members does not", "place.name", 1, "q",
     A("<place/><place><name>p</name></place>\n"),
     A("<place/><place><name>p</name></place><place><name>q</name></place>\n")},
    {"a member where a comment shows it", "place.name", 0, "p",
     A("  <work/>\n\n  <!-- <place>\n    <name/>\n  </place> -->\n"
       "  <!-- none: -->\n  <!-- <place none=\"yes\"/> -->\n\n  <!-- R -->\n"
       "  <review/>\n"),
     A("  <work/>\n\n  <!-- <place>\n    <name/>\n  </place> -->\n"
       "  <!-- none: -->\n  <!-- <place none=\"yes\"/> -->\n  <place>\n"
       "    <name>p</name>\n  </place>\n\n  <!-- R -->\n  <review/>\n")},
    {"a longer name in a comment is no example", "place.name", 0, "p",
     A("  <work/>\n  <review/>\n  <!-- <places/> -->\n"),
     A("  <work/>\n  <place>\n    <name>p</name>\n  </place>\n  <review/>\n"
       "  <!-- <places/> -->\n")},
    {"none", "place", NONE, NULL, A("  <work/>\n  <review/>\n"),
     A("  <work/>\n  <place none=\"yes\"/>\n  <review/>\n")},
    {"none: an empty element", "place", NONE, NULL, A("<place></place>\n"),
     A("<place none=\"yes\"></place>\n")},
    {"none: one that closes itself", "place", NONE, NULL, A("<place />\n"),
     A("<place none=\"yes\" />\n")},
    {"none: where a comment shows it", "worker", NONE, NULL,
     A("  <!-- <worker none='yes'/> -->\n  <work/>\n"),
     A("  <!-- <worker none='yes'/> -->\n  <worker none=\"yes\"/>\n"
       "  <work/>\n")},
};

static struct itk_guide *guide;

static int
load_guide(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    itk_xml_init();
    guide = small_guide_load(NULL, NULL, NULL, &err);
    return guide ? 0 : -1;
}

static int
free_guide(void **state)
{
    (void)state;
    itk_guide_free(guide);
    return 0;
}

/* The bytes as the importer reads them, without a fault. */
static itk_case *
read_sound(const char *bytes, size_t size)
{
    const struct itk_blob in = {"c.xml", bytes, size, ITK_FAULT_CASE};
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    itk_case *data = itk_case_load_xml(&in, guide, found, &err);

    if (!data)
        fail_msg("%s", err.text[ITK_EN]);
    if (itk_findings_errors(found))
        fail_msg("%s", itk_findings_at(found, 0)->text[ITK_EN]);
    itk_findings_free(found);
    return data;
}

static void
edit(const char *bytes, size_t size, const char *id, size_t member,
     const char *text, struct itk_buf *out)
{
    const struct itk_blob in = {"c.xml", bytes, size, ITK_FAULT_CASE};
    const struct itk_dictionary *dict = &guide->dictionary;

    if (member == NONE)
        itk_edit_none(&in, dict, itk_dictionary_list(dict, id), out);
    else
        itk_edit_value(&in, dict, itk_dictionary_field(dict, id), member, text,
                       strlen(text), out);
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_buf out = ITK_BUF_INIT;
    itk_case *data = read_sound(row->before, strlen(row->before));

    itk_case_free(data);
    edit(row->before, strlen(row->before), row->field, row->member, row->text,
         &out);
    assert_string_equal(out.data, row->after);
    data = read_sound(out.data, out.size);
    if (row->member == NONE) {
        const struct itk_members *members = itk_case_members(
            data, itk_dictionary_list(&guide->dictionary, row->field));

        assert_true(members->known && !members->count);
    } else {
        assert_string_equal(
            itk_case_value(data,
                           itk_dictionary_field(&guide->dictionary, row->field),
                           row->member)
                ->text,
            row->text);
    }
    itk_case_free(data);
    itk_buf_free(&out);
}

static const char *
some_value(const struct itk_field *field)
{
    switch (field->type) {
    case ITK_TYPE_DATE:
        return "令和8年4月1日";
    case ITK_TYPE_NUMBER:
        return "７";
    case ITK_TYPE_YES_NO:
        return "no";
    case ITK_TYPE_CHOICE:
        return field->choices[0].id;
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        break;
    }
    return "髙橋 <&>";
}

/* Is `before` what is left of `after` when one run of bytes is taken out? */
static bool
is_insertion(const struct itk_buf *before, const struct itk_buf *after)
{
    size_t head = 0, tail = 0;

    while (head < before->size && before->data[head] == after->data[head])
        head++;
    while (tail < before->size && before->data[before->size - 1 - tail] ==
                                      after->data[after->size - 1 - tail])
        tail++;
    return after->size > before->size && head + tail >= before->size;
}

/* Every field of a starter case, and two members of every list: each answer is
 * one run of bytes put in, and all of them are there at the end. */
static void
test_starter(void **state)
{
    const struct itk_dictionary *dict = &guide->dictionary;
    struct itk_buf bytes = ITK_BUF_INIT, next = ITK_BUF_INIT;
    itk_case *data;

    (void)state;
    itk_case_write_starter(guide, "c", ITK_JA, &bytes);
    for (size_t i = 0; i < 2 * dict->fields_count; i++) {
        const struct itk_field *field = &dict->fields[i / 2];
        char text[64];

        if (!field->list && i % 2)
            continue;
        snprintf(text, sizeof(text), "%s", some_value(field));
        if (field->list && field->list->key == field)
            snprintf(text, sizeof(text), "k%zu", i);
        edit(bytes.data, bytes.size, field->id, i % 2, text, &next);
        assert_true(is_insertion(&bytes, &next));
        itk_buf_free(&bytes);
        bytes = next;
        next = (struct itk_buf)ITK_BUF_INIT;
        itk_case_free(read_sound(bytes.data, bytes.size));
    }
    data = read_sound(bytes.data, bytes.size);
    for (size_t i = 0; i < dict->fields_count; i++)
        assert_true(
            itk_case_value(data, &dict->fields[i], dict->fields[i].list ? 1 : 0)
                ->present);
    itk_case_free(data);
    itk_buf_free(&bytes);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 1];

    memset(tests, 0, sizeof(tests));
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] = (struct CMUnitTest){.name = rows[i].name,
                                       .test_func = test_row,
                                       .initial_state = &rows[i]};
    tests[ITK_COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(test_starter);
    return cmocka_run_group_tests(tests, load_guide, free_guide);
}
