/*
 * The dictionary of fields: types, labels, limits, citations. It drives the
 * checking of every input, the starter case, and the names in templates.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_FIELD_H
#define ITK_GUIDE_FIELD_H

#include "base/arena.h"

struct itk_condition;

enum itk_type {
    ITK_TYPE_TEXT,
    ITK_TYPE_PARAGRAPH,
    ITK_TYPE_DATE,
    ITK_TYPE_NUMBER,
    ITK_TYPE_YES_NO,
    ITK_TYPE_CHOICE
};

struct itk_choice {
    const char *id;
    struct itk_label label;
    const char *print; /* in documents */
};

struct itk_list;

struct itk_field {
    const char *id;   /* dotted path: "place.kind" */
    const char *name; /* its last part: "kind" */
    size_t index;     /* in the dictionary, order of fields.xml */
    enum itk_type type;
    struct itk_label label;
    struct itk_label help;
    const char *example; /* "" when there is none */
    const char *cite;    /* "" when there is none */
    const char *unit;    /* "" when there is none */
    int64_t min, max;    /* number: values; text: max characters */
    bool personal;
    const char *print_yes, *print_no; /* yes-no in documents */
    const struct itk_choice *choices;
    size_t choices_count;
    const struct itk_list *list; /* NULL: a field of the case itself */
    size_t slot;                 /* in its list's member, or in the case */
    long line;                   /* in fields.xml */
};

struct itk_list {
    const char *id;
    size_t index;
    struct itk_label label;
    struct itk_label help;
    const char *cite;
    const struct itk_field *first; /* fields_count fields in a row */
    size_t fields_count;
    const struct itk_field *key; /* or NULL */
    size_t max;                  /* members */
    long line;
};

struct itk_group {
    const char *id; /* dotted path */
    struct itk_label label;
    struct itk_label help;
    const char *cite; /* "" when there is none */
    long line;
};

/* The dictionary in the order of its file, for writing and walking: a group's
 * entries follow it; `depth` counts enclosing groups. */
struct itk_entry {
    enum { ITK_ENTRY_GROUP, ITK_ENTRY_LIST, ITK_ENTRY_FIELD } kind;
    unsigned depth;
    const char *id; /* dotted path */
    const struct itk_group *group;
    const struct itk_list *list;
    const struct itk_field *field;
};

const struct itk_label *itk_entry_label(const struct itk_entry *entry);

struct itk_dictionary {
    const struct itk_field *fields;
    size_t fields_count;
    size_t slots_count; /* fields of the case itself */
    const struct itk_list *lists;
    size_t lists_count;
    const struct itk_entry *entries; /* order of the file */
    size_t entries_count;
    const uint32_t *places; /* by the hash of its id: the number of an entry and
                               one, or 0; */
    size_t places_count;    /* a power of two, or 0 */
};

/* Makes its entries, which are there and do not move, be found. */
void itk_dictionary_place(struct itk_dictionary *dict, struct itk_arena *arena);
/* By dotted path; NULL when there is none. */
const struct itk_entry *itk_dictionary_find(const struct itk_dictionary *dict,
                                            const char *id);
const struct itk_field *itk_dictionary_field(const struct itk_dictionary *dict,
                                             const char *id);
const struct itk_list *itk_dictionary_list(const struct itk_dictionary *dict,
                                           const char *id);
/* The entry whose id is nearest by edit distance (for hints), or NULL when
 * none is near. */
const struct itk_entry *
itk_dictionary_nearest(const struct itk_dictionary *dict, const char *id);

/* Fields that contradict each other. */
struct itk_constraint {
    const char *id;
    struct itk_label label;                /* what is wrong */
    const struct itk_condition *bad;       /* must not hold */
    const struct itk_field *const *fields; /* the places to point at */
    size_t fields_count;
    long line;
};

#endif
