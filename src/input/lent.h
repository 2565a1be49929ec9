/*
 * A case with facts from elsewhere where it leaves them out.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_LENT_H
#define ITK_INPUT_LENT_H

#include "input/case.h"

/* A value for a field that has none. Of a list that is not known, the members
 * are made, from 0 on; `none` says that it has none. */
struct itk_lent {
    const struct itk_field *field; /* or NULL */
    const struct itk_list *none;   /* or NULL */
    size_t member;
    const char *text;
    struct itk_loc loc; /* where it comes from */
};

/* Another case: the same and what is lent, checked as any value is; `data` has
 * no error. What is wrong with what is lent goes to `found`. */
itk_case *itk_case_with(const itk_case *data, const struct itk_guide *guide,
                        const struct itk_lent *lent, size_t count,
                        itk_findings *found) ITK_MUST_USE;

#endif
