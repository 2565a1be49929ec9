/*
 * What a register keeps of a case beside its values (register.xml): which field
 * of the dictionary answers which question. All NULL or empty when the package
 * has no such file, or does not answer.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_KEEPING_H
#define ITK_GUIDE_KEEPING_H

#include "guide/field.h"

/* What lists say of a case. */
struct itk_keeping_case {
    const struct itk_field *title, *bureau, *section; /* texts */
    const struct itk_field *contractor;               /* text */
    const struct itk_field *contract;                 /* date */
    const struct itk_field *signed_;                  /* yes-no */
    const struct itk_field *start, *end;              /* dates */
    const struct itk_field *requested;                /* date */
};

/* What an approval may rest on. */
struct itk_ground {
    const char *id;
    const char *cite;
    bool before; /* the contract may be signed only after it */
};

struct itk_keeping {
    bool held; /* the package has a register.xml */
    struct itk_keeping_case of;
    const struct itk_ground *grounds;
    size_t grounds_count;
};

#endif
