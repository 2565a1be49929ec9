/*
 * What follows from the conditions around a text, seen from their form.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/small_guide.h"
#include "guide/guard.h"
#include "xml/xml.h"

#define RECORDS "<yes field='work.records'/>"
#define DATE    "<before field='contract.date' date='2026-01-01'/>"
#define LOCKED  "<every list='place'><yes field='place.locked'/></every>"

static struct row {
    const char *name;
    const char *guard, *then;
    bool holds;
} rows[] = {
    {"the same", RECORDS, RECORDS, true},
    {"its opposite", RECORDS, "<no field='work.records'/>", false},
    {"another field", RECORDS, "<is field='review.form' value='form-1'/>",
     false},
    {"another date", DATE, "<before field='contract.date' date='2027-01-01'/>",
     false},
    {"one of all", "<all>" DATE RECORDS "</all>", RECORDS, true},
    {"one of any", "<any>" DATE RECORDS "</any>", RECORDS, false},
    {"any with one", RECORDS, "<any>" DATE RECORDS "</any>", true},
    {"any with none", LOCKED, "<any>" DATE RECORDS "</any>", false},
    {"all in another order", "<all>" DATE RECORDS "</all>",
     "<all>" RECORDS DATE "</all>", true},
    {"all and more", RECORDS, "<all>" RECORDS DATE "</all>", false},
    {"nothing asked", RECORDS, "<all/>", true},
    {"known since it is yes", RECORDS, "<present field='work.records'/>", true},
    {"known since it is not yes", "<not>" RECORDS "</not>",
     "<present field='work.records'/>", true},
    {"known since it is early", DATE, "<present field='contract.date'/>", true},
    {"not known since it is absent",
     "<not><present field='work.records'/></not>",
     "<present field='work.records'/>", false},
    {"not known by an any", "<any>" RECORDS "</any>",
     "<present field='work.records'/>", false},
    {"not known by a decision", "<decision id='kind' is='yes'/>",
     "<present field='work.records'/>", false},
    {"a member by some", "<some list='place'/>", "<present field='place'/>",
     true},
    {"no member by every", LOCKED, "<present field='place'/>", false},
    {"the clause", "<clause id='b1'/>", "<clause id='b1'/>", true},
    {"another clause", "<clause id='m1'/>", "<clause id='b1'/>", false},
    {"no clause", "<not><clause id='b1'/></not>", "<clause id='b1'/>", false},
    {"the clause in all alternatives",
     "<any><all><clause id='b1'/>" RECORDS "</all><clause id='b1'/></any>",
     "<clause id='b1'/>", true},
    {"the clause in one alternative", "<any><clause id='b1'/>" RECORDS "</any>",
     "<clause id='b1'/>", false},
    {"no alternative", "<any/>", "<clause id='b1'/>", false},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf when = ITK_BUF_INIT;
    const struct itk_condition *pair;
    struct itk_guide *guide;

    itk_buf_adds(&when, "<when><all>");
    itk_buf_adds(&when, row->guard);
    itk_buf_adds(&when, row->then);
    itk_buf_adds(&when, "</all></when>");
    guide = small_guide_load("documents.xml",
                             "<when><decision id='scope' is='covered'/></when>",
                             when.data, &err);
    if (!guide)
        fail_msg("%s", err.text[ITK_EN]);
    pair = guide->documents[0].versions[0].when;
    assert_int_equal(pair->kids_count, 2);
    assert_int_equal(
        itk_guard_holds(
            &(struct itk_guard){&(struct itk_guard){NULL, &pair->kids[0], NULL},
                                NULL, NULL},
            &pair->kids[1]),
        row->holds);
    itk_guide_free(guide);
    itk_buf_free(&when);
}

/* The member at hand is one of its list. */
static void
test_member(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide = small_guide_load(NULL, NULL, NULL, &err);
    struct itk_guard guard = {NULL, NULL, NULL};

    (void)state;
    assert_non_null(guide);
    guard.list = &guide->dictionary.lists[0];
    assert_true(itk_guard_list(&guard, &guide->dictionary.lists[0]));
    assert_false(itk_guard_list(&guard, &guide->dictionary.lists[1]));
    assert_false(itk_guard_list(NULL, &guide->dictionary.lists[0]));
    itk_guide_free(guide);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 1] = {
        cmocka_unit_test(test_member)};

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 1] = (struct CMUnitTest){.name = rows[i].name,
                                           .test_func = test_row,
                                           .initial_state = &rows[i]};
    itk_xml_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
