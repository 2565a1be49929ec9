/*
 * What a tag begins and ends with.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "text/utf8.h"
#include "tmpl/delims.h"
#include "tmpl/path.h"

struct itk_delims
itk_delims_braces(void)
{
    return (struct itk_delims){"{", "}", 1, 1};
}

bool
itk_delims_are_braces(const struct itk_delims *delims)
{
    return strcmp(delims->open, "{") == 0 && strcmp(delims->close, "}") == 0;
}

static bool
is_sign(const char *text, size_t size, size_t *step)
{
    uint32_t scalar = 0;

    *step = itk_utf8_next(text, size, &scalar);
    if (*step == 0 || scalar <= ' ' || scalar == 0x7F ||
        (scalar < 0x80 && strchr("=\\", (int)scalar)) ||
        (scalar >= '0' && scalar <= '9'))
        return false;
    return scalar >= 0x80 || itk_path_size(text, size) == 0;
}

/* Signs up to a blank or the end; their bytes, 0 when there are too many or
 * others. */
static size_t
read_signs(const char *text, size_t size, char *out)
{
    size_t at = 0, count = 0, step;

    while (at < size && text[at] != ' ') {
        if (count == ITK_DELIMS_MOST || !is_sign(text + at, size - at, &step))
            return 0;
        memcpy(out + at, text + at, step);
        at += step;
        count++;
    }
    out[at] = '\0';
    return at;
}

bool
itk_delims_read(const char *text, size_t size, struct itk_delims *delims)
{
    size_t at;

    *delims = (struct itk_delims){0};
    delims->open_size = at = read_signs(text, size, delims->open);
    if (at == 0 || at == size || text[at] != ' ')
        return false;
    while (at < size && text[at] == ' ')
        at++;
    delims->close_size = read_signs(text + at, size - at, delims->close);
    return delims->close_size > 0 && at + delims->close_size == size;
}
