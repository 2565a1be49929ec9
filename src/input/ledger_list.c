/*
 * The rows of a list, kept packed and found by the id of their case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/ledger_data.h"

static char *
copy_name(const char *name)
{
    struct itk_buf text = ITK_BUF_INIT;

    itk_buf_adds(&text, name ? name : "");
    return itk_buf_take(&text);
}

/* Its offset. */
static size_t
keep(struct itk_buf *text, const char *from, size_t size)
{
    const size_t at = text->size;

    itk_buf_add(text, from, size);
    itk_buf_addc(text, '\0');
    return at;
}

static void
add_cell(struct itk_list_rows *rows, const struct itk_cell *cell, size_t column)
{
    if (rows->cells_count == rows->cells_room) {
        rows->cells_room = rows->cells_room ? rows->cells_room * 2 : 256;
        rows->cells =
            itk_grow(rows->cells, rows->cells_room, sizeof(*rows->cells));
    }
    rows->cells[rows->cells_count++] = (struct itk_list_cell){
        .text = keep(&rows->text, cell->text, cell->size),
        .size = cell->size,
        .column = (uint16_t)column,
        .place = (uint16_t)cell->column,
        .kind = (uint8_t)cell->kind,
    };
}

static void
report_no_case(const itk_table *table, const struct itk_row *row,
               const struct itk_binding *binding, itk_findings *found)
{
    struct itk_buf where = ITK_BUF_INIT;

    itk_findings_add(found, ITK_SEV_ERROR,
                     itk_ledger_loc(table->file, table->sheet, row->line,
                                    binding->case_at, row->number, &where),
                     ITK_MSG_LEDGER_ROW_NO_CASE, ITK_NO_ARGS);
    itk_buf_free(&where);
}

static void
add_row(struct itk_list_rows *rows, const itk_table *table,
        const struct itk_row *row, struct itk_binding *binding,
        itk_findings *found)
{
    struct itk_list_row made = {.id = SIZE_MAX,
                                .cells = rows->cells_count,
                                .number = row->number,
                                .line = row->line};

    itk_ledger_hidden(table, row, &binding->told_hidden, found);
    for (size_t i = 0; i < row->count; i++) {
        const struct itk_cell *cell = &row->cells[i];
        const size_t column = cell->column < binding->count
                                  ? binding->at[cell->column]
                                  : ITK_NO_COLUMN;

        if (cell->column == binding->case_at)
            made.id = keep(&rows->text, cell->text, cell->size);
        else if (column != ITK_NO_COLUMN)
            add_cell(rows, cell, column);
    }
    made.count = rows->cells_count - made.cells;
    if (made.id == SIZE_MAX) {
        rows->cells_count = made.cells;
        if (made.count)
            report_no_case(table, row, binding, found);
        return;
    }
    if (rows->count == rows->room) {
        rows->room = rows->room ? rows->room * 2 : 64;
        rows->rows = itk_grow(rows->rows, rows->room, sizeof(*rows->rows));
    }
    rows->rows[rows->count++] = made;
}

static int
by_id(const void *a, const void *b)
{
    const struct itk_list_key *x = a, *y = b;
    const int order = strcmp(x->id, y->id);

    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static void
sort_rows(struct itk_list_rows *rows)
{
    rows->sorted = itk_grow(NULL, rows->count + 1, sizeof(*rows->sorted));
    for (size_t i = 0; i < rows->count; i++)
        rows->sorted[i] =
            (struct itk_list_key){rows->text.data + rows->rows[i].id, i};
    if (rows->count)
        qsort(rows->sorted, rows->count, sizeof(*rows->sorted), by_id);
}

bool
itk_list_rows_read(struct itk_list_rows *rows, itk_table *table,
                   const struct itk_columns *columns, itk_findings *found,
                   struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_head head;
    struct itk_binding binding;
    enum itk_next next = ITK_NEXT_FAULT;
    struct itk_row row;

    rows->file = copy_name(table->file);
    rows->sheet = table->sheet ? copy_name(table->sheet) : NULL;
    if (itk_head_read(&head, table, err) &&
        itk_binding_make(&binding, &head, columns, &arena, found, err)) {
        if (head.has_first)
            add_row(rows, table, &head.first, &binding, found);
        next = head.has_first ? ITK_NEXT_RECORD : ITK_NEXT_END;
        while (next == ITK_NEXT_RECORD &&
               (next = table->next(table, &row, err)) == ITK_NEXT_RECORD)
            add_row(rows, table, &row, &binding, found);
    }
    itk_head_free(&head);
    itk_arena_fini(&arena);
    sort_rows(rows);
    return next == ITK_NEXT_END;
}

void
itk_list_rows_free(struct itk_list_rows *rows)
{
    free(rows->file);
    free(rows->sheet);
    free(rows->rows);
    free(rows->cells);
    free(rows->sorted);
    itk_buf_free(&rows->text);
}

struct itk_ledger_range
itk_list_rows_of(struct itk_list_rows *rows, const char *id)
{
    struct itk_ledger_range range;
    size_t low = 0, high = rows->sorted ? rows->count : 0;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (strcmp(rows->sorted[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    range.from = range.to = low;
    while (rows->sorted && range.to < rows->count &&
           strcmp(rows->sorted[range.to].id, id) == 0)
        rows->rows[rows->sorted[range.to++].row].used = true;
    return range;
}

void
itk_list_rows_orphans(const struct itk_list_rows *rows, itk_findings *found)
{
    struct itk_buf where = ITK_BUF_INIT;

    for (size_t i = 0; i < rows->count; i++) {
        const struct itk_list_row *row = &rows->rows[i];

        if (!row->used)
            itk_findings_add(found, ITK_SEV_ERROR,
                             itk_ledger_loc(rows->file, rows->sheet, row->line,
                                            0, row->number, &where),
                             ITK_MSG_LEDGER_ORPHAN,
                             ITK_ARGS(rows->text.data + row->id));
    }
    itk_buf_free(&where);
}
