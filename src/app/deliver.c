/*
 * The output folder: its lock, its manifest, and groups of documents that
 * become files whole or not at all. Documents hold personal data: they are
 * made with mode 0600 whatever the umask; folders with 0777 less the umask.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/deliver.h"
#include "app/manifest.h"
#include "app/place.h"
#include "base/digest.h"
#include "base/file.h"

#define LOCK_NAME ".itaku-lock"

struct itk_deliver {
    char *folder; /* as the user knows it */
    int fd;
    int lock;
    int journal; /* the manifest, open for appending */
    bool replace_edited;
    int broken;      /* the errno after which nothing here can be trusted */
    unsigned serial; /* of temporaries */
    itk_manifest *manifest;
    struct itk_arena arena; /* names that results point at */
};

/* One document of a group on its way. */
struct step {
    int fd;        /* of its folder */
    char temp[64]; /* its temporary; "" when nothing is to be written */
    bool done;     /* it is in its place */
    struct itk_place place;
};

/* `below`: the path below the output folder, its parts. */
static bool
fail(const itk_deliver *deliver, const char *const below[], enum itk_msg id,
     int number, struct itk_error *err)
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

static bool
fail_made(const itk_deliver *deliver, const struct itk_delivery *made,
          enum itk_msg id, int number, struct itk_error *err)
{
    return fail(deliver, ITK_ARGS(made->folder, made->file), id, number, err);
}

/* ---- opening ---- */

static bool
open_folder(itk_deliver *deliver, struct itk_error *err)
{
    if (mkdir(deliver->folder, 0777) != 0 && errno != EEXIST)
        return fail(deliver, ITK_NO_ARGS, ITK_MSG_DELIVER_FOLDER, errno, err);
    deliver->fd = open(deliver->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (deliver->fd < 0)
        return fail(deliver, ITK_NO_ARGS, ITK_MSG_DELIVER_FOLDER, errno, err);
    deliver->lock =
        openat(deliver->fd, LOCK_NAME,
               O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);
    if (deliver->lock < 0)
        return fail(deliver, ITK_NO_ARGS, ITK_MSG_DELIVER_FOLDER, errno, err);
    if (flock(deliver->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    return fail(deliver, ITK_NO_ARGS,
                errno == EWOULDBLOCK ? ITK_MSG_DELIVER_LOCKED
                                     : ITK_MSG_DELIVER_FOLDER,
                errno, err);
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
 * What cannot be removed does no harm. */
static void
remove_stale(int folder, const char *name, bool below)
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
            remove_stale(fd, entry->d_name, false);
    }
    closedir(dir);
}

static bool
open_manifest(itk_deliver *deliver, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf name = ITK_BUF_INIT;
    struct itk_blob blob = {.data = "", .fault = ITK_FAULT_MACHINE};
    size_t whole = 0;
    bool ok;

    itk_buf_adds(&name, deliver->folder);
    itk_buf_adds(&name, "/" ITK_MANIFEST_NAME);
    blob.name = name.data;
    deliver->journal = openat(
        deliver->fd, ITK_MANIFEST_NAME,
        O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);
    ok =
        deliver->journal >= 0 &&
        itk_place_read(deliver->journal, ITK_MANIFEST_MAX_BYTES, &arena, &blob);
    if (!ok) {
        fail(deliver, ITK_ARGS(ITK_MANIFEST_NAME), ITK_MSG_DELIVER_READ, errno,
             err);
        goto out;
    }
    deliver->manifest = itk_manifest_read(&blob, &whole, err);
    ok = deliver->manifest != NULL;
    if (ok && whole < blob.size &&
        ftruncate(deliver->journal, (off_t)whole) != 0)
        ok = fail(deliver, ITK_ARGS(ITK_MANIFEST_NAME), ITK_MSG_DELIVER_WRITE,
                  errno, err);
out:
    itk_buf_free(&name);
    itk_arena_fini(&arena);
    return ok;
}

itk_deliver *
itk_deliver_open(const char *folder, bool replace_edited, struct itk_error *err)
{
    itk_deliver *deliver = itk_alloc(sizeof(*deliver));

    *deliver = (itk_deliver){
        .fd = -1, .lock = -1, .journal = -1, .replace_edited = replace_edited};
    deliver->folder = itk_arena_dup(&deliver->arena, folder);
    if (!open_folder(deliver, err) || !open_manifest(deliver, err)) {
        itk_deliver_close(deliver);
        return NULL;
    }
    remove_stale(deliver->fd, ".", true);
    return deliver;
}

void
itk_deliver_close(itk_deliver *deliver)
{
    if (!deliver)
        return;
    itk_manifest_free(deliver->manifest);
    if (deliver->journal >= 0)
        close(deliver->journal);
    if (deliver->lock >= 0)
        close(deliver->lock);
    if (deliver->fd >= 0)
        close(deliver->fd);
    itk_arena_fini(&deliver->arena);
    free(deliver);
}

/* ---- a group ---- */

/* Opens (makes) the document's folder; no link is followed. */
static int
open_case_folder(itk_deliver *deliver, const char *name, struct itk_error *err)
{
    int fd;

    if (mkdirat(deliver->fd, name, 0777) != 0 && errno != EEXIST) {
        fail(deliver, ITK_ARGS(name), ITK_MSG_DELIVER_FOLDER, errno, err);
        return -1;
    }
    fd = openat(deliver->fd, name,
                O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        fail(deliver, ITK_ARGS(name), ITK_MSG_DELIVER_FOLDER, errno, err);
    return fd;
}

static bool
write_all(int fd, const char *data, size_t size)
{
    while (size) {
        const ssize_t done = write(fd, data, size);

        if (done < 0 && errno == EINTR)
            continue;
        if (done == 0)
            errno = EIO;
        if (done <= 0)
            return false;
        data += done;
        size -= (size_t)done;
    }
    return true;
}

/* The bytes under a temporary name in the document's own folder. */
static bool
write_temp(itk_deliver *deliver, const struct itk_delivery *made,
           struct step *step, struct itk_error *err)
{
    bool ok;
    int fd;

next: /* a name left by a process that had our number is passed over */
    snprintf(step->temp, sizeof(step->temp), ITK_PLACE_TEMP_FORMAT,
             (long)getpid(), deliver->serial++);
    itk_temp_register(step->fd, step->temp);
    fd = openat(step->fd, step->temp,
                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        const int number = errno;

        itk_temp_forget(step->fd, step->temp);
        if (number == EEXIST)
            goto next;
        step->temp[0] = '\0';
        return fail_made(deliver, made, ITK_MSG_DELIVER_WRITE, number, err);
    }
    ok = write_all(fd, made->data, made->size);
    if (close(fd) != 0)
        ok = false;
    return ok || fail_made(deliver, made, ITK_MSG_DELIVER_WRITE, errno, err);
}

/* One name in a folder, so that nothing is written elsewhere. */
static bool
is_name(const char *name)
{
    const size_t size = strlen(name);

    return size > 0 && size <= NAME_MAX && !strchr(name, '/') &&
           strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static bool
prepare(itk_deliver *deliver, struct itk_delivery *made, struct step *step,
        struct itk_error *err)
{
    const struct itk_place_wish wish = {
        .folder = made->folder,
        .file = made->file,
        .data = made->data,
        .size = made->size,
        .replace_edited = deliver->replace_edited,
    };

    if (!is_name(made->folder) || !is_name(made->file))
        return fail_made(deliver, made, ITK_MSG_DELIVER_NAME, ENAMETOOLONG,
                         err);
    step->fd = open_case_folder(deliver, made->folder, err);
    if (step->fd < 0)
        return false;
    if (!itk_place_find(step->fd, deliver->manifest, &wish, &step->place))
        return fail_made(deliver, made,
                         errno == ENAMETOOLONG ? ITK_MSG_DELIVER_NAME
                                               : ITK_MSG_DELIVER_READ,
                         errno, err);
    made->result = step->place.result;
    made->aside = NULL;
    if (made->result == ITK_DELIVERED_ASIDE)
        made->aside = itk_arena_dup(&deliver->arena, step->place.name);
    return !step->place.write || write_temp(deliver, made, step, err);
}

/* Brings every document to its place; on failure the rest stay away. */
static bool
commit(itk_deliver *deliver, const struct itk_delivery *at, struct step *steps,
       size_t count, struct itk_error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct step *step = &steps[i];

        if (step->place.write) {
            if (!itk_place_commit(step->fd, step->temp, &step->place))
                return fail_made(deliver, &at[i], ITK_MSG_DELIVER_WRITE, errno,
                                 err);
            itk_temp_forget(step->fd, step->temp);
            step->temp[0] = '\0';
        }
        step->done = true;
    }
    return true;
}

/* After a failed sync the kernel may have dropped what it could not write, and
 * the next sync would succeed all the same: so there is no next one. */
static bool
fail_sync(itk_deliver *deliver, const char *const below[], int number,
          struct itk_error *err)
{
    deliver->broken = number;
    return fail(deliver, below, ITK_MSG_DELIVER_WRITE, number, err);
}

static bool
sync_folders(itk_deliver *deliver, const struct itk_delivery *at,
             const struct step *steps, size_t count, struct itk_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (steps[i].done && steps[i].place.write && fsync(steps[i].fd) != 0)
            return fail_sync(deliver, ITK_ARGS(at[i].folder, at[i].file), errno,
                             err);
    }
    return true;
}

/* Appends lines to the manifest. Half a line must not stay before those of the
 * next group. */
static bool
append(itk_deliver *deliver, const struct itk_buf *lines, struct itk_error *err)
{
    struct stat before;
    int number;

    if (fstat(deliver->journal, &before) != 0)
        return fail(deliver, ITK_ARGS(ITK_MANIFEST_NAME), ITK_MSG_DELIVER_WRITE,
                    errno, err);
    if ((uint64_t)before.st_size + lines->size > ITK_MANIFEST_MAX_BYTES)
        return fail(deliver, ITK_ARGS(ITK_MANIFEST_NAME), ITK_MSG_DELIVER_WRITE,
                    EFBIG, err);
    if (!write_all(deliver->journal, lines->data, lines->size)) {
        number = errno;
        if (ftruncate(deliver->journal, before.st_size) != 0)
            deliver->broken = errno;
        return fail(deliver, ITK_ARGS(ITK_MANIFEST_NAME), ITK_MSG_DELIVER_WRITE,
                    number, err);
    }
    if (fsync(deliver->journal) != 0 || fsync(deliver->fd) != 0)
        return fail_sync(deliver, ITK_ARGS(ITK_MANIFEST_NAME), errno, err);
    return true;
}

/* The manifest's lines of what is in its place, then their fsync. */
static bool
record(itk_deliver *deliver, const struct itk_delivery *at,
       const struct step *steps, size_t count, struct itk_error *err)
{
    struct itk_manifest_entry *entries =
        itk_alloc((count + 1) * sizeof(*entries));
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf lines = ITK_BUF_INIT, file = ITK_BUF_INIT;
    size_t owed = 0;
    bool ok = true;

    for (size_t i = 0; i < count; i++) {
        if (!steps[i].done || !steps[i].place.record)
            continue;
        itk_buf_clear(&file);
        itk_buf_adds(&file, at[i].folder);
        itk_buf_addc(&file, '/');
        itk_buf_adds(&file, steps[i].place.name);
        entries[owed] = (struct itk_manifest_entry){
            .file = itk_arena_dup(&arena, file.data),
            .size = at[i].size,
            .sha256 = itk_arena_dup(&arena,
                                    itk_digest_of(at[i].data, at[i].size).hex),
            .case_id = at[i].case_id,
            .document = at[i].document,
            .case_digest = at[i].case_digest,
            .program = at[i].program,
        };
        itk_manifest_line(&entries[owed++], &lines);
    }
    if (owed)
        ok = append(deliver, &lines, err);
    for (size_t i = 0; ok && i < owed; i++)
        itk_manifest_add(deliver->manifest, &entries[i]);
    itk_buf_free(&lines);
    itk_buf_free(&file);
    itk_arena_fini(&arena);
    free(entries);
    return ok;
}

static void
step_fini(struct step *step)
{
    if (step->temp[0]) {
        unlinkat(step->fd, step->temp, 0);
        itk_temp_forget(step->fd, step->temp);
    }
    if (step->fd >= 0)
        close(step->fd);
    itk_place_fini(&step->place);
}

bool
itk_deliver_group(itk_deliver *deliver, struct itk_delivery *at, size_t count,
                  struct itk_error *err)
{
    struct step *steps = itk_alloc((count + 1) * sizeof(*steps));
    struct itk_error later = ITK_ERROR_INIT; /* the first is the one to tell */
    bool ok = true, some = false;

    assert(count <= ITK_DELIVER_GROUP);
    if (deliver->broken)
        ok = fail(deliver, ITK_NO_ARGS, ITK_MSG_DELIVER_WRITE, deliver->broken,
                  err);
    for (size_t i = 0; i < count; i++)
        steps[i] = (struct step){.fd = -1};
    for (size_t i = 0; ok && i < count; i++) {
        ok = prepare(deliver, &at[i], &steps[i], err);
        some = some || steps[i].place.write || steps[i].place.record;
    }
    if (ok && some && syncfs(deliver->fd) != 0)
        ok = fail_sync(deliver, ITK_NO_ARGS, errno, err);
    if (ok)
        ok = commit(deliver, at, steps, count, err);
    /* What came to its place stays there, and is recorded as ours. */
    ok = sync_folders(deliver, at, steps, count, ok ? err : &later) &&
         record(deliver, at, steps, count, ok ? err : &later) && ok;
    for (size_t i = 0; i < count; i++)
        step_fini(&steps[i]);
    itk_error_fini(&later);
    free(steps);
    return ok;
}
