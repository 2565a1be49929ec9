/*
 * Dates in the search for an assignment: which comparisons of dates, fixed days
 * and fiscal years can be true together. A comparison is a literal; an
 * assignment that no dates bear out is answered with the fewest comparisons
 * that cannot be (they alone are the clause).
 *
 * Exact: between two fixed days that are compared with, only as many days are
 * looked at as there are dates, and outside of them only as many fiscal years
 * as differences can tell apart; the rest differs from these in nothing.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_DECIDE_DAYS_H
#define ITK_DECIDE_DAYS_H

#include "decide/gates.h"
#include "text/date.h"

/* Dates and days on the axis; beyond them `full` is set. */
#define ITK_DAYS_MAX_DATES 180u
#define ITK_DAYS_MAX_AXIS  200000u

typedef struct itk_days itk_days;

/* Fiscal years begin on the first of `month`; dates that nothing binds come
 * near `near`. With month 0 they are plain numbers, each of which must be
 * bounded on both sides by itk_days_before_day. */
itk_days *itk_days_new(struct itk_gates *gates, int month,
                       struct itk_date near) ITK_MUST_USE;
void itk_days_free(itk_days *days);

/* A new date; from 0 on. */
size_t itk_days_add(itk_days *days);
/* a < b. */
int itk_days_before(itk_days *days, size_t a, size_t b);
/* a < the day (days since 1873-01-01), or the number. */
int itk_days_before_day(itk_days *days, size_t a, int64_t day);
/* Fiscal year of b minus that of a >= least. */
int itk_days_years(itk_days *days, size_t a, size_t b, int64_t least);

/* Judges the assignment; false when it cannot be: then the clause was added. */
bool itk_days_check(itk_days *days, itk_sat *sat);
/* The date under the assignment that was judged last (and stood), in days. */
int64_t itk_days_value(const itk_days *days, size_t date);
/* More dates or days than are looked at: nothing is settled. */
bool itk_days_is_full(const itk_days *days);

#endif
