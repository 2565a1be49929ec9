/*
 * All decisions about one case, and the constraints between its fields.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "decide/decide.h"

struct itk_decisions {
    struct itk_view view;
    enum itk_governed governed;
    const struct itk_revision *revision;
    struct itk_answer *answers;
    struct itk_facts *missing; /* of each, as far as it was asked for */
    size_t count;
    struct itk_arena arena;
};

static const struct itk_revision *
newest_held(const struct itk_revisions *revisions)
{
    for (size_t i = revisions->count; i-- > 0;) {
        if (revisions->at[i].held)
            return &revisions->at[i];
    }
    return NULL;
}

static void
govern(itk_decisions *decisions, const itk_case *data,
       const struct itk_revisions *revisions)
{
    const struct itk_value *contract =
        itk_case_value(data, revisions->contract, 0);
    struct itk_date review = {0, 0, 0};

    if (!contract->present) {
        decisions->governed = ITK_GOVERNED_UNKNOWN;
        decisions->revision = newest_held(revisions);
        return;
    }
    if (revisions->review &&
        itk_case_value(data, revisions->review, 0)->present)
        review = itk_case_value(data, revisions->review, 0)->date;
    decisions->revision =
        itk_revisions_govern(revisions, contract->date, review);
    if (!decisions->revision)
        decisions->governed = ITK_GOVERNED_NONE;
    else if (!decisions->revision->held)
        decisions->governed = ITK_GOVERNED_OLD;
    else
        decisions->governed = ITK_GOVERNED;
}

static void
answer(itk_decisions *decisions, const struct itk_decision *decision,
       const struct itk_decision_version *version)
{
    struct itk_answer *made = &decisions->answers[decisions->count++];

    made->decision = decision;
    made->version = version;
    made->grounds.facts.arena = &decisions->arena;
    made->outcome = itk_eval_decision(&decisions->view, decision,
                                      &made->grounds, &made->possible, NULL);
    decisions->missing[decisions->count - 1].arena = &decisions->arena;
}

const struct itk_facts *
itk_decisions_missing(const itk_decisions *decisions,
                      const struct itk_answer *answer)
{
    const size_t i = (size_t)(answer - decisions->answers);
    struct itk_facts *missing = &decisions->missing[i];
    struct itk_grounds grounds = {.facts.arena = missing->arena};
    uint64_t possible;

    if (answer->outcome || missing->count)
        return missing;
    (void)itk_eval_decision(&decisions->view, answer->decision, &grounds,
                            &possible, missing);
    return missing;
}

/* Once the revision is settled. */
static void
answer_all(itk_decisions *decisions, const itk_case *data,
           const struct itk_guide *guide)
{
    decisions->view.guide = guide;
    decisions->view.data = data;
    if (decisions->revision)
        decisions->view.revision = decisions->revision->date;
    decisions->answers =
        itk_arena_array(&decisions->arena, guide->decisions_count + 1,
                        sizeof(*decisions->answers));
    decisions->missing =
        itk_arena_array(&decisions->arena, guide->decisions_count + 1,
                        sizeof(*decisions->missing));
    if (!decisions->revision || !decisions->revision->held)
        return;
    for (size_t i = 0; i < guide->decisions_count; i++) {
        const struct itk_decision *decision = &guide->decisions[i];
        const struct itk_decision_version *version =
            itk_decision_at(decision, decisions->view.revision);

        if (version)
            answer(decisions, decision, version);
    }
}

itk_decisions *
itk_decide(const itk_case *data, const struct itk_guide *guide)
{
    itk_decisions *decisions = itk_alloc(sizeof(*decisions));

    memset(decisions, 0, sizeof(*decisions));
    govern(decisions, data, &guide->revisions);
    answer_all(decisions, data, guide);
    return decisions;
}

itk_decisions *
itk_decide_under(const itk_case *data, const struct itk_guide *guide,
                 const struct itk_revision *revision)
{
    itk_decisions *decisions = itk_alloc(sizeof(*decisions));

    assert(revision->held);
    memset(decisions, 0, sizeof(*decisions));
    decisions->governed = ITK_GOVERNED;
    decisions->revision = revision;
    answer_all(decisions, data, guide);
    return decisions;
}

void
itk_decisions_free(itk_decisions *decisions)
{
    if (!decisions)
        return;
    itk_arena_fini(&decisions->arena);
    free(decisions);
}

enum itk_governed
itk_decisions_governed(const itk_decisions *decisions)
{
    return decisions->governed;
}

const struct itk_revision *
itk_decisions_revision(const itk_decisions *decisions)
{
    return decisions->revision;
}

size_t
itk_decisions_count(const itk_decisions *decisions)
{
    return decisions->count;
}

const struct itk_answer *
itk_decisions_at(const itk_decisions *decisions, size_t i)
{
    return &decisions->answers[i];
}

const struct itk_outcome *
itk_decisions_outcome(const itk_decisions *decisions, const char *id)
{
    for (size_t i = 0; i < decisions->count; i++) {
        if (!strcmp(decisions->answers[i].decision->id, id))
            return decisions->answers[i].outcome;
    }
    return NULL;
}

const struct itk_answer *
itk_decisions_refusal(const itk_decisions *decisions)
{
    for (size_t i = 0; i < decisions->count; i++) {
        const struct itk_outcome *outcome = decisions->answers[i].outcome;

        if (outcome && outcome->refuse)
            return &decisions->answers[i];
    }
    return NULL;
}

struct itk_view
itk_decisions_view(const itk_decisions *decisions)
{
    return decisions->view;
}

/* Where a constraint points: the field, or its list's first member. */
static struct itk_loc
constraint_place(const itk_case *data, const struct itk_field *field)
{
    const struct itk_members *members;
    const struct itk_value *value;

    if (!field->list) {
        value = itk_case_value(data, field, 0);
    } else {
        members = itk_case_members(data, field->list);
        if (!members->count)
            return members->loc;
        value = itk_case_value(data, field, 0);
    }
    return value->loc;
}

void
itk_decide_constraints(const itk_case *data, const struct itk_guide *guide,
                       itk_findings *found)
{
    const struct itk_view view = {guide, data, {0, 0, 0}, NULL};

    for (size_t i = 0; i < guide->constraints_count; i++) {
        const struct itk_constraint *rule = &guide->constraints[i];

        if (itk_eval(&view, rule->bad, NULL, 0, NULL) != ITK_TRUE)
            continue;
        itk_findings_add_both(
            found, ITK_SEV_ERROR, constraint_place(data, rule->fields[0]),
            ITK_MSG_CASE_CONTRADICTION,
            ITK_ARGS(rule->label.in[ITK_EN],
                     rule->fields_count > 1 ? rule->fields[1]->label.in[ITK_EN]
                                            : "",
                     rule->fields_count > 1 ? rule->fields[1]->id : ""),
            ITK_ARGS(rule->label.in[ITK_JA],
                     rule->fields_count > 1 ? rule->fields[1]->label.in[ITK_JA]
                                            : "",
                     rule->fields_count > 1 ? rule->fields[1]->id : ""));
    }
}
