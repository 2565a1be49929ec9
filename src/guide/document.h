/*
 * Documents (documents.xml): when they are made, what they need, their texts,
 * form numbers and order of clauses.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_DOCUMENT_H
#define ITK_GUIDE_DOCUMENT_H

#include "guide/clause.h"
#include "guide/rule.h"

enum itk_need_kind {
    ITK_NEED_FIELD,    /* field: of the case, or of the document's member */
    ITK_NEED_LIST,     /* list known, at least `least` members, kids in each */
    ITK_NEED_DECISION, /* decision known */
    ITK_NEED_IF        /* kids when `when` holds; unknown: what it waits for */
};

struct itk_need {
    enum itk_need_kind kind;
    const struct itk_field *field;
    const struct itk_list *list;
    size_t least;
    const struct itk_decision *decision;
    const struct itk_condition *when;
    const struct itk_need *kids;
    size_t kids_count;
    long line;
};

struct itk_form_number {
    const char *id;    /* also a choice of the overriding field */
    const char *print; /* 様式第1号 */
    const struct itk_condition *when;
};

struct itk_text_item {
    const char *cite;                 /* "" when there is none */
    const struct itk_condition *when; /* NULL: always */
    struct itk_inlines text;
};

/* `text` (one item, no list) or `texts`. */
struct itk_document_text {
    const char *id;
    bool is_list;
    const struct itk_text_item *items;
    size_t count;
};

struct itk_document_version {
    struct itk_date from;
    bool dropped;
    const char *cite;
    struct itk_label label;
    const char *title;
    const char *template_name;
    const char *file;
    struct itk_label by;
    const struct itk_list *each; /* or NULL */
    const struct itk_condition *when;
    const struct itk_condition *member; /* for which of `each`; NULL: all */
    const struct itk_need *needs;
    size_t needs_count;
    const struct itk_form_number *forms;
    size_t forms_count;
    const struct itk_field *form_field, *form_reason; /* or NULL */
    const struct itk_document_text *texts;
    size_t texts_count;
    const struct itk_clause *const *clauses;
    size_t clauses_count;
    long line;
};

struct itk_document {
    const char *id;
    size_t index;
    const struct itk_document_version *versions; /* oldest first */
    size_t versions_count;
};

#endif
