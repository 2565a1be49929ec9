/*
 * The steps of a case: their order, which are done, which could still follow.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "../support/small_guide.h"
#include "decide/steps.h"
#include "xml/xml.h"

#define STEP(by, rest, cite, en)                                               \
    "<do by='" by "' " rest " cite='" cite "' ja='" en "' en='" en "'"

/* The version of `kind` that holds stands after `scope`, though its older one
 * stands first: what counts is where the effects stand. */
static const char rules[] =
    "<rules>"
    "<decision id='kind' from='2020-01-01' ja='k' en='k' cite='1'>"
    "<outcome id='no' cite='1'><otherwise/><say ja='n' en='n'/>" STEP(
        "section", "", "1",
        "old") "/></outcome></decision>"
               "<decision id='scope' from='2020-01-01' ja='s' en='s' cite='2'>"
               "<outcome id='covered' cite='2'><when><decision id='kind' "
               "is='yes no'/>"
               "</when><say ja='c' en='c'/>" STEP("section", "", "9", "post") "/>" STEP("section", "stage='sign'", "3", "sign") "/>" STEP(
                   "head", "stage='look'", "2",
                   "look") "><done><present "
                           "field='review.date'/></done></do></outcome>"
                           "<outcome id='new' cite='2'><otherwise/><say ja='o' "
                           "en='o'/></outcome>"
                           "</decision>"
                           "<decision id='kind' from='2024-04-01' ja='k' "
                           "en='k' cite='1'>"
                           "<outcome id='yes' cite='1'><when><yes "
                           "field='work.records'/></when>"
                           "<say ja='y' en='y'/>" STEP(
                               "section", "", "4",
                               "file") "/>"
                                       "<forbid cite='4' ja='f' en='f'/>" STEP(
                                           "head", "stage='look'", "5",
                                           "ask") "><done><before "
                                                  "field='work.term.end' "
                                                  "date='2024-06-01'/></done></"
                                                  "do>"
                                                  "</outcome>"
                                                  "<outcome id='no' "
                                                  "cite='1'><otherwise/><say "
                                                  "ja='n' en='n'/></outcome>"
                                                  "</decision>"
                                                  "<decision id='count' "
                                                  "from='2020-01-01' ja='c' "
                                                  "en='c' cite='6'>"
                                                  "<outcome id='many' "
                                                  "cite='6'><when><number "
                                                  "field='contract.count' "
                                                  "least='5'"
                                                  "/></when><say ja='m' "
                                                  "en='m'/>" STEP(
                                                      "section", "stage='sign'",
                                                      "6",
                                                      "tell") "/></"
                                                              "outcome><"
                                                              "outcome "
                                                              "id='few' "
                                                              "cite='6'><"
                                                              "otherwise/><say "
                                                              "ja='f' en='f'/>"
                                                              "</outcome></"
                                                              "decision>"
                                                              "<decision "
                                                              "id='again' "
                                                              "from='2020-01-"
                                                              "01' ja='a' "
                                                              "en='a' cite='7'>"
                                                              "<outcome "
                                                              "id='yes' "
                                                              "cite='7'><when><"
                                                              "number "
                                                              "field='contract."
                                                              "amount' "
                                                              "least='1'"
                                                              "/></when><say "
                                                              "ja='y' "
                                                              "en='y'/>" STEP(
                                                                  "head",
                                                                  "stage='"
                                                                  "sign'",
                                                                  "2",
                                                                  "look") "/></"
                                                                          "outc"
                                                                          "ome>"
                                                                          "<out"
                                                                          "come"
                                                                          " id="
                                                                          "'no'"
                                                                          " cit"
                                                                          "e='"
                                                                          "7'><"
                                                                          "othe"
                                                                          "rwis"
                                                                          "e/"
                                                                          "><"
                                                                          "say "
                                                                          "ja='"
                                                                          "n' "
                                                                          "en='"
                                                                          "n'/>"
                                                                          "</"
                                                                          "outc"
                                                                          "ome>"
                                                                          "</"
                                                                          "deci"
                                                                          "sion"
                                                                          "></"
                                                                          "rule"
                                                                          "s>";

#define CASE(work, count, amount, more)                                        \
    "<work>" work "</work><contract><date>2024-05-01</date><amount>" amount    \
    "</amount><count>" count "</count></contract>" more
#define YES      "<records>yes</records>"
#define NO       "<records>no</records>"
#define REVIEWED "<review><date>2024-04-20</date></review>"

static const struct row {
    const char *name, *body;
    const char *want; /* "!": done; "+": more may follow */
} rows[] = {
    {"by stage, without one last", CASE(YES, "1", "0", ""),
     "look ask sign post file"},
    {"done", CASE(YES, "1", "0", REVIEWED), "look! ask sign post file"},
    {"done by a field that is known",
     CASE(YES "<term><end>2024-05-31</end></term>", "1", "0", ""),
     "look ask! sign post file"},
    {"not done by a field that is known",
     CASE(YES "<term><end>2024-06-01</end></term>", "1", "0", ""),
     "look ask sign post file"},
    {"of the outcomes that hold only", CASE(NO, "5", "0", ""),
     "look sign tell post"},
    {"more may follow", CASE(NO, "", "0", ""), "look sign post +"},
    {"no more of what is there already", CASE(NO, "1", "", ""),
     "look sign post"},
    {"asked for twice: once, at its first place", CASE(NO, "1", "1", ""),
     "look sign post"},
    {"asked for twice: done for one is not done", CASE(NO, "1", "1", REVIEWED),
     "look sign post"},
    {"a decision that holds back its steps", CASE("", "1", "0", ""),
     "look sign post +"},
    {"no revision known: by the newest text", "<work>" YES "</work>",
     "look ask sign post file +"},
    {"older than every revision",
     "<contract><date>2019-01-01</date></contract>", ""},
};

static void
put_steps(struct itk_buf *out, const itk_steps *steps)
{
    for (size_t i = 0; i < itk_steps_count(steps); i++) {
        const struct itk_step *step = itk_steps_at(steps, i);

        itk_buf_adds(out, i ? " " : "");
        itk_buf_adds(out, step->effect->label.in[ITK_EN]);
        itk_buf_adds(out, step->done ? "!" : "");
        assert_int_equal(step->effect->kind, ITK_EFFECT_DO);
        assert_non_null(step->answer->outcome);
    }
    itk_buf_adds(out, itk_steps_more(steps) ? " +" : "");
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf xml = ITK_BUF_INIT, got = ITK_BUF_INIT;
    struct itk_guide *guide = small_guide_load("rules.xml", NULL, rules, &err);
    itk_findings *found = itk_findings_new();
    itk_decisions *decisions;
    struct itk_blob in;
    itk_steps *steps;
    itk_case *data;

    if (!guide)
        fail_msg("%s", err.text[ITK_EN]);
    itk_buf_adds(&xml, "<case id='c1' guideline='small'>");
    itk_buf_adds(&xml, row->body);
    itk_buf_adds(&xml, "</case>");
    in = (struct itk_blob){"c1.xml", xml.data, xml.size, ITK_FAULT_CASE};
    data = itk_case_load_xml(&in, guide, found, &err);
    if (!data || itk_findings_errors(found))
        fail_msg("the case is not sound");
    decisions = itk_decide(data, guide);
    steps = itk_steps_build(decisions);
    put_steps(&got, steps);
    assert_string_equal(got.data ? got.data : "", row->want);
    itk_steps_free(steps);
    itk_decisions_free(decisions);
    itk_case_free(data);
    itk_findings_free(found);
    itk_guide_free(guide);
    itk_buf_free(&xml);
    itk_buf_free(&got);
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
    struct CMUnitTest tests[ITK_COUNT(rows)];

    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        /* cmocka's initial state is not const; the rows are only read. */
        tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL,
                                       (void *)(uintptr_t)&rows[i]};
    }
    return cmocka_run_group_tests_name("steps", tests, setup, teardown);
}
