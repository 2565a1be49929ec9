/*
 * One case as it came in, not read yet: the seam between the readers of inputs
 * (app/cases.h) and the case. Taking the next one from an input is quick and
 * done by one thread at a time; reading it is the costly half, needs nothing
 * but the intake and the guide, and may be done by any thread.
 *
 * Lifetime  a case that was read keeps nothing of its intake. An intake from a
 *           table needs the reader that it came from (app/cases.h).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_INPUT_INTAKE_H
#define ITK_INPUT_INTAKE_H

#include "base/arena.h"
#include "input/case.h"

struct itk_ledger_row;

enum itk_intake_kind { ITK_INTAKE_XML, ITK_INTAKE_JSON, ITK_INTAKE_TABLE };

struct itk_intake {
    enum itk_intake_kind kind;
    struct itk_blob blob; /* the input's name as the user knows it; its bytes */
    long line;            /* that the bytes begin in; from 1 */
    bool many;            /* its input, or folder, may hold others as well */
    const struct itk_ledger_row *row; /* TABLE: its row, and its ledger's */
    const struct itk_case_head *head; /* where it was read before; or NULL */
    /* What belongs to it; for whoever fills it. */
    struct itk_arena arena;
    struct itk_buf bytes;
};

#define ITK_INTAKE_INIT                                                        \
    {                                                                          \
        .line = 1, .bytes = ITK_BUF_INIT                                       \
    }

/* Empty again; the larger of its blocks are kept for the next one. */
void itk_intake_clear(struct itk_intake *in);
void itk_intake_fini(struct itk_intake *in);

/* Only what the case says of itself. */
bool itk_intake_head(const struct itk_intake *in, struct itk_case_head *head,
                     struct itk_error *err) ITK_MUST_USE;
/* Appends all that reading the case depends on, but for the package and for
 * where it stands: of equal bytes equal cases are read. False when it hangs on
 * another case as well. */
bool itk_intake_put(const struct itk_intake *in, struct itk_buf *out);
/* Reads and checks the case, as itk_case_load_xml does. */
itk_case *itk_intake_load(const struct itk_intake *in,
                          const struct itk_guide *guide, itk_findings *found,
                          struct itk_error *err) ITK_MUST_USE;

#endif
