/*
 * Japanese era dates, written.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <assert.h>
#include <string.h>

#include <cmocka.h>

#include "text/wareki.h"

static struct row {
    const char *name;
    struct itk_date date;
    const char *want; /* NULL: the date must be refused */
} rows[] = {
    {"reiwa begins", {2019, 5, 1}, "令和元年5月1日"},
    {"heisei ends", {2019, 4, 30}, "平成31年4月30日"},
    {"heisei begins", {1989, 1, 8}, "平成元年1月8日"},
    {"showa ends", {1989, 1, 7}, "昭和64年1月7日"},
    {"showa begins", {1926, 12, 25}, "昭和元年12月25日"},
    {"taisho ends", {1926, 12, 24}, "大正15年12月24日"},
    {"taisho begins", {1912, 7, 30}, "大正元年7月30日"},
    {"meiji ends", {1912, 7, 29}, "明治45年7月29日"},
    {"first day", {1873, 1, 1}, "明治6年1月1日"},
    {"last day", {9999, 12, 31}, "令和7981年12月31日"},
    {"today's form", {2026, 11, 24}, "令和8年11月24日"},
    {"lunisolar calendar", {1872, 12, 31}, NULL},
    {"no such day", {2025, 2, 29}, NULL},
    {"nothing", {0, 0, 0}, NULL},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_buf got = ITK_BUF_INIT;

    assert_int_equal(itk_wareki(&got, row->date), row->want != NULL);
    assert_string_equal(got.data, row->want ? row->want : "");
    itk_buf_free(&got);
}

static struct fiscal {
    const char *name;
    int year, month;
    const char *want;
} fiscals[] = {
    {"8th", 2026, 4, "令和8年度"},
    {"first day decides: heisei", 2019, 4, "平成31年度"},
    {"first day decides: reiwa", 2019, 5, "令和元年度"},
    {"heisei first", 1989, 4, "平成元年度"},
    {"calendar year", 1989, 1, "昭和64年度"},
    {"too early", 1872, 4, NULL},
    {"no month", 2020, 13, NULL},
};

static void
test_fiscal(void **state)
{
    const struct fiscal *row = *state;
    struct itk_buf got = ITK_BUF_INIT;

    assert_int_equal(itk_wareki_fiscal(&got, row->year, row->month),
                     row->want != NULL);
    assert_string_equal(got.data, row->want ? row->want : "");
    itk_buf_free(&got);
}

/* The table is newest first and has no gap. */
static void
test_table(void **state)
{
    size_t count;
    const struct itk_era *eras = itk_eras(&count);

    (void)state;
    assert_int_equal(count, 5);
    for (size_t i = 0; i + 1 < count; i++) {
        const long gap = itk_date_to_days(eras[i].first) -
                         itk_date_to_days(eras[i + 1].last);

        assert_in_range(gap, 0, 1);
    }
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + ITK_COUNT(fiscals) + 1];
    size_t count = 0;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};

    for (size_t i = 0; i < ITK_COUNT(fiscals); i++)
        tests[count++] = (struct CMUnitTest){fiscals[i].name, test_fiscal, NULL,
                                             NULL, &fiscals[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_table);
    assert(count == ITK_COUNT(tests));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
