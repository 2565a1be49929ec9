/*
 * A new file that is written as its contents come.
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

#include "app/out_file.h"
#include "base/arena.h"
#include "base/file.h"

#define FLUSH_BYTES ((size_t)1 << 20)
#define MOST_NAMES  1000u
#define TEMP_FORMAT ".itaku-out-%ld-%u"

struct itk_out_file {
    struct itk_buf buf;
    char *path;
    const char *base; /* in `path` */
    int folder, fd;
    char temp[64];
};

static bool
fail_errno(const char *path, int number, struct itk_error *err)
{
    const bool there = number == EEXIST;

    return itk_fail_both(err, there ? ITK_FAULT_CALLER : ITK_FAULT_MACHINE,
                         (struct itk_loc){.file = path},
                         there ? ITK_MSG_CLI_EXISTS : ITK_MSG_CLI_OUTPUT,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

static int
open_folder(const char *path, const char *base)
{
    struct itk_buf folder = ITK_BUF_INIT;
    int fd;

    itk_buf_add(&folder, path, (size_t)(base - path));
    if (!folder.size)
        itk_buf_addc(&folder, '.');
    fd = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    itk_buf_free(&folder);
    return fd;
}

/* ---- what a run that was killed has left behind ---- */

static bool
is_named_so(const char *name)
{
    long pid;
    unsigned serial;
    int end = 0;

    return sscanf(name, TEMP_FORMAT "%n", &pid, &serial, &end) == 2 &&
           end > 0 && !name[end];
}

/* Ours: the beginning of an archive, or nothing yet, that nobody else may read
 * or has another name for. */
static bool
is_ours(int fd)
{
    static const char begin[] = "PK\003\004";
    char head[sizeof(begin) - 1];
    struct stat info;

    return fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
           info.st_uid == geteuid() && (info.st_mode & 07777) == 0600 &&
           info.st_nlink == 1 &&
           (info.st_size == 0 ||
            (pread(fd, head, sizeof(head), 0) == (ssize_t)sizeof(head) &&
             memcmp(head, begin, sizeof(head)) == 0));
}

/* Whoever writes one holds its lock. */
static void
remove_if_stale(int folder, const char *name)
{
    const int fd = openat(
        folder, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    if (fd < 0)
        return;
    if (is_ours(fd) && flock(fd, LOCK_EX | LOCK_NB) == 0)
        (void)unlinkat(folder, name, 0);
    close(fd);
}

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
        if (is_named_so(entry->d_name))
            remove_if_stale(folder, entry->d_name);
    }
    closedir(dir);
}

/* ---- a new one ---- */

/* Between making it and locking it, another may have taken it for one that was
 * left behind. */
static bool
keep(int fd)
{
    struct stat info;

    (void)flock(fd, LOCK_EX); /* where there are no locks, nobody removes */
    return fstat(fd, &info) == 0 && info.st_nlink > 0;
}

/* 0, or an errno with nothing left behind. */
static int
open_temp(itk_out_file *file)
{
    unsigned serial = 0;
    int number;

    do {
        snprintf(file->temp, sizeof(file->temp), TEMP_FORMAT, (long)getpid(),
                 serial++);
        itk_temp_register(file->folder, file->temp);
        file->fd =
            openat(file->folder, file->temp,
                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        number = file->fd < 0 ? errno : 0;
        if (!number && !keep(file->fd)) {
            close(file->fd);
            file->fd = -1;
            number = EEXIST;
        }
        if (number)
            itk_temp_forget(file->folder, file->temp);
    } while (number == EEXIST && serial < MOST_NAMES);
    return number;
}

static void
close_file(itk_out_file *file)
{
    if (file->fd > STDOUT_FILENO)
        close(file->fd);
    if (file->folder >= 0)
        close(file->folder);
    itk_buf_free(&file->buf);
    free(file->path);
    free(file);
}

itk_out_file *
itk_out_file_new(const char *path, struct itk_error *err)
{
    itk_out_file *file = itk_alloc(sizeof(*file));
    const char *slash;
    int number = 0;

    *file = (itk_out_file){.buf = ITK_BUF_INIT, .folder = -1, .fd = -1};
    file->path = strdup(path);
    if (!file->path)
        itk_no_memory();
    if (!strcmp(path, "-")) {
        file->fd = STDOUT_FILENO;
        return file;
    }
    slash = strrchr(file->path, '/');
    file->base = slash ? slash + 1 : file->path;
    file->folder = open_folder(file->path, file->base);
    if (file->folder < 0)
        number = errno;
    else if (faccessat(file->folder, file->base, F_OK, AT_SYMLINK_NOFOLLOW) ==
             0)
        number = EEXIST; /* so that nothing is read in vain */
    else
        remove_stale(file->folder);
    if (!number)
        number = open_temp(file);
    if (!number)
        return file;
    (void)fail_errno(path, number, err);
    close_file(file);
    return NULL;
}

struct itk_buf *
itk_out_file_buf(itk_out_file *file)
{
    return &file->buf;
}

static bool
write_out(itk_out_file *file, struct itk_error *err)
{
    if (!itk_write_all(file->fd, file->buf.data, file->buf.size))
        return fail_errno(file->path, errno, err);
    itk_buf_clear(&file->buf);
    return true;
}

bool
itk_out_file_flush(itk_out_file *file, struct itk_error *err)
{
    return file->buf.size < FLUSH_BYTES || write_out(file, err);
}

bool
itk_out_file_end(itk_out_file *file, struct itk_error *err)
{
    bool ok = write_out(file, err);

    if (file->folder < 0) {
        close_file(file);
        return ok;
    }
    ok = ok && (fsync(file->fd) == 0 || fail_errno(file->path, errno, err));
    ok = ok &&
         (itk_rename_new(file->folder, file->temp, file->folder, file->base) ||
          fail_errno(file->path, errno, err));
    if (!ok) {
        itk_out_file_drop(file);
        return false;
    }
    itk_temp_forget(file->folder, file->temp);
    ok = fsync(file->folder) == 0 || fail_errno(file->path, errno, err);
    close_file(file);
    return ok;
}

void
itk_out_file_drop(itk_out_file *file)
{
    if (!file)
        return;
    if (file->folder >= 0 && file->fd >= 0) {
        unlinkat(file->folder, file->temp, 0);
        itk_temp_forget(file->folder, file->temp);
    }
    close_file(file);
}
