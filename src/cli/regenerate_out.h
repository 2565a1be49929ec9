/*
 * The report of itaku regenerate as files.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_REGENERATE_OUT_H
#define ITK_CLI_REGENERATE_OUT_H

#include "app/again_report.h"
#include "cli/cmd.h"

/* Is `out` (NULL: nobody says where) the name of a new .docx, and that of the
 * JSON beside it free? False after saying what is wrong. */
bool itk_cli_again_can_write(struct itk_cli *cli, const char *out);
/* Can 旧版/ of the folder take the report? False with `err`. */
bool itk_cli_again_has_place(const char *folder,
                             struct itk_error *err) ITK_MUST_USE;
/* Writes NAME.docx and, beside it, NAME.json: `out`, or in 旧版/ of the folder
 * under the first number that is free. `path`: where the .docx is. */
bool itk_cli_again_write(const itk_again_report *report, const char *folder,
                         const char *out, struct itk_buf *path,
                         struct itk_error *err) ITK_MUST_USE;

#endif
