/*
 * Markup by its tags; a tag that is not always the same by its values.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "render/markup.h"

/* So many bytes, at most all, and what is left. */
static struct itk_markup
cut(struct itk_markup *from, size_t size)
{
    const struct itk_markup piece = {from->at, size};

    from->at += size;
    from->size -= size;
    return piece;
}

static size_t
before(struct itk_markup in, char mark)
{
    const char *found = memchr(in.at, mark, in.size);

    return found ? (size_t)(found - in.at) : in.size;
}

static size_t
through(struct itk_markup in, char mark)
{
    const size_t size = before(in, mark);

    return size < in.size ? size + 1 : size;
}

static bool
is_tag(struct itk_markup piece)
{
    return *piece.at == '<';
}

/* A tag, or what stands before the next one. */
static struct itk_markup
next(struct itk_markup *in)
{
    return cut(in, is_tag(*in) ? through(*in, '>') : before(*in, '<'));
}

/* The next of a tag: up to a value, or the value. */
static struct itk_markup
next_in_tag(struct itk_markup *in, bool *value)
{
    const struct itk_markup piece =
        cut(in, *value ? before(*in, '"') : through(*in, '"'));

    *value = !*value;
    return piece;
}

static bool
is_same(struct itk_markup one, struct itk_markup other)
{
    return one.size == other.size && memcmp(one.at, other.at, one.size) == 0;
}

static void
learn_piece(itk_phrases *phrases, struct itk_markup one,
            struct itk_markup other, bool rare)
{
    if (!one.size && !other.size)
        return;
    if (!is_same(one, other)) {
        itk_phrases_gap(phrases);
    } else if (!rare) {
        itk_phrases_learn(phrases, one.at, one.size);
    } else if (itk_phrases_find(phrases, one.at, one.size) == ITK_NO_SEGMENT) {
        itk_phrases_enter(phrases);
        itk_phrases_learn(phrases, one.at, one.size);
        itk_phrases_leave(phrases);
    }
}

static void
learn_tag(itk_phrases *phrases, struct itk_markup one, struct itk_markup other,
          bool rare)
{
    bool value = false, same = false;

    while (one.size && other.size) {
        const struct itk_markup piece = next_in_tag(&one, &value);

        learn_piece(phrases, piece, next_in_tag(&other, &same), rare);
    }
}

static void
learn(itk_phrases *phrases, struct itk_markup one, struct itk_markup other,
      bool rare)
{
    while (one.size && other.size) {
        const struct itk_markup first = next(&one), second = next(&other);

        if (is_tag(first) && is_tag(second) && !is_same(first, second))
            learn_tag(phrases, first, second, rare);
        else
            learn_piece(phrases, first, second, rare);
    }
}

void
itk_markup_learn(itk_phrases *phrases, struct itk_markup one,
                 struct itk_markup other)
{
    learn(phrases, one, other, false);
}

void
itk_markup_learn_rare(itk_phrases *phrases, struct itk_markup one,
                      struct itk_markup other)
{
    learn(phrases, one, other, true);
}

static void
trace_tag(const itk_phrases *phrases, size_t end, struct itk_markup tag,
          struct itk_trace *trace)
{
    bool value = false;

    while (tag.size) {
        const struct itk_markup piece = next_in_tag(&tag, &value);

        if (piece.size)
            itk_trace_add(trace, end - tag.size,
                          itk_phrases_find(phrases, piece.at, piece.size));
    }
}

void
itk_markup_trace(const itk_phrases *phrases, size_t begin,
                 struct itk_markup markup, struct itk_trace *trace)
{
    const size_t end = begin + markup.size;

    while (markup.size) {
        const struct itk_markup piece = next(&markup);
        const uint32_t segment =
            itk_phrases_find(phrases, piece.at, piece.size);

        if (segment == ITK_NO_SEGMENT && is_tag(piece))
            trace_tag(phrases, end - markup.size, piece, trace);
        else
            itk_trace_add(trace, end - markup.size, segment);
    }
}
