/*
 * One case through the stages, from how it came in to its plans.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_WORK_H
#define ITK_APP_WORK_H

#include "app/store.h"
#include "input/intake.h"
#include "plan/build.h"

struct itk_work {
    const struct itk_guide *guide;
    itk_case *data;
    itk_findings *found; /* what is wrong with the case, sorted */
    itk_decisions *decisions;
    struct itk_selection *selection; /* NULL when no held revision governs */
    bool sound;       /* the case itself has no error: it can be decided on */
    itk_plans *plans; /* NULL when it has, when no held revision governs it, or
                         when a decision refuses every document */
};

/* Only reads the case: every value is checked, contradictions between them are
 * not looked at. */
bool itk_work_import(struct itk_work *work, itk_store *store,
                     const struct itk_intake *in,
                     struct itk_error *err) ITK_MUST_USE;
/* Only reads the case, takes what the store's register lends it, and checks it:
 * guide, data, found and sound are set. */
bool itk_work_read(struct itk_work *work, itk_store *store,
                   const struct itk_intake *in,
                   struct itk_error *err) ITK_MUST_USE;
/* Reads it and takes it through the stages.
 * False with `err` when no case can be made of the bytes or the package is at
 * fault; findings about the case are no failure. Free it in any event. */
bool itk_work_load(struct itk_work *work, itk_store *store,
                   const struct itk_intake *in,
                   struct itk_error *err) ITK_MUST_USE;
/* The same without plans. */
bool itk_work_decide(struct itk_work *work, itk_store *store,
                     const struct itk_intake *in,
                     struct itk_error *err) ITK_MUST_USE;
/* The stages above, as values: how far a case is taken. */
typedef bool itk_stage(struct itk_work *work, itk_store *store,
                       const struct itk_intake *in, struct itk_error *err);
void itk_work_free(struct itk_work *work);

#endif
