/*
 * A workbook: its parts, the names of its sheets, and what it must not hold.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "opc/inflate.h"
#include "table/xlsx_data.h"
#include "xml/xml.h"

#define MAX_SHEETS 255u
#define MAIN_TYPE                                                              \
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet."       \
    "main+xml"

static bool
refuse(const struct itk_xlsx *xlsx, const char *part, enum itk_msg id,
       struct itk_error *err)
{
    return itk_fail(err, xlsx->archive.fault,
                    (struct itk_loc){.file = xlsx->archive.name, .where = part},
                    id, ITK_NO_ARGS);
}

const struct itk_zip_entry *
itk_xlsx_find(const struct itk_xlsx *xlsx, const char *name)
{
    for (size_t i = 0; i < xlsx->entries_count; i++) {
        if (strcasecmp(xlsx->entries[i].name, name) == 0)
            return &xlsx->entries[i];
    }
    return NULL;
}

const void *
itk_xlsx_whole(struct itk_xlsx *xlsx, const struct itk_zip_entry *entry,
               struct itk_error *err)
{
    struct libdeflate_decompressor *inflater;
    struct itk_buf most = ITK_BUF_INIT;
    const void *data;

    if (entry->size > ITK_ZIP_MAX_ENTRY_BYTES) {
        itk_buf_addu(&most, ITK_ZIP_MAX_ENTRY_BYTES);
        (void)itk_fail(
            err, xlsx->archive.fault,
            (struct itk_loc){.file = xlsx->archive.name, .where = entry->name},
            ITK_MSG_XML_TOO_BIG, ITK_ARGS(most.data));
        itk_buf_free(&most);
        return NULL;
    }
    inflater = libdeflate_alloc_decompressor();
    if (!inflater)
        itk_no_memory();
    data = itk_zip_inflate(inflater, &xlsx->archive, entry,
                           itk_arena_alloc(&xlsx->arena, entry->size + 1), err);
    libdeflate_free_decompressor(inflater);
    return data;
}

/* The part of that name as input of the XML gate. False with `err` set. */
static bool
part_of(struct itk_xlsx *xlsx, const char *name, struct itk_blob *blob,
        struct itk_error *err)
{
    const struct itk_zip_entry *entry = itk_xlsx_find(xlsx, name);
    struct itk_buf shown = ITK_BUF_INIT;

    if (!entry)
        return refuse(xlsx, name, ITK_MSG_XLSX_PART, err);
    itk_buf_adds(&shown, xlsx->archive.name);
    itk_buf_addc(&shown, ' ');
    itk_buf_adds(&shown, name);
    *blob = (struct itk_blob){itk_arena_dup(&xlsx->arena, shown.data),
                              itk_xlsx_whole(xlsx, entry, err), entry->size,
                              xlsx->archive.fault};
    itk_buf_free(&shown);
    return blob->data != NULL;
}

/* ---- the workbook part ---- */

/* The name of the main part, and that it is a workbook without macros. */
static bool
find_main(struct itk_xlsx *xlsx, struct itk_buf *name, struct itk_error *err)
{
    const itk_types *types;
    const struct itk_rel *main;
    struct itk_blob blob;
    struct itk_rels rels;
    const char *type;

    if (!part_of(xlsx, ITK_TYPES_NAME, &blob, err) ||
        !(types = itk_types_parse(&blob, &xlsx->arena, err)) ||
        !part_of(xlsx, "_rels/.rels", &blob, err) ||
        !itk_rels_parse(&blob, &xlsx->arena, &rels, err))
        return false;
    main = itk_rels_find(rels, "officeDocument");
    if (!main || !itk_rels_resolve("", main->target, name))
        return refuse(xlsx, NULL, ITK_MSG_XLSX_NOT, err);
    type = itk_types_find(types, name->data);
    if (type && strcasestr(type, "macroEnabled"))
        return refuse(xlsx, NULL, ITK_MSG_XLSX_MACROS, err);
    for (size_t i = 0; i < xlsx->entries_count; i++) {
        if (strcasestr(xlsx->entries[i].name, "vbaProject"))
            return refuse(xlsx, NULL, ITK_MSG_XLSX_MACROS, err);
    }
    return (type && !strcasecmp(type, MAIN_TYPE)) ||
           refuse(xlsx, NULL, ITK_MSG_XLSX_NOT, err);
}

static const struct itk_rel *
rel_of_id(struct itk_rels rels, const char *id)
{
    for (size_t i = 0; id && i < rels.count; i++) {
        if (strcmp(rels.at[i].id, id) == 0)
            return &rels.at[i];
    }
    return NULL;
}

static const struct itk_zip_entry *
entry_of(const struct itk_xlsx *xlsx, const char *main,
         const struct itk_rel *rel)
{
    struct itk_buf name = ITK_BUF_INIT;
    const struct itk_zip_entry *entry = NULL;

    if (rel && !rel->external && itk_rels_resolve(main, rel->target, &name))
        entry = itk_xlsx_find(xlsx, name.data);
    itk_buf_free(&name);
    return entry;
}

static bool
is_true(const char *text)
{
    return text && (!strcmp(text, "1") || !strcmp(text, "true"));
}

static bool
add_sheets(struct itk_xlsx *xlsx, const xmlNode *sheets, const char *main,
           struct itk_rels rels, struct itk_error *err)
{
    const char **names =
        itk_arena_array(&xlsx->arena, MAX_SHEETS, sizeof(*names));

    xlsx->sheets =
        itk_arena_array(&xlsx->arena, MAX_SHEETS, sizeof(*xlsx->sheets));
    for (const xmlNode *node = itk_xml_first(sheets); node;
         node = itk_xml_next(node)) {
        const char *name = itk_xml_attr(node, "name");
        const struct itk_rel *rel = rel_of_id(rels, itk_xml_attr(node, "id"));
        const struct itk_zip_entry *entry = entry_of(xlsx, main, rel);

        /* Charts and the like are no tables. */
        if (!name || !rel || strcmp(itk_rel_kind(rel), "worksheet") != 0)
            continue;
        if (!entry)
            return refuse(xlsx, name, ITK_MSG_XLSX_PART, err);
        if (xlsx->book.count == MAX_SHEETS)
            return refuse(xlsx, name, ITK_MSG_XLSX_SHEETS, err);
        xlsx->sheets[xlsx->book.count] = entry;
        names[xlsx->book.count++] = itk_arena_dup(&xlsx->arena, name);
    }
    xlsx->book.names = names;
    return true;
}

static bool
read_workbook(struct itk_xlsx *xlsx, const char *main, struct itk_rels rels,
              struct itk_error *err)
{
    struct itk_blob blob;
    xmlDoc *doc =
        part_of(xlsx, main, &blob, err) ? itk_xml_parse(&blob, err) : NULL;
    bool ok = doc != NULL;

    for (const xmlNode *node = ok ? itk_xml_first(xmlDocGetRootElement(doc))
                                  : NULL;
         ok && node; node = itk_xml_next(node)) {
        if (itk_xml_is(node, "workbookPr"))
            xlsx->from_1904 = is_true(itk_xml_attr(node, "date1904"));
        else if (itk_xml_is(node, "sheets"))
            ok = add_sheets(xlsx, node, main, rels, err);
    }
    xmlFreeDoc(doc);
    return ok;
}

/* ---- all of it ---- */

static void
note_links(struct itk_xlsx *xlsx, struct itk_rels rels, itk_findings *found)
{
    if (itk_rels_find(rels, "externalLink"))
        itk_findings_add(found, ITK_SEV_NOTE,
                         (struct itk_loc){.file = xlsx->archive.name},
                         ITK_MSG_XLSX_LINKS, ITK_NO_ARGS);
}

static bool
read_all(struct itk_xlsx *xlsx, itk_findings *found, struct itk_error *err)
{
    const struct itk_zip_limits limits = {
        ITK_ZIP_MAX_SHEET_BYTES, ITK_ZIP_MAX_BYTES_XLSX, ITK_ZIP_MAX_RATIO};
    const struct itk_zip_entry *strings, *styles;
    struct itk_buf main = ITK_BUF_INIT, name = ITK_BUF_INIT;
    struct itk_rels rels = {0};
    struct itk_blob blob;
    bool ok = itk_zip_gate_within(&xlsx->archive, limits, &xlsx->arena,
                                  &xlsx->entries, &xlsx->entries_count, err) &&
              find_main(xlsx, &main, err);

    if (ok) {
        itk_rels_name(main.data, &name);
        ok = part_of(xlsx, name.data, &blob, err) &&
             itk_rels_parse(&blob, &xlsx->arena, &rels, err) &&
             read_workbook(xlsx, main.data, rels, err);
    }
    if (ok) {
        note_links(xlsx, rels, found);
        styles = entry_of(xlsx, main.data, itk_rels_find(rels, "styles"));
        strings =
            entry_of(xlsx, main.data, itk_rels_find(rels, "sharedStrings"));
        ok = (!styles || itk_xlsx_read_styles(xlsx, styles, err)) &&
             (!strings || itk_xlsx_read_strings(xlsx, strings, err));
    }
    itk_buf_free(&main);
    itk_buf_free(&name);
    return ok;
}

static itk_table *
open_sheet(itk_book *book, size_t index, struct itk_error *err)
{
    (void)err;
    return itk_xlsx_sheet((struct itk_xlsx *)(void *)book, index);
}

static void
free_xlsx(itk_book *book)
{
    struct itk_xlsx *xlsx = (struct itk_xlsx *)(void *)book;

    itk_arena_fini(&xlsx->arena);
    itk_buf_free(&xlsx->strings);
    free(xlsx->starts);
    free(xlsx->dates);
    free(xlsx);
}

itk_book *
itk_xlsx_open(const struct itk_blob *archive, struct itk_arena *arena,
              itk_findings *found, struct itk_error *err)
{
    struct itk_xlsx *xlsx = itk_alloc(sizeof(*xlsx));

    *xlsx = (struct itk_xlsx){
        .book = {.of_sheets = true, .open = open_sheet, .free = free_xlsx},
        .arena = *arena,
        .archive = *archive,
        .strings = ITK_BUF_INIT};
    *arena = (struct itk_arena)ITK_ARENA_INIT;
    xlsx->archive.name = itk_arena_dup(&xlsx->arena, archive->name);
    xlsx->book.file = xlsx->archive.name;
    if (read_all(xlsx, found, err))
        return &xlsx->book;
    free_xlsx(&xlsx->book);
    return NULL;
}
