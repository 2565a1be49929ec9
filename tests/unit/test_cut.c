/*
 * Documents cut into pieces, and two of them held against each other: whole
 * .docx files in memory, worked out by hand.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/redline.h"
#include "tests/support/sample_docx.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(id, text)                                                       \
    "<w:p><w:pPr><w:pStyle w:val=\"" id "\"/></w:pPr><w:r><w:t>" text          \
    "</w:t></w:r></w:p>"
#define ITEM(text)                                                             \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/>"         \
    "</w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define ARTICLE(head, text) STYLED("ArtHead", head) STYLED("Article", text)
#define TAGGED(id, inner)                                                      \
    "<w:sdt><w:sdtPr><w:tag w:val=\"itaku:clause:" id ":2023-04-01\"/>"        \
    "</w:sdtPr><w:sdtContent>" inner "</w:sdtContent></w:sdt>"
#define MARKED(n, id, inner)                                                   \
    "<w:bookmarkStart w:id=\"" n "\" w:name=\"_R_" id "\"/>" inner             \
    "<w:bookmarkEnd w:id=\"" n "\"/>"
#define TABLE(rows) "<w:tbl><w:tblPr/><w:tblGrid/>" rows "</w:tbl>"
#define ROW(cells)  "<w:tr>" cells "</w:tr>"
#define CELL(inner) "<w:tc>" inner "</w:tc>"

/* A piece is [id] and its lines: H, T, I, S, the number before a colon. */
static struct row {
    const char *name, *body, *want;
} rows[] = {
    {"nothing", "", ""},
    {"empty paragraphs and blanks", "<w:p/>" P("　 ") P("　あ。 "),
     "[] T:あ。\n"},
    {"paragraphs, with their items",
     P("次のとおりとする。") ITEM("氏名") P("（２）職名") P("ア　細目")
         P("以上とする。"),
     "[] T:次のとおりとする。 I(1):氏名 I（２）:職名 Sア:細目\n"
     "[] T:以上とする。\n"},
    {"articles by their headings",
     P("前文とする。") ARTICLE("（目的）", "目的を定める。")
         STYLED("ArtPara", "乙は守る。") ARTICLE("（返却）", "返す。"),
     "[] T:前文とする。\n"
     "[] H:（目的） T第1条:目的を定める。 T2:乙は守る。\n"
     "[] H:（返却） T第2条:返す。\n"},
    {"articles by their numbers, as people type them",
     P("第１条　目的を定める。") P("２　乙は守る。") P("第２条（返却）　返す。")
         P("第1条の規定による。"),
     "[] T第１条:目的を定める。 T２:乙は守る。\n"
     "[] H:（返却） T第２条:返す。 T:第1条の規定による。\n"},
    {"clauses by their controls, and what is put in between",
     TAGGED("m1", ARTICLE("（目的）", "目的を定める。")) P("書き加えた。")
         TAGGED("m2", ARTICLE("（返却）", "返す。")) P("以上とする。"),
     "[m1] H:（目的） T第1条:目的を定める。\n"
     "[] T:書き加えた。\n"
     "[m2] H:（返却） T第2条:返す。\n"
     "[] T:以上とする。\n"},
    {"an article that was typed at the end of a clause",
     TAGGED("m1", ARTICLE("（目的）", "目的を定める。")
                      ARTICLE("（研修）", "受ける。")),
     "[m1] H:（目的） T第1条:目的を定める。\n"
     "[] H:（研修） T第2条:受ける。\n"},
    {"clauses by their bookmarks",
     MARKED("1", "m1", ARTICLE("（目的）", "目的を定める。"))
         MARKED("2", "no_logs", ARTICLE("（返却）", "返す。")),
     "[m1] H:（目的） T第1条:目的を定める。\n"
     "[no_logs] H:（返却） T第2条:返す。\n"},
    {"a control with its bookmark is one clause",
     TAGGED("m1", MARKED("1", "m1", ARTICLE("（目的）", "定める。"))),
     "[m1] H:（目的） T第1条:定める。\n"},
    {"a clause that lost its heading",
     TAGGED("m1", STYLED("Article", "目的を定める。")),
     "[m1] T第1条:目的を定める。\n"},
    {"a clause of which only the frame is left",
     TAGGED("m1", "<w:p/>") P("あ。"), "[] T:あ。\n"},
    {"a heading that LibreOffice repeated",
     TAGGED("m1", STYLED("ArtHead", "（目的）（目的）（目的）（目的）")
                      STYLED("Article", "定める。")),
     "[m1] H:（目的） T第1条:定める。\n"},
    {"rows of a form",
     TABLE(ROW(CELL(P("業務の名称")) CELL(P("発送業務"))) ROW(CELL(
         P("有無")) CELL(P("○")) CELL("<w:p/>"))) TABLE(ROW(CELL(P("備考")))),
     "[] T業務の名称:発送業務\n[] T有無:○｜\n[] T:備考\n"},
    {"the tick in another column",
     TABLE(ROW(CELL(P("有無")) CELL("<w:p/>") CELL(P("○")))), "[] T有無:｜○\n"},
    {"a cell of several paragraphs, and a first one that is long",
     TABLE(ROW(CELL(P("この欄は、長いので、行の見出しにはならない。"))
                   CELL(P("一") P("二")))),
     "[] T:この欄は、長いので、行の見出しにはならない。｜一\n二\n"},
    {"a table within an article",
     ARTICLE("（情報）", "次の表のとおり。")
         TABLE(ROW(CELL(P("1")) CELL(P("氏名")))) P("以上とする。"),
     "[] H:（情報） T第1条:次の表のとおり。 S1:氏名 T:以上とする。\n"},
    {"a table within a cell",
     TABLE(ROW(CELL(P("外") TABLE(ROW(CELL(P("内")) CELL(P("中")))) P(
         "外の続き")) CELL(P("隣"))) ROW(CELL(P("次")) CELL(P("の行")))),
     "[] T:外\n[] T内:中｜外の続き｜隣\n[] T次:の行\n"},
};

static struct itk_returned *
read_body(const char *body)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_returned *returned;

    sample_docx_write(&(struct sample_docx){.body = body}, &docx);
    returned = itk_returned_read(
        &(struct itk_blob){"a.docx", docx.data, docx.size, ITK_FAULT_CASE},
        &err);
    assert_non_null(returned);
    itk_buf_free(&docx);
    itk_error_fini(&err);
    return returned;
}

static void
print(const struct itk_piece_cut *piece, struct itk_buf *out)
{
    static const char levels[] = "HTIS";

    itk_buf_addc(out, '[');
    itk_buf_adds(out, piece->id);
    itk_buf_addc(out, ']');
    for (size_t i = 0; i < piece->article.count; i++) {
        const struct itk_line *line = &piece->article.lines[i];

        itk_buf_addc(out, ' ');
        itk_buf_addc(out, levels[line->level]);
        itk_buf_adds(out, line->label);
        itk_buf_addc(out, ':');
        itk_buf_adds(out, line->text);
    }
    itk_buf_addc(out, '\n');
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_returned *returned = read_body(row->body);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf out = ITK_BUF_INIT;
    const struct itk_cut cut = itk_cut(returned, &arena);

    for (size_t i = 0; i < cut.count; i++)
        print(&cut.at[i], &out);
    assert_string_equal(out.data ? out.data : "", row->want);
    itk_buf_free(&out);
    itk_arena_fini(&arena);
    itk_returned_free(returned);
}

/* ---- two of them ---- */

#define ONE ARTICLE("（目的）", "この仕様書の目的を次のように定める。")
#define TWO ARTICLE("（秘密）", "乙は、知り得た秘密を他に漏らしてはならない。")
#define THREE                                                                  \
    ARTICLE("（返却）", "乙は、貸与品を直ちに甲に返却しなければならない。")
#define FOUR                                                                                          \
    ARTICLE("（調査）", "甲は、乙の作業場所に立ち入り、調査することができる" \
                        "。")

/* Entries: old>new number, then e edited, m moved, r renumbered; + added,
 * - dropped; those that did not change are left out. */
static struct pair {
    const char *name, *old, *new, *want;
    size_t rows; /* of the table */
} pairs[] = {
    {"the same", ONE TWO, ONE TWO, "", 0},
    {"controls stripped on one side", TAGGED("m1", ONE) TAGGED("m2", TWO),
     ONE TWO, "", 0},
    {"tags on one side, bookmarks on the other", TAGGED("a-b", ONE),
     MARKED("1", "a_b", ONE), "", 0},
    {"one inserted: the others have other numbers, and are one row",
     ONE THREE FOUR, ONE TWO THREE FOUR, "+第2条 第2条>第3条r 第3条>第4条r ",
     2},
    {"one removed", ONE TWO THREE, ONE THREE, "-第2条 第3条>第2条r ", 2},
    {"one moved to the end", TWO ONE THREE FOUR, ONE THREE FOUR TWO,
     "第2条>第1条r 第3条>第2条r 第4条>第3条r 第1条>第4条mr ", 2},
    {"rewritten whole, by its id", TAGGED("m1", ONE) TAGGED("m2", TWO),
     TAGGED("m1", ONE) TAGGED("m2", THREE), "第2条>第2条e ", 1},
    {"rewritten whole, by its heading", ONE TWO,
     ONE ARTICLE("（秘密）", "個人情報保護条例を参照すること。"),
     "第2条>第2条e ", 1},
    {"a typed number in place of an automatic one",
     ARTICLE("（目的）", "目的を定める。"),
     P("（目的）") P("第1条　目的を定める。"), "", 0},
    {"a value of a form", TABLE(ROW(CELL(P("期間")) CELL(P("1年間")))),
     TABLE(ROW(CELL(P("期間")) CELL(P("2年間")))), ">e ", 1},
    {"an item's number alone", P("次のとおり。") P("(1)　氏名"),
     P("次のとおり。") P("(2)　氏名"), ">e ", 1},
    {"everything gone", ONE, "", "-第1条 ", 1},
};

static void
print_entry(const struct itk_redline_entry *entry, struct itk_buf *out)
{
    const struct itk_piece_cut *old = entry->side[ITK_OLD];
    const struct itk_piece_cut *new = entry->side[ITK_NEW];

    if (old && new && !entry->edited && !entry->moved && !entry->renumbered)
        return;
    itk_buf_adds(out, !old ? "+" : !new ? "-" : "");
    itk_buf_adds(out, old ? old->number : new->number);
    itk_buf_adds(out, old && new ? ">" : "");
    itk_buf_adds(out, old && new ? new->number : "");
    itk_buf_adds(out, entry->edited ? "e" : "");
    itk_buf_adds(out, entry->moved ? "m" : "");
    itk_buf_adds(out, entry->renumbered ? "r" : "");
    itk_buf_addc(out, ' ');
}

static void
test_pair(void **state)
{
    const struct pair *pair = *state;
    struct itk_returned *old = read_body(pair->old);
    struct itk_returned *new = read_body(pair->new);
    struct itk_contrast contrast;
    struct itk_redline redline;
    struct itk_buf out = ITK_BUF_INIT;

    itk_redline(old, new, &redline);
    for (size_t i = 0; i < redline.count; i++)
        print_entry(&redline.at[i], &out);
    assert_string_equal(out.data ? out.data : "", pair->want);
    assert_int_equal(redline.changes > 0, pair->want[0] != '\0');
    itk_contrast_init(&contrast, ITK_JA);
    itk_redline_contrast(&redline, &contrast);
    assert_int_equal(contrast.count, pair->rows);
    itk_contrast_fini(&contrast);
    itk_redline_free(&redline);
    itk_returned_free(old);
    itk_returned_free(new);
    itk_buf_free(&out);
}

static void
test_title(void **state)
{
    static const struct {
        const char *body, *title;
    } titles[] = {
        {STYLED("TblText", "案件") STYLED("Title", "特記仕様書"), "特記仕様書"},
        {"<w:p/>" P("　特記仕様書　") P("前文とする。"), "特記仕様書"},
        {P("第1条　定める。"), ""},
        {P("（目的）") P("第1条　定める。"), ""},
        {TABLE(ROW(CELL(P("様式")))), ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(titles); i++) {
        struct itk_returned *returned = read_body(titles[i].body);
        struct itk_arena arena = ITK_ARENA_INIT;

        assert_string_equal(itk_cut(returned, &arena).title, titles[i].title);
        itk_arena_fini(&arena);
        itk_returned_free(returned);
    }
}

#define FIXED 1

int
main(void)
{
    struct CMUnitTest tests[FIXED + ITK_COUNT(rows) + ITK_COUNT(pairs)] = {
        cmocka_unit_test(test_title)};
    size_t count = FIXED;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    for (size_t i = 0; i < ITK_COUNT(pairs); i++)
        tests[count++] = (struct CMUnitTest){pairs[i].name, test_pair, NULL,
                                             NULL, &pairs[i]};
    return cmocka_run_group_tests_name("cut", tests, NULL, NULL);
}
