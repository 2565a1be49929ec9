/*
 * Bookmarks, comments and the like that begin inside a section and end outside
 * of it, or the other way round: with one end they would be unsound.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_RANGES_H
#define ITK_TMPL_RANGES_H

#include "tmpl/layout.h"

/* For each anchor of the scan whether it goes: both ends of a range that is
 * parted so, when Word made it for itself (names with _) or it is no bookmark.
 * A bookmark that a person has set is a fault. In the arena. */
const bool *itk_ranges_parted(const struct itk_scan *scan,
                              const struct itk_tree *tree,
                              const struct itk_layout *layouts,
                              struct itk_arena *arena,
                              struct itk_faults *faults);

#endif
