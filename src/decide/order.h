/*
 * The order in which a search takes its variables: a heap by activity, the
 * lower number first among equals. Internal to the search (sat.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_ORDER_H
#define ITK_DECIDE_ORDER_H

#include "base/base.h"

/* All zero: empty. Numbers begin with 1. */
struct itk_order {
    size_t *heap;  /* numbers */
    size_t *place; /* of each number in the heap, SIZE_MAX: not there */
    double *activity;
    size_t count; /* in the heap */
    size_t numbers, room;
    double step;
};

void itk_order_fini(struct itk_order *order);
/* The next number, which must be one more than the last. */
void itk_order_add(struct itk_order *order, size_t number);
/* The most active number, taken out; 0 when there is none. */
size_t itk_order_take(struct itk_order *order);
/* Puts a number back, if it is not there. */
void itk_order_back(struct itk_order *order, size_t number);
void itk_order_bump(struct itk_order *order, size_t number);
/* Later bumps count for more. */
void itk_order_decay(struct itk_order *order);

#endif
