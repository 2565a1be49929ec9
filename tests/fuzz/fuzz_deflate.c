/*
 * Deflate with matches known beforehand. The input says which segments a
 * program has, in which sections, and in which order they and other bytes come;
 * whatever it says, the stream inflates to the bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "render/deflate.h"
#include "tests/fuzz/fuzz.h"

#define SEGMENTS 32u
#define SECTIONS 8u
#define PART_MAX (48u << 10)

/* The input, byte by byte; zeros behind its end. */
struct source {
    const uint8_t *at, *end;
};

struct made {
    struct itk_arena arena;
    struct itk_known_section sections[SECTIONS];
    struct itk_known_text segments[SEGMENTS];
    size_t count;
    struct itk_trace trace;
    struct itk_buf part;
};

static unsigned
take(struct source *src)
{
    return src->at < src->end ? *src->at++ : 0;
}

static void
put_bytes(struct source *src, size_t size, struct itk_buf *out)
{
    const size_t left = (size_t)(src->end - src->at);

    size = size < left ? size : left;
    itk_buf_add(out, src->at, size);
    src->at += size;
}

/* Bytes of the input, a piece of what was there before (again and again), or a
 * run that no match spans. */
static void
put_text(struct source *src, const char *before, size_t before_size,
         struct itk_buf *out)
{
    const unsigned how = take(src), size = take(src);

    if (how < 128 || !before_size) {
        put_bytes(src, size, out);
    } else if (how < 250) {
        const size_t from = (take(src) * 256u + take(src)) % before_size;
        const size_t most = before_size - from;
        const size_t piece = size < most ? size : most;
        char *copy = itk_alloc(piece + 1);

        memcpy(copy, before + from, piece);
        for (unsigned i = how % 8 + 1; i; i--)
            itk_buf_add(out, copy, piece);
        free(copy);
    } else {
        uint32_t noise = size + 1;

        for (unsigned i = (how - 249u) * 5600u; i; i--) {
            noise = noise * 1664525u + 1013904223u;
            itk_buf_addc(out, (char)(noise >> 24));
        }
    }
}

static void
make_segments(struct source *src, struct made *made)
{
    struct itk_buf all = ITK_BUF_INIT;

    for (size_t i = 1; i < SECTIONS; i++)
        made->sections[i].up = &made->sections[take(src) % i];
    made->count = take(src) % (SEGMENTS + 1);
    for (size_t i = 0; i < made->count; i++) {
        const unsigned section = take(src) % (SECTIONS + 1);
        struct itk_buf text = ITK_BUF_INIT;

        put_text(src, all.data, all.size, &text);
        itk_buf_add(&all, text.data, text.size);
        made->segments[i] = (struct itk_known_text){
            itk_arena_copy(&made->arena, text.data, text.size), text.size,
            section < SECTIONS ? &made->sections[section] : NULL};
        itk_buf_free(&text);
    }
    itk_buf_free(&all);
}

static void
make_part(struct source *src, struct made *made)
{
    while (src->at < src->end && made->part.size < PART_MAX) {
        const unsigned what = take(src);

        if (what < 160 && made->count) {
            const size_t segment = what % made->count;

            itk_buf_add(&made->part, made->segments[segment].bytes,
                        made->segments[segment].size);
            itk_trace_add(&made->trace, made->part.size, (uint32_t)segment);
        } else if (what < 250) {
            struct itk_buf text = ITK_BUF_INIT;

            put_text(src, made->part.data, made->part.size, &text);
            itk_buf_add(&made->part, text.data, text.size);
            itk_trace_add(&made->trace, made->part.size, ITK_TRACE_OTHER);
            itk_buf_free(&text);
        } else if (made->trace.count) {
            made->part.size = made->trace.at[take(src) % made->trace.count].end;
            itk_trace_cut(&made->trace, made->part.size);
        }
    }
}

static void
check(const struct made *made, const struct itk_known *known)
{
    struct libdeflate_decompressor *judge = libdeflate_alloc_decompressor();
    itk_deflater *deflater = itk_deflater_new();
    struct itk_buf stream = ITK_BUF_INIT, again = ITK_BUF_INIT;
    char *out = itk_alloc(made->part.size + 1);
    size_t size = 0;

    itk_deflate(deflater, known, &made->trace, made->part.data, made->part.size,
                &stream);
    FUZZ_HOLDS(libdeflate_deflate_decompress(judge, stream.data, stream.size,
                                             out, made->part.size,
                                             &size) == LIBDEFLATE_SUCCESS);
    FUZZ_HOLDS(size == made->part.size);
    FUZZ_HOLDS(memcmp(out, made->part.data, size) == 0);
    /* A deflater that has been used gives the same. */
    itk_deflate(deflater, known, &made->trace, made->part.data, made->part.size,
                &again);
    FUZZ_HOLDS(fuzz_same(&stream, &again));
    free(out);
    itk_buf_free(&stream);
    itk_buf_free(&again);
    itk_deflater_free(deflater);
    libdeflate_free_decompressor(judge);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct source src = {data, data + size};
    struct made made = {.part = ITK_BUF_INIT};
    struct itk_known_source source;

    make_segments(&src, &made);
    make_part(&src, &made);
    source = (struct itk_known_source){.segments = made.segments,
                                       .count = made.count,
                                       .values = made.count,
                                       .least = 4 + (unsigned)size % 5,
                                       .places = 16};
    check(&made, itk_known_make(&made.arena, &source));
    itk_arena_fini(&made.arena);
    itk_trace_fini(&made.trace);
    itk_buf_free(&made.part);
    return 0;
}
