/*
 * Two texts as one list of edits, word by word: what both have, what the first
 * alone has, what the second alone has.
 *
 * A word is a run of one kind of character (kanji, hiragana, katakana, letters
 * and digits); any other character stands alone, a line feed as well.
 *
 * Source    E. W. Myers, An O(ND) Difference Algorithm and Its Variations
 *           (1986), section 4b: linear space.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DIFF_ALIGN_H
#define ITK_DIFF_ALIGN_H

#include "base/arena.h"

/* Past the first a text is taken as changed whole, past the second the stretch
 * at hand is. */
#define ITK_ALIGN_MAX_WORDS 200000u
#define ITK_ALIGN_MAX_COST  2000L

enum itk_edit_kind { ITK_EDIT_SAME, ITK_EDIT_DROP, ITK_EDIT_ADD };

/* SAME and DROP point into the first text, ADD into the second. */
struct itk_edit {
    enum itk_edit_kind kind;
    const char *text;
    size_t size;
};

struct itk_edits {
    const struct itk_edit *at;
    size_t count;
};

/* SAME and DROP in order are `before`, SAME and ADD are `after`; where both
 * differ, DROP stands first. Both are well-formed UTF-8 and must outlive the
 * edits, which live in `arena`. */
struct itk_edits itk_align(const char *before, size_t before_size,
                           const char *after, size_t after_size,
                           struct itk_arena *arena);

#endif
