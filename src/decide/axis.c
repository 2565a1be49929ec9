/*
 * The days of the axis, fiscal year by fiscal year.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "decide/axis.h"

static const struct itk_date last_date = {9999, 12, 31};

struct build {
    struct itk_axis *axis;
    int month;
    const int64_t *cuts;
    size_t cuts_count;
    size_t each; /* days kept where nothing tells them apart */
    size_t room, most;
};

int64_t
itk_axis_last_day(void)
{
    return itk_date_to_days(last_date);
}

static int
by_day(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static long
year_of(const struct build *b, int64_t day)
{
    return itk_date_fiscal_year(itk_date_from_days((long)day), b->month);
}

/* The first day of a fiscal year, as far as there are dates. */
static int64_t
first_of(const struct build *b, long year)
{
    const struct itk_date first = {(int)year, b->month, 1};

    if (itk_date_valid(first))
        return itk_date_to_days(first);
    return year > last_date.year ? itk_axis_last_day() + 1 : 0;
}

/* The first days of a stretch that nothing divides. */
static bool
add_stretch(struct build *b, int64_t from, int64_t to)
{
    struct itk_axis *axis = b->axis;

    for (size_t i = 0; i < b->each && from < to; i++, from++) {
        if ((size_t)axis->count == b->most)
            return false;
        if ((size_t)axis->count == b->room) {
            b->room = b->room ? 2 * b->room : 256;
            axis->at = itk_grow(axis->at, b->room, sizeof(*axis->at));
        }
        axis->at[axis->count++] = (struct itk_axis_day){from, axis->years};
    }
    return true;
}

static bool
add_year(struct build *b, long year)
{
    int64_t from = first_of(b, year);
    const int64_t to = first_of(b, year + 1);

    for (size_t i = 0; i < b->cuts_count; i++) {
        if (b->cuts[i] <= from || b->cuts[i] >= to)
            continue;
        if (!add_stretch(b, from, b->cuts[i]))
            return false;
        from = b->cuts[i];
    }
    if (!add_stretch(b, from, to))
        return false;
    b->axis->ends[b->axis->years++] = b->axis->count - 1;
    return true;
}

/* Plain numbers, from the first cut on; the last is past all of them. */
static bool
add_numbers(struct build *b)
{
    b->axis->ends = itk_grow(NULL, 1, sizeof(long));
    for (size_t i = 0; i + 1 < b->cuts_count; i++) {
        if (!add_stretch(b, b->cuts[i], b->cuts[i + 1]))
            return false;
    }
    b->axis->ends[b->axis->years++] = b->axis->count - 1;
    return true;
}

bool
itk_axis_init(struct itk_axis *axis, int month, int64_t *cuts,
              size_t cuts_count, size_t dates, int64_t apart, size_t most)
{
    const int64_t reach = ((int64_t)dates + 1) * (apart + 1);
    struct build b;
    long first, last;

    *axis = (struct itk_axis){.count = 0};
    b = (struct build){axis, month, cuts, cuts_count, dates, 0, most};
    if (cuts_count)
        qsort(cuts, cuts_count, sizeof(*cuts), by_day);
    if (!month)
        return add_numbers(&b);
    first = year_of(&b, cuts[0] - (cuts[0] > 0));
    last = year_of(&b, cuts[cuts_count - 1]);
    first =
        first - reach > year_of(&b, 0) ? first - (long)reach : year_of(&b, 0);
    last = last + reach < year_of(&b, itk_axis_last_day())
               ? last + (long)reach
               : year_of(&b, itk_axis_last_day());
    axis->ends = itk_grow(NULL, (size_t)(last - first) + 1, sizeof(long));
    for (long year = first; year <= last; year++) {
        if (!add_year(&b, year))
            return false;
    }
    return true;
}

void
itk_axis_fini(struct itk_axis *axis)
{
    free(axis->at);
    free(axis->ends);
}

long
itk_axis_from(const struct itk_axis *axis, int64_t day)
{
    long low = 0, high = axis->count;

    while (low < high) {
        const long middle = low + (high - low) / 2;

        if (axis->at[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

long
itk_axis_end(const struct itk_axis *axis, long at, long years)
{
    const long year = axis->at[at].year + years;

    if (year < 0)
        return -1;
    return axis->ends[year < axis->years ? year : axis->years - 1];
}
