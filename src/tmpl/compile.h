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

/* What to compile. */
struct itk_story {
    struct itk_source src;
    const char *part; /* its name */
    enum itk_scan_as as;
    bool main_part;                  /* generated blocks may stand in it */
    const struct itk_delims *delims; /* NULL: braces */
    struct itk_source numbering;     /* the numbering part, or empty */
    bool unsearched;                 /* its program has no known text */
    bool for_plan;                   /* no links, no pictures */
};

/* Compiles one part; NULL when it has no tags (or faults were added). The
 * program lives in `arena`, literals point into the source. */
const struct itk_program *itk_compile_part(const struct itk_story *story,
                                           struct itk_places *places,
                                           struct itk_arena *arena,
                                           struct itk_faults *faults);

#endif
