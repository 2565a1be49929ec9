/*
 * UTF-8: strict decoding (Unicode 15, D92: no overlong forms, no surrogates,
 * nothing past U+10FFFF), what may stand in a value, and widths.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEXT_UTF8_H
#define ITK_TEXT_UTF8_H

#include "base/buf.h"

/* Decodes one scalar value at `text` (< `size` bytes left); its length in
 * bytes, or 0 when it is not well formed. */
size_t itk_utf8_next(const char *text, size_t size, uint32_t *scalar);
void itk_utf8_put(struct itk_buf *out, uint32_t scalar);

/* Are these three bytes a character, of which nothing more need be known? Most
 * Japanese ones are such; of others false does not say that they are not sound.
 */
static inline bool
itk_utf8_is_plain_three(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    if ((at[1] & 0xC0) != 0x80 || (at[2] & 0xC0) != 0x80)
        return false;
    if (at[0] == 0xEF)
        return at[1] < 0xBF;
    return at[0] >= 0xE1 && at[0] <= 0xEC;
}

/* Offset of the first byte that is not well-formed UTF-8 or is U+FFFE/U+FFFF;
 * `size` when all is well. */
size_t itk_utf8_check(const char *text, size_t size);

/* How many bytes from the start on are characters that nothing more need be
 * known of: whole, ITK_CHAR_PLAIN, no white space but ' '. Those of printable
 * ASCII and the most of Japanese are among them. */
size_t itk_utf8_ordinary(const char *text, size_t size);

/* Number of scalar values; the text must be well formed. */
size_t itk_utf8_count(const char *text, size_t size);

/* Width in half-width columns: 2 for East Asian wide and full-width characters
 * (the blocks of JIS X 0208/0213 are enough), 0 for combining marks, variation
 * selectors and joiners, else 1. */
size_t itk_utf8_width(const char *text, size_t size);

enum itk_char_class {
    ITK_CHAR_PLAIN,
    ITK_CHAR_BREAK,     /* tab, line feed, carriage return, U+000B, U+2028/9 */
    ITK_CHAR_CONTROL,   /* other C0, C1, U+007F, non-characters: refused */
    ITK_CHAR_BIDI,      /* U+200E/F, U+061C, U+202A-E, U+2066-9: refused */
    ITK_CHAR_INVISIBLE, /* U+200B, U+2060-4, U+00AD, U+FEFF, tags U+E00xx but
                           not the variation selectors: refused in names */
    ITK_CHAR_MARK       /* combining marks and variation selectors */
};
enum itk_char_class itk_char_class(uint32_t scalar);

#endif
