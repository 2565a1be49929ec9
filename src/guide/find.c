/*
 * What package files refer to by id: found, or refused with the nearest known
 * id as hint.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/near.h"
#include "guide/read.h"
#include "xml/xml.h"

static const char *const type_names[] = {
    [ITK_TYPE_TEXT] = "text",     [ITK_TYPE_PARAGRAPH] = "paragraph",
    [ITK_TYPE_DATE] = "date",     [ITK_TYPE_NUMBER] = "number",
    [ITK_TYPE_YES_NO] = "yes-no", [ITK_TYPE_CHOICE] = "choice",
};

static void
fail_near(struct itk_reader *r, const xmlNode *node, enum itk_msg id,
          const struct itk_near *near)
{
    itk_read_fail(r, itk_xml_line(node), id,
                  ITK_ARGS(near->wanted, near->best ? near->best : "-"));
}

const struct itk_field *
itk_read_field(struct itk_reader *r, const xmlNode *node, const char *id)
{
    const struct itk_dictionary *dict = &r->guide->dictionary;
    const struct itk_field *field = itk_dictionary_field(dict, id);
    struct itk_near near = {.wanted = id};

    if (field)
        return field;
    for (size_t i = 0; i < dict->fields_count; i++)
        itk_near_try(&near, dict->fields[i].id);
    fail_near(r, node, ITK_MSG_GUIDE_UNKNOWN_FIELD, &near);
    return NULL;
}

const struct itk_field *
itk_read_field_in(struct itk_reader *r, const xmlNode *node, const char *id,
                  const struct itk_scope *scope)
{
    const struct itk_field *field = itk_read_field(r, node, id);

    if (!field || !field->list)
        return field;
    while (scope && scope->list != field->list)
        scope = scope->outer;
    if (scope)
        return field;
    itk_read_fail_field(r, itk_xml_line(node), field, ITK_MSG_GUIDE_SCOPE,
                        ITK_ARGS(id, field->list->id));
    return NULL;
}

bool
itk_read_field_type(struct itk_reader *r, const xmlNode *node,
                    const struct itk_field *field, enum itk_type type)
{
    return field->type == type ||
           itk_read_fail_field(
               r, itk_xml_line(node), field, ITK_MSG_GUIDE_FIELD_TYPE,
               ITK_ARGS((const char *)node->name, type_names[type],
                        type_names[field->type]));
}

const struct itk_list *
itk_read_list(struct itk_reader *r, const xmlNode *node, const char *id)
{
    const struct itk_dictionary *dict = &r->guide->dictionary;
    const struct itk_list *list = itk_dictionary_list(dict, id);
    struct itk_near near = {.wanted = id};

    if (list)
        return list;
    for (size_t i = 0; i < dict->lists_count; i++)
        itk_near_try(&near, dict->lists[i].id);
    fail_near(r, node, ITK_MSG_GUIDE_UNKNOWN_LIST, &near);
    return NULL;
}

const struct itk_field *
itk_read_list_field(struct itk_reader *r, const xmlNode *node,
                    const struct itk_list *list, const char *name)
{
    const char *id = itk_xml_attr(node, name);

    for (size_t i = 0; i < list->fields_count; i++) {
        if (strcmp(list->first[i].name, id) == 0)
            return &list->first[i];
    }
    itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_NO_LIST_FIELD,
                  ITK_ARGS(id, list->id));
    return NULL;
}

const struct itk_decision *
itk_read_decision(struct itk_reader *r, const xmlNode *node, const char *id)
{
    const struct itk_decision *decision = itk_guide_decision(r->guide, id);
    struct itk_near near = {.wanted = id};

    if (decision)
        return decision;
    for (size_t i = 0; i < r->guide->decisions_count; i++)
        itk_near_try(&near, r->guide->decisions[i].id);
    fail_near(r, node, ITK_MSG_GUIDE_UNKNOWN_DECISION, &near);
    return NULL;
}

const struct itk_clause *
itk_read_clause(struct itk_reader *r, const xmlNode *node, const char *id)
{
    const struct itk_clause *clause = itk_guide_clause(r->guide, id);
    struct itk_near near = {.wanted = id};

    if (clause)
        return clause;
    for (size_t i = 0; i < r->guide->clauses_count; i++)
        itk_near_try(&near, r->guide->clauses[i].id);
    fail_near(r, node, ITK_MSG_GUIDE_UNKNOWN_CLAUSE, &near);
    return NULL;
}

const struct itk_guide_value *
itk_read_value(struct itk_reader *r, const xmlNode *node, const char *id)
{
    struct itk_near near = {.wanted = id};

    for (size_t i = 0; i < r->guide->values_count; i++) {
        if (strcmp(r->guide->values[i].id, id) == 0)
            return &r->guide->values[i];
        itk_near_try(&near, r->guide->values[i].id);
    }
    fail_near(r, node, ITK_MSG_GUIDE_UNKNOWN_VALUE, &near);
    return NULL;
}

bool
itk_read_choice(struct itk_reader *r, const xmlNode *node,
                const struct itk_field *field, const char *id, size_t *index)
{
    struct itk_buf known = ITK_BUF_INIT;

    for (size_t i = 0; i < field->choices_count; i++) {
        if (strcmp(field->choices[i].id, id) == 0) {
            *index = i;
            return true;
        }
    }
    for (size_t i = 0; i < field->choices_count; i++) {
        itk_buf_adds(&known, i ? ", " : "");
        itk_buf_adds(&known, field->choices[i].id);
    }
    itk_read_fail_field(r, itk_xml_line(node), field,
                        ITK_MSG_GUIDE_UNKNOWN_CHOICE, ITK_ARGS(id, known.data));
    itk_buf_free(&known);
    return false;
}
