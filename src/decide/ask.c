/*
 * How much each unknown fact would settle, and which to ask for first.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "decide/ask.h"
#include "decide/search.h"

/* What would be open, summed over `values` values; the mean is the quotient. */
struct score {
    uint64_t sum, values, worst;
    bool settles; /* it makes a difference to a decision */
};

struct measure {
    const itk_decisions *decisions;
    struct itk_view view;
    uint64_t open; /* now */
    size_t steps;  /* taken */
};

static uint64_t
open_of(uint64_t possible)
{
    const int outcomes = __builtin_popcountll(possible);

    return outcomes ? (uint64_t)outcomes - 1 : 0;
}

static bool
is_settled_by(const struct itk_answer *answer, struct itk_fact fact)
{
    return !answer->outcome && itk_facts_have(&answer->missing, fact);
}

/* What is open under the assumptions of the search. */
static uint64_t
open_now(struct measure *m, struct itk_search *search)
{
    uint64_t open = 0;

    for (size_t i = 0; i < itk_decisions_count(m->decisions); i++) {
        const struct itk_answer *answer = itk_decisions_at(m->decisions, i);

        if (!answer->outcome)
            open += open_of(itk_search_outcomes(search, answer->decision) &
                            answer->possible);
    }
    m->steps += search->steps;
    return open;
}

static struct score
measure_fact(struct measure *m, struct itk_fact fact)
{
    int64_t tries[ITK_SEARCH_MAX_TRIES];
    struct score score = {0};
    struct itk_search search;
    bool whole;

    for (size_t i = 0; i < itk_decisions_count(m->decisions); i++)
        score.settles |= is_settled_by(itk_decisions_at(m->decisions, i), fact);
    itk_search_start(&search, &m->view, NULL, NULL);
    if (m->steps < ITK_ASK_STEPS)
        score.values = itk_search_domain(&search, fact, tries, &whole);
    for (size_t i = 0; i < score.values; i++) {
        uint64_t open;

        itk_search_start(&search, &m->view, NULL, NULL);
        itk_search_assume(&search, fact, tries[i]);
        open = open_now(m, &search);
        score.sum += open;
        score.worst = open > score.worst ? open : score.worst;
    }
    if (score.values)
        return score;
    return (struct score){m->open, 1, m->open, score.settles};
}

static bool
is_better(const struct score *a, const struct score *b)
{
    const uint64_t first = a->sum * b->values, second = b->sum * a->values;

    if (a->settles != b->settles)
        return a->settles;
    if (first != second)
        return first < second;
    return a->worst < b->worst;
}

static bool
is_unknown(const itk_case *data, struct itk_fact fact)
{
    if (!fact.field)
        return !itk_case_members(data, fact.list)->known;
    return !itk_case_value(data, fact.field, fact.list ? fact.member : 0)
                ->present;
}

static void
add_from(struct itk_facts *to, const struct itk_facts *from,
         const struct itk_facts *skipped, const itk_case *data)
{
    for (size_t i = 0; i < from->count; i++) {
        if (is_unknown(data, from->at[i]) &&
            !itk_facts_have(skipped, from->at[i]))
            itk_facts_add(to, from->at[i]);
    }
}

/* ---- what there is to ask for ---- */

static struct itk_facts
missing_facts(const struct measure *m, const struct itk_facts *wanted,
              const struct itk_facts *skipped, struct itk_arena *arena)
{
    struct itk_facts facts = {.arena = arena};

    if (wanted) {
        add_from(&facts, wanted, skipped, m->view.data);
    } else {
        for (size_t i = 0; i < itk_decisions_count(m->decisions); i++)
            add_from(&facts, &itk_decisions_at(m->decisions, i)->missing,
                     skipped, m->view.data);
    }
    itk_facts_sort(&facts);
    return facts;
}

/* A walk over every condition that undecided decisions rest on. */
struct reach {
    const struct measure *m;
    struct itk_facts facts;
    bool *seen; /* by decision->index */
};

static void
reach_field(struct reach *reach, const struct itk_field *field)
{
    const struct itk_members *members;

    if (!field->list) {
        itk_facts_add(&reach->facts, (struct itk_fact){field, NULL, 0});
        return;
    }
    members = itk_case_members(reach->m->view.data, field->list);
    if (!members->known)
        itk_facts_add(&reach->facts,
                      (struct itk_fact){NULL, field->list, SIZE_MAX});
    for (size_t i = 0; i < members->count && reach->facts.count < ITK_ASK_FACTS;
         i++)
        itk_facts_add(&reach->facts, (struct itk_fact){field, field->list, i});
}

static void reach_decision(struct reach *reach,
                           const struct itk_decision *decision);

static void
reach_condition(struct reach *reach, const struct itk_condition *condition)
{
    if (reach->facts.count >= ITK_ASK_FACTS ||
        condition->kind == ITK_COND_PRESENT)
        return;
    if (condition->field)
        reach_field(reach, condition->field);
    if (condition->other)
        reach_field(reach, condition->other);
    if (condition->list)
        reach_field(reach, condition->list->first);
    if (condition->decision)
        reach_decision(reach, condition->decision);
    for (size_t i = 0; i < condition->kids_count; i++)
        reach_condition(reach, &condition->kids[i]);
}

static void
reach_decision(struct reach *reach, const struct itk_decision *decision)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, reach->m->view.revision);

    if (!version || reach->seen[decision->index])
        return;
    reach->seen[decision->index] = true;
    for (size_t i = 0; i < version->outcomes_count; i++) {
        if (version->outcomes[i].when)
            reach_condition(reach, version->outcomes[i].when);
    }
}

/* A search that met its limit has not found all that is missing: then
 * whatever is not known and would rule an outcome out. */
static struct itk_facts
reached_facts(const struct measure *m, const struct itk_facts *skipped,
              struct itk_arena *arena)
{
    struct reach reach = {.m = m, .facts = {.arena = arena}};
    struct itk_facts facts = {.arena = arena};

    reach.seen = itk_arena_array(arena, m->view.guide->decisions_count + 1,
                                 sizeof(*reach.seen));
    for (size_t i = 0; i < itk_decisions_count(m->decisions); i++) {
        const struct itk_answer *answer = itk_decisions_at(m->decisions, i);

        if (!answer->outcome)
            reach_decision(&reach, answer->decision);
    }
    add_from(&facts, &reach.facts, skipped, m->view.data);
    itk_facts_sort(&facts);
    return facts;
}

/* ---- the choice ---- */

/* The best of the facts that make a difference: those in a list of what is
 * missing do (`listed`), else those that rule something out. */
static bool
choose(struct measure *m, const struct itk_facts *facts, bool listed,
       struct itk_ask *ask)
{
    struct score best = {0};
    bool found = false;

    for (size_t i = 0; i < facts->count; i++) {
        const struct score score = measure_fact(m, facts->at[i]);

        if (!listed && score.sum == m->open * score.values)
            continue;
        if (found && !is_better(&score, &best))
            continue;
        found = true;
        best = score;
        ask->fact = facts->at[i];
    }
    return found;
}

/* Does some value of the fact rule out an outcome of that decision? */
static bool
narrows(const struct measure *m, const struct itk_answer *answer,
        struct itk_fact fact)
{
    int64_t tries[ITK_SEARCH_MAX_TRIES];
    struct itk_search search;
    bool found = false, whole;
    size_t count;

    itk_search_start(&search, &m->view, NULL, NULL);
    count = itk_search_domain(&search, fact, tries, &whole);
    for (size_t i = 0; i < count && !found; i++) {
        itk_search_start(&search, &m->view, NULL, NULL);
        itk_search_assume(&search, fact, tries[i]);
        found = (answer->possible &
                 ~itk_search_outcomes(&search, answer->decision)) != 0;
    }
    return found;
}

static void
find_settled(const struct measure *m, struct itk_arena *arena,
             struct itk_ask *ask)
{
    const size_t count = itk_decisions_count(m->decisions);

    ask->settles =
        itk_arena_array(arena, count + 1, sizeof(const struct itk_answer *));
    for (size_t i = 0; i < count; i++) {
        const struct itk_answer *answer = itk_decisions_at(m->decisions, i);

        if (is_settled_by(answer, ask->fact) ||
            (!answer->outcome && narrows(m, answer, ask->fact)))
            ask->settles[ask->settles_count++] = answer;
    }
}

/* The date that decides on the revision, when that is open. */
static bool
ask_revision(const struct measure *m, const struct itk_facts *skipped,
             struct itk_ask *ask)
{
    ask->fact = (struct itk_fact){m->view.guide->revisions.contract, NULL, 0};
    ask->revision =
        itk_decisions_governed(m->decisions) == ITK_GOVERNED_UNKNOWN &&
        !itk_facts_have(skipped, ask->fact);
    return ask->revision;
}

bool
itk_ask_next(const itk_decisions *decisions, const struct itk_facts *wanted,
             const struct itk_facts *skipped, struct itk_arena *arena,
             struct itk_ask *ask)
{
    struct measure m = {.decisions = decisions,
                        .view = itk_decisions_view(decisions)};
    struct itk_facts facts;
    struct itk_search search;

    *ask = (struct itk_ask){0};
    if (itk_decisions_refusal(decisions) || !itk_decisions_count(decisions))
        return false;
    if (ask_revision(&m, skipped, ask))
        return true;
    itk_search_start(&search, &m.view, NULL, NULL);
    m.open = open_now(&m, &search);
    facts = missing_facts(&m, wanted, skipped, arena);
    if (!choose(&m, &facts, true, ask)) {
        facts = reached_facts(&m, skipped, arena);
        if (wanted || !choose(&m, &facts, false, ask))
            return false;
    }
    find_settled(&m, arena, ask);
    return true;
}
