/*
 * Is there an assignment under which clauses hold? Search with learning from
 * conflicts (Marques-Silva and Sakallah, GRASP, 1999; watched literals and
 * activities after Moskewicz and others, Chaff, 2001). What clauses cannot say
 * is asked of a theory, which answers a full assignment with further clauses.
 * Deterministic: no clock, no random numbers.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_SAT_H
#define ITK_DECIDE_SAT_H

#include "base/base.h"

typedef struct itk_sat itk_sat;

enum itk_sat_answer {
    ITK_SAT_NO,
    ITK_SAT_YES,
    ITK_SAT_LIMIT /* more steps than allowed: nothing is known */
};

/* Judges a full assignment (itk_sat_holds). True: it stands. False: it was
 * given up, and at least one clause was added that it breaks. */
struct itk_sat_theory {
    bool (*check)(void *self, itk_sat *sat);
    void *self;
};

itk_sat *itk_sat_new(void) ITK_MUST_USE;
void itk_sat_free(itk_sat *sat);

/* A new variable, 1 or more. A literal is a variable or its negative. */
int itk_sat_variable(itk_sat *sat);
size_t itk_sat_variables(const itk_sat *sat);
/* One of the literals must hold. Not while a search is going on, save by its
 * theory. */
void itk_sat_clause(itk_sat *sat, const int *literals, size_t count);

/* Is there an assignment in which the assumptions hold? The steps that it takes
 * (clauses looked at) are taken from `*left`; there may be that many. */
enum itk_sat_answer itk_sat_solve(itk_sat *sat, const int *assumptions,
                                  size_t count, size_t *left,
                                  const struct itk_sat_theory *theory);
/* A theory has taken as many steps of its own. */
void itk_sat_spend(itk_sat *sat, size_t steps);
/* In the assignment found last, or in the one that the theory judges. */
bool itk_sat_holds(const itk_sat *sat, int literal);

#endif
