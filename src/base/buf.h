/*
 * The string builder: bytes in one block, always terminated by NUL.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_BUF_H
#define ITK_BASE_BUF_H

#include <string.h>

#include "base/base.h"

/* `data` is never NULL once ITK_BUF_INIT has been assigned. */
struct itk_buf {
    char *data;
    size_t size; /* without the NUL */
    size_t room; /* 0: nothing allocated yet */
};

extern char itk_buf_nothing[1]; /* "", never written */
#define ITK_BUF_INIT                                                           \
    {                                                                          \
        itk_buf_nothing, 0, 0                                                  \
    }

/* Where there is no room for it. */
void itk_buf_add_more(struct itk_buf *buf, const void *data, size_t size);

/* Here, so that the size of what stands in the source is known. */
static inline void
itk_buf_add(struct itk_buf *buf, const void *data, size_t size)
{
    if (buf->room - buf->size <= size) {
        itk_buf_add_more(buf, data, size);
        return;
    }
    if (!size)
        return;
    memcpy(buf->data + buf->size, data, size);
    buf->size += size;
    buf->data[buf->size] = '\0';
}

static inline void
itk_buf_adds(struct itk_buf *buf, const char *text)
{
    itk_buf_add(buf, text, strlen(text));
}
static inline void
itk_buf_addc(struct itk_buf *buf, char c)
{
    itk_buf_add(buf, &c, 1);
}

void itk_buf_addu(struct itk_buf *buf, uint64_t number); /* decimal */
/* Makes room for `more` bytes, so that the next adds do not allocate. */
void itk_buf_reserve(struct itk_buf *buf, size_t more);
void itk_buf_clear(struct itk_buf *buf); /* keeps the block */
/* The text is the caller's, free() it; the buffer is empty again. */
char *itk_buf_take(struct itk_buf *buf) ITK_MUST_USE;
void itk_buf_free(struct itk_buf *buf);

#endif
