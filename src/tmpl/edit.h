/*
 * The changes that make a program out of a part: at each place bytes go, and
 * operations come. Put into order, they and the bytes between them are the
 * flat program.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_EDIT_H
#define ITK_TMPL_EDIT_H

#include "tmpl/fault.h"
#include "tmpl/markup.h"
#include "tmpl/template.h"

struct itk_edits {
    struct itk_source src;
    struct itk_arena *arena;
    struct itk_edit *list;
    size_t count, room;
};

/* What ends an element comes before what begins at the same place. */
enum itk_edit_rank { ITK_EDIT_ENDS, ITK_EDIT_BEGINS };

void itk_edits_init(struct itk_edits *edits, struct itk_source src,
                    struct itk_arena *arena);
void itk_edits_free(struct itk_edits *edits);

/* The bytes go. */
void itk_edit_cut(struct itk_edits *edits, struct itk_range at);
/* The bytes go and the operation comes; nothing goes when `at` is empty. At
 * one place, edits of one rank keep the order in which they were added... */
void itk_edit_op(struct itk_edits *edits, struct itk_range at,
                 enum itk_edit_rank rank, struct itk_op op);
/* ...but what ends the sections around an element comes in the reverse order.
 */
void itk_edit_end(struct itk_edits *edits, size_t at, struct itk_op op);
void itk_edit_text(struct itk_edits *edits, size_t at, const char *text);
/* `pass` is ITK_NO_PASS, or that of the section in whose first copy alone they
 * stand. */
void itk_edit_bytes(struct itk_edits *edits, size_t at, struct itk_range bytes,
                    uint32_t pass);

/* Makes the program, in the arena. False when its sections do not nest within
 * ITK_TMPL_MAX_DEPTH. Edits inside what another one cuts are dropped. */
bool itk_edits_program(struct itk_edits *edits,
                       struct itk_program *program) ITK_MUST_USE;

#endif
