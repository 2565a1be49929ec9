/*
 * A table of a clause as WordprocessingML.
 *
 * Source  ECMA-376 Part 1, 17.4 (tables).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_TABLE_H
#define ITK_RENDER_TABLE_H

#include "plan/plan.h"
#include "render/scribe.h"

/* The table stands under the body of an article: this far from the margin. */
#define ITK_TABLE_INDENT 210

/* Writes the table, as wide as `text_width` leaves it (in twips). */
void itk_table_write(const struct itk_plan_table *table, long text_width,
                     struct itk_scribe *scribe);

/* The widths of its columns: in proportion to their shares, none too small for
 * one character, `width` in sum. `widths` has room for all. */
void itk_table_widths(const struct itk_plan_table *table, long width,
                      long *widths);

#endif
