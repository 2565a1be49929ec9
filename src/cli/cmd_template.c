/*
 * itaku template: what helps those who write templates.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/template_cmd.h"

void
itk_template_usage(struct itk_cli *cli)
{
    itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_ARGUMENTS,
                 ITK_ARGS(cli->command));
}

enum itk_fault
itk_cmd_template(struct itk_cli *cli, struct itk_strings args)
{
    static const struct {
        const char *name;
        void (*run)(struct itk_cli *cli, struct itk_strings args);
    } commands[] = {
        {"check", itk_template_check},
        {"data", itk_template_data},
        {"pack", itk_template_pack},
        {"unpack", itk_template_unpack},
    };

    for (size_t i = 0; args.count > 0 && i < ITK_COUNT(commands); i++) {
        if (!strcmp(args.at[0], commands[i].name)) {
            commands[i].run(cli,
                            (struct itk_strings){args.at + 1, args.count - 1});
            itk_cli_flush(cli);
            return cli->fault;
        }
    }
    itk_template_usage(cli);
    return cli->fault;
}
