/*
 * The names that a tag may hold.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "text/utf8.h"
#include "tmpl/path.h"

#define IDEOGRAPHIC_SPACE 0x3000u
#define NO_BREAK_SPACE    0xA0u
#define GUID_SIZE         36u

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of one character that may stand in a name, or 0. */
static size_t
name_char(const char *text, size_t size, bool first)
{
    enum itk_char_class class;
    uint32_t scalar;
    size_t step;

    if (size == 0)
        return 0;
    if ((unsigned char)text[0] < 0x80)
        return is_letter(text[0]) ||
               (!first && (is_digit(text[0]) || text[0] == '-'));
    step = itk_utf8_next(text, size, &scalar);
    if (step == 0 || scalar == IDEOGRAPHIC_SPACE || scalar == NO_BREAK_SPACE)
        return 0;
    class = itk_char_class(scalar);
    return class == ITK_CHAR_PLAIN || (!first && class == ITK_CHAR_MARK) ? step
                                                                         : 0;
}

static size_t
name_size(const char *text, size_t size)
{
    size_t at = 0, step = name_char(text, size, true);

    while (step > 0) {
        at += step;
        step = name_char(text + at, size - at, false);
    }
    return at;
}

size_t
itk_path_size(const char *text, size_t size)
{
    size_t at = name_size(text, size);

    while (at > 0 && at < size && text[at] == '.') {
        const size_t next = name_size(text + at + 1, size - at - 1);

        if (next == 0)
            break;
        at += 1 + next;
    }
    return at;
}

static bool
is_guid(const char *text, size_t size)
{
    for (size_t i = 0; i < GUID_SIZE; i++) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (i >= size ||
            (dash ? text[i] != '-' : !is_digit(text[i]) && !is_letter(text[i])))
            return false;
    }
    return size > GUID_SIZE && text[GUID_SIZE] == '}';
}

/* `text` is what stands behind a brace. */
static bool
opens_tag(const char *text, size_t size)
{
    size_t at = 0, name;

    if (is_guid(text, size))
        return false;
    if (size > 0 && memchr("#^/@~%", text[0], 6))
        at = 1;
    name = itk_path_size(text + at, size - at);
    at += name;
    return name > 0 && at < size && (text[at] == '}' || text[at] == '|');
}

bool
itk_path_tag_like(const char *text, size_t size)
{
    const char *end = text + size;
    const char *brace = text;

    while (brace < end && (brace = memchr(brace, '{', (size_t)(end - brace)))) {
        brace++;
        if (opens_tag(brace, (size_t)(end - brace)))
            return true;
    }
    return false;
}
