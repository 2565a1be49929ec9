/*
 * Clauses: their condition, and their text in dated versions as a tree of
 * paragraphs, items, tables and inline pieces.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_CLAUSE_H
#define ITK_GUIDE_CLAUSE_H

#include "guide/condition.h"

struct itk_guide_value;

enum itk_inline_kind {
    ITK_INLINE_TEXT,       /* text */
    ITK_INLINE_CLIENT,     /* name of the client */
    ITK_INLINE_CONTRACTOR, /* name of the contractor */
    ITK_INLINE_FIELD,      /* field */
    ITK_INLINE_VALUE,      /* value */
    ITK_INLINE_REF,        /* clause, paragraph, item */
    ITK_INLINE_IF,         /* when, kids */
    ITK_INLINE_EACH,       /* list, when or NULL, text (separator), kids */
    ITK_INLINE_ROW         /* the number of the row */
};

struct itk_inline {
    enum itk_inline_kind kind;
    const char *text;
    const struct itk_field *field;
    const struct itk_guide_value *value;
    const struct itk_clause *clause;
    unsigned paragraph, item; /* 0: not named */
    const struct itk_list *list;
    const struct itk_condition *when;
    const struct itk_inline *kids;
    size_t kids_count;
    long line;
};

struct itk_inlines {
    const struct itk_inline *at;
    size_t count;
};

struct itk_column {
    const char *label; /* \n in the file, a line feed here */
    unsigned share;
    int align; /* enum itk_align of plan.h: 0 left, 1 centre, 2 right */
    struct itk_inlines text;
};

enum itk_passage_kind {
    ITK_PASSAGE_PARAGRAPH,
    ITK_PASSAGE_ITEM,
    ITK_PASSAGE_SUBITEM,
    ITK_PASSAGE_TABLE
};

struct itk_passage {
    enum itk_passage_kind kind;
    const struct itk_condition *when; /* NULL: always */
    struct itk_inlines text;          /* not TABLE */
    const struct itk_passage *kids;   /* items of a paragraph, subitems */
    size_t kids_count;
    const struct itk_list *list; /* TABLE */
    const struct itk_condition *rows; /* of which members; NULL: of all */
    const char *caption;
    const struct itk_column *columns;
    size_t columns_count;
    long line;
};

struct itk_clause_version {
    struct itk_date from;
    bool dropped;
    const char *title;
    const char *check; /* what a survey asks; "" when there is nothing */
    const struct itk_passage *passages;
    size_t passages_count;
    long line;
};

enum itk_clause_kind {
    ITK_CLAUSE_MANDATORY,
    ITK_CLAUSE_MEASURE,
    ITK_CLAUSE_REQUIRED,
    ITK_CLAUSE_SUPPLEMENTARY
};

struct itk_clause {
    const char *id;
    size_t index;
    enum itk_clause_kind kind;
    const char *cite;
    struct itk_label label;
    /* Required, supplementary; NULL: always required, or supplementary only
     * when the drafter includes it. */
    const struct itk_condition *when;
    const struct itk_condition *unless; /* measure: exemption */
    const char *unless_cite;
    struct itk_label unless_label;
    const struct itk_clause_version *versions; /* oldest first */
    size_t versions_count;
    const char *file; /* as messages name it */
};

#endif
