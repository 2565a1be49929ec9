/*
 * All that can be said of a guideline package without a case: its own files
 * (guide/lint.h), its templates, and what is proved of its rules.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_LINT_H
#define ITK_APP_LINT_H

#include "base/finding.h"
#include "decide/prove.h"
#include "guide/guide.h"

struct itk_lint {
    struct itk_arena arena;  /* of the files */
    struct itk_blobs files;  /* of the package, names below its folder */
    struct itk_guide *guide; /* NULL when it cannot be loaded */
    itk_findings *found;     /* sorted */
    size_t templates;        /* how many were looked at */
    itk_proofs *proofs;      /* about its rules */
};

/* Loads the package in `folder` and looks for all its faults; its templates
 * stand in `share`. False with `err` when it cannot be loaded, which is its
 * first fault. Free it in any event. */
bool itk_lint_run(struct itk_lint *lint, const char *folder, const char *share,
                  struct itk_error *err) ITK_MUST_USE;
void itk_lint_free(struct itk_lint *lint);

/* What is refuted or not settled, to lint->found. */
void itk_lint_prove(struct itk_lint *lint, size_t effort);

/* Faults of the templates of all documents in force under a revision whose text
 * is held, to lint->found; `uses` gets the fields that they read. */
struct itk_uses;
void itk_lint_templates(struct itk_lint *lint, const char *share,
                        struct itk_uses *uses);

#endif
