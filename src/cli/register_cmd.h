/*
 * The commands below itaku register, a file each.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_REGISTER_CMD_H
#define ITK_CLI_REGISTER_CMD_H

#include "cli/cmd.h"
#include "register/register.h"

/* `args` begin behind the name of the command. */
void itk_register_cmd_import(struct itk_cli *cli, struct itk_strings args);
void itk_register_cmd_list(struct itk_cli *cli, struct itk_strings args);
void itk_register_cmd_show(struct itk_cli *cli, struct itk_strings args);
void itk_register_cmd_export(struct itk_cli *cli, struct itk_strings args);
void itk_register_cmd_result(struct itk_cli *cli, struct itk_strings args);
void itk_register_cmd_documents(struct itk_cli *cli, struct itk_strings args);
void itk_register_cmd_due(struct itk_cli *cli, struct itk_strings args);
void itk_register_cmd_forget(struct itk_cli *cli, struct itk_strings args);

/* Opens the register that --register names; NULL after saying what is wrong. */
itk_register *itk_register_cmd_open(struct itk_cli *cli, const char *path,
                                    enum itk_register_mode mode);
/* Warns about the file. */
void itk_register_cmd_warn(struct itk_cli *cli, const itk_register *reg,
                           enum itk_msg id);
/* Says that the arguments are wrong. */
void itk_register_cmd_usage(struct itk_cli *cli);

/* The package of a case in the register, which may be none of ours; NULL after
 * saying so. */
const struct itk_guide *
itk_register_cmd_guide(struct itk_cli *cli, itk_store *store,
                       const itk_register *reg,
                       const struct itk_register_row *row);

#endif
