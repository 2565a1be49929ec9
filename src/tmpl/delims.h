/*
 * What a tag begins and ends with: braces, unless an option or a tag such as
 * {=[[ ]]=} says otherwise.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_DELIMS_H
#define ITK_TMPL_DELIMS_H

#include "base/base.h"

#define ITK_DELIMS_MOST 8u /* characters of each */

struct itk_delims {
    char open[4 * ITK_DELIMS_MOST + 1];
    char close[4 * ITK_DELIMS_MOST + 1];
    size_t open_size, close_size;
};

struct itk_delims itk_delims_braces(void);
bool itk_delims_are_braces(const struct itk_delims *delims);

/* Reads the two with a blank between, such as "[[ ]]": signs only, no letters,
 * digits, = and \. */
bool itk_delims_read(const char *text, size_t size,
                     struct itk_delims *delims) ITK_MUST_USE;

#endif
