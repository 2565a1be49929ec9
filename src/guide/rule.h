/*
 * Decisions (rules.xml): ordered outcomes, each with its condition, citation,
 * sentence and effects, in dated versions. And what must hold for every case.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_RULE_H
#define ITK_GUIDE_RULE_H

#include "guide/condition.h"

#define ITK_RULE_MAX_OUTCOMES  63   /* of a decision, over all its versions */
#define ITK_RULE_MAX_DECISIONS 256u /* of a package */

struct itk_actor;
struct itk_stage;

enum itk_effect_kind { ITK_EFFECT_DO, ITK_EFFECT_FORBID };

struct itk_effect {
    enum itk_effect_kind kind;
    const struct itk_actor *by;       /* DO */
    const struct itk_stage *stage;    /* DO: when it is due; or NULL */
    const struct itk_condition *done; /* DO: it has been taken; or NULL */
    size_t order;                     /* among all effects of rules.xml */
    const char *cite;
    struct itk_label label;
};

struct itk_outcome {
    const char *id;
    size_t bit; /* index in the decision's outcome_ids */
    const char *cite;
    bool reading;                     /* a reading of an ambiguous text */
    bool refuse;                      /* no document may be made */
    const struct itk_condition *when; /* NULL: otherwise */
    struct itk_label say;
    const struct itk_effect *effects;
    size_t effects_count;
    long line;
};

struct itk_decision_version {
    struct itk_date from;
    bool dropped;
    bool exclusive; /* no two conditions are meant to hold: for proofs only */
    struct itk_label label;
    const char *cite;
    const struct itk_outcome *outcomes;
    size_t outcomes_count;
    long line;
};

struct itk_decision {
    const char *id;
    size_t index;
    const char *const *outcome_ids; /* over all versions */
    size_t outcome_ids_count;
    const struct itk_decision_version *versions; /* oldest first */
    size_t versions_count;
};

/* What must hold for every case: proved of the rules, not asked of a case. */
struct itk_invariant_version {
    struct itk_date from;
    bool dropped;
    struct itk_label label;
    const char *cite;
    const struct itk_condition *condition; /* NULL when dropped */
    long line;
};

struct itk_invariant {
    const char *id;
    const struct itk_invariant_version *versions; /* oldest first */
    size_t versions_count;
};

#endif
