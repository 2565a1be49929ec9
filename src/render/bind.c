/*
 * Documents bound into one: the package around them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/bind_data.h"
#include "xml/write.h"
#include "xml/xml.h"

#define LEVEL  6
#define HEADER "header"
#define FOOTER "footer"
#define REL_TYPE                                                               \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PART_TYPE                                                              \
    "application/vnd.openxmlformats-officedocument.wordprocessingml."

static const struct itk_template_part *
template_part(const itk_template *tmpl, const char *name)
{
    for (size_t i = 0; i < itk_template_count(tmpl); i++) {
        const struct itk_template_part *part = itk_template_at(tmpl, i);

        if (!strcmp(part->part->name, name))
            return part;
    }
    return NULL;
}

/* ---- headers and footers ---- */

/* A part that was made: `out` gets the reference to it. */
static bool
add_part(struct itk_bind_pass *pass, const char *kind, size_t number,
         const char *type, const struct itk_buf *bytes, struct itk_buf *out)
{
    struct itk_binder *binder = pass->binder;
    char name[64], path[sizeof("word/") + sizeof(name)], id[64];

    if (binder->made_count == ITK_BIND_MAX_PARTS)
        return itk_fail(
            pass->err, ITK_FAULT_CALLER,
            (struct itk_loc){.file = itk_template_name(pass->piece->tmpl)},
            ITK_MSG_BIND_MANY, ITK_NO_ARGS);
    snprintf(name, sizeof(name), "%s%zu.xml", kind, number);
    snprintf(id, sizeof(id), "rId%c%zu", *kind, number);
    if (binder->made_count == binder->made_room) {
        binder->made_room = binder->made_room ? 2 * binder->made_room : 64;
        binder->made =
            itk_grow(binder->made, binder->made_room, sizeof(*binder->made));
    }
    itk_xml_lt(&binder->rels, "Relationship");
    itk_xml_put_attr(&binder->rels, "Id", id);
    itk_buf_adds(&binder->rels, " Type=\"" REL_TYPE);
    itk_buf_adds(&binder->rels, kind);
    itk_buf_adds(&binder->rels, "\"");
    itk_xml_put_attr(&binder->rels, "Target", name);
    itk_xml_slash(&binder->rels);
    itk_buf_adds(&binder->types, "<Override PartName=\"/word/");
    itk_buf_adds(&binder->types, name);
    itk_buf_adds(&binder->types, "\" ContentType=\"" PART_TYPE);
    itk_buf_adds(&binder->types, kind);
    itk_buf_adds(&binder->types, "+xml\"/>");
    snprintf(path, sizeof(path), "word/%s", name);
    binder->made[binder->made_count++] = (struct itk_bind_part){
        itk_arena_dup(&binder->arena, path), binder->parts.size, bytes->size};
    itk_buf_add(&binder->parts, bytes->data, bytes->size);
    itk_buf_adds(out, "<w:");
    itk_buf_adds(out, kind);
    itk_buf_adds(out, "Reference");
    itk_xml_put_attr(out, "w:type", type);
    itk_xml_put_attr(out, "r:id", id);
    itk_xml_slash(out);
    return true;
}

/* What a header may name. */
static struct itk_data
label_of(const void *self, const struct itk_data *in, const char *name,
         size_t size)
{
    const struct itk_piece *piece = self;
    const char *text = NULL;

    (void)in;
    if (size == strlen("label") && !memcmp(name, "label", size))
        text = piece->label;
    if (size == strlen("title") && !memcmp(name, "title", size))
        text = piece->title;
    return text ? (struct itk_data){.kind = ITK_DATA_TEXT,
                                    .text = text,
                                    .size = strlen(text)}
                : (struct itk_data){.kind = ITK_DATA_ABSENT};
}

static struct itk_data
no_item(const void *self, const struct itk_data *of, size_t index)
{
    (void)self;
    (void)of;
    (void)index;
    return (struct itk_data){.kind = ITK_DATA_ABSENT};
}

static bool
run_part(struct itk_bind_pass *pass, const itk_template *tmpl,
         const struct itk_template_part *part, const struct itk_plan *plan,
         const struct itk_lookup *lookup, struct itk_buf *out)
{
    if (!part->program) {
        itk_buf_add(out, part->part->data, part->part->size);
        return true;
    }
    return itk_render_part(pass->binder->renderer, tmpl, part, plan, lookup,
                           out, pass->err);
}

/* The template's part of a header or footer, run and with the piece's own
 * pages. */
static bool
make_edge(struct itk_bind_pass *pass, const char *kind, size_t number,
          const char *type, const itk_template *tmpl, const char *name,
          const struct itk_lookup *lookup, struct itk_buf *out)
{
    const struct itk_template_part *part = template_part(tmpl, name);
    const struct itk_plan *plan =
        *kind == 'f' ? pass->piece->plan : NULL; /* a header has its own data */
    struct itk_buf run = ITK_BUF_INIT, bytes = ITK_BUF_INIT;
    bool ok;

    if (!part)
        return itk_bind_refuse(tmpl, name, pass->err);
    ok = run_part(pass, tmpl, part, plan, lookup, &run);
    if (ok) {
        itk_bind_fields(pass, &run, &bytes);
        ok = add_part(pass, kind, number, type, &bytes, out);
    }
    itk_buf_free(&run);
    itk_buf_free(&bytes);
    return ok;
}

bool
itk_bind_header(struct itk_bind_pass *pass, struct itk_buf *out)
{
    const struct itk_lookup lookup = {.self = pass->piece,
                                      .root = {.kind = ITK_DATA_GROUP},
                                      .member = label_of,
                                      .item = no_item};

    if (!pass->piece->label)
        return true;
    return make_edge(pass, HEADER, ++pass->binder->headers, "default",
                     pass->binder->base, "word/header1.xml", &lookup, out);
}

bool
itk_bind_footer(struct itk_bind_pass *pass, const char *type, const char *rel,
                struct itk_buf *out)
{
    const itk_template *tmpl = pass->piece->tmpl;
    struct itk_buf name = ITK_BUF_INIT;
    bool ok = false;

    for (size_t i = 0; i < pass->footers.count; i++) {
        if (!strcmp(pass->footers.at[i].id, rel))
            ok = itk_rels_resolve(ITK_BIND_DOCUMENT, pass->footers.at[i].target,
                                  &name);
    }
    if (ok)
        ok = make_edge(pass, FOOTER, ++pass->binder->footers, type, tmpl,
                       name.data, pass->piece->lookup, out);
    else
        itk_bind_refuse(tmpl, rel, pass->err);
    itk_buf_free(&name);
    return ok;
}

/* ---- the pieces ---- */

itk_binder *
itk_binder_new(itk_renderer *renderer, const itk_template *base,
               struct itk_error *err)
{
    struct itk_binder *binder = itk_alloc(sizeof(*binder));

    *binder = (struct itk_binder){.renderer = renderer,
                                  .archive = itk_archive_new(LEVEL),
                                  .base = base,
                                  .body = ITK_BUF_INIT,
                                  .nums = ITK_BUF_INIT,
                                  .rels = ITK_BUF_INIT,
                                  .types = ITK_BUF_INIT,
                                  .parts = ITK_BUF_INIT,
                                  .run = ITK_BUF_INIT};
    if (itk_bind_check_base(base, err) &&
        itk_bind_lists_read(base, &binder->arena, &binder->lists, err)) {
        binder->num = (long)itk_template_attach(base)->num_max;
        return binder;
    }
    itk_binder_free(binder);
    return NULL;
}

void
itk_binder_free(itk_binder *binder)
{
    if (!binder)
        return;
    itk_archive_free(binder->archive);
    itk_bind_lists_fini(&binder->lists);
    itk_arena_fini(&binder->arena);
    itk_buf_free(&binder->body);
    itk_buf_free(&binder->nums);
    itk_buf_free(&binder->rels);
    itk_buf_free(&binder->types);
    itk_buf_free(&binder->parts);
    itk_buf_free(&binder->run);
    free(binder->made);
    free(binder);
}

/* All up to the body, once. */
static void
put_head(struct itk_binder *binder, const struct itk_buf *run)
{
    const char *body = strstr(run->data, "<w:body>");

    if (!binder->body.size && body)
        itk_buf_add(&binder->body, run->data,
                    (size_t)(body - run->data) + strlen("<w:body>"));
}

/* What it tells of other pieces, it tells of all of them in turn. */
static bool
has_rows(const struct itk_bind_pass *pass)
{
    const size_t rows = pass->piece->rows_count;

    return (pass->next_end == rows || !pass->next_end) &&
           (pass->next_row == rows || !pass->next_row);
}

bool
itk_binder_add(itk_binder *binder, const struct itk_piece *piece, bool last,
               struct itk_error *err)
{
    const struct itk_template_part *part =
        template_part(piece->tmpl, ITK_BIND_DOCUMENT);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_bind_pass pass = {.binder = binder,
                                 .piece = piece,
                                 .number = binder->pieces++,
                                 .last = last,
                                 .err = err};
    bool ok;

    itk_buf_clear(&binder->run);
    ok = itk_bind_rels(piece->tmpl, &arena, &pass.footers, err) &&
         (piece->tmpl == binder->base ||
          itk_bind_check(binder, piece->tmpl, pass.footers, err)) &&
         run_part(&pass, piece->tmpl, part, piece->plan, piece->lookup,
                  &binder->run);
    if (ok) {
        put_head(binder, &binder->run);
        ok = itk_bind_body(&pass, &binder->run) && has_rows(&pass);
        if (!ok && !itk_error_is_set(err))
            itk_bind_refuse(piece->tmpl, ITK_BIND_DOCUMENT, err);
    }
    free(pass.ids.at);
    free(pass.lists.at);
    itk_arena_fini(&arena);
    return ok;
}

/* ---- the package ---- */

static bool
ends_with(const char *text, const char *end)
{
    const size_t size = strlen(text), tail = strlen(end);

    return size >= tail && !strcmp(text + size - tail, end);
}

/* A header or footer of the base itself, which only others are made of. */
static bool
is_edge(const char *name)
{
    return !strncmp(name, "word/header", 11) ||
           !strncmp(name, "word/footer", 11);
}

/* An element of a list as it was, but for those that lead to such parts. */
static void
put_entries(struct itk_buf *out, const xmlNode *root)
{
    for (const xmlNode *at = itk_xml_first(root); at; at = itk_xml_next(at)) {
        const char *type = itk_xml_attr(at, "Type");
        const char *part = itk_xml_attr(at, "PartName");

        if ((type &&
             (ends_with(type, "/" HEADER) || ends_with(type, "/" FOOTER))) ||
            (part && is_edge(part + 1)))
            continue;
        itk_xml_lt(out, (const char *)at->name);
        for (const xmlAttr *attr = at->properties; attr; attr = attr->next) {
            const char *name = (const char *)attr->name;

            itk_xml_put_attr(out, name, itk_xml_attr(at, name));
        }
        itk_xml_slash(out);
    }
}

/* A list of the base with further elements. */
static bool
add_list(itk_binder *binder, const char *name, const char *root,
         const char *space, const struct itk_buf *more, struct itk_error *err)
{
    const struct itk_part *part = itk_bind_part(binder->base, name);
    const struct itk_blob blob = {.name = itk_template_name(binder->base),
                                  .data = part ? part->data : "",
                                  .size = part ? part->size : 0,
                                  .fault = ITK_FAULT_PACKAGE};
    xmlDoc *doc = itk_xml_parse(&blob, err);
    struct itk_buf out = ITK_BUF_INIT;

    if (!doc)
        return false;
    itk_buf_adds(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\" "
                       "standalone=\"yes\"?>\n");
    itk_xml_lt(&out, root);
    itk_xml_put_attr(&out, "xmlns", space);
    itk_xml_gt(&out);
    put_entries(&out, xmlDocGetRootElement(doc));
    itk_buf_add(&out, more->data, more->size);
    itk_xml_close(&out, root);
    itk_archive_add(binder->archive, name, out.data, out.size);
    itk_buf_free(&out);
    xmlFreeDoc(doc);
    return true;
}

static void
add_numbering(itk_binder *binder, const struct itk_part *part)
{
    const size_t at = itk_template_attach(binder->base)->nums_at;
    struct itk_buf out = ITK_BUF_INIT;
    const char *data = part->data;

    itk_buf_add(&out, data, at);
    itk_buf_add(&out, binder->nums.data, binder->nums.size);
    itk_buf_add(&out, data + at, part->size - at);
    itk_archive_add(binder->archive, part->name, out.data, out.size);
    itk_buf_free(&out);
}

static bool
add_other(itk_binder *binder, const struct itk_template_part *part,
          const struct itk_lookup *lookup, struct itk_error *err)
{
    struct itk_bind_pass pass = {.binder = binder, .err = err};
    bool ok;

    if (!part->program) {
        itk_archive_copy(binder->archive, part->part->name, &part->part->entry);
        return true;
    }
    itk_buf_clear(&binder->run);
    ok = run_part(&pass, binder->base, part, NULL, lookup, &binder->run);
    itk_archive_add(binder->archive, part->part->name, binder->run.data,
                    binder->run.size);
    return ok;
}

static bool
add_parts(itk_binder *binder, const struct itk_lookup *lookup,
          struct itk_error *err)
{
    const itk_template *base = binder->base;
    bool ok =
        add_list(binder, ITK_TYPES_NAME, "Types",
                 "http://schemas.openxmlformats.org/package/2006/content-types",
                 &binder->types, err);

    for (size_t i = 0; ok && i < itk_template_count(base); i++) {
        const struct itk_template_part *part = itk_template_at(base, i);
        const char *name = part->part->name;

        if (!strcmp(name, ITK_TYPES_NAME) || is_edge(name))
            continue;
        if (!strcmp(name, ITK_BIND_DOCUMENT))
            itk_archive_add(binder->archive, name, binder->body.data,
                            binder->body.size);
        else if (!strcmp(name, ITK_BIND_RELS))
            ok = add_list(binder, name, "Relationships",
                          "http://schemas.openxmlformats.org/package/2006/"
                          "relationships",
                          &binder->rels, err);
        else if (part->part == itk_template_attach(base)->numbering)
            add_numbering(binder, part->part);
        else
            ok = add_other(binder, part, lookup, err);
    }
    for (size_t i = 0; i < binder->made_count; i++)
        itk_archive_add(binder->archive, binder->made[i].name,
                        binder->parts.data + binder->made[i].from,
                        binder->made[i].size);
    return ok;
}

bool
itk_binder_end(itk_binder *binder, const struct itk_lookup *lookup,
               struct itk_buf *docx, struct itk_error *err)
{
    const struct itk_loc loc = {.file = itk_template_name(binder->base)};
    const size_t before = docx->size;
    bool ok;

    itk_buf_adds(&binder->body, "</w:body></w:document>");
    itk_archive_begin(binder->archive, docx);
    ok = add_parts(binder, lookup, err) &&
         (itk_archive_end(binder->archive) ||
          itk_fail(err, ITK_FAULT_PACKAGE, loc, ITK_MSG_RENDER_ARCHIVE,
                   ITK_NO_ARGS));
    if (!ok)
        docx->size = before;
    return ok;
}
