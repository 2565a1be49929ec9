/*
 * Manifests as a whole: read, verified, compared and merged.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/deliver_folder.h"
#include "app/kept.h"
#include "app/place.h"
#include "app/rewrite.h"
#include "base/file.h"

#define READ_SIZE ((size_t)1 << 20)
#define DEPTH     3 /* folders above a document, at least */
#define MODE      0600

static bool
fail_errno(const char *path, enum itk_fault fault, enum itk_msg id,
           struct itk_error *err)
{
    const int number = errno;

    return itk_fail_both(err, fault, (struct itk_loc){.file = path}, id,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

/* ---- reading ---- */

bool
itk_kept_read(itk_manifest *manifest, int fd, uint64_t *size,
              struct itk_error *err)
{
    char *bytes = itk_alloc(READ_SIZE);
    ssize_t got;
    bool ok;

    *size = 0;
    do {
        got = pread(fd, bytes, READ_SIZE, (off_t)*size);
        ok = got >= 0 || errno == EINTR;
        if (got > 0) {
            *size += (uint64_t)got;
            ok = itk_manifest_take(manifest, bytes, (size_t)got, err);
        }
    } while (ok && got != 0);
    free(bytes);
    return ok;
}

/* The folder and its manifest, for reading. */
static bool
open_both(const char *folder, const char *name, int fds[2],
          struct itk_error *err)
{
    fds[1] = -1;
    fds[0] = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fds[0] < 0)
        return fail_errno(folder, ITK_FAULT_CALLER, ITK_MSG_FILE_OPEN, err);
    fds[1] = openat(fds[0], ITK_MANIFEST_NAME,
                    O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fds[1] >= 0)
        return true;
    return errno == ENOENT
               ? itk_fail(err, ITK_FAULT_CALLER,
                          (struct itk_loc){.file = folder}, ITK_MSG_KEPT_NONE,
                          ITK_NO_ARGS)
               : fail_errno(name, ITK_FAULT_MACHINE, ITK_MSG_FILE_READ, err);
}

static char *
name_of(const char *folder)
{
    struct itk_buf name = ITK_BUF_INIT;

    itk_buf_adds(&name, folder);
    itk_buf_adds(&name, "/" ITK_MANIFEST_NAME);
    return itk_buf_take(&name);
}

bool
itk_kept_open(struct itk_kept *kept, const char *folder, struct itk_error *err)
{
    uint64_t size;
    int fds[2];
    bool ok;

    *kept = (struct itk_kept){.name = name_of(folder)};
    kept->manifest = itk_manifest_new(kept->name);
    ok = open_both(folder, kept->name, fds, err);
    kept->fd = fds[0];
    if (!ok)
        return false;
    ok = itk_kept_read(kept->manifest, fds[1], &size, err);
    if (!ok && !itk_error_is_set(err))
        (void)fail_errno(kept->name, ITK_FAULT_MACHINE, ITK_MSG_FILE_READ, err);
    close(fds[1]);
    return ok;
}

bool
itk_kept_is(const char *folder, struct itk_error *err)
{
    char *name = name_of(folder);
    int fds[2];
    const bool is = open_both(folder, name, fds, err);

    for (int i = 0; i < 2; i++) {
        if (fds[i] >= 0)
            close(fds[i]);
    }
    free(name);
    return is;
}

void
itk_kept_close(struct itk_kept *kept)
{
    if (kept->fd >= 0)
        close(kept->fd);
    itk_manifest_free(kept->manifest);
    free(kept->name);
}

/* ---- verifying ---- */

struct walk {
    const struct itk_kept *kept;
    void (*report)(void *self, enum itk_kept_state state, const char *file);
    void *self;
    struct itk_buf path;
};

static bool
is_docx(const char *name)
{
    const size_t size = strlen(name), end = strlen(".docx");

    return size > end && strcmp(name + size - end, ".docx") == 0;
}

/* Hidden names, and what Word leaves beside an open document, are no files of
 * anybody's. */
static int
is_of_people(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && strncmp(entry->d_name, "~$", 2) != 0 &&
           strcmp(entry->d_name, ITK_PLACE_OLD) != 0;
}

static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void walk_folder(struct walk *walk, int above, const char *name,
                        int depth);

static void
walk_entry(struct walk *walk, int folder, const char *name, int depth)
{
    const size_t before = walk->path.size;
    struct stat info;

    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (before)
        itk_buf_addc(&walk->path, '/');
    itk_buf_adds(&walk->path, name);
    if (S_ISDIR(info.st_mode))
        walk_folder(walk, folder, name, depth - 1);
    else if (is_docx(name) &&
             !itk_manifest_find(walk->kept->manifest, walk->path.data))
        walk->report(walk->self, ITK_KEPT_FOREIGN, walk->path.data);
    walk->path.size = before;
    walk->path.data[before] = '\0';
}

static void
walk_folder(struct walk *walk, int above, const char *name, int depth)
{
    const int fd = depth
                       ? openat(above, name,
                                O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                       : -1;
    struct dirent **entries = NULL;
    const int count =
        fd < 0 ? 0 : scandirat(fd, ".", &entries, is_of_people, by_bytes);

    for (int i = 0; i < count; i++) {
        walk_entry(walk, fd, entries[i]->d_name, depth);
        free(entries[i]);
    }
    free(entries);
    if (fd >= 0)
        close(fd);
}

/* Merged manifests have files in folders of folders. */
static int
depth_of(const itk_manifest *manifest)
{
    int depth = DEPTH;

    for (size_t i = 0; i < itk_manifest_count(manifest); i++) {
        int folders = 1;

        for (const char *c = itk_manifest_at(manifest, i)->file; *c; c++)
            folders += *c == '/';
        depth = folders > depth ? folders : depth;
    }
    return depth;
}

void
itk_kept_verify(const struct itk_kept *kept,
                void (*report)(void *self, enum itk_kept_state state,
                               const char *file),
                void *self)
{
    struct walk walk = {kept, report, self, ITK_BUF_INIT};

    for (size_t i = 0; i < itk_manifest_count(kept->manifest); i++) {
        struct itk_manifest_entry entry = *itk_manifest_at(kept->manifest, i);
        struct stat info;

        if (entry.gone)
            continue;
        entry.stamp = (struct itk_stamp){0}; /* read it */
        if (itk_place_untouched(kept->fd, entry.file, &entry))
            report(self, ITK_KEPT_WHOLE, entry.file);
        else if (fstatat(kept->fd, entry.file, &info, AT_SYMLINK_NOFOLLOW))
            report(self, ITK_KEPT_GONE, entry.file);
        else
            report(self, ITK_KEPT_EDITED, entry.file);
    }
    walk_folder(&walk, kept->fd, ".", depth_of(kept->manifest));
    itk_buf_free(&walk.path);
}

/* ---- comparing ---- */

void
itk_kept_compare(const struct itk_kept *first, const struct itk_kept *second,
                 void (*report)(void *self, enum itk_kept_change change,
                                const char *file),
                 void *self)
{
    for (size_t i = 0; i < itk_manifest_count(first->manifest); i++) {
        const struct itk_manifest_entry *a =
            itk_manifest_at(first->manifest, i);
        const struct itk_manifest_entry *b =
            itk_manifest_find(second->manifest, a->file);

        if (a->gone)
            continue;
        if (!b)
            report(self, ITK_KEPT_ONLY_FIRST, a->file);
        else if (strcmp(a->parts, b->parts) != 0)
            report(self, ITK_KEPT_PARTS, a->file);
        else if (strcmp(a->sha256, b->sha256) != 0)
            report(self, ITK_KEPT_BYTES, a->file);
    }
    for (size_t i = 0; i < itk_manifest_count(second->manifest); i++) {
        const struct itk_manifest_entry *b =
            itk_manifest_at(second->manifest, i);

        if (!b->gone && !itk_manifest_find(first->manifest, b->file))
            report(self, ITK_KEPT_ONLY_SECOND, b->file);
    }
}

/* ---- merging ---- */

/* The path of `folder` below `above`; NULL when it is not below it. */
static char *
path_below(const char *above, const char *folder)
{
    char *top = realpath(above, NULL), *path = realpath(folder, NULL);
    const size_t size = top ? strlen(top) : 0;
    char *below = NULL;

    if (top && path && strncmp(path, top, size) == 0 && path[size] == '/' &&
        path[size + 1])
        below = strdup(path + size + 1);
    free(top);
    free(path);
    return below;
}

/* The cases so far, as entries of a manifest that is never written. */
static bool
add_case(itk_manifest *cases, const struct itk_manifest_entry *entry,
         const char *folder, struct itk_error *err)
{
    const struct itk_manifest_entry *had =
        itk_manifest_find(cases, entry->case_id);
    struct itk_manifest_entry one = *entry;

    if (had && strcmp(had->sha256, folder) != 0)
        return itk_fail(err, ITK_FAULT_CALLER, (struct itk_loc){.file = folder},
                        ITK_MSG_KEPT_TWICE,
                        ITK_ARGS(entry->case_id, had->sha256));
    if (had)
        return true;
    one.file = entry->case_id;
    one.sha256 = folder;
    itk_manifest_add(cases, &one);
    return true;
}

/* What the case came to, with its files where they are below `below`. */
static void
merge_case(const struct itk_manifest_case *one, const char *below,
           struct itk_buf *lines)
{
    struct itk_manifest_case moved = *one;
    struct itk_arena arena = ITK_ARENA_INIT;
    const char **files =
        itk_arena_array(&arena, one->files_count + 1, sizeof(*files));

    for (size_t i = 0; i < one->files_count; i++) {
        struct itk_buf file = ITK_BUF_INIT;

        itk_buf_adds(&file, below);
        itk_buf_addc(&file, '/');
        itk_buf_adds(&file, one->files[i]);
        files[i] = itk_arena_dup(&arena, file.data);
        itk_buf_free(&file);
    }
    moved.files = files;
    if (one->digest[0])
        itk_manifest_line_case(&moved, lines);
    itk_arena_fini(&arena);
}

static bool
merge_one(const struct itk_kept *kept, const char *folder, const char *below,
          itk_manifest *cases, struct itk_buf *lines, size_t *files,
          struct itk_error *err)
{
    const size_t cases_count = itk_manifest_cases_count(kept->manifest);
    struct itk_buf file = ITK_BUF_INIT;
    bool ok = true;

    for (size_t i = 0; ok && i < itk_manifest_count(kept->manifest); i++) {
        struct itk_manifest_entry entry = *itk_manifest_at(kept->manifest, i);

        if (entry.gone)
            continue;
        ok = add_case(cases, &entry, folder, err);
        itk_buf_clear(&file);
        itk_buf_adds(&file, below);
        itk_buf_addc(&file, '/');
        itk_buf_adds(&file, entry.file);
        entry.file = file.data;
        itk_manifest_line(&entry, lines);
        ++*files;
    }
    for (size_t i = 0; ok && i < cases_count; i++)
        merge_case(itk_manifest_case_at(kept->manifest, i), below, lines);
    itk_buf_free(&file);
    return ok;
}

/* Nobody is to write there meanwhile: a run at work would record what the
 * merged manifest lacks. `*lock` is to be closed; -1 where no run has been. */
static bool
lock_folder(const char *folder, int how, int *lock, struct itk_error *err)
{
    const struct itk_loc loc = {.file = folder};
    const int flags = how == LOCK_EX ? O_RDWR | O_CREAT : O_RDONLY;
    struct itk_buf name = ITK_BUF_INIT;

    itk_buf_adds(&name, folder);
    itk_buf_adds(&name, "/" ITK_DELIVER_LOCK);
    *lock = open(name.data, flags | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, MODE);
    itk_buf_free(&name);
    if (*lock < 0)
        return how == LOCK_SH || fail_errno(folder, ITK_FAULT_MACHINE,
                                            ITK_MSG_DELIVER_FOLDER, err);
    if (flock(*lock, how | LOCK_NB) == 0)
        return true;
    return errno == EWOULDBLOCK ? itk_fail(err, ITK_FAULT_MACHINE, loc,
                                           ITK_MSG_DELIVER_LOCKED, ITK_NO_ARGS)
                                : fail_errno(folder, ITK_FAULT_MACHINE,
                                             ITK_MSG_DELIVER_FOLDER, err);
}

static void
unlock(int lock)
{
    if (lock >= 0)
        close(lock);
}

static bool
merge_folder(const char *above, const char *folder, itk_manifest *cases,
             struct itk_buf *lines, size_t *files, struct itk_error *err)
{
    char *below = path_below(above, folder);
    struct itk_kept kept = {.fd = -1};
    int lock = -1;
    const bool ok = lock_folder(folder, LOCK_SH, &lock, err) &&
                    itk_kept_open(&kept, folder, err) &&
                    (below || itk_fail(err, ITK_FAULT_CALLER,
                                       (struct itk_loc){.file = folder},
                                       ITK_MSG_KEPT_BELOW, ITK_ARGS(above))) &&
                    merge_one(&kept, folder, below, cases, lines, files, err);

    itk_kept_close(&kept);
    unlock(lock);
    free(below);
    return ok;
}

bool
itk_kept_merge(const char *above, const char *const folders[], size_t count,
               size_t *files, struct itk_error *err)
{
    itk_manifest *cases = itk_manifest_new("");
    struct itk_buf lines = ITK_BUF_INIT, name = ITK_BUF_INIT;
    struct itk_blob bytes;
    bool ok = true;
    int lock = -1;

    *files = 0;
    for (size_t i = 0; ok && i < count; i++)
        ok = merge_folder(above, folders[i], cases, &lines, files, err);
    ok = ok && lock_folder(above, LOCK_EX, &lock, err);
    itk_buf_adds(&name, above);
    itk_buf_adds(&name, "/" ITK_MANIFEST_NAME);
    bytes =
        (struct itk_blob){name.data, lines.data, lines.size, ITK_FAULT_MACHINE};
    ok = ok && itk_output_write(name.data, bytes, MODE, true, err);
    unlock(lock);
    itk_manifest_free(cases);
    itk_buf_free(&lines);
    itk_buf_free(&name);
    return ok;
}
