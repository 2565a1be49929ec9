/*
 * Relationships: the .rels parts, and where their targets lead.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "opc/name.h"
#include "opc/rels.h"
#include "xml/xml.h"

#define NAMESPACE "http://schemas.openxmlformats.org/package/2006/relationships"
#define RELS      "_rels/"
#define SUFFIX    ".rels"

/* What is wrong with a list, said in both languages. */
static const struct itk_label bad_root = {
    {"its root is not Relationships",
     "最上位の要素が Relationships ではありません"}};
static const struct itk_label bad_child = {
    {"it holds something other than Relationship",
     "Relationship 以外の要素があります"}};
static const struct itk_label bad_lack = {
    {"a Relationship without Id, Type or Target",
     "Id、Type、Target のない Relationship があります"}};
static const struct itk_label bad_mode = {
    {"a TargetMode other than Internal and External",
     "TargetMode が Internal でも External でもありません"}};

static bool
bad(const struct itk_blob *part, const xmlNode *node,
    const struct itk_label *what, struct itk_error *err)
{
    const struct itk_loc loc = {.file = part->name, .line = itk_xml_line(node)};

    return itk_fail_both(err, part->fault, loc, ITK_MSG_OPC_RELS,
                         ITK_ARGS(what->in[ITK_EN]),
                         ITK_ARGS(what->in[ITK_JA]));
}

static bool
is_ours(const xmlNode *node, const char *name)
{
    return itk_xml_is(node, name) && node->ns && node->ns->href &&
           strcmp((const char *)node->ns->href, NAMESPACE) == 0;
}

static bool
read_rel(const struct itk_blob *part, const xmlNode *node,
         struct itk_arena *arena, struct itk_rel *rel, struct itk_error *err)
{
    const char *id = itk_xml_attr(node, "Id");
    const char *type = itk_xml_attr(node, "Type");
    const char *target = itk_xml_attr(node, "Target");
    const char *mode = itk_xml_attr(node, "TargetMode");

    if (!is_ours(node, "Relationship"))
        return bad(part, node, &bad_child, err);
    if (!id || !*id || !type || !*type || !target)
        return bad(part, node, &bad_lack, err);
    rel->external = mode && strcmp(mode, "External") == 0;
    if (mode && !rel->external && strcmp(mode, "Internal") != 0)
        return bad(part, node, &bad_mode, err);
    rel->id = itk_arena_dup(arena, id);
    rel->type = itk_arena_dup(arena, type);
    rel->target = itk_arena_dup(arena, target);
    rel->line = itk_xml_line(node);
    return true;
}

static int
by_id(const void *left, const void *right)
{
    const struct itk_rel *const *a = left, *const *b = right;

    return strcmp((*a)->id, (*b)->id);
}

static bool
check_ids(const struct itk_blob *part, const struct itk_rels *rels,
          struct itk_error *err)
{
    const struct itk_rel **sorted = itk_alloc(rels->count * sizeof(*sorted));
    struct itk_loc loc = {.file = part->name};
    const struct itk_rel *twice = NULL;

    for (size_t i = 0; i < rels->count; i++)
        sorted[i] = &rels->at[i];
    qsort(sorted, rels->count, sizeof(*sorted), by_id);
    for (size_t i = 1; i < rels->count && !twice; i++) {
        if (strcmp(sorted[i - 1]->id, sorted[i]->id) == 0)
            twice = sorted[i];
    }
    free(sorted);
    if (!twice)
        return true;
    loc.line = twice->line;
    return itk_fail(err, part->fault, loc, ITK_MSG_OPC_REL_TWICE,
                    ITK_ARGS(twice->id));
}

static bool
read_all(const struct itk_blob *part, const xmlNode *root,
         struct itk_arena *arena, struct itk_rels *rels, struct itk_error *err)
{
    const struct itk_loc loc = {.file = part->name};
    struct itk_rel *list;
    char limit[24];
    size_t count = 0;

    if (!is_ours(root, "Relationships"))
        return bad(part, root, &bad_root, err);
    for (const xmlNode *at = itk_xml_first(root); at; at = itk_xml_next(at))
        count++;
    if (count > ITK_RELS_MAX) {
        snprintf(limit, sizeof(limit), "%u", ITK_RELS_MAX);
        return itk_fail(err, part->fault, loc, ITK_MSG_OPC_RELS_MANY,
                        ITK_ARGS(limit));
    }
    list = itk_arena_array(arena, count, sizeof(*list));
    *rels = (struct itk_rels){list, 0};
    for (const xmlNode *at = itk_xml_first(root); at; at = itk_xml_next(at)) {
        if (!read_rel(part, at, arena, &list[rels->count++], err))
            return false;
    }
    return check_ids(part, rels, err);
}

bool
itk_rels_parse(const struct itk_blob *part, struct itk_arena *arena,
               struct itk_rels *rels, struct itk_error *err)
{
    xmlDoc *doc = itk_xml_parse(part, err);
    bool ok;

    if (!doc)
        return false;
    ok = read_all(part, xmlDocGetRootElement(doc), arena, rels, err);
    xmlFreeDoc(doc);
    return ok;
}

const char *
itk_rel_kind(const struct itk_rel *rel)
{
    const char *slash = strrchr(rel->type, '/');

    return slash ? slash + 1 : rel->type;
}

const struct itk_rel *
itk_rels_find(struct itk_rels rels, const char *kind)
{
    for (size_t i = 0; i < rels.count; i++) {
        if (strcmp(itk_rel_kind(&rels.at[i]), kind) == 0)
            return &rels.at[i];
    }
    return NULL;
}

/* Adds one segment of a path to `name`, which begins at `base`. */
static bool
step(struct itk_buf *name, size_t base, const char *segment, size_t size)
{
    if (size == 0 || (size == 1 && segment[0] == '.'))
        return true;
    if (size == 2 && segment[0] == '.' && segment[1] == '.') {
        if (name->size == base)
            return false;
        while (name->size > base && name->data[name->size - 1] != '/')
            name->size--;
        if (name->size > base)
            name->size--; /* the slash */
        name->data[name->size] = '\0';
        return true;
    }
    if (name->size > base)
        itk_buf_addc(name, '/');
    itk_buf_add(name, segment, size);
    return true;
}

bool
itk_rels_resolve(const char *source, const char *target, struct itk_buf *name)
{
    const size_t base = name->size;
    const size_t path = strcspn(target, "?#");
    const char *slash = strrchr(source, '/');
    size_t at = 0;

    /* A colon before any slash would be a scheme (RFC 3986, 4.2). */
    if (memchr(target, '\\', path) ||
        strcspn(target, ":") < strcspn(target, "/?#"))
        return false;
    if (path == 0) {
        itk_buf_adds(name, source);
        return name->size > base;
    }
    if (target[0] != '/' && slash)
        itk_buf_add(name, source, (size_t)(slash - source));
    while (at < path) {
        const size_t size = strcspn(target + at, "/?#");

        if (!step(name, base, target + at, size))
            return false;
        at += size + 1;
    }
    return name->size > base;
}

static int
hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void
itk_rels_unescape(const char *text, struct itk_buf *out)
{
    for (; *text; text++) {
        const int high = text[0] == '%' ? hex(text[1]) : -1;
        const int low = high >= 0 ? hex(text[2]) : -1;
        char c = *text;

        if (low >= 0 && high + low > 0) {
            c = (char)(high * 16 + low);
            text += 2;
        }
        itk_buf_addc(out, c);
    }
}

void
itk_rels_name(const char *source, struct itk_buf *name)
{
    const char *slash = strrchr(source, '/');
    const size_t folder = slash ? (size_t)(slash - source) + 1 : 0;

    itk_buf_add(name, source, folder);
    itk_buf_adds(name, RELS);
    itk_buf_adds(name, source + folder);
    itk_buf_adds(name, SUFFIX);
}

bool
itk_rels_source(const char *name, struct itk_buf *source)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    const size_t folder = (size_t)(base - name), rels = strlen(RELS);

    if (!itk_name_ends(base, SUFFIX) || folder < rels ||
        !itk_name_begins(base - rels, RELS) ||
        (folder > rels && name[folder - rels - 1] != '/'))
        return false;
    itk_buf_add(source, name, folder - rels);
    itk_buf_add(source, base, strlen(base) - strlen(SUFFIX));
    return true;
}
