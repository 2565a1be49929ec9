/*
 * The parts of a plan's document that are no template's: the provenance and the
 * further lists of word/numbering.xml. What they have in common in all
 * documents of a kind is known text (tmpl/phrases.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_MADE_H
#define ITK_RENDER_MADE_H

#include "plan/plan.h"
#include "render/deflate.h"
#include "render/render.h"

enum itk_made_part {
    ITK_MADE_ITEM,       /* the provenance, */
    ITK_MADE_ITEM_PROPS, /* its properties, */
    ITK_MADE_PROPERTIES, /* and those of the document */
    ITK_MADE_NUMBERING,
    ITK_MADE_PARTS
};

/* `item` is the provenance. Each is appended. */
void itk_made_item(const itk_template *tmpl, const struct itk_plan *plan,
                   const char *plan_digest, struct itk_buf *out);
void itk_made_item_props(const struct itk_buf *item, struct itk_buf *out);
void itk_made_properties(const itk_template *tmpl, const struct itk_plan *plan,
                         const struct itk_buf *item, struct itk_buf *out);

/* With the lists of the plan's clauses (NULL: none) and `extras`. */
void itk_made_numbering(const itk_template *tmpl, const struct itk_plan *plan,
                        const struct itk_extras *extras, struct itk_buf *out);

/* What is known of such a part, worked out when it is first asked for; NULL:
 * nothing. Threads: any. */
const itk_phrases *itk_made_phrases(const itk_template *tmpl,
                                    const struct itk_plan *plan,
                                    enum itk_made_part what);
/* What the bytes of the whole part are. */
void itk_made_trace(const itk_phrases *phrases, const itk_template *tmpl,
                    enum itk_made_part what, const struct itk_buf *part,
                    struct itk_trace *trace);

#endif
