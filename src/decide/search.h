/*
 * The evaluator's inside, shared by eval.c and outcomes.c (Kleene), complete.c
 * (completions) and domain.c (what an unknown fact may turn out to be).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_SEARCH_H
#define ITK_DECIDE_SEARCH_H

#include "decide/eval.h"

#define ITK_SEARCH_MAX_ASSUMED 128
#define ITK_SEARCH_MAX_STEPS   200000
#define ITK_SEARCH_MAX_MEMBERS 8  /* of a list that is tried */
#define ITK_SEARCH_MAX_TRIES   96 /* values tried for one fact */
#define ITK_SEARCH_MAX_CHAIN   4  /* dates compared with each other in a row */
#define ITK_SEARCH_MAX_POOL    32 /* fields that `same` compares */

/* For an object on the stack that is large and set up by a function of its own:
 * clearing it before, as -ftrivial-auto-var-init does, would be in vain. */
#if defined(__has_attribute)
#if __has_attribute(uninitialized)
#define ITK_SET_UP_LATER __attribute__((uninitialized))
#endif
#endif
#ifndef ITK_SET_UP_LATER
#define ITK_SET_UP_LATER
#endif

/* A fact taken to be so, while completions are tried. */
struct itk_assumed {
    struct itk_fact fact;
    int64_t value; /* yes-no, choice, number, days of a date, members; a text
                      by the fact that it is the text of */
    size_t serial; /* of its making: tells it from another at the same place */
};

/* The outcomes of a decision that are still possible, and under which
 * assumptions that was found: those up to `depth`, the last being `serial`.
 * What is settled stays so when more is assumed. */
struct itk_kept {
    uint64_t outcomes;
    bool none; /* that no outcome holds is possible */
    bool valid;
    size_t depth, serial;
    struct itk_fact unknown;
};

/* Which member a list's fields mean here. */
struct itk_bind {
    const struct itk_list *list;
    size_t member;
    const struct itk_bind *up;
};

struct itk_search {
    const struct itk_view *view;
    const struct itk_condition *goal; /* or NULL */
    struct itk_assumed assumed[ITK_SEARCH_MAX_ASSUMED];
    size_t assumed_count;
    struct itk_fact unknown;     /* the first one behind the last ITK_UNKNOWN */
    struct itk_grounds *grounds; /* or NULL */
    size_t steps;
    size_t serial; /* of the last assumption made */
    /* By decision->index: can the answer hang on it? NULL: on any. */
    const bool *reached;
    /* By decision->index. All of them: a decision that is asked for twice by
     * each of a row of decisions would be looked at without end. */
    struct itk_kept kept[ITK_RULE_MAX_DECISIONS];
};

/* A search that assumes nothing yet. */
void itk_search_start(struct itk_search *search, const struct itk_view *view,
                      const struct itk_condition *goal,
                      struct itk_grounds *grounds);

/* One more assumption; there must be room for it. */
void itk_search_assume(struct itk_search *search, struct itk_fact fact,
                       int64_t value);

/* What is known of a field: from the case, or assumed. */
struct itk_seen {
    bool known;
    int64_t value; /* as itk_assumed has it */
};

struct itk_seen itk_search_see(const struct itk_search *search,
                               const struct itk_field *field, size_t member);
/* Members of a list; false when that is not known. */
bool itk_search_members(const struct itk_search *search,
                        const struct itk_list *list, size_t *count);

/* A text as itk_assumed has it: the one that stands in the case for that fact,
 * or, when there is none, some text that only equals itself. */
int64_t itk_search_text(struct itk_fact fact);
/* One that only equals itself in any case. */
int64_t itk_search_another_text(struct itk_fact fact);
/* Do the leaf's two fields (ITK_COND_SAME), seen as `a` and `b`, agree? */
bool itk_search_same(const struct itk_search *search,
                     const struct itk_condition *leaf, int64_t a, int64_t b);
bool itk_search_same_text(const struct itk_search *search, int64_t a,
                          int64_t b);

/* The truth after Kleene; when unknown, search->unknown is why. */
enum itk_truth itk_search_eval(struct itk_search *search,
                               const struct itk_condition *condition,
                               const struct itk_bind *bind);
/* The outcome after Kleene; NULL when one before it is unknown. */
const struct itk_outcome *
itk_search_outcome(struct itk_search *search,
                   const struct itk_decision *decision);
/* The same from the case alone, with its grounds (or NULL). */
const struct itk_outcome *itk_search_kleene(const struct itk_view *view,
                                            const struct itk_decision *decision,
                                            struct itk_grounds *grounds);
/* The outcomes that Kleene does not rule out, as bits: those of all
 * completions, and perhaps more. */
uint64_t itk_search_outcomes(struct itk_search *search,
                             const struct itk_decision *decision);

/* That no outcome holds is not ruled out either. */
bool itk_search_may_have_none(struct itk_search *search,
                              const struct itk_decision *decision);

/* The truth of a leaf about another decision: settled as soon as every outcome
 * that is possible gives the same answer. */
enum itk_truth itk_search_decision(struct itk_search *search,
                                   const struct itk_condition *leaf);
/* That decision is one of the grounds. */
void itk_grounds_decision(struct itk_grounds *grounds,
                          const struct itk_decision *made);

/* Values to try for an unknown fact, so that every way in which the conditions
 * can come out is met by one of them. Returns how many, at least one; `*whole`
 * is false when there would be more: then those prove nothing, and the answer
 * stays open. */
size_t itk_search_domain(const struct itk_search *search, struct itk_fact fact,
                         int64_t tries[ITK_SEARCH_MAX_TRIES], bool *whole);

#endif
