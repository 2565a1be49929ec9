/*
 * Numbers of automatic lists.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/counter.h"

static struct row {
    const char *name, *format;
    unsigned number;
    const char *want;
    bool known;
} rows[] = {
    {"digits", "decimal", 12, "12", true},
    {"wide digits", "decimalFullWidth", 12, "１２", true},
    {"kana", "aiueoFullWidth", 2, "イ", true},
    {"the last kana", "aiueoFullWidth", 46, "ン", true},
    {"no kana left", "aiueoFullWidth", 47, "47", false},
    {"half-width kana", "aiueo", 1, "ｱ", true},
    {"iroha", "iroha", 3, "ハ", true},
    {"circle", "decimalEnclosedCircle", 20, "⑳", true},
    {"no circle left", "decimalEnclosedCircle", 21, "21", false},
    {"kanji", "japaneseCounting", 12, "十二", true},
    {"letters", "lowerLetter", 26, "z", true},
    {"letters go on", "upperLetter", 28, "BB", true},
    {"roman", "lowerRoman", 1994, "mcmxciv", true},
    {"capital roman", "upperRoman", 9, "IX", true},
    {"nothing", "none", 3, "", true},
    {"a bullet", "bullet", 3, "", true},
    {"unheard of", "hebrew1", 3, "3", false},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_buf out = ITK_BUF_INIT;

    assert_int_equal(itk_counter(&out, row->format, row->number), row->known);
    assert_string_equal(out.data, row->want);
    itk_buf_free(&out);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows)];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    return cmocka_run_group_tests_name("counter", tests, NULL, NULL);
}
