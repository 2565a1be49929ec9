/*
 * The lines of the manifest: each has one form only, so that reading it is
 * quick.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/manifest_line.h"
#include "base/arena.h"
#include "base/digest.h"

#define SUM_DIGITS 16

static const char sum_key[] = ",\"sum\":\"";
static const char layout_line[] = "{\"format\":1,\"layout\":\"spread\"";
static const char case_begin[] = "{\"format\":1,\"case\":";
static const char gone_begin[] = "{\"format\":1,\"gone\":";
static const char waiting_key[] = ",\"waiting\":";
static const char files_key[] = ",\"files\":[";

/* A JSON string; bytes below U+0020, " and \ are escaped (RFC 8259, 7). */
static void
put_string(struct itk_buf *out, const char *text)
{
    static const char digits[] = "0123456789abcdef";

    const char *done = text;

    itk_buf_addc(out, '"');
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;

        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        itk_buf_add(out, done, (size_t)(text - done));
        done = text + 1;
        itk_buf_addc(out, '\\');
        if (c >= 0x20) {
            itk_buf_addc(out, *text);
            continue;
        }
        itk_buf_adds(out, "u00");
        itk_buf_addc(out, digits[c >> 4]);
        itk_buf_addc(out, digits[c & 15]);
    }
    itk_buf_add(out, done, (size_t)(text - done));
    itk_buf_addc(out, '"');
}

static void
put_pair(struct itk_buf *out, const char *name, const char *value)
{
    itk_buf_addc(out, ',');
    put_string(out, name);
    itk_buf_addc(out, ':');
    put_string(out, value);
}

static void
put_sum(struct itk_buf *out, size_t start)
{
    const struct itk_digest sum =
        itk_digest_of(out->data + start, out->size - start);

    itk_buf_adds(out, sum_key);
    itk_buf_add(out, sum.hex, SUM_DIGITS);
    itk_buf_adds(out, "\"}\n");
}

void
itk_manifest_line(const struct itk_manifest_entry *entry, struct itk_buf *out)
{
    const size_t start = out->size;

    itk_buf_adds(out, "{\"format\":1");
    put_pair(out, "file", entry->file);
    itk_buf_adds(out, ",\"size\":");
    itk_buf_addu(out, entry->size);
    put_pair(out, "sha256", entry->sha256);
    put_pair(out, "parts", entry->parts);
    put_pair(out, "case", entry->case_id);
    put_pair(out, "document", entry->document);
    put_pair(out, "caseDigest", entry->case_digest);
    put_pair(out, "program", entry->program);
    put_sum(out, start);
}

void
itk_manifest_line_case(const struct itk_manifest_case *one, struct itk_buf *out)
{
    const size_t start = out->size;

    itk_buf_adds(out, case_begin);
    put_string(out, one->case_id);
    put_pair(out, "digest", one->digest);
    itk_buf_adds(out, waiting_key);
    itk_buf_addu(out, one->waiting);
    itk_buf_adds(out, files_key);
    for (size_t i = 0; i < one->files_count; i++) {
        if (i)
            itk_buf_addc(out, ',');
        put_string(out, one->files[i]);
    }
    itk_buf_addc(out, ']');
    put_sum(out, start);
    if (out->size - start > ITK_MANIFEST_MAX_LINE) {
        itk_buf_reserve(out, 1);
        out->size = start;
        out->data[start] = '\0';
    }
}

void
itk_manifest_line_spread(struct itk_buf *out)
{
    const size_t start = out->size;

    itk_buf_adds(out, layout_line);
    put_sum(out, start);
}

void
itk_manifest_line_gone(const char *file, struct itk_buf *out)
{
    const size_t start = out->size;

    itk_buf_adds(out, gone_begin);
    put_string(out, file);
    put_sum(out, start);
}

/* ---- reading ---- */

/* The line without its newline: is its checksum that of what is before it?
 */
static bool
sum_is_right(const char *line, size_t size)
{
    const size_t tail = strlen(sum_key) + SUM_DIGITS + strlen("\"}");
    struct itk_digest sum;

    if (size <= tail || memcmp(line + size - 2, "\"}", 2) != 0 ||
        memcmp(line + size - tail, sum_key, strlen(sum_key)) != 0)
        return false;
    sum = itk_digest_of(line, size - tail);
    return !memcmp(line + size - tail + strlen(sum_key), sum.hex, SUM_DIGITS);
}

static bool
is_hex(const char *text, size_t digits)
{
    return strlen(text) == digits && strspn(text, "0123456789abcdef") == digits;
}

/* What is left of a line; `ok` goes down and stays down. */
struct cursor {
    const char *at, *end;
    struct itk_buf *text; /* strings, one after the other with their NULs */
    bool ok;
};

static void
skip(struct cursor *in, const char *want)
{
    const size_t size = strlen(want);

    in->ok = in->ok && (size_t)(in->end - in->at) >= size &&
             memcmp(in->at, want, size) == 0;
    if (in->ok)
        in->at += size;
}

static int
hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 87 : -1;
}

/* What put_string escapes: \" \\ and \u00xx. */
static void
take_escape(struct cursor *in)
{
    const char *at = in->at; /* behind the backslash */

    if (at < in->end && (*at == '"' || *at == '\\')) {
        itk_buf_addc(in->text, *at);
        in->at++;
    } else if (in->end - at >= 5 && memcmp(at, "u00", 3) == 0 &&
               hex_digit(at[3]) >= 0 && hex_digit(at[4]) >= 0 &&
               hex_digit(at[3]) * 16 + hex_digit(at[4]) > 0) {
        itk_buf_addc(in->text,
                     (char)(hex_digit(at[3]) * 16 + hex_digit(at[4])));
        in->at += 5;
    } else {
        in->ok = false;
    }
}

/* "..." appended to the text; where it begins there. */
static size_t
take_string(struct cursor *in)
{
    const size_t begin = in->text->size;

    skip(in, "\"");
    while (in->ok && in->at < in->end && *in->at != '"') {
        const char *stop = in->at;

        while (stop < in->end && *stop != '"' && *stop != '\\' && *stop)
            stop++;
        itk_buf_add(in->text, in->at, (size_t)(stop - in->at));
        in->at = stop;
        if (stop == in->end || *stop == '\0') {
            in->ok = false;
        } else if (*stop == '\\') {
            in->at++;
            take_escape(in);
        }
    }
    skip(in, "\"");
    itk_buf_addc(in->text, '\0');
    return begin;
}

/* ,"NAME":"..." likewise. */
static size_t
take_pair(struct cursor *in, const char *name)
{
    skip(in, ",\"");
    skip(in, name);
    skip(in, "\":");
    return take_string(in);
}

static uint64_t
take_number(struct cursor *in, const char *key)
{
    uint64_t number = 0;
    int digits = 0;

    skip(in, key);
    for (; in->ok && in->at < in->end && *in->at >= '0' && *in->at <= '9';
         in->at++, digits++)
        number = number * 10 + (uint64_t)(*in->at - '0');
    in->ok = in->ok && digits > 0 && digits < 19;
    return number;
}

/* What is left is the checksum. */
static void
take_end(struct cursor *in)
{
    skip(in, sum_key);
    in->ok = in->ok && (size_t)(in->end - in->at) == SUM_DIGITS + strlen("\"}");
}

static enum itk_line
read_file(struct itk_line_read *read, struct cursor *in)
{
    static const char *const names[] = {"sha256",   "parts",      "case",
                                        "document", "caseDigest", "program"};
    struct itk_manifest_entry *entry = &read->entry;
    size_t begins[ITK_COUNT(names)];

    *entry = (struct itk_manifest_entry){0};
    skip(in, "{\"format\":1");
    (void)take_pair(in, "file");
    entry->size = take_number(in, ",\"size\":");
    for (size_t i = 0; i < ITK_COUNT(names); i++)
        begins[i] = take_pair(in, names[i]);
    take_end(in);
    entry->file = in->text->data;
    entry->sha256 = in->text->data + begins[0];
    entry->parts = in->text->data + begins[1];
    entry->case_id = in->text->data + begins[2];
    entry->document = in->text->data + begins[3];
    entry->case_digest = in->text->data + begins[4];
    entry->program = in->text->data + begins[5];
    return in->ok && entry->file[0] && is_hex(entry->sha256, ITK_DIGEST_HEX)
               ? ITK_LINE_FILE
               : ITK_LINE_UNKNOWN;
}

static void
make_room(struct itk_line_read *read, size_t count)
{
    if (count < read->room)
        return;
    read->room = 2 * count + 16;
    read->begins = itk_grow(read->begins, read->room, sizeof(*read->begins));
    read->files = itk_grow(read->files, read->room, sizeof(*read->files));
}

/* ,"files":["...","..."] */
static size_t
take_files(struct itk_line_read *read, struct cursor *in)
{
    size_t count = 0;

    skip(in, files_key);
    while (in->ok && in->at < in->end && *in->at != ']') {
        if (count)
            skip(in, ",");
        make_room(read, count);
        read->begins[count++] = take_string(in);
    }
    skip(in, "]");
    make_room(read, count);
    for (size_t i = 0; i < count; i++)
        read->files[i] = in->text->data + read->begins[i];
    return count;
}

static enum itk_line
read_case(struct itk_line_read *read, struct cursor *in)
{
    struct itk_manifest_case *one = &read->one;
    size_t digest;

    *one = (struct itk_manifest_case){0};
    skip(in, case_begin);
    (void)take_string(in);
    digest = take_pair(in, "digest");
    one->waiting = take_number(in, waiting_key);
    one->files_count = take_files(read, in);
    take_end(in);
    one->case_id = in->text->data;
    one->digest = in->text->data + digest;
    one->files = read->files;
    return in->ok && one->case_id[0] && is_hex(one->digest, ITK_DIGEST_HEX)
               ? ITK_LINE_CASE
               : ITK_LINE_UNKNOWN;
}

static enum itk_line
read_gone(struct itk_line_read *read, struct cursor *in)
{
    skip(in, gone_begin);
    (void)take_string(in);
    take_end(in);
    read->gone = in->text->data;
    return in->ok ? ITK_LINE_GONE : ITK_LINE_UNKNOWN;
}

static bool
begins_with(const char *line, size_t size, const char *text)
{
    const size_t length = strlen(text);

    return size >= length && memcmp(line, text, length) == 0;
}

enum itk_line
itk_line_read(struct itk_line_read *read, const char *line, size_t size)
{
    const size_t fixed = strlen(layout_line);
    struct cursor in = {line, line + size, &read->text, true};

    if (size > ITK_MANIFEST_MAX_LINE || !sum_is_right(line, size))
        return ITK_LINE_TORN;
    if (begins_with(line, size, layout_line) && line[fixed] == ',')
        return ITK_LINE_SPREAD;
    itk_buf_clear(&read->text);
    if (begins_with(line, size, case_begin))
        return read_case(read, &in);
    return begins_with(line, size, gone_begin) ? read_gone(read, &in)
                                               : read_file(read, &in);
}

void
itk_line_read_fini(struct itk_line_read *read)
{
    itk_buf_free(&read->text);
    free(read->begins);
    free(read->files);
}
