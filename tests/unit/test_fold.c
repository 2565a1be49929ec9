/*
 * Names that a file system may take for the same.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "text/fold.h"

static struct row {
    const char *name, *text, *want;
} rows[] = {
    {"nothing", "", ""},
    {"small letters stay", "r8-001", "r8-001"},
    {"capital letters", "R8-ÄΣЖ", "r8-äσж"},
    {"full width", "Ｒ８－００１", "r8-001"},
    {"half-width kana", "ｶﾞ", "ガ"},
    {"a letter and its mark", "か\u3099", "が"},
    {"a ligature", "ﬁ", "fi"},
    {"a sign of two letters", "㈱", "(株)"},
    {"kanji stay", "仙台市\U00020BB7", "仙台市\U00020BB7"},
    {"no UTF-8 stays", "a\xFFz", "a\xFFz"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, ">");
    itk_fold(row->text, &out);
    assert_string_equal(out.data + 1, row->want);
    itk_buf_free(&out);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows)];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name,
            .test_func = test_row,
            .initial_state = &rows[i],
        };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
