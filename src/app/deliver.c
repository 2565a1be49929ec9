/*
 * Groups of documents that become files whole or not at all.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/deliver_folder.h"
#include "app/place.h"
#include "app/stamps.h"
#include "base/file.h"

/* One document of a group on its way. */
struct step {
    int fd;              /* of its folder */
    bool borrowed;       /* fd is that of the step before */
    char temp[64];       /* its temporary; "" when nothing is to be written */
    struct stat written; /* what that was like when it had been */
    bool done;           /* it is in its place */
    struct itk_place place;
};

static bool
fail_made(const itk_deliver *deliver, const struct itk_delivery *made,
          enum itk_msg id, int number, struct itk_error *err)
{
    return itk_deliver_fail(deliver, ITK_ARGS(made->folder, made->file), id,
                            number, err);
}

/* Opens (makes) a folder below another; no link is followed. */
static int
open_below(const itk_deliver *deliver, int above, const char *name,
           struct itk_error *err)
{
    int fd;

    if (mkdirat(above, name, 0777) != 0 && errno != EEXIST) {
        itk_deliver_fail(deliver, ITK_ARGS(name), ITK_MSG_DELIVER_FOLDER, errno,
                         err);
        return -1;
    }
    fd = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        itk_deliver_fail(deliver, ITK_ARGS(name), ITK_MSG_DELIVER_FOLDER, errno,
                         err);
    return fd;
}

/* The case's folder, in a spread layout below another. */
static int
open_case_folder(const itk_deliver *deliver, const char *folder,
                 struct itk_error *err)
{
    char name[ITK_DELIVER_DIGITS + 1];
    int above, fd;

    if (!itk_manifest_spread(deliver->manifest))
        return open_below(deliver, deliver->fd, folder, err);
    itk_deliver_spread_name(folder, name);
    above = open_below(deliver, deliver->fd, name, err);
    if (above < 0)
        return -1;
    fd = open_below(deliver, above, folder, err);
    close(above);
    return fd;
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
    itk_temps_enter();
    itk_temp_register(step->fd, step->temp);
    fd = openat(step->fd, step->temp,
                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    itk_temps_leave();
    if (fd < 0) {
        const int number = errno;

        itk_temp_forget(step->fd, step->temp);
        if (number == EEXIST)
            goto next;
        step->temp[0] = '\0';
        return fail_made(deliver, made, ITK_MSG_DELIVER_WRITE, number, err);
    }
    ok = itk_write_all(fd, made->data, made->size);
    ok = ok && fstat(fd, &step->written) == 0;
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

/* From now on temporaries may be left behind, if we are killed. */
static bool
mark(itk_deliver *deliver, struct itk_error *err)
{
    if (!deliver->marked &&
        (!itk_write_all(deliver->lock, "1", 1) || fsync(deliver->lock) != 0))
        return itk_deliver_fail(deliver, ITK_ARGS(ITK_DELIVER_LOCK),
                                ITK_MSG_DELIVER_WRITE, errno, err);
    deliver->marked = true;
    return true;
}

/* Where it goes, by what is there and what is recorded. */
static bool
find_place(itk_deliver *deliver, struct itk_delivery *made, struct step *step,
           struct itk_error *err)
{
    struct itk_buf folder = ITK_BUF_INIT;
    struct itk_place_wish wish = {
        .file = made->file,
        .sha256 = made->sha256.hex,
        .replace_edited = deliver->replace_edited,
        .keep_old = deliver->keep_old,
    };
    bool ok;

    itk_deliver_put_folder(deliver, made->folder, &folder);
    wish.folder = folder.data;
    pthread_mutex_lock(&deliver->mutex);
    ok = itk_place_find(step->fd, deliver->manifest, &wish, &step->place);
    pthread_mutex_unlock(&deliver->mutex);
    itk_buf_free(&folder);
    /* A file, or a link, where the old ones are kept. */
    if (!ok && (errno == ENOTDIR || errno == ELOOP))
        return itk_deliver_fail(deliver, ITK_ARGS(made->folder, ITK_PLACE_OLD),
                                ITK_MSG_DELIVER_FOLDER, errno, err);
    return ok || fail_made(deliver, made,
                           errno == ENAMETOOLONG ? ITK_MSG_DELIVER_NAME
                                                 : ITK_MSG_DELIVER_READ,
                           errno, err);
}

static void
set_result(itk_deliver *deliver, struct itk_delivery *made,
           const struct step *step)
{
    made->result = step->place.result;
    made->aside = NULL;
    if (made->result == ITK_DELIVERED_ASIDE)
        made->aside = itk_arena_dup(&deliver->arena, step->place.name);
}

/* `before`: the step before, or NULL. */
static bool
prepare(itk_deliver *deliver, struct itk_delivery *made, struct step *step,
        const struct itk_delivery *before, struct itk_error *err)
{
    if (made->done)
        return true;
    if (!is_name(made->folder) || !is_name(made->file))
        return fail_made(deliver, made, ITK_MSG_DELIVER_NAME, ENAMETOOLONG,
                         err);
    step->borrowed =
        before && !before->done && strcmp(before->folder, made->folder) == 0;
    step->fd = step->borrowed ? step[-1].fd
                              : open_case_folder(deliver, made->folder, err);
    if (step->fd < 0 || !find_place(deliver, made, step, err))
        return false;
    set_result(deliver, made, step);
    return !step->place.write ||
           (mark(deliver, err) && write_temp(deliver, made, step, err));
}

/* Below the output folder, as the manifest has it. */
static void
put_file(const itk_deliver *deliver, const struct itk_delivery *made,
         const struct step *step, struct itk_buf *out)
{
    itk_buf_clear(out);
    itk_deliver_put_folder(deliver, made->folder, out);
    itk_buf_addc(out, '/');
    itk_buf_adds(out, step->place.name);
}

/* The file that is to be replaced: is it what it was when its place was found?
 * If it is not, or cannot be told apart, it will be read. */
static bool
is_still_ours(itk_deliver *deliver, const struct itk_delivery *made,
              const struct step *step)
{
    struct itk_buf file = ITK_BUF_INIT;
    struct itk_manifest_entry *entry;
    struct stat info;
    bool ours;

    put_file(deliver, made, step, &file);
    pthread_mutex_lock(&deliver->mutex);
    entry = itk_manifest_find(deliver->manifest, file.data);
    assert(entry); /* or it would not be replaced */
    ours =
        itk_stamp_is_old(&entry->stamp) &&
        fstatat(step->fd, step->place.name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
        itk_stamp_holds(entry, &info);
    if (!ours)
        entry->stamp = (struct itk_stamp){0};
    pthread_mutex_unlock(&deliver->mutex);
    itk_buf_free(&file);
    return ours;
}

/* Writing the group and its sync may take seconds, in which a person may have
 * saved an edit: then it is kept, as at the beginning. */
static bool
look_again(itk_deliver *deliver, struct itk_delivery *made, struct step *step,
           struct itk_error *err)
{
    if (!step->place.replace || is_still_ours(deliver, made, step))
        return true;
    itk_place_fini(&step->place);
    if (!find_place(deliver, made, step, err))
        return false;
    set_result(deliver, made, step);
    return true;
}

/* Brings every document to its place; on failure the rest stay away. */
static bool
commit(itk_deliver *deliver, struct itk_delivery *at, struct step *steps,
       size_t count, struct itk_error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct step *step = &steps[i];

        if (!look_again(deliver, &at[i], step, err))
            return false;
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

/* Each folder once: the documents of one stand beside each other. */
static bool
sync_folders(itk_deliver *deliver, const struct itk_delivery *at,
             const struct step *steps, size_t count, struct itk_error *err)
{
    bool owed = false;

    for (size_t i = 0; i < count; i++) {
        owed = owed || (steps[i].done && steps[i].place.write);
        if (i + 1 < count && steps[i + 1].borrowed)
            continue;
        if (owed && fsync(steps[i].fd) != 0)
            return itk_deliver_fail_sync(
                deliver, ITK_ARGS(at[i].folder, at[i].file), errno, err);
        owed = false;
    }
    return true;
}

static bool
is_owed(const struct step *step)
{
    return step->done && step->place.record;
}

/* Is the file in its place the one that was written, and not written to since?
 * To be renamed changes neither its number nor the time of its bytes. */
static bool
is_as_written(const struct step *step, struct stat *info)
{
    const struct stat *written = &step->written;

    return step->place.write &&
           fstatat(step->fd, step->place.name, info, AT_SYMLINK_NOFOLLOW) ==
               0 &&
           S_ISREG(info->st_mode) && info->st_size == written->st_size &&
           info->st_ino == written->st_ino &&
           info->st_mtim.tv_sec == written->st_mtim.tv_sec &&
           info->st_mtim.tv_nsec == written->st_mtim.tv_nsec;
}

/* What the files are like now, so that the next run knows them. */
static void
stamp(itk_deliver *deliver, const struct itk_delivery *at,
      const struct step *steps, size_t count)
{
    struct itk_buf file = ITK_BUF_INIT;

    pthread_mutex_lock(&deliver->mutex);
    for (size_t i = 0; i < count; i++) {
        struct itk_manifest_entry *entry;
        struct stat info;

        if (!is_owed(&steps[i]) || !is_as_written(&steps[i], &info))
            continue;
        put_file(deliver, &at[i], &steps[i], &file);
        entry = itk_manifest_find(deliver->manifest, file.data);
        assert(entry); /* its line has just been taken */
        entry->stamp = itk_stamp_of(&info);
    }
    pthread_mutex_unlock(&deliver->mutex);
    itk_buf_free(&file);
}

/* The line of a case, behind those of its documents, unless it says nothing
 * new, or a document of this group was put aside; of the groups before, the
 * caller knows. */
static void
record_case(const itk_deliver *deliver, const struct itk_delivery *at, size_t i,
            struct itk_buf *lines)
{
    const struct itk_manifest_case *done = at[i].done;
    const struct itk_manifest_case *before =
        itk_manifest_case(deliver->manifest, done->case_id);

    if (before && strcmp(before->digest, done->digest) == 0)
        return;
    for (size_t j = i; j > 0 && !at[j - 1].done &&
                       strcmp(at[j - 1].folder, at[i].folder) == 0;
         j--) {
        if (at[j - 1].result == ITK_DELIVERED_ASIDE)
            return;
    }
    itk_manifest_line_case(done, lines);
}

/* The manifest's lines of what is in its place, then their fsync. */
static bool
record(itk_deliver *deliver, const struct itk_delivery *at,
       const struct step *steps, size_t count, struct itk_error *err)
{
    struct itk_buf lines = ITK_BUF_INIT, file = ITK_BUF_INIT;
    bool ok = true;

    for (size_t i = 0; i < count; i++) {
        struct itk_manifest_entry entry = {
            .size = at[i].size,
            .sha256 = at[i].sha256.hex,
            .parts = at[i].parts,
            .case_id = at[i].case_id,
            .document = at[i].document,
            .case_digest = at[i].case_digest,
            .program = at[i].program,
        };

        if (at[i].done && steps[i].done)
            record_case(deliver, at, i, &lines);
        if (!is_owed(&steps[i]))
            continue;
        put_file(deliver, &at[i], &steps[i], &file);
        entry.file = file.data;
        itk_manifest_line(&entry, &lines);
    }
    if (lines.size)
        ok = itk_deliver_append(deliver, &lines, err);
    if (ok && lines.size)
        stamp(deliver, at, steps, count);
    itk_buf_free(&lines);
    itk_buf_free(&file);
    return ok;
}

static void
step_fini(struct step *step)
{
    if (step->temp[0]) {
        unlinkat(step->fd, step->temp, 0);
        itk_temp_forget(step->fd, step->temp);
    }
    if (step->fd >= 0 && !step->borrowed)
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
        ok = itk_deliver_fail(deliver, ITK_NO_ARGS, ITK_MSG_DELIVER_WRITE,
                              deliver->broken, err);
    for (size_t i = 0; i < count; i++)
        steps[i] = (struct step){.fd = -1};
    for (size_t i = 0; ok && i < count; i++) {
        ok = prepare(deliver, &at[i], &steps[i], i ? &at[i - 1] : NULL, err);
        some = some || steps[i].place.write || steps[i].place.record;
    }
    if (ok && some && syncfs(deliver->fd) != 0)
        ok = itk_deliver_fail_sync(deliver, ITK_NO_ARGS, errno, err);
    if (ok)
        ok = commit(deliver, at, steps, count, err);
    /* What came to its place stays there, and is recorded as ours. */
    ok = sync_folders(deliver, at, steps, count, ok ? err : &later) &&
         record(deliver, at, steps, count, ok ? err : &later) && ok;
    for (size_t i = count; i-- > 0;)
        step_fini(&steps[i]);
    itk_error_fini(&later);
    free(steps);
    return ok;
}
