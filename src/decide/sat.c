/*
 * The search for an assignment: propagation by two watched literals, learning
 * at the first unique implication point, restarts after Luby.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "decide/order.h"
#include "decide/sat.h"

#define NO_CLAUSE     SIZE_MAX
#define RESTART_AFTER 100u

struct ints {
    int *at;
    size_t count, room;
};

struct refs {
    size_t *at;
    size_t count, room;
};

struct variable {
    signed char value; /* 1 holds, -1 does not, 0 open */
    bool phase;        /* its last value */
    bool seen;         /* while a conflict is analysed */
    bool model;        /* in the assignment found last */
    size_t level;
    size_t reason; /* the clause that forced it, or NO_CLAUSE */
};

struct itk_sat {
    struct ints clauses;        /* each: its size, its literals */
    struct variable *variables; /* from 1 on */
    struct refs *watches;       /* of each literal: clauses that watch it */
    size_t count, room;         /* of variables */
    struct itk_order order;     /* of open variables, by activity */
    struct ints trail;          /* literals that hold, in order */
    struct refs levels;         /* where each level begins in the trail */
    size_t propagated;          /* of the trail */
    struct ints added;          /* by the theory, as `clauses` */
    struct ints learnt;
    size_t spent; /* steps of the search at hand */
    bool broken;  /* no assignment at all */
};

static void
ints_add(struct ints *ints, int value)
{
    if (ints->count == ints->room) {
        ints->room = ints->room ? 2 * ints->room : 16;
        ints->at = itk_grow(ints->at, ints->room, sizeof(*ints->at));
    }
    ints->at[ints->count++] = value;
}

static void
refs_add(struct refs *refs, size_t value)
{
    if (refs->count == refs->room) {
        refs->room = refs->room ? 2 * refs->room : 4;
        refs->at = itk_grow(refs->at, refs->room, sizeof(*refs->at));
    }
    refs->at[refs->count++] = value;
}

static size_t
variable_of(int literal)
{
    return (size_t)(literal < 0 ? -literal : literal);
}

static struct refs *
watches_of(itk_sat *sat, int literal)
{
    return &sat->watches[2 * variable_of(literal) + (literal < 0)];
}

static int
value_of(const itk_sat *sat, int literal)
{
    const int value = sat->variables[variable_of(literal)].value;

    return literal < 0 ? -value : value;
}

itk_sat *
itk_sat_new(void)
{
    itk_sat *sat = itk_alloc(sizeof(*sat));

    *sat = (itk_sat){.count = 0};
    return sat;
}

void
itk_sat_free(itk_sat *sat)
{
    if (!sat)
        return;
    for (size_t i = 0; sat->count && i < 2 * (sat->count + 1); i++)
        free(sat->watches[i].at);
    free(sat->watches);
    free(sat->variables);
    free(sat->clauses.at);
    free(sat->trail.at);
    free(sat->levels.at);
    free(sat->added.at);
    free(sat->learnt.at);
    itk_order_fini(&sat->order);
    free(sat);
}

int
itk_sat_variable(itk_sat *sat)
{
    const size_t made = ++sat->count;

    if (made >= sat->room) {
        sat->room = sat->room ? 2 * sat->room : 64;
        sat->variables =
            itk_grow(sat->variables, sat->room, sizeof(*sat->variables));
        sat->watches =
            itk_grow(sat->watches, 2 * sat->room, sizeof(*sat->watches));
        if (made == 1)
            memset(sat->watches, 0, 2 * sizeof(*sat->watches));
    }
    sat->variables[made] = (struct variable){.reason = NO_CLAUSE};
    memset(&sat->watches[2 * made], 0, 2 * sizeof(*sat->watches));
    itk_order_add(&sat->order, made);
    return (int)made;
}

size_t
itk_sat_variables(const itk_sat *sat)
{
    return sat->count;
}

bool
itk_sat_holds(const itk_sat *sat, int literal)
{
    const bool holds = sat->variables[variable_of(literal)].model;

    return literal < 0 ? !holds : holds;
}

static void
enqueue(itk_sat *sat, int literal, size_t reason)
{
    struct variable *variable = &sat->variables[variable_of(literal)];

    assert(!variable->value);
    variable->value = literal < 0 ? -1 : 1;
    variable->phase = literal > 0;
    variable->level = sat->levels.count;
    variable->reason = reason;
    ints_add(&sat->trail, literal);
}

static void
backtrack(itk_sat *sat, size_t level)
{
    size_t keep;

    if (level >= sat->levels.count)
        return;
    keep = sat->levels.at[level];
    while (sat->trail.count > keep) {
        const size_t at = variable_of(sat->trail.at[--sat->trail.count]);

        sat->variables[at].value = 0;
        itk_order_back(&sat->order, at);
    }
    sat->levels.count = level;
    sat->propagated = keep;
}

/* Stores a clause of two literals or more and watches its first two. */
static size_t
store(itk_sat *sat, const int *literals, size_t count)
{
    const size_t made = sat->clauses.count;

    ints_add(&sat->clauses, (int)count);
    for (size_t i = 0; i < count; i++)
        ints_add(&sat->clauses, literals[i]);
    refs_add(watches_of(sat, literals[0]), made);
    refs_add(watches_of(sat, literals[1]), made);
    return made;
}

/* At level 0. Literals that are settled there, or stand twice, fall away. */
static void
add_clause(itk_sat *sat, int *literals, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        size_t j = 0;

        if (value_of(sat, literals[i]) > 0)
            return;
        while (j < kept && literals[j] != literals[i]) {
            if (literals[j] == -literals[i])
                return;
            j++;
        }
        if (j == kept && value_of(sat, literals[i]) == 0)
            literals[kept++] = literals[i];
    }
    if (!kept)
        sat->broken = true;
    else if (kept == 1)
        enqueue(sat, literals[0], NO_CLAUSE);
    else
        (void)store(sat, literals, kept);
}

void
itk_sat_clause(itk_sat *sat, const int *literals, size_t count)
{
    ints_add(&sat->added, (int)count);
    for (size_t i = 0; i < count; i++)
        ints_add(&sat->added, literals[i]);
}

/* Back to level 0, where the clauses that were handed over come in. */
static void
take_added(itk_sat *sat)
{
    backtrack(sat, 0);
    for (size_t at = 0; at < sat->added.count;) {
        const size_t count = (size_t)sat->added.at[at];

        add_clause(sat, &sat->added.at[at + 1], count);
        at += count + 1;
    }
    sat->added.count = 0;
}

/* Finds another literal for the clause to watch instead of literals[1]. */
static bool
watch_other(itk_sat *sat, size_t clause, int *literals)
{
    const size_t count = (size_t)sat->clauses.at[clause];

    for (size_t i = 2; i < count; i++) {
        if (value_of(sat, literals[i]) >= 0) {
            const int other = literals[i];

            literals[i] = literals[1];
            literals[1] = other;
            refs_add(watches_of(sat, other), clause);
            return true;
        }
    }
    return false;
}

/* What follows from `literal` not holding; a clause that breaks by it, or
 * NO_CLAUSE. */
static size_t
propagate_one(itk_sat *sat, int literal)
{
    struct refs *watches = watches_of(sat, literal);
    size_t kept = 0, broken = NO_CLAUSE;

    sat->spent += watches->count + 1;
    for (size_t i = 0; i < watches->count; i++) {
        const size_t clause = watches->at[i];
        int *literals = &sat->clauses.at[clause + 1];

        if (broken != NO_CLAUSE) {
            watches->at[kept++] = clause;
            continue;
        }
        if (literals[0] == literal) {
            literals[0] = literals[1];
            literals[1] = literal;
        }
        if (value_of(sat, literals[0]) <= 0 &&
            watch_other(sat, clause, literals))
            continue;
        watches->at[kept++] = clause;
        if (value_of(sat, literals[0]) < 0)
            broken = clause;
        else if (value_of(sat, literals[0]) == 0)
            enqueue(sat, literals[0], clause);
    }
    watches->count = kept;
    return broken;
}

static size_t
propagate(itk_sat *sat)
{
    size_t broken = NO_CLAUSE;

    while (broken == NO_CLAUSE && sat->propagated < sat->trail.count)
        broken = propagate_one(sat, -sat->trail.at[sat->propagated++]);
    return broken;
}

/* Marks the literals of a clause that is behind the conflict, from its
 * `from`-th on; returns how many of them belong to the level at hand. */
static size_t
mark_clause(itk_sat *sat, size_t clause, size_t from)
{
    const size_t count = (size_t)sat->clauses.at[clause];
    size_t here = 0;

    for (size_t i = from; i < count; i++) {
        const int literal = sat->clauses.at[clause + 1 + i];
        struct variable *variable = &sat->variables[variable_of(literal)];

        if (variable->seen || !variable->level)
            continue;
        variable->seen = true;
        itk_order_bump(&sat->order, variable_of(literal));
        if (variable->level == sat->levels.count)
            here++;
        else
            ints_add(&sat->learnt, literal);
    }
    return here;
}

/* Learns a clause from the conflict, into sat->learnt: its first literal is
 * the one that it forces, the second is of the level to go back to. */
static size_t
analyse(itk_sat *sat, size_t clause)
{
    size_t at = sat->trail.count, open = 0, level = 0;

    sat->learnt.count = 0;
    ints_add(&sat->learnt, 0);
    open = mark_clause(sat, clause, 0);
    for (;;) {
        struct variable *variable;

        do
            variable = &sat->variables[variable_of(sat->trail.at[--at])];
        while (!variable->seen || variable->level != sat->levels.count);
        variable->seen = false;
        if (--open == 0)
            break;
        /* The first literal is the one that the clause forced. */
        open += mark_clause(sat, variable->reason, 1);
    }
    sat->learnt.at[0] = -sat->trail.at[at];
    for (size_t i = 1; i < sat->learnt.count; i++) {
        struct variable *variable =
            &sat->variables[variable_of(sat->learnt.at[i])];

        variable->seen = false;
        if (variable->level > level) {
            const int literal = sat->learnt.at[i];

            level = variable->level;
            sat->learnt.at[i] = sat->learnt.at[1];
            sat->learnt.at[1] = literal;
        }
    }
    return level;
}

static void
learn(itk_sat *sat, size_t clause)
{
    const size_t level = analyse(sat, clause);
    size_t made = NO_CLAUSE;

    backtrack(sat, level);
    if (sat->learnt.count > 1)
        made = store(sat, sat->learnt.at, sat->learnt.count);
    enqueue(sat, sat->learnt.at[0], made);
    itk_order_decay(&sat->order);
}

/* The next literal to try: the assumptions first. 0: all is assigned. Sets
 * `against` when an assumption does not hold. */
static int
choose(itk_sat *sat, const int *assumptions, size_t count, bool *against)
{
    size_t at;

    while (sat->levels.count < count) {
        const int literal = assumptions[sat->levels.count];

        if (value_of(sat, literal) < 0) {
            *against = true;
            return 0;
        }
        if (!value_of(sat, literal))
            return literal;
        refs_add(&sat->levels, sat->trail.count);
    }
    while ((at = itk_order_take(&sat->order)) != 0) {
        if (!sat->variables[at].value)
            return sat->variables[at].phase ? (int)at : -(int)at;
    }
    return 0;
}

/* The sequence 1 1 2 1 1 2 4 ... (Luby, Sinclair, Zuckerman 1993). */
static size_t
luby(size_t i)
{
    size_t size = 1, power = 0;

    while (size < i + 1) {
        size = 2 * size + 1;
        power++;
    }
    while (size - 1 != i) {
        size = (size - 1) / 2;
        power--;
        i %= size;
    }
    return (size_t)1 << power;
}

static void
keep_model(itk_sat *sat)
{
    for (size_t i = 1; i <= sat->count; i++)
        sat->variables[i].model = sat->variables[i].value > 0;
}

/* A full assignment: does it stand? Otherwise the search goes on with what the
 * theory has added. */
static bool
stands(itk_sat *sat, const struct itk_sat_theory *theory)
{
    keep_model(sat);
    sat->spent += sat->count;
    if (theory->check(theory->self, sat))
        return true;
    assert(sat->added.count);
    take_added(sat);
    return false;
}

static enum itk_sat_answer
search(itk_sat *sat, const int *assumptions, size_t count, size_t most,
       const struct itk_sat_theory *theory)
{
    size_t run = 0, left = RESTART_AFTER;

    take_added(sat);
    while (!sat->broken && sat->spent <= most) {
        const size_t clause = propagate(sat);
        bool against = false;
        int literal;

        if (clause != NO_CLAUSE) {
            if (!sat->levels.count)
                sat->broken = true;
            else
                learn(sat, clause);
            if (left)
                left--;
        } else if (!left) {
            left = RESTART_AFTER * luby(++run);
            backtrack(sat, 0);
        } else if ((literal = choose(sat, assumptions, count, &against))) {
            refs_add(&sat->levels, sat->trail.count);
            enqueue(sat, literal, NO_CLAUSE);
        } else if (against) {
            return ITK_SAT_NO;
        } else if (stands(sat, theory)) {
            return ITK_SAT_YES;
        }
    }
    return sat->broken ? ITK_SAT_NO : ITK_SAT_LIMIT;
}

enum itk_sat_answer
itk_sat_solve(itk_sat *sat, const int *assumptions, size_t count, size_t *left,
              const struct itk_sat_theory *theory)
{
    enum itk_sat_answer answer;

    sat->spent = 0;
    answer = search(sat, assumptions, count, *left, theory);
    *left -= sat->spent < *left ? sat->spent : *left;
    return answer;
}

void
itk_sat_spend(itk_sat *sat, size_t steps)
{
    sat->spent += steps;
}
