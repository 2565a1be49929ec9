/*
 * Decisions in three values: Kleene's leaves and trees, completions, what would
 * settle an unknown, revisions, constraints.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/city.h"

#define WORK(x)   "<work>" x "</work>"
#define BIG(x)    "<big>" x "</big>"
#define OUT(x, y) "<place><out>" x "</out><system>" y "</system></place>"

static struct row {
    const char *name;
    const char *body;
    const char *decision;
    const char *want;    /* NULL: unknown */
    const char *missing; /* ids joined by blanks, in order */
} rows[] = {
    {"any: one true is enough", WORK(BIG("yes")), "size", "large", ""},
    {"any: nothing known", "", "size", NULL, "work.big work.count"},
    {"any: one false leaves the other", WORK(BIG("no")), "size", NULL,
     "work.count"},
    {"number: at the bound", WORK(BIG("no") "<count>10</count>"), "size",
     "large", ""},
    {"number: below the bound", WORK(BIG("no") "<count>9</count>"), "size",
     "small", ""},
    {"number: below, the rest open", WORK("<count>9</count>"), "size", NULL,
     "work.big"},
    {"some: an empty list", "<place none='yes'/>", "review", "not", ""},
    {"some: a list not known", "", "review", NULL, "place"},
    {"some: one member does", OUT("no", "yes") OUT("yes", "yes"), "review",
     "needed", ""},
    {"some: never both in one member", OUT("no", "yes") OUT("yes", "no"),
     "review", "not", ""},
    {"some: a member's field is open",
     "<place><name>a</name><out>yes</out></place>", "review", NULL,
     "place.system"},
    {"some: open but decided by another member",
     "<place><name>a</name><out>yes</out></place>" OUT("yes", "yes"), "review",
     "needed", ""},
    {"all completions agree", "", "same", "yes", ""},
    {"fiscal years: two",
     WORK("<start>2027-03-31</start><trained>2024-04-01</trained>"), "trained",
     "recent", ""},
    {"fiscal years: three",
     WORK("<start>2027-04-01</start><trained>2024-04-01</trained>"), "trained",
     "old", ""},
    {"fiscal years: one date open", WORK("<start>2027-04-01</start>"),
     "trained", NULL, "work.trained"},
    {"fiscal years: the other date open", WORK("<trained>2024-04-01</trained>"),
     "trained", NULL, "work.start"},
    {"dates: after", WORK("<start>2026-04-01</start><end>2026-04-02</end>"),
     "order", "right", ""},
    {"dates: the same day",
     WORK("<start>2026-04-01</start><end>2026-04-01</end>"), "order", "wrong",
     ""},
    {"dates: one open", WORK("<start>2026-04-01</start>"), "order", NULL,
     "work.end"},
    {"decisions: both", WORK(BIG("yes")) OUT("yes", "yes"), "both", "yes", ""},
    {"decisions: one is enough against", "<place none='yes'/>", "both", "no",
     ""},
    {"decisions: one open", WORK(BIG("yes")), "both", NULL, "place"},
};

static const struct itk_answer *
answer_of(const struct city *city, const char *id)
{
    for (size_t i = 0; i < itk_decisions_count(city->decisions); i++) {
        const struct itk_answer *answer = itk_decisions_at(city->decisions, i);

        if (!strcmp(answer->decision->id, id))
            return answer;
    }
    fail_msg("no decision %s", id);
    return NULL;
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_buf missing = ITK_BUF_INIT;
    const struct itk_answer *answer;
    const struct itk_facts *facts;
    struct city city;

    city_open(&city, row->body);
    answer = answer_of(&city, row->decision);
    if (row->want) {
        assert_non_null(answer->outcome);
        assert_string_equal(answer->outcome->id, row->want);
    } else {
        assert_null(answer->outcome);
    }
    facts = itk_decisions_missing(city.decisions, answer);
    for (size_t i = 0; i < facts->count; i++) {
        const struct itk_fact *fact = &facts->at[i];

        itk_buf_adds(&missing, i ? " " : "");
        itk_buf_adds(&missing, fact->field ? fact->field->id : fact->list->id);
    }
    assert_string_equal(missing.data, row->missing);
    itk_buf_free(&missing);
    city_close(&city);
}

/* Of `any`, only the part that decides is behind the answer. */
static void
test_grounds(void **state)
{
    const struct itk_answer *answer;
    struct city city;

    (void)state;
    city_open(&city, WORK(BIG("no") "<count>12</count>"));
    answer = answer_of(&city, "size");
    assert_int_equal(answer->grounds.facts.count, 1);
    assert_string_equal(answer->grounds.facts.at[0].field->id, "work.count");
    city_close(&city);
    city_open(&city, WORK(BIG("yes")) OUT("yes", "yes"));
    answer = answer_of(&city, "both");
    assert_int_equal(answer->grounds.decisions_count, 2);
    assert_int_equal(answer->grounds.facts.count, 0);
    city_close(&city);
}

static void
test_revision(void **state)
{
    static const struct {
        const char *date;
        enum itk_governed want;
        size_t answers;
    } cases[] = {
        {"<contract><date>2023-04-01</date></contract>", ITK_GOVERNED, 6},
        {"<contract><date>2023-03-31</date></contract>", ITK_GOVERNED_OLD, 0},
        {"<contract><date>2020-03-31</date></contract>", ITK_GOVERNED_NONE, 0},
        {"", ITK_GOVERNED_UNKNOWN, 6},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++) {
        struct city city;

        city_open(&city, cases[i].date);
        assert_int_equal(itk_decisions_governed(city.decisions), cases[i].want);
        assert_int_equal(itk_decisions_count(city.decisions), cases[i].answers);
        city_close(&city);
    }
}

/* Whatever the contract's date says, or when it says nothing. */
static void
test_under(void **state)
{
    static const char *const dates[] = {
        "", "<contract><date>2020-03-31</date></contract>",
        "<contract><date>2023-03-31</date></contract>"};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(dates); i++) {
        struct city city;
        itk_decisions *under;

        city_open(&city, dates[i]);
        under = itk_decide_under(city.data, city.guide,
                                 &city.guide->revisions.at[1]);
        assert_int_equal(itk_decisions_governed(under), ITK_GOVERNED);
        assert_ptr_equal(itk_decisions_revision(under),
                         &city.guide->revisions.at[1]);
        assert_int_equal(itk_decisions_view(under).revision.year, 2023);
        assert_int_equal(itk_decisions_count(under), 6);
        assert_string_equal(itk_decisions_outcome(under, "same")->id, "yes");
        itk_decisions_free(under);
        city_close(&city);
    }
}

static void
test_constraint(void **state)
{
    const struct itk_finding *one;
    struct city city;

    (void)state;
    city_open(&city, WORK("<start>2026-04-02</start><end>2026-04-01</end>"));
    assert_int_equal(itk_findings_errors(city.found), 1);
    one = itk_findings_at(city.found, 0);
    assert_int_equal(one->id, ITK_MSG_CASE_CONTRADICTION);
    assert_string_equal(one->field, "work.end");
    city_close(&city);
    city_open(&city, WORK("<start>2026-04-02</start><end>2026-04-02</end>"));
    assert_int_equal(itk_findings_errors(city.found), 0);
    city_close(&city);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 4];

    memset(tests, 0, sizeof(tests));
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] = (struct CMUnitTest){.name = rows[i].name,
                                       .test_func = test_row,
                                       .initial_state = &rows[i]};
    tests[ITK_COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(test_grounds);
    tests[ITK_COUNT(rows) + 1] =
        (struct CMUnitTest)cmocka_unit_test(test_revision);
    tests[ITK_COUNT(rows) + 2] =
        (struct CMUnitTest)cmocka_unit_test(test_constraint);
    tests[ITK_COUNT(rows) + 3] =
        (struct CMUnitTest)cmocka_unit_test(test_under);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
