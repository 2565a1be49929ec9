/*
 * XML as data for a template: the tree of libxml2, behind our own gate, turned
 * into values.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/data_tree.h"
#include "xml/xml.h"

struct reader {
    const struct itk_blob *blob;
    itk_dataset *data;
    struct itk_error *err;
};

/* A child on its way to a member: those of one name make a list. */
struct child {
    const xmlNode *node;
    size_t order;
};

static bool
refuse(const struct reader *r, const xmlNode *node, enum itk_msg id,
       const char *name)
{
    return itk_fail(
        r->err, r->blob->fault,
        (struct itk_loc){.file = r->blob->name, .line = itk_xml_line(node)}, id,
        ITK_ARGS((const char *)node->name, name));
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Does it hold elements and no text, or text alone? */
static bool
has_text(const xmlNode *element)
{
    for (const xmlNode *at = element->children; at; at = at->next) {
        const char *text = (const char *)at->content;

        if (at->type != XML_TEXT_NODE && at->type != XML_CDATA_SECTION_NODE)
            continue;
        for (; text && *text; text++) {
            if (!is_blank(*text))
                return true;
        }
    }
    return false;
}

/* The text of an element without elements; blanks around it are layout, unless
 * xml:space says otherwise. */
static void
read_text(const struct reader *r, const xmlNode *element,
          struct itk_datum *value)
{
    struct itk_buf text = ITK_BUF_INIT;
    size_t from = 0, to;

    itk_xml_text(&text, element);
    to = text.size;
    if (xmlNodeGetSpacePreserve(element) != 1) {
        while (from < to && is_blank(text.data[from]))
            from++;
        while (to > from && is_blank(text.data[to - 1]))
            to--;
    }
    value->kind = ITK_DATUM_TEXT;
    value->size = to - from;
    value->text =
        itk_arena_copy(&r->data->arena, text.data + from, value->size);
    value->truth = strcmp(value->text, "true") == 0;
    if (value->truth || strcmp(value->text, "false") == 0)
        value->kind = ITK_DATUM_BOOL;
    itk_buf_free(&text);
}

static bool
count(const struct reader *r, const xmlNode *node,
      const struct itk_datum *value, bool item)
{
    return itk_dataset_count(
        r->data, value, item, r->blob->fault,
        (struct itk_loc){.file = r->blob->name, .line = itk_xml_line(node)},
        r->err);
}

static struct itk_datum_member
named(const struct reader *r, const xmlChar *name, long line)
{
    const size_t size = strlen((const char *)name);

    return (struct itk_datum_member){
        .name = itk_arena_copy(&r->data->arena, (const char *)name, size),
        .size = size,
        .at = (size_t)line,
    };
}

static bool
read_attributes(const struct reader *r, const xmlNode *element)
{
    for (const xmlAttr *at = element->properties; at; at = at->next) {
        struct itk_datum_member one;
        const char *text;

        if (at->ns)
            continue; /* xml:space, xsi:schemaLocation */
        one = named(r, at->name, itk_xml_line(element));
        text = at->children && at->children->content
                   ? (const char *)at->children->content
                   : "";
        one.value.kind = ITK_DATUM_TEXT;
        one.value.size = strlen(text);
        one.value.text = itk_arena_copy(&r->data->arena, text, one.value.size);
        if (!count(r, element, &one.value, false))
            return false;
        itk_dataset_push_member(r->data, one);
    }
    return true;
}

static int
by_name(const void *left, const void *right)
{
    const struct child *a = left, *b = right;
    const int order =
        strcmp((const char *)a->node->name, (const char *)b->node->name);

    return order ? order : (a->order > b->order) - (a->order < b->order);
}

static bool read_element(const struct reader *r, const xmlNode *element,
                         bool item, struct itk_datum *value);

/* `count` children of one name. */
static bool
read_same(const struct reader *r, const struct child *children, size_t count_)
{
    struct itk_datum_member one =
        named(r, children->node->name, itk_xml_line(children->node));
    const size_t base = r->data->items_count;
    struct itk_datum item;

    if (count_ == 1) {
        if (!read_element(r, children->node, false, &one.value))
            return false;
        itk_dataset_push_member(r->data, one);
        return true;
    }
    for (size_t i = 0; i < count_; i++) {
        if (!read_element(r, children[i].node, true, &item))
            return false;
        itk_dataset_push_item(r->data, item);
    }
    one.value = itk_dataset_pop_list(r->data, base);
    itk_dataset_push_member(r->data, one);
    return true;
}

static bool
read_children(const struct reader *r, const xmlNode *element)
{
    struct child *children = NULL;
    size_t total = 0, room = 0;
    bool ok = true;

    for (const xmlNode *at = itk_xml_first(element); at;
         at = itk_xml_next(at)) {
        if (total == room) {
            room = room ? room * 2 : 16;
            children = itk_grow(children, room, sizeof(*children));
        }
        children[total] = (struct child){at, total};
        total++;
    }
    if (total > 0)
        qsort(children, total, sizeof(*children), by_name);
    for (size_t i = 0, same; ok && i < total; i += same) {
        same = 1;
        while (i + same < total && xmlStrEqual(children[i].node->name,
                                               children[i + same].node->name))
            same++;
        ok = read_same(r, &children[i], same);
    }
    free(children);
    return ok;
}

static bool
read_element(const struct reader *r, const xmlNode *element, bool item,
             struct itk_datum *value)
{
    const size_t base = r->data->members_count;
    const struct itk_datum_member *twice;

    *value = (struct itk_datum){.kind = ITK_DATUM_GROUP};
    if (itk_xml_first(element) && has_text(element))
        return refuse(r, element, ITK_MSG_DATA_MIXED, NULL);
    if (!itk_xml_first(element))
        read_text(r, element, value);
    if (!read_attributes(r, element) || !read_children(r, element))
        return false;
    twice = itk_dataset_pop_members(r->data, base, value);
    if (twice)
        return refuse(r, element, ITK_MSG_DATA_TWICE, twice->name);
    /* <item id="3"/> is an object, not an empty text. */
    if (value->kind == ITK_DATUM_TEXT && value->size == 0 && value->count > 0)
        value->kind = ITK_DATUM_GROUP;
    return count(r, element, value, item);
}

itk_dataset *
itk_dataset_read_xml(const struct itk_blob *blob, size_t items,
                     struct itk_error *err)
{
    struct reader r = {blob, itk_dataset_new(items), err};
    xmlDoc *doc = itk_xml_parse(blob, err);
    const bool ok = doc && read_element(&r, xmlDocGetRootElement(doc), false,
                                        &r.data->root);

    xmlFreeDoc(doc);
    itk_dataset_settle(r.data);
    if (ok) {
        r.data->root.kind = ITK_DATUM_GROUP;
        return r.data;
    }
    itk_dataset_free(r.data);
    return NULL;
}
