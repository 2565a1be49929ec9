/*
 * Edit distance (Levenshtein) between ids, in one row of a table.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/near.h"

#define MAX_BYTES 256u /* a dotted path is never longer */

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t
itk_near_distance(const char *a, const char *b)
{
    const size_t rows = strlen(a), columns = strlen(b);
    size_t row[MAX_BYTES + 1];

    if (rows > MAX_BYTES || columns > MAX_BYTES)
        return SIZE_MAX;
    for (size_t j = 0; j <= columns; j++)
        row[j] = j;
    for (size_t i = 1; i <= rows; i++) {
        size_t corner = row[0]; /* of the row before, one to the left */

        row[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            const size_t above = row[j];

            row[j] = least(least(above, row[j - 1]) + 1,
                           corner + (a[i - 1] != b[j - 1]));
            corner = above;
        }
    }
    return row[columns];
}

void
itk_near_try(struct itk_near *near, const char *candidate)
{
    const size_t distance = itk_near_distance(near->wanted, candidate);

    if (near->best && distance >= near->distance)
        return;
    if (distance == SIZE_MAX)
        return;
    near->best = candidate;
    near->distance = distance;
}
