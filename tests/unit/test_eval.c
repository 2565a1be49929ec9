/*
 * Conditions held against a case: Kleene's leaves and trees, completions of
 * what is unknown, the facts that are missing and those behind an answer.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/test_eval_rows.h"
#include "xml/xml.h"

static const char fields[] =
    "<fields><group id='a' ja='群' en='group'>"
    "<field id='p' type='yes-no' ja='p' en='p'/>"
    "<field id='q' type='yes-no' ja='q' en='q'/>"
    "<field id='r' type='yes-no' ja='r' en='r'/>"
    "<field id='k' type='choice' ja='k' en='k'>"
    "<choice id='x' ja='x' en='x'/><choice id='y' ja='y' en='y'/>"
    "<choice id='z' ja='z' en='z'/></field>"
    "<field id='n' type='number' min='5' max='20' ja='n' en='n'/>"
    "<field id='d' type='date' ja='d' en='d'/>"
    "<field id='e' type='date' ja='e' en='e'/>"
    "<field id='f' type='date' ja='f' en='f'/>"
    "<field id='t' type='text' ja='t' en='t'/>"
    "<field id='u' type='text' ja='u' en='u'/>"
    "<field id='v' type='text' ja='v' en='v'/>"
    "<field id='l' type='choice' ja='l' en='l'>"
    "<choice id='y' ja='y' en='y'/><choice id='x' ja='x' en='x'/></field>"
    "<field id='o' type='number' min='1' max='9' ja='o' en='o'/></group>"
    "<group id='contract' ja='契約' en='contract'>"
    "<field id='date' type='date' ja='契約日' en='date'/></group>"
    "<list id='m' ja='員' en='members'>"
    "<field id='p' type='yes-no' ja='p' en='member p'/>"
    "<field id='q' type='yes-no' ja='q' en='member q'/>"
    "<field id='d' type='date' ja='d' en='member d'/>"
    "<field id='t' type='text' ja='t' en='member t'/></list>"
    "<list id='w' ja='者' en='others'>"
    "<field id='p' type='yes-no' ja='p' en='other p'/>"
    "<field id='d' type='date' ja='d' en='other d'/>"
    "<field id='t' type='text' ja='t' en='other t'/></list>"
    "<list id='single' ja='一' en='single' max='1'>"
    "<field id='p' type='yes-no' ja='p' en='single p'/></list></fields>";

static const char guideline[] =
    "<guideline id='city' lang='ja' comma='、' fiscal-year-begins='4'>"
    "<name ja='案' en='plan'/><issuer ja='市' en='city'/>"
    "<actor id='section' ja='課' en='section'/>"
    "<revisions contract-field='contract.date' review-field='contract.date'>"
    "<revision date='2023-04-01' transition='none' text='held' cite='附則'/>"
    "</revisions><parties><pair id='ab' client='甲' contractor='乙'/></parties>"
    "</guideline>";

/* The condition at hand stands between these two. */
static const char rules_head[] =
    "<rules>"
    "<decision id='both' from='2023-04-01' ja='両' en='both' cite='1'>"
    "<outcome id='yes' cite='1'><when><all><yes field='a.p'/>"
    "<yes field='a.q'/></all></when><say ja='是' en='yes'/></outcome>"
    "<outcome id='no' cite='1'><otherwise/><say ja='否' en='no'/></outcome>"
    "</decision>"
    "<decision id='r' from='2023-04-01' ja='r' en='r' cite='2'>"
    "<outcome id='yes' cite='2'><when><yes field='a.r'/></when>"
    "<say ja='是' en='yes'/></outcome>"
    "<outcome id='no' cite='2'><otherwise/><say ja='否' en='no'/></outcome>"
    "</decision>"
    "<decision id='tri' from='2023-04-01' ja='三' en='three' cite='2'>"
    "<outcome id='one' cite='2'><when><yes field='a.q'/></when>"
    "<say ja='一' en='one'/></outcome>"
    "<outcome id='two' cite='2'><when><yes field='a.p'/></when>"
    "<say ja='二' en='two'/></outcome>"
    "<outcome id='three' cite='2'><otherwise/><say ja='三' en='three'/>"
    "</outcome></decision>"
    "<decision id='wide' from='2023-04-01' ja='広' en='wide' cite='2'>"
    "<outcome id='none' cite='2'><when><yes field='a.q'/></when>"
    "<say ja='無' en='none'/></outcome>"
    "<outcome id='some' cite='2'><when><all>"
    "<every list='m'><some list='w'><same field='m.t' other='w.t'/></some>"
    "</every><every list='w'><some list='m'><same field='w.t' other='m.t'/>"
    "</some></every>"
    "</all></when><say ja='有' en='some'/></outcome>"
    "<outcome id='rest' cite='2'><otherwise/><say ja='他' en='rest'/></outcome>"
    "</decision>"
    "<decision id='gap' from='2023-04-01' ja='隙' en='gap' cite='2'>"
    "<outcome id='yes' cite='2'><when><yes field='a.p'/></when>"
    "<say ja='是' en='yes'/></outcome></decision>"
    "<decision id='later' from='2024-04-01' ja='後' en='later' cite='3'>"
    "<outcome id='yes' cite='3'><otherwise/><say ja='是' en='yes'/></outcome>"
    "</decision>"
    "<decision id='test' from='2023-04-01' ja='験' en='test' cite='4'>"
    "<outcome id='yes' cite='4'><when>";
static const char rules_tail[] =
    "</when><say ja='是' en='yes'/></outcome>"
    "<outcome id='no' cite='4'><otherwise/><say ja='否' en='no'/></outcome>"
    "</decision></rules>";

static const char documents[] =
    "<documents><note ja='様' en='note'/>"
    "<document id='annex' from='2023-04-01' cite='6' ja='別紙' en='annex' "
    "title='別紙' template='annex' file='別紙'><by ja='課' en='section'/>"
    "<needs/><clauses><clause id='m1'/></clauses></document></documents>";

static const char m1[] =
    "<clause id='m1' kind='mandatory' cite='6' ja='基本' en='basic'>"
    "<version from='2023-04-01' title='基本'><paragraph>文。</paragraph>"
    "</version></clause>";

struct loaded {
    struct itk_guide *guide;
    itk_case *data;
    itk_findings *found;
    struct itk_error err;
    const struct itk_condition *condition;
    struct itk_view view;
    struct itk_arena arena;
};

static void
load_guide(struct loaded *loaded, const char *condition)
{
    struct itk_buf rules = ITK_BUF_INIT;
    const struct itk_blob files[] = {
        {"documents.xml", documents, sizeof(documents) - 1, ITK_FAULT_PACKAGE},
        {"fields.xml", fields, sizeof(fields) - 1, ITK_FAULT_PACKAGE},
        {"guideline.xml", guideline, sizeof(guideline) - 1, ITK_FAULT_PACKAGE},
        {"mandatory/m1.xml", m1, sizeof(m1) - 1, ITK_FAULT_PACKAGE},
        {"rules.xml", NULL, 0, ITK_FAULT_PACKAGE},
    };
    struct itk_blob given[ITK_COUNT(files)];

    itk_buf_adds(&rules, rules_head);
    itk_buf_adds(&rules, condition);
    itk_buf_adds(&rules, rules_tail);
    memcpy(given, files, sizeof(files));
    given[ITK_COUNT(files) - 1].data = rules.data;
    given[ITK_COUNT(files) - 1].size = rules.size;
    loaded->guide = itk_guide_load((struct itk_blobs){given, ITK_COUNT(given)},
                                   "city", &loaded->err);
    itk_buf_free(&rules);
    if (!loaded->guide)
        fail_msg("%s", loaded->err.text[ITK_EN]);
}

static void
load(struct loaded *loaded, const char *condition, const char *body)
{
    struct itk_buf xml = ITK_BUF_INIT;
    struct itk_blob in;

    itk_xml_init();
    *loaded = (struct loaded){.found = itk_findings_new()};
    load_guide(loaded, condition);
    itk_buf_adds(&xml, "<case id='c1' guideline='city'>");
    itk_buf_adds(&xml, body);
    itk_buf_adds(&xml, "</case>");
    in = (struct itk_blob){"c1.xml", xml.data, xml.size, ITK_FAULT_CASE};
    loaded->data =
        itk_case_load_xml(&in, loaded->guide, loaded->found, &loaded->err);
    itk_buf_free(&xml);
    if (!loaded->data || itk_findings_errors(loaded->found))
        fail_msg("the case is not sound: %s", body);
    loaded->condition =
        itk_guide_decision(loaded->guide, "test")->versions[0].outcomes[0].when;
    loaded->view =
        (struct itk_view){loaded->guide, loaded->data, {2023, 4, 1}, NULL};
}

static void
unload(struct loaded *loaded)
{
    itk_arena_fini(&loaded->arena);
    itk_case_free(loaded->data);
    itk_findings_free(loaded->found);
    itk_guide_free(loaded->guide);
    itk_error_fini(&loaded->err);
}

/* Ids joined by blanks; a member's field with the member's number. */
static void
put_facts(const struct itk_facts *facts, struct itk_buf *out)
{
    for (size_t i = 0; i < facts->count; i++) {
        const struct itk_fact *fact = &facts->at[i];

        itk_buf_adds(out, out->size ? " " : "");
        itk_buf_adds(out, fact->field ? fact->field->id : fact->list->id);
        if (fact->field && fact->field->list) {
            itk_buf_addc(out, '#');
            itk_buf_addu(out, (unsigned)fact->member + 1);
        }
    }
}

/* A package may leave a gap (the proofs find it): then there is no answer, and
 * nothing that would settle it. */
static void
test_gap(void **state)
{
    const struct {
        const char *body;
        const char *want, *missing;
    } rows[] = {{"<a><p>yes</p></a>", "yes", ""},
                {"<a><p>no</p></a>", NULL, ""},
                {"", NULL, "a.p"}};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        struct itk_buf missing = ITK_BUF_INIT;
        struct itk_facts facts = {0};
        const struct itk_outcome *outcome;
        struct loaded loaded;
        uint64_t possible;

        load(&loaded, "<yes field='a.p'/>", rows[i].body);
        facts.arena = &loaded.arena;
        outcome = itk_eval_decision(&loaded.view,
                                    itk_guide_decision(loaded.guide, "gap"),
                                    NULL, &possible, &facts);
        put_facts(&facts, &missing);
        assert_int_equal(outcome != NULL, rows[i].want != NULL);
        assert_int_equal(possible, i == 1 ? 0 : 1);
        assert_string_equal(missing.data, rows[i].missing);
        itk_buf_free(&missing);
        unload(&loaded);
    }
}

static void
test_truth(void **state)
{
    const struct truth_row *row = *state;
    struct itk_buf missing = ITK_BUF_INIT;
    struct itk_facts facts = {0};
    struct loaded loaded;

    load(&loaded, row->condition, row->body);
    facts.arena = &loaded.arena;
    assert_int_equal(itk_eval(&loaded.view, loaded.condition, NULL, 0, NULL),
                     row->kleene);
    assert_int_equal(
        itk_eval_complete(&loaded.view, loaded.condition, NULL, 0, &facts),
        row->complete);
    put_facts(&facts, &missing);
    assert_string_equal(missing.data ? missing.data : "", row->missing);
    assert_int_equal(
        itk_eval_complete(&loaded.view, loaded.condition, NULL, 0, NULL),
        row->complete);
    itk_buf_free(&missing);
    unload(&loaded);
}

static void
test_grounds(void **state)
{
    const struct grounds_row *row = *state;
    struct itk_buf got = ITK_BUF_INIT;
    struct itk_grounds grounds = {0};
    struct loaded loaded;

    load(&loaded, row->condition, row->body);
    grounds.facts.arena = &loaded.arena;
    assert_int_equal(
        itk_eval(&loaded.view, loaded.condition, NULL, 0, &grounds),
        row->truth);
    put_facts(&grounds.facts, &got);
    for (size_t i = 0; i < grounds.decisions_count; i++) {
        itk_buf_adds(&got, got.size ? " @" : "@");
        itk_buf_adds(&got, grounds.decisions[i]->id);
    }
    assert_string_equal(got.data ? got.data : "", row->grounds);
    itk_buf_free(&got);
    unload(&loaded);
}

/* Inside a document for a member, its fields are that member's. */
static void
test_scope(void **state)
{
    const struct itk_condition *inner;
    const struct itk_list *list;
    struct itk_buf got = ITK_BUF_INIT;
    struct itk_facts facts = {0};
    struct loaded loaded;

    (void)state;
    load(&loaded, "<some list='m'><yes field='m.p'/></some>",
         "<m><p>yes</p></m><m><p>no</p></m><m><q>no</q></m>");
    facts.arena = &loaded.arena;
    list = itk_dictionary_list(&loaded.guide->dictionary, "m");
    inner = loaded.condition->kids;
    assert_int_equal(itk_eval(&loaded.view, inner, list, 0, NULL), ITK_TRUE);
    assert_int_equal(itk_eval(&loaded.view, inner, list, 1, NULL), ITK_FALSE);
    assert_int_equal(itk_eval_complete(&loaded.view, inner, list, 2, &facts),
                     ITK_UNKNOWN);
    put_facts(&facts, &got);
    assert_string_equal(got.data, "m.p#3");
    itk_buf_free(&got);
    unload(&loaded);
}

/* `possible` has a bit for each outcome that a completion gives. */
static void
test_possible(void **state)
{
    static const struct {
        const char *body, *outcome;
        uint64_t possible;
    } cases[] = {
        {"", NULL, 3},
        {"<a><p>yes</p></a>", NULL, 3},
        {"<a><p>no</p></a>", "no", 2},
        {"<a><q>no</q></a>", "no", 2},
        {"<a><p>yes</p><q>yes</q></a>", "yes", 1},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++) {
        const struct itk_outcome *outcome;
        uint64_t possible = 99;
        struct loaded loaded;

        load(&loaded, "<yes field='a.r'/>", cases[i].body);
        outcome = itk_eval_decision(&loaded.view,
                                    itk_guide_decision(loaded.guide, "both"),
                                    NULL, &possible, NULL);
        assert_int_equal(possible, cases[i].possible);
        assert_int_equal(outcome != NULL, cases[i].outcome != NULL);
        if (outcome)
            assert_string_equal(outcome->id, cases[i].outcome);
        unload(&loaded);
    }
}

#define SIX(x) x x x x x x

/* Nothing is tried any more once the answers are found that are left: all of it
 * would be more than a search may take, and leave open what the case rules out.
 */
static void
test_ruled_out(void **state)
{
    const struct itk_outcome *outcome;
    struct loaded loaded;
    uint64_t possible;

    (void)state;
    load(&loaded, "<yes field='a.r'/>",
         "<a><q>no</q></a>" SIX("<m><p>yes</p></m>") SIX("<w><p>yes</p></w>"));
    outcome = itk_eval_decision(&loaded.view,
                                itk_guide_decision(loaded.guide, "wide"), NULL,
                                &possible, NULL);
    assert_null(outcome);
    assert_int_equal(possible, 6); /* some, rest */
    unload(&loaded);
}

/* `d` of a group or of a member falls on one day of that year. */
static void
put_new_year(struct itk_buf *out, const char *field, unsigned year)
{
    itk_buf_adds(out, "<all><after field='");
    itk_buf_adds(out, field);
    itk_buf_adds(out, "' date='");
    itk_buf_addu(out, year);
    itk_buf_adds(out, "-01-01'/><before field='");
    itk_buf_adds(out, field);
    itk_buf_adds(out, "' date='");
    itk_buf_addu(out, year);
    itk_buf_adds(out, "-01-03'/></all>");
}

static void
assert_open(const struct itk_buf *condition, const char *missing)
{
    struct itk_buf got = ITK_BUF_INIT;
    struct itk_facts facts = {0};
    struct loaded loaded;

    load(&loaded, condition->data, "");
    facts.arena = &loaded.arena;
    assert_int_equal(
        itk_eval_complete(&loaded.view, loaded.condition, NULL, 0, &facts),
        ITK_UNKNOWN);
    put_facts(&facts, &got);
    assert_string_equal(got.data, missing);
    itk_buf_free(&got);
    unload(&loaded);
}

/* More days than are tried: open, never settled by those that were. */
static void
test_many_days(void **state)
{
    struct itk_buf condition = ITK_BUF_INIT;

    (void)state;
    itk_buf_adds(&condition, "<all><any>");
    for (unsigned year = 2000; year < 2100; year++)
        put_new_year(&condition, "a.d", year);
    itk_buf_adds(&condition, "</any><after field='a.d' date='2098-06-01'/>"
                             "</all>");
    assert_open(&condition, "a.d");
    itk_buf_free(&condition);
}

/* More members than are tried, each of another year: likewise. */
static void
test_many_members(void **state)
{
    struct itk_buf condition = ITK_BUF_INIT;

    (void)state;
    itk_buf_adds(&condition, "<all>");
    for (unsigned year = 2000; year < 2012; year++) {
        itk_buf_adds(&condition, "<some list='m'>");
        put_new_year(&condition, "m.d", year);
        itk_buf_adds(&condition, "</some>");
    }
    itk_buf_adds(&condition, "</all>");
    assert_open(&condition, "m");
    itk_buf_free(&condition);
}

int
main(void)
{
    struct CMUnitTest
        tests[ITK_COUNT(truth_rows) + ITK_COUNT(grounds_rows) + 6];
    size_t count = 0;

    memset(tests, 0, sizeof(tests));
    for (size_t i = 0; i < ITK_COUNT(truth_rows); i++)
        tests[count++] = (struct CMUnitTest){.name = truth_rows[i].name,
                                             .test_func = test_truth,
                                             .initial_state = &truth_rows[i]};
    for (size_t i = 0; i < ITK_COUNT(grounds_rows); i++)
        tests[count++] = (struct CMUnitTest){.name = grounds_rows[i].name,
                                             .test_func = test_grounds,
                                             .initial_state = &grounds_rows[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_scope);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_possible);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_ruled_out);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_gap);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_many_days);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_many_members);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
