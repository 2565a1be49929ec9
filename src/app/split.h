/*
 * A folder of files that are made one after the other, each whole or absent.
 * What an earlier run has made of them stays, when it is the same: so a run
 * that failed is completed by the next one. What is another file, is not
 * overwritten.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_SPLIT_H
#define ITK_APP_SPLIT_H

#include "base/buf.h"
#include "base/error.h"

/* Makes the folder, or takes the one that is there. */
bool itk_split_folder(const char *path, struct itk_error *err) ITK_MUST_USE;
/* A folder that is there must have nothing in it, or the file `path` with these
 * bytes, which all the others hang on. */
bool itk_split_begin(const char *folder, const char *path,
                     const struct itk_buf *bytes,
                     struct itk_error *err) ITK_MUST_USE;
/* `stood`: it was there. */
bool itk_split_write(const char *path, const struct itk_buf *bytes, bool *stood,
                     struct itk_error *err) ITK_MUST_USE;

#endif
