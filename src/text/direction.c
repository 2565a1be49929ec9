/*
 * Embeddings and isolates, matched like brackets.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "text/direction.h"

#define MAX_DEPTH 125u /* max_depth of UAX #9 */

enum sign { NONE, EMBEDS, ENDS_EMBEDDING, OVERRIDES, ISOLATES, ENDS_ISOLATE };

/* What the three bytes from `at` on are. */
static enum sign
sign_at(const char *at)
{
    const unsigned char last = (unsigned char)at[2];

    if (at[1] == '\x80' && (last == 0xAA || last == 0xAB)) /* U+202A, B */
        return EMBEDS;
    if (at[1] == '\x80' && last == 0xAC)
        return ENDS_EMBEDDING;
    if (at[1] == '\x80' && (last == 0xAD || last == 0xAE))
        return OVERRIDES;
    if (at[1] == '\x81' && last >= 0xA6 && last <= 0xA8) /* U+2066 to 8 */
        return ISOLATES;
    return at[1] == '\x81' && last == 0xA9 ? ENDS_ISOLATE : NONE;
}

bool
itk_direction_is_closed(const char *text, size_t size)
{
    enum sign open[MAX_DEPTH];
    const char *at = text, *end = text + size;
    size_t depth = 0;

    while (size > 0 && (at = memchr(at, '\xE2', (size_t)(end - at))) &&
           end - at >= 3) {
        const enum sign sign = sign_at(at);

        at += 3;
        if (sign == OVERRIDES)
            return false;
        if (sign == EMBEDS || sign == ISOLATES) {
            if (depth == MAX_DEPTH)
                return false;
            open[depth++] = sign;
        } else if (sign != NONE) {
            if (depth == 0 ||
                (open[depth - 1] == EMBEDS) != (sign == ENDS_EMBEDDING))
                return false;
            depth--;
        }
    }
    return depth == 0;
}
