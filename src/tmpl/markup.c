/*
 * A cursor over the raw bytes of well-formed XML.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"
#include "tmpl/markup.h"

static bool
starts(struct itk_source src, size_t pos, const char *text)
{
    const size_t size = strlen(text);

    return src.size - pos >= size && memcmp(src.data + pos, text, size) == 0;
}

/* Behind the next `text`, or the end of the bytes. */
static size_t
behind(struct itk_source src, size_t pos, const char *text)
{
    const size_t size = strlen(text);
    const char *hit = memmem(src.data + pos, src.size - pos, text, size);

    return hit ? (size_t)(hit - src.data) + size : src.size;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Behind the > of a tag; one inside an attribute's value does not count. */
static size_t
behind_tag(struct itk_source src, size_t pos)
{
    char quote = 0;

    for (; pos < src.size; pos++) {
        const char c = src.data[pos];

        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return pos + 1;
    }
    return src.size;
}

static void
read_name(struct itk_source src, size_t pos, struct itk_token *token)
{
    size_t end = pos;

    while (end < token->at.end && !is_blank(src.data[end]) &&
           src.data[end] != '>' && src.data[end] != '/')
        end++;
    token->name = src.data + pos;
    token->name_size = end - pos;
}

static void
read_tag(struct itk_source src, size_t begin, struct itk_token *token)
{
    token->at.end = behind_tag(src, begin);
    if (starts(src, begin, "</")) {
        token->kind = ITK_TOKEN_END;
        read_name(src, begin + 2, token);
        return;
    }
    token->kind =
        token->at.end - begin > 2 && src.data[token->at.end - 2] == '/'
            ? ITK_TOKEN_EMPTY
            : ITK_TOKEN_START;
    read_name(src, begin + 1, token);
}

bool
itk_token_next(struct itk_source src, size_t *pos, struct itk_token *token)
{
    const size_t begin = *pos;

    if (begin >= src.size)
        return false;
    *token = (struct itk_token){.kind = ITK_TOKEN_OTHER, .at = {begin, begin}};
    if (src.data[begin] != '<') {
        const char *hit = memchr(src.data + begin, '<', src.size - begin);

        token->kind = ITK_TOKEN_TEXT;
        token->at.end = hit ? (size_t)(hit - src.data) : src.size;
    } else if (starts(src, begin, "<!--")) {
        token->at.end = behind(src, begin + 4, "-->");
    } else if (starts(src, begin, "<![CDATA[")) {
        token->kind = ITK_TOKEN_CDATA;
        token->at.end = behind(src, begin + 9, "]]>");
        token->inner = (struct itk_range){begin + 9, token->at.end - 3};
        if (token->inner.end < token->inner.begin)
            token->inner.end = token->inner.begin;
    } else if (starts(src, begin, "<?")) {
        token->at.end = behind(src, begin + 2, "?>");
    } else if (starts(src, begin, "<!")) {
        token->at.end = behind(src, begin + 2, ">");
    } else {
        read_tag(src, begin, token);
    }
    *pos = token->at.end;
    return true;
}

bool
itk_attr_next(struct itk_source src, const struct itk_token *token, size_t *pos,
              struct itk_attr *attr)
{
    const size_t end = token->at.end;
    size_t at = *pos ? *pos : token->at.begin + 1 + token->name_size;
    const char *close;

    attr->all.begin = at;
    while (at < end && is_blank(src.data[at]))
        at++;
    attr->name = src.data + at;
    while (at < end && src.data[at] != '=' && !is_blank(src.data[at]) &&
           src.data[at] != '>' && src.data[at] != '/')
        at++;
    attr->name_size = (size_t)(src.data + at - attr->name);
    while (at < end && src.data[at] != '"' && src.data[at] != '\'')
        at++;
    if (attr->name_size == 0 || at >= end)
        return false;
    close = memchr(src.data + at + 1, src.data[at], end - at - 1);
    if (!close)
        return false;
    attr->value = (struct itk_range){at + 1, (size_t)(close - src.data)};
    attr->all.end = attr->value.end + 1;
    *pos = attr->all.end;
    return true;
}

bool
itk_attr_find(struct itk_source src, const struct itk_token *token,
              const char *name, struct itk_attr *attr)
{
    const size_t size = strlen(name);
    size_t pos = 0;

    while (itk_attr_next(src, token, &pos, attr)) {
        if (attr->name_size == size && memcmp(attr->name, name, size) == 0)
            return true;
    }
    return false;
}

static bool
named_reference(const char *text, size_t size, uint32_t *scalar)
{
    static const struct {
        const char *name;
        char c;
    } names[] = {
        {"&amp;", '&'},   {"&lt;", '<'},   {"&gt;", '>'},
        {"&apos;", '\''}, {"&quot;", '"'},
    };

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        if (strlen(names[i].name) == size &&
            memcmp(names[i].name, text, size) == 0) {
            *scalar = (uint32_t)names[i].c;
            return true;
        }
    }
    return false;
}

size_t
itk_markup_reference(struct itk_source src, size_t pos, struct itk_buf *out)
{
    const char *text = src.data + pos;
    const char *semi = memchr(text, ';', src.size - pos);
    const size_t size = semi ? (size_t)(semi - text) + 1 : 1;
    uint32_t scalar = '?'; /* libxml2 lets no other reference through */

    if (size > 3 && text[1] == '#') {
        const bool hex = text[2] == 'x';

        scalar = (uint32_t)strtoul(text + (hex ? 3 : 2), NULL, hex ? 16 : 10);
    } else {
        (void)named_reference(text, size, &scalar);
    }
    itk_utf8_put(out, scalar);
    return size;
}

void
itk_markup_decode(struct itk_source src, struct itk_range range,
                  struct itk_buf *out)
{
    size_t pos = range.begin;

    while (pos < range.end) {
        const char *hit = memchr(src.data + pos, '&', range.end - pos);
        const size_t plain = hit ? (size_t)(hit - src.data) : range.end;

        itk_buf_add(out, src.data + pos, plain - pos);
        pos = plain;
        if (hit)
            pos += itk_markup_reference(src, pos, out);
    }
}
