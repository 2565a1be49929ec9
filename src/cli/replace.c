/*
 * A file that takes the place of an older one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <sys/stat.h>

#include "app/rewrite.h"
#include "cli/cmd.h"

#define MODE 0644 /* no personal data, and others use it */

bool
itk_cli_replace(const char *path, const struct itk_buf *data,
                struct itk_error *err)
{
    const struct itk_blob bytes = {path, data->data, data->size,
                                   ITK_FAULT_PACKAGE};

    return itk_output_write(path, bytes, MODE, true, err);
}

bool
itk_cli_same_file(const char *a, const char *b)
{
    struct stat one, other;

    return stat(a, &one) == 0 && stat(b, &other) == 0 &&
           one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}
