/*
 * Which revision governs: the fifteen of a guideline that has all three kinds
 * of transition, at the days around each boundary (worked out by hand from its
 * supplementary provisions).
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "guide/revision.h"

static const struct itk_revision all[] = {
    {.date = {2003, 5, 14}},
    {.date = {2005, 4, 1}},
    {.date = {2006, 4, 1}},
    {.date = {2006, 12, 1}, .transition = ITK_TRANSITION_REVIEW},
    {.date = {2011, 5, 1}},
    {.date = {2014, 4, 1}},
    {.date = {2014, 12, 1}},
    {.date = {2017, 1, 1},
     .transition = ITK_TRANSITION_CONTRACT,
     .until = {2017, 3, 31}},
    {.date = {2018, 1, 11},
     .transition = ITK_TRANSITION_CONTRACT,
     .until = {2018, 3, 31}},
    {.date = {2019, 1, 11},
     .transition = ITK_TRANSITION_CONTRACT,
     .until = {2019, 3, 31}},
    {.date = {2019, 4, 1}},
    {.date = {2020, 2, 20},
     .transition = ITK_TRANSITION_CONTRACT,
     .until = {2020, 3, 31}},
    {.date = {2021, 4, 1}},
    {.date = {2022, 4, 1}},
    {.date = {2023, 4, 1},
     .transition = ITK_TRANSITION_CONTRACT,
     .until = {2023, 3, 31}},
};

static const struct itk_revisions revisions = {all, ITK_COUNT(all), NULL, NULL};

/* `want`: the number of the revision, from 1; 0: none. */
static struct row {
    const char *name;
    struct itk_date contract, review;
    size_t want;
} rows[] = {
    {"before the first", {2003, 5, 13}, {0}, 0},
    {"reviewed later but contracted before all",
     {2003, 5, 13},
     {2004, 1, 1},
     0},
    {"the first begins", {2003, 5, 14}, {0}, 1},
    {"the first ends", {2005, 3, 31}, {0}, 1},
    {"2 begins", {2005, 4, 1}, {0}, 2},
    {"2 ends", {2006, 3, 31}, {0}, 2},
    {"3 begins", {2006, 4, 1}, {0}, 3},
    {"3 ends", {2006, 11, 30}, {0}, 3},
    {"4 without a review date", {2006, 12, 1}, {0}, 4},
    {"4 by review on the day", {2006, 11, 30}, {2006, 12, 1}, 4},
    {"3 by review the day before", {2006, 12, 20}, {2006, 11, 30}, 3},
    {"4 by review, contract older than 3", {2006, 3, 31}, {2006, 12, 1}, 4},
    {"3 by a review long before", {2008, 1, 1}, {2006, 4, 1}, 3},
    {"4 ends", {2011, 4, 30}, {0}, 4},
    {"5 begins", {2011, 5, 1}, {0}, 5},
    {"5 whatever the review", {2011, 5, 1}, {2006, 11, 1}, 5},
    {"5 ends", {2014, 3, 31}, {0}, 5},
    {"6 begins", {2014, 4, 1}, {0}, 6},
    {"6 ends", {2014, 11, 30}, {0}, 6},
    {"7 begins", {2014, 12, 1}, {0}, 7},
    {"7 the day before 8 is in force", {2016, 12, 31}, {0}, 7},
    {"7 on the day 8 is in force", {2017, 1, 1}, {0}, 7},
    {"7 on the last day before the cut-off of 8", {2017, 3, 31}, {0}, 7},
    {"8 after its cut-off", {2017, 4, 1}, {0}, 8},
    {"8 the day before 9 is in force", {2018, 1, 10}, {0}, 8},
    {"8 on the day 9 is in force", {2018, 1, 11}, {0}, 8},
    {"8 on the cut-off of 9", {2018, 3, 31}, {0}, 8},
    {"9 after its cut-off", {2018, 4, 1}, {0}, 9},
    {"9 the day before 10 is in force", {2019, 1, 10}, {0}, 9},
    {"9 on the day 10 is in force", {2019, 1, 11}, {0}, 9},
    {"9 on the cut-off of 10", {2019, 3, 31}, {0}, 9},
    {"11 at once, 10 never governs", {2019, 4, 1}, {0}, 11},
    {"11 the day before 12 is in force", {2020, 2, 19}, {0}, 11},
    {"11 on the day 12 is in force", {2020, 2, 20}, {0}, 11},
    {"11 on the cut-off of 12", {2020, 3, 31}, {0}, 11},
    {"12 after its cut-off", {2020, 4, 1}, {0}, 12},
    {"12 ends", {2021, 3, 31}, {0}, 12},
    {"13 begins", {2021, 4, 1}, {0}, 13},
    {"13 ends", {2022, 3, 31}, {0}, 13},
    {"14 begins", {2022, 4, 1}, {0}, 14},
    {"14 on the cut-off of 15", {2023, 3, 31}, {0}, 14},
    {"14 whatever the review", {2023, 3, 31}, {2023, 4, 10}, 14},
    {"15 after its cut-off", {2023, 4, 1}, {0}, 15},
    {"15 today", {2026, 4, 1}, {2026, 1, 22}, 15},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct itk_revision *got =
        itk_revisions_govern(&revisions, row->contract, row->review);

    if (row->want == 0)
        assert_null(got);
    else
        assert_ptr_equal(got, &all[row->want - 1]);
}

static void
test_none(void **state)
{
    const struct itk_revisions none = {0};

    (void)state;
    assert_null(itk_revisions_govern(&none, (struct itk_date){2023, 4, 1},
                                     (struct itk_date){0}));
}

/* Which provision keeps a contract under the former text: the one of the next
 * revision, not of a later one. Numbers from 1; 0: none. */
static void
test_kept(void **state)
{
    static const struct {
        struct itk_date contract;
        size_t want;
    } kept[] = {
        {{2017, 2, 1}, 8},   /* under no. 7, by the proviso of no. 8 */
        {{2018, 2, 1}, 9},   /* under no. 8, by no. 9, not by no. 15 */
        {{2019, 3, 31}, 10}, /* under no. 9, by no. 10 */
        {{2020, 3, 31}, 12}, /* under no. 11 */
        {{2021, 6, 1}, 0},   /* under no. 13: no. 14 has no proviso */
        {{2023, 3, 31}, 15}, /* under no. 14 */
        {{2023, 4, 1}, 0},   /* under no. 15, the newest */
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(kept); i++) {
        const struct itk_revision *got = itk_revisions_kept_by(
            &revisions,
            itk_revisions_govern(&revisions, kept[i].contract,
                                 (struct itk_date){0}),
            kept[i].contract);

        assert_int_equal(got ? (size_t)(got - all) + 1 : 0, kept[i].want);
    }
}

/* By its own date alone: the last day of one and the first of the next. */
static void
test_on(void **state)
{
    (void)state;
    assert_null(itk_revisions_on(&revisions, (struct itk_date){2003, 5, 13}));
    for (size_t i = 0; i < ITK_COUNT(all); i++) {
        const struct itk_date eve =
            itk_date_from_days(itk_date_to_days(all[i].date) - 1);

        assert_ptr_equal(itk_revisions_on(&revisions, all[i].date), &all[i]);
        assert_ptr_equal(itk_revisions_on(&revisions, eve),
                         i ? &all[i - 1] : NULL);
    }
    assert_ptr_equal(
        itk_revisions_on(&revisions, (struct itk_date){2999, 1, 1}),
        &all[ITK_COUNT(all) - 1]);
}

/* No. 14 names neither contract nor review; 4 and 15 name one of them. */
static void
test_unclear(void **state)
{
    static const struct {
        size_t number;
        struct itk_date contract, review;
        bool want;
    } cases[] = {
        {14, {2022, 3, 31}, {2022, 4, 1}, true},
        {14, {2022, 4, 1}, {2022, 3, 31}, true},
        {14, {2022, 4, 1}, {2022, 4, 1}, false},
        {14, {2022, 3, 31}, {2022, 3, 31}, false},
        {14, {2022, 4, 1}, {0}, false},
        {14, {0}, {2022, 4, 1}, false},
        {4, {2006, 11, 30}, {2006, 12, 1}, false},
        {15, {2023, 3, 31}, {2023, 4, 1}, false},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++)
        assert_int_equal(itk_revision_unclear(&all[cases[i].number - 1],
                                              cases[i].contract,
                                              cases[i].review),
                         cases[i].want);
}

/* No. 10 applies to a contract after its cut-off, though a newer one governs;
 * no. 4 by the review alone. */
static void
test_applies(void **state)
{
    const struct itk_date none = {0, 0, 0};

    (void)state;
    assert_false(
        itk_revision_applies(&all[9], (struct itk_date){2019, 3, 31}, none));
    assert_true(
        itk_revision_applies(&all[9], (struct itk_date){2019, 4, 1}, none));
    assert_true(itk_revision_applies(&all[3], (struct itk_date){2006, 4, 1},
                                     (struct itk_date){2006, 12, 1}));
    assert_false(itk_revision_applies(&all[3], (struct itk_date){2007, 4, 1},
                                      (struct itk_date){2006, 11, 30}));
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 5] = {
        cmocka_unit_test(test_none), cmocka_unit_test(test_kept),
        cmocka_unit_test(test_on), cmocka_unit_test(test_unclear),
        cmocka_unit_test(test_applies)};

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 5] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    return cmocka_run_group_tests_name("revision", tests, NULL, NULL);
}
