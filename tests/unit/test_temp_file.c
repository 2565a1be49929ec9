/*
 * Temporaries that the next run finds again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include "base/file.h"
#include "test_deliver.h"

static int
here(void)
{
    return open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static bool
is_there(const char *name)
{
    return access(name, F_OK) == 0;
}

/* Its run was killed: the lock went with it, the file did not. */
static void
test_killed(void **state)
{
    const int folder = here();
    struct itk_temp temp, other;
    char name[64];
    int status, fd;
    const pid_t child = fork();

    (void)state;
    if (child == 0) {
        fd = itk_temp_open(&temp, folder, "a.docx", 0600);
        _exit(fd >= 0 && write(fd, "half", 4) == 4 && kill(getpid(), SIGKILL));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    fd = itk_temp_open(&other, folder, "b.docx", 0600);
    assert_true(fd >= 0);
    close(fd);
    itk_temp_drop(&other);
    fd = itk_temp_open(&temp, folder, "a.docx", 0600);
    assert_true(fd >= 0);
    strcpy(name, temp.name);
    assert_non_null(strstr(name, "-0")); /* in the place of the one before */
    assert_int_equal(lseek(fd, 0, SEEK_END), 0);
    close(fd);
    itk_temp_drop(&temp);
    assert_false(is_there(name));
    close(folder);
}

/* Another run makes the same: each has its own, also when it has closed the
 * file and is about to rename it. */
static void
test_at_work(void **state)
{
    const int folder = here();
    struct itk_temp one, two;
    int fd = itk_temp_open(&one, folder, "a.docx", 0600);

    (void)state;
    assert_true(fd >= 0);
    close(fd);
    itk_temp_sweep(folder, "a.docx");
    assert_true(is_there(one.name));
    fd = itk_temp_open(&two, folder, "a.docx", 0600);
    assert_true(fd >= 0);
    close(fd);
    assert_string_not_equal(one.name, two.name);
    assert_int_equal(rename(one.name, "a.docx"), 0);
    itk_temp_placed(&one);
    itk_temp_placed(&one);
    itk_temp_drop(&one);
    assert_true(is_there("a.docx"));
    itk_temp_drop(&two);
    assert_int_equal(unlink("a.docx"), 0);
    close(folder);
}

static void
test_sweep(void **state)
{
    const int folder = here();
    struct itk_temp temp;
    char name[64];
    const int fd = itk_temp_open(&temp, folder, "thread 7", 0600);

    (void)state;
    assert_true(fd >= 0);
    close(fd);
    strcpy(name, temp.name);
    itk_temp_drop(&temp);
    put(name, "left behind");
    itk_temp_sweep(folder, "thread 8");
    assert_true(is_there(name));
    itk_temp_sweep(folder, "thread 7");
    assert_false(is_there(name));
    /* Not a file: not ours. */
    assert_int_equal(mkdir(name, 0700), 0);
    itk_temp_sweep(folder, "thread 7");
    assert_int_equal(rmdir(name), 0);
    close(folder);
}

static void
test_nowhere(void **state)
{
    struct itk_temp temp;

    (void)state;
    assert_int_equal(itk_temp_open(&temp, -1, "a.docx", 0600), -1);
    assert_int_equal(errno, EBADF);
    itk_temp_drop(&temp);
}

static atomic_bool begun;

static void *
make_one(void *arg)
{
    itk_temps_enter();
    put("made", "");
    atomic_store(&begun, true);
    usleep(20000);
    itk_temp_register(*(int *)arg, "made");
    itk_temps_leave();
    itk_temps_enter(); /* until the program has ended */
    put("more", "");
    return NULL;
}

/* The program ends while a thread makes one. */
static void
test_ending(void **state)
{
    int folder = here(), status;
    const pid_t child = fork();

    (void)state;
    if (child == 0) {
        pthread_t thread;

        if (pthread_create(&thread, NULL, make_one, &folder) != 0)
            _exit(1);
        while (!atomic_load(&begun))
            usleep(100);
        itk_temps_remove_all();
        usleep(20000);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_false(is_there("made"));
    assert_false(is_there("more"));
    close(folder);
}

#define TEST(name)                                                             \
    {                                                                          \
#name, test_##name, setup, teardown, NULL                              \
    }

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(killed), TEST(at_work), TEST(sweep), TEST(nowhere), TEST(ending),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
