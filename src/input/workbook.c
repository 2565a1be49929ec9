/*
 * A ledger written as a workbook: its sheets, headers, formats and rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "input/workbook_data.h"
#include "table/xlsx.h"

#define HEAD_ROWS    2u
#define CREATED      315532800 /* 1980-01-01: the same cases, the same bytes */
#define FAULT_COLOUR 0xFFC7CE
#define FAULT_INK    0x9C0006
#define MOST_WHOLE   999999999999999 /* fifteen digits are exact in a cell */

static const lxw_color_t colours[ITK_WORKBOOK_COLOURS] = {
    0xDDEBF7, 0xE2EFDA, 0xFFF2CC, 0xFCE4D6,
    0xEADCF4, 0xD9F2F0, 0xF8D7E3, 0xEDEDED};

void
itk_workbook_note(struct itk_workbook *workbook, lxw_error error)
{
    if (error != LXW_NO_ERROR && workbook->error == LXW_NO_ERROR)
        workbook->error = error;
}

uint64_t
itk_workbook_cell(size_t sheet, size_t row, size_t column, const char *text)
{
    const uint64_t at[] = {sheet, row, column, text ? strlen(text) + 1 : 0};

    return XXH3_64bits_withSeed(text, text ? strlen(text) : 0,
                                XXH3_64bits(at, sizeof(at)));
}

static void
add_cell(struct itk_workbook *w, const lxw_worksheet *sheet, lxw_row_t row,
         lxw_col_t column, const char *text)
{
    if (!text || *text) /* an empty text is no cell */
        w->cells += itk_workbook_cell(sheet->index, row, column, text);
}

lxw_error
itk_workbook_number(struct itk_workbook *w, lxw_worksheet *sheet, lxw_row_t row,
                    lxw_col_t column, double number, lxw_format *format)
{
    add_cell(w, sheet, row, column, NULL);
    return w->lxw.worksheet_write_number(sheet, row, column, number, format);
}

lxw_error
itk_workbook_string(struct itk_workbook *w, lxw_worksheet *sheet, lxw_row_t row,
                    lxw_col_t column, const char *text, lxw_format *format)
{
    struct itk_buf guarded = ITK_BUF_INIT;
    const char *at = text, *mark;
    lxw_error error;

    add_cell(w, sheet, row, column, text);
    if (!strstr(text, "_x"))
        return w->lxw.worksheet_write_string(sheet, row, column, text, format);
    while ((mark = strstr(at, "_x")) != NULL) {
        itk_buf_add(&guarded, at, (size_t)(mark - at));
        itk_buf_adds(&guarded,
                     strspn(mark + 2, "0123456789abcdefABCDEF") >= 4 &&
                             mark[6] == '_'
                         ? "_x005F_"
                         : "_");
        at = mark + 1;
    }
    itk_buf_adds(&guarded, at);
    error =
        w->lxw.worksheet_write_string(sheet, row, column, guarded.data, format);
    itk_buf_free(&guarded);
    return error;
}

const char *
itk_workbook_yes_no(const struct itk_workbook *workbook, bool yes)
{
    static const struct itk_label words[] = {{{"no", "いいえ"}},
                                             {{"yes", "はい"}}};

    return words[yes].in[workbook->lang];
}

/* ---- formats ---- */

static lxw_format *
new_format(struct itk_workbook *w)
{
    lxw_format *format = w->lxw.workbook_add_format(w->book);

    if (!format)
        itk_no_memory();
    w->lxw.format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static lxw_format *
new_head(struct itk_workbook *w)
{
    lxw_format *format = new_format(w);

    w->lxw.format_set_text_wrap(format);
    w->lxw.format_set_bold(format);
    w->lxw.format_set_border(format, LXW_BORDER_THIN);
    w->lxw.format_set_border_color(format, 0xBFBFBF);
    return format;
}

static void
make_looks(struct itk_workbook *w, lxw_format *looks[ITK_LOOKS],
           const char *day)
{
    for (size_t i = 0; i < ITK_LOOKS; i++)
        looks[i] = new_format(w);
    /* As text, so that nothing typed becomes a formula or loses its zeros. */
    w->lxw.format_set_num_format(looks[ITK_LOOK_TEXT], "@");
    w->lxw.format_set_num_format(looks[ITK_LOOK_LINES], "@");
    w->lxw.format_set_text_wrap(looks[ITK_LOOK_LINES]);
    w->lxw.format_set_num_format(looks[ITK_LOOK_DATE], day);
    w->lxw.format_set_num_format(looks[ITK_LOOK_NUMBER], "#,##0");
}

static void
make_formats(struct itk_workbook *w)
{
    static const struct itk_label day = {
        {"yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\""}};

    make_looks(w, w->looks, day.in[w->lang]);
    make_looks(w, w->faulty, day.in[w->lang]);
    for (size_t i = 0; i < ITK_LOOKS; i++) {
        w->lxw.format_set_bg_color(w->faulty[i], FAULT_COLOUR);
        w->lxw.format_set_font_color(w->faulty[i], FAULT_INK);
    }
    w->plain_head = new_head(w);
    w->title = new_format(w);
    w->lxw.format_set_bold(w->title);
    w->wrap = new_format(w);
    w->lxw.format_set_text_wrap(w->wrap);
    for (size_t i = 0; i < ITK_WORKBOOK_COLOURS; i++) {
        w->heads[i] = new_head(w);
        w->lxw.format_set_bg_color(w->heads[i], colours[i]);
    }
}

enum itk_look
itk_workbook_look(const struct itk_ledger_column *column)
{
    if (!column->field)
        return ITK_LOOK_TEXT;
    switch (column->field->type) {
    case ITK_TYPE_DATE:
        return ITK_LOOK_DATE;
    case ITK_TYPE_NUMBER:
        return ITK_LOOK_NUMBER;
    case ITK_TYPE_PARAGRAPH:
        return ITK_LOOK_LINES;
    case ITK_TYPE_TEXT:
    case ITK_TYPE_YES_NO:
    case ITK_TYPE_CHOICE:
        break;
    }
    return ITK_LOOK_TEXT;
}

static double
width_of(const struct itk_ledger_column *column)
{
    if (!column->field)
        return column->kind == ITK_COLUMN_CASE ? 22 : 12;
    switch (column->field->type) {
    case ITK_TYPE_PARAGRAPH:
        return 44;
    case ITK_TYPE_TEXT:
        return 26;
    case ITK_TYPE_CHOICE:
        return 22;
    case ITK_TYPE_DATE:
    case ITK_TYPE_NUMBER:
        return 16;
    case ITK_TYPE_YES_NO:
        break;
    }
    return 12;
}

/* ---- sheets ---- */

static void
put_text(struct itk_workbook *w, lxw_worksheet *sheet, lxw_row_t row,
         lxw_col_t column, const char *text, lxw_format *format)
{
    itk_workbook_note(w,
                      itk_workbook_string(w, sheet, row, column, text, format));
}

static lxw_worksheet *
add_sheet(struct itk_workbook *w, const struct itk_columns *table)
{
    struct itk_buf name = ITK_BUF_INIT;
    lxw_worksheet *sheet;

    itk_columns_sheet(&name, table, w->lang);
    /* Two labels may begin alike. */
    if (table->list &&
        w->lxw.workbook_get_worksheet_by_name(w->book, name.data)) {
        itk_buf_clear(&name);
        itk_buf_adds(&name, table->list->id);
    }
    sheet = w->lxw.workbook_add_worksheet(w->book, name.data);
    itk_buf_free(&name);
    if (!sheet)
        itk_workbook_note(w, LXW_ERROR_SHEETNAME_ALREADY_USED);
    return sheet;
}

lxw_format *
itk_workbook_head(struct itk_workbook *w,
                  const struct itk_ledger_column *column)
{
    const size_t colour = itk_workbook_colour(w, column);

    return colour < ITK_WORKBOOK_COLOURS ? w->heads[colour] : w->plain_head;
}

void
itk_workbook_column(struct itk_workbook *w, lxw_worksheet *sheet, lxw_col_t at,
                    const struct itk_ledger_column *column)
{
    itk_workbook_note(
        w, w->lxw.worksheet_set_column(sheet, at, at, width_of(column),
                                       w->looks[itk_workbook_look(column)]));
    itk_workbook_validate(w, sheet, at, column);
}

static void
put_header(struct itk_workbook *w, const struct itk_columns *table,
           lxw_worksheet *sheet)
{
    w->lxw.worksheet_freeze_panes(sheet, HEAD_ROWS, 1);
    w->lxw.worksheet_set_row(sheet, 0, 48, NULL);
    for (size_t i = 0; i < table->count; i++) {
        const struct itk_ledger_column *column = &table->at[i];

        itk_workbook_column(w, sheet, (lxw_col_t)i, column);
        put_text(w, sheet, 0, (lxw_col_t)i, column->label.in[w->lang],
                 itk_workbook_head(w, column));
    }
    for (size_t i = 0; i < table->count; i++)
        put_text(w, sheet, 1, (lxw_col_t)i, table->at[i].id, w->plain_head);
}

struct itk_workbook *
itk_workbook_begin(const char *path, const struct itk_guide *guide,
                   const struct itk_columns *tables, enum itk_lang lang,
                   struct itk_error *err)
{
    struct itk_workbook *w = itk_alloc(sizeof(*w));
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_doc_properties properties = {.created = CREATED};
    const size_t count = guide->dictionary.lists_count + 1;

    *w = (struct itk_workbook){.guide = guide, .tables = tables, .lang = lang};
    if (!itk_lxw_load(&w->lxw, err)) {
        free(w);
        return NULL;
    }
    w->book = w->lxw.workbook_new_opt(path, &options);
    if (!w->book)
        itk_no_memory();
    itk_workbook_note(w, w->lxw.workbook_set_properties(w->book, &properties));
    w->sheets = itk_arena_array(&w->arena, count, sizeof(lxw_worksheet *));
    w->rows = itk_arena_array(&w->arena, count, sizeof(*w->rows));
    w->documents = itk_arena_array(&w->arena, ITK_WORKBOOK_COLOURS,
                                   sizeof(const struct itk_document *));
    make_formats(w);
    itk_workbook_words(w);
    return w;
}

itk_workbook *
itk_workbook_new(const char *path, const struct itk_guide *guide,
                 const struct itk_columns *tables, enum itk_lang lang,
                 struct itk_error *err)
{
    itk_workbook *w = itk_workbook_begin(path, guide, tables, lang, err);
    const size_t count = guide->dictionary.lists_count + 1;

    for (size_t i = 0; w && i < count; i++) {
        w->sheets[i] = add_sheet(w, &tables[i]);
        w->rows[i] = HEAD_ROWS;
    }
    if (!w)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (w->sheets[i])
            put_header(w, &tables[i], w->sheets[i]);
    }
    itk_workbook_choices(w);
    itk_workbook_legend(w);
    return w;
}

/* ---- rows ---- */

/* A day that a cell can hold; others stand as text. */
static bool
has_serial(struct itk_date date)
{
    return itk_date_compare(date, (struct itk_date){1900, 3, 1}) >= 0;
}

static double
serial_of(struct itk_date date)
{
    return (double)(itk_date_to_days(date) -
                    itk_date_to_days((struct itk_date){1899, 12, 30}));
}

static void
put_value(struct itk_workbook *w, size_t table, lxw_col_t at,
          const struct itk_ledger_column *column, const struct itk_value *value)
{
    lxw_worksheet *sheet = w->sheets[table];
    const lxw_row_t row = w->rows[table];
    lxw_format *look = w->looks[itk_workbook_look(column)];
    const char *text = value->canonical;
    lxw_error error;

    switch (column->field->type) {
    case ITK_TYPE_DATE:
        if (has_serial(value->date)) {
            itk_workbook_note(w, itk_workbook_number(w, sheet, row, at,
                                                     serial_of(value->date),
                                                     look));
            return;
        }
        break;
    case ITK_TYPE_NUMBER:
        if (imaxabs(value->number) <= MOST_WHOLE) {
            itk_workbook_note(w,
                              itk_workbook_number(w, sheet, row, at,
                                                  (double)value->number, look));
            return;
        }
        break;
    case ITK_TYPE_YES_NO:
        text = itk_workbook_yes_no(w, value->yes);
        break;
    case ITK_TYPE_CHOICE:
        text = w->words[column->field->index][value->choice];
        break;
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        break;
    }
    error = itk_workbook_string(w, sheet, row, at, text, look);
    if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
        w->too_long = column;
    itk_workbook_note(w, error);
}

static void
put_cell(void *self, size_t table, size_t column, const struct itk_value *value,
         const char *word)
{
    struct itk_workbook *w = self;
    const struct itk_ledger_column *what = &w->tables[table].at[column];
    const lxw_col_t at = (lxw_col_t)column;

    if (!w->sheets[table])
        return;
    if (value)
        put_value(w, table, at, what, value);
    else
        put_text(w, w->sheets[table], w->rows[table], at,
                 what->kind == ITK_COLUMN_LIST
                     ? itk_workbook_yes_no(w, strcmp(word, "yes") == 0)
                     : word,
                 w->looks[ITK_LOOK_TEXT]);
}

static void
end_row(void *self, size_t table)
{
    struct itk_workbook *w = self;

    w->rows[table]++;
}

struct itk_ledger_sink
itk_workbook_sink(itk_workbook *workbook)
{
    return (struct itk_ledger_sink){workbook, put_cell, end_row};
}

static bool
fail_long(const struct itk_workbook *w, const char *shown,
          struct itk_error *err)
{
    const struct itk_loc loc = {
        .file = shown, .label = &w->too_long->label, .field = w->too_long->id};

    return itk_fail(err, ITK_FAULT_CASE, loc, ITK_MSG_WORKBOOK_LONG,
                    ITK_NO_ARGS);
}

bool
itk_workbook_end(itk_workbook *workbook, const char *shown, uint64_t *cells,
                 struct itk_error *err)
{
    const lxw_error closed = workbook->lxw.workbook_close(workbook->book);
    bool ok;

    itk_workbook_note(workbook, closed);
    ok = workbook->error == LXW_NO_ERROR;
    *cells = workbook->cells;
    if (!ok && workbook->too_long)
        (void)fail_long(workbook, shown, err);
    else if (!ok)
        (void)itk_fail(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = shown},
                       ITK_MSG_CLI_OUTPUT,
                       ITK_ARGS(workbook->lxw.lxw_strerror(workbook->error)));
    itk_arena_fini(&workbook->arena);
    free(workbook);
    return ok;
}

/* ---- read back ---- */

static bool
add_table(itk_book *book, size_t sheet, uint64_t *cells, struct itk_error *err)
{
    itk_table *table = book->open(book, sheet, err);
    enum itk_next next = table ? ITK_NEXT_RECORD : ITK_NEXT_FAULT;
    struct itk_row row;

    while (next == ITK_NEXT_RECORD) {
        next = table->next(table, &row, err);
        for (size_t i = 0; next == ITK_NEXT_RECORD && i < row.count; i++)
            *cells += itk_workbook_cell(
                sheet, (size_t)row.number - 1, row.cells[i].column,
                row.cells[i].kind == ITK_CELL_TEXT ? row.cells[i].text : NULL);
    }
    if (table)
        table->free(table);
    return next == ITK_NEXT_END;
}

bool
itk_workbook_check(const char *shown, const struct itk_buf *bytes,
                   uint64_t cells, struct itk_error *err)
{
    const struct itk_blob blob = {shown, bytes->data, bytes->size,
                                  ITK_FAULT_MACHINE};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error torn = ITK_ERROR_INIT;
    itk_findings *unused = itk_findings_new();
    itk_book *book = itk_xlsx_open(&blob, &arena, unused, &torn);
    uint64_t found = 0;
    bool ok = book != NULL;

    for (size_t i = 0; ok && i < book->count; i++)
        ok = add_table(book, i, &found, &torn);
    if (book)
        book->free(book);
    itk_findings_free(unused);
    itk_error_fini(&torn);
    return (ok && found == cells) ||
           itk_fail(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = shown},
                    ITK_MSG_WORKBOOK_TORN, ITK_NO_ARGS);
}
