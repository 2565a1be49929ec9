/*
 * A ledger written back as a workbook, with what is wrong at its cells.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_ANNOTATE_H
#define ITK_APP_ANNOTATE_H

#include "base/finding.h"
#include "guide/guide.h"

typedef struct itk_annotate itk_annotate;

itk_annotate *itk_annotate_new(enum itk_lang lang) ITK_MUST_USE;
void itk_annotate_free(itk_annotate *annotate);

/* What was said of the ledger, as findings and errors. */
void itk_annotate_finding(itk_annotate *annotate,
                          const struct itk_finding *finding);
void itk_annotate_error(itk_annotate *annotate, const struct itk_error *err);

/* Writes the ledger `path` (a workbook, a CSV file, or a folder of them) to the
 * new file `out`. */
bool itk_annotate_write(const itk_annotate *annotate, const char *path,
                        const struct itk_guide *guide, const char *out,
                        struct itk_error *err) ITK_MUST_USE;

#endif
