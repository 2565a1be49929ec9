/*
 * A package from its folder through all checks.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "app/lint.h"
#include "app/store.h"
#include "base/file.h"
#include "guide/lint.h"

bool
itk_lint_run(struct itk_lint *lint, const char *folder, const char *share,
             struct itk_error *err)
{
    struct itk_uses uses;

    *lint =
        (struct itk_lint){.arena = ITK_ARENA_INIT, .found = itk_findings_new()};
    if (!itk_folder_read(folder, ITK_PACKAGE_MAX_FILES, ITK_PACKAGE_MAX_BYTES,
                         ITK_FAULT_PACKAGE, &lint->arena, &lint->files, err))
        return false;
    lint->guide = itk_guide_load(lint->files, folder, err);
    if (!lint->guide || !itk_store_list_templates(share, lint->guide, err))
        return false;
    itk_lint_guide(lint->guide, lint->files, lint->found);
    uses = itk_uses_new(lint->guide);
    itk_uses_mark(&uses, lint->guide, NULL);
    itk_lint_templates(lint, share, &uses);
    itk_lint_unread(lint->guide, &uses, lint->found);
    itk_uses_free(&uses);
    itk_lint_prove(lint, ITK_PROVE_EFFORT);
    itk_findings_sort(lint->found);
    return true;
}

void
itk_lint_free(struct itk_lint *lint)
{
    itk_findings_free(lint->found);
    itk_proofs_free(lint->proofs);
    itk_guide_free(lint->guide);
    itk_arena_fini(&lint->arena);
    *lint = (struct itk_lint){0};
}
