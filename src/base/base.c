/*
 * The few functions that belong to base.h itself.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

enum itk_fault
itk_fault_worse(enum itk_fault a, enum itk_fault b)
{
    return a > b ? a : b; /* the statuses are numbered by gravity */
}

const struct itk_blob *
itk_blobs_find(struct itk_blobs set, const char *name)
{
    size_t low = 0, high = set.count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(name, set.at[middle].name);

        if (order == 0)
            return &set.at[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
