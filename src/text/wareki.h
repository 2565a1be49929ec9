/*
 * Japanese era dates (和暦): 明治, 大正, 昭和, 平成, 令和; the table is the
 * only place where eras are named. A day on which the era changed (1912-07-30,
 * 1926-12-25) is written under the newer one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEXT_WAREKI_H
#define ITK_TEXT_WAREKI_H

#include "text/date.h"

struct itk_era {
    const char *name;      /* 令和 */
    char letter;           /* R */
    struct itk_date first; /* first day */
    struct itk_date last;  /* last day on which the era is still read */
};

/* The eras, newest first. */
const struct itk_era *itk_eras(size_t *count);

/* Appends 令和元年5月1日; false for a date before 1873-01-01 or no date. */
bool itk_wareki(struct itk_buf *out, struct itk_date date);
/* 令和8年度 for the fiscal year that begins in `year` (its first day, the 1st
 * of `month`, decides the era). */
bool itk_wareki_fiscal(struct itk_buf *out, int year, int month);
/* The era of a date, and the year in it; NULL for one before 1873-01-01. */
const struct itk_era *itk_era_of(struct itk_date date, int *year);

#endif
