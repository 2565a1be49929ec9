/*
 * What an unknown fact may turn out to be: the values of a choice, the points
 * around the dates and numbers that conditions compare with, the texts that it
 * may equal and one that equals none, a list without members or with as many as
 * there are conditions that could tell them apart.
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

/* Fields whose values `same` compares, directly or through others. */
struct pool {
    const struct itk_field *at[ITK_SEARCH_MAX_POOL];
    size_t count;
    bool full; /* some were not kept */
};

/* Every condition that the search can meet: those of the decisions in force
 * that it can reach, and the goal itself. Calls `visit` for each node. */
struct walk {
    const struct itk_search *search;
    struct itk_fact fact;
    struct points *points;
    void (*visit)(struct walk *walk, const struct itk_condition *leaf);
    struct pool *pool;
    size_t quantifiers; /* over the fact's list, once for each member outside */
    size_t chained;     /* leaves that compare two dates */
    size_t facts;       /* of the pool */
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

        if (walk->search->reached && !walk->search->reached[i])
            continue;
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

/* A leaf that compares days, for equality or order. */
static bool
is_order(const struct itk_condition *leaf)
{
    return leaf->kind == ITK_COND_BEFORE || leaf->kind == ITK_COND_AFTER ||
           (leaf->kind == ITK_COND_SAME && leaf->field->type == ITK_TYPE_DATE);
}

static void
visit_chain(struct walk *walk, const struct itk_condition *leaf)
{
    if (is_order(leaf) && leaf->other)
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

/* The members of `other` that may be compared with the fact: that of its own
 * list, all of another. */
struct range {
    size_t first, end;
};

static struct range
beside(const struct walk *walk, const struct itk_field *other)
{
    size_t count;

    if (!other->list)
        return (struct range){0, 1};
    if (other->list == walk->fact.list)
        return (struct range){walk->fact.member, walk->fact.member + 1};
    if (!itk_search_members(walk->search, other->list, &count))
        count = 0; /* none to compare with until that is assumed */
    return (struct range){0, count};
}

static void
add_fiscal_bound(struct walk *walk, const struct itk_condition *leaf,
                 const struct itk_field *other, int sign)
{
    const struct range range = beside(walk, other);
    bool open = false;

    for (size_t i = range.first; i < range.end; i++) {
        const struct itk_seen seen = itk_search_see(walk->search, other, i);

        if (seen.known)
            add_fiscal_year(walk, leaf, seen.value, sign);
        open |= !seen.known;
    }
    if (open)
        each_root(walk, leaf, sign, add_fiscal_fixed);
}

static void
add_around_other(struct walk *walk, const struct itk_field *other)
{
    const struct range range = beside(walk, other);

    for (size_t i = range.first; i < range.end; i++) {
        const struct itk_seen seen = itk_search_see(walk->search, other, i);

        if (seen.known)
            add_around(walk, seen.value);
    }
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
    if (!is_order(leaf))
        return;
    if (!leaf->other)
        add_around(walk, itk_date_to_days(leaf->date));
    else if (leaf->field == field || leaf->other == field)
        add_around_other(walk,
                         leaf->field == field ? leaf->other : leaf->field);
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

static bool
pool_has(const struct pool *pool, const struct itk_field *field)
{
    for (size_t i = 0; i < pool->count; i++) {
        if (pool->at[i] == field)
            return true;
    }
    return false;
}

static void
visit_same(struct walk *walk, const struct itk_condition *leaf)
{
    struct pool *pool = walk->pool;

    if (leaf->kind != ITK_COND_SAME ||
        pool_has(pool, leaf->field) == pool_has(pool, leaf->other))
        return;
    if (pool->count == ITK_COUNT(pool->at))
        pool->full = true;
    else
        pool->at[pool->count++] =
            pool_has(pool, leaf->field) ? leaf->other : leaf->field;
}

/* All that the fact's field is compared with, and what that is compared with.
 */
static void
fill_pool(struct walk *walk)
{
    size_t before;

    walk->pool->at[walk->pool->count++] = walk->fact.field;
    do {
        before = walk->pool->count;
        walk_all(walk, visit_same);
    } while (walk->pool->count != before);
    walk->points->too_many |= walk->pool->full;
}

/* How many facts a field of the pool stands for. */
static size_t
members_of(const struct walk *walk, const struct itk_field *field)
{
    size_t count;

    if (!field->list)
        return 1;
    if (itk_search_members(walk->search, field->list, &count))
        return count;
    return field->list->max < ITK_SEARCH_MAX_MEMBERS ? field->list->max
                                                     : ITK_SEARCH_MAX_MEMBERS;
}

static void
add_text(struct walk *walk, int64_t text)
{
    for (size_t i = 0; i < walk->points->count; i++) {
        if (itk_search_same_text(walk->search, walk->points->at[i], text))
            return;
    }
    add(walk->points, text);
}

/* The texts of the pool that are known by now, and one of its own. Whichever
 * facts are equal in the end, the first of them that was asked for has its own,
 * and the others find it here. Never one alone: two show whether it matters. */
static void
add_texts(struct walk *walk)
{
    fill_pool(walk);
    for (size_t i = 0; i < walk->pool->count; i++) {
        const struct itk_field *field = walk->pool->at[i];
        const size_t count = members_of(walk, field);

        for (size_t j = 0; j < count; j++) {
            const struct itk_seen seen = itk_search_see(walk->search, field, j);

            if (seen.known)
                add_text(walk, seen.value);
        }
    }
    add(walk->points, itk_search_text(walk->fact));
    if (walk->points->count == 1)
        add(walk->points, itk_search_another_text(walk->fact));
}

/* `many` numbers from there on, as far as the field takes them. */
static void
add_from(struct walk *walk, int64_t first, size_t many)
{
    const struct itk_field *field = walk->fact.field;

    for (size_t i = 0; i < many && first <= field->max; i++, first++) {
        if (first >= field->min)
            add(walk->points, first);
    }
}

static void
visit_bound(struct walk *walk, const struct itk_condition *leaf)
{
    if (leaf->kind != ITK_COND_NUMBER || !pool_has(walk->pool, leaf->field))
        return;
    if (leaf->least != INT64_MIN)
        add_from(walk, leaf->least, walk->facts);
    if (leaf->most != INT64_MAX)
        add_from(walk, leaf->most + 1, walk->facts);
}

/* Numbers that are compared with others: the known ones, and from each bound on
 * (of any of the fields) as many as there are facts that could all differ. */
static void
add_compared_numbers(struct walk *walk)
{
    const struct pool *pool = walk->pool;

    for (size_t i = 0; i < pool->count; i++)
        walk->facts += members_of(walk, pool->at[i]);
    for (size_t i = 0; i < pool->count; i++) {
        const struct itk_field *field = pool->at[i];
        const size_t count = members_of(walk, field);

        add_from(walk, field->min, walk->facts);
        if (field->max < INT64_MAX)
            add_from(walk, field->max + 1, walk->facts);
        for (size_t j = 0; j < count; j++) {
            const struct itk_seen seen = itk_search_see(walk->search, field, j);

            if (seen.known)
                add_from(walk, seen.value, 1);
        }
    }
    walk_all(walk, visit_bound);
}

/* Only what the field takes; when no bound falls into that, all of it is
 * alike. */
static void
add_numbers(struct walk *walk)
{
    const struct itk_field *field = walk->fact.field;
    struct points *points = walk->points;
    size_t kept = 0;

    fill_pool(walk);
    if (walk->pool->count > 1) {
        add_compared_numbers(walk);
        return;
    }
    walk_all(walk, visit_number);
    for (size_t i = 0; i < points->count; i++) {
        if (points->at[i] >= field->min && points->at[i] <= field->max)
            points->at[kept++] = points->at[i];
    }
    points->count = kept;
    if (!kept)
        add(points, field->min);
}

/* More than are tried, whatever it is. */
#define MANY (ITK_SEARCH_MAX_MEMBERS + 1)

/* A quantifier needs one witness at most for each way in which those around it
 * are bound: `times`, which is not sure when one of their lists is open. */
static void
count_quantifiers(struct walk *walk, const struct itk_condition *condition,
                  size_t times, bool sure)
{
    size_t count = 1;

    if (condition->kind == ITK_COND_SOME || condition->kind == ITK_COND_EVERY) {
        if (condition->list == walk->fact.list) {
            walk->quantifiers += times;
            walk->points->too_many |= !sure;
        } else if (!itk_search_members(walk->search, condition->list, &count)) {
            sure = false;
        }
        times *= count < MANY ? count : MANY;
        if (times > MANY)
            times = MANY;
    }
    for (size_t i = 0; i < condition->kids_count; i++)
        count_quantifiers(walk, &condition->kids[i], times, sure);
}

static void
count_root(struct walk *walk, const struct itk_condition *leaf,
           const struct itk_condition *root, int sign)
{
    (void)leaf;
    (void)sign;
    count_quantifiers(walk, root, 1, true);
}

/* A list with fewer members but some is like one with members that agree. */
static void
add_members(struct walk *walk)
{
    size_t count = ITK_SEARCH_MAX_MEMBERS;

    each_root(walk, NULL, 0, count_root);
    if (walk->quantifiers < count)
        count = walk->quantifiers ? walk->quantifiers : 1;
    walk->points->too_many |= walk->quantifiers > count;
    if (walk->fact.list->max <= count ||
        (walk->points->too_many &&
         walk->fact.list->max <= ITK_SEARCH_MAX_MEMBERS)) {
        count = walk->fact.list->max;
        walk->points->too_many = false;
    }
    add(walk->points, 0);
    add(walk->points, (int64_t)count);
}

static void
add_values(struct walk *walk)
{
    const struct itk_field *field = walk->fact.field;

    switch (field->type) {
    case ITK_TYPE_YES_NO:
        add(walk->points, 0);
        add(walk->points, 1);
        break;
    case ITK_TYPE_CHOICE:
        for (size_t i = 0; i < field->choices_count; i++)
            add(walk->points, (int64_t)i);
        break;
    case ITK_TYPE_DATE:
        add_dates(walk);
        break;
    case ITK_TYPE_NUMBER:
        add_numbers(walk);
        break;
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        add_texts(walk);
        break;
    }
}

size_t
itk_search_domain(const struct itk_search *search, struct itk_fact fact,
                  int64_t tries[ITK_SEARCH_MAX_TRIES], bool *whole)
{
    struct points points = {tries, 0, false};
    struct pool pool = {{NULL}, 0, false};
    struct walk walk = {
        .search = search, .fact = fact, .points = &points, .pool = &pool};

    if (fact.field)
        add_values(&walk);
    else
        add_members(&walk);
    *whole = !points.too_many;
    return points.count;
}
