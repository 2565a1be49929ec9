/*
 * Plans of the second invented guideline: the names that templates may ask
 * for, values as documents print them, the rows of the survey, runs of items,
 * tables, members that a document is for, and what a document waits for.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "plan/names.h"
#include "tests/unit/test_town.h"

#define PLACES                                                                 \
    "<place><name>東</name><kind>inside</kind><lock>yes</lock></place>"       \
    "<place><name>西</name><kind>outside</kind><lock>no</lock></place>"       \
    "<place><name>南</name><kind>outside</kind><lock>yes</lock></place>"
#define WORK                                                                   \
    "<work><name>業</name><note>一\n二</note><big>yes</big><bad>no</bad>"   \
    "<fee>1234567</fee><start>2024-05-01</start></work>"
#define SOUND                                                                  \
    WORK TOWN_DATE PLACES                                                      \
        "<override><clause>s1</clause><action>include</action>"                \
        "<reason>要る</reason></override><override><clause>a2</clause>"      \
        "<action>leave-out</action><reason>要らぬ</reason></override>"      \
        "<result><item>s1</item><stage>early</stage></result>"                 \
        "<result><item>m1</item><stage>later</stage><done>書</done>"          \
        "<fit>no</fit></result>"

static struct row {
    const char *path;
    const char *want; /* NULL: absent; "#n": a list of n; "*": a group */
} rows[] = {
    {"work", "*"},
    {"work.name", "業"},
    {"work.note", "一\n二"},
    {"work.big", "はい"},
    {"work.big.yes", "yes"},
    {"work.big.no", "no"},
    {"work.big.maybe", NULL},
    {"work.bad", "いいえ"},
    {"work.bad.yes", "no"},
    {"work.bad.no", "yes"},
    {"work.fee", "1234567"},
    {"work.start", "2024-05-01"},
    {"work.parties", NULL},
    {"work.parties.ab", NULL},
    {"work.other", NULL},
    {"wor", NULL},
    {"place", "#3"},
    {"place.none", "no"},
    {"place.none.no", "yes"},
    {"place.some", NULL},
    {"place.0", "*"},
    {"place.0.name", "東"},
    {"place.0.kind", "庁舎内"},
    {"place.0.kind.inside", "yes"},
    {"place.0.kind.outside", "no"},
    {"place.0.kind.elsewhere", NULL},
    {"place.0.lock", "あり"},
    {"place.1.kind", "外"},
    {"place.1.kind.outside", "yes"},
    {"place.1.lock", "なし"},
    {"place.1.lock.no", "yes"},
    {"place.1.other", NULL},
    {"document", "*"},
    {"document.title", "別紙"},
    {"document.form", NULL},
    {"document.other", NULL},
    {"case.id", "c1"},
    {"case.name", NULL},
    {"revision.date", "2023-04-01"},
    {"revision.other", NULL},
    {"value.chair", "会長"},
    {"value.other", NULL},
    {"party.client", "甲"},
    {"party.contractor", "乙"},
    {"party.other", NULL},
    {"text.sites", "東(庁舎内)、南(外)"},
    {"text.printed", "会長/はい/1,234,567/令和6年5月1日"},
    {"text.other", NULL},
    {"texts.sites", NULL},
    {"decision.fit", "*"},
    {"decision.fit.fit", "yes"},
    {"decision.fit.unfit", "no"},
    {"decision.fit.say", "可"},
    {"decision.fit.other", NULL},
    {"decision.new", NULL},
    {"decision.other", NULL},
    {"left-out", "#1"},
    {"left-out.0.cite", "6 a2"},
    {"left-out.0.title", "条a2"},
    {"left-out.0.reason", "要らぬ"},
    {"left-out.0.other", NULL},
    {"included", "#1"},
    {"included.0.cite", "6 s1"},
    {"included.0.title", "条s1"},
    {"included.0.reason", "要る"},
    /* m2 has no text yet and is no row; a2 is left out and has no article. */
    {"requirement", "#4"},
    {"requirement.0.number", "1"},
    {"requirement.0.id", "a2"},
    {"requirement.0.cite", "6 a2"},
    {"requirement.0.title", "鍵"},
    {"requirement.0.label", "条a2"},
    {"requirement.0.check", "鍵か。"},
    {"requirement.0.applies", "なし"},
    {"requirement.0.applies.yes", "no"},
    {"requirement.0.applies.no", "yes"},
    {"requirement.0.applies.other", NULL},
    {"requirement.0.why", "要らぬ"},
    {"requirement.0.article", NULL},
    {"requirement.0.late", "no"},
    {"requirement.0.late.no", "yes"},
    {"requirement.0.result", NULL},
    {"requirement.0.result.item", NULL},
    {"requirement.0.result.done", NULL},
    {"requirement.0.other", NULL},
    {"requirement.1.number", "2"},
    {"requirement.1.id", "m1"},
    {"requirement.1.title", "旧"},
    {"requirement.1.check", "旧か。"},
    {"requirement.1.applies", "あり"},
    {"requirement.1.applies.yes", "yes"},
    {"requirement.1.why", "必ず"},
    {"requirement.1.article", "第1条"},
    {"requirement.1.late", "yes"},
    {"requirement.1.late.yes", "yes"},
    {"requirement.1.late.no", "no"},
    {"requirement.1.result", "*"},
    {"requirement.1.result.item", "m1"},
    {"requirement.1.result.done", "書"},
    {"requirement.1.result.stage.later", "yes"},
    {"requirement.1.result.fit", "否"},
    {"requirement.1.result.fit.yes", "no"},
    {"requirement.1.result.fit.no", "yes"},
    {"requirement.2.number", "3"},
    {"requirement.2.id", "s1"},
    {"requirement.2.why", "要る"},
    {"requirement.2.article", "第4条"},
    {"requirement.2.late", "no"},
    {"requirement.2.result.stage.early", "yes"},
    {"requirement.2.result.fit", NULL},
    {"requirement.3.number", "4"},
    {"requirement.3.id", "a1"},
    {"requirement.3.why", "要る措置"},
    {"requirement.3.article", "第2条"},
};

static struct itk_data
look(const struct itk_plan *plan, const char *path)
{
    const struct itk_lookup *lookup = &plan->lookup;
    struct itk_data at = lookup->root;

    while (*path && at.kind != ITK_DATA_ABSENT) {
        const size_t size = strcspn(path, ".");

        if (at.kind == ITK_DATA_LIST && *path <= '9')
            at = lookup->item(lookup->self, &at, (size_t)(*path - '0'));
        else
            at = lookup->member(lookup->self, &at, path, size);
        path += size + (path[size] == '.');
    }
    return at;
}

static void
test_name(void **state)
{
    const struct row *row = *state;
    struct itk_data got;
    struct town town;

    town_open(&town, SOUND);
    assert_non_null(town.plans);
    assert_int_equal(itk_plans_at(town.plans, 0)->state, ITK_PLAN_READY);
    got = look(itk_plans_at(town.plans, 0)->plan, row->path);
    if (!row->want) {
        assert_int_equal(got.kind, ITK_DATA_ABSENT);
    } else if (*row->want == '#') {
        assert_int_equal(got.kind, ITK_DATA_LIST);
        assert_int_equal(got.count, row->want[1] - '0');
    } else if (*row->want == '*') {
        assert_int_equal(got.kind, ITK_DATA_GROUP);
    } else if (got.kind == ITK_DATA_BOOL && !got.size) {
        assert_string_equal(got.truth ? "yes" : "no", row->want);
    } else {
        assert_true(got.kind == ITK_DATA_TEXT || got.kind == ITK_DATA_BOOL);
        assert_int_equal(got.size, strlen(row->want));
        assert_memory_equal(got.text, row->want, got.size);
    }
    town_close(&town);
}

/* Names that are there, though nothing is known of them in that case. */
static const char *const without_value[] = {
    "work.parties",
    "work.parties.ab",
    "document.form",
    "requirement.0.article",
    "requirement.0.result",
    "requirement.0.result.item",
    "requirement.0.result.done",
    "requirement.2.result.fit",
};

static bool
is_without_value(const char *path)
{
    for (size_t i = 0; i < ITK_COUNT(without_value); i++) {
        if (strcmp(path, without_value[i]) == 0)
            return true;
    }
    return false;
}

/* The same names are known without a case, and what they stand for. */
static void
test_known(void **state)
{
    const struct row *row = *state;
    struct itk_name at = itk_name_root;
    struct itk_names names = {0};
    const char *path = row->path;
    struct itk_data got;
    struct town town;
    bool words;

    town_open(&town, SOUND);
    names.guide = town.guide;
    names.revision = (struct itk_date){2023, 4, 1};
    names.version = itk_plans_at(town.plans, 0)->version;
    got = look(itk_plans_at(town.plans, 0)->plan, path);
    while (*path) {
        const size_t size = strcspn(path, ".");

        at = *path <= '9' ? itk_name_item(at)
                          : itk_name_below(&names, &at, path, size);
        path += size + (path[size] == '.');
    }
    if (is_without_value(row->path)) {
        assert_null(row->want);
        assert_int_not_equal(itk_name_kind(at, &words), ITK_DATA_ABSENT);
    } else {
        assert_int_equal(itk_name_kind(at, &words), got.kind);
        assert_int_equal(
            words, (got.kind == ITK_DATA_TEXT || got.kind == ITK_DATA_BOOL) &&
                       got.size);
    }
    town_close(&town);
}

/* The clauses are a block; a list without members is there and empty. */
static void
test_block(void **state)
{
    struct itk_data got;
    struct town town;

    (void)state;
    town_open(&town, WORK TOWN_DATE PLACES "<override none='yes'/>");
    got = look(itk_plans_at(town.plans, 0)->plan, "clauses");
    assert_int_equal(got.kind, ITK_DATA_BLOCK);
    got = look(itk_plans_at(town.plans, 0)->plan, "left-out");
    assert_int_equal(got.kind, ITK_DATA_LIST);
    assert_int_equal(got.count, 0);
    got = look(itk_plans_at(town.plans, 0)->plan, "override");
    assert_int_equal(got.kind, ITK_DATA_LIST);
    assert_int_equal(got.count, 0);
    got = look(itk_plans_at(town.plans, 0)->plan, "override.none");
    assert_int_equal(got.kind, ITK_DATA_BOOL);
    assert_true(got.truth);
    /* Nothing is known of the results: not even that there are none. */
    got = look(itk_plans_at(town.plans, 0)->plan, "result.none");
    assert_int_equal(got.kind, ITK_DATA_ABSENT);
    town_close(&town);
}

/* What the dictionary has is named even without a value: in a list, it hides
 * what has the same name further out. */
static void
test_without_value(void **state)
{
    const struct itk_plan *plan;
    struct itk_data got;
    struct town town;

    (void)state;
    town_open(&town, SOUND);
    plan = itk_plans_at(town.plans, 0)->plan;
    got = look(plan, "work.parties");
    assert_int_equal(got.kind, ITK_DATA_ABSENT);
    assert_true(got.named);
    assert_false(look(plan, "work.other").named);
    assert_false(look(plan, "place.0.other").named);
    assert_true(look(plan, "requirement.0.result").named);
    assert_true(look(plan, "requirement.0.article").named);
    assert_false(look(plan, "requirement.0.other").named);
    town_close(&town);
}

/* Runs are counted over the document; what falls away leaves no gap. */
static void
test_blocks(void **state)
{
    static const struct {
        enum itk_block_kind kind;
        unsigned number, run;
    } want[] = {
        {ITK_BLOCK_PARAGRAPH, 1, 0}, {ITK_BLOCK_ITEM, 1, 1},
        {ITK_BLOCK_ITEM, 2, 1},      {ITK_BLOCK_PARAGRAPH, 2, 0},
        {ITK_BLOCK_ITEM, 1, 2},      {ITK_BLOCK_SUBITEM, 1, 2},
        {ITK_BLOCK_TABLE, 0, 0},     {ITK_BLOCK_TABLE, 0, 0},
    };
    static const char *const cells[] = {"1",        "東、あり", "2",
                                        "西、なし", "3",        "南、あり"};
    static const char *const locked[] = {"1", "東", "2", "南"};
    const struct itk_plan_clause *clause;
    const struct itk_plan_table *table;
    const struct itk_plan *plan;
    struct town town;

    (void)state;
    town_open(&town, SOUND);
    plan = itk_plans_at(town.plans, 0)->plan;
    assert_int_equal(plan->runs_count, 2);
    clause = &plan->clauses[0];
    assert_int_equal(clause->blocks_count, ITK_COUNT(want));
    for (size_t i = 0; i < ITK_COUNT(want); i++) {
        assert_int_equal(clause->blocks[i].kind, want[i].kind);
        assert_int_equal(clause->blocks[i].number, want[i].number);
        assert_int_equal(clause->blocks[i].run, want[i].run);
    }
    table = clause->blocks[ITK_COUNT(want) - 2].table;
    assert_string_equal(table->caption, "場所");
    assert_int_equal(table->columns_count, 2);
    assert_string_equal(table->columns[0].label, "番\n号");
    assert_int_equal(table->columns[0].share, 1);
    assert_int_equal(table->columns[0].align, ITK_ALIGN_RIGHT);
    assert_int_equal(table->columns[1].align, ITK_ALIGN_LEFT);
    assert_int_equal(table->rows_count, 3);
    for (size_t i = 0; i < ITK_COUNT(cells); i++)
        assert_string_equal(table->cells[i].text, cells[i]);
    table = clause->blocks[ITK_COUNT(want) - 1].table;
    assert_int_equal(table->rows_count, 2);
    for (size_t i = 0; i < ITK_COUNT(locked); i++)
        assert_string_equal(table->cells[i].text, locked[i]);
    town_close(&town);
}

static void
test_numbers(void **state)
{
    static const struct {
        const char *body, *ids;
    } cases[] = {
        {SOUND, "m1 a1 r1 s1"},
        {WORK TOWN_DATE PLACES, "m1 a1 a2 r1"},
        {WORK TOWN_LATE PLACES, "m1 m2 a2 r1"},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++) {
        struct itk_buf ids = ITK_BUF_INIT;
        const struct itk_plan *plan;
        struct town town;

        town_open(&town, cases[i].body);
        plan = itk_plans_at(town.plans, 0)->plan;
        for (size_t j = 0; j < plan->clauses_count; j++) {
            itk_buf_adds(&ids, j ? " " : "");
            itk_buf_adds(&ids, plan->clauses[j].id);
            assert_int_equal(plan->clauses[j].number, j + 1);
        }
        assert_string_equal(ids.data, cases[i].ids);
        itk_buf_free(&ids);
        town_close(&town);
    }
}

/* The rows of a revision, why they are there, and their articles; from the
 * document of a place, while the annex waits. */
static void
test_survey(void **state)
{
    static const struct {
        const char *body, *want;
    } cases[] = {
        {TOWN_DATE "<place><lock>yes</lock></place>",
         "1 a2 町 -; 2 m1 必ず 第1条; 3 s1 非該当 -; 4 a1 要る措置 第2条"},
        {TOWN_DATE
         "<place><lock>yes</lock></place><place><name>東</name></place>",
         "1 a2 不明 第3条; 2 m1 必ず 第1条; 3 s1 非該当 -; "
         "4 a1 要る措置 第2条"},
        {TOWN_DATE "<place><lock>yes</lock></place><place><lock>no</lock>"
                   "</place>",
         "1 a2 要る措置 第3条; 2 m1 必ず 第1条; 3 s1 非該当 -; "
         "4 a1 要る措置 第2条"},
        /* The later text of m1 asks nothing, a1 is dropped, m2 is there. */
        {TOWN_LATE "<place><lock>yes</lock></place>",
         "1 a2 町 -; 2 m2 必ず 第2条; 3 s1 非該当 -"},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++) {
        static const char *const names[] = {"number", "id", "why", "article"};
        const struct itk_plan *plan;
        struct itk_buf out = ITK_BUF_INIT;
        struct town town;
        size_t count;

        town_open(&town, cases[i].body);
        assert_int_equal(itk_plans_at(town.plans, 0)->state, ITK_PLAN_WAITING);
        plan = itk_plans_at(town.plans, 1)->plan;
        assert_string_equal(plan->document, "site");
        count = look(plan, "requirement").count;
        for (size_t j = 0; j < count * ITK_COUNT(names); j++) {
            char path[64];
            struct itk_data data;

            snprintf(path, sizeof(path), "requirement.%zu.%s",
                     j / ITK_COUNT(names), names[j % ITK_COUNT(names)]);
            data = look(plan, path);
            itk_buf_adds(&out, !j ? "" : j % ITK_COUNT(names) ? " " : "; ");
            if (data.kind == ITK_DATA_TEXT)
                itk_buf_add(&out, data.text, data.size);
            else
                itk_buf_addc(&out, '-');
        }
        assert_string_equal(out.data, cases[i].want);
        itk_buf_free(&out);
        town_close(&town);
    }
}

/* A document for some members: made, waiting, of no concern. */
static void
test_members(void **state)
{
    static const struct {
        const char *body, *want; /* member from 1, or -; state */
    } cases[] = {
        {TOWN_DATE PLACES, "1 made; 3 made"},
        {TOWN_DATE
         "<place><name>東</name></place><place><lock>no</lock></place>",
         "1 waits"},
        {TOWN_DATE "<place><lock>no</lock></place>", "- not made"},
        {TOWN_DATE "<place none='yes'/>", "- not made"},
        {TOWN_DATE, "- waits"},
    };
    static const char *const states[] = {"made", "waits", "not made"};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++) {
        struct itk_buf out = ITK_BUF_INIT;
        struct town town;

        town_open(&town, cases[i].body);
        for (size_t j = 1; j < itk_plans_count(town.plans); j++) {
            const struct itk_planned *one = itk_plans_at(town.plans, j);

            itk_buf_adds(&out, j > 1 ? "; " : "");
            if (one->member == SIZE_MAX)
                itk_buf_addc(&out, '-');
            else
                itk_buf_addu(&out, one->member + 1);
            itk_buf_addc(&out, ' ');
            itk_buf_adds(&out, states[one->state]);
        }
        assert_string_equal(out.data, cases[i].want);
        itk_buf_free(&out);
        town_close(&town);
    }
}

static struct waiting_row {
    const char *name;
    const char *body;
    const char *missing; /* ids, a member's with its number */
} waiting_rows[] = {
    {"waits for all that its needs lack", TOWN_DATE,
     "work.name work.big place"},
    {"waits for the date of the contract", WORK PLACES, "contract.date"},
    {"waits for more members",
     WORK TOWN_DATE "<place><name>東</name><lock>yes</lock></place>", "place"},
    {"waits for a field of each member",
     WORK TOWN_DATE "<place><lock>yes</lock></place><place><name>西</name>"
                    "</place><place><lock>no</lock></place>",
     "place.name#1 place.name#3"},
    {"waits for what a condition asks for",
     "<work><name>業</name><big>yes</big></work>" TOWN_DATE PLACES, "work.fee"},
    {"waits for what its texts print",
     "<work><name>業</name><big>no</big><bad>no</bad></work>" TOWN_DATE PLACES,
     "work.fee work.start"},
    {"waits for what decides a passage",
     "<work><name>業</name><big>no</big><fee>1</fee><start>2024-05-01</start>"
     "</work>" TOWN_DATE PLACES,
     "work.bad"},
};

static void
test_waiting(void **state)
{
    const struct waiting_row *row = *state;
    struct itk_buf out = ITK_BUF_INIT;
    const struct itk_planned *one;
    struct town town;

    town_open(&town, row->body);
    one = itk_plans_at(town.plans, 0);
    assert_int_equal(one->state, ITK_PLAN_WAITING);
    assert_null(one->plan);
    for (size_t i = 0; i < one->missing.count; i++) {
        const struct itk_fact *fact = &one->missing.at[i];

        itk_buf_adds(&out, i ? " " : "");
        itk_buf_adds(&out, fact->field ? fact->field->id : fact->list->id);
        if (fact->field && fact->field->list) {
            itk_buf_addc(&out, '#');
            itk_buf_addu(&out, (unsigned)fact->member + 1);
        }
    }
    assert_string_equal(out.data, row->missing);
    itk_buf_free(&out);
    town_close(&town);
}

int
main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(test_block),   cmocka_unit_test(test_without_value),
        cmocka_unit_test(test_blocks),  cmocka_unit_test(test_survey),
        cmocka_unit_test(test_members), cmocka_unit_test(test_numbers)};
    struct CMUnitTest tests[2 * ITK_COUNT(rows) + ITK_COUNT(waiting_rows) +
                            ITK_COUNT(others)];
    size_t count = 0;

    memset(tests, 0, sizeof(tests));
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] = (struct CMUnitTest){.name = rows[i].path,
                                             .test_func = test_name,
                                             .initial_state = &rows[i]};
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] = (struct CMUnitTest){.name = rows[i].path,
                                             .test_func = test_known,
                                             .initial_state = &rows[i]};
    for (size_t i = 0; i < ITK_COUNT(waiting_rows); i++)
        tests[count++] = (struct CMUnitTest){.name = waiting_rows[i].name,
                                             .test_func = test_waiting,
                                             .initial_state = &waiting_rows[i]};
    memcpy(tests + count, others, sizeof(others));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
