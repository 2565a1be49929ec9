/*
 * What a section repeats or drops: runs, whole paragraphs, or table rows; and
 * the faults of those that can be none of these.
 *
 * Rules     both tags in one paragraph: what is between them; each the only
 *           text of its own paragraph of one text: these two vanish, what is
 *           between repeats; one that holds a picture or the like besides
 *           stays, on the side of the tag where that is; else in one text: what
 * is between them, the ends of paragraphs too; in different cells of one table:
 * the rows from the one to the other. A tag with a dash names the element
 * itself. SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_LAYOUT_H
#define ITK_TMPL_LAYOUT_H

#include "tmpl/parse.h"

enum itk_layout_kind {
    ITK_LAYOUT_NONE, /* no section */
    ITK_LAYOUT_TEXT, /* within one w:t */
    ITK_LAYOUT_RUNS, /* from one run to another, both of them parted */
    ITK_LAYOUT_BLOCK,
    ITK_LAYOUT_ROW,   /* whole rows of one table */
    ITK_LAYOUT_AROUND /* whole paragraphs, or a table */
};

/* What comes of the paragraph of a block's tag. */
enum itk_stays { ITK_VANISHES, ITK_STAYS_OUT, ITK_STAYS_IN };

struct itk_layout {
    enum itk_layout_kind kind;
    struct itk_range at;     /* what repeats, vanishing paragraphs included */
    struct itk_range inner;  /* without them */
    enum itk_stays from, to; /* BLOCK */
};

/* One for each node of the tree, in the arena. `main_part`: whether generated
 * blocks may stand in this part; `for_plan`: links and pictures in none. */
struct itk_layout *itk_layout_find(const struct itk_scan *scan,
                                   const struct itk_tree *tree, bool main_part,
                                   bool for_plan, struct itk_arena *arena,
                                   struct itk_faults *faults);

#endif
