/*
 * How many members of each list a question needs: the small model of its lists.
 * Internal to the proofs (cone.h).
 *
 * Each `some` and `every` needs one member for its truth (one that does, or
 * does not, or is not known); dropping the others changes none of them. Where
 * its condition reads members of other lists as well (it stands inside another
 * `some` or `every`), it needs one for each of those.
 *
 * That has no end when two lists go through each other, and may grow too large.
 * Then such a quantifier is short of members: a proof must allow that there is
 * a further member which decides it, of which nothing else is known; what is
 * proved so holds for any number of members, and what is refuted is so by a
 * case without one. Otherwise it is not settled.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_DECIDE_MEMBERS_H
#define ITK_DECIDE_MEMBERS_H

#include "guide/condition.h"

/* Members of one list that are looked at. */
#define ITK_MEMBERS_MAX 40u

struct itk_cone;

struct itk_span {
    size_t members;    /* that are looked at */
    uint64_t depends;  /* lists on whose members the number hangs */
    bool whole;        /* all members that there can be */
    bool nested_short; /* those inside quantifiers over other lists are short */
    bool all_short;
};

/* Fills cone->spans for the conditions in cone->roots. */
void itk_members_count(struct itk_cone *cone);

/* Is `some` or `every` short of members? */
bool itk_members_are_short(const struct itk_cone *cone,
                           const struct itk_condition *quantifier);

#endif
