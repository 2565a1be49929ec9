/*
 * Civil dates: every day both ways, and every way to write one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <assert.h>
#include <string.h>

#include <cmocka.h>

#include "text/date.h"
#include "text/wareki.h"

static struct row {
    const char *name, *text;
    enum itk_date_fault fault;
    struct itk_date want; /* for OK and WRONG_ERA */
} rows[] = {
    {"iso", "2026-04-01", ITK_DATE_OK, {2026, 4, 1}},
    {"slashes", "2026/4/1", ITK_DATE_OK, {2026, 4, 1}},
    {"dots", "2026.4.1", ITK_DATE_OK, {2026, 4, 1}},
    {"kanji", "2026年4月1日", ITK_DATE_OK, {2026, 4, 1}},
    {"reiwa", "令和8年4月1日", ITK_DATE_OK, {2026, 4, 1}},
    {"first year", "令和元年5月1日", ITK_DATE_OK, {2019, 5, 1}},
    {"first year as 1", "令和1年5月1日", ITK_DATE_OK, {2019, 5, 1}},
    {"letter dots", "R8.4.1", ITK_DATE_OK, {2026, 4, 1}},
    {"letter slashes", "R8/4/1", ITK_DATE_OK, {2026, 4, 1}},
    {"small letter", "r08-04-01", ITK_DATE_OK, {2026, 4, 1}},
    {"letter first year", "R元.5.1", ITK_DATE_OK, {2019, 5, 1}},
    {"full-width digits", "令和８年４月１日", ITK_DATE_OK, {2026, 4, 1}},
    {"full-width slashes", "２０２６／４／１", ITK_DATE_OK, {2026, 4, 1}},
    {"full-width hyphens", "２０２６－０４－０１", ITK_DATE_OK, {2026, 4, 1}},
    {"minus signs", "2026\u22124\u22121", ITK_DATE_OK, {2026, 4, 1}},
    {"full-width letter", "Ｒ８．４．１", ITK_DATE_OK, {2026, 4, 1}},
    {"spaces", " \u3000令和 8年 4月 1日\u3000 ", ITK_DATE_OK, {2026, 4, 1}},
    {"leap day", "2024-02-29", ITK_DATE_OK, {2024, 2, 29}},
    {"leap day of 2000", "2000-02-29", ITK_DATE_OK, {2000, 2, 29}},
    {"first day", "1873-01-01", ITK_DATE_OK, {1873, 1, 1}},
    {"meiji 6", "明治6年1月1日", ITK_DATE_OK, {1873, 1, 1}},
    {"last day", "9999-12-31", ITK_DATE_OK, {9999, 12, 31}},
    {"reiwa without end", "令和7981年12月31日", ITK_DATE_OK, {9999, 12, 31}},

    {"meiji ends", "明治45年7月30日", ITK_DATE_OK, {1912, 7, 30}},
    {"taisho begins", "大正元年7月30日", ITK_DATE_OK, {1912, 7, 30}},
    {"taisho ends", "大正15年12月25日", ITK_DATE_OK, {1926, 12, 25}},
    {"showa begins", "昭和元年12月25日", ITK_DATE_OK, {1926, 12, 25}},
    {"showa ends", "S64.1.7", ITK_DATE_OK, {1989, 1, 7}},
    {"heisei begins", "平成元年1月8日", ITK_DATE_OK, {1989, 1, 8}},
    {"heisei ends", "平成31年4月30日", ITK_DATE_OK, {2019, 4, 30}},
    {"meiji over", "明治45年7月31日", ITK_DATE_WRONG_ERA, {1912, 7, 31}},
    {"taisho early", "大正元年7月29日", ITK_DATE_WRONG_ERA, {1912, 7, 29}},
    {"taisho over", "大正15年12月26日", ITK_DATE_WRONG_ERA, {1926, 12, 26}},
    {"showa early", "昭和元年12月24日", ITK_DATE_WRONG_ERA, {1926, 12, 24}},
    {"showa over", "昭和64年1月8日", ITK_DATE_WRONG_ERA, {1989, 1, 8}},
    {"heisei early", "平成元年1月7日", ITK_DATE_WRONG_ERA, {1989, 1, 7}},
    {"heisei over", "平成31年5月1日", ITK_DATE_WRONG_ERA, {2019, 5, 1}},
    {"heisei over, letter", "H31.5.1", ITK_DATE_WRONG_ERA, {2019, 5, 1}},
    {"heisei 38", "平成38年4月1日", ITK_DATE_WRONG_ERA, {2026, 4, 1}},
    {"reiwa early", "令和元年4月30日", ITK_DATE_WRONG_ERA, {2019, 4, 30}},

    {"no such day", "2025-02-30", ITK_DATE_NO_SUCH_DAY, {0}},
    {"no leap day", "2025-02-29", ITK_DATE_NO_SUCH_DAY, {0}},
    {"no leap day in 1900", "1900-02-29", ITK_DATE_NO_SUCH_DAY, {0}},
    {"31 April", "令和8年4月31日", ITK_DATE_NO_SUCH_DAY, {0}},
    {"month 0", "2025-00-10", ITK_DATE_NO_SUCH_DAY, {0}},
    {"month 13", "2025-13-01", ITK_DATE_NO_SUCH_DAY, {0}},
    {"day 0", "2025-01-00", ITK_DATE_NO_SUCH_DAY, {0}},
    {"era year 0", "令和0年4月1日", ITK_DATE_NO_SUCH_DAY, {0}},
    {"day before the first", "1872-12-31", ITK_DATE_TOO_EARLY, {0}},
    {"meiji 5", "明治5年12月2日", ITK_DATE_TOO_EARLY, {0}},
    {"year 0", "0000-01-01", ITK_DATE_TOO_EARLY, {0}},

    {"empty", "", ITK_DATE_UNREADABLE, {0}},
    {"spaces only", "  ", ITK_DATE_UNREADABLE, {0}},
    {"two-digit year", "26-04-01", ITK_DATE_UNREADABLE, {0}},
    {"five-digit year", "12026-04-01", ITK_DATE_UNREADABLE, {0}},
    {"year overflows", "99999999999999999999-01-01", ITK_DATE_UNREADABLE, {0}},
    {"era year overflows", "令和4294967304年4月1日", ITK_DATE_UNREADABLE, {0}},
    {"past 9999", "令和9999年1月1日", ITK_DATE_UNREADABLE, {0}},
    {"mixed signs", "2026-04/01", ITK_DATE_UNREADABLE, {0}},
    {"kanji then sign", "2026年4-1", ITK_DATE_UNREADABLE, {0}},
    {"no day sign", "2026年4月1", ITK_DATE_UNREADABLE, {0}},
    {"sign and kanji", "2026-4-1日", ITK_DATE_UNREADABLE, {0}},
    {"month only", "2026-04", ITK_DATE_UNREADABLE, {0}},
    {"no signs", "20260401", ITK_DATE_UNREADABLE, {0}},
    {"time behind", "2026-04-01T00:00", ITK_DATE_UNREADABLE, {0}},
    {"three-digit day", "2026-04-001", ITK_DATE_UNREADABLE, {0}},
    {"three-digit month", "2026-004-01", ITK_DATE_UNREADABLE, {0}},
    {"minus day", "2026-04--1", ITK_DATE_UNREADABLE, {0}},
    {"era alone", "令和", ITK_DATE_UNREADABLE, {0}},
    {"two eras", "令和R8.4.1", ITK_DATE_UNREADABLE, {0}},
    {"unknown era", "慶応3年1月1日", ITK_DATE_UNREADABLE, {0}},
    {"unknown letter", "X8.4.1", ITK_DATE_UNREADABLE, {0}},
    {"first year without era", "元年5月1日", ITK_DATE_UNREADABLE, {0}},
    {"line feed", "2026-04-01\n", ITK_DATE_UNREADABLE, {0}},
    {"not UTF-8", "2026-04-01\xFF", ITK_DATE_UNREADABLE, {0}},
    {"excel serial", "46113", ITK_DATE_UNREADABLE, {0}},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_date got = {1, 2, 3};
    const struct itk_date untouched = {1, 2, 3};
    const bool set =
        row->fault == ITK_DATE_OK || row->fault == ITK_DATE_WRONG_ERA;

    assert_int_equal(itk_date_parse(row->text, strlen(row->text), &got),
                     row->fault);
    assert_memory_equal(&got, set ? &row->want : &untouched, sizeof(got));
}

static struct itk_date
next_day(struct itk_date date)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int last = date.month == 2 && date.year % 4 == 0 &&
                             (date.year % 100 || date.year % 400 == 0)
                         ? 29
                         : days[date.month - 1];

    if (date.day < last)
        return (struct itk_date){date.year, date.month, date.day + 1};
    if (date.month < 12)
        return (struct itk_date){date.year, date.month + 1, 1};
    return (struct itk_date){date.year + 1, 1, 1};
}

static void
reads_back(const struct itk_buf *text, struct itk_date want)
{
    struct itk_date got = {0, 0, 0};

    assert_int_equal(itk_date_parse(text->data, text->size, &got), ITK_DATE_OK);
    assert_memory_equal(&got, &want, sizeof(got));
}

/* The calendar itself up to 9999; to 2100 also written and read. */
static void
test_every_day(void **state)
{
    const struct itk_date first = {1873, 1, 1};
    struct itk_date date = first, before = {1872, 12, 31};
    struct itk_buf text = ITK_BUF_INIT;
    long days = 0;

    (void)state;
    for (; date.year <= 9999; before = date, date = next_day(date), days++) {
        const struct itk_date back = itk_date_from_days(days);

        assert_true(itk_date_valid(date));
        assert_int_equal(itk_date_to_days(date), days);
        assert_memory_equal(&back, &date, sizeof(date));
        assert_true(itk_date_compare(before, date) < 0 &&
                    itk_date_compare(date, before) > 0 &&
                    itk_date_compare(date, date) == 0);
        if (date.year > 2100)
            continue;
        itk_buf_clear(&text);
        assert_true(itk_wareki(&text, date));
        reads_back(&text, date);
        itk_buf_clear(&text);
        itk_date_iso(&text, date);
        assert_int_equal(text.size, 10);
        reads_back(&text, date);
    }
    assert_int_equal(days, 2968325); /* as Python counts them */
    itk_buf_free(&text);
}

static void
test_not_valid(void **state)
{
    static const struct itk_date bad[] = {
        {1872, 12, 31}, {10000, 1, 1}, {2025, 0, 1},  {2025, 13, 1},
        {2025, 1, 0},   {2025, 1, 32}, {2025, 2, 29}, {0, 0, 0},
        {-1, -1, -1},   {2025, 4, 31},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(bad); i++)
        assert_false(itk_date_valid(bad[i]));
}

static void
test_fiscal_year(void **state)
{
    (void)state;
    assert_int_equal(itk_date_fiscal_year((struct itk_date){2026, 3, 31}, 4),
                     2025);
    assert_int_equal(itk_date_fiscal_year((struct itk_date){2026, 4, 1}, 4),
                     2026);
    assert_int_equal(itk_date_fiscal_year((struct itk_date){2026, 1, 1}, 1),
                     2026);
}

/* Every prefix of a good text is read or refused, never overrun. */
static void
test_prefixes(void **state)
{
    static const char text[] = "令和８年１１月２４日";
    struct itk_date got;

    (void)state;
    for (size_t size = 0; size < sizeof(text) - 1; size++)
        assert_int_equal(itk_date_parse(text, size, &got), ITK_DATE_UNREADABLE);
    assert_int_equal(itk_date_parse(NULL, 0, &got), ITK_DATE_UNREADABLE);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 4];
    size_t count = 0;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_every_day);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_not_valid);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_fiscal_year);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_prefixes);
    assert(count == ITK_COUNT(tests));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
