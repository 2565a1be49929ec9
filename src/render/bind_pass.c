/*
 * The bytes of a document on their way into a whole: one walk over its tags.
 * What goes over unchanged is copied in stretches.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "render/bind_data.h"

/* ---- ids ---- */

/* Bookmarks have two ends, so that the second finds what the first was given;
 * what else has an id of this kind is one of its own. */
static void
put_range(struct itk_bind_walk *w, const struct itk_bind_tag *tag)
{
    struct itk_bind_pass *pass = w->pass;
    struct itk_bind_value value = itk_bind_attribute(tag, "w:id"), name;
    long old, now;

    if (!value.at)
        return;
    old = strtol(value.at, NULL, 10);
    now = itk_bind_is(tag, "w:bookmarkEnd")
              ? itk_bind_pair_find(&pass->ids, old)
              : -1;
    if (now < 0) {
        now = ++pass->binder->id;
        itk_bind_pair_add(&pass->ids, old, now);
    }
    itk_bind_put_number(w, value, now);
    name = itk_bind_attribute(tag, "w:name");
    if (itk_bind_is(tag, "w:bookmarkStart") && name.at) {
        itk_bind_copy(w, name.at);
        itk_bind_put_name(pass, name.at, name.size, w->out);
        w->copied = name.at + name.size;
    }
}

static void
put_new_id(struct itk_bind_walk *w, const struct itk_bind_tag *tag,
           const char *attr)
{
    const struct itk_bind_value value = itk_bind_attribute(tag, attr);

    if (value.at)
        itk_bind_put_number(w, value, ++w->pass->binder->id);
}

static void
put_list(struct itk_bind_walk *w, const struct itk_bind_tag *tag)
{
    const struct itk_bind_value value = itk_bind_attribute(tag, "w:val");
    const long old = value.at ? strtol(value.at, NULL, 10) : 0;

    if (old > 0)
        itk_bind_put_number(w, value, itk_bind_num(w->pass, old));
}

/* ---- numbers that come from styles ---- */

/* What may stand before w:numPr (ECMA-376 Part 1, 17.3.1.26). */
static bool
before_number(const struct itk_bind_tag *tag)
{
    static const char *const names[] = {"w:keepNext", "w:keepLines",
                                        "w:pageBreakBefore", "w:widowControl",
                                        "w:framePr"};

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        if (itk_bind_is(tag, names[i]))
            return true;
    }
    return false;
}

static void
put_style_number(struct itk_bind_walk *w, const struct itk_bind_tag *tag)
{
    itk_bind_copy(w, tag->at);
    itk_buf_adds(w->out, "<w:numPr><w:ilvl w:val=\"");
    itk_buf_addu(w->out, w->style->level > 0 ? (uint64_t)w->style->level : 0);
    itk_buf_adds(w->out, "\"/><w:numId w:val=\"");
    itk_buf_addu(w->out, (uint64_t)itk_bind_num(w->pass, w->style->num));
    itk_buf_adds(w->out, "\"/></w:numPr>");
}

static void
properties(struct itk_bind_walk *w, const struct itk_bind_tag *tag)
{
    struct itk_bind_value value;

    if (itk_bind_is(tag, "w:pPr")) {
        w->open = w->in_properties = tag->end[-2] != '/';
        w->style = NULL;
        return;
    }
    if (itk_bind_is(tag, "/w:pPr"))
        w->in_properties = false;
    if (!w->open || before_number(tag))
        return;
    if (itk_bind_is(tag, "w:pStyle")) {
        value = itk_bind_attribute(tag, "w:val");
        if (value.at)
            w->style =
                itk_bind_style(&w->pass->binder->lists, value.at, value.size);
        return;
    }
    w->open = false;
    if (w->style && !itk_bind_is(tag, "w:numPr"))
        put_style_number(w, tag);
}

/* ---- sections ---- */

/* What follows w:pgNumType in w:sectPr (17.6.17). */
static bool
after_pages(const struct itk_bind_tag *tag)
{
    static const char *const names[] = {
        "w:cols",    "w:formProt",        "w:vAlign",       "w:noEndnote",
        "w:titlePg", "w:textDirection",   "w:bidi",         "w:rtlGutter",
        "w:docGrid", "w:printerSettings", "w:sectPrChange", "/w:sectPr"};

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        if (itk_bind_is(tag, names[i]))
            return true;
    }
    return false;
}

/* Its own footer, by the type and the relationship that the reference had. */
static bool
put_footer(struct itk_bind_walk *w, const struct itk_bind_tag *tag)
{
    const struct itk_bind_value type = itk_bind_attribute(tag, "w:type");
    const struct itk_bind_value rel = itk_bind_attribute(tag, "r:id");
    struct itk_arena arena = ITK_ARENA_INIT;
    bool ok = true;

    if (type.at && rel.at)
        ok =
            itk_bind_footer(w->pass, itk_arena_copy(&arena, type.at, type.size),
                            itk_arena_copy(&arena, rel.at, rel.size), w->out);
    itk_arena_fini(&arena);
    return ok;
}

/* w:sectPr from its tag on: references to parts of the piece's own, pages that
 * begin anew with it. */
static bool
put_section(struct itk_bind_walk *w, const struct itk_bind_tag *section)
{
    bool counted = w->pass->begun;
    struct itk_bind_tag tag;

    itk_bind_copy(w, section->end);
    if (!itk_bind_header(w->pass, w->out))
        return false;
    while (itk_bind_next(w, &tag)) {
        const bool header = itk_bind_is(&tag, "w:headerReference");

        if (header || itk_bind_is(&tag, "w:footerReference")) {
            if (!header && !put_footer(w, &tag))
                return false;
            w->copied = tag.end;
        } else if (itk_bind_is(&tag, "w:pgNumType")) {
            itk_bind_copy(w, tag.at);
            w->copied = tag.end;
        } else if (!counted && after_pages(&tag)) {
            itk_bind_copy(w, tag.at);
            itk_buf_adds(w->out, "<w:pgNumType w:start=\"1\"/>");
            counted = true;
        }
        if (itk_bind_is(&tag, "/w:sectPr"))
            break;
    }
    w->pass->begun = true;
    itk_bind_copy(w, w->at);
    return true;
}

/* LibreOffice leaves out an empty last paragraph behind a content control, with
 * the bookmark in it. */
#define KEPT                                                                   \
    "<w:r><w:rPr><w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/></w:rPr><w:t "        \
    "xml:space=\"preserve\"> </w:t></w:r>"

/* The paragraph in which the piece ends: as low as one can be, with the
 * bookmark that its pages are counted to. */
static bool
put_last(struct itk_bind_walk *w, const struct itk_bind_tag *section)
{
    struct itk_bind_pass *pass = w->pass;
    const bool last = pass->last;

    itk_bind_copy(w, section->at);
    itk_buf_adds(w->out,
                 "<w:p><w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing "
                 "w:before=\"0\" w:after=\"0\" w:line=\"20\" "
                 "w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/><w:szCs "
                 "w:val=\"2\"/></w:rPr>");
    if (!last && !put_section(w, section))
        return false;
    itk_buf_adds(w->out, "</w:pPr><w:bookmarkStart w:id=\"");
    itk_buf_addu(w->out, (uint64_t)++pass->binder->id);
    itk_buf_adds(w->out, "\" w:name=\"");
    itk_bind_put_end(w->out, pass->number);
    itk_buf_adds(w->out, "\"/>");
    if (last)
        itk_buf_adds(w->out, KEPT);
    itk_buf_adds(w->out, "<w:bookmarkEnd w:id=\"");
    itk_buf_addu(w->out, (uint64_t)pass->binder->id);
    itk_buf_adds(w->out, "\"/></w:p>");
    return !last || put_section(w, section);
}

static void
put_begin(struct itk_bind_walk *w)
{
    struct itk_bind_pass *pass = w->pass;

    itk_buf_adds(w->out, "<w:bookmarkStart w:id=\"");
    itk_buf_addu(w->out, (uint64_t)++pass->binder->id);
    itk_buf_adds(w->out, "\" w:name=\"");
    itk_bind_put_begin(w->out, pass->number);
    itk_buf_adds(w->out, "\"/><w:bookmarkEnd w:id=\"");
    itk_buf_addu(w->out, (uint64_t)pass->binder->id);
    itk_buf_adds(w->out, "\"/>");
}

/* ---- all of it ---- */

static void
tag_at(struct itk_bind_walk *w, const struct itk_bind_tag *tag)
{
    struct itk_bind_value value;

    properties(w, tag);
    if (itk_bind_field(w, tag))
        return;
    if (itk_bind_is(tag, "w:numId")) {
        put_list(w, tag);
    } else if (itk_bind_is(tag, "w:id")) {
        put_new_id(w, tag, "w:val");
    } else if (itk_bind_is(tag, "wp:docPr")) {
        put_new_id(w, tag, "id");
    } else if (itk_bind_is(tag, "w:hyperlink")) {
        value = itk_bind_attribute(tag, "w:anchor");
        if (value.at)
            itk_bind_put_anchor(w, value);
    } else if (tag->name[0] != '/') {
        put_range(w, tag);
    }
}

/* The document has one body, and its last section stands last in it. */
bool
itk_bind_body(struct itk_bind_pass *pass, const struct itk_buf *run)
{
    const char *body = strstr(run->data, "<w:body>");
    struct itk_bind_walk w = {
        .pass = pass, .out = &pass->binder->body, .ok = true};
    struct itk_bind_tag tag;

    if (!body)
        return false;
    w.at = w.copied = body + strlen("<w:body>");
    w.end = run->data + run->size;
    put_begin(&w);
    while (w.ok && itk_bind_next(&w, &tag)) {
        if (!itk_bind_is(&tag, "w:sectPr")) {
            tag_at(&w, &tag);
            continue;
        }
        properties(&w, &tag);
        if (w.in_properties) {
            itk_bind_copy(&w, tag.at);
            w.ok = put_section(&w, &tag);
            continue;
        }
        return put_last(&w, &tag);
    }
    return false;
}
