/*
 * The record of a document that came back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "opc/inflate.h"
#include "trace/record.h"
#include "trace/returning.h"

#define FOLDER    "customXml/"
#define MAX_BYTES ((size_t)1 << 20) /* of a part that may be it */

static const xmlNode *
root_of(const xmlDoc *doc)
{
    const xmlNode *node = doc->children;

    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

bool
itk_returned_is_record(const xmlDoc *doc)
{
    const xmlNode *root = root_of(doc);

    return itk_xml_is(root, "provenance") && root->ns && root->ns->href &&
           !strcmp((const char *)root->ns->href, ITK_RECORD_NAMESPACE);
}

static const char *
attr(struct itk_arena *arena, const xmlNode *node, const char *name)
{
    const char *value = itk_xml_attr(node, name);

    return itk_arena_dup(arena, value ? value : "");
}

static const char *
content(struct itk_arena *arena, const xmlNode *node)
{
    struct itk_buf text = ITK_BUF_INIT;
    const char *kept;

    itk_xml_text(&text, node);
    kept = itk_arena_copy(arena, text.data, text.size);
    itk_buf_free(&text);
    return kept;
}

static void
read_field(struct itk_returned_record *record, const xmlNode *node,
           struct itk_arena *arena)
{
    const struct {
        const char *name, **field;
    } fields[] = {
        {"case", &record->case_id},
        {"guideline", &record->guideline},
        {"revision", &record->revision},
        {"document", &record->document},
    };

    for (size_t i = 0; i < ITK_COUNT(fields); i++) {
        if (itk_xml_is(node, fields[i].name))
            *fields[i].field = content(arena, node);
    }
    if (itk_xml_is(node, "template")) {
        record->template_name = attr(arena, node, "name");
        record->template_date = attr(arena, node, "date");
        record->template_sha256 = attr(arena, node, "sha256");
    }
    if (itk_xml_is(node, "plan"))
        record->plan_sha256 = attr(arena, node, "sha256");
}

const struct itk_returned_record *
itk_returned_record_of(const xmlDoc *doc, struct itk_arena *arena)
{
    const xmlNode *root = root_of(doc);
    struct itk_returned_record *record =
        itk_arena_alloc(arena, sizeof(*record));
    struct itk_returned_clause *clauses;
    size_t count = 0;

    *record =
        (struct itk_returned_record){"", "", "", "", "", "", "", "", NULL, 0};
    for (const xmlNode *n = itk_xml_first(root); n; n = itk_xml_next(n))
        count += itk_xml_is(n, "clause");
    clauses = itk_arena_array(arena, count + 1, sizeof(*clauses));
    for (const xmlNode *n = itk_xml_first(root); n; n = itk_xml_next(n)) {
        read_field(record, n, arena);
        if (itk_xml_is(n, "clause") &&
            record->clauses_count < ITK_RETURNED_MAX_CLAUSES)
            clauses[record->clauses_count++] = (struct itk_returned_clause){
                attr(arena, n, "id"), attr(arena, n, "version"),
                attr(arena, n, "bookmark")};
    }
    record->clauses = clauses;
    return record;
}

/* ---- without the rest of the document ---- */

static xmlDoc *
parse(struct libdeflate_decompressor *inflater, const struct itk_blob *docx,
      const struct itk_zip_entry *entry)
{
    struct itk_error err = ITK_ERROR_INIT;
    char *room = itk_alloc(entry->size + 1);
    const void *data = itk_zip_inflate(inflater, docx, entry, room, &err);
    xmlDoc *doc = NULL;

    if (data && memmem(data, entry->size, ITK_RECORD_NAMESPACE,
                       sizeof(ITK_RECORD_NAMESPACE) - 1)) {
        const struct itk_blob blob = {entry->name, data, entry->size,
                                      docx->fault};

        doc = itk_xml_parse(&blob, &err);
    }
    itk_error_fini(&err);
    free(room);
    return doc;
}

const struct itk_returned_record *
itk_returned_record(const struct itk_blob *docx,
                    const struct itk_zip_entry *entries, size_t count,
                    struct itk_arena *arena)
{
    struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    const struct itk_returned_record *record = NULL;

    if (!inflater)
        itk_no_memory();
    for (size_t i = 0; !record && i < count; i++) {
        xmlDoc *doc;

        if (strncmp(entries[i].name, FOLDER, strlen(FOLDER)) != 0 ||
            !entries[i].size || entries[i].size > MAX_BYTES)
            continue;
        doc = parse(inflater, docx, &entries[i]);
        if (doc && itk_returned_is_record(doc))
            record = itk_returned_record_of(doc, arena);
        xmlFreeDoc(doc);
    }
    libdeflate_free_decompressor(inflater);
    return record;
}
