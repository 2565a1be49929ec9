/*
 * itaku register: the cases, and what came of them, in one file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/register_cmd.h"

void
itk_register_cmd_usage(struct itk_cli *cli)
{
    itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_ARGUMENTS,
                 ITK_ARGS(cli->command));
}

void
itk_register_cmd_warn(struct itk_cli *cli, const itk_register *reg,
                      enum itk_msg id)
{
    itk_findings *found = itk_findings_new();

    itk_findings_add(found, ITK_SEV_WARNING,
                     (struct itk_loc){.file = itk_register_path(reg)}, id,
                     ITK_NO_ARGS);
    itk_cli_findings(cli, found);
    itk_findings_free(found);
}

itk_register *
itk_register_cmd_open(struct itk_cli *cli, const char *path,
                      enum itk_register_mode mode)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_register *reg = NULL;

    if (!path) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_REGISTER_WHICH,
                     ITK_NO_ARGS);
        return NULL;
    }
    reg = itk_register_open(path, mode, &err);
    if (!reg)
        itk_cli_error(cli, &err);
    else if (itk_register_is_open(reg))
        itk_register_cmd_warn(cli, reg, ITK_MSG_REGISTER_MODE);
    itk_error_fini(&err);
    return reg;
}

bool
itk_cli_lend(struct itk_cli *cli, itk_store *store, const char *path,
             itk_register **reg)
{
    *reg = path ? itk_register_cmd_open(cli, path, ITK_REGISTER_READ) : NULL;
    itk_store_set_register(store, *reg);
    return !path || *reg;
}

const struct itk_guide *
itk_register_cmd_guide(struct itk_cli *cli, itk_store *store,
                       const itk_register *reg,
                       const struct itk_register_row *row)
{
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_guide *guide = NULL;

    if (itk_guideline_id_check(row->guideline, ITK_FAULT_CALLER,
                               (struct itk_loc){.file = itk_register_path(reg)},
                               &err))
        guide = itk_store_guide(store, row->guideline, &err);
    if (!guide)
        itk_cli_error(cli, &err);
    itk_error_fini(&err);
    return guide;
}

enum itk_fault
itk_cmd_register(struct itk_cli *cli, struct itk_strings args)
{
    static const struct {
        const char *name;
        void (*run)(struct itk_cli *cli, struct itk_strings args);
    } commands[] = {
        {"import", itk_register_cmd_import},
        {"list", itk_register_cmd_list},
        {"show", itk_register_cmd_show},
        {"export", itk_register_cmd_export},
        {"result", itk_register_cmd_result},
        {"documents", itk_register_cmd_documents},
        {"due", itk_register_cmd_due},
        {"forget", itk_register_cmd_forget},
    };

    for (size_t i = 0; args.count > 0 && i < ITK_COUNT(commands); i++) {
        if (!strcmp(args.at[0], commands[i].name)) {
            commands[i].run(cli,
                            (struct itk_strings){args.at + 1, args.count - 1});
            itk_cli_flush(cli);
            return cli->fault;
        }
    }
    itk_register_cmd_usage(cli);
    return cli->fault;
}
