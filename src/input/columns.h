/*
 * The columns of a ledger, which the dictionary gives: a table of cases with a
 * column for each field and one for each list (are there members?), and a table
 * for each list with the case's id first. The same for workbooks and CSV.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_COLUMNS_H
#define ITK_INPUT_COLUMNS_H

#include "base/arena.h"
#include "base/buf.h"
#include "guide/guide.h"

#define ITK_NO_COLUMN   SIZE_MAX
#define ITK_SHEET_CHARS 31u /* of a name of a sheet, in Excel */

enum itk_column_kind {
    ITK_COLUMN_CASE,      /* the id of the case */
    ITK_COLUMN_GUIDELINE, /* its guideline */
    ITK_COLUMN_FIELD,
    ITK_COLUMN_LIST /* yes-no: has the list members? */
};

struct itk_ledger_column {
    enum itk_column_kind kind;
    const struct itk_field *field; /* FIELD */
    const struct itk_list *list;   /* LIST */
    const char *id;                /* id, guideline, place.kind, place */
    struct itk_label label;        /* differs from all others of its table */
    struct itk_label plain;        /* the field's own, perhaps not */
    const struct itk_group *group; /* the innermost, or NULL */
};

/* One table; `list` NULL: that of the cases. */
struct itk_columns {
    const struct itk_list *list;
    const struct itk_ledger_column *at;
    size_t count;
};

/* The table of the cases first, then that of each list by its index: 1 +
 * lists_count tables, in `arena`. */
const struct itk_columns *itk_columns_of(const struct itk_guide *guide,
                                         struct itk_arena *arena);
/* What a sheet is called: a name that Excel takes. */
void itk_columns_sheet(struct itk_buf *out, const struct itk_columns *table,
                       enum itk_lang lang);
/* The table that a sheet or file of that name is for: its name in either
 * language, or its id (that of the cases is "case"); ITK_NO_COLUMN. */
size_t itk_columns_named(const struct itk_columns *tables, size_t count,
                         const char *name);
/* The column that `text` is the id or label of; `heading` (or NULL) is the
 * label of a group, as merged cells above give it. ITK_NO_COLUMN when there is
 * none, or more than one. */
size_t itk_columns_find(const struct itk_columns *table, const char *text,
                        const char *heading);
/* Is it a name of the column with the id of the case, whatever the guideline?
 * Of that with the guideline? */
bool itk_columns_is_case(const char *text);
bool itk_columns_is_guideline(const char *text);

/* Sheets that say what a ledger holds, and hold no cases. */
extern const struct itk_label itk_sheet_legend, itk_sheet_choices;

#endif
