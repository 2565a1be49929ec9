/*
 * What differs between the texts of two revisions, and what that does to a
 * case.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_COMPARE_H
#define ITK_APP_COMPARE_H

#include "app/work.h"
#include "render/render.h"

enum itk_part_kind {
    ITK_PART_CLAUSE,
    ITK_PART_DECISION,
    ITK_PART_VALUE,
    ITK_PART_DOCUMENT,
    ITK_PART_REQUIREMENTS, /* at most one: what a survey goes through */
    ITK_PART_TEMPLATE,
    ITK_PART_KINDS
};

/* Of two sides, the text of the first and the text of the second. */
enum { ITK_BEFORE, ITK_AFTER, ITK_SIDES };

/* One part that differs. A side without a text ("", date of year 0) has no such
 * part: it was added, or dropped. */
struct itk_difference {
    enum itk_part_kind kind;
    const char *id;
    const char *cite; /* "" when there is none */
    struct itk_label label;
    struct itk_date from[ITK_SIDES]; /* since when the version holds */
    struct itk_label text[ITK_SIDES];
};

typedef struct itk_comparison itk_comparison;

/* By kind, then in the package's order. The revisions' texts must be held.
 * NULL with `err` when a template cannot be read. */
itk_comparison *itk_compare(itk_store *store, const struct itk_guide *guide,
                            const struct itk_revision *before,
                            const struct itk_revision *after,
                            struct itk_error *err) ITK_MUST_USE;
void itk_comparison_free(itk_comparison *comparison);
size_t itk_comparison_count(const itk_comparison *comparison);
const struct itk_difference *itk_comparison_at(const itk_comparison *comparison,
                                               size_t i);
/* That part's difference, or NULL when it is the same. */
const struct itk_difference *
itk_comparison_find(const itk_comparison *comparison, enum itk_part_kind kind,
                    const char *id);

/* ---- a case under both ---- */

/* Why a document is touched. */
enum {
    ITK_TOUCHED_STATE = 1,     /* made, waiting or not made; one is not there */
    ITK_TOUCHED_NEEDS = 2,     /* it waits for other facts */
    ITK_TOUCHED_CLAUSES = 4,   /* other clauses, or other versions of them */
    ITK_TOUCHED_DOCUMENT = 8,  /* its own version differs */
    ITK_TOUCHED_TEMPLATE = 16, /* another template */
    ITK_TOUCHED_WORDS = 32     /* it prints something else */
};

struct itk_touched_decision {
    const struct itk_decision *decision;
    const struct itk_answer *answer[ITK_SIDES]; /* NULL: not asked */
    bool other_text; /* the same outcome, but what follows reads otherwise */
};

struct itk_touched_clause {
    const struct itk_clause *clause;
    bool in[ITK_SIDES]; /* both: the wording differs */
};

struct itk_touched_document {
    const struct itk_document *document;
    size_t member;                                /* SIZE_MAX: none */
    const struct itk_planned *planned[ITK_SIDES]; /* NULL: there is none */
    unsigned why;
};

struct itk_touched {
    itk_decisions *decisions[ITK_SIDES];
    struct itk_selection *selection[ITK_SIDES];
    itk_findings *found[ITK_SIDES]; /* what each side says of the drafter's
                                       changes */
    itk_plans *plans[ITK_SIDES];    /* NULL: such a fault, or all is refused */
    const struct itk_touched_decision *changed;
    size_t changed_count;
    const struct itk_touched_clause *clauses;
    size_t clauses_count;
    const struct itk_touched_document *documents;
    size_t documents_count;
    struct itk_arena arena;
};

/* The case decided, selected and planned under both texts of `comparison`, and
 * rendered where a document is ready under both. False with `err` when the
 * package or a template is at fault. Free it in any event; the case must
 * outlive it. */
bool itk_touch(const itk_comparison *comparison, itk_store *store,
               itk_renderer *renderer, const itk_case *data,
               struct itk_touched *touched, struct itk_error *err) ITK_MUST_USE;
void itk_touched_free(struct itk_touched *touched);

/* The decisions that differ between the sides, into `arena`; how many. */
size_t itk_touch_decisions(const struct itk_guide *guide,
                           itk_decisions *const sides[ITK_SIDES],
                           struct itk_arena *arena,
                           const struct itk_touched_decision **changed);
/* What is planned of that document for that member; NULL also without plans. */
const struct itk_planned *
itk_touch_planned(const itk_plans *plans, const struct itk_document *document,
                  size_t member);

/* The side's revision. */
const struct itk_revision *
itk_comparison_revision(const itk_comparison *comparison, int side);
const struct itk_guide *itk_comparison_guide(const itk_comparison *comparison);

#endif
