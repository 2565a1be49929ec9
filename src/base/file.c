/*
 * Files and folders read whole, within limits: no device, no link followed
 * inside a folder, nothing trusted that stat has said.
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
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define MOST_DEPTH 16
#define CHUNK      ((size_t)64 << 10)
/* O_NONBLOCK: opening a pipe must not wait; it changes nothing for a file. */
#define READ_FLAGS (O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)

const char *
itk_errno_text(int number, enum itk_lang lang)
{
    static const struct {
        int number;
        const char *ja;
    } known[] = {
        {ENOENT, "ファイルまたはフォルダーがありません"},
        {EACCES, "アクセス権がありません"},
        {EPERM, "許可されていない操作です"},
        {EISDIR, "フォルダーです"},
        {ENOTDIR, "フォルダーではありません"},
        {ELOOP, "リンクです"},
        {EEXIST, "すでにあります"},
        {ENAMETOOLONG, "名前が長すぎます"},
        {EMFILE, "開いているファイルが多すぎます"},
        {ENFILE, "開いているファイルが多すぎます"},
        {EIO, "入出力エラー"},
        {EFBIG, "ファイルが大きすぎます"},
        {ENOSPC, "空き容量がありません"},
        {EDQUOT, "割り当てられた容量を使い切りました"},
        {EROFS, "書き込めない領域です"},
        {EBUSY, "使用中です"},
        {EBADF, "開かれていません"},
    };
    const char *en = strerrordesc_np(number);

    for (size_t i = 0; lang == ITK_JA && i < ITK_COUNT(known); i++) {
        if (known[i].number == number)
            return known[i].ja;
    }
    return en ? en : "unknown error";
}

/* Who must act when the system refuses: whoever named the file, or whoever
 * keeps the machine. */
static enum itk_fault
fault_of(int number, enum itk_fault named)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
    case EACCES:
        return named;
    default:
        return ITK_FAULT_MACHINE;
    }
}

static bool
fail_errno(struct itk_error *err, enum itk_fault named, const char *path,
           enum itk_msg id, int number)
{
    const struct itk_loc loc = {.file = path};

    return itk_fail_both(err, fault_of(number, named), loc, id,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

static bool
fail_limit(struct itk_error *err, enum itk_fault fault, const char *path,
           enum itk_msg id, size_t limit)
{
    const struct itk_loc loc = {.file = path};
    struct itk_buf number = ITK_BUF_INIT;

    itk_buf_addu(&number, limit);
    itk_fail(err, fault, loc, id, ITK_ARGS(number.data));
    itk_buf_free(&number);
    return false;
}

/* Reads to the end, at most one byte more than `limit`; 0 or an errno. */
static int
read_all(int fd, size_t limit, size_t hint, struct itk_buf *out)
{
    const size_t most = limit < SIZE_MAX ? limit + 1 : limit;

    itk_buf_reserve(out, (hint < limit ? hint : limit) + 1);
    while (out->size < most) {
        size_t room = out->room - out->size - 1;
        ssize_t got;

        if (room == 0) {
            itk_buf_reserve(out, CHUNK);
            room = CHUNK;
        }
        if (room > most - out->size)
            room = most - out->size;
        got = read(fd, out->data + out->size, room);
        if (got < 0 && errno != EINTR)
            return errno;
        if (got == 0)
            break;
        out->size += got > 0 ? (size_t)got : 0;
        out->data[out->size] = '\0';
    }
    return 0;
}

/* The buffer's block, cut to size, becomes the arena's. */
static const void *
hand_over(struct itk_buf *bytes, struct itk_arena *arena)
{
    const size_t size = bytes->size;
    char *block = itk_grow(itk_buf_take(bytes), size + 1, 1);

    itk_arena_adopt(arena, block);
    return block;
}

bool
itk_file_read(const char *path, size_t limit, enum itk_fault fault,
              struct itk_arena *arena, struct itk_blob *blob,
              struct itk_error *err)
{
    const bool standard = strcmp(path, "-") == 0;
    const int fd = standard ? STDIN_FILENO : open(path, READ_FLAGS);
    const struct itk_loc loc = {.file = path};
    struct itk_buf bytes = ITK_BUF_INIT;
    struct stat is;
    int number = 0;
    bool ok = false;

    if (fd < 0 || fstat(fd, &is) != 0) {
        fail_errno(err, ITK_FAULT_CALLER, path, ITK_MSG_FILE_OPEN, errno);
        goto out;
    }
    if (!standard && !S_ISREG(is.st_mode)) {
        itk_fail(err, ITK_FAULT_CALLER, loc, ITK_MSG_FILE_KIND, ITK_NO_ARGS);
        goto out;
    }
    number = read_all(fd, limit,
                      S_ISREG(is.st_mode) ? (size_t)is.st_size : CHUNK, &bytes);
    if (number) {
        fail_errno(err, ITK_FAULT_CALLER, path, ITK_MSG_FILE_READ, number);
        goto out;
    }
    if (bytes.size > limit) {
        fail_limit(err, fault, path, ITK_MSG_FILE_TOO_BIG, limit);
        goto out;
    }
    blob->name = itk_arena_dup(arena, path);
    blob->size = bytes.size;
    blob->data = hand_over(&bytes, arena);
    blob->fault = fault;
    ok = true;

out:
    itk_buf_free(&bytes);
    if (fd >= 0 && !standard)
        close(fd);
    return ok;
}

/* One reading of a folder. `path` is that of the entry at hand, as the user
 * would write it; what follows `root` bytes of it is the blob's name. */
struct walk {
    size_t most_files, most_bytes, bytes;
    enum itk_fault fault;
    struct itk_arena *arena;
    struct itk_blob *at;
    size_t count, room;
    struct itk_buf path;
    size_t root;
    struct itk_error *err;
};

static void
add_blob(struct walk *walk, struct itk_buf *bytes)
{
    struct itk_blob *blob;

    if (walk->count == walk->room) {
        walk->room = walk->room ? walk->room * 2 : 64;
        walk->at = itk_grow(walk->at, walk->room, sizeof(*walk->at));
    }
    blob = &walk->at[walk->count++];
    walk->bytes += bytes->size;
    blob->name = itk_arena_dup(walk->arena, walk->path.data + walk->root);
    blob->size = bytes->size;
    blob->data = hand_over(bytes, walk->arena);
    blob->fault = walk->fault;
}

static bool
read_entry(struct walk *walk, int fd, const struct stat *is)
{
    struct itk_buf bytes = ITK_BUF_INIT;
    const size_t left = walk->most_bytes - walk->bytes;
    bool ok = false;
    int number;

    if (walk->count == walk->most_files)
        return fail_limit(walk->err, walk->fault, walk->path.data,
                          ITK_MSG_FOLDER_MANY, walk->most_files);
    number = read_all(fd, left, (size_t)is->st_size, &bytes);
    if (number) {
        fail_errno(walk->err, walk->fault, walk->path.data, ITK_MSG_FILE_READ,
                   number);
    } else if (bytes.size > left) {
        fail_limit(walk->err, walk->fault, walk->path.data, ITK_MSG_FOLDER_BIG,
                   walk->most_bytes);
    } else {
        add_blob(walk, &bytes);
        ok = true;
    }
    itk_buf_free(&bytes);
    return ok;
}

static bool walk_folder(struct walk *walk, int fd, size_t depth);

/* The entry `name` of `folder`; `walk->path` already names it. */
static bool
walk_entry(struct walk *walk, int folder, const char *name, size_t depth)
{
    const struct itk_loc loc = {.file = walk->path.data};
    struct stat is;
    int fd = -1;
    bool ok;

    if (fstatat(folder, name, &is, AT_SYMLINK_NOFOLLOW) != 0)
        return fail_errno(walk->err, walk->fault, walk->path.data,
                          ITK_MSG_FILE_OPEN, errno);
    if (S_ISREG(is.st_mode) || S_ISDIR(is.st_mode)) {
        fd = openat(folder, name, READ_FLAGS | O_NOFOLLOW);
        /* Looked at again: it may have been swapped since. */
        if (fd < 0 || fstat(fd, &is) != 0) {
            fail_errno(walk->err, walk->fault, walk->path.data,
                       ITK_MSG_FILE_OPEN, errno);
            if (fd >= 0)
                close(fd);
            return false;
        }
    }
    if (fd >= 0 && S_ISDIR(is.st_mode))
        return walk_folder(walk, fd, depth + 1);
    if (fd >= 0 && S_ISREG(is.st_mode))
        ok = read_entry(walk, fd, &is);
    else
        ok = itk_fail(walk->err, walk->fault, loc, ITK_MSG_FOLDER_KIND,
                      ITK_NO_ARGS);
    if (fd >= 0)
        close(fd);
    return ok;
}

/* The next name that does not begin with '.', save _rels/.rels of an unpacked
 * package; NULL at the end, or with errno set when reading fails. */
static const char *
next_name(DIR *dir)
{
    const struct dirent *entry;

    errno = 0;
    do {
        entry = readdir(dir);
    } while (entry && entry->d_name[0] == '.' &&
             strcmp(entry->d_name, ".rels") != 0);
    return entry ? entry->d_name : NULL;
}

/* Takes `fd` over. */
static bool
walk_folder(struct walk *walk, int fd, size_t depth)
{
    const size_t base = walk->path.size;
    DIR *dir = fdopendir(fd);
    const char *name;
    bool ok = true;

    if (!dir) {
        fail_errno(walk->err, walk->fault, walk->path.data, ITK_MSG_FILE_OPEN,
                   errno);
        close(fd);
        return false;
    }
    if (depth > MOST_DEPTH)
        ok = fail_limit(walk->err, walk->fault, walk->path.data,
                        ITK_MSG_FOLDER_DEEP, MOST_DEPTH);
    while (ok && (name = next_name(dir))) {
        itk_buf_addc(&walk->path, '/');
        itk_buf_adds(&walk->path, name);
        ok = walk_entry(walk, fd, name, depth);
        walk->path.size = base;
        walk->path.data[base] = '\0';
    }
    if (ok && errno)
        ok = fail_errno(walk->err, walk->fault, walk->path.data,
                        ITK_MSG_FILE_READ, errno);
    closedir(dir);
    return ok;
}

static int
by_name(const void *a, const void *b)
{
    const struct itk_blob *x = a, *y = b;

    return strcmp(x->name, y->name);
}

bool
itk_folder_read(const char *folder, size_t count, size_t limit,
                enum itk_fault fault, struct itk_arena *arena,
                struct itk_blobs *blobs, struct itk_error *err)
{
    struct walk walk = {
        .most_files = count,
        .most_bytes = limit,
        .fault = fault,
        .arena = arena,
        .path = ITK_BUF_INIT,
        .err = err,
    };
    const int fd = open(folder, READ_FLAGS | O_DIRECTORY);
    struct itk_blob *kept;
    bool ok;

    if (fd < 0)
        return fail_errno(err, ITK_FAULT_CALLER, folder, ITK_MSG_FILE_OPEN,
                          errno);
    itk_buf_adds(&walk.path, folder);
    while (walk.path.size > 1 && walk.path.data[walk.path.size - 1] == '/')
        walk.path.data[--walk.path.size] = '\0';
    walk.root = walk.path.size + 1;
    ok = walk_folder(&walk, fd, 1);
    if (ok) {
        kept = itk_arena_array(arena, walk.count, sizeof(*kept));
        if (walk.count) {
            memcpy(kept, walk.at, walk.count * sizeof(*kept));
            qsort(kept, walk.count, sizeof(*kept), by_name);
        }
        *blobs = (struct itk_blobs){kept, walk.count};
    }
    free(walk.at);
    itk_buf_free(&walk.path);
    return ok;
}

bool
itk_rename_new(int from_folder, const char *from, int to_folder, const char *to)
{
    if (renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    return linkat(from_folder, from, to_folder, to, 0) == 0 &&
           unlinkat(from_folder, from, 0) == 0;
}

bool
itk_write_all(int fd, const void *data, size_t size)
{
    const char *at = data;

    while (size) {
        const ssize_t done = write(fd, at, size);

        if (done < 0 && errno == EINTR)
            continue;
        if (done == 0)
            errno = EIO;
        if (done <= 0)
            return false;
        at += done;
        size -= (size_t)done;
    }
    return true;
}
