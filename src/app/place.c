/*
 * Where a document goes: nothing that a person made or changed is replaced.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/place.h"
#include "app/stamps.h"
#include "base/digest.h"
#include "base/file.h"

#define MAX_COMPARED (256u << 20) /* no document of ours is larger */

bool
itk_place_is_stale(const char *name)
{
    long pid;
    unsigned serial;
    int end = 0;

    return sscanf(name, ITK_PLACE_TEMP_FORMAT "%n", &pid, &serial, &end) == 2 &&
           end > 0 && !name[end];
}

bool
itk_place_read(int fd, size_t limit, struct itk_arena *arena,
               struct itk_blob *blob)
{
    struct stat info;
    size_t size = 0;
    char *data;

    if (fstat(fd, &info) != 0)
        return false;
    if (!S_ISREG(info.st_mode) || (uint64_t)info.st_size > limit) {
        errno = S_ISREG(info.st_mode) ? EFBIG : EINVAL;
        return false;
    }
    data = itk_arena_alloc(arena, (size_t)info.st_size + 1);
    while (size < (size_t)info.st_size) {
        const ssize_t got =
            pread(fd, data + size, (size_t)info.st_size - size, (off_t)size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break;
        size += (size_t)got;
    }
    blob->data = data;
    blob->size = size;
    return true;
}

enum state {
    FREE,   /* nothing there */
    SAME,   /* the bytes we would write */
    OURS,   /* recorded and untouched */
    THEIRS, /* edited, or never ours, or no plain file */
    BROKEN  /* cannot be read; errno */
};

/* The digest of a plain file's bytes; false with errno. */
static bool
digest_file(int fd, struct itk_digest *digest)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_blob have;
    const bool ok = itk_place_read(fd, MAX_COMPARED, &arena, &have);

    if (ok)
        *digest = itk_digest_of(have.data, have.size);
    itk_arena_fini(&arena);
    return ok;
}

/* `entry`: what is recorded of it, or NULL. */
static enum state
state_of_open(int fd, const struct itk_place_wish *wish,
              struct itk_manifest_entry *entry, bool *recorded)
{
    struct itk_digest digest;
    struct stat info;

    if (fstat(fd, &info) != 0)
        return BROKEN;
    if (entry && itk_stamp_holds(entry, &info)) {
        *recorded = true;
        return strcmp(entry->sha256, wish->sha256) == 0 ? SAME : OURS;
    }
    if (!digest_file(fd, &digest))
        return errno == EFBIG || errno == EINVAL ? THEIRS : BROKEN;
    *recorded = entry && strcmp(entry->sha256, digest.hex) == 0;
    if (*recorded)
        entry->stamp = itk_stamp_of(&info);
    if (strcmp(digest.hex, wish->sha256) == 0)
        return SAME;
    return *recorded ? OURS : THEIRS;
}

/* Something is there that is not for us to open: a link, a socket, a file that
 * only others may read. */
static bool
is_closed(int number)
{
    return number == ELOOP || number == ENXIO || number == EACCES ||
           number == EPERM;
}

static enum state
state_of(int folder, itk_manifest *manifest, const struct itk_place_wish *wish,
         const char *name, bool *recorded)
{
    struct itk_buf path = ITK_BUF_INIT;
    enum state state;
    const int fd =
        openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);

    *recorded = false;
    if (fd < 0)
        return errno == ENOENT ? FREE : is_closed(errno) ? THEIRS : BROKEN;
    itk_buf_adds(&path, wish->folder);
    itk_buf_addc(&path, '/');
    itk_buf_adds(&path, name);
    state = state_of_open(fd, wish, itk_manifest_find(manifest, path.data),
                          recorded);
    close(fd);
    itk_buf_free(&path);
    return state;
}

bool
itk_place_untouched(int folder, const char *file,
                    struct itk_manifest_entry *entry)
{
    const int fd =
        openat(folder, file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    const struct itk_place_wish wish = {.sha256 = entry->sha256};
    bool recorded = false;

    if (fd < 0)
        return false;
    (void)state_of_open(fd, &wish, entry, &recorded);
    close(fd);
    return recorded;
}

bool
itk_place_holds(int folder, const char *file, const struct itk_digest *sha256)
{
    const int fd =
        openat(folder, file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    struct itk_digest have;
    bool same;

    if (fd < 0)
        return false;
    same = digest_file(fd, &have) && strcmp(have.hex, sha256->hex) == 0;
    close(fd);
    return same;
}

/* Word's owner file beside an open document: "~$" before the name, or in place
 * of its first character (a name of seven) or two (a longer one). */
bool
itk_place_in_word(int folder, const char *file)
{
    struct itk_buf name = ITK_BUF_INIT;
    const char *rest = file;
    bool open = false;

    for (int dropped = 0; !open && dropped <= 2 && *rest; dropped++) {
        struct stat info;

        itk_buf_clear(&name);
        itk_buf_adds(&name, "~$");
        itk_buf_adds(&name, rest);
        open = fstatat(folder, name.data, &info, AT_SYMLINK_NOFOLLOW) == 0;
        do
            rest++;
        while ((*rest & 0xC0) == 0x80); /* to the next character of UTF-8 */
    }
    itk_buf_free(&name);
    return open;
}

/* NAME, a tag and a number, .docx */
static char *
numbered(const char *file, const char *tag, unsigned number)
{
    const char *dot = strrchr(file, '.');
    const size_t stem = dot ? (size_t)(dot - file) : strlen(file);
    struct itk_buf name = ITK_BUF_INIT;

    itk_buf_add(&name, file, stem);
    itk_buf_adds(&name, tag);
    if (number)
        itk_buf_addu(&name, number);
    itk_buf_adds(&name, dot ? dot : "");
    return itk_buf_take(&name);
}

/* Opens 旧版/; no link is followed. */
static int
open_old(int folder)
{
    return openat(folder, ITK_PLACE_OLD,
                  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

char *
itk_place_old_name(int folder, const char *file)
{
    const int old = open_old(folder);
    int number = EEXIST; /* of what keeps a name from us */
    char *free_name = NULL;

    if (old < 0 && errno != ENOENT)
        return NULL;
    for (unsigned i = 1; number == EEXIST && i <= ITK_PLACE_MAX_ASIDE; i++) {
        char *name = numbered(file, ".", i);
        struct stat info;

        if (strlen(name) > NAME_MAX)
            number = ENAMETOOLONG;
        else if (old < 0)
            number = ENOENT;
        else
            number =
                fstatat(old, name, &info, AT_SYMLINK_NOFOLLOW) ? errno : EEXIST;
        if (number == ENOENT)
            free_name = name;
        else
            free(name);
    }
    if (old >= 0)
        close(old);
    errno = number;
    return free_name;
}

/* False with errno. */
static bool
take(struct itk_place *place, int folder, const struct itk_place_wish *wish,
     char *name, enum state state, bool recorded)
{
    place->name = name;
    place->write = state != SAME;
    place->replace = state == OURS;
    place->record = !(state == SAME && recorded);
    if (state == THEIRS || (state == OURS && wish->keep_old)) {
        place->move = itk_place_old_name(folder, name);
        return place->move;
    }
    return true;
}

/* NAME.new.docx, or .new2 and on when somebody edited that as well. */
static bool
find_aside(int folder, itk_manifest *manifest,
           const struct itk_place_wish *wish, struct itk_place *place)
{
    for (unsigned i = 1; i <= ITK_PLACE_MAX_ASIDE; i++) {
        char *name = numbered(wish->file, ".new", i > 1 ? i : 0);
        bool recorded;
        const enum state state =
            state_of(folder, manifest, wish, name, &recorded);

        if (state == SAME || state == FREE ||
            (state == OURS && !itk_place_in_word(folder, name))) {
            place->result = ITK_DELIVERED_ASIDE;
            return take(place, folder, wish, name, state, recorded);
        }
        free(name);
        if (state == BROKEN)
            return false;
    }
    errno = EEXIST;
    return false;
}

bool
itk_place_find(int folder, itk_manifest *manifest,
               const struct itk_place_wish *wish, struct itk_place *place)
{
    static const enum itk_delivered results[] = {
        [FREE] = ITK_DELIVERED_NEW,
        [SAME] = ITK_DELIVERED_SAME,
        [OURS] = ITK_DELIVERED_REPLACED,
        [THEIRS] = ITK_DELIVERED_MOVED,
    };
    const bool in_word = itk_place_in_word(folder, wish->file);
    bool recorded;
    const enum state state =
        state_of(folder, manifest, wish, wish->file, &recorded);
    char *name;

    *place = (struct itk_place){0};
    if (state == BROKEN)
        return false;
    if (state != SAME && state != FREE &&
        (in_word || (state == THEIRS && !wish->replace_edited)))
        return find_aside(folder, manifest, wish, place);
    name = itk_alloc(strlen(wish->file) + 1);
    strcpy(name, wish->file);
    place->result = results[state];
    if (take(place, folder, wish, name, state, recorded))
        return true;
    itk_place_fini(place);
    return false;
}

bool
itk_place_move_old(int folder, const char *file, const char *to)
{
    int old, number;
    bool ok;

    if (mkdirat(folder, ITK_PLACE_OLD, 0777) != 0 && errno != EEXIST)
        return false;
    old = open_old(folder);
    if (old < 0)
        return false;
    ok = itk_rename_new(folder, file, old, to);
    if (ok && fsync(old) != 0) {
        number = errno;
        ok = false;
        (void)itk_rename_new(old, to, folder, file);
        errno = number;
    }
    number = errno;
    close(old);
    errno = number;
    return ok;
}

/* When ours cannot take its place, it comes back. */
static void
move_back(int folder, const char *from, const char *file)
{
    const int number = errno, old = open_old(folder);

    if (old >= 0) {
        (void)itk_rename_new(old, from, folder, file);
        close(old);
    }
    errno = number;
}

/* What is there goes into 旧版/ for good before ours takes its place. */
static bool
commit_moved(int folder, const char *temp, const struct itk_place *place)
{
    if (!itk_place_move_old(folder, place->name, place->move))
        return false;
    if (itk_rename_new(folder, temp, folder, place->name))
        return true;
    move_back(folder, place->move, place->name);
    return false;
}

bool
itk_place_commit(int folder, const char *temp, const struct itk_place *place)
{
    if (place->move)
        return commit_moved(folder, temp, place);
    if (place->replace)
        return renameat(folder, temp, folder, place->name) == 0;
    return itk_rename_new(folder, temp, folder, place->name);
}

void
itk_place_fini(struct itk_place *place)
{
    free(place->name);
    free(place->move);
    *place = (struct itk_place){0};
}
