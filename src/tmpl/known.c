/*
 * The search for matches in a template's own text, and the code for what it
 * finds.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tmpl/huffman.h"
#include "tmpl/known.h"

#define HASH_BITS   13
#define HASHED      4u  /* bytes: matches of three save next to nothing */
#define BLOCK       64u /* bytes whose segment is looked up at once */
#define COPIES      8u  /* of what a section repeats, about */
#define NOWHERE     UINT32_MAX
#define MIN_SUMMED  256u /* bytes of a segment whose CRC is kept */
#define END_SYMBOL  256u
#define VALUE_BYTES 12u /* that a value has, about: what to make room for */

struct step;
struct found {
    struct step *steps;
    size_t count, room;
};

struct search {
    struct itk_arena *arena; /* for the result */
    struct itk_arena scratch;
    const struct itk_known_source *source;
    const struct itk_known_text *segments;
    size_t count;
    const char *text; /* all segments in a row */
    size_t *starts;   /* of each; one more at the end */
    uint32_t *blocks; /* the segment of each BLOCK's first byte; one more */
    uint32_t *head, *chain;
    size_t now;          /* the segment that is being searched */
    struct found *found; /* in each segment */
    size_t values;       /* that are expected between the segments */
    uint32_t literal_counts[ITK_DEFLATE_LITERALS];
    uint32_t distance_counts[ITK_DEFLATE_DISTANCES];
};

struct match {
    uint32_t length;
    size_t from;
};

/* Bytes as they stand, then a match; the last of a segment has none. */
struct step {
    uint32_t literals;
    uint32_t length;          /* 0: none */
    uint32_t segment, offset; /* where its bytes come from */
};

struct itk_known_extra
itk_known_length(uint32_t length)
{
    const uint32_t past = length - ITK_DEFLATE_MIN_MATCH;
    unsigned bits = 0;

    if (length == ITK_DEFLATE_MAX_MATCH)
        return (struct itk_known_extra){285, 258, 0};
    while (past >> (bits + 3))
        bits++;
    return (struct itk_known_extra){
        (uint16_t)(257 + bits * 4 + (past >> bits)),
        (uint16_t)((past >> bits << bits) + ITK_DEFLATE_MIN_MATCH),
        (uint16_t)bits};
}

/* ---- matches ---- */

static void
lay_blocks(struct search *s, size_t size)
{
    const size_t last = size / BLOCK + 1;
    size_t segment = 0;

    s->blocks = itk_arena_room(&s->scratch, last + 1, sizeof(*s->blocks));
    for (size_t i = 0; i < last; i++) {
        while (segment + 1 < s->count && s->starts[segment + 1] <= i * BLOCK)
            segment++;
        s->blocks[i] = (uint32_t)segment;
    }
    s->blocks[last] = (uint32_t)(s->count ? s->count - 1 : 0);
}

static void
lay_out(struct search *s)
{
    size_t size = 0;
    char *text;

    s->starts = itk_arena_array(&s->scratch, s->count + 1, sizeof(*s->starts));
    s->found = itk_arena_array(&s->scratch, s->count + 1, sizeof(*s->found));
    for (size_t i = 0; i < s->count; i++) {
        s->starts[i] = size;
        size += s->segments[i].size;
    }
    s->starts[s->count] = size;
    text = itk_arena_room(&s->scratch, size + 1, 1);
    s->chain = itk_arena_room(&s->scratch, size + 1, sizeof(*s->chain));
    s->head = itk_arena_room(&s->scratch, 1u << HASH_BITS, sizeof(*s->head));
    memset(s->head, 0xff, sizeof(*s->head) << HASH_BITS);
    for (size_t i = 0; i < s->count; i++) {
        if (s->segments[i].size)
            memcpy(text + s->starts[i], s->segments[i].bytes,
                   s->segments[i].size);
    }
    s->text = text;
    lay_blocks(s, size);
}

static uint32_t
hash(const char *at)
{
    uint32_t bytes;

    memcpy(&bytes, at, sizeof(bytes));
    return le32toh(bytes) * 2654435761u >> (32 - HASH_BITS);
}

/* The segment of the byte at `at`. */
static size_t
owner(const struct search *s, size_t at)
{
    size_t low = s->blocks[at / BLOCK];
    size_t high = (size_t)s->blocks[at / BLOCK + 1] + 1;

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (s->starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Bytes from `at` to the end of its segment. */
static size_t
room(const struct search *s, size_t at)
{
    return s->starts[owner(s, at) + 1] - at;
}

/* The places from `at` to before `end` can be matched with from now on; few of
 * those that are inside of a match need be. */
static inline void
insert(struct search *s, size_t at, size_t end)
{
    const size_t last = s->starts[s->now + 1];

    for (; at < end && at + HASHED <= last; at++) {
        uint32_t *head = &s->head[hash(s->text + at)];

        s->chain[at] = *head;
        *head = (uint32_t)at;
    }
}

/* Is what stands at `from` there whenever the segment at hand is, and worth
 * the work? */
static bool
is_worth(const struct search *s, size_t from, size_t size)
{
    const struct itk_known_section *wanted =
        s->segments[owner(s, from)].section;
    const struct itk_known_section *section = s->segments[s->now].section;

    if (from < s->starts[s->now] && size < s->source->least)
        return false;
    while (section && section != wanted)
        section = section->up;
    return section == wanted;
}

/* The longest match for what stands at `at`; of equal ones the nearest. */
static struct match
find(const struct search *s, size_t at)
{
    struct match best = {0, 0};
    size_t most = s->starts[s->now + 1] - at;
    uint32_t from;

    if (most < HASHED)
        return best;
    if (most > ITK_DEFLATE_MAX_MATCH)
        most = ITK_DEFLATE_MAX_MATCH;
    from = s->head[hash(s->text + at)];
    for (unsigned i = 0; i < s->source->places && from != NOWHERE; i++) {
        size_t size, own;

        if (best.length == most || at - from > ITK_DEFLATE_MAX_DISTANCE)
            break;
        if (s->text[from + best.length] != s->text[at + best.length]) {
            from = s->chain[from];
            continue; /* it cannot be longer */
        }
        size = itk_known_common(s->text + from, s->text + at, most);
        if (size > best.length && (own = room(s, from)) < size)
            size = own;
        if (size > best.length && is_worth(s, from, size))
            best = (struct match){(uint32_t)size, from};
        from = s->chain[from];
    }
    if (best.length < ITK_DEFLATE_MIN_MATCH)
        best.length = 0;
    return best;
}

static void
push(struct search *s, size_t from, size_t at, struct match match)
{
    struct found *found = &s->found[s->now];
    struct step step = {.literals = (uint32_t)(at - from)};

    for (size_t i = from; i < at; i++)
        s->literal_counts[(unsigned char)s->text[i]]++;
    if (match.length) {
        step.length = match.length;
        step.segment = (uint32_t)owner(s, match.from);
        step.offset = (uint32_t)(match.from - s->starts[step.segment]);
        s->literal_counts[itk_known_length(match.length).symbol]++;
        s->distance_counts[itk_known_distance((uint32_t)(at - match.from))
                               .symbol]++;
    }
    if (found->count == found->room) {
        found->room = found->room ? found->room * 2 : 4;
        found->steps =
            itk_grow(found->steps, found->room, sizeof(*found->steps));
    }
    found->steps[found->count++] = step;
}

/* A match is put off by a byte when the next one is longer. */
static void
tokenize(struct search *s)
{
    const size_t end = s->starts[s->now + 1];
    const uint32_t inside = s->source->places;
    size_t at = s->starts[s->now], from = at;
    struct match match = {0}, next;

    while (at < end) {
        match = find(s, at);
        insert(s, at, at + 1);
        if (!match.length) {
            at++;
            continue;
        }
        while (at + 1 < end && (next = find(s, at + 1)).length > match.length) {
            match = next;
            at++;
            insert(s, at, at + 1);
        }
        push(s, from, at, match);
        insert(s, at + 1, at + (match.length < inside ? match.length : inside));
        from = at += match.length;
    }
    push(s, from, end, (struct match){0});
}

/* ---- the code ---- */

struct bits {
    struct itk_buf bytes;
    uint64_t open; /* bits that fill no byte yet */
    unsigned held;
};

/* At most 32 bits. */
static void
put(struct bits *bits, uint32_t value, unsigned length)
{
    bits->open |= (uint64_t)value << bits->held;
    for (bits->held += length; bits->held >= 8; bits->held -= 8) {
        itk_buf_addc(&bits->bytes, (char)(unsigned char)bits->open);
        bits->open >>= 8;
    }
}

static void
to_next_byte(struct bits *bits)
{
    if (bits->held)
        put(bits, 0, 8 - bits->held);
}

static void
count_copy(struct search *s, size_t size, uint32_t distance, uint32_t copies)
{
    const size_t whole = size / ITK_DEFLATE_MAX_MATCH;
    const size_t rest = size % ITK_DEFLATE_MAX_MATCH;
    const uint16_t far = itk_known_distance(distance).symbol;

    s->literal_counts[itk_known_length(ITK_DEFLATE_MAX_MATCH).symbol] +=
        (uint32_t)whole * copies;
    s->distance_counts[far] += (uint32_t)whole * copies;
    if (rest < ITK_DEFLATE_MIN_MATCH)
        return;
    s->literal_counts[itk_known_length((uint32_t)rest).symbol] += copies;
    s->distance_counts[far] += copies;
}

/* The segments beside each other in one section come as copies of themselves
 * when it is gone through again, and new values between them. */
static void
count_copies(struct search *s)
{
    size_t end;

    for (size_t first = 0; first < s->count; first = end) {
        const struct itk_known_section *section = s->segments[first].section;
        size_t distance = 0;

        for (end = first; end < s->count && s->segments[end].section == section;
             end++)
            distance += s->segments[end].size + VALUE_BYTES;
        if (!section || distance > ITK_DEFLATE_MAX_DISTANCE)
            continue;
        for (size_t i = first; i < end; i++)
            count_copy(s, s->segments[i].size, (uint32_t)distance, COPIES);
        s->values += (end - first) * COPIES;
    }
}

/* What values may hold: anything, digits and Japanese text above all. A symbol
 * without a count could not be written. */
static void
count_values(struct search *s)
{
    uint32_t values;

    count_copies(s);
    for (size_t i = 0; i < s->source->copies_count; i++)
        count_copy(s, s->source->copies[i].size, s->source->copies[i].distance,
                   1);
    values = (uint32_t)s->values * VALUE_BYTES / 8;
    for (size_t i = 0; i < ITK_DEFLATE_LITERALS; i++)
        s->literal_counts[i]++;
    for (unsigned char c = '0'; c <= '9'; c++)
        s->literal_counts[c] += values / 8;
    for (unsigned c = 0x80; c < 0xc0; c++)
        s->literal_counts[c] += values / 32;
    for (unsigned c = 0xe3; c < 0xea; c++)
        s->literal_counts[c] += values / 4;
    for (uint32_t i = 0; i < ITK_DEFLATE_DISTANCES; i++)
        s->distance_counts[i] += 1 + (uint32_t)s->values * i / 128;
}

/* How the lengths of codes are told: 0..15 as they are, 16 repeats the one
 * before 3 to 6 times. None is 0. */
static size_t
tell_lengths(const uint8_t *lengths, size_t count, uint8_t *symbols,
             uint8_t *repeats)
{
    size_t told = 0;

    for (size_t i = 0; i < count;) {
        size_t same = 1;

        while (i + same < count && lengths[i + same] == lengths[i] && same < 7)
            same++;
        symbols[told] = lengths[i];
        repeats[told++] = 0;
        if (same >= 4) {
            symbols[told] = 16;
            repeats[told++] = (uint8_t)(same - 4);
            i += same;
        } else {
            i++;
        }
    }
    return told;
}

static void
put_header(struct itk_known *known, struct bits *bits)
{
    static const uint8_t order[19] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                      11, 4,  12, 3, 13, 2, 14, 1, 15};
    uint8_t lengths[ITK_DEFLATE_LITERALS + ITK_DEFLATE_DISTANCES];
    uint8_t symbols[2 * sizeof(lengths)], repeats[2 * sizeof(lengths)];
    uint32_t counts[19] = {0};
    struct itk_code codes[19];
    size_t told;

    for (size_t i = 0; i < ITK_DEFLATE_LITERALS; i++)
        lengths[i] = (uint8_t)known->literal[i].length;
    for (size_t i = 0; i < ITK_DEFLATE_DISTANCES; i++)
        lengths[ITK_DEFLATE_LITERALS + i] = (uint8_t)known->distance[i].length;
    told = tell_lengths(lengths, sizeof(lengths), symbols, repeats);
    for (size_t i = 0; i < told; i++)
        counts[symbols[i]]++;
    counts[16]++; /* two symbols at least */
    itk_huffman_make(counts, 19, 7, codes);
    put(bits, 1, 1); /* the last block, */
    put(bits, 2, 2); /* with codes of its own: */
    put(bits, ITK_DEFLATE_LITERALS - 257, 5);
    put(bits, ITK_DEFLATE_DISTANCES - 1, 5);
    put(bits, 19 - 4, 4);
    for (size_t i = 0; i < 19; i++)
        put(bits, codes[order[i]].length, 3);
    for (size_t i = 0; i < told; i++) {
        put(bits, codes[symbols[i]].bits, codes[symbols[i]].length);
        if (symbols[i] == 16)
            put(bits, repeats[i], 2);
    }
}

static void
put_literals(const struct itk_known *known, struct bits *bits, const char *at,
             size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct itk_code *code = &known->literal[(unsigned char)at[i]];

        put(bits, code->bits, code->length);
    }
}

static void
put_match(const struct itk_known *known, struct bits *bits, uint32_t length,
          uint32_t distance)
{
    const struct itk_known_extra far = itk_known_distance(distance);
    const struct itk_code *code = &known->distance[far.symbol];

    put(bits, known->length[length].bits, known->length[length].length);
    put(bits, code->bits | (distance - far.base) << code->length,
        (unsigned)code->length + far.bits);
}

/* The steps of one segment as tokens. A match within the segment is bits like
 * any other: its distance is known. */
static void
encode(struct search *s, size_t segment, struct bits *bits,
       struct itk_known *known, struct itk_known_segment *made)
{
    const struct found *found = &s->found[segment];
    struct itk_known_token *tokens =
        itk_arena_array(s->arena, found->count, sizeof(*tokens));
    struct itk_known_token token = {0};
    size_t at = 0, begin = bits->bytes.size;

    for (size_t i = 0; i < found->count; i++) {
        const struct step *step = &found->steps[i];
        const bool own = step->length && step->segment == segment;

        put_literals(known, bits, made->bytes + at, step->literals);
        at += step->literals;
        if (own)
            put_match(known, bits, step->length, (uint32_t)at - step->offset);
        token.bytes += step->literals + (own ? step->length : 0);
        at += step->length;
        if (own)
            continue;
        token.from = (uint32_t)begin;
        token.bits = (uint32_t)((bits->bytes.size - begin) * 8 + bits->held);
        token.length = step->length;
        token.segment = step->segment;
        token.offset = step->offset;
        tokens[made->count++] = token;
        token = (struct itk_known_token){0};
        to_next_byte(bits);
        begin = bits->bytes.size;
    }
    made->tokens = tokens;
}

/* Looking up is as fast as reading some hundred bytes. */
static void
sum(struct itk_arena *arena, struct itk_known_segment *segment)
{
    struct itk_crc_shift *shift;

    if (segment->size < MIN_SUMMED)
        return;
    shift = itk_arena_room(arena, 1, sizeof(*shift));
    itk_crc_shift_make(shift, segment->size);
    segment->crc = libdeflate_crc32(0, segment->bytes, segment->size);
    segment->shift = shift;
}

static void
make_codes(const struct search *s, struct itk_known *known)
{
    itk_huffman_make(s->literal_counts, ITK_DEFLATE_LITERALS, 15,
                     known->literal);
    itk_huffman_make(s->distance_counts, ITK_DEFLATE_DISTANCES, 15,
                     known->distance);
    for (uint32_t i = ITK_DEFLATE_MIN_MATCH; i <= ITK_DEFLATE_MAX_MATCH; i++) {
        const struct itk_known_extra how = itk_known_length(i);
        const struct itk_code *code = &known->literal[how.symbol];

        known->length[i] =
            (struct itk_long_code){code->bits | (i - how.base) << code->length,
                                   (uint32_t)code->length + how.bits};
    }
}

const struct itk_known *
itk_known_make(struct itk_arena *arena, const struct itk_known_source *source)
{
    const struct itk_known_text *segments = source->segments;
    const size_t count = source->count;
    static const char slack[ITK_KNOWN_SLACK];
    struct search s = {.arena = arena,
                       .source = source,
                       .segments = segments,
                       .count = count,
                       .values = source->values};
    struct itk_known *known = itk_arena_alloc(arena, sizeof(*known));
    struct itk_known_segment *made =
        itk_arena_array(arena, count + 1, sizeof(*made));
    struct bits bits = {.bytes = ITK_BUF_INIT};

    *known = (struct itk_known){.segments = made, .count = count};
    lay_out(&s);
    for (s.now = 0; s.now < count; s.now++)
        tokenize(&s);
    count_values(&s);
    make_codes(&s, known);
    put_header(known, &bits);
    known->header_bits = bits.bytes.size * 8 + bits.held;
    to_next_byte(&bits);
    for (size_t i = 0; i < count; i++) {
        made[i].bytes = segments[i].bytes;
        made[i].size = segments[i].size;
        encode(&s, i, &bits, known, &made[i]);
        sum(arena, &made[i]);
        free(s.found[i].steps);
    }
    itk_buf_add(&bits.bytes, slack, sizeof(slack));
    known->bits = (const unsigned char *)bits.bytes.data;
    itk_arena_adopt(arena, itk_buf_take(&bits.bytes));
    itk_arena_fini(&s.scratch);
    return known;
}
