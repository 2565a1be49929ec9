/*
 * A scan over bytes that have been judged already: what is markup and what is
 * not is what xml/gate.c and libxml2 took it for.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "input/outline.h"

struct scan {
    struct itk_outline *to;
    size_t at;
    size_t in; /* the innermost open element */
};

static bool
begins(const struct scan *scan, const char *word)
{
    const size_t size = strlen(word);

    return scan->to->size - scan->at >= size &&
           memcmp(scan->to->text + scan->at, word, size) == 0;
}

/* Behind the next `word` after `from`. */
static size_t
behind(const struct scan *scan, size_t from, const char *word)
{
    const char *text = scan->to->text;
    const char *at =
        memmem(text + from, scan->to->size - from, word, strlen(word));

    assert(at); /* the gate saw it closed */
    return at ? (size_t)(at - text) + strlen(word) : scan->to->size;
}

/* Does the comment at hand begin as an element of `shown` does? */
static bool
is_example(const struct scan *scan)
{
    const char *shown = scan->to->shown;
    const char *at = scan->to->text + scan->at + strlen("<!--");
    const char *end = scan->to->text + scan->to->size;
    const size_t size = shown ? strlen(shown) : 0;

    while (at < end && strchr(" \t\r\n", *at))
        at++;
    return shown && (size_t)(end - at) > size + 1 && *at == '<' &&
           memcmp(at + 1, shown, size) == 0 &&
           strchr(" \t\r\n/>", at[size + 1]);
}

static void
comment(struct scan *scan)
{
    const size_t end = behind(scan, scan->at + strlen("<!--"), "-->");

    if (scan->in == 0 && is_example(scan)) {
        scan->to->shown_start = scan->at;
        scan->to->shown_end = end;
    }
    scan->at = end;
}

/* Behind the '>' of a tag; quotes may hide one. */
static size_t
tag_end(const struct scan *scan)
{
    const char *text = scan->to->text;
    char quote = '\0';
    size_t at = scan->at;

    for (; at < scan->to->size && (quote || text[at] != '>'); at++) {
        if (quote)
            quote = text[at] == quote ? '\0' : quote;
        else if (text[at] == '"' || text[at] == '\'')
            quote = text[at];
    }
    return at + 1;
}

/* The dictionary's entry of an element `name` in `parent`. */
static const struct itk_entry *
entry_of(const struct itk_outline *outline, size_t parent, const char *name,
         size_t size)
{
    const struct itk_entry *up =
        parent == ITK_NO_NODE ? NULL : outline->nodes[parent].entry;
    struct itk_buf id = ITK_BUF_INIT;
    const struct itk_entry *entry;

    if (parent == ITK_NO_NODE)
        return NULL;
    if (up) {
        itk_buf_adds(&id, up->id);
        itk_buf_addc(&id, '.');
    }
    itk_buf_add(&id, name, size);
    entry = itk_dictionary_find(outline->dict, id.data);
    itk_buf_free(&id);
    return entry;
}

static struct itk_node *
push(struct itk_outline *outline)
{
    if (outline->count == outline->room) {
        outline->room = outline->room ? 2 * outline->room : 64;
        outline->nodes =
            itk_grow(outline->nodes, outline->room, sizeof(*outline->nodes));
    }
    return &outline->nodes[outline->count++];
}

static void
start_tag(struct scan *scan)
{
    struct itk_outline *to = scan->to;
    const size_t end = tag_end(scan);
    const char *name = to->text + scan->at + 1;
    const char *last = to->text + end - 1; /* its '>' */
    const bool closes = last[-1] == '/';
    const size_t size = strcspn(name, " \t\r\n/>");
    const char *rest = name + size + strspn(name + size, " \t\r\n");
    const struct itk_entry *entry = entry_of(to, scan->in, name, size);
    struct itk_node *node = push(to);

    *node = (struct itk_node){.entry = entry,
                              .parent = scan->in,
                              .start = scan->at,
                              .inner = end,
                              .close = end,
                              .end = end,
                              .closes_itself = closes,
                              .has_attributes = rest < last - closes};
    if (scan->in != ITK_NO_NODE)
        to->nodes[scan->in].has_elements = true;
    if (!closes)
        scan->in = to->count - 1;
    scan->at = end;
}

static void
end_tag(struct scan *scan)
{
    struct itk_node *node;

    assert(scan->in != ITK_NO_NODE);
    node = &scan->to->nodes[scan->in];
    node->close = scan->at;
    scan->at = node->end = tag_end(scan);
    scan->in = node->parent;
}

void
itk_outline_read(struct itk_outline *outline, const struct itk_blob *in,
                 const struct itk_dictionary *dict, const char *shown)
{
    struct scan scan = {.to = outline, .in = ITK_NO_NODE};

    *outline = (struct itk_outline){
        .text = in->data, .size = in->size, .dict = dict, .shown = shown};
    while (scan.at < outline->size) {
        const char *next =
            memchr(outline->text + scan.at, '<', outline->size - scan.at);

        if (!next)
            break;
        scan.at = (size_t)(next - outline->text);
        if (begins(&scan, "<!--"))
            comment(&scan);
        else if (begins(&scan, "<![CDATA["))
            scan.at = behind(&scan, scan.at, "]]>");
        else if (begins(&scan, "<?"))
            scan.at = behind(&scan, scan.at, "?>");
        else if (begins(&scan, "</"))
            end_tag(&scan);
        else
            start_tag(&scan);
    }
    assert(outline->count && scan.in == ITK_NO_NODE);
}

void
itk_outline_free(struct itk_outline *outline)
{
    free(outline->nodes);
    *outline = (struct itk_outline){0};
}
