/*
 * CSV, read row by row and written value by value.
 *
 * Source  RFC 4180; Windows code page 932.
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "table/table.h"
#include "text/utf8.h"

#define CHUNK 65536u

enum encoding { ENCODING_OPEN, ENCODING_UTF8, ENCODING_CP932 };

struct csv {
    itk_table table;
    char *file;
    int fd;
    bool owned, ended, failed, ascii; /* this row so far */
    itk_findings *found;
    struct itk_buf chunk;
    size_t at;
    long line, row;
    enum encoding encoding;
    iconv_t decoder;
    struct itk_buf raw, text; /* the row's values, each ended by NUL */
    struct itk_cell *cells;
    size_t *starts; /* of the values in `raw` */
    size_t count;   /* values of the row, empty ones too */
};

static enum itk_next
refuse(struct csv *c, long line, enum itk_msg id, const char *arg,
       struct itk_error *err)
{
    c->failed = true;
    (void)itk_fail(err, ITK_FAULT_CASE,
                   (struct itk_loc){.file = c->file, .line = line}, id,
                   ITK_ARGS(arg));
    return ITK_NEXT_FAULT;
}

static enum itk_next
refuse_limit(struct csv *c, long line, enum itk_msg id, size_t most,
             struct itk_error *err)
{
    struct itk_buf number = ITK_BUF_INIT;

    itk_buf_addu(&number, most);
    (void)refuse(c, line, id, number.data, err);
    itk_buf_free(&number);
    return ITK_NEXT_FAULT;
}

/* ---- bytes ---- */

/* Reads until the chunk is full or the file ends: a pipe gives as little as it
 * likes, and the byte order mark and the encoding are told from what is here.
 */
static bool
fill(struct csv *c, struct itk_error *err)
{
    itk_buf_reserve(&c->chunk, CHUNK);
    while (!c->ended && c->chunk.size < CHUNK) {
        const ssize_t got =
            read(c->fd, c->chunk.data + c->chunk.size, CHUNK - c->chunk.size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            c->failed = true;
            return itk_fail_both(
                err, ITK_FAULT_MACHINE, (struct itk_loc){.file = c->file},
                ITK_MSG_FILE_READ, ITK_ARGS(itk_errno_text(errno, ITK_EN)),
                ITK_ARGS(itk_errno_text(errno, ITK_JA)));
        }
        c->chunk.size += (size_t)got;
        c->ended = got == 0;
    }
    return true;
}

/* The next byte without taking it; -1 at the end, -2 with `err` set. */
static int
peek(struct csv *c, struct itk_error *err)
{
    if (c->at == c->chunk.size && !c->ended) {
        itk_buf_clear(&c->chunk);
        c->at = 0;
        if (!fill(c, err))
            return -2;
    }
    return c->at < c->chunk.size ? (unsigned char)c->chunk.data[c->at] : -1;
}

/* As many of the bytes as stand for themselves. */
static void
take_stretch(struct csv *c, bool quoted)
{
    const char *from = c->chunk.data + c->at;
    const char *end = c->chunk.data + c->chunk.size;
    const char *at = from;

    for (; at < end && *at && *at != '"' && *at != '\n'; at++) {
        if (!quoted && (*at == ',' || *at == '\r'))
            break;
        if (*at & 0x80)
            c->ascii = false;
    }
    itk_buf_add(&c->raw, from, (size_t)(at - from));
    c->at += (size_t)(at - from);
}

static void
take(struct csv *c)
{
    if (c->chunk.data[c->at++] == '\n')
        c->line++;
}

/* ---- values ---- */

/* Behind the opening quote; up to behind the closing one. */
static enum itk_next
read_quoted(struct csv *c, long line, struct itk_error *err)
{
    for (;;) {
        int byte = peek(c, err);

        if (byte == -2)
            return ITK_NEXT_FAULT;
        if (byte == -1)
            return refuse(c, line, ITK_MSG_CSV_OPEN_QUOTE, NULL, err);
        if (byte == '\0')
            return refuse(c, c->line, ITK_MSG_CSV_NUL, NULL, err);
        if (c->raw.size > ITK_TABLE_MAX_CELL * 2)
            return refuse_limit(c, line, ITK_MSG_TABLE_CELL, ITK_TABLE_MAX_CELL,
                                err);
        if (byte == '"') {
            take(c);
            byte = peek(c, err);
            if (byte != '"')
                return byte == -2 ? ITK_NEXT_FAULT : ITK_NEXT_RECORD;
        }
        if (byte == '"' || byte == '\n') {
            itk_buf_addc(&c->raw, (char)byte);
            take(c);
        } else {
            take_stretch(c, true);
        }
    }
}

static enum itk_next
read_bare(struct csv *c, struct itk_error *err)
{
    for (;;) {
        const int byte = peek(c, err);

        if (byte == -2)
            return ITK_NEXT_FAULT;
        if (byte == -1 || byte == ',' || byte == '\r' || byte == '\n')
            return ITK_NEXT_RECORD;
        if (byte == '"')
            return refuse(c, c->line, ITK_MSG_CSV_QUOTE, NULL, err);
        if (byte == '\0')
            return refuse(c, c->line, ITK_MSG_CSV_NUL, NULL, err);
        if (c->raw.size > ITK_TABLE_MAX_CELL * 2)
            return refuse_limit(c, c->line, ITK_MSG_TABLE_CELL,
                                ITK_TABLE_MAX_CELL, err);
        take_stretch(c, false);
    }
}

/* One value with what ends it; `last` when that ends the row. */
static enum itk_next
read_value(struct csv *c, bool *last, struct itk_error *err)
{
    const long line = c->line;
    int byte = peek(c, err);
    enum itk_next next;

    if (c->count == ITK_TABLE_MAX_COLUMNS)
        return refuse_limit(c, line, ITK_MSG_TABLE_COLUMNS,
                            ITK_TABLE_MAX_COLUMNS, err);
    c->starts[c->count++] = c->raw.size;
    if (byte == '"') {
        take(c);
        next = read_quoted(c, line, err);
    } else {
        next = byte == -2 ? ITK_NEXT_FAULT : read_bare(c, err);
    }
    if (next == ITK_NEXT_FAULT)
        return next;
    itk_buf_addc(&c->raw, '\0');
    byte = peek(c, err);
    *last = byte != ',';
    if (byte == '\r') {
        take(c);
        byte = peek(c, err);
        if (byte == '\n')
            take(c);
        else
            c->line++;
    } else if (byte == ',' || byte == '\n') {
        take(c);
    } else if (byte >= 0) {
        return refuse(c, c->line, ITK_MSG_CSV_QUOTE, NULL, err);
    }
    return byte == -2 ? ITK_NEXT_FAULT : ITK_NEXT_RECORD;
}

/* ---- encodings ---- */

/* Are the bytes UTF-8, but for a letter that the end cuts off? */
static bool
is_utf8(const char *bytes, size_t size)
{
    return itk_utf8_check(bytes, size) + 3 >= size;
}

/* Settled by the first row that is not ASCII, and what of the file is at hand
 * behind it. */
static void
settle_encoding(struct csv *c, long line)
{
    const size_t row = c->raw.size;
    const bool utf8 = itk_utf8_check(c->raw.data, row) == row &&
                      is_utf8(c->chunk.data + c->at, c->chunk.size - c->at);

    c->encoding = utf8 ? ENCODING_UTF8 : ENCODING_CP932;
    if (utf8)
        return;
    c->decoder = iconv_open("UTF-8", "CP932");
    itk_findings_add(c->found, ITK_SEV_NOTE,
                     (struct itk_loc){.file = c->file, .line = line},
                     ITK_MSG_CSV_CP932, ITK_NO_ARGS);
}

/* The row's values into `text`, at the same order; `starts` follow. */
static bool
decode_cp932(struct csv *c)
{
    char *from = c->raw.data;

    itk_buf_clear(&c->text);
    for (size_t i = 0; i < c->count; i++) {
        size_t left = strlen(from), room = left * 3 + 1, before;
        char *in = from, *out;

        from += left + 1;
        itk_buf_reserve(&c->text, room + 1);
        before = c->text.size;
        out = c->text.data + before;
        if (c->decoder == (iconv_t)-1 ||
            iconv(c->decoder, &in, &left, &out, &room) == (size_t)-1)
            return false;
        c->starts[i] = before;
        c->text.size = (size_t)(out - c->text.data);
        c->text.data[c->text.size] = '\0';
        itk_buf_addc(&c->text, '\0');
    }
    return true;
}

/* ---- formulas ---- */

/* What a spreadsheet takes for the beginning of a formula, in half or full
 * width. */
static bool
begins_formula(const char *text)
{
    static const char *const signs[] = {"=",  "+",  "-",  "@",  "\t",
                                        "\r", "＝", "＋", "－", "＠"};

    for (size_t i = 0; i < ITK_COUNT(signs); i++) {
        if (!strncmp(text, signs[i], strlen(signs[i])))
            return true;
    }
    return false;
}

/* '=x is written for =x, ''=x for '=x: one apostrophe more. */
static bool
is_guarded(const char *text)
{
    return *text == '\'' && begins_formula(text + strspn(text, "'"));
}

void
itk_csv_put(struct itk_buf *out, bool first, const char *text, size_t size)
{
    const bool guard = begins_formula(text) || is_guarded(text);
    const bool quote = guard || strpbrk(text, "\",\r\n") ||
                       (size && (text[0] == ' ' || text[size - 1] == ' '));

    if (!first)
        itk_buf_addc(out, ',');
    if (!quote) {
        itk_buf_add(out, text, size);
        return;
    }
    itk_buf_addc(out, '"');
    if (guard)
        itk_buf_addc(out, '\'');
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"')
            itk_buf_addc(out, '"');
        itk_buf_addc(out, text[i]);
    }
    itk_buf_addc(out, '"');
}

void
itk_csv_end(struct itk_buf *out)
{
    itk_buf_adds(out, "\r\n");
}

/* ---- rows ---- */

static size_t
set_cells(struct csv *c)
{
    const bool decoded = c->encoding == ENCODING_CP932 && !c->ascii;
    const char *data = decoded ? c->text.data : c->raw.data;
    size_t count = 0;

    for (size_t i = 0; i < c->count; i++) {
        const char *text = data + c->starts[i];

        if (!*text)
            continue;
        text += is_guarded(text);
        c->cells[count++] =
            (struct itk_cell){i, ITK_CELL_TEXT, text, strlen(text)};
    }
    return count;
}

static enum itk_next
read_row(struct csv *c, struct itk_error *err)
{
    const long line = c->line;
    enum itk_next next;
    bool last = false;

    itk_buf_clear(&c->raw);
    c->count = 0;
    c->ascii = true;
    do
        next = read_value(c, &last, err);
    while (next == ITK_NEXT_RECORD && !last);
    if (next == ITK_NEXT_FAULT)
        return next;
    if (!c->ascii && c->encoding == ENCODING_OPEN)
        settle_encoding(c, line);
    if (!c->ascii &&
        (c->encoding == ENCODING_UTF8
             ? itk_utf8_check(c->raw.data, c->raw.size) != c->raw.size
             : !decode_cp932(c)))
        return refuse(c, line, ITK_MSG_CSV_MIXED,
                      c->encoding == ENCODING_UTF8 ? "UTF-8" : "CP932", err);
    return next;
}

static void
skip_mark(struct csv *c)
{
    if (c->row || c->chunk.size < 3 ||
        memcmp(c->chunk.data, "\xEF\xBB\xBF", 3) != 0)
        return;
    c->at = 3;
    c->encoding = ENCODING_UTF8;
}

static enum itk_next
next_row(itk_table *table, struct itk_row *row, struct itk_error *err)
{
    struct csv *c = (struct csv *)(void *)table;

    while (!c->failed) {
        int byte = peek(c, err);
        const long line = c->line;

        if (byte >= 0) {
            skip_mark(c);
            byte = peek(c, err);
        }
        if (byte < 0)
            return byte == -1 ? ITK_NEXT_END : ITK_NEXT_FAULT;
        if (c->row == ITK_TABLE_MAX_ROWS)
            return refuse_limit(c, line, ITK_MSG_TABLE_ROWS, ITK_TABLE_MAX_ROWS,
                                err);
        c->row++;
        if (read_row(c, err) == ITK_NEXT_FAULT)
            return ITK_NEXT_FAULT;
        *row = (struct itk_row){.number = c->row,
                                .line = line,
                                .cells = c->cells,
                                .count = set_cells(c)};
        if (row->count)
            return ITK_NEXT_RECORD;
    }
    return ITK_NEXT_END;
}

static void
free_csv(itk_table *table)
{
    struct csv *c = (struct csv *)(void *)table;

    if (c->owned)
        close(c->fd);
    if (c->encoding == ENCODING_CP932 && c->decoder != (iconv_t)-1)
        iconv_close(c->decoder);
    itk_buf_free(&c->chunk);
    itk_buf_free(&c->raw);
    itk_buf_free(&c->text);
    free(c->cells);
    free(c->starts);
    free(c->file);
    free(c);
}

itk_table *
itk_csv_open(int fd, bool owned, const struct itk_buf *head, const char *file,
             itk_findings *found)
{
    struct csv *c = itk_alloc(sizeof(*c));
    struct itk_buf name = ITK_BUF_INIT;

    itk_buf_adds(&name, file);
    *c = (struct csv){
        .table = {.next = next_row, .free = free_csv},
        .fd = fd,
        .owned = owned,
        .found = found,
        .chunk = ITK_BUF_INIT,
        .line = 1,
        .raw = ITK_BUF_INIT,
        .text = ITK_BUF_INIT,
    };
    c->file = itk_buf_take(&name);
    c->table.file = c->file;
    c->cells = itk_grow(NULL, ITK_TABLE_MAX_COLUMNS, sizeof(*c->cells));
    c->starts = itk_grow(NULL, ITK_TABLE_MAX_COLUMNS, sizeof(*c->starts));
    if (head)
        itk_buf_add(&c->chunk, head->data, head->size);
    return &c->table;
}
