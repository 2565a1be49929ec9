/*
 * Heap allocations, counted at the linker's seam: calls from our own code and,
 * by its own setting, libdeflate's.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <libdeflate.h>
#include <stdlib.h>

#include "tests/bench/count_alloc.h"

/* The names that --wrap gives them. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static _Thread_local unsigned long allocations;

void *
__wrap_malloc(size_t size)
{
    allocations++;
    return __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
    allocations++;
    return __real_calloc(count, size);
}

void *
__wrap_realloc(void *block, size_t size)
{
    allocations++;
    return __real_realloc(block, size);
}

void
count_alloc_begin(void)
{
    libdeflate_set_memory_allocator(__wrap_malloc, free);
}

unsigned long
count_alloc(void)
{
    return allocations;
}
