/*
 * The starter case: it loads without a finding, shows the whole dictionary, and
 * gives a sound case once it is filled in.
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
#include "input/case.h"
#include "xml/xml.h"

struct fixture {
    struct itk_guide *guide;
    itk_findings *found;
    struct itk_buf en, ja;
};

static int
set_up(void **state)
{
    struct fixture *f = itk_alloc(sizeof(*f));
    const struct itk_buf none = ITK_BUF_INIT;

    f->guide = itk_tiny_guide_new();
    f->found = itk_findings_new();
    f->en = f->ja = none;
    itk_case_write_starter(f->guide, "R8-1", ITK_EN, &f->en);
    itk_case_write_starter(f->guide, "令和8-1", ITK_JA, &f->ja);
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    itk_buf_free(&f->en);
    itk_buf_free(&f->ja);
    itk_findings_free(f->found);
    itk_tiny_guide_free(f->guide);
    free(f);
    return 0;
}

static itk_case *
load(const struct fixture *f, const char *xml)
{
    const struct itk_blob in = {"case.xml", xml, strlen(xml), ITK_FAULT_CASE};
    struct itk_error err = ITK_ERROR_INIT;
    itk_case *data = itk_case_load_xml(&in, f->guide, f->found, &err);

    if (!data)
        print_message("%s\n%s\n", err.text[ITK_EN], xml);
    assert_non_null(data);
    for (size_t i = 0; i < itk_findings_count(f->found); i++)
        print_message("%s\n", itk_findings_at(f->found, i)->text[ITK_EN]);
    assert_int_equal(itk_findings_count(f->found), 0);
    return data;
}

static void
test_loads(void **state)
{
    const struct fixture *f = *state;
    const struct itk_dictionary *dict = &f->guide->dictionary;
    const struct itk_buf *both[] = {&f->en, &f->ja};

    for (size_t i = 0; i < ITK_COUNT(both); i++) {
        itk_case *data = load(f, both[i]->data);

        assert_string_equal(itk_case_id(data), i ? "令和8-1" : "R8-1");
        for (size_t j = 0; j < dict->fields_count; j++)
            assert_false(itk_case_value(data, &dict->fields[j], 0)->present);
        for (size_t j = 0; j < dict->lists_count; j++)
            assert_false(itk_case_members(data, &dict->lists[j])->known);
        itk_case_free(data);
    }
}

/* No tool reads two hyphens in a comment as we do: there are none. */
static void
test_comments(void **state)
{
    const struct fixture *f = *state;
    const char *at = f->ja.data;
    size_t comments = 0;

    for (; (at = strstr(at, "<!--")) != NULL; comments++) {
        const char *end;

        at += 4;
        end = strstr(at, "--");
        assert_non_null(end);
        assert_int_equal(end[2], '>');
        assert_int_equal(end[-1], ' ');
        at = end + 3;
    }
    assert_in_range(comments, 20, 60);
    assert_non_null(strstr(f->ja.data, "例 封入- -業務 <1>"));
    assert_non_null(strstr(f->en.data, "help - -> here"));
}

static void
assert_all(const char *text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!strstr(text, parts[i]))
            fail_msg("'%s' is missing in\n%s", parts[i], text);
    }
}

static void
test_content(void **state)
{
    static const char *const ja[] = {"小さな指針",
                                     "業務の名称",
                                     "1行の文字。最長 20 字",
                                     "最長 50 字",
                                     "整数。0 から 1,000,000 円",
                                     "例 令和8年4月1日",
                                     "  inside … 庁舎内",
                                     "  outside … 庁舎外(I)",
                                     "yes(はい)又は no(いいえ)",
                                     "個人情報",
                                     "作業場所 〔5(2)〕",
                                     "最多 3 件",
                                     "<place none=\"yes\"/>",
                                     "同じ値を二度書くことはできない",
                                     "<name></name>",
                                     "&amp;"};
    static const char *const en[] = {"Tiny - - guideline",
                                     "Name of the work",
                                     "one line, at most 20 characters",
                                     "whole number, 0 to 1,000,000 円",
                                     "  inside: inside the premises",
                                     "personal information",
                                     "list, at most 3 members",
                                     "Work places [5(2)]",
                                     "must differ between members"};
    const struct fixture *f = *state;

    assert_all(f->ja.data, ja, ITK_COUNT(ja));
    assert_all(f->en.data, en, ITK_COUNT(en));
    for (size_t i = 0; i < f->guide->dictionary.fields_count; i++) {
        const struct itk_field *field = &f->guide->dictionary.fields[i];

        assert_non_null(strstr(f->ja.data, field->label.in[ITK_JA]));
        assert_non_null(strstr(f->en.data, field->label.in[ITK_EN]));
        assert_non_null(strstr(f->ja.data, "説明 - -> です"));
    }
}

/* `text` with the first `from` replaced. */
static char *
replace(char *text, const char *from, const char *to)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *at = strstr(text, from);

    if (!at)
        fail_msg("'%s' is missing in\n%s", from, text);
    itk_buf_add(&out, text, (size_t)(at - text));
    itk_buf_adds(&out, to);
    itk_buf_adds(&out, at + strlen(from));
    free(text);
    return itk_buf_take(&out);
}

/* As a person fills it in: values between tags, the example member and the
 * "none" line out of their comments. */
static void
test_filled_in(void **state)
{
    struct fixture *f = *state;
    char *text = itk_buf_take(&f->ja);
    itk_case *data;

    text = replace(text, "<start></start>", "<start>R8.4.1</start>");
    text = replace(text, "<!-- <worker none=\"yes\"/> -->",
                   "<worker none=\"yes\"/>");
    text = replace(text, "<!-- <place>", "<place>");
    text = replace(text, "</place> -->", "</place>");
    text = replace(text, "<kind></kind>", "<kind>inside</kind>");
    data = load(f, text);
    assert_string_equal(
        itk_case_value(data, itk_tiny_field(f->guide, "work.start"), 0)
            ->canonical,
        "2026-04-01");
    assert_int_equal(
        itk_case_members(data, itk_tiny_list(f->guide, "place"))->count, 1);
    assert_true(
        itk_case_members(data, itk_tiny_list(f->guide, "worker"))->known);
    itk_case_free(data);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_loads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_comments, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_content, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_filled_in, set_up, tear_down),
    };
    int failed;

    itk_xml_init();
    failed = cmocka_run_group_tests_name("starter", tests, NULL, NULL);
    itk_xml_done();
    return failed;
}
