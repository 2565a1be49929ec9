/*
 * The days, or numbers, that need to be looked at so that every way in which
 * they can lie is met. Internal to the theory of dates (days.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_AXIS_H
#define ITK_DECIDE_AXIS_H

#include "text/date.h"

/* More fiscal years than lie between any two dates. */
#define ITK_AXIS_YEARS 8200

struct itk_axis_day {
    int64_t day; /* since 1873-01-01 */
    long year;   /* the fiscal year it lies in, from 0 on */
};

struct itk_axis {
    struct itk_axis_day *at; /* in order */
    long count;
    long *ends; /* the last place on the axis of each fiscal year */
    long years;
};

/* `month`: of the beginning of fiscal years; 0: plain numbers, from the least
 * cut up to the greatest. `cuts`: days that dates are compared with; `dates`:
 * how many there are; `apart`: the greatest difference of fiscal years that is
 * asked for. False when it would have more than `most` days. */
bool itk_axis_init(struct itk_axis *axis, int month, int64_t *cuts,
                   size_t cuts_count, size_t dates, int64_t apart,
                   size_t most) ITK_MUST_USE;
void itk_axis_fini(struct itk_axis *axis);

/* The last day that is a date. */
int64_t itk_axis_last_day(void);
/* The first place that is not before `day`; axis->count: none. */
long itk_axis_from(const struct itk_axis *axis, int64_t day);
/* The last place of the fiscal year that is `years` after that of place `at`;
 * -1 when that is before the axis begins, the last of all when it is after. */
long itk_axis_end(const struct itk_axis *axis, long at, long years);

#endif
