/*
 * Content controls as slots: dates, drop-down lists, repeating sections. What
 * they say of their value besides showing it must be true.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tests/support/tmpl_probe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define P(text)  "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define S(text)  "<w:p><w:r>" PRESERVED text "</w:t></w:r></w:p>"
#define PP(in)   "<w:p>" in "</w:p>"
#define R(in)    "<w:r>" in "</w:r>"
#define TC(in)   "<w:tc>" in "</w:tc>"
#define TR(in)   "<w:tr>" in "</w:tr>"
#define TBL(in)  "<w:tbl><w:tblPr/><w:tblGrid/>" in "</w:tbl>"
#define CELL(in) TBL(TR(TC("<w:tcPr/>" in)))
#define SDT(tag, kind, in)                                                     \
    "<w:sdt><w:sdtPr><w:tag w:val=\"itaku:" tag "\"/>" kind                    \
    "</w:sdtPr><w:sdtContent>" in "</w:sdtContent></w:sdt>"
#define ITEM(id, in)                                                           \
    "<w:sdt><w:sdtPr>" id                                                      \
    "<w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>" in                   \
    "</w:sdtContent></w:sdt>"
#define MENU                                                                   \
    "<w:listItem w:displayText=\"choose\" w:value=\"\"/><w:listItem "          \
    "w:displayText=\"A &amp; B\" w:value=\"a\"/><w:listItem w:value=\"b\"/>"

static struct row {
    const char *name, *body, *json, *want;
} rows[] = {
    {"date control: the day, shown as it says",
     PP(SDT("d",
            "<w:showingPlcHdr/><w:date w:fullDate=\"2020-01-01T00:00:00Z\">"
            "<w:dateFormat w:val=\"yyyy'of'MM\"/></w:date>",
            R("<w:t>x</w:t>"))),
     "{\"d\":\"2026-04-01\"}",
     PP(SDT("d",
            "<w:date w:fullDate=\"2026-04-01T00:00:00Z\"><w:dateFormat "
            "w:val=\"yyyy'of'MM\"/></w:date>",
            R(PRESERVED "2026of04</w:t>")))},
    {"date control with a filter of its own",
     PP(SDT("d|wareki", "<w:date><w:dateFormat w:val=\"d\"/></w:date>",
            R("<w:t>x</w:t>"))),
     "{\"d\":\"2026-04-01\"}",
     PP(SDT("d|wareki",
            "<w:date w:fullDate=\"2026-04-01T00:00:00Z\">"
            "<w:dateFormat w:val=\"d\"/></w:date>",
            R(PRESERVED "令和8年4月1日</w:t>")))},
    {"date control without a value",
     PP(SDT("d|fill-in:2", "<w:date w:fullDate=\"2020-01-01T00:00:00Z\"/>",
            R("<w:t>x</w:t>"))),
     "{}", PP(SDT("d|fill-in:2", "<w:date/>", R(PRESERVED "　　</w:t>")))},
    {"date control: no date",
     PP(SDT("d",
            "<w:date><w:dateFormat w:val=\"d\"/>"
            "</w:date>",
            R("<w:t>x</w:t>"))),
     "{\"d\":\"soon\"}", " render-filter"},
    {"drop-down: by value",
     PP(SDT("k", "<w:dropDownList w:lastValue=\"b\">" MENU "</w:dropDownList>",
            R("<w:t>x</w:t>"))),
     "{\"k\":\"a\"}",
     PP(SDT("k", "<w:dropDownList w:lastValue=\"a\">" MENU "</w:dropDownList>",
            R(PRESERVED "A &amp; B</w:t>")))},
    {"drop-down: by what is shown",
     PP(SDT("k", "<w:dropDownList>" MENU "</w:dropDownList>",
            R("<w:t>x</w:t>"))),
     "{\"k\":\"A & B\"}",
     PP(SDT("k", "<w:dropDownList w:lastValue=\"a\">" MENU "</w:dropDownList>",
            R(PRESERVED "A &amp; B</w:t>")))},
    {"drop-down: not in the list",
     PP(SDT("k", "<w:dropDownList>" MENU "</w:dropDownList>",
            R("<w:t>x</w:t>"))),
     "{\"k\":\"c\"}", " render-not-choice"},
    {"drop-down: Word's own 'choose one' is no choice",
     PP(SDT("k", "<w:dropDownList>" MENU "</w:dropDownList>",
            R("<w:t>x</w:t>"))),
     "{\"k\":\"\"}", " render-not-choice"},
    {"drop-down: nothing chosen",
     PP(SDT("k|fill-in",
            "<w:dropDownList w:lastValue=\"a\">" MENU "</w:dropDownList>",
            R("<w:t>choose</w:t>"))),
     "{}",
     PP(SDT("k|fill-in", "<w:dropDownList>" MENU "</w:dropDownList>",
            R(PRESERVED "choose</w:t>")))},
    {"drop-down: a filter",
     PP(SDT("k|upper", "<w:dropDownList/>", R("<w:t>x</w:t>"))), "{}",
     " template-tag-name"},
    {"combo box: another text",
     PP(SDT("k", "<w:comboBox w:lastValue=\"a\">" MENU "</w:comboBox>",
            R("<w:t>x</w:t>"))),
     "{\"k\":\"<c>\"}",
     PP(SDT("k", "<w:comboBox>" MENU "</w:comboBox>",
            R(PRESERVED "&lt;c&gt;</w:t>")))},
    {"repeating section",
     SDT("l", "<w15:repeatingSection/>",
         ITEM("<w:id w:val=\"5\"/>", P("{#}{a}")) ITEM("", P("{x} old")))
         P("z"),
     "{\"l\":[{\"a\":\"1\"},{\"a\":\"2\"}]}",
     SDT("l", "<w15:repeatingSection/>",
         ITEM("<w:id w:val=\"5\"/>", S("11")) ITEM("", S("22"))) P("z")},
    {"repeating section: nothing",
     P("a") SDT("l", "<w15:repeatingSection/>", ITEM("", P("{a}"))) P("z"),
     "{\"l\":[]}", P("a") P("z")},
    {"repeating section alone in a cell, and nothing",
     CELL(SDT("l", "<w15:repeatingSection/>", ITEM("", P("{a}")))), "{}",
     CELL("<w:p></w:p>")},
    {"repeating section of rows",
     TBL(TR(TC(P("h")))
             SDT("l", "<w15:repeatingSection/>",
                 ITEM("", TR(TC(P("{.}")))) ITEM("", TR(TC(P("x")))))),
     "{\"l\":[\"1\",\"2\"]}",
     TBL(TR(TC(P("h")))
             SDT("l", "<w15:repeatingSection/>",
                 ITEM("", TR(TC(S("1")))) ITEM("", TR(TC(S("2"))))))},
    {"repeating section of all rows: no table",
     TBL(SDT("l", "<w15:repeatingSection/>", ITEM("", TR(TC(P("{.}"))))))
         P("z"),
     "{\"l\":[]}", P("z")},
    {"repeating section in one",
     SDT("l", "<w15:repeatingSection/>",
         ITEM("", SDT("m", "<w15:repeatingSection/>", ITEM("", P("{.}"))))),
     "{\"l\":[{\"m\":[\"1\",\"2\"]},{\"m\":[\"3\"]}]}",
     SDT("l", "<w15:repeatingSection/>",
         ITEM("", SDT("m", "<w15:repeatingSection/>",
                      ITEM("", S("1")) ITEM("", S("2"))))
             ITEM("", SDT("m", "<w15:repeatingSection/>", ITEM("", S("3")))))},
    {"repeating section: a tag in it cannot close it",
     SDT("l", "<w15:repeatingSection/>", ITEM("", P("{/l}") P("{/}"))), "{}",
     " template-unopened template-unopened"},
    {"repeating section: what is opened in it is closed in it",
     SDT("l", "<w15:repeatingSection/>", ITEM("", P("{#m}"))) P("{/m}"), "{}",
     " template-unclosed template-unopened"},
    {"repeating section in a paragraph",
     PP(SDT("l", "<w15:repeatingSection/>", ITEM("", R("<w:t>x</w:t>")))), "{}",
     " template-control-form"},
    {"repeating section without an item",
     SDT("l", "<w15:repeatingSection/>", P("x")), "{}",
     " template-control-form"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_buf got = ITK_BUF_INIT;

    probe_render(row->body, row->json, &got);
    assert_string_equal(got.data, row->want);
    itk_buf_free(&got);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows)];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
