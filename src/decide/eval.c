/*
 * Kleene evaluation of conditions and decisions (Kleene 1952, strong
 * three-valued logic), and the grounds of what comes out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <string.h>

#include "decide/search.h"
#include "decide/select.h"

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

void
itk_grounds_decision(struct itk_grounds *grounds,
                     const struct itk_decision *made)
{
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

static void
grounds_unique(struct itk_grounds *grounds)
{
    size_t kept = 0;

    facts_unique(&grounds->facts);
    for (size_t i = 0; i < grounds->decisions_count; i++) {
        size_t j = 0;

        while (j < kept && grounds->decisions[j] != grounds->decisions[i])
            j++;
        if (j == kept)
            grounds->decisions[kept++] = grounds->decisions[i];
    }
    grounds->decisions_count = kept;
}

/* How much was behind the answer so far. */
struct mark {
    size_t facts, decisions;
};

static struct mark
mark(const struct itk_search *search)
{
    const struct itk_grounds *grounds = search->grounds;

    return grounds
               ? (struct mark){grounds->facts.count, grounds->decisions_count}
               : (struct mark){0, 0};
}

/* After `all` is false or `any` is true by one kid alone, only that kid's
 * facts and decisions are behind the answer: those from `kid` on, moved to
 * `start`. */
static void
keep_kid(struct itk_search *search, struct mark start, struct mark kid)
{
    struct itk_grounds *grounds = search->grounds;
    struct itk_facts *facts;

    if (!grounds)
        return;
    facts = &grounds->facts;
    for (size_t i = kid.facts; i < facts->count; i++)
        facts->at[start.facts + i - kid.facts] = facts->at[i];
    facts->count -= kid.facts - start.facts;
    for (size_t i = kid.decisions; i < grounds->decisions_count; i++)
        grounds->decisions[start.decisions + i - kid.decisions] =
            grounds->decisions[i];
    grounds->decisions_count -= kid.decisions - start.decisions;
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

static struct itk_fact
fact_of(const struct itk_field *field, size_t member)
{
    return (struct itk_fact){field, field->list, member};
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
            return (struct itk_seen){true,
                                     itk_search_text(fact_of(field, member))};
        }
    }
    have = assumption(search, field, field->list, member);
    return have ? (struct itk_seen){true, have->value}
                : (struct itk_seen){false, 0};
}

/* Both fields of a leaf known (or its date)? Then *a and *b are their values.
 */
static bool
see_both(struct itk_search *search, const struct itk_condition *leaf,
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

    if (!see_both(search, leaf, bind, &a, &b))
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
eval_same(struct itk_search *search, const struct itk_condition *leaf,
          const struct itk_bind *bind)
{
    int64_t a, b;

    if (!see_both(search, leaf, bind, &a, &b))
        return ITK_UNKNOWN;
    return itk_search_same(search, leaf, a, b) ? ITK_TRUE : ITK_FALSE;
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

        if (members->known)
            looked_at(search, (struct itk_fact){NULL, leaf->list, SIZE_MAX});
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
    const struct mark start = mark(search);
    enum itk_truth result = decisive == ITK_TRUE ? ITK_FALSE : ITK_TRUE;
    struct itk_fact first = {0};

    for (size_t i = 0; i < node->kids_count; i++) {
        const struct mark kid = mark(search);
        const enum itk_truth truth =
            itk_search_eval(search, &node->kids[i], bind);

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
    const struct mark start = mark(search);
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
        const struct mark kid = mark(search);
        const enum itk_truth truth =
            itk_search_eval(search, node->kids, &inner);

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

enum itk_truth
itk_search_eval(struct itk_search *search,
                const struct itk_condition *condition,
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
        truth = itk_search_eval(search, condition->kids, bind);
        return truth == ITK_UNKNOWN ? truth
                                    : (enum itk_truth)(ITK_TRUE - truth);
    case ITK_COND_BEFORE:
    case ITK_COND_AFTER:
    case ITK_COND_FISCAL:
        return eval_date(search, condition, bind);
    case ITK_COND_SAME:
        return eval_same(search, condition, bind);
    case ITK_COND_PRESENT:
        return eval_present(search, condition, bind);
    case ITK_COND_SOME:
        return eval_members(search, condition, bind, ITK_TRUE);
    case ITK_COND_EVERY:
        return eval_members(search, condition, bind, ITK_FALSE);
    case ITK_COND_DECISION:
        return itk_search_decision(search, condition);
    case ITK_COND_CLAUSE:
        assert(search->view->selection);
        return search->view->selection->at[condition->clause->index].in
                   ? ITK_TRUE
                   : ITK_FALSE;
    default:
        return eval_field(search, condition, bind);
    }
}

void
itk_search_start(struct itk_search *search, const struct itk_view *view,
                 const struct itk_condition *goal, struct itk_grounds *grounds)
{
    search->view = view;
    search->goal = goal;
    search->assumed_count = 0;
    search->unknown = (struct itk_fact){0};
    search->grounds = grounds;
    search->steps = 0;
    search->serial = 0;
    search->reached = NULL;
    for (size_t i = 0; i < view->guide->decisions_count; i++)
        search->kept[i].valid = false;
}

enum itk_truth
itk_eval(const struct itk_view *view, const struct itk_condition *condition,
         const struct itk_list *scope, size_t member,
         struct itk_grounds *grounds)
{
    const struct itk_bind bind = {scope, member, NULL};
    struct itk_search search ITK_SET_UP_LATER;
    enum itk_truth truth;

    itk_search_start(&search, view, condition, grounds);
    truth = itk_search_eval(&search, condition, scope ? &bind : NULL);
    if (grounds)
        grounds_unique(grounds);
    return truth;
}

const struct itk_outcome *
itk_search_kleene(const struct itk_view *view,
                  const struct itk_decision *decision,
                  struct itk_grounds *grounds)
{
    const struct itk_outcome *outcome;
    struct itk_search search ITK_SET_UP_LATER;

    itk_search_start(&search, view, NULL, grounds);
    outcome = itk_search_outcome(&search, decision);
    if (grounds)
        grounds_unique(grounds);
    return outcome;
}
