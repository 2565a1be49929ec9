/*
 * Lists of bound documents: which styles count, and a list of its own for each
 * that a document uses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "render/bind_data.h"
#include "xml/xml.h"

#define MAX_BASED 32u /* styles, one on the other */

void
itk_bind_pair_add(struct itk_bind_pairs *pairs, long old, long now)
{
    if (pairs->count == pairs->room) {
        pairs->room = pairs->room ? 2 * pairs->room : 64;
        pairs->at = itk_grow(pairs->at, pairs->room, sizeof(*pairs->at));
    }
    pairs->at[pairs->count++] = (struct itk_bind_pair){old, now};
}

long
itk_bind_pair_find(const struct itk_bind_pairs *pairs, long old)
{
    for (size_t i = pairs->count; i > 0; i--) {
        if (pairs->at[i - 1].old == old)
            return pairs->at[i - 1].now;
    }
    return -1;
}

static const xmlNode *
kid(const xmlNode *node, const char *name)
{
    const xmlNode *at = node ? itk_xml_first(node) : NULL;

    while (at && !itk_xml_is(at, name))
        at = itk_xml_next(at);
    return at;
}

static long
number(const xmlNode *node, const char *attr, long otherwise)
{
    const char *text = node ? itk_xml_attr(node, attr) : NULL;

    return text ? strtol(text, NULL, 10) : otherwise;
}

static xmlDoc *
parse(const itk_template *base, const char *name, struct itk_error *err)
{
    const struct itk_part *part =
        itk_package_find(itk_template_package(base), name);
    const struct itk_blob blob = {.name = itk_template_name(base),
                                  .data = part ? part->data : "",
                                  .size = part ? part->size : 0,
                                  .fault = ITK_FAULT_PACKAGE};

    return itk_xml_parse(&blob, err);
}

static const struct itk_bind_style *
find_style(const struct itk_bind_lists *lists, const char *id, size_t size)
{
    for (size_t i = 0; i < lists->styles_count; i++) {
        const struct itk_bind_style *style = &lists->styles[i];

        if (strlen(style->id) == size && !memcmp(style->id, id, size))
            return style;
    }
    return NULL;
}

/* What it does not say itself, the styles that it is based on do. */
static void
inherit(const struct itk_bind_lists *lists, struct itk_bind_style *style)
{
    const struct itk_bind_style *at = style;

    for (size_t depth = 0; at && depth < MAX_BASED; depth++) {
        if (style->num < 0)
            style->num = at->num;
        if (style->level < 0)
            style->level = at->level;
        at = at->based ? find_style(lists, at->based, strlen(at->based)) : NULL;
    }
}

static void
read_styles(xmlNode *root, struct itk_arena *arena,
            struct itk_bind_lists *lists)
{
    struct itk_bind_style *all =
        itk_arena_array(arena, xmlChildElementCount(root) + 1, sizeof(*all));

    lists->styles = all;
    for (const xmlNode *at = itk_xml_first(root); at; at = itk_xml_next(at)) {
        const xmlNode *own = kid(kid(at, "pPr"), "numPr");
        const xmlNode *based = kid(at, "basedOn");
        const char *id = itk_xml_attr(at, "styleId");
        const char *parent = based ? itk_xml_attr(based, "val") : NULL;

        if (id)
            all[lists->styles_count++] = (struct itk_bind_style){
                itk_arena_dup(arena, id),
                parent ? itk_arena_dup(arena, parent) : NULL,
                number(kid(own, "numId"), "val", -1),
                number(kid(own, "ilvl"), "val", -1)};
    }
    for (size_t i = 0; i < lists->styles_count; i++)
        inherit(lists, &all[i]);
}

static void
read_nums(const xmlNode *root, struct itk_bind_lists *lists)
{
    for (const xmlNode *at = itk_xml_first(root); at; at = itk_xml_next(at)) {
        if (itk_xml_is(at, "abstractNum"))
            itk_bind_pair_add(&lists->starts, number(at, "abstractNumId", -1),
                              number(kid(kid(at, "lvl"), "start"), "val", 1));
        if (itk_xml_is(at, "num"))
            itk_bind_pair_add(&lists->nums, number(at, "numId", 0),
                              number(kid(at, "abstractNumId"), "val", 0));
    }
}

void
itk_bind_lists_fini(struct itk_bind_lists *lists)
{
    free(lists->nums.at);
    free(lists->starts.at);
}

bool
itk_bind_lists_read(const itk_template *base, struct itk_arena *arena,
                    struct itk_bind_lists *lists, struct itk_error *err)
{
    xmlDoc *styles = parse(base, "word/styles.xml", err);
    xmlDoc *numbering = styles ? parse(base, "word/numbering.xml", err) : NULL;

    if (numbering) {
        read_styles(xmlDocGetRootElement(styles), arena, lists);
        read_nums(xmlDocGetRootElement(numbering), lists);
    }
    xmlFreeDoc(styles);
    xmlFreeDoc(numbering);
    return numbering != NULL;
}

const struct itk_bind_style *
itk_bind_style(const struct itk_bind_lists *lists, const char *id, size_t size)
{
    const struct itk_bind_style *style = find_style(lists, id, size);

    return style && style->num > 0 ? style : NULL;
}

static void
put_abstract(struct itk_buf *out, long abstract, long start)
{
    itk_buf_adds(out, "<w:abstractNumId w:val=\"");
    itk_buf_addu(out, (uint64_t)abstract);
    itk_buf_adds(out,
                 "\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"");
    itk_buf_addu(out, (uint64_t)start);
    itk_buf_adds(out, "\"/></w:lvlOverride>");
}

/* What the list `old` of the piece is made of: one of the template's, a run of
 * items of its clauses, or one that its program asked for. */
static void
put_inner(struct itk_bind_pass *pass, long old, struct itk_buf *out)
{
    const struct itk_bind_lists *lists = &pass->binder->lists;
    const struct itk_extras *extras =
        itk_renderer_extras(pass->binder->renderer);
    const struct itk_template_facts *facts =
        itk_template_facts(pass->piece->tmpl);
    const long abstract = itk_bind_pair_find(&lists->nums, old);
    long start;

    if (abstract >= 0) {
        start = itk_bind_pair_find(&lists->starts, abstract);
        put_abstract(out, abstract, start >= 0 ? start : 1);
        return;
    }
    for (size_t i = 0; i < extras->nums_count; i++) {
        if ((long)extras->nums[i].id == old) {
            itk_buf_adds(out, extras->nums[i].inner);
            return;
        }
    }
    put_abstract(out, facts->item_abstract, 1);
}

long
itk_bind_num(struct itk_bind_pass *pass, long old)
{
    struct itk_binder *binder = pass->binder;
    long now = itk_bind_pair_find(&pass->lists, old);

    if (now >= 0)
        return now;
    now = ++binder->num;
    itk_bind_pair_add(&pass->lists, old, now);
    itk_buf_adds(&binder->nums, "<w:num w:numId=\"");
    itk_buf_addu(&binder->nums, (uint64_t)now);
    itk_buf_adds(&binder->nums, "\">");
    put_inner(pass, old, &binder->nums);
    itk_buf_adds(&binder->nums, "</w:num>");
    return now;
}
