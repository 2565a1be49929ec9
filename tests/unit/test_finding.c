/*
 * Findings: texts, counts and order.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/finding.h"

static void
add(itk_findings *found, enum itk_severity severity, const char *file,
    long line, const char *arg)
{
    itk_findings_add(found, severity,
                     (struct itk_loc){.file = file, .line = line},
                     ITK_MSG_FILE_READ, ITK_ARGS(arg));
}

static void
test_texts(void **state)
{
    itk_findings *found = itk_findings_new();
    const struct itk_label label = {{"date", "日付"}};
    char file[] = "a.xml", where[] = "W", field[] = "f.g";
    const struct itk_loc loc = {.file = file,
                                .line = 3,
                                .where = where,
                                .label = &label,
                                .field = field};
    const struct itk_finding *finding;

    (void)state;
    itk_findings_add_both(found, ITK_SEV_WARNING, loc, ITK_MSG_FILE_OPEN,
                          ITK_ARGS("en"), ITK_ARGS("日"));
    file[0] = where[0] = field[0] = '!'; /* copied, not borrowed */
    finding = itk_findings_at(found, 0);
    assert_string_equal(finding->text[ITK_EN],
                        "a.xml:3: W: warning: cannot open: en 「date」 (f.g) "
                        "[file-open]");
    assert_string_equal(finding->text[ITK_JA],
                        "a.xml:3: W: 警告: 開けません: 日 「日付」 (f.g) "
                        "[file-open]");
    assert_string_equal(finding->hint[ITK_EN],
                        "check the name and the permissions");
    assert_string_equal(finding->file, "a.xml");
    assert_string_equal(finding->where, "W");
    assert_string_equal(finding->field, "f.g");
    assert_int_equal(finding->severity, ITK_SEV_WARNING);
    assert_int_equal(finding->id, ITK_MSG_FILE_OPEN);
    assert_int_equal(itk_findings_errors(found), 0);
    itk_findings_add(found, ITK_SEV_NOTE, (struct itk_loc){0},
                     ITK_MSG_FILE_READ, ITK_ARGS("x"));
    finding = itk_findings_at(found, 1);
    assert_string_equal(finding->text[ITK_EN],
                        "itaku: note: cannot read: x [file-read]");
    assert_string_equal(finding->text[ITK_JA],
                        "itaku: 参考: 読めません: x [file-read]");
    assert_string_equal(finding->hint[ITK_JA], "");
    assert_string_equal(finding->file, "");
    assert_string_equal(finding->where, "");
    assert_string_equal(finding->field, "");
    itk_findings_free(found);
}

static void
test_order(void **state)
{
    static const char *const want[] = {
        "itaku: error: cannot read: 3 [file-read]",
        "a: error: cannot read: 6 [file-read]",
        "a:2: note: cannot read: 5 [file-read]",
        "a:10: error: cannot read: 2 [file-read]",
        "a:10: warning: cannot read: 4 [file-read]",
        "b:1: error: cannot read: 1 [file-read]",
    };
    itk_findings *found = itk_findings_new();

    (void)state;
    itk_findings_sort(found);
    add(found, ITK_SEV_ERROR, "b", 1, "1");
    add(found, ITK_SEV_ERROR, "a", 10, "2");
    add(found, ITK_SEV_ERROR, NULL, 0, "3");
    add(found, ITK_SEV_WARNING, "a", 10, "4");
    add(found, ITK_SEV_NOTE, "a", 2, "5");
    add(found, ITK_SEV_ERROR, "a", 0, "6");
    assert_int_equal(itk_findings_count(found), 6);
    assert_int_equal(itk_findings_errors(found), 4);
    itk_findings_sort(found);
    itk_findings_sort(found);
    for (size_t i = 0; i < ITK_COUNT(want); i++)
        assert_string_equal(itk_findings_at(found, i)->text[ITK_EN], want[i]);
    itk_findings_free(found);
    itk_findings_free(NULL);
}

static void
test_many_keep_their_order(void **state)
{
    itk_findings *found = itk_findings_new();

    (void)state;
    for (long i = 0; i < 3000; i++)
        add(found, ITK_SEV_ERROR, "f", i % 3 + 1, "x");
    itk_findings_sort(found);
    for (size_t i = 0; i < 3000; i++)
        assert_int_equal(itk_findings_at(found, i)->line, i / 1000 + 1);
    itk_findings_free(found);
}

static void
test_twin(void **state)
{
    itk_findings *found = itk_findings_new();

    (void)state;
    add(found, ITK_SEV_ERROR, "f", 1, "x");
    itk_findings_drop_twin(found);
    add(found, ITK_SEV_ERROR, "f", 1, "y");
    itk_findings_drop_twin(found);
    add(found, ITK_SEV_WARNING, "f", 1, "x");
    itk_findings_drop_twin(found);
    assert_int_equal(itk_findings_count(found), 3);
    add(found, ITK_SEV_ERROR, "f", 1, "x");
    itk_findings_drop_twin(found);
    assert_int_equal(itk_findings_count(found), 3);
    assert_int_equal(itk_findings_errors(found), 2);
    itk_findings_free(found);
}

static void
test_error(void **state)
{
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    (void)itk_fail(&err, ITK_FAULT_MACHINE, (struct itk_loc){.file = "f"},
                   ITK_MSG_FILE_READ, ITK_ARGS("why"));
    itk_findings_add_error(found, &err);
    assert_string_equal(itk_findings_at(found, 0)->text[ITK_EN],
                        err.text[ITK_EN]);
    assert_string_equal(itk_findings_at(found, 0)->hint[ITK_JA],
                        err.hint[ITK_JA]);
    itk_error_fini(&err);
    assert_int_equal(itk_findings_errors(found), 1);
    itk_findings_sort(found);
    itk_findings_free(found);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_many_keep_their_order),
        cmocka_unit_test(test_twin),
        cmocka_unit_test(test_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
