/*
 * Records of a stream of JSON: brackets are counted, strings passed over.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file.h"
#include "input/records.h"

#define CHUNK ITK_RECORDS_HEAD

enum state {
    STATE_START,  /* nothing read yet */
    STATE_FIRST,  /* behind the [ of the array */
    STATE_BEHIND, /* behind an element of the array */
    STATE_BESIDE, /* between values of a stream */
    STATE_DONE
};

struct itk_records {
    int fd;
    const char *name;
    enum itk_fault fault;
    enum state state;
    long line;
    size_t at, size;
    bool ended;
    char chunk[CHUNK];
};

itk_records *
itk_records_new(int fd, const char *name, enum itk_fault fault)
{
    itk_records *records = itk_alloc(sizeof(*records));

    records->fd = fd;
    records->name = name;
    records->fault = fault;
    records->state = STATE_START;
    records->line = 1;
    records->at = records->size = 0;
    records->ended = false;
    return records;
}

void
itk_records_unread(itk_records *records, const char *bytes, size_t size)
{
    assert(records->state == STATE_START && size <= CHUNK);
    memcpy(records->chunk, bytes, size);
    records->size = size;
}

void
itk_records_free(itk_records *records)
{
    free(records);
}

static enum itk_next
fail(itk_records *r, long line, enum itk_msg id, struct itk_error *err)
{
    const struct itk_loc loc = {.file = r->name, .line = line};

    r->state = STATE_DONE;
    (void)itk_fail(err, r->fault, loc, id, ITK_NO_ARGS);
    return ITK_NEXT_FAULT;
}

/* The next byte without taking it; -1 at the end, -2 with `err` set. */
static int
peek(itk_records *r, struct itk_error *err)
{
    ssize_t got = 0;

    if (r->at < r->size)
        return (unsigned char)r->chunk[r->at];
    if (r->ended)
        return -1;
    do
        got = read(r->fd, r->chunk, sizeof(r->chunk));
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        r->state = STATE_DONE;
        (void)itk_fail_both(
            err, ITK_FAULT_MACHINE, (struct itk_loc){.file = r->name},
            ITK_MSG_FILE_READ, ITK_ARGS(itk_errno_text(errno, ITK_EN)),
            ITK_ARGS(itk_errno_text(errno, ITK_JA)));
        return -2;
    }
    r->at = 0;
    r->size = (size_t)got;
    r->ended = got == 0;
    return got ? (unsigned char)r->chunk[0] : -1;
}

static void
take(itk_records *r)
{
    if (r->chunk[r->at++] == '\n')
        r->line++;
}

static bool
is_blank(int byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static int
skip_blanks(itk_records *r, struct itk_error *err)
{
    int byte;

    while (is_blank(byte = peek(r, err)))
        take(r);
    return byte;
}

/* A byte order mark is let go by. */
static int
begin(itk_records *r, struct itk_error *err)
{
    static const char mark[] = "\xef\xbb\xbf";
    int byte = peek(r, err);

    if (byte == (unsigned char)mark[0] && r->size >= 3 &&
        !memcmp(r->chunk, mark, 3))
        r->at = 3;
    byte = skip_blanks(r, err);
    r->state = STATE_BESIDE;
    if (byte == '[') {
        take(r);
        byte = skip_blanks(r, err);
        r->state = STATE_FIRST;
    }
    return byte;
}

/* How far a record has been read. */
struct reach {
    size_t depth;
    bool string, escaped;
};

/* Is the record over before this byte? */
static bool
is_over(const struct reach *reach, int byte, size_t taken)
{
    if (reach->depth || reach->string || !taken)
        return false;
    return is_blank(byte) || byte == ',' || byte == ']' || byte == '}' ||
           byte == '{' || byte == '[' || byte == '"';
}

/* Is it over behind this byte? */
static bool
ends_with(struct reach *reach, int byte)
{
    if (reach->string) {
        if (reach->escaped)
            reach->escaped = false;
        else if (byte == '\\')
            reach->escaped = true;
        else if (byte == '"')
            reach->string = false;
        return !reach->string && !reach->depth;
    }
    if (byte == '"')
        reach->string = true;
    else if (byte == '{' || byte == '[')
        reach->depth++;
    else if ((byte == '}' || byte == ']') && reach->depth)
        return --reach->depth == 0;
    return false;
}

/* To the next byte of a string that may end it, or is a line's end. */
static inline const char *
pass_string(const char *at, const char *end)
{
    while (end - at >= (ptrdiff_t)ITK_SIXTEEN) {
        const itk_sixteen bytes = itk_sixteen_at(at);
        const size_t found = itk_sixteen_first(itk_sixteen_are(bytes, '"') |
                                               itk_sixteen_are(bytes, '\\') |
                                               itk_sixteen_are(bytes, '\n'));

        at += found;
        if (found < ITK_SIXTEEN)
            return at;
    }
    while (at < end && *at != '"' && *at != '\\' && *at != '\n')
        at++;
    return at;
}

/* To the next byte within an object or a list that counts. */
static inline const char *
pass_between(const char *at, const char *end)
{
    static const bool counts[256] = {
        ['"'] = 1, ['{'] = 1, ['}'] = 1, ['['] = 1, [']'] = 1, ['\n'] = 1};

    while (at < end && !counts[(unsigned char)*at])
        at++;
    return at;
}

static inline const char *
pass(const struct reach *reach, const char *at, const char *end)
{
    if (reach->string)
        return reach->escaped ? at : pass_string(at, end);
    return reach->depth ? pass_between(at, end) : at;
}

/* As much of the record as the chunk holds; true when it is over. */
static bool
take_stretch(itk_records *r, struct reach *reach, struct itk_buf *out)
{
    const char *from = r->chunk + r->at, *end = r->chunk + r->size;
    const char *at = from;
    struct reach now = *reach;
    bool over = false;

    while (!over && (at = pass(&now, at, end)) < end) {
        over =
            is_over(&now, (unsigned char)*at, out->size + (size_t)(at - from));
        if (over)
            break;
        over = ends_with(&now, (unsigned char)*at);
        r->line += *at++ == '\n';
    }
    *reach = now;
    r->at += (size_t)(at - from);
    itk_buf_add(out, from, (size_t)(at - from));
    return over;
}

static enum itk_next
take_record(itk_records *r, struct itk_buf *out, long line,
            struct itk_error *err)
{
    struct reach reach = {0};
    int byte;

    while ((byte = peek(r, err)) >= 0) {
        const bool over = take_stretch(r, &reach, out);

        if (out->size > ITK_RECORDS_MAX_BYTES)
            return fail(r, line, ITK_MSG_RECORDS_LARGE, err);
        if (over)
            return ITK_NEXT_RECORD;
    }
    if (byte == -2)
        return ITK_NEXT_FAULT;
    if (reach.depth || reach.string)
        return fail(r, line, ITK_MSG_RECORDS_CUT, err);
    return ITK_NEXT_RECORD;
}

/* From behind an element of the array to the next one. */
static int
pass_comma(itk_records *r, struct itk_error *err)
{
    int byte = skip_blanks(r, err);

    if (byte != ',')
        return byte == ']' || byte == -2 ? byte : -3;
    take(r);
    byte = skip_blanks(r, err);
    return byte == ']' || byte == ',' ? -3 : byte;
}

/* Behind the array there is nothing. */
static enum itk_next
end_array(itk_records *r, struct itk_error *err)
{
    int byte;

    take(r);
    byte = skip_blanks(r, err);
    r->state = STATE_DONE;
    if (byte == -2)
        return ITK_NEXT_FAULT;
    return byte == -1 ? ITK_NEXT_END
                      : fail(r, r->line, ITK_MSG_RECORDS_BETWEEN, err);
}

enum itk_next
itk_records_next(itk_records *records, struct itk_buf *out, long *line,
                 struct itk_error *err)
{
    int byte = -1;

    itk_buf_clear(out);
    if (records->state == STATE_START)
        byte = begin(records, err);
    else if (records->state == STATE_BEHIND)
        byte = pass_comma(records, err);
    else if (records->state != STATE_DONE)
        byte = skip_blanks(records, err);
    if (byte == -2)
        return ITK_NEXT_FAULT;
    if (records->state == STATE_DONE ||
        (records->state == STATE_BESIDE && byte == -1))
        return ITK_NEXT_END;
    if (byte == ']' && records->state != STATE_BESIDE)
        return end_array(records, err);
    if (byte == -1)
        return fail(records, records->line, ITK_MSG_RECORDS_CUT, err);
    if (byte == -3 || byte == ',' || byte == ']' || byte == '}')
        return fail(records, records->line, ITK_MSG_RECORDS_BETWEEN, err);
    if (records->state == STATE_FIRST)
        records->state = STATE_BEHIND;
    *line = records->line;
    return take_record(records, out, *line, err);
}
