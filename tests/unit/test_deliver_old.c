/*
 * What is replaced or no longer made: into 旧版/, never lost, never twice; a
 * run that was killed between two steps is completed by the next.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>

#include "app/kept.h"
#include "test_deliver.h"

#define OLD "out/c1/旧版"

static itk_deliver *
open_keeping(bool replace)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_deliver *deliver =
        itk_deliver_open("out",
                         &(struct itk_deliver_options){
                             .replace_edited = replace, .keep_old = true},
                         &err);

    assert_non_null(deliver);
    return deliver;
}

static enum itk_delivered
keeping(const char *text, bool replace)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_deliver *deliver = open_keeping(replace);
    struct itk_delivery one = made("c1", FILE_NAME, text);

    assert_true(itk_deliver_group(deliver, &one, 1, &err));
    itk_deliver_close(deliver);
    assert_int_equal(temps(), 0);
    return one.result;
}

static enum itk_retired
retires(const char *file, bool replace)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_deliver *deliver = open_keeping(replace);
    struct itk_retiring one = {.file = file};
    const enum itk_retired look = itk_deliver_look_old(deliver, file);

    assert_true(itk_deliver_retire(deliver, &one, 1, &err));
    assert_int_equal(look, one.result);
    itk_deliver_close(deliver);
    return one.result;
}

static bool
recorded(const char *file)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_kept kept;
    bool is;

    assert_true(itk_kept_open(&kept, "out", &err));
    is = itk_manifest_find(kept.manifest, file) != NULL;
    itk_kept_close(&kept);
    return is;
}

static void
test_replaced(void **state)
{
    (void)state;
    assert_int_equal(keeping("A", false), ITK_DELIVERED_NEW);
    assert_int_equal(keeping("B", false), ITK_DELIVERED_REPLACED);
    holds(AT, "B");
    holds(OLD_AT, "A");
    assert_int_equal(keeping("B", false), ITK_DELIVERED_SAME);
    holds(OLD2_AT, NULL); /* nothing was replaced */
    assert_int_equal(keeping("C", false), ITK_DELIVERED_REPLACED);
    holds(AT, "C");
    holds(OLD_AT, "A");
    holds(OLD2_AT, "B");
}

/* What a person kept there under the name that comes next stays. */
static void
test_taken(void **state)
{
    (void)state;
    assert_int_equal(keeping("A", false), ITK_DELIVERED_NEW);
    assert_int_equal(mkdir(OLD, 0700), 0);
    put(OLD_AT, "P");
    assert_int_equal(keeping("B", false), ITK_DELIVERED_REPLACED);
    holds(OLD_AT, "P");
    holds(OLD2_AT, "A");
}

static void
test_edited(void **state)
{
    (void)state;
    assert_int_equal(keeping("A", false), ITK_DELIVERED_NEW);
    put(AT, "E");
    assert_int_equal(keeping("B", false), ITK_DELIVERED_ASIDE);
    holds(AT, "E");
    holds(NEW_AT, "B");
    holds(OLD_AT, NULL);
    /* The one beside it is ours: it is replaced, and kept. */
    assert_int_equal(keeping("C", false), ITK_DELIVERED_ASIDE);
    holds(AT, "E");
    holds(NEW_AT, "C");
    holds("out/c1/旧版/contract-annex.new.1.docx", "B");
    assert_int_equal(keeping("C", true), ITK_DELIVERED_MOVED);
    holds(AT, "C");
    holds(OLD_AT, "E");
}

/* Killed when the old one had moved and the new one had not come, and when it
 * had come and was not recorded. */
static void
test_killed(void **state)
{
    (void)state;
    assert_int_equal(keeping("A", false), ITK_DELIVERED_NEW);
    assert_int_equal(mkdir(OLD, 0700), 0);
    assert_int_equal(rename(AT, OLD_AT), 0);
    assert_int_equal(keeping("B", false), ITK_DELIVERED_NEW);
    holds(AT, "B");
    holds(OLD_AT, "A");
    holds(OLD2_AT, NULL);
    assert_int_equal(rename(AT, OLD2_AT), 0);
    put(AT, "C");
    assert_int_equal(keeping("C", false), ITK_DELIVERED_SAME);
    holds(AT, "C");
    holds(OLD2_AT, "B");
    holds("out/c1/旧版/contract-annex.3.docx", NULL);
}

/* A link in the place of 旧版/ is not followed. */
static void
test_linked_old(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery one = made("c1", FILE_NAME, "B");
    itk_deliver *deliver;

    (void)state;
    assert_int_equal(keeping("A", false), ITK_DELIVERED_NEW);
    assert_int_equal(mkdir("elsewhere", 0700), 0);
    assert_int_equal(symlink("../../elsewhere", OLD), 0);
    deliver = open_keeping(false);
    assert_false(itk_deliver_group(deliver, &one, 1, &err));
    assert_int_equal(err.fault, ITK_FAULT_MACHINE);
    itk_error_fini(&err);
    itk_deliver_close(deliver);
    holds(AT, "A");
    holds("elsewhere/contract-annex.1.docx", NULL);
}

/* ---- no longer made ---- */

#define FILE_AT "c1/" FILE_NAME

static void
test_retired(void **state)
{
    (void)state;
    assert_int_equal(keeping("A", false), ITK_DELIVERED_NEW);
    assert_true(recorded(FILE_AT));
    assert_int_equal(retires(FILE_AT, false), ITK_RETIRED_MOVED);
    holds(AT, NULL);
    holds(OLD_AT, "A");
    assert_false(recorded(FILE_AT));
    /* Made once more, it is recorded once more. */
    assert_int_equal(keeping("B", false), ITK_DELIVERED_NEW);
    assert_true(recorded(FILE_AT));
    assert_int_equal(retires(FILE_AT, false), ITK_RETIRED_MOVED);
    holds(OLD_AT, "A");
    holds(OLD2_AT, "B");
}

/* Killed when it had moved and the manifest had not been told. */
static void
test_retired_killed(void **state)
{
    (void)state;
    assert_int_equal(keeping("A", false), ITK_DELIVERED_NEW);
    assert_int_equal(mkdir(OLD, 0700), 0);
    assert_int_equal(rename(AT, OLD_AT), 0);
    assert_int_equal(retires(FILE_AT, false), ITK_RETIRED_GONE);
    assert_false(recorded(FILE_AT));
    holds(OLD_AT, "A");
    holds(OLD2_AT, NULL);
}

static void
test_retired_edited(void **state)
{
    (void)state;
    assert_int_equal(keeping("A", false), ITK_DELIVERED_NEW);
    put(AT, "E");
    assert_int_equal(retires(FILE_AT, false), ITK_RETIRED_LEFT);
    holds(AT, "E");
    assert_true(recorded(FILE_AT));
    put("out/c1/~$ntract-annex.docx", "somebody");
    assert_int_equal(retires(FILE_AT, true), ITK_RETIRED_LEFT);
    assert_int_equal(unlink("out/c1/~$ntract-annex.docx"), 0);
    assert_int_equal(retires(FILE_AT, true), ITK_RETIRED_MOVED);
    holds(AT, NULL);
    holds(OLD_AT, "E");
    assert_false(recorded(FILE_AT));
}

/* The whole folder is gone, or a link leads away. */
static void
test_retired_folder(void **state)
{
    (void)state;
    assert_int_equal(keeping("A", false), ITK_DELIVERED_NEW);
    assert_int_equal(rename("out/c1", "away"), 0);
    assert_int_equal(symlink("../away", "out/c1"), 0);
    {
        struct itk_error err = ITK_ERROR_INIT;
        itk_deliver *deliver = open_keeping(false);
        struct itk_retiring one = {.file = FILE_AT};

        assert_false(itk_deliver_retire(deliver, &one, 1, &err));
        itk_error_fini(&err);
        itk_deliver_close(deliver);
    }
    assert_int_equal(unlink("out/c1"), 0);
    holds("away/" FILE_NAME, "A");
    assert_int_equal(retires(FILE_AT, false), ITK_RETIRED_GONE);
    assert_false(recorded(FILE_AT));
}

#define TEST(name)                                                             \
    {                                                                          \
#name, test_##name, setup, teardown, NULL                              \
    }

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(replaced),       TEST(taken),          TEST(edited),
        TEST(killed),         TEST(retired),        TEST(linked_old),
        TEST(retired_killed), TEST(retired_edited), TEST(retired_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
