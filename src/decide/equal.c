/*
 * The theory of equal texts: those that are equal are joined; two that are not
 * may not be joined by others.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "decide/equal.h"

struct pair {
    size_t a, b;
    int literal;
};

struct itk_equal {
    struct itk_gates *gates;
    struct pair *pairs;
    size_t pairs_count, pairs_room;
    size_t texts;
    size_t *class;  /* of each text: the first text that is equal to it */
    size_t *before; /* while a way is looked for: the pair that led here */
};

itk_equal *
itk_equal_new(struct itk_gates *gates)
{
    itk_equal *equal = itk_alloc(sizeof(*equal));

    *equal = (itk_equal){.gates = gates};
    return equal;
}

void
itk_equal_free(itk_equal *equal)
{
    if (!equal)
        return;
    free(equal->pairs);
    free(equal->class);
    free(equal->before);
    free(equal);
}

size_t
itk_equal_add(itk_equal *equal)
{
    const size_t made = equal->texts++;

    equal->class = itk_grow(equal->class, equal->texts, sizeof(*equal->class));
    equal->before =
        itk_grow(equal->before, equal->texts, sizeof(*equal->before));
    equal->class[made] = made;
    return made;
}

int
itk_equal_pair(itk_equal *equal, size_t a, size_t b)
{
    const size_t first = a < b ? a : b, second = a < b ? b : a;

    if (a == b)
        return equal->gates->truth;
    for (size_t i = 0; i < equal->pairs_count; i++) {
        if (equal->pairs[i].a == first && equal->pairs[i].b == second)
            return equal->pairs[i].literal;
    }
    if (equal->pairs_count == equal->pairs_room) {
        equal->pairs_room = equal->pairs_room ? 2 * equal->pairs_room : 16;
        equal->pairs =
            itk_grow(equal->pairs, equal->pairs_room, sizeof(*equal->pairs));
    }
    equal->pairs[equal->pairs_count] =
        (struct pair){first, second, itk_sat_variable(equal->gates->sat)};
    return equal->pairs[equal->pairs_count++].literal;
}

static void
join(itk_equal *equal, const itk_sat *sat)
{
    bool changed = true;

    for (size_t i = 0; i < equal->texts; i++)
        equal->class[i] = i;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < equal->pairs_count; i++) {
            const struct pair *pair = &equal->pairs[i];
            size_t *a = &equal->class[pair->a], *b = &equal->class[pair->b];

            if (*a == *b || !itk_sat_holds(sat, pair->literal))
                continue;
            *a = *b = *a < *b ? *a : *b;
            changed = true;
        }
    }
}

/* The pairs by which `to` is reached from `from`, breadth first; from `to`
 * back into the clause. */
static void
add_way(itk_equal *equal, const itk_sat *sat, size_t from, size_t to,
        struct itk_literals *clause)
{
    bool *met = itk_alloc(equal->texts * sizeof(*met));
    bool changed = true;

    met[from] = true;
    while (changed && !met[to]) {
        changed = false;
        for (size_t i = 0; i < equal->pairs_count; i++) {
            const struct pair *pair = &equal->pairs[i];

            if (met[pair->a] == met[pair->b] ||
                !itk_sat_holds(sat, pair->literal))
                continue;
            equal->before[met[pair->a] ? pair->b : pair->a] = i;
            met[pair->a] = met[pair->b] = true;
            changed = true;
        }
    }
    for (size_t at = to; at != from;) {
        const struct pair *pair = &equal->pairs[equal->before[at]];

        itk_literals_add(clause, -pair->literal);
        at = pair->a == at ? pair->b : pair->a;
    }
    free(met);
}

bool
itk_equal_check(itk_equal *equal, itk_sat *sat)
{
    bool good = true;

    itk_sat_spend(sat, equal->texts + equal->pairs_count);
    join(equal, sat);
    for (size_t i = 0; i < equal->pairs_count; i++) {
        const struct pair *pair = &equal->pairs[i];
        struct itk_literals clause = {0};

        if (itk_sat_holds(sat, pair->literal) ||
            equal->class[pair->a] != equal->class[pair->b])
            continue;
        itk_literals_add(&clause, pair->literal);
        add_way(equal, sat, pair->a, pair->b, &clause);
        itk_sat_clause(sat, clause.at, clause.count);
        free(clause.at);
        good = false;
    }
    return good;
}

size_t
itk_equal_class(const itk_equal *equal, size_t text)
{
    return equal->class[text];
}
