/*
 * What the commands for anybody's templates share: reading a template and
 * data, and printing what is wrong with them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "base/file.h"
#include "cli/cmd.h"

void
itk_cli_template_faults(struct itk_cli *cli, itk_findings *found,
                        const struct itk_error *err)
{
    itk_findings_sort(found);
    itk_cli_findings_of(cli, found, ITK_FAULT_PACKAGE);
    if (itk_findings_errors(found) == 0 && itk_error_is_set(err))
        itk_cli_error(cli, err);
}

bool
itk_cli_delims(struct itk_cli *cli, const char *text, struct itk_delims *delims)
{
    if (!text) {
        *delims = itk_delims_braces();
        return true;
    }
    if (itk_delims_read(text, strlen(text), delims))
        return true;
    itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_DELIMITERS,
                 ITK_ARGS(text));
    return false;
}

itk_template *
itk_cli_template(struct itk_cli *cli, const char *path,
                 const struct itk_template_options *options,
                 struct itk_arena *arena)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_template *tmpl = NULL;
    struct itk_blob blob;

    if (itk_file_read(path, ITK_ZIP_MAX_BYTES, ITK_FAULT_PACKAGE, arena, &blob,
                      &err))
        tmpl = itk_template_compile(&blob, options, found, &err);
    itk_cli_template_faults(cli, found, &err);
    itk_findings_free(found);
    itk_error_fini(&err);
    return tmpl;
}

itk_dataset *
itk_cli_dataset(struct itk_cli *cli, const char *path, size_t items,
                struct itk_arena *arena)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_dataset *data = NULL;
    struct itk_blob blob;

    if (itk_file_read(path, ITK_DATA_MAX_BYTES, ITK_FAULT_CASE, arena, &blob,
                      &err))
        data = itk_dataset_read(&blob, items, &err);
    if (!data)
        itk_cli_error(cli, &err);
    itk_error_fini(&err);
    return data;
}
