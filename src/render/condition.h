/*
 * Whether a section's condition holds, and what in data counts as nothing.
 *
 * Comparison  two numbers by size; two dates in time; two texts by their
 *             bytes; a yes-no with true or false. Anything else is not equal,
 *             and neither less nor greater.
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_CONDITION_H
#define ITK_RENDER_CONDITION_H

#include "base/lookup.h"
#include "tmpl/expr.h"

/* The place of a number that no data holds: that of a loop's item. */
struct itk_digits {
    char text[24];
};

struct itk_data itk_digits_data(struct itk_digits *digits, size_t number);

/* Reads the value of a path. */
struct itk_reading {
    void *self;
    struct itk_data (*read)(void *self, const char *path, size_t size,
                            struct itk_digits *digits);
};

/* Not absent, empty, no, or the number 0. */
bool itk_data_holds(const struct itk_data *data);
bool itk_condition_holds(const struct itk_expr *expr,
                         struct itk_reading reading);

#endif
