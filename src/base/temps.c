/*
 * The temporaries that must not be left behind (file.h). This is the one
 * writable table of the program: a signal handler and the end without memory
 * can neither take a lock nor reach an object that somebody passes down, so a
 * fixed table of lock-free slots is all they can use.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

#if ATOMIC_LLONG_LOCK_FREE != 2
#error "temporaries need lock-free 64-bit atomics"
#endif

/* A slot's key: free, being filled or removed, or the hash of what it holds,
 * by which its owner finds it without reading another thread's name. */
#define WAITS 50 /* of a millisecond each, for threads that make one */

#define KEY_FREE 0ull
#define KEY_BUSY 1ull

static struct {
    atomic_ullong key;
    int folder;
    char name[NAME_MAX + 1];
} slots[ITK_FILE_TEMPS];

/* Threads that are making one; all are being removed. */
static atomic_int making;
static atomic_bool closing;

void
itk_temps_enter(void)
{
    atomic_fetch_add(&making, 1);
    if (!atomic_load(&closing))
        return;
    atomic_fetch_sub(&making, 1);
    for (;;) /* the program ends */
        pause();
}

void
itk_temps_leave(void)
{
    atomic_fetch_sub(&making, 1);
}

/* FNV-1a. */
static unsigned long long
key_of(int folder, const char *name)
{
    unsigned long long key = 0xcbf29ce484222325ull ^ (unsigned)folder;

    for (; *name; name++)
        key = (key ^ (unsigned char)*name) * 0x100000001b3ull;
    return key | 2;
}

bool
itk_temp_register(int folder, const char *name)
{
    const size_t size = strlen(name) + 1;

    if (size > sizeof(slots[0].name))
        return false;
    for (size_t i = 0; i < ITK_FILE_TEMPS; i++) {
        unsigned long long seen = KEY_FREE;

        if (atomic_load(&slots[i].key) != KEY_FREE ||
            !atomic_compare_exchange_strong(&slots[i].key, &seen, KEY_BUSY))
            continue;
        slots[i].folder = folder;
        memcpy(slots[i].name, name, size);
        atomic_store(&slots[i].key, key_of(folder, name));
        return true;
    }
    return false;
}

void
itk_temp_forget(int folder, const char *name)
{
    const unsigned long long key = key_of(folder, name);

    for (size_t i = 0; i < ITK_FILE_TEMPS; i++) {
        unsigned long long seen = key;

        if (atomic_load(&slots[i].key) != key || slots[i].folder != folder ||
            strcmp(slots[i].name, name) != 0)
            continue;
        atomic_compare_exchange_strong(&slots[i].key, &seen, KEY_FREE);
        return;
    }
}

void
itk_temps_remove_all(void)
{
    const struct timespec moment = {0, 1000000};
    const int kept = errno;

    atomic_store(&closing, true);
    for (int i = 0; i < WAITS && atomic_load(&making); i++)
        (void)nanosleep(&moment, NULL);
    for (size_t i = 0; i < ITK_FILE_TEMPS; i++) {
        unsigned long long seen = atomic_load(&slots[i].key);

        if (seen == KEY_FREE || seen == KEY_BUSY ||
            !atomic_compare_exchange_strong(&slots[i].key, &seen, KEY_BUSY))
            continue;
        (void)unlinkat(slots[i].folder, slots[i].name, 0);
        atomic_store(&slots[i].key, KEY_FREE);
    }
    errno = kept;
}
