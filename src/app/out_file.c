/*
 * A new file that is written as its contents come.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/out_file.h"
#include "base/arena.h"
#include "base/file.h"

#define FLUSH_BYTES ((size_t)1 << 20)
#define MODE        0600

struct itk_out_file {
    struct itk_buf buf;
    char *path;
    const char *base; /* in `path` */
    int folder, fd;
    struct itk_temp temp;
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
    else if ((file->fd = itk_temp_open(&file->temp, file->folder, file->base,
                                       MODE)) < 0)
        number = errno;
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
    ok = ok && (itk_rename_new(file->folder, file->temp.name, file->folder,
                               file->base) ||
                fail_errno(file->path, errno, err));
    if (!ok) {
        itk_out_file_drop(file);
        return false;
    }
    itk_temp_placed(&file->temp);
    ok = fsync(file->folder) == 0 || fail_errno(file->path, errno, err);
    close_file(file);
    return ok;
}

void
itk_out_file_drop(itk_out_file *file)
{
    if (!file)
        return;
    itk_temp_drop(&file->temp);
    close_file(file);
}
