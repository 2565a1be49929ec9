/*
 * And and or over literals of a search for an assignment (sat.h), each made
 * once. A gate's variable holds exactly when what it stands for does.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_GATES_H
#define ITK_DECIDE_GATES_H

#include "decide/sat.h"

struct itk_gates {
    itk_sat *sat;
    int truth; /* the literal that always holds */
    int *pool; /* inputs of the gates, one after another */
    size_t pool_count, pool_room;
    struct itk_gate *table; /* by hash of the inputs */
    size_t count, room;
    size_t most; /* inputs of all gates; 0: no limit */
    bool full;   /* more were wanted: what comes out means nothing */
};

/* Literals while they are collected; all zero: none. */
struct itk_literals {
    int *at;
    size_t count, room;
};

void itk_literals_add(struct itk_literals *literals, int literal);

void itk_gates_init(struct itk_gates *gates, itk_sat *sat, size_t most);
void itk_gates_fini(struct itk_gates *gates);

/* The literals are sorted; none: all of nothing holds, any of nothing does
 * not. */
int itk_gates_all(struct itk_gates *gates, struct itk_literals *literals);
int itk_gates_any(struct itk_gates *gates, struct itk_literals *literals);
int itk_gates_both(struct itk_gates *gates, int a, int b);
int itk_gates_either(struct itk_gates *gates, int a, int b);

#endif
