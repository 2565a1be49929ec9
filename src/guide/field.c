/*
 * Look-up in the dictionary of fields.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/field.h"
#include "guide/near.h"

const struct itk_entry *
itk_dictionary_find(const struct itk_dictionary *dict, const char *id)
{
    size_t low = 0, high = dict->entries_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(id, dict->sorted[middle]->id);

        if (order == 0)
            return dict->sorted[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
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
