/*
 * The inside of a ledger: how its columns are bound, the lists' rows, and a
 * case's row as it is handed out.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_LEDGER_DATA_H
#define ITK_INPUT_LEDGER_DATA_H

#include "input/columns.h"
#include "input/ledger.h"

/* Which column of the dictionary each column of a table is. */
struct itk_binding {
    const struct itk_columns *columns; /* NULL until the guideline is known */
    size_t *at; /* by the table's column; ITK_NO_COLUMN: not read */
    size_t count;
    size_t case_at;      /* the column with the id of the case */
    size_t guideline_at; /* or ITK_NO_COLUMN */
    bool told_hidden;
};

/* A table that is being read: its header, and the row behind that. */
struct itk_head {
    itk_table *table;
    struct itk_arena arena;              /* of the rows below */
    struct itk_row heading, labels, ids; /* count 0: there is none */
    struct itk_row first;                /* the first row of data */
    bool has_first;
};

struct itk_ledger_cell {
    size_t column; /* of the dictionary's table */
    size_t place;  /* of the sheet */
    enum itk_cell_kind kind;
    const char *text;
    size_t size;
};

/* The rows of one list. Offsets, since the pools grow. */
struct itk_list_row {
    size_t id; /* in `text`, of the case */
    size_t cells, count;
    long number, line;
    bool used;
};

struct itk_list_cell {
    size_t text, size;
    uint16_t column, place;
    uint8_t kind;
};

struct itk_list_key {
    const char *id;
    size_t row;
};

struct itk_list_rows {
    char *file, *sheet; /* NULL: there is no such table */
    struct itk_list_row *rows;
    size_t count, room;
    struct itk_list_cell *cells;
    size_t cells_count, cells_room;
    struct itk_buf text;
    struct itk_list_key *sorted; /* by id, then as they stand */
};

struct itk_ledger_range {
    size_t from, to; /* in `sorted` */
};

/* In the arena of the intake. */
struct itk_ledger_row {
    const itk_ledger *ledger;
    const char *id, *guideline; /* "" when there is none */
    long number, line;
    size_t id_place;
    long twice; /* the number of the row that has the same id; 0: none */
    const struct itk_ledger_cell *cells;
    size_t count;
    const struct itk_ledger_range *lists; /* by list->index */
};

struct itk_ledger {
    struct itk_arena arena;
    itk_book *book;
    const struct itk_guide *guide;
    const struct itk_columns *tables;
    itk_findings *found;
    struct itk_head head; /* of the cases */
    struct itk_binding binding;
    struct itk_list_rows *lists;
    /* The ids so far, to find doubles: open addressing. */
    struct itk_seen {
        uint64_t hash;
        size_t id; /* in `ids` */
        long row;
    } * seen;
    size_t seen_count, seen_room;
    struct itk_buf ids;
    bool ended;
};

/* The place of a cell; `where` belongs to the caller and is filled. */
struct itk_loc itk_ledger_loc(const char *file, const char *sheet, long line,
                              size_t place, long row, struct itk_buf *where);

/* Reads the header and the first row of data. Free it in any event. */
bool itk_head_read(struct itk_head *head, itk_table *table,
                   struct itk_error *err) ITK_MUST_USE;
void itk_head_free(struct itk_head *head);
/* What the first row of data says of the guideline, or "". */
const char *itk_head_guideline(const struct itk_head *head);
/* Binds the columns; unknown ones are reported. False with `err` set for a
 * column that stands twice. */
bool itk_binding_make(struct itk_binding *binding, const struct itk_head *head,
                      const struct itk_columns *columns,
                      struct itk_arena *arena, itk_findings *found,
                      struct itk_error *err) ITK_MUST_USE;

/* Reads a whole table of a list. */
bool itk_list_rows_read(struct itk_list_rows *rows, itk_table *table,
                        const struct itk_columns *columns, itk_findings *found,
                        struct itk_error *err) ITK_MUST_USE;
void itk_list_rows_free(struct itk_list_rows *rows);
/* Those of one case; they are marked as used. */
struct itk_ledger_range itk_list_rows_of(struct itk_list_rows *rows,
                                         const char *id);
/* Reports the rows that no case has used. */
void itk_list_rows_orphans(const struct itk_list_rows *rows,
                           itk_findings *found);
/* Says once that hidden rows are read. */
void itk_ledger_hidden(const itk_table *table, const struct itk_row *row,
                       bool *told, itk_findings *found);

#endif
