/*
 * A row of a ledger, and the rows of its lists, become a case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "input/check.h"
#include "input/draft.h"
#include "input/id.h"
#include "input/ledger_data.h"

struct reader {
    const struct itk_ledger_row *row;
    const itk_ledger *ledger;
    const char *file, *sheet; /* of the table at hand */
    itk_draft *draft;
    itk_findings *found;
    struct itk_buf where;
};

static struct itk_loc
loc_of(struct reader *r, long line, size_t place, long row,
       const struct itk_ledger_column *column)
{
    struct itk_loc loc =
        itk_ledger_loc(r->file, r->sheet, line, place, row, &r->where);

    if (column && column->field) {
        loc.label = &column->field->label;
        loc.field = column->field->id;
    } else if (column) {
        loc.label = &column->label;
        loc.field = column->id;
    }
    return loc;
}

/* What cannot be a value at all; true when that was said. */
static bool
is_refused(struct reader *r, const struct itk_ledger_cell *cell,
           struct itk_loc loc)
{
    if (cell->kind == ITK_CELL_ERROR)
        itk_findings_add(r->found, ITK_SEV_ERROR, loc, ITK_MSG_CELL_ERROR,
                         ITK_ARGS(cell->text));
    else if (cell->kind == ITK_CELL_EARLY)
        itk_findings_add(r->found, ITK_SEV_ERROR, loc, ITK_MSG_CELL_EARLY,
                         ITK_NO_ARGS);
    return cell->kind == ITK_CELL_ERROR || cell->kind == ITK_CELL_EARLY;
}

static void
read_field(struct reader *r, const struct itk_ledger_cell *cell,
           const struct itk_ledger_column *column, size_t member,
           struct itk_loc loc)
{
    if (!is_refused(r, cell, loc))
        itk_draft_plain(r->draft, column->field, member, cell->text, cell->size,
                        loc);
}

/* Does the row say yes, no, or nothing of a list? */
enum said { SAID_NOTHING, SAID_NO, SAID_YES };

static enum said
read_list_word(struct reader *r, const struct itk_ledger_cell *cell,
               const struct itk_ledger_column *column, struct itk_loc loc)
{
    const struct itk_field word = {.id = column->id,
                                   .type = ITK_TYPE_YES_NO,
                                   .label = column->label,
                                   .print_yes = "",
                                   .print_no = ""};
    struct itk_arena arena = ITK_ARENA_INIT;
    enum said said = SAID_NOTHING;
    struct itk_value value;

    if (!is_refused(r, cell, loc) &&
        itk_check_value(&word, cell->text, cell->size, loc, &arena, r->found,
                        &value) &&
        value.present)
        said = value.yes ? SAID_YES : SAID_NO;
    itk_arena_fini(&arena);
    return said;
}

static void
read_list(struct reader *r, const struct itk_ledger_cell *cell,
          const struct itk_ledger_column *column)
{
    const struct itk_ledger_range range = r->row->lists[column->list->index];
    const struct itk_loc loc =
        loc_of(r, r->row->line, cell->place, r->row->number, column);
    const enum said said = read_list_word(r, cell, column, loc);

    if (said == SAID_NO)
        itk_draft_none(r->draft, column->list, loc);
    else if (said == SAID_YES && range.from == range.to)
        itk_findings_add_both(
            r->found, ITK_SEV_ERROR, loc, ITK_MSG_LEDGER_NO_ROWS,
            ITK_ARGS(column->list->label.in[ITK_EN], r->row->id),
            ITK_ARGS(column->list->label.in[ITK_JA], r->row->id));
}

static void
read_cases_row(struct reader *r)
{
    const struct itk_ledger_row *row = r->row;

    r->file = r->ledger->head.table->file;
    r->sheet = r->ledger->head.table->sheet;
    for (size_t i = 0; i < row->count && !itk_draft_is_full(r->draft); i++) {
        const struct itk_ledger_cell *cell = &row->cells[i];
        const struct itk_ledger_column *column =
            &r->ledger->tables[0].at[cell->column];

        if (column->kind == ITK_COLUMN_LIST)
            read_list(r, cell, column);
        else if (column->kind == ITK_COLUMN_FIELD)
            read_field(r, cell, column, ITK_NO_MEMBER,
                       loc_of(r, row->line, cell->place, row->number, column));
    }
}

static void
read_member(struct reader *r, const struct itk_list_rows *rows,
            const struct itk_list_row *row, const struct itk_list *list)
{
    const struct itk_columns *table = &r->ledger->tables[list->index + 1];
    const size_t member = itk_draft_member(
        r->draft, list, loc_of(r, row->line, 0, row->number, NULL));

    for (size_t i = 0; member != ITK_NO_MEMBER && i < row->count; i++) {
        const struct itk_list_cell *from = &rows->cells[row->cells + i];
        const struct itk_ledger_cell cell = {
            from->column, from->place, (enum itk_cell_kind)from->kind,
            rows->text.data + from->text, from->size};
        const struct itk_ledger_column *column = &table->at[from->column];

        read_field(r, &cell, column, member,
                   loc_of(r, row->line, cell.place, row->number, column));
    }
}

static void
read_lists(struct reader *r)
{
    const struct itk_dictionary *dict = &r->ledger->guide->dictionary;

    for (size_t i = 0; i < dict->lists_count; i++) {
        const struct itk_list_rows *rows = &r->ledger->lists[i];
        const struct itk_ledger_range range = r->row->lists[i];

        r->file = rows->file;
        r->sheet = rows->sheet;
        for (size_t j = range.from;
             j < range.to && !itk_draft_is_full(r->draft); j++)
            read_member(r, rows, &rows->rows[rows->sorted[j].row],
                        &dict->lists[i]);
    }
}

static bool
check_row(struct reader *r, const struct itk_guide *guide,
          struct itk_error *err)
{
    const struct itk_ledger_row *row = r->row;
    struct itk_buf other = ITK_BUF_INIT;
    struct itk_loc loc;

    r->file = r->ledger->head.table->file;
    r->sheet = r->ledger->head.table->sheet;
    loc = loc_of(r, row->line, row->id_place, row->number, NULL);
    if (*row->guideline && strcmp(row->guideline, guide->id) != 0)
        return itk_fail(err, ITK_FAULT_CASE, loc, ITK_MSG_CASE_OTHER_GUIDELINE,
                        ITK_ARGS(row->guideline, guide->id));
    if (!itk_case_id_check(row->id, ITK_FAULT_CASE, loc, err))
        return false;
    if (!row->twice)
        return true;
    itk_cell_where(&other, r->sheet, row->id_place, row->twice);
    (void)itk_fail(err, ITK_FAULT_CASE, loc, ITK_MSG_LEDGER_ID_TWICE,
                   ITK_ARGS(row->id, other.data));
    itk_buf_free(&other);
    return false;
}

itk_case *
itk_ledger_case(const struct itk_ledger_row *row, const struct itk_guide *guide,
                itk_findings *found, struct itk_error *err)
{
    struct reader r = {.row = row,
                       .ledger = row->ledger,
                       .found = found,
                       .where = ITK_BUF_INIT};
    itk_case *data = NULL;

    if (check_row(&r, guide, err)) {
        r.draft = itk_draft_new(guide, row->ledger->head.table->file, found);
        read_cases_row(&r);
        read_lists(&r);
        data = itk_draft_finish(r.draft, row->id);
        itk_draft_free(r.draft);
    }
    itk_buf_free(&r.where);
    return data;
}

void
itk_ledger_row_head(const struct itk_ledger_row *row,
                    struct itk_case_head *head)
{
    const char *guideline = row->ledger->guide->id;

    *head = (struct itk_case_head){0};
    (void)memcpy(head->guideline, guideline, strlen(guideline) + 1);
    if (strlen(row->id) < sizeof(head->id))
        (void)memcpy(head->id, row->id, strlen(row->id) + 1);
}

/* ---- what a row is made of ---- */

/* With its size, so that no two runs of texts are alike. */
static void
put_text(const char *text, size_t size, struct itk_buf *out)
{
    itk_buf_addu(out, size);
    itk_buf_addc(out, ':');
    itk_buf_add(out, text, size);
}

/* A column by its number in the dictionary's table. */
static void
put_cell(size_t column, enum itk_cell_kind kind, const char *text, size_t size,
         struct itk_buf *out)
{
    itk_buf_addu(out, column);
    itk_buf_addc(out, (char)('a' + (int)kind));
    put_text(text, size, out);
}

static void
put_list(const struct itk_list_rows *rows, struct itk_ledger_range range,
         struct itk_buf *out)
{
    itk_buf_addc(out, '[');
    for (size_t i = range.from; i < range.to; i++) {
        const struct itk_list_row *row = &rows->rows[rows->sorted[i].row];

        itk_buf_addc(out, '(');
        for (size_t j = 0; j < row->count; j++) {
            const struct itk_list_cell *cell = &rows->cells[row->cells + j];

            put_cell(cell->column, (enum itk_cell_kind)cell->kind,
                     rows->text.data + cell->text, cell->size, out);
        }
        itk_buf_addc(out, ')');
    }
    itk_buf_addc(out, ']');
}

bool
itk_ledger_row_put(const struct itk_ledger_row *row, struct itk_buf *out)
{
    const itk_ledger *ledger = row->ledger;

    put_text(row->id, strlen(row->id), out);
    put_text(row->guideline, strlen(row->guideline), out);
    for (size_t i = 0; i < row->count; i++)
        put_cell(row->cells[i].column, row->cells[i].kind, row->cells[i].text,
                 row->cells[i].size, out);
    for (size_t i = 0; i < ledger->guide->dictionary.lists_count; i++)
        put_list(&ledger->lists[i], row->lists[i], out);
    return !row->twice;
}
