/*
 * All that the clauses of a document may say: every clause of the document
 * with every passage, and a gap for each value. What is worked out beforehand
 * for a document's words is worked out from this.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_PLAN_WHOLE_H
#define ITK_PLAN_WHOLE_H

#include "base/arena.h"
#include "plan/plan.h"

/* What the words depend on: equal for two plans only when they may say the
 * same. Of the guide, which outlives it. */
struct itk_plan_text_key {
    const void *version; /* of the document */
    const void *pair;    /* how the parties are called */
    long revision;       /* whose text is in force: its day */
};
/* Both need plan->values. */
struct itk_plan_text_key itk_plan_text_key(const struct itk_plan *plan);

/* Only `lang`, `clauses` and `runs_count` are set. Spans and cells whose text
 * depends on the case have NULL for it; a table has one row of them. */
const struct itk_plan *itk_plan_whole(const struct itk_plan *plan,
                                      struct itk_arena *arena);

#endif
