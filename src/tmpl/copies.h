/*
 * What may stand only once in a document, in what a section repeats: bookmarks
 * get a name of their own in each copy, and what refers to them follows; lists
 * begin anew; comments, ids of controls and drawings.
 *
 * Source    ECMA-376 Part 1, 17.13.6 (bookmarks), 17.9 (numbering).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_COPIES_H
#define ITK_TMPL_COPIES_H

#include "tmpl/edit.h"
#include "tmpl/layout.h"

#define ITK_COPIES_MAX_LISTS 256u /* that begin anew, of one part */

struct itk_copies {
    struct itk_edits *edits;
    const struct itk_scan *scan;
    const struct itk_tree *tree;
    const struct itk_layout *layouts;
    const bool *parted;          /* ranges.h: the anchors that go */
    struct itk_source numbering; /* the part; empty: there is none */
    struct itk_arena *arena;
    /* The rest is made by itk_copies_find. */
    size_t *nodes; /* for each anchor: innermost EACH, or ITK_TREE_NONE */
    struct itk_bookmark *bookmarks; /* by name */
    size_t bookmarks_count;
    uint32_t *units;           /* for each anchor of a bookmark: its number */
    struct itk_list_use *uses; /* restart.h */
    size_t uses_count;
    const char **lists; /* that begin anew: what their w:num holds */
    size_t lists_count;
    bool asked; /* an operation asks for the number of a copy */
    struct itk_seen *seen;
    size_t seen_count, seen_room;
    unsigned long range_max;
};

/* `copies` holds what is known: all up to `arena`. */
void itk_copies_find(struct itk_copies *copies);
void itk_copies_free(struct itk_copies *copies);
/* The innermost EACH around the section `node`, or ITK_TREE_NONE. */
size_t itk_copies_around(const struct itk_tree *tree, size_t node);
/* Edits what may repeat. */
void itk_copies_compile(struct itk_copies *copies);
/* Puts anchor number `anchor`, a range, at another place. */
void itk_copies_move(struct itk_copies *copies, size_t anchor, size_t at);
/* Tells the program. */
void itk_copies_finish(const struct itk_copies *copies,
                       struct itk_program *program);

#endif
