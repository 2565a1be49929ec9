/*
 * The faults of a template, each with its place, as findings. Stops listing
 * after ITK_FAULTS_MAX: a broken file has no use for more.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_FAULT_H
#define ITK_TMPL_FAULT_H

#include "base/arena.h"
#include "base/finding.h"
#include "tmpl/map.h"

#define ITK_FAULTS_MAX 200u

/* Where a tag stands. */
struct itk_spot {
    const char *part;   /* "word/document.xml" */
    size_t paragraph;   /* from 1; 0: outside of paragraphs */
    const char *around; /* the text around it, cut short */
    size_t at;          /* offset in the part; 0: nowhere in particular */
};

struct itk_faults {
    itk_findings *found;
    const char *file; /* the template's name */
    itk_maps *maps;   /* for heading, table and cell; may be NULL */
    struct itk_error *first;
    size_t count;
};

/* Adds a fault at `spot`; {1} is the text around, {2} and {3} are given. */
void itk_faults_add(struct itk_faults *faults, const struct itk_spot *spot,
                    enum itk_msg id, const char *what, const char *more);

/* "word/document.xml, paragraph 12, table 1, row 2, cell 3, below 'Heading':
 * ...text...", in both languages; without the text when `around` is not asked
 * for. `maps` may be NULL. */
struct itk_label itk_spot_label(struct itk_arena *arena, itk_maps *maps,
                                const struct itk_spot *spot, bool around);

/* Cuts `text` down to about 20 characters on either side of [begin, end). */
const char *itk_spot_around(struct itk_arena *arena, const char *text,
                            size_t size, size_t begin, size_t end);

#endif
