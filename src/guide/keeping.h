/*
 * What a register keeps of a case beside its values, and what it lends to
 * another (register.xml): which field of the dictionary answers which question.
 * All NULL or empty when the package has no such file, or does not answer.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_KEEPING_H
#define ITK_GUIDE_KEEPING_H

#include "guide/condition.h"
#include "guide/field.h"

/* What lists say of a case. */
struct itk_keeping_case {
    const struct itk_field *title, *bureau, *section; /* texts */
    const struct itk_field *contractor;               /* text */
    const struct itk_field *contract;                 /* date */
    const struct itk_field *signed_;                  /* yes-no */
    const struct itk_field *start, *end;              /* dates */
    const struct itk_field *requested;                /* date */
};

/* Companies beside the contractor. */
struct itk_partner {
    const struct itk_list *list;
    const struct itk_field *name; /* text, of it */
};

/* What an approval may rest on. */
struct itk_ground {
    const char *id;
    const char *cite;
    bool before; /* the contract may be signed only after it */
    /* Does a review of the case rest on it? NULL: only by hand. */
    const struct itk_condition *when;
    long line;
};

/* Where a case itself says what the committee decided. */
struct itk_keeping_committee {
    const struct itk_field *date;                 /* date */
    const struct itk_field *result;               /* choice */
    const struct itk_field *conditions;           /* paragraph or text */
    const char *approved, *conditional, *refused; /* choices of `result` */
    const struct itk_ground *grounds;
    size_t grounds_count;
};

/* The training of one person. */
struct itk_keeping_training {
    const struct itk_field *person, *company; /* texts; NULL: none is kept */
    const struct itk_field *trained;          /* yes-no: ever */
    const struct itk_field *last, *taken;     /* dates: before, for this work */
    const struct itk_field *needed;           /* date of which it must hold */
    int64_t years; /* fiscal years for which it does; 0: for good */
    const char *cite;
};

/* A certificate of one company; all of the case, or all of one list. */
struct itk_certification {
    const char *id;
    struct itk_label label;
    const struct itk_field *company; /* text */
    const struct itk_field *has;     /* yes-no */
    const struct itk_field *expiry;  /* date */
    long line;
};

struct itk_keeping_incident {
    const struct itk_field *had;    /* yes-no; NULL: none is kept */
    const struct itk_field *last;   /* date */
    const struct itk_field *detail; /* text, or NULL */
    const char *cite;
};

/* The list that earlier approvals are lent to; its choices of `ground` are ids
 * of grounds. */
struct itk_keeping_approvals {
    const struct itk_list *list; /* NULL: they are not */
    const struct itk_field *date, *meeting, *ground;
};

/* One value that a case of the register gives to the case at hand. */
struct itk_loan {
    const struct itk_field *to;
    const struct itk_field *from; /* or NULL */
    const char *value;            /* or NULL */
    bool approval_date;           /* the date of its last approval */
    uint64_t grounds;             /* bits: all must be among its approvals */
    const struct itk_condition *when; /* of that case; NULL: always */
};

struct itk_loan_list {
    const struct itk_list *to, *from;
    const struct itk_field *to_name, *from_name;
};

/* Texts that must be equal: the field here, those there joined. */
struct itk_match {
    const struct itk_field *field;
    const struct itk_field *other[2]; /* the second may be NULL */
};

/* A case of the register that others lean on. */
struct itk_lender {
    const char *id;
    struct itk_label label;
    const char *cite;
    const struct itk_condition *when; /* of the case at hand; NULL: always */
    bool earlier; /* its contract is dated before that of the case at hand */
    const struct itk_match *matches;
    size_t matches_count;
    const struct itk_loan *loans;
    size_t loans_count;
    const struct itk_loan_list *lists;
    size_t lists_count;
    long line;
};

/* What remains to be done for a case. */
struct itk_owed {
    const char *id;
    struct itk_label label;
    const char *cite;
    const struct itk_condition *when;
    long line;
};

struct itk_keeping {
    bool held; /* the package has a register.xml */
    struct itk_keeping_case of;
    const struct itk_partner *partners;
    size_t partners_count;
    struct itk_keeping_committee committee;
    struct itk_keeping_training training;
    const struct itk_certification *certifications;
    size_t certifications_count;
    struct itk_keeping_incident incident;
    struct itk_keeping_approvals approvals;
    const struct itk_lender *lenders;
    size_t lenders_count;
    const struct itk_owed *owed;
    size_t owed_count;
};

#endif
