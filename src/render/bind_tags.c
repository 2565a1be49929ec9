/*
 * The tags of a part, one after the other, over its raw bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "render/bind_data.h"

bool
itk_bind_is(const struct itk_bind_tag *tag, const char *name)
{
    return strlen(name) == tag->size && !memcmp(tag->name, name, tag->size);
}

/* The next tag; comments and the like are passed over. */
bool
itk_bind_next(struct itk_bind_walk *w, struct itk_bind_tag *tag)
{
    const char *at = w->at;

    while ((at = memchr(at, '<', (size_t)(w->end - at)))) {
        const char *close = at + 1;

        if (w->end - at > 4 && !memcmp(at, "<!--", 4)) {
            at = memmem(at, (size_t)(w->end - at), "-->", 3);
            if (!at)
                return false;
            continue;
        }
        while (close < w->end && *close != '>') {
            if (*close == '"' || *close == '\'')
                close = memchr(close + 1, *close, (size_t)(w->end - close - 1));
            if (!close)
                return false;
            close++;
        }
        tag->at = at;
        tag->name = at + 1;
        tag->end = close + 1;
        tag->size = strcspn(at + 1, " \t\r\n/>");
        if (tag->size == 0) /* an end tag */
            tag->size = 1 + strcspn(at + 2, " \t\r\n>");
        w->at = tag->end;
        return close < w->end;
    }
    return false;
}

struct itk_bind_value
itk_bind_attribute(const struct itk_bind_tag *tag, const char *name)
{
    const size_t size = strlen(name);
    const char *at = tag->name + tag->size;

    while ((at = memmem(at, (size_t)(tag->end - at), name, size))) {
        const char quote = at[size + 1];

        if (strchr(" \t\r\n", at[-1]) && at[size] == '=' &&
            (quote == '"' || quote == '\'')) {
            const char *from = at + size + 2;
            const char *to = memchr(from, quote, (size_t)(tag->end - from));

            return to ? (struct itk_bind_value){from, (size_t)(to - from)}
                      : (struct itk_bind_value){NULL, 0};
        }
        at += size;
    }
    return (struct itk_bind_value){NULL, 0};
}

void
itk_bind_copy(struct itk_bind_walk *w, const char *to)
{
    itk_buf_add(w->out, w->copied, (size_t)(to - w->copied));
    w->copied = to;
}

void
itk_bind_put_number(struct itk_bind_walk *w, struct itk_bind_value value,
                    long number)
{
    itk_bind_copy(w, value.at);
    itk_buf_addu(w->out, (uint64_t)number);
    w->copied = value.at + value.size;
}
