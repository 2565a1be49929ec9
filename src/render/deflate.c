/*
 * A trace of known and other bytes as a deflate stream.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <endian.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "render/deflate.h"

#define HASH_BITS    12
#define HASH_BYTES   4
#define NOWHERE      (SIZE_MAX / 2) /* far from everywhere */
#define MOST_COUNTED (16u << 20)    /* of parts, until the table is wiped out */

/* Of the stream for so many bytes: no code is longer than 15 bits, a match's
 * no longer than its bytes'; eight are written at a time. */
#define MOST_BYTES(size) ((size)*2 + 16)

struct itk_deflater {
    const struct itk_known *known;
    const char *part;
    struct itk_buf *out;
    size_t *starts; /* where each segment last began; NOWHERE */
    size_t starts_room;
    /* Places of other bytes, counted on from part to part, so that those of
     * the parts before need not be wiped out: not above `base`. */
    uint32_t table[1u << HASH_BITS];
    uint32_t base, next_base;
    char *room_end; /* of the output's block */
};

/* The end of the output, handed on by value so that it stays in registers.
 * Between the functions fewer than 8 bits are held. */
struct stream {
    uint64_t open; /* bits that fill no byte yet */
    unsigned held;
    char *at;
};

/* The same in two words, which a call takes and returns in registers: a bit
 * stands above those that are held. */
struct resting {
    uint64_t open;
    char *at;
};

/* ---- trace ---- */

void
itk_trace_clear(struct itk_trace *trace)
{
    trace->count = 0;
    trace->others = 0;
}

void
itk_trace_enlarge(struct itk_trace *trace)
{
    trace->room = trace->room ? trace->room * 2 : 256;
    trace->at = itk_grow(trace->at, trace->room, sizeof(*trace->at));
}

void
itk_trace_cut(struct itk_trace *trace, size_t end)
{
    while (trace->count && trace->at[trace->count - 1].end > end) {
        struct itk_stretch *last = &trace->at[trace->count - 1];
        const size_t begin =
            trace->count > 1 ? trace->at[trace->count - 2].end : 0;

        if (last->segment == ITK_TRACE_OTHER)
            trace->others -= last->end - (begin < end ? end : begin);
        if (begin < end) { /* only others may be cut in two */
            assert(last->segment == ITK_TRACE_OTHER);
            last->end = end;
            return;
        }
        trace->count--;
    }
}

uint32_t
itk_trace_crc(const struct itk_trace *trace, const struct itk_known *known,
              const char *part)
{
    uint32_t crc = 0;
    size_t at = 0, summed = 0;

    for (size_t i = 0; i < trace->count; i++) {
        const struct itk_stretch *stretch = &trace->at[i];
        const struct itk_known_segment *segment =
            stretch->segment == ITK_TRACE_OTHER
                ? NULL
                : &known->segments[stretch->segment];

        if (segment && segment->shift) {
            crc = libdeflate_crc32(crc, part + summed, at - summed);
            crc = itk_crc_join(segment->shift, crc, segment->crc);
            summed = stretch->end;
        }
        at = stretch->end;
    }
    return libdeflate_crc32(crc, part + summed, at - summed);
}

void
itk_trace_fini(struct itk_trace *trace)
{
    free(trace->at);
    *trace = (struct itk_trace){0};
}

/* ---- bits ---- */

static inline struct resting
rest(struct stream s)
{
    return (struct resting){s.open | UINT64_C(1) << s.held, s.at};
}

static inline struct stream
resume(struct resting s)
{
    const unsigned held = 63u - (unsigned)__builtin_clzll(s.open);

    return (struct stream){s.open ^ UINT64_C(1) << held, held, s.at};
}

static char *
enlarge(itk_deflater *d, char *at, size_t more)
{
    d->out->size = (size_t)(at - d->out->data);
    itk_buf_reserve(d->out, more);
    d->room_end = d->out->data + d->out->room;
    return d->out->data + d->out->size;
}

/* Room for a stretch of `size` bytes. */
static inline struct stream
make_room(itk_deflater *d, struct stream s, size_t size)
{
    if ((size_t)(d->room_end - s.at) <= MOST_BYTES(size))
        s.at = enlarge(d, s.at, MOST_BYTES(size));
    return s;
}

/* At most 56 bits in all are held until the next flush. */
static inline struct stream
hold(struct stream s, uint64_t value, unsigned length)
{
    s.open |= value << s.held;
    s.held += length;
    return s;
}

static inline struct stream
flush(struct stream s)
{
    const uint64_t little = htole64(s.open);

    memcpy(s.at, &little, sizeof(little));
    s.at += s.held / 8;
    s.open >>= s.held & ~7u;
    s.held &= 7u;
    return s;
}

static inline struct stream
put_bits(struct stream s, const unsigned char *from, size_t bits)
{
    uint64_t eight;

    for (; bits > 56; bits -= 56, from += 7) {
        memcpy(&eight, from, sizeof(eight));
        s = flush(hold(s, le64toh(eight) & ~UINT64_C(0) >> 8, 56));
    }
    memcpy(&eight, from, sizeof(eight));
    eight = le64toh(eight) & ((UINT64_C(1) << bits) - 1);
    return flush(hold(s, eight, (unsigned)bits));
}

static inline struct stream
hold_literal(const struct itk_known *known, struct stream s, char byte)
{
    const struct itk_code *code = &known->literal[(unsigned char)byte];

    return hold(s, code->bits, code->length);
}

static inline struct stream
put_literals(const struct itk_known *known, struct stream s, const char *bytes,
             size_t size)
{
    for (; size >= 3; size -= 3, bytes += 3) {
        s = hold_literal(known, s, bytes[0]);
        s = hold_literal(known, s, bytes[1]);
        s = flush(hold_literal(known, s, bytes[2]));
    }
    for (; size; size--)
        s = hold_literal(known, s, *bytes++);
    return flush(s);
}

static inline struct stream
put_distance(const struct itk_known *known, struct stream s, uint32_t distance)
{
    const struct itk_known_extra far = itk_known_distance(distance);
    const struct itk_code *code = &known->distance[far.symbol];

    s = hold(s, code->bits | (uint64_t)(distance - far.base) << code->length,
             (unsigned)code->length + far.bits);
    return flush(s);
}

static inline struct stream
put_match(const struct itk_known *known, struct stream s, uint32_t length,
          uint32_t distance)
{
    const struct itk_long_code *how = &known->length[length];

    return put_distance(known, hold(s, how->bits, how->length), distance);
}

/* A long match as several, none shorter than a match may be. */
static inline struct stream
put_copy(const struct itk_known *known, struct stream s, size_t size,
         uint32_t distance)
{
    while (size) {
        size_t length = size;

        if (length > ITK_DEFLATE_MAX_MATCH)
            length = size - ITK_DEFLATE_MAX_MATCH < ITK_DEFLATE_MIN_MATCH
                         ? ITK_DEFLATE_MAX_MATCH - ITK_DEFLATE_MIN_MATCH
                         : ITK_DEFLATE_MAX_MATCH;
        s = put_match(known, s, (uint32_t)length, distance);
        size -= length;
    }
    return s;
}

/* ---- what came between ---- */

static inline uint32_t
four_at(const itk_deflater *d, size_t at)
{
    uint32_t four;

    memcpy(&four, d->part + at, sizeof(four));
    return four;
}

static inline uint32_t *
place_of(itk_deflater *d, uint32_t four)
{
    return &d->table[le32toh(four) * 2654435761u >> (32 - HASH_BITS)];
}

/* How far back the four bytes at `at` stood before; 0 when nowhere. */
static inline uint32_t
look_back(itk_deflater *d, size_t at)
{
    const uint32_t four = four_at(d, at);
    const uint32_t now = d->base + (uint32_t)at + 1;
    uint32_t *place = place_of(d, four);
    const uint32_t before = *place, distance = now - before;

    *place = now;
    if (before <= d->base || distance > ITK_DEFLATE_MAX_DISTANCE ||
        four_at(d, at - distance) != four)
        return 0;
    return distance;
}

/* To the next character, mostly: what is the same begins with one. */
static inline size_t
step_over(char byte)
{
    return (unsigned char)byte >= 0xE0 ? 3 : 1;
}

static inline size_t
reach(const itk_deflater *d, size_t at, size_t end, uint32_t distance)
{
    size_t most = end - at;

    if (most > ITK_DEFLATE_MAX_MATCH)
        most = ITK_DEFLATE_MAX_MATCH;
    return HASH_BYTES + itk_known_common(d->part + at - distance + HASH_BYTES,
                                         d->part + at + HASH_BYTES,
                                         most - HASH_BYTES);
}

static struct resting
put_other(itk_deflater *d, struct resting resting, size_t at, size_t end)
{
    const struct itk_known *known = d->known;
    struct stream s = resume(resting);
    size_t literal = at;

    while (at + HASH_BYTES <= end) {
        const uint32_t distance = look_back(d, at);
        size_t size;

        if (!distance) {
            at += step_over(d->part[at]);
            continue;
        }
        size = reach(d, at, end, distance);
        s = put_literals(known, s, d->part + literal, at - literal);
        s = put_match(known, s, (uint32_t)size, distance);
        literal = at += size;
    }
    return rest(put_literals(known, s, d->part + literal, end - literal));
}

/* ---- known text ---- */

/* What is the same as what stood so far before it, not written yet: what comes
 * next may go on with it. */
struct copy {
    size_t size; /* 0: nothing */
    size_t distance;
};

static struct resting
put_pending(itk_deflater *d, struct resting resting, struct copy *copy)
{
    struct stream s = make_room(d, resume(resting), copy->size);

    s = put_copy(d->known, s, copy->size, (uint32_t)copy->distance);
    copy->size = 0;
    return rest(s);
}

static inline struct stream
end_copy(itk_deflater *d, struct stream s, struct copy *copy)
{
    return copy->size ? resume(put_pending(d, rest(s), copy)) : s;
}

/* Is all of the stretch more of the copy? */
static inline bool
goes_on(const itk_deflater *d, const struct copy *copy, size_t at, size_t size)
{
    const char *here = d->part + at;

    return copy->size && size && here[0] == *(here - copy->distance) &&
           memcmp(here - copy->distance, here, size) == 0;
}

/* The match that ends a token, which is more of the copy or the next one; its
 * bytes may be out of reach. */
static inline struct stream
put_token(itk_deflater *d, struct stream s, const struct itk_known_token *token,
          size_t at, struct copy *copy)
{
    const size_t distance = at - (d->starts[token->segment] + token->offset);

    if (token->bytes || distance != copy->distance) {
        s = end_copy(d, s, copy);
        s = put_bits(s, d->known->bits + token->from, token->bits);
    }
    if (distance > ITK_DEFLATE_MAX_DISTANCE)
        return resume(put_other(d, rest(s), at, at + token->length));
    copy->size += token->length;
    copy->distance = distance;
    return s;
}

static inline struct stream
put_segment(itk_deflater *d, struct stream s, uint32_t number, size_t at,
            struct copy *copy)
{
    const struct itk_known *known = d->known;
    const struct itk_known_token *token = known->segments[number].tokens;

    for (; token->length; token++) {
        at += token->bytes;
        s = put_token(d, s, token, at, copy);
        at += token->length;
    }
    if (!token->bits)
        return s;
    s = end_copy(d, s, copy);
    return put_bits(s, known->bits + token->from, token->bits);
}

static inline struct stream
put_stretch(itk_deflater *d, struct stream s, const struct itk_stretch *stretch,
            size_t at, struct copy *copy)
{
    const size_t size = stretch->end - at;
    size_t distance;

    if (stretch->segment == ITK_TRACE_OTHER) {
        s = end_copy(d, s, copy);
        s = make_room(d, s, size);
        return resume(put_other(d, rest(s), at, stretch->end));
    }
    distance = at - d->starts[stretch->segment];
    if (distance <= ITK_DEFLATE_MAX_DISTANCE && size >= ITK_DEFLATE_MIN_MATCH) {
        s = end_copy(d, s, copy);
        *copy = (struct copy){size, distance};
        return s;
    }
    s = make_room(d, s, size + copy->size);
    return put_segment(d, s, stretch->segment, at, copy);
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
      size_t size, struct itk_buf *out)
{
    d->known = known;
    d->part = part;
    d->out = out;
    if (d->starts_room < known->count) {
        d->starts_room = known->count;
        d->starts = itk_grow(d->starts, d->starts_room, sizeof(*d->starts));
    }
    for (size_t i = 0; i < known->count; i++)
        d->starts[i] = NOWHERE;
    assert(size < UINT32_MAX - MOST_COUNTED);
    d->base = d->next_base;
    if (d->base > MOST_COUNTED) {
        memset(d->table, 0, sizeof(d->table));
        d->base = 0;
    }
    d->next_base = d->base + (uint32_t)size;
}

void
itk_deflate(itk_deflater *deflater, const struct itk_known *known,
            const struct itk_trace *trace, const char *part, size_t size,
            struct itk_buf *out)
{
    const struct itk_code *end_of_block = &known->literal[256];
    struct stream s = {0};
    struct copy copy = {0};
    size_t at = 0;

    begin(deflater, known, part, size, out);
    s.at = enlarge(deflater, out->data + out->size,
                   MOST_BYTES(known->header_bits / 8));
    s = put_bits(s, known->bits, known->header_bits);
    for (size_t i = 0; i < trace->count; i++) {
        const struct itk_stretch *stretch = &trace->at[i];

        if (goes_on(deflater, &copy, at, stretch->end - at))
            copy.size += stretch->end - at;
        else
            s = put_stretch(deflater, s, stretch, at, &copy);
        if (stretch->segment != ITK_TRACE_OTHER)
            deflater->starts[stretch->segment] = at;
        at = stretch->end;
    }
    assert(at == size);
    s = end_copy(deflater, s, &copy);
    s = make_room(deflater, s, 0);
    s = flush(hold(s, end_of_block->bits, end_of_block->length));
    if (s.held) { /* the last byte is filled up with noughts */
        s.held = 8;
        s = flush(s);
    }
    *s.at = '\0';
    out->size = (size_t)(s.at - out->data);
}
