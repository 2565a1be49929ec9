/*
 * Decisions for programs: the same as explain.c, as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <jansson.h>

#include "cli/cmd.h"
#include "decide/steps.h"

static json_t *
both(struct itk_label label)
{
    return json_pack("{s:s, s:s}", "en", label.in[ITK_EN], "ja",
                     label.in[ITK_JA]);
}

static json_t *
fact_json(const struct itk_work *work, const struct itk_fact *fact)
{
    json_t *object = json_object();

    json_object_set_new(
        object, "id",
        json_string(fact->field ? fact->field->id : fact->list->id));
    json_object_set_new(
        object, "label",
        both(fact->field ? fact->field->label : fact->list->label));
    if (fact->list && fact->field && fact->member != SIZE_MAX)
        json_object_set_new(object, "member",
                            json_integer((json_int_t)fact->member + 1));
    if (fact->field && (!fact->list || fact->member != SIZE_MAX)) {
        const struct itk_value *value =
            itk_case_value(work->data, fact->field, fact->member);

        if (value->present && !fact->field->personal)
            json_object_set_new(object, "value", json_string(value->canonical));
        if (value->present && value->loc.line)
            json_object_set_new(object, "line", json_integer(value->loc.line));
        if (value->present && value->loc.place)
            json_object_set_new(object, "from", both(*value->loc.place));
    } else if (!fact->field) {
        const struct itk_members *members =
            itk_case_members(work->data, fact->list);

        if (members->known)
            json_object_set_new(object, "members",
                                json_integer((json_int_t)members->count));
    }
    return object;
}

static json_t *
facts_json(const struct itk_work *work, const struct itk_facts *facts)
{
    json_t *array = json_array();

    for (size_t i = 0; i < facts->count; i++)
        json_array_append_new(array, fact_json(work, &facts->at[i]));
    return array;
}

static json_t *
effect_json(const struct itk_effect *effect)
{
    return json_pack("{s:s, s:o}", "cite", effect->cite, "text",
                     both(effect->label));
}

static json_t *
forbidden_json(const struct itk_outcome *outcome)
{
    json_t *array = json_array();

    for (size_t i = 0; i < outcome->effects_count; i++) {
        if (outcome->effects[i].kind == ITK_EFFECT_FORBID)
            json_array_append_new(array, effect_json(&outcome->effects[i]));
    }
    return array;
}

static json_t *
step_json(const struct itk_step *step)
{
    json_t *object = effect_json(step->effect);

    json_object_set_new(object, "by", json_string(step->effect->by->id));
    json_object_set_new(object, "stage",
                        step->effect->stage
                            ? json_string(step->effect->stage->id)
                            : json_null());
    json_object_set_new(object, "done", json_boolean(step->done));
    json_object_set_new(object, "decision",
                        json_string(step->answer->decision->id));
    json_object_set_new(object, "outcome",
                        json_string(step->answer->outcome->id));
    return object;
}

static void
set_steps(json_t *object, const struct itk_work *work)
{
    itk_steps *steps = itk_steps_build(work->decisions);
    json_t *array = json_array();

    for (size_t i = 0; i < itk_steps_count(steps); i++)
        json_array_append_new(array, step_json(itk_steps_at(steps, i)));
    json_object_set_new(object, "steps", array);
    json_object_set_new(object, "more-steps",
                        json_boolean(itk_steps_more(steps)));
    itk_steps_free(steps);
}

static json_t *
answer_json(const struct itk_work *work, const struct itk_answer *answer)
{
    const struct itk_outcome *outcome = answer->outcome;
    json_t *object = json_object();
    json_t *possible = json_array();

    json_object_set_new(object, "id", json_string(answer->decision->id));
    json_object_set_new(object, "label", both(answer->version->label));
    json_object_set_new(object, "outcome",
                        outcome ? json_string(outcome->id) : json_null());
    json_object_set_new(
        object, "cite",
        json_string(outcome ? outcome->cite : answer->version->cite));
    if (outcome) {
        json_object_set_new(object, "text", both(outcome->say));
        json_object_set_new(object, "reading", json_boolean(outcome->reading));
        json_object_set_new(object, "forbid", forbidden_json(outcome));
    }
    for (size_t i = 0; i < answer->decision->outcome_ids_count; i++) {
        if (answer->possible >> i & 1)
            json_array_append_new(
                possible, json_string(answer->decision->outcome_ids[i]));
    }
    json_object_set_new(object, "possible", possible);
    json_object_set_new(object, "facts",
                        facts_json(work, &answer->grounds.facts));
    json_object_set_new(
        object, "missing",
        facts_json(work, itk_decisions_missing(work->decisions, answer)));
    return object;
}

static json_t *
revision_json(const struct itk_work *work)
{
    static const char *const states[] = {"governs", "not-held", "none",
                                         "unknown"};
    const struct itk_revision *revision =
        itk_decisions_revision(work->decisions);
    const enum itk_governed governed = itk_decisions_governed(work->decisions);
    json_t *object = json_object();
    struct itk_buf date = ITK_BUF_INIT;

    json_object_set_new(object, "state", json_string(states[governed]));
    if (revision && governed != ITK_GOVERNED_UNKNOWN) {
        itk_date_iso(&date, revision->date);
        json_object_set_new(object, "outcome", json_string(date.data));
        json_object_set_new(object, "cite", json_string(revision->cite));
    } else {
        json_object_set_new(object, "outcome", json_null());
    }
    itk_buf_free(&date);
    return object;
}

static json_t *
clauses_json(const struct itk_work *work)
{
    static const char *const why[] = {
        "always",    "measure",      "unproved",   "exempt",     "condition",
        "unsettled", "no-condition", "drafter-in", "drafter-out"};
    json_t *array = json_array();

    for (size_t i = 0; i < work->selection->count; i++) {
        const struct itk_selected *selected = &work->selection->at[i];
        json_t *object;

        if (!selected->version)
            continue;
        object = json_pack("{s:s, s:b, s:s, s:s}", "id", selected->clause->id,
                           "in", selected->in, "why", why[selected->why],
                           "cite", selected->clause->cite);
        if (selected->reason[0])
            json_object_set_new(object, "reason",
                                json_string(selected->reason));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *
documents_json(const struct itk_work *work)
{
    static const char *const states[] = {"ready", "waiting", "not-made"};
    json_t *array = json_array();

    for (size_t i = 0; work->plans && i < itk_plans_count(work->plans); i++) {
        const struct itk_planned *planned = itk_plans_at(work->plans, i);
        json_t *object = json_object();

        json_object_set_new(object, "id", json_string(planned->document->id));
        if (planned->member != SIZE_MAX)
            json_object_set_new(object, "member",
                                json_integer((json_int_t)planned->member + 1));
        json_object_set_new(object, "state",
                            json_string(states[planned->state]));
        if (planned->plan)
            json_object_set_new(object, "file",
                                json_string(planned->plan->file));
        json_object_set_new(object, "missing",
                            facts_json(work, &planned->missing));
        json_array_append_new(array, object);
    }
    return array;
}

json_t *
itk_explain_json(const struct itk_work *work)
{
    json_t *object = json_object();
    json_t *decisions = json_array();

    json_object_set_new(object, "case", json_string(itk_case_id(work->data)));
    json_object_set_new(object, "guideline", json_string(work->guide->id));
    json_object_set_new(object, "revision", revision_json(work));
    for (size_t i = 0; i < itk_decisions_count(work->decisions); i++)
        json_array_append_new(
            decisions, answer_json(work, itk_decisions_at(work->decisions, i)));
    json_object_set_new(object, "decisions", decisions);
    if (itk_decisions_count(work->decisions)) {
        json_object_set_new(object, "clauses", clauses_json(work));
        json_object_set_new(object, "documents", documents_json(work));
        set_steps(object, work);
    }
    return object;
}
