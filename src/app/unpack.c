/*
 * A package as a folder of its parts. The gate has seen to it that their names
 * are relative, climb nowhere and differ, also without regard to case.
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

#include "app/unpack.h"
#include "base/file.h"

struct unpacking {
    const itk_package *package;
    int folder;
    mode_t file_mode, folder_mode;
    struct itk_buf name;
};

/* Makes the folders of the name that are not there; 0 or an errno. */
static int
make_folders(struct unpacking *u)
{
    char *slash = u->name.data;
    int number = 0;

    while (!number && (slash = strchr(slash, '/'))) {
        *slash = '\0';
        if (mkdirat(u->folder, u->name.data, 0700) == 0)
            number = fchmodat(u->folder, u->name.data, u->folder_mode, 0) == 0
                         ? 0
                         : errno;
        else if (errno != EEXIST)
            number = errno;
        *slash++ = '/';
    }
    return number;
}

static int
write_part(struct unpacking *u, const struct itk_part *part)
{
    const char *at = part->data;
    size_t left = part->size;
    int number = make_folders(u), fd;

    if (number)
        return number;
    fd = openat(u->folder, part->name,
                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    while (!number && left > 0) {
        const ssize_t put = write(fd, at, left);

        if (put < 0 && errno != EINTR)
            number = errno;
        at += put > 0 ? put : 0;
        left -= put > 0 ? (size_t)put : 0;
    }
    if (!number && fchmod(fd, u->file_mode) != 0)
        number = errno;
    if (close(fd) != 0 && !number)
        number = errno;
    return number;
}

/* Removes what was made; folders that are not empty stay until their turn. */
static void
remove_part(struct unpacking *u, const struct itk_part *part)
{
    char *slash;

    itk_buf_clear(&u->name);
    itk_buf_adds(&u->name, part->name);
    unlinkat(u->folder, u->name.data, 0);
    while ((slash = strrchr(u->name.data, '/'))) {
        *slash = '\0';
        unlinkat(u->folder, u->name.data, AT_REMOVEDIR);
    }
}

static int
write_parts(struct unpacking *u)
{
    const size_t count = itk_package_count(u->package);
    int number = 0;
    size_t i = 0;

    for (; i < count && !number; i++) {
        itk_buf_clear(&u->name);
        itk_buf_adds(&u->name, itk_package_at(u->package, i)->name);
        number = write_part(u, itk_package_at(u->package, i));
    }
    while (number && i-- > 0)
        remove_part(u, itk_package_at(u->package, i));
    return number;
}

bool
itk_unpack(const itk_package *package, const char *folder, unsigned mode,
           struct itk_error *err)
{
    /* Who may read a file may look into its folder. */
    struct unpacking u = {.package = package,
                          .folder = -1,
                          .file_mode = mode,
                          .folder_mode = mode | (mode & 0444) >> 2,
                          .name = ITK_BUF_INIT};
    const struct itk_loc loc = {.file = folder};
    int number = mkdir(folder, 0700) == 0 ? 0 : errno;
    const bool made = number == 0;

    if (made) {
        u.folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        number = u.folder < 0 ? errno : write_parts(&u);
        if (!number && fchmod(u.folder, u.folder_mode) != 0)
            number = errno;
    }
    if (u.folder >= 0)
        close(u.folder);
    if (made && number)
        rmdir(folder);
    itk_buf_free(&u.name);
    if (number == EEXIST && !made)
        return itk_fail(err, ITK_FAULT_CALLER, loc, ITK_MSG_CLI_EXISTS,
                        ITK_NO_ARGS);
    return number == 0 ||
           itk_fail_both(err, ITK_FAULT_MACHINE, loc, ITK_MSG_CLI_OUTPUT,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}
