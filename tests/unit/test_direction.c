/*
 * Characters that turn the direction of writing: which texts stay within
 * themselves.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/direction.h"

#define LRE "\u202a"
#define RLE "\u202b"
#define PDF "\u202c"
#define LRO "\u202d"
#define RLO "\u202e"
#define LRI "\u2066"
#define RLI "\u2067"
#define FSI "\u2068"
#define PDI "\u2069"

static const struct {
    const char *text;
    bool closed;
} rows[] = {
    {"", true},
    {"x", true},
    {"仙台市…“a”", true},
    {"עברית 123", true},
    {"a\u200e\u200f\u061c", true}, /* marks */
    {RLE "a" PDF, true},
    {LRE RLE "a" PDF PDF "b", true},
    {RLI "a" PDI FSI "b" PDI LRI PDI, true},
    {RLI LRE "a" PDF PDI, true},
    {LRO "a" PDF, false},
    {RLO "a" PDF, false},
    {"a" RLO, false},
    {RLE "a", false},
    {"a" PDF, false},
    {RLI, false},
    {PDI, false},
    {PDI RLI, false},
    {RLI "a" PDF, false},
    {RLE "a" PDI, false},
    {RLE RLI PDF PDI, false},
    {RLI RLI PDI, false},
};

static void
test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        if (itk_direction_is_closed(rows[i].text, strlen(rows[i].text)) !=
            rows[i].closed)
            fail_msg("row %zu: %s", i, rows[i].text);
    }
}

/* The last bytes of a text that is cut are not looked past. */
static void
test_cut(void **state)
{
    static const char text[] = "a" RLO;

    (void)state;
    assert_true(itk_direction_is_closed(text, 1));
    assert_true(itk_direction_is_closed(text, 2));
    assert_true(itk_direction_is_closed(text, 3));
    assert_false(itk_direction_is_closed(text, 4));
    assert_true(itk_direction_is_closed(NULL, 0));
}

static void
test_depth(void **state)
{
    (void)state;
    for (size_t depth = 124; depth <= 126; depth++) {
        struct itk_buf text = ITK_BUF_INIT;

        for (size_t i = 0; i < depth; i++)
            itk_buf_adds(&text, RLI);
        for (size_t i = 0; i < depth; i++)
            itk_buf_adds(&text, PDI);
        assert_int_equal(itk_direction_is_closed(text.data, text.size),
                         depth <= 125);
        itk_buf_free(&text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_depth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
