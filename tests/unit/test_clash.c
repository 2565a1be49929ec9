/*
 * The ids of all cases, looked at before the first document is made; and what
 * is no longer there, or was not, when the cases are taken.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <sys/syscall.h>

#include "app/cases.h"
#include "app/clash.h"
#include "test_deliver.h"

static const char *const paths[] = {"a.xml", "b.xml"};

static bool read_fails;

ssize_t
read(int fd, void *data, size_t size)
{
    if (read_fails) {
        errno = EIO;
        return -1;
    }
    return syscall(SYS_read, fd, data, size);
}

static itk_clash *
look(const char *const *at, size_t count, itk_findings *found,
     struct itk_error *err)
{
    static const struct itk_shard all = {1, 1};
    const struct itk_paths which = {at, count};
    itk_store *store = itk_store_new(".");
    itk_clash *clash = itk_clash_new(&all);

    put("a.xml", "<case id=\"One\" guideline=\"g\"/>");
    put("b.xml", "<case id=\"two\" guideline=\"g\"/>");
    put("c.xml", "<case id=\"one\" guideline=\"g\"/>");
    put("d.xml", "<case id=");
    if (!itk_clash_find(clash, store, &which, found, err)) {
        itk_clash_free(clash);
        clash = NULL;
    }
    itk_store_free(store);
    return clash;
}

/* One that came later, or that could not be read at first, is not delivered:
 * nobody has compared its id. */
static void
test_take(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_clash *clash = look(paths, 2, found, &err);

    (void)state;
    assert_non_null(clash);
    assert_int_equal(itk_clash_cases(clash), 2);
    assert_int_equal(itk_findings_count(found), 0);
    assert_false(itk_clash_take(clash, "three"));
    assert_true(itk_clash_take(clash, "two"));
    assert_true(itk_clash_take(clash, "One"));
    assert_false(itk_clash_take(clash, "two"));
    assert_false(itk_clash_take(clash, "one")); /* the same folder */
    itk_clash_free(clash);
    itk_findings_free(found);
}

static void
test_clash(void **state)
{
    static const char *const same[] = {"a.xml", "b.xml", "c.xml", "d.xml"};
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_clash *clash = look(same, 4, found, &err);

    (void)state;
    assert_non_null(clash);
    assert_int_equal(itk_findings_count(found), 1);
    assert_non_null(strstr(itk_findings_at(found, 0)->text[ITK_EN],
                           "c.xml:1: error: the case id 'one'"));
    itk_clash_free(clash);
    itk_findings_free(found);
}

static void
test_nothing(void **state)
{
    static const struct itk_shard all = {1, 1};
    itk_clash *clash = itk_clash_new(&all);

    (void)state;
    assert_false(itk_clash_take(clash, "one"));
    itk_clash_free(clash);
}

/* What cannot be read is not passed over: its ids would be compared with
 * nothing. */
static void
test_machine(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();

    (void)state;
    read_fails = true;
    assert_null(look(paths, 2, found, &err));
    read_fails = false;
    assert_int_equal(err.fault, ITK_FAULT_MACHINE);
    assert_non_null(strstr(err.text[ITK_EN], "a.xml: error: cannot read: "));
    itk_error_fini(&err);
    itk_findings_free(found);
}

#define TEST(name)                                                             \
    {                                                                          \
#name, test_##name, setup, teardown, NULL                              \
    }

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(take),
        TEST(clash),
        TEST(nothing),
        TEST(machine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
