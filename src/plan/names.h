/*
 * The names that a document's template may ask for (docs/package.md), and what
 * each stands for; known from the package alone. The look-up of a plan
 * (values.c) finds the same names with these functions and only adds the
 * values, so that the two cannot differ.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_PLAN_NAMES_H
#define ITK_PLAN_NAMES_H

#include "base/lookup.h"
#include "guide/guide.h"

/* `node` is what the comment says, or NULL. */
enum itk_name_what {
    ITK_NAME_NONE,
    /* groups: they have names below them */
    ITK_NAME_ROOT,
    ITK_NAME_DOCUMENT,
    ITK_NAME_CASE,
    ITK_NAME_REVISION,
    ITK_NAME_VALUES,
    ITK_NAME_PARTY,
    ITK_NAME_TEXTS,
    ITK_NAME_TEXT_LISTS,
    ITK_NAME_DECISIONS,
    ITK_NAME_GROUP,       /* itk_entry */
    ITK_NAME_MEMBER,      /* itk_list: one of its members */
    ITK_NAME_DECISION,    /* itk_decision */
    ITK_NAME_TEXT_ITEM,   /* of a list of texts */
    ITK_NAME_CHANGE,      /* a measure that the drafter changed */
    ITK_NAME_REQUIREMENT, /* a row of the survey */
    /* lists */
    ITK_NAME_LIST,      /* itk_list */
    ITK_NAME_TEXT_LIST, /* itk_document_text */
    ITK_NAME_LEFT_OUT,
    ITK_NAME_INCLUDED,
    ITK_NAME_REQUIREMENTS,
    /* words */
    ITK_NAME_FIELD, /* itk_field; yes-no: also a yes or no */
    ITK_NAME_TITLE,
    ITK_NAME_FORM,
    ITK_NAME_CASE_ID,
    ITK_NAME_DATE,
    ITK_NAME_VALUE, /* itk_guide_value */
    ITK_NAME_CLIENT,
    ITK_NAME_CONTRACTOR,
    ITK_NAME_TEXT, /* itk_document_text */
    ITK_NAME_SAY,  /* itk_decision */
    ITK_NAME_ITEM_CITE,
    ITK_NAME_ITEM_TEXT,
    ITK_NAME_CHANGE_CITE,
    ITK_NAME_CHANGE_TITLE,
    ITK_NAME_CHANGE_REASON,
    ITK_NAME_ROW_NUMBER,
    ITK_NAME_ROW_CITE,
    ITK_NAME_ROW_ID,
    ITK_NAME_ROW_TITLE,
    ITK_NAME_ROW_LABEL,
    ITK_NAME_ROW_CHECK,
    ITK_NAME_ROW_APPLIES, /* also a yes or no */
    ITK_NAME_ROW_WHY,
    ITK_NAME_ROW_ARTICLE,
    /* yes or no, without a word */
    ITK_NAME_ROW_LATE,
    ITK_NAME_FIELD_YES, /* itk_field */
    ITK_NAME_FIELD_NO,  /* itk_field */
    ITK_NAME_CHOSEN,    /* itk_field; index: the choice */
    ITK_NAME_LIST_NONE, /* itk_list */
    ITK_NAME_OUTCOME,   /* itk_decision; index: in outcome_ids */
    ITK_NAME_TRUTH_YES, /* of LIST_NONE, ROW_APPLIES, ROW_LATE */
    ITK_NAME_TRUTH_NO,
    /* generated text */
    ITK_NAME_CLAUSES
};

struct itk_name {
    enum itk_name_what what;
    const void *node;
    size_t index;
};

/* The document for whose template the names are. */
struct itk_names {
    const struct itk_guide *guide;
    struct itk_date revision;
    const struct itk_document_version *version;
};

extern const struct itk_name itk_name_root;

/* The name `word` below `in`; NONE when there is none. */
struct itk_name itk_name_below(const struct itk_names *names,
                               const struct itk_name *in, const char *word,
                               size_t size);
/* What an item of the list is; of anything else, itself. */
struct itk_name itk_name_item(struct itk_name list);

/* What a template can do with it: GROUP, LIST, TEXT, BOOL (`words`: it can be
 * printed as well), BLOCK; ABSENT for NONE. */
enum itk_data_kind itk_name_kind(struct itk_name name, bool *words);

#endif
