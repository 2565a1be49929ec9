/*
 * CSV files as a book of tables.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/csv_book.h"
#include "base/file.h"

/* O_NONBLOCK: opening a pipe must not wait; it changes nothing for a file. */
#define READ_FLAGS (O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)

struct csv_book {
    itk_book book;
    struct itk_arena arena;
    const char **paths;
    itk_table *only; /* not opened yet; NULL: the paths are opened */
    itk_findings *found;
};

static const char *
stem(struct itk_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    return itk_arena_copy(arena, name,
                          dot ? (size_t)(dot - name) : strlen(name));
}

static itk_table *
open_only(itk_book *book, size_t index, struct itk_error *err)
{
    struct csv_book *self = (struct csv_book *)(void *)book;
    itk_table *table = self->only;

    (void)index;
    (void)err;
    self->only = NULL;
    return table;
}

static itk_table *
open_path(itk_book *book, size_t index, struct itk_error *err)
{
    struct csv_book *self = (struct csv_book *)(void *)book;
    const char *path = self->paths[index];
    const struct itk_loc loc = {.file = path};
    const int fd = open(path, READ_FLAGS);
    struct stat facts;

    if (fd < 0) {
        (void)itk_fail_both(err, ITK_FAULT_CALLER, loc, ITK_MSG_FILE_OPEN,
                            ITK_ARGS(itk_errno_text(errno, ITK_EN)),
                            ITK_ARGS(itk_errno_text(errno, ITK_JA)));
        return NULL;
    }
    if (fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        (void)itk_fail(err, ITK_FAULT_CALLER, loc, ITK_MSG_FILE_KIND,
                       ITK_NO_ARGS);
        close(fd);
        return NULL;
    }
    return itk_csv_open(fd, true, NULL, path, self->found);
}

static void
free_book(itk_book *book)
{
    struct csv_book *self = (struct csv_book *)(void *)book;
    struct itk_arena arena = self->arena;

    if (self->only)
        self->only->free(self->only);
    itk_arena_fini(&arena);
}

static struct csv_book *
new_book(const char *name, char *const *paths, size_t count,
         itk_findings *found)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct csv_book *self = itk_arena_alloc(&arena, sizeof(*self));
    const char **names = itk_arena_array(&arena, count + 1, sizeof(*names));

    self->paths = itk_arena_array(&arena, count + 1, sizeof(*self->paths));
    for (size_t i = 0; i < count; i++) {
        self->paths[i] = itk_arena_dup(&arena, paths[i]);
        names[i] = stem(&arena, paths[i]);
    }
    self->book = (itk_book){.file = itk_arena_dup(&arena, name),
                            .names = names,
                            .count = count,
                            .open = open_path,
                            .free = free_book};
    self->found = found;
    self->arena = arena;
    return self;
}

itk_book *
itk_csv_book_of(int fd, bool owned, const struct itk_buf *head,
                const char *name, itk_findings *found)
{
    struct itk_buf copy = ITK_BUF_INIT;
    struct csv_book *self;

    itk_buf_adds(&copy, name);
    self = new_book(name, &copy.data, 1, found);
    itk_buf_free(&copy);
    self->book.open = open_only;
    self->only = itk_csv_open(fd, owned, head, name, found);
    return &self->book;
}

itk_book *
itk_csv_book_new(const char *folder, char *const *paths, size_t count,
                 itk_findings *found)
{
    return &new_book(folder, paths, count, found)->book;
}
