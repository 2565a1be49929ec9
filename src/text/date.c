/*
 * Civil dates, and every form in which clerks write them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "text/date.h"
#include "text/utf8.h"
#include "text/wareki.h"

#define FIRST_YEAR 1873
#define LAST_YEAR  9999

static bool
is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

static bool
is_day(struct itk_date date)
{
    return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= days_in(date.year, date.month);
}

bool
itk_date_valid(struct itk_date date)
{
    return date.year >= FIRST_YEAR && date.year <= LAST_YEAR && is_day(date);
}

int
itk_date_compare(struct itk_date a, struct itk_date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

/* Days from 0000-03-01 to the first of March of `year`. */
static long
days_to_march(long year)
{
    return year * 365 + year / 4 - year / 100 + year / 400;
}

/* The same to the date; years are counted from March, so that a leap day is
 * the last of its year and months have a regular length, 153 days in five. */
static long
days_from_zero(struct itk_date date)
{
    const long month = date.month > 2 ? date.month - 3 : date.month + 9;
    const long year = date.month > 2 ? date.year : date.year - 1;

    return days_to_march(year) + (153 * month + 2) / 5 + date.day - 1;
}

long
itk_date_to_days(struct itk_date date)
{
    const struct itk_date first = {FIRST_YEAR, 1, 1};

    return days_from_zero(date) - days_from_zero(first);
}

struct itk_date
itk_date_from_days(long days)
{
    const struct itk_date first = {FIRST_YEAR, 1, 1};
    const long since = days + days_from_zero(first);
    long year = since * 400 / 146097 + 1; /* may be too late, never too early */
    long day, month;

    while (days_to_march(year) > since)
        year--;
    day = since - days_to_march(year);
    month = (5 * day + 2) / 153;
    day -= (153 * month + 2) / 5;
    return (struct itk_date){
        .year = (int)(month < 10 ? year : year + 1),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)day + 1,
    };
}

int
itk_date_fiscal_year(struct itk_date date, int month)
{
    return date.month >= month ? date.year : date.year - 1;
}

static void
put_two(char *at, int number)
{
    at[0] = (char)('0' + number / 10 % 10);
    at[1] = (char)('0' + number % 10);
}

void
itk_date_iso(struct itk_buf *out, struct itk_date date)
{
    char iso[10] = {0};

    put_two(iso, date.year / 100);
    put_two(iso + 2, date.year);
    iso[4] = iso[7] = '-';
    put_two(iso + 5, date.month);
    put_two(iso + 8, date.day);
    itk_buf_add(out, iso, sizeof(iso));
}

/* Text being read, one folded character at a time. */
struct reader {
    const char *text;
    size_t size;
};

/* Full-width ASCII, the signs that input methods make of '-', and spaces are
 * folded; what follows is compared after that. */
static uint32_t
fold(uint32_t scalar)
{
    if (scalar >= 0xFF01 && scalar <= 0xFF5E)
        return scalar - 0xFF01 + 0x21;
    if (scalar == 0x2212 || scalar == 0x2010)
        return '-';
    return scalar == 0x3000 || scalar == 0xA0 || scalar == '\t' ? ' ' : scalar;
}

/* The next character; 0 at the end or where it is not UTF-8. */
static uint32_t
peek(const struct reader *in, size_t *length)
{
    uint32_t scalar = 0;

    *length = itk_utf8_next(in->text, in->size, &scalar);
    return *length ? fold(scalar) : 0;
}

static void
step(struct reader *in, size_t length)
{
    in->text += length;
    in->size -= length;
}

static void
skip_spaces(struct reader *in)
{
    size_t length;

    while (peek(in, &length) == ' ')
        step(in, length);
}

/* The next character that is no space, which is stepped over if it is
 * `wanted`. */
static bool
take(struct reader *in, uint32_t wanted)
{
    size_t length;

    skip_spaces(in);
    if (peek(in, &length) != wanted)
        return false;
    step(in, length);
    return true;
}

/* A number of at most four digits; how many there were. */
static size_t
take_digits(struct reader *in, int *number)
{
    size_t count = 0, length;
    uint32_t c;

    skip_spaces(in);
    *number = 0;
    while ((c = peek(in, &length)) >= '0' && c <= '9' && count < 5) {
        *number = *number * 10 + (int)(c - '0');
        step(in, length);
        count++;
    }
    return count <= 4 ? count : 0;
}

/* 令和 or R or r; NULL when the text does not begin with an era. */
static const struct itk_era *
take_era(struct reader *in)
{
    size_t count;
    const struct itk_era *eras = itk_eras(&count);

    skip_spaces(in);
    for (size_t i = 0; i < count; i++) {
        const size_t size = strlen(eras[i].name);

        if (in->size >= size && memcmp(in->text, eras[i].name, size) == 0) {
            step(in, size);
            return &eras[i];
        }
        if (take(in, (uint32_t)eras[i].letter) ||
            take(in, (uint32_t)(eras[i].letter - 'A' + 'a')))
            return &eras[i];
    }
    return NULL;
}

/* 年 月 日, or the same sign twice. */
static bool
take_rest(struct reader *in, struct itk_date *date)
{
    static const char signs[] = "-/.";
    uint32_t sign = 0;
    size_t digits;

    if (!take(in, U'年')) {
        for (size_t i = 0; !sign && signs[i]; i++)
            sign = take(in, (uint32_t)signs[i]) ? (uint32_t)signs[i] : 0;
        if (!sign)
            return false;
    }
    digits = take_digits(in, &date->month);
    if (digits < 1 || digits > 2 || !take(in, sign ? sign : U'月'))
        return false;
    digits = take_digits(in, &date->day);
    if (digits < 1 || digits > 2 || (!sign && !take(in, U'日')))
        return false;
    skip_spaces(in);
    return in->size == 0;
}

enum itk_date_fault
itk_date_parse(const char *text, size_t size, struct itk_date *date)
{
    struct reader in = {text, size};
    const struct itk_era *era = take_era(&in);
    struct itk_date read = {0, 0, 0};
    size_t digits;

    if (era && take(&in, U'元')) {
        read.year = 1;
    } else {
        digits = take_digits(&in, &read.year);
        if (era ? digits == 0 : digits != 4)
            return ITK_DATE_UNREADABLE;
    }
    if (!take_rest(&in, &read))
        return ITK_DATE_UNREADABLE;
    if (era && read.year == 0)
        return ITK_DATE_NO_SUCH_DAY;
    if (era)
        read.year += era->first.year - 1;
    if (read.year > LAST_YEAR)
        return ITK_DATE_UNREADABLE;
    if (!is_day(read))
        return ITK_DATE_NO_SUCH_DAY;
    if (read.year < FIRST_YEAR)
        return ITK_DATE_TOO_EARLY;
    *date = read;
    return !era || (itk_date_compare(read, era->first) >= 0 &&
                    itk_date_compare(read, era->last) <= 0)
               ? ITK_DATE_OK
               : ITK_DATE_WRONG_ERA;
}
