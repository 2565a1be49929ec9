/*
 * Documents as files when the machine fails: interrupted and short writes, a
 * full disk, syncs and renames that fail.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "app/out_file.h"
#include "test_deliver.h"

/* ---- these stand before the C library's ---- */

static struct {
    int syncfs, fsync, close, rename; /* the errno it fails with */
    bool slow; /* write: interrupted, then one byte, and so on */
    bool interrupted;
    const char *edited; /* syncfs: meanwhile, somebody saves this file */
    char log[32];       /* what was called, in order */
} fault;

static void
note(char what)
{
    const size_t size = strlen(fault.log);

    if (size + 1 < sizeof(fault.log))
        fault.log[size] = what;
}

static int
fails_with(int number)
{
    errno = number;
    return -1;
}

int
syncfs(int fd)
{
    note('s');
    if (fault.edited)
        put(fault.edited, "E");
    return fault.syncfs ? fails_with(fault.syncfs)
                        : (int)syscall(SYS_syncfs, fd);
}

int
fsync(int fd)
{
    struct stat info;

    note(fstat(fd, &info) == 0 && S_ISDIR(info.st_mode) ? 'd' : 'f');
    return fault.fsync ? fails_with(fault.fsync) : (int)syscall(SYS_fsync, fd);
}

int
close(int fd)
{
    const int status = (int)syscall(SYS_close, fd);

    return fault.close ? fails_with(fault.close) : status;
}

int
renameat2(int from_folder, const char *from, int to_folder, const char *to,
          unsigned flags)
{
    note('r');
    return fault.rename ? fails_with(fault.rename)
                        : (int)syscall(SYS_renameat2, from_folder, from,
                                       to_folder, to, flags);
}

ssize_t
write(int fd, const void *data, size_t size)
{
    note('w');
    fault.interrupted = fault.slow && !fault.interrupted;
    if (fault.interrupted)
        return fails_with(EINTR);
    return syscall(SYS_write, fd, data, fault.slow && size ? 1 : size);
}

static int
teardown_fault(void **state)
{
    memset(&fault, 0, sizeof(fault));
    return teardown(state);
}

/* ---- tests ---- */

/* Files cannot grow past the limit: a full disk for those that must. */
static void
limit_files(rlim_t size)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = size;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
test_full_document(void **state)
{
    static const char large[] =
        "a document that is larger than what the disk has left for it";
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery group[] = {made("c1", FILE_NAME, "B"),
                                   made("c2", FILE_NAME, large)};
    itk_deliver *deliver;
    bool ok;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    deliver = open_out("out", false, &err);
    assert_non_null(deliver);
    limit_files(16);
    ok = itk_deliver_group(deliver, group, 2, &err);
    limit_files(RLIM_INFINITY);
    assert_false(ok);
    assert_int_equal(err.id, ITK_MSG_DELIVER_WRITE);
    assert_int_equal(err.fault, ITK_FAULT_MACHINE);
    assert_non_null(strstr(err.text[ITK_EN], "out/c2/" FILE_NAME));
    assert_non_null(strstr(err.text[ITK_EN], strerror(EFBIG)));
    itk_error_fini(&err);
    assert_int_equal(temps(), 0);
    holds(AT, "A");
    holds("out/c2/" FILE_NAME, NULL);
    /* With room again, the same run goes on. */
    assert_true(itk_deliver_group(deliver, group, 2, &err));
    assert_int_equal(group[0].result, ITK_DELIVERED_REPLACED);
    itk_deliver_close(deliver);
    holds(AT, "B");
    holds("out/c2/" FILE_NAME, large);
}

/* Half a line of the manifest does not stay before the next group's. */
static void
test_full_manifest(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery two = made("c2", FILE_NAME, "B"),
                        three = made("c3", FILE_NAME, "C");
    itk_deliver *deliver;
    struct stat before, after;
    bool ok;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    deliver = open_out("out", false, &err);
    assert_non_null(deliver);
    assert_int_equal(stat(JOURNAL, &before), 0);
    limit_files((rlim_t)before.st_size + 10);
    ok = itk_deliver_group(deliver, &two, 1, &err);
    limit_files(RLIM_INFINITY);
    assert_false(ok);
    assert_non_null(strstr(err.text[ITK_EN], JOURNAL));
    itk_error_fini(&err);
    assert_int_equal(stat(JOURNAL, &after), 0);
    assert_int_equal(after.st_size, before.st_size);
    holds("out/c2/" FILE_NAME, "B"); /* whole; recorded when it is made again */
    assert_true(itk_deliver_group(deliver, &three, 1, &err));
    assert_true(itk_deliver_group(deliver, &two, 1, &err));
    assert_int_equal(two.result, ITK_DELIVERED_SAME);
    itk_deliver_close(deliver);
    deliver = open_out("out", false, &err);
    assert_non_null(deliver);
    two = made("c2", FILE_NAME, "Z");
    assert_true(itk_deliver_group(deliver, &two, 1, &err));
    assert_int_equal(two.result, ITK_DELIVERED_REPLACED);
    itk_deliver_close(deliver);
}

static void
test_slow_write(void **state)
{
    (void)state;
    fault.slow = true;
    assert_int_equal(deliver_as("many bytes, one at a time", false, NULL),
                     ITK_DELIVERED_NEW);
    holds(AT, "many bytes, one at a time");
    assert_int_equal(deliver_as("B", false, NULL), ITK_DELIVERED_REPLACED);
}

/* Bytes, one sync of all, names, their folders, then the manifest's lines. */
static void
test_order(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery group[] = {made("c1", FILE_NAME, "A"),
                                   made("c2", FILE_NAME, "B")};
    itk_deliver *deliver = open_out("out", false, &err);

    (void)state;
    assert_non_null(deliver);
    memset(fault.log, 0, sizeof(fault.log));
    assert_true(itk_deliver_group(deliver, group, 2, &err));
    /* First that a run is at work: "wf". */
    assert_string_equal(fault.log, "wfwwsrrddwfd");
    memset(fault.log, 0, sizeof(fault.log));
    assert_true(itk_deliver_group(deliver, group, 2, &err));
    assert_string_equal(fault.log, ""); /* nothing to do, nothing done */
    itk_deliver_close(deliver);
}

/* What is there was untouched when the group was begun: saved before the new
 * one is renamed to its place, it stays all the same. The edit has the size of
 * what was there, and maybe its times. */
static void
test_edited_meanwhile(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery group[] = {made("c1", FILE_NAME, "B"),
                                   made("c2", FILE_NAME, "C")};
    itk_deliver *deliver;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    for (int round = 0; round < 2; round++) {
        deliver = open_out("out", false, &err);
        assert_non_null(deliver);
        fault.edited = round ? NEW_AT : AT;
        assert_true(itk_deliver_group(deliver, group, 2, &err));
        fault.edited = NULL;
        assert_int_equal(group[0].result, ITK_DELIVERED_ASIDE);
        assert_string_equal(group[0].aside,
                            strrchr(round ? NEW2_AT : NEW_AT, '/') + 1);
        itk_deliver_close(deliver);
        group[0] = made("c1", FILE_NAME, "D");
        holds(AT, "E");
        assert_int_equal(temps(), 0);
    }
    holds(NEW_AT, "E");
    holds(NEW2_AT, "D");
}

static struct sync_row {
    const char *name;
    int *fails;
    const char *there; /* under the document's name afterwards */
    bool for_good;     /* this run may do nothing more */
} sync_rows[] = {
    {"syncfs fails", &fault.syncfs, "A", true},
    {"fsync fails", &fault.fsync, "B", true},
    {"close fails", &fault.close, "A", false},
};

static void
test_sync(void **state)
{
    const struct sync_row *row = ((const struct place *)*state)->row;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery one = made("c1", FILE_NAME, "B");
    struct itk_delivery first = made("c0", FILE_NAME, "0");
    itk_deliver *deliver;

    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    deliver = open_out("out", false, &err);
    assert_non_null(deliver);
    assert_true(itk_deliver_group(deliver, &first, 1, &err));
    *row->fails = EIO;
    assert_false(itk_deliver_group(deliver, &one, 1, &err));
    *row->fails = 0;
    assert_int_equal(err.id, ITK_MSG_DELIVER_WRITE);
    assert_non_null(strstr(err.text[ITK_EN], strerror(EIO)));
    assert_int_equal(temps(), 0);
    holds(AT, row->there);
    assert_int_equal(itk_deliver_group(deliver, &one, 1, &err), !row->for_good);
    itk_error_fini(&err);
    itk_deliver_close(deliver);
    deliver_as("B", false, NULL);
    assert_int_equal(deliver_as("C", false, NULL), ITK_DELIVERED_REPLACED);
}

static struct rename_row {
    const char *name;
    int fails;
    bool works;
} rename_rows[] = {
    {"no renameat2 on this file system", EINVAL, true},
    {"no renameat2 in this kernel", ENOSYS, true},
    {"renameat2 fails", EIO, false},
    {"renameat2 is not allowed", EACCES, false},
};

static void
test_rename(void **state)
{
    const struct rename_row *row = ((const struct place *)*state)->row;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery group[] = {made("c1", FILE_NAME, "A"),
                                   made("c1", FILE_NAME, "B")};
    itk_deliver *deliver = open_out("out", false, &err);

    assert_non_null(deliver);
    fault.rename = row->fails;
    assert_int_equal(itk_deliver_group(deliver, group, 1, &err), row->works);
    holds(AT, row->works ? "A" : NULL);
    assert_int_equal(temps(), 0);
    if (row->works) { /* nor does it replace */
        assert_int_equal(unlink(AT), 0);
        assert_false(itk_deliver_group(deliver, group, 2, &err));
        assert_non_null(strstr(err.text[ITK_EN], strerror(EEXIST)));
        holds(AT, "A");
        assert_int_equal(temps(), 0);
    }
    itk_error_fini(&err);
    itk_deliver_close(deliver);
}

/* An archive, or a converted file, as well. */
static void
test_rename_file(void **state)
{
    const struct rename_row *row = ((const struct place *)*state)->row;
    struct itk_error err = ITK_ERROR_INIT;

    for (int round = 0; round < 2; round++) {
        itk_out_file *file = itk_out_file_new("out.zip", &err);

        assert_non_null(file);
        itk_buf_adds(itk_out_file_buf(file), "A");
        fault.rename = row->fails;
        if (round && row->works)
            put("out.zip", "E"); /* somebody was faster */
        assert_int_equal(itk_out_file_end(file, &err), row->works && !round);
        holds("out.zip", !row->works ? NULL : round ? "E" : "A");
        itk_error_fini(&err);
        (void)unlink("out.zip");
    }
}

#define TEST(name)                                                             \
    {                                                                          \
#name, test_##name, setup, teardown_fault, NULL                        \
    }

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(full_document), TEST(full_manifest),    TEST(slow_write),
        TEST(order),         TEST(edited_meanwhile),
    };
    struct CMUnitTest syncs[ITK_COUNT(sync_rows)],
        renames[2 * ITK_COUNT(rename_rows)];
    int failed;

    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < ITK_COUNT(sync_rows); i++)
        syncs[i] = (struct CMUnitTest){sync_rows[i].name, test_sync, setup,
                                       teardown_fault, &sync_rows[i]};
    for (size_t i = 0; i < ITK_COUNT(renames); i++) {
        struct rename_row *row = &rename_rows[i / 2];

        renames[i] = (struct CMUnitTest){row->name,
                                         i % 2 ? test_rename_file : test_rename,
                                         setup, teardown_fault, row};
    }
    failed = cmocka_run_group_tests(syncs, NULL, NULL);
    failed += cmocka_run_group_tests(renames, NULL, NULL);
    return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
