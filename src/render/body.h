/*
 * Clauses of a plan as WordprocessingML: 条見出し, numbered 条 / 項 / 号,
 * tables, live references, a content control and hidden bookmarks for each
 * clause.
 *
 * Source  ECMA-376 Part 1, 17.5.2 (sdt), 17.13.6 (bookmarks), 17.16 (fields).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_RENDER_BODY_H
#define ITK_RENDER_BODY_H

#include "plan/plan.h"
#include "render/scribe.h"
#include "tmpl/template.h"

/* Writes every clause; those of an itk_plan_whole with gaps. Styles by id, as
 * templates/common has them: ArtHead, Article, ArtPara, Item1, Item2, TblText,
 * TblHead, Gap. The items of run r use numId facts->num_max + r. Bookmarks:
 * _R_<clause> around the clause, _N_<clause> in the numbered paragraph (the
 * target of REF \r). Ids follow facts->bookmark_max and facts->sdt_max. */
void itk_body_write(const struct itk_plan *plan,
                    const struct itk_template_facts *facts,
                    struct itk_scribe *scribe);

/* Appends the w:num elements for plan->runs_count runs of items. */
void itk_body_nums(const struct itk_plan *plan,
                   const struct itk_template_facts *facts, struct itk_buf *out);

#endif
