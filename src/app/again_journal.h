/*
 * What a run of itaku regenerate was about to do, a line of JSON for each case
 * (app/again_report.h), in the output folder until its report is written: when
 * the run is killed, the next one tells of all that both did.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_AGAIN_JOURNAL_H
#define ITK_APP_AGAIN_JOURNAL_H

#include <jansson.h>

#include "app/again.h"

#define ITK_AGAIN_JOURNAL           ".itaku-regenerate.jsonl"
#define ITK_AGAIN_MAX_JOURNAL_BYTES ((size_t)1 << 30)

typedef struct itk_again_journal itk_again_journal;

/* Opens that of the folder, and reads what a killed run left: a line that is
 * torn counts for nothing. NULL with `err` set. */
itk_again_journal *itk_again_journal_open(const char *folder,
                                          struct itk_error *err) ITK_MUST_USE;
/* Was a killed run about to add that document, of these parts? Any thread. */
bool itk_again_journal_adds(const itk_again_journal *journal,
                            const char *case_id, const char *file,
                            const char *parts);
/* A case that is about to be worked on. */
void itk_again_journal_note(itk_again_journal *journal, const json_t *one);
/* What was noted is on the disk; false with `err`. */
bool itk_again_journal_sync(itk_again_journal *journal,
                            struct itk_error *err) ITK_MUST_USE;
/* Adds to the object of a case what a killed run has made of it. What it was
 * about to do with a document that this run completes says why: it had the old
 * one before it. */
void itk_again_journal_merge(const itk_again_journal *journal,
                             const itk_again *again, json_t *one);
/* The report is written: it is removed. */
void itk_again_journal_end(itk_again_journal *journal);
/* Frees it; the file stays, unless it is empty. */
void itk_again_journal_close(itk_again_journal *journal);

#endif
