/*
 * Capital and small letters.
 *
 * Source  Unicode 15, simple case mappings of the blocks Basic Latin, Latin-1
 *         Supplement, Latin Extended-A, Greek, Cyrillic, Fullwidth Forms.
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "text/letter.h"
#include "text/utf8.h"

/* Capitals from `first` to `last` whose small letters are `step` further on;
 * step 1: capitals and small letters by turns. */
static const struct letters {
    uint32_t first, last, step;
} letters[] = {
    {'A', 'Z', 32},     {0xC0, 0xD6, 32},     {0xD8, 0xDE, 32},
    {0x100, 0x12F, 1},  {0x132, 0x137, 1},    {0x139, 0x148, 1},
    {0x14A, 0x177, 1},  {0x179, 0x17E, 1},    {0x391, 0x3A1, 32},
    {0x3A3, 0x3AB, 32}, {0x400, 0x40F, 80},   {0x410, 0x42F, 32},
    {0x460, 0x481, 1},  {0xFF21, 0xFF3A, 32},
};

static uint32_t
partner(uint32_t scalar, bool upper)
{
    for (size_t i = 0; i < ITK_COUNT(letters); i++) {
        const struct letters *at = &letters[i];
        const uint32_t from =
            at->first + (upper && at->step > 1 ? at->step : 0);

        if (scalar < from || scalar > from + (at->last - at->first))
            continue;
        if (at->step > 1)
            return upper ? scalar - at->step : scalar + at->step;
        if (upper)
            return scalar - (scalar - at->first) % 2;
        return scalar + 1 - (scalar - at->first) % 2;
    }
    return scalar;
}

static void
put(struct itk_buf *out, const char *text, size_t size, bool upper)
{
    size_t at = 0;

    while (at < size) {
        uint32_t scalar = 0;
        const size_t length = itk_utf8_next(text + at, size - at, &scalar);

        if (length)
            itk_utf8_put(out, partner(scalar, upper));
        else
            itk_buf_addc(out, text[at]);
        at += length ? length : 1;
    }
}

void
itk_upper(struct itk_buf *out, const char *text, size_t size)
{
    put(out, text, size, true);
}

void
itk_lower(struct itk_buf *out, const char *text, size_t size)
{
    put(out, text, size, false);
}
