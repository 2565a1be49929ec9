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
 * `name` is copied. Register before the file is made; false when the table is
 * full or the name too long. Removing unlinks; forgetting does not.
 * itk_temps_remove_all is async-signal-safe, all three are thread-safe; one
 * thread forgets what it has registered. */
#define ITK_FILE_TEMPS 1024
bool itk_temp_register(int folder, const char *name);
void itk_temp_forget(int folder, const char *name);
void itk_temps_remove_all(void);

#endif
