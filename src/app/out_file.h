/*
 * A new file that is written as its contents come: under a temporary name,
 * which it loses when it is whole. One that is there is not overwritten. What a
 * killed run has left of it is removed.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_OUT_FILE_H
#define ITK_APP_OUT_FILE_H

#include "base/buf.h"
#include "base/error.h"

typedef struct itk_out_file itk_out_file;

/* "-" is standard output. NULL with `err` set when it cannot be made, or is
 * there already. */
itk_out_file *itk_out_file_new(const char *path,
                               struct itk_error *err) ITK_MUST_USE;
/* What is appended to it is the file's; it is emptied from time to time. */
struct itk_buf *itk_out_file_buf(itk_out_file *file);
/* Writes the buffer when it is large. */
bool itk_out_file_flush(itk_out_file *file, struct itk_error *err) ITK_MUST_USE;
/* Writes the rest and gives the file its name. Frees it in any event. */
bool itk_out_file_end(itk_out_file *file, struct itk_error *err) ITK_MUST_USE;
/* Leaves nothing behind. */
void itk_out_file_drop(itk_out_file *file);

#endif
