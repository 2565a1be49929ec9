/*
 * The selection of clauses: conditions, exemptions, and what the drafter
 * changed with a reason.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "decide/select.h"
#include "guide/near.h"

static void
put(struct itk_selected *selected, bool in, enum itk_why why)
{
    selected->in = in;
    selected->why = why;
}

static void
by_condition(const struct itk_view *view, struct itk_selected *selected)
{
    const struct itk_clause *clause = selected->clause;
    const bool measure = clause->kind == ITK_CLAUSE_MEASURE;
    const struct itk_condition *condition =
        measure ? clause->unless : clause->when;
    enum itk_truth truth;

    if (!condition) {
        put(selected, clause->kind != ITK_CLAUSE_SUPPLEMENTARY,
            measure ? ITK_WHY_MEASURE : ITK_WHY_ALWAYS);
        if (!selected->in)
            selected->why = ITK_WHY_NO_CONDITION;
        return;
    }
    truth = itk_eval_complete(view, condition, NULL, 0, NULL);
    if (measure) {
        put(selected, truth != ITK_TRUE,
            truth == ITK_TRUE    ? ITK_WHY_EXEMPT
            : truth == ITK_FALSE ? ITK_WHY_MEASURE
                                 : ITK_WHY_UNPROVED);
        return;
    }
    if (truth == ITK_UNKNOWN)
        put(selected, clause->kind == ITK_CLAUSE_REQUIRED, ITK_WHY_UNSETTLED);
    else
        put(selected, truth == ITK_TRUE,
            truth == ITK_TRUE ? ITK_WHY_CONDITION : ITK_WHY_NO_CONDITION);
}

/* The clause that an override names, or NULL with a finding. */
static const struct itk_clause *
named_clause(const struct itk_view *view, const struct itk_value *name,
             itk_findings *found)
{
    const struct itk_clause *clause =
        itk_guide_clause(view->guide, name->canonical);

    if (!clause)
        itk_findings_add(found, ITK_SEV_ERROR, name->loc,
                         ITK_MSG_OVERRIDE_NO_CLAUSE, ITK_ARGS(name->text));
    return clause;
}

static void
override_one(const struct itk_view *view, struct itk_selection *selection,
             size_t i, itk_findings *found)
{
    const struct itk_overrides *rule = &view->guide->overrides;
    const struct itk_value *name = itk_case_value(view->data, rule->clause, i);
    const struct itk_value *action =
        itk_case_value(view->data, rule->action, i);
    const struct itk_value *reason =
        itk_case_value(view->data, rule->reason, i);
    const struct itk_clause *clause;
    struct itk_selected *selected;
    bool include;

    if (!name->present || !action->present || !reason->present) {
        itk_findings_add(found, ITK_SEV_ERROR,
                         itk_case_members(view->data, rule->list)->at[i].loc,
                         ITK_MSG_OVERRIDE_INCOMPLETE, ITK_NO_ARGS);
        return;
    }
    clause = named_clause(view, name, found);
    if (!clause)
        return;
    selected = &selection->at[clause->index];
    include = !strcmp(action->canonical, rule->include);
    if (!selected->version) {
        itk_findings_add(found, ITK_SEV_ERROR, name->loc,
                         ITK_MSG_OVERRIDE_NO_VERSION, ITK_ARGS(clause->id));
    } else if (!include && (clause->kind == ITK_CLAUSE_MANDATORY ||
                            clause->kind == ITK_CLAUSE_REQUIRED)) {
        itk_findings_add_both(
            found, ITK_SEV_ERROR, name->loc, ITK_MSG_OVERRIDE_MANDATORY,
            ITK_ARGS(clause->id, clause->cite, clause->label.in[ITK_EN]),
            ITK_ARGS(clause->id, clause->cite, clause->label.in[ITK_JA]));
    } else if (include == selected->in) {
        itk_findings_add(found, ITK_SEV_WARNING, name->loc,
                         include ? ITK_MSG_OVERRIDE_ALREADY_IN
                                 : ITK_MSG_OVERRIDE_ALREADY_OUT,
                         ITK_ARGS(clause->id));
    } else {
        put(selected, include,
            include ? ITK_WHY_DRAFTER_IN : ITK_WHY_DRAFTER_OUT);
        selected->reason = itk_arena_dup(&selection->arena, reason->canonical);
    }
}

/* The results of the survey: each names a clause that the survey asks for. */
static void
check_result(const struct itk_requirements *rule, const struct itk_view *view,
             const struct itk_selection *selection, size_t member,
             itk_findings *found)
{
    const struct itk_value *name =
        itk_case_value(view->data, rule->clause, member);
    struct itk_near near = {.wanted = name->canonical};

    if (!name->present) {
        itk_findings_add(
            found, ITK_SEV_ERROR,
            itk_case_members(view->data, rule->list)->at[member].loc,
            ITK_MSG_RESULT_UNNAMED,
            ITK_ARGS(rule->clause->name, rule->clauses[0]->id));
        return;
    }
    for (size_t i = 0; i < rule->clauses_count; i++) {
        const struct itk_clause *clause = rule->clauses[i];

        if (strcmp(clause->id, name->canonical) != 0)
            continue;
        if (!selection->at[clause->index].in)
            itk_findings_add(found, ITK_SEV_WARNING, name->loc,
                             ITK_MSG_RESULT_LEFT_OUT, ITK_ARGS(clause->id));
        return;
    }
    for (size_t i = 0; i < rule->clauses_count; i++)
        itk_near_try(&near, rule->clauses[i]->id);
    itk_findings_add(found, ITK_SEV_ERROR, name->loc, ITK_MSG_RESULT_NO_CLAUSE,
                     ITK_ARGS(name->text, near.best));
}

static void
check_results(const struct itk_view *view,
              const struct itk_selection *selection, itk_findings *found)
{
    const struct itk_requirements *rule =
        itk_requirements_at(view->guide, view->revision);
    const size_t count =
        rule ? itk_case_members(view->data, rule->list)->count : 0;

    for (size_t i = 0; i < count; i++)
        check_result(rule, view, selection, i, found);
}

struct itk_selection *
itk_select(const itk_decisions *decisions, itk_findings *found)
{
    const struct itk_view view = itk_decisions_view(decisions);
    const struct itk_guide *guide = view.guide;
    struct itk_selection *selection = itk_alloc(sizeof(*selection));

    *selection = (struct itk_selection){0};
    selection->count = guide->clauses_count;
    selection->at = itk_arena_array(&selection->arena, selection->count + 1,
                                    sizeof(*selection->at));
    for (size_t i = 0; i < selection->count; i++) {
        struct itk_selected *selected = &selection->at[guide->clauses[i].index];

        selected->clause = &guide->clauses[i];
        selected->reason = "";
        selected->version = itk_clause_at(selected->clause, view.revision);
        if (selected->version)
            by_condition(&view, selected);
        else
            put(selected, false, ITK_WHY_NO_CONDITION);
    }
    if (guide->overrides.list) {
        const size_t count =
            itk_case_members(view.data, guide->overrides.list)->count;

        for (size_t i = 0; i < count; i++)
            override_one(&view, selection, i, found);
    }
    check_results(&view, selection, found);
    return selection;
}

void
itk_selection_free(struct itk_selection *selection)
{
    if (!selection)
        return;
    itk_arena_fini(&selection->arena);
    free(selection);
}
