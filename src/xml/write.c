/*
 * The only writer of XML: plain runs are copied, five or seven characters
 * escaped (XML 1.0, 2.4 and 3.3.3).
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "base/bytes.h"
#include "xml/write.h"

/* What stands for a byte of text or of an attribute's value; NULL: itself. A
 * bare carriage return would be read back as a line feed, so it is escaped in
 * text too. */
static const char *
reference(char c, bool attr)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    case '"':
        return attr ? "&quot;" : NULL;
    case '\t':
        return attr ? "&#9;" : NULL;
    case '\n':
        return attr ? "&#10;" : NULL;
    default:
        return NULL;
    }
}

/* How many bytes from the start on stand for themselves; all or few of them. */
static size_t
plain(const char *text, size_t size)
{
    size_t at = 0;

    while (size - at >= ITK_SIXTEEN) {
        const itk_sixteen bytes = itk_sixteen_at(text + at);

        if (itk_sixteen_any(
                itk_sixteen_below(bytes, ' ') | itk_sixteen_are(bytes, '&') |
                itk_sixteen_are(bytes, '<') | itk_sixteen_are(bytes, '>') |
                itk_sixteen_are(bytes, '"')))
            break;
        at += ITK_SIXTEEN;
    }
    return at;
}

static void
escape(struct itk_buf *out, const char *text, size_t size, bool attr)
{
    size_t done = 0;

    for (size_t i = plain(text, size); i < size; i++) {
        const char *instead = reference(text[i], attr);

        if (!instead)
            continue;
        itk_buf_add(out, text + done, i - done);
        itk_buf_adds(out, instead);
        done = i + 1;
    }
    itk_buf_add(out, text + done, size - done);
}

void
itk_xml_escape(struct itk_buf *out, const char *text, size_t size)
{
    escape(out, text, size, false);
}

void
itk_xml_escape_attr(struct itk_buf *out, const char *text, size_t size)
{
    escape(out, text, size, true);
}

void
itk_xml_lt(struct itk_buf *out, const char *name)
{
    itk_buf_addc(out, '<');
    itk_buf_adds(out, name);
}

void
itk_xml_put_attr(struct itk_buf *out, const char *name, const char *value)
{
    itk_buf_addc(out, ' ');
    itk_buf_adds(out, name);
    itk_buf_adds(out, "=\"");
    itk_xml_escape_attr(out, value, strlen(value));
    itk_buf_addc(out, '"');
}

void
itk_xml_gt(struct itk_buf *out)
{
    itk_buf_addc(out, '>');
}

void
itk_xml_slash(struct itk_buf *out)
{
    itk_buf_adds(out, "/>");
}

void
itk_xml_open(struct itk_buf *out, const char *name)
{
    itk_xml_lt(out, name);
    itk_xml_gt(out);
}

void
itk_xml_close(struct itk_buf *out, const char *name)
{
    itk_buf_adds(out, "</");
    itk_buf_adds(out, name);
    itk_xml_gt(out);
}
