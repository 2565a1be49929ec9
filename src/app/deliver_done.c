/*
 * Cases that were done before.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/deliver_folder.h"
#include "app/place.h"

bool
itk_deliver_recorded(itk_deliver *deliver, const char *folder, const char *file,
                     struct itk_digest *sha256)
{
    char *path = itk_deliver_path(deliver, folder, file);
    const struct itk_manifest_entry *entry;

    pthread_mutex_lock(&deliver->mutex);
    entry = itk_manifest_find(deliver->manifest, path);
    if (entry)
        memcpy(sha256->hex, entry->sha256, sizeof(sha256->hex));
    pthread_mutex_unlock(&deliver->mutex);
    free(path);
    return entry != NULL;
}

void
itk_deliver_recorded_of(itk_deliver *deliver, const char *case_id,
                        void (*one)(void *self, const char *file,
                                    const char *document),
                        void *self)
{
    char *folder = itk_deliver_path(deliver, case_id, "");
    const struct itk_manifest_entry *entry = NULL;
    const size_t size = strlen(folder);
    struct stat info;

    pthread_mutex_lock(&deliver->mutex);
    while ((entry = itk_manifest_of_case(deliver->manifest, case_id, entry))) {
        if (!entry->gone && strncmp(entry->file, folder, size) == 0 &&
            !strchr(entry->file + size, '/') &&
            fstatat(deliver->fd, entry->file, &info, AT_SYMLINK_NOFOLLOW) == 0)
            one(self, entry->file + size, entry->document);
    }
    pthread_mutex_unlock(&deliver->mutex);
    free(folder);
}

bool
itk_deliver_holds(const itk_deliver *deliver, const char *folder,
                  const char *file, const struct itk_digest *sha256)
{
    char *path = itk_deliver_path(deliver, folder, file);
    const bool holds =
        deliver->fd >= 0 && itk_place_holds(deliver->fd, path, sha256);

    free(path);
    return holds;
}

/* Its line, and what is recorded of its files. The lock is held. */
static bool
find_case(const itk_deliver *deliver, const char *case_id,
          struct itk_manifest_case *one, struct itk_done_file **files)
{
    const struct itk_manifest_case *found =
        itk_manifest_case(deliver->manifest, case_id);

    if (!found || !found->digest[0])
        return false;
    *one = *found;
    *files = itk_alloc((one->files_count + 1) * sizeof(**files));
    for (size_t i = 0; i < one->files_count; i++) {
        const struct itk_manifest_entry *entry =
            itk_manifest_find(deliver->manifest, one->files[i]);

        if (!entry)
            return false;
        (*files)[i] = (struct itk_done_file){entry->file, entry->sha256};
    }
    return true;
}

/* In the case's own folder: a manifest that was merged names others. */
static bool
are_in_place(const itk_deliver *deliver, const struct itk_manifest_case *one)
{
    char *folder = itk_deliver_path(deliver, one->case_id, "");
    const size_t size = strlen(folder);
    bool ok = true;

    for (size_t i = 0; ok && i < one->files_count; i++)
        ok = strncmp(one->files[i], folder, size) == 0 &&
             !strchr(one->files[i] + size, '/');
    free(folder);
    return ok;
}

bool
itk_deliver_is_done(itk_deliver *deliver, const struct itk_done *done,
                    struct itk_manifest_case *one)
{
    struct itk_done_file *files = NULL;
    struct itk_digest digest;
    bool ok;

    if (deliver->fd < 0)
        return false;
    pthread_mutex_lock(&deliver->mutex);
    ok = find_case(deliver, done->head.id, one, &files);
    pthread_mutex_unlock(&deliver->mutex);
    if (ok) {
        digest = itk_done_digest(&done->inputs, files, one->files_count);
        ok = strcmp(digest.hex, one->digest) == 0 && are_in_place(deliver, one);
    }
    free(files);
    for (size_t i = 0; ok && i < one->files_count; i++)
        ok = itk_deliver_untouched(deliver, one->files[i]);
    return ok;
}
