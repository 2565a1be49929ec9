/*
 * The truth of conditions against a case, in three values after Kleene; an
 * unknown is settled by trying every completion of the facts that still
 * matter, each over its own domain.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DECIDE_EVAL_H
#define ITK_DECIDE_EVAL_H

#include "base/arena.h"
#include "guide/guide.h"
#include "input/case.h"

enum itk_truth { ITK_FALSE, ITK_TRUE, ITK_UNKNOWN };

struct itk_selection; /* decide/select.h */

/* What conditions are held against. */
struct itk_view {
    const struct itk_guide *guide;
    const itk_case *data;
    struct itk_date revision;              /* whose text is in force */
    const struct itk_selection *selection; /* NULL before selection */
};

/* A fact of the case: a field (of a member), or whether a list has members
 * (field NULL). `member` is SIZE_MAX for a list that is not known. */
struct itk_fact {
    const struct itk_field *field;
    const struct itk_list *list;
    size_t member;
};

/* A set of facts in order of discovery, in a caller's arena. */
struct itk_facts {
    struct itk_arena *arena;
    struct itk_fact *at;
    size_t count, room;
};

/* What an answer rests on: facts that were looked at, and decisions. */
struct itk_grounds {
    struct itk_facts facts;
    const struct itk_decision **decisions;
    size_t decisions_count, decisions_room;
};

void itk_facts_add(struct itk_facts *facts, struct itk_fact fact);
bool itk_facts_have(const struct itk_facts *facts, struct itk_fact fact);
/* In the order of the dictionary, then of the members. */
void itk_facts_sort(struct itk_facts *facts);

/* Kleene only. Inside a document for a member, or a passage about one, `scope`
 * is the list and `member` its index; else NULL and 0. `grounds` may be NULL.
 */
enum itk_truth itk_eval(const struct itk_view *view,
                        const struct itk_condition *condition,
                        const struct itk_list *scope, size_t member,
                        struct itk_grounds *grounds);

/* With completions: unknown only when they disagree; then `missing` (may be
 * NULL) gets the facts on which they do. */
enum itk_truth itk_eval_complete(const struct itk_view *view,
                                 const struct itk_condition *condition,
                                 const struct itk_list *scope, size_t member,
                                 struct itk_facts *missing);

/* The outcome of a decision, or NULL; then `possible` has a bit for each
 * outcome id that some completion gives, and `missing` what would settle it. */
const struct itk_outcome *itk_eval_decision(const struct itk_view *view,
                                            const struct itk_decision *decision,
                                            struct itk_grounds *grounds,
                                            uint64_t *possible,
                                            struct itk_facts *missing);

#endif
