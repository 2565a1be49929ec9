/*
 * What a question about the rules rests on: the fields and lists that its
 * conditions read, directly and through other decisions; the constraints that
 * tie those to further fields; and how many members of a list are enough.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_CONE_H
#define ITK_DECIDE_CONE_H

#include "base/arena.h"
#include "decide/members.h"
#include "guide/guide.h"

enum {
    ITK_CONE_READ = 1, /* its value is compared, or it must be given */
    ITK_CONE_ASKED = 2 /* whether it is present is asked for: may be absent */
};

struct itk_cone {
    const struct itk_guide *guide;
    const struct itk_revision *revision;
    struct itk_arena *arena;
    unsigned char *fields;  /* by index: ITK_CONE_... */
    unsigned char *lists;   /* by index */
    bool *decisions;        /* by index */
    bool *constraints;      /* in the order of the guide */
    bool governed;          /* the date of the contract must fit the revision */
    struct itk_span *spans; /* by index of a list (members.h) */
    bool partial;           /* more lists than are looked at: no proof */
    const struct itk_condition **roots;
    size_t roots_count, roots_room;
};

void itk_cone_init(struct itk_cone *cone, const struct itk_guide *guide,
                   const struct itk_revision *revision,
                   struct itk_arena *arena);
void itk_cone_add(struct itk_cone *cone, const struct itk_condition *condition);
void itk_cone_add_decision(struct itk_cone *cone,
                           const struct itk_decision *decision);
/* Adds every constraint of the guide. */
void itk_cone_add_constraints(struct itk_cone *cone);
/* After all was added: the constraints that share a field or list, until there
 * are no more, and those that refuse a case in which nothing is given; and the
 * numbers of members. */
void itk_cone_close(struct itk_cone *cone);

/* The newest revision whose text is held: used while the date of the contract
 * is not known. NULL when there is none. */
const struct itk_revision *
itk_cone_newest(const struct itk_revisions *revisions);

#endif
