/*
 * Conditions: trees of all / any / not over leaves (docs/package.md). Here they
 * are read and resolved; decide/eval.h gives them a truth value.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_CONDITION_H
#define ITK_GUIDE_CONDITION_H

#include "guide/field.h"
#include "text/date.h"

#define ITK_CONDITION_MAX_DEPTH 64

struct itk_decision;
struct itk_clause;

enum itk_condition_kind {
    ITK_COND_ALL,
    ITK_COND_ANY,
    ITK_COND_NOT,      /* one kid */
    ITK_COND_YES,      /* field */
    ITK_COND_NO,       /* field */
    ITK_COND_IS,       /* field, values (bits of its choices) */
    ITK_COND_PRESENT,  /* field or list */
    ITK_COND_BEFORE,   /* field, other or date */
    ITK_COND_AFTER,    /* field, other or date */
    ITK_COND_NUMBER,   /* field, least, most */
    ITK_COND_SAME,     /* field, other: of one type */
    ITK_COND_FISCAL,   /* field (from), other (to), least, most */
    ITK_COND_SOME,     /* list, one kid or none */
    ITK_COND_EVERY,    /* list, one kid */
    ITK_COND_DECISION, /* decision, values (bits of outcome ids) */
    ITK_COND_CLAUSE    /* clause */
};

struct itk_condition {
    enum itk_condition_kind kind;
    const struct itk_field *field;
    const struct itk_field *other;
    struct itk_date date; /* year 0: `other` counts */
    int64_t least, most;  /* INT64_MIN, INT64_MAX when left out */
    const struct itk_list *list;
    const struct itk_decision *decision;
    const struct itk_clause *clause;
    uint64_t values; /* IS: bit i: choice i; DECISION: bit i: outcome_ids[i] */
    const struct itk_condition *kids;
    size_t kids_count;
    long line;
};

#endif
