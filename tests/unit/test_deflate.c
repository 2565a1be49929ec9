/*
 * Deflate with matches known beforehand: any program and any data, inflated by
 * zlib and by libdeflate, give the bytes that were rendered.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>
#include <zlib.h>

#include "render/deflate.h"
#include "tmpl/huffman.h"
#include "tmpl/template.h"

static uint64_t state;

static unsigned
dice(unsigned sides)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % sides;
}

struct part {
    struct itk_arena arena;
    struct itk_known_text segments[64];
    size_t count;
    const struct itk_known *known;
    itk_phrases *phrases; /* of a block */
    struct itk_trace trace;
    struct itk_buf bytes, stream;
};

static void
put_segment(struct part *part, size_t segment)
{
    itk_buf_add(&part->bytes, part->segments[segment].bytes,
                part->segments[segment].size);
    itk_trace_add(&part->trace, part->bytes.size, (uint32_t)segment);
}

static void
put_other(struct part *part, const char *bytes, size_t size)
{
    itk_buf_add(&part->bytes, bytes, size);
    itk_trace_add(&part->trace, part->bytes.size, ITK_TRACE_OTHER);
}

static void
inflate_with_zlib(const struct part *part, char *out)
{
    z_stream z = {0};

    assert_int_equal(inflateInit2(&z, -15), Z_OK);
    z.next_in = (Bytef *)part->stream.data;
    z.avail_in = (uInt)part->stream.size;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)part->bytes.size + 1;
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, part->bytes.size);
    assert_int_equal(z.avail_in, 0);
    inflateEnd(&z);
}

/* One for all, as a renderer has it: nothing may be left of the part before. */
static itk_deflater *deflater;

static void
check(struct part *part)
{
    struct libdeflate_decompressor *judge = libdeflate_alloc_decompressor();
    char *out = itk_alloc(part->bytes.size + 1);
    size_t size;

    itk_deflate(deflater, part->known, &part->trace, part->bytes.data,
                part->bytes.size, &part->stream);
    inflate_with_zlib(part, out);
    assert_memory_equal(out, part->bytes.data, part->bytes.size);
    memset(out, 0, part->bytes.size);
    assert_int_equal(libdeflate_deflate_decompress(judge, part->stream.data,
                                                   part->stream.size, out,
                                                   part->bytes.size, &size),
                     LIBDEFLATE_SUCCESS);
    assert_int_equal(size, part->bytes.size);
    assert_memory_equal(out, part->bytes.data, part->bytes.size);
    assert_int_equal(itk_trace_crc(&part->trace, part->known, part->bytes.data),
                     libdeflate_crc32(0, part->bytes.data, part->bytes.size));
    free(out);
    libdeflate_free_decompressor(judge);
}

static void
fini(struct part *part)
{
    itk_arena_fini(&part->arena);
    itk_trace_fini(&part->trace);
    itk_buf_free(&part->bytes);
    itk_buf_free(&part->stream);
}

static void
learn(struct part *part, unsigned least)
{
    const struct itk_known_source source = {.segments = part->segments,
                                            .count = part->count,
                                            .values = part->count,
                                            .least = least,
                                            .places = 16};

    part->known = itk_known_make(&part->arena, &source);
}

static struct part
part_of(const char *const texts[], size_t count)
{
    struct part part = {.bytes = ITK_BUF_INIT, .stream = ITK_BUF_INIT};

    part.count = count;
    for (size_t i = 0; i < count; i++)
        part.segments[i] =
            (struct itk_known_text){texts[i], strlen(texts[i]), NULL};
    learn(&part, 4);
    return part;
}

/* ---- by hand ---- */

static void
test_length_codes(void **state_)
{
    /* RFC 1951, 3.2.5. */
    static const unsigned rows[][4] = {
        {3, 257, 3, 0},     {10, 264, 10, 0},   {11, 265, 11, 1},
        {12, 265, 11, 1},   {18, 268, 17, 1},   {19, 269, 19, 2},
        {114, 279, 99, 4},  {130, 280, 115, 4}, {131, 281, 131, 5},
        {257, 284, 227, 5}, {258, 285, 258, 0}};

    (void)state_;
    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        const struct itk_known_extra got = itk_known_length(rows[i][0]);

        assert_int_equal(got.symbol, rows[i][1]);
        assert_int_equal(got.base, rows[i][2]);
        assert_int_equal(got.bits, rows[i][3]);
    }
}

static void
test_distance_codes(void **state_)
{
    static const unsigned rows[][4] = {
        {1, 0, 1, 0},           {4, 3, 4, 0},          {5, 4, 5, 1},
        {6, 4, 5, 1},           {7, 5, 7, 1},          {9, 6, 9, 2},
        {192, 14, 129, 6},      {193, 15, 193, 6},     {24576, 28, 16385, 13},
        {24577, 29, 24577, 13}, {32768, 29, 24577, 13}};

    (void)state_;
    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        const struct itk_known_extra got = itk_known_distance(rows[i][0]);

        assert_int_equal(got.symbol, rows[i][1]);
        assert_int_equal(got.base, rows[i][2]);
        assert_int_equal(got.bits, rows[i][3]);
    }
}

/* Complete, and no longer than the limit, even for counts that ask for a
 * ladder. */
static void
test_huffman(void **state_)
{
    uint32_t counts[40];
    struct itk_code codes[40];
    unsigned long sum = 0;

    (void)state_;
    counts[0] = counts[1] = 1;
    for (size_t i = 2; i < 40; i++)
        counts[i] = counts[i - 1] + counts[i - 2];
    itk_huffman_make(counts, 40, 15, codes);
    for (size_t i = 0; i < 40; i++) {
        assert_in_range(codes[i].length, 1, 15);
        sum += 1ul << (15 - codes[i].length);
        if (i)
            assert_true(codes[i].length <= codes[i - 1].length);
    }
    assert_int_equal(sum, 1ul << 15);
}

static void
test_loop(void **state_)
{
    static const char *const texts[] = {"<tr><td>", "</td></tr>", ""};
    struct part part = part_of(texts, 3);

    (void)state_;
    for (unsigned i = 0; i < 3000; i++) {
        char number[16];

        put_segment(&part, 0);
        snprintf(number, sizeof(number), "%u", i * 7919u % 1000);
        put_other(&part, number, strlen(number));
        put_segment(&part, 1);
        put_segment(&part, 2);
    }
    check(&part);
    /* A row is a handful of tokens. */
    assert_true(part.stream.size < 3000 * 8);
    fini(&part);
}

static void
test_far_apart(void **state_)
{
    static const char *const texts[] = {"once upon a time there was",
                                        " a long text upon a time there"};
    const size_t gaps[] = {32742, 32743, 32768, 40000};

    (void)state_;
    for (size_t i = 0; i < ITK_COUNT(gaps); i++) {
        struct part part = part_of(texts, 2);
        char *gap = itk_alloc(gaps[i]);

        for (size_t j = 0; j < gaps[i]; j++)
            gap[j] = (char)dice(256);
        put_segment(&part, 0);
        put_other(&part, gap, gaps[i]);
        put_segment(&part, 0);
        put_segment(&part, 1);
        check(&part);
        free(gap);
        fini(&part);
    }
}

static void
test_nothing(void **state_)
{
    static const char *const texts[] = {""};
    struct part part = part_of(texts, 0);

    (void)state_;
    check(&part);
    fini(&part);
    part = part_of(texts, 1);
    put_segment(&part, 0);
    check(&part);
    fini(&part);
    part = part_of(texts, 0);
    put_other(&part, "only a value", 12);
    check(&part);
    fini(&part);
}

/* A copy goes on over what follows: a value that is the same, too, and the
 * segment behind it; up to the value that is another. */
static void
test_goes_on(void **state_)
{
    static const char *const texts[] = {"<p>item ", " of the list</p>"};
    static const char *const values[] = {"7", "7", "7", "8", "8"};
    struct part part = part_of(texts, 2);
    size_t alike;

    (void)state_;
    for (size_t i = 0; i < ITK_COUNT(values); i++) {
        put_segment(&part, 0);
        put_other(&part, values[i], 1);
        put_segment(&part, 1);
    }
    check(&part);
    alike = part.stream.size;
    fini(&part);
    part = part_of(texts, 2);
    for (size_t i = 0; i < ITK_COUNT(values); i++) {
        put_segment(&part, 0);
        put_other(&part, &"abcde"[i], 1);
        put_segment(&part, 1);
    }
    check(&part);
    assert_true(alike < part.stream.size);
    fini(&part);
}

/* A segment that ends with a match, and what follows is the same there: one
 * match; the next segment begins with more of it. */
static void
test_one_match(void **state_)
{
    static const char *const texts[] = {
        "shall be told in writing", "</p><p>", "the city",
        "and shall be told in writing", "the city and its head"};
    struct part part = part_of(texts, 5);

    (void)state_;
    for (uint32_t i = 0; i < 3; i++)
        put_segment(&part, i);
    put_segment(&part, 3);
    put_segment(&part, 1);
    put_segment(&part, 4);
    put_segment(&part, 0); /* again, but not what followed it */
    put_other(&part, "</p><p", 6);
    put_segment(&part, 2);
    check(&part);
    fini(&part);
}

/* A match may not be made with a segment that was left out. */
static void
test_left_out(void **state_)
{
    static const char *const texts[] = {"the same words here",
                                        "the same words here"};
    struct part part = part_of(texts, 2);

    (void)state_;
    put_segment(&part, 1);
    check(&part);
    fini(&part);
}

static void
test_cut(void **state_)
{
    static const char *const texts[] = {"abcabcabc", "xyz"};
    struct part part = part_of(texts, 2);

    (void)state_;
    put_segment(&part, 0);
    put_other(&part, "kept and gone", 13);
    put_segment(&part, 1);
    put_other(&part, "gone", 4);
    part.bytes.size = 9 + 4; /* within a stretch of others */
    itk_trace_cut(&part.trace, part.bytes.size);
    assert_int_equal(part.trace.count, 2);
    put_segment(&part, 1);
    put_segment(&part, 0);
    check(&part);
    fini(&part);
}

/* ---- any program and any data ---- */

/* Few different bytes, or pieces of what was there before: so that there are
 * matches of all kinds. */
static char *
random_text(struct itk_arena *arena, size_t size, const char *before,
            size_t before_size)
{
    char *text = itk_arena_alloc(arena, size + 1);
    const unsigned kinds = 1 + dice(256);

    for (size_t i = 0; i < size;) {
        size_t piece = before_size ? dice(60) : 0;
        size_t from;

        if (piece > size - i)
            piece = size - i;
        if (piece > before_size)
            piece = before_size;
        if (!piece || dice(3) == 0) {
            text[i++] = (char)dice(kinds);
            continue;
        }
        from = dice((unsigned)(before_size - piece + 1));
        memcpy(text + i, before + from, piece);
        i += piece;
    }
    return text;
}

static size_t
random_size(void)
{
    static const unsigned sides[] = {1, 4, 30, 300, 3000, 50000};

    return dice(sides[dice(ITK_COUNT(sides))]);
}

static void
make_random(struct part *part)
{
    size_t at = 0;

    *part = (struct part){.bytes = ITK_BUF_INIT, .stream = ITK_BUF_INIT};
    part->count = dice(20);
    for (size_t i = 0; i < part->count; i++) {
        const size_t size = random_size() % 5000;
        const size_t of = i ? dice((unsigned)i) : 0;

        part->segments[i] = (struct itk_known_text){
            random_text(&part->arena, size, part->segments[of].bytes,
                        i ? part->segments[of].size : 0),
            size, NULL};
    }
    learn(part, 3 + dice(6));
    for (size_t steps = dice(60); steps; steps--) {
        if (part->count && dice(3)) {
            /* Often the one behind the last, as a program has them. */
            at = dice(2) ? (at + 1) % part->count : dice((unsigned)part->count);
            put_segment(part, at);
        } else if (dice(3) == 0) {
            put_other(part, "7", 1);
        } else {
            const size_t size = random_size();
            const char *bytes = random_text(&part->arena, size,
                                            part->bytes.data, part->bytes.size);

            put_other(part, bytes, size);
        }
    }
}

/* Phrases of a block between the literals of a program: all are learnt, some
 * are there, in any order. */
static void
make_block(struct part *part)
{
    static const struct itk_op ops[] = {
        {.kind = ITK_OP_LITERAL, .bytes = "<body><p>", .size = 9},
        {.kind = ITK_OP_BLOCK},
        {.kind = ITK_OP_LITERAL, .bytes = "</p><p></body>", .size = 14}};
    static const struct itk_program program = {.ops = ops, .count = 3};
    char *texts[64];
    size_t sizes[64];

    *part = (struct part){.bytes = ITK_BUF_INIT, .stream = ITK_BUF_INIT};
    part->phrases = itk_phrases_new(&program);
    part->count = 1 + dice(64);
    for (size_t i = 0; i < part->count; i++) {
        const size_t of = i ? dice((unsigned)i) : 0;
        const bool rare = dice(3) == 0;

        sizes[i] = 1 + random_size() % 3000;
        texts[i] = random_text(&part->arena, sizes[i], i ? texts[of] : NULL,
                               i ? sizes[of] : 0);
        if (rare)
            itk_phrases_enter(part->phrases);
        itk_phrases_learn(part->phrases, texts[i], sizes[i]);
        if (rare)
            itk_phrases_leave(part->phrases);
        if (dice(2))
            itk_phrases_gap(part->phrases);
    }
    itk_phrases_seal(part->phrases);
    part->known = itk_phrases_known(part->phrases);
    for (size_t i = 0; i < part->count; i++) {
        const size_t one = dice(4) ? i : dice((unsigned)part->count);

        if (dice(3) == 0)
            continue;
        itk_buf_add(&part->bytes, texts[one], sizes[one]);
        itk_trace_add(&part->trace, part->bytes.size,
                      itk_phrases_find(part->phrases, texts[one], sizes[one]));
        if (dice(2))
            put_other(part, "12", 1 + dice(2));
    }
    assert_true(part->trace.others <= 2 * part->count);
}

static void
test_random_block(void **state_)
{
    (void)state_;
    for (unsigned seed = 1000; seed < 1200; seed++) {
        struct part part;

        state = seed;
        make_block(&part);
        check(&part);
        itk_phrases_free(part.phrases);
        fini(&part);
    }
}

static void
test_random(void **state_)
{
    (void)state_;
    for (unsigned seed = 0; seed < 300; seed++) {
        struct part part;

        state = seed;
        make_random(&part);
        check(&part);
        fini(&part);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_length_codes),
        cmocka_unit_test(test_distance_codes),
        cmocka_unit_test(test_huffman),
        cmocka_unit_test(test_loop),
        cmocka_unit_test(test_far_apart),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_goes_on),
        cmocka_unit_test(test_one_match),
        cmocka_unit_test(test_left_out),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_random_block),
    };
    int failed;

    deflater = itk_deflater_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    itk_deflater_free(deflater);
    return failed;
}
