/*
 * Tables of cells, whatever file they stand in: rows one after the other, each
 * with the cells that hold something. A book is the tables of one input: the
 * sheets of a workbook, or the CSV files of a folder.
 *
 * Limits  below; each has its own message.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_TABLE_TABLE_H
#define ITK_TABLE_TABLE_H

#include "base/buf.h"
#include "base/finding.h"
#include "base/next.h"

#define ITK_TABLE_MAX_COLUMNS 1024u
#define ITK_TABLE_MAX_ROWS    1000000u
#define ITK_TABLE_MAX_CELL    1000000u /* bytes; a field has its own limit */

enum itk_cell_kind {
    ITK_CELL_TEXT,
    ITK_CELL_NUMBER, /* text: plain decimal, integers without a fraction */
    ITK_CELL_DATE,   /* text: ISO 8601 */
    ITK_CELL_EARLY,  /* a date before 1900-03-01; text: its number */
    ITK_CELL_BOOL,   /* text: TRUE or FALSE */
    ITK_CELL_ERROR   /* of a formula; text: #N/A ... */
};

struct itk_cell {
    size_t column; /* from 0 */
    enum itk_cell_kind kind;
    const char *text; /* UTF-8, terminated; valid until the next row */
    size_t size;
};

/* Cells in the order of their columns; empty ones are left out. */
struct itk_row {
    long number; /* of the row in its sheet, from 1 */
    long line;   /* in the file, from 1; 0 in a workbook */
    bool hidden;
    const struct itk_cell *cells;
    size_t count;
};

typedef struct itk_table itk_table;

struct itk_table {
    const char *file;  /* in messages */
    const char *sheet; /* its name; NULL: the file is the table */
    /* The next row that holds something. After a FAULT there is no next. */
    enum itk_next (*next)(itk_table *table, struct itk_row *row,
                          struct itk_error *err);
    void (*free)(itk_table *table);
};

typedef struct itk_book itk_book;

struct itk_book {
    const char *file; /* or folder, in messages */
    const char *const *names;
    size_t count;
    bool of_sheets; /* a workbook; else files */
    /* One at a time, in any order; free it with its `free`. */
    itk_table *(*open)(itk_book *book, size_t index, struct itk_error *err);
    void (*free)(itk_book *book);
};

/* Appends "F12", or with a sheet "案件!F12" ('a sheet'!F12 where Excel quotes
 * it). */
void itk_cell_where(struct itk_buf *out, const char *sheet, size_t column,
                    long row);
/* "F" for 5. */
void itk_column_name(struct itk_buf *out, size_t column);

/* ---- CSV ---- */

/* A CSV file (RFC 4180) from a descriptor, of which `head` was read already.
 * UTF-8 with or without a byte order mark, or CP932, which is noted in `found`.
 * An apostrophe that the writer put before a value that a spreadsheet would
 * take for a formula is taken off. `fd` is the table's when `owned`; `file` is
 * copied. */
itk_table *itk_csv_open(int fd, bool owned, const struct itk_buf *head,
                        const char *file, itk_findings *found) ITK_MUST_USE;
/* Appends one value; the first of a row without a comma before it. */
void itk_csv_put(struct itk_buf *out, bool first, const char *text,
                 size_t size);
void itk_csv_end(struct itk_buf *out); /* CR LF */

#endif
