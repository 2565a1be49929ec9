/*
 * A folder of files that the next run completes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/out_file.h"
#include "app/split.h"
#include "base/file.h"

#define CHUNK     65536u
#define TEMPORARY ".itaku-"
/* O_NONBLOCK: opening a pipe must not wait; it changes nothing for a file. */
#define READ_FLAGS (O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

enum standing { ABSENT, SAME, OTHER, FAILED };

static bool
fail(const char *path, int number, struct itk_error *err)
{
    const bool there = number == EEXIST;

    return itk_fail_both(err, there ? ITK_FAULT_CALLER : ITK_FAULT_MACHINE,
                         (struct itk_loc){.file = path},
                         there ? ITK_MSG_CLI_EXISTS : ITK_MSG_CLI_OUTPUT,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

bool
itk_split_folder(const char *path, struct itk_error *err)
{
    struct stat is;

    if (mkdir(path, S_IRWXU) == 0)
        return true;
    if (errno != EEXIST)
        return fail(path, errno, err);
    if (lstat(path, &is) != 0)
        return fail(path, errno, err);
    return S_ISDIR(is.st_mode) || fail(path, EEXIST, err);
}

/* ---- what stands ---- */

static enum standing
compare(int fd, const struct itk_buf *bytes)
{
    char chunk[CHUNK];
    size_t at = 0;
    ssize_t got;

    do {
        got = read(fd, chunk, sizeof(chunk));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return FAILED;
        if ((size_t)got > bytes->size - at ||
            memcmp(chunk, bytes->data + at, (size_t)got) != 0)
            return OTHER;
        at += (size_t)got;
    } while (got != 0);
    if (at != bytes->size)
        return OTHER;
    /* The run that made it may not have come so far. */
    return fsync(fd) == 0 ? SAME : FAILED;
}

/* FAILED: errno says why. */
static enum standing
stands(const char *path, const struct itk_buf *bytes)
{
    const int fd = open(path, READ_FLAGS);
    enum standing found = OTHER;
    struct stat is;
    int number;

    if (fd < 0)
        return errno == ENOENT ? ABSENT : errno == ELOOP ? OTHER : FAILED;
    if (fstat(fd, &is) != 0)
        found = FAILED;
    else if (S_ISREG(is.st_mode) && (size_t)is.st_size == bytes->size)
        found = compare(fd, bytes);
    number = errno;
    close(fd);
    errno = number;
    return found;
}

/* But for what a killed run has left of its own. */
static bool
is_empty(const char *folder, struct itk_error *err)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    bool empty = true;

    if (!dir)
        return fail(folder, errno, err);
    while (empty && (errno = 0, entry = readdir(dir)))
        empty = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
                !strncmp(entry->d_name, TEMPORARY, strlen(TEMPORARY));
    if (!empty || errno)
        empty = fail(folder, empty ? errno : EEXIST, err);
    closedir(dir);
    return empty;
}

bool
itk_split_begin(const char *folder, const char *path,
                const struct itk_buf *bytes, struct itk_error *err)
{
    if (!itk_split_folder(folder, err))
        return false;
    switch (stands(path, bytes)) {
    case SAME:
        return true;
    case ABSENT:
        return is_empty(folder, err);
    case OTHER:
        return fail(folder, EEXIST, err);
    default:
        return fail(path, errno, err);
    }
}

bool
itk_split_write(const char *path, const struct itk_buf *bytes, bool *stood,
                struct itk_error *err)
{
    const enum standing found = stands(path, bytes);
    itk_out_file *file;

    *stood = found == SAME;
    if (found == SAME)
        return true;
    if (found != ABSENT)
        return fail(path, found == OTHER ? EEXIST : errno, err);
    file = itk_out_file_new(path, err);
    if (!file)
        return false;
    itk_buf_add(itk_out_file_buf(file), bytes->data, bytes->size);
    return itk_out_file_end(file, err);
}
