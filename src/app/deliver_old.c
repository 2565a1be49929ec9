/*
 * Recorded files that are no longer made: into 旧版/, and out of the manifest.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/deliver_folder.h"
#include "app/place.h"

/* The folder of a recorded file, step by step, so that no link is followed;
 * `*name` is what is left. -1 with errno. */
static int
open_above(const itk_deliver *deliver, const char *file, const char **name)
{
    struct itk_buf step = ITK_BUF_INIT;
    int fd = dup(deliver->fd), next, number;

    *name = file;
    for (const char *slash; fd >= 0 && (slash = strchr(*name, '/'));
         *name = slash + 1) {
        itk_buf_clear(&step);
        itk_buf_add(&step, *name, (size_t)(slash - *name));
        next = strcmp(step.data, "..") == 0
                   ? (errno = EINVAL, -1)
                   : openat(fd, step.data,
                            O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        number = errno;
        close(fd);
        errno = number;
        fd = next;
    }
    itk_buf_free(&step);
    return fd;
}

static enum itk_retired
judge(itk_deliver *deliver, int folder, const char *name, const char *file)
{
    struct stat info;

    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? ITK_RETIRED_GONE : ITK_RETIRED_LEFT;
    if (itk_place_in_word(folder, name) ||
        (!deliver->replace_edited && !itk_deliver_untouched(deliver, file)))
        return ITK_RETIRED_LEFT;
    return ITK_RETIRED_MOVED;
}

enum itk_retired
itk_deliver_look_old(itk_deliver *deliver, const char *file)
{
    const char *name;
    const int folder = open_above(deliver, file, &name);
    enum itk_retired result;

    if (folder < 0)
        return errno == ENOENT ? ITK_RETIRED_GONE : ITK_RETIRED_LEFT;
    result = judge(deliver, folder, name, file);
    close(folder);
    return result;
}

/* The file to 旧版/ for good: its own folder must forget it before the manifest
 * does. False with errno. */
static bool
move(int folder, const char *name)
{
    char *to = itk_place_old_name(folder, name);
    const bool ok =
        to && itk_place_move_old(folder, name, to) && fsync(folder) == 0;
    const int number = errno;

    free(to);
    errno = number;
    return ok;
}

static bool
retire(itk_deliver *deliver, struct itk_retiring *one, struct itk_error *err)
{
    const char *name;
    const int folder = open_above(deliver, one->file, &name);
    bool ok = true;

    if (folder < 0) {
        one->result = ITK_RETIRED_GONE;
        return errno == ENOENT ||
               itk_deliver_fail(deliver, ITK_ARGS(one->file),
                                ITK_MSG_DELIVER_READ, errno, err);
    }
    one->result = judge(deliver, folder, name, one->file);
    if (one->result == ITK_RETIRED_MOVED && !move(folder, name))
        ok = itk_deliver_fail(deliver, ITK_ARGS(one->file),
                              ITK_MSG_DELIVER_WRITE, errno, err);
    close(folder);
    return ok;
}

bool
itk_deliver_retire(itk_deliver *deliver, struct itk_retiring *at, size_t count,
                   struct itk_error *err)
{
    struct itk_buf lines = ITK_BUF_INIT;
    struct itk_error later = ITK_ERROR_INIT; /* the first is the one to tell */
    bool ok = true;

    if (deliver->broken)
        return itk_deliver_fail(deliver, ITK_NO_ARGS, ITK_MSG_DELIVER_WRITE,
                                deliver->broken, err);
    for (size_t i = 0; ok && i < count; i++) {
        ok = retire(deliver, &at[i], err);
        if (ok && at[i].result != ITK_RETIRED_LEFT)
            itk_manifest_line_gone(at[i].file, &lines);
    }
    if (lines.size)
        ok = itk_deliver_append(deliver, &lines, ok ? err : &later) && ok;
    itk_error_fini(&later);
    itk_buf_free(&lines);
    return ok;
}
