/*
 * Names of zip entries and OPC parts: which are safe, and when two are equal.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "opc/name.h"
#include "text/utf8.h"

static unsigned char
lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

int
itk_name_compare(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) - lower(*b);
}

bool
itk_name_equal(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t at = 0;

    if (a_size != b_size)
        return false;
    while (at < a_size && lower(a[at]) == lower(b[at]))
        at++;
    return at == a_size;
}

bool
itk_name_begins(const char *text, const char *head)
{
    while (*head && lower(*text) == lower(*head)) {
        text++;
        head++;
    }
    return !*head;
}

bool
itk_name_ends(const char *text, const char *tail)
{
    const size_t size = strlen(text), tail_size = strlen(tail);

    return size >= tail_size &&
           itk_name_compare(text + size - tail_size, tail) == 0;
}

bool
itk_name_holds(const char *text, const char *piece)
{
    while (*text && !itk_name_begins(text, piece))
        text++;
    return *text;
}

static const struct itk_label name_empty = {
    {"it is empty or has an empty part", "空の部分があります"}};
static const struct itk_label name_absolute = {
    {"it begins at the root", "絶対パスです"}};
static const struct itk_label name_backslash = {
    {"it has a backslash", "「\\」があります"}};
static const struct itk_label name_colon = {
    {"it has a colon, as a drive has", "ドライブ名のような「:」があります"}};
static const struct itk_label name_dots = {
    {"it has '.' or '..' as a part", "「.」または「..」の部分があります"}};
static const struct itk_label name_tail = {
    {"a part ends with a dot or a space",
     "「.」または空白で終わる部分があります"}};
static const struct itk_label name_control = {
    {"it has a control character", "制御文字があります"}};

/* One part of a name, between slashes. NULL when it is fine. */
static const struct itk_label *
segment_fault(const char *text, size_t size)
{
    if (size == 0)
        return &name_empty;
    if (text[0] == '.' && (size == 1 || (size == 2 && text[1] == '.')))
        return &name_dots;
    if (text[size - 1] == '.' || text[size - 1] == ' ')
        return &name_tail;
    return NULL;
}

static const struct itk_label *
character_fault(uint32_t scalar)
{
    const enum itk_char_class class = itk_char_class(scalar);

    if (scalar == '\\')
        return &name_backslash;
    if (scalar == ':')
        return &name_colon;
    if (class == ITK_CHAR_CONTROL || class == ITK_CHAR_BREAK ||
        class == ITK_CHAR_BIDI)
        return &name_control;
    return NULL;
}

const struct itk_label *
itk_name_fault(const char *name, size_t size)
{
    const struct itk_label *fault = NULL;
    size_t at = 0, from = 0;

    if (size && name[0] == '/')
        return &name_absolute;
    while (!fault && at < size) {
        uint32_t scalar = 0;

        at += itk_utf8_next(name + at, size - at, &scalar);
        fault = character_fault(scalar);
    }
    /* One slash at the end marks a folder. */
    if (size && name[size - 1] == '/')
        size--;
    while (!fault && from <= size) {
        const char *slash = memchr(name + from, '/', size - from);
        const size_t to = slash ? (size_t)(slash - name) : size;

        fault = segment_fault(name + from, to - from);
        from = to + 1;
    }
    return fault;
}
