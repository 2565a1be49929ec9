/*
 * A file in memory.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/memory_file.h"
#include "base/file.h"

static bool
fail_errno(int number, struct itk_error *err)
{
    return itk_fail_both(err, ITK_FAULT_MACHINE, (struct itk_loc){0},
                         ITK_MSG_CLI_OUTPUT,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

bool
itk_memory_file_open(struct itk_memory_file *file, struct itk_error *err)
{
    file->fd = memfd_create("itaku", MFD_CLOEXEC);
    if (file->fd < 0)
        return fail_errno(errno, err);
    (void)snprintf(file->path, sizeof(file->path), "/proc/self/fd/%d",
                   file->fd);
    return true;
}

bool
itk_memory_file_take(const struct itk_memory_file *file, struct itk_buf *out,
                     struct itk_error *err)
{
    struct stat facts;
    off_t at = 0;

    if (fstat(file->fd, &facts) != 0)
        return fail_errno(errno, err);
    itk_buf_reserve(out, (size_t)facts.st_size);
    while (at < facts.st_size) {
        char chunk[65536];
        const ssize_t got = pread(file->fd, chunk, sizeof(chunk), at);

        if (got <= 0 && errno != EINTR)
            return fail_errno(got ? errno : EIO, err);
        if (got > 0)
            itk_buf_add(out, chunk, (size_t)got);
        at += got > 0 ? got : 0;
    }
    return true;
}

void
itk_memory_file_close(struct itk_memory_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}
