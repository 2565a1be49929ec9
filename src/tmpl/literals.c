/*
 * Literals and the sections that they stand in.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "tmpl/literals.h"

/* What stands behind a block stands in a section of its own. */
static const struct itk_known_section *
behind(struct itk_arena *arena, const struct itk_known_section *section,
       const struct itk_known_section *last)
{
    struct itk_known_section *made;

    if (last && last->up == section)
        return last;
    made = itk_arena_alloc(arena, sizeof(*made));
    made->up = section;
    return made;
}

/* A table that may be taken back is a section as well. */
struct itk_known_text *
itk_literals(const struct itk_program *program, size_t more,
             struct itk_arena *arena, size_t *count)
{
    struct itk_known_text *texts =
        itk_arena_array(arena, program->count + more + 1, sizeof(*texts));
    const struct itk_known_section *section = NULL, *last = NULL;
    bool block = false;

    *count = 0;
    for (size_t i = 0; i < program->count; i++) {
        const struct itk_op *op = &program->ops[i];

        if (op->kind == ITK_OP_LITERAL) {
            if (block)
                last = behind(arena, section, last);
            texts[(*count)++] =
                (struct itk_known_text){.bytes = op->bytes,
                                        .size = op->size,
                                        .section = block ? last : section};
        } else if (op->kind == ITK_OP_BLOCK) {
            block = true;
        } else if (op->kind == ITK_OP_EACH || op->kind == ITK_OP_UNLESS ||
                   op->kind == ITK_OP_MARK) {
            struct itk_known_section *inner =
                itk_arena_alloc(arena, sizeof(*inner));

            inner->up = section;
            section = inner;
        } else if (op->kind == ITK_OP_END || op->kind == ITK_OP_PRUNE) {
            section = section->up;
        }
    }
    return texts;
}
