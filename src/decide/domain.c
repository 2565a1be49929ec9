/*
 * What an unknown fact may turn out to be: the values of a choice, the points
 * around the dates and numbers that conditions compare with, a list without
 * members or with as many as there are conditions that could tell them apart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "decide/search.h"

struct points {
    int64_t *at;
    size_t count;
};

static void
add(struct points *points, int64_t value)
{
    for (size_t i = 0; i < points->count; i++) {
        if (points->at[i] == value)
            return;
    }
    if (points->count < ITK_SEARCH_MAX_TRIES)
        points->at[points->count++] = value;
}

/* Every condition that the search can meet: those of all decisions in force
 * and the goal itself. Calls `visit` for each leaf. */
struct walk {
    const struct itk_search *search;
    struct itk_fact fact;
    struct points *points;
    void (*visit)(struct walk *walk, const struct itk_condition *leaf);
    size_t quantifiers;
};

static void
walk_condition(struct walk *walk, const struct itk_condition *condition)
{
    walk->visit(walk, condition);
    for (size_t i = 0; i < condition->kids_count; i++)
        walk_condition(walk, &condition->kids[i]);
}

static void
walk_all(struct walk *walk)
{
    const struct itk_view *view = walk->search->view;

    for (size_t i = 0; i < view->guide->decisions_count; i++) {
        const struct itk_decision_version *version =
            itk_decision_at(&view->guide->decisions[i], view->revision);

        for (size_t j = 0; version && j < version->outcomes_count; j++) {
            if (version->outcomes[j].when)
                walk_condition(walk, version->outcomes[j].when);
        }
    }
    if (walk->search->goal)
        walk_condition(walk, walk->search->goal);
}

/* A first-of-fiscal-year day and the day before it. */
static void
add_fiscal(struct points *points, int year, int month)
{
    const struct itk_date first = {year, month, 1};

    if (!itk_date_valid(first))
        return;
    add(points, itk_date_to_days(first));
    add(points, itk_date_to_days(first) - 1);
}

static void
add_fiscal_bound(struct walk *walk, const struct itk_condition *leaf,
                 const struct itk_field *other, int sign)
{
    const int month = walk->search->view->guide->fiscal_month;
    const struct itk_seen seen =
        itk_search_see(walk->search, other, walk->fact.member);
    int year;

    if (!seen.known)
        return;
    year = itk_date_fiscal_year(itk_date_from_days((long)seen.value), month);
    if (leaf->least != INT64_MIN) {
        add_fiscal(walk->points, year + sign * (int)leaf->least, month);
        add_fiscal(walk->points, year + sign * (int)leaf->least + 1, month);
    }
    if (leaf->most != INT64_MAX) {
        add_fiscal(walk->points, year + sign * (int)leaf->most, month);
        add_fiscal(walk->points, year + sign * (int)leaf->most + 1, month);
    }
}

static void
add_around(struct points *points, int64_t value)
{
    add(points, value - 1);
    add(points, value);
    add(points, value + 1);
}

/* Fixed dates of any condition bound the dates that are compared with them,
 * directly or through another field; the other field's date when it is known.
 */
static void
visit_date(struct walk *walk, const struct itk_condition *leaf)
{
    const struct itk_field *field = walk->fact.field;

    if (leaf->kind == ITK_COND_FISCAL) {
        if (leaf->field == field)
            add_fiscal_bound(walk, leaf, leaf->other, -1);
        if (leaf->other == field)
            add_fiscal_bound(walk, leaf, leaf->field, 1);
        return;
    }
    if (leaf->kind != ITK_COND_BEFORE && leaf->kind != ITK_COND_AFTER)
        return;
    if (!leaf->other) {
        add_around(walk->points, itk_date_to_days(leaf->date));
    } else if (leaf->field == field || leaf->other == field) {
        const struct itk_field *other =
            leaf->field == field ? leaf->other : leaf->field;
        const struct itk_seen seen =
            itk_search_see(walk->search, other, walk->fact.member);

        if (seen.known)
            add_around(walk->points, seen.value);
    }
}

static void
visit_number(struct walk *walk, const struct itk_condition *leaf)
{
    if (leaf->kind != ITK_COND_NUMBER || leaf->field != walk->fact.field)
        return;
    if (leaf->least != INT64_MIN) {
        add(walk->points, leaf->least - 1);
        add(walk->points, leaf->least);
    }
    if (leaf->most != INT64_MAX) {
        add(walk->points, leaf->most);
        add(walk->points, leaf->most + 1);
    }
}

static void
visit_list(struct walk *walk, const struct itk_condition *leaf)
{
    if ((leaf->kind == ITK_COND_SOME || leaf->kind == ITK_COND_EVERY) &&
        leaf->list == walk->fact.list)
        walk->quantifiers++;
}

/* A date in the middle of a fiscal year, for a field that nothing bounds yet:
 * whatever it is compared with is tried around it. */
static const struct itk_date some_date = {2026, 10, 1};

static void
drop_impossible(struct points *points)
{
    size_t kept = 0;

    for (size_t i = 0; i < points->count; i++) {
        if (points->at[i] >= 0 &&
            itk_date_valid(itk_date_from_days((long)points->at[i])))
            points->at[kept++] = points->at[i];
    }
    points->count = kept;
}

size_t
itk_search_domain(const struct itk_search *search, struct itk_fact fact,
                  int64_t tries[ITK_SEARCH_MAX_TRIES])
{
    struct points points = {tries, 0};
    struct walk walk = {search, fact, &points, visit_list, 0};

    if (!fact.field) {
        walk_all(&walk);
        add(&points, 0);
        add(&points, walk.quantifiers < ITK_SEARCH_MAX_MEMBERS
                         ? (int64_t)(walk.quantifiers ? walk.quantifiers : 1)
                         : ITK_SEARCH_MAX_MEMBERS);
        return points.count;
    }
    switch (fact.field->type) {
    case ITK_TYPE_YES_NO:
        add(&points, 0);
        add(&points, 1);
        break;
    case ITK_TYPE_CHOICE:
        for (size_t i = 0; i < fact.field->choices_count; i++)
            add(&points, (int64_t)i);
        break;
    case ITK_TYPE_DATE:
        walk.visit = visit_date;
        walk_all(&walk);
        drop_impossible(&points);
        if (!points.count)
            add(&points, itk_date_to_days(some_date));
        break;
    case ITK_TYPE_NUMBER:
        walk.visit = visit_number;
        walk_all(&walk);
        if (!points.count)
            add(&points, 0);
        break;
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        add(&points, 0);
        break;
    }
    return points.count;
}
