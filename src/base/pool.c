/*
 * Threads that share a work.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <pthread.h>
#include <sched.h>

#include "base/pool.h"

struct hand {
    void (*work)(void *self, size_t number);
    void *self;
    size_t number;
};

static void *
begin(void *arg)
{
    const struct hand *hand = arg;

    hand->work(hand->self, hand->number);
    return NULL;
}

void
itk_pool_run(size_t threads, void (*work)(void *self, size_t number),
             void *self)
{
    pthread_t started[ITK_POOL_MAX_THREADS];
    struct hand hands[ITK_POOL_MAX_THREADS];
    size_t count = 0;

    if (threads > ITK_POOL_MAX_THREADS)
        threads = ITK_POOL_MAX_THREADS;
    while (count + 1 < threads) {
        hands[count] = (struct hand){work, self, count + 1};
        if (pthread_create(&started[count], NULL, begin, &hands[count]))
            break;
        count++;
    }
    work(self, 0);
    while (count)
        pthread_join(started[--count], NULL);
}

size_t
itk_pool_cores(void)
{
    cpu_set_t set;
    int count = 0;

    if (sched_getaffinity(0, sizeof(set), &set) == 0)
        count = CPU_COUNT(&set);
    return count > 0 ? (size_t)count : 1;
}
