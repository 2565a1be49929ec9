/*
 * One value against its field: what is taken and as what, and what is refused
 * with which message, on both sides of each limit.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/tiny_guide.h"
#include "input/check.h"
#include "input/id.h"
#include "input/space.h"

#define GOOD ITK_MSG_COUNT

#define TEN      "一二三四五六七八九十"
#define ACUTE    "\xCC\x81" /* U+0301 */
#define ACUTE_8  ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE
#define ACUTE_32 ACUTE_8 ACUTE_8 ACUTE_8 ACUTE_8

struct row {
    const char *name, *field, *text;
    enum itk_msg want;     /* GOOD: taken */
    const char *canonical; /* GOOD: "" means absent; else a part of the text */
};

static const struct row rows[] = {
    /* text */
    {"text as typed", "work.name", "a & b < c > {d}", GOOD, "a & b < c > {d}"},
    {"text empty", "work.name", "", GOOD, ""},
    {"text of white space", "work.name", " \t\n\xE3\x80\x80 ", GOOD, ""},
    {"text trimmed", "work.name", "\n  業務　名 \xE3\x80\x80\n", GOOD,
     "業務　名"},
    {"text keeps variants", "work.name", "𠮷田葛\xF3\xA0\x84\x80", GOOD,
     "𠮷田葛\xF3\xA0\x84\x80"},
    {"text full", "work.name", TEN TEN, GOOD, TEN TEN},
    {"text too long", "work.name", TEN TEN "一", ITK_MSG_CASE_LONG,
     "21 characters; the limit is 20"},
    {"text 4-byte full", "worker.post", "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", GOOD,
     "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"},
    {"text blanks kept", "work.name", "a  b", GOOD, "a  b"},
    {"text broken in Japanese", "work.name", "健康\n    診査", GOOD,
     "健康診査"},
    {"text broken after a variant", "work.name", "葛\xF3\xA0\x84\x80\n  城",
     GOOD, "葛\xF3\xA0\x84\x80城"},
    {"text broken in English", "work.name", "two \r\n words", GOOD,
     "two words"},
    {"text broken in both", "work.name", "令和\n2026", GOOD, "令和 2026"},
    {"text broken half-width", "work.name", "ｱｲ\nｳ", GOOD, "ｱｲｳ"},
    {"text with a tab", "work.name", "山田\t太郎", GOOD, "山田 太郎"},
    {"text with VT and LS", "work.name", "山\v田\xE2\x80\xA8太", GOOD,
     "山田太"},
    {"text keeps an ideographic space at a break", "work.name",
     "森野\xE3\x80\x80\n  一郎", GOOD, "森野\xE3\x80\x80一郎"},
    {"text BEL", "work.name", "ab\x07", ITK_MSG_CASE_CONTROL, "U+0007"},
    {"text place of a character", "work.name", "山\x07", ITK_MSG_CASE_CONTROL,
     "character 2"},
    {"text C1", "work.name", "\xC2\x85", ITK_MSG_CASE_CONTROL, "U+0085"},
    {"text RLO", "work.name",
     "a\xE2\x80\xAE"
     "b",
     ITK_MSG_CASE_BIDI, "U+202E"},
    {"text ZWSP", "work.name", "a\xE2\x80\x8B", ITK_MSG_CASE_INVISIBLE,
     "U+200B"},
    {"text soft hyphen", "work.name", "a\xC2\xAD", ITK_MSG_CASE_INVISIBLE,
     "U+00AD"},
    {"text not UTF-8", "work.name", "a\xFF", ITK_MSG_CASE_NOT_UTF8, ""},
    {"text surrogate", "work.name", "\xED\xA0\x80", ITK_MSG_CASE_NOT_UTF8, ""},
    {"paragraph with 32 marks", "work.purpose", "e" ACUTE_32 "e" ACUTE, GOOD,
     "e" ACUTE_32 "e" ACUTE},
    {"paragraph with 33 marks", "work.purpose", "e" ACUTE_32 ACUTE,
     ITK_MSG_CASE_MARKS, "character 34"},
    /* paragraph */
    {"paragraph line", "work.purpose", "  a  ", GOOD, "a"},
    {"paragraph breaks", "work.purpose",
     "a\r\nb\rc\vd\xE2\x80\xA9"
     "e",
     GOOD, "a\nb\nc\nd\ne"},
    {"paragraph tab kept", "work.purpose", "a\tb", GOOD, "a\tb"},
    {"paragraph indentation", "work.purpose", "\n    a\n      b\n\n    c\n  ",
     GOOD, "a\n  b\n\nc"},
    {"paragraph first line", "work.purpose", "a\n      b\n    c", GOOD,
     "a\n  b\nc"},
    {"paragraph ideographic indentation", "work.purpose",
     "\n  \xE3\x80\x80一\n  \xE3\x80\x80二\n", GOOD,
     "\xE3\x80\x80一\n\xE3\x80\x80二"},
    {"paragraph tabs and blanks", "work.purpose", "\n\t a\n  b", GOOD,
     "\t a\n  b"},
    {"paragraph blank", "work.purpose", "\n \xE3\x80\x80\n", GOOD, ""},
    {"paragraph ZWSP", "work.purpose", "a\xE2\x80\x8B", GOOD, "a\xE2\x80\x8B"},
    {"paragraph RLO", "work.purpose", "\xE2\x80\xAE", ITK_MSG_CASE_BIDI, ""},
    {"paragraph full", "work.purpose", TEN TEN TEN TEN TEN, GOOD,
     TEN TEN TEN TEN TEN},
    {"paragraph too long", "work.purpose", TEN TEN TEN TEN TEN "\na",
     ITK_MSG_CASE_LONG, "52"},
    /* date */
    {"date ISO", "work.start", "2026-04-01", GOOD, "2026-04-01"},
    {"date era", "work.start", "令和8年4月1日", GOOD, "2026-04-01"},
    {"date short", "work.start", " R8.4.1 ", GOOD, "2026-04-01"},
    {"date full-width", "work.start", "２０２６年４月１日", GOOD, "2026-04-01"},
    {"date broken by layout", "work.start", "\n 令和8年\n 4月1日\n", GOOD,
     "2026-04-01"},
    {"date first day", "work.start", "1873-01-01", GOOD, "1873-01-01"},
    {"date too early", "work.start", "1872-12-31", ITK_MSG_CASE_DATE_EARLY,
     "'1872-12-31'"},
    {"date no such day", "work.start", "2025-02-29", ITK_MSG_CASE_DATE_DAY,
     "'2025-02-29'"},
    {"date leap day", "work.start", "2024-02-29", GOOD, "2024-02-29"},
    {"date last of Heisei", "work.start", "平成31年4月30日", GOOD,
     "2019-04-30"},
    {"date past Heisei", "work.start", "平成31年5月1日", ITK_MSG_CASE_DATE_ERA,
     "that day is 令和元年5月1日"},
    {"date words", "work.start", "来週", ITK_MSG_CASE_BAD_DATE, "'来週'"},
    /* number */
    {"number", "work.amount", "12480", GOOD, "12480"},
    {"number grouped full-width", "work.amount", "１２，４８０", GOOD, "12480"},
    {"number least", "work.amount", "0", GOOD, "0"},
    {"number most", "work.amount", "1,000,000", GOOD, "1000000"},
    {"number past most", "work.amount", "1000001", ITK_MSG_CASE_NUMBER_RANGE,
     "from 0 to 1,000,000 円"},
    {"number below least", "work.amount", "-1", ITK_MSG_CASE_NUMBER_RANGE,
     "'-1'"},
    {"number past int64", "work.amount", "99999999999999999999",
     ITK_MSG_CASE_NUMBER_RANGE, ""},
    {"number fraction", "work.amount", "100.5", ITK_MSG_CASE_FRACTION,
     "'100.5'"},
    {"number full-width fraction", "work.amount", "１．０",
     ITK_MSG_CASE_FRACTION, ""},
    {"number word", "work.amount", "百円", ITK_MSG_CASE_BAD_NUMBER, "'百円'"},
    {"number badly grouped", "work.amount", "1,24", ITK_MSG_CASE_BAD_NUMBER,
     ""},
    {"number of signs", "work.amount", ".", ITK_MSG_CASE_BAD_NUMBER, ""},
    /* yes-no */
    {"yes", "place.abroad", "yes", GOOD, "yes"},
    {"no", "place.abroad", "no", GOOD, "no"},
    {"true", "place.abroad", "TRUE", GOOD, "yes"},
    {"false", "place.abroad", "ｆａｌｓｅ", GOOD, "no"},
    {"hai", "place.abroad", "はい", GOOD, "yes"},
    {"iie", "place.abroad", "いいえ", GOOD, "no"},
    {"yu", "place.abroad", "有", GOOD, "yes"},
    {"mu", "place.abroad", "無", GOOD, "no"},
    {"ari", "place.abroad", "あり", GOOD, "yes"},
    {"nashi", "place.abroad", "なし", GOOD, "no"},
    {"printed yes", "place.abroad", "国外", GOOD, "yes"},
    {"printed no", "place.abroad", "国内", GOOD, "no"},
    {"neither", "place.abroad", "maybe", ITK_MSG_CASE_YES_NO, "'maybe'"},
    {"one", "place.abroad", "1", ITK_MSG_CASE_YES_NO, "'1'"},
    /* choice */
    {"choice id", "place.kind", "inside", GOOD, "inside"},
    {"choice capitals", "place.kind", "Outside", GOOD, "outside"},
    {"choice Japanese label", "place.kind", "庁舎内", GOOD, "inside"},
    {"choice folded label", "place.kind", "庁舎外（Ｉ）", GOOD, "outside"},
    {"choice English label", "place.kind", "inside the premises", GOOD,
     "inside"},
    {"choice printed", "place.kind", "なし", GOOD, "outside"},
    {"choice wrong", "place.kind", "abroad", ITK_MSG_CASE_CHOICE,
     "inside (inside the premises), outside"},
    /* personal fields: never the value */
    {"personal date", "person.born", "平成31年5月1日", ITK_MSG_CASE_DATE_ERA,
     "the value is not within that era "},
    {"personal word", "person.born", "昨日", ITK_MSG_CASE_BAD_DATE,
     "the value is not a date"},
    {"personal number", "person.pin", "10", ITK_MSG_CASE_NUMBER_RANGE,
     "the value is not from 1 to 9 円"},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_guide *guide = itk_tiny_guide_new();
    const struct itk_field *field = itk_tiny_field(guide, row->field);
    itk_findings *found = itk_findings_new();
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_loc loc = {.file = "case.xml", .line = 7};
    struct itk_value value;
    const bool good = itk_check_value(field, row->text, strlen(row->text), loc,
                                      &arena, found, &value);

    if (itk_findings_count(found) > 0)
        print_message("%s\n%s\n", itk_findings_at(found, 0)->text[ITK_EN],
                      itk_findings_at(found, 0)->text[ITK_JA]);
    assert_int_equal(good, row->want == GOOD);
    assert_int_equal(itk_findings_count(found), row->want != GOOD);
    assert_string_equal(value.loc.field, row->field);
    assert_ptr_equal(value.loc.label, &field->label);
    assert_int_equal(value.loc.line, 7);
    if (good) {
        assert_string_equal(value.canonical, row->canonical);
        assert_int_equal(value.present, row->canonical[0] != '\0');
    } else {
        const struct itk_finding *finding = itk_findings_at(found, 0);

        assert_false(value.present);
        assert_string_equal(value.canonical, "");
        assert_string_equal(itk_message_id(finding->id),
                            itk_message_id(row->want));
        assert_int_equal(finding->severity, ITK_SEV_ERROR);
        assert_int_equal(finding->line, 7);
        assert_string_equal(finding->field, row->field);
        assert_non_null(strstr(finding->text[ITK_EN], row->canonical));
        assert_non_null(strstr(finding->text[ITK_JA], field->label.in[ITK_JA]));
        if (field->personal)
            assert_null(strstr(finding->text[ITK_JA], row->text));
    }
    itk_arena_fini(&arena);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

static void
test_values(void **state)
{
    struct itk_guide *guide = itk_tiny_guide_new();
    itk_findings *found = itk_findings_new();
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_loc loc = {.where = "案件!F12"};
    struct itk_value value;

    (void)state;
    assert_true(itk_check_value(itk_tiny_field(guide, "work.start"), " R8.4.1 ",
                                8, loc, &arena, found, &value));
    assert_string_equal(value.text, "R8.4.1");
    assert_int_equal(value.date.year, 2026);
    assert_int_equal(value.date.month, 4);
    assert_int_equal(value.date.day, 1);
    assert_string_equal(value.loc.where, "案件!F12");
    assert_true(itk_check_value(itk_tiny_field(guide, "work.amount"), "1,000",
                                5, loc, &arena, found, &value));
    assert_string_equal(value.text, "1,000");
    assert_int_equal(value.number, 1000);
    assert_true(itk_check_value(itk_tiny_field(guide, "place.kind"), "なし", 6,
                                loc, &arena, found, &value));
    assert_int_equal(value.choice, 1);
    assert_true(itk_check_value(itk_tiny_field(guide, "place.abroad"), "有", 3,
                                loc, &arena, found, &value));
    assert_true(value.yes);
    /* A zero byte is a control character, not an end. */
    assert_false(itk_check_value(itk_tiny_field(guide, "work.name"), "a\0b", 3,
                                 loc, &arena, found, &value));
    assert_int_equal(itk_findings_at(found, 0)->id, ITK_MSG_CASE_CONTROL);
    itk_arena_fini(&arena);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

/* Two choices with one printed word: the word says nothing. */
static void
test_ambiguous(void **state)
{
    static const struct itk_choice choices[] = {
        {"a", {{"A", "甲"}}, "あり"},
        {"b", {{"B", "乙"}}, "あり"},
        {"c", {{"a", "丙"}}, "なし"}, /* a label that is another's id */
    };
    const struct itk_field field = {.id = "x",
                                    .name = "x",
                                    .type = ITK_TYPE_CHOICE,
                                    .label = {{"X", "X"}},
                                    .choices = choices,
                                    .choices_count = ITK_COUNT(choices)};
    itk_findings *found = itk_findings_new();
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_loc loc = {.line = 1};
    struct itk_value value;

    (void)state;
    assert_false(
        itk_check_value(&field, "あり", 6, loc, &arena, found, &value));
    assert_int_equal(itk_findings_at(found, 0)->id, ITK_MSG_CASE_CHOICE);
    assert_true(itk_check_value(&field, "なし", 6, loc, &arena, found, &value));
    assert_string_equal(value.canonical, "c");
    assert_true(itk_check_value(&field, "a", 1, loc, &arena, found, &value));
    assert_string_equal(value.canonical, "a");
    itk_arena_fini(&arena);
    itk_findings_free(found);
}

static void
test_quote(void **state)
{
    const struct itk_field open = {.personal = false};
    const struct itk_field personal = {.personal = true};
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    itk_check_quote(&out, ITK_JA, &open, TEN TEN TEN TEN);
    assert_string_equal(out.data, "「" TEN TEN TEN TEN "」");
    itk_buf_clear(&out);
    itk_check_quote(&out, ITK_EN, &open, TEN TEN TEN TEN "一");
    assert_string_equal(out.data, "'" TEN TEN TEN TEN "…'");
    itk_buf_clear(&out);
    itk_check_quote(&out, ITK_JA, &personal, "山田");
    assert_string_equal(out.data, "値");
    itk_buf_free(&out);
}

static const struct id_row {
    const char *name, *id;
    enum itk_msg want;
} ids[] = {
    {"id letters", "R8-042_a.b", GOOD},
    {"id one", "1", GOOD},
    {"id Japanese", "令和8年度々ーかな﨑𠮷", GOOD},
    {"id 64",
     "1234567890123456789012345678901234567890123456789012345678901234", GOOD},
    {"id 65",
     "12345678901234567890123456789012345678901234567890123456789012345",
     ITK_MSG_CASE_ID_LONG},
    {"id 42 kanji", TEN TEN TEN TEN "一二", GOOD},
    {"id 43 kanji", TEN TEN TEN TEN "一二三", ITK_MSG_CASE_ID_LONG},
    {"id empty", "", ITK_MSG_CASE_NO_ID},
    {"id dot", ".a", ITK_MSG_CASE_ID_EDGE},
    {"id dots", "..", ITK_MSG_CASE_ID_EDGE},
    {"id hyphen", "-a", ITK_MSG_CASE_ID_EDGE},
    {"id trailing dot", "a.", ITK_MSG_CASE_ID_EDGE},
    {"id trailing hyphen", "a-", GOOD},
    {"id blank", "a b", ITK_MSG_CASE_ID_CHARACTER},
    {"id trailing blank", "a ", ITK_MSG_CASE_ID_CHARACTER},
    {"id slash", "a/b", ITK_MSG_CASE_ID_CHARACTER},
    {"id backslash", "a\\b", ITK_MSG_CASE_ID_CHARACTER},
    {"id colon", "a:b", ITK_MSG_CASE_ID_CHARACTER},
    {"id full-width", "Ａ", ITK_MSG_CASE_ID_CHARACTER},
    {"id ideographic space", "山\xE3\x80\x80", ITK_MSG_CASE_ID_CHARACTER},
    {"id RLO", "a\xE2\x80\xAE", ITK_MSG_CASE_ID_CHARACTER},
    {"id not UTF-8", "a\xFF", ITK_MSG_CASE_ID_CHARACTER},
    {"id compatibility kanji", "\xEF\xA4\x80", ITK_MSG_CASE_ID_CHARACTER},
    {"id CON", "con", ITK_MSG_CASE_ID_DEVICE},
    {"id NUL with suffix", "NUL.a", ITK_MSG_CASE_ID_DEVICE},
    {"id COM1", "COM1", ITK_MSG_CASE_ID_DEVICE},
    {"id LPT9", "lpt9.x", ITK_MSG_CASE_ID_DEVICE},
    {"id CONTRACT", "CONTRACT", GOOD},
    {"id COM10", "COM10", GOOD},
};

static void
test_id(void **state)
{
    const struct id_row *row = *state;
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_loc loc = {.file = "case.xml", .line = 2};
    const bool good = itk_case_id_check(row->id, ITK_FAULT_CASE, loc, &err);

    assert_int_equal(good, row->want == GOOD);
    if (!good)
        assert_string_equal(itk_message_id(err.id), itk_message_id(row->want));
    itk_error_fini(&err);
}

static void
test_guideline_id(void **state)
{
    static const char *const bad[] = {"Sendai", "../x", "a/b", "a.b", "仙台"};
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_loc loc = {.file = "case.xml"};

    (void)state;
    assert_true(itk_guideline_id_check("sendai-2", ITK_FAULT_CASE, loc, &err));
    for (size_t i = 0; i < ITK_COUNT(bad); i++) {
        assert_false(
            itk_guideline_id_check(bad[i], ITK_FAULT_CALLER, loc, &err));
        assert_int_equal(err.id, ITK_MSG_CASE_BAD_GUIDELINE);
        assert_int_equal(err.fault, ITK_FAULT_CALLER);
    }
    assert_false(itk_guideline_id_check(NULL, ITK_FAULT_CASE, loc, &err));
    assert_int_equal(err.id, ITK_MSG_CASE_NO_GUIDELINE);
    itk_error_fini(&err);
}

/* What has been cleaned once stays as it is. */
static void
test_space_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        struct itk_buf once = ITK_BUF_INIT, twice = ITK_BUF_INIT;

        if (rows[i].want != GOOD)
            continue;
        itk_space_line(&once, rows[i].text, strlen(rows[i].text));
        itk_space_line(&twice, once.data, once.size);
        assert_string_equal(once.data, twice.data);
        itk_buf_clear(&once);
        itk_buf_clear(&twice);
        itk_space_lines(&once, rows[i].text, strlen(rows[i].text));
        itk_buf_adds(&twice, "\n");
        itk_buf_adds(&twice, once.data);
        itk_buf_adds(&twice, "\n");
        itk_space_lines(&once, twice.data, twice.size);
        twice.data[twice.size - 1] = '\0';
        assert_int_equal(once.size, 2 * (twice.size - 2));
        assert_memory_equal(once.data + twice.size - 2, twice.data + 1,
                            twice.size - 2);
        itk_buf_free(&once);
        itk_buf_free(&twice);
    }
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + ITK_COUNT(ids) + 5] = {
        {"values", test_values, NULL, NULL, NULL},
        {"ambiguous choice", test_ambiguous, NULL, NULL, NULL},
        {"quote", test_quote, NULL, NULL, NULL},
        {"guideline id", test_guideline_id, NULL, NULL, NULL},
        {"white space again", test_space_again, NULL, NULL, NULL},
    };
    size_t n = 5;

    /* cmocka's initial_state is a void *. */
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[n++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL,
                                         (void *)(uintptr_t)&rows[i]};
    for (size_t i = 0; i < ITK_COUNT(ids); i++)
        tests[n++] = (struct CMUnitTest){ids[i].name, test_id, NULL, NULL,
                                         (void *)(uintptr_t)&ids[i]};
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
