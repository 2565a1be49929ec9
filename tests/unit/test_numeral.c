/*
 * Numerals, read and written.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <assert.h>
#include <string.h>

#include <cmocka.h>

#include "text/numeral.h"

static struct parse {
    const char *name, *text;
    bool ok;
    int64_t want;
} parses[] = {
    {"zero", "0", true, 0},
    {"plain", "12480000", true, 12480000},
    {"groups", "12,480,000", true, 12480000},
    {"short group first", "1,000", true, 1000},
    {"full width", "１２，４８０，０００", true, 12480000},
    {"mixed width", "1２3", true, 123},
    {"minus", "-5", true, -5},
    {"full-width minus", "－５", true, -5},
    {"minus sign", "\u22125", true, -5},
    {"plus", "+5", true, 5},
    {"minus zero", "-0", true, 0},
    {"leading zeros", "007", true, 7},
    {"spaces around",
     " \u3000"
     "7\u3000 ",
     true, 7},
    {"greatest", "9223372036854775807", true, INT64_MAX},
    {"least", "-9223372036854775808", true, INT64_MIN},
    {"greatest in groups", "9,223,372,036,854,775,807", true, INT64_MAX},
    {"one too many", "9223372036854775808", false, 0},
    {"one too few", "-9223372036854775809", false, 0},
    {"far too many", "99999999999999999999999999", false, 0},
    {"empty", "", false, 0},
    {"space", " ", false, 0},
    {"sign alone", "-", false, 0},
    {"two signs", "--1", false, 0},
    {"comma alone", ",", false, 0},
    {"leading comma", ",123", false, 0},
    {"trailing comma", "123,", false, 0},
    {"group of two", "12,34", false, 0},
    {"group of four", "1,2345", false, 0},
    {"first group of four", "1234,567", false, 0},
    {"some groups only", "1,234567", false, 0},
    {"ungrouped then grouped", "1234567,890", false, 0},
    {"two commas", "1,,234", false, 0},
    {"fraction", "1.5", false, 0},
    {"yen", "100円", false, 0},
    {"kanji", "十", false, 0},
    {"hexadecimal", "0x10", false, 0},
    {"exponent", "1e3", false, 0},
    {"space inside", "1 000", false, 0},
    {"space after sign", "- 1", false, 0},
    {"line feed", "1\n", false, 0},
    {"not UTF-8", "1\xFF", false, 0},
    {"arabic digits", "\u0661", false, 0},
};

static void
test_parse(void **state)
{
    const struct parse *row = *state;
    int64_t got = 42;

    assert_int_equal(itk_number_parse(row->text, strlen(row->text), &got),
                     row->ok);
    assert_true(got == (row->ok ? row->want : 42));
}

static void
test_parse_nul(void **state)
{
    int64_t got;

    (void)state;
    assert_false(itk_number_parse("1\0", 2, &got));
    assert_false(itk_number_parse("1\0002", 3, &got));
    assert_true(itk_number_parse("12", 1, &got));
    assert_int_equal(got, 1);
}

static struct grouped {
    const char *name;
    int64_t number;
    const char *want;
} groups[] = {
    {"0", 0, "0"},
    {"999", 999, "999"},
    {"1000", 1000, "1,000"},
    {"12480000", 12480000, "12,480,000"},
    {"-999", -999, "-999"},
    {"-1000", -1000, "-1,000"},
    {"most", INT64_MAX, "9,223,372,036,854,775,807"},
    {"least", INT64_MIN, "-9,223,372,036,854,775,808"},
};

static void
test_grouped(void **state)
{
    const struct grouped *row = *state;
    struct itk_buf out = ITK_BUF_INIT;
    int64_t back = 0;

    itk_number_grouped(&out, row->number);
    assert_string_equal(out.data, row->want);
    assert_true(itk_number_parse(out.data, out.size, &back));
    assert_true(back == row->number);
    itk_buf_free(&out);
}

static struct kanji {
    const char *name;
    uint64_t number;
    const char *want;
} kanji[] = {
    {"0", 0, "〇"},
    {"1", 1, "一"},
    {"10", 10, "十"},
    {"11", 11, "十一"},
    {"12", 12, "十二"},
    {"20", 20, "二十"},
    {"100", 100, "百"},
    {"101", 101, "百一"},
    {"340", 340, "三百四十"},
    {"1000", 1000, "千"},
    {"1111", 1111, "千百十一"},
    {"10000", 10000, "一万"},
    {"12000", 12000, "一万二千"},
    {"100000001", 100000001, "一億一"},
    {"1000000000000", 1000000000000, "一兆"},
    {"9999999999999999", 9999999999999999,
     "九千九百九十九兆九千九百九十九億九千九百九十九万九千九百九十九"},
};

static void
test_kanji(void **state)
{
    const struct kanji *row = *state;
    struct itk_buf out = ITK_BUF_INIT;

    itk_kanji(&out, row->number);
    assert_string_equal(out.data, row->want);
    itk_buf_free(&out);
}

static struct width {
    const char *name, *half, *full;
} widths[] = {
    {"digits", "0123456789", "０１２３４５６７８９"},
    {"ascii", "Az !~", "Ａｚ\u3000！～"},
    {"other text stays", "第1条、委託", "第１条、委託"},
    {"empty", "", ""},
};

static void
test_width(void **state)
{
    const struct width *row = *state;
    struct itk_buf out = ITK_BUF_INIT;

    itk_zenkaku(&out, row->half, strlen(row->half));
    assert_string_equal(out.data, row->full);
    itk_buf_clear(&out);
    itk_hankaku(&out, row->full, strlen(row->full));
    assert_string_equal(out.data, row->half);
    itk_buf_free(&out);
}

static void
test_width_keeps_bad_bytes(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    itk_hankaku(&out, "\xEF\xBC", 2);
    assert_string_equal(out.data, "\xEF\xBC");
    itk_buf_free(&out);
}

static void
test_compare(void **state)
{
    static const struct {
        const char *a, *b;
        int want; /* 9: one of them is no number */
    } cases[] = {
        {"1", "1", 0},
        {"10", "9", 1},
        {"-10", "-9", -1},
        {"-1", "1", -1},
        {"0", "-0", 0},
        {"007", "7", 0},
        {"1.50", "1.5", 0},
        {"1.25", "1.3", -1},
        {"-1.25", "-1.3", 1},
        {"1,000", "1000.0", 0},
        {"１２", "12", 0},
        {"0.001", "0", 1},
        {"99999999999999999999", "99999999999999999998.9", 1},
        {"1.", "1", 9},
        {".5", "1", 9},
        {"1.2.3", "1", 9},
        {"1.-5", "1", 9},
        {"x", "1", 9},
        {"1", "", 9},
        {"12,34", "1", 9},
        {"1.5,5", "1", 9},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++) {
        const char *a = cases[i].a, *b = cases[i].b;
        int order = 9;

        if (itk_number_compare(a, strlen(a), b, strlen(b), &order))
            order = (order > 0) - (order < 0);
        assert_int_equal(order, cases[i].want);
    }
}

static void
test_group(void **state)
{
    static const struct {
        const char *text, *want; /* NULL: no number */
    } cases[] = {
        {"1234567", "1,234,567"},
        {"1234.50", "1,234.50"},
        {"-999", "-999"},
        {"+0,001", "1"},
        {"007", "7"},
        {"0.5", "0.5"},
        {"-0", "0"},
        {"１２３４", "1,234"},
        {"123456789012345678901234567890",
         "123,456,789,012,345,678,901,234,567,890"},
        {"x", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++) {
        struct itk_buf out = ITK_BUF_INIT;

        assert_int_equal(
            itk_number_group(&out, cases[i].text, strlen(cases[i].text)),
            cases[i].want != NULL);
        assert_string_equal(out.data, cases[i].want ? cases[i].want : "");
        itk_buf_free(&out);
    }
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(parses) + ITK_COUNT(groups) +
                            ITK_COUNT(kanji) + ITK_COUNT(widths) + 4];
    size_t count = 0;

    for (size_t i = 0; i < ITK_COUNT(parses); i++)
        tests[count++] = (struct CMUnitTest){parses[i].name, test_parse, NULL,
                                             NULL, &parses[i]};

    for (size_t i = 0; i < ITK_COUNT(groups); i++)
        tests[count++] = (struct CMUnitTest){groups[i].name, test_grouped, NULL,
                                             NULL, &groups[i]};

    for (size_t i = 0; i < ITK_COUNT(kanji); i++)
        tests[count++] = (struct CMUnitTest){kanji[i].name, test_kanji, NULL,
                                             NULL, &kanji[i]};

    for (size_t i = 0; i < ITK_COUNT(widths); i++)
        tests[count++] = (struct CMUnitTest){widths[i].name, test_width, NULL,
                                             NULL, &widths[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_parse_nul);
    tests[count++] =
        (struct CMUnitTest)cmocka_unit_test(test_width_keeps_bad_bytes);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_compare);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_group);
    assert(count == ITK_COUNT(tests));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
