/*
 * The theory of dates. Every comparison bounds a date from above by a function
 * of another that never falls (y <= g(x)), or by fixed days. So the greatest
 * solution is found by lowering bounds until nothing changes; there is none
 * when a bound falls below a date's least day.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "decide/axis.h"
#include "decide/days.h"

enum kind { BEFORE, BEFORE_DAY, YEARS };

struct atom {
    enum kind kind;
    size_t a, b;
    int64_t value; /* the day; the least difference */
    int literal;
};

struct itk_days {
    struct itk_gates *gates;
    struct itk_axis axis;
    struct atom *atoms;
    size_t atoms_count, atoms_room;
    size_t dates;
    struct itk_date near;
    int month;
    bool stale;    /* the axis is older than the atoms */
    bool full;     /* too many dates, or days */
    size_t spent;  /* comparisons applied */
    bool *holds;   /* of each atom, in the assignment at hand */
    size_t *using; /* atoms that are looked at */
    size_t using_count;
    long *high, *low;  /* of each date, on the axis */
    int64_t *solution; /* of each date */
};

itk_days *
itk_days_new(struct itk_gates *gates, int month, struct itk_date near)
{
    itk_days *days = itk_alloc(sizeof(*days));

    *days = (itk_days){.gates = gates, .month = month, .near = near};
    days->stale = true;
    return days;
}

void
itk_days_free(itk_days *days)
{
    if (!days)
        return;
    itk_axis_fini(&days->axis);
    free(days->atoms);
    free(days->holds);
    free(days->using);
    free(days->high);
    free(days->low);
    free(days->solution);
    free(days);
}

size_t
itk_days_add(itk_days *days)
{
    days->stale = true;
    if (days->dates == ITK_DAYS_MAX_DATES)
        days->full = true;
    return days->dates++;
}

static int
atom(itk_days *days, enum kind kind, size_t a, size_t b, int64_t value)
{
    struct atom *made;

    for (size_t i = 0; i < days->atoms_count; i++) {
        const struct atom *have = &days->atoms[i];

        if (have->kind == kind && have->a == a && have->b == b &&
            have->value == value)
            return have->literal;
    }
    if (days->atoms_count == days->atoms_room) {
        days->atoms_room = days->atoms_room ? 2 * days->atoms_room : 16;
        days->atoms =
            itk_grow(days->atoms, days->atoms_room, sizeof(*days->atoms));
    }
    made = &days->atoms[days->atoms_count++];
    *made =
        (struct atom){kind, a, b, value, itk_sat_variable(days->gates->sat)};
    days->stale = true;
    return made->literal;
}

int
itk_days_before(itk_days *days, size_t a, size_t b)
{
    return a == b ? -days->gates->truth : atom(days, BEFORE, a, b, 0);
}

int
itk_days_before_day(itk_days *days, size_t a, int64_t day)
{
    if (days->month && day <= 0)
        return -days->gates->truth;
    if (days->month && day > itk_axis_last_day())
        return days->gates->truth;
    return atom(days, BEFORE_DAY, a, a, day);
}

int
itk_days_years(itk_days *days, size_t a, size_t b, int64_t least)
{
    if (a == b)
        return least <= 0 ? days->gates->truth : -days->gates->truth;
    if (least > ITK_AXIS_YEARS)
        return -days->gates->truth;
    if (least < -ITK_AXIS_YEARS)
        return days->gates->truth;
    return atom(days, YEARS, a, b, least);
}

/* Lowers the bound of a date; false when it falls below its least. */
static bool
lower(itk_days *days, size_t date, long bound, bool *changed)
{
    if (bound < days->high[date]) {
        days->high[date] = bound;
        *changed = true;
    }
    return days->high[date] >= days->low[date];
}

static bool
apply(itk_days *days, const struct atom *at, bool holds, bool *changed)
{
    const struct itk_axis *axis = &days->axis;
    const long a = days->high[at->a], b = days->high[at->b];

    switch (at->kind) {
    case BEFORE:
        return holds ? lower(days, at->a, b - 1, changed)
                     : lower(days, at->b, a, changed);
    case YEARS: /* year(a) <= year(b) - least, or year(b) < year(a) + least */
        return holds
                   ? lower(days, at->a, itk_axis_end(axis, b, -(long)at->value),
                           changed)
                   : lower(days, at->b,
                           itk_axis_end(axis, a, (long)at->value - 1), changed);
    case BEFORE_DAY:
        break;
    }
    return true;
}

/* The fixed days: they bound once for all. */
static bool
bound_days(itk_days *days, long most)
{
    bool changed;

    for (size_t i = 0; i < days->dates; i++) {
        days->high[i] = most;
        days->low[i] = 0;
    }
    for (size_t i = 0; i < days->using_count; i++) {
        const struct atom *at = &days->atoms[days->using[i]];
        long from;

        if (at->kind != BEFORE_DAY)
            continue;
        from = itk_axis_from(&days->axis, at->value);
        if (days->holds[days->using[i]])
            (void)lower(days, at->a, from - 1, &changed);
        else if (from > days->low[at->a])
            days->low[at->a] = from;
        if (days->high[at->a] < days->low[at->a])
            return false;
    }
    return true;
}

/* Dates that would each have to be before the other, whatever the days. */
static bool
is_circular(itk_days *days)
{
    bool changed = true;

    memset(days->solution, 0, days->dates * sizeof(*days->solution));
    for (size_t round = 0; changed && round <= days->dates; round++) {
        changed = false;
        days->spent += days->using_count;
        for (size_t i = 0; i < days->using_count; i++) {
            const struct atom *at = &days->atoms[days->using[i]];
            const bool holds = days->holds[days->using[i]];
            const size_t least = holds ? at->a : at->b;
            const int64_t bound = days->solution[holds ? at->b : at->a] - holds;

            if (at->kind != BEFORE || bound >= days->solution[least])
                continue;
            days->solution[least] = bound;
            changed = true;
        }
    }
    return changed;
}

/* Can the comparisons in use be as they are, with no date after `most`? */
static bool
solve(itk_days *days, long most)
{
    bool changed = true;

    days->spent += days->using_count + days->dates;
    if (!bound_days(days, most) || is_circular(days))
        return false;
    while (changed) {
        changed = false;
        days->spent += days->using_count;
        for (size_t i = 0; i < days->using_count; i++) {
            const size_t at = days->using[i];

            if (!apply(days, &days->atoms[at], days->holds[at], &changed))
                return false;
        }
    }
    return true;
}

/* Drops from the comparisons in use what is not needed for the conflict: first
 * many at once, then one by one. */
static void
shrink(itk_days *days)
{
    size_t *dropped = itk_grow(NULL, days->using_count, sizeof(*dropped));

    for (size_t chunk = (days->using_count + 1) / 2; chunk; chunk /= 2) {
        for (size_t at = 0; at < days->using_count;) {
            const size_t rest = days->using_count - at;
            const size_t take = chunk < rest ? chunk : rest;
            size_t *from = days->using + at;

            memcpy(dropped, from, take * sizeof(*from));
            memmove(from, from + take, (rest - take) * sizeof(*from));
            days->using_count -= take;
            if (!solve(days, days->axis.count - 1))
                continue;
            memmove(from + take, from, (rest - take) * sizeof(*from));
            memcpy(from, dropped, take * sizeof(*from));
            days->using_count += take;
            at += take;
        }
    }
    free(dropped);
}

static void
refuse(itk_days *days, itk_sat *sat)
{
    struct itk_literals clause = {0};

    shrink(days);
    for (size_t i = 0; i < days->using_count; i++) {
        const size_t at = days->using[i];
        const int literal = days->atoms[at].literal;

        itk_literals_add(&clause, days->holds[at] ? -literal : literal);
    }
    itk_sat_clause(sat, clause.at, clause.count);
    free(clause.at);
}

/* The axis for all that is compared. */
static void
prepare(itk_days *days)
{
    int64_t *cuts = itk_grow(NULL, days->atoms_count + 1, sizeof(*cuts));
    size_t cuts_count = 0;
    int64_t apart = 0;

    if (days->month)
        cuts[cuts_count++] = itk_date_to_days(days->near);
    for (size_t i = 0; i < days->atoms_count; i++) {
        const struct atom *at = &days->atoms[i];
        const int64_t value = at->value < 0 ? -at->value : at->value;

        if (at->kind == BEFORE_DAY)
            cuts[cuts_count++] = at->value;
        else if (at->kind == YEARS && value > apart)
            apart = value;
    }
    itk_axis_fini(&days->axis);
    if (!itk_axis_init(&days->axis, days->month, cuts, cuts_count, days->dates,
                       apart, ITK_DAYS_MAX_AXIS))
        days->full = true;
    free(cuts);
    days->holds = itk_grow(days->holds, days->atoms_count, sizeof(bool));
    days->using = itk_grow(days->using, days->atoms_count, sizeof(size_t));
    days->high = itk_grow(days->high, days->dates, sizeof(long));
    days->low = itk_grow(days->low, days->dates, sizeof(long));
    days->solution = itk_grow(days->solution, days->dates, sizeof(int64_t));
    days->stale = false;
}

/* The earliest end of a fiscal year, from that of `near` on, up to which there
 * are dates: those of a counterexample should not lie centuries ahead. */
static void
settle(itk_days *days)
{
    const long from =
        days->month ? itk_axis_from(&days->axis, itk_date_to_days(days->near))
                    : 0;
    long most = itk_axis_end(&days->axis, from, 0);

    while (!solve(days, most) && most < days->axis.count - 1)
        most = itk_axis_end(&days->axis, most + 1, 0);
    for (size_t i = 0; i < days->dates; i++)
        days->solution[i] = days->axis.at[days->high[i]].day;
}

bool
itk_days_check(itk_days *days, itk_sat *sat)
{
    bool good;

    if (days->stale)
        prepare(days);
    if (days->full || !days->dates)
        return true;
    days->using_count = days->atoms_count;
    for (size_t i = 0; i < days->atoms_count; i++) {
        days->using[i] = i;
        days->holds[i] = itk_sat_holds(sat, days->atoms[i].literal);
    }
    days->spent = 0;
    good = solve(days, days->axis.count - 1);
    if (good)
        settle(days);
    else
        refuse(days, sat);
    itk_sat_spend(sat, days->spent);
    return good;
}

int64_t
itk_days_value(const itk_days *days, size_t date)
{
    return days->solution[date];
}

bool
itk_days_is_full(const itk_days *days)
{
    return days->full;
}
