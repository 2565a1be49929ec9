/*
 * Values of people: dates in every spelling, eras, numbers, widths, UTF-8. The
 * input is one value.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "tests/fuzz/fuzz.h"
#include "text/numeral.h"
#include "text/utf8.h"
#include "text/wareki.h"

static bool
same_date(struct itk_date a, struct itk_date b)
{
    return itk_date_compare(a, b) == 0;
}

/* Whatever was read is written and read back, as ISO and under its era. */
static void
check_date(const char *text, size_t size)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_date date = {0}, back = {0};
    const enum itk_date_fault fault = itk_date_parse(text, size, &date);

    if (fault != ITK_DATE_OK && fault != ITK_DATE_WRONG_ERA)
        return;
    FUZZ_HOLDS(itk_date_valid(date));
    FUZZ_HOLDS(same_date(itk_date_from_days(itk_date_to_days(date)), date));
    itk_date_iso(&out, date);
    FUZZ_HOLDS(itk_date_parse(out.data, out.size, &back) == ITK_DATE_OK);
    FUZZ_HOLDS(same_date(date, back));
    itk_buf_clear(&out);
    FUZZ_HOLDS(itk_wareki(&out, date));
    FUZZ_HOLDS(itk_date_parse(out.data, out.size, &back) == ITK_DATE_OK);
    FUZZ_HOLDS(same_date(date, back));
    itk_buf_clear(&out);
    FUZZ_HOLDS(itk_wareki_fiscal(&out, itk_date_fiscal_year(date, 4), 4) ||
               date.year <= 1873);
    itk_buf_free(&out);
}

static void
check_number(const char *text, size_t size)
{
    struct itk_buf grouped = ITK_BUF_INIT, wide = ITK_BUF_INIT;
    int64_t number = 0, back = 0;

    if (itk_number_parse(text, size, &number)) {
        itk_number_grouped(&grouped, number);
        FUZZ_HOLDS(itk_number_parse(grouped.data, grouped.size, &back));
        FUZZ_HOLDS(back == number);
        itk_zenkaku(&wide, grouped.data, grouped.size);
        FUZZ_HOLDS(itk_number_parse(wide.data, wide.size, &back));
        FUZZ_HOLDS(back == number);
        itk_buf_clear(&wide);
        if (number >= 0 && number <= INT64_C(9999999999999999))
            itk_kanji(&wide, (uint64_t)number);
        FUZZ_HOLDS(itk_utf8_check(wide.data, wide.size) == wide.size);
    }
    itk_buf_free(&grouped);
    itk_buf_free(&wide);
}

/* Half width to full width and back is what half width alone is. */
static void
check_widths(const char *text, size_t size)
{
    struct itk_buf wide = ITK_BUF_INIT, narrow = ITK_BUF_INIT,
                   round = ITK_BUF_INIT;

    itk_zenkaku(&wide, text, size);
    itk_hankaku(&narrow, text, size);
    FUZZ_HOLDS(itk_utf8_check(wide.data, wide.size) == wide.size);
    FUZZ_HOLDS(itk_utf8_check(narrow.data, narrow.size) == narrow.size);
    FUZZ_HOLDS(itk_utf8_count(wide.data, wide.size) ==
               itk_utf8_count(text, size));
    FUZZ_HOLDS(itk_utf8_width(text, size) <= 2 * itk_utf8_count(text, size));
    itk_hankaku(&round, wide.data, wide.size);
    FUZZ_HOLDS(fuzz_same(&round, &narrow));
    itk_buf_free(&wide);
    itk_buf_free(&narrow);
    itk_buf_free(&round);
}

/* Scalar by scalar: decoded and encoded again it is the same, as far as the
 * check goes. */
static void
check_utf8(const char *text, size_t size)
{
    const size_t good = itk_utf8_check(text, size);
    struct itk_buf out = ITK_BUF_INIT;
    size_t at = 0;

    FUZZ_HOLDS(good <= size);
    while (at < good) {
        uint32_t scalar = 0;
        const size_t step = itk_utf8_next(text + at, size - at, &scalar);

        FUZZ_HOLDS(step > 0 && step <= 4);
        FUZZ_HOLDS(scalar < 0xd800 || (scalar > 0xdfff && scalar <= 0x10ffff));
        FUZZ_HOLDS(itk_char_class(scalar) <= ITK_CHAR_MARK);
        itk_utf8_put(&out, scalar);
        at += step;
    }
    FUZZ_HOLDS(at == good && out.size == good);
    FUZZ_HOLDS(memcmp(out.data, text, good) == 0);
    itk_buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A block of its own size, so that one byte too far is seen. */
    char *text = itk_alloc(size + 1);

    if (size)
        memcpy(text, data, size);
    text = itk_grow(text, size ? size : 1, 1);
    check_utf8(text, size);
    check_date(text, size);
    check_number(text, size);
    if (itk_utf8_check(text, size) == size)
        check_widths(text, size);
    free(text);
    return 0;
}
