/*
 * What a template wants to be filled with, guessed from the use that its tags
 * make of each name: texts, dates, numbers, yes-nos, lists and their items.
 *
 * A section is taken for a list when {.} or the number of the item stands in
 * it, or a name that no tag around it uses; else for a yes-no. A name in a list
 * belongs to its items, one in a yes-no to what is around that.
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_SHAPE_H
#define ITK_TMPL_SHAPE_H

#include "base/arena.h"
#include "tmpl/template.h"

/* Of two uses the later one in this order tells more. */
enum itk_shape_type {
    ITK_SHAPE_YES_NO,
    ITK_SHAPE_TEXT,
    ITK_SHAPE_NUMBER,
    ITK_SHAPE_DATE,
    ITK_SHAPE_LIST,
    ITK_SHAPE_GROUP,
    ITK_SHAPE_BLOCK
};

struct itk_shape {
    const char *name; /* not terminated */
    size_t size;
    enum itk_shape_type type;
    const char *example; /* what a condition compares it with, or NULL */
    size_t example_size;
    struct itk_shape *first, *last; /* names below it */
    struct itk_shape *next;         /* beside it */
    struct itk_shape *item;         /* LIST: an item; no name */
};

struct itk_shapes {
    struct itk_shape *root; /* a GROUP */
    /* For each part of the template (NULL: no tags) and each operation: what
     * its path names; NULL for the others, helpers of loops and conditions. */
    const struct itk_shape ***of;
};

/* Everything lives in `arena`; names point into the template. */
struct itk_shapes itk_shapes_of(const itk_template *tmpl,
                                struct itk_arena *arena);

#endif
