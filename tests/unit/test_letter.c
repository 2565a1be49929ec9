/*
 * Capital and small letters, and dates in a pattern.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "text/date_format.h"
#include "text/letter.h"

static const struct {
    const char *small, *capital;
} letters[] = {
    {"abcxyz019-", "ABCXYZ019-"},
    {"àöøþÿß÷", "ÀÖØÞÿß÷"}, /* ÿ and ß have no partner in the block */
    {"āįĳķĺňŋŷźž", "ĀĮĲĶĹŇŊŶŹŽ"},
    {"ıİ", "ıİ"}, /* depend on the language */
    {"αρσϋω", "ΑΡΣΫΩ"},
    {"ѐёџаяѡҁ", "ЀЁЏАЯѠҀ"},
    {"ａｚ", "ＡＺ"},
    {"漢字かな", "漢字かな"},
    {"", ""},
};

static void
test_letters(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITK_COUNT(letters); i++) {
        const char *small = letters[i].small, *capital = letters[i].capital;
        struct itk_buf up = ITK_BUF_INIT, down = ITK_BUF_INIT;

        itk_upper(&up, small, strlen(small));
        itk_lower(&down, capital, strlen(capital));
        assert_string_equal(up.data, capital);
        assert_string_equal(down.data, small);
        itk_buf_clear(&up);
        itk_upper(&up, capital, strlen(capital));
        assert_string_equal(up.data, capital);
        itk_buf_free(&up);
        itk_buf_free(&down);
    }
}

static const struct {
    const char *pattern;
    struct itk_date date;
    const char *want; /* NULL: no pattern */
} dates[] = {
    {"yyyy-mm-dd", {2026, 4, 1}, "2026-04-01"},
    {"YYYY/M/D", {2026, 4, 1}, "2026/4/1"},
    {"yy.m.d", {2005, 12, 31}, "05.12.31"},
    {"ggge年m月d日", {2019, 5, 1}, "令和元年5月1日"},
    {"gge/m", {2019, 5, 1}, "令元/5"},
    {"ge.mm.dd", {2019, 5, 1}, "R1.05.01"},
    {"gee.mm.dd", {2019, 4, 30}, "H31.04.30"},
    {"ggg e", {2019, 5, 1}, "令和 1"}, /* 元 only right behind the era */
    {"gggee", {2019, 5, 1}, "令和01"},
    {"aaa aaaa ddd dddd", {2026, 11, 24}, "火 火曜日 Tue Tuesday"},
    {"aaa", {1873, 1, 1}, "水"},
    {"mmm d, yyyy", {2026, 5, 9}, "May 9, 2026"},
    {"dddd, mmmm d", {2024, 2, 29}, "Thursday, February 29"},
    {"\\d: d", {2026, 4, 1}, "d: 1"},
    {"", {2026, 4, 1}, ""},
    {"d\\", {2026, 4, 1}, "1\\"},
    {"hh", {2026, 4, 1}, NULL},
    {"yyy", {2026, 4, 1}, NULL},
    {"yyyyy", {2026, 4, 1}, NULL},
    {"aa", {2026, 4, 1}, NULL},
    {"gggg", {2026, 4, 1}, NULL},
    {"eee", {2026, 4, 1}, NULL},
};

static void
test_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITK_COUNT(dates); i++) {
        struct itk_buf got = ITK_BUF_INIT;

        assert_int_equal(itk_date_pattern_ok(dates[i].pattern),
                         dates[i].want != NULL);
        if (dates[i].want) {
            itk_date_format(&got, dates[i].pattern, dates[i].date);
            assert_string_equal(got.data, dates[i].want);
        }
        itk_buf_free(&got);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_dates),
    };

    return cmocka_run_group_tests_name("letter", tests, NULL, NULL);
}
