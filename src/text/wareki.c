/*
 * Japanese era dates. The eras are those proclaimed by 改元の政令 (for 令和:
 * 平成31年政令第143号); 明治 is read from 1873-01-01 only, when the calendar
 * became the Gregorian one (明治5年太政官布告第337号).
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "text/wareki.h"

static const struct itk_era eras[] = {
    {"令和", 'R', {2019, 5, 1}, {9999, 12, 31}},
    {"平成", 'H', {1989, 1, 8}, {2019, 4, 30}},
    {"昭和", 'S', {1926, 12, 25}, {1989, 1, 7}},
    {"大正", 'T', {1912, 7, 30}, {1926, 12, 25}},
    {"明治", 'M', {1868, 10, 23}, {1912, 7, 30}},
};

const struct itk_era *
itk_eras(size_t *count)
{
    *count = ITK_COUNT(eras);
    return eras;
}

const struct itk_era *
itk_era_of(struct itk_date date, int *year)
{
    const struct itk_era *era = eras;

    if (!itk_date_valid(date))
        return NULL;
    while (itk_date_compare(date, era->first) < 0)
        era++;
    *year = date.year - era->first.year + 1;
    return era;
}

/* Appends 令和8年, or 令和元年; false for no date that has an era. */
static bool
add_year(struct itk_buf *out, struct itk_date date)
{
    int year = 0;
    const struct itk_era *era = itk_era_of(date, &year);

    if (!era)
        return false;
    itk_buf_adds(out, era->name);
    if (year == 1)
        itk_buf_adds(out, "元");
    else
        itk_buf_addu(out, (uint64_t)year);
    itk_buf_adds(out, "年");
    return true;
}

bool
itk_wareki(struct itk_buf *out, struct itk_date date)
{
    if (!add_year(out, date))
        return false;
    itk_buf_addu(out, (uint64_t)date.month);
    itk_buf_adds(out, "月");
    itk_buf_addu(out, (uint64_t)date.day);
    itk_buf_adds(out, "日");
    return true;
}

bool
itk_wareki_fiscal(struct itk_buf *out, int year, int month)
{
    const struct itk_date first = {year, month, 1};

    if (!add_year(out, first))
        return false;
    itk_buf_adds(out, "度");
    return true;
}
