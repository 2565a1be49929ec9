/*
 * The quick look for what could be active, held to a plain search.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "opc/active.h"

static const char *const signs[] = {"instr",     "Instr", "fldSimple",
                                    "mailMerge", "src",   "href"};

static bool
holds(const char *bytes, size_t size)
{
    for (size_t i = 0; i < ITK_COUNT(signs); i++) {
        if (memmem(bytes, size, signs[i], strlen(signs[i])))
            return true;
    }
    return false;
}

/* Letters of the signs and now and then a whole one, in a block that ends where
 * the bytes do. */
static void
test_random(void **state)
{
    static const char letters[] = "inrsthefMgcdSxmplo";

    (void)state;
    srand(1);
    for (unsigned i = 0; i < 50000; i++) {
        const size_t size = 1 + (size_t)rand() % 90;
        char *bytes = malloc(size);
        const char *sign = signs[(size_t)rand() % ITK_COUNT(signs)];
        const size_t at = (size_t)rand() % (2 * size);
        const struct itk_blob part = {"p", bytes, size, ITK_FAULT_PACKAGE};

        assert_non_null(bytes);
        for (size_t j = 0; j < size; j++)
            bytes[j] = letters[(size_t)rand() % (sizeof(letters) - 1)];
        bytes[0] = '<';
        if (at < size && size - at >= strlen(sign))
            memcpy(bytes + at, sign, strlen(sign));
        bytes[0] = '<';
        assert_int_equal(itk_active_may(&part), holds(bytes, size));
        free(bytes);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
