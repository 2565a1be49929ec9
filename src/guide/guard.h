/*
 * What holds where a text stands: the conditions around it, and what follows
 * from them without a case. Sound, not complete: what it does not see, a person
 * must say in the package.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_GUARD_H
#define ITK_GUIDE_GUARD_H

#include "guide/guide.h"

/* One condition, or the list whose member is at hand, and those around it. */
struct itk_guard {
    const struct itk_guard *outer;
    const struct itk_condition *when; /* or NULL */
    const struct itk_list *list;      /* or NULL: has a member */
};

/* Are both conditions the same, word for word? NULL only equals NULL. */
bool itk_condition_same(const struct itk_condition *a,
                        const struct itk_condition *b);

/* Does the condition hold there? */
bool itk_guard_holds(const struct itk_guard *guard,
                     const struct itk_condition *when);
/* Is the clause in the document, the field given; has the list a member? */
bool itk_guard_clause(const struct itk_guard *guard,
                      const struct itk_clause *clause);
bool itk_guard_field(const struct itk_guard *guard,
                     const struct itk_field *field);
bool itk_guard_list(const struct itk_guard *guard, const struct itk_list *list);

#endif
