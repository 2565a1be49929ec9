/*
 * Cuts a text into runs of one kind of character. Source: the blocks of
 * Unicode 15.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "diff/words.h"
#include "text/utf8.h"

enum kind { ALONE, WORD, HIRAGANA, KATAKANA, KANJI, JOINS };

static bool
within(uint32_t scalar, uint32_t first, uint32_t last)
{
    return scalar >= first && scalar <= last;
}

static enum kind
kind_of(uint32_t scalar)
{
    if (itk_char_class(scalar) == ITK_CHAR_MARK)
        return JOINS;
    if (within(scalar, '0', '9') || within(scalar, 'a', 'z') ||
        within(scalar, 'A', 'Z') || within(scalar, 0xC0, 0x24F) ||
        within(scalar, 0xFF10, 0xFF19) || within(scalar, 0xFF21, 0xFF3A) ||
        within(scalar, 0xFF41, 0xFF5A))
        return WORD;
    if (within(scalar, 0x3041, 0x309F))
        return HIRAGANA;
    if (within(scalar, 0x30A1, 0x30FA) || within(scalar, 0x30FC, 0x30FF) ||
        within(scalar, 0x31F0, 0x31FF) || within(scalar, 0xFF66, 0xFF9F))
        return KATAKANA;
    if (within(scalar, 0x4E00, 0x9FFF) || within(scalar, 0x3400, 0x4DBF) ||
        within(scalar, 0xF900, 0xFAFF) || within(scalar, 0x20000, 0x3FFFF) ||
        scalar == 0x3005 || scalar == 0x3006 || scalar == 0x3007)
        return KANJI;
    return ALONE;
}

/* A point or comma between digits, a hyphen or a point in an id. */
static bool
holds_together(const char *text, size_t size, enum kind before)
{
    uint32_t scalar = 0;

    return before == WORD && size > 1 &&
           (text[0] == '.' || text[0] == ',' || text[0] == '-') &&
           itk_utf8_next(text + 1, size - 1, &scalar) &&
           kind_of(scalar) == WORD;
}

/* The length of the first word of `text`. */
static size_t
measure(const char *text, size_t size, struct itk_word *word)
{
    uint32_t scalar = 0;
    size_t at = itk_utf8_next(text, size, &scalar);
    enum kind kind = kind_of(scalar);
    size_t characters = 1;

    if (!at) /* never: the text is well formed */
        return size;
    while (at < size) {
        const size_t length = itk_utf8_next(text + at, size - at, &scalar);
        const enum kind next = kind_of(scalar);

        if (!length || (next != JOINS && (next != kind || kind == ALONE) &&
                        !holds_together(text + at, size - at, kind)))
            break;
        characters += next != JOINS;
        at += length;
    }
    *word = (struct itk_word){.text = text,
                              .size = at,
                              .kanji = kind == KANJI,
                              .slight = characters == 1 && text[0] != '\n' &&
                                        (kind == ALONE || kind == HIRAGANA)};
    return at;
}

struct itk_words
itk_words_cut(const char *text, size_t size, size_t max,
              struct itk_arena *arena)
{
    struct itk_word word = {0};
    struct itk_word *all;
    size_t count = 0;

    for (size_t at = 0; at < size && count <= max; count++)
        at += measure(text + at, size - at, &word);
    if (count > max) {
        all = itk_arena_array(arena, 1, sizeof(*all));
        all[0] = (struct itk_word){.text = text, .size = size};
        return (struct itk_words){all, 1};
    }
    all = itk_arena_array(arena, count + 1, sizeof(*all));
    count = 0;
    for (size_t at = 0; at < size; count++)
        at += measure(text + at, size - at, &all[count]);
    return (struct itk_words){all, count};
}

/* Is byte `at` of the word where a character begins, or its end? No mark may
 * be parted from what it stands on. */
static bool
is_seam(const struct itk_word *word, size_t at)
{
    uint32_t scalar = 0;

    return at == word->size ||
           (((unsigned char)word->text[at] & 0xC0) != 0x80 &&
            itk_utf8_next(word->text + at, word->size - at, &scalar) &&
            kind_of(scalar) != JOINS);
}

size_t
itk_words_common(const struct itk_word *a, const struct itk_word *b, bool back)
{
    const size_t least = a->size < b->size ? a->size : b->size;
    size_t same = 0, kept = 0;

    while (same < least) {
        const size_t i = back ? a->size - 1 - same : same;
        const size_t j = back ? b->size - 1 - same : same;

        if (a->text[i] != b->text[j])
            break;
        same++;
        if (is_seam(a, back ? a->size - same : same) &&
            is_seam(b, back ? b->size - same : same))
            kept = same;
    }
    return kept;
}
