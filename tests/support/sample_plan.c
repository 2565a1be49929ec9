/*
 * A template with every kind of tag, values for it, and a plan of two clauses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "tests/support/sample_plan.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(width, in)                                                          \
    "<w:tc><w:tcPr><w:tcW w:w=\"" width "\" w:type=\"dxa\"/></w:tcPr>" in      \
    "</w:tc>"
#define TBL(in)                                                                \
    "<w:tbl><w:tblPr><w:tblW w:w=\"4000\" w:type=\"dxa\"/></w:tblPr>"          \
    "<w:tblGrid><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"2000\"/>"            \
    "</w:tblGrid>" in "</w:tbl>"
#define TEXT(words)                                                            \
    {                                                                          \
        ITK_SPAN_TEXT, words, sizeof(words) - 1, NULL, 0                       \
    }

/* Every kind of section, split tags, controls, a drop of everything. */
static const char full_body[] =
    "<w:p><w:bookmarkStart w:id=\"3\" w:name=\"top\"/><w:r><w:t>{case.</w:t>"
    "</w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>name} 特記仕様書</w:t>"
    "</w:r><w:bookmarkEnd w:id=\"3\"/></w:p>" P("{@clauses}") TBL(
        "<w:tr>" TC("2000", P("品名"))
            TC("2000", P("数")) "</w:tr>"
                                "<w:tr>" TC("2000", P("{#items}{#}. {name}"))
                                    TC("2000",
                                       P("{count|comma}{/items}")) "</w:tr>")
        P("{#items}") "<w:p w14:paraId=\"00000001\"><w:bookmarkStart "
                      "w:id=\"4\" w:name=\"each\"/><w:r><w:t>{name}: "
                      "</w:t></w:r><w:r><w:t>{note}</w:t></w:r>"
                      "<w:bookmarkEnd w:id=\"4\"/></w:p>" P("{/items}") TBL(
                          "<w:tr>" TC("2000",
                                      P("{#never}") P("x") P("{/never}"))
                              TC("2000", P("a{#never}b{/never}c")) "</w:tr>")
                          TBL("<w:tr>" TC("2000", P("{#never}")) TC(
                              "2000",
                              P("{/never}")) "</w:tr>") "<w:p><w:sdt><w:sdtPr><"
                                                        "w:tag "
                                                        "w:val=\"itaku:case."
                                                        "date|wareki\"/><w:id "
                                                        "w:val=\"2147483000\"/"
                                                        "><w:showingPlcHdr/"
                                                        "><w:text/></"
                                                        "w:sdtPr><w:sdtContent>"
                                                        "<w:r><w:t>日付</w:t></"
                                                        "w:r></w:sdtContent></"
                                                        "w:sdt></w:p>"
                                                        "<w:p><w:sdt><w:sdtPr><"
                                                        "w:tag "
                                                        "w:val=\"itaku:case."
                                                        "new\"/><w:id "
                                                        "w:val=\"12\"/"
                                                        "><w14:checkbox><w14:"
                                                        "checked "
                                                        "w14:val=\"0\"/>"
                                                        "<w14:checkedState "
                                                        "w14:val=\"25A0\" "
                                                        "w14:font=\"ＭＳ "
                                                        "ゴシック\"/>"
                                                        "<w14:uncheckedState "
                                                        "w14:val=\"25A1\" "
                                                        "w14:font=\"ＭＳ "
                                                        "ゴシック\"/>"
                                                        "</w14:checkbox></"
                                                        "w:sdtPr><w:sdtContent>"
                                                        "<w:r><w:t>□</w:t></"
                                                        "w:r>"
                                                        "</w:sdtContent></"
                                                        "w:sdt><w:r><w:t>新規</"
                                                        "w:t></w:r></w:p>" P(
                                                            "署名 "
                                                            "{sign|fill-in:6}");

const char sample_full_json[] =
    "{\"clauses\":{\"@block\":1},\"case\":{\"name\":\"甲 & <乙> \\\"丙\\\" ]]> "
    "{x}\",\"date\":\"2026-04-01\",\"new\":true},\"items\":[{\"name\":\"一\","
    "\"count\":\"12480\",\"note\":\"上\\n下\\t右\"},{\"name\":\"二\",\"count\":"
    "\"7\",\"note\":\"\"}],\"document\":{\"title\":\"題<1>\\n二行\"}}";

static const struct itk_span words[] = {TEXT("乙は、")};
static const struct itk_span refers[] = {
    TEXT("前項は、"),
    {ITK_SPAN_REF, "第2条", sizeof("第2条") - 1, "a-1", 1},
    TEXT("による。"),
};
static const struct itk_plan_column columns[] = {
    {"番\n号", 420, ITK_ALIGN_CENTRE}, {"名称", 2100, ITK_ALIGN_LEFT}};
static const struct itk_plan_cell cells[] = {{"1", NULL}, {"住所", NULL}};
static const struct itk_plan_table table = {"一覧", columns, 2, cells, 1};
static const struct itk_plan_block first_blocks[] = {
    {ITK_BLOCK_PARAGRAPH, 1, 0, words, 1, NULL, false},
    {ITK_BLOCK_ITEM, 1, 1, words, 1, NULL, false},
    {ITK_BLOCK_SUBITEM, 1, 1, words, 1, NULL, false},
    {ITK_BLOCK_PARAGRAPH, 2, 0, refers, 3, NULL, false},
};
static const struct itk_plan_block second_blocks[] = {
    {ITK_BLOCK_PARAGRAPH, 1, 0, words, 1, NULL, false},
    {ITK_BLOCK_TABLE, 0, 0, NULL, 0, &table, false},
    {ITK_BLOCK_ITEM, 1, 2, words, 1, NULL, false},
};
static const struct itk_plan_clause clauses[] = {
    {"m1", "2023-04-01", "6(1)1", "秘密の保持", 1, first_blocks, 4, false},
    {"a-1", "2023-04-01", "6(2)1", "管理", 2, second_blocks, 3, false},
};

struct itk_plan
sample_plan(struct itk_lookup lookup)
{
    return (struct itk_plan){.case_id = "R8-001",
                             .guideline = "example",
                             .lang = ITK_JA,
                             .revision = "2023-04-01",
                             .document = "annex",
                             .title = "題",
                             .template_name = "annex",
                             .template_date = "2023-04-01",
                             .folder = "R8-001",
                             .file = "annex.docx",
                             .clauses = clauses,
                             .clauses_count = 2,
                             .runs_count = 2,
                             .lookup = lookup};
}

const struct sample_docx sample_full = {
    .body = full_body, .header = P("{case.name}"), .title = "{document.title}"};
