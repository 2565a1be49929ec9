/*
 * Equality of two fields' values. Texts are compared through the facts whose
 * text they are, so that an assumed text may equal one of the case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "decide/search.h"

#define MEMBERS ((int64_t)1 << 32) /* more than a list can have */

int64_t
itk_search_text(struct itk_fact fact)
{
    return (int64_t)fact.field->index * MEMBERS + (int64_t)fact.member;
}

int64_t
itk_search_another_text(struct itk_fact fact)
{
    return -1 - itk_search_text(fact);
}

/* NULL when the case does not give it. */
static const char *
text_of(const struct itk_search *search, int64_t text)
{
    const itk_case *data = search->view->data;
    const struct itk_field *field;
    const struct itk_value *value;
    size_t member;

    if (text < 0)
        return NULL;
    field = &search->view->guide->dictionary.fields[text / MEMBERS];
    member = (size_t)(text % MEMBERS);
    if (field->list && member >= itk_case_members(data, field->list)->count)
        return NULL;
    value = itk_case_value(data, field, member);
    return value->present ? value->canonical : NULL;
}

bool
itk_search_same_text(const struct itk_search *search, int64_t a, int64_t b)
{
    const char *one, *other;

    if (a == b)
        return true;
    one = text_of(search, a);
    other = text_of(search, b);
    return one && other && strcmp(one, other) == 0;
}

bool
itk_search_same(const struct itk_search *search,
                const struct itk_condition *leaf, int64_t a, int64_t b)
{
    switch (leaf->field->type) {
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        return itk_search_same_text(search, a, b);
    case ITK_TYPE_CHOICE: /* two fields may number their choices differently */
        return strcmp(leaf->field->choices[a].id, leaf->other->choices[b].id) ==
               0;
    default:
        return a == b;
    }
}
