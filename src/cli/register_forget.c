/*
 * itaku register forget: takes a case out so that nothing of it is left.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "cli/register_cmd.h"

static void
warn_copies(struct itk_cli *cli, const itk_register *reg)
{
    itk_findings *found;

    if (!itk_register_has_copy(reg))
        return;
    found = itk_findings_new();
    itk_findings_add(found, ITK_SEV_WARNING,
                     (struct itk_loc){.file = itk_register_path(reg)},
                     ITK_MSG_REGISTER_COPIES, ITK_NO_ARGS);
    itk_cli_findings(cli, found);
    itk_findings_free(found);
}

void
itk_register_cmd_forget(struct itk_cli *cli, struct itk_strings args)
{
    const char *path = NULL;
    const struct itk_option options[] = {
        {.name = "--register", .value = &path}};
    struct itk_error err = ITK_ERROR_INIT;
    itk_register *reg;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return;
    if (args.count != 1) {
        itk_register_cmd_usage(cli);
        return;
    }
    reg = itk_register_cmd_open(cli, path, ITK_REGISTER_WRITE);
    if (!reg)
        return;
    if (!itk_register_forget(reg, args.at[0], &err))
        itk_cli_error(cli, &err);
    warn_copies(cli, reg);
    itk_error_fini(&err);
    itk_register_close(reg);
}
