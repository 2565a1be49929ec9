/*
 * Where a document goes: Word's lock files, and 旧版/.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>

#include "app/place.h"
#include "test_deliver.h"

static struct word_row {
    const char *name;
    const char *file, *lock;
    bool open;
} word_rows[] = {
    {"six letters", "abcdef.docx", "~$abcdef.docx", true},
    {"seven letters", "abcdefg.docx", "~$bcdefg.docx", true},
    {"eight letters", "abcdefgh.docx", "~$cdefgh.docx", true},
    {"of UTF-8", "個人情報取扱特記仕様書.docx", "~$情報取扱特記仕様書.docx",
     true},
    {"three letters fewer", "abcdefgh.docx", "~$defgh.docx", false},
    {"another ending", "abcdefgh.docx", "~$cdefgh.doc", false},
    {"a short name", "a", "~$", false},
};

static void
test_word(void **state)
{
    const struct word_row *row = ((const struct place *)*state)->row;
    const int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    itk_manifest *manifest = itk_manifest_new("m");
    const struct itk_digest new = itk_digest_of("B", 1);
    const struct itk_place_wish wish = {
        .folder = "c1",
        .file = row->file,
        .sha256 = new.hex,
        .replace_edited = true,
    };
    struct itk_place place;

    put(row->file, "E");
    put(row->lock, "somebody");
    assert_true(itk_place_find(here, manifest, &wish, &place));
    assert_int_equal(place.result,
                     row->open ? ITK_DELIVERED_ASIDE : ITK_DELIVERED_MOVED);
    itk_place_fini(&place);
    itk_manifest_free(manifest);
    close(here);
}

/* The one aside is open in Word, but it is what we would write. */
static void
test_aside_open(void **state)
{
    char *aside;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    put(AT, "E");
    assert_int_equal(deliver_as("B", false, NULL), ITK_DELIVERED_ASIDE);
    put("out/c1/~$ntract-annex.new.docx", "somebody");
    assert_int_equal(deliver_as("B", false, &aside), ITK_DELIVERED_ASIDE);
    assert_string_equal(aside, "contract-annex.new.docx");
    free(aside);
    holds(NEW2_AT, NULL);
    assert_int_equal(deliver_as("C", false, &aside), ITK_DELIVERED_ASIDE);
    assert_string_equal(aside, "contract-annex.new2.docx");
    free(aside);
    holds(NEW_AT, "B");
    holds(NEW2_AT, "C");
}

/* 旧版 is a link that leads out of the folder. */
static void
test_linked_old(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery one = made("c1", FILE_NAME, "B");
    itk_deliver *deliver;

    (void)state;
    assert_int_equal(mkdir("elsewhere", 0700), 0);
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    put(AT, "E");
    assert_int_equal(symlink("../../elsewhere", "out/c1/旧版"), 0);
    deliver = open_out("out", true, &err);
    assert_non_null(deliver);
    assert_false(itk_deliver_group(deliver, &one, 1, &err));
    itk_error_fini(&err);
    itk_deliver_close(deliver);
    assert_int_equal(temps(), 0);
    holds(AT, "E");
    assert_int_equal(rmdir("elsewhere"), 0); /* nothing came into it */
}

/* Ours cannot take the place of the edited file: that comes back. */
static void
test_move_undone(void **state)
{
    char name[] = FILE_NAME, move[] = "contract-annex.1.docx";
    const struct itk_place place = {.name = name, .write = true, .move = move};
    int here;

    (void)state;
    assert_int_equal(mkdir("out", 0700), 0);
    assert_int_equal(mkdir("out/c1", 0700), 0);
    put(AT, "E");
    here = open("out/c1", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_false(itk_place_commit(here, "no-such.tmp", &place));
    assert_int_equal(errno, ENOENT);
    holds(AT, "E");
    holds(OLD_AT, NULL);
    close(here);
}

static void
test_long_old(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    char name[256], path[400] = "out/c1/";
    struct itk_delivery one = made("c1", name, "B");
    itk_deliver *deliver;

    (void)state;
    memset(name, 'n', sizeof(name));
    strcpy(name + 250, ".docx");
    assert_int_equal(mkdir("out", 0700), 0);
    assert_int_equal(mkdir("out/c1", 0700), 0);
    put(strcat(path, name), "E");
    deliver = open_out("out", true, &err);
    assert_non_null(deliver);
    assert_false(itk_deliver_group(deliver, &one, 1, &err));
    assert_int_equal(err.id, ITK_MSG_DELIVER_NAME);
    itk_error_fini(&err);
    itk_deliver_close(deliver);
    holds(path, "E");
}

/* Left by a process that had the number which is ours now. */
static void
test_own_number(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    char *name;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    assert_true(asprintf(&name, "out/c1/.itaku-%ld-7.tmp", (long)getpid()) > 0);
    put(name, "half");
    put("out/.itaku-lock", "1"); /* it was killed */
    itk_deliver_close(open_out("out", false, &err));
    holds(name, NULL);
    free(name);
}

#define TEST(name)                                                             \
    {                                                                          \
#name, test_##name, setup, teardown, NULL                              \
    }

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(aside_open), TEST(linked_old), TEST(move_undone),
        TEST(long_old),   TEST(own_number),
    };
    struct CMUnitTest words[ITK_COUNT(word_rows)];
    int failed;

    for (size_t i = 0; i < ITK_COUNT(word_rows); i++)
        words[i] = (struct CMUnitTest){word_rows[i].name, test_word, setup,
                                       teardown, &word_rows[i]};
    failed = cmocka_run_group_tests(words, NULL, NULL);
    return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
