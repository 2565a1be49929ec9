/*
 * The text of an error in both languages, and the end without memory.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/error.h"

static const struct itk_label date_label = {{"planned date", "契約予定日"}};
static const struct itk_label no_label = {{"", ""}};

static struct row {
    const char *name;
    struct itk_loc loc;
    const char *en, *ja;
} rows[] = {
    {"no place",
     {0},
     "itaku: error: is larger than 7 bytes [file-too-big]",
     "itaku: エラー: 7 バイトを超えています [file-too-big]"},
    {"empty strings",
     {.file = "", .where = "", .label = &no_label, .field = ""},
     "itaku: error: is larger than 7 bytes [file-too-big]",
     NULL},
    {"file",
     {.file = "a.xml"},
     "a.xml: error: is larger than 7 bytes [file-too-big]",
     NULL},
    {"line",
     {.file = "a.xml", .line = 14},
     "a.xml:14: error: is larger than 7 bytes [file-too-big]",
     NULL},
    {"column",
     {.file = "a.xml", .line = 14, .column = 3},
     "a.xml:14:3: error: is larger than 7 bytes [file-too-big]",
     "a.xml:14:3: エラー: 7 バイトを超えています [file-too-big]"},
    {"column without line",
     {.file = "a.xml", .column = 3},
     "a.xml: error: is larger than 7 bytes [file-too-big]",
     NULL},
    {"where",
     {.file = "台帳.xlsx", .where = "案件!F12"},
     "台帳.xlsx 案件!F12: error: is larger than 7 bytes [file-too-big]",
     NULL},
    {"line and where",
     {.file = "a.csv", .line = 2, .where = "F"},
     "a.csv:2: F: error: is larger than 7 bytes [file-too-big]",
     NULL},
    {"where without file",
     {.where = "/a/0"},
     "itaku: /a/0: error: is larger than 7 bytes [file-too-big]",
     NULL},
    {"label and field",
     {.file = "a.xml",
      .line = 1,
      .label = &date_label,
      .field = "contract.date"},
     "a.xml:1: error: is larger than 7 bytes 「planned date」 "
     "(contract.date) [file-too-big]",
     "a.xml:1: エラー: 7 バイトを超えています 「契約予定日」 "
     "(contract.date) [file-too-big]"},
    {"field alone",
     {.file = "a", .field = "x.y"},
     "a: error: is larger than 7 bytes (x.y) [file-too-big]",
     NULL},
    {"escape in a file name",
     {.file = "a\x1b[2J\nb\xE2\x80\xAE"
              "c\xFF.xml"},
     "a\uFFFD[2J\uFFFDb\uFFFDc\uFFFD.xml: error: is larger than 7 bytes "
     "[file-too-big]",
     NULL},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_error err = ITK_ERROR_INIT;

    assert_false(itk_error_is_set(&err));
    assert_false(itk_fail(&err, ITK_FAULT_CASE, row->loc, ITK_MSG_FILE_TOO_BIG,
                          ITK_ARGS("7")));
    assert_true(itk_error_is_set(&err));
    assert_int_equal(err.fault, ITK_FAULT_CASE);
    assert_int_equal(err.id, ITK_MSG_FILE_TOO_BIG);
    assert_string_equal(err.text[ITK_EN], row->en);
    if (row->ja)
        assert_string_equal(err.text[ITK_JA], row->ja);
    assert_string_equal(err.hint[ITK_EN], "split the file");
    itk_error_fini(&err);
    assert_false(itk_error_is_set(&err));
    itk_error_fini(&err);
    itk_error_fini(NULL);
}

static void
test_replaced_by_its_own_text(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_loc loc = {.file = "b"};

    (void)state;
    itk_fail(&err, ITK_FAULT_CASE, loc, ITK_MSG_FOLDER_MANY, ITK_ARGS("1"));
    itk_fail_both(&err, ITK_FAULT_PACKAGE, (struct itk_loc){.file = "c"},
                  ITK_MSG_FILE_READ, ITK_ARGS(err.text[ITK_EN]),
                  ITK_ARGS(err.text[ITK_JA]));
    assert_string_equal(err.text[ITK_EN],
                        "c: error: cannot read: b: error: the folder holds "
                        "more than 1 files [folder-many] [file-read]");
    assert_int_equal(err.fault, ITK_FAULT_PACKAGE);
    assert_string_equal(err.hint[ITK_JA], "");
    itk_error_fini(&err);
}

static void
run_out_directly(void)
{
    itk_no_memory();
}

static void
run_out_in_arena(void)
{
    struct itk_arena arena = ITK_ARENA_INIT;

    itk_arena_array(&arena, SIZE_MAX / 2, 3);
}

static void
run_out_in_arena_size(void)
{
    struct itk_arena arena = ITK_ARENA_INIT;

    itk_arena_copy(&arena, "", SIZE_MAX);
}

static void
run_out_in_grow(void)
{
    free(itk_grow(NULL, SIZE_MAX / 2, 3));
}

static void
run_out_in_buf(void)
{
    struct itk_buf buf = ITK_BUF_INIT;

    itk_buf_adds(&buf, "x");
    itk_buf_reserve(&buf, SIZE_MAX - 1);
}

static void (*const ways[])(void) = {
    run_out_directly, run_out_in_arena, run_out_in_arena_size,
    run_out_in_grow,  run_out_in_buf,
};

/* Each in a child: one line, the temporary gone, status 4. */
static void
test_no_memory(void **state)
{
    static const char want[] =
        "itaku: error: out of memory; the next run resumes / "
        "メモリが足りません。次の実行で続きから作ります [no-memory]\n";

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(ways); i++) {
        char folder[] = "/tmp/itaku-test-XXXXXX", got[512] = "";
        int ends[2], status, fd;
        pid_t child;

        assert_non_null(mkdtemp(folder));
        fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        close(openat(fd, "t", O_CREAT | O_WRONLY, 0600));
        assert_int_equal(pipe(ends), 0);
        child = fork();
        if (child == 0) {
            dup2(ends[1], STDERR_FILENO);
            itk_temp_register(fd, "t");
            ways[i]();
            _exit(99);
        }
        close(ends[1]);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), ITK_FAULT_MACHINE);
        assert_true(read(ends[0], got, sizeof(got) - 1) > 0);
        assert_string_equal(got, want);
        close(ends[0]);
        assert_int_equal(unlinkat(fd, "t", 0), -1);
        close(fd);
        assert_int_equal(rmdir(folder), 0);
    }
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 2];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    tests[ITK_COUNT(rows)] =
        (struct CMUnitTest)cmocka_unit_test(test_replaced_by_its_own_text);
    tests[ITK_COUNT(rows) + 1] =
        (struct CMUnitTest)cmocka_unit_test(test_no_memory);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
