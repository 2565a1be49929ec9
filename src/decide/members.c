/*
 * Counting the members that quantifiers need, until nothing more is needed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "decide/cone.h"
#include "decide/members.h"

#define MAX_LISTS  64u /* bits of a set */
#define MOST_WHOLE 6u  /* members of a list that is taken whole */

static uint64_t
bit_of(const struct itk_list *list)
{
    return UINT64_C(1) << list->index % MAX_LISTS;
}

/* The lists whose members a condition reads from outside. */
static uint64_t
outside(const struct itk_condition *condition)
{
    uint64_t lists = 0;

    if (condition->field && condition->field->list)
        lists |= bit_of(condition->field->list);
    if (condition->other && condition->other->list)
        lists |= bit_of(condition->other->list);
    for (size_t i = 0; i < condition->kids_count; i++)
        lists |= outside(&condition->kids[i]);
    return condition->list ? lists & ~bit_of(condition->list) : lists;
}

/* Do the lists outside hang on the quantifier's own? */
static bool
is_circular(const struct itk_cone *cone, const struct itk_condition *quantifier,
            uint64_t lists)
{
    for (size_t i = 0; i < cone->guide->dictionary.lists_count; i++) {
        if (lists >> i & 1 && cone->spans[i].depends & bit_of(quantifier->list))
            return true;
    }
    return false;
}

bool
itk_members_are_short(const struct itk_cone *cone,
                      const struct itk_condition *quantifier)
{
    const struct itk_span *span = &cone->spans[quantifier->list->index];
    uint64_t lists;

    if (span->all_short || span->whole)
        return span->all_short;
    if (!span->nested_short && !(span->depends & bit_of(quantifier->list)))
        return false;
    lists = outside(quantifier);
    return lists &&
           (span->nested_short || is_circular(cone, quantifier, lists));
}

/* Calls `visit` for every quantifier, and where a list is asked for. */
typedef void visit_list(struct itk_cone *cone,
                        const struct itk_condition *condition, size_t *more);

static void
walk(struct itk_cone *cone, const struct itk_condition *condition,
     visit_list *visit, size_t *more)
{
    if (condition->list)
        visit(cone, condition, more);
    for (size_t i = 0; i < condition->kids_count; i++)
        walk(cone, &condition->kids[i], visit, more);
}

static void
walk_all(struct itk_cone *cone, visit_list *visit, size_t *more)
{
    for (size_t i = 0; i < cone->roots_count; i++)
        walk(cone, cone->roots[i], visit, more);
}

static void
add_depends(struct itk_cone *cone, const struct itk_condition *condition,
            size_t *more)
{
    struct itk_span *span = &cone->spans[condition->list->index];

    (void)more;
    if (!span->whole)
        span->depends |= outside(condition);
}

static void
close_depends(struct itk_cone *cone)
{
    const size_t lists = cone->guide->dictionary.lists_count;

    walk_all(cone, add_depends, NULL);
    for (size_t round = 0; round < lists; round++) {
        for (size_t i = 0; i < lists; i++) {
            for (size_t j = 0; j < lists; j++) {
                if (cone->spans[i].depends >> j & 1)
                    cone->spans[i].depends |= cone->spans[j].depends;
            }
        }
    }
}

/* Short lists that go round in circles are taken with all their members: then
 * they hang on nothing. */
static bool
take_whole(struct itk_cone *cone)
{
    const struct itk_dictionary *dict = &cone->guide->dictionary;
    bool changed = false;

    for (size_t i = 0; i < dict->lists_count; i++) {
        struct itk_span *span = &cone->spans[i];

        if (!(span->depends >> i & 1) || dict->lists[i].max > MOST_WHOLE)
            continue;
        span->whole = true;
        changed = true;
    }
    for (size_t i = 0; changed && i < dict->lists_count; i++)
        cone->spans[i].depends = 0;
    return changed;
}

/* A number that stays near what is looked at. */
static size_t
limit(size_t members)
{
    return members <= ITK_MEMBERS_MAX ? members : ITK_MEMBERS_MAX + 1;
}

/* One for each combination of the members outside. */
static size_t
combinations(const struct itk_cone *cone, const struct itk_condition *condition)
{
    const uint64_t lists = outside(condition);
    size_t times = 1;

    for (size_t i = 0; i < cone->guide->dictionary.lists_count; i++) {
        if (lists >> i & 1)
            times = limit(times * cone->spans[i].members);
    }
    return times;
}

static void
add_need(struct itk_cone *cone, const struct itk_condition *condition,
         size_t *more)
{
    size_t *to = &more[condition->list->index];

    if (!itk_members_are_short(cone, condition) &&
        !cone->spans[condition->list->index].whole)
        *to = limit(*to + combinations(cone, condition));
}

/* What a short quantifier could use: so that cases are found. */
static void
add_use(struct itk_cone *cone, const struct itk_condition *condition,
        size_t *more)
{
    size_t *to = &more[condition->list->index];

    if (itk_members_are_short(cone, condition))
        *to = limit(*to + combinations(cone, condition));
}

static bool
grow(struct itk_cone *cone, size_t *more)
{
    const struct itk_dictionary *dict = &cone->guide->dictionary;
    bool changed = false;

    for (size_t i = 0; i < dict->lists_count; i++)
        more[i] = 0;
    walk_all(cone, add_need, more);
    for (size_t i = 0; i < dict->lists_count; i++) {
        const size_t most = dict->lists[i].max;
        const size_t found =
            more[i] < most && !cone->spans[i].whole ? more[i] : most;

        changed |= found > cone->spans[i].members;
        if (found > cone->spans[i].members)
            cone->spans[i].members = found;
    }
    return changed;
}

/* Where a list needs too many, its quantifiers come to be short: those inside
 * others first. True when one did: then the count begins again. */
static bool
shorten(struct itk_cone *cone)
{
    const size_t lists = cone->guide->dictionary.lists_count;
    bool changed = false;

    for (size_t i = 0; i < lists; i++) {
        struct itk_span *span = &cone->spans[i];

        if (span->members <= ITK_MEMBERS_MAX)
            continue;
        span->all_short = span->nested_short;
        span->nested_short = true;
        changed = true;
    }
    for (size_t i = 0; changed && i < lists; i++)
        cone->spans[i].members = 0;
    return changed;
}

void
itk_members_count(struct itk_cone *cone)
{
    const struct itk_dictionary *dict = &cone->guide->dictionary;
    size_t *more =
        itk_arena_array(cone->arena, dict->lists_count, sizeof(*more));

    if (dict->lists_count > MAX_LISTS) {
        cone->partial = true;
        return;
    }
    do
        close_depends(cone);
    while (take_whole(cone));
    do {
        while (grow(cone, more))
            continue;
    } while (shorten(cone));
    for (size_t i = 0; i < dict->lists_count; i++)
        more[i] = 0;
    walk_all(cone, add_use, more);
    for (size_t i = 0; i < dict->lists_count; i++) {
        struct itk_span *span = &cone->spans[i];
        const size_t most = dict->lists[i].max < ITK_MEMBERS_MAX
                                ? dict->lists[i].max
                                : ITK_MEMBERS_MAX;

        span->members += more[i];
        if (span->members > most)
            span->members = most;
    }
}
