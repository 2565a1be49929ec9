/*
 * Conditions as they are read: each kind with its words resolved.
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
#include "xml/xml.h"

/* Stands in the <when> of the decision kind. */
#define LEAF "<yes field='work.records'/>"

static const char *
id_of(const struct itk_field *field)
{
    return field ? field->id : "-";
}

/* A condition as one line, so that rows can say what they want. */
static void
put(struct itk_buf *out, const struct itk_condition *condition)
{
    static const char *const names[] = {
        "all",     "any",    "not",      "yes",    "no",   "is",
        "present", "before", "after",    "number", "same", "fiscal",
        "some",    "every",  "decision", "clause"};

    itk_buf_adds(out, names[condition->kind]);
    if (condition->field || condition->other) {
        itk_buf_adds(out, " ");
        itk_buf_adds(out, id_of(condition->field));
        itk_buf_adds(out, "/");
        itk_buf_adds(out, id_of(condition->other));
    }
    if (condition->list) {
        itk_buf_adds(out, " ");
        itk_buf_adds(out, condition->list->id);
    }
    if (condition->date.year) {
        itk_buf_adds(out, " ");
        itk_date_iso(out, condition->date);
    }
    if (condition->decision) {
        itk_buf_adds(out, " ");
        itk_buf_adds(out, condition->decision->id);
    }
    if (condition->clause) {
        itk_buf_adds(out, " ");
        itk_buf_adds(out, condition->clause->id);
    }
    if (condition->values) {
        itk_buf_adds(out, " =");
        itk_buf_addu(out, condition->values);
    }
    if (condition->least != INT64_MIN) {
        itk_buf_adds(out, " least ");
        itk_buf_adds(out, condition->least < 0 ? "-" : "");
        itk_buf_addu(out, (uint64_t)(condition->least < 0 ? -condition->least
                                                          : condition->least));
    }
    if (condition->most != INT64_MAX) {
        itk_buf_adds(out, " most ");
        itk_buf_addu(out, (uint64_t)condition->most);
    }
    if (!condition->kids_count)
        return;
    itk_buf_adds(out, " (");
    for (size_t i = 0; i < condition->kids_count; i++) {
        itk_buf_adds(out, i ? ", " : "");
        put(out, &condition->kids[i]);
    }
    itk_buf_adds(out, ")");
}

static struct row {
    const char *name, *written, *want;
} rows[] = {
    {"all of none", "<all/>", "all"},
    {"any of two",
     "<any><yes field='work.records'/><no field='work.records'/></any>",
     "any (yes work.records/-, no work.records/-)"},
    {"not", "<not><any/></not>", "not (any)"},
    {"is", "<is field='review.form' value='form-1'/>", "is review.form/- =1"},
    {"is one of two", "<is field='annex.parties' value=' two  kou-otsu '/>",
     "is annex.parties/- =3"},
    {"is the second", "<is field='annex.parties' value='two'/>",
     "is annex.parties/- =2"},
    {"present field", "<present field='work.name'/>", "present work.name/-"},
    {"present list", "<present field='place'/>", "present place"},
    {"before a date", "<before field='contract.date' date='2024-02-29'/>",
     "before contract.date/- 2024-02-29"},
    {"after another", "<after field='contract.date' other='work.term.end'/>",
     "after contract.date/work.term.end"},
    {"number least", "<number field='contract.amount' least='-3'/>",
     "number contract.amount/- least -3"},
    {"number most", "<number field='contract.amount' most='9'/>",
     "number contract.amount/- most 9"},
    {"number both", "<number field='contract.amount' least='1' most='1'/>",
     "number contract.amount/- least 1 most 1"},
    {"same texts", "<same field='work.name' other='review.reason'/>",
     "same work.name/review.reason"},
    {"same across two lists",
     "<every list='place'><some list='worker'>"
     "<same field='place.name' other='worker.name'/></some></every>",
     "every place (some worker (same place.name/worker.name))"},
    {"a list twice within another",
     "<some list='place'><all><some list='worker'/><some list='worker'/></all>"
     "</some>",
     "some place (all (some worker, some worker))"},
    {"fiscal years",
     "<fiscal-years from='contract.date' to='work.term.end' least='3'/>",
     "fiscal contract.date/work.term.end least 3"},
    {"some without a condition", "<some list='place'/>", "some place"},
    {"some", "<some list='place'><yes field='place.locked'/></some>",
     "some place (yes place.locked/-)"},
    {"every, with a field of the case",
     "<every list='place'><any><is field='place.kind' value='outside'/>" LEAF
     "</any></every>",
     "every place (any (is place.kind/- =2, yes work.records/-))"},
    {"a list within another",
     "<some list='place'><every list='worker'><all>"
     "<present field='worker.name'/><yes field='place.locked'/></all>"
     "</every></some>",
     "some place (every worker (all (present worker.name/-, "
     "yes place.locked/-)))"},
    {"comments and lines", "\n<!-- why --> <all> <!-- x -->\n</all>\n", "all"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf got = ITK_BUF_INIT;
    struct itk_guide *guide =
        small_guide_load("rules.xml", LEAF, row->written, &err);

    if (!guide)
        fail_msg("%s", err.text[ITK_EN]);
    put(&got, itk_guide_decision(guide, "kind")->versions[0].outcomes[0].when);
    assert_string_equal(got.data, row->want);
    itk_buf_free(&got);
    itk_guide_free(guide);
}

/* `depth` conditions within each other, the last one a leaf. */
static struct itk_guide *
load_deep(size_t depth, struct itk_error *err)
{
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_guide *guide;

    for (size_t i = 1; i < depth; i++)
        itk_buf_adds(&text, "<not>");
    itk_buf_adds(&text, LEAF);
    for (size_t i = 1; i < depth; i++)
        itk_buf_adds(&text, "</not>");
    guide = small_guide_load("rules.xml", LEAF, text.data, err);
    itk_buf_free(&text);
    return guide;
}

static void
test_depth(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide = load_deep(ITK_CONDITION_MAX_DEPTH, &err);

    (void)state;
    assert_non_null(guide);
    itk_guide_free(guide);
    guide = load_deep(ITK_CONDITION_MAX_DEPTH + 1, &err);
    assert_null(guide);
    assert_int_equal(err.id, ITK_MSG_GUIDE_DEEP);
    assert_int_equal(err.fault, ITK_FAULT_PACKAGE);
    itk_error_fini(&err);
}

/* As many outcomes as a decision may have, and one more. */
static struct itk_guide *
load_outcomes(unsigned count, struct itk_error *err)
{
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_guide *guide;

    itk_buf_adds(&text, "<decision id='many' from='2020-01-01' ja='多'"
                        " en='many' cite='1'>");
    for (unsigned i = 0; i < count; i++) {
        itk_buf_adds(&text, "<outcome id='o");
        itk_buf_addu(&text, i);
        itk_buf_adds(&text, "' cite='1'><when><all/></when>"
                            "<say ja='o' en='o'/></outcome>");
    }
    itk_buf_adds(&text, "</decision></rules>");
    guide = small_guide_load("rules.xml", "</rules>", text.data, err);
    itk_buf_free(&text);
    return guide;
}

static void
test_outcomes(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide = load_outcomes(63, &err);
    const struct itk_decision *many;

    (void)state;
    assert_non_null(guide);
    many = itk_guide_decision(guide, "many");
    assert_int_equal(many->outcome_ids_count, 63);
    assert_int_equal(many->versions[0].outcomes[62].bit, 62);
    itk_guide_free(guide);
    assert_null(load_outcomes(64, &err));
    assert_int_equal(err.id, ITK_MSG_GUIDE_MANY);
    itk_error_fini(&err);
}

static struct itk_guide *
load_choices(unsigned count, struct itk_error *err)
{
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_guide *guide;

    itk_buf_adds(&text, "<choice id='inside' ja='庁舎内' en='inside'"
                        " print='中'/>");
    for (unsigned i = 2; i < count; i++) {
        itk_buf_adds(&text, "<choice id='c");
        itk_buf_addu(&text, i);
        itk_buf_adds(&text, "' ja='c' en='c'/>");
    }
    guide = small_guide_load("fields.xml",
                             "<choice id='inside' ja='庁舎内' en='inside'"
                             " print='中'/>",
                             text.data, err);
    itk_buf_free(&text);
    return guide;
}

static void
test_choices(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide = load_choices(64, &err);

    (void)state;
    assert_non_null(guide);
    itk_guide_free(guide);
    assert_null(load_choices(65, &err));
    assert_int_equal(err.id, ITK_MSG_GUIDE_MANY);
    itk_error_fini(&err);
}

static int
setup(void **state)
{
    (void)state;
    itk_xml_init();
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    itk_xml_done();
    return 0;
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 3] = {
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_outcomes),
        cmocka_unit_test(test_choices),
    };

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 3] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    return cmocka_run_group_tests_name("condition", tests, setup, teardown);
}
