/*
 * The inside of data for a template, shared by the readers of its formats.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_DATA_TREE_H
#define ITK_INPUT_DATA_TREE_H

#include "base/arena.h"
#include "input/data.h"

enum itk_datum_kind {
    ITK_DATUM_NULL,
    ITK_DATUM_TEXT,
    ITK_DATUM_BOOL,
    ITK_DATUM_LIST,
    ITK_DATUM_GROUP
};

struct itk_datum {
    enum itk_datum_kind kind;
    bool truth;  /* BOOL */
    bool number; /* TEXT */
    const char *text;
    size_t size;
    union {
        const struct itk_datum *items;          /* LIST */
        const struct itk_datum_member *members; /* else, sorted */
    } below;
    size_t count;
};

struct itk_datum_member {
    const char *name;
    size_t size;
    size_t at; /* where it stands in the input, for messages */
    struct itk_datum value;
};

struct itk_dataset {
    struct itk_arena arena;
    struct itk_datum root;
    size_t values, items; /* so far */
    size_t most_items;
    /* What is not settled yet: lists and objects still open. */
    struct itk_datum *items_open;
    size_t items_count, items_room;
    struct itk_datum_member *members_open;
    size_t members_count, members_room;
};

itk_dataset *itk_dataset_new(size_t items) ITK_MUST_USE;
/* Frees what was needed for reading only. */
void itk_dataset_settle(itk_dataset *data);

void itk_dataset_push_item(itk_dataset *data, struct itk_datum value);
void itk_dataset_push_member(itk_dataset *data, struct itk_datum_member member);
/* What was pushed from `base` on becomes a list, or the members of `to`. */
struct itk_datum itk_dataset_pop_list(itk_dataset *data, size_t base);
/* Returns a member whose name stands twice, or NULL. */
const struct itk_datum_member *
itk_dataset_pop_members(itk_dataset *data, size_t base, struct itk_datum *to);

/* Counts one value more, and one item if it is one; checks the limits and the
 * length of a text. */
bool itk_dataset_count(itk_dataset *data, const struct itk_datum *value,
                       bool item, enum itk_fault fault, struct itk_loc loc,
                       struct itk_error *err) ITK_MUST_USE;

#endif
