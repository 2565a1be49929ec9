/*
 * Workbooks written: what a ledger offers to whoever fills it in, and faults at
 * their cells. The parts are looked at as Excel would find them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/csv_book.h"
#include "base/file.h"
#include "input/workbook.h"
#include "opc/inflate.h"
#include "tests/support/tiny_guide.h"
#include "xml/xml.h"

struct fixture {
    struct itk_guide *guide;
    struct itk_arena arena;
    const struct itk_columns *tables;
    char path[32];
};

static int
set_up(void **state)
{
    struct fixture *f = itk_alloc(sizeof(*f));
    int fd;

    *f = (struct fixture){.guide = itk_tiny_guide_new()};
    f->tables = itk_columns_of(f->guide, &f->arena);
    (void)snprintf(f->path, sizeof(f->path), "/tmp/itaku-test-XXXXXX");
    fd = mkstemp(f->path);
    assert_true(fd >= 0);
    close(fd);
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    unlink(f->path);
    itk_tiny_guide_free(f->guide);
    itk_arena_fini(&f->arena);
    free(f);
    return 0;
}

/* A part of the finished file, in the fixture's arena; "" when there is none.
 */
static const char *
part(struct fixture *f, const char *name)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob;
    struct itk_zip_entry *entries = NULL;
    size_t count = 0;

    assert_true(itk_file_read(f->path, 1u << 24, ITK_FAULT_CASE, &f->arena,
                              &blob, &err));
    assert_true(itk_zip_gate(&blob, &f->arena, &entries, &count, &err));
    for (size_t i = 0; i < count; i++) {
        struct libdeflate_decompressor *inflater;
        const void *data;

        if (strcmp(entries[i].name, name) != 0)
            continue;
        inflater = libdeflate_alloc_decompressor();
        data = itk_zip_inflate(inflater, &blob, &entries[i],
                               itk_arena_alloc(&f->arena, entries[i].size + 1),
                               &err);
        libdeflate_free_decompressor(inflater);
        assert_non_null(data);
        return itk_arena_copy(&f->arena, data, entries[i].size);
    }
    return "";
}

static void
has(const char *xml, const char *text)
{
    if (!strstr(xml, text))
        fail_msg("lacks %s", text);
}

static void
test_new(void **state)
{
    struct fixture *f = *state;
    struct itk_error err = ITK_ERROR_INIT;
    itk_workbook *workbook =
        itk_workbook_new(f->path, f->guide, f->tables, ITK_JA, &err);
    const char *cases;
    uint64_t sum;

    assert_non_null(workbook);
    assert_true(itk_workbook_end(workbook, "x", &sum, &err));
    has(part(f, "xl/workbook.xml"), "<sheet name=\"案件\"");
    has(part(f, "xl/workbook.xml"), "name=\"凡例\"");
    has(part(f, "xl/workbook.xml"), "name=\"選択肢\"");
    cases = part(f, "xl/worksheets/sheet1.xml");
    has(cases, "<t>案件番号</t>");
    has(cases, "<t>work.amount</t>");
    has(cases, "state=\"frozen\"");
    has(cases, "topLeftCell=\"B3\"");
    /* amount: a whole number between its limits, for all rows below */
    has(cases, "type=\"whole\"");
    has(cases, "<formula1>0</formula1><formula2>1000000</formula2>");
    /* start: a day that Excel counts rightly */
    has(cases, "type=\"date\"");
    has(cases, "<formula1>61</formula1>");
    /* has the list members? */
    has(cases, "<formula1>選択肢!$A$2:$A$3</formula1>");
    has(part(f, "xl/worksheets/sheet2.xml"), "<t>place.kind</t>");
    has(part(f, "xl/worksheets/sheet2.xml"),
        "<formula1>選択肢!$B$2:$B$3</formula1>");
    has(part(f, "xl/styles.xml"), "formatCode=\"yyyy&quot;年&quot;m");
}

/* What was not written whole is found out, and so is a cell too few or many. */
static void
test_check(void **state)
{
    struct fixture *f = *state;
    struct itk_error err = ITK_ERROR_INIT;
    itk_workbook *workbook =
        itk_workbook_new(f->path, f->guide, f->tables, ITK_JA, &err);
    struct itk_buf bytes = ITK_BUF_INIT;
    struct itk_blob made;
    uint64_t sum;

    assert_true(itk_workbook_end(workbook, "x", &sum, &err));
    assert_true(itk_file_read(f->path, 1u << 24, ITK_FAULT_CASE, &f->arena,
                              &made, &err));
    itk_buf_add(&bytes, made.data, made.size);
    assert_true(itk_workbook_check("x", &bytes, sum, &err));
    assert_false(itk_workbook_check("x", &bytes, sum + 1, &err));
    assert_int_equal(err.id, ITK_MSG_WORKBOOK_TORN);
    assert_int_equal(err.fault, ITK_FAULT_MACHINE);
    itk_error_fini(&err);
    bytes.size /= 2;
    assert_false(itk_workbook_check("x", &bytes, sum, &err));
    assert_int_equal(err.id, ITK_MSG_WORKBOOK_TORN);
    itk_error_fini(&err);
    itk_buf_free(&bytes);
}

/* The same cases, the same bytes: no time of day in the file. */
static void
test_same_bytes(void **state)
{
    struct fixture *f = *state;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob made[2];
    uint64_t sum;

    for (int i = 0; i < 2; i++) {
        itk_workbook *workbook =
            itk_workbook_new(f->path, f->guide, f->tables, ITK_EN, &err);

        assert_true(itk_workbook_end(workbook, "x", &sum, &err));
        assert_true(itk_file_read(f->path, 1u << 24, ITK_FAULT_CASE, &f->arena,
                                  &made[i], &err));
        if (i == 0)
            usleep(1100000);
    }
    assert_int_equal(made[0].size, made[1].size);
    assert_memory_equal(made[0].data, made[1].data, made[0].size);
}

static void
test_copy(void **state)
{
    static const struct itk_cell_fault faults[] = {
        {"t.csv:3: B3: error: wrong 「Name」 (work.name) [x]", "do this"},
        {"t.csv:3: C3: error: nothing here [y]", ""},
        {"t.csv:3: B3: error: and wrong again [z]", ""},
        {"t.csv:9: F9: error: a row that is not there [w]", ""},
        {"other.csv:3: A3: error: of another file [v]", ""},
        {"t.csv: error: without a cell [u]", ""},
    };
    static const char text[] = "a title\nid,work.name,work.start,note\n"
                               "A,=1+1,,x_x000D_\n";
    struct fixture *f = *state;
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    char csv[] = "/tmp/itaku-test-XXXXXX", *path = csv;
    struct itk_cell_fault named[ITK_COUNT(faults)];
    const int fd = mkstemp(csv);
    const char *comments, *sheet;
    itk_book *book;
    uint64_t sum;

    assert_int_equal(write(fd, text, sizeof(text) - 1), sizeof(text) - 1);
    close(fd);
    for (size_t i = 0; i < ITK_COUNT(faults); i++) {
        struct itk_buf name = ITK_BUF_INIT;
        const char *rest = strstr(faults[i].text, ".csv") + 4;

        itk_buf_adds(&name, faults[i].text[0] == 't' ? csv : "other");
        itk_buf_adds(&name, rest);
        named[i] = (struct itk_cell_fault){itk_arena_dup(&f->arena, name.data),
                                           faults[i].hint};
        itk_buf_free(&name);
    }
    book = itk_csv_book_new("t", &path, 1, found);
    assert_true(itk_workbook_copy(f->path, book, f->guide, f->tables, ITK_EN,
                                  named, ITK_COUNT(named), "x", &sum, &err));
    book->free(book);
    unlink(csv);
    comments = part(f, "xl/comments1.xml");
    has(comments, "<comment ref=\"B3\"");
    has(comments, "error: wrong 「Name」 (work.name) [x]\ndo this\n\nerror: "
                  "and wrong again [z]");
    has(comments, "<comment ref=\"C3\"");
    has(comments, "<comment ref=\"F9\"");
    assert_null(strstr(comments, "another file"));
    assert_null(strstr(comments, "without a cell"));
    sheet = part(f, "xl/worksheets/sheet1.xml");
    has(sheet, "<t>a title</t>");
    has(sheet, "<t>=1+1</t>");
    has(sheet, "<t>x_x005F_x000D_</t>");
    assert_null(strstr(sheet, "<f>"));
    has(sheet, "<c r=\"C3\" s=");
    has(part(f, "xl/styles.xml"), "FFFFC7CE");
    itk_findings_free(found);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_new, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_check, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_copy, set_up, tear_down),
    };

    itk_xml_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
