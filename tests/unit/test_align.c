/*
 * Two texts as edits: what is said of short ones, worked out by hand, and what
 * must hold of all.
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
#include "diff/align.h"
#include "diff/words.h"

/* `want`: [-gone-] and {+new+}. */
static struct row {
    const char *name, *before, *after, *want;
} rows[] = {
    {"nothing", "", "", ""},
    {"all new", "", "甲乙", "{+甲乙+}"},
    {"all gone", "甲乙", "", "[-甲乙-]"},
    {"the same", "甲は、乙に", "甲は、乙に", "甲は、乙に"},
    {"one number", "前回から3年を経過", "前回から2年を経過",
     "前回から[-3-]{+2+}年を経過"},
    {"a number is not taken apart", "12箇月", "123箇月", "[-12-]{+123+}箇月"},
    {"with its point", "1.5メートル", "1.25メートル",
     "[-1.5-]{+1.25+}メートル"},
    {"full-width figures", "第１２条", "第１３条", "第[-１２-]{+１３+}条"},
    {"a word in letters", "by the chair", "by the chairs",
     "by the [-chair-]{+chairs+}"},
    {"what long compounds share stays", "外部委託審査会会長に",
     "外部委託審査会委員長に", "外部委託審査会[-会長-]{+委員長+}に"},
    {"and at their end", "個人情報保護責任者", "特定情報管理責任者",
     "[-個人情報保護-]{+特定情報管理+}責任者"},
    {"one kanji in common is not enough", "受託者", "受注者",
     "[-受託者-]{+受注者+}"},
    {"a run of kanji that grew by itself", "情報情報", "情報情報情報",
     "情報情報{+情報+}"},
    {"hiragana is one word", "してはならない", "しなければならない",
     "[-してはならない-]{+しなければならない+}"},
    {"inserted", "書面により指示", "書面又は電磁的記録により指示",
     "書面{+又は電磁的記録+}により指示"},
    {"a particle between two changes goes with them", "調査の結果",
     "監査の報告", "[-調査の結果-]{+監査の報告+}"},
    {"a word between them stays", "調査した上で承認", "監査した上で決定",
     "[-調査-]{+監査+}した上で[-承認-]{+決定+}"},
    {"a line more", "ア。\nウ。\n", "ア。\nイ。\nウ。\n",
     "ア。\n{+イ。\n+}ウ。\n"},
    {"a line less", "ア。\nイ。\nウ。\n", "ア。\nウ。\n",
     "ア。\n[-イ。\n-]ウ。\n"},
    {"the last line", "ア。\n", "ア。\nイ。\n", "ア。\n{+イ。\n+}"},
    {"twice the same line", "ア。\nア。\n", "ア。\n", "ア。\n[-ア。\n-]"},
    {"two changes that can meet do", "「甲」", "「甲」；「乙」が「丙」",
     "「甲」{+；「乙」が「丙」+}"},
    {"a mark stays with its letter", "葛\xF3\xA0\x84\x80城市", "葛城市",
     "[-葛\xF3\xA0\x84\x80-]{+葛+}城市"},
    {"four bytes", "𠮷田", "吉田", "[-𠮷田-]{+吉田+}"},
};

static void
put(struct itk_buf *out, const struct itk_edit *edit)
{
    static const char *const open[] = {"", "[-", "{+"};
    static const char *const close[] = {"", "-]", "+}"};

    itk_buf_adds(out, open[edit->kind]);
    itk_buf_add(out, edit->text, edit->size);
    itk_buf_adds(out, close[edit->kind]);
}

static void
check_row(const char *before, const char *after, const char *want)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf got = ITK_BUF_INIT;
    const struct itk_edits edits =
        itk_align(before, strlen(before), after, strlen(after), &arena);

    for (size_t i = 0; i < edits.count; i++)
        put(&got, &edits.at[i]);
    assert_string_equal(got.data, want);
    itk_buf_free(&got);
    itk_arena_fini(&arena);
}

static void
test_row(void **state)
{
    const struct row *row = *state;

    check_row(row->before, row->after, row->want);
}

/* ---- what must hold of all ---- */

/* Applies the edits in both directions; kinds alternate and none is empty. */
static size_t
check_edits(const struct itk_buf *before, const struct itk_buf *after)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf one = ITK_BUF_INIT, other = ITK_BUF_INIT;
    const struct itk_edits edits =
        itk_align(before->data, before->size, after->data, after->size, &arena);
    size_t changed = 0;

    for (size_t i = 0; i < edits.count; i++) {
        const struct itk_edit *edit = &edits.at[i];

        assert_true(edit->size > 0);
        assert_true(!i || edits.at[i - 1].kind != edit->kind);
        assert_true(!i || edits.at[i - 1].kind != ITK_EDIT_ADD ||
                    edit->kind == ITK_EDIT_SAME);
        if (edit->kind != ITK_EDIT_ADD)
            itk_buf_add(&one, edit->text, edit->size);
        if (edit->kind != ITK_EDIT_DROP)
            itk_buf_add(&other, edit->text, edit->size);
        changed += edit->kind != ITK_EDIT_SAME;
    }
    assert_int_equal(one.size, before->size);
    assert_memory_equal(one.data, before->data, one.size);
    assert_int_equal(other.size, after->size);
    assert_memory_equal(other.data, after->data, other.size);
    itk_buf_free(&one);
    itk_buf_free(&other);
    itk_arena_fini(&arena);
    return changed;
}

static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Few different words make many ways to align. */
static void
put_random(struct itk_buf *out, uint32_t *seed, size_t words)
{
    static const char *const all[] = {"甲",   "乙",  "は", "、",    "\n",
                                      "情報", "12",  "。", "する",  "第",
                                      "カ",   "abc", " ",  "委員長"};

    for (size_t i = 0; i < words; i++)
        itk_buf_adds(out, all[next(seed) % ITK_COUNT(all)]);
}

static void
test_random(void **state)
{
    uint32_t seed = 20270401;

    (void)state;
    for (size_t i = 0; i < 3000; i++) {
        struct itk_buf before = ITK_BUF_INIT, after = ITK_BUF_INIT;

        put_random(&before, &seed, next(&seed) % 40);
        if (i % 2) /* much in common */
            itk_buf_add(&after, before.data, before.size);
        put_random(&after, &seed, next(&seed) % 40);
        check_edits(&before, &after);
        check_edits(&after, &before);
        assert_int_equal(check_edits(&before, &before), 0);
        itk_buf_free(&before);
        itk_buf_free(&after);
    }
}

/* Past the limits the whole is changed, and both sides are still there. */
static void
test_limits(void **state)
{
    struct itk_buf before = ITK_BUF_INIT, after = ITK_BUF_INIT;
    uint32_t seed = 1;

    (void)state;
    for (size_t i = 0; i < 2 * (size_t)ITK_ALIGN_MAX_COST + 10; i++) {
        itk_buf_adds(&before, "甲、");
        itk_buf_adds(&after, "乙。");
    }
    itk_buf_adds(&before, "同じ");
    itk_buf_adds(&after, "同じ");
    assert_int_equal(check_edits(&before, &after), 2);
    itk_buf_clear(&before);
    put_random(&before, &seed, 2 * ITK_ALIGN_MAX_WORDS);
    itk_buf_clear(&after);
    itk_buf_add(&after, before.data, before.size);
    itk_buf_adds(&after, "。。");
    assert_int_equal(check_edits(&before, &after), 2);
    itk_buf_free(&before);
    itk_buf_free(&after);
}

/* A long text with one word changed in the middle is found at once. */
static void
test_long(void **state)
{
    struct itk_buf before = ITK_BUF_INIT, after = ITK_BUF_INIT;
    uint32_t seed = 7;

    (void)state;
    put_random(&before, &seed, 50000);
    itk_buf_add(&after, before.data, before.size);
    itk_buf_adds(&before, "\n旧の語\n");
    itk_buf_adds(&after, "\n新の語\n");
    seed = 9;
    put_random(&before, &seed, 50000);
    seed = 9;
    put_random(&after, &seed, 50000);
    assert_int_equal(check_edits(&before, &after), 2);
    itk_buf_free(&before);
    itk_buf_free(&after);
}

static void
test_words(void **state)
{
    const char *text = "第12条のただし書、A-1を";
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_words words =
        itk_words_cut(text, strlen(text), 100, &arena);

    (void)state;
    /* の and ただし are one run of hiragana: 書 is kanji. */
    assert_int_equal(words.count, 8);
    assert_memory_equal(words.at[1].text, "12", words.at[1].size);
    assert_int_equal(words.at[3].size, strlen("のただし"));
    assert_true(words.at[4].kanji);
    assert_true(words.at[5].slight);
    assert_memory_equal(words.at[6].text, "A-1", words.at[6].size);
    assert_true(words.at[7].slight);
    assert_int_equal(itk_words_cut(text, strlen(text), 7, &arena).count, 1);
    assert_int_equal(itk_words_cut(text, strlen(text), 8, &arena).count, 8);
    itk_arena_fini(&arena);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 4] = {
        cmocka_unit_test(test_random), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_long), cmocka_unit_test(test_words)};

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 4] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    return cmocka_run_group_tests_name("align", tests, NULL, NULL);
}
