/*
 * Texts held against patterns, worked out by hand. In a pattern: * anything,
 * [may be left out], <this|or this>.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "diff/pattern.h"

static struct row {
    const char *name, *pattern, *text;
    size_t otherwise;
    const char *nearest;
} rows[] = {
    {"nothing", "", "", 0, ""},
    {"the same", "甲は、乙に", "甲は、乙に", 0, "甲は、乙に"},
    {"one character", "甲は、乙に", "甲は、丙に", 2, "甲は、乙に"},
    {"one less", "甲は、乙に", "甲は乙に", 1, "甲は、乙に"},
    {"one more", "甲は乙に", "甲は、乙に", 1, "甲は乙に"},
    {"a space that is filled", "期間は*までとする", "期間は3月までとする", 0,
     "期間は3月までとする"},
    {"a space that is empty", "期間は*とする", "期間はとする", 0,
     "期間はとする"},
    {"the space takes what stands beside it", "期間は*までとする",
     "期間は3月迄とする", 2, "期間は3月迄までとする"},
    {"left out", "甲[及び乙]は", "甲は", 0, "甲は"},
    {"not left out", "甲[及び乙]は", "甲及び乙は", 0, "甲及び乙は"},
    {"nearer with what may be left out", "甲[及び乙の者]は", "甲及び丙の者は",
     2, "甲及び乙の者は"},
    {"one in the other", "甲[及び乙[の者]]は", "甲及び乙は", 0, "甲及び乙は"},
    {"the one", "第<3|4>条", "第3条", 0, "第3条"},
    {"the other", "第<3|4>条", "第4条", 0, "第4条"},
    {"neither", "第<3|4>条", "第5条", 2, "第3条"},
    {"all gone", "甲乙", "", 2, "甲乙"},
    {"all new", "", "甲乙", 2, ""},
    {"two spaces", "*は、*に", "甲は、乙は、丙に", 0, "甲は、乙は、丙に"},
};

static itk_pattern *
read(const char *text)
{
    itk_pattern *pattern = itk_pattern_new();

    while (*text) {
        const size_t plain = strcspn(text, "*[]<");

        itk_pattern_text(pattern, text, plain);
        text += plain;
        if (*text == '*')
            itk_pattern_any(pattern);
        else if (*text == '[')
            itk_pattern_begin_optional(pattern);
        else if (*text == ']')
            itk_pattern_end_optional(pattern);
        if (*text == '<') { /* one character each */
            const char a[] = {text[1], '\0'}, b[] = {text[3], '\0'};

            itk_pattern_either(pattern, a, b);
            text += 4;
        }
        text += *text != '\0';
    }
    return pattern;
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    itk_pattern *pattern = read(row->pattern);
    struct itk_buf out = ITK_BUF_INIT;

    assert_int_equal(itk_pattern_matches(pattern, row->text, strlen(row->text)),
                     row->otherwise == 0);
    assert_int_equal(
        itk_pattern_nearest(pattern, row->text, strlen(row->text), &out),
        row->otherwise);
    assert_string_equal(out.data, row->nearest);
    itk_buf_free(&out);
    itk_pattern_free(pattern);
}

/* Past the limit its words are said. */
static void
test_large(void **state)
{
    itk_pattern *pattern = itk_pattern_new();
    struct itk_buf text = ITK_BUF_INIT, out = ITK_BUF_INIT;

    (void)state;
    for (int i = 0; i < 6000; i++) {
        itk_pattern_text(pattern, "ab", 2);
        itk_buf_adds(&text, "ac");
    }
    assert_false(itk_pattern_matches(pattern, text.data, text.size));
    assert_true(itk_pattern_nearest(pattern, text.data, text.size, &out) ==
                SIZE_MAX);
    assert_int_equal(out.size, 12000);
    itk_buf_free(&text);
    itk_buf_free(&out);
    itk_pattern_free(pattern);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 1] = {
        cmocka_unit_test(test_large)};

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 1] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
