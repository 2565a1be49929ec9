/*
 * What a template's own text looks like deflated, found out once: for each of
 * its literal segments the matches in the literal text before it, and one
 * Huffman code for all of them and for any value between. Where a segment will
 * stand in a document is not known; so a match says from which segment, and at
 * which offset in it, its bytes come (render/deflate.h does the rest).
 *
 * Lifetime  in the arena given.
 * Threads   immutable once made.
 * Source    RFC 1951.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_TMPL_KNOWN_H
#define ITK_TMPL_KNOWN_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "tmpl/crc.h"

#define ITK_DEFLATE_MIN_MATCH    3u
#define ITK_DEFLATE_MAX_MATCH    258u
#define ITK_DEFLATE_MAX_DISTANCE 32768u
#define ITK_DEFLATE_LITERALS     286u /* bytes, end of block, lengths */
#define ITK_DEFLATE_DISTANCES    30u
#define ITK_KNOWN_SLACK          8u /* so that eight bytes can be read at once */

/* Bits that are the same wherever the segment stands: bytes, and matches within
 * the segment itself. Then a match with another; the last token of a segment
 * has none. */
struct itk_known_token {
    uint32_t bytes;           /* that the bits stand for */
    uint32_t bits;            /* so many, */
    uint32_t from;            /* from this byte of the program's on */
    uint32_t length;          /* of the match; 0: none */
    uint32_t segment, offset; /* where its bytes come from */
};

struct itk_known_segment {
    const char *bytes; /* borrowed */
    size_t size;
    const struct itk_known_token *tokens;
    size_t count;
    uint32_t crc;
    const struct itk_crc_shift *shift; /* NULL: too small to be worth it */
};

struct itk_code {
    uint16_t bits; /* as they go into the stream, the first one lowest */
    uint16_t length;
};

struct itk_long_code {
    uint32_t bits;
    uint32_t length;
};

struct itk_known {
    const struct itk_known_segment *segments;
    size_t count;
    const unsigned char *bits; /* of all tokens, each from a new byte, and
                                  ITK_KNOWN_SLACK bytes more; first of all */
    size_t header_bits;        /* of the one, last, dynamic block */
    struct itk_code literal[ITK_DEFLATE_LITERALS]; /* none is missing */
    struct itk_code distance[ITK_DEFLATE_DISTANCES];
    /* Of a match of each length, with its further bits. */
    struct itk_long_code length[ITK_DEFLATE_MAX_MATCH + 1];
};

/* A segment and the section that it stands in: whoever goes into a section may
 * rely on what stands before it in the sections around, but not on what stands
 * in others. */
struct itk_known_text {
    const char *bytes;
    size_t size;
    const struct itk_known_section *section; /* NULL: in none */
};

/* Segments that stand there again: so many bytes, so far behind. */
struct itk_known_copy {
    size_t size;
    uint32_t distance;
};

struct itk_known_section {
    const struct itk_known_section *up; /* around it; NULL: none */
};

/* Segments in the order of the program; and what is expected besides: how many
 * values between them, and copies, without those that sections make. */
struct itk_known_source {
    const struct itk_known_text *segments;
    size_t count;
    size_t values;
    const struct itk_known_copy *copies;
    size_t copies_count;
    uint32_t least; /* bytes of a match with another segment: each costs time */
    unsigned places; /* looked at for one match; those in one that others can
                        begin at */
};

/* Never NULL. */
const struct itk_known *itk_known_make(struct itk_arena *arena,
                                       const struct itk_known_source *source);

/* How many bytes are the same, at most `most`. */
static inline size_t
itk_known_common(const char *a, const char *b, size_t most)
{
    size_t size = 0;

    while (most - size >= sizeof(uint64_t)) {
        uint64_t one, two;

        memcpy(&one, a + size, sizeof(one));
        memcpy(&two, b + size, sizeof(two));
        if (one != two)
            return size +
                   (size_t)__builtin_ctzll(le64toh(one) ^ le64toh(two)) / 8;
        size += sizeof(uint64_t);
    }
    while (size < most && a[size] == b[size])
        size++;
    return size;
}

/* The code of a match's length (3..258) and distance (1..32768), and the
 * further bits that tell it from others of the same code. */
struct itk_known_extra {
    uint16_t symbol;
    uint16_t base;
    uint16_t bits;
};
struct itk_known_extra itk_known_length(uint32_t length);

static inline struct itk_known_extra
itk_known_distance(uint32_t distance)
{
    const uint32_t past = distance - 1;
    const unsigned bits = 30 - (unsigned)__builtin_clz(past | 2);

    return (struct itk_known_extra){(uint16_t)(bits * 2 + (past >> bits)),
                                    (uint16_t)((past >> bits << bits) + 1),
                                    (uint16_t)bits};
}

#endif
