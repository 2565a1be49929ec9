/*
 * Numbers at the beginning of paragraphs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "text/ordinal.h"
#include "text/utf8.h"

#define MOST_DIGITS 3u

static uint32_t
scalar_at(const char *text, size_t *step)
{
    uint32_t scalar = 0;

    *step = itk_utf8_next(text, strnlen(text, 4), &scalar);
    return *step ? scalar : 0;
}

static bool
is_blank(uint32_t scalar)
{
    return scalar == ' ' || scalar == '\t' || scalar == '\n' ||
           scalar == 0x3000 || scalar == 0xA0;
}

static bool
is_digit(uint32_t scalar)
{
    return (scalar >= '0' && scalar <= '9') ||
           (scalar >= 0xFF10 && scalar <= 0xFF19);
}

static bool
is_kanji_digit(uint32_t scalar)
{
    static const uint32_t digits[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B,
                                      0x4E5D, 0x5341, 0x767E};

    for (size_t i = 0; i < ITK_COUNT(digits); i++) {
        if (scalar == digits[i])
            return true;
    }
    return false;
}

static bool
is_kana(uint32_t scalar)
{
    return (scalar >= 0x30A1 && scalar <= 0x30FA) ||
           (scalar >= 0xFF66 && scalar <= 0xFF9D);
}

static bool
is_letter(uint32_t scalar)
{
    return (scalar >= 'a' && scalar <= 'z') ||
           (scalar >= 0xFF41 && scalar <= 0xFF5A);
}

/* The bytes of characters of a kind, at most MOST_DIGITS of them; 0: none, or
 * too many. */
static size_t
run_of(const char *text, bool (*is)(uint32_t))
{
    size_t size = 0, step;

    for (unsigned count = 0; is(scalar_at(text + size, &step)); count++) {
        if (count == MOST_DIGITS)
            return 0;
        size += step;
    }
    return size;
}

static size_t
number_of(const char *text)
{
    const size_t size = run_of(text, is_digit);

    return size ? size : run_of(text, is_kanji_digit);
}

static size_t
literal(const char *text, const char *word)
{
    const size_t size = strlen(word);

    return strncmp(text, word, size) == 0 ? size : 0;
}

static bool
ends(const char *text)
{
    size_t step;

    return !*text || is_blank(scalar_at(text, &step));
}

/* A heading in brackets, and nothing or a blank behind it. */
static bool
is_titled(const char *text)
{
    const char *close = literal(text, "（") ? strstr(text, "）") : NULL;

    return close && ends(close + strlen("）"));
}

/* 第3条, 第3条の2, 第1 */
static size_t
article(const char *text)
{
    size_t at = literal(text, "第");
    size_t size = at ? number_of(text + at) : 0;

    if (!size)
        return 0;
    at += size;
    at += literal(text + at, "条");
    while ((size = literal(text + at, "の")) && number_of(text + at + size) > 0)
        at += size + number_of(text + at + size);
    return ends(text + at) || is_titled(text + at) ? at : 0;
}

/* 2, ２, 2. */
static size_t
paragraph(const char *text)
{
    size_t at = run_of(text, is_digit);

    if (at)
        at += literal(text + at, ".") + literal(text + at, "．");
    return at && ends(text + at) ? at : 0;
}

/* (1), （ア）; `is` the characters in the brackets. */
static size_t
bracketed(const char *text, bool (*is)(uint32_t))
{
    size_t at = literal(text, "(") + literal(text, "（");
    const size_t size = at ? run_of(text + at, is) : 0;
    size_t close;

    at += size;
    close = literal(text + at, ")") + literal(text + at, "）");
    return size && close ? at + close : 0;
}

/* ①, ⑴ */
static size_t
enclosed(const char *text)
{
    size_t step;
    const uint32_t scalar = scalar_at(text, &step);

    return scalar >= 0x2460 && scalar <= 0x249B ? step : 0;
}

/* ア, 十一 before a blank; `most` bytes. */
static size_t
alone(const char *text, bool (*is)(uint32_t), size_t most)
{
    const size_t size = run_of(text, is);

    return size && size <= most && ends(text + size) ? size : 0;
}

enum itk_ordinal
itk_ordinal_at(const char *text, size_t *length)
{
    if ((*length = article(text)) > 0)
        return ITK_ORDINAL_ARTICLE;
    if ((*length = paragraph(text)) > 0)
        return ITK_ORDINAL_PARAGRAPH;
    if ((*length = bracketed(text, is_digit)) > 0 ||
        (*length = enclosed(text)) > 0 ||
        (*length = alone(text, is_kanji_digit, 6)) > 0)
        return ITK_ORDINAL_ITEM;
    if ((*length = bracketed(text, is_kana)) > 0 ||
        (*length = bracketed(text, is_letter)) > 0 ||
        (*length = alone(text, is_kana, 3)) > 0)
        return ITK_ORDINAL_SUBITEM;
    return ITK_ORDINAL_NONE;
}

size_t
itk_blanks(const char *text)
{
    size_t at = 0, step;

    while (is_blank(scalar_at(text + at, &step)))
        at += step;
    return at;
}

size_t
itk_without_blanks(const char *text, size_t size)
{
    size_t kept = 0, at = 0, step;

    while (at < size) {
        const bool blank = is_blank(scalar_at(text + at, &step));

        at += step ? step : 1;
        if (!blank)
            kept = at;
    }
    return kept;
}
