/*
 * What number a paragraph begins with.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/ordinal.h"

#define N ITK_ORDINAL_NONE
#define A ITK_ORDINAL_ARTICLE
#define P ITK_ORDINAL_PARAGRAPH
#define I ITK_ORDINAL_ITEM
#define S ITK_ORDINAL_SUBITEM

static struct row {
    const char *text;
    enum itk_ordinal want;
    const char *number;
} rows[] = {
    /* Articles, and sentences that only begin with the number of one. */
    {"第3条　乙は、報告する。", A, "第3条"},
    {"第３条　乙は、報告する。", A, "第３条"},
    {"第十二条　乙は、報告する。", A, "第十二条"},
    {"第3条の2　乙は、報告する。", A, "第3条の2"},
    {"第1条（目的）　この仕様書は", A, "第1条"},
    {"第1条（目的）", A, "第1条"},
    {"第1　基本的事項", A, "第1"},
    {"第3条", A, "第3条"},
    {"第5条の規定により、乙は", N, ""},
    {"第5条（第2項を除く。）の規定により", N, ""},
    {"第三者に提供しないこと。", N, ""},
    {"第12345条　長すぎる。", N, ""},
    {"第条　番号がない。", N, ""},
    /* Paragraphs. */
    {"2　乙は、報告する。", P, "2"},
    {"２ 乙は、報告する。", P, "２"},
    {"2. The Firm tells the Town.", P, "2."},
    {"2\t乙は", P, "2"},
    {"12", P, "12"},
    {"2人以上の者", N, ""},
    {"2026 年", N, ""},
    {"3.5 の割合", N, ""},
    /* Items. */
    {"(1)　氏名", I, "(1)"},
    {"（１）氏名", I, "（１）"},
    {"(1)氏名", I, "(1)"},
    {"①　氏名", I, "①"},
    {"⑵ 氏名", I, "⑵"},
    {"一　氏名", I, "一"},
    {"一般の者", N, ""},
    {"（氏名）", N, ""},
    {"(1 氏名", N, ""},
    /* Below them. */
    {"ア　氏名", S, "ア"},
    {"(ア)　氏名", S, "(ア)"},
    {"（イ）氏名", S, "（イ）"},
    {"(a) the name", S, "(a)"},
    {"ア", S, "ア"},
    {"アンケート", N, ""},
    {"a name", N, ""},
    /* Nothing, and what is not sound. */
    {"", N, ""},
    {"　", N, ""},
    {"第", N, ""},
    {"\xE7\xAC", N, ""},
    {"(", N, ""},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    size_t length = 99;

    assert_int_equal(itk_ordinal_at(row->text, &length), row->want);
    assert_int_equal(length, strlen(row->number));
    assert_memory_equal(row->text, row->number, length);
}

static void
test_blanks(void **state)
{
    static const char text[] = " 　\t乙は 乙\u00A0　";

    (void)state;
    assert_int_equal(itk_blanks(text), 5);
    assert_int_equal(itk_blanks("乙 "), 0);
    assert_int_equal(itk_blanks(""), 0);
    assert_int_equal(itk_without_blanks(text, sizeof(text) - 1), 15);
    assert_int_equal(itk_without_blanks("　 ", 4), 0);
    assert_int_equal(itk_without_blanks("", 0), 0);
}

int
main(void)
{
    struct CMUnitTest tests[1 + ITK_COUNT(rows)] = {
        cmocka_unit_test(test_blanks)};

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 1] =
            (struct CMUnitTest){*rows[i].text ? rows[i].text : "nothing",
                                test_row, NULL, NULL, &rows[i]};
    return cmocka_run_group_tests_name("ordinal", tests, NULL, NULL);
}
