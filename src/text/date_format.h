/*
 * Dates in a form that a pattern gives, in the codes of Excel's date formats:
 * yyyy yy, m mm mmm mmmm, d dd ddd dddd, aaa aaaa (月, 月曜日), g gg ggg (R,
 * 令, 令和), e ee (the year of the era; 元 behind ggg or gg). Capital letters
 * will do; other characters stand for themselves, \x for x.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEXT_DATE_FORMAT_H
#define ITK_TEXT_DATE_FORMAT_H

#include "text/date.h"

/* Whether all its letters are codes. */
bool itk_date_pattern_ok(const char *pattern);
/* The date must be valid, and the pattern right. */
void itk_date_format(struct itk_buf *out, const char *pattern,
                     struct itk_date date);

#endif
