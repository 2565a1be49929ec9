/*
 * CSV files as a book of tables: one, or those of a folder, each named as its
 * file without ".csv".
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_CSV_BOOK_H
#define ITK_APP_CSV_BOOK_H

#include "table/table.h"

/* The table that is read from `fd`, of which `head` was read already; the book
 * closes it when `owned`. `name` is copied; `found` must outlive the book. */
itk_book *itk_csv_book_of(int fd, bool owned, const struct itk_buf *head,
                          const char *name, itk_findings *found) ITK_MUST_USE;
/* The files below `folder`, opened one by one. `paths` are copied. */
itk_book *itk_csv_book_new(const char *folder, char *const *paths, size_t count,
                           itk_findings *found) ITK_MUST_USE;

#endif
