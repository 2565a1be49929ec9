/*
 * Lists that begin anew: what a further w:num for the same list holds.
 *
 * Source    ECMA-376 Part 1, 17.9 (numbering).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_NUMBERING_H
#define ITK_TMPL_NUMBERING_H

#include "base/arena.h"
#include "tmpl/markup.h"

/* What stands in a w:num that counts like the one with the id `num`, from the
 * start: its abstract numbering, its overrides, and a w:startOverride in each
 * level; in `arena`. NULL when the list is not there. `src` is the numbering
 * part. */
const char *itk_numbering_restart(struct itk_source src, const char *num,
                                  size_t size, struct itk_arena *arena);

/* The greatest w:numId of the part. */
unsigned long itk_numbering_max(struct itk_source src);

#endif
