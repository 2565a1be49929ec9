/*
 * The string builder.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

static void
test_empty(void **state)
{
    struct itk_buf buf = ITK_BUF_INIT;
    char *text;

    (void)state;
    assert_string_equal(buf.data, "");
    itk_buf_add(&buf, NULL, 0);
    itk_buf_clear(&buf);
    assert_ptr_equal(buf.data, itk_buf_nothing);
    text = itk_buf_take(&buf);
    assert_string_equal(text, "");
    free(text);
    itk_buf_free(&buf);
    itk_buf_free(NULL);
    assert_int_equal(itk_buf_nothing[0], '\0');
}

static void
test_adds(void **state)
{
    struct itk_buf buf = ITK_BUF_INIT;

    (void)state;
    itk_buf_adds(&buf, "a");
    itk_buf_addc(&buf, '-');
    itk_buf_add(&buf, "bcd", 2);
    itk_buf_addu(&buf, 0);
    itk_buf_addc(&buf, ' ');
    itk_buf_addu(&buf, UINT64_MAX);
    assert_string_equal(buf.data, "a-bc0 18446744073709551615");
    assert_int_equal(buf.size, strlen(buf.data));
    itk_buf_free(&buf);
    assert_string_equal(buf.data, "");
}

static void
test_terminated_at_every_size(void **state)
{
    struct itk_buf buf = ITK_BUF_INIT;

    (void)state;
    for (size_t i = 0; i < 5000; i++) {
        assert_int_equal(buf.size, i);
        assert_int_equal(buf.data[buf.size], '\0');
        itk_buf_addc(&buf, (char)('a' + i % 26));
    }
    for (size_t i = 0; i < 5000; i++)
        assert_int_equal(buf.data[i], 'a' + i % 26);
    itk_buf_free(&buf);
}

static void
test_reserve_then_no_move(void **state)
{
    struct itk_buf buf = ITK_BUF_INIT;
    const char *block;

    (void)state;
    itk_buf_reserve(&buf, 1000);
    block = buf.data;
    for (size_t i = 0; i < 1000; i++)
        itk_buf_addc(&buf, 'x');
    assert_ptr_equal(buf.data, block);
    itk_buf_clear(&buf);
    assert_ptr_equal(buf.data, block);
    assert_string_equal(buf.data, "");
    itk_buf_free(&buf);
}

static void
test_take_leaves_empty(void **state)
{
    struct itk_buf buf = ITK_BUF_INIT;
    char *text;

    (void)state;
    itk_buf_add(&buf, "a\0b", 3);
    text = itk_buf_take(&buf);
    assert_memory_equal(text, "a\0b", 4);
    assert_int_equal(buf.size, 0);
    itk_buf_adds(&buf, "c");
    assert_string_equal(buf.data, "c");
    free(text);
    itk_buf_free(&buf);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_adds),
        cmocka_unit_test(test_terminated_at_every_size),
        cmocka_unit_test(test_reserve_then_no_move),
        cmocka_unit_test(test_take_leaves_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
