/*
 * The facts of a question as variables: whether a field is given and what its
 * value is, for each member of a list that is looked at; whether the list is
 * known and how many members it has. Comparisons come out as literals.
 * Internal to the proofs (problem.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_SLOTS_H
#define ITK_DECIDE_SLOTS_H

#include "decide/cone.h"
#include "decide/gates.h"

struct itk_slots {
    const struct itk_cone *cone;
    struct itk_gates gates;
    itk_sat *sat;
    struct itk_days *dates, *numbers;
    struct itk_equal *texts;
    struct itk_slot **fields;    /* by index: one for each member */
    struct itk_list_slot *lists; /* by index */
    struct itk_arena arena;
};

/* A field of the case (member 0), or of a member of its list. */
struct itk_place {
    const struct itk_field *field;
    size_t member;
};

void itk_slots_init(struct itk_slots *slots, const struct itk_cone *cone,
                    size_t most_inputs);
void itk_slots_fini(struct itk_slots *slots);

/* Literals. A comparison means something only where the fields are given. */
int itk_slots_given(const struct itk_slots *slots, struct itk_place at);
int itk_slots_yes(struct itk_slots *slots, struct itk_place at);
int itk_slots_choice(struct itk_slots *slots, struct itk_place at,
                     uint64_t values);
int itk_slots_number(struct itk_slots *slots, struct itk_place at,
                     int64_t least, int64_t most);
int itk_slots_before(struct itk_slots *slots, struct itk_place at,
                     struct itk_place other);
int itk_slots_before_day(struct itk_slots *slots, struct itk_place at,
                         int64_t day);
/* Fiscal years from the one to the other. */
int itk_slots_years(struct itk_slots *slots, struct itk_place from,
                    struct itk_place to, int64_t least, int64_t most);
/* Two fields of one type. */
int itk_slots_same(struct itk_slots *slots, struct itk_place at,
                   struct itk_place other);
int itk_slots_known(const struct itk_slots *slots, const struct itk_list *list);
/* The list is known and has more than `member` members. */
int itk_slots_member(const struct itk_slots *slots, const struct itk_list *list,
                     size_t member);

enum itk_sat_answer itk_slots_solve(struct itk_slots *slots,
                                    const int *literals, size_t count,
                                    size_t *left);
/* In the assignment that was found last. */
bool itk_slots_holds(const struct itk_slots *slots, int literal);
int64_t itk_slots_value(const struct itk_slots *slots, struct itk_place at);

/* A field that no condition reads, for a member of which nothing else is
 * given; NULL when all are read. */
const struct itk_field *itk_slots_filler(const struct itk_cone *cone,
                                         const struct itk_list *list);

#endif
