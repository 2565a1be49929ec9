/*
 * Which pieces of two documents belong together: by their ids, then by their
 * words, then by their headings, then by likeness where they stand, and last by
 * likeness wherever they stand.
 *
 * Source    J. W. Hunt, T. G. Szymanski, A fast algorithm for computing longest
 *           common subsequences (1977), for what is in order; the anchors are
 *           those of B. Cohen's patience diff.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DIFF_MATCH_H
#define ITK_DIFF_MATCH_H

#include "base/base.h"

/* Not more than so many bytes of a text are held against another's. */
#define ITK_MATCH_MAX_BYTES 1200u

struct itk_match_piece {
    const char *id;   /* "" without; never two pieces with different ids */
    const char *head; /* "" without */
    const char *text;
};

struct itk_match_side {
    const struct itk_match_piece *at;
    size_t count;
};

/* `partner[i]` is the piece of `b` that piece i of `a` became, or SIZE_MAX;
 * `moved[i]` says that it stands elsewhere, as few of them as can be. Both have
 * room for `a.count`. */
void itk_match(struct itk_match_side a, struct itk_match_side b,
               size_t *partner, bool *moved);

#endif
