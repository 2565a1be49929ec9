/*
 * The inside of a workbook that is being written.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_WORKBOOK_DATA_H
#define ITK_INPUT_WORKBOOK_DATA_H

#include "input/lxw.h"
#include "input/workbook.h"

#define ITK_WORKBOOK_COLOURS 8u

/* What a column's cells are. */
enum itk_look { ITK_LOOK_TEXT, ITK_LOOK_LINES, ITK_LOOK_DATE, ITK_LOOK_NUMBER };
#define ITK_LOOKS 4u

struct itk_workbook {
    struct itk_arena arena;
    const struct itk_guide *guide;
    const struct itk_columns *tables;
    enum itk_lang lang;
    struct itk_lxw lxw;
    lxw_workbook *book;
    lxw_worksheet **sheets; /* by table */
    lxw_row_t *rows;        /* at hand, by table */
    lxw_format *looks[ITK_LOOKS], *faulty[ITK_LOOKS];
    lxw_format *plain_head, *title, *wrap;
    lxw_format *heads[ITK_WORKBOOK_COLOURS]; /* of columns, by colour */
    const struct itk_document **documents; /* by colour, those that are used */
    size_t documents_count;
    /* Of each choice field, what a choice is called: by field->index. */
    const char *const **words;
    char **sources; /* where the drop-down list of a field stands */
    char *yes_no;   /* that of yes and no */
    uint64_t cells; /* itk_workbook_check */
    lxw_error error;
    const struct itk_ledger_column *too_long; /* that did not fit a cell */
};

/* A workbook without sheets. */
struct itk_workbook *itk_workbook_begin(const char *path,
                                        const struct itk_guide *guide,
                                        const struct itk_columns *tables,
                                        enum itk_lang lang,
                                        struct itk_error *err) ITK_MUST_USE;
/* Width, look and help of a column of a sheet. */
void itk_workbook_column(struct itk_workbook *workbook, lxw_worksheet *sheet,
                         lxw_col_t at, const struct itk_ledger_column *column);
/* The format of its header. */
lxw_format *itk_workbook_head(struct itk_workbook *workbook,
                              const struct itk_ledger_column *column);
enum itk_look itk_workbook_look(const struct itk_ledger_column *column);
/* The colour of a column; ITK_WORKBOOK_COLOURS: none. */
size_t itk_workbook_colour(struct itk_workbook *workbook,
                           const struct itk_ledger_column *column);
/* The sheets beside those of the tables. */
void itk_workbook_words(struct itk_workbook *workbook); /* before all others */
void itk_workbook_choices(struct itk_workbook *workbook);
void itk_workbook_legend(struct itk_workbook *workbook);
/* Drop-down lists, limits and help for the cells below a column's header. */
void itk_workbook_validate(struct itk_workbook *workbook, lxw_worksheet *sheet,
                           lxw_col_t at,
                           const struct itk_ledger_column *column);
/* Writes a text as it stands: _x000D_ and the like are guarded, which Excel
 * would take for a character (ECMA-376 Part 1, ST_Xstring). */
lxw_error itk_workbook_string(struct itk_workbook *workbook,
                              lxw_worksheet *sheet, lxw_row_t row,
                              lxw_col_t column, const char *text,
                              lxw_format *format);
lxw_error itk_workbook_number(struct itk_workbook *workbook,
                              lxw_worksheet *sheet, lxw_row_t row,
                              lxw_col_t column, double number,
                              lxw_format *format);
/* What a cell adds to the sum of all; text NULL: it holds no text. */
uint64_t itk_workbook_cell(size_t sheet, size_t row, size_t column,
                           const char *text);
void itk_workbook_note(struct itk_workbook *workbook, lxw_error error);
/* "yes" and "no" in the workbook's language. */
const char *itk_workbook_yes_no(const struct itk_workbook *workbook, bool yes);

#endif
