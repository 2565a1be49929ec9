/*
 * Documents bound into one. Each becomes sections of their own, with running
 * pages, in one word/document.xml: the program of its template is run, and as
 * the bytes go over, what may stand only once is told apart: bookmarks and what
 * refers to them, ids, lists. Numbering begins anew in each, that of styles
 * too. Headers and footers become parts of their own, since they tell the
 * document and its pages.
 *
 * A piece ends with a bookmark in its last paragraph; NUMPAGES in it becomes a
 * PAGEREF to that, so that its pages count for themselves.
 *
 * Needs     templates that share the styles, numbering and settings of the
 *           first, and have no other related parts than headers and footers.
 * Source    ECMA-376 Part 1, 17.6 (sections), 17.9 (numbering), 17.13.6
 *           (bookmarks), 17.16 (fields).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_RENDER_BIND_H
#define ITK_RENDER_BIND_H

#include "render/render.h"

#define ITK_BIND_MAX_PARTS 1900u /* headers and footers */

/* The bookmark at the end of the first piece: it tells a bound document. */
#define ITK_BIND_FIRST "_E_0"

/* In fields of a piece: the next of its `rows`. */
#define ITK_BIND_ROW_END "itaku_part_end" /* PAGEREF: where that piece ends */
#define ITK_BIND_ROW     "itaku_part"     /* w:anchor: where it begins */

typedef struct itk_binder itk_binder;

struct itk_piece {
    const itk_template *tmpl;
    const struct itk_plan *plan; /* or NULL: data alone */
    const struct itk_lookup *lookup;
    /* What its header says, through the header of the first template, as
     * {label} and {title}; NULL: it has none. */
    const char *label, *title;
    const size_t *rows; /* numbers of pieces, by the order of adding, from 0 */
    size_t rows_count;
    bool alone; /* the others are documents of their own: no rows, and where
                 * their pages would stand, a dash */
};

/* `base` is the template of the first piece, whose other parts become those of
 * the whole. NULL with `err` set when it cannot be one. */
itk_binder *itk_binder_new(itk_renderer *renderer, const itk_template *base,
                           struct itk_error *err) ITK_MUST_USE;
void itk_binder_free(itk_binder *binder);

/* The next piece. `last`: its section is that of the document's end. */
bool itk_binder_add(itk_binder *binder, const struct itk_piece *piece,
                    bool last, struct itk_error *err) ITK_MUST_USE;
/* Appends the .docx; `lookup` fills what else of the base has tags. */
bool itk_binder_end(itk_binder *binder, const struct itk_lookup *lookup,
                    struct itk_buf *docx, struct itk_error *err) ITK_MUST_USE;

#endif
