/*
 * The tree of a part's tags to its flat program.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_COMPILE_H
#define ITK_TMPL_COMPILE_H

#include "tmpl/layout.h"

/* The places of all tags of a template, in the order of compiling. */
struct itk_places {
    struct itk_spot *at;
    size_t count, room;
};

/* Compiles one part; NULL when it has no tags (or faults were added).
 * `main_part`: whether generated blocks may stand in it. The program lives in
 * `arena`, literals point into `src`. */
const struct itk_program *itk_compile_part(struct itk_source src, bool plain,
                                           bool main_part, const char *part,
                                           struct itk_places *places,
                                           struct itk_arena *arena,
                                           struct itk_faults *faults);

#endif
