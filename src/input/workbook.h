/*
 * A ledger written as a workbook (.xlsx): a sheet for the cases and one for
 * each list, with label and id above each column, drop-down lists, input help
 * and colours by the document that first needs a column; a legend; and the
 * words that the lists offer. What stands in it comes from the dictionary.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_WORKBOOK_H
#define ITK_INPUT_WORKBOOK_H

#include "base/error.h"
#include "input/ledger_write.h"
#include "table/table.h"

typedef struct itk_workbook itk_workbook;

/* Begins the workbook in the file `path`, with header rows and no cases.
 * `tables` are those of the guide (itk_columns_of). NULL with `err` set when
 * the library that writes workbooks is not there. */
itk_workbook *itk_workbook_new(const char *path, const struct itk_guide *guide,
                               const struct itk_columns *tables,
                               enum itk_lang lang,
                               struct itk_error *err) ITK_MUST_USE;
/* Where itk_ledger_write puts the rows of cases. */
struct itk_ledger_sink itk_workbook_sink(itk_workbook *workbook);
/* What is wrong with a cell, as a finding says it: its place, the message, and
 * the hint ("" when there is none). */
struct itk_cell_fault {
    const char *text, *hint;
};

/* Writes the tables of a book again, cell by cell and in their order, with the
 * look of a ledger: faulty cells are coloured and have a comment. What the
 * faults say of the file must be as the book's tables name it. */
bool itk_workbook_copy(const char *path, itk_book *book,
                       const struct itk_guide *guide,
                       const struct itk_columns *tables, enum itk_lang lang,
                       const struct itk_cell_fault *faults, size_t count,
                       const char *shown, uint64_t *cells,
                       struct itk_error *err) ITK_MUST_USE;
/* Writes the file and frees the workbook. `shown` is its name in messages,
 * `cells` gets the sum of its cells. */
bool itk_workbook_end(itk_workbook *workbook, const char *shown,
                      uint64_t *cells, struct itk_error *err) ITK_MUST_USE;

/* Reads a workbook back and holds its cells against the sum: the library does
 * not look whether what it sets aside in temporary files was written. */
bool itk_workbook_check(const char *shown, const struct itk_buf *bytes,
                        uint64_t cells, struct itk_error *err) ITK_MUST_USE;

#endif
