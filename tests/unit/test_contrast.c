/*
 * Rows of a comparison table, worked out by hand.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/article.h"
#include "base/buf.h"
#include "diff/contrast.h"

/* Articles as app/wording says them; lines of `old` and `new`: H head, T text,
 * I item, S subitem, then the runs, _changed_. "" on both sides: no row. */
static struct row {
    const char *name, *before, *after, *old, *new;
} rows[] = {
    {"the same", "（甲）\n乙。\n", "（甲）\n乙。\n", "", ""},
    {"added", NULL, "（甲）\n乙は、報告する。\n", "H_（新設）_\n",
     "H_（甲）_\nT_乙は、報告する。_\n"},
    {"dropped", "（甲）\n乙は、報告する。\n", NULL,
     "H_（甲）_\nT_乙は、報告する。_\n", "H_（削る）_\n"},
    {"a word added: the other side shows where",
     "（甲）\n乙は、書面により報告する。\n",
     "（甲）\n乙は、書面又は電磁的記録により報告する。\n",
     "H（甲）\nT乙は、書面_　　_により報告する。\n",
     "H（甲）\nT乙は、書面_又は電磁的記録_により報告する。\n"},
    {"paragraphs that stay are left out",
     "（甲）\n一を定める。\n2 二を定める。\n3 三を3年間保存する。\n4 四を捨て"
     "る。\n",
     "（甲）\n一を定める。\n2 二を定める。\n3 三を5年間保存する。\n4 四を捨て"
     "る。\n",
     "H（甲）\nT（略）\nT2　（略）\nT3　三を_3_年間保存する。\nT4　（略）\n",
     "H（甲）\nT（略）\nT2　（略）\nT3　三を_5_年間保存する。\nT4　（略）\n"},
    {"an item added: its paragraph is shown",
     "（甲）\n次に掲げる事項\n  (1) 氏名\n  (2) 職名\n  (3) 連絡先\n2 前項の"
     "とおり。\n  (1) 何か\n",
     "（甲）\n次に掲げる事項\n  (1) 氏名\n  (2) 職名\n  (3) 連絡先\n  (4) 代わ"
     "りの者\n2 前項のとおり。\n  (1) 何か\n",
     "H（甲）\nT次に掲げる事項\nI(1)～(3)　（略）\nI_（新設）_\nT2　（略）\n",
     "H（甲）\nT次に掲げる事項\nI(1)～(3)　（略）\nI_(4)__　__代わりの者_\n"
     "T2　（略）\n"},
    {"two items that stay",
     "（甲）\n次の事項\n  (1) 氏名\n  (2) 職名\n  (3) "
     "三年前の記録\n",
     "（甲）\n次の事項\n  (1) 氏名\n  (2) 職名\n  (3) 五年前の記録\n",
     "H（甲）\nT次の事項\nI(1)・(2)　（略）\nI(3)　_三_年前の記録\n",
     "H（甲）\nT次の事項\nI(1)・(2)　（略）\nI(3)　_五_年前の記録\n"},
    {"a number alone that changed",
     "（甲）\n一を定める。\n2 乙は、秘密を守る。\n",
     "（甲）\n一を定める。\n2 別のことを新しく書き加えた。\n3 乙は、秘密を守"
     "る。\n",
     "H（甲）\nT（略）\nT_（新設）_\nT_2_　（略）\n",
     "H（甲）\nT（略）\nT_2__　__別のことを新しく書き加えた。_\nT_3_　"
     "（略）\n"},
    {"the same number: its words alone changed",
     "（甲）\n一を定める。\n2 乙は、速やかに報告する。\n",
     "（甲）\n一を定める。\n2 費用については市の負担\n",
     "H（甲）\nT（略）\nT2　_乙は、速やかに報告する。_\n",
     "H（甲）\nT（略）\nT2　_費用については市の負担_\n"},
    {"a paragraph in place of another", "（甲）\n乙は、速やかに報告する。\n",
     "（甲）\n費用については市の負担\n",
     "H（甲）\nT_乙は、速やかに報告する。_\n",
     "H（甲）\nT_費用については市の負担_\n"},
};

static void
print(const struct itk_contrast_row *row, int side, struct itk_buf *out)
{
    static const char levels[] = "HTIS";

    for (size_t i = 0; i < row->side[side].count; i++) {
        const struct itk_contrast_line *line = &row->side[side].lines[i];

        itk_buf_addc(out, levels[line->level]);
        for (size_t j = 0; j < line->count; j++) {
            itk_buf_adds(out, line->runs[j].changed ? "_" : "");
            itk_buf_add(out, line->runs[j].text, line->runs[j].size);
            itk_buf_adds(out, line->runs[j].changed ? "_" : "");
        }
        itk_buf_addc(out, '\n');
    }
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    const char *text[2] = {row->before, row->after};
    const char *want[2] = {row->old, row->new};
    struct itk_contrast contrast;
    struct itk_article sides[2];
    struct itk_buf out = ITK_BUF_INIT;
    bool found;

    itk_contrast_init(&contrast, ITK_JA);
    for (int i = 0; i < 2; i++) {
        if (text[i])
            sides[i] = itk_article_of_wording(text[i], &contrast.arena);
    }
    found = itk_contrast_add(&contrast, text[0] ? &sides[0] : NULL,
                             text[1] ? &sides[1] : NULL);
    assert_int_equal(found, row->old[0] != '\0');
    assert_int_equal(contrast.count, found);
    for (int side = ITK_OLD; found && side <= ITK_NEW; side++) {
        itk_buf_clear(&out);
        print(&contrast.rows[0], side, &out);
        assert_string_equal(out.data, want[side]);
    }
    itk_buf_free(&out);
    itk_contrast_fini(&contrast);
}

/* Moved: with its number, with an edit, and without any name. */
static struct row moves[] = {
    {"moved with its heading", "（甲）\n一を定める。\n",
     "（甲）\n一を定める。\n", "T_（移動）_\nH（甲）\nT（略）\n",
     "T_（移動）_\nH（甲）\nT（略）\n"},
    {"moved and edited", "（甲）\n三を3年間保存する。\n",
     "（甲）\n三を5年間保存する。\n",
     "T_（移動）_\nH（甲）\nT三を_3_年間保存する。\n",
     "T_（移動）_\nH（甲）\nT三を_5_年間保存する。\n"},
};

static void
test_move(void **state)
{
    const struct row *row = *state;
    struct itk_contrast contrast;
    struct itk_article old, new;
    struct itk_buf out = ITK_BUF_INIT;

    itk_contrast_init(&contrast, ITK_JA);
    old = itk_article_of_wording(row->before, &contrast.arena);
    new = itk_article_of_wording(row->after, &contrast.arena);
    itk_contrast_move(&contrast, &old, &new);
    assert_int_equal(contrast.count, 1);
    print(&contrast.rows[0], ITK_OLD, &out);
    assert_string_equal(out.data, row->old);
    itk_buf_clear(&out);
    print(&contrast.rows[0], ITK_NEW, &out);
    assert_string_equal(out.data, row->new);
    itk_buf_free(&out);
    itk_contrast_fini(&contrast);
}

/* What has neither heading nor number would be nothing but （略）. */
static void
test_move_nameless(void **state)
{
    const struct itk_line line = {ITK_LEVEL_TEXT, "", "費用は、市が負担する。"};
    const struct itk_article article = {&line, 1};
    struct itk_contrast contrast;
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    itk_contrast_init(&contrast, ITK_EN);
    itk_contrast_move(&contrast, &article, &article);
    print(&contrast.rows[0], ITK_NEW, &out);
    assert_string_equal(out.data, "T_(moved)_\nT費用は、市が負担する。\n");
    itk_buf_free(&out);
    itk_contrast_fini(&contrast);
}

static void
test_renumber(void **state)
{
    static const char *const old[] = {"第4条", "第9条"};
    static const char *const new[] = {"第5条", "第10条"};
    static const char *const want[] = {"T_第5条_　（略）\n",
                                       "T_第5条__・__第10条_　（略）\n",
                                       "T_第5条__～__第10条_　（略）\n"};
    struct itk_contrast contrast;
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    itk_contrast_init(&contrast, ITK_JA);
    for (size_t i = 0; i < ITK_COUNT(want); i++) {
        itk_contrast_renumber(&contrast, old, new, i + 1);
        itk_buf_clear(&out);
        print(&contrast.rows[i], ITK_NEW, &out);
        assert_string_equal(out.data, want[i]);
    }
    itk_buf_clear(&out);
    print(&contrast.rows[2], ITK_OLD, &out);
    assert_string_equal(out.data, "T_第4条__～__第9条_　（略）\n");
    itk_buf_free(&out);
    itk_contrast_fini(&contrast);
}

#define FIXED 2

int
main(void)
{
    struct CMUnitTest tests[FIXED + ITK_COUNT(rows) + ITK_COUNT(moves)] = {
        cmocka_unit_test(test_move_nameless), cmocka_unit_test(test_renumber)};
    size_t count = FIXED;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    for (size_t i = 0; i < ITK_COUNT(moves); i++)
        tests[count++] = (struct CMUnitTest){moves[i].name, test_move, NULL,
                                             NULL, &moves[i]};
    return cmocka_run_group_tests_name("contrast", tests, NULL, NULL);
}
