/*
 * A walk over the child elements of an element in a part's bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_CHILD_H
#define ITK_TMPL_CHILD_H

#include "tmpl/markup.h"

/* A child element: its start tag and the whole of it. */
struct itk_child {
    struct itk_token token;
    struct itk_range at;
};

/* Moves `*pos` behind the element that `token` begins. */
void itk_child_skip(struct itk_source src, const struct itk_token *token,
                    size_t *pos);
/* The next child element; false at the end tag of the parent. */
bool itk_child_next(struct itk_source src, size_t *pos,
                    struct itk_child *child);
/* The first child of that name. */
bool itk_child_find(struct itk_source src, const struct itk_token *parent,
                    const char *name, struct itk_child *child);

#endif
