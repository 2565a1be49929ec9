/*
 * The questions: one search for each decision and invariant, asked again and
 * again under other assumptions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

#include "decide/example.h"
#include "decide/gates.h"
#include "decide/prove.h"
#include "decide/search.h"

#define SHARE 8u

struct itk_proofs {
    struct itk_proof *at;
    itk_case **cases; /* beside them, those that they show */
    size_t count, room;
};

/* One decision, invariant, or all constraints, at one revision. */
struct question {
    itk_proofs *proofs;
    const struct itk_guide *guide;
    const struct itk_revision *revision;
    size_t left; /* steps, for all questions */
    struct itk_arena arena;
    struct itk_cone cone;
    itk_problem *problem;
};

/* What a case is to show. */
struct showing {
    const struct itk_guide *guide;
    const struct itk_proof *proof;
};

/* The program accepts the case, and the revision is the one that is used. */
static bool
is_accepted(const struct itk_guide *guide, const struct itk_proof *proof,
            const itk_case *data)
{
    const struct itk_revisions *revisions = &guide->revisions;
    const struct itk_value *contract =
        itk_case_value(data, revisions->contract, 0);
    const struct itk_view view = {guide, data, {0, 0, 0}, NULL};
    struct itk_date review = {0, 0, 0};

    for (size_t i = 0; i < guide->constraints_count; i++) {
        if (itk_eval(&view, guide->constraints[i].bad, NULL, 0, NULL) ==
            ITK_TRUE)
            return false;
    }
    if (!contract->present)
        return proof->revision == itk_cone_newest(revisions);
    if (revisions->review)
        review = itk_case_value(data, revisions->review, 0)->date;
    return itk_revisions_govern(revisions, contract->date, review) ==
           proof->revision;
}

static enum itk_truth
truth_of(const struct itk_view *view, const struct itk_outcome *outcome)
{
    return outcome->when ? itk_eval(view, outcome->when, NULL, 0, NULL)
                         : ITK_TRUE;
}

static bool
has_gap(const struct itk_view *view, const struct itk_decision_version *version)
{
    for (size_t i = 0; i < version->outcomes_count; i++) {
        if (truth_of(view, &version->outcomes[i]) != ITK_FALSE)
            return false;
    }
    return true;
}

static bool
shows(const void *self, const itk_case *data)
{
    const struct showing *showing = self;
    const struct itk_proof *proof = showing->proof;
    const struct itk_view view = {showing->guide, data, proof->revision->date,
                                  NULL};

    if (!is_accepted(showing->guide, proof, data))
        return false;
    switch (proof->claim) {
    case ITK_CLAIM_TOTAL:
        return has_gap(&view, proof->version);
    case ITK_CLAIM_REACHABLE:
        if (proof->verdict == ITK_PROVED)
            return itk_search_kleene(&view, proof->decision, NULL) ==
                   proof->outcome;
        return truth_of(&view, proof->outcome) == ITK_TRUE &&
               itk_search_kleene(&view, proof->decision, NULL) == proof->other;
    case ITK_CLAIM_EXCLUSIVE:
        return truth_of(&view, proof->outcome) == ITK_TRUE &&
               truth_of(&view, proof->other) == ITK_TRUE;
    case ITK_CLAIM_INVARIANT:
        return itk_eval(&view, proof->stated->condition, NULL, 0, NULL) ==
               ITK_FALSE;
    case ITK_CLAIM_CASES:
        break;
    }
    return true;
}

static struct itk_proof *
add_proof(const struct question *q, enum itk_claim claim)
{
    itk_proofs *proofs = q->proofs;

    if (proofs->count == proofs->room) {
        proofs->room = proofs->room ? 2 * proofs->room : 64;
        proofs->at = itk_grow(proofs->at, proofs->room, sizeof(*proofs->at));
        proofs->cases =
            itk_grow(proofs->cases, proofs->room, sizeof(*proofs->cases));
    }
    proofs->cases[proofs->count] = NULL;
    proofs->at[proofs->count] = (struct itk_proof){
        .claim = claim, .verdict = ITK_NOT_SETTLED, .revision = q->revision};
    return &proofs->at[proofs->count++];
}

/* The case that was found; false when the evaluator does not bear it out. */
static bool
take_case(const struct question *q, struct itk_proof *proof)
{
    const struct showing showing = {q->guide, proof};
    const struct itk_example_test test = {shows, &showing};
    itk_case *data;
    char id[32];

    (void)snprintf(id, sizeof(id), "proof-%zu", q->proofs->count);
    data = itk_example_make(q->problem, &q->cone, id, &test,
                            proof->verdict == ITK_REFUTED);
    q->proofs->cases[proof - q->proofs->at] = data;
    proof->data = data;
    if (!data)
        proof->verdict = ITK_NOT_SETTLED;
    return data != NULL;
}

/* One search gets a part of what is left, so that a hard one leaves something
 * to the others. */
static enum itk_sat_answer
ask(struct question *q, const int *literals, size_t count)
{
    const size_t share = q->left / SHARE;
    size_t left = share;
    const enum itk_sat_answer answer =
        itk_problem_solve(q->problem, literals, count, &left);

    q->left -= share - left;
    return answer;
}

/* A claim that nothing may meet `literals`; what does refutes it. */
static void
refute(struct question *q, struct itk_proof *proof, const int *literals,
       size_t count)
{
    switch (ask(q, literals, count)) {
    case ITK_SAT_NO:
        proof->verdict = ITK_PROVED;
        break;
    case ITK_SAT_YES:
        proof->verdict = ITK_REFUTED;
        (void)take_case(q, proof);
        break;
    case ITK_SAT_LIMIT:
        break;
    }
}

static void
open_question(struct question *q)
{
    itk_cone_init(&q->cone, q->guide, q->revision, &q->arena);
}

static void
begin(struct question *q)
{
    itk_cone_close(&q->cone);
    q->problem = itk_problem_new(&q->cone);
}

static void
close_question(struct question *q)
{
    const size_t steps = itk_problem_steps(q->problem);

    q->left -= steps < q->left ? steps : q->left;
    itk_problem_free(q->problem);
    q->problem = NULL;
    itk_arena_fini(&q->arena);
}

/* A case in which all of the literals hold, and `other` is the answer. */
static bool
find_case(struct question *q, struct itk_proof *proof, const int *literals,
          size_t count, const struct itk_outcome *other)
{
    proof->other = other;
    proof->verdict = ITK_REFUTED;
    return ask(q, literals, count) == ITK_SAT_YES && take_case(q, proof);
}

/* Why an outcome is never the answer, by a case in which its condition holds:
 * those before it are not known, or one of them is the answer. */
static void
explain_unreachable(struct question *q, struct itk_proof *proof, size_t at)
{
    const struct itk_rail *conditions =
        itk_problem_outcomes(q->problem, proof->decision);
    struct itk_literals open = {0};
    bool found;

    itk_literals_add(&open, conditions[at].yes);
    for (size_t i = 0; i < at; i++)
        itk_literals_add(&open, -conditions[i].yes);
    found = find_case(q, proof, open.at, open.count, NULL);
    free(open.at);
    for (size_t i = at; !found && i-- > 0;) {
        const int both[] = {conditions[at].yes,
                            itk_problem_answer(q->problem, proof->decision, i)};

        found = find_case(q, proof, both, ITK_COUNT(both),
                          &proof->version->outcomes[i]);
    }
    if (!found)
        proof->other = NULL;
    proof->verdict = ITK_REFUTED;
}

static void
prove_reachable(struct question *q, struct itk_proof *proof, size_t at)
{
    const int answer = itk_problem_answer(q->problem, proof->decision, at);

    proof->outcome = &proof->version->outcomes[at];
    switch (ask(q, &answer, 1)) {
    case ITK_SAT_NO:
        explain_unreachable(q, proof, at);
        break;
    case ITK_SAT_YES:
        proof->verdict = ITK_PROVED;
        (void)take_case(q, proof);
        break;
    case ITK_SAT_LIMIT:
        break;
    }
}

static struct itk_proof *
about(const struct question *q, enum itk_claim claim,
      const struct itk_decision *decision,
      const struct itk_decision_version *version)
{
    struct itk_proof *proof = add_proof(q, claim);

    proof->decision = decision;
    proof->version = version;
    return proof;
}

/* Every two of the outcomes with a condition. */
static void
prove_exclusive(struct question *q, const struct itk_decision *decision,
                const struct itk_decision_version *version)
{
    const struct itk_rail *conditions =
        itk_problem_outcomes(q->problem, decision);

    for (size_t i = 0; i < version->outcomes_count; i++) {
        for (size_t j = i + 1; j < version->outcomes_count; j++) {
            const int both[] = {conditions[i].yes, conditions[j].yes};
            struct itk_proof *proof;

            if (!version->outcomes[j].when)
                continue;
            proof = about(q, ITK_CLAIM_EXCLUSIVE, decision, version);
            proof->outcome = &version->outcomes[i];
            proof->other = &version->outcomes[j];
            refute(q, proof, both, ITK_COUNT(both));
        }
    }
}

static void
prove_decision(struct question *q, const struct itk_decision *decision)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, q->revision->date);
    int gap;

    if (!version)
        return;
    open_question(q);
    itk_cone_add_decision(&q->cone, decision);
    begin(q);
    gap = itk_problem_gap(q->problem, decision);
    refute(q, about(q, ITK_CLAIM_TOTAL, decision, version), &gap, 1);
    for (size_t i = 0; i < version->outcomes_count; i++)
        prove_reachable(q, about(q, ITK_CLAIM_REACHABLE, decision, version), i);
    if (version->exclusive)
        prove_exclusive(q, decision, version);
    close_question(q);
}

static void
prove_invariant(struct question *q, const struct itk_invariant *invariant)
{
    const struct itk_invariant_version *stated =
        itk_invariant_at(invariant, q->revision->date);
    struct itk_proof *proof;
    int broken;

    if (!stated)
        return;
    open_question(q);
    itk_cone_add(&q->cone, stated->condition);
    begin(q);
    broken = itk_problem_condition(q->problem, stated->condition).no;
    proof = add_proof(q, ITK_CLAIM_INVARIANT);
    proof->invariant = invariant;
    proof->stated = stated;
    refute(q, proof, &broken, 1);
    close_question(q);
}

/* All constraints at once: the other questions take only those they touch. */
static void
prove_cases(struct question *q)
{
    struct itk_proof *proof = add_proof(q, ITK_CLAIM_CASES);

    open_question(q);
    itk_cone_add_constraints(&q->cone);
    begin(q);
    switch (ask(q, NULL, 0)) {
    case ITK_SAT_YES:
        proof->verdict = ITK_PROVED;
        break;
    case ITK_SAT_NO:
        proof->verdict = ITK_REFUTED;
        break;
    case ITK_SAT_LIMIT:
        break;
    }
    close_question(q);
}

static void
prove_revision(struct question *q)
{
    prove_cases(q);
    for (size_t i = 0; i < q->guide->decisions_count; i++)
        prove_decision(q, &q->guide->decisions[i]);
    for (size_t i = 0; i < q->guide->invariants_count; i++)
        prove_invariant(q, &q->guide->invariants[i]);
}

itk_proofs *
itk_prove(const struct itk_guide *guide, const struct itk_revision *revision,
          size_t effort)
{
    itk_proofs *proofs = itk_alloc(sizeof(*proofs));
    struct question q = {.proofs = proofs, .guide = guide, .left = effort};

    *proofs = (itk_proofs){.count = 0};
    for (size_t i = 0; i < guide->revisions.count; i++) {
        q.revision = &guide->revisions.at[i];
        if (revision ? q.revision == revision : q.revision->held)
            prove_revision(&q);
    }
    return proofs;
}

void
itk_proofs_free(itk_proofs *proofs)
{
    if (!proofs)
        return;
    for (size_t i = 0; i < proofs->count; i++)
        itk_case_free(proofs->cases[i]);
    free(proofs->cases);
    free(proofs->at);
    free(proofs);
}

size_t
itk_proofs_count(const itk_proofs *proofs)
{
    return proofs->count;
}

const struct itk_proof *
itk_proofs_at(const itk_proofs *proofs, size_t i)
{
    return &proofs->at[i];
}

size_t
itk_proofs_verdicts(const itk_proofs *proofs, enum itk_verdict verdict)
{
    size_t count = 0;

    for (size_t i = 0; i < proofs->count; i++)
        count += proofs->at[i].verdict == verdict;
    return count;
}

/* All that is asked for under a revision. */
static void
add_all(struct itk_cone *cone, const struct itk_guide *guide)
{
    for (size_t i = 0; i < guide->decisions_count; i++) {
        const struct itk_decision_version *version =
            itk_decision_at(&guide->decisions[i], cone->revision->date);

        itk_cone_add_decision(cone, &guide->decisions[i]);
        for (size_t j = 0; version && j < version->outcomes_count; j++) {
            const struct itk_outcome *outcome = &version->outcomes[j];

            for (size_t k = 0; k < outcome->effects_count; k++) {
                if (outcome->effects[k].done)
                    itk_cone_add(cone, outcome->effects[k].done);
            }
        }
    }
    for (size_t i = 0; i < guide->invariants_count; i++) {
        const struct itk_invariant_version *stated =
            itk_invariant_at(&guide->invariants[i], cone->revision->date);

        if (stated)
            itk_cone_add(cone, stated->condition);
    }
    itk_cone_add_constraints(cone);
}

void
itk_prove_reads(const struct itk_guide *guide, bool *fields, bool *lists)
{
    for (size_t i = 0; i < guide->revisions.count; i++) {
        const struct itk_revision *revision = &guide->revisions.at[i];
        struct itk_arena arena = ITK_ARENA_INIT;
        struct itk_cone cone;

        if (!revision->held)
            continue;
        itk_cone_init(&cone, guide, revision, &arena);
        add_all(&cone, guide);
        for (size_t j = 0; j < guide->dictionary.fields_count; j++)
            fields[j] |= cone.fields[j] != 0;
        for (size_t j = 0; j < guide->dictionary.lists_count; j++)
            lists[j] |= cone.lists[j] != 0;
        itk_arena_fini(&arena);
    }
}
