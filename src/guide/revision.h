/*
 * The revisions of a guideline and which of them governs a contract.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_REVISION_H
#define ITK_GUIDE_REVISION_H

#include "guide/field.h"
#include "text/date.h"

enum itk_transition {
    ITK_TRANSITION_NONE,    /* contracts from the date on */
    ITK_TRANSITION_REVIEW,  /* work reviewed from the date on */
    ITK_TRANSITION_CONTRACT /* contracts up to `until` stay under the former */
};

struct itk_revision {
    struct itk_date date;
    enum itk_transition transition;
    struct itk_date until; /* CONTRACT */
    bool held;             /* is the text in the package? */
    const char *cite;
};

struct itk_revisions {
    const struct itk_revision *at; /* oldest first */
    size_t count;
    const struct itk_field *contract, *review;
};

/* The revision that governs a contract of that date; `review` may have year 0
 * (not known: the contract date stands in for it). Goes from the newest to the
 * oldest and takes the first that applies; NULL when the contract is older than
 * all. Source: the supplementary provisions (附則) of the guideline. */
const struct itk_revision *
itk_revisions_govern(const struct itk_revisions *revisions,
                     struct itk_date contract, struct itk_date review);

/* The revision after `governing`, when it is by its transitional rule that the
 * contract stays under the former text (なお従前の例による); else NULL. */
const struct itk_revision *
itk_revisions_kept_by(const struct itk_revisions *revisions,
                      const struct itk_revision *governing,
                      struct itk_date contract);

/* The newest revision whose date is not after `date`, whatever contracts it
 * governs; NULL when all are later. */
const struct itk_revision *
itk_revisions_on(const struct itk_revisions *revisions, struct itk_date date);

/* Does `revision` apply to work contracted and reviewed then (a year 0: not
 * reviewed)? A newer one may apply as well. */
bool itk_revision_applies(const struct itk_revision *revision,
                          struct itk_date contract, struct itk_date review);

/* Does the provision leave room? Without a transitional rule it does not say
 * whether the contract's date counts or the review's; true when both are known
 * and fall on different sides. */
bool itk_revision_unclear(const struct itk_revision *revision,
                          struct itk_date contract, struct itk_date review);

#endif
