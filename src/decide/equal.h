/*
 * Texts in the search for an assignment: which of them can be equal together.
 * There are as many different texts as are wanted.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_EQUAL_H
#define ITK_DECIDE_EQUAL_H

#include "decide/gates.h"

typedef struct itk_equal itk_equal;

itk_equal *itk_equal_new(struct itk_gates *gates) ITK_MUST_USE;
void itk_equal_free(itk_equal *equal);

/* A new text; from 0 on. */
size_t itk_equal_add(itk_equal *equal);
/* The two are equal. */
int itk_equal_pair(itk_equal *equal, size_t a, size_t b);

/* Judges the assignment; false when it cannot be: then the clause was added. */
bool itk_equal_check(itk_equal *equal, itk_sat *sat);
/* Equal numbers for equal texts, under the assignment that was judged last. */
size_t itk_equal_class(const itk_equal *equal, size_t text);

#endif
