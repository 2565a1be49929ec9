/*
 * Kleene evaluation of conditions and decisions, and the search over
 * completions (Kleene 1952, strong three-valued logic).
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <string.h>

#include "decide/search.h"
#include "decide/select.h"

static enum itk_truth eval(struct itk_search *search,
                           const struct itk_condition *condition,
                           const struct itk_bind *bind);

static void
facts_push(struct itk_facts *facts, struct itk_fact fact)
{
    if (facts->count == facts->room) {
        const size_t room = facts->room ? 2 * facts->room : 8;
        struct itk_fact *at =
            itk_arena_array(facts->arena, room, sizeof(*facts->at));

        if (facts->count)
            memcpy(at, facts->at, facts->count * sizeof(*at));
        facts->at = at;
        facts->room = room;
    }
    facts->at[facts->count++] = fact;
}

void
itk_facts_add(struct itk_facts *facts, struct itk_fact fact)
{
    for (size_t i = 0; i < facts->count; i++) {
        const struct itk_fact *have = &facts->at[i];

        if (have->field == fact.field && have->list == fact.list &&
            have->member == fact.member)
            return;
    }
    facts_push(facts, fact);
}

static void
facts_unique(struct itk_facts *facts)
{
    const size_t count = facts->count;

    facts->count = 0;
    for (size_t i = 0; i < count; i++)
        itk_facts_add(facts, facts->at[i]);
}

static void
grounds_decision(struct itk_grounds *grounds, const struct itk_decision *made)
{
    for (size_t i = 0; i < grounds->decisions_count; i++) {
        if (grounds->decisions[i] == made)
            return;
    }
    if (grounds->decisions_count == grounds->decisions_room) {
        const size_t room =
            grounds->decisions_room ? 2 * grounds->decisions_room : 8;
        const struct itk_decision **at = itk_arena_array(
            grounds->facts.arena, room, sizeof(const struct itk_decision *));

        for (size_t i = 0; i < grounds->decisions_count; i++)
            at[i] = grounds->decisions[i];
        grounds->decisions = at;
        grounds->decisions_room = room;
    }
    grounds->decisions[grounds->decisions_count++] = made;
}

/* After `all` is false or `any` is true by one kid alone, only that kid's
 * facts are behind the answer: those from `kid` on, moved to `start`. */
static void
keep_kid(struct itk_search *search, size_t start, size_t kid)
{
    struct itk_facts *facts;

    if (!search->grounds)
        return;
    facts = &search->grounds->facts;
    if (kid > start)
        memmove(facts->at + start, facts->at + kid,
                (facts->count - kid) * sizeof(*facts->at));
    facts->count -= kid - start;
}

static size_t
mark(const struct itk_search *search)
{
    return search->grounds ? search->grounds->facts.count : 0;
}

static enum itk_truth
unknown(struct itk_search *search, struct itk_fact fact)
{
    search->unknown = fact;
    return ITK_UNKNOWN;
}

static void
looked_at(struct itk_search *search, struct itk_fact fact)
{
    if (search->grounds)
        facts_push(&search->grounds->facts, fact);
}

static size_t
member_of(const struct itk_field *field, const struct itk_bind *bind)
{
    if (!field->list)
        return 0;
    while (bind && bind->list != field->list)
        bind = bind->up;
    assert(bind); /* the loader saw to it */
    return bind ? bind->member : 0;
}

static const struct itk_assumed *
assumption(const struct itk_search *search, const struct itk_field *field,
           const struct itk_list *list, size_t member)
{
    for (size_t i = search->assumed_count; i-- > 0;) {
        const struct itk_assumed *have = &search->assumed[i];

        if (have->fact.field == field && have->fact.list == list &&
            have->fact.member == member)
            return have;
    }
    return NULL;
}

bool
itk_search_members(const struct itk_search *search, const struct itk_list *list,
                   size_t *count)
{
    const struct itk_members *members =
        itk_case_members(search->view->data, list);
    const struct itk_assumed *have;

    if (members->known) {
        *count = members->count;
        return true;
    }
    have = assumption(search, NULL, list, SIZE_MAX);
    if (have)
        *count = (size_t)have->value;
    return have != NULL;
}

struct itk_seen
itk_search_see(const struct itk_search *search, const struct itk_field *field,
               size_t member)
{
    const bool real =
        !field->list ||
        member < itk_case_members(search->view->data, field->list)->count;
    const struct itk_value *value =
        real ? itk_case_value(search->view->data, field, member) : NULL;
    const struct itk_assumed *have;

    if (value && value->present) {
        switch (field->type) {
        case ITK_TYPE_YES_NO:
            return (struct itk_seen){true, value->yes};
        case ITK_TYPE_CHOICE:
            return (struct itk_seen){true, (int64_t)value->choice};
        case ITK_TYPE_DATE:
            return (struct itk_seen){true, itk_date_to_days(value->date)};
        case ITK_TYPE_NUMBER:
            return (struct itk_seen){true, value->number};
        case ITK_TYPE_TEXT:
        case ITK_TYPE_PARAGRAPH:
            return (struct itk_seen){true, 0};
        }
    }
    have = assumption(search, field, field->list, member);
    return have ? (struct itk_seen){true, have->value}
                : (struct itk_seen){false, 0};
}

static struct itk_fact
fact_of(const struct itk_field *field, size_t member)
{
    return (struct itk_fact){field, field->list, member};
}

/* Both fields of a date leaf known? Then *a and *b are their days. */
static bool
see_dates(struct itk_search *search, const struct itk_condition *leaf,
          const struct itk_bind *bind, int64_t *a, int64_t *b)
{
    const size_t member = member_of(leaf->field, bind);
    const struct itk_seen first = itk_search_see(search, leaf->field, member);

    if (!first.known) {
        search->unknown = fact_of(leaf->field, member);
        return false;
    }
    *a = first.value;
    if (leaf->other) {
        const size_t other = member_of(leaf->other, bind);
        const struct itk_seen second =
            itk_search_see(search, leaf->other, other);

        if (!second.known) {
            search->unknown = fact_of(leaf->other, other);
            return false;
        }
        looked_at(search, fact_of(leaf->other, other));
        *b = second.value;
    } else {
        *b = itk_date_to_days(leaf->date);
    }
    looked_at(search, fact_of(leaf->field, member));
    return true;
}

static enum itk_truth
eval_date(struct itk_search *search, const struct itk_condition *leaf,
          const struct itk_bind *bind)
{
    int64_t a, b, years;

    if (!see_dates(search, leaf, bind, &a, &b))
        return ITK_UNKNOWN;
    if (leaf->kind == ITK_COND_BEFORE)
        return a < b ? ITK_TRUE : ITK_FALSE;
    if (leaf->kind == ITK_COND_AFTER)
        return a > b ? ITK_TRUE : ITK_FALSE;
    years = itk_date_fiscal_year(itk_date_from_days((long)b),
                                 search->view->guide->fiscal_month) -
            itk_date_fiscal_year(itk_date_from_days((long)a),
                                 search->view->guide->fiscal_month);
    return years >= leaf->least && years <= leaf->most ? ITK_TRUE : ITK_FALSE;
}

static enum itk_truth
eval_field(struct itk_search *search, const struct itk_condition *leaf,
           const struct itk_bind *bind)
{
    const size_t member = member_of(leaf->field, bind);
    const struct itk_seen seen = itk_search_see(search, leaf->field, member);
    bool holds;

    if (!seen.known)
        return unknown(search, fact_of(leaf->field, member));
    looked_at(search, fact_of(leaf->field, member));
    switch (leaf->kind) {
    case ITK_COND_YES:
        holds = seen.value != 0;
        break;
    case ITK_COND_NO:
        holds = seen.value == 0;
        break;
    case ITK_COND_IS:
        holds = (leaf->values >> seen.value) & 1;
        break;
    default:
        holds = seen.value >= leaf->least && seen.value <= leaf->most;
        break;
    }
    return holds ? ITK_TRUE : ITK_FALSE;
}

/* What stands in the case itself: assumptions do not count. */
static enum itk_truth
eval_present(struct itk_search *search, const struct itk_condition *leaf,
             const struct itk_bind *bind)
{
    const itk_case *data = search->view->data;
    size_t member;

    if (leaf->list) {
        const struct itk_members *members = itk_case_members(data, leaf->list);

        return members->known && members->count ? ITK_TRUE : ITK_FALSE;
    }
    member = member_of(leaf->field, bind);
    if (leaf->field->list &&
        member >= itk_case_members(data, leaf->field->list)->count)
        return ITK_FALSE; /* a member that is only tried */
    if (!itk_case_value(data, leaf->field, member)->present)
        return ITK_FALSE;
    looked_at(search, fact_of(leaf->field, member));
    return ITK_TRUE;
}

/* `all` when decisive is ITK_FALSE, `any` when it is ITK_TRUE. */
static enum itk_truth
eval_kids(struct itk_search *search, const struct itk_condition *node,
          const struct itk_bind *bind, enum itk_truth decisive)
{
    const size_t start = mark(search);
    enum itk_truth result = decisive == ITK_TRUE ? ITK_FALSE : ITK_TRUE;
    struct itk_fact first = {0};

    for (size_t i = 0; i < node->kids_count; i++) {
        const size_t kid = mark(search);
        const enum itk_truth truth = eval(search, &node->kids[i], bind);

        if (truth == decisive) {
            keep_kid(search, start, kid);
            return decisive;
        }
        if (truth == ITK_UNKNOWN && result != ITK_UNKNOWN) {
            result = ITK_UNKNOWN;
            first = search->unknown;
        }
    }
    if (result == ITK_UNKNOWN)
        search->unknown = first;
    return result;
}

/* `some` when decisive is ITK_TRUE, `every` when it is ITK_FALSE. */
static enum itk_truth
eval_members(struct itk_search *search, const struct itk_condition *node,
             const struct itk_bind *bind, enum itk_truth decisive)
{
    const struct itk_fact fact = {NULL, node->list, SIZE_MAX};
    const size_t start = mark(search);
    enum itk_truth result = decisive == ITK_TRUE ? ITK_FALSE : ITK_TRUE;
    struct itk_fact first = {0};
    size_t count;

    if (!itk_search_members(search, node->list, &count))
        return unknown(search, fact);
    if (!count || !node->kids_count)
        looked_at(search, fact);
    if (!node->kids_count)
        return count ? ITK_TRUE : ITK_FALSE;
    for (size_t i = 0; i < count; i++) {
        const struct itk_bind inner = {node->list, i, bind};
        const size_t kid = mark(search);
        const enum itk_truth truth = eval(search, node->kids, &inner);

        if (truth == decisive) {
            keep_kid(search, start, kid);
            return decisive;
        }
        if (truth == ITK_UNKNOWN && result != ITK_UNKNOWN) {
            result = ITK_UNKNOWN;
            first = search->unknown;
        }
    }
    if (result == ITK_UNKNOWN)
        search->unknown = first;
    return result;
}

/* The outcome after Kleene; NULL when one before it is unknown. */
static const struct itk_outcome *
outcome_of(struct itk_search *search, const struct itk_decision *decision)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, search->view->revision);

    for (size_t i = 0; version && i < version->outcomes_count; i++) {
        const struct itk_outcome *outcome = &version->outcomes[i];
        const enum itk_truth truth =
            outcome->when ? eval(search, outcome->when, NULL) : ITK_TRUE;

        if (truth == ITK_TRUE)
            return outcome;
        if (truth == ITK_UNKNOWN)
            return NULL;
    }
    return NULL;
}

static enum itk_truth
eval_decision(struct itk_search *search, const struct itk_condition *leaf)
{
    struct itk_grounds *const grounds = search->grounds;
    const struct itk_outcome *outcome;

    if (!itk_decision_at(leaf->decision, search->view->revision))
        return ITK_FALSE;   /* not asked under this revision */
    search->grounds = NULL; /* the facts behind it are the other's */
    outcome = outcome_of(search, leaf->decision);
    search->grounds = grounds;
    if (!outcome)
        return ITK_UNKNOWN;
    if (grounds)
        grounds_decision(grounds, leaf->decision);
    return (leaf->values >> outcome->bit) & 1 ? ITK_TRUE : ITK_FALSE;
}

static enum itk_truth
eval(struct itk_search *search, const struct itk_condition *condition,
     const struct itk_bind *bind)
{
    enum itk_truth truth;

    search->steps++;
    switch (condition->kind) {
    case ITK_COND_ALL:
        return eval_kids(search, condition, bind, ITK_FALSE);
    case ITK_COND_ANY:
        return eval_kids(search, condition, bind, ITK_TRUE);
    case ITK_COND_NOT:
        truth = eval(search, condition->kids, bind);
        return truth == ITK_UNKNOWN ? truth
                                    : (enum itk_truth)(ITK_TRUE - truth);
    case ITK_COND_BEFORE:
    case ITK_COND_AFTER:
    case ITK_COND_FISCAL:
        return eval_date(search, condition, bind);
    case ITK_COND_PRESENT:
        return eval_present(search, condition, bind);
    case ITK_COND_SOME:
        return eval_members(search, condition, bind, ITK_TRUE);
    case ITK_COND_EVERY:
        return eval_members(search, condition, bind, ITK_FALSE);
    case ITK_COND_DECISION:
        return eval_decision(search, condition);
    case ITK_COND_CLAUSE:
        assert(search->view->selection);
        return search->view->selection->at[condition->clause->index].in
                   ? ITK_TRUE
                   : ITK_FALSE;
    default:
        return eval_field(search, condition, bind);
    }
}

/* What one search is after: a condition (bit 0 false, bit 1 true) or a
 * decision (bits of its outcomes). */
struct target {
    const struct itk_condition *condition;
    const struct itk_bind *bind;
    const struct itk_decision *decision;
    uint64_t every; /* all bits there can be */
};

/* The set of results over all completions; facts on which they differ go to
 * `missing`. A search that grows past its limits answers "all". */
static uint64_t
complete(struct itk_search *search, const struct target *target,
         struct itk_facts *missing)
{
    int64_t tries[ITK_SEARCH_MAX_TRIES];
    struct itk_fact fact;
    uint64_t first = 0, all = 0;
    size_t count;

    if (target->decision) {
        const struct itk_outcome *made = outcome_of(search, target->decision);

        if (made)
            return (uint64_t)1 << made->bit;
    } else {
        const enum itk_truth truth =
            eval(search, target->condition, target->bind);

        if (truth != ITK_UNKNOWN)
            return (uint64_t)1 << truth;
    }
    fact = search->unknown;
    if (search->steps > ITK_SEARCH_MAX_STEPS ||
        search->assumed_count == ITK_SEARCH_MAX_ASSUMED) {
        if (missing)
            itk_facts_add(missing, fact);
        return target->every;
    }
    count = itk_search_domain(search, fact, tries);
    for (size_t i = 0; i < count; i++) {
        uint64_t got;

        search->assumed[search->assumed_count++] =
            (struct itk_assumed){fact, tries[i]};
        got = complete(search, target, missing);
        search->assumed_count--;
        if (i == 0)
            first = got;
        if (got != first && missing)
            itk_facts_add(missing, fact);
        all |= got;
    }
    return all;
}

enum itk_truth
itk_eval(const struct itk_view *view, const struct itk_condition *condition,
         const struct itk_list *scope, size_t member,
         struct itk_grounds *grounds)
{
    const struct itk_bind bind = {scope, member, NULL};
    struct itk_search search;
    enum itk_truth truth;

    search.view = view;
    search.goal = condition;
    search.assumed_count = 0;
    search.grounds = grounds;
    search.steps = 0;
    truth = eval(&search, condition, scope ? &bind : NULL);
    if (grounds)
        facts_unique(&grounds->facts);
    return truth;
}

static size_t
rank(const struct itk_fact *fact)
{
    return fact->field ? fact->field->index : fact->list->first->index;
}

/* In the order of the dictionary, whatever order the search took. */
static void
sort_facts(struct itk_facts *facts)
{
    for (size_t i = 1; i < facts->count; i++) {
        const struct itk_fact fact = facts->at[i];
        size_t j = i;

        for (; j && rank(&facts->at[j - 1]) > rank(&fact); j--)
            facts->at[j] = facts->at[j - 1];
        facts->at[j] = fact;
    }
}

/* Facts about members of a list that is not known are the list itself. */
static void
settle_missing(const struct itk_view *view, struct itk_facts *missing)
{
    for (size_t i = 0; i < missing->count; i++) {
        struct itk_fact *fact = &missing->at[i];

        if (fact->list && !itk_case_members(view->data, fact->list)->known)
            *fact = (struct itk_fact){NULL, fact->list, SIZE_MAX};
    }
    facts_unique(missing);
    sort_facts(missing);
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
    struct itk_search search;
    uint64_t set;

    search.view = view;
    search.goal = condition;
    search.assumed_count = 0;
    search.grounds = NULL;
    search.steps = 0;
    set = complete(&search, &target, missing);
    if (missing)
        settle_missing(view, missing);
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
    struct itk_search search;

    *possible = 0;
    if (!version)
        return NULL;
    search.view = view;
    search.goal = NULL;
    search.assumed_count = 0;
    search.grounds = grounds;
    search.steps = 0;
    outcome = outcome_of(&search, decision);
    if (grounds)
        facts_unique(&grounds->facts);
    if (outcome) {
        *possible = (uint64_t)1 << outcome->bit;
        return outcome;
    }
    for (size_t i = 0; i < version->outcomes_count; i++)
        target.every |= (uint64_t)1 << version->outcomes[i].bit;
    search.grounds = NULL;
    *possible = complete(&search, &target, missing);
    if (missing)
        settle_missing(view, missing);
    return outcome_by_bit(version, *possible);
}
