/*
 * Numerals as clerks write them, and as contracts want them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <string.h>

#include "text/numeral.h"
#include "text/utf8.h"

#define NUMBER_ROOM 128
#define KANJI_END   10000000000000000u /* one 京 */

/* Half width, spaces and the minus sign as one character each. */
static uint32_t
fold(uint32_t scalar)
{
    if (scalar >= 0xFF01 && scalar <= 0xFF5E)
        return scalar - 0xFF01 + 0x21;
    if (scalar == 0x2212)
        return '-';
    return scalar == 0x3000 || scalar == 0xA0 || scalar == '\t' ? ' ' : scalar;
}

/* The text folded to ASCII without the spaces around it; false when it is
 * longer than `room` or holds anything that has no place in a number. */
static bool
to_ascii(const char *text, size_t size, char *out, size_t room)
{
    size_t used = 0, at = 0;

    while (at < size) {
        uint32_t scalar = 0;
        const size_t length = itk_utf8_next(text + at, size - at, &scalar);

        scalar = fold(scalar);
        at += length;
        if (scalar == ' ' && used == 0)
            continue;
        if (length == 0 || scalar == 0 || scalar > 0x7E || used + 1 >= room)
            return false;
        out[used++] = (char)scalar;
    }
    while (used > 0 && out[used - 1] == ' ')
        used--;
    out[used] = '\0';
    return true;
}

/* All groups of three, save the first, which may be shorter. */
static bool
groups_are_right(const char *digits)
{
    size_t group = strcspn(digits, ",");

    if (group == 0 || (digits[group] && group > 3))
        return false;
    for (digits += group; *digits; digits += 4) {
        if (*digits != ',' || strspn(digits + 1, "0123456789") != 3)
            return false;
    }
    return true;
}

bool
itk_number_parse(const char *text, size_t size, int64_t *number)
{
    char ascii[NUMBER_ROOM];
    const char *digits = ascii;
    int64_t value = 0;
    bool minus;

    if (!to_ascii(text, size, ascii, sizeof(ascii)))
        return false;
    minus = *digits == '-';
    digits += *digits == '-' || *digits == '+';
    if (!groups_are_right(digits))
        return false;
    for (; *digits; digits++) {
        const int digit = *digits - '0';

        if (*digits == ',')
            continue;
        if (digit < 0 || digit > 9 ||
            __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit, &value))
            return false;
    }
    /* Summed up below zero, where there is room for one more. */
    if (!minus && value == INT64_MIN)
        return false;
    *number = minus ? value : -value;
    return true;
}

/* A decimal number: digits without groups and needless zeros. */
struct decimal {
    bool minus;
    char whole[NUMBER_ROOM]; /* "" for 0 */
    const char *fraction;    /* in `ascii` */
    char ascii[NUMBER_ROOM];
};

static bool
read_decimal(const char *text, size_t size, struct decimal *number)
{
    char *digits = number->ascii, *point, *end;
    size_t used = 0;

    if (!to_ascii(text, size, number->ascii, sizeof(number->ascii)))
        return false;
    number->minus = *digits == '-';
    digits += *digits == '-' || *digits == '+';
    point = strchr(digits, '.');
    number->fraction = "";
    if (point) {
        *point = '\0';
        number->fraction = point + 1;
        end = point + 1 + strlen(point + 1);
        if (end == point + 1 ||
            strspn(point + 1, "0123456789") != strlen(point + 1))
            return false;
        while (end > point + 1 && end[-1] == '0')
            *--end = '\0';
    }
    if (strspn(digits, "0123456789,") != strlen(digits) ||
        !groups_are_right(digits))
        return false;
    for (; *digits; digits++) {
        if (*digits != ',' && (used > 0 || *digits != '0'))
            number->whole[used++] = *digits;
    }
    number->whole[used] = '\0';
    number->minus = number->minus && (used > 0 || *number->fraction);
    return true;
}

bool
itk_number_compare(const char *a, size_t a_size, const char *b, size_t b_size,
                   int *order)
{
    struct decimal one, other;
    size_t x, y;

    if (!read_decimal(a, a_size, &one) || !read_decimal(b, b_size, &other))
        return false;
    x = strlen(one.whole);
    y = strlen(other.whole);
    if (one.minus != other.minus) {
        *order = one.minus ? -1 : 1;
        return true;
    }
    *order = x != y ? (x > y) - (x < y) : strcmp(one.whole, other.whole);
    if (*order == 0)
        *order = strcmp(one.fraction, other.fraction);
    if (one.minus)
        *order = -*order;
    return true;
}

static void
put_groups(struct itk_buf *out, const char *digits)
{
    const size_t count = strlen(digits);

    for (size_t i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 3 == 0)
            itk_buf_addc(out, ',');
        itk_buf_addc(out, digits[i]);
    }
}

void
itk_number_grouped(struct itk_buf *out, int64_t number)
{
    struct itk_buf digits = ITK_BUF_INIT;
    const uint64_t value = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

    if (number < 0)
        itk_buf_addc(out, '-');
    itk_buf_addu(&digits, value);
    put_groups(out, digits.data);
    itk_buf_free(&digits);
}

bool
itk_number_group(struct itk_buf *out, const char *text, size_t size)
{
    struct decimal number;
    char ascii[NUMBER_ROOM];
    const char *point;

    if (!read_decimal(text, size, &number) ||
        !to_ascii(text, size, ascii, sizeof(ascii)))
        return false;
    if (number.minus)
        itk_buf_addc(out, '-');
    put_groups(out, *number.whole ? number.whole : "0");
    point = strchr(ascii, '.'); /* the fraction as it stands */
    if (point)
        itk_buf_adds(out, point);
    return true;
}

void
itk_zenkaku(struct itk_buf *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const char c = text[i];

        if (c == ' ')
            itk_utf8_put(out, 0x3000);
        else if (c > ' ' && c <= '~')
            itk_utf8_put(out, (uint32_t)(c - '!') + 0xFF01);
        else
            itk_buf_addc(out, c);
    }
}

void
itk_hankaku(struct itk_buf *out, const char *text, size_t size)
{
    size_t at = 0;

    while (at < size) {
        uint32_t scalar = 0;
        const size_t length = itk_utf8_next(text + at, size - at, &scalar);

        if (length && scalar == 0x3000)
            itk_buf_addc(out, ' ');
        else if (length && scalar >= 0xFF01 && scalar <= 0xFF5E)
            itk_buf_addc(out, (char)(scalar - 0xFF01 + '!'));
        else
            itk_buf_add(out, text + at, length ? length : 1);
        at += length ? length : 1;
    }
}

/* 1..9999; 一 is not said before 十, 百, 千. */
static void
add_thousands(struct itk_buf *out, unsigned number)
{
    static const char *const digits[] = {"",   "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
    static const char *const places[] = {"千", "百", "十", ""};
    unsigned unit = 1000;

    for (size_t i = 0; i < ITK_COUNT(places); i++, unit /= 10) {
        const unsigned digit = number / unit % 10;

        if (digit > 1 || unit == 1)
            itk_buf_adds(out, digits[digit]);
        if (digit > 0)
            itk_buf_adds(out, places[i]);
    }
}

void
itk_kanji(struct itk_buf *out, uint64_t number)
{
    static const char *const groups[] = {"兆", "億", "万", ""};
    uint64_t unit = 1000000000000u;

    assert(number < KANJI_END);
    if (number == 0)
        itk_buf_adds(out, "〇");
    for (size_t i = 0; i < ITK_COUNT(groups); i++, unit /= 10000) {
        const unsigned group = (unsigned)(number / unit % 10000);

        if (group == 0)
            continue;
        add_thousands(out, group);
        itk_buf_adds(out, groups[i]);
    }
}
