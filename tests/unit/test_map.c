/*
 * Where something stands: headings by style and by paragraph, tables, rows and
 * cells, and how that is said in both languages.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "opc/archive.h"
#include "tmpl/fault.h"
#include "tmpl/map.h"
#include "xml/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define W                                                                      \
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define WML "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define TYPES                                                                  \
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"           \
    "content-types\"><Default Extension=\"rels\" ContentType=\"application/"   \
    "vnd.openxmlformats-package.relationships+xml\"/><Override "               \
    "PartName=\"/word/document.xml\" ContentType=\"" WML "document.main+xml\"" \
    "/><Override PartName=\"/word/styles.xml\" ContentType=\"" WML             \
    "styles+xml\"/></Types>"
#define RELS(type, target)                                                     \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"   \
    "relationships\"><Relationship Id=\"r\" Type=\"http://"                    \
    "schemas.openxmlformats.org/officeDocument/2006/relationships/" type       \
    "\" Target=\"" target "\"/></Relationships>"
#define STYLE(id, name, based, ppr)                                            \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name \
    "\"/>" based "<w:pPr>" ppr "</w:pPr></w:style>"
/* Based on a style that comes behind it; a style that is no heading any more,
 * though what it is based on is one. */
#define STYLES                                                                 \
    "<w:styles " W ">" STYLE("Sub", "sub", "<w:basedOn w:val=\"1\"/>", "")     \
        STYLE("1", "Heading 1", "", "")                                        \
            STYLE("Own", "own", "", "<w:outlineLvl w:val=\"3\"/>")             \
                STYLE("Not", "not", "<w:basedOn w:val=\"1\"/>",                \
                      "<w:outlineLvl w:val=\"9\"/>") "</w:styles>"
#define P(style, text)                                                         \
    "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text       \
    "</w:t></w:r></w:p>"
#define TEXT(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define CELL(in)   "<w:tc>" in "</w:tc>"
#define ROW(in)    "<w:tr>" in "</w:tr>"
#define TABLE(in)  "<w:tbl>" in "</w:tbl>"
#define DOCUMENT                                                               \
    "<w:document " W "><w:body>" TEXT("a0") P("1", "A &amp; a1") TEXT("a2")    \
        P("Not", "a3") P("Sub", "B") TEXT("a4") P("Own", "C a5")               \
            TABLE(ROW(CELL(TEXT("x")) CELL(TEXT("a6")))                        \
                      ROW(CELL(TABLE(ROW(CELL(TEXT("a7")))) TEXT("a8"))))      \
                TEXT("a9") "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>"   \
                           "<w:r><w:t>D</w:t></w:r></w:p>" TEXT("aa")          \
                               P("1", "") TEXT("ab") TABLE(ROW(                \
                                   CELL(TEXT("ac")))) "</w:body></w:document>"

static struct row {
    const char *at; /* a word of the document */
    const char *en, *ja;
} rows[] = {
    {"a0", "", ""},
    {"a1", "", ""}, /* the heading itself */
    {"a2", ", below 'A & a1'", "、見出し「A & a1」の下"},
    {"a3", ", below 'A & a1'", "、見出し「A & a1」の下"},
    {"a4", ", below 'B'", "、見出し「B」の下"},
    {"a5", ", below 'B'", "、見出し「B」の下"},
    {"a6", ", table 1, row 1, cell 2, below 'C a5'",
     "、表 1、1 行目、2 番目のセル、見出し「C a5」の下"},
    {"a7", ", table 2, row 1, cell 1, below 'C a5'",
     "、表 2、1 行目、1 番目のセル、見出し「C a5」の下"},
    {"a8", ", table 1, row 2, cell 1, below 'C a5'",
     "、表 1、2 行目、1 番目のセル、見出し「C a5」の下"},
    {"a9", ", below 'C a5'", "、見出し「C a5」の下"},
    {"aa", ", below 'D'", "、見出し「D」の下"},
    {"ab", ", below 'D'", "、見出し「D」の下"}, /* an empty one is none */
    {"ac", ", table 3, row 1, cell 1, below 'D'",
     "、表 3、1 行目、1 番目のセル、見出し「D」の下"},
};

static itk_package *
make_package(void)
{
    static const struct {
        const char *name, *text;
    } parts[] = {
        {"[Content_Types].xml", TYPES},
        {"_rels/.rels", RELS("officeDocument", "word/document.xml")},
        {"word/document.xml", DOCUMENT},
        {"word/_rels/document.xml.rels", RELS("styles", "styles.xml")},
        {"word/styles.xml", STYLES},
    };
    itk_archive *archive = itk_archive_new(1);
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob = {"t.docx", NULL, 0, ITK_FAULT_PACKAGE};
    itk_package *package;

    itk_archive_begin(archive, &docx);
    for (size_t i = 0; i < ITK_COUNT(parts); i++)
        itk_archive_add(archive, parts[i].name, parts[i].text,
                        strlen(parts[i].text));
    assert_true(itk_archive_end(archive));
    blob.data = docx.data;
    blob.size = docx.size;
    package = itk_package_read(&blob, &err);
    if (!package)
        fail_msg("%s", err.text[ITK_EN]);
    itk_buf_free(&docx);
    itk_archive_free(archive);
    return package;
}

static void
expect(itk_maps *maps, const struct row *row)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_spot spot = {
        .part = "word/document.xml",
        .paragraph = 7,
        .around = row->at,
        .at = (size_t)(strstr(DOCUMENT, row->at) - DOCUMENT),
    };
    const struct itk_label full = itk_spot_label(&arena, maps, &spot, true);
    const struct itk_label bare = itk_spot_label(&arena, maps, &spot, false);
    struct itk_buf want = ITK_BUF_INIT;

    itk_buf_adds(&want, "word/document.xml, paragraph 7");
    itk_buf_adds(&want, row->en);
    assert_string_equal(bare.in[ITK_EN], want.data);
    itk_buf_adds(&want, ": ");
    itk_buf_adds(&want, row->at);
    assert_string_equal(full.in[ITK_EN], want.data);
    itk_buf_clear(&want);
    itk_buf_adds(&want, "word/document.xml、段落 7");
    itk_buf_adds(&want, row->ja);
    assert_string_equal(bare.in[ITK_JA], want.data);
    itk_buf_free(&want);
    itk_arena_fini(&arena);
}

static void
test_places(void **state)
{
    itk_package *package = make_package();
    itk_maps *maps = itk_maps_new(package);

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        expect(maps, &rows[i]);
    assert_int_equal(itk_maps_at(maps, "word/none.xml", 1).table, 0);
    assert_int_equal(itk_maps_at(NULL, "word/document.xml", 1).table, 0);
    itk_maps_free(maps);
    itk_package_free(package);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places)};
    int failed;

    itk_xml_init();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    itk_xml_done();
    return failed;
}
