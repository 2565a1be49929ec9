/*
 * The state of the compiler of one part, shared by compile.c and sections.c.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_COMPILER_H
#define ITK_TMPL_COMPILER_H

#include "tmpl/compile.h"
#include "tmpl/copies.h"
#include "tmpl/edit.h"

struct compiler {
    const struct itk_scan *scan;
    const struct itk_tree *tree;
    const struct itk_layout *layouts;
    struct itk_places *places;
    struct itk_arena *arena;
    struct itk_edits edits;
    struct itk_copies copies;
    size_t *rows_gone; /* for each box that is a table */
    size_t *tables;    /* around each box */
};

static inline struct itk_range
itk_compile_nothing(size_t pos)
{
    return (struct itk_range){pos, pos};
}

/* The operation for a node, with its tag and place. */
struct itk_op itk_compile_op(struct compiler *c, const struct itk_node *node,
                             enum itk_op_kind kind);
struct itk_op itk_compile_end(void);
/* The pieces of a mark go... */
void itk_compile_cut(struct compiler *c, const struct itk_mark *mark);
/* ...and the operation takes the place of one of them. */
void itk_compile_at(struct compiler *c, const struct itk_mark *mark,
                    size_t piece, struct itk_op op);

/* sections.c */
/* What closes the run of a text at `at`, and the tracked insertion around it;
 * and what opens them again. */
void itk_compile_close_run(struct compiler *c, size_t at,
                           const struct itk_text *text);
void itk_compile_open_run(struct compiler *c, size_t at,
                          const struct itk_text *text);
void itk_compile_block(struct compiler *c, const struct itk_node *node);
void itk_compile_section(struct compiler *c, size_t index);
/* A table of which every row may fall away falls away with the last one. */
void itk_compile_prune(struct compiler *c);

#endif
