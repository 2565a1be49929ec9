/*
 * White space of values: what pretty-printing put in is taken out again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "input/space.h"
#include "text/utf8.h"

#define IDEOGRAPHIC_SPACE "\xE3\x80\x80" /* U+3000 */
#define LINE_SEPARATOR    "\xE2\x80\xA8" /* U+2028 */
#define PARA_SEPARATOR    "\xE2\x80\xA9" /* U+2029 */

struct span {
    const char *at;
    size_t size;
};

static bool
starts(struct span text, const char *with)
{
    const size_t size = strlen(with);

    return text.size >= size && memcmp(text.at, with, size) == 0;
}

/* Bytes of the line break at the start of the text; 0: there is none. */
static size_t
break_at(struct span text)
{
    if (starts(text, "\r\n"))
        return 2;
    if (starts(text, "\n") || starts(text, "\r") || starts(text, "\v"))
        return 1;
    return starts(text, LINE_SEPARATOR) || starts(text, PARA_SEPARATOR) ? 3 : 0;
}

static bool
blank_at(struct span text)
{
    return starts(text, " ") || starts(text, "\t");
}

static struct span
skip(struct span text, size_t size)
{
    return (struct span){text.at + size, text.size - size};
}

/* Bytes of the white space, U+3000 included, at the start. */
static size_t
white_at(struct span text)
{
    if (blank_at(text))
        return 1;
    return starts(text, IDEOGRAPHIC_SPACE) ? 3 : break_at(text);
}

static struct span
trim_start(struct span text)
{
    size_t size;

    while ((size = white_at(text)) > 0)
        text = skip(text, size);
    return text;
}

/* No character of UTF-8 ends in the bytes of another. */
static struct span
trim_end(struct span text)
{
    for (;;) {
        size_t size = 0;

        if (text.size > 0 &&
            white_at((struct span){text.at + text.size - 1, 1}) == 1)
            size = 1;
        else if (text.size >= 3 &&
                 white_at((struct span){text.at + text.size - 3, 3}) == 3)
            size = 3;
        if (size == 0)
            return text;
        text.size -= size;
    }
}

/* Wide characters, and half-width katakana. */
static bool
is_japanese(uint32_t scalar, struct span character)
{
    return (scalar >= 0xFF61 && scalar <= 0xFF9F) ||
           itk_utf8_width(character.at, character.size) == 2;
}

struct run {
    size_t size;
    bool broken, tabbed;
};

static struct run
run_at(struct span text)
{
    struct run run = {0};

    for (;;) {
        const struct span rest = skip(text, run.size);
        const size_t broken = break_at(rest);

        if (broken == 0 && !blank_at(rest))
            return run;
        run.broken = run.broken || broken > 0;
        run.tabbed = run.tabbed || starts(rest, "\t");
        run.size += broken > 0 ? broken : 1;
    }
}

bool
itk_space_stays(const char *text, size_t size)
{
    return size && text[0] != ' ' && text[size - 1] != ' ' &&
           itk_utf8_ordinary(text, size) == size;
}

void
itk_space_line(struct itk_buf *out, const char *text, size_t size)
{
    struct span rest =
        trim_end(trim_start((struct span){text ? text : "", size}));
    bool japanese = false; /* the last character that is no mark */

    if (itk_space_stays(rest.at, rest.size)) {
        itk_buf_add(out, rest.at, rest.size);
        return;
    }
    while (rest.size > 0) {
        const struct run run = run_at(rest);
        const struct span from = skip(rest, run.size);
        uint32_t scalar = 0;
        const size_t length = itk_utf8_next(from.at, from.size, &scalar);
        const bool next =
            length && is_japanese(scalar, (struct span){from.at, length});

        if (run.broken && !(japanese && next))
            itk_buf_addc(out, ' ');
        else if (!run.broken && run.tabbed)
            itk_buf_addc(out, ' ');
        else if (!run.broken)
            itk_buf_add(out, rest.at, run.size);
        if (length == 0)
            return; /* not well formed: the caller broke its promise */
        itk_buf_add(out, from.at, length);
        if (itk_char_class(scalar) != ITK_CHAR_MARK)
            japanese = next;
        rest = skip(from, length);
    }
}

static struct span
next_line(struct span *rest)
{
    const char *end = rest->size ? memchr(rest->at, '\n', rest->size) : NULL;
    const struct span line = {rest->at,
                              end ? (size_t)(end - rest->at) : rest->size};

    *rest = skip(*rest, line.size + (end ? 1 : 0));
    return line;
}

static size_t
indent_of(struct span line)
{
    size_t size = 0;

    while (blank_at(skip(line, size)))
        size++;
    return size;
}

static bool
is_blank(struct span line)
{
    return trim_start(line).size == 0;
}

/* What all lines that are not blank begin with. */
static struct span
common_indent(struct span rest)
{
    struct span common = {NULL, 0};

    while (rest.size > 0) {
        const struct span line = next_line(&rest);
        const size_t size = indent_of(line);
        size_t same = 0;

        if (is_blank(line))
            continue;
        if (!common.at) {
            common = (struct span){line.at, size};
            continue;
        }
        while (same < size && same < common.size &&
               line.at[same] == common.at[same])
            same++;
        common.size = same;
    }
    return common;
}

static void
put_lines(struct itk_buf *out, struct span rest)
{
    const size_t indent = common_indent(rest).size;

    while (rest.size > 0) {
        const struct span line = next_line(&rest);

        if (!is_blank(line))
            itk_buf_add(out, line.at + indent, line.size - indent);
        if (rest.size > 0)
            itk_buf_addc(out, '\n');
    }
}

static void
unify_breaks(struct itk_buf *out, struct span text)
{
    while (text.size > 0) {
        const size_t size = break_at(text);

        itk_buf_addc(out, size ? '\n' : text.at[0]);
        text = skip(text, size ? size : 1);
    }
}

void
itk_space_lines(struct itk_buf *out, const char *text, size_t size)
{
    struct itk_buf lines = ITK_BUF_INIT;
    struct span rest, first;

    unify_breaks(&lines, (struct span){text ? text : "", size});
    rest = trim_end((struct span){lines.data, lines.size});
    first = next_line(&rest);
    if (!is_blank(first)) {
        const size_t indent = indent_of(first);

        itk_buf_add(out, first.at + indent, first.size - indent);
        if (rest.size > 0)
            itk_buf_addc(out, '\n');
    } else {
        struct span after = rest;

        while (rest.size > 0 && is_blank(next_line(&after)))
            rest = after;
    }
    put_lines(out, rest);
    itk_buf_free(&lines);
}
