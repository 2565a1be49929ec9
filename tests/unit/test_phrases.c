/*
 * Phrases: found again by their bytes; and what a document's clauses say is
 * known but for what the case says.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "plan/whole.h"
#include "render/body.h"
#include "tests/support/city.h"
#include "tmpl/template.h"

#define LITERAL(text)                                                          \
    {                                                                          \
        .kind = ITK_OP_LITERAL, .bytes = text, .size = sizeof(text) - 1        \
    }

static const struct itk_op ops[] = {
    LITERAL("<w:body>"), {.kind = ITK_OP_BLOCK}, LITERAL("</w:body>")};
static const struct itk_program program = {
    .ops = ops, .count = ITK_COUNT(ops), .block = true};

static uint32_t
find(const itk_phrases *phrases, const char *text)
{
    return itk_phrases_find(phrases, text, strlen(text));
}

static void
learn(itk_phrases *phrases, const char *text)
{
    itk_phrases_learn(phrases, text, strlen(text));
}

static void
test_find(void **state)
{
    itk_phrases *phrases = itk_phrases_new(&program);
    const struct itk_known *known;

    (void)state;
    learn(phrases, "この条において");
    itk_phrases_gap(phrases);
    itk_phrases_enter(phrases);
    learn(phrases, "前項");
    itk_phrases_leave(phrases);
    learn(phrases, "この条において");
    itk_phrases_seal(phrases);
    /* Behind the two literals, each once. */
    assert_int_equal(find(phrases, "この条において"), 2);
    assert_int_equal(find(phrases, "前項"), 3);
    assert_int_equal(find(phrases, "前"), ITK_NO_SEGMENT);
    assert_int_equal(find(phrases, "<w:body>"), ITK_NO_SEGMENT);
    assert_int_equal(find(NULL, "前項"), ITK_NO_SEGMENT);
    known = itk_phrases_known(phrases);
    assert_int_equal(known->count, 4);
    assert_memory_equal(known->segments[0].bytes, "<w:body>", 8);
    assert_memory_equal(known->segments[1].bytes, "</w:body>", 9);
    assert_memory_equal(known->segments[3].bytes, "前項", 6);
    itk_phrases_free(phrases);
}

static void
test_many(void **state)
{
    itk_phrases *phrases = itk_phrases_new(&program);
    char text[16];

    (void)state;
    for (unsigned i = 0; i < 5000; i++) {
        snprintf(text, sizeof(text), "%u.", i);
        learn(phrases, text);
    }
    itk_phrases_seal(phrases);
    for (unsigned i = 0; i < 5000; i++) {
        snprintf(text, sizeof(text), "%u.", i);
        assert_int_equal(find(phrases, text), i + 2);
    }
    itk_phrases_free(phrases);
}

/* ---- clauses ---- */

static const struct itk_template_facts facts = {
    .block = true, .num_max = 6, .text_width = 9030};

#define DATE "<contract><date>2026-04-01</date></contract>"
#define CASE(more, place)                                                      \
    "<work><name>甲業務</name><count>3</count>" more "</work>" DATE place      \
    "<worker><name>佐藤</name></worker>"
#define PLACE "<place><name>東</name><out>yes</out><system>yes</system></place>"

static struct row {
    const char *name;
    const char *body;
} rows[] = {
    {"all passages",
     CASE("<big>yes</big><loud>yes</loud><kind>red</kind>", PLACE)},
    {"no passages",
     CASE("<big>no</big><loud>no</loud><kind>blue</kind>", PLACE)},
    {"other names",
     CASE("<big>no</big><loud>yes</loud><parties>cd</parties>", PLACE PLACE)},
};

static const struct itk_plan *
annex_of(const struct city *city)
{
    for (size_t i = 0; city->plans && i < itk_plans_count(city->plans); i++) {
        const struct itk_planned *planned = itk_plans_at(city->plans, i);

        if (strcmp(planned->document->id, "annex") == 0)
            return planned->plan;
    }
    return NULL;
}

static itk_phrases *
phrases_of(const struct itk_plan *plan)
{
    itk_phrases *phrases = itk_phrases_new(&program);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_scribe scribe = itk_scribe_to(&text);

    scribe.learns = phrases;
    itk_body_write(itk_plan_whole(plan, &arena), &facts, &scribe);
    itk_phrases_seal(phrases);
    itk_buf_free(&text);
    itk_arena_fini(&arena);
    return phrases;
}

/* What nobody can know before: numbers, names, and what they are put in. */
static bool
is_of_the_case(const char *text, size_t size)
{
    static const char *const words[] = {"甲業務", "東",    "第1条",
                                        "第2条",  "第3条", "第4条"};
    size_t digits = 0;

    for (size_t i = 0; i < ITK_COUNT(words); i++) {
        if (strlen(words[i]) == size && memcmp(words[i], text, size) == 0)
            return true;
    }
    while (digits < size && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    return digits == size;
}

static void
check_trace(const struct itk_trace *trace, const struct itk_known *known,
            const struct itk_buf *body)
{
    size_t at = 0;

    for (size_t i = 0; i < trace->count; i++) {
        const struct itk_stretch *stretch = &trace->at[i];
        const char *bytes = body->data + at;
        const size_t size = stretch->end - at;

        if (stretch->segment == ITK_TRACE_OTHER) {
            assert_true(is_of_the_case(bytes, size));
        } else {
            assert_int_equal(known->segments[stretch->segment].size, size);
            assert_memory_equal(known->segments[stretch->segment].bytes, bytes,
                                size);
        }
        at = stretch->end;
    }
    assert_int_equal(at, body->size);
}

static void
test_clauses(void **state)
{
    const struct row *row = *state;
    struct itk_buf body = ITK_BUF_INIT, alone = ITK_BUF_INIT;
    struct itk_trace trace = {0};
    struct itk_scribe scribe = itk_scribe_to(&body), plain;
    const struct itk_plan *plan;
    itk_phrases *phrases;
    struct city city;

    city_open(&city, row->body);
    plan = annex_of(&city);
    assert_non_null(plan);
    phrases = phrases_of(plan);
    scribe.phrases = phrases;
    scribe.trace = &trace;
    itk_body_write(plan, &facts, &scribe);
    check_trace(&trace, itk_phrases_known(phrases), &body);
    plain = itk_scribe_to(&alone);
    itk_body_write(plan, &facts, &plain);
    assert_string_equal(body.data, alone.data);
    itk_phrases_free(phrases);
    itk_trace_fini(&trace);
    itk_buf_free(&body);
    itk_buf_free(&alone);
    city_close(&city);
}

/* Every clause of the document with every passage; a gap for what the case
 * says, and the words of the package where it says them itself. */
static void
test_whole(void **state)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_plan *plan, *whole;
    const struct itk_plan_block *first, *table;
    struct city city;

    (void)state;
    city_open(&city, rows[1].body);
    plan = annex_of(&city);
    assert_non_null(plan);
    assert_int_equal(plan->clauses_count, 3); /* m1 a1 r1 */
    whole = itk_plan_whole(plan, &arena);
    assert_int_equal(whole->clauses_count, 5);
    assert_false(whole->clauses[0].rare);
    assert_true(whole->clauses[3].rare); /* r1 has a condition */
    assert_true(whole->clauses[4].rare); /* s1 */
    first = whole->clauses[0].blocks;
    assert_int_equal(whole->clauses[0].blocks_count, 7);
    assert_int_equal(first->spans_count, 3);
    assert_string_equal(first->spans[0].text, "乙は、");
    assert_null(first->spans[1].text);
    assert_string_equal(first->spans[2].text, "を行う。");
    assert_true(whole->clauses[0].blocks[3].rare);
    table = &whole->clauses[1].blocks[1];
    assert_int_equal(table->table->rows_count, 1);
    assert_null(table->table->cells[0].text);
    assert_null(table->table->cells[1].text);
    itk_arena_fini(&arena);
    city_close(&city);
}

/* Texts that differ have keys that do. */
static void
test_key(void **state)
{
    struct itk_plan_text_key one, other;
    struct city city;

    (void)state;
    city_open(&city, rows[0].body);
    one = itk_plan_text_key(annex_of(&city));
    other = itk_plan_text_key(annex_of(&city));
    assert_memory_equal(&one, &other, sizeof(one));
    city_close(&city);
    city_open(&city, rows[2].body);
    other = itk_plan_text_key(annex_of(&city));
    assert_ptr_equal(other.pair, &city.guide->pairs[1]);
    assert_int_equal(other.revision, one.revision);
    city_close(&city);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 4];
    const size_t first = ITK_COUNT(rows);

    for (size_t i = 0; i < first; i++)
        tests[i] = (struct CMUnitTest){rows[i].name, test_clauses, NULL, NULL,
                                       &rows[i]};
    tests[first] = (struct CMUnitTest)cmocka_unit_test(test_find);
    tests[first + 1] = (struct CMUnitTest)cmocka_unit_test(test_many);
    tests[first + 2] = (struct CMUnitTest)cmocka_unit_test(test_whole);
    tests[first + 3] = (struct CMUnitTest)cmocka_unit_test(test_key);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
