/*
 * A comparison for people and for programs.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_COMPARE_H
#define ITK_CLI_COMPARE_H

#include "app/compare.h"
#include "app/contrast.h"
#include "cli/cmd.h"
#include "diff/align.h"

struct itk_compare_view {
    struct itk_cli *cli;
    itk_store *store;
    itk_comparison *comparison;
    struct itk_date asked[ITK_SIDES]; /* as typed */
    struct itk_buf out;               /* text */
    json_t *json;                     /* NULL: text */
};

/* The revisions and the parts that differ. */
void itk_compare_text(struct itk_compare_view *view);
void itk_compare_json(const struct itk_compare_view *view);
/* One case. */
void itk_compare_case_text(struct itk_compare_view *view, const itk_case *data,
                           const struct itk_touched *touched);
json_t *itk_compare_case_json(const struct itk_compare_view *view,
                              const itk_case *data,
                              const struct itk_touched *touched);

/* The lines that changed, with the words in marks, and before an indented one
 * the line that it belongs to; a text whole. */
void itk_compare_edits(struct itk_compare_view *view, struct itk_edits edits);
void itk_compare_whole(struct itk_compare_view *view, const char *text);

/* ---- comparison tables ---- */

struct itk_table_out {
    const char *path; /* "-": standard output */
    bool force;       /* a file that is there is replaced */
};

/* Writes the table; says so when there is nothing to write. */
void itk_cli_contrast(struct itk_cli *cli, itk_store *store,
                      const struct itk_contrast *contrast,
                      const struct itk_contrast_frame *frame,
                      const struct itk_table_out *to);
void itk_cli_contrast_revisions(struct itk_cli *cli, itk_store *store,
                                const itk_comparison *comparison,
                                const struct itk_table_out *to);

/* ---- two documents ---- */

/* Are documents named, and no dates? */
bool itk_cli_is_redline(struct itk_strings args);
/* Compares them; `to` with the path NULL: no table. */
void itk_cli_redline(struct itk_cli *cli, struct itk_strings args, bool json,
                     const struct itk_table_out *to);

#endif
