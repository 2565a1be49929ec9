/*
 * A ledger: the cases of a book of tables (table/table.h), one row each, with
 * their lists in tables of their own. The table of the cases is streamed; those
 * of the lists are kept, packed, since their rows may stand in any order.
 *
 * Header    the row with the id of the case, by id or label; a row of ids may
 *           follow it. Columns in any order; unknown ones are reported.
 * Threads   itk_ledger_next one at a time; the cases that it hands out may be
 *           read by any thread, as long as the ledger is there.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_INPUT_LEDGER_H
#define ITK_INPUT_LEDGER_H

#include "input/case.h"
#include "table/table.h"

typedef struct itk_ledger itk_ledger;
struct itk_intake;

/* Finds the guideline of that id; NULL: the one that is meant when none is
 * named. */
typedef const struct itk_guide *itk_ledger_guide(void *self, const char *id,
                                                 struct itk_error *err);

/* Takes `book` over in any event. Reads the headers and the lists; what there
 * is to say goes to `found`, which must outlive the ledger. NULL with `err` set
 * when it cannot be read. `heads`: only what cases say of themselves is asked
 * for, and the lists are not read. */
itk_ledger *itk_ledger_open(itk_book *book, bool heads, itk_ledger_guide *guide,
                            void *self, itk_findings *found,
                            struct itk_error *err) ITK_MUST_USE;
void itk_ledger_free(itk_ledger *ledger);

const char *itk_ledger_guideline(const itk_ledger *ledger);

/* The next case, unread, into `in`. At the END rows of lists that belong to no
 * case have been reported. */
enum itk_next itk_ledger_next(itk_ledger *ledger, struct itk_intake *in,
                              struct itk_error *err) ITK_MUST_USE;

/* For intake.c. */
struct itk_ledger_row;
itk_case *itk_ledger_case(const struct itk_ledger_row *row,
                          const struct itk_guide *guide, itk_findings *found,
                          struct itk_error *err) ITK_MUST_USE;
bool itk_ledger_row_put(const struct itk_ledger_row *row, struct itk_buf *out);
void itk_ledger_row_head(const struct itk_ledger_row *row,
                         struct itk_case_head *head);

#endif
