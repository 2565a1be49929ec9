/*
 * The bytes of a document on their way into a whole: one walk over its tags.
 * What goes over unchanged is copied in stretches.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "render/bind_data.h"

#define MAX_NAME 40u /* characters that Word keeps of a bookmark's name */

/* A tag: <name ...> from `at` to `end`, which is behind its >. */
struct tag {
    const char *at, *end;
    const char *name;
    size_t size; /* of the name; of an end tag with its / */
};

/* A value of an attribute, between its quotation marks. */
struct value {
    const char *at; /* NULL: there is none */
    size_t size;
};

struct walk {
    struct itk_bind_pass *pass;
    struct itk_buf *out;
    const char *at, *end; /* what is left */
    const char *copied;   /* up to here it is in `out` */
    /* w:pPr that is gone through: NULL style, or that of the paragraph; until
     * it is clear whether it has a number of its own. */
    bool in_properties, open;
    const struct itk_bind_style *style;
    bool ok;
};

static bool
is(const struct tag *tag, const char *name)
{
    return strlen(name) == tag->size && !memcmp(tag->name, name, tag->size);
}

/* The next tag; comments and the like are passed over. */
static bool
next_tag(struct walk *w, struct tag *tag)
{
    const char *at = w->at;

    while ((at = memchr(at, '<', (size_t)(w->end - at)))) {
        const char *close = at + 1;

        if (w->end - at > 4 && !memcmp(at, "<!--", 4)) {
            at = memmem(at, (size_t)(w->end - at), "-->", 3);
            if (!at)
                return false;
            continue;
        }
        while (close < w->end && *close != '>') {
            if (*close == '"' || *close == '\'')
                close = memchr(close + 1, *close, (size_t)(w->end - close - 1));
            if (!close)
                return false;
            close++;
        }
        tag->at = at;
        tag->name = at + 1;
        tag->end = close + 1;
        tag->size = strcspn(at + 1, " \t\r\n/>");
        if (tag->size == 0) /* an end tag */
            tag->size = 1 + strcspn(at + 2, " \t\r\n>");
        w->at = tag->end;
        return close < w->end;
    }
    return false;
}

static struct value
attribute(const struct tag *tag, const char *name)
{
    const size_t size = strlen(name);
    const char *at = tag->name + tag->size;

    while ((at = memmem(at, (size_t)(tag->end - at), name, size))) {
        const char quote = at[size + 1];

        if (strchr(" \t\r\n", at[-1]) && at[size] == '=' &&
            (quote == '"' || quote == '\'')) {
            const char *from = at + size + 2;
            const char *to = memchr(from, quote, (size_t)(tag->end - from));

            return to ? (struct value){from, (size_t)(to - from)}
                      : (struct value){NULL, 0};
        }
        at += size;
    }
    return (struct value){NULL, 0};
}

static void
copy_to(struct walk *w, const char *to)
{
    itk_buf_add(w->out, w->copied, (size_t)(to - w->copied));
    w->copied = to;
}

static void
put_number(struct walk *w, struct value value, long number)
{
    copy_to(w, value.at);
    itk_buf_addu(w->out, (uint64_t)number);
    w->copied = value.at + value.size;
}

/* ---- names and fields ---- */

static void
put_end_name(struct itk_buf *out, size_t piece)
{
    itk_buf_adds(out, "_E_");
    itk_buf_addu(out, piece);
}

static void
put_begin_name(struct itk_buf *out, size_t piece)
{
    itk_buf_adds(out, "_B_");
    itk_buf_addu(out, piece);
}

/* A name of the document's own: with the number of the piece behind it, or,
 * where that is too long, what is as good as the name. */
static void
put_name(struct itk_bind_pass *pass, const char *name, size_t size,
         struct itk_buf *out)
{
    char tail[24];

    snprintf(tail, sizeof(tail), "_%zu", pass->number);
    if (size + strlen(tail) > MAX_NAME) {
        char sum[24];

        snprintf(sum, sizeof(sum), "_%016llx",
                 (unsigned long long)XXH3_64bits(name, size));
        itk_buf_adds(out, sum);
    } else {
        itk_buf_add(out, name, size);
    }
    itk_buf_adds(out, tail);
}

static bool
word_is(const char *word, size_t size, const char *text)
{
    return strlen(text) == size && !memcmp(word, text, size);
}

static size_t
next_row(const struct itk_piece *piece, size_t *next)
{
    const size_t row = *next < piece->rows_count ? piece->rows[*next] : 0;

    ++*next;
    return row;
}

static const char blanks[] = " \t\r\n";
#define ALONE                                                                  \
    " QUOTE － " /* a field that says it, as its text does already             \
                  */

/* A field's code: what it names, and its pages. */
static void
put_code(struct itk_bind_pass *pass, const char *code, size_t size,
         struct itk_buf *out)
{
    const char *at = code, *end = code + size, *word, *name;
    const size_t before = out->size;

    while (at < end && strchr(blanks, *at))
        at++;
    word = at;
    while (at < end && !strchr(blanks, *at))
        at++;
    itk_buf_add(out, code, (size_t)(word - code));
    if (word_is(word, (size_t)(at - word), "NUMPAGES")) {
        itk_buf_adds(out, "PAGEREF ");
        put_end_name(out, pass->number);
        itk_buf_add(out, at, (size_t)(end - at));
        return;
    }
    name = at;
    while (name < end && strchr(blanks, *name))
        name++;
    itk_buf_add(out, word, (size_t)(name - word));
    if (!word_is(word, (size_t)(at - word), "REF") &&
        !word_is(word, (size_t)(at - word), "PAGEREF") &&
        !word_is(word, (size_t)(at - word), "NOTEREF")) {
        itk_buf_add(out, name, (size_t)(end - name));
        return;
    }
    at = name;
    while (at < end && !strchr(blanks, *at))
        at++;
    if (word_is(name, (size_t)(at - name), ITK_BIND_ROW_END) &&
        pass->piece->alone) {
        out->size = before;
        itk_buf_adds(out, ALONE);
        return;
    }
    if (word_is(name, (size_t)(at - name), ITK_BIND_ROW_END))
        put_end_name(out, next_row(pass->piece, &pass->next_end));
    else
        put_name(pass, name, (size_t)(at - name), out);
    itk_buf_add(out, at, (size_t)(end - at));
}

static void
put_anchor(struct walk *w, struct value value)
{
    struct itk_bind_pass *pass = w->pass;

    copy_to(w, value.at);
    if (word_is(value.at, value.size, ITK_BIND_ROW))
        put_begin_name(w->out, pass->piece->alone
                                   ? pass->number
                                   : next_row(pass->piece, &pass->next_row));
    else
        put_name(pass, value.at, value.size, w->out);
    w->copied = value.at + value.size;
}

/* What stands between <w:instrText> and its end. */
static void
put_instruction(struct walk *w, const struct tag *tag)
{
    const char *to = memchr(tag->end, '<', (size_t)(w->end - tag->end));

    if (!to || tag->end[-2] == '/')
        return;
    copy_to(w, tag->end);
    put_code(w->pass, tag->end, (size_t)(to - tag->end), w->out);
    w->copied = to;
}

static bool
fields(struct walk *w, const struct tag *tag)
{
    struct value value;

    if (is(tag, "w:instrText")) {
        put_instruction(w, tag);
        return true;
    }
    if (!is(tag, "w:fldSimple"))
        return false;
    value = attribute(tag, "w:instr");
    if (value.at) {
        copy_to(w, value.at);
        put_code(w->pass, value.at, value.size, w->out);
        w->copied = value.at + value.size;
    }
    return true;
}

void
itk_bind_fields(struct itk_bind_pass *pass, const struct itk_buf *run,
                struct itk_buf *out)
{
    struct walk w = {.pass = pass,
                     .out = out,
                     .at = run->data,
                     .end = run->data + run->size,
                     .copied = run->data};
    struct tag tag;

    while (next_tag(&w, &tag))
        (void)fields(&w, &tag);
    copy_to(&w, w.end);
}

/* ---- ids ---- */

/* Bookmarks have two ends, so that the second finds what the first was given;
 * what else has an id of this kind is one of its own. */
static void
put_range(struct walk *w, const struct tag *tag)
{
    struct itk_bind_pass *pass = w->pass;
    struct value value = attribute(tag, "w:id"), name;
    long old, now;

    if (!value.at)
        return;
    old = strtol(value.at, NULL, 10);
    now = is(tag, "w:bookmarkEnd") ? itk_bind_pair_find(&pass->ids, old) : -1;
    if (now < 0) {
        now = ++pass->binder->id;
        itk_bind_pair_add(&pass->ids, old, now);
    }
    put_number(w, value, now);
    name = attribute(tag, "w:name");
    if (is(tag, "w:bookmarkStart") && name.at) {
        copy_to(w, name.at);
        put_name(pass, name.at, name.size, w->out);
        w->copied = name.at + name.size;
    }
}

static void
put_new_id(struct walk *w, const struct tag *tag, const char *attr)
{
    const struct value value = attribute(tag, attr);

    if (value.at)
        put_number(w, value, ++w->pass->binder->id);
}

static void
put_list(struct walk *w, const struct tag *tag)
{
    const struct value value = attribute(tag, "w:val");
    const long old = value.at ? strtol(value.at, NULL, 10) : 0;

    if (old > 0)
        put_number(w, value, itk_bind_num(w->pass, old));
}

/* ---- numbers that come from styles ---- */

/* What may stand before w:numPr (ECMA-376 Part 1, 17.3.1.26). */
static bool
before_number(const struct tag *tag)
{
    static const char *const names[] = {"w:keepNext", "w:keepLines",
                                        "w:pageBreakBefore", "w:widowControl",
                                        "w:framePr"};

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        if (is(tag, names[i]))
            return true;
    }
    return false;
}

static void
put_style_number(struct walk *w, const struct tag *tag)
{
    copy_to(w, tag->at);
    itk_buf_adds(w->out, "<w:numPr><w:ilvl w:val=\"");
    itk_buf_addu(w->out, w->style->level);
    itk_buf_adds(w->out, "\"/><w:numId w:val=\"");
    itk_buf_addu(w->out, (uint64_t)itk_bind_num(w->pass, w->style->num));
    itk_buf_adds(w->out, "\"/></w:numPr>");
}

static void
properties(struct walk *w, const struct tag *tag)
{
    struct value value;

    if (is(tag, "w:pPr")) {
        w->open = w->in_properties = tag->end[-2] != '/';
        w->style = NULL;
        return;
    }
    if (is(tag, "/w:pPr"))
        w->in_properties = false;
    if (!w->open || before_number(tag))
        return;
    if (is(tag, "w:pStyle")) {
        value = attribute(tag, "w:val");
        if (value.at)
            w->style =
                itk_bind_style(&w->pass->binder->lists, value.at, value.size);
        return;
    }
    w->open = false;
    if (w->style && !is(tag, "w:numPr"))
        put_style_number(w, tag);
}

/* ---- sections ---- */

/* What follows w:pgNumType in w:sectPr (17.6.17). */
static bool
after_pages(const struct tag *tag)
{
    static const char *const names[] = {
        "w:cols",    "w:formProt",        "w:vAlign",       "w:noEndnote",
        "w:titlePg", "w:textDirection",   "w:bidi",         "w:rtlGutter",
        "w:docGrid", "w:printerSettings", "w:sectPrChange", "/w:sectPr"};

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        if (is(tag, names[i]))
            return true;
    }
    return false;
}

/* Its own footer, by the type and the relationship that the reference had. */
static bool
put_footer(struct walk *w, const struct tag *tag)
{
    const struct value type = attribute(tag, "w:type");
    const struct value rel = attribute(tag, "r:id");
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
put_section(struct walk *w, const struct tag *section)
{
    bool counted = w->pass->begun;
    struct tag tag;

    copy_to(w, section->end);
    if (!itk_bind_header(w->pass, w->out))
        return false;
    while (next_tag(w, &tag)) {
        const bool header = is(&tag, "w:headerReference");

        if (header || is(&tag, "w:footerReference")) {
            if (!header && !put_footer(w, &tag))
                return false;
            w->copied = tag.end;
        } else if (is(&tag, "w:pgNumType")) {
            copy_to(w, tag.at);
            w->copied = tag.end;
        } else if (!counted && after_pages(&tag)) {
            copy_to(w, tag.at);
            itk_buf_adds(w->out, "<w:pgNumType w:start=\"1\"/>");
            counted = true;
        }
        if (is(&tag, "/w:sectPr"))
            break;
    }
    w->pass->begun = true;
    copy_to(w, w->at);
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
put_last(struct walk *w, const struct tag *section)
{
    struct itk_bind_pass *pass = w->pass;
    const bool last = pass->last;

    copy_to(w, section->at);
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
    put_end_name(w->out, pass->number);
    itk_buf_adds(w->out, "\"/>");
    if (last)
        itk_buf_adds(w->out, KEPT);
    itk_buf_adds(w->out, "<w:bookmarkEnd w:id=\"");
    itk_buf_addu(w->out, (uint64_t)pass->binder->id);
    itk_buf_adds(w->out, "\"/></w:p>");
    return !last || put_section(w, section);
}

static void
put_begin(struct walk *w)
{
    struct itk_bind_pass *pass = w->pass;

    itk_buf_adds(w->out, "<w:bookmarkStart w:id=\"");
    itk_buf_addu(w->out, (uint64_t)++pass->binder->id);
    itk_buf_adds(w->out, "\" w:name=\"");
    put_begin_name(w->out, pass->number);
    itk_buf_adds(w->out, "\"/><w:bookmarkEnd w:id=\"");
    itk_buf_addu(w->out, (uint64_t)pass->binder->id);
    itk_buf_adds(w->out, "\"/>");
}

/* ---- all of it ---- */

static void
tag_at(struct walk *w, const struct tag *tag)
{
    struct value value;

    properties(w, tag);
    if (fields(w, tag))
        return;
    if (is(tag, "w:numId")) {
        put_list(w, tag);
    } else if (is(tag, "w:id")) {
        put_new_id(w, tag, "w:val");
    } else if (is(tag, "wp:docPr")) {
        put_new_id(w, tag, "id");
    } else if (is(tag, "w:hyperlink")) {
        value = attribute(tag, "w:anchor");
        if (value.at)
            put_anchor(w, value);
    } else if (tag->name[0] != '/') {
        put_range(w, tag);
    }
}

/* The document has one body, and its last section stands last in it. */
bool
itk_bind_body(struct itk_bind_pass *pass, const struct itk_buf *run)
{
    const char *body = strstr(run->data, "<w:body>");
    struct walk w = {.pass = pass, .out = &pass->binder->body, .ok = true};
    struct tag tag;

    if (!body)
        return false;
    w.at = w.copied = body + strlen("<w:body>");
    w.end = run->data + run->size;
    put_begin(&w);
    while (w.ok && next_tag(&w, &tag)) {
        if (!is(&tag, "w:sectPr")) {
            tag_at(&w, &tag);
            continue;
        }
        properties(&w, &tag);
        if (w.in_properties) {
            copy_to(&w, tag.at);
            w.ok = put_section(&w, &tag);
            continue;
        }
        return put_last(&w, &tag);
    }
    return false;
}
