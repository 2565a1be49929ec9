/*
 * A library to be loaded before all others: the Nth allocation fails, or all
 * from the Nth on. What is linked into the program statically calls these too.
 *
 * FAULTS_STATE  a file of 64 KiB or more, mapped: struct state below
 * FAULTS_AT     N, counted from 1 over all threads; 0 or unset: only count
 * FAULTS_ON     set: from then on
 * FAULTS_STACK  set: the names on the stack of the first that fails
 * FAULTS_SLEEP  N: none fails, but one in about N waits for some microseconds,
 *               so that threads meet in other ways
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

struct state {
    atomic_ulong count, hits;
};

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t align, size_t size);
void *memalign(size_t align, size_t size);

static struct state *state;
static unsigned long at;
static int on;
static int stack = -1;
static unsigned long sleeps;
static atomic_ulong asked;

static void
tell_stack(void)
{
    void *frames[48];

    if (stack >= 0)
        backtrace_symbols_fd(frames, backtrace(frames, 48), stack);
}

static void
wait_a_moment(void)
{
    unsigned long number = atomic_fetch_add(&asked, 1) * 0x9E3779B97F4A7C15u;
    struct timespec moment = {0, 0};

    number ^= number >> 29;
    if (number % sleeps)
        return;
    moment.tv_nsec = (long)(number / sleeps % 300000);
    nanosleep(&moment, NULL);
}

static int
fails(void)
{
    unsigned long number;

    if (sleeps)
        wait_a_moment();
    if (!state)
        return 0;
    number = atomic_fetch_add(&state->count, 1) + 1;
    if (!at || (on ? number < at : number != at))
        return 0;
    if (atomic_fetch_add(&state->hits, 1) == 0)
        tell_stack();
    errno = ENOMEM;
    return 1;
}

void *
malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *block, size_t size)
{
    return fails() ? NULL : __libc_realloc(block, size);
}

void *
memalign(size_t align, size_t size)
{
    return fails() ? NULL : __libc_memalign(align, size);
}

void *
aligned_alloc(size_t align, size_t size)
{
    return memalign(align, size);
}

int
posix_memalign(void **block, size_t align, size_t size)
{
    void *got;

    if (align % sizeof(void *) || !align || (align & (align - 1)))
        return EINVAL;
    got = memalign(align, size);
    if (!got)
        return ENOMEM;
    *block = got;
    return 0;
}

__attribute__((constructor)) static void
begin(void)
{
    const char *path = getenv("FAULTS_STATE"), *text = getenv("FAULTS_AT");
    const char *names = getenv("FAULTS_STACK");
    int fd;

    if (names) { /* its first call allocates */
        void *frame[1];

        (void)backtrace(frame, 1);
        stack = open(names, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    at = text ? strtoul(text, NULL, 10) : 0;
    text = getenv("FAULTS_SLEEP");
    sleeps = text ? strtoul(text, NULL, 10) : 0;
    on = getenv("FAULTS_ON") != NULL;
    fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    state = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (state == MAP_FAILED)
        state = NULL;
    close(fd);
}
