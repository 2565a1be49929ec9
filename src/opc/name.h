/*
 * Names of zip entries and OPC parts: which are safe, and when two are equal.
 *
 * Source  ECMA-376 Part 2, 6.2.2 (part names).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_OPC_NAME_H
#define ITK_OPC_NAME_H

#include "base/base.h"

/* Like strcmp, without regard to the case of ASCII letters. */
int itk_name_compare(const char *a, const char *b);
bool itk_name_equal(const char *a, size_t a_size, const char *b, size_t b_size);

/* Why an entry name is unsafe; NULL when it is safe: relative, '/' alone
 * between its parts, nothing that a file system takes in another sense. One
 * '/' may end it (a folder). The name must be well-formed UTF-8. */
const struct itk_label *itk_name_fault(const char *name, size_t size);

/* True when `text` begins with, ends in, or holds the other, without regard to
 * ASCII case (and, unlike strcasecmp, to the locale). */
bool itk_name_begins(const char *text, const char *head);
bool itk_name_ends(const char *text, const char *tail);
bool itk_name_holds(const char *text, const char *piece);

#endif
