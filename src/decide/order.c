/*
 * A binary heap of numbers by their activity.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "decide/order.h"

#define TOO_ACTIVE 1e100
#define DECAY      0.95

static bool
is_first(const struct itk_order *order, size_t a, size_t b)
{
    if (order->activity[a] > order->activity[b])
        return true;
    return !(order->activity[a] < order->activity[b]) && a < b;
}

static void
put(struct itk_order *order, size_t at, size_t number)
{
    order->heap[at] = number;
    order->place[number] = at;
}

static void
rise(struct itk_order *order, size_t at)
{
    const size_t number = order->heap[at];

    while (at && is_first(order, number, order->heap[(at - 1) / 2])) {
        put(order, at, order->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    put(order, at, number);
}

static void
sink(struct itk_order *order, size_t at)
{
    const size_t number = order->heap[at];

    while (2 * at + 1 < order->count) {
        size_t kid = 2 * at + 1;

        if (kid + 1 < order->count &&
            is_first(order, order->heap[kid + 1], order->heap[kid]))
            kid++;
        if (!is_first(order, order->heap[kid], number))
            break;
        put(order, at, order->heap[kid]);
        at = kid;
    }
    put(order, at, number);
}

void
itk_order_fini(struct itk_order *order)
{
    free(order->heap);
    free(order->place);
    free(order->activity);
}

void
itk_order_add(struct itk_order *order, size_t number)
{
    assert(number == order->numbers + 1);
    order->numbers = number;
    if (number >= order->room) {
        const size_t room = order->room ? 2 * order->room : 64;

        order->heap = itk_grow(order->heap, room, sizeof(*order->heap));
        order->place = itk_grow(order->place, room, sizeof(*order->place));
        order->activity =
            itk_grow(order->activity, room, sizeof(*order->activity));
        order->room = room;
    }
    if (number == 1)
        order->step = 1;
    order->activity[number] = 0;
    order->place[number] = SIZE_MAX;
    itk_order_back(order, number);
}

size_t
itk_order_take(struct itk_order *order)
{
    size_t number, last;

    if (!order->count)
        return 0;
    number = order->heap[0];
    last = order->heap[--order->count];
    order->place[number] = SIZE_MAX;
    if (order->count) {
        put(order, 0, last);
        sink(order, 0);
    }
    return number;
}

void
itk_order_back(struct itk_order *order, size_t number)
{
    if (order->place[number] != SIZE_MAX)
        return;
    put(order, order->count++, number);
    rise(order, order->count - 1);
}

void
itk_order_bump(struct itk_order *order, size_t number)
{
    order->activity[number] += order->step;
    if (order->activity[number] > TOO_ACTIVE) {
        for (size_t i = 1; i <= order->numbers; i++)
            order->activity[i] /= TOO_ACTIVE;
        order->step /= TOO_ACTIVE;
    }
    if (order->place[number] != SIZE_MAX)
        rise(order, order->place[number]);
}

void
itk_order_decay(struct itk_order *order)
{
    order->step /= DECAY;
}
