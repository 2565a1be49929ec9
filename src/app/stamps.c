/*
 * The stamps of recorded files, in the order of the manifest's entries.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

#include "app/place.h"
#include "app/stamps.h"
#include "base/file.h"

#define SECOND 1000000000
/* Longer than a tick of the clock that file systems take their times from; some
 * (FAT, older ones) keep no more than one second or two. */
#define MOMENT      (SECOND / 50)
#define LONG_MOMENT ((int64_t)2 * SECOND)
#define MOST        ((size_t)1 << 30)
#define TEMP        ".itaku-index.tmp"
#define FIRST_ID                                                               \
    "itaku-1" /* of the form of the file; with its NUL, 8 bytes                \
               */

/* Bytes of this machine: the file is of no use on another. */
struct head {
    char id[8];
    uint64_t whole; /* bytes of the manifest */
    uint64_t count;
    uint64_t sum; /* of the stamps and the names they belong to */
};

static int64_t
nanoseconds(struct timespec time)
{
    return (int64_t)time.tv_sec * SECOND + time.tv_nsec;
}

struct itk_stamp
itk_stamp_of(const struct stat *info)
{
    return (struct itk_stamp){info->st_ino, nanoseconds(info->st_mtim),
                              nanoseconds(info->st_ctim)};
}

bool
itk_stamp_holds(const struct itk_manifest_entry *entry, const struct stat *info)
{
    const struct itk_stamp *stamp = &entry->stamp;

    return stamp->changed && S_ISREG(info->st_mode) &&
           (uint64_t)info->st_size == entry->size &&
           info->st_ino == stamp->inode &&
           nanoseconds(info->st_mtim) == stamp->modified &&
           nanoseconds(info->st_ctim) == stamp->changed;
}

static bool
is_before(const struct itk_stamp *stamp, int64_t now)
{
    const bool whole = stamp->changed % SECOND == 0;

    return stamp->changed < now - (whole ? LONG_MOMENT : MOMENT);
}

bool
itk_stamp_is_old(const struct itk_stamp *stamp)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return is_before(stamp, nanoseconds(now));
}

static uint64_t
sum_of(const struct itk_stamp *stamps, const itk_manifest *manifest)
{
    const size_t count = itk_manifest_count(manifest);
    XXH3_state_t *state = XXH3_createState();
    uint64_t sum;

    if (!state)
        itk_no_memory();
    XXH3_64bits_reset(state);
    XXH3_64bits_update(state, stamps, count * sizeof(*stamps));
    for (size_t i = 0; i < count; i++) {
        const struct itk_manifest_entry *entry = itk_manifest_at(manifest, i);

        XXH3_64bits_update(state, entry->file, strlen(entry->file) + 1);
        XXH3_64bits_update(state, entry->sha256, strlen(entry->sha256));
    }
    sum = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    return sum;
}

void
itk_stamps_load(int folder, itk_manifest *manifest)
{
    const size_t count = itk_manifest_count(manifest);
    const int fd = openat(folder, ITK_STAMPS_NAME,
                          O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_blob blob = {0};
    struct head head;

    if (fd < 0)
        return;
    if (itk_place_read(fd, MOST, &arena, &blob) && blob.size >= sizeof(head)) {
        const char *data = blob.data;
        struct itk_stamp *stamps =
            itk_alloc((count + 1) * sizeof(*stamps)); /* aligned */

        memcpy(&head, data, sizeof(head));
        if (!memcmp(head.id, FIRST_ID, sizeof(head.id)) &&
            head.whole == itk_manifest_whole(manifest) && head.count == count &&
            blob.size == sizeof(head) + count * sizeof(*stamps)) {
            memcpy(stamps, data + sizeof(head), count * sizeof(*stamps));
            if (head.sum == sum_of(stamps, manifest))
                itk_manifest_set_stamps(manifest, stamps);
        }
        free(stamps);
    }
    itk_arena_fini(&arena);
    close(fd);
}

void
itk_stamps_save(int folder, const itk_manifest *manifest)
{
    const size_t count = itk_manifest_count(manifest);
    struct itk_stamp *stamps = itk_alloc((count + 1) * sizeof(*stamps));
    struct head head = {FIRST_ID, itk_manifest_whole(manifest), count, 0};
    struct itk_buf bytes = ITK_BUF_INIT;
    bool ok;
    int fd;

    for (size_t i = 0; i < count; i++) {
        stamps[i] = itk_manifest_at(manifest, i)->stamp;
        if (!itk_stamp_is_old(&stamps[i]))
            stamps[i] = (struct itk_stamp){0};
    }
    head.sum = sum_of(stamps, manifest);
    itk_buf_add(&bytes, &head, sizeof(head));
    itk_buf_add(&bytes, stamps, count * sizeof(*stamps));
    free(stamps);
    (void)unlinkat(folder, TEMP, 0); /* of a run that was killed */
    itk_temps_enter();
    fd = openat(folder, TEMP,
                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0)
        itk_temp_register(folder, TEMP);
    itk_temps_leave();
    if (fd >= 0) {
        ok = itk_write_all(fd, bytes.data, bytes.size);
        ok = close(fd) == 0 && ok;
        if (!ok || renameat(folder, TEMP, folder, ITK_STAMPS_NAME) != 0)
            (void)unlinkat(folder, TEMP, 0);
        itk_temp_forget(folder, TEMP);
    }
    itk_buf_free(&bytes);
}
