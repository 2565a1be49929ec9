/*
 * Memory freed in one go; statuses and blobs of base.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void
test_zeroed_and_aligned(void **state)
{
    struct itk_arena arena = ITK_ARENA_INIT;

    (void)state;
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *block = itk_arena_alloc(&arena, size);

        assert_int_equal((uintptr_t)block % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(block[i], 0);
        memset(block, 0xA5, size);
    }
    itk_arena_fini(&arena);
    assert_null(arena.block);
    itk_arena_fini(&arena);
    itk_arena_fini(NULL);
}

static void
test_blocks_do_not_overlap(void **state)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    unsigned char *blocks[2000];

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(blocks); i++) {
        blocks[i] = itk_arena_alloc(&arena, i % 97 ? i % 97 : 5000);
        memset(blocks[i], (int)(i % 251), i % 97 ? i % 97 : 5000);
    }
    for (size_t i = 0; i < ITK_COUNT(blocks); i++) {
        for (size_t j = 0; j < (i % 97 ? i % 97 : 5000); j++)
            assert_int_equal(blocks[i][j], i % 251);
    }
    itk_arena_fini(&arena);
}

static void
test_copies(void **state)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    char *adopted = itk_alloc(3);

    (void)state;
    assert_string_equal(itk_arena_dup(&arena, "委託"), "委託");
    assert_memory_equal(itk_arena_copy(&arena, "a\0bX", 3), "a\0b", 4);
    assert_string_equal(itk_arena_copy(&arena, NULL, 0), "");
    assert_non_null(itk_arena_array(&arena, 0, 8));
    itk_arena_adopt(&arena, adopted);
    assert_string_equal(itk_arena_dup(&arena, "after"), "after");
    itk_arena_fini(&arena);
}

static void
test_grow(void **state)
{
    int *numbers = itk_grow(NULL, 4, sizeof(int));

    (void)state;
    numbers[3] = 7;
    numbers = itk_grow(numbers, 4000, sizeof(int));
    assert_int_equal(numbers[3], 7);
    free(numbers);
}

static void
test_blobs_find(void **state)
{
    const struct itk_blob at[] = {
        {.name = "a"}, {.name = "a-b"}, {.name = "a/b"}, {.name = "b"}};

    (void)state;
    for (size_t n = 0; n <= ITK_COUNT(at); n++) {
        const struct itk_blobs set = {at, n};

        for (size_t i = 0; i < ITK_COUNT(at); i++)
            assert_ptr_equal(itk_blobs_find(set, at[i].name),
                             i < n ? &at[i] : NULL);
        assert_null(itk_blobs_find(set, "a0"));
        assert_null(itk_blobs_find(set, ""));
        assert_null(itk_blobs_find(set, "c"));
    }
}

static void
test_fault_worse(void **state)
{
    static const enum itk_fault order[] = {ITK_FAULT_NONE, ITK_FAULT_CASE,
                                           ITK_FAULT_PACKAGE, ITK_FAULT_MACHINE,
                                           ITK_FAULT_PROGRAM};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(order); i++) {
        for (size_t j = 0; j < ITK_COUNT(order); j++)
            assert_int_equal(itk_fault_worse(order[i], order[j]),
                             order[i > j ? i : j]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zeroed_and_aligned),
        cmocka_unit_test(test_blocks_do_not_overlap),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_grow),
        cmocka_unit_test(test_blobs_find),
        cmocka_unit_test(test_fault_worse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
