/*
 * Documents as files when something else happens to the output folder at the
 * same time, when two things fail at once, and at what is no document.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <signal.h>

#include "app/place.h"
#include "base/file.h"
#include "test_calls.h"
#include "test_deliver.h"
#include "test_end.h"

static int
teardown_calls(void **state)
{
    memset(&calls, 0, sizeof(calls));
    return teardown(state);
}

static void
test_stale_name(void **state)
{
    (void)state;
    assert_true(itk_place_is_stale(".itaku-12-3.tmp"));
    assert_false(itk_place_is_stale(".itaku-12-3.tmpx"));
    assert_false(itk_place_is_stale(".itaku-12-3"));
    assert_false(itk_place_is_stale(".itaku-12.tmp"));
}

/* What is no file, is too large, or becomes shorter while it is read. */
static void
test_read(void **state)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_blob blob = {0};
    int ends[2], fd;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_false(itk_place_read(ends[0], 9, &arena, &blob));
    assert_int_equal(errno, EINVAL);
    close(ends[0]);
    close(ends[1]);
    put("a", "12345");
    fd = open("a", O_RDONLY);
    assert_false(itk_place_read(fd, 4, &arena, &blob));
    assert_int_equal(errno, EFBIG);
    calls.slow = true;
    calls.kind = CALL_READ;
    calls.at = 3;
    assert_true(itk_place_read(fd, 5, &arena, &blob));
    assert_int_equal(blob.size, 2);
    close(fd);
    itk_arena_fini(&arena);
}

/* A folder, or a file larger than any document, has the name: it stays. */
static void
test_no_document(void **state)
{
    char *aside;
    int fd;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    assert_int_equal(unlink(AT), 0);
    assert_int_equal(mkdir(AT, 0700), 0);
    assert_int_equal(deliver_as("A", false, &aside), ITK_DELIVERED_ASIDE);
    assert_string_equal(aside, "contract-annex.new.docx");
    free(aside);
    assert_int_equal(rmdir(AT), 0);
    put(AT, "");
    fd = open(AT, O_WRONLY);
    assert_int_equal(ftruncate(fd, (off_t)300 << 20), 0);
    close(fd);
    assert_int_equal(deliver_as("B", false, NULL), ITK_DELIVERED_ASIDE);
    assert_int_equal(deliver_as("B", true, NULL), ITK_DELIVERED_MOVED);
    holds(AT, "B");
    assert_int_equal(truncate(OLD_AT, 0), 0); /* it is there, whole */
}

/* All names below 旧版/, or beside the document, are taken. */
static void
test_no_name_left(void **state)
{
    char name[64];

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    put(AT, "E");
    assert_int_equal(mkdir("out/c1/旧版", 0700), 0);
    for (unsigned i = 1; i <= ITK_PLACE_MAX_ASIDE; i++) {
        snprintf(name, sizeof(name), "out/c1/旧版/contract-annex.%u.docx", i);
        put(name, "");
        if (i == 1)
            snprintf(name, sizeof(name), NEW_AT);
        else
            snprintf(name, sizeof(name), "out/c1/contract-annex.new%u.docx", i);
        put(name, "");
    }
    for (int round = 0; round < 2; round++) {
        struct itk_error err = ITK_ERROR_INIT;
        struct itk_delivery one = made("c1", FILE_NAME, "B");
        itk_deliver *deliver = open_out("out", round, &err);

        assert_false(itk_deliver_group(deliver, &one, 1, &err));
        assert_int_equal(err.id, ITK_MSG_DELIVER_READ);
        assert_non_null(strstr(err.text[ITK_EN], strerror(EEXIST)));
        itk_error_fini(&err);
        itk_deliver_close(deliver);
        holds(AT, "E");
    }
}

/* ---- what others do meanwhile ---- */

static void
replace_by_longer(void)
{
    put("other", "longer");
    assert_int_equal(rename("other", AT), 0);
}

static void
replace_by_same(void)
{
    put("other", "X");
    assert_int_equal(rename("other", AT), 0);
}

static void
replace_by_folder(void)
{
    assert_int_equal(unlink(AT), 0);
    assert_int_equal(mkdir(AT, 0700), 0);
}

static void
take_away(void)
{
    assert_int_equal(unlink(AT), 0);
}

static void
write_over(void)
{
    const struct timespec times[] = {{0, UTIME_OMIT}, {1000, 5}};

    put(AT, "X");
    assert_int_equal(utimensat(AT_FDCWD, AT, times, 0), 0);
}

static void
write_over_soon(void)
{
    struct timespec times[] = {{0, UTIME_OMIT}, {0, 0}};
    struct stat info;

    assert_int_equal(stat(AT, &info), 0);
    put(AT, "X");
    times[1] = info.st_mtim;
    times[1].tv_nsec = (times[1].tv_nsec + 1) % 1000000000;
    assert_int_equal(utimensat(AT_FDCWD, AT, times, 0), 0);
}

static const struct other {
    void (*does)(void);
    enum itk_delivered behind; /* what the next run makes of it */
} others[] = {
    {replace_by_longer, ITK_DELIVERED_ASIDE},
    {replace_by_same, ITK_DELIVERED_ASIDE},
    {replace_by_folder, ITK_DELIVERED_ASIDE},
    {take_away, ITK_DELIVERED_NEW},
    {write_over, ITK_DELIVERED_ASIDE},
    {write_over_soon, ITK_DELIVERED_ASIDE},
};

/* Between the document's rename and its line in the manifest: what is there
 * then is never taken for ours. */
static void
test_meanwhile(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITK_COUNT(others); i++) {
        calls.later = 60; /* so that stamps count at once */
        calls.when = CALL_SYNC_FOLDER;
        calls.meanwhile = others[i].does;
        assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
        assert_int_equal(deliver_as("B", false, NULL), others[i].behind);
        memset(&calls, 0, sizeof(calls));
        assert_int_equal(nftw("out", remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
    }
}

/* The same between finding the place and the rename, with a stamp that would
 * hold. */
static void
test_before_rename(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITK_COUNT(others); i++) {
        calls.later = 60;
        assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
        calls.when = CALL_WRITE;
        calls.meanwhile = others[i].does;
        assert_int_equal(deliver_as("B", false, NULL), others[i].behind);
        memset(&calls, 0, sizeof(calls));
        assert_int_equal(nftw("out", remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
    }
}

/* Untouched, with a stamp that holds: replaced without being read. */
static void
test_stamp_holds(void **state)
{
    (void)state;
    calls.later = 60;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    assert_int_equal(deliver_as("B", false, NULL), ITK_DELIVERED_REPLACED);
    holds(AT, "B");
}

static void
remove_lock(void)
{
    assert_int_equal(unlink("out/.itaku-lock"), 0);
}

/* Another run ends, and takes its folder's lock away. */
static void
test_lock_gone(void **state)
{
    (void)state;
    assert_int_equal(mkdir("out", 0700), 0);
    calls.when = CALL_LOCK;
    calls.meanwhile = remove_lock;
    fails_open(ITK_MSG_DELIVER_LOCKED, "out: ");
}

/* Of another user, under a name as ours: it stays. */
static void
test_other_user(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    assert_int_equal(mkdir("out", 0700), 0);
    put("out/.itaku-99999-1.tmp", "x");
    assert_int_equal(chown("out/.itaku-99999-1.tmp", 1, 1), 0);
    itk_deliver_close(open_out("out", false, &(struct itk_error){0}));
    holds("out/.itaku-99999-1.tmp", "x");
}

static void
none_of_case(void *self, const char *file, const char *document)
{
    (void)self;
    fail_msg("%s of %s is not in the case's folder", file, document);
}

/* The manifest of a folder that was merged: a file below the case's folder is
 * not one of the case, nor is the case done whose file is not recorded. */
static void
test_merged(void **state)
{
    static const char *const files[] = {"c1/below/x.docx"};
    const struct itk_digest sum = itk_digest_of("A", 1);
    struct itk_done done = {.head = {.id = "c1"}, .inputs = sum};
    const struct itk_done_file one = {files[0], sum.hex};
    const struct itk_digest all = itk_done_digest(&done.inputs, &one, 1);
    const struct itk_manifest_entry entry = {.file = files[0],
                                             .size = 1,
                                             .sha256 = sum.hex,
                                             .case_id = "c1",
                                             .document = "annex",
                                             .case_digest = "d",
                                             .parts = "p",
                                             .program = "i"};
    struct itk_manifest_case found, line = {.case_id = "c1",
                                            .digest = all.hex,
                                            .files = files,
                                            .files_count = 1};
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    for (int recorded = 0; recorded < 2; recorded++) {
        struct itk_buf text = ITK_BUF_INIT;
        itk_deliver *deliver;

        (void)mkdir("out", 0700);
        (void)mkdir("out/c1", 0700);
        (void)mkdir("out/c1/below", 0700);
        put("out/c1/below/x.docx", "A");
        if (recorded)
            itk_manifest_line(&entry, &text);
        itk_manifest_line_case(&line, &text);
        put(JOURNAL, text.data);
        deliver = open_out("out", false, &err);
        assert_non_null(deliver);
        assert_false(itk_deliver_is_done(deliver, &done, &found));
        itk_deliver_recorded_of(deliver, "c1", none_of_case, NULL);
        itk_deliver_close(deliver);
        itk_buf_free(&text);
    }
}

/* ---- two things at once ---- */

static void
test_half_line_stays(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery one = made("c1", FILE_NAME, "A");
    struct itk_retiring old = {.file = "c1/" FILE_NAME};
    itk_deliver *deliver = open_out("out", false, &err);

    (void)state;
    calls.kind = CALL_WRITE;
    calls.at = 3; /* the lock, the document, the manifest */
    calls.number = ENOSPC;
    calls.also = CALL_TRUNCATE;
    calls.also_at = 1;
    assert_false(itk_deliver_group(deliver, &one, 1, &err));
    memset(&calls, 0, sizeof(calls));
    assert_non_null(strstr(err.text[ITK_EN], JOURNAL));
    itk_error_fini(&err);
    err = ITK_ERROR_INIT;
    assert_false(itk_deliver_group(deliver, &one, 1, &err));
    itk_error_fini(&err);
    err = ITK_ERROR_INIT;
    assert_false(itk_deliver_retire(deliver, &old, 1, &err));
    itk_error_fini(&err);
    itk_deliver_close(deliver);
    holds(AT, "A");
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_SAME);
}

/* A manifest of 4 GiB takes nothing more. */
static void
test_long_manifest(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery one = made("c1", FILE_NAME, "A");
    itk_deliver *deliver = open_out("out", false, &err);

    (void)state;
    if (truncate(JOURNAL, (off_t)ITK_MANIFEST_MAX_BYTES) != 0) {
        itk_deliver_close(deliver);
        skip();
    }
    assert_false(itk_deliver_group(deliver, &one, 1, &err));
    assert_non_null(strstr(err.text[ITK_EN], strerror(EFBIG)));
    assert_int_equal(truncate(JOURNAL, 0), 0);
    itk_error_fini(&err);
    itk_deliver_close(deliver);
}

/* Linked, and the old name cannot be taken away: both are there, and it is
 * told. Nor can the edited file come back. */
static void
test_two_names(void **state)
{
    char name[] = FILE_NAME, move[] = "contract-annex.1.docx";
    const struct itk_place place = {.name = name, .write = true, .move = move};
    int here;

    (void)state;
    assert_int_equal(mkdir("out", 0700), 0);
    assert_int_equal(mkdir("out/c1", 0700), 0);
    put(AT, "E");
    put("out/c1/temp", "A");
    here = open("out/c1", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    calls.kind = CALL_RENAME;
    calls.at = 1;
    calls.number = EINVAL;
    calls.also = CALL_UNLINK;
    calls.also_at = 1;
    assert_false(itk_rename_new(here, "temp", here, "there"));
    holds("out/c1/temp", "A");
    holds("out/c1/there", "A");
    memset(&calls, 0, sizeof(calls));
    calls.kind = CALL_RENAME;
    calls.at = 2;
    calls.number = EIO;
    calls.also = CALL_OPEN;
    calls.also_at = 2;
    assert_false(itk_place_commit(here, "temp", &place));
    assert_int_equal(errno, EIO);
    holds(OLD_AT, "E");
    close(here);
}

/* A file system that does not say what is a folder. */
static void
test_blind(void **state)
{
    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    put("out/.itaku-lock", "1");
    put("out/c1/.itaku-99999-1.tmp", "half");
    calls.blind = true;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_SAME);
}

/* ---- temporaries ---- */

static char taken[80];

static void
lock_it(void)
{
    const int fd = (int)syscall(SYS_openat, AT_FDCWD, taken, O_RDWR, 0);

    assert_int_equal(syscall(SYS_flock, fd, LOCK_EX | LOCK_NB), 0);
}

static void
unlink_it(void)
{
    assert_int_equal(unlink(taken), 0);
}

/* Another run takes ours for a stale one as it is made; all names are taken;
 * so many were left behind. */
static void
test_temporary(void **state)
{
    void (*const does[])(void) = {lock_it, unlink_it};
    const int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct itk_temp temp;
    char *serial, first[64];
    int fd = itk_temp_open(&temp, here, "a", 0600);

    (void)state;
    strcpy(first, temp.name);
    for (size_t i = 0; i < ITK_COUNT(does); i++) {
        strcpy(taken, first);
        close(fd);
        itk_temp_drop(&temp);
        calls.when = CALL_LOCK;
        calls.meanwhile = does[i];
        fd = itk_temp_open(&temp, here, "a", 0600);
        assert_true(fd >= 0);
        assert_string_not_equal(temp.name, first);
        (void)unlink(first);
    }
    close(fd);
    itk_temp_drop(&temp);
    serial = strstr(first, "-0") + 1;
    for (int left = 0; left < 2; left++) {
        for (int i = 0; i < 1000; i++) {
            snprintf(taken, sizeof(taken), "%.*s%d%s", (int)(serial - first),
                     first, i, serial + 1);
            if (left)
                assert_int_equal(rmdir(taken), 0);
            if (left)
                put(taken, "of a killed run");
            else
                assert_int_equal(mkdir(taken, 0700), 0);
        }
        if (!left) {
            assert_int_equal(itk_temp_open(&temp, here, "a", 0600), -1);
            assert_int_equal(errno, EEXIST);
        }
    }
    itk_temp_sweep(here, "a");
    assert_int_equal(access(taken, F_OK), -1);
    assert_int_equal(mkfifo(first, 0600), 0);
    itk_temp_sweep(here, "a");
    assert_int_equal(unlink(first), 0); /* it was not ours to remove */
    close(here);
}

static void
forget_one_of_two(void *arg)
{
    (void)arg;
    /* Their sums are the same: 12 ^ 'a' is 13 ^ '`'. */
    if (!itk_temp_register(12, "a") || !itk_temp_register(13, "`"))
        _exit(98);
    itk_temp_forget(13, "`");
    itk_temps_remove_all();
    _exit(0);
}

static void
test_same_sum(void **state)
{
    const int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    (void)state;
    assert_int_equal(dup2(here, 12), 12);
    assert_int_equal(dup2(here, 13), 13);
    put("a", "");
    put("`", "");
    assert_int_equal(status_of(forget_one_of_two, NULL), 0);
    assert_int_equal(access("a", F_OK), -1);
    assert_int_equal(access("`", F_OK), 0);
    close(12);
    close(13);
    close(here);
}

/* ---- only looking ---- */

static void
test_look(void **state)
{
    const struct itk_deliver_options look = {.look = true};
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_digest digest = itk_digest_of("A", 1);
    itk_deliver *deliver = itk_deliver_open("out", &look, &err);

    (void)state;
    assert_non_null(deliver); /* there is no folder */
    assert_false(itk_deliver_holds(deliver, "c1", FILE_NAME, &digest));
    itk_deliver_close(deliver);
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    for (unsigned at = 1; at <= 2; at++) { /* the folder, its manifest */
        calls.kind = CALL_OPEN;
        calls.at = at;
        calls.number = EACCES;
        assert_null(itk_deliver_open("out", &look, &err));
        memset(&calls, 0, sizeof(calls));
        assert_non_null(strstr(err.text[ITK_EN], strerror(EACCES)));
        itk_error_fini(&err);
        err = ITK_ERROR_INIT;
    }
    deliver = itk_deliver_open("out", &look, &err);
    assert_true(itk_deliver_holds(deliver, "c1", FILE_NAME, &digest));
    assert_int_equal(itk_deliver_look_old(deliver, "../" AT), ITK_RETIRED_LEFT);
    itk_deliver_close(deliver);
}

#define TEST(name)                                                             \
    {                                                                          \
#name, test_##name, setup, teardown_calls, NULL                        \
    }

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(stale_name),    TEST(read),      TEST(no_document),
        TEST(no_name_left),  TEST(meanwhile), TEST(before_rename),
        TEST(stamp_holds),   TEST(lock_gone), TEST(half_line_stays),
        TEST(long_manifest), TEST(two_names), TEST(blind),
        TEST(other_user),    TEST(merged),    TEST(look),
        TEST(temporary),     TEST(same_sum),
    };

    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
