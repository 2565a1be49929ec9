/*
 * A question about the rules as a search for an assignment: a variable for each
 * fact, two literals for each condition (that it is true, that it is false:
 * Kleene's values; unknown is neither). An assignment is a case that breaks no
 * constraint and is governed by the revision at hand. Internal to the proofs
 * (prove.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_PROBLEM_H
#define ITK_DECIDE_PROBLEM_H

#include "decide/cone.h"
#include "decide/sat.h"

/* Of one question: inputs of its gates, and conditions gone through, once for
 * each member that they can be about. Beyond them nothing is settled. */
#define ITK_PROBLEM_MAX_INPUTS 2000000u
#define ITK_PROBLEM_MAX_STEPS  2000000u

typedef struct itk_problem itk_problem;

/* What is true of a condition, as literals; never both. */
struct itk_rail {
    int yes, no;
};

/* The cone must be closed, and outlive the problem. */
itk_problem *itk_problem_new(const struct itk_cone *cone) ITK_MUST_USE;
void itk_problem_free(itk_problem *problem);

/* The steps that it took to put the question so far. */
size_t itk_problem_steps(const itk_problem *problem);

struct itk_rail itk_problem_condition(itk_problem *problem,
                                      const struct itk_condition *condition);
/* The conditions of the outcomes of the version in force, each by itself. */
const struct itk_rail *
itk_problem_outcomes(itk_problem *problem, const struct itk_decision *decision);
/* Outcome `at` is the answer: true, and all before it false. */
int itk_problem_answer(itk_problem *problem,
                       const struct itk_decision *decision, size_t at);
/* No outcome of the decision holds: all are false. */
int itk_problem_gap(itk_problem *problem, const struct itk_decision *decision);

/* Is there a case in which all of the literals hold? ITK_SAT_LIMIT also when
 * the problem is larger than what is looked at; ITK_SAT_NO is a proof. `left`
 * is as in sat.h. */
enum itk_sat_answer itk_problem_solve(itk_problem *problem, const int *literals,
                                      size_t count, size_t *left);

/* The case that was found last. A list that is not known has no members. */
bool itk_problem_known(const itk_problem *problem, const struct itk_list *list);
size_t itk_problem_members(const itk_problem *problem,
                           const struct itk_list *list);
bool itk_problem_given(const itk_problem *problem,
                       const struct itk_field *field, size_t member);
/* Of a field that is given: yes-no 0 or 1, index of a choice, number, days of a
 * date; of a text, a number that is equal for equal texts. */
int64_t itk_problem_value(const itk_problem *problem,
                          const struct itk_field *field, size_t member);
/* A field of the list that no condition reads, for a member of which nothing
 * else is given; NULL when all are read. */
const struct itk_field *itk_problem_filler(const itk_problem *problem,
                                           const struct itk_list *list);

#endif
