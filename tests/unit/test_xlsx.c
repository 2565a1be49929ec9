/*
 * Workbooks read: every kind of cell, dates in both systems, what is left out,
 * and what is refused. The packages are made here, part by part.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "opc/archive.h"
#include "table/xlsx.h"
#include "table/xlsx_data.h"
#include "xml/xml.h"

#define NS                                                                     \
    "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "       \
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/"          \
    "relationships'"
#define REL                                                                    \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define MAIN                                                                   \
    "application/"                                                             \
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

/* A workbook of one sheet; what is NULL is as usual. */
struct parts {
    const char *sheet_data, *strings, *main_type, *workbook, *extra, *sheet;
};

static void
add(itk_archive *archive, const char *name, const char *text)
{
    itk_archive_add(archive, name, text, strlen(text));
}

static void
build(const struct parts *parts, struct itk_buf *out)
{
    itk_archive *archive = itk_archive_new(6);
    struct itk_buf text = ITK_BUF_INIT;

    itk_archive_begin(archive, out);
    itk_buf_adds(&text,
                 "<Types xmlns='http://schemas.openxmlformats.org/package/2006/"
                 "content-types'><Default Extension='xml' ContentType='"
                 "application/xml'/><Default Extension='rels' ContentType='"
                 "application/vnd.openxmlformats-package.relationships+xml'/>"
                 "<Default Extension='bin' ContentType='x/y'/>"
                 "<Override PartName='/xl/workbook.xml' ContentType='");
    itk_buf_adds(&text, parts->main_type ? parts->main_type : MAIN);
    itk_buf_adds(&text, "'/></Types>");
    add(archive, "[Content_Types].xml", text.data);
    add(archive, "_rels/.rels",
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
        "relationships'><Relationship Id='r1' Type='" REL
        "officeDocument' Target='xl/workbook.xml'/></Relationships>");
    itk_buf_clear(&text);
    itk_buf_adds(&text,
                 "<Relationships xmlns='http://schemas.openxmlformats.org/"
                 "package/2006/relationships'><Relationship Id='r1' Type='" REL
                 "worksheet' Target='worksheets/sheet1.xml'/><Relationship "
                 "Id='r2' Type='" REL "styles' Target='styles.xml'/>"
                 "<Relationship Id='r3' Type='" REL
                 "sharedStrings' Target='sharedStrings.xml'/>");
    itk_buf_adds(&text, parts->extra ? parts->extra : "");
    itk_buf_adds(&text, "</Relationships>");
    add(archive, "xl/_rels/workbook.xml.rels", text.data);
    add(archive, "xl/workbook.xml",
        parts->workbook ? parts->workbook
                        : "<workbook " NS "><sheets><sheet name='案件' "
                          "sheetId='1' r:id='r1'/></sheets></workbook>");
    add(archive, "xl/styles.xml",
        "<styleSheet " NS "><numFmts count='3'>"
        "<numFmt numFmtId='164' formatCode='ggge\"年\"m\"月\"d\"日\"'/>"
        "<numFmt numFmtId='165' formatCode='0.00E+00'/>"
        "<numFmt numFmtId='166' formatCode='[h]:mm'/></numFmts>"
        "<cellXfs count='6'><xf numFmtId='0'/><xf numFmtId='14'/>"
        "<xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/>"
        "<xf numFmtId='57'/></cellXfs></styleSheet>");
    itk_buf_clear(&text);
    itk_buf_adds(&text, "<sst " NS ">");
    itk_buf_adds(&text, parts->strings ? parts->strings : "");
    itk_buf_adds(&text, "</sst>");
    add(archive, "xl/sharedStrings.xml", text.data);
    itk_buf_clear(&text);
    if (parts->sheet) {
        itk_buf_adds(&text, parts->sheet);
    } else {
        itk_buf_adds(&text, "<worksheet " NS "><sheetData>");
        itk_buf_adds(&text, parts->sheet_data);
        itk_buf_adds(&text, "</sheetData></worksheet>");
    }
    add(archive, "xl/worksheets/sheet1.xml", text.data);
    if (parts->extra && strstr(parts->extra, "vbaProject"))
        add(archive, "xl/vbaProject.bin", "x");
    assert_true(itk_archive_end(archive));
    itk_archive_free(archive);
    itk_buf_free(&text);
}

static const char kinds[] = "TNDYBE";

/* Rows as NUMBER[h]:COLUMN KIND TEXT|...; a fault as !id. */
static void
read_all(const struct itk_buf *file, itk_findings *found, struct itk_buf *out)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_blob blob = {
        "t.xlsx", itk_arena_copy(&arena, file->data, file->size), file->size,
        ITK_FAULT_CASE};
    struct itk_error err = ITK_ERROR_INIT;
    itk_book *book = itk_xlsx_open(&blob, &arena, found, &err);
    itk_table *table = book ? book->open(book, 0, &err) : NULL;
    enum itk_next next = table ? ITK_NEXT_RECORD : ITK_NEXT_FAULT;
    struct itk_row row;

    while (next == ITK_NEXT_RECORD &&
           (next = table->next(table, &row, &err)) == ITK_NEXT_RECORD) {
        itk_buf_addu(out, (uint64_t)row.number);
        itk_buf_adds(out, row.hidden ? "h" : "");
        for (size_t i = 0; i < row.count; i++) {
            itk_buf_addc(out, i ? '|' : ':');
            itk_column_name(out, row.cells[i].column);
            itk_buf_addc(out, kinds[row.cells[i].kind]);
            itk_buf_add(out, row.cells[i].text, row.cells[i].size);
        }
        itk_buf_addc(out, '\n');
    }
    if (next == ITK_NEXT_FAULT) {
        itk_buf_addc(out, '!');
        itk_buf_adds(out, itk_message_id(err.id));
    }
    if (table)
        table->free(table);
    if (book)
        book->free(book);
    itk_error_fini(&err);
    itk_arena_fini(&arena);
}

#define ROW(cells) "<row r='1'>" cells "</row>"

static const struct row {
    const char *name;
    struct parts parts;
    const char *want;
} rows[] = {
    {"no rows", {.sheet_data = ""}, ""},
    {"a shared string",
     {.sheet_data = ROW("<c r='B1' t='s'><v>1</v></c>"),
      .strings = "<si><t>x</t></si><si><t xml:space='preserve'> y</t></si>"},
     "1:BT y\n"},
    {"rich text, and phonetic runs left out",
     {.sheet_data = ROW("<c r='A1' t='s'><v>0</v></c>"),
      .strings = "<si><r><t>山</t></r><r><rPr><b/></rPr><t>田</t></r><rPh "
                 "sb='0' eb='1'><t>ヤマダ</t></rPh><phoneticPr fontId='1'/>"
                 "</si>"},
     "1:AT山田\n"},
    {"an inline string",
     {.sheet_data = ROW("<c r='A1' t='inlineStr'><is><t>a</t><rPh sb='0' "
                        "eb='1'><t>b</t></rPh></is></c>")},
     "1:ATa\n"},
    {"an inline string of runs",
     {.sheet_data = ROW("<c r='A1' t='inlineStr'><is><r><t>a</t></r><r><t>b"
                        "</t></r></is></c>")},
     "1:ATab\n"},
    {"escaped characters",
     {.sheet_data = ROW("<c r='A1' t='inlineStr'><is><t>a_x000A_b_x005F_x000D_"
                        "_x3042__x12</t></is></c>")},
     "1:ATa\nb_x000D_あ_x12\n"},
    {"a formula that gives a text",
     {.sheet_data = ROW("<c r='A1' t='str'><f>B1&amp;\"x\"</f><v>yx</v></c>")},
     "1:ATyx\n"},
    {"a formula that gives a number",
     {.sheet_data = ROW("<c r='A1'><f>1+2</f><v>3</v></c>")},
     "1:AN3\n"},
    {"an error",
     {.sheet_data = ROW("<c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c>")},
     "1:AE#DIV/0!\n"},
    {"true and false",
     {.sheet_data = ROW("<c r='A1' t='b'><v>1</v></c><c r='B1' t='b'><v>0</v>"
                        "</c>")},
     "1:ABTRUE|BBFALSE\n"},
    {"numbers as they are shown",
     {.sheet_data =
          ROW("<c><v>12480000</v></c><c><v>1.248E7</v></c><c><v>"
              "0.30000000000000004</v></c><c><v>-5</v></c><c><v>"
              "999999999999999</v></c><c s='3'><v>1E3</v></c><c s='4'>"
              "<v>1.5</v></c>")},
     "1:AN12480000|BN12480000|CN0.3|DN-5|EN999999999999999|FN1000|GN1.5\n"},
    {"dates by their format",
     {.sheet_data = ROW("<c s='1'><v>46113</v></c><c s='2'><v>61</v></c><c "
                        "s='5'><v>46113.75</v></c><c><v>46113</v></c>")},
     "1:AD2026-04-01|BD1900-03-01|CD2026-04-01|DN46113\n"},
    {"dates that are too early",
     {.sheet_data = ROW("<c s='1'><v>60</v></c><c s='1'><v>0.5</v></c>")},
     "1:AY60|BY0.5\n"},
    {"dates of 1904",
     {.sheet_data = ROW("<c s='1'><v>0</v></c><c s='1'><v>44651</v></c>"),
      .workbook = "<workbook " NS "><workbookPr date1904='1'/><sheets><sheet "
                  "name='a' sheetId='1' r:id='r1'/></sheets></workbook>"},
     "1:AD1904-01-01|BD2026-04-01\n"},
    {"a day as a text, in a strict workbook",
     {.sheet_data = ROW("<c t='d'><v>2026-04-01T00:00:00</v></c>")},
     "1:AD2026-04-01\n"},
    {"a hidden row",
     {.sheet_data = "<row r='3' hidden='1'><c r='C3'><v>1</v></c></row>"},
     "3h:CN1\n"},
    {"rows and cells without a reference",
     {.sheet_data = "<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c>"
                    "</row><row/><row><c><v>4</v></c></row>"},
     "1:AN1|DN2|EN3\n3:AN4\n"},
    {"empty cells",
     {.sheet_data = ROW("<c r='A1' s='1'/><c r='B1' t='s'/><c r='C1'><v></v>"
                        "</c>")},
     ""},
    {"a text that is not there",
     {.sheet_data = ROW("<c t='s'><v>7</v></c>")},
     "!xlsx-shared-string"},
    {"a column too many",
     {.sheet_data = ROW("<c r='AMK1'><v>1</v></c>")},
     "!table-columns"},
    {"a row too many",
     {.sheet_data = "<row r='1000001'><c><v>1</v></c></row>"},
     "!table-rows"},
    {"macros by type",
     {.sheet_data = "",
      .main_type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"},
     "!xlsx-macros"},
    {"macros by part",
     {.sheet_data = "",
      .extra = "<Relationship Id='r9' Type='x/vbaProject' "
               "Target='vbaProject.bin'/>"},
     "!xlsx-macros"},
    {"a template",
     {.sheet_data = "",
      .main_type = "application/vnd.openxmlformats-officedocument."
                   "spreadsheetml.template.main+xml"},
     "!xlsx-not-a-workbook"},
    {"not well formed",
     {.sheet = "<worksheet " NS "><sheetData><row></sheetData></worksheet>"},
     "!xml-syntax"},
    {"cut off", {.sheet = "<worksheet " NS "><sheetData>"}, "!xml-syntax"},
    {"a DTD",
     {.sheet = "<!DOCTYPE x [<!ENTITY e 'x'>]><worksheet " NS "/>"},
     "!xml-dtd"},
    {"an entity",
     {.sheet_data = ROW("<c t='str'><v>&e;</v></c>")},
     "!xml-syntax"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    itk_findings *found = itk_findings_new();
    struct itk_buf file = ITK_BUF_INIT, got = ITK_BUF_INIT;

    build(&row->parts, &file);
    read_all(&file, found, &got);
    assert_string_equal(got.data, row->want);
    assert_int_equal(itk_findings_count(found), 0);
    itk_buf_free(&file);
    itk_buf_free(&got);
    itk_findings_free(found);
}

/* Many rows and long texts, so that cells lie across the borders of chunks. */
static void
test_chunks(void **state)
{
    struct itk_buf sheet = ITK_BUF_INIT, want = ITK_BUF_INIT;
    struct itk_buf file = ITK_BUF_INIT, got = ITK_BUF_INIT;
    itk_findings *found = itk_findings_new();

    (void)state;
    for (uint64_t i = 1; i <= 3000; i++) {
        itk_buf_adds(&sheet, "<row>");
        itk_buf_addu(&want, i);
        for (uint64_t c = 0; c < i % 5 + 1; c++) {
            itk_buf_adds(&sheet, "<c t='str'><v>");
            itk_buf_addc(&want, c ? '|' : ':');
            itk_buf_addc(&want, (char)('A' + c));
            itk_buf_addc(&want, 'T');
            for (uint64_t k = 0; k <= i * 7 % 60; k++) {
                itk_buf_adds(&sheet, k % 3 ? "甲" : "&amp;");
                itk_buf_adds(&want, k % 3 ? "甲" : "&");
            }
            itk_buf_adds(&sheet, "</v></c>");
        }
        itk_buf_adds(&sheet, "</row>");
        itk_buf_addc(&want, '\n');
    }
    build(&(struct parts){.sheet_data = sheet.data}, &file);
    read_all(&file, found, &got);
    assert_true(sheet.size > 4 * 131072);
    assert_string_equal(got.data, want.data);
    itk_buf_free(&sheet);
    itk_buf_free(&want);
    itk_buf_free(&file);
    itk_buf_free(&got);
    itk_findings_free(found);
}

/* A million rows that hold nothing. */
static void
test_empty_rows(void **state)
{
    struct itk_buf sheet = ITK_BUF_INIT, file = ITK_BUF_INIT;
    struct itk_buf got = ITK_BUF_INIT;
    itk_findings *found = itk_findings_new();

    (void)state;
    itk_buf_adds(&sheet, "<row r='2'><c r='A2'><v>1</v></c></row>");
    for (uint64_t i = 3; i <= 1048576; i++) {
        itk_buf_adds(&sheet, "<row r='");
        itk_buf_addu(&sheet, i);
        itk_buf_adds(&sheet, "'/>");
    }
    build(&(struct parts){.sheet_data = sheet.data}, &file);
    read_all(&file, found, &got);
    assert_string_equal(got.data, "2:AN1\n");
    itk_buf_free(&sheet);
    itk_buf_free(&file);
    itk_buf_free(&got);
    itk_findings_free(found);
}

static void
test_links(void **state)
{
    const struct parts parts = {
        .sheet_data = ROW("<c><f>[1]a!A1</f><v>5</v></c>"),
        .extra = "<Relationship Id='r8' Type='" REL
                 "externalLink' Target='externalLinks/externalLink1.xml'/>"};
    struct itk_buf file = ITK_BUF_INIT, got = ITK_BUF_INIT;
    itk_findings *found = itk_findings_new();

    (void)state;
    build(&parts, &file);
    read_all(&file, found, &got);
    assert_string_equal(got.data, "1:AN5\n");
    assert_int_equal(itk_findings_count(found), 1);
    assert_int_equal(itk_findings_at(found, 0)->id, ITK_MSG_XLSX_LINKS);
    itk_buf_free(&file);
    itk_buf_free(&got);
    itk_findings_free(found);
}

/* Every prefix is refused, and none crashes. */
static void
test_prefixes(void **state)
{
    struct itk_buf file = ITK_BUF_INIT, got = ITK_BUF_INIT;
    itk_findings *found = itk_findings_new();

    (void)state;
    build(&(struct parts){.sheet_data = ROW("<c><v>1</v></c>")}, &file);
    for (size_t size = 0; size < file.size; size += 7) {
        struct itk_buf cut = ITK_BUF_INIT;

        itk_buf_add(&cut, file.data, size);
        itk_buf_clear(&got);
        read_all(&cut, found, &got);
        assert_int_equal(got.data[0], '!');
        itk_buf_free(&cut);
    }
    itk_buf_free(&file);
    itk_buf_free(&got);
    itk_findings_free(found);
}

static void
test_formats(void **state)
{
    static const char *const days[] = {"yyyy/m/d",      "d-mmm", "[$-411]ggge",
                                       "\"y\"dd",       "e",     "yyyy",
                                       "m\"月\"d\"日\""};
    static const char *const others[] = {"General", "0.00E+00", "\"day\"0",
                                         "h:mm:ss", "[Red]0",   "\\d0",
                                         "mm:ss",   "@",        "#,##0;yy"};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(days); i++)
        assert_true(itk_xlsx_is_date(days[i]));
    for (size_t i = 0; i < ITK_COUNT(others); i++)
        assert_false(itk_xlsx_is_date(others[i]));
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 5] = {
        cmocka_unit_test(test_chunks), cmocka_unit_test(test_empty_rows),
        cmocka_unit_test(test_links), cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_formats)};

    itk_xml_init();
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 5] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL,
                                           (void *)(uintptr_t)&rows[i]};
    return _cmocka_run_group_tests("xlsx", tests, ITK_COUNT(tests), NULL, NULL);
}
