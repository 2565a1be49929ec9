/*
 * Every message of the table, and arguments that try to forge a line.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/message.h"

/* Bit n: the text has {n}. */
static unsigned
places(const char *text)
{
    unsigned found = 0;

    for (; (text = strchr(text, '{')) != NULL; text++) {
        if (text[1] >= '1' && text[1] <= '9' && text[2] == '}')
            found |= 1u << (text[1] - '0');
    }
    return found;
}

/* One test for each message, with its number as the state. */
static void
test_message(void **state)
{
    const enum itk_msg msg = (enum itk_msg)(uintptr_t)*state;
    const char *id = itk_message_id(msg);
    const char *en = itk_message_raw(msg, ITK_EN, false);
    const char *ja = itk_message_raw(msg, ITK_JA, false);
    const char *hint_en = itk_message_raw(msg, ITK_EN, true);
    const char *hint_ja = itk_message_raw(msg, ITK_JA, true);
    const size_t size = strlen(en), ja_size = strlen(ja);

    assert_true(*id && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") ==
                           strlen(id));
    for (enum itk_msg other = 0; other < msg; other++)
        assert_string_not_equal(id, itk_message_id(other));
    assert_true(size > 0 && ja_size > 0);
    assert_int_equal(places(en), places(ja));
    assert_int_equal(places(hint_en), places(hint_ja));
    assert_int_equal(*hint_en == '\0', *hint_ja == '\0');
    assert_int_not_equal(en[size - 1], '.');
    assert_true(ja_size < 3 || strcmp(ja + ja_size - 3, "。") != 0);
    for (const char *p = en; *p; p++)
        assert_true((unsigned char)*p >= ' ');
}

static struct row {
    const char *name;
    const char *args[4];
    const char *want;
} rows[] = {
    {"plain", {"UTF-8"}, "a byte sequence is not UTF-8"},
    {"missing", {NULL}, "a byte sequence is not "},
    {"surplus", {"a", "b"}, "a byte sequence is not a"},
    {"braces are not read again", {"{1}{2}"}, "a byte sequence is not {1}{2}"},
    {"percent", {"%s%n"}, "a byte sequence is not %s%n"},
    {"kanji beyond the BMP",
     {"𠮷\u845B\U000E0100"},
     "a byte sequence is not 𠮷\u845B\U000E0100"},
    {"line feed", {"a\nb: error"}, "a byte sequence is not a\uFFFDb: error"},
    {"escape", {"\x1b[31m"}, "a byte sequence is not \uFFFD[31m"},
    {"C1 control",
     {"\xC2\x9B"
      "31m"},
     "a byte sequence is not \uFFFD31m"},
    {"delete", {"\x7F"}, "a byte sequence is not \uFFFD"},
    {"right-to-left override",
     {"\u202Ea\u2066\u200F\u061C"},
     "a byte sequence is not \uFFFDa\uFFFD\uFFFD\uFFFD"},
    {"line separator", {"\u2028\u2029"}, "a byte sequence is not \uFFFD\uFFFD"},
    {"non-character",
     {"\xEF\xBF\xBF\xEF\xB7\x90"},
     "a byte sequence is not \uFFFD\uFFFD"},
    {"overlong", {"\xC0\x80"}, "a byte sequence is not \uFFFD\uFFFD"},
    {"overlong of three",
     {"\xE0\x80\x80"},
     "a byte sequence is not \uFFFD\uFFFD\uFFFD"},
    {"surrogate",
     {"\xED\xA0\x80"},
     "a byte sequence is not \uFFFD\uFFFD\uFFFD"},
    {"past the end",
     {"\xF4\x90\x80\x80"},
     "a byte sequence is not \uFFFD\uFFFD\uFFFD\uFFFD"},
    {"cut short", {"a\xE5\xA7"}, "a byte sequence is not a\uFFFD\uFFFD"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_buf out = ITK_BUF_INIT;

    itk_message_text(&out, ITK_EN, ITK_MSG_XML_BAD_BYTES, row->args);
    assert_string_equal(out.data, row->want);
    itk_buf_free(&out);
}

static void
test_no_arguments_at_all(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    itk_message_text(&out, ITK_JA, ITK_MSG_XML_BAD_BYTES, NULL);
    assert_string_equal(out.data, " として正しくないバイト列があります");
    itk_buf_clear(&out);
    itk_message_hint(&out, ITK_EN, ITK_MSG_FILE_READ, NULL);
    assert_string_equal(out.data, "");
    itk_buf_free(&out);
}

int
main(void)
{
    static struct CMUnitTest tests[ITK_MSG_COUNT + ITK_COUNT(rows) + 1];
    size_t count = 0;

    for (size_t i = 0; i < ITK_MSG_COUNT; i++) {
        tests[count++] =
            (struct CMUnitTest){itk_message_id((enum itk_msg)i), test_message,
                                NULL, NULL, (void *)(uintptr_t)i};
    }
    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        tests[count++] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    }
    tests[count++] =
        (struct CMUnitTest)cmocka_unit_test(test_no_arguments_at_all);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
