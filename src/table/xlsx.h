/*
 * A workbook (.xlsx) as a book of tables: through the zip gate, then every
 * sheet streamed through inflate and the XML gate. Only values are read:
 * formulas by the result that the workbook keeps, phonetic runs not at all,
 * external links never. Dates are told by their number format, in both date
 * systems.
 *
 * Limits  those of opc/gate.h, xml/stream.h and table.h.
 * Source  ECMA-376 Part 1, 18 (SpreadsheetML); Part 2.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_TABLE_XLSX_H
#define ITK_TABLE_XLSX_H

#include "base/arena.h"
#include "table/table.h"

/* Reads what the sheets need (names, formats, shared strings). Takes over
 * `arena`, in which the bytes of `archive` live, in any event. NULL with `err`
 * set when it is no sound workbook, or holds macros. */
itk_book *itk_xlsx_open(const struct itk_blob *archive, struct itk_arena *arena,
                        itk_findings *found,
                        struct itk_error *err) ITK_MUST_USE;

#endif
