/*
 * Proofs about the rules of a guideline, over every case.
 *
 * What they range over. A case in which every fact is given that the question
 * rests on: the fields and lists that its conditions read, through other
 * decisions too, and those that a constraint ties to them. Only what `present`
 * is asked of may be absent; then its other leaves are unknown, after Kleene,
 * as in eval.h. Only cases count that the program accepts: no constraint holds,
 * keys differ, limits are kept; and only those that the revision governs (or,
 * for the newest, while the date of the contract is absent). Where fewer facts
 * are given, what Kleene settles is settled in the same way by each of these
 * cases that has them, so that a proof covers it. What completions alone settle
 * about a fact that `present` is asked of, and that is absent, is left out.
 *
 * Exact over these: a list may have as many members as it takes, dates and
 * numbers are any, texts are as many as are wanted (members.h, days.h,
 * equal.h). Where two lists go through each other without end, or a question is
 * larger than the limits, it may not be settled: then it is never called
 * proved. Each case that is handed out has been held against the evaluator.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_DECIDE_PROVE_H
#define ITK_DECIDE_PROVE_H

#include "guide/guide.h"
#include "input/case.h"

/* Steps of all searches together (clauses looked at): some seconds. */
#define ITK_PROVE_EFFORT 100000000u

enum itk_claim {
    ITK_CLAIM_CASES,     /* there is a case that no constraint refuses */
    ITK_CLAIM_TOTAL,     /* some outcome holds */
    ITK_CLAIM_REACHABLE, /* the outcome is the answer for some case */
    ITK_CLAIM_EXCLUSIVE, /* the conditions of two outcomes never both hold */
    ITK_CLAIM_INVARIANT  /* the invariant is never false */
};

enum itk_verdict { ITK_PROVED, ITK_REFUTED, ITK_NOT_SETTLED };

struct itk_proof {
    enum itk_claim claim;
    enum itk_verdict verdict;
    const struct itk_revision *revision;
    const struct itk_decision *decision; /* NULL: CASES, INVARIANT */
    const struct itk_decision_version *version;
    const struct itk_outcome *outcome; /* REACHABLE, EXCLUSIVE */
    /* EXCLUSIVE: the second outcome. REACHABLE, refuted: the answer of `data`
     * instead, or NULL when there is none that is known. */
    const struct itk_outcome *other;
    const struct itk_invariant *invariant; /* INVARIANT */
    const struct itk_invariant_version *stated;
    /* Refuted: a case that shows it, with only the facts that are needed.
     * REACHABLE: proved, a case with that outcome; refuted, one in which its
     * condition holds, or NULL when that can never be. Else NULL. */
    const itk_case *data;
};

typedef struct itk_proofs itk_proofs;

/* Never NULL. Every claim of every decision and invariant in force at the
 * revision; NULL: at each whose text is held. `effort` limits the searches
 * (ITK_PROVE_EFFORT). The guide must outlive the proofs. */
itk_proofs *itk_prove(const struct itk_guide *guide,
                      const struct itk_revision *revision,
                      size_t effort) ITK_MUST_USE;
void itk_proofs_free(itk_proofs *proofs);

size_t itk_proofs_count(const itk_proofs *proofs);
const struct itk_proof *itk_proofs_at(const itk_proofs *proofs, size_t i);
/* How many have that verdict. */
size_t itk_proofs_verdicts(const itk_proofs *proofs, enum itk_verdict verdict);

/* Marks what rules.xml and the constraints read at any held revision (the
 * conditions of steps that are done as well): fields and lists, by index in the
 * dictionary. */
void itk_prove_reads(const struct itk_guide *guide, bool *fields, bool *lists);

#endif
