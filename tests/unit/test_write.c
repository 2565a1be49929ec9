/*
 * The XML writer: what it escapes, and that libxml2 reads it back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <assert.h>
#include <string.h>

#include <cmocka.h>

#include "xml/write.h"
#include "xml/xml.h"

static struct row {
    const char *name, *text, *want, *attr;
} rows[] = {
    {"empty", "", "", ""},
    {"plain", "委託 abc", "委託 abc", "委託 abc"},
    {"markup", "<a>&b</a>", "&lt;a&gt;&amp;b&lt;/a&gt;",
     "&lt;a&gt;&amp;b&lt;/a&gt;"},
    {"end of CDATA", "]]>", "]]&gt;", "]]&gt;"},
    {"quotes", "\"'", "\"'", "&quot;'"},
    {"spaces", "\t\n", "\t\n", "&#9;&#10;"},
    {"carriage return", "a\rb", "a&#13;b", "a&#13;b"},
    {"already escaped", "&amp;", "&amp;amp;", "&amp;amp;"},
    {"at both ends", "&x&", "&amp;x&amp;", "&amp;x&amp;"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_buf out = ITK_BUF_INIT;

    itk_xml_escape(&out, row->text, strlen(row->text));
    assert_string_equal(out.data, row->want);
    itk_buf_clear(&out);
    itk_xml_escape_attr(&out, row->text, strlen(row->text));
    assert_string_equal(out.data, row->attr);
    itk_buf_free(&out);
}

/* Text and attribute come back exactly as they went in. */
static void
test_read_back(void **state)
{
    const struct row *row = *state;
    struct itk_buf out = ITK_BUF_INIT, text = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob = {.name = "t", .fault = ITK_FAULT_PROGRAM};
    xmlDoc *doc;

    itk_xml_lt(&out, "a");
    itk_xml_put_attr(&out, "b", row->text);
    itk_xml_gt(&out);
    itk_xml_escape(&out, row->text, strlen(row->text));
    itk_xml_close(&out, "a");
    blob.data = out.data;
    blob.size = out.size;
    doc = itk_xml_parse(&blob, &err);
    assert_non_null(doc);
    itk_xml_text(&text, xmlDocGetRootElement(doc));
    assert_string_equal(text.data, row->text);
    assert_string_equal(itk_xml_attr(xmlDocGetRootElement(doc), "b"),
                        row->text);
    xmlFreeDoc(doc);
    itk_buf_free(&out);
    itk_buf_free(&text);
}

static void
test_elements(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    itk_xml_open(&out, "w:p");
    itk_xml_lt(&out, "w:r");
    itk_xml_put_attr(&out, "w:id", "1");
    itk_xml_put_attr(&out, "x", "");
    itk_xml_slash(&out);
    itk_xml_close(&out, "w:p");
    assert_string_equal(out.data, "<w:p><w:r w:id=\"1\" x=\"\"/></w:p>");
    itk_buf_free(&out);
}

/* Wherever it stands in a longer text. */
static void
test_anywhere(void **state)
{
    static const char plain[] = "長い文の中のどこにあっても、一字で足りる。abc";
    static const struct {
        const char *raw, *text, *attr;
    } marks[] = {{"&", "&amp;", "&amp;"}, {"<", "&lt;", "&lt;"},
                 {">", "&gt;", "&gt;"},   {"\r", "&#13;", "&#13;"},
                 {"\"", "\"", "&quot;"},  {"\t", "\t", "&#9;"},
                 {"\n", "\n", "&#10;"}};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(marks); i++) {
        for (size_t at = 0; at < sizeof(plain); at++) {
            struct itk_buf raw = ITK_BUF_INIT, out = ITK_BUF_INIT;

            itk_buf_add(&raw, plain, at);
            itk_buf_adds(&raw, marks[i].raw);
            itk_buf_adds(&raw, plain + at);
            itk_xml_escape(&out, raw.data, raw.size);
            assert_memory_equal(out.data, plain, at);
            assert_int_equal(
                strncmp(out.data + at, marks[i].text, strlen(marks[i].text)),
                0);
            assert_string_equal(out.data + at + strlen(marks[i].text),
                                plain + at);
            itk_buf_clear(&out);
            itk_xml_escape_attr(&out, raw.data, raw.size);
            assert_int_equal(
                strncmp(out.data + at, marks[i].attr, strlen(marks[i].attr)),
                0);
            assert_string_equal(out.data + at + strlen(marks[i].attr),
                                plain + at);
            itk_buf_free(&raw);
            itk_buf_free(&out);
        }
    }
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + ITK_COUNT(rows) + 2];
    size_t count = 0;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] = (struct CMUnitTest){rows[i].name, test_read_back, NULL,
                                             NULL, &rows[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_elements);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_anywhere);
    assert(count == ITK_COUNT(tests));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
