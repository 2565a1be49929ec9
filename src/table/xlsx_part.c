/*
 * Parts of a workbook, streamed: inflate, then the XML gate; and the shared
 * strings, which are read so.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "table/xlsx_data.h"

#define CHUNK ((size_t)64 << 10)

void
itk_xlsx_part_open(struct itk_xlsx_part *part, const struct itk_xlsx *xlsx,
                   const struct itk_zip_entry *entry,
                   const struct itk_xml_events *events, void *self)
{
    *part = (struct itk_xlsx_part){.xlsx = xlsx, .entry = entry};
    part->stream = itk_xml_stream_new(xlsx->archive.name, entry->name,
                                      xlsx->archive.fault, events, self);
    part->crc = libdeflate_crc32(0, NULL, 0);
    if (entry->method == 0)
        return;
    if (inflateInit2(&part->inflater, -MAX_WBITS) != Z_OK)
        itk_no_memory();
    part->inflating = true;
}

void
itk_xlsx_part_close(struct itk_xlsx_part *part)
{
    if (part->inflating)
        (void)inflateEnd(&part->inflater);
    itk_xml_stream_free(part->stream);
    *part = (struct itk_xlsx_part){0};
}

static bool
refuse(const struct itk_xlsx_part *part, enum itk_msg id, struct itk_error *err)
{
    struct itk_buf size = ITK_BUF_INIT;

    itk_buf_addu(&size, part->entry->size);
    (void)itk_fail(err, part->xlsx->archive.fault,
                   (struct itk_loc){.file = part->xlsx->archive.name,
                                    .where = part->entry->name},
                   id, ITK_ARGS(size.data));
    itk_buf_free(&size);
    return false;
}

/* The next bytes that come out, into `room` or where they stand; false with
 * `err` set for what is damaged. */
static bool
next_bytes(struct itk_xlsx_part *part, unsigned char *room, const char **bytes,
           size_t *size, struct itk_error *err)
{
    const struct itk_zip_entry *entry = part->entry;
    z_stream *in = &part->inflater;
    int result;

    if (!part->inflating) {
        *size = entry->size - part->at < CHUNK ? entry->size - part->at : CHUNK;
        *bytes = (const char *)entry->packed + part->at;
        part->ended = part->at + *size == entry->size;
        return true;
    }
    if (in->total_in == 0 && !in->next_in) {
        /* zlib's signature of next_in drops the const. */
        const union {
            const void *from;
            unsigned char *to;
        } same = {entry->packed};

        in->next_in = same.to;
        in->avail_in = (uInt)entry->packed_size;
    }
    in->next_out = room;
    in->avail_out = (uInt)CHUNK;
    result = inflate(in, Z_NO_FLUSH);
    if (result == Z_MEM_ERROR)
        itk_no_memory();
    if (result != Z_OK && result != Z_STREAM_END)
        return refuse(part, ITK_MSG_ZIP_DAMAGED, err);
    *bytes = (const char *)room;
    *size = CHUNK - in->avail_out;
    part->ended = result == Z_STREAM_END;
    return true;
}

bool
itk_xlsx_part_feed(struct itk_xlsx_part *part, struct itk_error *err)
{
    unsigned char *room = itk_alloc(CHUNK);
    const char *bytes = NULL;
    size_t size = 0;
    bool ok = next_bytes(part, room, &bytes, &size, err);

    if (ok && part->entry->size - part->at < size)
        ok = refuse(part, ITK_MSG_ZIP_SIZE_LIE, err);
    if (ok) {
        part->at += size;
        part->crc = libdeflate_crc32(part->crc, bytes, size);
        ok = itk_xml_stream_feed(part->stream, bytes, size, err);
    }
    if (ok && part->ended &&
        (part->at != part->entry->size || part->inflater.avail_in))
        ok = refuse(part, ITK_MSG_ZIP_SIZE_LIE, err);
    if (ok && part->ended && part->crc != part->entry->crc)
        ok = refuse(part, ITK_MSG_ZIP_CRC, err);
    ok = ok && (!part->ended || itk_xml_stream_end(part->stream, err));
    free(room);
    return ok;
}

/* ---- text ---- */

static int
hex(const char *text)
{
    int value = 0;

    for (int i = 0; i < 4; i++) {
        const char c = text[i];
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;

        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* A character below U+0800, or of three bytes; surrogates stay as they are
 * written. */
static bool
put_scalar(struct itk_buf *out, int value)
{
    if (value <= 0 || (value >= 0xD800 && value < 0xE000) || value > 0xFFFD)
        return false;
    if (value < 0x80) {
        itk_buf_addc(out, (char)value);
    } else if (value < 0x800) {
        itk_buf_addc(out, (char)(0xC0 | value >> 6));
        itk_buf_addc(out, (char)(0x80 | (value & 0x3F)));
    } else {
        itk_buf_addc(out, (char)(0xE0 | value >> 12));
        itk_buf_addc(out, (char)(0x80 | (value >> 6 & 0x3F)));
        itk_buf_addc(out, (char)(0x80 | (value & 0x3F)));
    }
    return true;
}

void
itk_xlsx_text(struct itk_buf *out, const char *text, size_t size)
{
    const char *end = text + size;

    while (text < end) {
        const char *mark = memchr(text, '_', (size_t)(end - text));

        if (!mark) {
            itk_buf_add(out, text, (size_t)(end - text));
            return;
        }
        itk_buf_add(out, text, (size_t)(mark - text));
        if (end - mark >= 7 && mark[1] == 'x' && mark[6] == '_' &&
            put_scalar(out, hex(mark + 2))) {
            text = mark + 7;
        } else {
            itk_buf_addc(out, '_');
            text = mark + 1;
        }
    }
}

/* ---- shared strings ---- */

struct strings {
    struct itk_xlsx *xlsx;
    struct itk_buf text; /* of the item at hand */
    size_t room;
    unsigned phonetic; /* open elements of that kind */
    bool in_text, in_item;
};

static void
on_start(void *self, const char *name, struct itk_xml_attrs attrs)
{
    struct strings *s = self;

    (void)attrs;
    if (!strcmp(name, "si")) {
        s->in_item = true;
        itk_buf_clear(&s->text);
    } else if (!strcmp(name, "rPh")) {
        s->phonetic++;
    } else if (!strcmp(name, "t")) {
        s->in_text = s->in_item && !s->phonetic;
    }
}

static void
on_end(void *self, const char *name)
{
    struct strings *s = self;
    struct itk_xlsx *xlsx = s->xlsx;

    if (!strcmp(name, "t")) {
        s->in_text = false;
    } else if (!strcmp(name, "rPh")) {
        s->phonetic--;
    } else if (!strcmp(name, "si") && s->in_item) {
        if (xlsx->strings_count + 2 > s->room) {
            s->room = s->room ? s->room * 2 : 1024;
            xlsx->starts =
                itk_grow(xlsx->starts, s->room, sizeof(*xlsx->starts));
        }
        xlsx->starts[xlsx->strings_count++] = xlsx->strings.size;
        itk_xlsx_text(&xlsx->strings, s->text.data, s->text.size);
        itk_buf_addc(&xlsx->strings, '\0');
        xlsx->starts[xlsx->strings_count] = xlsx->strings.size;
        s->in_item = false;
    }
}

static void
on_text(void *self, const char *text, size_t size)
{
    struct strings *s = self;

    if (s->in_text)
        itk_buf_add(&s->text, text, size);
}

bool
itk_xlsx_read_strings(struct itk_xlsx *xlsx, const struct itk_zip_entry *entry,
                      struct itk_error *err)
{
    static const struct itk_xml_events events = {on_start, on_end, on_text};
    struct strings s = {.xlsx = xlsx, .text = ITK_BUF_INIT};
    struct itk_xlsx_part part;
    bool ok = true;

    itk_xlsx_part_open(&part, xlsx, entry, &events, &s);
    while (ok && !part.ended)
        ok = itk_xlsx_part_feed(&part, err);
    itk_xlsx_part_close(&part);
    itk_buf_free(&s.text);
    return ok;
}
