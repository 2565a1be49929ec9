/*
 * Writing a file back: temporary, fsync, rename, fsync of the folder.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/rewrite.h"
#include "base/file.h"

#define MODE_NEW   0600
#define MOST_NAMES 1000 /* that are tried for a new file beside another */

static bool
fail_write(struct itk_error *err, const char *path, int number)
{
    return itk_fail_both(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = path},
                         ITK_MSG_CLI_OUTPUT,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

/* The folder and name of `path`, links resolved or not. */
static void
split(const char *path, struct itk_arena *arena, const char **folder,
      const char **base)
{
    const char *slash = strrchr(path, '/');

    *base = itk_arena_dup(arena, slash ? slash + 1 : path);
    if (!slash)
        *folder = ".";
    else
        *folder = slash == path
                      ? "/"
                      : itk_arena_copy(arena, path, (size_t)(slash - path));
}

bool
itk_original_read(struct itk_original *original, const char *path, size_t limit,
                  struct itk_arena *arena, struct itk_error *err)
{
    char *real;

    if (!itk_file_read(path, limit, ITK_FAULT_CASE, arena, &original->blob,
                       err))
        return false;
    real = realpath(path, NULL);
    if (!real)
        return fail_write(err, path, errno);
    split(real, arena, &original->folder, &original->base);
    free(real);
    return true;
}

/* 0, or an errno with nothing left behind. */
static int
temp_write(struct itk_temp *temp, int folder, const char *base,
           struct itk_blob bytes, mode_t mode)
{
    const int fd = itk_temp_open(temp, folder, base, MODE_NEW);
    int number;

    if (fd < 0)
        return errno;
    number =
        itk_write_all(fd, bytes.data, bytes.size) && fsync(fd) == 0 ? 0 : errno;
    if (!number && fchmod(fd, mode) != 0)
        number = errno;
    if (close(fd) != 0 && !number)
        number = errno;
    if (number)
        itk_temp_drop(temp);
    return number;
}

/* To its final name, without replacing what is there. */
static int
temp_place_new(const struct itk_temp *temp, const char *name)
{
    return itk_rename_new(temp->folder, temp->name, temp->folder, name) ? 0
                                                                        : errno;
}

static int
open_folder(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Is the file in `folder` still what was read? Its mode into `mode`. */
static bool
is_same(const struct itk_original *original, int folder, mode_t *mode)
{
    const int fd = openat(folder, original->base,
                          O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    const char *want = original->blob.data;
    char have[1u << 14];
    struct stat is;
    size_t at = 0;
    ssize_t got = 1;
    bool same = fd >= 0 && fstat(fd, &is) == 0 && S_ISREG(is.st_mode);

    while (same && got != 0) {
        got = read(fd, have, sizeof(have));
        if (got < 0 && errno == EINTR)
            continue;
        same = got >= 0 && (size_t)got <= original->blob.size - at &&
               memcmp(have, want + at, (size_t)got) == 0;
        at += same ? (size_t)got : 0;
    }
    if (fd >= 0)
        close(fd);
    if (same)
        *mode = is.st_mode & 07777;
    return same && at == original->blob.size;
}

/* NAME.new, NAME.new2, ... beside a file that is not ours to replace. */
static bool
place_beside(const struct itk_original *original, const struct itk_temp *temp,
             struct itk_error *err)
{
    struct itk_buf name = ITK_BUF_INIT;
    int number = EEXIST;

    for (unsigned i = 1; number == EEXIST && i < MOST_NAMES; i++) {
        itk_buf_clear(&name);
        itk_buf_adds(&name, original->base);
        itk_buf_adds(&name, ".new");
        if (i > 1)
            itk_buf_addu(&name, i);
        number = temp_place_new(temp, name.data);
    }
    if (number)
        (void)fail_write(err, original->blob.name, number);
    else
        (void)itk_fail(err, ITK_FAULT_MACHINE,
                       (struct itk_loc){.file = original->blob.name},
                       ITK_MSG_ASK_CHANGED, ITK_ARGS(name.data));
    itk_buf_free(&name);
    return number == 0;
}

bool
itk_original_replace(const struct itk_original *original, struct itk_blob bytes,
                     struct itk_error *err)
{
    const int folder = open_folder(original->folder);
    struct itk_temp temp;
    mode_t mode = MODE_NEW;
    bool same = false;
    int number = folder < 0 ? errno : 0;

    if (!number) {
        (void)is_same(original, folder, &mode);
        number = temp_write(&temp, folder, original->base, bytes, mode);
    }
    if (number) {
        (void)fail_write(err, original->blob.name, number);
        if (folder >= 0)
            close(folder);
        return false;
    }
    same = is_same(original, folder, &mode);
    if (same && renameat(folder, temp.name, folder, original->base) != 0) {
        (void)fail_write(err, original->blob.name, errno);
        itk_temp_drop(&temp);
        same = false;
    } else if (!same && !place_beside(original, &temp, err)) {
        itk_temp_drop(&temp);
    } else {
        itk_temp_placed(&temp);
    }
    if (fsync(folder) != 0 && same)
        same = fail_write(err, original->blob.name, errno);
    close(folder);
    return same;
}

/* To its final name, also over a regular file; a link is replaced, not
 * followed, and a device stays what it is. */
static int
temp_place_over(const struct itk_temp *temp, const char *name)
{
    struct stat is;

    if (fstatat(temp->folder, name, &is, AT_SYMLINK_NOFOLLOW) == 0 &&
        !S_ISREG(is.st_mode) && !S_ISLNK(is.st_mode))
        return EEXIST;
    return renameat(temp->folder, temp->name, temp->folder, name) == 0 ? 0
                                                                       : errno;
}

bool
itk_output_write(const char *path, struct itk_blob bytes, unsigned mode,
                 bool replace, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const char *folder_path, *base;
    struct itk_temp temp;
    int folder, number;

    split(path, &arena, &folder_path, &base);
    folder = open_folder(folder_path);
    number = folder < 0 ? errno : temp_write(&temp, folder, base, bytes, mode);
    if (!number) {
        number = replace ? temp_place_over(&temp, base)
                         : temp_place_new(&temp, base);
        if (number)
            itk_temp_drop(&temp);
        else
            itk_temp_placed(&temp);
    }
    if (!number && fsync(folder) != 0)
        number = errno;
    if (folder >= 0)
        close(folder);
    itk_arena_fini(&arena);
    if (number == EEXIST)
        return itk_fail(err, ITK_FAULT_CALLER, (struct itk_loc){.file = path},
                        ITK_MSG_CLI_EXISTS, ITK_NO_ARGS);
    return number == 0 || fail_write(err, path, number);
}

bool
itk_new_file_write(const char *path, struct itk_blob bytes,
                   struct itk_error *err)
{
    return itk_output_write(path, bytes, MODE_NEW, false, err);
}
