/*
 * Selection of clauses and the plans made of them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/city.h"

#define DATE "<contract><date>2026-04-01</date></contract>"
#define SOUND                                                                   \
    "<work><name>甲業務</name><big>no</big><loud>yes</loud><count>3</count>" \
    "</work>" DATE "<place><name>東</name><out>yes</out><system>yes</system>"  \
    "</place><worker><name>佐藤</name></worker>"
#define OVERRIDE(clause, action, reason)                                       \
    "<override><clause>" clause "</clause><action>" action "</action>" reason  \
    "</override>"
#define WHY "<reason>訳</reason>"

/* ---- selection ---- */

static struct row {
    const char *name;
    const char *body;
    const char *clause;
    bool in;
    enum itk_why why;
    int finding; /* message, or -1 */
} rows[] = {
    {"mandatory", "", "m1", true, ITK_WHY_ALWAYS, -1},
    {"measure without exemption", "", "a1", true, ITK_WHY_MEASURE, -1},
    {"exemption proved", "<work><loud>no</loud></work>", "a2", false,
     ITK_WHY_EXEMPT, -1},
    {"exemption refuted", "<work><loud>yes</loud></work>", "a2", true,
     ITK_WHY_MEASURE, -1},
    {"exemption unknown keeps", "", "a2", true, ITK_WHY_UNPROVED, -1},
    {"required unknown keeps", "", "r1", true, ITK_WHY_UNSETTLED, -1},
    {"required does not hold", "<place none='yes'/>", "r1", false,
     ITK_WHY_NO_CONDITION, -1},
    {"supplementary holds", "<work><kind>red</kind></work>", "s1", true,
     ITK_WHY_CONDITION, -1},
    {"supplementary unknown stays out", "", "s1", false, ITK_WHY_UNSETTLED, -1},
    {"drafter includes", OVERRIDE("s1", "include", WHY), "s1", true,
     ITK_WHY_DRAFTER_IN, -1},
    {"drafter leaves out", OVERRIDE("a1", "leave-out", WHY), "a1", false,
     ITK_WHY_DRAFTER_OUT, -1},
    {"mandatory stays", OVERRIDE("m1", "leave-out", WHY), "m1", true,
     ITK_WHY_ALWAYS, ITK_MSG_OVERRIDE_MANDATORY},
    {"required stays", OVERRIDE("r1", "leave-out", WHY), "r1", true,
     ITK_WHY_UNSETTLED, ITK_MSG_OVERRIDE_MANDATORY},
    {"no such clause", OVERRIDE("z1", "leave-out", WHY), "a1", true,
     ITK_WHY_MEASURE, ITK_MSG_OVERRIDE_NO_CLAUSE},
    {"no reason", OVERRIDE("a1", "leave-out", ""), "a1", true, ITK_WHY_MEASURE,
     ITK_MSG_OVERRIDE_INCOMPLETE},
    {"in anyway", OVERRIDE("a1", "include", WHY), "a1", true, ITK_WHY_MEASURE,
     ITK_MSG_OVERRIDE_ALREADY_IN},
    {"out anyway", OVERRIDE("s1", "leave-out", WHY), "s1", false,
     ITK_WHY_UNSETTLED, ITK_MSG_OVERRIDE_ALREADY_OUT},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct itk_selected *selected;
    struct city city;

    city_open(&city, row->body);
    selected =
        &city.selection->at[itk_guide_clause(city.guide, row->clause)->index];
    assert_int_equal(selected->in, row->in);
    assert_int_equal(selected->why, row->why);
    if (row->finding >= 0) {
        assert_int_equal(itk_findings_count(city.found), 1);
        assert_int_equal(itk_findings_at(city.found, 0)->id, row->finding);
    } else {
        assert_int_equal(itk_findings_count(city.found), 0);
    }
    city_close(&city);
}

/* ---- plans ---- */

static const struct itk_planned *
planned(const struct city *city, const char *document, size_t nth)
{
    for (size_t i = 0; city->plans && i < itk_plans_count(city->plans); i++) {
        const struct itk_planned *one = itk_plans_at(city->plans, i);

        if (!strcmp(one->document->id, document) && nth-- == 0)
            return one;
    }
    fail_msg("no plan of %s", document);
    return NULL;
}

static void
dump(const struct itk_plan *plan, struct itk_buf *out)
{
    itk_buf_clear(out);
    itk_plan_dump(plan, out);
}

static void
test_clauses(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;
    const struct itk_plan *plan;
    struct city city;

    (void)state;
    city_open(&city, SOUND);
    assert_int_equal(planned(&city, "annex", 0)->state, ITK_PLAN_READY);
    plan = planned(&city, "annex", 0)->plan;
    dump(plan, &out);
    assert_string_equal(strstr(out.data, "1 [m1"),
                        "1 [m1@2023-04-01 6(1)1] 基本\n"
                        "  1 乙は、{甲業務}を行う。\n"
                        "    1 一\n      1 細\n    2 三\n"
                        "  2 <第4条>第2項による。<第3条>も。\n"
                        "2 [a1@2023-04-01 6(2)1] 指定\n  1 次の表。\n"
                        "  [場所] | 番号 | 場所\n   | 1 | 東\n"
                        "3 [a2@2023-04-01 6(2)2] 鍵\n  1 鍵。\n"
                        "4 [r1@2023-04-01 6(3)] 協力\n  1 一。\n  2 二。\n");
    assert_int_equal(plan->runs_count, 1);
    assert_string_equal(plan->folder, "c1");
    assert_string_equal(plan->file, "c1_別紙.docx");
    city_close(&city);
    itk_buf_free(&out);
}

/* What falls away leaves no gap, and the other pair of names is used. */
static void
test_gaps(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct city city;

    (void)state;
    city_open(&city, "<work><name>x</name><big>yes</big><loud>no</loud>"
                     "<parties>cd</parties></work>" DATE
                     "<place><name>東</name><out>yes</out><system>yes</system>"
                     "</place><worker none='yes'/>");
    dump(planned(&city, "annex", 0)->plan, &out);
    assert_non_null(strstr(out.data, "  1 丁は、{x}を行う。\n    1 一\n"
                                     "      1 細\n    2 大\n    3 三\n"
                                     "  2 大きい。\n  3 <第3条>第2項による。\n"
                                     "2 [a1"));
    assert_non_null(strstr(out.data, "3 [r1"));
    assert_null(strstr(out.data, "a2"));
    assert_int_equal(planned(&city, "pledge", 0)->state, ITK_PLAN_NOT_MADE);
    city_close(&city);
    itk_buf_free(&out);
}

/* A reference to a clause that is not there is the package's fault. */
static void
test_dead_reference(void **state)
{
    struct city city;

    (void)state;
    city_open(&city,
              "<work><name>x</name><big>yes</big><loud>no</loud></work>" DATE
              "<place none='yes'/>");
    assert_null(city.plans);
    assert_int_equal(city.err.id, ITK_MSG_PLAN_DEAD_REF);
    assert_int_equal(city.err.fault, ITK_FAULT_PACKAGE);
    city_close(&city);
}

static void
assert_waits_for(const struct itk_planned *one, const char *ids)
{
    struct itk_buf out = ITK_BUF_INIT;

    assert_int_equal(one->state, ITK_PLAN_WAITING);
    assert_null(one->plan);
    for (size_t i = 0; i < one->missing.count; i++) {
        const struct itk_fact *fact = &one->missing.at[i];

        itk_buf_adds(&out, i ? " " : "");
        itk_buf_adds(&out, fact->field ? fact->field->id : fact->list->id);
    }
    assert_string_equal(out.data, ids);
    itk_buf_free(&out);
}

static void
test_waiting(void **state)
{
    struct city city;

    (void)state;
    city_open(&city, "<work><big>yes</big></work>");
    assert_waits_for(planned(&city, "annex", 0), "contract.date work.name");
    assert_waits_for(planned(&city, "pledge", 0), "contract.date worker");
    city_close(&city);
    city_open(&city, "<work><name>x</name><big>yes</big></work>" DATE);
    assert_waits_for(planned(&city, "annex", 0), "place");
    city_close(&city);
}

static void
assert_text(const struct itk_plan *plan, const char *path, const char *want)
{
    const struct itk_lookup *lookup = &plan->lookup;
    struct itk_data at = lookup->root;

    while (*path) {
        const size_t size = strcspn(path, ".");

        if (at.kind == ITK_DATA_LIST)
            at = lookup->item(lookup->self, &at, (size_t)(*path - '0'));
        else
            at = lookup->member(lookup->self, &at, path, size);
        path += size + (path[size] == '.');
    }
    if (!want) {
        assert_int_equal(at.kind, ITK_DATA_ABSENT);
    } else if (at.kind == ITK_DATA_BOOL && !at.size) {
        assert_string_equal(at.truth ? "yes" : "no", want);
    } else {
        assert_int_equal(at.size, strlen(want));
        assert_memory_equal(at.text, want, at.size);
    }
}

static void
test_lookup(void **state)
{
    const struct itk_plan *plan;
    struct city city;

    (void)state;
    city_open(&city, "<work><name>甲業務</name><big>no</big><loud>yes</loud>"
                     "<kind>red</kind><count>1200</count></work>" DATE
                     "<place><name>東</name><out>yes</out><system>yes</system>"
                     "</place><worker><name>佐藤</name></worker>"
                     "<worker><name>鈴木</name></worker>" OVERRIDE(
                         "a2", "leave-out", WHY));
    plan = planned(&city, "annex", 0)->plan;
    assert_text(plan, "work.name", "甲業務");
    assert_text(plan, "work.big", "小さい");
    assert_text(plan, "work.big.no", "yes");
    assert_text(plan, "work.kind", "赤色");
    assert_text(plan, "work.kind.red", "yes");
    assert_text(plan, "work.kind.blue", "no");
    assert_text(plan, "work.kind.green", NULL);
    assert_text(plan, "work.count", "1200");
    assert_text(plan, "contract.date", "2026-04-01");
    assert_text(plan, "work.end", NULL);
    assert_text(plan, "nothing", NULL);
    assert_text(plan, "place.0.name", "東");
    assert_text(plan, "worker.1.name", "鈴木");
    assert_text(plan, "document.title", "別紙");
    assert_text(plan, "document.form", "様式2");
    assert_text(plan, "case.id", "c1");
    assert_text(plan, "revision.date", "2023-04-01");
    assert_text(plan, "value.chair", "会長");
    assert_text(plan, "party.client", "甲");
    assert_text(plan, "text.lead", "甲と乙は「甲業務」");
    assert_text(plan, "texts.grounds.0.text", "大");
    assert_text(plan, "texts.grounds.1.cite", "9");
    assert_text(plan, "decision.review.needed", "yes");
    assert_text(plan, "decision.review.say", "要");
    assert_text(plan, "left-out.0.cite", "6(2)2");
    assert_text(plan, "left-out.0.reason", "訳");
    assert_text(planned(&city, "pledge", 1)->plan, "worker.name", "鈴木");
    assert_text(planned(&city, "pledge", 1)->plan, "text.who", "鈴木");
    assert_string_equal(planned(&city, "pledge", 1)->plan->file,
                        "c1_誓約_002.docx");
    city_close(&city);
}

static void
test_form(void **state)
{
    struct city city;

    (void)state;
    city_open(&city, SOUND);
    assert_text(planned(&city, "annex", 0)->plan, "document.form", "様式1");
    city_close(&city);
    city_open(&city, "<work><name>x</name><count>3</count><big>no</big>"
                     "<loud>yes</loud><form>two</form></work>" DATE
                     "<place><name>東</name><out>yes</out><system>yes</system>"
                     "</place><worker none='yes'/>");
    assert_waits_for(planned(&city, "annex", 0), "work.form-reason");
    city_close(&city);
    city_open(&city, "<work><name>x</name><count>3</count><big>no</big>"
                     "<loud>yes</loud><form>two</form>"
                     "<form-reason>訳</form-reason></work>" DATE
                     "<place><name>東</name><out>yes</out><system>yes</system>"
                     "</place><worker none='yes'/>");
    assert_text(planned(&city, "annex", 0)->plan, "document.form", "様式2");
    city_close(&city);
}

int
main(void)
{
    static const struct CMUnitTest plans[] = {
        cmocka_unit_test(test_clauses),        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_dead_reference), cmocka_unit_test(test_waiting),
        cmocka_unit_test(test_lookup),         cmocka_unit_test(test_form)};
    struct CMUnitTest tests[ITK_COUNT(rows) + ITK_COUNT(plans)];

    memset(tests, 0, sizeof(tests));
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] = (struct CMUnitTest){.name = rows[i].name,
                                       .test_func = test_row,
                                       .initial_state = &rows[i]};
    memcpy(tests + ITK_COUNT(rows), plans, sizeof(plans));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
