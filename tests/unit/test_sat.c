/*
 * The search for an assignment against trying all of them; what cannot be; its
 * assumptions, limit and theory. Gates; texts that are equal.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "decide/equal.h"
#include "decide/gates.h"
#include "decide/sat.h"

#define VARIABLES 12
#define MANY      100000000u

static uint64_t seed = 1;

static unsigned
pick(unsigned below) /* xorshift64* (Vigna 2016) */
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (unsigned)(seed * UINT64_C(2685821657736338717) >> 33) % below;
}

static enum itk_sat_answer
solve(itk_sat *sat, const int *assumptions, size_t count, size_t left,
      const struct itk_sat_theory *theory)
{
    return itk_sat_solve(sat, assumptions, count, &left, theory);
}

static bool
agree(void *self, itk_sat *sat)
{
    (void)self;
    (void)sat;
    return true;
}

static const struct itk_sat_theory none = {agree, NULL};

static bool
holds_in(unsigned bits, int literal)
{
    const bool holds = bits >> (abs(literal) - 1) & 1;

    return literal < 0 ? !holds : holds;
}

static bool
is_model(int clauses[][3], size_t count, unsigned bits)
{
    for (size_t i = 0; i < count; i++) {
        if (!holds_in(bits, clauses[i][0]) && !holds_in(bits, clauses[i][1]) &&
            !holds_in(bits, clauses[i][2]))
            return false;
    }
    return true;
}

/* Is there one in which the assumption holds? */
static bool
has_model(int clauses[][3], size_t count, int assumption)
{
    for (unsigned bits = 0; bits < 1u << VARIABLES; bits++) {
        if (holds_in(bits, assumption) && is_model(clauses, count, bits))
            return true;
    }
    return false;
}

/* Around as many clauses as make the question hard (4.3 for each variable). */
static void
test_random(void **state)
{
    size_t yes = 0, no = 0;

    (void)state;
    for (int run = 0; run < 200; run++) {
        int clauses[60][3];
        const size_t count = 40 + pick(20);
        itk_sat *sat = itk_sat_new();

        for (int i = 0; i < VARIABLES; i++)
            assert_int_equal(itk_sat_variable(sat), i + 1);
        for (size_t i = 0; i < count; i++) {
            for (int j = 0; j < 3; j++)
                clauses[i][j] = ((int)pick(VARIABLES) + 1) * (pick(2) ? 1 : -1);
            itk_sat_clause(sat, clauses[i], 3);
        }
        /* The same search again and again, under other assumptions. */
        for (int literal = 1; literal <= VARIABLES; literal++) {
            const enum itk_sat_answer answer =
                solve(sat, &literal, 1, MANY, &none);
            unsigned bits = 0;

            assert_int_equal(answer, has_model(clauses, count, literal)
                                         ? ITK_SAT_YES
                                         : ITK_SAT_NO);
            yes += answer == ITK_SAT_YES;
            no += answer == ITK_SAT_NO;
            if (answer == ITK_SAT_NO)
                continue;
            for (int i = 0; i < VARIABLES; i++)
                bits |= (unsigned)itk_sat_holds(sat, i + 1) << i;
            assert_true(holds_in(bits, literal));
            assert_true(is_model(clauses, count, bits));
        }
        itk_sat_free(sat);
    }
    assert_true(yes > 300 && no > 300);
}

/* Seven things into six places, one each. */
static void
test_pigeons(void **state)
{
    itk_sat *sat = itk_sat_new();
    int in[7][6];

    (void)state;
    for (int i = 0; i < 7; i++) {
        for (int j = 0; j < 6; j++)
            in[i][j] = itk_sat_variable(sat);
        itk_sat_clause(sat, in[i], 6);
        for (int k = 0; k < i; k++) {
            for (int j = 0; j < 6; j++)
                itk_sat_clause(sat, (const int[]){-in[i][j], -in[k][j]}, 2);
        }
    }
    assert_int_equal(solve(sat, NULL, 0, 100, &none), ITK_SAT_LIMIT);
    assert_int_equal(solve(sat, NULL, 0, MANY, &none), ITK_SAT_NO);
    assert_int_equal(solve(sat, NULL, 0, MANY, &none), ITK_SAT_NO);
    itk_sat_free(sat);
}

/* Takes only assignments in which exactly two of three hold. */
static bool
two_of_three(void *self, itk_sat *sat)
{
    size_t *asked = self;
    int clause[3], held = 0;

    (*asked)++;
    for (int i = 0; i < 3; i++) {
        held += itk_sat_holds(sat, i + 1);
        clause[i] = itk_sat_holds(sat, i + 1) ? -(i + 1) : i + 1;
    }
    if (held == 2)
        return true;
    itk_sat_clause(sat, clause, 3);
    return false;
}

static void
test_theory(void **state)
{
    size_t asked = 0;
    const struct itk_sat_theory theory = {two_of_three, &asked};
    const int first = -1, both[] = {-1, -2};
    itk_sat *sat = itk_sat_new();

    (void)state;
    for (int i = 0; i < 3; i++)
        (void)itk_sat_variable(sat);
    assert_int_equal(solve(sat, &first, 1, MANY, &theory), ITK_SAT_YES);
    assert_false(itk_sat_holds(sat, 1));
    assert_true(itk_sat_holds(sat, 2) && itk_sat_holds(sat, 3));
    assert_int_equal(solve(sat, both, 2, MANY, &theory), ITK_SAT_NO);
    assert_true(asked > 1 && asked <= 8);
    itk_sat_free(sat);
}

static void
test_gates(void **state)
{
    itk_sat *sat = itk_sat_new();
    struct itk_gates gates;
    int a, b, both;

    (void)state;
    itk_gates_init(&gates, sat, 4);
    a = itk_sat_variable(sat);
    b = itk_sat_variable(sat);
    both = itk_gates_both(&gates, a, b);
    assert_int_equal(itk_gates_both(&gates, b, a), both);
    assert_int_equal(itk_gates_either(&gates, -a, -b), -both);
    assert_int_equal(itk_gates_both(&gates, a, a), a);
    assert_int_equal(itk_gates_both(&gates, a, gates.truth), a);
    assert_int_equal(itk_gates_both(&gates, a, -gates.truth), -gates.truth);
    assert_int_equal(itk_gates_both(&gates, a, -a), -gates.truth);
    assert_int_equal(itk_gates_either(&gates, a, -a), gates.truth);
    assert_int_equal(solve(sat, (const int[]){both, -b}, 2, MANY, &none),
                     ITK_SAT_NO);
    assert_int_equal(solve(sat, (const int[]){-both, a, b}, 3, MANY, &none),
                     ITK_SAT_NO);
    assert_int_equal(solve(sat, (const int[]){-both, a}, 2, MANY, &none),
                     ITK_SAT_YES);
    assert_false(gates.full);
    (void)itk_gates_both(&gates, -a, b);
    assert_false(gates.full);
    (void)itk_gates_both(&gates, a, -b);
    assert_true(gates.full);
    itk_gates_fini(&gates);
    itk_sat_free(sat);
}

static bool
check_equal(void *self, itk_sat *sat)
{
    return itk_equal_check(self, sat);
}

/* A chain of equal texts: its ends are equal as well. */
static void
test_equal(void **state)
{
    itk_sat *sat = itk_sat_new();
    struct itk_gates gates;
    itk_equal *texts;
    size_t at[6];
    int chain[6];

    (void)state;
    itk_gates_init(&gates, sat, 0);
    texts = itk_equal_new(&gates);
    for (size_t i = 0; i < 6; i++)
        at[i] = itk_equal_add(texts);
    for (size_t i = 0; i < 5; i++)
        chain[i] = itk_equal_pair(texts, at[i], at[i + 1]);
    chain[5] = -itk_equal_pair(texts, at[5], at[0]);
    {
        const struct itk_sat_theory theory = {check_equal, texts};

        assert_int_equal(solve(sat, chain, 6, MANY, &theory), ITK_SAT_NO);
        assert_int_equal(solve(sat, chain + 1, 5, MANY, &theory), ITK_SAT_YES);
        assert_int_equal(itk_equal_class(texts, at[1]),
                         itk_equal_class(texts, at[5]));
        assert_int_not_equal(itk_equal_class(texts, at[0]),
                             itk_equal_class(texts, at[5]));
    }
    assert_int_equal(itk_equal_pair(texts, at[2], at[1]), chain[1]);
    assert_int_equal(itk_equal_pair(texts, at[2], at[2]), gates.truth);
    itk_equal_free(texts);
    itk_gates_fini(&gates);
    itk_sat_free(sat);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random), cmocka_unit_test(test_pigeons),
        cmocka_unit_test(test_theory), cmocka_unit_test(test_gates),
        cmocka_unit_test(test_equal),
    };

    return cmocka_run_group_tests_name("sat", tests, NULL, NULL);
}
