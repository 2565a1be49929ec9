/*
 * Which pieces of two documents belong together.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "diff/match.h"

#define MOST 8

#define SECRET                                                                 \
    "乙は、本業務に関して知り得た個人情報等を他に漏らしてはならない。"
#define RETURN                                                                 \
    "乙は、貸与品その他の物を、本契約の終了後直ちに甲に返却するものとする。"
#define AUDIT "甲は、乙の作業場所に立ち入り、作業の状況を調査することができる。"

/* Wanted: for each old piece the new one, - for none, > behind those that
 * moved. */
static struct row {
    const char *name;
    struct itk_match_piece old[MOST], new[MOST]; /* ended by text NULL */
    const char *want;
} rows[] = {
    {"nothing", .want = ""},
    {"all the same",
     {{"", "", SECRET}, {"", "", RETURN}},
     {{"", "", SECRET}, {"", "", RETURN}},
     "0 1"},
    {"one added before, one dropped behind",
     {{"", "", SECRET}, {"", "", RETURN}},
     {{"", "", AUDIT}, {"", "", SECRET}},
     "1 -"},
    {"by id, whatever it says", {{"a", "", SECRET}}, {{"a", "", RETURN}}, "0"},
    {"other ids are other clauses, the same words or not",
     {{"a", "", SECRET}},
     {{"b", "", SECRET}},
     "-"},
    {"an id that one side has lost",
     {{"a", "", SECRET}},
     {{"", "", SECRET}},
     "0"},
    {"by heading, where the words are others",
     {{"", "（検査）", SECRET}, {"", "（返却）", RETURN}},
     {{"", "（検査）", AUDIT}, {"", "（返却）", "費用は、乙の負担とする。"}},
     "0 1"},
    {"by likeness, between what stays",
     {{"", "", "始め"}, {"", "", "乙は、3年間保存する。"}, {"", "", "終わり"}},
     {{"", "", "始め"}, {"", "", "乙は、5年間保存する。"}, {"", "", "終わり"}},
     "0 1 2"},
    {"moved to the end",
     {{"", "", SECRET}, {"", "", RETURN}, {"", "", AUDIT}},
     {{"", "", RETURN}, {"", "", AUDIT}, {"", "", SECRET}},
     "2> 0 1"},
    {"moved and edited",
     {{"", "", SECRET}, {"", "", RETURN}, {"", "", AUDIT}},
     {{"", "", RETURN},
      {"", "", AUDIT},
      {"", "", SECRET "解除後も同じとする。"}},
     "2> 0 1"},
    {"what is short has not moved",
     {{"", "", "3"}, {"", "", RETURN}, {"", "", "3"}, {"", "", AUDIT}},
     {{"", "", RETURN}, {"", "", AUDIT}, {"", "", "3"}},
     "- 0 - 1"},
    {"the same twice, in order",
     {{"", "", "該当なし"}, {"", "", RETURN}, {"", "", "該当なし"}},
     {{"", "", "該当なし"}, {"", "", RETURN}, {"", "", "該当なし"}},
     "0 1 2"},
    {"a clause copied with its id",
     {{"a", "", SECRET}, {"b", "", RETURN}},
     {{"a", "", SECRET}, {"b", "", RETURN}, {"a", "", SECRET}},
     "0 1"},
    {"on one side nothing", {{"a", "", SECRET}}, .want = "-"},
};

static struct itk_match_side
side_of(const struct itk_match_piece *pieces)
{
    struct itk_match_side side = {pieces, 0};

    while (side.count < MOST && pieces[side.count].text)
        side.count++;
    return side;
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct itk_match_side a = side_of(row->old), b = side_of(row->new);
    struct itk_buf out = ITK_BUF_INIT;
    size_t partner[MOST];
    bool moved[MOST];

    itk_match(a, b, partner, moved);
    for (size_t i = 0; i < a.count; i++) {
        itk_buf_adds(&out, i ? " " : "");
        if (partner[i] == SIZE_MAX)
            itk_buf_addc(&out, '-');
        else
            itk_buf_addu(&out, partner[i]);
        itk_buf_adds(&out, moved[i] ? ">" : "");
    }
    assert_string_equal(out.data ? out.data : "", row->want);
    itk_buf_free(&out);
}

/* Many pieces, one of them new: all the others keep their partners. */
static void
test_many(void **state)
{
    const size_t count = 20000;
    struct itk_match_piece *a = calloc(count, sizeof(*a));
    struct itk_match_piece *b = calloc(count + 1, sizeof(*b));
    char(*texts)[32] = calloc(count, sizeof(*texts));
    size_t *partner = calloc(count, sizeof(*partner));
    bool *moved = calloc(count, sizeof(*moved));

    (void)state;
    assert_true(a && b && texts && partner && moved);
    b[0] = (struct itk_match_piece){"", "", "new"};
    for (size_t i = 0; i < count; i++) {
        snprintf(texts[i], sizeof(texts[i]), "paragraph %zu", i);
        a[i] = b[i + 1] = (struct itk_match_piece){"", "", texts[i]};
    }
    itk_match((struct itk_match_side){a, count},
              (struct itk_match_side){b, count + 1}, partner, moved);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(partner[i], i + 1);
        assert_false(moved[i]);
    }
    free(a);
    free(b);
    free(texts);
    free(partner);
    free(moved);
}

/* So many that changed that they are paired block by block. */
static void
test_many_edited(void **state)
{
    const size_t count = 2500;
    struct itk_match_piece *a = calloc(count, sizeof(*a));
    struct itk_match_piece *b = calloc(count + 1, sizeof(*b));
    char(*texts)[2][64] = calloc(count, sizeof(*texts));
    size_t *partner = calloc(count, sizeof(*partner));
    bool *moved = calloc(count, sizeof(*moved));
    size_t found = 0;

    (void)state;
    assert_true(a && b && texts && partner && moved);
    b[0] = (struct itk_match_piece){"", "", "何かを書き加えた。"};
    for (size_t i = 0; i < count; i++) {
        snprintf(texts[i][0], 64, "%zu%zu%zuを確認する", i, i, i);
        snprintf(texts[i][1], 64, "%zu%zu%zuを調査する", i, i, i);
        a[i] = (struct itk_match_piece){"", "", texts[i][0]};
        b[i + 1] = (struct itk_match_piece){"", "", texts[i][1]};
    }
    itk_match((struct itk_match_side){a, count},
              (struct itk_match_side){b, count + 1}, partner, moved);
    for (size_t i = 0; i < count; i++)
        found += partner[i] == i + 1;
    assert_int_equal(found, count);
    free(a);
    free(b);
    free(texts);
    free(partner);
    free(moved);
}

#define FIXED 2

int
main(void)
{
    struct CMUnitTest tests[FIXED + ITK_COUNT(rows)] = {
        cmocka_unit_test(test_many), cmocka_unit_test(test_many_edited)};

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[FIXED + i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
