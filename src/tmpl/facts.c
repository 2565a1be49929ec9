/*
 * What a template's own parts offer to generated clauses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/facts.h"
#include "tmpl/join.h"
#include "xml/xml.h"

#define ITEM_STYLE    "Item1"
#define DEFAULT_WIDTH 9026 /* A4 with margins of an inch, in twips */

static const struct {
    const char *suffix; /* of the content type */
    enum itk_part_use use;
} uses[] = {
    {"wordprocessingml.document.main+xml", ITK_PART_STORY},
    {"wordprocessingml.header+xml", ITK_PART_STORY},
    {"wordprocessingml.footer+xml", ITK_PART_STORY},
    {"wordprocessingml.footnotes+xml", ITK_PART_STORY},
    {"wordprocessingml.endnotes+xml", ITK_PART_STORY},
    {"wordprocessingml.comments+xml", ITK_PART_STORY},
    {"package.core-properties+xml", ITK_PART_PLAIN},
    {"officedocument.extended-properties+xml", ITK_PART_PLAIN},
    {"officedocument.custom-properties+xml", ITK_PART_LOOSE},
};

struct ids {
    long *at;
    size_t count, room;
};

/* What the controls of a cover page show: Word takes it from here. */
static bool
is_cover_page(const struct itk_part *part)
{
    static const char space[] =
        "\"http://schemas.microsoft.com/office/2006/coverPageProps\"";

    return strcmp(part->type, "application/xml") == 0 &&
           memmem(part->data, part->size, space, sizeof(space) - 1);
}

enum itk_part_use
itk_part_use(const struct itk_part *part)
{
    const size_t size = strlen(part->type);

    for (size_t i = 0; i < ITK_COUNT(uses); i++) {
        const size_t suffix = strlen(uses[i].suffix);

        if (size >= suffix &&
            strcmp(part->type + size - suffix, uses[i].suffix) == 0)
            return uses[i].use;
    }
    return is_cover_page(part) ? ITK_PART_LOOSE : ITK_PART_COPIED;
}

bool
itk_part_utf8(const struct itk_part *part, const char **data, size_t *size)
{
    const struct itk_blob blob = {part->name, part->data, part->size,
                                  ITK_FAULT_PACKAGE};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf utf8 = ITK_BUF_INIT;
    const char *raw = part->data;
    const bool bom = part->size >= 3 && memcmp(raw, "\xEF\xBB\xBF", 3) == 0;
    bool same;

    *data = bom ? raw + 3 : raw;
    *size = bom ? part->size - 3 : part->size;
    same = itk_xml_decode(&blob, &utf8, &err) && utf8.size == *size &&
           memcmp(utf8.data, *data, *size) == 0;
    itk_buf_free(&utf8);
    itk_error_fini(&err);
    return same;
}

static long
number_of(const xmlNode *node, const char *attr)
{
    const char *text = itk_xml_attr(node, attr);

    return text ? strtol(text, NULL, 10) : 0;
}

static void
add_id(struct ids *ids, long id)
{
    ids->at = itk_join_room(ids->at, ids->count, &ids->room, sizeof(*ids->at));
    ids->at[ids->count++] = id;
}

static bool
is_free_after(const struct ids *ids, long base)
{
    for (size_t i = 0; i < ids->count; i++) {
        if (ids->at[i] > base && ids->at[i] <= base + ITK_TMPL_FREE_IDS)
            return false;
    }
    return true;
}

/* Mostly the greatest; but Word gives controls ids of up to 2^31 - 1. */
static long
base_of(const struct ids *ids)
{
    long base = 0;

    for (size_t i = 0; i < ids->count; i++)
        base = ids->at[i] > base ? ids->at[i] : base;
    if (base <= INT32_MAX - ITK_TMPL_FREE_IDS)
        return base;
    for (base = 0; !is_free_after(ids, base);)
        base += ITK_TMPL_FREE_IDS;
    return base;
}

/* The element after `node` in the order of the document, without recursion. */
static const xmlNode *
step(const xmlNode *node, const xmlNode *root)
{
    const xmlNode *next = itk_xml_first(node);

    while (!next && node != root) {
        next = itk_xml_next(node);
        node = node->parent;
    }
    return next;
}

static void
read_ids(const xmlNode *root, struct ids *bookmarks, struct ids *controls)
{
    for (const xmlNode *at = root; at; at = step(at, root)) {
        if (itk_xml_is(at, "bookmarkStart"))
            add_id(bookmarks, number_of(at, "id"));
        else if (itk_xml_is(at, "id") && itk_xml_is(at->parent, "sdtPr"))
            add_id(controls, number_of(at, "val"));
    }
}

static const xmlNode *
child_of(const xmlNode *node, const char *name)
{
    const xmlNode *at = node ? itk_xml_first(node) : NULL;

    while (at && !itk_xml_is(at, name))
        at = itk_xml_next(at);
    return at;
}

static long
width_of(const xmlNode *root)
{
    const xmlNode *sect = child_of(child_of(root, "body"), "sectPr");
    const xmlNode *page = child_of(sect, "pgSz");
    const xmlNode *margin = child_of(sect, "pgMar");
    long width = page ? number_of(page, "w") : 0;

    if (margin)
        width -= number_of(margin, "left") + number_of(margin, "right") +
                 number_of(margin, "gutter");
    return page && margin && width > 0 ? width : DEFAULT_WIDTH;
}

static bool
is_item_list(const xmlNode *abstract)
{
    const xmlNode *level = child_of(abstract, "lvl");
    const xmlNode *style = child_of(level, "pStyle");
    const char *name = style ? itk_xml_attr(style, "val") : NULL;

    return level && number_of(level, "ilvl") == 0 && name &&
           strcmp(name, ITEM_STYLE) == 0;
}

static void
read_numbering(const xmlNode *root, struct itk_template_facts *facts)
{
    for (const xmlNode *at = itk_xml_first(root); at; at = itk_xml_next(at)) {
        if (itk_xml_is(at, "abstractNum") && is_item_list(at))
            facts->item_abstract = number_of(at, "abstractNumId");
        if (itk_xml_is(at, "num") && number_of(at, "numId") > facts->num_max)
            facts->num_max = number_of(at, "numId");
    }
}

static bool
is_numbering(const struct itk_part *part)
{
    static const char suffix[] = "wordprocessingml.numbering+xml";
    const size_t size = strlen(part->type);

    return size >= sizeof(suffix) - 1 &&
           strcmp(part->type + size - (sizeof(suffix) - 1), suffix) == 0;
}

bool
itk_facts_read(const itk_package *package, struct itk_template_facts *facts,
               struct itk_error *err)
{
    struct ids bookmarks = {0}, controls = {0};
    bool ok = true;

    *facts = (struct itk_template_facts){.item_abstract = -1,
                                         .text_width = DEFAULT_WIDTH};
    for (size_t i = 0; ok && i < itk_package_count(package); i++) {
        const struct itk_part *part = itk_package_at(package, i);
        const struct itk_blob blob = {part->name, part->data, part->size,
                                      ITK_FAULT_PACKAGE};
        const bool story = itk_part_use(part) == ITK_PART_STORY;
        xmlDoc *doc;

        if (!story && !is_numbering(part))
            continue;
        doc = itk_xml_parse(&blob, err);
        ok = doc != NULL;
        if (ok && story)
            read_ids(xmlDocGetRootElement(doc), &bookmarks, &controls);
        else if (ok)
            read_numbering(xmlDocGetRootElement(doc), facts);
        if (ok && part == itk_package_main(package))
            facts->text_width = width_of(xmlDocGetRootElement(doc));
        xmlFreeDoc(doc);
    }
    facts->bookmark_max = base_of(&bookmarks);
    facts->sdt_max = base_of(&controls);
    free(bookmarks.at);
    free(controls.at);
    return ok;
}
