/*
 * What a contract must say (documents.xml, <requirements>): the clauses that a
 * survey goes through one by one, and where its results stand in a case.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_REQUIREMENT_H
#define ITK_GUIDE_REQUIREMENT_H

#include "guide/clause.h"

struct itk_document;

/* Why a clause is or is not in a case's documents, as far as the package words
 * it; an exemption and the drafter's reason have words of their own. */
enum itk_reason {
    ITK_REASON_ALWAYS,
    ITK_REASON_MEASURE,
    ITK_REASON_UNPROVED,
    ITK_REASON_CONDITION,
    ITK_REASON_UNSETTLED,
    ITK_REASON_NO_CONDITION,
    ITK_REASONS
};

struct itk_requirements {
    struct itk_date from;
    bool dropped;
    const struct itk_list *list;    /* of the results */
    const struct itk_field *clause; /* of it: the id */
    const struct itk_field *when;   /* of it: before or after the contract */
    size_t after;                   /* the choice of `when` */
    const struct itk_document *articles; /* whose article numbers are given */
    const char *yes, *no;                /* whether a clause applies */
    struct itk_label why[ITK_REASONS];
    const struct itk_clause *const *clauses;
    size_t clauses_count;
    long line;
};

#endif
