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
    size_t first;   /* undecided decision that lists it; none: the count */
    bool rules_out; /* some value rules out some outcome */
};

/* One undecided decision before anything is assumed. */
struct open {
    const struct itk_answer *answer;
    uint64_t outcomes; /* not ruled out */
    bool waits;        /* for another undecided decision */
};

struct measure {
    const itk_decisions *decisions;
    struct itk_view view;
    struct open *at;
    size_t count;
    uint64_t open; /* the sum */
    size_t steps;  /* taken */
};

static uint64_t
open_of(uint64_t outcomes)
{
    const int count = __builtin_popcountll(outcomes);

    return count ? (uint64_t)count - 1 : 0;
}

static bool
refers_to_open(const struct measure *m, const struct itk_condition *condition)
{
    bool found = false;

    for (size_t i = 0; condition->decision && !found && i < m->count; i++)
        found = m->at[i].answer->decision == condition->decision;
    for (size_t i = 0; !found && i < condition->kids_count; i++)
        found = refers_to_open(m, &condition->kids[i]);
    return found;
}

static void
measure_start(struct measure *m, const itk_decisions *decisions,
              struct itk_arena *arena)
{
    const size_t count = itk_decisions_count(decisions);
    struct itk_search search;

    *m = (struct measure){.decisions = decisions,
                          .view = itk_decisions_view(decisions)};
    m->at = itk_arena_array(arena, count + 1, sizeof(*m->at));
    itk_search_start(&search, &m->view, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        const struct itk_answer *answer = itk_decisions_at(decisions, i);
        struct open *open = &m->at[m->count];

        if (answer->outcome || !itk_decisions_missing(decisions, answer)->count)
            continue; /* settled, if only that no outcome holds */
        open->answer = answer;
        open->outcomes =
            answer->possible & itk_search_outcomes(&search, answer->decision);
        m->open += open_of(open->outcomes);
        m->count++;
    }
    for (size_t i = 0; i < m->count; i++) {
        const struct itk_decision_version *version = m->at[i].answer->version;

        for (size_t j = 0; j < version->outcomes_count; j++)
            m->at[i].waits |= version->outcomes[j].when &&
                              refers_to_open(m, version->outcomes[j].when);
    }
}

/* What is open when the fact has that value. */
static uint64_t
open_given(struct measure *m, struct itk_fact fact, int64_t value,
           bool *rules_out)
{
    struct itk_search search;
    uint64_t open = 0;

    itk_search_start(&search, &m->view, NULL, NULL);
    itk_search_assume(&search, fact, value);
    for (size_t i = 0; i < m->count; i++) {
        const struct open *was = &m->at[i];
        const uint64_t left =
            was->outcomes & itk_search_outcomes(&search, was->answer->decision);

        *rules_out |= left != was->outcomes;
        open += was->waits && open_of(left) ? open_of(was->outcomes)
                                            : open_of(left);
    }
    m->steps += search.steps;
    return open;
}

static bool
is_listed(const struct measure *m, const struct itk_answer *answer,
          struct itk_fact fact)
{
    return itk_facts_have(itk_decisions_missing(m->decisions, answer), fact);
}

static struct score
measure_fact(struct measure *m, struct itk_fact fact)
{
    int64_t tries[ITK_SEARCH_MAX_TRIES];
    struct score score = {0};
    struct itk_search search;
    bool whole;

    while (score.first < m->count &&
           !is_listed(m, m->at[score.first].answer, fact))
        score.first++;
    itk_search_start(&search, &m->view, NULL, NULL);
    if (m->steps < ITK_ASK_STEPS)
        score.values = itk_search_domain(&search, fact, tries, &whole);
    for (size_t i = 0; i < score.values; i++) {
        const uint64_t open = open_given(m, fact, tries[i], &score.rules_out);

        score.sum += open;
        score.worst = open > score.worst ? open : score.worst;
    }
    if (score.values)
        return score;
    return (struct score){m->open, 1, m->open, score.first, false};
}

static bool
is_better(const struct measure *m, const struct score *a, const struct score *b)
{
    const uint64_t mean = a->sum * b->values, other = b->sum * a->values;

    if ((a->first < m->count) != (b->first < m->count))
        return a->first < b->first;
    if (mean != other)
        return mean < other;
    if (a->worst != b->worst)
        return a->worst < b->worst;
    return a->first < b->first;
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
        for (size_t i = 0; i < m->count; i++)
            add_from(&facts,
                     itk_decisions_missing(m->decisions, m->at[i].answer),
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
    for (size_t i = 0; i < m->count; i++)
        reach_decision(&reach, m->at[i].answer->decision);
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

        if (!listed && !score.rules_out)
            continue;
        if (found && !is_better(m, &score, &best))
            continue;
        found = true;
        best = score;
        ask->fact = facts->at[i];
    }
    return found;
}

/* Does some value of the fact rule out an outcome of that decision? */
static bool
narrows(const struct measure *m, const struct open *open, struct itk_fact fact)
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
        found = (open->outcomes &
                 ~itk_search_outcomes(&search, open->answer->decision)) != 0;
    }
    return found;
}

static void
find_settled(const struct measure *m, struct itk_arena *arena,
             struct itk_ask *ask)
{
    ask->settles =
        itk_arena_array(arena, m->count + 1, sizeof(const struct itk_answer *));
    for (size_t i = 0; i < m->count; i++) {
        if (is_listed(m, m->at[i].answer, ask->fact) ||
            narrows(m, &m->at[i], ask->fact))
            ask->settles[ask->settles_count++] = m->at[i].answer;
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
    struct itk_facts facts;
    struct measure m;

    *ask = (struct itk_ask){0};
    if (itk_decisions_refusal(decisions) || !itk_decisions_count(decisions))
        return false;
    measure_start(&m, decisions, arena);
    if (ask_revision(&m, skipped, ask))
        return true;
    facts = missing_facts(&m, wanted, skipped, arena);
    if (!choose(&m, &facts, true, ask)) {
        facts = reached_facts(&m, skipped, arena);
        if (wanted || !choose(&m, &facts, false, ask))
            return false;
    }
    find_settled(&m, arena, ask);
    return true;
}
