/*
 * Clauses as WordprocessingML.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "render/body.h"
#include "render/table.h"
#include "xml/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define TEXT(words)                                                            \
    {                                                                          \
        ITK_SPAN_TEXT, words, sizeof(words) - 1, NULL, 0                       \
    }
#define RUN(words) "<w:r><w:t xml:space=\"preserve\">" words "</w:t></w:r>"
#define STYLE(id)  "<w:pPr><w:pStyle w:val=\"" id "\"/></w:pPr>"
#define KEEP(id)   "<w:pPr><w:pStyle w:val=\"" id "\"/><w:keepNext/></w:pPr>"
#define ITEM(id, level, num)                                                   \
    "<w:pPr><w:pStyle w:val=\"" id "\"/><w:numPr><w:ilvl w:val=\"" level       \
    "\"/><w:numId w:val=\"" num "\"/></w:numPr></w:pPr>"
#define GAP "<w:p>" STYLE("Gap")
#define HEAD                                                                   \
    "<w:sdt><w:sdtPr><w:alias w:val=\"題\"/><w:tag "                          \
    "w:val=\"itaku:clause:m1:2023-04-01\"/><w:id w:val=\"31\"/></w:sdtPr>"     \
    "<w:sdtContent><w:p>" STYLE("ArtHead") "<w:bookmarkStart w:id=\"11\" "     \
                                           "w:name=\"_R_m1\"/>" RUN(           \
                                               "（題）") "</w:p>"
#define TAIL "<w:bookmarkEnd w:id=\"11\"/></w:p></w:sdtContent></w:sdt>"
#define NUMBER(in)                                                             \
    "<w:bookmarkStart w:id=\"12\" w:name=\"_N_m1\"/>" in                       \
    "<w:bookmarkEnd w:id=\"12\"/>"
#define TABLE "<w:tbl/>" /* stands for any table */

static const struct itk_span one[] = {TEXT("一")};
static const struct itk_span two[] = {TEXT("<二>\n行")};
static const struct itk_span in_a_row[] = {TEXT("一"), TEXT(""), TEXT("二")};
static const struct itk_span empty[] = {TEXT(""), TEXT("")};
static const struct itk_span with_ref[] = {
    TEXT("次は"),
    {ITK_SPAN_REF, "第1条", sizeof("第1条") - 1, "m1", 0},
    {ITK_SPAN_VALUE, "値", sizeof("値") - 1, "a.b", 0},
};

static const struct itk_plan_column columns[] = {
    {"番\n号", 420, ITK_ALIGN_CENTRE},
    {"名称", 2100, ITK_ALIGN_LEFT},
    {"件数", 1050, ITK_ALIGN_RIGHT},
};
static const struct itk_plan_cell cells[] = {
    {"1", NULL}, {"甲&乙", "x"}, {"10", NULL},
    {"2", NULL}, {"", NULL},     {NULL, NULL},
};
static const struct itk_plan_table table = {.caption = "一覧\"",
                                            .columns = columns,
                                            .columns_count = 3,
                                            .cells = cells,
                                            .rows_count = 2};

#define PARA(spans)                                                            \
    {                                                                          \
        ITK_BLOCK_PARAGRAPH, 1, 0, spans, ITK_COUNT(spans), NULL, false        \
    }
#define ITEM1(spans, r)                                                        \
    {                                                                          \
        ITK_BLOCK_ITEM, 1, r, spans, ITK_COUNT(spans), NULL, false             \
    }
#define ITEM2(spans, r)                                                        \
    {                                                                          \
        ITK_BLOCK_SUBITEM, 1, r, spans, ITK_COUNT(spans), NULL, false          \
    }
#define TBL                                                                    \
    {                                                                          \
        ITK_BLOCK_TABLE, 0, 0, NULL, 0, &table, false                          \
    }

static struct row {
    const char *name;
    struct itk_plan_block blocks[5];
    size_t count;
    const char *want;
} rows[] = {
    {"one paragraph",
     {PARA(one)},
     1,
     HEAD "<w:p>" STYLE("Article") NUMBER(RUN("一")) TAIL},
    {"words in a row are one run",
     {PARA(in_a_row), PARA(empty)},
     2,
     HEAD "<w:p>" STYLE("Article")
         NUMBER(RUN("一二")) "</w:p><w:p>" STYLE("ArtPara") TAIL},
    {"second paragraph",
     {PARA(one), PARA(two)},
     2,
     HEAD "<w:p>" STYLE("Article")
         NUMBER(RUN("一")) "</w:p><w:p>" STYLE("ArtPara")
             RUN("&lt;二&gt;</w:t><w:br/><w:t xml:space=\"preserve\">行") TAIL},
    {"items",
     {PARA(one), ITEM1(one, 1), ITEM2(one, 1), PARA(one), ITEM1(one, 2)},
     5,
     HEAD "<w:p>" STYLE("Article") NUMBER(RUN("一")) "</w:p><w:p>" ITEM(
         "Item1", "0", "8") RUN("一") "</w:p><w:p>" ITEM("Item2", "1", "8")
         RUN("一") "</w:p><w:p>" STYLE("ArtPara")
             RUN("一") "</w:p><w:p>" ITEM("Item1", "0", "9") RUN("一") TAIL},
    {"reference and value",
     {PARA(with_ref)},
     1,
     HEAD "<w:p>" STYLE("Article") NUMBER(RUN(
         "次は") "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>"
                 "<w:instrText xml:space=\"preserve\"> REF _N_m1 \\r \\h "
                 "</w:instrText></w:r><w:r><w:fldChar "
                 "w:fldCharType=\"separate\"/></w:r>" RUN(
                     "第1条") "<w:r><w:fldChar "
                              "w:fldCharType=\"end\"/></w:r>" RUN("値")) TAIL},
    {"table",
     {PARA(one), TBL},
     2,
     HEAD "<w:p>" KEEP("Article")
         NUMBER(RUN("一")) "</w:p><w:p>" KEEP("Gap") "</w:p>" TABLE GAP TAIL},
    {"two tables",
     {PARA(one), TBL, TBL, PARA(one)},
     4,
     HEAD "<w:p>" KEEP("Article") NUMBER(RUN("一")) "</w:p><w:p>" KEEP(
         "Gap") "</w:p>" TABLE GAP "</w:p>" TABLE GAP
                "</w:p><w:p>" STYLE("ArtPara") RUN("一") TAIL},
    {"table first",
     {TBL},
     1,
     HEAD "<w:p>" KEEP("Article")
         NUMBER("") "</w:p><w:p>" KEEP("Gap") "</w:p>" TABLE GAP TAIL},
    {"item first",
     {ITEM1(one, 1)},
     1,
     HEAD "<w:p>" STYLE("Article")
         NUMBER("") "</w:p><w:p>" ITEM("Item1", "0", "8") RUN("一") TAIL},
    {"nothing", {{0}}, 0, HEAD "<w:p>" STYLE("Article") NUMBER("") TAIL},
};

static const struct itk_template_facts facts = {.item_abstract = 4,
                                                .num_max = 7,
                                                .text_width = 9030,
                                                .bookmark_max = 10,
                                                .sdt_max = 30};

static void
write_body(const struct itk_plan *plan, struct itk_buf *out)
{
    struct itk_scribe scribe = itk_scribe_to(out);

    itk_body_write(plan, &facts, &scribe);
}

/* Each whole table becomes TABLE. */
static void
fold_tables(const char *xml, struct itk_buf *out)
{
    const char *at = strstr(xml, "<w:tbl>");

    while (at) {
        itk_buf_add(out, xml, (size_t)(at - xml));
        itk_buf_adds(out, TABLE);
        xml = strstr(at, "</w:tbl>") + strlen("</w:tbl>");
        at = strstr(xml, "<w:tbl>");
    }
    itk_buf_adds(out, xml);
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct itk_plan_clause clause = {.id = "m1",
                                           .version = "2023-04-01",
                                           .title = "題",
                                           .number = 1,
                                           .blocks = row->blocks,
                                           .blocks_count = row->count};
    const struct itk_plan plan = {
        .lang = ITK_JA, .clauses = &clause, .clauses_count = 1};
    struct itk_buf all = ITK_BUF_INIT, got = ITK_BUF_INIT;

    write_body(&plan, &all);
    fold_tables(all.data, &got);
    assert_string_equal(got.data, row->want);
    itk_buf_free(&all);
    itk_buf_free(&got);
}

static void
test_table(void **state)
{
    struct itk_buf got = ITK_BUF_INIT;
    struct itk_scribe scribe;

    (void)state;
    scribe = itk_scribe_to(&got);
    itk_table_write(&table, 9030, &scribe);
    /* 8820 twips in proportion 420 : 2100 : 1050. */
    assert_non_null(strstr(got.data, "<w:tblW w:w=\"8820\" w:type=\"dxa\"/>"
                                     "<w:tblInd w:w=\"210\" w:type=\"dxa\"/>"));
    assert_non_null(strstr(got.data, "<w:tblGrid><w:gridCol w:w=\"1037\"/>"
                                     "<w:gridCol w:w=\"5188\"/><w:gridCol "
                                     "w:w=\"2595\"/></w:tblGrid>"));
    assert_non_null(strstr(got.data, "<w:tblCaption w:val=\"一覧&quot;\"/>"));
    assert_non_null(strstr(got.data, "<w:tr><w:trPr><w:cantSplit/>"
                                     "<w:tblHeader/></w:trPr>"));
    assert_non_null(strstr(got.data, RUN("番</w:t><w:br/><w:t "
                                         "xml:space=\"preserve\">号")));
    assert_non_null(strstr(got.data, "<w:p><w:pPr><w:pStyle w:val=\"TblText\"/>"
                                     "</w:pPr>" RUN("甲&amp;乙")));
    assert_non_null(strstr(got.data, "<w:pStyle w:val=\"TblText\"/><w:jc "
                                     "w:val=\"right\"/></w:pPr>" RUN("10")));
    itk_buf_free(&got);
}

static void
test_widths(void **state)
{
    const struct itk_plan_column odd[] = {
        {"", 1, 0}, {"", 1, 0}, {"", 1, 0}, {"", 0, 0},
        {"", 4, 0}, {"", 3, 0}, {"", 7, 0},
    };
    const struct itk_plan_table wide = {.columns = odd, .columns_count = 7};
    long widths[7];

    (void)state;
    for (long width = 4000; width < 4100; width++) {
        long sum = 0;

        itk_table_widths(&wide, width, widths);
        for (size_t i = 0; i < 7; i++) {
            assert_true(widths[i] >= 1);
            sum += widths[i];
        }
        assert_int_equal(sum, width);
        assert_true(widths[3] >= 420); /* no share, but one character */
    }
}

static void
test_nums(void **state)
{
    const struct itk_plan plan = {.runs_count = 2};
    struct itk_buf got = ITK_BUF_INIT;

    (void)state;
    itk_body_nums(&plan, &facts, &got);
    assert_string_equal(
        got.data,
        "<w:num w:numId=\"8\"><w:abstractNumId w:val=\"4\"/><w:lvlOverride "
        "w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
        "<w:num w:numId=\"9\"><w:abstractNumId w:val=\"4\"/><w:lvlOverride "
        "w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>");
    itk_buf_free(&got);
}

/* Word keeps 64 characters of a name, 40 of a bookmark's. */
static void
test_long_names(void **state)
{
    char title[3 * 100 + 1] = "", id[100] = "";
    const struct itk_plan_clause clause = {
        .id = id, .version = "2023-04-01", .title = title};
    const struct itk_plan plan = {
        .lang = ITK_JA, .clauses = &clause, .clauses_count = 1};
    struct itk_buf got = ITK_BUF_INIT, want = ITK_BUF_INIT;

    (void)state;
    for (size_t i = 0; i < 100; i++)
        memcpy(title + 3 * i, "条", 3);
    memset(id, 'x', sizeof(id) - 1);
    itk_buf_adds(&want, "<w:alias w:val=\"");
    itk_buf_add(&want, title, (size_t)3 * 64);
    itk_buf_adds(&want, "\"/>");
    write_body(&plan, &got);
    assert_non_null(strstr(got.data, want.data));
    itk_buf_clear(&want);
    itk_buf_adds(&want, "w:name=\"_R_");
    itk_buf_add(&want, id, 37);
    itk_buf_adds(&want, "\"/>");
    assert_non_null(strstr(got.data, want.data));
    itk_buf_free(&got);
    itk_buf_free(&want);
}

/* A heading stands in brackets in Japanese only. */
static void
test_heading(void **state)
{
    const struct itk_plan_clause clause = {
        .id = "m1", .version = "v", .title = "Care"};
    struct itk_plan plan = {.clauses = &clause, .clauses_count = 1};
    struct itk_buf got = ITK_BUF_INIT;

    (void)state;
    plan.lang = ITK_EN;
    write_body(&plan, &got);
    assert_non_null(strstr(got.data, ">Care</w:t>"));
    itk_buf_clear(&got);
    plan.lang = ITK_JA;
    write_body(&plan, &got);
    assert_non_null(strstr(got.data, ">（Care）</w:t>"));
    itk_buf_free(&got);
}

static void
test_ids_go_up(void **state)
{
    const struct itk_plan_clause clauses[] = {
        {.id = "m1", .version = "v", .title = "a"},
        {.id = "m2", .version = "v", .title = "b"},
        {.id = "b-1", .version = "v", .title = "c"},
    };
    const struct itk_plan plan = {
        .lang = ITK_JA, .clauses = clauses, .clauses_count = 3};
    struct itk_buf got = ITK_BUF_INIT;
    const char *at;
    long want = facts.bookmark_max;

    (void)state;
    write_body(&plan, &got);
    for (at = got.data; (at = strstr(at, "<w:bookmarkStart w:id=\"")); at++) {
        long id;

        assert_int_equal(sscanf(at, "<w:bookmarkStart w:id=\"%ld\"", &id), 1);
        assert_int_equal(id, ++want);
    }
    assert_int_equal(want, facts.bookmark_max + 6);
    assert_non_null(strstr(got.data, "w:name=\"_R_b_1\""));
    assert_non_null(strstr(got.data, "<w:id w:val=\"33\"/>"));
    itk_buf_free(&got);
}

int
main(void)
{
    const size_t first = ITK_COUNT(rows);
    struct CMUnitTest tests[ITK_COUNT(rows) + 6];

    for (size_t i = 0; i < first; i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    tests[first] = (struct CMUnitTest)cmocka_unit_test(test_table);
    tests[first + 1] = (struct CMUnitTest)cmocka_unit_test(test_widths);
    tests[first + 2] = (struct CMUnitTest)cmocka_unit_test(test_nums);
    tests[first + 3] = (struct CMUnitTest)cmocka_unit_test(test_long_names);
    tests[first + 4] = (struct CMUnitTest)cmocka_unit_test(test_ids_go_up);
    tests[first + 5] = (struct CMUnitTest)cmocka_unit_test(test_heading);
    return cmocka_run_group_tests_name("body", tests, NULL, NULL);
}
