/*
 * The cases of any number of inputs, one after the other, whatever their form:
 * an XML file; JSON (one case, an array, or JSON Lines); a ledger (ledger.h) as
 * CSV; a folder of cases, or of the CSV files of one ledger; "-" is standard
 * input. Memory does not grow with the number of cases, save for the lists of a
 * ledger.
 *
 * Order     inputs as given; in a folder by name (bytes); within an input as
 *           they stand.
 * Threads   one at a time; what it hands out may be read by any (intake.h).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_APP_CASES_H
#define ITK_APP_CASES_H

#include "app/store.h"
#include "base/finding.h"
#include "input/intake.h"
#include "input/records.h"
#include "table/table.h"

#define ITK_CASES_MAX_FILES 1000000u /* in a folder */

typedef struct itk_cases itk_cases;

/* `paths` and `store` are borrowed until the reader is freed; what it hands out
 * from ledgers needs it too. Nothing is opened yet. */
itk_cases *itk_cases_new(itk_store *store, const char *const *paths,
                         size_t count) ITK_MUST_USE;
/* From now on only the heads of cases can be read (itk_intake_head): the lists
 * of ledgers are passed over. */
void itk_cases_heads(itk_cases *cases);
void itk_cases_free(itk_cases *cases);

/* The next case, unread, into `in` (cleared before). After a FAULT (`err` is
 * set) the rest of that input is passed over, and the next call goes on: only
 * END is the end. */
enum itk_next itk_cases_next(itk_cases *cases, struct itk_intake *in,
                             struct itk_error *err) ITK_MUST_USE;

/* The tables of a ledger in a workbook, a CSV file or a folder of them; NULL
 * with `err` set when `path` is none. */
itk_book *itk_cases_book(const char *path, itk_findings *found,
                         struct itk_error *err) ITK_MUST_USE;

/* What there was to say about the inputs themselves, in the order of arrival;
 * more may come with each call of itk_cases_next. Errors among it are the
 * author's. */
const itk_findings *itk_cases_found(const itk_cases *cases);

#endif
