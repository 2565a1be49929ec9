/*
 * The header of a table of a ledger: where it stands, and what its columns are.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "input/ledger_data.h"

#define HEAD_ROWS 20u /* a title and headings may stand above the header */

struct itk_loc
itk_ledger_loc(const char *file, const char *sheet, long line, size_t place,
               long row, struct itk_buf *where)
{
    itk_buf_clear(where);
    itk_cell_where(where, sheet, place, row);
    return (struct itk_loc){.file = file, .line = line, .where = where->data};
}

static struct itk_row
copy_row(struct itk_arena *arena, const struct itk_row *row)
{
    struct itk_cell *cells =
        itk_arena_array(arena, row->count + 1, sizeof(*cells));
    struct itk_row copy = *row;

    for (size_t i = 0; i < row->count; i++) {
        cells[i] = row->cells[i];
        cells[i].text = itk_arena_copy(arena, cells[i].text, cells[i].size);
    }
    copy.cells = cells;
    return copy;
}

static const struct itk_cell *
cell_at(const struct itk_row *row, size_t column)
{
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].column == column)
            return &row->cells[i];
    }
    return NULL;
}

static size_t
find_cell(const struct itk_row *row, bool (*is)(const char *text))
{
    for (size_t i = 0; i < row->count; i++) {
        if (is(row->cells[i].text))
            return row->cells[i].column;
    }
    return ITK_NO_COLUMN;
}

static bool
fail_header(const itk_table *table, struct itk_error *err)
{
    return itk_fail(
        err, ITK_FAULT_CASE,
        (struct itk_loc){.file = table->file, .where = table->sheet},
        ITK_MSG_LEDGER_NO_HEADER, ITK_NO_ARGS);
}

/* Up to the row that names the column of the case's id. */
static bool
find_header(struct itk_head *head, size_t *case_at, struct itk_error *err)
{
    struct itk_row row;

    for (unsigned i = 0; i < HEAD_ROWS; i++) {
        const enum itk_next next = head->table->next(head->table, &row, err);

        if (next == ITK_NEXT_FAULT)
            return false;
        if (next == ITK_NEXT_END)
            break;
        *case_at = find_cell(&row, itk_columns_is_case);
        if (*case_at != ITK_NO_COLUMN) {
            head->labels = copy_row(&head->arena, &row);
            return true;
        }
        head->heading = copy_row(&head->arena, &row);
    }
    return fail_header(head->table, err);
}

bool
itk_head_read(struct itk_head *head, itk_table *table, struct itk_error *err)
{
    const struct itk_cell *cell;
    size_t case_at = 0;
    struct itk_row row;

    *head = (struct itk_head){.table = table};
    if (!find_header(head, &case_at, err))
        return false;
    for (;;) {
        const enum itk_next next = table->next(table, &row, err);

        if (next != ITK_NEXT_RECORD)
            return next == ITK_NEXT_END;
        cell = cell_at(&row, case_at);
        if (head->ids.count || !cell || !itk_columns_is_case(cell->text))
            break;
        head->ids = copy_row(&head->arena, &row);
    }
    head->first = copy_row(&head->arena, &row);
    head->has_first = true;
    return true;
}

void
itk_head_free(struct itk_head *head)
{
    if (head->table)
        head->table->free(head->table);
    itk_arena_fini(&head->arena);
    *head = (struct itk_head){0};
}

static size_t
guideline_column(const struct itk_head *head)
{
    const size_t at = find_cell(&head->labels, itk_columns_is_guideline);

    return at != ITK_NO_COLUMN
               ? at
               : find_cell(&head->ids, itk_columns_is_guideline);
}

const char *
itk_head_guideline(const struct itk_head *head)
{
    const size_t at = guideline_column(head);
    const struct itk_cell *cell = at != ITK_NO_COLUMN && head->has_first
                                      ? cell_at(&head->first, at)
                                      : NULL;

    return cell ? cell->text : "";
}

/* ---- binding ---- */

static size_t
width_of(const struct itk_head *head)
{
    const struct itk_row *rows[] = {&head->labels, &head->ids};
    size_t width = 0;

    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        const size_t count = rows[i]->count;

        if (count && rows[i]->cells[count - 1].column >= width)
            width = rows[i]->cells[count - 1].column + 1;
    }
    return width;
}

/* The heading above a column: the last that stands at or before it, since
 * merged cells have their text in the first. */
static const char *
heading_of(const struct itk_head *head, size_t column)
{
    const char *text = NULL;

    for (size_t i = 0; i < head->heading.count; i++) {
        if (head->heading.cells[i].column <= column)
            text = head->heading.cells[i].text;
    }
    return text;
}

/* By its id, else by its label. */
static size_t
column_of(const struct itk_head *head, const struct itk_columns *columns,
          size_t at, const struct itk_cell **cell)
{
    const struct itk_cell *id = cell_at(&head->ids, at);
    const struct itk_cell *label = cell_at(&head->labels, at);
    size_t found = ITK_NO_COLUMN;

    *cell = label ? label : id;
    if (id)
        found = itk_columns_find(columns, id->text, NULL);
    if (found == ITK_NO_COLUMN && label)
        found = itk_columns_find(columns, label->text, heading_of(head, at));
    return found;
}

static void
report_unknown(const struct itk_head *head, const struct itk_cell *cell,
               itk_findings *found)
{
    struct itk_buf where = ITK_BUF_INIT;

    itk_findings_add(found, ITK_SEV_WARNING,
                     itk_ledger_loc(head->table->file, head->table->sheet,
                                    head->labels.line, cell->column,
                                    head->labels.number, &where),
                     ITK_MSG_LEDGER_COLUMN, ITK_ARGS(cell->text));
    itk_buf_free(&where);
}

static bool
fail_twice(const struct itk_head *head, const struct itk_ledger_column *column,
           size_t at, size_t before, struct itk_error *err)
{
    struct itk_buf where = ITK_BUF_INIT, other = ITK_BUF_INIT;
    struct itk_loc loc =
        itk_ledger_loc(head->table->file, head->table->sheet, head->labels.line,
                       at, head->labels.number, &where);

    loc.label = &column->label;
    loc.field = column->id;
    itk_cell_where(&other, head->table->sheet, before, head->labels.number);
    (void)itk_fail(err, ITK_FAULT_CASE, loc, ITK_MSG_LEDGER_COLUMN_TWICE,
                   ITK_ARGS(other.data));
    itk_buf_free(&where);
    itk_buf_free(&other);
    return false;
}

bool
itk_binding_make(struct itk_binding *binding, const struct itk_head *head,
                 const struct itk_columns *columns, struct itk_arena *arena,
                 itk_findings *found, struct itk_error *err)
{
    const size_t width = width_of(head);

    *binding = (struct itk_binding){
        .columns = columns,
        .at = itk_arena_array(arena, width + 1, sizeof(*binding->at)),
        .count = width,
        .case_at = ITK_NO_COLUMN,
        .guideline_at = columns->list ? ITK_NO_COLUMN : guideline_column(head),
    };
    for (size_t i = 0; i < width; i++) {
        const struct itk_cell *cell = NULL;

        binding->at[i] = column_of(head, columns, i, &cell);
        if (binding->at[i] == ITK_NO_COLUMN && cell)
            report_unknown(head, cell, found);
        for (size_t j = 0; binding->at[i] != ITK_NO_COLUMN && j < i; j++) {
            if (binding->at[j] == binding->at[i])
                return fail_twice(head, &columns->at[binding->at[i]], i, j,
                                  err);
        }
        if (binding->at[i] == 0)
            binding->case_at = i;
    }
    return binding->case_at != ITK_NO_COLUMN || fail_header(head->table, err);
}

void
itk_ledger_hidden(const itk_table *table, const struct itk_row *row, bool *told,
                  itk_findings *found)
{
    struct itk_buf where = ITK_BUF_INIT;

    if (!row->hidden || *told)
        return;
    *told = true;
    itk_findings_add(found, ITK_SEV_NOTE,
                     itk_ledger_loc(table->file, table->sheet, row->line, 0,
                                    row->number, &where),
                     ITK_MSG_LEDGER_HIDDEN, ITK_NO_ARGS);
    itk_buf_free(&where);
}
