/*
 * Sixteen bytes at a time: what is found, and where first.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"

static void
test_each_place(void **state)
{
    char bytes[ITK_SIXTEEN];

    (void)state;
    for (size_t at = 0; at < ITK_SIXTEEN; at++) {
        memset(bytes, 'a', sizeof(bytes));
        bytes[at] = '"';
        if (at + 1 < ITK_SIXTEEN)
            bytes[at + 1] = '"';
        assert_int_equal(
            itk_sixteen_first(itk_sixteen_are(itk_sixteen_at(bytes), '"')), at);
        assert_true(
            itk_sixteen_any(itk_sixteen_are(itk_sixteen_at(bytes), '"')));
    }
}

static void
test_nowhere(void **state)
{
    const itk_sixteen bytes = itk_sixteen_at("abcdefghijklmnop");

    (void)state;
    assert_false(itk_sixteen_any(itk_sixteen_are(bytes, '"')));
    assert_int_equal(itk_sixteen_first(itk_sixteen_are(bytes, '"')),
                     ITK_SIXTEEN);
}

/* Bytes of UTF-8 are not below anything in ASCII. */
static void
test_below(void **state)
{
    (void)state;
    for (unsigned byte = 0; byte < 256; byte++) {
        char bytes[ITK_SIXTEEN];

        memset(bytes, (int)byte, sizeof(bytes));
        assert_int_equal(
            itk_sixteen_first(itk_sixteen_below(itk_sixteen_at(bytes), ' ')),
            byte < ' ' ? 0 : ITK_SIXTEEN);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_place),
        cmocka_unit_test(test_nowhere),
        cmocka_unit_test(test_below),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
