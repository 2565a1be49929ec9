/*
 * The file at hand, and the shapes of its elements.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guide/read.h"
#include "text/utf8.h"
#include "xml/xml.h"

struct itk_scope
itk_scope_in(const struct itk_scope *outer, const struct itk_list *list)
{
    struct itk_scope inner = *outer;

    inner.outer = outer;
    inner.list = list;
    return inner;
}

const char *
itk_read_shown(struct itk_reader *r, const char *name)
{
    struct itk_buf path = ITK_BUF_INIT;

    itk_buf_adds(&path, r->shown);
    if (path.size && path.data[path.size - 1] != '/')
        itk_buf_addc(&path, '/');
    itk_buf_adds(&path, name);
    r->file = itk_arena_copy(&r->guide->arena, path.data, path.size);
    itk_buf_free(&path);
    return r->file;
}

const char *
itk_read_base(const char *shown)
{
    const char *slash = strrchr(shown, '/');

    return slash ? slash + 1 : shown;
}

const xmlNode *
itk_read_open(struct itk_reader *r, const char *name, const char *root)
{
    const struct itk_blob *blob = itk_blobs_find(r->files, name);
    struct itk_blob in = {.name = itk_read_shown(r, name),
                          .fault = ITK_FAULT_PACKAGE};
    const xmlNode *node;
    xmlDoc *doc;

    if (!blob) {
        itk_read_fail(r, 0, ITK_MSG_GUIDE_MISSING_FILE, ITK_NO_ARGS);
        return NULL;
    }
    in.data = blob->data;
    in.size = blob->size;
    doc = itk_xml_parse(&in, r->err);
    if (!doc)
        return NULL;
    r->docs = itk_grow(r->docs, r->docs_count + 1, sizeof(xmlDoc *));
    r->docs[r->docs_count++] = doc;
    node = xmlDocGetRootElement(doc);
    if (!itk_xml_is(node, root)) {
        itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_ROOT,
                      ITK_ARGS((const char *)node->name, root));
        return NULL;
    }
    return node;
}

void
itk_read_close(struct itk_reader *r)
{
    for (size_t i = 0; i < r->docs_count; i++)
        xmlFreeDoc(r->docs[i]);
    free(r->docs);
    r->docs = NULL;
    r->docs_count = 0;
}

bool
itk_read_fail(struct itk_reader *r, long line, enum itk_msg id,
              const char *const args[])
{
    const struct itk_loc loc = {.file = r->file, .line = line};

    return itk_fail(r->err, ITK_FAULT_PACKAGE, loc, id, args);
}

bool
itk_read_fail_field(struct itk_reader *r, long line,
                    const struct itk_field *field, enum itk_msg id,
                    const char *const args[])
{
    const struct itk_loc loc = {.file = r->file,
                                .line = line,
                                .label = &field->label,
                                .field = field->id};

    return itk_fail(r->err, ITK_FAULT_PACKAGE, loc, id, args);
}

bool
itk_read_fail_twice(struct itk_reader *r, long line, const char *id,
                    const char *file, long other)
{
    struct itk_buf place = ITK_BUF_INIT;

    itk_buf_adds(&place, itk_read_base(file));
    itk_buf_addc(&place, ':');
    itk_buf_addu(&place, other > 0 ? (uint64_t)other : 0);
    itk_read_fail(r, line, ITK_MSG_GUIDE_TWICE, ITK_ARGS(id, place.data));
    itk_buf_free(&place);
    return false;
}

/* One word of a shape. */
struct word {
    const char *text;
    size_t size;
    char mark; /* ! ? + or '\0' */
};

static bool
next_word(const char **at, struct word *word)
{
    const char *end;

    *at += strspn(*at, " ");
    end = *at + strcspn(*at, " ");
    if (end == *at)
        return false;
    *word = (struct word){*at, (size_t)(end - *at), '\0'};
    if (strchr("!?+", end[-1])) {
        word->mark = end[-1];
        word->size--;
    }
    *at = end;
    return true;
}

static bool
same(struct word word, const xmlChar *name)
{
    return strlen((const char *)name) == word.size &&
           memcmp(name, word.text, word.size) == 0;
}

static bool
is_listed(const char *shape, const xmlChar *name)
{
    struct word word;

    while (next_word(&shape, &word)) {
        if (same(word, name))
            return true;
    }
    return false;
}

/* The words of a shape for people: "a, b, c". */
static void
list_words(struct itk_buf *out, const char *shape)
{
    struct word word;

    while (next_word(&shape, &word)) {
        if (out->size)
            itk_buf_adds(out, ", ");
        itk_buf_add(out, word.text, word.size);
    }
    if (!out->size)
        itk_buf_addc(out, '-');
}

static bool
fail_listed(struct itk_reader *r, const xmlNode *node, enum itk_msg id,
            const char *what, const char *shape)
{
    struct itk_buf list = ITK_BUF_INIT;

    list_words(&list, shape);
    itk_read_fail(r, itk_xml_line(node), id,
                  ITK_ARGS((const char *)node->name, what, list.data));
    itk_buf_free(&list);
    return false;
}

static bool
fail_word(struct itk_reader *r, const xmlNode *node, enum itk_msg id,
          struct word word)
{
    struct itk_buf name = ITK_BUF_INIT;

    itk_buf_add(&name, word.text, word.size);
    itk_read_fail(r, itk_xml_line(node), id,
                  ITK_ARGS((const char *)node->name, name.data));
    itk_buf_free(&name);
    return false;
}

/* No line ends, nothing that cannot be seen: all attributes are one line. */
static bool
check_characters(struct itk_reader *r, const xmlNode *node, const char *text)
{
    const size_t size = strlen(text);
    uint32_t scalar = 0;

    for (size_t at = 0; at < size;) {
        const size_t length = itk_utf8_next(text + at, size - at, &scalar);
        const enum itk_char_class kind =
            length ? itk_char_class(scalar) : ITK_CHAR_CONTROL;
        char name[16];

        if (kind == ITK_CHAR_PLAIN || kind == ITK_CHAR_MARK) {
            at += length;
            continue;
        }
        (void)snprintf(name, sizeof(name), "U+%04X", (unsigned)scalar);
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_CHARACTER,
                             ITK_ARGS((const char *)node->name, name));
    }
    return true;
}

static bool
check_attrs(struct itk_reader *r, const xmlNode *node, const char *shape)
{
    const char *at = shape;
    struct word word;

    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        const char *name = (const char *)attr->name;

        if (attr->ns || !is_listed(shape, attr->name))
            return fail_listed(r, node, ITK_MSG_GUIDE_ATTRIBUTE, name, shape);
        if (!check_characters(r, node, itk_xml_attr(node, name)))
            return false;
    }
    while (next_word(&at, &word)) {
        const xmlAttr *attr = node->properties;

        while (attr && !same(word, attr->name))
            attr = attr->next;
        if (word.mark != '!' ||
            (attr && *itk_xml_attr(node, (const char *)attr->name)))
            continue;
        if (attr)
            return fail_word(r, node, ITK_MSG_GUIDE_EMPTY_ATTRIBUTE, word);
        return fail_word(r, node,
                         word.size == 4 && !memcmp(word.text, "from", 4)
                             ? ITK_MSG_GUIDE_NOT_DATED
                             : ITK_MSG_GUIDE_NO_ATTRIBUTE,
                         word);
    }
    return true;
}

/* How many children of that name there are; `second` is the second of them. */
static size_t
count_kids(const xmlNode *node, struct word word, const xmlNode **second)
{
    size_t count = 0;

    for (const xmlNode *kid = itk_xml_first(node); kid;
         kid = itk_xml_next(kid)) {
        if (same(word, kid->name) && ++count == 2)
            *second = kid;
    }
    return count;
}

static bool
check_counts(struct itk_reader *r, const xmlNode *node, const char *shape)
{
    struct word word;

    while (next_word(&shape, &word)) {
        const xmlNode *second = node;
        const size_t count = word.mark ? count_kids(node, word, &second) : 0;

        if (count == 0 && (word.mark == '!' || word.mark == '+'))
            return fail_word(r, node, ITK_MSG_GUIDE_NO_ELEMENT, word);
        if (count > 1 && (word.mark == '!' || word.mark == '?'))
            return itk_read_fail(
                r, itk_xml_line(second), ITK_MSG_GUIDE_ELEMENT_TWICE,
                ITK_ARGS((const char *)second->name, (const char *)node->name));
    }
    return true;
}

static bool
check_kids(struct itk_reader *r, const xmlNode *node, const char *shape)
{
    size_t count = 0;

    for (const xmlNode *kid = itk_xml_first(node); kid;
         kid = itk_xml_next(kid)) {
        const char *name = (const char *)kid->name;
        struct itk_buf list = ITK_BUF_INIT;

        if (kid->ns || kid->nsDef)
            return itk_read_fail(r, itk_xml_line(kid), ITK_MSG_GUIDE_NAMESPACE,
                                 ITK_ARGS(name));
        if (!is_listed(shape, kid->name)) {
            list_words(&list, shape);
            itk_read_fail(r, itk_xml_line(kid), ITK_MSG_GUIDE_ELEMENT,
                          ITK_ARGS((const char *)node->name, name, list.data));
            itk_buf_free(&list);
            return false;
        }
        if (++count > ITK_READ_MAX_KIDS)
            return itk_read_fail(r, itk_xml_line(kid), ITK_MSG_GUIDE_MANY,
                                 ITK_ARGS((const char *)node->name, "4096"));
    }
    return check_counts(r, node, shape);
}

bool
itk_read_is_text(const xmlNode *node)
{
    return (node->type == XML_TEXT_NODE ||
            node->type == XML_CDATA_SECTION_NODE) &&
           node->content;
}

static long
newlines(const char *text, size_t size)
{
    long count = 0;

    for (size_t i = 0; i < size; i++)
        count += text[i] == '\n';
    return count;
}

long
itk_read_end_line(const xmlNode *node, long line)
{
    const char *content = (const char *)node->content;

    if (node->type != XML_ELEMENT_NODE)
        return line + (content ? newlines(content, strlen(content)) : 0);
    line = itk_xml_line(node);
    for (const xmlNode *kid = node->children; kid; kid = kid->next)
        line = itk_read_end_line(kid, line);
    return line;
}

static bool
check_no_text(struct itk_reader *r, const xmlNode *node)
{
    long line = itk_xml_line(node);

    for (const xmlNode *kid = node->children; kid; kid = kid->next) {
        const char *content = (const char *)kid->content;
        const size_t blanks =
            itk_read_is_text(kid) ? strspn(content, " \t\r\n") : 0;

        if (itk_read_is_text(kid) && content[blanks])
            return itk_read_fail(r, line + newlines(content, blanks),
                                 ITK_MSG_GUIDE_TEXT,
                                 ITK_ARGS((const char *)node->name));
        line = itk_read_end_line(kid, line);
    }
    return true;
}

bool
itk_read_mixed(struct itk_reader *r, const xmlNode *node, const char *attrs,
               const char *kids)
{
    if (node->ns || node->nsDef)
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_NAMESPACE,
                             ITK_ARGS((const char *)node->name));
    return check_attrs(r, node, attrs) && check_kids(r, node, kids);
}

bool
itk_read_shape(struct itk_reader *r, const xmlNode *node, const char *attrs,
               const char *kids)
{
    return itk_read_mixed(r, node, attrs, kids) && check_no_text(r, node);
}

const xmlNode *
itk_read_named(const xmlNode *node, const char *name)
{
    while (node && !itk_xml_is(node, name))
        node = itk_xml_next(node);
    return node;
}

const xmlNode *
itk_read_kid(const xmlNode *node, const char *name)
{
    return itk_read_named(itk_xml_first(node), name);
}

size_t
itk_read_count(const xmlNode *node, const char *name)
{
    size_t count = 0;

    for (const xmlNode *kid = itk_xml_first(node); kid; kid = itk_xml_next(kid))
        count += !name || itk_xml_is(kid, name);
    return count;
}

bool
itk_read_help(struct itk_reader *r, const xmlNode *node, const char *name,
              struct itk_label *label)
{
    const xmlNode *help = itk_read_kid(node, name);

    *label = (struct itk_label){{"", ""}};
    if (!help)
        return true;
    if (!itk_read_shape(r, help, "ja! en!", ""))
        return false;
    *label = itk_read_label(r, help);
    return true;
}
