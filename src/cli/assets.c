/*
 * Reads files below one folder: each step of a name is opened beneath the one
 * before, no link is followed, and nothing but a plain file is read.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/assets.h"

#define STEP_MOST 255u

/* The next step of a name, between slashes; false when it is none that goes
 * down. */
static bool
take_step(const char **name, const char *end, char step[STEP_MOST + 1])
{
    const char *slash = memchr(*name, '/', (size_t)(end - *name));
    const size_t size = (size_t)((slash ? slash : end) - *name);

    if (size == 0 || size > STEP_MOST || memchr(*name, '\0', size))
        return false;
    memcpy(step, *name, size);
    step[size] = '\0';
    *name = slash ? slash + 1 : end;
    return strcmp(step, ".") != 0 && strcmp(step, "..") != 0 &&
           !(slash && *name == end);
}

/* The file, or -1. */
static int
open_below(int folder, const char *name, size_t size)
{
    const char *end = name + size;
    char step[STEP_MOST + 1];
    int at = folder, next;

    do {
        const bool ok = take_step(&name, end, step);
        const int kind = name < end ? O_DIRECTORY : O_NONBLOCK | O_NOCTTY;

        next = ok ? openat(at, step, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind)
                  : -1;
        if (at != folder)
            (void)close(at);
        at = next;
    } while (at >= 0 && name < end);
    return at;
}

static enum itk_asset
read_whole(int fd, size_t most, struct itk_buf *out)
{
    const size_t begin = out->size;
    struct stat stat;
    ssize_t got = 1;

    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode))
        return ITK_ASSET_NONE;
    if (stat.st_size > (off_t)most)
        return ITK_ASSET_LARGE;
    while (got > 0 && out->size - begin <= most) {
        itk_buf_reserve(out, 65536);
        got = read(fd, out->data + out->size, 65536);
        if (got > 0)
            out->size += (size_t)got;
        else if (got < 0 && errno == EINTR)
            got = 1;
    }
    out->data[out->size] = '\0';
    if (got < 0)
        return ITK_ASSET_NONE;
    return out->size - begin > most ? ITK_ASSET_LARGE : ITK_ASSET_READ;
}

static enum itk_asset
read_asset(const void *self, const char *name, size_t size, size_t most,
           struct itk_buf *out)
{
    const struct itk_asset_folder *folder = self;
    const int fd = open_below(folder->fd, name, size);
    enum itk_asset came;

    if (fd < 0)
        return ITK_ASSET_NONE;
    came = read_whole(fd, most, out);
    (void)close(fd);
    return came;
}

bool
itk_assets_open(struct itk_cli *cli, const char *path,
                struct itk_asset_folder *folder)
{
    folder->fd = -1;
    folder->assets = (struct itk_assets){folder, read_asset};
    if (!path)
        return true;
    folder->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->fd >= 0)
        return true;
    itk_cli_fail(cli, ITK_FAULT_CALLER, path, ITK_MSG_CLI_ASSETS, ITK_NO_ARGS);
    return false;
}

void
itk_assets_close(struct itk_asset_folder *folder)
{
    if (folder->fd >= 0)
        (void)close(folder->fd);
}
