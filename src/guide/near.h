/*
 * The known id that is nearest to a mistyped one, for hints.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_NEAR_H
#define ITK_GUIDE_NEAR_H

#include "base/buf.h"

/* Insertions, deletions and replacements of bytes between two ids; SIZE_MAX
 * when one of them is longer than any id. */
size_t itk_near_distance(const char *a, const char *b);

/* Gathers candidates one by one and keeps the nearest; the first of equals. */
struct itk_near {
    const char *wanted;
    const char *best; /* NULL: none yet */
    size_t distance;
};
void itk_near_try(struct itk_near *near, const char *candidate);

#endif
