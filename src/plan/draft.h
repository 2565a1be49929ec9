/*
 * A plan while it is made: what texts, needs and values share.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_PLAN_DRAFT_H
#define ITK_PLAN_DRAFT_H

#include "plan/build.h"

/* A text of documents.xml, resolved: one item, or those whose condition
 * holds. */
struct itk_plan_text_item {
    const char *cite;
    const char *text;
};

struct itk_plan_text {
    const char *id;
    bool is_list;
    const struct itk_plan_text_item *items;
    size_t count;
};

/* A row of the survey: a clause that the package requires and asks for. */
struct itk_plan_requirement {
    const struct itk_selected *selected;
    const char *number;  /* of the row, from 1 */
    const char *why;     /* it is, or is not, in the documents */
    const char *article; /* 第n条; NULL: it has none */
    size_t member;       /* its result's, of rule->list; SIZE_MAX: none */
    bool late;           /* it is surveyed after the contract */
};

struct itk_plan_requirements {
    const struct itk_requirements *rule; /* NULL: none in force */
    const struct itk_plan_requirement *at;
    size_t count;
};

/* All that the look-up of one document needs; lives in the plans' arena. */
struct itk_plan_values {
    struct itk_view view;
    const itk_decisions *decisions;
    const struct itk_document_version *version;
    size_t member; /* of version->each: the document is for it */
    const struct itk_plan *plan;
    const char *form; /* NULL: the document has no number */
    const struct itk_pair *pair;
    const struct itk_plan_text *texts;
    size_t texts_count;
    const struct itk_selected *const *left_out;
    size_t left_out_count;
    const struct itk_selected *const *included;
    size_t included_count;
    const struct itk_plan_requirements *requirements;
};

struct itk_draft {
    struct itk_arena *arena;
    struct itk_view view; /* with the selection */
    const itk_decisions *decisions;
    const struct itk_document_version *version;
    const struct itk_list *each; /* or NULL */
    size_t member;
    const struct itk_pair *pair;
    struct itk_facts *missing;
    /* For each clause of the guide by index: its article's number, 0 when it is
     * not in this document; and its index in the plan. */
    unsigned *numbers;
    size_t *places;
    unsigned runs;    /* of items so far */
    const char *file; /* of the package, where the text at hand stands */
    struct itk_error *err;
    bool failed; /* err is set */
    bool whole;  /* for itk_plan_whole: without a case, a selection, or `err` */
};

/* Where fields of lists are read: the innermost first. */
struct itk_here {
    const struct itk_list *list;
    size_t member;
    unsigned row; /* for <row/>; 0 outside a table */
};

/* Does the passage's condition hold? Unknown adds to the draft's missing facts
 * and is no. NULL holds. */
bool itk_draft_holds(struct itk_draft *draft, const struct itk_condition *when,
                     const struct itk_here *here);

/* Inline pieces as spans, in the arena. */
const struct itk_span *itk_draft_spans(struct itk_draft *draft,
                                       struct itk_inlines text,
                                       const struct itk_here *here,
                                       size_t *count);
/* The same joined into one string. */
const char *itk_draft_text(struct itk_draft *draft, struct itk_inlines text,
                           const struct itk_here *here);

/* The clauses of the plan, and how many runs of items they have. */
void itk_draft_clauses(struct itk_draft *draft, struct itk_plan *plan);

/* 第12条, as the numbering of the templates has it. */
const char *itk_draft_article(struct itk_arena *arena, enum itk_lang lang,
                              unsigned number);

/* The rows of the survey, the same for all documents of a case. */
struct itk_plan_requirements
itk_draft_requirements(struct itk_arena *arena, const struct itk_view *view,
                       const struct itk_selection *selection);

/* Adds what the document's needs lack to the draft's missing facts. */
void itk_draft_needs(struct itk_draft *draft);

/* The value as documents print it; NULL when it is absent. */
const char *itk_draft_print(struct itk_arena *arena,
                            const struct itk_guide *guide,
                            const struct itk_field *field,
                            const struct itk_value *value);

/* The look-up for templates. `values` must outlive it. */
struct itk_lookup itk_plan_lookup(const struct itk_plan_values *values);

#endif
