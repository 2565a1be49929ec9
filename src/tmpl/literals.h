/*
 * A program's literals, in their order, as text to be known.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_LITERALS_H
#define ITK_TMPL_LITERALS_H

#include "tmpl/template.h"

/* In the arena, with room for `more` behind them. What stands behind a block
 * may not be relied on by what stands in it. */
struct itk_known_text *itk_literals(const struct itk_program *program,
                                    size_t more, struct itk_arena *arena,
                                    size_t *count);

#endif
