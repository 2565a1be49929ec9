/*
 * itaku template unpack: a .docx as a folder of its parts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "app/unpack.h"
#include "base/file.h"
#include "cli/template_cmd.h"

static void
unpack(struct itk_cli *cli, const char *path, const char *folder)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_package *package = NULL;
    struct itk_blob blob;

    if (itk_file_read(path, ITK_ZIP_MAX_BYTES, ITK_FAULT_PACKAGE, &arena, &blob,
                      &err))
        package = itk_package_read(&blob, &err);
    if (!package || !itk_unpack(package, folder, cli->mode, &err))
        itk_cli_error(cli, &err);
    itk_package_free(package);
    itk_error_fini(&err);
    itk_arena_fini(&arena);
}

void
itk_template_unpack(struct itk_cli *cli, struct itk_strings args)
{
    if (!itk_cli_options(cli, &args, NULL, 0))
        return;
    if (args.count != 2)
        itk_template_usage(cli);
    else
        unpack(cli, args.at[0], args.at[1]);
}
