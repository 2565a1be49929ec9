/*
 * Reading a document that came back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "base/file.h"
#include "cli/returned.h"
#include "opc/gate.h"

static void
say(struct itk_cli *cli, const struct itk_returned *returned)
{
    const struct itk_loc loc = {.file = returned->name};
    itk_findings *found = itk_findings_new();

    if (returned->tracked)
        itk_findings_add(found, ITK_SEV_WARNING, loc, ITK_MSG_VERIFY_TRACKED,
                         ITK_NO_ARGS);
    if (returned->attached)
        itk_findings_add(found, ITK_SEV_WARNING, loc, ITK_MSG_RETURNED_ATTACHED,
                         ITK_ARGS(returned->attached));
    if (returned->is_signed)
        itk_findings_add(found, ITK_SEV_NOTE, loc, ITK_MSG_RETURNED_SIGNED,
                         ITK_NO_ARGS);
    itk_cli_findings(cli, found);
    itk_findings_free(found);
}

struct itk_returned *
itk_cli_returned(struct itk_cli *cli, const char *path)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_returned *returned = NULL;
    struct itk_blob blob;

    if (itk_file_read(path, ITK_ZIP_MAX_BYTES, ITK_FAULT_CASE, &arena, &blob,
                      &err))
        returned = itk_returned_read(&blob, &err);
    if (returned)
        say(cli, returned);
    else
        itk_cli_error(cli, &err);
    itk_arena_fini(&arena);
    itk_error_fini(&err);
    return returned;
}
