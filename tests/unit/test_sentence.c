/*
 * Japanese sentences as edits, worked out by hand, and what must hold of all.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "diff/sentence.h"

/* `want`: [-gone-] and {+new+}. */
static struct row {
    const char *name, *before, *after, *want;
} rows[] = {
    {"nothing", "", "", ""},
    {"the same", "甲は、乙に。", "甲は、乙に。", "甲は、乙に。"},
    {"a sentence more at the end", "報告する。", "報告する。公表もする。",
     "報告する。{+公表もする。+}"},
    {"a sentence more in front", "報告する。", "公表もする。報告する。",
     "{+公表もする。+}報告する。"},
    {"a sentence less between two", "一である。二もある。三なのだ。",
     "一である。三なのだ。", "一である。[-二もある。-]三なのだ。"},
    {"words within one of two sentences",
     "乙は、作業場所を定める。これを変更するときも、同様とする。",
     "乙は、作業場所を定める。これを廃止するときも、同様とする。",
     "乙は、作業場所を定める。これを[-変更-]{+廃止+}するときも、同様とする。"},
    {"what is not alike is no mixture of letters",
     "乙は、速やかに甲に報告しなければならない。",
     "費用は、市が負担するものとする。",
     "[-乙は、速やかに甲に報告しなければならない。-]"
     "{+費用は、市が負担するものとする。+}"},
    {"an end in brackets is none", "複製（控えを含む。以下同じ。）をしない。",
     "複写（控えを含む。以下同じ。）をしない。",
     "[-複製-]{+複写+}（控えを含む。以下同じ。）をしない。"},
    {"a bracket that stays open ends with its line", "（ア\nイする。ウする。",
     "（ア\nウする。", "（ア\n[-イする。-]ウする。"},
    {"a duty that was tightened",
     "乙は、前項の作業場所を変更しようとするときは、あらかじめ書面により甲の"
     "承諾を得なければならない。",
     "乙は、前項の作業場所を変更しようとするときは、変更しようとする日の14日"
     "前までに、書面により甲に申請し、その承諾を得なければならない。",
     "乙は、前項の作業場所を変更しようとするときは、[-あらかじめ-]{+変更しよう"
     "とする日の14日前までに、+}書面により甲[-の-]{+に申請し、その+}承諾を得な"
     "ければならない。"},
};

static void
print(struct itk_edits edits, struct itk_buf *out)
{
    static const char *const open[] = {"", "[-", "{+"};
    static const char *const close[] = {"", "-]", "+}"};

    for (size_t i = 0; i < edits.count; i++) {
        itk_buf_adds(out, open[edits.at[i].kind]);
        itk_buf_add(out, edits.at[i].text, edits.at[i].size);
        itk_buf_adds(out, close[edits.at[i].kind]);
    }
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf out = ITK_BUF_INIT;

    print(itk_align_sentences(row->before, strlen(row->before), row->after,
                              strlen(row->after), &arena),
          &out);
    assert_string_equal(out.data, row->want);
    itk_buf_free(&out);
    itk_arena_fini(&arena);
}

/* Both texts come out of the edits again, whatever they are. */
static void
test_random(void **state)
{
    static const char *const pieces[] = {"甲", "乙は", "。",   "（", "）",
                                         "12", "\n",   "同じ", "、"};
    unsigned seed = 20261124;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct itk_arena arena = ITK_ARENA_INIT;
        struct itk_buf text[2] = {ITK_BUF_INIT, ITK_BUF_INIT};
        struct itk_buf got[2] = {ITK_BUF_INIT, ITK_BUF_INIT};
        struct itk_edits edits;

        for (int i = 0; i < 40; i++) {
            seed = seed * 1664525u + 1013904223u;
            itk_buf_adds(&text[seed >> 31],
                         pieces[(seed >> 16) % ITK_COUNT(pieces)]);
        }
        edits = itk_align_sentences(text[0].data, text[0].size, text[1].data,
                                    text[1].size, &arena);
        for (size_t i = 0; i < edits.count; i++) {
            const struct itk_edit *edit = &edits.at[i];

            if (edit->kind != ITK_EDIT_ADD)
                itk_buf_add(&got[0], edit->text, edit->size);
            if (edit->kind != ITK_EDIT_DROP)
                itk_buf_add(&got[1], edit->text, edit->size);
        }
        for (int side = 0; side < 2; side++) {
            assert_string_equal(got[side].data, text[side].data);
            itk_buf_free(&got[side]);
            itk_buf_free(&text[side]);
        }
        itk_arena_fini(&arena);
    }
}

static void
test_likeness(void **state)
{
    static const char same[] = "個人情報", other[] = "報告";

    (void)state;
    assert_int_equal(itk_likeness(same, strlen(same), same, strlen(same)),
                     1000);
    assert_int_equal(itk_likeness("", 0, "", 0), 1000);
    assert_int_equal(itk_likeness(same, strlen(same), "", 0), 0);
    assert_int_equal(itk_likeness(same, strlen(same), other, strlen(other)), 0);
    /* 4 pairs with the beginning each, of which 3 are in both: 6 of 8. */
    assert_int_equal(itk_likeness("abcd", 4, "abce", 4), 750);
    /* The same pairs, not the same text. */
    assert_int_equal(itk_likeness("abxbab", 6, "abxbab", 6), 1000);
    assert_true(itk_likeness("aabaaca", 7, "aacaaba", 7) < 1000);
}

static void
test_pair(void **state)
{
    static const struct itk_piece a[] = {{"abcd", 4}, {"wxyz", 4}, {"abcd", 4}};
    static const struct itk_piece b[] = {{"abcz", 4}, {"abcd", 4}};
    size_t partner[3];

    (void)state;
    itk_pair(a, 3, b, 2, 300, partner);
    assert_int_equal(partner[0], 0);
    assert_true(partner[1] == SIZE_MAX);
    assert_int_equal(partner[2], 1);
    itk_pair(a, 3, b, 2, 800, partner);
    assert_true((partner[0] == 1) != (partner[2] == 1));
    itk_pair(a, 3, b, 0, 300, partner);
    assert_true(partner[0] == SIZE_MAX && partner[2] == SIZE_MAX);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 3] = {
        cmocka_unit_test(test_random), cmocka_unit_test(test_likeness),
        cmocka_unit_test(test_pair)};

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 3] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
