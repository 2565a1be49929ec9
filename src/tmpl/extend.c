/*
 * What a template's package needs for links and pictures out of data: for each
 * part with such tags, where further relationships go, and the content types of
 * pictures.
 *
 * Source  ECMA-376 Part 2, 6.5 (relationships), 7.2.3 (content types).
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "opc/archive.h"
#include "opc/rels.h"
#include "tmpl/child.h"
#include "tmpl/extend.h"
#include "tmpl/facts.h"
#include "tmpl/scan.h"
#include "xml/write.h"

#define DECLARATION                                                            \
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define RELS_NAMESPACE                                                         \
    "http://schemas.openxmlformats.org/package/2006/relationships"
#define TYPES_NAMESPACE                                                        \
    "http://schemas.openxmlformats.org/package/2006/content-types"
#define DEFLATE_BEST 9

struct extender {
    const itk_package *package;
    struct itk_arena *arena;
    struct itk_faults *faults;
    struct itk_template_attach *attach;
    const itk_types *types;
    itk_archive *archive; /* parts in the place of the template's own */
    bool any;             /* there are some */
};

/* The start of a list and its rest: between them goes more. */
struct halves {
    struct itk_buf head, tail;
    bool bound; /* its names need no prefix and no namespace */
    size_t entries;
};

static const char *
keep(struct itk_arena *arena, struct itk_buf *buf)
{
    const char *text = itk_arena_copy(arena, buf->data, buf->size);

    itk_buf_free(buf);
    return text;
}

/* A root without an end tag gets one. */
static void
part_empty(struct itk_source src, const struct itk_token *root,
           struct halves *halves)
{
    itk_buf_add(&halves->head, src.data, root->at.end - 2);
    itk_buf_addc(&halves->head, '>');
    itk_buf_adds(&halves->tail, "</");
    itk_buf_add(&halves->tail, root->name, root->name_size);
    itk_buf_addc(&halves->tail, '>');
}

/* False when the list cannot be walked. */
static bool
part_list(const struct itk_part *part, struct halves *halves)
{
    struct itk_source src;
    struct itk_token token, root = {.kind = ITK_TOKEN_OTHER};
    size_t pos = 0, end = 0;

    *halves = (struct halves){ITK_BUF_INIT, ITK_BUF_INIT, true, 0};
    if (!itk_part_utf8(part, &src.data, &src.size))
        return false;
    while (itk_token_next(src, &pos, &token)) {
        if (token.kind == ITK_TOKEN_END)
            end = token.at.begin;
        if (token.kind != ITK_TOKEN_START && token.kind != ITK_TOKEN_EMPTY)
            continue;
        if (root.kind != ITK_TOKEN_OTHER)
            halves->entries++;
        else
            root = token;
    }
    if (root.kind == ITK_TOKEN_OTHER)
        return false;
    halves->bound = !memchr(root.name, ':', root.name_size);
    if (root.kind == ITK_TOKEN_EMPTY) {
        part_empty(src, &root, halves);
        return true;
    }
    itk_buf_add(&halves->head, src.data, end);
    itk_buf_add(&halves->tail, src.data + end, src.size - end);
    return true;
}

static void
replace(struct extender *e, const char *name, const struct itk_buf *bytes)
{
    itk_archive_add(e->archive, name, bytes->data, bytes->size);
    e->any = true;
}

/* What no id in the list begins with. */
static const char *
free_prefix(struct extender *e, const struct halves *halves)
{
    struct itk_buf prefix = ITK_BUF_INIT;

    itk_buf_adds(&prefix, "rIdData");
    while (
        memmem(halves->head.data, halves->head.size, prefix.data, prefix.size))
        itk_buf_addc(&prefix, 'x');
    return keep(e->arena, &prefix);
}

static void
add_rels(struct extender *e, const struct itk_part *part)
{
    struct itk_template_rels *rels = &e->attach->rels[e->attach->rels_count++];
    const struct itk_spot spot = {.part = part->name};
    struct itk_buf name = ITK_BUF_INIT;
    struct halves halves = {ITK_BUF_INIT, ITK_BUF_INIT, true, 0};

    itk_rels_name(part->name, &name);
    rels->name = keep(e->arena, &name);
    rels->part = part;
    rels->old = itk_package_find(e->package, rels->name);
    if (!rels->old) {
        itk_buf_adds(&halves.head, DECLARATION
                     "<Relationships xmlns=\"" RELS_NAMESPACE "\">");
        itk_buf_adds(&halves.tail, "</Relationships>");
    } else if (!part_list(rels->old, &halves)) {
        itk_faults_add(e->faults, &spot, ITK_MSG_TMPL_NO_CLOSING, rels->name,
                       NULL);
    }
    rels->prefix = free_prefix(e, &halves);
    rels->element = halves.bound ? "<Relationship"
                                 : "<Relationship xmlns=\"" RELS_NAMESPACE "\"";
    rels->most =
        halves.entries < ITK_RELS_MAX ? ITK_RELS_MAX - halves.entries : 0;
    rels->head_size = halves.head.size;
    rels->head = keep(e->arena, &halves.head);
    rels->tail_size = halves.tail.size;
    rels->tail = keep(e->arena, &halves.tail);
}

/* ---- the page ---- */

#define EMU_OF_TWIP 635l

struct page {
    long width, height, left, right, top, bottom, gutter;
};

static long
attr_number(struct itk_source src, const struct itk_token *token,
            const char *name, long other)
{
    struct itk_attr attr;

    return itk_attr_find(src, token, name, &attr)
               ? strtol(src.data + attr.value.begin, NULL, 10)
               : other;
}

/* Of the last section. */
static struct page
read_page(struct itk_source src)
{
    struct page page = {11906, 16838, 1440, 1440, 1440, 1440, 0}; /* A4 */
    struct itk_token token;
    size_t pos = 0;

    while (itk_token_next(src, &pos, &token)) {
        if (token.kind != ITK_TOKEN_START && token.kind != ITK_TOKEN_EMPTY)
            continue;
        if (itk_token_is(&token, "w:pgSz")) {
            page.width = attr_number(src, &token, "w:w", page.width);
            page.height = attr_number(src, &token, "w:h", page.height);
        } else if (itk_token_is(&token, "w:pgMar")) {
            page.left = attr_number(src, &token, "w:left", page.left);
            page.right = attr_number(src, &token, "w:right", page.right);
            page.top = attr_number(src, &token, "w:top", page.top);
            page.bottom = attr_number(src, &token, "w:bottom", page.bottom);
            page.gutter = attr_number(src, &token, "w:gutter", page.gutter);
        }
    }
    return page;
}

static long
emu_of(long twips)
{
    const long least = 567, most = 31680; /* 1 cm, 22 inches */

    return (twips < least ? least : twips > most ? most : twips) * EMU_OF_TWIP;
}

static void
measure_page(struct extender *e)
{
    struct itk_source src;
    struct page page;

    if (!itk_part_utf8(itk_package_main(e->package), &src.data, &src.size))
        src = (struct itk_source){"", 0};
    page = read_page(src);
    e->attach->text_width =
        emu_of(page.width - page.left - page.right - page.gutter);
    e->attach->text_height =
        emu_of(page.height - labs(page.top) - labs(page.bottom));
}

/* ---- content types ---- */

static void
put_type(struct itk_buf *out, const struct halves *halves, const char *element,
         const char *key, const char *value, const char *type)
{
    itk_xml_lt(out, element);
    if (!halves->bound)
        itk_xml_put_attr(out, "xmlns", TYPES_NAMESPACE);
    itk_xml_put_attr(out, key, value);
    itk_xml_put_attr(out, "ContentType", type);
    itk_xml_slash(out);
}

/* The extension that pictures of that type get: one that the package has for it
 * already, or has not got at all. */
static const char *
extension_for(struct extender *e, const struct halves *halves,
              const char *extension, const char *type, struct itk_buf *more)
{
    struct itk_buf name = ITK_BUF_INIT;
    const char *given, *kept;

    itk_buf_adds(&name, "x.");
    itk_buf_adds(&name, extension);
    while ((given = itk_types_find(e->types, name.data)) &&
           strcasecmp(given, type) != 0)
        itk_buf_addc(&name, '1');
    if (!given)
        put_type(more, halves, "Default", "Extension", name.data + 2, type);
    kept = itk_arena_copy(e->arena, name.data + 2, name.size - 2);
    itk_buf_free(&name);
    return kept;
}

/* Names of pictures begin with what no part's name begins with. */
static void
name_media(struct extender *e)
{
    struct itk_buf prefix = ITK_BUF_INIT;
    bool taken = true;

    itk_buf_adds(&prefix, "word/media/data");
    while (taken) {
        taken = false;
        for (size_t i = 0; i < itk_package_count(e->package) && !taken; i++)
            taken = !strncasecmp(itk_package_at(e->package, i)->name,
                                 prefix.data, prefix.size);
        if (taken)
            itk_buf_addc(&prefix, 'x');
    }
    e->attach->media = keep(e->arena, &prefix);
}

static void
put_rels_type(struct extender *e, const struct halves *halves,
              struct itk_buf *more)
{
    for (size_t i = 0; i < e->attach->rels_count; i++) {
        const struct itk_template_rels *rels = &e->attach->rels[i];
        const char *given = itk_types_find(e->types, rels->name);
        struct itk_buf name = ITK_BUF_INIT;

        itk_buf_addc(&name, '/');
        itk_buf_adds(&name, rels->name);
        if (!given || strcasecmp(given, ITK_RELS_TYPE) != 0)
            put_type(more, halves, "Override", "PartName", name.data,
                     ITK_RELS_TYPE);
        itk_buf_free(&name);
    }
}

static void
extend_types(struct extender *e, bool pictures)
{
    const struct itk_part *part = itk_package_find(e->package, ITK_TYPES_NAME);
    const struct itk_spot spot = {.part = ITK_TYPES_NAME};
    struct itk_buf more = ITK_BUF_INIT;
    struct halves halves;

    if (!part_list(part, &halves))
        itk_faults_add(e->faults, &spot, ITK_MSG_TMPL_NO_CLOSING,
                       ITK_TYPES_NAME, NULL);
    put_rels_type(e, &halves, &more);
    if (pictures) {
        e->attach->png = extension_for(e, &halves, "png", "image/png", &more);
        e->attach->jpeg =
            extension_for(e, &halves, "jpeg", "image/jpeg", &more);
        name_media(e);
        measure_page(e);
    }
    if (more.size > 0) {
        itk_buf_add(&halves.head, more.data, more.size);
        itk_buf_add(&halves.head, halves.tail.data, halves.tail.size);
        replace(e, ITK_TYPES_NAME, &halves.head);
    }
    itk_buf_free(&halves.head);
    itk_buf_free(&halves.tail);
    itk_buf_free(&more);
}

/* ---- settings ---- */

#define SETTINGS_TYPE                                                          \
    "application/vnd.openxmlformats-officedocument.wordprocessingml."          \
    "settings+xml"
#define UPDATE "<w:updateFields w:val=\"true\"/>"

/* What stands behind w:updateFields. */
static bool
is_behind(const struct itk_token *token)
{
    static const char *const names[] = {
        "w:hdrShapeDefaults",
        "w:footnotePr",
        "w:endnotePr",
        "w:compat",
        "w:docVars",
        "w:rsids",
        "m:mathPr",
        "w:attachedSchema",
        "w:themeFontLang",
        "w:clrSchemeMapping",
        "w:doNotIncludeSubdocsInStats",
        "w:doNotAutoCompressPictures",
        "w:forceUpgrade",
        "w:captions",
        "w:readModeInkLockDown",
        "w:smartTagType",
        "sl:schemaLibrary",
        "w:shapeDefaults",
        "w:doNotEmbedSmartTags",
        "w:decimalSymbol",
        "w:listSeparator",
    };

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        if (itk_token_is(token, names[i]))
            return true;
    }
    return !memchr(token->name, ':', token->name_size) ||
           memcmp(token->name, "w14:", 4) == 0 ||
           memcmp(token->name, "w15:", 4) == 0;
}

/* Where the mark goes, and what of an old one goes. */
static bool
find_update(struct itk_source src, struct itk_range *at)
{
    struct itk_token root = {.kind = ITK_TOKEN_OTHER};
    struct itk_child child;
    size_t pos = 0;

    do {
        if (!itk_token_next(src, &pos, &root))
            return false;
    } while (root.kind != ITK_TOKEN_START && root.kind != ITK_TOKEN_EMPTY);
    if (root.kind == ITK_TOKEN_EMPTY || !itk_token_is(&root, "w:settings"))
        return false;
    at->begin = at->end = 0;
    while (itk_child_next(src, &pos, &child)) {
        if (itk_token_is(&child.token, "w:updateFields")) {
            *at = child.at;
            return true;
        }
        if (at->end == 0 && is_behind(&child.token))
            at->begin = at->end = child.at.begin;
    }
    while (at->end == 0 && src.data[--pos] != '<')
        continue;
    if (at->end == 0)
        at->begin = at->end = pos;
    return true;
}

/* Word updates references, tables of contents and the like as it opens the
 * document. */
static void
flag_fields(struct extender *e)
{
    const struct itk_part *part = NULL;
    const struct itk_spot spot = {.part = ITK_TYPES_NAME};
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_source src;
    struct itk_range at;

    for (size_t i = 0; i < itk_package_count(e->package) && !part; i++) {
        part = itk_package_at(e->package, i);
        if (strcmp(part->type, SETTINGS_TYPE) != 0)
            part = NULL;
    }
    if (!part || !itk_part_utf8(part, &src.data, &src.size) ||
        !itk_scan_binds_w(src) || !find_update(src, &at)) {
        itk_faults_add(e->faults, &spot, ITK_MSG_TMPL_NO_SETTINGS, NULL, NULL);
        return;
    }
    itk_buf_add(&out, src.data, at.begin);
    itk_buf_adds(&out, UPDATE);
    itk_buf_add(&out, src.data + at.end, src.size - at.end);
    replace(e, part->name, &out);
    itk_buf_free(&out);
}

/* ---- all ---- */

static bool
has_op(const struct itk_program *program, enum itk_op_kind kind)
{
    for (size_t i = 0; program && i < program->count; i++) {
        if (program->ops[i].kind == kind)
            return true;
    }
    return false;
}

static void
extend_lists(struct extender *e, bool pictures)
{
    const struct itk_part *list = itk_package_find(e->package, ITK_TYPES_NAME);
    const struct itk_blob blob = {ITK_TYPES_NAME, list->data, list->size,
                                  ITK_FAULT_PACKAGE};
    struct itk_error err = ITK_ERROR_INIT;

    e->types = itk_types_parse(&blob, e->arena, &err);
    if (e->types)
        extend_types(e, pictures);
    itk_error_fini(&err);
}

/* Keeps the parts, deflated. */
static void
finish(struct extender *e, struct itk_buf *packed)
{
    const struct itk_spot spot = {.part = ITK_TYPES_NAME};
    struct itk_blob blob = {ITK_TYPES_NAME, NULL, 0, ITK_FAULT_PROGRAM};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_zip_entry *entries = NULL;
    size_t count = 0;
    const bool ok = itk_archive_end(e->archive);

    blob.data = packed->data;
    blob.size = packed->size;
    if (e->any &&
        (!ok || !itk_zip_gate(&blob, e->arena, &entries, &count, &err)))
        itk_faults_add(e->faults, &spot, ITK_MSG_TMPL_NO_CLOSING, "", NULL);
    e->attach->lists = entries;
    e->attach->lists_count = count;
    itk_archive_free(e->archive);
    itk_error_fini(&err);
}

void
itk_extend_build(const itk_package *package, const struct itk_extend *what,
                 struct itk_arena *arena, struct itk_buf *packed,
                 struct itk_faults *faults, struct itk_template_attach *attach)
{
    struct extender e = {package, arena, faults, attach, NULL, NULL, false};
    bool pictures = false;

    for (size_t i = 0; i < what->count; i++) {
        struct itk_template_part *part = &what->parts[i];
        const bool shows = has_op(part->program, ITK_OP_IMAGE);

        pictures = pictures || shows;
        if (!shows && !has_op(part->program, ITK_OP_LINK))
            continue;
        if (!attach->rels)
            attach->rels =
                itk_arena_array(arena, what->count, sizeof(*attach->rels));
        add_rels(&e, part->part);
        part->rels = &attach->rels[attach->rels_count - 1];
    }
    if (attach->rels_count == 0 && !what->update_fields)
        return;
    e.archive = itk_archive_new(DEFLATE_BEST);
    itk_archive_begin(e.archive, packed);
    if (attach->rels_count > 0)
        extend_lists(&e, pictures);
    if (what->update_fields)
        flag_fields(&e);
    finish(&e, packed);
}
