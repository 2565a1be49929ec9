/*
 * SHA-256: the examples of FIPS 180-4.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/digest.h"

static struct row {
    const char *name, *text;
    const char *want;
} rows[] = {
    {"empty", "",
     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"one block", "abc",
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;

    assert_string_equal(itk_digest_of(row->text, strlen(row->text)).hex,
                        row->want);
}

static void
test_a_million(void **state)
{
    char *text = malloc(1000000);

    (void)state;
    assert_non_null(text);
    memset(text, 'a', 1000000);
    assert_string_equal(
        itk_digest_of(text, 1000000).hex,
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(text);
    assert_string_equal(itk_digest_of(NULL, 0).hex, rows[0].want);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 1];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    tests[ITK_COUNT(rows)] =
        (struct CMUnitTest)cmocka_unit_test(test_a_million);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
