/*
 * Comparison tables of old and new wording (新旧対照表) as .docx, through the
 * template engine (templates/itaku/comparison), and as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_CONTRAST_H
#define ITK_APP_CONTRAST_H

#include <jansson.h>

#include "app/compare.h"
#include "app/store.h"
#include "diff/contrast.h"
#include "render/render.h"

/* What stands around the rows. */
struct itk_contrast_frame {
    const char *title;
    const char *head[2]; /* of the columns: ITK_OLD, ITK_NEW */
};

/* Appends the .docx: new wording left, changed words underlined. */
bool itk_contrast_docx(const struct itk_contrast *contrast,
                       const struct itk_contrast_frame *frame, itk_store *store,
                       itk_renderer *renderer, struct itk_buf *docx,
                       struct itk_error *err) ITK_MUST_USE;

/* Appends a .docx of one of the program's own templates, filled from data of
 * its own: what is wrong with them is a fault of the template. */
bool itk_contrast_fill(const itk_template *tmpl, const json_t *data,
                       itk_renderer *renderer, struct itk_buf *docx,
                       struct itk_error *err) ITK_MUST_USE;

/* The array of rows: {"new": [line], "old": [line]}; a line has "level" (head,
 * text, item, subitem) and "runs" of {"text", "changed"}. */
json_t *itk_contrast_json(const struct itk_contrast *contrast) ITK_MUST_USE;

/* "改正後（令和8年4月1日から適用）", for a column, into `arena`. */
const char *itk_contrast_dated(int side, struct itk_date date,
                               enum itk_lang lang, struct itk_arena *arena);

/* Adds a row for each clause whose wording differs between two revisions. The
 * comparison must outlive the table. */
void itk_contrast_revisions(struct itk_contrast *contrast,
                            const itk_comparison *comparison);

#endif
