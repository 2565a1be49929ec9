/*
 * Comparison tables as files.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/rewrite.h"
#include "cli/compare.h"
#include "opc/archive.h"

static bool
write_out(struct itk_cli *cli, const struct itk_buf *docx,
          const struct itk_table_out *to, struct itk_error *err)
{
    const struct itk_blob bytes = {to->path, docx->data, docx->size,
                                   ITK_FAULT_PROGRAM};

    if (!itk_archive_verify(&bytes, err))
        return false;
    if (strcmp(to->path, "-") != 0)
        return itk_output_write(to->path, bytes, cli->mode, to->force, err);
    fwrite(docx->data, 1, docx->size, stdout);
    return true;
}

void
itk_cli_contrast(struct itk_cli *cli, itk_store *store,
                 const struct itk_contrast *contrast,
                 const struct itk_contrast_frame *frame,
                 const struct itk_table_out *to)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf docx = ITK_BUF_INIT;
    itk_renderer *renderer;

    if (!contrast->count) {
        itk_findings *found = itk_findings_new();

        itk_findings_add(found, ITK_SEV_NOTE, (struct itk_loc){0},
                         ITK_MSG_CONTRAST_SAME, ITK_NO_ARGS);
        itk_cli_findings(cli, found);
        itk_findings_free(found);
        return;
    }
    renderer = itk_renderer_new();
    if (!itk_contrast_docx(contrast, frame, store, renderer, &docx, &err) ||
        !write_out(cli, &docx, to, &err))
        itk_cli_error(cli, &err);
    itk_renderer_free(renderer);
    itk_buf_free(&docx);
    itk_error_fini(&err);
}

void
itk_cli_contrast_revisions(struct itk_cli *cli, itk_store *store,
                           const itk_comparison *comparison,
                           const struct itk_table_out *to)
{
    const struct itk_guide *guide = itk_comparison_guide(comparison);
    struct itk_contrast contrast;
    struct itk_contrast_frame frame;
    struct itk_buf title = ITK_BUF_INIT;

    itk_contrast_init(&contrast, guide->lang);
    itk_contrast_revisions(&contrast, comparison);
    itk_buf_adds(&title, guide->name.in[guide->lang]);
    itk_buf_adds(&title, guide->lang == ITK_JA
                             ? "　条項の新旧対照表"
                             : ": clauses, old and new wording");
    frame.title = title.data;
    for (int side = ITK_OLD; side <= ITK_NEW; side++)
        frame.head[side] = itk_contrast_dated(
            side, itk_comparison_revision(comparison, side)->date, guide->lang,
            &contrast.arena);
    itk_cli_contrast(cli, store, &contrast, &frame, to);
    itk_buf_free(&title);
    itk_contrast_fini(&contrast);
}
