/*
 * One answer into the bytes of a case: where it goes, and what is written
 * there.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "input/edit.h"
#include "input/outline.h"
#include "xml/write.h"

#define CHAIN_MAX 12 /* groups nest 8 deep */

/* What is put in: elements from the outermost that is made to the innermost,
 * and what that one holds. */
struct piece {
    const char *names[CHAIN_MAX];
    size_t count;
    bool none; /* none="yes" rather than a value */
    const char *text;
    size_t size;
};

struct run { /* of bytes */
    size_t at, size;
};

struct edit {
    struct itk_outline outline;
    const struct itk_dictionary *dict;
    struct itk_buf *out;
    struct run nl;   /* the line end of this file; size 0: a line feed */
    struct run unit; /* of indentation; size 0: two blanks */
};

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool
is_break(char c)
{
    return c == '\n' || c == '\r';
}

static bool
has_break(const struct itk_outline *outline, size_t from, size_t to)
{
    while (from < to && !is_break(outline->text[from]))
        from++;
    return from < to;
}

static const char *
last_name(const struct itk_entry *entry)
{
    const char *dot = strrchr(entry->id, '.');

    return dot ? dot + 1 : entry->id;
}

static void
copy(struct edit *edit, size_t from, size_t to)
{
    itk_buf_add(edit->out, edit->outline.text + from, to - from);
}

/* The indentation before `at`; false when something else stands there. */
static bool
indentation(const struct edit *edit, size_t at, struct run *indent)
{
    const char *text = edit->outline.text;
    size_t from = at;

    while (from && is_blank(text[from - 1]))
        from--;
    *indent = (struct run){from, at - from};
    return from == 0 || is_break(text[from - 1]);
}

static void
find_line_end(struct edit *edit)
{
    const struct itk_outline *outline = &edit->outline;

    for (size_t i = 0; i < outline->size; i++) {
        if (!is_break(outline->text[i]))
            continue;
        edit->nl.at = i;
        edit->nl.size = outline->text[i] == '\r' && i + 1 < outline->size &&
                                outline->text[i + 1] == '\n'
                            ? 2
                            : 1;
        return;
    }
}

/* How much deeper the first element stands than the one around it. */
static void
find_unit(struct edit *edit)
{
    const struct itk_outline *outline = &edit->outline;
    struct run in, up;

    for (size_t i = 1; i < outline->count; i++) {
        const struct itk_node *parent =
            &outline->nodes[outline->nodes[i].parent];

        if (indentation(edit, outline->nodes[i].start, &in) &&
            indentation(edit, parent->start, &up) && in.size > up.size &&
            !memcmp(outline->text + in.at, outline->text + up.at, up.size)) {
            edit->unit = (struct run){in.at + up.size, in.size - up.size};
            return;
        }
    }
}

static void
start(struct edit *edit, const struct itk_blob *in,
      const struct itk_dictionary *dict, const char *shown, struct itk_buf *out)
{
    *edit = (struct edit){.dict = dict, .out = out};
    itk_outline_read(&edit->outline, in, dict, shown);
    find_line_end(edit);
    find_unit(edit);
}

/* How the pieces are laid out: each on a line of its own, `deeper` units
 * further in than `indent`, or all on one line. */
struct layout {
    bool block, flat; /* flat: what is inside stays on the line */
    struct run indent;
    unsigned deeper;
};

static void
put_run(struct edit *edit, struct run run, const char *otherwise)
{
    if (run.size)
        copy(edit, run.at, run.at + run.size);
    else
        itk_buf_adds(edit->out, otherwise);
}

static void
put_line(struct edit *edit, const struct layout *layout, size_t depth)
{
    if (!layout->block || (layout->flat && depth))
        return;
    put_run(edit, edit->nl, "\n");
    copy(edit, layout->indent.at, layout->indent.at + layout->indent.size);
    for (size_t i = 0; i < layout->deeper + depth; i++)
        put_run(edit, edit->unit, "  ");
}

static void
put_piece(struct edit *edit, const struct piece *piece,
          const struct layout *layout)
{
    const size_t last = piece->count - 1;

    for (size_t i = 0; i < last; i++) {
        put_line(edit, layout, i);
        itk_xml_open(edit->out, piece->names[i]);
    }
    put_line(edit, layout, last);
    itk_xml_lt(edit->out, piece->names[last]);
    if (piece->none) {
        itk_xml_put_attr(edit->out, "none", "yes");
        itk_xml_slash(edit->out);
    } else {
        itk_xml_gt(edit->out);
        itk_xml_escape(edit->out, piece->text, piece->size);
        itk_xml_close(edit->out, piece->names[last]);
    }
    for (size_t i = last; i-- > 0;) {
        if (!layout->flat)
            put_line(edit, layout, i);
        itk_xml_close(edit->out, piece->names[i]);
    }
}

/* Behind comments that end on the line on which `at` stands, when nothing else
 * does: they belong to what is before them. Else `at` itself. */
static size_t
line_rest(const struct edit *edit, size_t at)
{
    const char *text = edit->outline.text;
    const size_t size = edit->outline.size;
    size_t to = at;

    while (to < size && !is_break(text[to])) {
        if (size - to > 4 && !memcmp(text + to, "<!--", 4)) {
            const char *end = memmem(text + to, size - to, "-->", 3);

            to = end ? (size_t)(end - text) + 3 : size;
            if (has_break(&edit->outline, at, to))
                return at;
        } else if (is_blank(text[to])) {
            to++;
        } else {
            return at;
        }
    }
    return to;
}

/* Writes the whole case with the piece at `at`. */
static void
put_at(struct edit *edit, const struct piece *piece,
       const struct layout *layout, size_t at)
{
    copy(edit, 0, at);
    put_piece(edit, piece, layout);
    copy(edit, at, edit->outline.size);
}

/* After an element, or a comment, from `from` to `to`; `like` says whether it
 * is of the same kind. */
static void
put_after(struct edit *edit, const struct piece *piece, size_t from, size_t to,
          bool like)
{
    struct layout layout = {0};

    layout.block = indentation(edit, from, &layout.indent);
    layout.flat = like && !has_break(&edit->outline, from, to);
    put_at(edit, piece, &layout, layout.block ? line_rest(edit, to) : to);
}

/* The '/' of an element that closes itself, with the blanks before it. */
static size_t
slash_of(const struct edit *edit, const struct itk_node *node)
{
    size_t at = node->end - 2;

    while (strchr(" \t\r\n", edit->outline.text[at - 1]))
        at--;
    return at;
}

/* As the only element of `node`, which may close itself. */
static void
put_alone(struct edit *edit, const struct piece *piece,
          const struct itk_node *node)
{
    const bool broken = has_break(&edit->outline, node->inner, node->close);
    struct layout layout = {.deeper = 1};
    struct layout end = {0};

    layout.block = indentation(edit, node->start, &layout.indent);
    end.block = layout.block && !broken;
    end.indent = layout.indent;
    if (broken) {
        put_at(edit, piece, &layout, line_rest(edit, node->inner));
        return;
    }
    if (node->closes_itself) {
        const size_t slash = slash_of(edit, node);

        copy(edit, 0, slash);
        itk_xml_gt(edit->out);
    } else {
        copy(edit, 0, node->close);
    }
    put_piece(edit, piece, &layout);
    put_line(edit, &end, 0);
    if (node->closes_itself)
        itk_xml_close(edit->out, node->entry ? last_name(node->entry) : "case");
    copy(edit, node->close, edit->outline.size);
}

/* Before all other elements of `node`. */
static void
put_first(struct edit *edit, const struct piece *piece,
          const struct itk_node *node, const struct itk_node *first)
{
    struct layout layout = {0};

    layout.block = indentation(edit, first->start, &layout.indent);
    put_at(edit, piece, &layout,
           layout.block ? line_rest(edit, node->inner) : node->inner);
}

/* Into `parent`, in the order of the dictionary. */
static void
put_into(struct edit *edit, const struct piece *piece, size_t parent,
         const struct itk_entry *entry)
{
    const struct itk_outline *outline = &edit->outline;
    const struct itk_node *before = NULL, *first = NULL;

    for (size_t i = 1; i < outline->count; i++) {
        const struct itk_node *node = &outline->nodes[i];

        if (node->parent != parent)
            continue;
        if (!first)
            first = node;
        if (node->entry < entry && (!before || node->entry >= before->entry))
            before = node;
    }
    if (before)
        put_after(edit, piece, before->start, before->end, false);
    else if (first)
        put_first(edit, piece, &outline->nodes[parent], first);
    else
        put_alone(edit, piece, &outline->nodes[parent]);
}

/* The first element of an entry in `parent` (ITK_NO_NODE: anywhere). */
static size_t
find_node(const struct edit *edit, const struct itk_entry *entry, size_t parent)
{
    for (size_t i = 1; i < edit->outline.count; i++) {
        const struct itk_node *node = &edit->outline.nodes[i];

        if (node->entry == entry &&
            (parent == ITK_NO_NODE || node->parent == parent))
            return i;
    }
    return ITK_NO_NODE;
}

/* Into an element that holds at most white space and comments; comments
 * stay. */
static void
fill(struct edit *edit, const struct piece *piece, const struct itk_node *node)
{
    const char *text = edit->outline.text;
    size_t to = node->inner;

    if (node->closes_itself) {
        copy(edit, 0, slash_of(edit, node));
        itk_xml_gt(edit->out);
    } else {
        copy(edit, 0, node->inner);
    }
    itk_xml_escape(edit->out, piece->text, piece->size);
    while (to < node->close && strchr(" \t\r\n", text[to]))
        to++;
    if (node->closes_itself)
        itk_xml_close(edit->out, piece->names[piece->count - 1]);
    copy(edit, to == node->close ? to : node->inner, edit->outline.size);
}

/* The entry of the first `size` bytes of an id. */
static const struct itk_entry *
entry_up(const struct edit *edit, const char *id, size_t size)
{
    struct itk_buf up = ITK_BUF_INIT;
    const struct itk_entry *entry;

    itk_buf_add(&up, id, size);
    entry = itk_dictionary_find(edit->dict, up.data);
    itk_buf_free(&up);
    return entry;
}

/* A field of the case: its element, else in the innermost of its groups that
 * is there. */
static void
put_field(struct edit *edit, struct piece *piece, const struct itk_entry *entry)
{
    const size_t here = find_node(edit, entry, ITK_NO_NODE);
    const struct itk_entry *made = entry;
    size_t parent = ITK_NO_NODE;

    piece->names[CHAIN_MAX - 1] = last_name(entry);
    piece->count = 1;
    if (here != ITK_NO_NODE) {
        piece->names[0] = piece->names[CHAIN_MAX - 1];
        fill(edit, piece, &edit->outline.nodes[here]);
        return;
    }
    for (const char *dot = strrchr(entry->id, '.'); dot;
         dot = memrchr(entry->id, '.', (size_t)(dot - entry->id))) {
        const struct itk_entry *group =
            entry_up(edit, entry->id, (size_t)(dot - entry->id));

        parent = find_node(edit, group, ITK_NO_NODE);
        if (parent != ITK_NO_NODE)
            break;
        made = group;
        piece->count++;
        piece->names[CHAIN_MAX - piece->count] = last_name(group);
    }
    memmove(piece->names, piece->names + CHAIN_MAX - piece->count,
            piece->count * sizeof(*piece->names));
    put_into(edit, piece, parent == ITK_NO_NODE ? 0 : parent, made);
}

/* The elements of a list that count: how many, the last of them, and behind
 * them the last that says nothing. */
struct members {
    size_t count, last, nothing;
};

static struct members
members_of(const struct edit *edit, const struct itk_entry *list)
{
    struct members members = {0, ITK_NO_NODE, ITK_NO_NODE};

    for (size_t i = 1; i < edit->outline.count; i++) {
        const struct itk_node *node = &edit->outline.nodes[i];

        if (node->entry != list || node->has_attributes)
            continue;
        if (!node->has_elements) {
            members.nothing = i;
            continue;
        }
        members.count++;
        members.last = i;
        members.nothing = ITK_NO_NODE;
    }
    return members;
}

static size_t
member_at(const struct edit *edit, const struct itk_entry *list, size_t member)
{
    for (size_t i = 1; i < edit->outline.count; i++) {
        const struct itk_node *node = &edit->outline.nodes[i];

        if (node->entry == list && node->has_elements && member-- == 0)
            return i;
    }
    return ITK_NO_NODE;
}

/* A new element of a list. */
static void
put_element(struct edit *edit, const struct piece *piece,
            const struct itk_entry *list, const struct members *members)
{
    const struct itk_outline *outline = &edit->outline;

    if (members->count)
        put_after(edit, piece, outline->nodes[members->last].start,
                  outline->nodes[members->last].end, true);
    else if (outline->shown_end)
        put_after(edit, piece, outline->shown_start, outline->shown_end, false);
    else
        put_into(edit, piece, 0, list);
}

static void
put_member(struct edit *edit, struct piece *piece,
           const struct itk_field *field, size_t member)
{
    const struct itk_entry *list =
        itk_dictionary_find(edit->dict, field->list->id);
    const struct itk_entry *entry = itk_dictionary_find(edit->dict, field->id);
    const struct members members = members_of(edit, list);
    size_t in = member < members.count ? member_at(edit, list, member)
                                       : members.nothing;
    size_t here = in == ITK_NO_NODE ? in : find_node(edit, entry, in);

    piece->names[0] = field->name;
    piece->count = 1;
    if (here != ITK_NO_NODE) {
        fill(edit, piece, &edit->outline.nodes[here]);
    } else if (in != ITK_NO_NODE) {
        put_into(edit, piece, in, entry);
    } else {
        piece->names[0] = list->id;
        piece->names[1] = field->name;
        piece->count = 2;
        put_element(edit, piece, list, &members);
    }
}

void
itk_edit_value(const struct itk_blob *in, const struct itk_dictionary *dict,
               const struct itk_field *field, size_t member, const char *text,
               size_t size, struct itk_buf *out)
{
    struct piece piece = {.text = text, .size = size};
    struct edit edit;

    start(&edit, in, dict, field->list ? field->list->id : NULL, out);
    if (field->list)
        put_member(&edit, &piece, field, member);
    else
        put_field(&edit, &piece, itk_dictionary_find(dict, field->id));
    itk_outline_free(&edit.outline);
}

void
itk_edit_none(const struct itk_blob *in, const struct itk_dictionary *dict,
              const struct itk_list *list, struct itk_buf *out)
{
    const struct piece piece = {.names = {list->id}, .count = 1, .none = true};
    const struct itk_entry *entry = itk_dictionary_find(dict, list->id);
    struct members members;
    struct edit edit;

    start(&edit, in, dict, list->id, out);
    members = members_of(&edit, entry);
    if (members.nothing != ITK_NO_NODE) {
        const size_t at =
            edit.outline.nodes[members.nothing].start + 1 + strlen(list->id);

        copy(&edit, 0, at);
        itk_xml_put_attr(out, "none", "yes");
        copy(&edit, at, edit.outline.size);
    } else {
        put_element(&edit, &piece, entry, &members);
    }
    itk_outline_free(&edit.outline);
}
