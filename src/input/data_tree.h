/*
 * The inside of data for a template, shared by the readers of its formats.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_DATA_TREE_H
#define ITK_INPUT_DATA_TREE_H

#include <endian.h>
#include <string.h>

#include "base/arena.h"
#include "input/data.h"

#define ITK_DATUM_WHOLE 7u /* bytes of a name that its key holds */

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
        const struct itk_datum_member *members; /* else, sorted; behind the
                                                   keys of them all */
    } below;
    size_t count;
};

struct itk_datum_member {
    const char *name;
    size_t size;
    size_t at; /* where it stands in the input, for messages */
    struct itk_datum value;
};

/* A member of an object that is still being read. */
struct itk_datum_open {
    uint64_t key;
    size_t place; /* among its members */
    struct itk_datum_member member;
};

struct itk_dataset {
    struct itk_arena arena;
    struct itk_datum root;
    size_t values, items; /* so far */
    size_t most_items;
    /* What is not settled yet: lists and objects still open. */
    struct itk_datum *items_open;
    size_t items_count, items_room;
    struct itk_datum_open *members_open;
    size_t members_count, members_room;
    /* The object read before: most have the names of their neighbours, in the
     * same order. */
    struct itk_datum shape;
    size_t *sorted; /* where each went */
    size_t sorted_room;
};

static inline const uint64_t *
itk_datum_keys(const struct itk_datum *of)
{
    return (const uint64_t *)(const void *)of->below.members - of->count;
}

/* The size of a name and its first bytes: sorted by it, names are sorted by
 * size and bytes, but for those whose keys are equal. */
static inline uint64_t
itk_datum_key(const char *name, size_t size)
{
    const uint64_t length = size < 255 ? size : 255;
    uint64_t key = 0;
    uint32_t first, last;

    if (size < sizeof(first)) {
        for (size_t i = 0; i < size; i++)
            key |= (uint64_t)(unsigned char)name[i] << (48 - 8 * i);
        return length << 56 | key;
    }
    if (size > ITK_DATUM_WHOLE)
        size = ITK_DATUM_WHOLE;
    memcpy(&first, name, sizeof(first));
    memcpy(&last, name + size - sizeof(last), sizeof(last));
    key = (uint64_t)be32toh(first) << 24 | (uint64_t)be32toh(last)
                                               << 8 * (ITK_DATUM_WHOLE - size);
    return length << 56 | key;
}

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
