/*
 * Files and folders within limits, what is refused, and the temporaries.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

/* A new folder for each test; tests run inside it. */
struct place {
    char path[64];
    struct itk_arena arena;
    struct itk_error err;
    struct itk_blob blob;
    struct itk_blobs blobs;
};

static int
setup(void **state)
{
    struct place *place = calloc(1, sizeof(*place));

    if (!place)
        return -1;
    strcpy(place->path, "/tmp/itaku-test-XXXXXX");
    *state = place;
    return mkdtemp(place->path) && chdir(place->path) == 0 ? 0 : -1;
}

static int
remove_one(const char *path, const struct stat *is, int kind, struct FTW *at)
{
    (void)is;
    (void)kind;
    (void)at;
    return remove(path);
}

static int
teardown(void **state)
{
    struct place *place = *state;
    const int gone = nftw(place->path, remove_one, 8, FTW_DEPTH | FTW_PHYS);

    itk_arena_fini(&place->arena);
    itk_error_fini(&place->err);
    free(place);
    return gone;
}

static void
put(const char *path, const char *text, size_t size)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static bool
reads(struct place *place, const char *path, size_t limit)
{
    itk_error_fini(&place->err);
    return itk_file_read(path, limit, ITK_FAULT_CASE, &place->arena,
                         &place->blob, &place->err);
}

static bool
walks(struct place *place, const char *path, size_t count, size_t limit)
{
    itk_error_fini(&place->err);
    return itk_folder_read(path, count, limit, ITK_FAULT_PACKAGE, &place->arena,
                           &place->blobs, &place->err);
}

static void
fails(const struct place *place, enum itk_fault fault, const char *text)
{
    assert_true(itk_error_is_set(&place->err));
    assert_string_equal(place->err.text[ITK_EN], text);
    assert_int_equal(place->err.fault, fault);
}

static void
test_whole(void **state)
{
    struct place *place = *state;

    put("a", "x\0y", 3);
    put("empty", "", 0);
    assert_true(reads(place, "a", 3));
    assert_string_equal(place->blob.name, "a");
    assert_int_equal(place->blob.size, 3);
    assert_memory_equal(place->blob.data, "x\0y", 3);
    assert_int_equal(place->blob.fault, ITK_FAULT_CASE);
    assert_true(reads(place, "empty", 0));
    assert_int_equal(place->blob.size, 0);
    assert_non_null(place->blob.data);
    assert_true(reads(place, "a", SIZE_MAX));
}

static void
test_sizes(void **state)
{
    struct place *place = *state;
    char *text = malloc(200000);

    assert_non_null(text);
    for (size_t i = 0; i < 200000; i++)
        text[i] = (char)(i * 31 >> 3);
    for (size_t size = 65530; size < 200000; size += 33617) {
        put("a", text, size);
        assert_true(reads(place, "a", size));
        assert_int_equal(place->blob.size, size);
        assert_memory_equal(place->blob.data, text, size);
        assert_false(reads(place, "a", size - 1));
    }
    free(text);
}

static void
test_too_big(void **state)
{
    struct place *place = *state;

    put("a", "xyz", 3);
    assert_false(reads(place, "a", 2));
    fails(place, ITK_FAULT_CASE,
          "a: error: is larger than 2 bytes [file-too-big]");
}

static void
test_no_such_file(void **state)
{
    struct place *place = *state;

    assert_false(reads(place, "no/such", 10));
    fails(place, ITK_FAULT_CALLER,
          "no/such: error: cannot open: No such file or directory "
          "[file-open]");
    assert_string_equal(place->err.text[ITK_JA],
                        "no/such: エラー: 開けません: ファイルまたは"
                        "フォルダーがありません [file-open]");
}

static void
test_kinds(void **state)
{
    struct place *place = *state;

    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_false(reads(place, "folder", 10));
    fails(place, ITK_FAULT_CALLER,
          "folder: error: is not a regular file [file-kind]");
    assert_false(reads(place, "pipe", 10)); /* and does not wait */
    fails(place, ITK_FAULT_CALLER,
          "pipe: error: is not a regular file [file-kind]");
    assert_false(reads(place, "/dev/zero", 10));
    fails(place, ITK_FAULT_CALLER,
          "/dev/zero: error: is not a regular file [file-kind]");
    put("real", "r", 1);
    assert_int_equal(symlink("real", "link"), 0);
    assert_true(reads(place, "link", 1)); /* named by the user: followed */
}

/* A file whose size stat does not tell. */
static void
test_size_unknown(void **state)
{
    struct place *place = *state;

    assert_true(reads(place, "/proc/self/status", 100000));
    assert_true(place->blob.size > 100);
    assert_false(reads(place, "/proc/self/status", 10));
    assert_int_equal(place->err.id, ITK_MSG_FILE_TOO_BIG);
}

/* Standard input, in pieces, from a child that writes them. */
static void
test_standard_input(void **state)
{
    struct place *place = *state;
    int ends[2], status;
    const int kept = dup(STDIN_FILENO);
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        for (size_t i = 0; i < 50000; i++) {
            if (write(ends[1], "12345", 5) != 5)
                _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    assert_true(reads(place, "-", 250000));
    assert_int_equal(place->blob.size, 250000);
    assert_memory_equal((const char *)place->blob.data + 249990, "1234512345",
                        10);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0); /* still open */
    dup2(kept, STDIN_FILENO);
    close(kept);
}

static void
test_no_descriptor_left(void **state)
{
    struct place *place = *state;
    const int before = dup(0);
    int after;

    close(before);
    put("a", "xyz", 3);
    assert_int_equal(mkdir("d", 0700), 0);
    assert_int_equal(mkdir("d/e", 0700), 0);
    put("d/e/f", "xyz", 3);
    assert_int_equal(symlink("/", "d/link"), 0);
    assert_true(reads(place, "a", 3));
    assert_false(reads(place, "a", 2));
    assert_false(reads(place, "d", 2));
    assert_false(walks(place, "d", 10, 10));
    assert_true(walks(place, "d/e", 10, 10));
    assert_false(walks(place, "d/e", 10, 2));
    after = dup(0);
    close(after);
    assert_int_equal(before, after);
}

static void
test_folder(void **state)
{
    static const char *const want[] = {"a-b", "a/b", "a/c/d", "a0", "z"};
    struct place *place = *state;

    assert_int_equal(mkdir("p", 0700), 0);
    assert_int_equal(mkdir("p/a", 0700), 0);
    assert_int_equal(mkdir("p/a/c", 0700), 0);
    assert_int_equal(mkdir("p/.git", 0700), 0);
    assert_int_equal(mkdir("p/void", 0700), 0);
    put("p/a/c/d", "a/c/d", 5);
    put("p/a/b", "a/b", 3);
    put("p/z", "z", 1);
    put("p/a0", "a0", 2);
    put("p/a-b", "a-b", 3);
    put("p/.hidden", "no", 2);
    put("p/.git/config", "no", 2);
    assert_true(walks(place, "p//", 5, 14));
    assert_int_equal(place->blobs.count, ITK_COUNT(want));
    for (size_t i = 0; i < ITK_COUNT(want); i++) {
        const struct itk_blob *blob = &place->blobs.at[i];

        assert_string_equal(blob->name, want[i]);
        assert_int_equal(blob->size, strlen(want[i]));
        assert_memory_equal(blob->data, want[i], blob->size);
        assert_int_equal(blob->fault, ITK_FAULT_PACKAGE);
        assert_ptr_equal(itk_blobs_find(place->blobs, want[i]), blob);
    }
    assert_true(walks(place, "p/void", 0, 0));
    assert_int_equal(place->blobs.count, 0);
}

static void
test_folder_limits(void **state)
{
    struct place *place = *state;

    assert_int_equal(mkdir("p", 0700), 0);
    put("p/a", "123", 3);
    put("p/b", "456", 3);
    assert_true(walks(place, "p", 2, 6));
    assert_false(walks(place, "p", 1, 6));
    assert_int_equal(place->err.id, ITK_MSG_FOLDER_MANY);
    assert_int_equal(place->err.fault, ITK_FAULT_PACKAGE);
    assert_false(walks(place, "p", 2, 5));
    assert_int_equal(place->err.id, ITK_MSG_FOLDER_BIG);
    assert_false(walks(place, "none", 2, 5));
    fails(place, ITK_FAULT_CALLER,
          "none: error: cannot open: No such file or directory [file-open]");
    assert_false(walks(place, "p/a", 2, 5));
    assert_int_equal(place->err.id, ITK_MSG_FILE_OPEN);
}

static void
test_folder_refuses_links(void **state)
{
    struct place *place = *state;

    put("secret", "s", 1);
    assert_int_equal(mkdir("p", 0700), 0);
    assert_int_equal(symlink("../secret", "p/link"), 0);
    assert_false(walks(place, "p", 10, 10));
    fails(place, ITK_FAULT_PACKAGE,
          "p/link: error: is neither a regular file nor a folder "
          "[folder-kind]");
    assert_int_equal(unlink("p/link"), 0);
    assert_int_equal(symlink("..", "p/up"), 0);
    assert_false(walks(place, "p", 10, 10));
    assert_int_equal(place->err.id, ITK_MSG_FOLDER_KIND);
    assert_int_equal(unlink("p/up"), 0);
    assert_int_equal(mkfifo("p/pipe", 0600), 0);
    assert_false(walks(place, "p", 10, 10));
    assert_int_equal(place->err.id, ITK_MSG_FOLDER_KIND);
}

static void
test_folder_depth(void **state)
{
    struct place *place = *state;
    char path[64] = "p";

    for (size_t depth = 1; depth <= 17; depth++) {
        assert_int_equal(mkdir(path, 0700), 0);
        assert_int_equal(walks(place, "p", 10, 10), depth <= 16);
        strcat(path, "/d");
    }
    assert_int_equal(place->err.id, ITK_MSG_FOLDER_DEEP);
}

static void
test_errno_text(void **state)
{
    (void)state;
    assert_string_equal(itk_errno_text(ENOSPC, ITK_EN),
                        "No space left on device");
    assert_string_equal(itk_errno_text(ENOSPC, ITK_JA), "空き容量がありません");
    assert_string_equal(itk_errno_text(EXDEV, ITK_JA),
                        itk_errno_text(EXDEV, ITK_EN));
    assert_string_equal(itk_errno_text(99999, ITK_EN), "unknown error");
}

static void
test_temporaries(void **state)
{
    const int fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    char name[300];

    (void)state;
    put("kept", "", 0);
    put("gone", "", 0);
    put("other", "", 0);
    assert_true(itk_temp_register(fd, "kept"));
    assert_true(itk_temp_register(fd, "gone"));
    assert_true(itk_temp_register(fd, "never made"));
    itk_temp_forget(fd, "kept");
    itk_temp_forget(fd, "kept");
    itk_temp_forget(fd + 1, "gone");
    errno = EDOM;
    itk_temps_remove_all();
    assert_int_equal(errno, EDOM);
    assert_int_equal(access("kept", F_OK), 0);
    assert_int_equal(access("other", F_OK), 0);
    assert_int_equal(access("gone", F_OK), -1);
    memset(name, 'n', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    assert_false(itk_temp_register(fd, name));
    name[255] = '\0';
    assert_true(itk_temp_register(fd, name));
    itk_temps_remove_all();
    close(fd);
}

static void
test_table_full(void **state)
{
    char name[16];

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < ITK_FILE_TEMPS; i++) {
            snprintf(name, sizeof(name), "%d", i);
            assert_true(itk_temp_register(-1, name));
        }
        assert_false(itk_temp_register(-1, "more"));
        itk_temp_forget(-1, "500");
        assert_true(itk_temp_register(-1, "500"));
        itk_temps_remove_all(); /* a folder of -1: nothing to unlink */
    }
}

static void *
churn(void *which)
{
    char name[32];

    for (int i = 0; i < 2000; i++) {
        snprintf(name, sizeof(name), "%d-%d", *(int *)which, i);
        if (!itk_temp_register(-1, name))
            return which;
        itk_temp_forget(-1, name);
    }
    return NULL;
}

/* Nothing is lost or left over when threads meet in the table. */
static void
test_threads(void **state)
{
    pthread_t threads[8];
    int numbers[8];
    void *result;

    for (int i = 0; i < 8; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, churn, &numbers[i]),
                         0);
    }
    for (int i = 0; i < 8; i++) {
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_null(result);
    }
    test_table_full(state);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(test_whole),
        IN_A_FOLDER(test_sizes),
        IN_A_FOLDER(test_too_big),
        IN_A_FOLDER(test_no_such_file),
        IN_A_FOLDER(test_kinds),
        IN_A_FOLDER(test_size_unknown),
        IN_A_FOLDER(test_standard_input),
        IN_A_FOLDER(test_no_descriptor_left),
        IN_A_FOLDER(test_folder),
        IN_A_FOLDER(test_folder_limits),
        IN_A_FOLDER(test_folder_refuses_links),
        IN_A_FOLDER(test_folder_depth),
        cmocka_unit_test(test_errno_text),
        IN_A_FOLDER(test_temporaries),
        cmocka_unit_test(test_table_full),
        cmocka_unit_test(test_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
