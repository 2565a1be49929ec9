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
    bool too_many; /* some were not kept: those that were prove nothing */
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
    else
        points->too_many = true;
}

/* Every condition that the search can meet: those of all decisions in force
 * and the goal itself. Calls `visit` for each leaf. */
struct walk {
    const struct itk_search *search;
    struct itk_fact fact;
    struct points *points;
    void (*visit)(struct walk *walk, const struct itk_condition *leaf);
    size_t quantifiers; /* over the fact's list */
    size_t chained;     /* leaves that compare two dates */
};

static void
walk_condition(struct walk *walk, const struct itk_condition *condition)
{
    walk->visit(walk, condition);
    for (size_t i = 0; i < condition->kids_count; i++)
        walk_condition(walk, &condition->kids[i]);
}

/* What is done with a tree of conditions, about a leaf of another. */
typedef void at_root(struct walk *walk, const struct itk_condition *leaf,
                     const struct itk_condition *root, int sign);

static void
each_root(struct walk *walk, const struct itk_condition *leaf, int sign,
          at_root *visit)
{
    const struct itk_view *view = walk->search->view;

    for (size_t i = 0; i < view->guide->decisions_count; i++) {
        const struct itk_decision_version *version =
            itk_decision_at(&view->guide->decisions[i], view->revision);

        for (size_t j = 0; version && j < version->outcomes_count; j++) {
            if (version->outcomes[j].when)
                visit(walk, leaf, version->outcomes[j].when, sign);
        }
    }
    if (walk->search->goal)
        visit(walk, leaf, walk->search->goal, sign);
}

static void
walk_root(struct walk *walk, const struct itk_condition *leaf,
          const struct itk_condition *root, int sign)
{
    (void)leaf;
    (void)sign;
    walk_condition(walk, root);
}

static void
walk_all(struct walk *walk,
         void (*visit)(struct walk *walk, const struct itk_condition *leaf))
{
    walk->visit = visit;
    each_root(walk, NULL, 0, walk_root);
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

/* The days that bound the fact when the other date of `leaf` is that day. */
static void
add_fiscal_year(struct walk *walk, const struct itk_condition *leaf,
                int64_t days, int sign)
{
    const int month = walk->search->view->guide->fiscal_month;
    const int year =
        itk_date_fiscal_year(itk_date_from_days((long)days), month);

    if (leaf->least != INT64_MIN) {
        add_fiscal(walk->points, year + sign * (int)leaf->least, month);
        add_fiscal(walk->points, year + sign * (int)leaf->least + 1, month);
    }
    if (leaf->most != INT64_MAX) {
        add_fiscal(walk->points, year + sign * (int)leaf->most, month);
        add_fiscal(walk->points, year + sign * (int)leaf->most + 1, month);
    }
}

/* As many days on either side as a chain of dates may need between them. */
static void
add_around(struct walk *walk, int64_t value)
{
    const int64_t reach = walk->chained < ITK_SEARCH_MAX_CHAIN
                              ? (int64_t)walk->chained + 1
                              : ITK_SEARCH_MAX_CHAIN + 1;

    for (int64_t i = -reach; i <= reach; i++)
        add(walk->points, value + i);
}

static void
visit_chain(struct walk *walk, const struct itk_condition *leaf)
{
    if ((leaf->kind == ITK_COND_BEFORE || leaf->kind == ITK_COND_AFTER) &&
        leaf->other)
        walk->chained++;
}

/* When the other date is open as well, any fixed date may come to bound it. */
static void
add_fiscal_fixed(struct walk *walk, const struct itk_condition *leaf,
                 const struct itk_condition *at, int sign)
{
    if ((at->kind == ITK_COND_BEFORE || at->kind == ITK_COND_AFTER) &&
        !at->other)
        add_fiscal_year(walk, leaf, itk_date_to_days(at->date), sign);
    for (size_t i = 0; i < at->kids_count; i++)
        add_fiscal_fixed(walk, leaf, &at->kids[i], sign);
}

static void
add_fiscal_bound(struct walk *walk, const struct itk_condition *leaf,
                 const struct itk_field *other, int sign)
{
    const struct itk_seen seen =
        itk_search_see(walk->search, other, walk->fact.member);

    if (seen.known)
        add_fiscal_year(walk, leaf, seen.value, sign);
    else
        each_root(walk, leaf, sign, add_fiscal_fixed);
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
        add_around(walk, itk_date_to_days(leaf->date));
    } else if (leaf->field == field || leaf->other == field) {
        const struct itk_field *other =
            leaf->field == field ? leaf->other : leaf->field;
        const struct itk_seen seen =
            itk_search_see(walk->search, other, walk->fact.member);

        if (seen.known)
            add_around(walk, seen.value);
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

/* Dates in the middle of a fiscal year, far apart, for a field that nothing
 * bounds yet: whatever it is compared with is tried around them. */
static const struct itk_date some_date = {2026, 10, 1};
static const struct itk_date other_date = {2226, 10, 1};

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

static void
add_dates(struct walk *walk)
{
    walk_all(walk, visit_chain);
    walk_all(walk, visit_date);
    drop_impossible(walk->points);
    if (!walk->points->count) {
        add(walk->points, itk_date_to_days(some_date));
        add(walk->points, itk_date_to_days(other_date));
    }
}

/* Only what the field takes; when no bound falls into that, all of it is
 * alike. */
static void
add_numbers(struct walk *walk)
{
    const struct itk_field *field = walk->fact.field;
    struct points *points = walk->points;
    size_t kept = 0;

    walk_all(walk, visit_number);
    for (size_t i = 0; i < points->count; i++) {
        if (points->at[i] >= field->min && points->at[i] <= field->max)
            points->at[kept++] = points->at[i];
    }
    points->count = kept;
    if (!kept)
        add(points, field->min);
}

static void
add_members(struct walk *walk)
{
    size_t count = ITK_SEARCH_MAX_MEMBERS;

    walk_all(walk, visit_list);
    if (walk->quantifiers < count)
        count = walk->quantifiers ? walk->quantifiers : 1;
    walk->points->too_many = walk->quantifiers > count;
    if (walk->fact.list->max <= count) {
        count = walk->fact.list->max;
        walk->points->too_many = false;
    }
    add(walk->points, 0);
    add(walk->points, (int64_t)count);
}

size_t
itk_search_domain(const struct itk_search *search, struct itk_fact fact,
                  int64_t tries[ITK_SEARCH_MAX_TRIES])
{
    struct points points = {tries, 0, false};
    struct walk walk = {search, fact, &points, NULL, 0, 0};

    if (!fact.field) {
        add_members(&walk);
        return points.too_many ? 0 : points.count;
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
        add_dates(&walk);
        break;
    case ITK_TYPE_NUMBER:
        add_numbers(&walk);
        break;
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        add(&points, 0);
        break;
    }
    return points.too_many ? 0 : points.count;
}
