/*
 * A file that is read, and later written back whole or not at all: under a
 * temporary name in its folder, then renamed, with the mode that it had. A link
 * is followed, and stays one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_REWRITE_H
#define ITK_APP_REWRITE_H

#include "base/arena.h"
#include "base/error.h"

struct itk_original {
    struct itk_blob blob; /* as read; its name is the one that was given */
    const char *folder;   /* where the file really is */
    const char *base;     /* its name there */
};

/* A regular file of at most `limit` bytes; everything lives in `arena`. */
bool itk_original_read(struct itk_original *original, const char *path,
                       size_t limit, struct itk_arena *arena,
                       struct itk_error *err) ITK_MUST_USE;

/* Puts `bytes` in the file's place. When somebody has changed or removed it
 * since it was read, it stays, the bytes go to a new file beside it, and `err`
 * (ITK_FAULT_MACHINE) names that. */
bool itk_original_replace(const struct itk_original *original,
                          struct itk_blob bytes,
                          struct itk_error *err) ITK_MUST_USE;

/* A new file of that mode, whole or absent; with `replace` also in the place of
 * a regular file that is there. */
bool itk_output_write(const char *path, struct itk_blob bytes, unsigned mode,
                      bool replace, struct itk_error *err) ITK_MUST_USE;

/* A new file, 0600; one that is there is not overwritten. */
bool itk_new_file_write(const char *path, struct itk_blob bytes,
                        struct itk_error *err) ITK_MUST_USE;

#endif
