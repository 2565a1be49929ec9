/*
 * The output folder: its lock, its manifest, and groups of documents that
 * become files whole or not at all.
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
    unsigned serial; /* of temporaries */
    itk_manifest *manifest;
    struct itk_arena arena; /* names that results point at */
};

/* One document of a group on its way. */
struct step {
    int fd;        /* of its folder */
    char temp[64]; /* its temporary; "" when nothing is to be written */
    struct itk_place place;
};

static bool
fail(const itk_deliver *deliver, const char *file, enum itk_msg id, int number,
     struct itk_error *err)
{
    struct itk_buf path = ITK_BUF_INIT;

    itk_buf_adds(&path, deliver->folder);
    if (file) {
        itk_buf_addc(&path, '/');
        itk_buf_adds(&path, file);
    }
    itk_fail_both(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = path.data},
                  id, ITK_ARGS(itk_errno_text(number, ITK_EN)),
                  ITK_ARGS(itk_errno_text(number, ITK_JA)));
    itk_buf_free(&path);
    return false;
}

/* ---- opening ---- */

static bool
open_folder(itk_deliver *deliver, struct itk_error *err)
{
    if (mkdir(deliver->folder, 0777) != 0 && errno != EEXIST)
        return fail(deliver, NULL, ITK_MSG_DELIVER_FOLDER, errno, err);
    deliver->fd = open(deliver->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (deliver->fd < 0)
        return fail(deliver, NULL, ITK_MSG_DELIVER_FOLDER, errno, err);
    deliver->lock =
        openat(deliver->fd, LOCK_NAME,
               O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);
    if (deliver->lock < 0)
        return fail(deliver, NULL, ITK_MSG_DELIVER_FOLDER, errno, err);
    if (flock(deliver->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    return fail(deliver, NULL,
                errno == EWOULDBLOCK ? ITK_MSG_DELIVER_LOCKED
                                     : ITK_MSG_DELIVER_FOLDER,
                errno, err);
}

/* Temporaries of a run that was killed; the lock says that none is at work. */
static void
remove_stale(int folder)
{
    const int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

    if (!dir) {
        if (fd >= 0)
            close(fd);
        return;
    }
    for (const struct dirent *entry; (entry = readdir(dir));) {
        struct stat info;

        if (itk_place_is_stale(entry->d_name) &&
            fstatat(folder, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(info.st_mode) && info.st_uid == geteuid())
            unlinkat(folder, entry->d_name, 0);
    }
    closedir(dir);
}

static bool
open_manifest(itk_deliver *deliver, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_blob blob = {ITK_MANIFEST_NAME, "", 0, ITK_FAULT_MACHINE};
    size_t whole = 0;
    bool ok;

    deliver->journal = openat(
        deliver->fd, ITK_MANIFEST_NAME,
        O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);
    ok =
        deliver->journal >= 0 &&
        itk_place_read(deliver->journal, ITK_MANIFEST_MAX_BYTES, &arena, &blob);
    if (!ok) {
        fail(deliver, ITK_MANIFEST_NAME, ITK_MSG_DELIVER_READ, errno, err);
        goto out;
    }
    deliver->manifest = itk_manifest_read(&blob, &whole, err);
    ok = deliver->manifest != NULL;
    if (ok && whole < blob.size &&
        ftruncate(deliver->journal, (off_t)whole) != 0)
        ok =
            fail(deliver, ITK_MANIFEST_NAME, ITK_MSG_DELIVER_WRITE, errno, err);
out:
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
        fail(deliver, name, ITK_MSG_DELIVER_FOLDER, errno, err);
        return -1;
    }
    fd = openat(deliver->fd, name,
                O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        fail(deliver, name, ITK_MSG_DELIVER_FOLDER, errno, err);
    else
        remove_stale(fd);
    return fd;
}

static bool
write_all(int fd, const char *data, size_t size)
{
    while (size) {
        const ssize_t done = write(fd, data, size);

        if (done < 0 && errno == EINTR)
            continue;
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
        return fail(deliver, made->file, ITK_MSG_DELIVER_WRITE, number, err);
    }
    ok = write_all(fd, made->data, made->size);
    if (close(fd) != 0)
        ok = false;
    return ok || fail(deliver, made->file, ITK_MSG_DELIVER_WRITE, errno, err);
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

    step->fd = open_case_folder(deliver, made->folder, err);
    if (step->fd < 0)
        return false;
    if (!itk_place_find(step->fd, deliver->manifest, &wish, &step->place))
        return fail(deliver, made->file, ITK_MSG_DELIVER_READ, errno, err);
    made->result = step->place.result;
    made->aside = NULL;
    if (made->result == ITK_DELIVERED_ASIDE)
        made->aside = itk_arena_dup(&deliver->arena, step->place.name);
    return !step->place.write || write_temp(deliver, made, step, err);
}

static bool
commit(itk_deliver *deliver, const struct itk_delivery *made, struct step *step,
       struct itk_error *err)
{
    if (!step->place.write)
        return true;
    if (!itk_place_commit(step->fd, step->temp, &step->place))
        return fail(deliver, made->file, ITK_MSG_DELIVER_WRITE, errno, err);
    itk_temp_forget(step->fd, step->temp);
    step->temp[0] = '\0';
    return fsync(step->fd) == 0 ||
           fail(deliver, made->file, ITK_MSG_DELIVER_WRITE, errno, err);
}

/* The manifest's lines of a group, then their fsync. */
static bool
record(itk_deliver *deliver, const struct itk_delivery *at,
       const struct step *steps, size_t count, struct itk_error *err)
{
    struct itk_buf lines = ITK_BUF_INIT, file = ITK_BUF_INIT;
    bool ok = true;

    for (size_t i = 0; i < count; i++) {
        const struct itk_digest digest = itk_digest_of(at[i].data, at[i].size);
        struct itk_manifest_entry entry = {
            .size = at[i].size,
            .sha256 = digest.hex,
            .case_id = at[i].case_id,
            .document = at[i].document,
            .case_digest = at[i].case_digest,
            .program = at[i].program,
        };

        if (!steps[i].place.record)
            continue;
        itk_buf_clear(&file);
        itk_buf_adds(&file, at[i].folder);
        itk_buf_addc(&file, '/');
        itk_buf_adds(&file, steps[i].place.name);
        entry.file = file.data;
        itk_manifest_line(&entry, &lines);
        itk_manifest_add(deliver->manifest, &entry);
    }
    if (lines.size)
        ok = write_all(deliver->journal, lines.data, lines.size) &&
             fsync(deliver->journal) == 0 && fsync(deliver->fd) == 0;
    if (!ok)
        fail(deliver, ITK_MANIFEST_NAME, ITK_MSG_DELIVER_WRITE, errno, err);
    itk_buf_free(&lines);
    itk_buf_free(&file);
    return ok;
}

bool
itk_deliver_group(itk_deliver *deliver, struct itk_delivery *at, size_t count,
                  struct itk_error *err)
{
    struct step *steps = itk_alloc((count + 1) * sizeof(*steps));
    bool ok = true, some = false;

    for (size_t i = 0; i < count; i++)
        steps[i] = (struct step){.fd = -1};
    for (size_t i = 0; ok && i < count; i++) {
        ok = prepare(deliver, &at[i], &steps[i], err);
        some = some || steps[i].place.write;
    }
    if (ok && some && syncfs(deliver->fd) != 0)
        ok = fail(deliver, NULL, ITK_MSG_DELIVER_WRITE, errno, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = commit(deliver, &at[i], &steps[i], err);
    if (ok)
        ok = record(deliver, at, steps, count, err);
    for (size_t i = 0; i < count; i++) {
        if (steps[i].temp[0]) {
            unlinkat(steps[i].fd, steps[i].temp, 0);
            itk_temp_forget(steps[i].fd, steps[i].temp);
        }
        if (steps[i].fd >= 0)
            close(steps[i].fd);
        itk_place_fini(&steps[i].place);
    }
    free(steps);
    return ok;
}
