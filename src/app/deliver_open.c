/*
 * The output folder: its lock, its manifest and its layout. Documents hold
 * personal data: files are made with mode 0600 whatever the umask; folders with
 * 0777 less the umask.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "app/deliver_folder.h"
#include "app/kept.h"
#include "app/place.h"
#include "app/stamps.h"
#include "base/file.h"

#define OPEN_FLAGS (O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)

bool
itk_deliver_fail(const itk_deliver *deliver, const char *const below[],
                 enum itk_msg id, int number, struct itk_error *err)
{
    struct itk_buf path = ITK_BUF_INIT;

    itk_buf_adds(&path, deliver->folder);
    for (size_t i = 0; below[i]; i++) {
        itk_buf_addc(&path, '/');
        itk_buf_adds(&path, below[i]);
    }
    itk_fail_both(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = path.data},
                  id, ITK_ARGS(itk_errno_text(number, ITK_EN)),
                  ITK_ARGS(itk_errno_text(number, ITK_JA)));
    itk_buf_free(&path);
    return false;
}

bool
itk_deliver_fail_sync(itk_deliver *deliver, const char *const below[],
                      int number, struct itk_error *err)
{
    deliver->broken = number;
    return itk_deliver_fail(deliver, below, ITK_MSG_DELIVER_WRITE, number, err);
}

/* Appends lines to the manifest. Half a line must not stay before those of the
 * next group. */
bool
itk_deliver_append(itk_deliver *deliver, const struct itk_buf *lines,
                   struct itk_error *err)
{
    struct stat before;
    int number;
    bool ok;

    if (fstat(deliver->journal, &before) != 0)
        return itk_deliver_fail(deliver, ITK_ARGS(ITK_MANIFEST_NAME),
                                ITK_MSG_DELIVER_WRITE, errno, err);
    if ((uint64_t)before.st_size + lines->size > ITK_MANIFEST_MAX_BYTES)
        return itk_deliver_fail(deliver, ITK_ARGS(ITK_MANIFEST_NAME),
                                ITK_MSG_DELIVER_WRITE, EFBIG, err);
    if (!itk_write_all(deliver->journal, lines->data, lines->size)) {
        number = errno;
        if (ftruncate(deliver->journal, before.st_size) != 0)
            deliver->broken = errno;
        return itk_deliver_fail(deliver, ITK_ARGS(ITK_MANIFEST_NAME),
                                ITK_MSG_DELIVER_WRITE, number, err);
    }
    if (fsync(deliver->journal) != 0 || fsync(deliver->fd) != 0)
        return itk_deliver_fail_sync(deliver, ITK_ARGS(ITK_MANIFEST_NAME),
                                     errno, err);
    pthread_mutex_lock(&deliver->mutex);
    ok = itk_manifest_take(deliver->manifest, lines->data, lines->size, err);
    pthread_mutex_unlock(&deliver->mutex);
    return ok;
}

/* ---- opening ---- */

static bool
fail_folder(itk_deliver *deliver, enum itk_msg id, int number,
            struct itk_error *err)
{
    return itk_deliver_fail(deliver, ITK_NO_ARGS, id, number, err);
}

/* Another run may have taken the file away, with the folder that it had made,
 * after we opened it. */
static bool
is_there(int lock)
{
    struct stat info;

    return fstat(lock, &info) == 0 && info.st_nlink > 0;
}

static bool
open_folder(itk_deliver *deliver, struct itk_error *err)
{
    deliver->made = mkdir(deliver->folder, 0777) == 0;
    if (!deliver->made && errno != EEXIST)
        return fail_folder(deliver, ITK_MSG_DELIVER_FOLDER, errno, err);
    deliver->fd = open(deliver->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (deliver->fd < 0)
        return fail_folder(deliver, ITK_MSG_DELIVER_FOLDER, errno, err);
    deliver->lock =
        openat(deliver->fd, ITK_DELIVER_LOCK,
               O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);
    if (deliver->lock < 0)
        return fail_folder(deliver, ITK_MSG_DELIVER_FOLDER, errno, err);
    if (flock(deliver->lock, LOCK_EX | LOCK_NB) != 0)
        return fail_folder(deliver,
                           errno == EWOULDBLOCK ? ITK_MSG_DELIVER_LOCKED
                                                : ITK_MSG_DELIVER_FOLDER,
                           errno, err);
    return is_there(deliver->lock) ||
           fail_folder(deliver, ITK_MSG_DELIVER_LOCKED, EWOULDBLOCK, err);
}

/* The folder that we made, and nothing in it. */
static void
remove_unused(const itk_deliver *deliver)
{
    if (!deliver->made || itk_manifest_count(deliver->manifest) ||
        deliver->marked)
        return;
    (void)unlinkat(deliver->fd, ITK_MANIFEST_NAME, 0);
    (void)unlinkat(deliver->fd, ITK_DELIVER_LOCK, 0);
    (void)rmdir(deliver->folder);
}

static void
remove_if_stale(int folder, const char *name)
{
    struct stat info;

    if (itk_place_is_stale(name) &&
        fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(info.st_mode) && info.st_uid == geteuid())
        unlinkat(folder, name, 0);
}

/* Temporaries of a run that was killed; the lock says that none is at work.
 * What cannot be removed does no harm. `below`: how deep. */
static void
remove_stale(int folder, const char *name, int below)
{
    const int fd =
        openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

    if (!dir) {
        if (fd >= 0)
            close(fd);
        return;
    }
    for (const struct dirent *entry; (entry = readdir(dir));) {
        remove_if_stale(fd, entry->d_name);
        if (below && entry->d_name[0] != '.' &&
            (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN))
            remove_stale(fd, entry->d_name, below - 1);
    }
    closedir(dir);
}

/* False with errno, or with `err` set. */
static bool
read_manifest(itk_deliver *deliver, struct itk_error *err)
{
    uint64_t size;

    if (!itk_kept_read(deliver->manifest, deliver->journal, &size, err))
        return false;
    if (deliver->look || itk_manifest_whole(deliver->manifest) == size)
        return true;
    itk_manifest_cut(deliver->manifest);
    return ftruncate(deliver->journal,
                     (off_t)itk_manifest_whole(deliver->manifest)) == 0;
}

static bool
open_manifest(itk_deliver *deliver, struct itk_error *err)
{
    struct itk_buf name = ITK_BUF_INIT;
    bool ok;

    itk_buf_adds(&name, deliver->folder);
    itk_buf_adds(&name, "/" ITK_MANIFEST_NAME);
    deliver->name = itk_buf_take(&name);
    deliver->manifest = itk_manifest_new(deliver->name);
    if (deliver->fd < 0)
        return true; /* only to look, and there is no folder */
    deliver->journal = openat(
        deliver->fd, ITK_MANIFEST_NAME,
        (deliver->look ? O_RDONLY : O_RDWR | O_CREAT | O_APPEND) | OPEN_FLAGS,
        0600);
    if (deliver->look && deliver->journal < 0 && errno == ENOENT)
        return true;
    ok = deliver->journal >= 0 && read_manifest(deliver, err);
    if (!ok && !itk_error_is_set(err))
        itk_deliver_fail(deliver, ITK_ARGS(ITK_MANIFEST_NAME),
                         ITK_MSG_DELIVER_READ, errno, err);
    return ok;
}

/* A folder that nothing was made in yet, for very many cases. */
static bool
choose_layout(itk_deliver *deliver, const struct itk_deliver_options *options,
              struct itk_error *err)
{
    struct itk_buf line = ITK_BUF_INIT;
    bool ok;

    if (itk_manifest_whole(deliver->manifest) > 0 ||
        options->cases < ITK_DELIVER_SPREAD)
        return true;
    itk_manifest_line_spread(&line);
    ok = itk_deliver_append(deliver, &line, err);
    itk_buf_free(&line);
    return ok;
}

/* The last run removed what it had begun, unless it was killed. */
static void
clean_up(itk_deliver *deliver)
{
    struct stat info;

    if (fstat(deliver->lock, &info) == 0 && info.st_size > 0)
        remove_stale(deliver->fd, ".", 2);
    else
        remove_stale(deliver->fd, ".", 0);
}

/* Only to look: there may be no folder. */
static bool
open_to_look(itk_deliver *deliver, struct itk_error *err)
{
    deliver->fd = open(deliver->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (deliver->fd >= 0)
        return true;
    return errno == ENOENT ||
           itk_deliver_fail(deliver, ITK_NO_ARGS, ITK_MSG_DELIVER_FOLDER, errno,
                            err);
}

static bool
open_all(itk_deliver *deliver, const struct itk_deliver_options *options,
         struct itk_error *err)
{
    if (options->look)
        return open_to_look(deliver, err) && open_manifest(deliver, err);
    if (!open_folder(deliver, err) || !open_manifest(deliver, err) ||
        !choose_layout(deliver, options, err))
        return false;
    clean_up(deliver);
    return true;
}

itk_deliver *
itk_deliver_open(const char *folder, const struct itk_deliver_options *options,
                 struct itk_error *err)
{
    itk_deliver *deliver = itk_alloc(sizeof(*deliver));

    *deliver = (itk_deliver){.fd = -1,
                             .lock = -1,
                             .journal = -1,
                             .replace_edited = options->replace_edited,
                             .keep_old = options->keep_old,
                             .look = options->look};
    pthread_mutex_init(&deliver->mutex, NULL);
    deliver->folder = itk_arena_dup(&deliver->arena, folder);
    if (!open_all(deliver, options, err)) {
        itk_deliver_close(deliver);
        return NULL;
    }
    if (deliver->fd >= 0)
        itk_stamps_load(deliver->fd, deliver->manifest);
    return deliver;
}

void
itk_deliver_close(itk_deliver *deliver)
{
    if (!deliver)
        return;
    if (deliver->journal >= 0 && deliver->lock >= 0 && !deliver->broken) {
        if (itk_manifest_count(deliver->manifest))
            itk_stamps_save(deliver->fd, deliver->manifest);
        remove_unused(deliver);
    }
    itk_manifest_free(deliver->manifest);
    if (deliver->journal >= 0)
        close(deliver->journal);
    if (deliver->lock >= 0) {
        if (deliver->marked && ftruncate(deliver->lock, 0) != 0)
            deliver->marked = true; /* the next run looks for temporaries */
        close(deliver->lock);
    }
    if (deliver->fd >= 0)
        close(deliver->fd);
    pthread_mutex_destroy(&deliver->mutex);
    itk_arena_fini(&deliver->arena);
    free(deliver->name);
    free(deliver);
}

/* ---- where a case is ---- */

void
itk_deliver_spread_name(const char *folder, char name[ITK_DELIVER_DIGITS + 1])
{
    const XXH64_hash_t hash = XXH3_64bits(folder, strlen(folder));

    snprintf(name, ITK_DELIVER_DIGITS + 1, "%02x", (unsigned)(hash >> 56));
}

void
itk_deliver_put_folder(const itk_deliver *deliver, const char *folder,
                       struct itk_buf *out)
{
    char name[ITK_DELIVER_DIGITS + 1];

    if (itk_manifest_spread(deliver->manifest)) {
        itk_deliver_spread_name(folder, name);
        itk_buf_adds(out, name);
        itk_buf_addc(out, '/');
    }
    itk_buf_adds(out, folder);
}

char *
itk_deliver_path(const itk_deliver *deliver, const char *folder,
                 const char *file)
{
    struct itk_buf path = ITK_BUF_INIT;

    itk_deliver_put_folder(deliver, folder, &path);
    itk_buf_addc(&path, '/');
    itk_buf_adds(&path, file);
    return itk_buf_take(&path);
}

bool
itk_deliver_knows(itk_deliver *deliver, const char *folder, const char *file)
{
    char *path = itk_deliver_path(deliver, folder, file);
    bool known;

    pthread_mutex_lock(&deliver->mutex);
    known = itk_manifest_find(deliver->manifest, path) != NULL;
    pthread_mutex_unlock(&deliver->mutex);
    free(path);
    return known;
}

bool
itk_deliver_untouched(itk_deliver *deliver, const char *file)
{
    struct itk_manifest_entry *mine, entry = {0};
    struct stat info;
    bool untouched;

    pthread_mutex_lock(&deliver->mutex);
    mine = itk_manifest_find(deliver->manifest, file);
    if (mine)
        entry = *mine; /* which may move; its strings do not */
    pthread_mutex_unlock(&deliver->mutex);
    if (!mine || fstatat(deliver->fd, file, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    if (itk_stamp_holds(&entry, &info))
        return true;
    untouched = itk_place_untouched(deliver->fd, file, &entry);
    pthread_mutex_lock(&deliver->mutex);
    mine = itk_manifest_find(deliver->manifest, file);
    if (untouched && mine)
        mine->stamp = entry.stamp;
    pthread_mutex_unlock(&deliver->mutex);
    return untouched;
}

/* Word has the document open: nothing takes its place. */
static bool
is_in_word(const itk_deliver *deliver, const char *folder, const char *file)
{
    struct itk_buf path = ITK_BUF_INIT;
    bool open = false;
    int fd;

    itk_deliver_put_folder(deliver, folder, &path);
    fd = openat(deliver->fd, path.data,
                O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    itk_buf_free(&path);
    if (fd >= 0) {
        open = itk_place_in_word(fd, file);
        close(fd);
    }
    return open;
}

enum itk_delivered
itk_deliver_look(itk_deliver *deliver, const char *folder, const char *file,
                 const char *parts)
{
    char *path = itk_deliver_path(deliver, folder, file);
    enum itk_delivered result = ITK_DELIVERED_NEW;
    const struct itk_manifest_entry *entry;
    struct stat info;
    bool same;

    pthread_mutex_lock(&deliver->mutex);
    entry = itk_manifest_find(deliver->manifest, path);
    same = entry && strcmp(entry->parts, parts) == 0;
    pthread_mutex_unlock(&deliver->mutex);
    if (deliver->fd < 0 ||
        fstatat(deliver->fd, path, &info, AT_SYMLINK_NOFOLLOW) != 0)
        result = ITK_DELIVERED_NEW;
    else if (itk_deliver_untouched(deliver, path))
        result = same ? ITK_DELIVERED_SAME : ITK_DELIVERED_REPLACED;
    else
        result =
            deliver->replace_edited ? ITK_DELIVERED_MOVED : ITK_DELIVERED_ASIDE;
    if ((result == ITK_DELIVERED_REPLACED || result == ITK_DELIVERED_MOVED) &&
        is_in_word(deliver, folder, file))
        result = ITK_DELIVERED_ASIDE;
    free(path);
    return result;
}
