/*
 * Lists that begin anew.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/numbering.h"
#include "xml/write.h"

#define LEVELS 9u

/* An element: its start tag and the whole of it. */
struct element {
    struct itk_token token;
    struct itk_range at;
};

/* The next element from `*pos` on, before `end`; `*pos` moves behind it. */
static bool
next_element(struct itk_source src, size_t *pos, size_t end,
             struct element *element)
{
    struct itk_token token;
    size_t depth = 0;

    while (*pos < end && itk_token_next(src, pos, &token)) {
        if (depth == 0 &&
            (token.kind == ITK_TOKEN_START || token.kind == ITK_TOKEN_EMPTY)) {
            element->token = token;
            element->at.begin = token.at.begin;
        }
        if (token.kind == ITK_TOKEN_START)
            depth++;
        if (token.kind == ITK_TOKEN_END && depth-- == 0)
            return false;
        if (depth == 0 &&
            (token.kind == ITK_TOKEN_END || token.kind == ITK_TOKEN_EMPTY)) {
            element->at.end = token.at.end;
            return true;
        }
    }
    return false;
}

/* Where the children of the root, or of an element, begin. */
static size_t
inside_root(struct itk_source src)
{
    struct itk_token token;
    size_t pos = 0;

    while (itk_token_next(src, &pos, &token)) {
        if (token.kind == ITK_TOKEN_START)
            return pos;
    }
    return src.size;
}

static bool
attr_is(struct itk_source src, const struct itk_token *token, const char *name,
        const char *value, size_t size)
{
    struct itk_attr attr;

    return itk_attr_find(src, token, name, &attr) &&
           attr.value.end - attr.value.begin == size &&
           memcmp(src.data + attr.value.begin, value, size) == 0;
}

/* The child of the root of that name whose attribute has that value. */
static bool
find_in_root(struct itk_source src, const char *name, const char *attr,
             const char *value, size_t size, struct element *found)
{
    size_t pos = inside_root(src);

    while (next_element(src, &pos, src.size, found)) {
        if (itk_token_is(&found->token, name) &&
            attr_is(src, &found->token, attr, value, size))
            return true;
    }
    return false;
}

static bool
find_child(struct itk_source src, const struct element *parent,
           const char *name, struct element *child)
{
    size_t pos = parent->token.at.end;

    while (parent->token.kind == ITK_TOKEN_START &&
           next_element(src, &pos, parent->at.end, child)) {
        if (itk_token_is(&child->token, name))
            return true;
    }
    return false;
}

/* The child that is for that level: w:lvl or w:lvlOverride. */
static bool
find_level(struct itk_source src, const struct element *parent,
           const char *name, unsigned level, struct element *child)
{
    const char digit = (char)('0' + level);
    size_t pos = parent->token.at.end;

    while (parent->token.kind == ITK_TOKEN_START &&
           next_element(src, &pos, parent->at.end, child)) {
        if (itk_token_is(&child->token, name) &&
            attr_is(src, &child->token, "w:ilvl", &digit, 1))
            return true;
    }
    return false;
}

static void
add(struct itk_source src, struct itk_range range, struct itk_buf *out)
{
    itk_buf_add(out, src.data + range.begin, range.end - range.begin);
}

/* The value that a level begins with, as it stands. */
static void
add_start(struct itk_source src, const struct element *level,
          struct itk_buf *out)
{
    struct element start;
    struct itk_attr attr;

    itk_buf_adds(out, "<w:startOverride w:val=\"");
    if (level && find_child(src, level, "w:start", &start) &&
        itk_attr_find(src, &start.token, "w:val", &attr))
        add(src, attr.value, out);
    else
        itk_buf_adds(out, level ? "0" : "1"); /* 17.9.25: 0 when left out */
    itk_buf_adds(out, "\"/>");
}

/* One level: the override that the list has, with a start; else a start. */
static void
add_level(struct itk_source src, const struct element *abstract,
          const struct element *num, unsigned level, struct itk_buf *out)
{
    struct element own, start, form;
    const bool overrides = find_level(src, num, "w:lvlOverride", level, &own);
    const bool formed = overrides && find_child(src, &own, "w:lvl", &form);
    struct element of;
    const bool known = find_level(src, abstract, "w:lvl", level, &of);

    if (!overrides && !known)
        return;
    itk_buf_adds(out, "<w:lvlOverride w:ilvl=\"");
    itk_buf_addu(out, level);
    itk_buf_adds(out, "\">");
    if (overrides && find_child(src, &own, "w:startOverride", &start))
        add(src, start.at, out);
    else
        add_start(src, formed ? &form : known ? &of : NULL, out);
    if (formed)
        add(src, form.at, out);
    itk_buf_adds(out, "</w:lvlOverride>");
}

const char *
itk_numbering_restart(struct itk_source src, const char *num, size_t size,
                      struct itk_arena *arena)
{
    struct element list, id, abstract;
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_attr attr;
    const char *inner;

    if (!src.data || !find_in_root(src, "w:num", "w:numId", num, size, &list) ||
        !find_child(src, &list, "w:abstractNumId", &id) ||
        !itk_attr_find(src, &id.token, "w:val", &attr) ||
        !find_in_root(src, "w:abstractNum", "w:abstractNumId",
                      src.data + attr.value.begin,
                      attr.value.end - attr.value.begin, &abstract))
        return NULL;
    add(src, id.at, &out);
    for (unsigned level = 0; level < LEVELS; level++)
        add_level(src, &abstract, &list, level, &out);
    inner = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return inner;
}

unsigned long
itk_numbering_max(struct itk_source src)
{
    struct element num;
    struct itk_attr attr;
    size_t pos = src.data ? inside_root(src) : src.size;
    unsigned long most = 0;

    while (next_element(src, &pos, src.size, &num)) {
        if (itk_token_is(&num.token, "w:num") &&
            itk_attr_find(src, &num.token, "w:numId", &attr)) {
            const unsigned long id =
                strtoul(src.data + attr.value.begin, NULL, 10);

            most = id > most ? id : most;
        }
    }
    return most;
}
