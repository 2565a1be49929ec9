/*
 * Look-up in the dictionary of fields.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>
#include <xxhash.h>

#include "guide/field.h"
#include "guide/near.h"

static size_t
hash(const char *id)
{
    return (size_t)XXH3_64bits(id, strlen(id));
}

/* At most half of the places are taken. */
void
itk_dictionary_place(struct itk_dictionary *dict, struct itk_arena *arena)
{
    size_t room = 16;
    uint32_t *places;

    while (room < 2 * dict->entries_count)
        room *= 2;
    places = itk_arena_array(arena, room, sizeof(*places));
    for (size_t i = 0; i < dict->entries_count; i++) {
        size_t at = hash(dict->entries[i].id) & (room - 1);

        while (places[at])
            at = (at + 1) & (room - 1);
        places[at] = (uint32_t)i + 1;
    }
    dict->places = places;
    dict->places_count = room;
}

const struct itk_entry *
itk_dictionary_find(const struct itk_dictionary *dict, const char *id)
{
    const size_t mask = dict->places_count - 1;

    if (!dict->places_count)
        return NULL;
    for (size_t i = hash(id) & mask; dict->places[i]; i = (i + 1) & mask) {
        const struct itk_entry *entry = &dict->entries[dict->places[i] - 1];

        if (strcmp(entry->id, id) == 0)
            return entry;
    }
    return NULL;
}

const struct itk_field *
itk_dictionary_field(const struct itk_dictionary *dict, const char *id)
{
    const struct itk_entry *entry = itk_dictionary_find(dict, id);

    return entry ? entry->field : NULL;
}

const struct itk_list *
itk_dictionary_list(const struct itk_dictionary *dict, const char *id)
{
    const struct itk_entry *entry = itk_dictionary_find(dict, id);

    return entry && entry->kind == ITK_ENTRY_LIST ? entry->list : NULL;
}

const struct itk_entry *
itk_dictionary_nearest(const struct itk_dictionary *dict, const char *id)
{
    struct itk_near near = {.wanted = id};

    for (size_t i = 0; i < dict->entries_count; i++)
        itk_near_try(&near, dict->entries[i].id);
    /* A quarter of it mistyped is near, more is another word. */
    return near.best && near.distance <= 1 + strlen(id) / 4
               ? itk_dictionary_find(dict, near.best)
               : NULL;
}

const struct itk_label *
itk_entry_label(const struct itk_entry *entry)
{
    switch (entry->kind) {
    case ITK_ENTRY_GROUP:
        return &entry->group->label;
    case ITK_ENTRY_LIST:
        return &entry->list->label;
    case ITK_ENTRY_FIELD:
        break;
    }
    return &entry->field->label;
}
