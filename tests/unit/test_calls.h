/*
 * System calls that fail when a test says so: these stand before the C
 * library's. The Nth of a class fails, once or from then on; reading and
 * writing may also be interrupted, or go one byte at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEST_CALLS_H
#define ITK_TEST_CALLS_H

#include "base/base.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum call {
    CALL_OPEN,
    CALL_STAT, /* of a descriptor */
    CALL_LOOK, /* stat of a name */
    CALL_READ, /* and pread */
    CALL_WRITE,
    CALL_CLOSE,
    CALL_SYNC,
    CALL_SYNC_FOLDER, /* only for `when` */
    CALL_RENAME,
    CALL_LINK,
    CALL_UNLINK,
    CALL_MKDIR,
    CALL_TRUNCATE,
    CALL_LOCK,
    CALL_DUP,
    CALL_FOLDER, /* fdopendir */
    CALL_ENTRY,  /* readdir */
    CALL_KINDS
};

static struct {
    enum call kind;
    unsigned at; /* from 1; 0: none fails */
    bool on;     /* and all behind it */
    int number;  /* errno */
    unsigned seen, hits;
    enum call also; /* from its Nth on these fail as well */
    unsigned also_at, also_seen;
    void (*meanwhile)(void); /* somebody else, once, before the first `when` */
    enum call when;
    bool blind;       /* readdir does not tell kinds */
    time_t later;     /* the clock is ahead by so many seconds */
    bool slow;        /* one byte at a time */
    bool interrupted; /* and each only at the second try */
    bool turn;
} calls;

int renameat2(int from_folder, const char *from, int to_folder, const char *to,
              unsigned flags);
int renameat(int from_folder, const char *from, int to_folder, const char *to);

/* Does the call at hand fail? */
static bool
call_fails(enum call kind)
{
    void (*meanwhile)(void) = calls.meanwhile;

    if (meanwhile && kind == calls.when) {
        calls.meanwhile = NULL;
        meanwhile();
    }
    errno = calls.number;
    if (calls.also_at && kind == calls.also &&
        ++calls.also_seen >= calls.also_at)
        return true;
    if (!calls.at || kind != calls.kind)
        return false;
    calls.seen++;
    if (calls.on ? calls.seen < calls.at : calls.seen != calls.at)
        return false;
    calls.hits++;
    return true;
}

static bool
call_waits(void)
{
    calls.turn = calls.interrupted && !calls.turn;
    if (calls.turn)
        errno = EINTR;
    return calls.turn;
}

int
openat(int folder, const char *name, int flags, ...)
{
    mode_t mode;
    va_list more;

    va_start(more, flags);
    mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return call_fails(CALL_OPEN)
               ? -1
               : (int)syscall(SYS_openat, folder, name, flags, mode);
}

int
open(const char *name, int flags, ...)
{
    mode_t mode;
    va_list more;

    va_start(more, flags);
    mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return openat(AT_FDCWD, name, flags, mode);
}

int
fstat(int fd, struct stat *info)
{
    return call_fails(CALL_STAT)
               ? -1
               : (int)syscall(SYS_newfstatat, fd, "", info, AT_EMPTY_PATH);
}

int
fstatat(int folder, const char *name, struct stat *info, int flags)
{
    return call_fails(CALL_LOOK)
               ? -1
               : (int)syscall(SYS_newfstatat, folder, name, info, flags);
}

ssize_t
read(int fd, void *data, size_t size)
{
    if (call_waits() || call_fails(CALL_READ))
        return -1;
    return syscall(SYS_read, fd, data, calls.slow && size ? 1 : size);
}

ssize_t
pread(int fd, void *data, size_t size, off_t at)
{
    if (call_waits())
        return -1;
    if (call_fails(CALL_READ))
        return calls.number ? -1 : 0; /* it has become shorter */
    return syscall(SYS_pread64, fd, data, calls.slow && size ? 1 : size, at);
}

ssize_t
write(int fd, const void *data, size_t size)
{
    if (fd > 2 && call_waits())
        return -1;
    if (fd > 2 && call_fails(CALL_WRITE))
        return calls.number ? -1 : 0; /* nothing is written, without a cause */
    return syscall(SYS_write, fd, data, calls.slow && size ? 1 : size);
}

int
close(int fd)
{
    const int status = (int)syscall(SYS_close, fd);

    return call_fails(CALL_CLOSE) ? -1 : status;
}

int
fsync(int fd)
{
    struct stat info;

    if (syscall(SYS_newfstatat, fd, "", &info, AT_EMPTY_PATH) == 0 &&
        S_ISDIR(info.st_mode))
        (void)call_fails(CALL_SYNC_FOLDER);
    return call_fails(CALL_SYNC) ? -1 : (int)syscall(SYS_fsync, fd);
}

int
syncfs(int fd)
{
    return call_fails(CALL_SYNC) ? -1 : (int)syscall(SYS_syncfs, fd);
}

int
renameat2(int from_folder, const char *from, int to_folder, const char *to,
          unsigned flags)
{
    return call_fails(CALL_RENAME) ? -1
                                   : (int)syscall(SYS_renameat2, from_folder,
                                                  from, to_folder, to, flags);
}

int
renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    return renameat2(from_folder, from, to_folder, to, 0);
}

int
linkat(int from_folder, const char *from, int to_folder, const char *to,
       int flags)
{
    return call_fails(CALL_LINK) ? -1
                                 : (int)syscall(SYS_linkat, from_folder, from,
                                                to_folder, to, flags);
}

int
unlinkat(int folder, const char *name, int flags)
{
    return call_fails(CALL_UNLINK)
               ? -1
               : (int)syscall(SYS_unlinkat, folder, name, flags);
}

int
mkdirat(int folder, const char *name, mode_t mode)
{
    return call_fails(CALL_MKDIR)
               ? -1
               : (int)syscall(SYS_mkdirat, folder, name, mode);
}

int
mkdir(const char *name, mode_t mode)
{
    return mkdirat(AT_FDCWD, name, mode);
}

int
ftruncate(int fd, off_t size)
{
    return call_fails(CALL_TRUNCATE) ? -1
                                     : (int)syscall(SYS_ftruncate, fd, size);
}

int
flock(int fd, int how)
{
    return call_fails(CALL_LOCK) ? -1 : (int)syscall(SYS_flock, fd, how);
}

int
fcntl(int fd, int what, ...)
{
    va_list more;
    long value;

    va_start(more, what);
    value = va_arg(more, long);
    va_end(more);
    return what == F_DUPFD_CLOEXEC && call_fails(CALL_DUP)
               ? -1
               : (int)syscall(SYS_fcntl, fd, what, value);
}

/* The C library's own of that name. */
static void *
own(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

DIR *
fdopendir(int fd)
{
    DIR *(*function)(int);

    *(void **)&function = own("fdopendir");
    return call_fails(CALL_FOLDER) ? NULL : function(fd);
}

struct dirent *
readdir(DIR *dir)
{
    struct dirent *(*function)(DIR *), *entry;

    *(void **)&function = own("readdir");
    entry = call_fails(CALL_ENTRY) ? NULL : function(dir);
    if (entry && calls.blind)
        entry->d_type = DT_UNKNOWN;
    return entry;
}

int
clock_gettime(clockid_t clock, struct timespec *now)
{
    const int status = (int)syscall(SYS_clock_gettime, clock, now);

    now->tv_sec += calls.later;
    return status;
}

#endif
