/*
 * CRC-32 joined from those of stretches, held to libdeflate's of the whole.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <libdeflate.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tmpl/crc.h"

static void
test_cut_anywhere(void **state)
{
    unsigned char bytes[600];
    struct itk_crc_shift shift;

    (void)state;
    srand(1);
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (unsigned char)rand();
    for (size_t cut = 0; cut <= sizeof(bytes); cut++) {
        const size_t left = sizeof(bytes) - cut;

        itk_crc_shift_make(&shift, left);
        assert_int_equal(itk_crc_join(&shift, libdeflate_crc32(0, bytes, cut),
                                      libdeflate_crc32(0, bytes + cut, left)),
                         libdeflate_crc32(0, bytes, sizeof(bytes)));
    }
}

/* A part may have 64 MiB. */
static void
test_long(void **state)
{
    const size_t first = 5, size = (64u << 20) + 3;
    char *bytes = calloc(1, size);
    struct itk_crc_shift shift;

    (void)state;
    assert_non_null(bytes);
    bytes[0] = bytes[size - 1] = 'x';
    itk_crc_shift_make(&shift, size - first);
    assert_int_equal(
        itk_crc_join(&shift, libdeflate_crc32(0, bytes, first),
                     libdeflate_crc32(0, bytes + first, size - first)),
        libdeflate_crc32(0, bytes, size));
    free(bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut_anywhere),
        cmocka_unit_test(test_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
