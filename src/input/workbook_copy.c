/*
 * A ledger written again as it stands, with its faults at the cells.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/ledger_data.h"
#include "input/workbook_data.h"
#include "text/date.h"

#define COMMENT_BYTES 8000u /* well below the 32,767 characters of Excel */

struct mark {
    lxw_row_t row;
    lxw_col_t column;
    size_t order;
    const char *text, *hint;
};

struct copier {
    struct itk_workbook *w;
    lxw_worksheet *sheet;
    const struct itk_binding *binding; /* columns NULL: not known */
    struct mark *marks;                /* of this table, by their cells */
    size_t marks_count, marks_at;
    long header, last; /* the numbers of its row, and of that with the ids */
};

/* ---- where a fault is ---- */

/* "F12" at the end of `where`; the sheet's part must be as the table's. */
static bool
read_cell(const char *where, size_t size, const char *sheet, struct mark *mark)
{
    struct itk_buf name = ITK_BUF_INIT;
    size_t at = 0, column = 0;
    long row = 0;
    bool same;

    itk_cell_where(&name, sheet, 0, 1);
    at = name.size - 2; /* behind it "A1" */
    same = size > at && memcmp(name.data, where, at) == 0;
    itk_buf_free(&name);
    for (; same && at < size && where[at] >= 'A' && where[at] <= 'Z'; at++)
        column = column * 26 + (size_t)(where[at] - 'A' + 1);
    for (; same && at < size && where[at] >= '0' && where[at] <= '9' &&
           row < 10000000;
         at++)
        row = row * 10 + (where[at] - '0');
    if (!same || at != size || !column || column > ITK_TABLE_MAX_COLUMNS ||
        !row)
        return false;
    mark->row = (lxw_row_t)(row - 1);
    mark->column = (lxw_col_t)(column - 1);
    return true;
}

/* "FILE SHEET!F12: error: ...", or "FILE:12: F12: error: ..."; `text` is left
 * at what comes behind the place. */
static bool
read_place(const itk_table *table, const char *text, struct mark *mark)
{
    const size_t file = strlen(table->file);
    const char *where, *end;

    if (strncmp(text, table->file, file) != 0)
        return false;
    where = text + file;
    if (!table->sheet) {
        if (*where != ':')
            return false;
        where += 1 + strspn(where + 1, "0123456789");
        if (*where++ != ':')
            return false;
    }
    if (*where++ != ' ')
        return false;
    end = strstr(where, ": ");
    if (!end || !read_cell(where, (size_t)(end - where), table->sheet, mark))
        return false;
    mark->text = end + 2;
    return true;
}

static int
by_cell(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;

    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static void
find_marks(struct copier *c, const itk_table *table,
           const struct itk_cell_fault *faults, size_t count)
{
    c->marks = itk_grow(NULL, count + 1, sizeof(*c->marks));
    for (size_t i = 0; i < count; i++) {
        struct mark mark = {.order = i, .hint = faults[i].hint};

        if (read_place(table, faults[i].text, &mark))
            c->marks[c->marks_count++] = mark;
    }
    if (c->marks_count)
        qsort(c->marks, c->marks_count, sizeof(*c->marks), by_cell);
}

/* ---- cells ---- */

static const struct itk_ledger_column *
column_at(const struct copier *c, size_t column)
{
    const struct itk_binding *binding = c->binding;

    return binding->columns && column < binding->count &&
                   binding->at[column] != ITK_NO_COLUMN
               ? &binding->columns->at[binding->at[column]]
               : NULL;
}

static lxw_format *
format_of(struct copier *c, const struct itk_cell *cell, long row, bool faulty)
{
    const struct itk_ledger_column *column = column_at(c, cell->column);
    enum itk_look look = column ? itk_workbook_look(column) : ITK_LOOK_TEXT;

    if (row <= c->last && column && !faulty)
        return row == c->header ? itk_workbook_head(c->w, column)
                                : c->w->plain_head;
    if (cell->kind == ITK_CELL_DATE || cell->kind == ITK_CELL_EARLY)
        look = ITK_LOOK_DATE;
    else if (cell->kind == ITK_CELL_NUMBER && look == ITK_LOOK_DATE)
        look = ITK_LOOK_NUMBER;
    return faulty ? c->w->faulty[look] : c->w->looks[look];
}

static double
serial_of(const char *iso)
{
    struct itk_date date;

    if (itk_date_parse(iso, strlen(iso), &date) != ITK_DATE_OK)
        return 0;
    return (double)(itk_date_to_days(date) -
                    itk_date_to_days((struct itk_date){1899, 12, 30}));
}

static void
put_cell(struct copier *c, const struct itk_cell *cell, long number,
         bool faulty)
{
    struct itk_workbook *w = c->w;
    const lxw_row_t row = (lxw_row_t)(number - 1);
    const lxw_col_t at = (lxw_col_t)cell->column;
    lxw_format *format = format_of(c, cell, number, faulty);
    lxw_error error = LXW_NO_ERROR;

    switch (cell->kind) {
    case ITK_CELL_NUMBER:
    case ITK_CELL_EARLY:
        error = itk_workbook_number(w, c->sheet, row, at,
                                    strtod(cell->text, NULL), format);
        break;
    case ITK_CELL_DATE:
        error = itk_workbook_number(w, c->sheet, row, at, serial_of(cell->text),
                                    format);
        break;
    case ITK_CELL_BOOL:
        w->cells += itk_workbook_cell(c->sheet->index, row, at, NULL);
        error = w->lxw.worksheet_write_boolean(
            c->sheet, row, at, strcmp(cell->text, "TRUE") == 0, format);
        break;
    case ITK_CELL_TEXT:
    case ITK_CELL_ERROR:
        error = itk_workbook_string(w, c->sheet, row, at, cell->text, format);
        break;
    }
    itk_workbook_note(w, error);
}

/* Every fault of the cell, one below the other. */
static void
put_comment(struct copier *c, size_t from, size_t to)
{
    static const char author[] = "itaku";
    lxw_comment_options options = {.width = 360, .height = 120};
    struct itk_buf text = ITK_BUF_INIT, name = ITK_BUF_INIT;

    itk_buf_adds(&name, author);
    options.author = name.data;
    for (size_t i = from; i < to; i++) {
        if (text.size + strlen(c->marks[i].text) > COMMENT_BYTES)
            break;
        itk_buf_adds(&text, i > from ? "\n\n" : "");
        itk_buf_adds(&text, c->marks[i].text);
        if (*c->marks[i].hint) {
            itk_buf_addc(&text, '\n');
            itk_buf_adds(&text, c->marks[i].hint);
        }
    }
    itk_workbook_note(c->w, c->w->lxw.worksheet_write_comment_opt(
                                c->sheet, c->marks[from].row,
                                c->marks[from].column, text.data, &options));
    itk_buf_free(&text);
    itk_buf_free(&name);
}

/* The marks of the cell at hand, if there are any; they are taken. */
static bool
take_marks(struct copier *c, lxw_row_t row, lxw_col_t column)
{
    const size_t from = c->marks_at;

    while (c->marks_at < c->marks_count && c->marks[c->marks_at].row == row &&
           c->marks[c->marks_at].column == column)
        c->marks_at++;
    if (c->marks_at > from)
        put_comment(c, from, c->marks_at);
    return c->marks_at > from;
}

/* Marks before a cell of the row: theirs are cells that hold nothing. */
static void
put_empty(struct copier *c, lxw_row_t row, lxw_col_t before)
{
    while (c->marks_at < c->marks_count &&
           (c->marks[c->marks_at].row < row ||
            (c->marks[c->marks_at].row == row &&
             c->marks[c->marks_at].column < before))) {
        const struct mark mark = c->marks[c->marks_at];

        (void)take_marks(c, mark.row, mark.column);
        itk_workbook_note(c->w, c->w->lxw.worksheet_write_blank(
                                    c->sheet, mark.row, mark.column,
                                    c->w->faulty[ITK_LOOK_TEXT]));
    }
}

static bool
copy_rows(struct copier *c, itk_table *table, struct itk_error *err)
{
    enum itk_next next;
    struct itk_row row;

    while ((next = table->next(table, &row, err)) == ITK_NEXT_RECORD) {
        const lxw_row_t at = (lxw_row_t)(row.number - 1);

        for (size_t i = 0; i < row.count; i++) {
            const lxw_col_t column = (lxw_col_t)row.cells[i].column;

            put_empty(c, at, column);
            put_cell(c, &row.cells[i], row.number, take_marks(c, at, column));
        }
        put_empty(c, at, ITK_TABLE_MAX_COLUMNS);
    }
    put_empty(c, LXW_ROW_MAX, 0);
    return next == ITK_NEXT_END;
}

/* ---- tables ---- */

/* Where the header is, and what its columns are; what there is to say has been
 * said when the ledger was read. */
static bool
bind(itk_table *table, const struct itk_columns *columns,
     struct itk_arena *arena, struct itk_binding *binding, struct copier *c,
     struct itk_error *err)
{
    itk_findings *unused = itk_findings_new();
    struct itk_head head;
    const bool ok =
        itk_head_read(&head, table, err) &&
        itk_binding_make(binding, &head, columns, arena, unused, err);

    c->header = c->last = ok ? head.labels.number : 0;
    if (ok && head.ids.count)
        c->last = head.ids.number;
    itk_head_free(&head);
    itk_findings_free(unused);
    return ok;
}

static bool
copy_table(struct itk_workbook *w, itk_book *book, size_t index,
           const struct itk_columns *columns,
           const struct itk_cell_fault *faults, size_t count,
           struct itk_error *err)
{
    struct itk_binding binding = {0};
    struct copier c = {.w = w, .binding = &binding};
    itk_table *table = book->open(book, index, err);
    bool ok;

    c.sheet = w->lxw.workbook_add_worksheet(w->book, book->names[index]);
    if (!table || !c.sheet) {
        itk_workbook_note(w, c.sheet ? LXW_NO_ERROR
                                     : LXW_ERROR_SHEETNAME_ALREADY_USED);
        if (table)
            table->free(table);
        return table != NULL;
    }
    if (columns && !bind(table, columns, &w->arena, &binding, &c, err))
        return false;
    if (columns)
        table = book->open(book, index, err);
    if (!table)
        return false;
    for (size_t i = 0; i < binding.count; i++) {
        if (column_at(&c, i))
            itk_workbook_column(w, c.sheet, (lxw_col_t)i, column_at(&c, i));
    }
    if (columns)
        w->lxw.worksheet_freeze_panes(c.sheet, (lxw_row_t)c.last, 1);
    find_marks(&c, table, faults, count);
    ok = copy_rows(&c, table, err);
    free(c.marks);
    table->free(table);
    return ok;
}

static bool
is_aside(const char *name, enum itk_lang lang)
{
    return !strcmp(name, itk_sheet_legend.in[lang]) ||
           !strcmp(name, itk_sheet_choices.in[lang]);
}

/* The sheets that say what a ledger holds are made anew. */
static bool
copy_tables(struct itk_workbook *w, itk_book *book,
            const struct itk_cell_fault *faults, size_t count,
            struct itk_error *err)
{
    const size_t tables = w->guide->dictionary.lists_count + 1;
    bool ok = true;

    for (size_t i = 0; ok && i < book->count; i++) {
        const char *name = book->names[i];
        size_t at = itk_columns_named(w->tables, tables, name);

        if (is_aside(name, ITK_EN) || is_aside(name, ITK_JA))
            continue;
        if (at == ITK_NO_COLUMN && book->count == 1)
            at = 0; /* the only table is that of the cases */
        ok = copy_table(w, book, i, at == ITK_NO_COLUMN ? NULL : &w->tables[at],
                        faults, count, err);
    }
    itk_workbook_choices(w);
    itk_workbook_legend(w);
    return ok;
}

bool
itk_workbook_copy(const char *path, itk_book *book,
                  const struct itk_guide *guide,
                  const struct itk_columns *tables, enum itk_lang lang,
                  const struct itk_cell_fault *faults, size_t count,
                  const char *shown, uint64_t *cells, struct itk_error *err)
{
    struct itk_workbook *w = itk_workbook_begin(path, guide, tables, lang, err);
    struct itk_error unused = ITK_ERROR_INIT;

    if (!w)
        return false;
    if (copy_tables(w, book, faults, count, err))
        return itk_workbook_end(w, shown, cells, err);
    if (!itk_workbook_end(w, shown, cells, &unused))
        itk_error_fini(&unused);
    return false;
}
