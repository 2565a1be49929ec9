/*
 * What a document needs: fields, lists, decisions, and needs on a condition.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "guide/load.h"
#include "xml/xml.h"

static bool read_needs(struct itk_reader *r, const xmlNode *node,
                       const struct itk_scope *scope,
                       const struct itk_need **needs, size_t *count);

/* Lists do not nest, and so their needs do not. */
static const char *
kids_in(const struct itk_scope *scope, bool when)
{
    if (scope->row)
        return when ? "when! field decision if" : "field decision if";
    return when ? "when! field list decision if" : "field list decision if";
}

static bool
read_list(struct itk_reader *r, const xmlNode *node,
          const struct itk_scope *scope, struct itk_need *need)
{
    struct itk_scope inner;
    int64_t least = 0;

    /* Its children are looked at again, as those of a list. */
    if (!itk_read_shape(r, node, "id! least", kids_in(scope, false)))
        return false;
    need->kind = ITK_NEED_LIST;
    need->list = itk_read_list(r, node, itk_xml_attr(node, "id"));
    if (!need->list ||
        !itk_read_number(r, node, "least", 0, (int64_t)need->list->max, &least))
        return false;
    need->least = (size_t)least;
    inner = itk_scope_in(scope, need->list);
    inner.row = true;
    return itk_read_shape(r, node, "id! least", kids_in(&inner, false)) &&
           read_needs(r, node, &inner, &need->kids, &need->kids_count);
}

static bool
read_if(struct itk_reader *r, const xmlNode *node,
        const struct itk_scope *scope, struct itk_need *need)
{
    need->kind = ITK_NEED_IF;
    return itk_read_shape(r, node, "", kids_in(scope, true)) &&
           itk_condition_read_when(r, node, scope, &need->when) &&
           read_needs(r, node, scope, &need->kids, &need->kids_count);
}

static bool
read_need(struct itk_reader *r, const xmlNode *node,
          const struct itk_scope *scope, struct itk_need *need)
{
    need->line = itk_xml_line(node);
    if (itk_xml_is(node, "if"))
        return read_if(r, node, scope, need);
    if (itk_xml_is(node, "list"))
        return read_list(r, node, scope, need);
    if (!itk_read_shape(r, node, "id!", ""))
        return false;
    if (itk_xml_is(node, "decision")) {
        need->kind = ITK_NEED_DECISION;
        need->decision = itk_read_decision(r, node, itk_xml_attr(node, "id"));
        return need->decision;
    }
    need->kind = ITK_NEED_FIELD;
    need->field =
        itk_read_field_in(r, node, itk_read_attr(r, node, "id"), scope);
    return need->field;
}

/* Recursion is as deep as the XML, which the gate limits. */
static bool
read_needs(struct itk_reader *r, const xmlNode *node,
           const struct itk_scope *scope, const struct itk_need **needs,
           size_t *count)
{
    struct itk_need *all = itk_arena_array(
        &r->guide->arena, itk_read_count(node, NULL), sizeof(*all));
    const xmlNode *kid = itk_xml_first(node);

    *needs = all;
    for (; kid; kid = itk_xml_next(kid)) {
        if (itk_xml_is(kid, "when"))
            continue;
        if (!read_need(r, kid, scope, &all[*count]))
            return false;
        ++*count;
    }
    return true;
}

bool
itk_needs_read(struct itk_reader *r, const xmlNode *node,
               const struct itk_scope *scope,
               struct itk_document_version *version)
{
    return !node ||
           (itk_read_shape(r, node, "", kids_in(scope, false)) &&
            read_needs(r, node, scope, &version->needs, &version->needs_count));
}
