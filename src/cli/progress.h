/*
 * How far a long run is: a line that is drawn over again on a terminal, a line
 * now and then where standard error is something else.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_PROGRESS_H
#define ITK_CLI_PROGRESS_H

#include "cli/cmd.h"

struct itk_progress {
    const struct itk_cli *cli;
    size_t total, done, faults;
    bool quiet, terminal, drawn;
    double began, told; /* seconds */
};

void itk_progress_begin(struct itk_progress *progress,
                        const struct itk_cli *cli, size_t total, bool quiet);
/* Takes the line away, before anything else is printed. */
void itk_progress_hide(struct itk_progress *progress);
/* One more is done. */
void itk_progress_step(struct itk_progress *progress, bool fault);

#endif
