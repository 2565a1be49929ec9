/*
 * Filters, and text as it stands in a run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "base/bytes.h"
#include "render/value.h"
#include "text/date_format.h"
#include "text/direction.h"
#include "text/letter.h"
#include "text/numeral.h"
#include "text/wareki.h"
#include "xml/write.h"

#define AGAIN "<w:t xml:space=\"preserve\">"
#define BREAK "</w:t><w:br/>" AGAIN
#define TAB   "</w:t><w:tab/>" AGAIN
#define WIDE  "\xE3\x80\x80" /* U+3000 */

/* Bytes at `text` that are one break: LF, CR, CR LF, VT (a line break in Word
 * and Excel), U+2028, U+2029; 0 when there is none. */
static size_t
break_size(const char *text, size_t size)
{
    if (text[0] == '\r')
        return size > 1 && text[1] == '\n' ? 2 : 1;
    if (text[0] == '\n' || text[0] == '\v')
        return 1;
    if (size >= 3 && (memcmp(text, "\xE2\x80\xA8", 3) == 0 ||
                      memcmp(text, "\xE2\x80\xA9", 3) == 0))
        return 3;
    return 0;
}

/* Bytes that may begin what is written otherwise: controls, markup, and 0xE2 of
 * U+2028. */
static inline bool
is_special(unsigned char byte)
{
    return byte < ' ' || byte == '&' || byte == '<' || byte == '>' ||
           byte == 0xE2;
}

static inline bool
has_special(const char *text)
{
    const itk_sixteen bytes = itk_sixteen_at(text);

    return itk_sixteen_any(
        itk_sixteen_below(bytes, ' ') | itk_sixteen_are(bytes, '&') |
        itk_sixteen_are(bytes, '<') | itk_sixteen_are(bytes, '>') |
        itk_sixteen_are(bytes, 0xE2));
}

bool
itk_value_plain(const char *text, size_t size)
{
    size_t at = 0;

    if (size < ITK_SIXTEEN) {
        while (at < size && !is_special((unsigned char)text[at]))
            at++;
        return at == size;
    }
    for (; at + ITK_SIXTEEN <= size; at += ITK_SIXTEEN) {
        if (has_special(text + at))
            return false;
    }
    return !has_special(text + size - ITK_SIXTEEN);
}

/* `tab` and `line` are markup. */
static void
put(struct itk_buf *out, const char *text, size_t size, const char *tab,
    const char *line)
{
    size_t from = 0, at = 0;

    while (at < size) {
        const bool is_tab = text[at] == '\t';
        const size_t step = is_tab ? 1 : break_size(text + at, size - at);

        if (step == 0) {
            at++;
            continue;
        }
        itk_xml_escape(out, text + from, at - from);
        itk_buf_adds(out, is_tab ? tab : line);
        at += step;
        from = at;
    }
    itk_xml_escape(out, text + from, at - from);
}

void
itk_value_run(struct itk_buf *out, const char *text, size_t size)
{
    put(out, text, size, TAB, BREAK);
}

void
itk_value_flat(struct itk_buf *out, const char *text, size_t size)
{
    put(out, text, size, " ", " ");
}

static bool
is_clean(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const unsigned char c = (unsigned char)text[i];

        if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\v')
            return false;
    }
    return true;
}

bool
itk_value_fault(const char *text, size_t size, enum itk_msg *why)
{
    if (!is_clean(text, size))
        *why = ITK_MSG_RENDER_CONTROL;
    else if (!itk_direction_is_closed(text, size))
        *why = ITK_MSG_RENDER_DIRECTION;
    else
        return false;
    return true;
}

static bool
wareki(struct itk_buf *out, const char *text, size_t size)
{
    struct itk_date date;

    return itk_date_parse(text, size, &date) == ITK_DATE_OK &&
           itk_wareki(out, date);
}

static bool
date(struct itk_buf *out, const char *pattern, const char *text, size_t size)
{
    struct itk_date read;

    if (itk_date_parse(text, size, &read) != ITK_DATE_OK)
        return false;
    itk_date_format(out, pattern, read);
    return true;
}

static bool
kanji(struct itk_buf *out, const char *text, size_t size)
{
    int64_t value;

    if (!itk_number_parse(text, size, &value) || value < 0)
        return false;
    itk_kanji(out, (uint64_t)value);
    return true;
}

static void
fill_in(struct itk_buf *out, const char *text, size_t size, unsigned count)
{
    itk_buf_add(out, text, size);
    for (unsigned i = 0; size == 0 && i < count; i++)
        itk_buf_adds(out, WIDE);
}

bool
itk_value_filter(struct itk_buf *out, const struct itk_filter *filter,
                 const char *text, size_t size)
{
    switch (filter->kind) {
    case ITK_FILTER_WAREKI:
        return wareki(out, text, size);
    case ITK_FILTER_COMMA:
        return itk_number_group(out, text, size);
    case ITK_FILTER_KANJI:
        return kanji(out, text, size);
    case ITK_FILTER_ZENKAKU:
        itk_zenkaku(out, text, size);
        return true;
    case ITK_FILTER_HANKAKU:
        itk_hankaku(out, text, size);
        return true;
    case ITK_FILTER_FILL_IN:
        fill_in(out, text, size, filter->argument);
        return true;
    case ITK_FILTER_DATE:
        return date(out, filter->text, text, size);
    case ITK_FILTER_UPPER:
        itk_upper(out, text, size);
        return true;
    case ITK_FILTER_LOWER:
        itk_lower(out, text, size);
        return true;
    case ITK_FILTER_DEFAULT:
        itk_buf_add(out, size > 0 ? text : filter->text,
                    size > 0 ? size : strlen(filter->text));
        return true;
    case ITK_FILTER_JOIN: /* one item, joined with nothing */
        itk_buf_add(out, text, size);
        return true;
    }
    return false;
}

const char *
itk_filter_name(enum itk_filter_kind kind)
{
    static const char *const names[] = {
        [ITK_FILTER_WAREKI] = "wareki",   [ITK_FILTER_COMMA] = "comma",
        [ITK_FILTER_ZENKAKU] = "zenkaku", [ITK_FILTER_HANKAKU] = "hankaku",
        [ITK_FILTER_KANJI] = "kanji",     [ITK_FILTER_FILL_IN] = "fill-in",
        [ITK_FILTER_DATE] = "date",       [ITK_FILTER_UPPER] = "upper",
        [ITK_FILTER_LOWER] = "lower",     [ITK_FILTER_DEFAULT] = "default",
        [ITK_FILTER_JOIN] = "join",
    };

    return names[kind];
}
