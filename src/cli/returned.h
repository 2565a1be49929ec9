/*
 * Documents that came back, for the commands that read them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_RETURNED_H
#define ITK_CLI_RETURNED_H

#include "cli/cmd.h"
#include "trace/returned.h"

/* Reads one, and says what is to be known before it is relied on: tracked
 * changes, an attached template, a signature. NULL after saying why not. */
struct itk_returned *itk_cli_returned(struct itk_cli *cli,
                                      const char *path) ITK_MUST_USE;

#endif
