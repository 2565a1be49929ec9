/*
 * A file of no secret, written whole over what was there.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cmd.h"

bool
itk_cli_replace(const char *path, const struct itk_buf *data,
                struct itk_error *err)
{
    struct itk_buf name = ITK_BUF_INIT;
    bool ok = false;
    FILE *file;
    int fd;

    itk_buf_adds(&name, path);
    itk_buf_adds(&name, ".tmp");
    fd = open(name.data, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
              0666);
    file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (file) {
        fchmod(fd, 0644); /* no personal data, and others use it */
        ok = fwrite(data->data, 1, data->size, file) == data->size;
        ok = fclose(file) == 0 && ok && rename(name.data, path) == 0;
    }
    if (!ok) {
        itk_fail(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = path},
                 ITK_MSG_CLI_OUTPUT, ITK_ARGS(strerror(errno)));
        unlink(name.data);
    }
    itk_buf_free(&name);
    return ok;
}
