/*
 * How an interview is printed.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_ASK_H
#define ITK_CLI_ASK_H

#include "app/interview.h"
#include "cli/cmd.h"

/* Appends the `number`-th question with all that helps to answer it. */
void itk_ask_question(struct itk_buf *out, const struct itk_cli *cli,
                      const struct itk_work *work,
                      const struct itk_question *question, size_t number);

/* Appends a line for each decision, and for each of the named documents. */
void itk_ask_summary(struct itk_buf *out, const struct itk_cli *cli,
                     const struct itk_work *work, struct itk_strings documents);

#endif
