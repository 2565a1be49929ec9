/*
 * Provenance of a document.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "trace/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define DECL "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static const struct itk_plan_clause clauses[] = {
    {.id = "m1", .version = "2023-04-01", .title = "秘密"},
    {.id = "b-2", .version = "2025-04-01", .title = "秘密"},
};
static const struct itk_plan plan = {
    .case_id = "R8-<1>",
    .guideline = "g",
    .revision = "2025-04-01",
    .document = "annex",
    .title = "t",
    .template_name = "annex",
    .template_date = "2023-04-01",
    .clauses = clauses,
    .clauses_count = 2,
};

static void
test_item(void **state)
{
    struct itk_buf got = ITK_BUF_INIT;

    (void)state;
    itk_record_item(&plan, "TT", "PP", &got);
    assert_string_equal(
        got.data,
        DECL "<provenance xmlns=\"urn:itaku:provenance:1\" format=\"1\">"
             "<case>R8-&lt;1&gt;</case><guideline>g</guideline>"
             "<revision>2025-04-01</revision><document>annex</document>"
             "<template name=\"annex\" date=\"2023-04-01\" sha256=\"TT\"/>"
             "<plan sha256=\"PP\"/>"
             "<clause id=\"m1\" version=\"2023-04-01\" bookmark=\"_R_m1\"/>"
             "<clause id=\"b-2\" version=\"2025-04-01\" bookmark=\"_R_b_2\"/>"
             "</provenance>");
    itk_buf_free(&got);
}

/* {XXXXXXXX-XXXX-5XXX-[89AB]XXX-XXXXXXXXXXXX} */
static void
assert_guid(const char *guid)
{
    for (size_t i = 0; i < 38; i++) {
        const char *may = "0123456789ABCDEF";

        if (i == 0)
            may = "{";
        else if (i == 37)
            may = "}";
        else if (i == 9 || i == 14 || i == 19 || i == 24)
            may = "-";
        else if (i == 15)
            may = "5";
        else if (i == 20)
            may = "89AB";
        assert_non_null(memchr(may, guid[i], strlen(may)));
    }
}

static void
test_props(void **state)
{
    struct itk_buf item = ITK_BUF_INIT, one = ITK_BUF_INIT, same = ITK_BUF_INIT,
                   other = ITK_BUF_INIT;
    const char *guid;

    (void)state;
    itk_buf_adds(&item, "<a/>");
    itk_record_item_props(&item, &one);
    itk_record_item_props(&item, &same);
    itk_buf_adds(&item, " ");
    itk_record_item_props(&item, &other);
    guid = strstr(one.data, "ds:itemID=\"");
    assert_non_null(guid);
    assert_guid(guid + strlen("ds:itemID=\""));
    assert_string_equal(one.data, same.data);
    assert_string_not_equal(one.data, other.data);
    itk_buf_free(&item);
    itk_buf_free(&one);
    itk_buf_free(&same);
    itk_buf_free(&other);
}

static size_t
count_of(const char *text, const char *part)
{
    size_t count = 0;

    for (text = strstr(text, part); text; text = strstr(text + 1, part))
        count++;
    return count;
}

static void
test_properties(void **state)
{
    struct itk_buf item = ITK_BUF_INIT, got = ITK_BUF_INIT;
    struct itk_digest digest;

    (void)state;
    itk_buf_adds(&item, "<a/>");
    digest = itk_digest_of(item.data, item.size);
    itk_record_properties(&plan, &item, &got);
    assert_int_equal(count_of(got.data, "<property "), 4);
    assert_non_null(strstr(got.data, digest.hex));
    assert_non_null(strstr(got.data, "pid=\"2\" name=\"itaku.record\""));
    assert_non_null(strstr(got.data, "pid=\"3\" name=\"itaku.case\""));
    assert_non_null(strstr(got.data, "R8-&lt;1&gt;</vt:lpwstr>"));
    assert_non_null(strstr(got.data, "pid=\"5\" name=\"itaku.revision\""));
    itk_buf_free(&item);
    itk_buf_free(&got);
}

static void
test_added_properties(void **state)
{
    static const char old[] =
        "<Properties xmlns=\"p\"><property fmtid=\"f\" pid=\"2\" name=\"a\"/>"
        "<property fmtid=\"f\" pid='9' name=\"b\"/></Properties>\n";
    struct itk_buf item = ITK_BUF_INIT, got = ITK_BUF_INIT;

    (void)state;
    itk_record_add_properties(&plan, &item, old, sizeof(old) - 1, &got);
    assert_int_equal(
        strncmp(got.data, old, strlen(old) - strlen("</Properties>\n")), 0);
    assert_non_null(strstr(got.data, "pid=\"10\" name=\"itaku.record\""));
    assert_non_null(strstr(got.data, "pid=\"13\" name=\"itaku.revision\""));
    assert_string_equal(got.data + got.size -
                            strlen("</property>"
                                   "</Properties>\n"),
                        "</property></Properties>\n");
    itk_buf_clear(&got);
    itk_record_add_properties(&plan, &item, "<Properties/>", 13, &got);
    assert_non_null(strstr(got.data, "pid=\"2\" name=\"itaku.record\""));
    itk_buf_free(&item);
    itk_buf_free(&got);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_item),
        cmocka_unit_test(test_props),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_added_properties),
    };

    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
