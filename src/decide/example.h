/*
 * A case made from an assignment that a proof has found, with as few facts as
 * still show what it is to show. Internal to the proofs (prove.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_EXAMPLE_H
#define ITK_DECIDE_EXAMPLE_H

#include "decide/problem.h"
#include "input/case.h"

/* Does a case show it? Asked of the evaluator, not of the search. */
struct itk_example_test {
    bool (*shows)(const void *self, const itk_case *data);
    const void *self;
};

/* NULL when the case that was found does not pass the test. With `shrink`
 * facts that are not needed for it are left out. */
itk_case *itk_example_make(const itk_problem *problem,
                           const struct itk_cone *cone, const char *id,
                           const struct itk_example_test *test,
                           bool shrink) ITK_MUST_USE;

#endif
