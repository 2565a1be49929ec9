/*
 * Records of a stream of JSON: arrays and JSON Lines, and what breaks them.
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

#include "input/records.h"

/* Records joined by '|', each with its line; a fault as its message's id. */
static struct row {
    const char *name;
    const char *data;
    const char *want;
} rows[] = {
    {"nothing", "", ""},
    {"blanks only", " \n\t", ""},
    {"an empty array", "[]", ""},
    {"an empty array with blanks", " [ \n ] \n", ""},
    {"an array", "[{\"a\":1},{\"b\":[2]}]", "1:{\"a\":1}|1:{\"b\":[2]}"},
    {"an array over lines", "[\n{\"a\":1},\n\n{\"a\":2}\n]\n",
     "2:{\"a\":1}|4:{\"a\":2}"},
    {"lines", "{\"a\":1}\n{\"a\":2}\n", "1:{\"a\":1}|2:{\"a\":2}"},
    {"lines without the last end", "{\"a\":1}\n{\"a\":2}",
     "1:{\"a\":1}|2:{\"a\":2}"},
    {"one object over lines", "{\n\"a\":1\n}", "1:{\n\"a\":1\n}"},
    {"brackets in strings", "[\"]\",\"}\\\"]\"]", "1:\"]\"|1:\"}\\\"]\""},
    {"a backslash at the end of a string", "[\"\\\\\",1]", "1:\"\\\\\"|1:1"},
    {"long strings", "[\"0123456789abcdef\\\"]}\",{\"0123456789abcdefgh\":1}]",
     "1:\"0123456789abcdef\\\"]}\"|1:{\"0123456789abcdefgh\":1}"},
    {"a line's end in a long string",
     "[\"0123456789abcdef\n0123456789abcdefghi\",\n1]",
     "1:\"0123456789abcdef\n0123456789abcdefghi\"|3:1"},
    {"numbers and words", "[1,true , null]", "1:1|1:true|1:null"},
    {"a byte order mark", "\xef\xbb\xbf[1]", "1:1"},
    {"cut in a string", "[\"a", "1!records-cut"},
    {"cut in an object", "{\"a\":", "1!records-cut"},
    {"cut behind a record", "[1", "1:1|1!records-between"},
    {"cut behind a comma", "[1,", "1:1|1!records-cut"},
    {"two commas", "[1,,2]", "1:1|1!records-between"},
    {"a comma at the end", "[1,]", "1:1|1!records-between"},
    {"a comma at the beginning", "[,1]", "1!records-between"},
    {"no comma", "[1 2]", "1:1|1!records-between"},
    {"something behind the array", "[1] x", "1:1|1!records-between"},
    {"commas between lines", "1,2", "1:1|1!records-between"},
    {"a bracket too many", "1]", "1:1|1!records-between"},
};

static int
file_of(const char *data, size_t size)
{
    char name[] = "/tmp/itaku-test-XXXXXX";
    const int fd = mkstemp(name);

    assert_true(fd >= 0);
    unlink(name);
    assert_int_equal(write(fd, data, size), size);
    lseek(fd, 0, SEEK_SET);
    return fd;
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    const int fd = file_of(row->data, strlen(row->data));
    itk_records *records = itk_records_new(fd, "d.json", ITK_FAULT_CASE);
    struct itk_buf got = ITK_BUF_INIT, record = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    enum itk_next next;
    long line = 0;

    while ((next = itk_records_next(records, &record, &line, &err)) ==
           ITK_NEXT_RECORD) {
        itk_buf_adds(&got, got.size ? "|" : "");
        itk_buf_addu(&got, (uint64_t)line);
        itk_buf_addc(&got, ':');
        itk_buf_adds(&got, record.data);
    }
    if (next == ITK_NEXT_FAULT) {
        itk_buf_adds(&got, got.size ? "|" : "");
        itk_buf_adds(&got, strstr(err.text[ITK_EN], "d.json:") ? "1!" : "?");
        itk_buf_adds(&got, itk_message_id(err.id));
        assert_int_equal(itk_records_next(records, &record, &line, &err),
                         ITK_NEXT_END);
    }
    assert_string_equal(got.data, row->want);
    itk_buf_free(&got);
    itk_buf_free(&record);
    itk_error_fini(&err);
    itk_records_free(records);
    close(fd);
}

/* Records that lie across the borders of what is read at a time. */
static void
test_long(void **state)
{
    struct itk_buf data = ITK_BUF_INIT, record = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_records *records;
    size_t count = 0;
    long line;
    int fd;

    (void)state;
    itk_buf_addc(&data, '[');
    for (unsigned i = 0; i < 3000; i++) {
        itk_buf_adds(&data, i ? ",\n\"" : "\"");
        for (unsigned j = 0; j < i % 200; j++)
            itk_buf_adds(&data, j % 7 ? "x" : "\\\"");
        itk_buf_addc(&data, '"');
    }
    itk_buf_addc(&data, ']');
    fd = file_of(data.data, data.size);
    records = itk_records_new(fd, "d", ITK_FAULT_CASE);
    while (itk_records_next(records, &record, &line, &err) == ITK_NEXT_RECORD) {
        assert_int_equal(line, count + 1);
        assert_int_equal(record.data[0], '"');
        assert_int_equal(record.data[record.size - 1], '"');
        count++;
    }
    assert_int_equal(count, 3000);
    itk_records_free(records);
    close(fd);
    itk_buf_free(&data);
    itk_buf_free(&record);
}

static void
test_too_large(void **state)
{
    struct itk_buf data = ITK_BUF_INIT, record = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_records *records;
    long line;
    int fd;

    (void)state;
    itk_buf_reserve(&data, ITK_RECORDS_MAX_BYTES + 2);
    memset(data.data, 'x', ITK_RECORDS_MAX_BYTES + 2);
    data.data[0] = '"';
    fd = file_of(data.data, ITK_RECORDS_MAX_BYTES + 2);
    records = itk_records_new(fd, "d", ITK_FAULT_CASE);
    assert_int_equal(itk_records_next(records, &record, &line, &err),
                     ITK_NEXT_FAULT);
    assert_int_equal(err.id, ITK_MSG_RECORDS_LARGE);
    itk_error_fini(&err);
    itk_records_free(records);
    close(fd);
    itk_buf_free(&data);
    itk_buf_free(&record);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 2];

    memset(tests, 0, sizeof(tests));
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] = (struct CMUnitTest){.name = rows[i].name,
                                       .test_func = test_row,
                                       .initial_state = &rows[i]};
    tests[ITK_COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(test_long);
    tests[ITK_COUNT(rows) + 1] =
        (struct CMUnitTest)cmocka_unit_test(test_too_large);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
