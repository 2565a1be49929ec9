/*
 * The search over completions of what a case leaves open: which answers they
 * give, and which facts tell them apart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "decide/search.h"

/* What one search is after: a condition (bit 0 false, bit 1 true) or a
 * decision (bits of its outcomes). */
struct target {
    const struct itk_condition *condition;
    const struct itk_bind *bind;
    const struct itk_decision *decision;
    uint64_t every; /* all bits there can be */
};

/* The answer that no outcome holds; no outcome has this bit. */
#define NO_OUTCOME ((uint64_t)1 << ITK_RULE_MAX_OUTCOMES)

/* The bit of the answer, or 0 with search->unknown set. */
static uint64_t
answer_now(struct itk_search *search, const struct target *target)
{
    enum itk_truth truth;

    if (target->decision) {
        const struct itk_outcome *made;

        search->unknown = (struct itk_fact){0};
        made = itk_search_outcome(search, target->decision);
        if (made)
            return (uint64_t)1 << made->bit;
        return search->unknown.field || search->unknown.list ? 0 : NO_OUTCOME;
    }
    truth = itk_search_eval(search, target->condition, target->bind);
    return truth == ITK_UNKNOWN ? 0 : (uint64_t)1 << truth;
}

static bool
is_exhausted(const struct itk_search *search)
{
    return search->steps > ITK_SEARCH_MAX_STEPS ||
           search->assumed_count == ITK_SEARCH_MAX_ASSUMED;
}

void
itk_search_assume(struct itk_search *search, struct itk_fact fact,
                  int64_t value)
{
    search->assumed[search->assumed_count++] =
        (struct itk_assumed){fact, value, ++search->serial};
}

/* The answers that Kleene does not rule out: no completion has another. Looked
 * at beside the search, so that its limits are where they would be without. */
static uint64_t
at_most(struct itk_search *search, const struct target *target)
{
    const struct itk_fact unknown = search->unknown;
    const size_t steps = search->steps;
    uint64_t most;

    if (!target->decision)
        return target->every;
    most = itk_search_outcomes(search, target->decision);
    if (itk_search_may_have_none(search, target->decision))
        most |= NO_OUTCOME;
    search->unknown = unknown;
    search->steps = steps;
    return most;
}

/* `found` and the answers over all completions: nothing is tried once it has
 * all that are left. A search that grows past its limits answers "all". */
static uint64_t
complete(struct itk_search *search, const struct target *target, uint64_t found)
{
    int64_t tries[ITK_SEARCH_MAX_TRIES];
    const uint64_t now = answer_now(search, target);
    struct itk_fact fact;
    uint64_t most;
    size_t count;
    bool whole;

    if (now)
        return found | now;
    most = at_most(search, target);
    if (!(most & ~found))
        return found;
    if (is_exhausted(search))
        return target->every;
    fact = search->unknown;
    count = itk_search_domain(search, fact, tries, &whole);
    if (!whole)
        return target->every;
    for (size_t i = 0; i < count && most & ~found; i++) {
        itk_search_assume(search, fact, tries[i]);
        found = complete(search, target, found);
        search->assumed_count--;
    }
    return found;
}

/* Is there a completion of the rest under which two searches, that differ in
 * one assumed value, answer differently? Yes when that grows too large. */
static bool
differ(struct itk_search *a, struct itk_search *b, const struct target *target)
{
    int64_t tries[2 * ITK_SEARCH_MAX_TRIES];
    const uint64_t first = answer_now(a, target);
    const uint64_t second = answer_now(b, target);
    const struct itk_fact fact = first ? b->unknown : a->unknown;
    bool found = false, whole, other_whole;
    size_t count;

    if (first && second)
        return first != second;
    if (is_exhausted(a) || is_exhausted(b))
        return true;
    /* Points around either's assumptions. */
    count = itk_search_domain(a, fact, tries, &whole);
    count += itk_search_domain(b, fact, tries + count, &other_whole);
    if (!whole || !other_whole)
        return true;
    for (size_t i = 0; i < count && !found; i++) {
        itk_search_assume(a, fact, tries[i]);
        itk_search_assume(b, fact, tries[i]);
        found = differ(a, b, target);
        a->assumed_count--;
        b->assumed_count--;
    }
    return found;
}

static bool
matters(struct itk_search *search, const struct target *target,
        struct itk_fact fact, const int64_t *tries, size_t count)
{
    bool found = false;

    for (size_t i = 1; i < count && !found; i++) {
        struct itk_search a = *search, b = *search;

        itk_search_assume(&a, fact, tries[0]);
        itk_search_assume(&b, fact, tries[i]);
        found = differ(&a, &b, target);
        search->steps = a.steps + (b.steps - search->steps);
    }
    return found;
}

/* Facts about members of a list that is not known are the list itself. */
static struct itk_fact
askable(const struct itk_view *view, struct itk_fact fact)
{
    if (fact.list && !itk_case_members(view->data, fact.list)->known)
        return (struct itk_fact){NULL, fact.list, SIZE_MAX};
    return fact;
}

bool
itk_facts_have(const struct itk_facts *facts, struct itk_fact fact)
{
    for (size_t i = 0; i < facts->count; i++) {
        const struct itk_fact *have = &facts->at[i];

        if (have->field == fact.field && have->list == fact.list &&
            have->member == fact.member)
            return true;
    }
    return false;
}

/* Adds every fact that makes a difference under some completion, and every one
 * of which not all is tried. */
static void
find_missing(struct itk_search *search, const struct target *target,
             struct itk_facts *missing)
{
    int64_t tries[ITK_SEARCH_MAX_TRIES];
    struct itk_fact fact, asked;
    size_t count;
    bool whole;

    if (answer_now(search, target))
        return;
    fact = search->unknown;
    asked = askable(search->view, fact);
    if (is_exhausted(search)) {
        itk_facts_add(missing, asked);
        return;
    }
    count = itk_search_domain(search, fact, tries, &whole);
    if (!whole)
        itk_facts_add(missing, asked);
    if (!itk_facts_have(missing, asked) &&
        matters(search, target, fact, tries, count))
        itk_facts_add(missing, asked);
    for (size_t i = 0; i < count; i++) {
        itk_search_assume(search, fact, tries[i]);
        find_missing(search, target, missing);
        search->assumed_count--;
    }
}

static size_t
rank(const struct itk_fact *fact)
{
    return fact->field ? fact->field->index : fact->list->first->index;
}

static bool
is_after(const struct itk_fact *a, const struct itk_fact *b)
{
    if (rank(a) != rank(b))
        return rank(a) > rank(b);
    return a->member > b->member;
}

void
itk_facts_sort(struct itk_facts *facts)
{
    for (size_t i = 1; i < facts->count; i++) {
        const struct itk_fact fact = facts->at[i];
        size_t j = i;

        for (; j && is_after(&facts->at[j - 1], &fact); j--)
            facts->at[j] = facts->at[j - 1];
        facts->at[j] = fact;
    }
}

/* Marks the decisions that a condition asks for, directly or through others. */
static void reach(const struct itk_view *view,
                  const struct itk_condition *condition, bool *reached);

static void
reach_decision(const struct itk_view *view, const struct itk_decision *decision,
               bool *reached)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, view->revision);

    if (reached[decision->index])
        return;
    reached[decision->index] = true;
    for (size_t i = 0; version && i < version->outcomes_count; i++) {
        if (version->outcomes[i].when)
            reach(view, version->outcomes[i].when, reached);
    }
}

static void
reach(const struct itk_view *view, const struct itk_condition *condition,
      bool *reached)
{
    if (condition->decision)
        reach_decision(view, condition->decision, reached);
    for (size_t i = 0; i < condition->kids_count; i++)
        reach(view, &condition->kids[i], reached);
}

/* To be freed. Only what the answer can hang on bounds what is tried. */
static bool *
reached_by(const struct itk_view *view, const struct target *target)
{
    const size_t count = view->guide->decisions_count;
    bool *reached = itk_alloc(count + 1);

    memset(reached, 0, count + 1);
    if (target->decision)
        reach_decision(view, target->decision, reached);
    else
        reach(view, target->condition, reached);
    return reached;
}

static uint64_t
search_all(const struct itk_view *view, const struct target *target,
           struct itk_facts *missing)
{
    struct itk_search search ITK_SET_UP_LATER;
    bool *reached;
    uint64_t set;

    itk_search_start(&search, view, target->condition, NULL);
    set = answer_now(&search, target);
    if (set)
        return set; /* nothing that is open matters */
    reached = reached_by(view, target);
    search.reached = reached;
    set = complete(&search, target, 0);
    if (missing && set & (set - 1)) {
        itk_search_start(&search, view, target->condition, NULL);
        search.reached = reached;
        find_missing(&search, target, missing);
        itk_facts_sort(missing);
    }
    free(reached);
    return set;
}

enum itk_truth
itk_eval_complete(const struct itk_view *view,
                  const struct itk_condition *condition,
                  const struct itk_list *scope, size_t member,
                  struct itk_facts *missing)
{
    const struct itk_bind bind = {scope, member, NULL};
    const struct target target = {condition, scope ? &bind : NULL, NULL,
                                  1u << ITK_FALSE | 1u << ITK_TRUE};
    const uint64_t set = search_all(view, &target, missing);

    if (set == target.every)
        return ITK_UNKNOWN;
    return set >> ITK_TRUE & 1 ? ITK_TRUE : ITK_FALSE;
}

static const struct itk_outcome *
outcome_by_bit(const struct itk_decision_version *version, uint64_t set)
{
    for (size_t i = 0; i < version->outcomes_count; i++) {
        if (set == (uint64_t)1 << version->outcomes[i].bit)
            return &version->outcomes[i];
    }
    return NULL;
}

const struct itk_outcome *
itk_eval_decision(const struct itk_view *view,
                  const struct itk_decision *decision,
                  struct itk_grounds *grounds, uint64_t *possible,
                  struct itk_facts *missing)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, view->revision);
    struct target target = {NULL, NULL, decision, 0};
    const struct itk_outcome *outcome;

    *possible = 0;
    if (!version)
        return NULL;
    outcome = itk_search_kleene(view, decision, grounds);
    if (outcome) {
        *possible = (uint64_t)1 << outcome->bit;
        return outcome;
    }
    target.every = NO_OUTCOME;
    for (size_t i = 0; i < version->outcomes_count; i++) {
        target.every |= (uint64_t)1 << version->outcomes[i].bit;
        if (!version->outcomes[i].when)
            target.every &= ~NO_OUTCOME;
    }
    *possible = search_all(view, &target, missing);
    outcome = outcome_by_bit(version, *possible);
    *possible &= ~NO_OUTCOME;
    return outcome;
}
