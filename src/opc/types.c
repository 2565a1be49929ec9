/*
 * Content types: [Content_Types].xml. Names and extensions are equal without
 * regard to ASCII case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "opc/name.h"
#include "opc/rels.h"
#include "xml/xml.h"

#define NAMESPACE "http://schemas.openxmlformats.org/package/2006/content-types"

/* One line: `key` is a part name without its first slash, or an extension. */
struct type {
    const char *key;
    const char *type;
    long line;
};

struct itk_types {
    struct type *defaults, *overrides; /* sorted by key */
    size_t defaults_count, overrides_count;
};

static const struct itk_label bad_root = {
    {"its root is not Types", "最上位の要素が Types ではありません"}};
static const struct itk_label bad_child = {
    {"it holds something other than Default and Override",
     "Default、Override 以外の要素があります"}};
static const struct itk_label bad_lack = {
    {"a line without name or type", "名前または種類のない行があります"}};

static bool
bad(const struct itk_blob *part, const xmlNode *node,
    const struct itk_label *what, struct itk_error *err)
{
    const struct itk_loc loc = {.file = part->name, .line = itk_xml_line(node)};

    return itk_fail_both(err, part->fault, loc, ITK_MSG_OPC_TYPES,
                         ITK_ARGS(what->in[ITK_EN]),
                         ITK_ARGS(what->in[ITK_JA]));
}

static bool
is_ours(const xmlNode *node, const char *name)
{
    return itk_xml_is(node, name) && node->ns && node->ns->href &&
           strcmp((const char *)node->ns->href, NAMESPACE) == 0;
}

static int
by_key(const void *left, const void *right)
{
    const struct type *a = left, *b = right;

    return itk_name_compare(a->key, b->key);
}

static bool
sort(const struct itk_blob *part, struct type *list, size_t count,
     struct itk_error *err)
{
    struct itk_loc loc = {.file = part->name};

    qsort(list, count, sizeof(*list), by_key);
    for (size_t i = 1; i < count; i++) {
        if (by_key(&list[i - 1], &list[i]) != 0)
            continue;
        loc.line = list[i].line;
        return itk_fail(err, part->fault, loc, ITK_MSG_OPC_TYPE_TWICE,
                        ITK_ARGS(list[i].key));
    }
    return true;
}

static const char *
unescaped(struct itk_arena *arena, const char *text)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *copy;

    itk_rels_unescape(text, &out);
    copy = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return copy;
}

static bool
read_line(const struct itk_blob *part, const xmlNode *node,
          struct itk_arena *arena, struct itk_types *types,
          struct itk_error *err)
{
    const bool is_default = is_ours(node, "Default");
    const char *key = itk_xml_attr(node, is_default ? "Extension" : "PartName");
    const char *type = itk_xml_attr(node, "ContentType");
    struct type *line;

    if (!is_default && !is_ours(node, "Override"))
        return bad(part, node, &bad_child, err);
    if (!key || !type || !*type || !*key || (!is_default && *key++ != '/'))
        return bad(part, node, &bad_lack, err);
    line = is_default ? &types->defaults[types->defaults_count++]
                      : &types->overrides[types->overrides_count++];
    line->key = unescaped(arena, key);
    line->type = itk_arena_dup(arena, type);
    line->line = itk_xml_line(node);
    return true;
}

static bool
read_all(const struct itk_blob *part, const xmlNode *root,
         struct itk_arena *arena, struct itk_types *types,
         struct itk_error *err)
{
    size_t count = 0;

    if (!is_ours(root, "Types"))
        return bad(part, root, &bad_root, err);
    for (const xmlNode *at = itk_xml_first(root); at; at = itk_xml_next(at))
        count++;
    types->defaults = itk_arena_array(arena, count, sizeof(struct type));
    types->overrides = itk_arena_array(arena, count, sizeof(struct type));
    for (const xmlNode *at = itk_xml_first(root); at; at = itk_xml_next(at)) {
        if (!read_line(part, at, arena, types, err))
            return false;
    }
    return sort(part, types->defaults, types->defaults_count, err) &&
           sort(part, types->overrides, types->overrides_count, err);
}

const itk_types *
itk_types_parse(const struct itk_blob *part, struct itk_arena *arena,
                struct itk_error *err)
{
    struct itk_types *types = itk_arena_alloc(arena, sizeof(*types));
    xmlDoc *doc = itk_xml_parse(part, err);
    bool ok;

    if (!doc)
        return NULL;
    ok = read_all(part, xmlDocGetRootElement(doc), arena, types, err);
    xmlFreeDoc(doc);
    return ok ? types : NULL;
}

static const char *
look_up(const struct type *list, size_t count, const char *key)
{
    const struct type wanted = {.key = key};
    const struct type *found =
        count ? bsearch(&wanted, list, count, sizeof(*list), by_key) : NULL;

    return found ? found->type : NULL;
}

const char *
itk_types_find(const itk_types *types, const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *dot = strrchr(slash ? slash : name, '.');
    struct itk_buf key = ITK_BUF_INIT;
    const char *type;

    itk_rels_unescape(name, &key);
    type = look_up(types->overrides, types->overrides_count, key.data);
    if (!type && dot)
        type = look_up(types->defaults, types->defaults_count, dot + 1);
    itk_buf_free(&key);
    return type;
}

bool
itk_type_is_xml(const char *type)
{
    size_t size = strcspn(type, ";");

    while (size && (type[size - 1] == ' ' || type[size - 1] == '\t'))
        size--;
    return itk_name_equal(type, size, "application/xml", 15) ||
           itk_name_equal(type, size, "text/xml", 8) ||
           (size >= 4 && itk_name_equal(type + size - 4, 4, "+xml", 4));
}
