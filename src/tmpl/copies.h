/*
 * What may stand only once in a document, in what a section repeats: bookmarks
 * and comments, ids of controls and drawings.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_COPIES_H
#define ITK_TMPL_COPIES_H

#include "tmpl/edit.h"
#include "tmpl/layout.h"

/* `parted` (ranges.h): the anchors that go. */
void itk_copies_compile(struct itk_edits *edits, const struct itk_scan *scan,
                        const struct itk_tree *tree,
                        const struct itk_layout *layouts, const bool *parted);

#endif
