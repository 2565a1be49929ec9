/*
 * itaku regenerate, for people.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_REGENERATE_H
#define ITK_CLI_REGENERATE_H

#include "app/again.h"
#include "cli/cmd.h"

struct itk_again_counts {
    size_t made, added, aside, edited, obsolete, left, waiting, same, unasked;
};

/* Counts the case's documents in. */
void itk_cli_again_count(const struct itk_again_case *one,
                         struct itk_again_counts *counts);
/* Is there anything to say of it? */
bool itk_cli_again_says(const struct itk_again_case *one);
/* Its lines: each document that is not as it was, and why. */
void itk_cli_again_text(struct itk_buf *out, enum itk_lang lang, bool dry,
                        const struct itk_again_case *one);
/* The sums, a line. */
void itk_cli_again_total(struct itk_buf *out, enum itk_lang lang, bool dry,
                         const struct itk_again_counts *counts);

#endif
