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

#define ITK_FAULTS_MAX 200u

/* Where a tag stands. */
struct itk_spot {
    const char *part;   /* "word/document.xml" */
    size_t paragraph;   /* from 1; 0: outside of paragraphs */
    const char *around; /* the text around it, cut short */
};

struct itk_faults {
    itk_findings *found;
    const char *file; /* the template's name */
    struct itk_error *first;
    size_t count;
};

/* Adds a fault at `spot`; {1} is the text around, {2} and {3} are given. */
void itk_faults_add(struct itk_faults *faults, const struct itk_spot *spot,
                    enum itk_msg id, const char *what, const char *more);

/* "word/document.xml, paragraph 12: ...text..." */
const char *itk_spot_text(struct itk_arena *arena, const struct itk_spot *spot);

/* Cuts `text` down to about 20 characters on either side of [begin, end). */
const char *itk_spot_around(struct itk_arena *arena, const char *text,
                            size_t size, size_t begin, size_t end);

#endif
