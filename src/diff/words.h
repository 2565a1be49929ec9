/*
 * A text cut into the words that are aligned.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DIFF_WORDS_H
#define ITK_DIFF_WORDS_H

#include "base/arena.h"

struct itk_word {
    const char *text;
    size_t size;
    bool kanji;  /* a run of kanji: it may be taken apart */
    bool slight; /* one character that says little alone, no line feed */
};

struct itk_words {
    const struct itk_word *at;
    size_t count;
};

/* Well-formed UTF-8; the words point into it. At most `max`: a longer text
 * becomes one word. */
struct itk_words itk_words_cut(const char *text, size_t size, size_t max,
                               struct itk_arena *arena);

/* How many bytes of whole characters `a` and `b` have in common at the front
 * or, with `back`, at the end. */
size_t itk_words_common(const struct itk_word *a, const struct itk_word *b,
                        bool back);

#endif
