/*
 * What became of an annex, for people and for programs.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_VERIFY_H
#define ITK_CLI_VERIFY_H

#include "app/verify.h"
#include "cli/cmd.h"

void itk_verify_text(const struct itk_cli *cli,
                     const struct itk_returned *returned,
                     const struct itk_verified *verified, bool with_case,
                     struct itk_buf *out);
json_t *itk_verify_json(const struct itk_returned *returned,
                        const struct itk_verified *verified);

#endif
