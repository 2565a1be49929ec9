/*
 * Dates in a form that a pattern gives.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "text/date_format.h"
#include "text/utf8.h"
#include "text/wareki.h"

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
/* 1873-01-01, day 0, was a Wednesday. */
static const char *const days[] = {"Wednesday", "Thursday", "Friday",
                                   "Saturday",  "Sunday",   "Monday",
                                   "Tuesday"};
static const char *const kanji[] = {"水", "木", "金", "土", "日", "月", "火"};

static char
small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
is_letter(char c)
{
    return small(c) >= 'a' && small(c) <= 'z';
}

/* How often the letter at `at` stands there in a row. */
static size_t
run_of(const char *at)
{
    size_t count = 1;

    while (small(at[count]) == small(*at))
        count++;
    return count;
}

static bool
is_code(char letter, size_t count)
{
    static const struct {
        char letter;
        size_t least, most;
    } codes[] = {{'y', 2, 4}, {'m', 1, 4}, {'d', 1, 4},
                 {'a', 3, 4}, {'g', 1, 3}, {'e', 1, 2}};

    for (size_t i = 0; i < ITK_COUNT(codes); i++) {
        if (codes[i].letter == letter)
            return count >= codes[i].least && count <= codes[i].most &&
                   (letter != 'y' || count != 3);
    }
    return false;
}

bool
itk_date_pattern_ok(const char *pattern)
{
    while (*pattern) {
        if (*pattern == '\\' && pattern[1]) {
            pattern += 2;
        } else if (is_letter(*pattern)) {
            const size_t count = run_of(pattern);

            if (!is_code(small(*pattern), count))
                return false;
            pattern += count;
        } else {
            pattern++;
        }
    }
    return true;
}

static void
number(struct itk_buf *out, int value, bool two)
{
    if (two && value < 10)
        itk_buf_addc(out, '0');
    itk_buf_addu(out, (uint64_t)value);
}

/* A number in one or two digits, a short word or a whole one. */
static void
number_or_word(struct itk_buf *out, size_t count, int value, const char *word)
{
    if (count <= 2)
        number(out, value, count == 2);
    else
        itk_buf_add(out, word, count == 3 ? 3 : strlen(word));
}

static void
era(struct itk_buf *out, size_t count, const struct itk_era *of)
{
    uint32_t scalar;

    if (count == 1)
        itk_buf_addc(out, of->letter);
    else if (count == 2)
        itk_buf_add(out, of->name,
                    itk_utf8_next(of->name, strlen(of->name), &scalar));
    else
        itk_buf_adds(out, of->name);
}

static void
code(struct itk_buf *out, char letter, size_t count, struct itk_date date,
     bool named)
{
    const size_t day = (size_t)itk_date_to_days(date) % ITK_COUNT(days);
    int year = 0;
    const struct itk_era *of = itk_era_of(date, &year);

    if (letter == 'y')
        number(out, count == 2 ? date.year % 100 : date.year, true);
    else if (letter == 'm')
        number_or_word(out, count, date.month, months[date.month - 1]);
    else if (letter == 'd')
        number_or_word(out, count, date.day, days[day]);
    else if (letter == 'g')
        era(out, count, of);
    else if (letter == 'e' && named && year == 1 && count == 1)
        itk_buf_adds(out, "元");
    else if (letter == 'e')
        number(out, year, count == 2);
    else
        itk_buf_adds(out, kanji[day]);
    if (letter == 'a' && count == 4)
        itk_buf_adds(out, "曜日");
}

void
itk_date_format(struct itk_buf *out, const char *pattern, struct itk_date date)
{
    bool named = false; /* the code before was an era in words */

    while (*pattern) {
        if (is_letter(*pattern)) {
            const size_t count = run_of(pattern);
            const char letter = small(*pattern);

            code(out, letter, count, date, named);
            named = letter == 'g' && count > 1;
            pattern += count;
            continue;
        }
        if (*pattern == '\\' && pattern[1])
            pattern++;
        itk_buf_addc(out, *pattern++);
        named = false;
    }
}
