/*
 * Two texts as edits that read naturally where words are not parted by blanks:
 * sentence is held against sentence first, and words (align.h) are compared
 * only within two that are alike. What has next to nothing in common is one
 * change, and no mixture of letters.
 *
 * A sentence ends behind 。 outside brackets, or behind a line feed.
 *
 * Source    S. B. Needleman, C. D. Wunsch, A general method applicable to the
 *           search for similarities (1970); L. R. Dice, Measures of the amount
 *           of ecologic association (1945), over pairs of characters.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DIFF_SENTENCE_H
#define ITK_DIFF_SENTENCE_H

#include "diff/align.h"

/* Of so many pairs of pieces an alignment is searched; with more, pieces are
 * taken one after the other. */
#define ITK_PAIRS_MAX 1000000u
/* And of pieces that are so long together, each counted once for every piece of
 * the other list. */
#define ITK_PAIRS_MAX_BYTES 1000000000u

/* How alike two texts are, from 0 to 1000: twice the pairs of neighbouring
 * characters that both have, by the pairs of both. */
unsigned itk_likeness(const char *a, size_t a_size, const char *b,
                      size_t b_size);

/* Which pieces of two lists belong together, in order: at most one partner
 * each, pairs under `least` of 1000 never, the sum of likenesses greatest.
 * `partner[i]` is the index in `b` for piece i of `a`, or SIZE_MAX. */
struct itk_piece {
    const char *text;
    size_t size;
};
void itk_pair(const struct itk_piece *a, size_t a_count,
              const struct itk_piece *b, size_t b_count, unsigned least,
              size_t *partner);

/* As itk_align, which says what holds of the edits. */
struct itk_edits itk_align_sentences(const char *before, size_t before_size,
                                     const char *after, size_t after_size,
                                     struct itk_arena *arena);

#endif
