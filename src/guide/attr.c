/*
 * Attributes of package files: copied into the guide's arena, and checked.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guide/read.h"
#include "xml/xml.h"

#define DIGITS "0123456789"

const char *
itk_read_attr(struct itk_reader *r, const xmlNode *node, const char *name)
{
    const char *text = itk_xml_attr(node, name);

    return text ? itk_arena_dup(&r->guide->arena, text) : "";
}

struct itk_label
itk_read_label(struct itk_reader *r, const xmlNode *node)
{
    struct itk_label label;

    label.in[ITK_EN] = itk_read_attr(r, node, "en");
    label.in[ITK_JA] = itk_read_attr(r, node, "ja");
    return label;
}

bool
itk_read_id(struct itk_reader *r, const xmlNode *node, const char **id)
{
    const char *text = itk_read_attr(r, node, "id");
    const size_t size = strlen(text);

    if (size > ITK_READ_MAX_ID || text[0] < 'a' || text[0] > 'z' ||
        strspn(text, "abcdefghijklmnopqrstuvwxyz" DIGITS "-") != size)
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_BAD_ID,
                             ITK_ARGS(text));
    *id = text;
    return true;
}

bool
itk_read_new_id(struct itk_reader *r, const xmlNode *node, const char **id)
{
    const xmlNode *other = node->prev;

    if (!itk_read_id(r, node, id))
        return false;
    for (; other; other = other->prev) {
        const char *text = itk_xml_is(other, (const char *)node->name)
                               ? itk_xml_attr(other, "id")
                               : NULL;

        if (text && strcmp(text, *id) == 0)
            return itk_read_fail_twice(r, itk_xml_line(node), *id, r->file,
                                       itk_xml_line(other));
    }
    return true;
}

bool
itk_read_date(struct itk_reader *r, const xmlNode *node, const char *name,
              struct itk_date *date)
{
    const char *text = itk_read_attr(r, node, name);
    struct itk_buf iso = ITK_BUF_INIT;
    bool good = itk_date_parse(text, strlen(text), date) == ITK_DATE_OK;

    /* Other forms of dates are for people; a package has this one. */
    if (good) {
        itk_date_iso(&iso, *date);
        good = strcmp(iso.data, text) == 0;
        itk_buf_free(&iso);
    }
    return good || itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_BAD_DATE,
                                 ITK_ARGS(text, name));
}

bool
itk_read_number(struct itk_reader *r, const xmlNode *node, const char *name,
                int64_t least, int64_t most, int64_t *number)
{
    const char *text = itk_xml_attr(node, name);
    const char *digits = text;
    char low[24], high[24];
    bool good;
    intmax_t value;

    if (!text)
        return true;
    digits += *digits == '-';
    good = *digits && digits[strspn(digits, DIGITS)] == '\0';
    errno = 0;
    value = strtoimax(text, NULL, 10);
    if (good && errno == 0 && value >= least && value <= most) {
        *number = value;
        return true;
    }
    (void)snprintf(low, sizeof(low), "%" PRId64, least);
    (void)snprintf(high, sizeof(high), "%" PRId64, most);
    return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_BAD_NUMBER,
                         ITK_ARGS(text, name, low, high));
}

const char *
itk_read_next_word(struct itk_reader *r, const char **at)
{
    const char *start = *at + strspn(*at, " ");
    const size_t size = strcspn(start, " ");

    *at = start + size;
    return size ? itk_arena_copy(&r->guide->arena, start, size) : NULL;
}

bool
itk_read_word(struct itk_reader *r, const xmlNode *node, const char *name,
              const char *words, size_t *index)
{
    const char *text = itk_xml_attr(node, name);
    const char *at = words, *word;

    if (!text)
        return true;
    for (size_t i = 0; (word = itk_read_next_word(r, &at)); i++) {
        if (strcmp(word, text) == 0) {
            *index = i;
            return true;
        }
    }
    return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_BAD_WORD,
                         ITK_ARGS(text, name, words));
}

bool
itk_read_flag(struct itk_reader *r, const xmlNode *node, const char *name,
              bool *flag)
{
    size_t index = 0;

    if (!itk_read_word(r, node, name, "no yes", &index))
        return false;
    *flag = index == 1;
    return true;
}

static int
by_date(const void *a, const void *b)
{
    const struct itk_date *one = a, *other = b;

    return itk_date_compare(*one, *other);
}

static const void *
element(const void *base, size_t i, size_t size)
{
    return (const unsigned char *)base + i * size;
}

static struct itk_date
date_of(const void *base, size_t i, size_t size)
{
    const struct itk_date *date = element(base, i, size);

    return *date;
}

bool
itk_dated_has(const void *base, size_t count, size_t size, struct itk_date date)
{
    for (size_t i = 0; i < count; i++) {
        if (itk_date_compare(date_of(base, i, size), date) == 0)
            return true;
    }
    return false;
}

void
itk_dated_sort(void *base, size_t count, size_t size)
{
    if (count)
        qsort(base, count, size, by_date);
}

const void *
itk_dated_at(const void *base, size_t count, size_t size, struct itk_date date)
{
    while (count-- > 0) {
        if (itk_date_compare(date_of(base, count, size), date) <= 0)
            return element(base, count, size);
    }
    return NULL;
}
