/*
 * Counts heap allocations. Whoever uses it is linked with $(COUNT_ALLOC) of
 * the Makefile: --wrap for malloc, calloc and realloc.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_BENCH_COUNT_ALLOC_H
#define ITK_TESTS_BENCH_COUNT_ALLOC_H

/* Those of libdeflate are counted from here on as well. */
void count_alloc_begin(void);

/* Allocations of this thread so far; a realloc is one. */
unsigned long count_alloc(void);

#endif
