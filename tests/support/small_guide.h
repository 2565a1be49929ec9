/*
 * A small guideline package in memory, for tests: good as it stands, with one
 * text of it exchanged at will.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_SMALL_GUIDE_H
#define ITK_TESTS_SMALL_GUIDE_H

#include "guide/guide.h"

/* Loads it as "pack". When `file` is not NULL, the first `from` in that file is
 * replaced by `to`; without `from` the whole file is (and added when there was
 * none); without both it is left out. NULL with `err` set when refused; a
 * `from` that the file does not hold fails the test. */
struct itk_guide *small_guide_load(const char *file, const char *from,
                                   const char *to, struct itk_error *err);

#endif
