/*
 * Gates as clauses (Tseitin 1968), with the simplest rewritings and a table so
 * that equal gates are one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "decide/gates.h"

struct itk_gate {
    size_t begin, count; /* inputs in the pool */
    int output;          /* 0: an empty place of the table */
};

void
itk_literals_add(struct itk_literals *literals, int literal)
{
    if (literals->count == literals->room) {
        literals->room = literals->room ? 2 * literals->room : 8;
        literals->at =
            itk_grow(literals->at, literals->room, sizeof(*literals->at));
    }
    literals->at[literals->count++] = literal;
}

void
itk_gates_init(struct itk_gates *gates, itk_sat *sat, size_t most)
{
    *gates = (struct itk_gates){.sat = sat, .most = most};
    gates->truth = itk_sat_variable(sat);
    itk_sat_clause(sat, &gates->truth, 1);
}

void
itk_gates_fini(struct itk_gates *gates)
{
    free(gates->pool);
    free(gates->table);
}

static int
by_variable(const void *a, const void *b)
{
    const int *x = a, *y = b;
    const int left = abs(*x), right = abs(*y);

    if (left != right)
        return left < right ? -1 : 1;
    return (*x > *y) - (*x < *y);
}

static size_t
hash(const int *inputs, size_t count)
{
    uint64_t value = UINT64_C(0xcbf29ce484222325); /* FNV-1a, 64 bits */

    for (size_t i = 0; i < count; i++) {
        value ^= (uint32_t)inputs[i];
        value *= UINT64_C(0x100000001b3);
    }
    return (size_t)(value ^ value >> 32);
}

static struct itk_gate *
find(struct itk_gates *gates, const int *inputs, size_t count)
{
    size_t at = hash(inputs, count) & (gates->room - 1);

    for (;; at = (at + 1) & (gates->room - 1)) {
        struct itk_gate *gate = &gates->table[at];

        if (!gate->output ||
            (gate->count == count && !memcmp(gates->pool + gate->begin, inputs,
                                             count * sizeof(*inputs))))
            return gate;
    }
}

static void
grow_table(struct itk_gates *gates)
{
    struct itk_gate *old = gates->table;
    const size_t room = gates->room;

    if (2 * (gates->count + 1) <= room)
        return;
    gates->room = room ? 2 * room : 256;
    gates->table = itk_alloc(gates->room * sizeof(*gates->table));
    for (size_t i = 0; i < room; i++) {
        if (old[i].output)
            *find(gates, gates->pool + old[i].begin, old[i].count) = old[i];
    }
    free(old);
}

static size_t
keep_inputs(struct itk_gates *gates, const int *inputs, size_t count)
{
    const size_t begin = gates->pool_count;

    if (begin + count > gates->pool_room) {
        gates->pool_room = 2 * (begin + count);
        gates->pool =
            itk_grow(gates->pool, gates->pool_room, sizeof(*gates->pool));
    }
    memcpy(gates->pool + begin, inputs, count * sizeof(*inputs));
    gates->pool_count += count;
    return begin;
}

/* The clauses of output = all inputs. */
static void
define(struct itk_gates *gates, int output, const int *inputs, size_t count)
{
    int *whole = itk_grow(NULL, count + 1, sizeof(*whole));

    for (size_t i = 0; i < count; i++) {
        itk_sat_clause(gates->sat, (const int[]){-output, inputs[i]}, 2);
        whole[i] = -inputs[i];
    }
    whole[count] = output;
    itk_sat_clause(gates->sat, whole, count + 1);
    free(whole);
}

/* Sorts, and drops what always holds or stands twice. False: never all. */
static bool
simplify(const struct itk_gates *gates, struct itk_literals *literals)
{
    size_t kept = 0;

    if (literals->count)
        qsort(literals->at, literals->count, sizeof(*literals->at),
              by_variable);
    for (size_t i = 0; i < literals->count; i++) {
        const int literal = literals->at[i];

        if (literal == -gates->truth ||
            (kept && literals->at[kept - 1] == -literal))
            return false;
        if (literal != gates->truth &&
            !(kept && literals->at[kept - 1] == literal))
            literals->at[kept++] = literal;
    }
    literals->count = kept;
    return true;
}

int
itk_gates_all(struct itk_gates *gates, struct itk_literals *literals)
{
    struct itk_gate *gate;

    if (!simplify(gates, literals))
        return -gates->truth;
    if (!literals->count)
        return gates->truth;
    if (literals->count == 1)
        return literals->at[0];
    grow_table(gates);
    gate = find(gates, literals->at, literals->count);
    if (gate->output)
        return gate->output;
    if (gates->most && gates->pool_count + literals->count > gates->most) {
        gates->full = true;
        return -gates->truth;
    }
    gate->begin = keep_inputs(gates, literals->at, literals->count);
    gate->count = literals->count;
    gate->output = itk_sat_variable(gates->sat);
    gates->count++;
    define(gates, gate->output, literals->at, literals->count);
    return gate->output;
}

int
itk_gates_any(struct itk_gates *gates, struct itk_literals *literals)
{
    for (size_t i = 0; i < literals->count; i++)
        literals->at[i] = -literals->at[i];
    return -itk_gates_all(gates, literals);
}

int
itk_gates_both(struct itk_gates *gates, int a, int b)
{
    int two[] = {a, b};
    struct itk_literals literals = {two, 2, 2};

    return itk_gates_all(gates, &literals);
}

int
itk_gates_either(struct itk_gates *gates, int a, int b)
{
    return -itk_gates_both(gates, -a, -b);
}
