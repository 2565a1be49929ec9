/*
 * The string builder: doubles its block, stays terminated after every call.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#define FIRST_ROOM 64u

/* Not const, since it stands in `data`; a buffer whose room is 0 is never
 * written through. */
char itk_buf_nothing[1] = "";

static void
enlarge(struct itk_buf *buf, size_t more)
{
    size_t room = buf->room ? buf->room : FIRST_ROOM;
    size_t need;

    if (more >= SIZE_MAX / 2 - buf->size)
        itk_no_memory();
    need = buf->size + more + 1;
    while (room < need)
        room *= 2;
    buf->data = itk_grow(buf->room ? buf->data : NULL, room, 1);
    buf->data[buf->size] = '\0';
    buf->room = room;
}

/* The common case, small enough to stand where it is called. */
static inline void
make_room(struct itk_buf *buf, size_t more)
{
    if (buf->room - buf->size <= more)
        enlarge(buf, more);
}

void
itk_buf_reserve(struct itk_buf *buf, size_t more)
{
    make_room(buf, more);
}

void
itk_buf_add_more(struct itk_buf *buf, const void *data, size_t size)
{
    if (!size)
        return;
    enlarge(buf, size);
    itk_buf_add(buf, data, size);
}

void
itk_buf_addu(struct itk_buf *buf, uint64_t number)
{
    char digits[20]; /* 18446744073709551615 */
    size_t at = sizeof(digits);

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    itk_buf_add(buf, digits + at, sizeof(digits) - at);
}

void
itk_buf_clear(struct itk_buf *buf)
{
    buf->size = 0;
    if (buf->room)
        buf->data[0] = '\0';
}

char *
itk_buf_take(struct itk_buf *buf)
{
    char *text;

    itk_buf_reserve(buf, 0);
    text = buf->data;
    *buf = (struct itk_buf)ITK_BUF_INIT;
    return text;
}

void
itk_buf_free(struct itk_buf *buf)
{
    if (!buf)
        return;
    if (buf->room)
        free(buf->data);
    *buf = (struct itk_buf)ITK_BUF_INIT;
}
