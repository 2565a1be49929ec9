/*
 * The commands below itaku template, a file each.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_TEMPLATE_CMD_H
#define ITK_CLI_TEMPLATE_CMD_H

#include "cli/cmd.h"

/* `args` begin behind the name of the command. */
void itk_template_check(struct itk_cli *cli, struct itk_strings args);
void itk_template_data(struct itk_cli *cli, struct itk_strings args);
void itk_template_pack(struct itk_cli *cli, struct itk_strings args);
void itk_template_unpack(struct itk_cli *cli, struct itk_strings args);

/* Says that the arguments are wrong. */
void itk_template_usage(struct itk_cli *cli);

/* Adds a finding for each tag whose name the data have not got. */
void itk_template_unknown(const itk_template *tmpl, const itk_dataset *data,
                          itk_findings *found);

#endif
