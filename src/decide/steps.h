/*
 * What is to be done in a case: the steps (`do`) of the outcomes that hold, in
 * the order of the stages of the work, each open or already taken.
 *
 * Lifetime  borrows from the decisions, the case and the guide.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_STEPS_H
#define ITK_DECIDE_STEPS_H

#include "decide/decide.h"

struct itk_step {
    const struct itk_effect *effect;
    const struct itk_answer *answer; /* the decision and outcome it is of */
    bool done; /* its condition holds, however the open facts turn out */
};

typedef struct itk_steps itk_steps;

/* Never fails. By stage (those without one last), then as in rules.xml. A step
 * that several decisions ask for (the same who, citation and words) is there
 * once, at its first place, and is done only when it is so for all of them. */
itk_steps *itk_steps_build(const itk_decisions *decisions) ITK_MUST_USE;
void itk_steps_free(itk_steps *steps);

size_t itk_steps_count(const itk_steps *steps);
const struct itk_step *itk_steps_at(const itk_steps *steps, size_t i);
/* Could another step follow from an outcome that is not known yet? */
bool itk_steps_more(const itk_steps *steps);

#endif
