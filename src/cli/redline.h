/*
 * Two documents against each other, for people and for programs.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_REDLINE_H
#define ITK_CLI_REDLINE_H

#include "app/redline.h"
#include "cli/compare.h"

void itk_redline_text(struct itk_compare_view *view,
                      const struct itk_redline *redline,
                      const char *const paths[]);
json_t *itk_redline_json(const struct itk_redline *redline,
                         const char *const paths[]) ITK_MUST_USE;

#endif
