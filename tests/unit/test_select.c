/*
 * Selection under a revision: clauses that are not there yet or no more,
 * required and supplementary ones without a condition, exemptions over a list,
 * what the drafter changes, and a refusal beside it. (More of it, on another
 * guideline, in test_plan.c.)
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/test_town.h"

#define OVER(clause, action, reason)                                           \
    "<override><clause>" clause "</clause><action>" action "</action>" reason  \
    "</override>"
#define WHY     "<reason>訳</reason>"
#define LOCK(x) "<place><name>a</name><lock>" x "</lock></place>"
#define OPEN    "<place><name>a</name></place>"

static struct row {
    const char *name;
    const char *body;
    const char *clause;
    bool in;
    enum itk_why why;
    const char *reason;
    const char *title; /* NULL: no version in force */
    int finding;       /* message, or -1 */
    enum itk_severity severity;
} rows[] = {
    {"mandatory: the version of the revision", TOWN_DATE, "m1", true,
     ITK_WHY_ALWAYS, "", "旧", -1, 0},
    {"mandatory: the later version", TOWN_LATE, "m1", true, ITK_WHY_ALWAYS, "",
     "新", -1, 0},
    {"mandatory: the newest without a date", "", "m1", true, ITK_WHY_ALWAYS, "",
     "新", -1, 0},
    {"mandatory: not there yet", TOWN_DATE, "m2", false, ITK_WHY_NO_CONDITION,
     "", NULL, -1, 0},
    {"mandatory: there later", TOWN_LATE, "m2", true, ITK_WHY_ALWAYS, "", "後",
     -1, 0},
    {"measure: dropped", TOWN_LATE, "a1", false, ITK_WHY_NO_CONDITION, "", NULL,
     -1, 0},
    {"measure: exempt when every member is", TOWN_DATE LOCK("yes") LOCK("yes"),
     "a2", false, ITK_WHY_EXEMPT, "", "鍵", -1, 0},
    {"measure: not when one is not", TOWN_DATE LOCK("yes") LOCK("no"), "a2",
     true, ITK_WHY_MEASURE, "", "鍵", -1, 0},
    {"measure: unproved when one is open", TOWN_DATE LOCK("yes") OPEN, "a2",
     true, ITK_WHY_UNPROVED, "", "鍵", -1, 0},
    {"measure: unproved without the list", TOWN_DATE, "a2", true,
     ITK_WHY_UNPROVED, "", "鍵", -1, 0},
    {"required without a condition", TOWN_DATE, "r1", true, ITK_WHY_ALWAYS, "",
     "必", -1, 0},
    {"supplementary without a condition", TOWN_DATE, "s1", false,
     ITK_WHY_NO_CONDITION, "", "補", -1, 0},
    {"supplementary: included", TOWN_DATE OVER("s1", "include", WHY), "s1",
     true, ITK_WHY_DRAFTER_IN, "訳", "補", -1, 0},
    {"measure: exempt, included all the same",
     TOWN_DATE LOCK("yes") OVER("a2", "include", WHY), "a2", true,
     ITK_WHY_DRAFTER_IN, "訳", "鍵", -1, 0},
    {"measure: unproved, left out", TOWN_DATE OVER("a2", "leave-out", WHY),
     "a2", false, ITK_WHY_DRAFTER_OUT, "訳", "鍵", -1, 0},
    {"required without a condition stays",
     TOWN_DATE OVER("r1", "leave-out", WHY), "r1", true, ITK_WHY_ALWAYS, "",
     "必", ITK_MSG_OVERRIDE_MANDATORY, ITK_SEV_ERROR},
    {"mandatory included is no error", TOWN_DATE OVER("m1", "include", WHY),
     "m1", true, ITK_WHY_ALWAYS, "", "旧", ITK_MSG_OVERRIDE_ALREADY_IN,
     ITK_SEV_WARNING},
    {"exempt and left out is no error",
     TOWN_DATE LOCK("yes") OVER("a2", "leave-out", WHY), "a2", false,
     ITK_WHY_EXEMPT, "", "鍵", ITK_MSG_OVERRIDE_ALREADY_OUT, ITK_SEV_WARNING},
    {"nothing to include yet", TOWN_DATE OVER("m2", "include", WHY), "m2",
     false, ITK_WHY_NO_CONDITION, "", NULL, ITK_MSG_OVERRIDE_NO_VERSION,
     ITK_SEV_ERROR},
    {"nothing to leave out any more", TOWN_LATE OVER("a1", "leave-out", WHY),
     "a1", false, ITK_WHY_NO_CONDITION, "", NULL, ITK_MSG_OVERRIDE_NO_VERSION,
     ITK_SEV_ERROR},
    {"no such clause", TOWN_DATE OVER("a9", "leave-out", WHY), "a1", true,
     ITK_WHY_MEASURE, "", "措", ITK_MSG_OVERRIDE_NO_CLAUSE, ITK_SEV_ERROR},
    {"no reason", TOWN_DATE OVER("a1", "leave-out", ""), "a1", true,
     ITK_WHY_MEASURE, "", "措", ITK_MSG_OVERRIDE_INCOMPLETE, ITK_SEV_ERROR},
    {"no action",
     TOWN_DATE "<override><clause>a1</clause><reason>訳</reason></override>",
     "a1", true, ITK_WHY_MEASURE, "", "措", ITK_MSG_OVERRIDE_INCOMPLETE,
     ITK_SEV_ERROR},
    {"result of no clause", TOWN_DATE "<result><item>m9</item></result>", "m1",
     true, ITK_WHY_ALWAYS, "", "旧", ITK_MSG_RESULT_NO_CLAUSE, ITK_SEV_ERROR},
    {"result of a clause that is not asked for",
     TOWN_DATE "<result><item>r1</item></result>", "r1", true, ITK_WHY_ALWAYS,
     "", "必", ITK_MSG_RESULT_NO_CLAUSE, ITK_SEV_ERROR},
    {"result of a clause that is left out",
     TOWN_DATE LOCK("yes") "<result><item>a2</item></result>", "a2", false,
     ITK_WHY_EXEMPT, "", "鍵", ITK_MSG_RESULT_LEFT_OUT, ITK_SEV_WARNING},
    {"result of nothing", TOWN_DATE "<result><done>書</done></result>", "m1",
     true, ITK_WHY_ALWAYS, "", "旧", ITK_MSG_RESULT_UNNAMED, ITK_SEV_ERROR},
    {"result of a clause", TOWN_DATE "<result><item>m1</item></result>", "m1",
     true, ITK_WHY_ALWAYS, "", "旧", -1, 0},
    {"left out twice",
     TOWN_DATE OVER("a1", "leave-out", WHY) OVER("a1", "leave-out", WHY), "a1",
     false, ITK_WHY_DRAFTER_OUT, "訳", "措", ITK_MSG_OVERRIDE_ALREADY_OUT,
     ITK_SEV_WARNING},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct itk_selected *selected;
    struct town town;

    town_open(&town, row->body);
    selected =
        &town.selection->at[itk_guide_clause(town.guide, row->clause)->index];
    assert_string_equal(selected->clause->id, row->clause);
    assert_int_equal(selected->in, row->in);
    assert_int_equal(selected->why, row->why);
    assert_string_equal(selected->reason, row->reason);
    assert_int_equal(selected->version != NULL, row->title != NULL);
    if (row->title)
        assert_string_equal(selected->version->title, row->title);
    assert_int_equal(itk_findings_count(town.found), row->finding >= 0);
    if (row->finding >= 0) {
        const struct itk_finding *one = itk_findings_at(town.found, 0);

        assert_int_equal(one->id, row->finding);
        assert_int_equal(one->severity, row->severity);
        assert_string_equal(one->file, "c1.xml");
    }
    town_close(&town);
}

/* The outcome that refuses is found; an unknown one does not refuse yet. */
static void
test_refusal(void **state)
{
    static const struct {
        const char *body;
        bool refused;
    } cases[] = {
        {TOWN_DATE "<work><bad>yes</bad></work>", true},
        {TOWN_DATE "<work><bad>no</bad></work>", false},
        {TOWN_DATE, false},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++) {
        const struct itk_answer *refusal;
        struct town town;

        town_open(&town, cases[i].body);
        refusal = itk_decisions_refusal(town.decisions);
        assert_int_equal(refusal != NULL, cases[i].refused);
        if (refusal) {
            assert_string_equal(refusal->decision->id, "fit");
            assert_true(refusal->outcome->refuse);
        }
        town_close(&town);
    }
}

/* Only what the governing revision asks is answered. */
static void
test_asked(void **state)
{
    struct town town;

    (void)state;
    town_open(&town, TOWN_DATE);
    assert_int_equal(itk_decisions_count(town.decisions), 1);
    assert_null(itk_decisions_outcome(town.decisions, "new"));
    town_close(&town);
    town_open(&town, TOWN_LATE);
    assert_int_equal(itk_decisions_count(town.decisions), 2);
    assert_string_equal(itk_decisions_outcome(town.decisions, "new")->id,
                        "yes");
    assert_null(itk_decisions_outcome(town.decisions, "fit"));
    assert_null(itk_decisions_outcome(town.decisions, "none"));
    assert_int_equal(itk_decisions_revision(town.decisions)->date.year, 2026);
    town_close(&town);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 2];

    memset(tests, 0, sizeof(tests));
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] = (struct CMUnitTest){.name = rows[i].name,
                                       .test_func = test_row,
                                       .initial_state = &rows[i]};
    tests[ITK_COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(test_refusal);
    tests[ITK_COUNT(rows) + 1] =
        (struct CMUnitTest)cmocka_unit_test(test_asked);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
