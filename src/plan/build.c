/*
 * Builds the plans of a case: for each document in force its condition, its
 * needs, its clauses with their numbers, its texts and its names.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/draft.h"

struct itk_plans {
    struct itk_arena arena;
    const itk_decisions *decisions;
    const struct itk_selection *selection;
    struct itk_plan_requirements requirements;
    struct itk_planned *at;
    size_t count, room;
    bool lenient; /* what a text does not know is left out of it */
};

/* ---- texts and names ---- */

static void
build_texts(struct itk_draft *draft, struct itk_plan_values *values)
{
    const struct itk_document_version *version = draft->version;
    struct itk_plan_text *texts =
        itk_arena_array(draft->arena, version->texts_count + 1, sizeof(*texts));

    for (size_t i = 0; i < version->texts_count; i++) {
        const struct itk_document_text *text = &version->texts[i];
        struct itk_plan_text_item *items =
            itk_arena_array(draft->arena, text->count + 1, sizeof(*items));

        texts[i] = (struct itk_plan_text){text->id, text->is_list, items, 0};
        for (size_t j = 0; j < text->count; j++) {
            if (!itk_draft_holds(draft, text->items[j].when, NULL))
                continue;
            items[texts[i].count++] = (struct itk_plan_text_item){
                text->items[j].cite,
                itk_draft_text(draft, text->items[j].text, NULL)};
        }
    }
    values->texts = texts;
    values->texts_count = version->texts_count;
}

/* The form's number: what the case chooses (then the reason must be there),
 * else the first whose condition holds. */
static void
build_form(struct itk_draft *draft, struct itk_plan_values *values)
{
    const struct itk_document_version *version = draft->version;
    const struct itk_value *chosen =
        version->form_field
            ? itk_case_value(draft->view.data, version->form_field, 0)
            : NULL;

    if (chosen && chosen->present) {
        if (version->form_reason &&
            !itk_case_value(draft->view.data, version->form_reason, 0)->present)
            itk_facts_add(draft->missing,
                          (struct itk_fact){version->form_reason, NULL, 0});
        for (size_t i = 0; i < version->forms_count; i++) {
            if (!strcmp(version->forms[i].id, chosen->canonical))
                values->form = version->forms[i].print;
        }
        return;
    }
    for (size_t i = 0; !values->form && i < version->forms_count; i++) {
        if (itk_draft_holds(draft, version->forms[i].when, NULL))
            values->form = version->forms[i].print;
    }
}

/* Measures that the drafter changed, by id. */
static const struct itk_selected *const *
changed(struct itk_draft *draft, enum itk_why why, size_t *count)
{
    const struct itk_selection *selection = draft->view.selection;
    const struct itk_selected **at =
        itk_arena_array(draft->arena, selection->count + 1,
                        sizeof(const struct itk_selected *));

    for (size_t i = 0; i < selection->count; i++) {
        if (selection->at[i].why == why)
            at[(*count)++] = &selection->at[i];
    }
    return at;
}

static const struct itk_pair *
pair_of(const struct itk_guide *guide, const itk_case *data)
{
    const struct itk_value *chosen =
        guide->pair_field ? itk_case_value(data, guide->pair_field, 0) : NULL;

    for (size_t i = 0; chosen && chosen->present && i < guide->pairs_count;
         i++) {
        if (!strcmp(guide->pairs[i].id, chosen->canonical))
            return &guide->pairs[i];
    }
    return guide->pairs;
}

void
itk_planned_file(const struct itk_planned *planned, const char *case_id,
                 struct itk_buf *out)
{
    char number[32];

    itk_buf_adds(out, case_id);
    itk_buf_addc(out, '_');
    itk_buf_adds(out, planned->version->file);
    if (planned->member != SIZE_MAX) {
        snprintf(number, sizeof(number), "_%03zu", planned->member + 1);
        itk_buf_adds(out, number);
    }
    itk_buf_adds(out, ".docx");
}

static const char *
file_name(struct itk_draft *draft)
{
    const struct itk_planned planned = {
        .version = draft->version,
        .member = draft->each ? draft->member : SIZE_MAX,
    };
    struct itk_buf out = ITK_BUF_INIT;
    const char *name;

    itk_planned_file(&planned, itk_case_id(draft->view.data), &out);
    name = itk_arena_copy(draft->arena, out.data, out.size);
    itk_buf_free(&out);
    return name;
}

static const char *
iso(struct itk_arena *arena, struct itk_date date)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    itk_date_iso(&out, date);
    text = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return text;
}

static void
name_plan(struct itk_draft *draft, const struct itk_document *document,
          struct itk_plan *plan)
{
    plan->case_id = itk_case_id(draft->view.data);
    plan->guideline = draft->view.guide->id;
    plan->revision = iso(draft->arena, draft->view.revision);
    plan->document = document->id;
    plan->title = draft->version->title;
    plan->lang = draft->view.guide->lang;
    plan->template_name = draft->version->template_name;
    plan->template_date = iso(
        draft->arena, itk_guide_template_at(draft->view.guide, draft->version,
                                            draft->view.revision));
    plan->folder = plan->case_id;
    plan->file = file_name(draft);
}

/* ---- documents ---- */

static struct itk_planned *
push_planned(itk_plans *plans, const struct itk_document *document,
             const struct itk_document_version *version, size_t member)
{
    struct itk_planned *planned;

    if (plans->count == plans->room) {
        plans->room = plans->room ? 2 * plans->room : 16;
        plans->at = itk_grow(plans->at, plans->room, sizeof(*plans->at));
    }
    planned = &plans->at[plans->count++];
    *planned = (struct itk_planned){
        .document = document,
        .version = version,
        .member = member,
        .missing.arena = &plans->arena,
    };
    return planned;
}

static void
build_values(itk_plans *plans, struct itk_draft *draft,
             struct itk_planned *planned, struct itk_plan *plan)
{
    struct itk_plan_values *values =
        itk_arena_alloc(&plans->arena, sizeof(*values));

    draft->file = "documents.xml";
    values->view = draft->view;
    values->decisions = plans->decisions;
    values->version = draft->version;
    values->member = draft->member;
    values->plan = plan;
    values->pair = draft->pair;
    values->requirements = &plans->requirements;
    build_form(draft, values);
    build_texts(draft, values);
    values->left_out =
        changed(draft, ITK_WHY_DRAFTER_OUT, &values->left_out_count);
    values->included =
        changed(draft, ITK_WHY_DRAFTER_IN, &values->included_count);
    plan->values = values;
    plan->lookup = itk_plan_lookup(values);
    planned->plan = plan;
}

static bool
build_document(itk_plans *plans, const struct itk_document *document,
               const struct itk_document_version *version, size_t member,
               struct itk_error *err)
{
    struct itk_planned *planned =
        push_planned(plans, document, version, member);
    struct itk_draft draft = {
        .arena = &plans->arena,
        .view = itk_decisions_view(plans->decisions),
        .decisions = plans->decisions,
        .version = version,
        .each = version->each,
        .member = version->each ? member : 0,
        .missing = &planned->missing,
        .err = err,
    };
    struct itk_plan *plan = itk_arena_alloc(&plans->arena, sizeof(*plan));

    draft.view.selection = plans->selection;
    draft.pair = pair_of(draft.view.guide, draft.view.data);
    if (!itk_draft_holds(&draft, version->when, NULL)) {
        planned->state =
            planned->missing.count ? ITK_PLAN_WAITING : ITK_PLAN_NOT_MADE;
        return true;
    }
    /* Unknown adds to what is missing: the member's document waits. */
    if (version->each && member != SIZE_MAX)
        (void)itk_draft_holds(&draft, version->member, NULL);
    itk_draft_needs(&draft);
    if (!planned->missing.count || plans->lenient) {
        name_plan(&draft, document, plan);
        itk_draft_clauses(&draft, plan);
        build_values(plans, &draft, planned, plan);
    }
    if (draft.failed)
        return false;
    if (plans->lenient)
        planned->missing.count = 0; /* what it does not know is left out */
    planned->state = planned->missing.count ? ITK_PLAN_WAITING : ITK_PLAN_READY;
    if (planned->missing.count)
        planned->plan = NULL;
    return true;
}

/* Is the document of no concern to this member? */
static bool
is_passed_over(const itk_plans *plans,
               const struct itk_document_version *version, size_t member)
{
    struct itk_view view = itk_decisions_view(plans->decisions);

    view.selection = plans->selection;
    return version->member &&
           itk_eval_complete(&view, version->member, version->each, member,
                             NULL) == ITK_FALSE;
}

static bool
build_members(itk_plans *plans, const struct itk_document *document,
              const struct itk_document_version *version, struct itk_error *err)
{
    const struct itk_members *members = itk_case_members(
        itk_decisions_view(plans->decisions).data, version->each);
    const size_t before = plans->count;

    if (!members->known)
        return build_document(plans, document, version, SIZE_MAX, err);
    for (size_t i = 0; i < members->count; i++) {
        if (is_passed_over(plans, version, i))
            continue;
        if (!build_document(plans, document, version, i, err))
            return false;
    }
    if (plans->count == before)
        push_planned(plans, document, version, SIZE_MAX)->state =
            ITK_PLAN_NOT_MADE;
    return true;
}

static bool
is_placed(const struct itk_view *view, const struct itk_clause *clause)
{
    for (size_t i = 0; i < view->guide->documents_count; i++) {
        const struct itk_document_version *version =
            itk_document_at(&view->guide->documents[i], view->revision);

        for (size_t k = 0; version && k < version->clauses_count; k++) {
            if (version->clauses[k] == clause)
                return true;
        }
    }
    return false;
}

/* A clause that documents.xml forgets would be missing, and nobody told. */
static bool
check_placed(const struct itk_view *view, const struct itk_selection *selection,
             struct itk_error *err)
{
    for (size_t i = 0; selection && i < selection->count; i++) {
        const struct itk_clause *clause = selection->at[i].clause;

        if (selection->at[i].in && !is_placed(view, clause))
            return itk_fail(
                err, ITK_FAULT_PACKAGE, (struct itk_loc){.file = clause->file},
                ITK_MSG_PLAN_NOWHERE, ITK_ARGS(clause->id, clause->cite));
    }
    return true;
}

static bool
build_all(itk_plans *plans, const struct itk_document *document,
          struct itk_error *err)
{
    const struct itk_document_version *version = itk_document_at(
        document, itk_decisions_view(plans->decisions).revision);

    if (version && version->each)
        return build_members(plans, document, version, err);
    return !version || build_document(plans, document, version, SIZE_MAX, err);
}

static itk_plans *
new_plans(const itk_decisions *decisions, const struct itk_selection *selection)
{
    const struct itk_view view = itk_decisions_view(decisions);
    itk_plans *plans = itk_alloc(sizeof(*plans));

    *plans = (itk_plans){.decisions = decisions, .selection = selection};
    plans->requirements =
        itk_draft_requirements(&plans->arena, &view, selection);
    return plans;
}

itk_plans *
itk_plans_build(const itk_decisions *decisions,
                const struct itk_selection *selection, struct itk_error *err)
{
    const struct itk_view view = itk_decisions_view(decisions);
    itk_plans *plans;

    if (!check_placed(&view, selection, err))
        return NULL;
    plans = new_plans(decisions, selection);
    for (size_t i = 0; i < view.guide->documents_count; i++) {
        if (!build_all(plans, &view.guide->documents[i], err)) {
            itk_plans_free(plans);
            return NULL;
        }
    }
    return plans;
}

itk_plans *
itk_plans_build_packet(const itk_decisions *decisions,
                       const struct itk_selection *selection,
                       const struct itk_packet_version *packet,
                       struct itk_error *err)
{
    itk_plans *plans = new_plans(decisions, selection);
    bool ok = true;

    for (size_t i = 0; ok && i < packet->groups_count; i++)
        ok = build_all(plans, packet->groups[i].document, err);
    plans->lenient = true;
    ok = ok && build_all(plans, packet->open, err) &&
         build_all(plans, packet->points, err);
    if (!ok) {
        itk_plans_free(plans);
        return NULL;
    }
    return plans;
}

void
itk_plans_free(itk_plans *plans)
{
    if (!plans)
        return;
    itk_arena_fini(&plans->arena);
    free(plans->at);
    free(plans);
}

size_t
itk_plans_count(const itk_plans *plans)
{
    return plans->count;
}

const struct itk_planned *
itk_plans_at(const itk_plans *plans, size_t i)
{
    return &plans->at[i];
}
