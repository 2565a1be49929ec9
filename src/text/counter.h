/*
 * The numbers of automatic lists, as text.
 *
 * Source  ECMA-376 Part 1, 17.18.59 (ST_NumberFormat).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_TEXT_COUNTER_H
#define ITK_TEXT_COUNTER_H

#include "base/buf.h"

/* Appends `number` in the format of that name: "decimal", "aiueoFullWidth",
 * "upperRoman", ... Nothing for "none" and "bullet". False when the format is
 * not known here, or has no such number: then it is decimal. */
bool itk_counter(struct itk_buf *out, const char *format, unsigned number);

#endif
