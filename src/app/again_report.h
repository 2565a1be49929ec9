/*
 * What was made again, for the secretariat and for programs: case by case as
 * JSON, and all of it as one report with a comparison table of old and new
 * wording (新旧対照表), in which a clause that changed the same way in many
 * cases is one row (templates/itaku/regeneration).
 *
 * Unit     the report is made of the objects of the cases alone, so that those
 *          of a run that was killed can be kept in a journal, and told of by
 *          the run that completes it.
 * Memory   the text of what changed; no document.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_APP_AGAIN_REPORT_H
#define ITK_APP_AGAIN_REPORT_H

#include <jansson.h>

#include "app/again.h"

#define ITK_AGAIN_MAX_NAMED 30u /* cases that a row of the report names */

typedef struct itk_again_report itk_again_report;

itk_again_report *itk_again_report_new(itk_store *store) ITK_MUST_USE;
void itk_again_report_free(itk_again_report *report);

/* What became of a case, or would: its documents but for those that are as they
 * were. */
json_t *itk_again_case_json(const struct itk_again_case *one) ITK_MUST_USE;
/* Adds such an object; it is borrowed. False with `err` when the package is at
 * fault. */
bool itk_again_report_add(itk_again_report *report, json_t *one,
                          struct itk_error *err) ITK_MUST_USE;
/* A case of the folder that was not given. */
void itk_again_report_not_given(itk_again_report *report, const char *case_id);

/* Is there a document that was made again, or taken away? */
bool itk_again_report_has_any(const itk_again_report *report);
enum itk_lang itk_again_report_lang(const itk_again_report *report);

/* Appends the JSON of all. */
void itk_again_report_json(const itk_again_report *report, bool dry,
                           struct itk_buf *out);
/* Appends the .docx. */
bool itk_again_report_docx(const itk_again_report *report,
                           itk_renderer *renderer, struct itk_buf *docx,
                           struct itk_error *err) ITK_MUST_USE;

#endif
