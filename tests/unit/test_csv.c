/*
 * CSV: rows and values as RFC 4180 has them, encodings, what is refused, and
 * values that a spreadsheet would take for formulas, there and back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "table/table.h"

/* Values as COLUMN=TEXT, joined by '|', rows by '\n' with their line before; a
 * fault as its line and id. */
static const struct row {
    const char *name, *data, *want;
    bool noted; /* that it is CP932 */
} rows[] = {
    {"nothing", "", "", false},
    {"one row", "a,b\r\n", "1:0=a|1=b\n", false},
    {"no end of line", "a,b", "1:0=a|1=b\n", false},
    {"only line feeds", "a\nb\n", "1:0=a\n2:0=b\n", false},
    {"only carriage returns", "a\rb\r", "1:0=a\n2:0=b\n", false},
    {"empty values", ",b,,", "1:1=b\n", false},
    {"empty rows", "a\n\n,\n\"\"\nb\n", "1:0=a\n5:0=b\n", false},
    {"quotes", "\"a,\"\"b\"\"\",c\n", "1:0=a,\"b\"|1=c\n", false},
    {"a line end in quotes", "\"a\nb\",c\nd\n", "1:0=a\nb|1=c\n3:0=d\n", false},
    {"blanks stay", " a , b\n", "1:0= a |1= b\n", false},
    {"a byte order mark", "\xEF\xBB\xBF\"a\",b\n", "1:0=a|1=b\n", false},
    {"UTF-8", "甲,乙\n", "1:0=甲|1=乙\n", false},
    {"CP932", "a\n\x8D\x62,\x87\x40\xFB\xFC\n", "1:0=a\n2:0=甲|1=①髙\n", true},
    {"a backslash in a letter", "\x95\x5C,\"\x83\x5C\x5C\"\n",
     "1:0=表|1=ソ\\\n", true},
    {"mixed encodings", "甲\n\x8D\x62\n", "1:0=甲\n2!csv-mixed-encodings",
     false},
    {"cut UTF-8", "甲\n\xE7\x94", "1:0=甲\n2!csv-mixed-encodings", false},
    {"a NUL", "a\n,b\x01z", "1:0=a\n2:1=b\x01z\n", false},
    {"a quote in a value", "a\nb\"c\n", "1:0=a\n2!csv-stray-quote", false},
    {"text behind a quote", "\"a\"b\n", "1!csv-stray-quote", false},
    {"an open quote", "a\n\"b\nc\n", "1:0=a\n2!csv-open-quote", false},
    {"CP932 that begins as UTF-8 would", "\xC3\xA9\nb\n\x8D\x62,\x8D\x62\n",
     "1:0=ﾃｩ\n2:0=b\n3:0=甲|1=甲\n", true},
    {"CP932 with a byte that is none", "\x8D\x62\n\xFF\n",
     "1:0=甲\n2!csv-mixed-encodings", true},
    {"two bytes", "ab", "1:0=ab\n", false},
    {"three bytes that are no mark", "\xEF\xBC\xA1,b\n", "1:0=Ａ|1=b\n", false},
    {"a guarded formula", "'=a,'a,''=b,'-1\n", "1:0==a|1='a|2='=b|3=-1\n",
     false},
    {"a formula in full width", "'＝a,'＋,'あ\n", "1:0=＝a|1=＋|2='あ\n",
     false},
};

static int
file_of(const char *data, size_t size)
{
    char name[] = "/tmp/itaku-test-XXXXXX";
    const int fd = mkstemp(name);

    assert_true(fd >= 0);
    unlink(name);
    assert_int_equal(write(fd, data, size), size);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

static void
read_all(const char *data, size_t size, itk_findings *found,
         struct itk_buf *out)
{
    itk_table *table =
        itk_csv_open(file_of(data, size), true, NULL, "t.csv", found);
    struct itk_error err = ITK_ERROR_INIT;
    enum itk_next next;
    struct itk_row row;

    while ((next = table->next(table, &row, &err)) == ITK_NEXT_RECORD) {
        itk_buf_addu(out, (uint64_t)row.line);
        for (size_t i = 0; i < row.count; i++) {
            itk_buf_addc(out, i ? '|' : ':');
            itk_buf_addu(out, row.cells[i].column);
            itk_buf_addc(out, '=');
            itk_buf_add(out, row.cells[i].text, row.cells[i].size);
        }
        itk_buf_addc(out, '\n');
    }
    if (next == ITK_NEXT_FAULT) {
        const char *line = strchr(err.text[ITK_EN], ':') + 1;

        itk_buf_add(out, line, strcspn(line, ":"));
        itk_buf_addc(out, '!');
        itk_buf_adds(out, itk_message_id(err.id));
        assert_int_equal(table->next(table, &row, &err), ITK_NEXT_END);
    }
    itk_error_fini(&err);
    table->free(table);
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    itk_findings *found = itk_findings_new();
    struct itk_buf got = ITK_BUF_INIT;

    read_all(row->data, strlen(row->data), found, &got);
    assert_string_equal(got.data, row->want);
    assert_int_equal(itk_findings_count(found), row->noted);
    itk_buf_free(&got);
    itk_findings_free(found);
}

static void
test_nul(void **state)
{
    itk_findings *found = itk_findings_new();
    struct itk_buf got = ITK_BUF_INIT;

    (void)state;
    read_all("a\n\"b\0\"\n", 8, found, &got);
    assert_string_equal(got.data, "1:0=a\n2!csv-nul");
    itk_buf_clear(&got);
    read_all("a\0\n", 3, found, &got);
    assert_string_equal(got.data, "1!csv-nul");
    itk_buf_free(&got);
    itk_findings_free(found);
}

static void
test_too_wide(void **state)
{
    itk_findings *found = itk_findings_new();
    struct itk_buf wide = ITK_BUF_INIT, got = ITK_BUF_INIT;

    (void)state;
    for (size_t i = 0; i < ITK_TABLE_MAX_COLUMNS - 1; i++)
        itk_buf_addc(&wide, ',');
    itk_buf_addc(&wide, 'x');
    read_all(wide.data, wide.size, found, &got);
    assert_string_equal(got.data, "1:1023=x\n");
    itk_buf_clear(&got);
    itk_buf_addc(&wide, ',');
    read_all(wide.data, wide.size, found, &got);
    assert_string_equal(got.data, "1!table-columns");
    itk_buf_free(&wide);
    itk_buf_free(&got);
    itk_findings_free(found);
}

/* A value and a table past their limits. */
static void
test_too_large(void **state)
{
    itk_findings *found = itk_findings_new();
    struct itk_buf large = ITK_BUF_INIT, got = ITK_BUF_INIT;
    const size_t most = 2 * (size_t)ITK_TABLE_MAX_CELL + 70000;

    (void)state;
    itk_buf_reserve(&large, most);
    memset(large.data, 'x', most);
    read_all(large.data, most, found, &got);
    assert_string_equal(got.data, "1!table-cell-long");
    itk_buf_clear(&got);
    large.data[0] = '"';
    read_all(large.data, most, found, &got);
    assert_string_equal(got.data, "1!table-cell-long");
    itk_buf_clear(&got);
    memset(large.data, '\n', ITK_TABLE_MAX_ROWS);
    large.data[ITK_TABLE_MAX_ROWS] = 'x';
    read_all(large.data, ITK_TABLE_MAX_ROWS + 1, found, &got);
    assert_string_equal(got.data, "1000001!table-rows");
    itk_buf_free(&large);
    itk_buf_free(&got);
    itk_findings_free(found);
}

/* What is written comes back, and no cell begins as a formula does. */
static void
test_both_ways(void **state)
{
    static const char *const values[] = {
        "a",      "=1+1", "'=1",  "''=1", "+81", "-",    "@x",
        "＝1",    "'",    "''",   "a\"b", "a,b", "a\nb", " a ",
        "\"=1\"", "'a",   "ab\t", "a ",   " a"};
    itk_findings *found = itk_findings_new();
    struct itk_buf text = ITK_BUF_INIT, got = ITK_BUF_INIT;
    struct itk_buf want = ITK_BUF_INIT;

    (void)state;
    itk_buf_adds(&want, "1");
    for (size_t i = 0; i < ITK_COUNT(values); i++) {
        const size_t at = text.size;

        itk_csv_put(&text, i == 0, values[i], strlen(values[i]));
        assert_null(strchr("=+-@", text.data[at + (i > 0)]));
        itk_buf_addc(&want, i ? '|' : ':');
        itk_buf_addu(&want, i);
        itk_buf_addc(&want, '=');
        itk_buf_adds(&want, values[i]);
    }
    itk_csv_put(&text, false, "", 0); /* comes back as no cell */
    itk_csv_end(&text);
    itk_buf_addc(&want, '\n');
    read_all(text.data, text.size, found, &got);
    assert_string_equal(got.data, want.data);
    itk_buf_free(&text);
    itk_buf_free(&got);
    itk_buf_free(&want);
    itk_findings_free(found);
}

static void
test_names(void **state)
{
    struct itk_buf name = ITK_BUF_INIT;

    (void)state;
    itk_cell_where(&name, "案件", 5, 12);
    assert_string_equal(name.data, "案件!F12");
    itk_buf_clear(&name);
    itk_cell_where(&name, "It's 1", 26, 1);
    assert_string_equal(name.data, "'It''s 1'!AA1");
    itk_buf_clear(&name);
    itk_cell_where(&name, NULL, 1023, 1000000);
    assert_string_equal(name.data, "AMJ1000000");
    itk_buf_clear(&name);
    itk_column_name(&name, 701);
    itk_column_name(&name, 702);
    assert_string_equal(name.data, "ZZAAA");
    itk_buf_free(&name);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 5] = {
        cmocka_unit_test(test_nul), cmocka_unit_test(test_too_wide),
        cmocka_unit_test(test_too_large), cmocka_unit_test(test_both_ways),
        cmocka_unit_test(test_names)};

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 5] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL,
                                           (void *)(uintptr_t)&rows[i]};
    return _cmocka_run_group_tests("csv", tests, ITK_COUNT(tests), NULL, NULL);
}
