/*
 * UTF-8: decoding, classes, widths.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <assert.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf8.h"

static struct bytes {
    const char *name;
    const char *text;
    size_t size, check; /* check: what itk_utf8_check says */
} bytes[] = {
    {"empty", "", 0, 0},
    {"ascii", "abc", 3, 3},
    {"nul", "a\0b", 3, 3},
    {"two, three, four bytes", "\u00E9\u59D4\U00020BB7", 9, 9},
    {"first of two", "\xC2\x80", 2, 2},
    {"last scalar", "\xF4\x8F\xBF\xBD", 4, 4},
    {"before surrogates", "\xED\x9F\xBF", 3, 3},
    {"after surrogates", "\xEE\x80\x80", 3, 3},
    {"overlong slash", "a\xC0\xAF", 3, 1},
    {"overlong C1", "\xC1\xBF", 2, 0},
    {"overlong of three", "\xE0\x9F\xBF", 3, 0},
    {"overlong of four", "\xF0\x8F\xBF\xBF", 4, 0},
    {"high surrogate", "\xED\xA0\x80", 3, 0},
    {"low surrogate", "ab\xED\xBF\xBF", 5, 2},
    {"past the last", "\xF4\x90\x80\x80", 4, 0},
    {"five bytes", "\xF8\x88\x80\x80\x80", 5, 0},
    {"FF", "\xFF", 1, 0},
    {"bare continuation", "a\x80", 2, 1},
    {"cut in two", "\xE5\xA7", 2, 0},
    {"cut after lead", "a\xF0", 2, 1},
    {"lead then ascii",
     "\xE5"
     "aa",
     3, 0},
    {"U+FFFE", "a\xEF\xBF\xBE", 4, 1},
    {"U+FFFF", "\xEF\xBF\xBF", 3, 0},
    {"U+FFFD is text", "\xEF\xBF\xBD", 3, 3},
};

static void
test_bytes(void **state)
{
    const struct bytes *row = *state;

    assert_int_equal(itk_utf8_check(row->text, row->size), row->check);
}

/* Faults at every distance from the beginning and the end, in what is gone
 * through quickly. */
static void
test_fault_anywhere(void **state)
{
    static const char *const before[] = {"a", "\u59D4", "\uFF08"};
    static const char *const faults[] = {"\x80",         "\xE3\x81",
                                         "\xEF\xBF\xBE", "\xE0\x80\x80",
                                         "\xED\xA0\x80", "\xE3\x81z"};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(before) * ITK_COUNT(faults) * 40; i++) {
        const char *good = before[i % ITK_COUNT(before)];
        const char *bad = faults[i / ITK_COUNT(before) % ITK_COUNT(faults)];
        const size_t count = i / ITK_COUNT(before) / ITK_COUNT(faults);
        struct itk_buf text = ITK_BUF_INIT;
        size_t at;

        for (size_t j = 0; j < count; j++)
            itk_buf_adds(&text, good);
        assert_int_equal(itk_utf8_check(text.data, text.size), text.size);
        at = text.size;
        itk_buf_adds(&text, bad);
        assert_int_equal(itk_utf8_check(text.data, text.size), at);
        itk_buf_adds(&text, "abcdefghijklmnopqrst");
        assert_int_equal(itk_utf8_check(text.data, text.size), at);
        itk_buf_free(&text);
    }
}

/* Every scalar value there and back; everything between refused. */
static void
test_every_scalar(void **state)
{
    struct itk_buf buf = ITK_BUF_INIT;

    (void)state;
    for (uint32_t want = 0; want <= 0x10FFFF; want++) {
        uint32_t got = 0;
        size_t length;

        itk_buf_clear(&buf);
        itk_utf8_put(&buf, want);
        length = itk_utf8_next(buf.data, buf.size, &got);
        if (want >= 0xD800 && want <= 0xDFFF) {
            assert_int_equal(length, 0);
            continue;
        }
        assert_int_equal(length, buf.size);
        assert_int_equal(got, want);
        for (size_t cut = 0; cut < buf.size; cut++)
            assert_int_equal(itk_utf8_next(buf.data, cut, &got), 0);
    }
    itk_buf_free(&buf);
}

static struct width {
    const char *name, *text;
    size_t count, width;
} widths[] = {
    {"none", "", 0, 0},
    {"half", "abc", 3, 3},
    {"kanji", "委託", 2, 4},
    {"mixed", "第1条", 3, 5},
    {"half-width katakana", "ｱｲｳ", 3, 3},
    {"full-width digits", "１２", 2, 4},
    {"ideographic space", "\u3000", 1, 2},
    {"variation sequence", "葛\U000E0100", 2, 2},
    {"combining voiced mark", "か\u3099", 2, 2},
    {"zero width joiner", "a\u200Db", 3, 2},
    {"zero width space and non-joiner", "a\u200B\u200Cb", 4, 2},
    {"word joiner and byte order mark", "a\u2060\uFEFFb", 4, 2},
    {"beyond the BMP", "𠮷", 1, 2},
    {"acute", "e\u0301", 2, 1},
};

static void
test_width(void **state)
{
    const struct width *row = *state;

    assert_int_equal(itk_utf8_count(row->text, strlen(row->text)), row->count);
    assert_int_equal(itk_utf8_width(row->text, strlen(row->text)), row->width);
}

static struct class
{
    const char *name;
    uint32_t first, last;
    enum itk_char_class want;
} classes[] = {
    {"tab to VT", 0x09, 0x0B, ITK_CHAR_BREAK},
    {"CR", 0x0D, 0x0D, ITK_CHAR_BREAK},
    {"separators", 0x2028, 0x2029, ITK_CHAR_BREAK},
    {"C0 before tab", 0x00, 0x08, ITK_CHAR_CONTROL},
    {"FF", 0x0C, 0x0C, ITK_CHAR_CONTROL},
    {"C0 after CR", 0x0E, 0x1F, ITK_CHAR_CONTROL},
    {"DEL and C1", 0x7F, 0x9F, ITK_CHAR_CONTROL},
    {"surrogates", 0xD800, 0xDFFF, ITK_CHAR_CONTROL},
    {"non-characters", 0xFDD0, 0xFDEF, ITK_CHAR_CONTROL},
    {"last of the BMP", 0xFFFE, 0xFFFF, ITK_CHAR_CONTROL},
    {"last of plane 2", 0x2FFFE, 0x2FFFF, ITK_CHAR_CONTROL},
    {"past Unicode", 0x110000, 0x110010, ITK_CHAR_CONTROL},
    {"marks LRM RLM", 0x200E, 0x200F, ITK_CHAR_BIDI},
    {"ALM", 0x061C, 0x061C, ITK_CHAR_BIDI},
    {"embeddings", 0x202A, 0x202E, ITK_CHAR_BIDI},
    {"isolates", 0x2066, 0x2069, ITK_CHAR_BIDI},
    {"ZWSP", 0x200B, 0x200B, ITK_CHAR_INVISIBLE},
    {"word joiner", 0x2060, 0x2064, ITK_CHAR_INVISIBLE},
    {"soft hyphen", 0xAD, 0xAD, ITK_CHAR_INVISIBLE},
    {"BOM", 0xFEFF, 0xFEFF, ITK_CHAR_INVISIBLE},
    {"tags", 0xE0000, 0xE007F, ITK_CHAR_INVISIBLE},
    {"combining", 0x300, 0x36F, ITK_CHAR_MARK},
    {"voiced marks", 0x3099, 0x309A, ITK_CHAR_MARK},
    {"variation selectors", 0xFE00, 0xFE0F, ITK_CHAR_MARK},
    {"ideographic variation", 0xE0100, 0xE01EF, ITK_CHAR_MARK},
    {"ascii", 0x20, 0x7E, ITK_CHAR_PLAIN},
    {"kana", 0x3041, 0x3096, ITK_CHAR_PLAIN},
    {"kanji", 0x4E00, 0x9FFF, ITK_CHAR_PLAIN},
    {"private use", 0xE000, 0xF8FF, ITK_CHAR_PLAIN},
    {"replacement", 0xFFFD, 0xFFFD, ITK_CHAR_PLAIN},
};

static void
test_class(void **state)
{
    const struct class *row = *state;

    for (uint32_t c = row->first; c <= row->last; c++)
        assert_int_equal(itk_char_class(c), row->want);
}

static bool
is_ordinary(uint32_t scalar)
{
    struct itk_buf text = ITK_BUF_INIT;
    size_t size;

    itk_utf8_put(&text, scalar);
    size = itk_utf8_ordinary(text.data, text.size);
    assert_true(size == 0 || size == text.size);
    itk_buf_free(&text);
    return size != 0;
}

/* Nothing is passed over that somebody would have to look at; and what nearly
 * all values consist of is. */
static void
test_ordinary(void **state)
{
    static const char cut[] = "a漢\xE6\xBC";

    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        if (is_ordinary(c)) {
            assert_int_equal(itk_char_class(c), ITK_CHAR_PLAIN);
            assert_int_not_equal(c, 0x3000);
        } else {
            assert_true(c < 0x20 || c > 0x7E);
            assert_true(c < 0x3041 || c > 0x3096);
            assert_true(c < 0x30A1 || c > 0x9FFF);
        }
    }
    assert_int_equal(itk_utf8_ordinary(cut, sizeof(cut) - 1), 4);
    assert_int_equal(itk_utf8_ordinary("", 0), 0);
    assert_int_equal(itk_utf8_width("a\xFF\xE3\x81", 4), 4); /* none of ours */
}

int
main(void)
{
    struct CMUnitTest
        tests[ITK_COUNT(bytes) + ITK_COUNT(widths) + ITK_COUNT(classes) + 3];
    size_t count = 0;

    for (size_t i = 0; i < ITK_COUNT(bytes); i++)
        tests[count++] = (struct CMUnitTest){bytes[i].name, test_bytes, NULL,
                                             NULL, &bytes[i]};

    for (size_t i = 0; i < ITK_COUNT(widths); i++)
        tests[count++] = (struct CMUnitTest){widths[i].name, test_width, NULL,
                                             NULL, &widths[i]};

    for (size_t i = 0; i < ITK_COUNT(classes); i++)
        tests[count++] = (struct CMUnitTest){classes[i].name, test_class, NULL,
                                             NULL, &classes[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_fault_anywhere);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_every_scalar);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_ordinary);
    assert(count == ITK_COUNT(tests));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
