/*
 * Temporaries that the next run finds again (file.h).
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define MOST_NAMES 1000u /* of runs that make the same at the same time */

/* FNV-1a. */
static unsigned long long
hash_of(const char *text)
{
    unsigned long long hash = 0xcbf29ce484222325ull;

    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3ull;
    return hash;
}

static void
name_of(const char *becomes, unsigned serial, char *name, size_t room)
{
    snprintf(name, room, ".itaku-out-%016llx-%u", hash_of(becomes), serial);
}

/* Ours, of a run that is no longer there; where nothing can be locked nobody
 * knows. Removed before its lock is given up. */
static bool
remove_stale(int folder, const char *name)
{
    const int fd = openat(
        folder, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat is;
    bool stale;

    if (fd < 0)
        return false;
    stale = fstat(fd, &is) == 0 && S_ISREG(is.st_mode) &&
            is.st_uid == geteuid() && is.st_nlink == 1 &&
            flock(fd, LOCK_EX | LOCK_NB) == 0 && unlinkat(folder, name, 0) == 0;
    close(fd);
    return stale;
}

/* Another run may have taken the file for a stale one before it was locked. */
static bool
is_mine(int fd)
{
    struct stat is;

    if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return false;
    return fstat(fd, &is) != 0 || is.st_nlink > 0;
}

/* A file of a name that is free, or that was a killed run's; its errno is what
 * stands in the way. */
static int
make(const struct itk_temp *temp, unsigned mode)
{
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    const int fd = openat(temp->folder, temp->name, flags, mode);

    if (fd >= 0 || errno != EEXIST)
        return fd;
    if (remove_stale(temp->folder, temp->name))
        return openat(temp->folder, temp->name, flags, mode);
    errno = EEXIST;
    return -1;
}

static int
open_free(struct itk_temp *temp, const char *becomes, unsigned mode)
{
    for (unsigned serial = 0; serial < MOST_NAMES; serial++) {
        int fd;

        name_of(becomes, serial, temp->name, sizeof(temp->name));
        fd = make(temp, mode);
        if (fd < 0 && errno != EEXIST)
            return -1;
        if (fd >= 0 && is_mine(fd))
            return fd;
        if (fd >= 0)
            close(fd);
    }
    errno = EEXIST;
    return -1;
}

int
itk_temp_open(struct itk_temp *temp, int folder, const char *becomes,
              unsigned mode)
{
    int fd, number;

    *temp = (struct itk_temp){.folder = folder, .lock = -1};
    itk_temps_enter();
    fd = open_free(temp, becomes, mode);
    if (fd >= 0)
        itk_temp_register(folder, temp->name);
    itk_temps_leave();
    if (fd < 0) {
        temp->name[0] = '\0';
        return -1;
    }
    temp->lock = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (temp->lock >= 0)
        return fd;
    number = errno;
    itk_temp_drop(temp);
    close(fd);
    errno = number;
    return -1;
}

void
itk_temp_placed(struct itk_temp *temp)
{
    if (!temp->name[0])
        return;
    itk_temp_forget(temp->folder, temp->name);
    temp->name[0] = '\0';
    if (temp->lock >= 0)
        close(temp->lock);
}

void
itk_temp_drop(struct itk_temp *temp)
{
    const int number = errno;

    if (temp->name[0])
        (void)unlinkat(temp->folder, temp->name, 0);
    itk_temp_placed(temp);
    errno = number;
}

void
itk_temp_sweep(int folder, const char *becomes)
{
    char name[64];
    unsigned serial = 0;

    do
        name_of(becomes, serial, name, sizeof(name));
    while (remove_stale(folder, name) && ++serial < MOST_NAMES);
}
