/*
 * Finding tags in the raw bytes of a part.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tests/support/tmpl_probe.h"
#include "tmpl/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct row {
    const char *name;
    const char *body;
    const char *want; /* marks as paragraph:text:pieces, then faults */
} rows[] = {
    {"one run", "<w:p><w:r><w:t>a {b} c</w:t></w:r></w:p>", "1:b:{b}"},
    {"split over runs",
     "<w:p><w:r><w:t>a {pl</w:t></w:r><w:proofErr w:type=\"spellStart\"/>"
     "<w:r><w:rPr><w:lang w:val=\"ja-JP\"/></w:rPr><w:t>ace.</w:t></w:r>"
     "<w:bookmarkStart w:id=\"1\" w:name=\"x\"/><w:r><w:t>kind} c</w:t></w:r>"
     "</w:p>",
     "1:place.kind:{pl+ace.+kind}"},
    {"each brace in its own run",
     "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>b</w:t></w:r>"
     "<w:r><w:t>}</w:t></w:r></w:p>",
     "1:b:{+b+}"},
    {"two texts of one run", "<w:p><w:r><w:t>{a</w:t><w:t>b}</w:t></w:r></w:p>",
     "1:ab:{a+b}"},
    {"braces as references", "<w:p><w:r><w:t>&#123;a&#x7D;</w:t></w:r></w:p>",
     "1:a:&#123;a&#x7D;"},
    {"references around", "<w:p><w:r><w:t>&lt;{a}&amp;</w:t></w:r></w:p>",
     "1:a:{a}"},
    {"a comment within", "<w:p><w:r><w:t>{a<!-- {x} -->b}</w:t></w:r></w:p>",
     "1:ab:{a+b}"},
    {"second paragraph",
     "<w:p/><w:p><w:r><w:t>x</w:t></w:r></w:p><w:p><w:r><w:t>{a}{b}</w:t>"
     "</w:r></w:p>",
     "3:a:{a} 3:b:{b}"},
    {"text box inside a paragraph",
     "<w:p><w:r><w:t>{a</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r>"
     "<w:t>{in}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:t>b}"
     "</w:t></w:r></w:p>",
     "1:a\1b:{a+b} 2:in:{in}"},
    {"deleted text is none",
     "<w:p><w:del><w:r><w:delText>{a}</w:delText></w:r></w:del></w:p>", ""},
    {"other elements are no text", "<w:p><m:t>{a}</m:t></w:p>", ""},
    {"escaped braces", "<w:p><w:r><w:t>\\{a\\} \\x {b}</w:t></w:r></w:p>",
     "1:-:\\ 1:-:\\ 1:b:{b}"},
    {"open at the end", "<w:p><w:r><w:t>a {b</w:t></w:r></w:p>",
     " template-brace-open"},
    {"open before another", "<w:p><w:r><w:t>{a {b}</w:t></w:r></w:p>",
     "1:b:{b} template-brace-open"},
    {"over two paragraphs",
     "<w:p><w:r><w:t>{a</w:t></w:r></w:p><w:p><w:r><w:t>b}</w:t></w:r></w:p>",
     " template-brace-open template-brace-close"},
    {"close alone", "<w:p><w:r><w:t>a}</w:t></w:r></w:p>",
     " template-brace-close"},
    {"double braces", "<w:p><w:r><w:t>{{a}} {b}</w:t></w:r></w:p>",
     "1:b:{b} template-brace-double"},
    {"in an attribute",
     "<w:p><w:r><wp:docPr id=\"1\" name=\"n\" descr=\"{a}\"/></w:r></w:p>",
     " template-tag-in-attribute"},
    {"a GUID is no tag",
     "<w:p><w:r><wp:docPr id=\"1\" "
     "name=\"{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}\"/></w:r></w:p>",
     ""},
    {"in a field code",
     "<w:p><w:r><w:instrText> IF {a} </w:instrText></w:r></w:p>",
     " template-tag-in-field"},
    {"in CDATA", "<w:p><w:r><w:t><![CDATA[{a}]]></w:t></w:r></w:p>",
     " template-tag-in-cdata"},
    {"control as a slot",
     "<w:p><w:sdt><w:sdtPr><w:tag w:val=\"itaku:a.b\"/></w:sdtPr><w:sdtContent>"
     "<w:r><w:t>{x</w:t></w:r></w:sdtContent></w:sdt></w:p>",
     "1:a.b:sdt"},
    {"other control",
     "<w:p><w:sdt><w:sdtPr><w:tag w:val=\"x\"/></w:sdtPr><w:sdtContent>"
     "<w:r><w:t>{x}</w:t></w:r></w:sdtContent></w:sdt></w:p>",
     "1:x:{x}"},
};

static void
add_mark(const struct itk_scan *scan, const struct itk_mark *mark,
         struct itk_buf *out)
{
    itk_buf_adds(out, out->size > 0 ? " " : "");
    itk_buf_addu(out, mark->spot.paragraph);
    itk_buf_addc(out, ':');
    itk_buf_adds(out, mark->text ? mark->text : "-");
    itk_buf_addc(out, ':');
    if (mark->kind == ITK_MARK_CONTROL) {
        itk_buf_adds(out, "sdt");
        return;
    }
    for (size_t i = 0; i < mark->pieces_count; i++) {
        itk_buf_adds(out, i > 0 ? "+" : "");
        itk_buf_add(out, scan->src.data + mark->pieces[i].begin,
                    mark->pieces[i].end - mark->pieces[i].begin);
    }
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_buf got = ITK_BUF_INIT;
    struct itk_scan scan;
    struct probe probe;

    probe_init(&probe, row->body);
    itk_scan_part(&scan, probe.src, false, NULL, "word/document.xml",
                  &probe.arena, &probe.faults);
    for (size_t i = 0; i < scan.marks_count; i++)
        add_mark(&scan, &scan.marks[i], &got);
    probe_faults(&probe, &got);
    assert_string_equal(got.data, row->want);
    itk_buf_free(&got);
    probe_fini(&probe);
}

static void
test_plain_part(void **state)
{
    static const char xml[] =
        "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>{a} b"
        "</dc:title>\n<dc:creator>{c}</dc:creator></cp:coreProperties>";
    struct itk_scan scan;
    struct probe probe;

    (void)state;
    probe_init(&probe, "");
    itk_scan_part(&scan, (struct itk_source){xml, sizeof(xml) - 1}, true, NULL,
                  "docProps/core.xml", &probe.arena, &probe.faults);
    assert_int_equal(scan.marks_count, 2);
    assert_string_equal(scan.marks[0].text, "a");
    assert_string_equal(scan.marks[1].text, "c");
    assert_int_equal(probe.faults.count, 0);
    probe_fini(&probe);
}

/* Others keep braces there; what looks like a tag is ours all the same. */
static void
test_loose_part(void **state)
{
    static const char xml[] =
        "<p fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\"><a>{\"k\": {1}}"
        "</a><b>{D5CDD505-2E9C-101B-9397-08002B2CF9AE}</b><c>}</c>"
        "<d>to {x}</d><e>{y} and {</e></p>";
    struct itk_scan scan;
    struct probe probe;
    struct itk_buf got = ITK_BUF_INIT;

    (void)state;
    probe_init(&probe, "");
    itk_scan_part(&scan, (struct itk_source){xml, sizeof(xml) - 1},
                  ITK_SCAN_LOOSE, NULL, "docProps/custom.xml", &probe.arena,
                  &probe.faults);
    assert_int_equal(scan.marks_count, 2);
    assert_string_equal(scan.marks[0].text, "x");
    assert_string_equal(scan.marks[1].text, "y");
    probe_faults(&probe, &got);
    assert_string_equal(got.data, " template-brace-open");
    itk_buf_free(&got);
    probe_fini(&probe);
}

static void
test_foreign_prefix(void **state)
{
    static const char xml[] =
        "<x:document xmlns:x=\"http://schemas.openxmlformats.org/"
        "wordprocessingml/2006/main\"><x:body><x:p><x:r><x:t>{a}</x:t></x:r>"
        "</x:p></x:body></x:document>";
    struct itk_buf got = ITK_BUF_INIT;
    struct itk_scan scan;
    struct probe probe;

    (void)state;
    probe_init(&probe, "");
    itk_scan_part(&scan, (struct itk_source){xml, sizeof(xml) - 1}, false, NULL,
                  "word/document.xml", &probe.arena, &probe.faults);
    probe_faults(&probe, &got);
    assert_string_equal(got.data, " template-prefix");
    itk_buf_free(&got);
    probe_fini(&probe);
}

static void
test_too_many(void **state)
{
    struct itk_buf body = ITK_BUF_INIT, got = ITK_BUF_INIT;
    struct itk_scan scan;
    struct probe probe;

    (void)state;
    itk_buf_adds(&body, "<w:p><w:r><w:t>");
    for (unsigned i = 0; i <= ITK_TMPL_MAX_TAGS; i++)
        itk_buf_adds(&body, "{a}");
    itk_buf_adds(&body, "</w:t></w:r></w:p>");
    probe_init(&probe, body.data);
    itk_scan_part(&scan, probe.src, false, NULL, "word/document.xml",
                  &probe.arena, &probe.faults);
    assert_int_equal(scan.marks_count, ITK_TMPL_MAX_TAGS);
    probe_faults(&probe, &got);
    assert_string_equal(got.data, " template-tags-many");
    itk_buf_free(&body);
    itk_buf_free(&got);
    probe_fini(&probe);
}

static void
test_too_long(void **state)
{
    struct itk_buf body = ITK_BUF_INIT, got = ITK_BUF_INIT;
    struct itk_scan scan;
    struct probe probe;

    (void)state;
    itk_buf_adds(&body, "<w:p><w:r><w:t>{");
    for (unsigned i = 0; i <= ITK_TMPL_MAX_TAG; i++)
        itk_buf_adds(&body, "あ");
    itk_buf_adds(&body, "}</w:t></w:r></w:p>");
    probe_init(&probe, body.data);
    itk_scan_part(&scan, probe.src, false, NULL, "word/document.xml",
                  &probe.arena, &probe.faults);
    probe_faults(&probe, &got);
    assert_string_equal(got.data, " template-tag-long");
    itk_buf_free(&body);
    itk_buf_free(&got);
    probe_fini(&probe);
}

static void
test_place(void **state)
{
    struct itk_scan scan;
    struct probe probe;

    (void)state;
    probe_init(
        &probe,
        "<w:p/><w:p><w:r><w:t>甲は、乙に対し{name を通知する。</w:t></w:r>"
        "</w:p>");
    itk_scan_part(&scan, probe.src, false, NULL, "word/document.xml",
                  &probe.arena, &probe.faults);
    assert_string_equal(
        probe.err.text[ITK_EN],
        "t.docx word/document.xml, paragraph 2: error: a '{' has no '}' in the "
        "same paragraph, near '甲は、乙に対し{name を通知する。' "
        "[template-brace-open]");
    probe_fini(&probe);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 6];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    tests[ITK_COUNT(rows)] =
        (struct CMUnitTest)cmocka_unit_test(test_plain_part);
    tests[ITK_COUNT(rows) + 1] =
        (struct CMUnitTest)cmocka_unit_test(test_foreign_prefix);
    tests[ITK_COUNT(rows) + 2] =
        (struct CMUnitTest)cmocka_unit_test(test_too_many);
    tests[ITK_COUNT(rows) + 3] =
        (struct CMUnitTest)cmocka_unit_test(test_too_long);
    tests[ITK_COUNT(rows) + 4] =
        (struct CMUnitTest)cmocka_unit_test(test_place);
    tests[ITK_COUNT(rows) + 5] =
        (struct CMUnitTest)cmocka_unit_test(test_loose_part);
    return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
