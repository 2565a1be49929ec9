/*
 * Which clauses a case's documents get, each with version and reason.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_SELECT_H
#define ITK_DECIDE_SELECT_H

#include "decide/decide.h"

enum itk_why {
    ITK_WHY_ALWAYS,       /* mandatory, or required without a condition */
    ITK_WHY_MEASURE,      /* a measure whose exemption is not true */
    ITK_WHY_UNPROVED,     /* a measure whose exemption is not known yet: kept */
    ITK_WHY_EXEMPT,       /* a measure whose exemption is proved: left out */
    ITK_WHY_CONDITION,    /* its condition holds */
    ITK_WHY_UNSETTLED,    /* its condition is not known: required clauses stay,
                             supplementary ones do not */
    ITK_WHY_NO_CONDITION, /* its condition does not hold: left out */
    ITK_WHY_DRAFTER_IN,   /* the drafter includes it */
    ITK_WHY_DRAFTER_OUT   /* the drafter leaves it out */
};

struct itk_selected {
    const struct itk_clause *clause;
    const struct itk_clause_version *version; /* NULL: none in force */
    bool in;
    enum itk_why why;
    const char *reason; /* the drafter's; "" otherwise */
};

/* One entry for each clause of the guide, by clause->index. */
struct itk_selection {
    struct itk_selected *at;
    size_t count;
    struct itk_arena arena;
};

/* Never NULL. What the drafter may not do (leave out a mandatory or required
 * clause, name an unknown one, give no reason) goes to `found` as errors, and
 * so do results of the survey that name none of its items; one of a clause that
 * is left out is warned of. */
struct itk_selection *itk_select(const itk_decisions *decisions,
                                 itk_findings *found) ITK_MUST_USE;
void itk_selection_free(struct itk_selection *selection);

#endif
