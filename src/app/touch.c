/*
 * One case under two revisions: what is decided, selected, planned and printed
 * otherwise.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/compare.h"

/* What the work on one case needs throughout. */
struct work {
    const itk_comparison *comparison;
    itk_store *store;
    itk_renderer *renderer;
    const struct itk_guide *guide;
    struct itk_touched *touched;
    struct itk_error *err;
};

static bool
plan_side(const struct work *work, const itk_case *data, int side)
{
    struct itk_touched *touched = work->touched;

    touched->found[side] = itk_findings_new();
    touched->decisions[side] = itk_decide_under(
        data, work->guide, itk_comparison_revision(work->comparison, side));
    touched->selection[side] =
        itk_select(touched->decisions[side], touched->found[side]);
    if (itk_findings_errors(touched->found[side]) ||
        itk_decisions_refusal(touched->decisions[side]))
        return true;
    touched->plans[side] = itk_plans_build(touched->decisions[side],
                                           touched->selection[side], work->err);
    return touched->plans[side];
}

/* ---- decisions ---- */

static const struct itk_answer *
answer_of(const itk_decisions *decisions, const struct itk_decision *decision)
{
    for (size_t i = 0; i < itk_decisions_count(decisions); i++) {
        if (itk_decisions_at(decisions, i)->decision == decision)
            return itk_decisions_at(decisions, i);
    }
    return NULL;
}

static bool
same_label(struct itk_label a, struct itk_label b)
{
    return strcmp(a.in[ITK_EN], b.in[ITK_EN]) == 0 &&
           strcmp(a.in[ITK_JA], b.in[ITK_JA]) == 0;
}

static bool
same_effect(const struct itk_effect *a, const struct itk_effect *b)
{
    return a->kind == b->kind && a->by == b->by && a->stage == b->stage &&
           strcmp(a->cite, b->cite) == 0 && same_label(a->label, b->label);
}

/* Do both outcomes of one id say and ask the same? */
static bool
same_outcome(const struct itk_outcome *a, const struct itk_outcome *b)
{
    if (strcmp(a->cite, b->cite) != 0 || !same_label(a->say, b->say) ||
        a->reading != b->reading || a->refuse != b->refuse ||
        a->effects_count != b->effects_count)
        return false;
    for (size_t i = 0; i < a->effects_count; i++) {
        if (!same_effect(&a->effects[i], &b->effects[i]))
            return false;
    }
    return true;
}

static bool
judge_decision(struct itk_touched_decision *one)
{
    const struct itk_answer *a = one->answer[ITK_BEFORE];
    const struct itk_answer *b = one->answer[ITK_AFTER];

    if (!a || !b)
        return a || b;
    if (!a->outcome || !b->outcome)
        return a->outcome || b->outcome || a->possible != b->possible;
    if (a->outcome->bit != b->outcome->bit)
        return true;
    one->other_text = !same_outcome(a->outcome, b->outcome);
    return one->other_text;
}

size_t
itk_touch_decisions(const struct itk_guide *guide,
                    itk_decisions *const sides[ITK_SIDES],
                    struct itk_arena *arena,
                    const struct itk_touched_decision **changed)
{
    struct itk_touched_decision *all =
        itk_arena_array(arena, guide->decisions_count + 1, sizeof(*all));
    size_t count = 0;

    for (size_t i = 0; i < guide->decisions_count; i++) {
        struct itk_touched_decision one = {.decision = &guide->decisions[i]};

        for (int side = 0; side < ITK_SIDES; side++)
            one.answer[side] = answer_of(sides[side], one.decision);
        if (judge_decision(&one))
            all[count++] = one;
    }
    *changed = all;
    return count;
}

/* ---- clauses ---- */

static void
touch_clauses(const struct work *work)
{
    struct itk_touched *touched = work->touched;
    struct itk_touched_clause *all = itk_arena_array(
        &touched->arena, work->guide->clauses_count + 1, sizeof(*all));

    touched->clauses = all;
    for (size_t i = 0; i < work->guide->clauses_count; i++) {
        struct itk_touched_clause one = {.clause = &work->guide->clauses[i]};

        for (int side = 0; side < ITK_SIDES; side++)
            one.in[side] = touched->selection[side]->at[i].in;
        if (one.in[ITK_BEFORE] != one.in[ITK_AFTER] ||
            (one.in[ITK_BEFORE] &&
             itk_comparison_find(work->comparison, ITK_PART_CLAUSE,
                                 one.clause->id)))
            all[touched->clauses_count++] = one;
    }
}

/* ---- documents ---- */

const struct itk_planned *
itk_touch_planned(const itk_plans *plans, const struct itk_document *document,
                  size_t member)
{
    for (size_t i = 0; plans && i < itk_plans_count(plans); i++) {
        const struct itk_planned *planned = itk_plans_at(plans, i);

        if (planned->document == document && planned->member == member)
            return planned;
    }
    return NULL;
}

static bool
same_missing(const struct itk_facts *a, const struct itk_facts *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (a->at[i].field != b->at[i].field ||
            a->at[i].list != b->at[i].list ||
            a->at[i].member != b->at[i].member)
            return false;
    }
    return true;
}

/* Clause `i` of the document under that side, of those that are in; else NULL.
 */
static const struct itk_selected *
next_clause(const struct itk_touched *touched,
            const struct itk_planned *planned, int side, size_t *i)
{
    while (*i < planned->version->clauses_count) {
        const struct itk_clause *clause = planned->version->clauses[(*i)++];

        if (touched->selection[side]->at[clause->index].in)
            return &touched->selection[side]->at[clause->index];
    }
    return NULL;
}

/* Are the same clauses in the document, in the same order and words? */
static bool
same_clauses(const struct work *work,
             const struct itk_planned *const planned[ITK_SIDES])
{
    size_t i = 0, j = 0;

    for (;;) {
        const struct itk_selected *a =
            next_clause(work->touched, planned[ITK_BEFORE], ITK_BEFORE, &i);
        const struct itk_selected *b =
            next_clause(work->touched, planned[ITK_AFTER], ITK_AFTER, &j);

        if (!a || !b)
            return !a && !b;
        if (a->clause != b->clause ||
            itk_comparison_find(work->comparison, ITK_PART_CLAUSE,
                                a->clause->id))
            return false;
    }
}

/* Is it a part that people see? What says where a document comes from names the
 * revision, and so always differs. */
static bool
is_shown(const struct itk_part *part)
{
    return strncmp(part->name, "word/", 5) == 0 &&
           strncmp(part->name, "word/_rels/", 11) != 0;
}

static bool
same_parts(const itk_package *a, const itk_package *b)
{
    size_t shown[ITK_SIDES] = {0};

    for (size_t i = 0; i < itk_package_count(b); i++)
        shown[ITK_AFTER] += is_shown(itk_package_at(b, i));
    for (size_t i = 0; i < itk_package_count(a); i++) {
        const struct itk_part *one = itk_package_at(a, i);
        const struct itk_part *other = itk_package_find(b, one->name);

        if (!is_shown(one))
            continue;
        shown[ITK_BEFORE]++;
        if (!other || other->size != one->size ||
            memcmp(other->data, one->data, one->size) != 0)
            return false;
    }
    return shown[ITK_BEFORE] == shown[ITK_AFTER];
}

static itk_package *
render(const struct work *work, const struct itk_plan *plan)
{
    struct itk_buf docx = ITK_BUF_INIT;
    const itk_template *tmpl =
        itk_store_template(work->store, plan->guideline, plan->template_name,
                           plan->template_date, work->err);
    itk_package *package = NULL;

    if (tmpl && itk_render(work->renderer, tmpl, plan, &docx, work->err)) {
        const struct itk_blob blob = {plan->file, docx.data, docx.size,
                                      ITK_FAULT_PROGRAM};

        package = itk_package_read(&blob, work->err);
    }
    itk_buf_free(&docx);
    return package;
}

/* Both are ready: is what they print the same? */
static bool
compare_prints(const struct work *work, struct itk_touched_document *one)
{
    itk_package *a = render(work, one->planned[ITK_BEFORE]->plan);
    itk_package *b = a ? render(work, one->planned[ITK_AFTER]->plan) : NULL;
    const bool ok = a && b;

    if (ok && !same_parts(a, b))
        one->why |= ITK_TOUCHED_WORDS;
    itk_package_free(a);
    itk_package_free(b);
    return ok;
}

/* False with the error set when it cannot be rendered. */
static bool
judge_document(const struct work *work, struct itk_touched_document *one)
{
    const struct itk_planned *a = one->planned[ITK_BEFORE];
    const struct itk_planned *b = one->planned[ITK_AFTER];

    if (!a || !b || a->state != b->state) {
        /* Not made on one side, not there on the other: nothing is lost. */
        if ((a && a->state != ITK_PLAN_NOT_MADE) ||
            (b && b->state != ITK_PLAN_NOT_MADE))
            one->why |= ITK_TOUCHED_STATE;
        return true;
    }
    if (a->state == ITK_PLAN_NOT_MADE)
        return true;
    if (!same_missing(&a->missing, &b->missing))
        one->why |= ITK_TOUCHED_NEEDS;
    if (!same_clauses(work, one->planned))
        one->why |= ITK_TOUCHED_CLAUSES;
    if (itk_comparison_find(work->comparison, ITK_PART_TEMPLATE,
                            b->version->template_name) ||
        strcmp(a->version->template_name, b->version->template_name) != 0)
        one->why |= ITK_TOUCHED_TEMPLATE;
    if (a->state == ITK_PLAN_READY)
        return compare_prints(work, one);
    if (itk_comparison_find(work->comparison, ITK_PART_DOCUMENT,
                            one->document->id))
        one->why |= ITK_TOUCHED_DOCUMENT;
    return true;
}

/* Each of the side's documents; on the second side, those the first has not. */
static bool
touch_side(const struct work *work, int side, struct itk_touched_document *all)
{
    struct itk_touched *touched = work->touched;
    const itk_plans *plans = touched->plans[side];

    for (size_t i = 0; plans && i < itk_plans_count(plans); i++) {
        const struct itk_planned *planned = itk_plans_at(plans, i);
        struct itk_touched_document one = {.document = planned->document,
                                           .member = planned->member};

        for (int s = 0; s < ITK_SIDES; s++)
            one.planned[s] = itk_touch_planned(
                touched->plans[s], planned->document, planned->member);
        if (side == ITK_AFTER && one.planned[ITK_BEFORE])
            continue;
        if (!judge_document(work, &one))
            return false;
        if (one.why)
            all[touched->documents_count++] = one;
    }
    return true;
}

static bool
touch_documents(const struct work *work)
{
    struct itk_touched *touched = work->touched;
    struct itk_touched_document *all;
    size_t most = 1;

    for (int side = 0; side < ITK_SIDES; side++)
        most +=
            touched->plans[side] ? itk_plans_count(touched->plans[side]) : 0;
    all = itk_arena_array(&touched->arena, most, sizeof(*all));
    touched->documents = all;
    return touch_side(work, ITK_BEFORE, all) &&
           touch_side(work, ITK_AFTER, all);
}

bool
itk_touch(const itk_comparison *comparison, itk_store *store,
          itk_renderer *renderer, const itk_case *data,
          struct itk_touched *touched, struct itk_error *err)
{
    const struct work work = {comparison, store,
                              renderer,   itk_comparison_guide(comparison),
                              touched,    err};

    *touched = (struct itk_touched){.arena = ITK_ARENA_INIT};
    if (!plan_side(&work, data, ITK_BEFORE) ||
        !plan_side(&work, data, ITK_AFTER))
        return false;
    touched->changed_count = itk_touch_decisions(
        work.guide, touched->decisions, &touched->arena, &touched->changed);
    touch_clauses(&work);
    return touch_documents(&work);
}

void
itk_touched_free(struct itk_touched *touched)
{
    for (int side = 0; side < ITK_SIDES; side++) {
        itk_plans_free(touched->plans[side]);
        itk_selection_free(touched->selection[side]);
        itk_decisions_free(touched->decisions[side]);
        itk_findings_free(touched->found[side]);
    }
    itk_arena_fini(&touched->arena);
    *touched = (struct itk_touched){0};
}
