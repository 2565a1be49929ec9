/*
 * Several threads at one work: each takes the next piece by itself, until there
 * is none.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_POOL_H
#define ITK_BASE_POOL_H

#include <stddef.h>

#define ITK_POOL_MAX_THREADS 256u

/* Calls `work` in `threads` threads (1: in this one), each with its number from
 * 0, and returns when all have. Fewer threads than asked for do the whole work
 * as well, if the system has no more to give. */
void itk_pool_run(size_t threads, void (*work)(void *self, size_t number),
                  void *self);

/* How many threads the machine can run at a time, at least 1. */
size_t itk_pool_cores(void);

#endif
