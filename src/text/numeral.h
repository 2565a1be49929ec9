/*
 * Numerals: full-width to half-width and back, grouped amounts, kanji.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEXT_NUMERAL_H
#define ITK_TEXT_NUMERAL_H

#include "base/buf.h"

/* Reads a whole number: optional sign, half- or full-width digits, groups of
 * three with , or ，(only if all groups are right). Spaces around are allowed.
 * False for anything else or out of int64_t. */
bool itk_number_parse(const char *text, size_t size, int64_t *number);
/* Compares two decimal numbers, each with an optional sign and fraction, half-
 * or full-width digits, groups as above: <0, 0 or >0 in `order`. False when one
 * of them is no such number. */
bool itk_number_compare(const char *a, size_t a_size, const char *b,
                        size_t b_size, int *order);
/* Appends a decimal number with its whole part in groups of three; false for
 * what is no such number. */
bool itk_number_group(struct itk_buf *out, const char *text, size_t size);
void itk_number_grouped(struct itk_buf *out, int64_t number); /* 12,480,000 */
/* Digits and ASCII to full width, and back. */
void itk_zenkaku(struct itk_buf *out, const char *text, size_t size);
void itk_hankaku(struct itk_buf *out, const char *text, size_t size);
/* 0..9999999999999999 as 一, 十二, 三百四十, 一万二千. */
void itk_kanji(struct itk_buf *out, uint64_t number);

#endif
