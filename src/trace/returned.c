/*
 * A document that came back: its parts, and its record.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "opc/package.h"
#include "opc/rels.h"
#include "trace/record.h"
#include "trace/returning.h"

struct parts {
    itk_package *package;
    xmlDoc *document, *styles, *numbering, *record;
    enum itk_fault fault;
};

/* ---- parts ---- */

static xmlDoc *
parse_part(const struct parts *parts, const struct itk_part *part,
           struct itk_error *err)
{
    const struct itk_blob blob = {part->name, part->data, part->size,
                                  parts->fault};

    return itk_xml_parse(&blob, err);
}

/* The part that the main part has a relationship of that kind to; NULL when
 * there is none. */
static const struct itk_part *
related(const struct parts *parts, const char *kind, struct itk_arena *arena)
{
    const char *main = itk_package_main(parts->package)->name;
    struct itk_buf name = ITK_BUF_INIT;
    const struct itk_part *list, *found = NULL;
    struct itk_error err = ITK_ERROR_INIT; /* the package was judged: none */
    struct itk_rels rels = {NULL, 0};
    const struct itk_rel *rel = NULL;

    itk_rels_name(main, &name);
    list = itk_package_find(parts->package, name.data);
    if (list && itk_rels_parse(&(struct itk_blob){list->name, list->data,
                                                  list->size, parts->fault},
                               arena, &rels, &err))
        rel = itk_rels_find(rels, kind);
    itk_buf_clear(&name);
    if (rel && !rel->external && itk_rels_resolve(main, rel->target, &name))
        found = itk_package_find(parts->package, name.data);
    itk_buf_free(&name);
    itk_error_fini(&err);
    return found;
}

/* ---- the record ---- */

/* By its namespace, not by its name: programs rename the part. What is no
 * sound XML is no record. */
static void
find_record(struct parts *parts)
{
    for (size_t i = 0; i < itk_package_count(parts->package); i++) {
        const struct itk_part *part = itk_package_at(parts->package, i);
        struct itk_error err = ITK_ERROR_INIT;

        if (!itk_type_is_xml(part->type) || part->size == 0 ||
            !memmem(part->data, part->size, ITK_RECORD_NAMESPACE,
                    sizeof(ITK_RECORD_NAMESPACE) - 1))
            continue;
        parts->record = parse_part(parts, part, &err);
        itk_error_fini(&err);
        if (parts->record && itk_returned_is_record(parts->record))
            return;
        xmlFreeDoc(parts->record);
        parts->record = NULL;
    }
}

/* ---- the whole ---- */

static bool
parse_parts(struct parts *parts, struct itk_arena *arena, struct itk_error *err)
{
    const struct itk_part *styles = related(parts, "styles", arena);
    const struct itk_part *numbering = related(parts, "numbering", arena);

    parts->document = parse_part(parts, itk_package_main(parts->package), err);
    if (!parts->document)
        return false;
    if (styles && !(parts->styles = parse_part(parts, styles, err)))
        return false;
    if (numbering && !(parts->numbering = parse_part(parts, numbering, err)))
        return false;
    find_record(parts);
    return true;
}

static void
free_parts(struct parts *parts)
{
    xmlFreeDoc(parts->document);
    xmlFreeDoc(parts->styles);
    xmlFreeDoc(parts->numbering);
    xmlFreeDoc(parts->record);
    itk_package_free(parts->package);
}

struct itk_returned *
itk_returned_read(const struct itk_blob *docx, struct itk_error *err)
{
    struct parts parts = {.fault = docx->fault};
    struct itk_returned *returned;
    bool ok;

    parts.package = itk_package_look(docx, err);
    if (!parts.package)
        return NULL;
    returned = itk_alloc(sizeof(*returned));
    *returned = (struct itk_returned){.arena = ITK_ARENA_INIT};
    returned->name = itk_arena_dup(&returned->arena, docx->name);
    returned->is_signed = itk_package_is_signed(parts.package);
    if (itk_package_attached(parts.package))
        returned->attached = itk_arena_dup(&returned->arena,
                                           itk_package_attached(parts.package));
    ok = parse_parts(&parts, &returned->arena, err) &&
         itk_returned_body(
             returned, parts.document,
             itk_numbers_new(parts.styles, parts.numbering, &returned->arena),
             err);
    if (ok && parts.record)
        returned->record =
            itk_returned_record_of(parts.record, &returned->arena);
    free_parts(&parts);
    if (ok)
        return returned;
    itk_returned_free(returned);
    return NULL;
}

void
itk_returned_free(struct itk_returned *returned)
{
    if (!returned)
        return;
    itk_arena_fini(&returned->arena);
    free(returned);
}
