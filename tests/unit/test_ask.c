/*
 * The next question, worked out by hand from the measure in decide/ask.h, under
 * the guideline of city.h. Its decisions: size (big, or count at least 10),
 * review (some place out and system), both (of these two), trained (fiscal
 * years from work.trained to work.start), order (end after start); "same" is
 * settled from the start.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "decide/ask.h"
#include "tests/support/city.h"
#include "tests/support/small_guide.h"
#include "xml/xml.h"

#define DATE     "<contract><date>2026-04-01</date></contract>"
#define NO_PLACE "<place none='yes'/>"
#define WORK(x)  "<work>" x "</work>"
#define SETTLED                                                                \
    DATE NO_PLACE WORK("<big>no</big><count>9</count>"                         \
                       "<start>2026-04-01</start><end>2026-05-01</end>"        \
                       "<trained>2025-04-01</trained>")

static struct row {
    const char *name, *body;
    const char *skipped; /* ids joined by blanks */
    const char *want;    /* "id", "id[member]"; "" when there is none */
    const char *settles; /* ids of decisions joined by blanks */
} rows[] = {
    {"the revision comes first", "", "", "contract.date", ""},
    {"the date was skipped", "", "contract.date", "place", "review both"},
    /* Open: size, review, trained, both, order, 1 each. None settles review
     * and both: (3 + 5) / 2. big and count leave (4 + 5) / 2, dates 5. */
    {"the most decisive", DATE, "", "place", "review both"},
    {"of two alike the first of the dictionary", DATE, "place", "work.big",
     "size both"},
    {"a number", DATE WORK("<big>no</big>"), "place", "work.count",
     "size both"},
    /* out and system are alike: (3 + 5) / 2. */
    {"a member's field", DATE "<place><name>a</name></place>", "",
     "place.out[0]", "review both"},
    /* No: 3; yes settles review alone: 4. */
    {"what is left of a member",
     DATE "<place><name>a</name><out>yes</out></place>", "", "place.system[0]",
     "review both"},
    {"the member that matters",
     DATE "<place><name>a</name><out>no</out></place>"
          "<place><name>b</name><system>yes</system></place>",
     "", "place.out[1]", "review both"},
    {"no place: both is settled", DATE NO_PLACE, "", "work.big", "size"},
    /* A date that is compared with an open one settles nothing by itself. */
    {"dates: all alike", DATE NO_PLACE WORK("<big>yes</big>"), "", "work.start",
     "trained order"},
    /* Each of the two settles a decision; "trained" stands before "order". */
    {"dates: one is known",
     DATE NO_PLACE WORK("<big>yes</big><start>2026-04-01</start>"), "",
     "work.trained", "trained"},
    {"dates: the last one",
     DATE NO_PLACE WORK("<big>yes</big><start>2026-04-01</start>"
                        "<trained>2025-04-01</trained>"),
     "", "work.end", "order"},
    {"a fact that is skipped does not hide the others",
     DATE NO_PLACE WORK("<big>yes</big><start>2026-04-01</start>"),
     "work.trained", "work.end", "order"},
    {"everything is settled", SETTLED, "", "", ""},
    {"all that is open was skipped",
     DATE NO_PLACE WORK("<big>yes</big><start>2026-04-01</start>"
                        "<trained>2025-04-01</trained>"),
     "work.end", "", ""},
    {"no text is held", "<contract><date>2022-04-01</date></contract>", "", "",
     ""},
    {"older than the guideline", "<contract><date>2019-04-01</date></contract>",
     "", "", ""},
};

static struct itk_fact
fact_named(const struct itk_guide *guide, const char *id)
{
    const struct itk_field *field =
        itk_dictionary_field(&guide->dictionary, id);
    const struct itk_list *list = itk_dictionary_list(&guide->dictionary, id);

    assert_true(field || list);
    return (struct itk_fact){field, list, list ? SIZE_MAX : 0};
}

static void
show(struct itk_buf *out, struct itk_fact fact)
{
    itk_buf_adds(out, fact.field ? fact.field->id : fact.list->id);
    if (!fact.field || !fact.list)
        return;
    itk_buf_addc(out, '[');
    itk_buf_addu(out, fact.member);
    itk_buf_addc(out, ']');
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_facts skipped = {.arena = &arena};
    struct itk_buf got = ITK_BUF_INIT, settles = ITK_BUF_INIT;
    struct city city;
    struct itk_ask ask;

    city_open(&city, row->body);
    if (*row->skipped)
        itk_facts_add(&skipped, fact_named(city.guide, row->skipped));
    if (itk_ask_next(city.decisions, NULL, &skipped, &arena, &ask))
        show(&got, ask.fact);
    assert_string_equal(got.data, row->want);
    for (size_t i = 0; i < ask.settles_count; i++) {
        itk_buf_adds(&settles, i ? " " : "");
        itk_buf_adds(&settles, ask.settles[i]->decision->id);
    }
    assert_string_equal(settles.data, row->settles);
    itk_buf_free(&got);
    itk_buf_free(&settles);
    itk_arena_fini(&arena);
    city_close(&city);
}

/* Facts that a document waits for: first what settles a decision, then the
 * rest in the order of the dictionary, and nothing else. */
static void
test_wanted(void **state)
{
    static const char *const ids[] = {"worker", "work.name", "work.count"};
    static const char *const want[] = {"work.count", "work.name", "worker"};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_facts wanted = {.arena = &arena}, skipped = {.arena = &arena};
    struct city city;
    struct itk_ask ask;

    (void)state;
    city_open(&city, DATE);
    for (size_t i = 0; i < ITK_COUNT(ids); i++)
        itk_facts_add(&wanted, fact_named(city.guide, ids[i]));
    for (size_t i = 0; i < ITK_COUNT(want); i++) {
        struct itk_buf got = ITK_BUF_INIT;

        assert_true(
            itk_ask_next(city.decisions, &wanted, &skipped, &arena, &ask));
        show(&got, ask.fact);
        assert_string_equal(got.data, want[i]);
        itk_buf_free(&got);
        itk_facts_add(&skipped, ask.fact);
    }
    assert_false(itk_ask_next(city.decisions, &wanted, &skipped, &arena, &ask));
    itk_arena_fini(&arena);
    city_close(&city);
}

static const char refusing[] =
    "<rules>"
    "<decision id='scope' from='2020-01-01' ja='対象' en='Scope' cite='3'>"
    "<outcome id='new' cite='3' refuse='yes'>"
    "<when><no field='work.records'/></when><say ja='否' en='No.'/></outcome>"
    "<outcome id='covered' cite='3'><otherwise/><say ja='可' en='Yes.'/>"
    "</outcome></decision>"
    "<decision id='kind' from='2020-01-01' ja='種類' en='Kind' cite='2'>"
    "<outcome id='yes' cite='2'>"
    "<when><number field='contract.count' least='5'/></when>"
    "<say ja='多' en='Many.'/></outcome>"
    "<outcome id='no' cite='2'><otherwise/><say ja='少' en='Few.'/></outcome>"
    "</decision></rules>";

static void
ask_small(const struct itk_guide *guide, const char *records,
          struct itk_buf *got)
{
    struct itk_buf xml = ITK_BUF_INIT;
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_facts skipped = {.arena = &arena};
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_decisions *decisions;
    struct itk_blob in;
    struct itk_ask ask;
    itk_case *data;

    itk_buf_adds(&xml, "<case id='c' guideline='small'><contract><date>"
                       "2026-04-01</date></contract><work><records>");
    itk_buf_adds(&xml, records);
    itk_buf_adds(&xml, "</records></work></case>");
    in = (struct itk_blob){"c.xml", xml.data, xml.size, ITK_FAULT_CASE};
    data = itk_case_load_xml(&in, guide, found, &err);
    assert_non_null(data);
    decisions = itk_decide(data, guide);
    if (itk_ask_next(decisions, NULL, &skipped, &arena, &ask))
        show(got, ask.fact);
    itk_decisions_free(decisions);
    itk_case_free(data);
    itk_findings_free(found);
    itk_arena_fini(&arena);
    itk_buf_free(&xml);
}

/* An outcome that refuses every document ends the interview. */
static void
test_refusal(void **state)
{
    struct itk_buf got = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide;

    (void)state;
    itk_xml_init();
    guide = small_guide_load("rules.xml", NULL, refusing, &err);
    if (!guide)
        fail_msg("%s", err.text[ITK_EN]);
    ask_small(guide, "no", &got);
    assert_string_equal(got.data, "");
    ask_small(guide, "yes", &got);
    assert_string_equal(got.data, "contract.count");
    itk_guide_free(guide);
    itk_buf_free(&got);
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
    tests[ITK_COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(test_wanted);
    tests[ITK_COUNT(rows) + 1] =
        (struct CMUnitTest)cmocka_unit_test(test_refusal);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
