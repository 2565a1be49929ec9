/*
 * The next question to put about a case: among the facts that make a
 * difference to what is undecided, the most decisive one.
 *
 * Measure   An undecided decision with n outcomes that are not ruled out counts
 *           n - 1; the sum over all decisions is what is open. For each value
 *           that a completion tries for a fact (decide/search.h), the same sum
 *           is taken given that value: an outcome is ruled out when Kleene's
 *           evaluation says so. A decision that rests on another undecided one
 *           counts as it was unless the value settles it: it is too early to
 *           ask for its parts. The fact whose mean over its values is least
 *           comes first; of those alike, the one whose worst value leaves least
 *           open; then what the first of the undecided decisions, in the order
 *           of the package, lacks; then the order of the dictionary.
 * Before    Whatever decides which revision governs: until then every other
 *           answer is under a text that may not be the one.
 * After     What only a document waits for, in the order of the dictionary.
 * Limits    ITK_ASK_STEPS conditions looked at for one question: facts that the
 *           measuring does not come to count as no progress. Steps are counted,
 *           not timed: the same case, the same question.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_DECIDE_ASK_H
#define ITK_DECIDE_ASK_H

#include "decide/decide.h"

#define ITK_ASK_STEPS 2000000u
#define ITK_ASK_FACTS 1000u

struct itk_ask {
    struct itk_fact fact; /* field NULL: has the list members, how many? */
    bool revision;        /* it decides which revision governs */
    /* The undecided decisions to which it makes a difference; in the arena. */
    const struct itk_answer **settles; /* NULL when `revision` */
    size_t settles_count;
};

/* The next question, into `ask`; false when nothing is left to ask, or nothing
 * matters any more: no held text governs, or an outcome refuses every document.
 * Facts of `skipped` are not asked. `wanted` NULL: whatever makes a difference
 * to a decision; else only those facts (what documents wait for). */
bool itk_ask_next(const itk_decisions *decisions,
                  const struct itk_facts *wanted,
                  const struct itk_facts *skipped, struct itk_arena *arena,
                  struct itk_ask *ask) ITK_MUST_USE;

#endif
