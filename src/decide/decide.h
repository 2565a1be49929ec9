/*
 * All decisions of a guideline about one case: the answer, its citation, the
 * facts behind it, or what would settle it. And the constraints between
 * fields, which need the evaluator.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_DECIDE_H
#define ITK_DECIDE_DECIDE_H

#include "decide/eval.h"

enum itk_governed {
    ITK_GOVERNED,        /* `revision` governs and its text is held */
    ITK_GOVERNED_OLD,    /* `revision` governs, its text is not held */
    ITK_GOVERNED_NONE,   /* the contract is older than every revision */
    ITK_GOVERNED_UNKNOWN /* no planned contract date yet */
};

struct itk_answer {
    const struct itk_decision *decision;
    const struct itk_decision_version *version;
    const struct itk_outcome *outcome; /* NULL: not known yet */
    uint64_t possible;                 /* bits of outcome ids */
    struct itk_grounds grounds;
};

typedef struct itk_decisions itk_decisions;

/* Never fails. When no held revision governs there are no answers, save for an
 * unknown one: then the newest held text is used to answer what can be. */
itk_decisions *itk_decide(const itk_case *data,
                          const struct itk_guide *guide) ITK_MUST_USE;
/* The same as if `revision` governed, whatever the dates of the case say; for
 * comparing. Its text must be held. */
itk_decisions *
itk_decide_under(const itk_case *data, const struct itk_guide *guide,
                 const struct itk_revision *revision) ITK_MUST_USE;
void itk_decisions_free(itk_decisions *decisions);

enum itk_governed itk_decisions_governed(const itk_decisions *decisions);
/* The governing revision, or, when unknown, the one whose text was used. NULL
 * for ITK_GOVERNED_NONE. */
const struct itk_revision *
itk_decisions_revision(const itk_decisions *decisions);
size_t itk_decisions_count(const itk_decisions *decisions);
const struct itk_answer *itk_decisions_at(const itk_decisions *decisions,
                                          size_t i);
/* What would settle an answer of these decisions, sorted; none for one that is.
 * It is looked for when it is first asked for: that may cost more than all
 * answers. One thread at a time. */
const struct itk_facts *itk_decisions_missing(const itk_decisions *decisions,
                                              const struct itk_answer *answer);
/* The outcome of that decision; NULL when unknown or not asked. */
const struct itk_outcome *itk_decisions_outcome(const itk_decisions *decisions,
                                                const char *id);
/* The first outcome that refuses every document, or NULL. */
const struct itk_answer *itk_decisions_refusal(const itk_decisions *decisions);
/* A view without a selection. */
struct itk_view itk_decisions_view(const itk_decisions *decisions);

/* Adds an error for every constraint that is violated, at its fields. */
void itk_decide_constraints(const itk_case *data, const struct itk_guide *guide,
                            itk_findings *found);

#endif
