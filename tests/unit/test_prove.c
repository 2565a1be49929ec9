/*
 * Proofs about rules: faults that were put in are found, each with a case that
 * shows it to the evaluator; what has no fault is proved; what is too large is
 * not settled.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "decide/decide.h"
#include "tests/support/rule_guide.h"
#include "tests/unit/test_prove_rows.h"

static bool
is_about(const struct itk_proof *proof, const struct prove_row *row)
{
    if (proof->claim != row->claim ||
        (proof->decision && strcmp(proof->decision->id, "x")))
        return false;
    return !row->outcome || !strcmp(proof->outcome->id, row->outcome);
}

static const struct itk_proof *
proof_of(const itk_proofs *proofs, const struct prove_row *row)
{
    for (size_t i = 0; i < itk_proofs_count(proofs); i++) {
        if (is_about(itk_proofs_at(proofs, i), row))
            return itk_proofs_at(proofs, i);
    }
    fail_msg("no such proof");
    return NULL;
}

/* What stands inside the root element, without blanks and line ends. */
static void
body_of(struct itk_buf *out, const struct itk_guide *guide,
        const itk_case *data)
{
    struct itk_buf xml = ITK_BUF_INIT;
    char *at, *end;

    itk_case_write_xml(data, guide, &xml);
    at = strchr(strstr(xml.data, "<case"), '>') + 1;
    end = strstr(at, "</case>");
    for (; at < end; at++) {
        if (!strchr(" \n", *at))
            itk_buf_addc(out, *at);
    }
    itk_buf_free(&xml);
}

static const struct itk_answer *
answer_of(const itk_decisions *decisions, const struct itk_decision *decision)
{
    size_t i = 0;

    while (itk_decisions_at(decisions, i)->decision != decision)
        i++;
    return itk_decisions_at(decisions, i);
}

static void
check_holds(const struct itk_view *view, const struct itk_outcome *outcome)
{
    if (outcome->when)
        assert_int_equal(itk_eval(view, outcome->when, NULL, 0, NULL),
                         ITK_TRUE);
}

/* The case, read from its file, shows what the proof says. */
static void
check_shown(const struct itk_guide *guide, const struct itk_proof *proof)
{
    itk_case *data = rule_guide_again(guide, proof->data);
    itk_findings *found = itk_findings_new();
    itk_decisions *decisions = itk_decide(data, guide);
    const struct itk_view view = itk_decisions_view(decisions);
    const struct itk_answer *answer;

    itk_decide_constraints(data, guide, found);
    assert_int_equal(itk_findings_errors(found), 0);
    assert_ptr_equal(itk_decisions_revision(decisions), proof->revision);
    if (proof->decision) {
        answer = answer_of(decisions, proof->decision);
        if (proof->claim == ITK_CLAIM_TOTAL) {
            assert_null(answer->outcome);
            assert_int_equal(itk_decisions_missing(decisions, answer)->count,
                             0);
        } else if (proof->verdict == ITK_PROVED) {
            assert_ptr_equal(answer->outcome, proof->outcome);
        } else {
            check_holds(&view, proof->outcome);
            if (proof->claim == ITK_CLAIM_REACHABLE)
                assert_ptr_equal(answer->outcome, proof->other);
            else
                check_holds(&view, proof->other);
        }
    } else {
        assert_int_equal(
            itk_eval(&view, proof->stated->condition, NULL, 0, NULL),
            ITK_FALSE);
    }
    itk_decisions_free(decisions);
    itk_findings_free(found);
    itk_case_free(data);
}

static struct itk_guide *
load_row(const struct prove_row *row)
{
    struct itk_buf fields = ITK_BUF_INIT;
    struct itk_guide *guide;

    itk_buf_adds(&fields, prove_fields);
    itk_buf_adds(&fields, row->constraint ? row->constraint : "");
    guide = rule_guide_load(fields.data, row->rules);
    itk_buf_free(&fields);
    return guide;
}

static void
test_row(void **state)
{
    const struct prove_row *row = *state;
    struct itk_guide *guide = load_row(row);
    /* The later of the two revisions. */
    itk_proofs *proofs =
        itk_prove(guide, &guide->revisions.at[1], ITK_PROVE_EFFORT);
    const struct itk_proof *proof = proof_of(proofs, row);
    struct itk_buf body = ITK_BUF_INIT;

    assert_int_equal(proof->verdict, row->verdict);
    if (proof->claim == ITK_CLAIM_EXCLUSIVE || row->other) {
        assert_non_null(proof->other);
        assert_string_equal(proof->other->id, row->other);
    } else {
        assert_null(proof->other);
    }
    if (row->body) {
        assert_non_null(proof->data);
        body_of(&body, guide, proof->data);
        if (*row->body)
            assert_string_equal(body.data, row->body);
    } else {
        assert_null(proof->data);
    }
    for (size_t i = 0; i < itk_proofs_count(proofs); i++) {
        if (itk_proofs_at(proofs, i)->data)
            check_shown(guide, itk_proofs_at(proofs, i));
    }
    itk_buf_free(&body);
    itk_proofs_free(proofs);
    itk_guide_free(guide);
}

/* Contradictory constraints leave no case; a contradiction elsewhere is said
 * once, and not of every decision. */
static void
test_cases(void **state)
{
    struct itk_guide *guide = rule_guide_load(
        "<group id='w' ja='業務' en='Work'>"
        "<field id='start' type='date' ja='始' en='Start'/>"
        "<field id='big' type='yes-no' ja='大' en='Big'/></group>"
        "<constraint id='c' ja='誤' en='wrong' fields='w.start'>"
        "<before field='w.start' date='2024-04-01'/></constraint>"
        "<constraint id='d' ja='誤' en='wrong' fields='w.start'>"
        "<after field='w.start' date='2024-03-31'/></constraint>",
        CAN(BIG));
    itk_proofs *proofs = itk_prove(guide, NULL, ITK_PROVE_EFFORT);

    (void)state;
    /* Two revisions: cases, total, two outcomes each. */
    assert_int_equal(itk_proofs_count(proofs), 8);
    assert_int_equal(itk_proofs_at(proofs, 0)->claim, ITK_CLAIM_CASES);
    assert_int_equal(itk_proofs_at(proofs, 0)->verdict, ITK_REFUTED);
    assert_null(itk_proofs_at(proofs, 0)->data);
    assert_int_equal(itk_proofs_verdicts(proofs, ITK_REFUTED), 2);
    assert_int_equal(itk_proofs_verdicts(proofs, ITK_PROVED), 6);
    itk_proofs_free(proofs);
    itk_guide_free(guide);
}

/* The date of the contract decides which revision governs: under the former
 * one it cannot lie in the time of the later. */
static void
test_revision(void **state)
{
    struct itk_guide *guide = rule_guide_load(
        prove_fields,
        CAN("<not><before field='contract.date' date='2025-04-01'/></not>"));
    const struct itk_proof *proof;
    itk_proofs *proofs;

    (void)state;
    proofs = itk_prove(guide, &guide->revisions.at[0], ITK_PROVE_EFFORT);
    proof = itk_proofs_at(proofs, 2);
    assert_string_equal(proof->outcome->id, "a");
    assert_int_equal(proof->verdict, ITK_REFUTED);
    proof = itk_proofs_at(proofs, 3);
    assert_int_equal(proof->verdict, ITK_PROVED);
    check_shown(guide, proof);
    itk_proofs_free(proofs);
    proofs = itk_prove(guide, &guide->revisions.at[1], ITK_PROVE_EFFORT);
    assert_int_equal(itk_proofs_at(proofs, 2)->verdict, ITK_PROVED);
    assert_int_equal(itk_proofs_at(proofs, 3)->verdict, ITK_REFUTED);
    itk_proofs_free(proofs);
    itk_guide_free(guide);
}

/* Nothing is proved that was not searched through. */
static void
test_effort(void **state)
{
    struct itk_guide *guide = rule_guide_load(
        prove_fields, CAN(ALL("<before field='w.start' other='w.end'/>"
                              "<before field='w.end' other='w.last'/>"
                              "<after field='w.start' other='w.last'/>")));
    itk_proofs *proofs = itk_prove(guide, &guide->revisions.at[1], 0);

    (void)state;
    assert_string_equal(itk_proofs_at(proofs, 2)->outcome->id, "a");
    assert_int_equal(itk_proofs_at(proofs, 2)->verdict, ITK_NOT_SETTLED);
    assert_null(itk_proofs_at(proofs, 2)->data);
    itk_proofs_free(proofs);
    itk_guide_free(guide);
}

#define SOME(list, x) "<some list='" list "'>" x "</some>"
#define OUT_ON(list)                                                           \
    SOME(list, "<all><yes field='" list ".out'/>"                              \
               "<after field='" list ".on' date='2024-04-01'/></all>")

/* More quantifiers than members are looked at: what follows from what is looked
 * at is still proved, for lists of any size. */
static void
test_many_members(void **state)
{
    struct itk_buf rules = ITK_BUF_INIT;
    struct itk_guide *guide;
    itk_proofs *proofs;

    (void)state;
    itk_buf_adds(&rules, "<decision id='x' from='2023-04-01' ja='判' en='D'"
                         " cite='1'><outcome id='a' cite='1'><when><all>");
    for (int i = 0; i < 50; i++)
        itk_buf_adds(&rules, OUT_ON("item"));
    itk_buf_adds(&rules, "</all></when>" SAY IF(
                             "b", SOME("item", "<yes field='item.out'/>"))
                             ELSE("z") "</decision>");
    guide = rule_guide_load(prove_fields, rules.data);
    itk_buf_free(&rules);
    proofs = itk_prove(guide, &guide->revisions.at[1], ITK_PROVE_EFFORT);
    assert_int_equal(itk_proofs_verdicts(proofs, ITK_PROVED), 5);
    itk_proofs_free(proofs);
    itk_guide_free(guide);
}

static void
test_reads(void **state)
{
    struct itk_guide *guide = rule_guide_load(
        prove_fields,
        CAN(BIG) INVARIANT("i", SOME("place", "<yes field='place.out'/>")));
    const struct itk_dictionary *dict = &guide->dictionary;
    bool fields[64] = {false}, lists[8] = {false};

    (void)state;
    assert_true(dict->fields_count <= ITK_COUNT(fields));
    itk_prove_reads(guide, fields, lists);
    for (size_t i = 0; i < dict->fields_count; i++) {
        const char *id = dict->fields[i].id;

        assert_int_equal(fields[i],
                         !strcmp(id, "w.big") || !strcmp(id, "place.out"));
    }
    for (size_t i = 0; i < dict->lists_count; i++)
        assert_int_equal(lists[i], !strcmp(dict->lists[i].id, "place"));
    itk_guide_free(guide);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(prove_rows)];
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(test_cases),        cmocka_unit_test(test_revision),
        cmocka_unit_test(test_effort),       cmocka_unit_test(test_reads),
        cmocka_unit_test(test_many_members),
    };
    int failed;

    for (size_t i = 0; i < ITK_COUNT(prove_rows); i++)
        tests[i] = (struct CMUnitTest){prove_rows[i].name, test_row, NULL, NULL,
                                       &prove_rows[i]};
    failed = cmocka_run_group_tests_name("prove: rows", tests, NULL, NULL);
    return failed + cmocka_run_group_tests_name("prove", others, NULL, NULL);
}
