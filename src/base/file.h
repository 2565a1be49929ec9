/*
 * Reading files and folders within limits, and the temporaries of the writer.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_FILE_H
#define ITK_BASE_FILE_H

#include "base/arena.h"
#include "base/error.h"

/* Reads a whole regular file (or "-", standard input) of at most `limit`
 * bytes. `blob->data` and a copy of the name live in `arena`. */
bool itk_file_read(const char *path, size_t limit, enum itk_fault fault,
                   struct itk_arena *arena, struct itk_blob *blob,
                   struct itk_error *err) ITK_MUST_USE;

/* Reads every regular file below `folder` (names that begin with '.' skipped,
 * depth 16, `count` files and `limit` bytes in all at most). A link or a device
 * is an error, since a file left out in silence could be a clause left out.
 * Blob names are relative to the folder; `shown` (the folder as the user knows
 * it) is put before them in messages by the loaders. */
bool itk_folder_read(const char *folder, size_t count, size_t limit,
                     enum itk_fault fault, struct itk_arena *arena,
                     struct itk_blobs *blobs,
                     struct itk_error *err) ITK_MUST_USE;

/* Renames without replacing what is there: false with errno, EEXIST if there is
 * something. A file system that cannot promise it (NFS) links instead. */
bool itk_rename_new(int from_folder, const char *from, int to_folder,
                    const char *to);

/* Writes all bytes, however many calls that takes; false with errno. */
bool itk_write_all(int fd, const void *data, size_t size) ITK_MUST_USE;

/* What errno `number` means, for a message's argument; in English when the
 * other language has no words for it. */
const char *itk_errno_text(int number, enum itk_lang lang);

/* Temporaries to remove when memory runs out or a signal ends the program: at
 * most ITK_FILE_TEMPS at a time. `folder` is a descriptor that stays open;
 * `name` is copied. Register when the file is made, between entering and
 * leaving, so that none is made while they are removed; false when the table is
 * full or the name too long. Removing unlinks, and no thread enters from then
 * on: only for the end of the program. Forgetting does not unlink.
 * itk_temps_remove_all is async-signal-safe, all are thread-safe; one thread
 * forgets what it has registered. */
#define ITK_FILE_TEMPS 1024
void itk_temps_enter(void);
void itk_temps_leave(void);
bool itk_temp_register(int folder, const char *name);
void itk_temp_forget(int folder, const char *name);
void itk_temps_remove_all(void);

/* A temporary beside what it becomes. Its name hangs on that alone, so that
 * what a killed run left is found, and removed, when the same is made again;
 * it is locked as long as its run is at work. */
struct itk_temp {
    int folder; /* borrowed */
    int lock;
    char name[64]; /* "": there is none */
};

/* The descriptor to write to, and to close before the temporary ends; -1 with
 * errno, and nothing left behind. */
int itk_temp_open(struct itk_temp *temp, int folder, const char *becomes,
                  unsigned mode) ITK_MUST_USE;
/* It has been renamed; or it is removed. */
void itk_temp_placed(struct itk_temp *temp);
void itk_temp_drop(struct itk_temp *temp);
/* Removes what killed runs left of it. */
void itk_temp_sweep(int folder, const char *becomes);

#endif
