/*
 * The numbers of automatic lists, as text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "text/counter.h"
#include "text/numeral.h"

#define MOST_ROMAN   3999u
#define MOST_LETTERS 30u /* of one letter */

static bool
add_series(struct itk_buf *out, const char *const *series, size_t count,
           unsigned number)
{
    if (number < 1 || number > count)
        return false;
    itk_buf_adds(out, series[number - 1]);
    return true;
}

static bool
add_kana(struct itk_buf *out, unsigned number)
{
    static const char *const kana[] = {
        "ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ", "コ", "サ", "シ",
        "ス", "セ", "ソ", "タ", "チ", "ツ", "テ", "ト", "ナ", "ニ", "ヌ", "ネ",
        "ノ", "ハ", "ヒ", "フ", "ヘ", "ホ", "マ", "ミ", "ム", "メ", "モ", "ヤ",
        "ユ", "ヨ", "ラ", "リ", "ル", "レ", "ロ", "ワ", "ヲ", "ン"};

    return add_series(out, kana, ITK_COUNT(kana), number);
}

static bool
add_half_kana(struct itk_buf *out, unsigned number)
{
    static const char *const kana[] = {
        "ｱ", "ｲ", "ｳ", "ｴ", "ｵ", "ｶ", "ｷ", "ｸ", "ｹ", "ｺ", "ｻ", "ｼ",
        "ｽ", "ｾ", "ｿ", "ﾀ", "ﾁ", "ﾂ", "ﾃ", "ﾄ", "ﾅ", "ﾆ", "ﾇ", "ﾈ",
        "ﾉ", "ﾊ", "ﾋ", "ﾌ", "ﾍ", "ﾎ", "ﾏ", "ﾐ", "ﾑ", "ﾒ", "ﾓ", "ﾔ",
        "ﾕ", "ﾖ", "ﾗ", "ﾘ", "ﾙ", "ﾚ", "ﾛ", "ﾜ", "ｦ", "ﾝ"};

    return add_series(out, kana, ITK_COUNT(kana), number);
}

static bool
add_iroha(struct itk_buf *out, unsigned number)
{
    static const char *const kana[] = {
        "イ", "ロ", "ハ", "ニ", "ホ", "ヘ", "ト", "チ", "リ", "ヌ", "ル", "ヲ",
        "ワ", "カ", "ヨ", "タ", "レ", "ソ", "ツ", "ネ", "ナ", "ラ", "ム", "ウ",
        "ヰ", "ノ", "オ", "ク", "ヤ", "マ", "ケ", "フ", "コ", "エ", "テ", "ア",
        "サ", "キ", "ユ", "メ", "ミ", "シ", "ヱ", "ヒ", "モ", "セ", "ス", "ン"};

    return add_series(out, kana, ITK_COUNT(kana), number);
}

static bool
add_circle(struct itk_buf *out, unsigned number)
{
    static const char *const circles[] = {"①", "②", "③", "④", "⑤", "⑥", "⑦",
                                          "⑧", "⑨", "⑩", "⑪", "⑫", "⑬", "⑭",
                                          "⑮", "⑯", "⑰", "⑱", "⑲", "⑳"};

    return add_series(out, circles, ITK_COUNT(circles), number);
}

/* After z comes aa, and then bb. */
static bool
add_letter(struct itk_buf *out, char first, unsigned number)
{
    if (number < 1 || number > 26 * MOST_LETTERS)
        return false;
    for (unsigned i = 0; i <= (number - 1) / 26; i++)
        itk_buf_addc(out, (char)(first + (int)((number - 1) % 26)));
    return true;
}

static bool
add_roman(struct itk_buf *out, bool capital, unsigned number)
{
    static const struct {
        unsigned value;
        const char *small, *capital;
    } steps[] = {
        {1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
        {100, "c", "C"},  {90, "xc", "XC"},  {50, "l", "L"},  {40, "xl", "XL"},
        {10, "x", "X"},   {9, "ix", "IX"},   {5, "v", "V"},   {4, "iv", "IV"},
        {1, "i", "I"},
    };

    if (number < 1 || number > MOST_ROMAN)
        return false;
    for (size_t i = 0; i < ITK_COUNT(steps); i++) {
        for (; number >= steps[i].value; number -= steps[i].value)
            itk_buf_adds(out, capital ? steps[i].capital : steps[i].small);
    }
    return true;
}

static bool
add_wide(struct itk_buf *out, unsigned number)
{
    struct itk_buf digits = ITK_BUF_INIT;

    itk_buf_addu(&digits, number);
    itk_zenkaku(out, digits.data, digits.size);
    itk_buf_free(&digits);
    return true;
}

static bool
add_kanji(struct itk_buf *out, unsigned number)
{
    itk_kanji(out, number);
    return true;
}

static bool
add(struct itk_buf *out, const char *format, unsigned number)
{
    if (!strcmp(format, "decimal") || !strcmp(format, "decimalHalfWidth")) {
        itk_buf_addu(out, number);
        return true;
    }
    if (!strcmp(format, "aiueoFullWidth"))
        return add_kana(out, number);
    if (!strcmp(format, "aiueo"))
        return add_half_kana(out, number);
    if (!strcmp(format, "iroha") || !strcmp(format, "irohaFullWidth"))
        return add_iroha(out, number);
    if (!strcmp(format, "decimalEnclosedCircle"))
        return add_circle(out, number);
    if (!strcmp(format, "lowerLetter") || !strcmp(format, "upperLetter"))
        return add_letter(out, format[0] == 'l' ? 'a' : 'A', number);
    if (!strcmp(format, "lowerRoman") || !strcmp(format, "upperRoman"))
        return add_roman(out, format[0] == 'u', number);
    if (!strcmp(format, "decimalFullWidth"))
        return add_wide(out, number);
    if (!strcmp(format, "japaneseCounting"))
        return add_kanji(out, number);
    return false;
}

bool
itk_counter(struct itk_buf *out, const char *format, unsigned number)
{
    if (!strcmp(format, "none") || !strcmp(format, "bullet"))
        return true;
    if (add(out, format, number))
        return true;
    itk_buf_addu(out, number);
    return false;
}
