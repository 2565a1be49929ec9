/*
 * A sheet, row by row.
 *
 * Source  ECMA-376 Part 1, 18.3.1 (worksheets), 18.17.4 (dates).
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/xlsx_data.h"
#include "text/date.h"

#define FIRST_SERIAL 61      /* 1900-03-01: before it Excel has a leap day */
#define LAST_SERIAL  2958465 /* 9999-12-31 */
#define DAYS_1904    1462    /* between the two date systems */

/* Where the text that comes belongs to. */
enum text_of { OF_NOTHING, OF_VALUE, OF_INLINE };

/* Rows that have been parsed and not been taken. Text by its offset. */
struct queued {
    long number;
    bool hidden;
    size_t from, count; /* in `cells` */
};

struct sheet {
    itk_table table;
    const struct itk_xlsx *xlsx;
    struct itk_xlsx_part part;
    struct queued *rows;
    size_t rows_count, rows_room, rows_at;
    struct itk_cell *cells;
    size_t *starts; /* of their texts */
    size_t cells_count, cells_room;
    struct itk_buf texts;
    struct itk_buf text; /* of the cell at hand */
    enum text_of of;
    unsigned phonetic;
    bool in_row, in_cell, wide, failed;
    long row; /* at hand, or the last */
    size_t column, next_column;
    char type[12];
    size_t format;
};

/* ---- values ---- */

static bool
is_type(const struct sheet *s, const char *type)
{
    return strcmp(s->type, type) == 0;
}

static void
put_cell(struct sheet *s, enum itk_cell_kind kind, const char *text,
         size_t size)
{
    if (s->cells_count == s->cells_room) {
        s->cells_room = s->cells_room ? s->cells_room * 2 : 4096;
        s->cells = itk_grow(s->cells, s->cells_room, sizeof(*s->cells));
        s->starts = itk_grow(s->starts, s->cells_room, sizeof(*s->starts));
    }
    s->starts[s->cells_count] = s->texts.size;
    s->cells[s->cells_count++] = (struct itk_cell){s->column, kind, NULL, size};
    itk_buf_add(&s->texts, text, size);
    itk_buf_addc(&s->texts, '\0');
}

static void
put_shared(struct sheet *s)
{
    char *end = NULL;
    const unsigned long index = strtoul(s->text.data, &end, 10);
    const struct itk_xlsx *xlsx = s->xlsx;
    size_t from;

    if (!s->text.size || *end || index >= xlsx->strings_count) {
        s->failed = true;
        return;
    }
    from = xlsx->starts[index];
    if (xlsx->starts[index + 1] - from > 1)
        put_cell(s, ITK_CELL_TEXT, xlsx->strings.data + from,
                 xlsx->starts[index + 1] - from - 1);
}

/* The day of a serial number; the time of day is left out. */
static void
put_day(struct sheet *s, double serial)
{
    struct itk_buf iso = ITK_BUF_INIT;
    const long zero = itk_date_to_days((struct itk_date){1899, 12, 30});

    serial = floor(serial) + (s->xlsx->from_1904 ? DAYS_1904 : 0);
    if (serial < FIRST_SERIAL) {
        put_cell(s, ITK_CELL_EARLY, s->text.data, s->text.size);
        return;
    }
    itk_date_iso(&iso, itk_date_from_days(zero + (long)serial));
    put_cell(s, ITK_CELL_DATE, iso.data, iso.size);
    itk_buf_free(&iso);
}

static bool
is_plain(const struct itk_buf *text)
{
    return text->size && text->size <= 15 &&
           strspn(text->data, "0123456789") == text->size;
}

static void
put_number(struct sheet *s)
{
    const bool date =
        s->format < s->xlsx->dates_count && s->xlsx->dates[s->format];
    char *end = NULL, text[32];
    double value;
    int size;

    if (!date && is_plain(&s->text)) {
        put_cell(s, ITK_CELL_NUMBER, s->text.data, s->text.size);
        return;
    }
    if (!s->text.size)
        return;
    value = strtod(s->text.data, &end);
    if (*end || !isfinite(value)) {
        put_cell(s, ITK_CELL_TEXT, s->text.data, s->text.size);
        return;
    }
    if (date && value <= LAST_SERIAL) {
        put_day(s, value);
        return;
    }
    /* As it is shown: 0.1 + 0.2 is 0.3, and a whole number has no fraction. */
    size = snprintf(
        text, sizeof(text),
        fabs(value) < 1e15 && value == floor(value) ? "%.0f" : "%.15g", value);
    put_cell(s, ITK_CELL_NUMBER, text, (size_t)size);
}

/* Strict workbooks write days so: 2026-04-01, perhaps with a time. */
static void
put_iso(struct sheet *s)
{
    put_cell(s, ITK_CELL_DATE, s->text.data, strcspn(s->text.data, "T"));
}

static void
put_string(struct sheet *s)
{
    struct itk_buf text = ITK_BUF_INIT;

    itk_xlsx_text(&text, s->text.data, s->text.size);
    if (text.size)
        put_cell(s, ITK_CELL_TEXT, text.data, text.size);
    itk_buf_free(&text);
}

static void
end_cell(struct sheet *s)
{
    s->in_cell = false;
    s->of = OF_NOTHING;
    if (!s->text.size)
        return;
    if (s->column >= ITK_TABLE_MAX_COLUMNS)
        s->wide = true;
    else if (is_type(s, "s"))
        put_shared(s);
    else if (is_type(s, "inlineStr") || is_type(s, "str"))
        put_string(s);
    else if (is_type(s, "b"))
        put_cell(s, ITK_CELL_BOOL, s->text.data[0] == '1' ? "TRUE" : "FALSE",
                 s->text.data[0] == '1' ? 4 : 5);
    else if (is_type(s, "e"))
        put_cell(s, ITK_CELL_ERROR, s->text.data, s->text.size);
    else if (is_type(s, "d"))
        put_iso(s);
    else
        put_number(s);
}

/* ---- events ---- */

static long
long_attr(struct itk_xml_attrs attrs, const char *name, long otherwise)
{
    size_t size = 0;
    const char *text = itk_xml_stream_attr(attrs, name, &size);
    long value = 0;

    if (!text || !size || size > 9)
        return otherwise;
    for (size_t i = 0; i < size; i++) {
        if (text[i] < '0' || text[i] > '9')
            return otherwise;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static bool
true_attr(struct itk_xml_attrs attrs, const char *name)
{
    size_t size = 0;
    const char *text = itk_xml_stream_attr(attrs, name, &size);

    return text && (*text == '1' || *text == 't');
}

/* "F12" is column 5; without a reference it is the next one. */
static size_t
column_of(const struct sheet *s, struct itk_xml_attrs attrs)
{
    size_t size = 0, column = 0;
    const char *text = itk_xml_stream_attr(attrs, "r", &size);

    for (size_t i = 0; text && i < size && i < 4; i++) {
        if (text[i] < 'A' || text[i] > 'Z')
            break;
        column = column * 26 + (size_t)(text[i] - 'A' + 1);
    }
    return column ? column - 1 : s->next_column;
}

static void
begin_cell(struct sheet *s, struct itk_xml_attrs attrs)
{
    size_t size = 0;
    const char *type = itk_xml_stream_attr(attrs, "t", &size);

    s->in_cell = true;
    s->column = column_of(s, attrs);
    s->next_column = s->column + 1;
    s->format = (size_t)long_attr(attrs, "s", 0);
    if (!type || size >= sizeof(s->type))
        size = 0;
    if (size)
        memcpy(s->type, type, size);
    s->type[size] = '\0';
    itk_buf_clear(&s->text);
}

static void
begin_row(struct sheet *s, struct itk_xml_attrs attrs)
{
    s->row = long_attr(attrs, "r", s->row + 1);
    s->in_row = true;
    s->next_column = 0;
    if (s->rows_count == s->rows_room) {
        s->rows_room = s->rows_room ? s->rows_room * 2 : 256;
        s->rows = itk_grow(s->rows, s->rows_room, sizeof(*s->rows));
    }
    s->rows[s->rows_count] =
        (struct queued){s->row, true_attr(attrs, "hidden"), s->cells_count, 0};
}

/* Rows that hold nothing are forgotten. */
static void
end_row(struct sheet *s)
{
    struct queued *row = &s->rows[s->rows_count];

    s->in_row = false;
    row->count = s->cells_count - row->from;
    s->rows_count += row->count > 0;
}

static void
on_start(void *self, const char *name, struct itk_xml_attrs attrs)
{
    struct sheet *s = self;

    if (!s->in_row) {
        if (!strcmp(name, "row"))
            begin_row(s, attrs);
    } else if (!s->in_cell) {
        if (!strcmp(name, "c"))
            begin_cell(s, attrs);
    } else if (!strcmp(name, "v")) {
        s->of = OF_VALUE;
    } else if (!strcmp(name, "rPh")) {
        s->phonetic++;
    } else if (!strcmp(name, "t") && !s->phonetic) {
        s->of = OF_INLINE;
    }
}

static void
on_end(void *self, const char *name)
{
    struct sheet *s = self;

    if (!s->in_row)
        return;
    if (!strcmp(name, "v") || !strcmp(name, "t"))
        s->of = OF_NOTHING;
    else if (!strcmp(name, "rPh"))
        s->phonetic -= s->phonetic > 0;
    else if (!strcmp(name, "c") && s->in_cell)
        end_cell(s);
    else if (!strcmp(name, "row"))
        end_row(s);
}

static void
on_text(void *self, const char *text, size_t size)
{
    struct sheet *s = self;

    if (s->of != OF_NOTHING)
        itk_buf_add(&s->text, text, size);
}

/* ---- rows ---- */

static bool
refuse(struct sheet *s, enum itk_msg id, size_t most, struct itk_error *err)
{
    struct itk_buf number = ITK_BUF_INIT;

    s->failed = true;
    itk_buf_addu(&number, most);
    (void)itk_fail(
        err, s->xlsx->archive.fault,
        (struct itk_loc){.file = s->table.file, .where = s->table.sheet}, id,
        ITK_ARGS(number.data));
    itk_buf_free(&number);
    return false;
}

/* Forgets the rows that were taken. One that has begun, behind them, moves to
 * the front with its cells. */
static void
forget_rows(struct sheet *s)
{
    struct queued begun = {0};
    size_t text = s->texts.size;

    if (s->in_row) {
        begun = s->rows[s->rows_count];
        if (begun.from < s->cells_count)
            text = s->starts[begun.from];
    } else {
        begun.from = s->cells_count;
    }
    for (size_t i = begun.from; i < s->cells_count; i++) {
        s->cells[i - begun.from] = s->cells[i];
        s->starts[i - begun.from] = s->starts[i] - text;
    }
    s->cells_count -= begun.from;
    s->texts.size -= text;
    if (s->texts.size)
        memmove(s->texts.data, s->texts.data + text, s->texts.size);
    begun.from = 0;
    if (s->in_row)
        s->rows[0] = begun;
    s->rows_count = s->rows_at = 0;
}

/* More rows, until there is one or the sheet ends. */
static bool
fill(struct sheet *s, struct itk_error *err)
{
    forget_rows(s);
    while (!s->rows_count && !s->part.ended) {
        if (!itk_xlsx_part_feed(&s->part, err)) {
            s->failed = true;
            return false;
        }
        if (s->failed)
            return refuse(s, ITK_MSG_XLSX_STRING, 0, err);
        if (s->wide)
            return refuse(s, ITK_MSG_TABLE_COLUMNS, ITK_TABLE_MAX_COLUMNS, err);
    }
    return true;
}

static enum itk_next
next_row(itk_table *table, struct itk_row *row, struct itk_error *err)
{
    struct sheet *s = (struct sheet *)(void *)table;
    const struct queued *taken;

    if (s->failed)
        return ITK_NEXT_END;
    if (s->rows_at == s->rows_count && !fill(s, err))
        return ITK_NEXT_FAULT;
    if (s->rows_at == s->rows_count)
        return ITK_NEXT_END;
    taken = &s->rows[s->rows_at++];
    if (taken->number > (long)ITK_TABLE_MAX_ROWS) {
        (void)refuse(s, ITK_MSG_TABLE_ROWS, ITK_TABLE_MAX_ROWS, err);
        return ITK_NEXT_FAULT;
    }
    for (size_t i = taken->from; i < taken->from + taken->count; i++)
        s->cells[i].text = s->texts.data + s->starts[i];
    *row = (struct itk_row){.number = taken->number,
                            .hidden = taken->hidden,
                            .cells = s->cells + taken->from,
                            .count = taken->count};
    return ITK_NEXT_RECORD;
}

static void
free_sheet(itk_table *table)
{
    struct sheet *s = (struct sheet *)(void *)table;

    itk_xlsx_part_close(&s->part);
    free(s->rows);
    free(s->cells);
    free(s->starts);
    itk_buf_free(&s->texts);
    itk_buf_free(&s->text);
    free(s);
}

itk_table *
itk_xlsx_sheet(struct itk_xlsx *xlsx, size_t index)
{
    static const struct itk_xml_events events = {on_start, on_end, on_text};
    struct sheet *s = itk_alloc(sizeof(*s));

    *s = (struct sheet){.table = {.file = xlsx->book.file,
                                  .sheet = xlsx->book.names[index],
                                  .next = next_row,
                                  .free = free_sheet},
                        .xlsx = xlsx,
                        .texts = ITK_BUF_INIT,
                        .text = ITK_BUF_INIT};
    itk_xlsx_part_open(&s->part, xlsx, xlsx->sheets[index], &events, s);
    return &s->table;
}
