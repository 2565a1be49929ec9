/*
 * Rows of tables in a part: which table they stand in, and how many they are.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_ROWS_H
#define ITK_TMPL_ROWS_H

#include "tmpl/scan.h"

/* For each box the nearest table around it, as an index, or NOWHERE. Freed by
 * the caller. */
size_t *itk_rows_tables(const struct itk_scan *scan) ITK_MUST_USE;

/* The table around rows: the nearest before them that reaches beyond; NOWHERE
 * when there is none. `tables` is what itk_rows_tables has found. */
size_t itk_rows_table(const struct itk_scan *scan, const size_t *tables,
                      struct itk_range rows);

/* Rows from the start of one to the end of another; not those of tables in
 * them. */
size_t itk_rows_count(const struct itk_scan *scan, struct itk_range rows);

#endif
