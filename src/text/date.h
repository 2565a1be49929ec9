/*
 * Civil dates of the Gregorian calendar, from 1873-01-01 (when Japan adopted
 * it) to 9999-12-31. No clock, no time zone.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEXT_DATE_H
#define ITK_TEXT_DATE_H

#include "base/buf.h"

struct itk_date {
    int year, month, day;
};

bool itk_date_valid(struct itk_date date);
/* <0, 0, >0. */
int itk_date_compare(struct itk_date a, struct itk_date b);
/* Days since 1873-01-01 (day 0), and back. */
long itk_date_to_days(struct itk_date date);
struct itk_date itk_date_from_days(long days);
/* The year in which the fiscal year holding `date` begins, when fiscal years
 * begin on the first of `month` (4 for Japan: Local Autonomy Act). */
int itk_date_fiscal_year(struct itk_date date, int month);
void itk_date_iso(struct itk_buf *out, struct itk_date date); /* 2026-04-01 */

enum itk_date_fault {
    ITK_DATE_OK,
    ITK_DATE_UNREADABLE,  /* not a date in any form we read */
    ITK_DATE_NO_SUCH_DAY, /* 2025-02-30 */
    ITK_DATE_TOO_EARLY,   /* before 1873-01-01 */
    ITK_DATE_WRONG_ERA    /* a day outside that era; `date` is set to the civil
                             date that was meant, so that a message can say
                             令和元年5月1日 for 平成31年5月1日 */
};

/* Reads 2026-04-01, 2026/4/1, 2026年4月1日, 令和8年4月1日, 令和元年5月1日,
 * R8.4.1, R8/4/1, r08-04-01, with full-width or half-width digits and signs
 * and spaces around. 1912-07-30 and 1926-12-25 are read under both eras. */
enum itk_date_fault itk_date_parse(const char *text, size_t size,
                                   struct itk_date *date);

#endif
