/*
 * A case made anew, value by value, with some more.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "input/draft.h"
#include "input/lent.h"

static void
copy_value(itk_draft *draft, const itk_case *data,
           const struct itk_field *field, size_t member)
{
    const struct itk_value *value = itk_case_value(data, field, member);

    if (value->present)
        itk_draft_plain(draft, field, member, value->text, strlen(value->text),
                        value->loc);
}

static void
copy_list(itk_draft *draft, const itk_case *data, const struct itk_list *list)
{
    const struct itk_members *members = itk_case_members(data, list);

    if (members->known && !members->count)
        itk_draft_none(draft, list, members->loc);
    for (size_t i = 0; i < members->count; i++) {
        const size_t at = itk_draft_member(draft, list, members->at[i].loc);

        for (size_t j = 0; at != ITK_NO_MEMBER && j < list->fields_count; j++)
            copy_value(draft, data, &list->first[j], i);
    }
}

/* How many members of the list there are before what is lent at `i`. */
static size_t
members_before(const itk_case *data, const struct itk_lent *lent, size_t i)
{
    const struct itk_list *list = lent[i].field->list;
    size_t count = itk_case_members(data, list)->count;

    for (size_t j = 0; j < i; j++) {
        if (lent[j].field && lent[j].field->list == list &&
            lent[j].member >= count)
            count = lent[j].member + 1;
    }
    return count;
}

static void
lend(itk_draft *draft, const itk_case *data, const struct itk_lent *lent,
     size_t i)
{
    const struct itk_lent *one = &lent[i];
    size_t at = 0;

    if (one->none)
        itk_draft_none(draft, one->none, one->loc);
    if (!one->field)
        return;
    if (one->field->list) {
        for (size_t n = members_before(data, lent, i);
             at != ITK_NO_MEMBER && n <= one->member; n++)
            at = itk_draft_member(draft, one->field->list, one->loc);
        if (at == ITK_NO_MEMBER)
            return;
    }
    itk_draft_plain(draft, one->field, one->member, one->text,
                    strlen(one->text), one->loc);
}

itk_case *
itk_case_with(const itk_case *data, const struct itk_guide *guide,
              const struct itk_lent *lent, size_t count, itk_findings *found)
{
    const struct itk_dictionary *dict = &guide->dictionary;
    itk_draft *draft = itk_draft_new(guide, itk_case_file(data), found);
    itk_case *made;

    for (size_t i = 0; i < dict->fields_count; i++) {
        if (!dict->fields[i].list)
            copy_value(draft, data, &dict->fields[i], 0);
    }
    for (size_t i = 0; i < dict->lists_count; i++)
        copy_list(draft, data, &dict->lists[i]);
    for (size_t i = 0; i < count; i++)
        lend(draft, data, lent, i);
    made = itk_draft_finish(draft, itk_case_id(data));
    itk_draft_free(draft);
    return made;
}
