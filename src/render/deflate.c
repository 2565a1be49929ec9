/*
 * A trace of known and other bytes as a deflate stream.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "render/deflate.h"

#define HASH_BITS  14
#define HASH_BYTES 4
#define NOWHERE    SIZE_MAX
#define ENOUGH     32 /* bytes of a match that is not put off */

/* Of the stream for so many bytes: no code is longer than 15 bits, a match's
 * no longer than its bytes'; eight are written at a time. */
#define MOST_BYTES(size) ((size)*2 + 16)

struct itk_deflater {
    const struct itk_known *known;
    const char *part;
    struct itk_buf *out;
    uint64_t open; /* bits that fill no byte yet */
    unsigned held;
    size_t *starts; /* where each segment last began; NOWHERE */
    size_t starts_room;
    uint32_t table[1u << HASH_BITS]; /* places of other bytes, plus one */
};

/* ---- trace ---- */

void
itk_trace_add(struct itk_trace *trace, size_t end, uint32_t segment)
{
    struct itk_stretch *last =
        trace->count ? &trace->at[trace->count - 1] : NULL;

    if (last && last->segment == ITK_TRACE_OTHER &&
        segment == ITK_TRACE_OTHER) {
        last->end = end;
        return;
    }
    if (trace->count == trace->room) {
        trace->room = trace->room ? trace->room * 2 : 256;
        trace->at = itk_grow(trace->at, trace->room, sizeof(*trace->at));
    }
    trace->at[trace->count++] = (struct itk_stretch){end, segment};
}

void
itk_trace_cut(struct itk_trace *trace, size_t end)
{
    while (trace->count && trace->at[trace->count - 1].end > end) {
        struct itk_stretch *last = &trace->at[trace->count - 1];
        const size_t begin =
            trace->count > 1 ? trace->at[trace->count - 2].end : 0;

        if (begin < end) { /* only others may be cut in two */
            assert(last->segment == ITK_TRACE_OTHER);
            last->end = end;
            return;
        }
        trace->count--;
    }
}

size_t
itk_trace_others(const struct itk_trace *trace)
{
    size_t begin = 0, others = 0;

    for (size_t i = 0; i < trace->count; i++) {
        if (trace->at[i].segment == ITK_TRACE_OTHER)
            others += trace->at[i].end - begin;
        begin = trace->at[i].end;
    }
    return others;
}

void
itk_trace_fini(struct itk_trace *trace)
{
    free(trace->at);
    *trace = (struct itk_trace){0};
}

/* ---- bits ---- */

/* Whole bytes go out; afterwards fewer than 8 bits are held. */
static inline void
flush(itk_deflater *d)
{
    const uint64_t little = htole64(d->open);
    const unsigned bytes = d->held / 8;

    memcpy(d->out->data + d->out->size, &little, sizeof(little));
    d->out->size += bytes;
    d->open = bytes < 8 ? d->open >> (8 * bytes) : 0;
    d->held -= 8 * bytes;
}

/* At most 32 bits; there is room for them. */
static inline void
put(itk_deflater *d, uint32_t value, unsigned length)
{
    d->open |= (uint64_t)value << d->held;
    d->held += length;
    if (d->held >= 32)
        flush(d);
}

static void
put_words(itk_deflater *d, const uint32_t *words, size_t bits)
{
    for (; bits >= 32; bits -= 32)
        put(d, *words++, 32);
    if (bits)
        put(d, *words, (unsigned)bits);
}

static inline void
put_literals(itk_deflater *d, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const struct itk_code *code =
            &d->known->literal[(unsigned char)bytes[i]];

        put(d, code->bits, code->length);
    }
}

static inline void
put_match(itk_deflater *d, uint32_t length, uint32_t distance)
{
    const struct itk_known_extra far = itk_known_distance(distance);
    const struct itk_code *code = &d->known->distance[far.symbol];

    put(d, d->known->length[length].bits, d->known->length[length].length);
    put(d, code->bits | (distance - far.base) << code->length,
        (unsigned)code->length + far.bits);
}

/* A long match as several, none shorter than a match may be. */
static void
put_copy(itk_deflater *d, size_t size, uint32_t distance)
{
    while (size) {
        size_t length = size;

        if (length > ITK_DEFLATE_MAX_MATCH)
            length = size - ITK_DEFLATE_MAX_MATCH < ITK_DEFLATE_MIN_MATCH
                         ? ITK_DEFLATE_MAX_MATCH - ITK_DEFLATE_MIN_MATCH
                         : ITK_DEFLATE_MAX_MATCH;
        put_match(d, (uint32_t)length, distance);
        size -= length;
    }
}

/* ---- what came between ---- */

static inline uint32_t *
place_of(itk_deflater *d, size_t at)
{
    uint32_t four;

    memcpy(&four, d->part + at, sizeof(four));
    return &d->table[le32toh(four) * 2654435761u >> (32 - HASH_BITS)];
}

/* How many bytes at `at` stood at `*from` before; 0 for too few. */
static size_t
find(itk_deflater *d, size_t at, size_t end, size_t *from)
{
    uint32_t *place = place_of(d, at);
    const size_t before = *place;
    size_t most = end - at, size;

    *place = (uint32_t)at + 1;
    if (!before || at - (before - 1) > ITK_DEFLATE_MAX_DISTANCE)
        return 0;
    if (most > ITK_DEFLATE_MAX_MATCH)
        most = ITK_DEFLATE_MAX_MATCH;
    *from = before - 1;
    size = itk_known_common(d->part + *from, d->part + at, most);
    return size >= HASH_BYTES ? size : 0;
}

/* A match is put off by a byte when the next one is longer. */
static void
put_other(itk_deflater *d, size_t at, size_t end)
{
    size_t from = 0, later = 0, literal = at;

    while (end - at >= HASH_BYTES) {
        size_t size = find(d, at, end, &from), next;

        if (!size) {
            at++;
            continue;
        }
        while (size < ENOUGH && end - at > HASH_BYTES &&
               (next = find(d, at + 1, end, &later)) > size) {
            at++;
            size = next;
            from = later;
        }
        put_literals(d, d->part + literal, at - literal);
        put_match(d, (uint32_t)size, (uint32_t)(at - from));
        literal = at + size;
        for (at++; at < literal && end - at >= HASH_BYTES; at++)
            *place_of(d, at) = (uint32_t)at + 1;
        at = literal;
    }
    put_literals(d, d->part + literal, end - literal);
}

/* ---- known text ---- */

static void
put_token(itk_deflater *d, const struct itk_known_token *token, size_t at)
{
    const size_t start = d->starts[token->segment];

    if (start != NOWHERE &&
        at - (start + token->offset) <= ITK_DEFLATE_MAX_DISTANCE)
        put_match(d, token->length, (uint32_t)(at - (start + token->offset)));
    else
        put_other(d, at, at + token->length);
}

static void
put_segment(itk_deflater *d, uint32_t number, size_t at)
{
    const struct itk_known_segment *segment = &d->known->segments[number];
    const size_t before = d->starts[number];

    d->starts[number] = at;
    if (segment->size < ITK_DEFLATE_MIN_MATCH) {
        put_literals(d, segment->bytes, segment->size);
        return;
    }
    if (before != NOWHERE && at - before <= ITK_DEFLATE_MAX_DISTANCE) {
        put_copy(d, segment->size, (uint32_t)(at - before));
        return;
    }
    for (size_t i = 0; i < segment->count; i++) {
        const struct itk_known_token *token = &segment->tokens[i];

        put_words(d, d->known->words + token->words, token->bits);
        at += token->literals;
        if (token->length)
            put_token(d, token, at);
        at += token->length;
    }
}

/* ---- the whole ---- */

itk_deflater *
itk_deflater_new(void)
{
    itk_deflater *d = itk_alloc(sizeof(*d));

    d->starts = NULL;
    d->starts_room = 0;
    return d;
}

void
itk_deflater_free(itk_deflater *deflater)
{
    if (!deflater)
        return;
    free(deflater->starts);
    free(deflater);
}

static void
begin(itk_deflater *d, const struct itk_known *known, const char *part,
      struct itk_buf *out)
{
    d->known = known;
    d->part = part;
    d->out = out;
    d->open = d->held = 0;
    if (d->starts_room < known->count) {
        d->starts_room = known->count;
        d->starts = itk_grow(d->starts, d->starts_room, sizeof(*d->starts));
    }
    for (size_t i = 0; i < known->count; i++)
        d->starts[i] = NOWHERE;
    memset(d->table, 0, sizeof(d->table));
}

void
itk_deflate(itk_deflater *deflater, const struct itk_known *known,
            const struct itk_trace *trace, const char *part, size_t size,
            struct itk_buf *out)
{
    const struct itk_code *end_of_block = &known->literal[256];
    size_t at = 0;

    begin(deflater, known, part, out);
    itk_buf_reserve(out, MOST_BYTES(known->header_bits / 8));
    put_words(deflater, known->header, known->header_bits);
    for (size_t i = 0; i < trace->count; i++) {
        const struct itk_stretch *stretch = &trace->at[i];

        itk_buf_reserve(out, MOST_BYTES(stretch->end - at));
        if (stretch->segment == ITK_TRACE_OTHER)
            put_other(deflater, at, stretch->end);
        else
            put_segment(deflater, stretch->segment, at);
        at = stretch->end;
    }
    assert(at == size);
    (void)size;
    itk_buf_reserve(out, MOST_BYTES(0));
    put(deflater, end_of_block->bits, end_of_block->length);
    flush(deflater);
    if (deflater->held) { /* the last byte is filled up with noughts */
        deflater->held = 8;
        flush(deflater);
    }
    out->data[out->size] = '\0';
}
