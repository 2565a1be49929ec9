/*
 * A small guideline for tests, built by hand: a dictionary with every type of
 * field, nested groups, lists with and without personal keys.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_TINY_GUIDE_H
#define ITK_TESTS_TINY_GUIDE_H

#include "guide/guide.h"

/*  work     name text 20, purpose paragraph 50, start date,
 *           amount number 0..1,000,000 円
 *  person   name text 10, born date, pin number 1..9: all personal
 *    person.home  town text 20
 *  place    list of 3, key name: name text 20, kind inside/outside
 *           (print あり/なし), abroad yes-no (print 国外/国内)
 *  worker   list of 2, key name: name text 10 personal, post text 10
 *  item     list of 20,000, no key: no number 0..99,999
 */
struct itk_guide *itk_tiny_guide_new(void);
void itk_tiny_guide_free(struct itk_guide *guide);

/* The field or list of that id; it must be there. */
const struct itk_field *itk_tiny_field(const struct itk_guide *guide,
                                       const char *id);
const struct itk_list *itk_tiny_list(const struct itk_guide *guide,
                                     const char *id);

#endif
