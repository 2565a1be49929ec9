/*
 * Where a document's provenance goes in the package, and the content types and
 * relationships that name it; where its numbering instances go.
 *
 * Source  ECMA-376 Part 2, 9.3 (relationships), 10.1.2 (content types);
 *         Part 1, 17.9.17 (numbering: w:num before w:numIdMacAtCleanup).
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>
#include <strings.h>

#include "opc/archive.h"
#include "opc/rels.h"
#include "tmpl/facts.h"
#include "tmpl/markup.h"
#include "tmpl/numbering.h"
#include "tmpl/scan.h"
#include "xml/write.h"

#define ROOT_RELS    "_rels/.rels"
#define PROVENANCE   "urn:itaku:provenance:"
#define RECORD_NAME  "\"itaku.record\""
#define DEFLATE_BEST 9

#define OFFICE_TYPE "application/vnd.openxmlformats-officedocument."
#define OFFICE_REL                                                             \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELS_NAMESPACE                                                         \
    "http://schemas.openxmlformats.org/package/2006/relationships"
#define TYPES_NAMESPACE                                                        \
    "http://schemas.openxmlformats.org/package/2006/content-types"

struct builder {
    const itk_package *package;
    struct itk_arena *arena;
    struct itk_faults *faults;
    itk_archive *archive;
    struct itk_template_attach *attach;
};

static const char *
joined(struct itk_arena *arena, const char *a, const char *b, const char *c)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    itk_buf_adds(&out, a);
    itk_buf_adds(&out, b);
    itk_buf_adds(&out, c);
    text = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return text;
}

static bool
type_ends(const struct itk_part *part, const char *suffix)
{
    const size_t size = strlen(part->type), end = strlen(suffix);

    return size >= end && strcmp(part->type + size - end, suffix) == 0;
}

static const struct itk_part *
part_of_type(const itk_package *package, const char *suffix)
{
    for (size_t i = 0; i < itk_package_count(package); i++) {
        const struct itk_part *part = itk_package_at(package, i);

        if (type_ends(part, suffix))
            return part;
    }
    return NULL;
}

/* The names of the first item that is free. */
static void
name_item(struct builder *b)
{
    for (unsigned n = 1;; n++) {
        struct itk_buf number = ITK_BUF_INIT;
        const char *item, *props, *rels;
        bool is_free;

        itk_buf_addu(&number, n);
        item = joined(b->arena, "customXml/item", number.data, ".xml");
        props = joined(b->arena, "customXml/itemProps", number.data, ".xml");
        rels =
            joined(b->arena, "customXml/_rels/item", number.data, ".xml.rels");
        itk_buf_free(&number);
        is_free = !itk_package_find(b->package, item) &&
                  !itk_package_find(b->package, props) &&
                  !itk_package_find(b->package, rels);
        if (is_free) {
            b->attach->item = item;
            b->attach->item_props = props;
            return;
        }
    }
}

static const char *
rels_name(struct itk_arena *arena, const char *part)
{
    struct itk_buf name = ITK_BUF_INIT;
    const char *kept;

    itk_rels_name(part, &name);
    kept = itk_arena_copy(arena, name.data, name.size);
    itk_buf_free(&name);
    return kept;
}

/* The list with `more` before its end tag; false when it has none. */
static bool
extend(const struct itk_part *part, const struct itk_buf *more,
       struct itk_buf *out)
{
    struct itk_source src = {0};
    struct itk_token token;
    size_t pos = 0, end = 0;

    if (!itk_part_utf8(part, &src.data, &src.size))
        return false;
    while (itk_token_next(src, &pos, &token)) {
        if (token.kind == ITK_TOKEN_END)
            end = token.at.begin;
    }
    itk_buf_add(out, src.data, end);
    itk_buf_add(out, more->data, more->size);
    itk_buf_add(out, src.data + end, src.size - end);
    return end > 0;
}

static void
add_list(struct builder *b, const char *name, const struct itk_buf *more)
{
    const struct itk_part *part = itk_package_find(b->package, name);
    const struct itk_spot spot = {.part = name};
    struct itk_buf out = ITK_BUF_INIT;

    if (!part) {
        itk_buf_adds(
            &out, "<?xml version=\"1.0\" encoding=\"UTF-8\" "
                  "standalone=\"yes\"?>\n<Relationships xmlns=\"" RELS_NAMESPACE
                  "\">");
        itk_buf_add(&out, more->data, more->size);
        itk_buf_adds(&out, "</Relationships>");
    } else if (!extend(part, more, &out)) {
        itk_faults_add(b->faults, &spot, ITK_MSG_TMPL_NO_CLOSING, name, NULL);
    }
    itk_archive_add(b->archive, name, out.data, out.size);
    itk_buf_free(&out);
}

static bool
holds(const struct itk_part *part, const char *text)
{
    return part && memmem(part->data, part->size, text, strlen(text));
}

/* An id that no relationship of the part has. */
static const char *
free_id(struct builder *b, const char *rels)
{
    const struct itk_part *part = itk_package_find(b->package, rels);

    for (unsigned n = 1;; n++) {
        struct itk_buf number = ITK_BUF_INIT;
        const char *id;

        itk_buf_addu(&number, n);
        id = joined(b->arena, "rIdItaku", number.data, "");
        itk_buf_free(&number);
        if (!holds(part, id))
            return id;
    }
}

/* Needed where the template's own root has a prefix. */
static void
put_namespace(const struct builder *b, struct itk_buf *out, const char *name,
              const char *root, const char *uri)
{
    const struct itk_part *part = itk_package_find(b->package, name);

    if (part && !holds(part, root))
        itk_xml_put_attr(out, "xmlns", uri);
}

static void
add_relationship(struct builder *b, const char *rels, const char *type,
                 const char *target)
{
    struct itk_buf more = ITK_BUF_INIT;

    itk_xml_lt(&more, "Relationship");
    put_namespace(b, &more, rels, "<Relationships", RELS_NAMESPACE);
    itk_xml_put_attr(&more, "Id", free_id(b, rels));
    itk_xml_put_attr(&more, "Type", type);
    itk_xml_put_attr(&more, "Target", target);
    itk_xml_slash(&more);
    add_list(b, rels, &more);
    itk_buf_free(&more);
}

/* An Override, unless the part has that type already by its extension. */
static void
put_type(struct builder *b, const itk_types *types, struct itk_buf *out,
         const char *part, const char *type)
{
    const char *given = types ? itk_types_find(types, part) : NULL;

    if (given && strcasecmp(given, type) == 0)
        return;
    itk_xml_lt(out, "Override");
    put_namespace(b, out, ITK_TYPES_NAME, "<Types", TYPES_NAMESPACE);
    itk_xml_put_attr(out, "PartName", joined(b->arena, "/", part, ""));
    itk_xml_put_attr(out, "ContentType", type);
    itk_xml_slash(out);
}

static void
add_types(struct builder *b)
{
    const struct itk_template_attach *attach = b->attach;
    const struct itk_part *list = itk_package_find(b->package, ITK_TYPES_NAME);
    const struct itk_blob blob = {ITK_TYPES_NAME, list->data, list->size,
                                  ITK_FAULT_PACKAGE};
    const char *main_name = itk_package_main(b->package)->name;
    struct itk_error err = ITK_ERROR_INIT;
    const itk_types *types = itk_types_parse(&blob, b->arena, &err);
    struct itk_buf more = ITK_BUF_INIT;

    put_type(b, types, &more, attach->item, "application/xml");
    put_type(b, types, &more, attach->item_props,
             OFFICE_TYPE "customXmlProperties+xml");
    put_type(b, types, &more, rels_name(b->arena, attach->item), ITK_RELS_TYPE);
    put_type(b, types, &more, rels_name(b->arena, main_name), ITK_RELS_TYPE);
    put_type(b, types, &more, attach->properties,
             OFFICE_TYPE "custom-properties+xml");
    add_list(b, ITK_TYPES_NAME, &more);
    itk_buf_free(&more);
    itk_error_fini(&err);
}

static void
add_lists(struct builder *b)
{
    const char *main_name = itk_package_main(b->package)->name;
    const struct itk_template_attach *attach = b->attach;

    add_types(b);
    if (!attach->old_properties)
        add_relationship(b, ROOT_RELS, OFFICE_REL "custom-properties",
                         joined(b->arena, "/", attach->properties, ""));
    add_relationship(b, rels_name(b->arena, main_name), OFFICE_REL "customXml",
                     joined(b->arena, "/", attach->item, ""));
    add_relationship(b, rels_name(b->arena, attach->item),
                     OFFICE_REL "customXmlProps",
                     strrchr(attach->item_props, '/') + 1);
}

/* Deflates the lists into one archive and keeps its entries. */
static void
pack_lists(struct builder *b, struct itk_buf *packed)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_zip_entry *entries = NULL;
    const struct itk_spot spot = {.part = ITK_TYPES_NAME};
    struct itk_blob blob = {ITK_TYPES_NAME, NULL, 0, ITK_FAULT_PROGRAM};
    size_t count = 0;
    bool ok;

    itk_archive_begin(b->archive, packed);
    add_lists(b);
    ok = itk_archive_end(b->archive);
    blob.data = packed->data;
    blob.size = packed->size;
    if (!ok || !itk_zip_gate(&blob, b->arena, &entries, &count, &err))
        itk_faults_add(b->faults, &spot, ITK_MSG_TMPL_NO_CLOSING, "", NULL);
    b->attach->lists = entries;
    b->attach->lists_count = count;
    itk_error_fini(&err);
}

/* Behind the last w:num; else before what must follow them. */
static size_t
nums_offset(struct itk_source src)
{
    struct itk_token token;
    size_t pos = 0, depth = 0, last = 0, before = 0;

    while (itk_token_next(src, &pos, &token)) {
        const bool starts = token.kind == ITK_TOKEN_START;

        if (depth == 1 && itk_token_is(&token, "w:numIdMacAtCleanup"))
            before = token.at.begin;
        if (depth == 1 && token.kind == ITK_TOKEN_END && before == 0)
            before = token.at.begin;
        if (token.kind == ITK_TOKEN_END)
            depth--;
        if (depth == 1 && itk_token_is(&token, "w:num") && !starts)
            last = token.at.end;
        depth += starts;
    }
    return last ? last : before;
}

void
itk_attach_numbering(const itk_package *package,
                     struct itk_template_attach *attach)
{
    const struct itk_part *part =
        part_of_type(package, "wordprocessingml.numbering+xml");
    struct itk_source src;

    if (!part || !itk_part_utf8(part, &src.data, &src.size) ||
        !itk_scan_binds_w(src))
        return;
    attach->nums_at = nums_offset(src);
    if (attach->nums_at == 0)
        return;
    attach->nums_at += part->size - src.size; /* byte order mark */
    attach->num_max = itk_numbering_max(src);
    attach->numbering = part;
}

static void
check_fresh(struct builder *b)
{
    bool output = holds(b->attach->old_properties, RECORD_NAME);

    for (size_t i = 0; i < itk_package_count(b->package); i++) {
        const struct itk_part *part = itk_package_at(b->package, i);

        if (strncmp(part->name, "customXml/", strlen("customXml/")) == 0)
            output = output || holds(part, PROVENANCE);
    }
    if (output)
        itk_faults_add(
            b->faults,
            &(struct itk_spot){.part = itk_package_main(b->package)->name},
            ITK_MSG_TMPL_IS_OUTPUT, NULL, NULL);
}

void
itk_attach_build(const itk_package *package, struct itk_arena *arena,
                 struct itk_buf *packed, struct itk_faults *faults,
                 struct itk_template_attach *attach)
{
    struct builder b = {package, arena, faults, itk_archive_new(DEFLATE_BEST),
                        attach};

    attach->properties = "docProps/custom.xml";
    attach->old_properties = part_of_type(package, "custom-properties+xml");
    if (attach->old_properties)
        attach->properties = attach->old_properties->name;
    name_item(&b);
    check_fresh(&b);
    pack_lists(&b, packed);
    itk_archive_free(b.archive);
}
