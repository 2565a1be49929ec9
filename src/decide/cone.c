/*
 * The facts behind a question.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "decide/cone.h"
#include "decide/eval.h"
#include "decide/members.h"

void
itk_cone_init(struct itk_cone *cone, const struct itk_guide *guide,
              const struct itk_revision *revision, struct itk_arena *arena)
{
    *cone =
        (struct itk_cone){.guide = guide, .revision = revision, .arena = arena};
    cone->fields = itk_arena_array(arena, guide->dictionary.fields_count, 1);
    cone->lists = itk_arena_array(arena, guide->dictionary.lists_count, 1);
    cone->decisions =
        itk_arena_array(arena, guide->decisions_count, sizeof(bool));
    cone->constraints =
        itk_arena_array(arena, guide->constraints_count, sizeof(bool));
    cone->spans = itk_arena_array(arena, guide->dictionary.lists_count,
                                  sizeof(*cone->spans));
}

static void
add_root(struct itk_cone *cone, const struct itk_condition *root)
{
    if (cone->roots_count == cone->roots_room) {
        const size_t room = cone->roots_room ? 2 * cone->roots_room : 32;
        const struct itk_condition **at = itk_arena_array(
            cone->arena, room, sizeof(const struct itk_condition *));

        for (size_t i = 0; i < cone->roots_count; i++)
            at[i] = cone->roots[i];
        cone->roots = at;
        cone->roots_room = room;
    }
    cone->roots[cone->roots_count++] = root;
}

static void
add_field(struct itk_cone *cone, const struct itk_field *field, int how)
{
    cone->fields[field->index] |= (unsigned char)how;
    if (field->list)
        cone->lists[field->list->index] |= ITK_CONE_READ;
}

static void
walk(struct itk_cone *cone, const struct itk_condition *condition)
{
    const int how = condition->kind == ITK_COND_PRESENT
                        ? ITK_CONE_READ | ITK_CONE_ASKED
                        : ITK_CONE_READ;

    if (condition->field)
        add_field(cone, condition->field, how);
    if (condition->other)
        add_field(cone, condition->other, how);
    if (condition->list)
        cone->lists[condition->list->index] |= (unsigned char)how;
    if (condition->decision)
        itk_cone_add_decision(cone, condition->decision);
    for (size_t i = 0; i < condition->kids_count; i++)
        walk(cone, &condition->kids[i]);
}

void
itk_cone_add(struct itk_cone *cone, const struct itk_condition *condition)
{
    add_root(cone, condition);
    walk(cone, condition);
}

void
itk_cone_add_decision(struct itk_cone *cone,
                      const struct itk_decision *decision)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, cone->revision->date);

    if (cone->decisions[decision->index])
        return;
    cone->decisions[decision->index] = true;
    for (size_t i = 0; version && i < version->outcomes_count; i++) {
        if (version->outcomes[i].when)
            itk_cone_add(cone, version->outcomes[i].when);
    }
}

void
itk_cone_add_constraints(struct itk_cone *cone)
{
    for (size_t i = 0; i < cone->guide->constraints_count; i++) {
        if (!cone->constraints[i])
            itk_cone_add(cone, cone->guide->constraints[i].bad);
        cone->constraints[i] = true;
    }
}

/* Does a constraint speak of something that is read already? */
static bool
touches(const struct itk_cone *cone, const struct itk_condition *condition)
{
    const struct itk_field *fields[] = {condition->field, condition->other};

    for (size_t i = 0; i < ITK_COUNT(fields); i++) {
        const struct itk_field *field = fields[i];

        if (field && (cone->fields[field->index] ||
                      (field->list && cone->lists[field->list->index])))
            return true;
    }
    if (condition->list && cone->lists[condition->list->index])
        return true;
    for (size_t i = 0; i < condition->kids_count; i++) {
        if (touches(cone, &condition->kids[i]))
            return true;
    }
    return false;
}

/* The truth when nothing at all is given: only `present` is known then. */
static enum itk_truth
truth_of_nothing(const struct itk_condition *condition)
{
    const bool any = condition->kind == ITK_COND_ANY;
    const enum itk_truth decisive = any ? ITK_TRUE : ITK_FALSE;
    enum itk_truth all = any ? ITK_FALSE : ITK_TRUE;

    if (condition->kind == ITK_COND_PRESENT)
        return ITK_FALSE;
    if (condition->kind > ITK_COND_NOT)
        return ITK_UNKNOWN;
    for (size_t i = 0; i < condition->kids_count; i++) {
        const enum itk_truth kid = truth_of_nothing(&condition->kids[i]);

        if (kid == decisive)
            all = decisive;
        else if (kid == ITK_UNKNOWN && all != decisive)
            all = ITK_UNKNOWN;
    }
    if (condition->kind != ITK_COND_NOT || all == ITK_UNKNOWN)
        return all;
    return all == ITK_TRUE ? ITK_FALSE : ITK_TRUE;
}

static bool
add_touching(struct itk_cone *cone)
{
    bool added = false;

    for (size_t i = 0; i < cone->guide->constraints_count; i++) {
        const struct itk_condition *bad = cone->guide->constraints[i].bad;

        if (cone->constraints[i] ||
            (!touches(cone, bad) && truth_of_nothing(bad) != ITK_TRUE))
            continue;
        cone->constraints[i] = true;
        itk_cone_add(cone, bad);
        added = true;
    }
    return added;
}

const struct itk_revision *
itk_cone_newest(const struct itk_revisions *revisions)
{
    for (size_t i = revisions->count; i-- > 0;) {
        if (revisions->at[i].held)
            return &revisions->at[i];
    }
    return NULL;
}

/* Does the revision at hand govern the case? That is asked of two dates. */
static bool
add_governing(struct itk_cone *cone)
{
    const struct itk_revisions *revisions = &cone->guide->revisions;
    const struct itk_field *contract = revisions->contract;
    const struct itk_field *review = revisions->review;

    if (cone->governed || (cone->revision == itk_cone_newest(revisions) &&
                           !cone->fields[contract->index] &&
                           !(review && cone->fields[review->index])))
        return false;
    cone->governed = true;
    add_field(cone, contract, ITK_CONE_READ);
    if (review)
        add_field(cone, review, ITK_CONE_READ | ITK_CONE_ASKED);
    return true;
}

void
itk_cone_close(struct itk_cone *cone)
{
    bool added = true;

    while (added) {
        added = add_governing(cone);
        added |= add_touching(cone);
    }
    itk_members_count(cone);
}
