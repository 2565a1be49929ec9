/*
 * Links out of data: what is written where, which addresses are refused, and
 * the relationships of each part.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tests/support/sample_fill.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define OPEN    "<w:t xml:space=\"preserve\">"
#define REL(n, kind, target)                                                   \
    "<Relationship Id=\"rIdData" n                                             \
    "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"         \
    "relationships/" kind "\" Target=\"" target

static const char main_part[] = "word/document.xml";
static const char main_rels[] = "word/_rels/document.xml.rels";
static const char header_rels[] = "word/_rels/header1.xml.rels";

static itk_package *
fill(const struct sample_docx *sample, const char *json,
     enum itk_missing missing, struct itk_buf *wrong)
{
    return sample_fill(sample, json,
                       (struct itk_render_options){.missing = missing}, wrong);
}

static struct row {
    const char *name, *body, *json;
    const char *part, *want; /* part NULL: `want` is what is wrong */
} rows[] = {
    {"a text is address and text", P("a{~x}b"), "{\"x\":\"http://a.jp/\"}",
     main_part,
     "<w:r>" OPEN
     "a</w:t></w:r><w:hyperlink r:id=\"rIdData1\" w:history=\"1\"><w:r>" OPEN
     "http://a.jp/</w:t></w:r></w:hyperlink><w:r>" OPEN "b</w:t></w:r></w:p>"},
    {"its relationship", P("{~x}"), "{\"x\":\"http://a.jp/?a=1&b\"}", main_rels,
     REL("1", "hyperlink",
         "http://a.jp/?a=1&amp;b\" TargetMode=\"External\"/>"
         "</Relationships>")},
    {"a group", P("{~x}"), "{\"x\":{\"url\":\"HTTPS://a\",\"text\":\"<\\n\"}}",
     main_part, OPEN "&lt;</w:t><w:br/>" OPEN "</w:t></w:r></w:hyperlink>"},
    {"no text: the address", P("{~x}"),
     "{\"x\":{\"url\":\"mailto:a@b\",\"text\":null}}", main_part,
     OPEN "mailto:a@b</w:t></w:r></w:hyperlink>"},
    {"attribute and text in XML", P("{~x}"), "<d><x url=\"http://a\">T</x></d>",
     main_part, OPEN "T</w:t></w:r></w:hyperlink>"},
    {"characters that no address has", P("{~x}"),
     "{\"x\":\"http://a/\u3042 %41%4\\\"\"}", main_rels,
     "\"http://a/%E3%81%82%20%41%254%22\""},
    {"the form of the tag's first run",
     "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{~</w:t></w:r><w:r><w:t>x}</w:t>"
     "</w:r></w:p>",
     "{\"x\":\"http://a\"}", main_part,
     "w:history=\"1\"><w:r><w:rPr><w:b/></w:rPr>" OPEN "http://a</w:t></w:r>"
     "</w:hyperlink><w:r><w:rPr><w:b/></w:rPr>" OPEN "</w:t></w:r><w:r>" OPEN
     "</w:t></w:r></w:p>"},
    {"in a tracked insertion, which may hold none",
     "<w:p><w:ins w:id=\"1\"><w:r><w:t>{~x}</w:t></w:r></w:ins></w:p>",
     "{\"x\":\"http://a\"}", main_part,
     "</w:ins><w:hyperlink r:id=\"rIdData1\" w:history=\"1\">"
     "<w:ins w:id=\"2\"><w:r>" OPEN "http://a</w:t></w:r></w:ins>"
     "</w:hyperlink><w:ins w:id=\"3\"><w:r>" OPEN "</w:t></w:r></w:ins></w:p>"},
    {"in a loop within one text: one relationship for one address",
     P("{#l}{~.};{/l}"), "{\"l\":[\"http://a\",\"http://b\",\"http://a\"]}",
     main_rels,
     REL("1", "hyperlink", "http://a\" TargetMode=\"External\"/>")
         REL("2", "hyperlink",
             "http://b\" TargetMode=\"External\"/>"
             "</Relationships>")},
    {"javascript", P("{~x}"), "{\"x\":\"javascript:alert(1)\"}", NULL,
     " render-link"},
    {"a file", P("{~x}"), "{\"x\":\"file:///etc/passwd\"}", NULL,
     " render-link"},
    {"no host", P("{~x}"), "{\"x\":\"http:///a\"}", NULL, " render-link"},
    {"nothing behind the scheme", P("{~x}"), "{\"x\":\"mailto:\"}", NULL,
     " render-link"},
    {"a blank before it", P("{~x}"), "{\"x\":\" http://a\"}", NULL,
     " render-link"},
    {"a list", P("{~x}"), "{\"x\":[]}", NULL, " render-not-link"},
    {"a group without address", P("{~x}"), "{\"x\":{\"text\":\"a\"}}", NULL,
     " render-not-link"},
    {"no value", P("{~x}"), "{}", NULL, " render-no-value"},
    {"in a link",
     "<w:p><w:hyperlink w:anchor=\"a\"><w:r><w:t>{~x}</w:t></w:r>"
     "</w:hyperlink></w:p>",
     "{}", NULL, " template-link-place"},
    {"in a field",
     "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:fldChar "
     "w:fldCharType=\"separate\"/></w:r><w:r><w:t>{~x}</w:t></w:r><w:r>"
     "<w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
     "{}", NULL, " template-link-place"},
    {"a filter", P("{~x|upper}"), "{}", NULL, " template-tag-name"},
    {"outside of a loop", P("{~.}"), "{}", NULL, " template-no-item"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct sample_docx sample = {.body = row->body};
    struct itk_buf wrong = ITK_BUF_INIT;
    itk_package *package = fill(&sample, row->json, ITK_MISSING_ERROR, &wrong);

    if (row->part) {
        assert_string_equal(wrong.data, "");
        assert_non_null(package);
        expect_in(package, row->part, row->want);
    } else {
        assert_null(package);
        assert_string_equal(wrong.data, row->want);
    }
    itk_package_free(package);
    itk_buf_free(&wrong);
}

/* A part that had no relationships gets a list of its own. */
static void
test_header(void **state)
{
    const struct sample_docx sample = {.body = P("{~x}"), .header = P("{~x}")};
    struct itk_buf wrong = ITK_BUF_INIT;
    itk_package *package =
        fill(&sample, "{\"x\":\"http://a\"}", ITK_MISSING_ERROR, &wrong);

    (void)state;
    assert_non_null(package);
    expect_in(package, main_rels,
              REL("1", "hyperlink",
                  "http://a\" TargetMode=\"External\"/>"
                  "</Relationships>"));
    expect_in(package, header_rels,
              "package/2006/relationships\">" REL(
                  "2", "hyperlink",
                  "http://a\" TargetMode=\"External\"/></Relationships>"));
    itk_package_free(package);
    itk_buf_free(&wrong);
}

static void
test_missing(void **state)
{
    const struct sample_docx sample = {.body = P("a{~x}b"),
                                       .header = P("{~x}")};
    struct itk_buf wrong = ITK_BUF_INIT;
    itk_package *package = fill(&sample, "{}", ITK_MISSING_EMPTY, &wrong);

    (void)state;
    expect_in(package, main_part,
              OPEN "a</w:t></w:r><w:r>" OPEN "</w:t></w:r><w:r>" OPEN "b");
    assert_null(itk_package_find(package, header_rels));
    itk_package_free(package);
    package = fill(&sample, "{}", ITK_MISSING_KEEP, &wrong);
    expect_in(package, main_part, OPEN "{~x}</w:t></w:r><w:r>");
    itk_package_free(package);
    itk_buf_free(&wrong);
}

static void
test_title(void **state)
{
    const struct sample_docx sample = {.body = P("a"), .title = "{~x}"};
    struct itk_buf wrong = ITK_BUF_INIT;

    (void)state;
    assert_null(fill(&sample, "{}", ITK_MISSING_ERROR, &wrong));
    assert_string_equal(wrong.data, " template-plain-only");
    itk_buf_free(&wrong);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 3];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    tests[ITK_COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(test_header);
    tests[ITK_COUNT(rows) + 1] =
        (struct CMUnitTest)cmocka_unit_test(test_missing);
    tests[ITK_COUNT(rows) + 2] =
        (struct CMUnitTest)cmocka_unit_test(test_title);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
