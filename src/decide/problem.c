/*
 * Conditions and decisions as gates, each as often as there are members that
 * it can be about.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>

#include "decide/problem.h"
#include "decide/search.h"
#include "decide/slots.h"

struct decision {
    bool made;
    bool sharp; /* every condition is true or false in every case */
    const struct itk_decision_version *version;
    struct itk_rail *outcomes;
};

struct itk_problem {
    struct itk_slots slots;
    const struct itk_cone *cone;
    struct decision *decisions; /* by index */
    size_t steps;
    int whole; /* literal: no member beyond those looked at; 0: there is none */
};

static struct itk_rail encode(struct itk_problem *p,
                              const struct itk_condition *condition,
                              const struct itk_bind *bind);

static struct itk_rail
constant(const struct itk_problem *p, bool holds)
{
    const int truth = p->slots.gates.truth;

    return holds ? (struct itk_rail){truth, -truth}
                 : (struct itk_rail){-truth, truth};
}

static bool
is_sharp(struct itk_rail rail)
{
    return rail.no == -rail.yes;
}

static struct itk_place
place_of(const struct itk_field *field, const struct itk_bind *bind)
{
    if (!field->list)
        return (struct itk_place){field, 0};
    while (bind->list != field->list) /* the loader saw to it */
        bind = bind->up;
    return (struct itk_place){field, bind->member};
}

/* True or false where it is known; unknown otherwise. */
static struct itk_rail
when_known(struct itk_problem *p, int known, int holds)
{
    return (struct itk_rail){itk_gates_both(&p->slots.gates, known, holds),
                             itk_gates_both(&p->slots.gates, known, -holds)};
}

static int
order(struct itk_problem *p, const struct itk_condition *leaf,
      struct itk_place at, struct itk_place other)
{
    const bool after = leaf->kind == ITK_COND_AFTER;
    int64_t day;

    if (leaf->other)
        return after ? itk_slots_before(&p->slots, other, at)
                     : itk_slots_before(&p->slots, at, other);
    day = itk_date_to_days(leaf->date);
    return after ? -itk_slots_before_day(&p->slots, at, day + 1)
                 : itk_slots_before_day(&p->slots, at, day);
}

static int
compare(struct itk_problem *p, const struct itk_condition *leaf,
        struct itk_place at, struct itk_place other)
{
    switch (leaf->kind) {
    case ITK_COND_YES:
        return itk_slots_yes(&p->slots, at);
    case ITK_COND_NO:
        return -itk_slots_yes(&p->slots, at);
    case ITK_COND_IS:
        return itk_slots_choice(&p->slots, at, leaf->values);
    case ITK_COND_NUMBER:
        return itk_slots_number(&p->slots, at, leaf->least, leaf->most);
    case ITK_COND_FISCAL:
        return itk_slots_years(&p->slots, at, other, leaf->least, leaf->most);
    case ITK_COND_SAME:
        return itk_slots_same(&p->slots, at, other);
    default:
        return order(p, leaf, at, other);
    }
}

static struct itk_rail
encode_leaf(struct itk_problem *p, const struct itk_condition *leaf,
            const struct itk_bind *bind)
{
    const struct itk_place at = place_of(leaf->field, bind);
    struct itk_place other = at;
    int known = itk_slots_given(&p->slots, at);

    if (leaf->other) {
        other = place_of(leaf->other, bind);
        known = itk_gates_both(&p->slots.gates, known,
                               itk_slots_given(&p->slots, other));
    }
    return when_known(p, known, compare(p, leaf, at, other));
}

static struct itk_rail
encode_present(struct itk_problem *p, const struct itk_condition *leaf,
               const struct itk_bind *bind)
{
    const int given =
        leaf->list ? itk_slots_member(&p->slots, leaf->list, 0)
                   : itk_slots_given(&p->slots, place_of(leaf->field, bind));

    return (struct itk_rail){given, -given};
}

/* All are true; one is false. */
static struct itk_rail
finish_all(struct itk_problem *p, struct itk_literals *yes,
           struct itk_literals *no, bool sharp)
{
    struct itk_rail made;

    made.yes = itk_gates_all(&p->slots.gates, yes);
    made.no = sharp ? -made.yes : itk_gates_any(&p->slots.gates, no);
    free(yes->at);
    free(no->at);
    return made;
}

static struct itk_rail
turned(struct itk_rail rail)
{
    return (struct itk_rail){rail.no, rail.yes};
}

/* `any` is `all` of what is turned round, turned round. */
static struct itk_rail
encode_kids(struct itk_problem *p, const struct itk_condition *node,
            const struct itk_bind *bind, bool any)
{
    struct itk_literals yes = {0}, no = {0};
    struct itk_rail made;
    bool sharp = true;

    for (size_t i = 0; i < node->kids_count; i++) {
        struct itk_rail kid = encode(p, &node->kids[i], bind);

        if (any)
            kid = turned(kid);
        sharp &= is_sharp(kid);
        itk_literals_add(&yes, kid.yes);
        itk_literals_add(&no, kid.no);
    }
    made = finish_all(p, &yes, &no, sharp);
    return any ? turned(made) : made;
}

/* What `every` needs of one member: that it is not there, or does. */
static struct itk_rail
encode_member(struct itk_problem *p, const struct itk_condition *node,
              const struct itk_bind *inner, bool some)
{
    const int there = itk_slots_member(&p->slots, node->list, inner->member);
    struct itk_rail body = constant(p, true);

    if (node->kids_count)
        body = encode(p, node->kids, inner);
    if (some)
        body = turned(body);
    return (struct itk_rail){
        itk_gates_either(&p->slots.gates, -there, body.yes),
        itk_gates_both(&p->slots.gates, there, body.no)};
}

/* Something that a member beyond those looked at may bring about. */
static int
beyond(struct itk_problem *p, int known)
{
    struct itk_literals all = {0};
    int made;

    if (!p->whole)
        p->whole = itk_sat_variable(p->slots.sat);
    itk_literals_add(&all, -p->whole);
    itk_literals_add(&all, known);
    itk_literals_add(&all, itk_sat_variable(p->slots.sat));
    made = itk_gates_all(&p->slots.gates, &all);
    free(all.at);
    return made;
}

static struct itk_rail
encode_members(struct itk_problem *p, const struct itk_condition *node,
               const struct itk_bind *bind, bool some)
{
    const int known = itk_slots_known(&p->slots, node->list);
    const size_t count = p->cone->spans[node->list->index].members;
    struct itk_literals yes = {0}, no = {0};
    bool sharp = known == p->slots.gates.truth;
    struct itk_rail made;

    itk_literals_add(&yes, known);
    for (size_t i = 0; i < count && !p->slots.gates.full; i++) {
        const struct itk_bind inner = {node->list, i, bind};
        const struct itk_rail member = encode_member(p, node, &inner, some);

        sharp &= is_sharp(member);
        itk_literals_add(&yes, member.yes);
        itk_literals_add(&no, member.no);
    }
    if (itk_members_are_short(p->cone, node)) {
        const int fails = beyond(p, known);

        sharp = false;
        itk_literals_add(&yes, -fails);
        itk_literals_add(&yes, -beyond(p, known)); /* is not known to do */
        itk_literals_add(&no, fails);
    }
    made = finish_all(p, &yes, &no, sharp);
    return some ? turned(made) : made;
}

static const struct decision *
decision_of(struct itk_problem *p, const struct itk_decision *decision)
{
    struct decision *made = &p->decisions[decision->index];
    size_t count;

    if (made->made)
        return made;
    made->version = itk_decision_at(decision, p->cone->revision->date);
    count = made->version ? made->version->outcomes_count : 0;
    made->outcomes =
        itk_arena_array(&p->slots.arena, count, sizeof(*made->outcomes));
    made->sharp = true;
    for (size_t i = 0; i < count; i++) {
        const struct itk_condition *when = made->version->outcomes[i].when;

        made->outcomes[i] = when ? encode(p, when, NULL) : constant(p, true);
        made->sharp &= is_sharp(made->outcomes[i]);
    }
    made->made = true;
    return made;
}

/* Outcome `at` is not ruled out: none before it is true, it is not false. */
static int
possible(struct itk_problem *p, const struct decision *decision, size_t at)
{
    struct itk_literals all = {0};
    int made;

    for (size_t i = 0; i < at; i++)
        itk_literals_add(&all, -decision->outcomes[i].yes);
    itk_literals_add(&all, -decision->outcomes[at].no);
    made = itk_gates_all(&p->slots.gates, &all);
    free(all.at);
    return made;
}

/* As decide/eval.c has it: false when no outcome named is possible, true when
 * one holds and no other is possible. */
static struct itk_rail
encode_decision(struct itk_problem *p, const struct itk_condition *leaf)
{
    const struct decision *decision = decision_of(p, leaf->decision);
    struct itk_literals can = {0}, must = {0}, none = {0};
    struct itk_rail made;

    if (!decision->version)
        return constant(p, false);
    for (size_t i = 0; i < decision->version->outcomes_count; i++) {
        const int open = possible(p, decision, i);

        itk_literals_add(&none, -decision->outcomes[i].yes);
        if (leaf->values >> decision->version->outcomes[i].bit & 1)
            itk_literals_add(&can, open);
        else
            itk_literals_add(&must, -open);
    }
    itk_literals_add(&must, -itk_gates_all(&p->slots.gates, &none));
    made.no = -itk_gates_any(&p->slots.gates, &can);
    made.yes =
        decision->sharp ? -made.no : itk_gates_all(&p->slots.gates, &must);
    free(can.at);
    free(must.at);
    free(none.at);
    return made;
}

static struct itk_rail
encode(struct itk_problem *p, const struct itk_condition *condition,
       const struct itk_bind *bind)
{
    if (++p->steps > ITK_PROBLEM_MAX_STEPS)
        p->slots.gates.full = true;
    if (p->slots.gates.full)
        return constant(p, false);
    switch (condition->kind) {
    case ITK_COND_ALL:
        return encode_kids(p, condition, bind, false);
    case ITK_COND_ANY:
        return encode_kids(p, condition, bind, true);
    case ITK_COND_NOT:
        return turned(encode(p, condition->kids, bind));
    case ITK_COND_PRESENT:
        return encode_present(p, condition, bind);
    case ITK_COND_SOME:
        return encode_members(p, condition, bind, true);
    case ITK_COND_EVERY:
        return encode_members(p, condition, bind, false);
    case ITK_COND_DECISION:
        return encode_decision(p, condition);
    case ITK_COND_CLAUSE: /* not in rules.xml nor in constraints */
        return constant(p, false);
    default:
        return encode_leaf(p, condition, bind);
    }
}

/* The contract is dated so that the revision applies by itself (guide/
 * revision.c has the same in dates). */
static int
applies(struct itk_problem *p, const struct itk_revision *revision)
{
    const struct itk_revisions *revisions = &p->cone->guide->revisions;
    const struct itk_place contract = {revisions->contract, 0};
    const struct itk_place review = {revisions->review, 0};
    const int64_t from = itk_date_to_days(revision->date);
    int by_contract, given;

    if (revision->transition == ITK_TRANSITION_CONTRACT)
        return -itk_slots_before_day(&p->slots, contract,
                                     itk_date_to_days(revision->until) + 1);
    by_contract = -itk_slots_before_day(&p->slots, contract, from);
    if (revision->transition == ITK_TRANSITION_NONE || !review.field)
        return by_contract;
    given = itk_slots_given(&p->slots, review);
    return itk_gates_either(
        &p->slots.gates,
        itk_gates_both(&p->slots.gates, given,
                       -itk_slots_before_day(&p->slots, review, from)),
        itk_gates_both(&p->slots.gates, -given, by_contract));
}

/* The revision at hand governs the case; or, while the date of the contract is
 * not known, is the one that is used. */
static void
require_revision(struct itk_problem *p)
{
    const struct itk_revisions *revisions = &p->cone->guide->revisions;
    const struct itk_place contract = {revisions->contract, 0};
    const bool newest = p->cone->revision == itk_cone_newest(revisions);
    struct itk_literals all = {0};
    int clause[2];

    for (size_t i = revisions->count; i-- > 0;) {
        const struct itk_revision *revision = &revisions->at[i];

        if (revision == p->cone->revision) {
            itk_literals_add(&all, applies(p, revision));
            break;
        }
        itk_literals_add(&all, -applies(p, revision));
    }
    itk_literals_add(&all, itk_slots_given(&p->slots, contract));
    clause[0] = itk_gates_all(&p->slots.gates, &all);
    clause[1] =
        newest ? -itk_slots_given(&p->slots, contract) : -p->slots.gates.truth;
    itk_sat_clause(p->slots.sat, clause, ITK_COUNT(clause));
    free(all.at);
}

itk_problem *
itk_problem_new(const struct itk_cone *cone)
{
    itk_problem *p = itk_alloc(sizeof(*p));

    *p = (itk_problem){.cone = cone};
    itk_slots_init(&p->slots, cone, ITK_PROBLEM_MAX_INPUTS);
    p->decisions = itk_arena_array(
        &p->slots.arena, cone->guide->decisions_count, sizeof(*p->decisions));
    if (cone->governed)
        require_revision(p);
    for (size_t i = 0; i < cone->guide->constraints_count; i++) {
        int good;

        if (!cone->constraints[i])
            continue;
        good = -encode(p, cone->guide->constraints[i].bad, NULL).yes;
        itk_sat_clause(p->slots.sat, &good, 1);
    }
    return p;
}

void
itk_problem_free(itk_problem *problem)
{
    if (!problem)
        return;
    itk_slots_fini(&problem->slots);
    free(problem);
}

size_t
itk_problem_steps(const itk_problem *problem)
{
    return problem->steps + problem->slots.gates.pool_count;
}

struct itk_rail
itk_problem_condition(itk_problem *problem,
                      const struct itk_condition *condition)
{
    return encode(problem, condition, NULL);
}

const struct itk_rail *
itk_problem_outcomes(itk_problem *problem, const struct itk_decision *decision)
{
    return decision_of(problem, decision)->outcomes;
}

int
itk_problem_answer(itk_problem *problem, const struct itk_decision *decision,
                   size_t at)
{
    const struct decision *made = decision_of(problem, decision);
    struct itk_literals all = {0};
    int answer;

    for (size_t i = 0; i < at; i++)
        itk_literals_add(&all, made->outcomes[i].no);
    itk_literals_add(&all, made->outcomes[at].yes);
    answer = itk_gates_all(&problem->slots.gates, &all);
    free(all.at);
    return answer;
}

int
itk_problem_gap(itk_problem *problem, const struct itk_decision *decision)
{
    const struct decision *made = decision_of(problem, decision);
    struct itk_literals all = {0};
    int gap;

    for (size_t i = 0; i < made->version->outcomes_count; i++)
        itk_literals_add(&all, made->outcomes[i].no);
    gap = itk_gates_all(&problem->slots.gates, &all);
    free(all.at);
    return gap;
}

enum itk_sat_answer
itk_problem_solve(itk_problem *problem, const int *literals, size_t count,
                  size_t *left)
{
    struct itk_literals all = {0};
    enum itk_sat_answer answer;

    for (size_t i = 0; i < count; i++)
        itk_literals_add(&all, literals[i]);
    if (problem->whole)
        itk_literals_add(&all, problem->whole);
    answer = itk_slots_solve(&problem->slots, all.at, all.count, left);
    if (answer == ITK_SAT_NO && problem->whole &&
        itk_slots_solve(&problem->slots, literals, count, left) != ITK_SAT_NO)
        answer = ITK_SAT_LIMIT;
    if (answer == ITK_SAT_NO && problem->cone->partial)
        answer = ITK_SAT_LIMIT;
    free(all.at);
    return answer;
}

bool
itk_problem_known(const itk_problem *problem, const struct itk_list *list)
{
    const struct itk_slots *slots = &problem->slots;

    return problem->cone->lists[list->index] &&
           itk_slots_holds(slots, itk_slots_known(slots, list));
}

size_t
itk_problem_members(const itk_problem *problem, const struct itk_list *list)
{
    const struct itk_slots *slots = &problem->slots;
    const size_t most = problem->cone->spans[list->index].members;
    size_t count = 0;

    while (count < most &&
           itk_slots_holds(slots, itk_slots_member(slots, list, count)))
        count++;
    return count;
}

bool
itk_problem_given(const itk_problem *problem, const struct itk_field *field,
                  size_t member)
{
    const struct itk_slots *slots = &problem->slots;

    return problem->cone->fields[field->index] &&
           itk_slots_holds(slots, itk_slots_given(slots, (struct itk_place){
                                                             field, member}));
}

int64_t
itk_problem_value(const itk_problem *problem, const struct itk_field *field,
                  size_t member)
{
    return itk_slots_value(&problem->slots, (struct itk_place){field, member});
}

const struct itk_field *
itk_problem_filler(const itk_problem *problem, const struct itk_list *list)
{
    return itk_slots_filler(problem->cone, list);
}
