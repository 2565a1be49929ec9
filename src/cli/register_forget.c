/*
 * itaku register forget: takes a case out so that nothing of it is left.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "cli/register_cmd.h"

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
    if (itk_register_has_copy(reg))
        itk_register_cmd_warn(cli, reg, ITK_MSG_REGISTER_COPIES);
    itk_error_fini(&err);
    itk_register_close(reg);
}
