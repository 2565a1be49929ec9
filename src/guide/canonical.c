/*
 * Elements with their attributes sorted by name, and their text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "guide/canonical.h"
#include "guide/read.h"
#include "xml/xml.h"

/* Lengths stand before what could hold any character, so that no two different
 * elements look alike. */
static void
put_string(struct itk_buf *out, const char *text, size_t size)
{
    itk_buf_addu(out, size);
    itk_buf_addc(out, ':');
    itk_buf_add(out, text, size);
}

static int
by_name(const void *a, const void *b)
{
    const xmlAttr *const *one = a, *const *other = b;

    return strcmp((const char *)(*one)->name, (const char *)(*other)->name);
}

static void
put_attributes(struct itk_buf *out, const xmlNode *node, enum itk_lang lang)
{
    const char *foreign = lang == ITK_JA ? "en" : "ja";
    const xmlAttr *attrs[ITK_XML_MAX_ATTRS];
    size_t count = 0;

    for (const xmlAttr *attr = node->properties;
         attr && count < ITK_COUNT(attrs); attr = attr->next) {
        if (strcmp((const char *)attr->name, foreign) != 0)
            attrs[count++] = attr;
    }
    qsort(attrs, count, sizeof(attrs[0]), by_name);
    for (size_t i = 0; i < count; i++) {
        const char *name = (const char *)attrs[i]->name;
        const char *value = itk_xml_attr(node, name);

        itk_buf_addc(out, '@');
        itk_buf_adds(out, name);
        itk_buf_addc(out, '=');
        put_string(out, value, strlen(value));
    }
}

/* Is there nothing there, or a letter beyond ASCII? */
static bool
is_wide(const char *text, size_t size, size_t at)
{
    return at >= size || (unsigned char)text[at] >= 0x80;
}

/* Text between two elements, or the ends of theirs. */
struct piece {
    struct itk_buf text;
    bool first, last; /* no element before it, behind it */
};

/* Blanks with a line end among them mean nothing where they mean nothing in
 * the texts themselves (text.c). */
static void
put_piece(struct itk_buf *out, const struct piece *piece, enum itk_lang lang)
{
    const char *text = piece->text.data;
    const size_t size = piece->text.size;
    struct itk_buf kept = ITK_BUF_INIT;

    for (size_t at = 0; at < size;) {
        const size_t run = strspn(text + at, " \t\r\n"), end = at + run;
        const bool edge =
            (piece->first && at == 0) || (piece->last && end == size);
        const bool wide = lang == ITK_JA && is_wide(text, size, end) &&
                          (at == 0 || is_wide(text, size, at - 1));

        if (!run)
            itk_buf_addc(&kept, text[at]);
        else if (!memchr(text + at, '\n', run) || (!edge && !wide))
            itk_buf_addc(&kept, ' ');
        at += run ? run : 1;
    }
    if (kept.size) {
        itk_buf_addc(out, '"');
        put_string(out, kept.data, kept.size);
    }
    itk_buf_free(&kept);
}

/* The text before `kid` (NULL: up to the end) is whole. */
static void
end_piece(struct itk_buf *out, struct piece *piece, const xmlNode *kid,
          enum itk_lang lang)
{
    piece->last = !kid;
    put_piece(out, piece, lang);
    itk_buf_clear(&piece->text);
    piece->first = false;
}

/* As deep as the XML, which its gate limits. */
void
itk_canonical(struct itk_buf *out, const xmlNode *node, const xmlNode *only,
              enum itk_lang lang)
{
    const bool one = only && only->parent == node;
    struct piece piece = {.text = ITK_BUF_INIT, .first = true};

    itk_buf_addc(out, '<');
    itk_buf_adds(out, (const char *)node->name);
    put_attributes(out, node, lang);
    for (const xmlNode *kid = node->children; kid; kid = kid->next) {
        if (itk_read_is_text(kid))
            itk_buf_adds(&piece.text, (const char *)kid->content);
        if (kid->type != XML_ELEMENT_NODE ||
            (one && kid != only && itk_xml_is(kid, (const char *)only->name)))
            continue;
        end_piece(out, &piece, kid, lang);
        itk_canonical(out, kid, NULL, lang);
    }
    end_piece(out, &piece, NULL, lang);
    itk_buf_addc(out, '>');
    itk_buf_free(&piece.text);
}
