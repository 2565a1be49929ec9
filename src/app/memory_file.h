/*
 * A file in memory, for a library that writes files by name only: what it holds
 * never lies on a disk half done.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_MEMORY_FILE_H
#define ITK_APP_MEMORY_FILE_H

#include "base/buf.h"
#include "base/error.h"

struct itk_memory_file {
    int fd;
    char path[64]; /* as this process can open it */
};

bool itk_memory_file_open(struct itk_memory_file *file,
                          struct itk_error *err) ITK_MUST_USE;
/* Appends what it holds. */
bool itk_memory_file_take(const struct itk_memory_file *file,
                          struct itk_buf *out,
                          struct itk_error *err) ITK_MUST_USE;
void itk_memory_file_close(struct itk_memory_file *file);

#endif
