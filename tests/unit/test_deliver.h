/*
 * What the tests of deliver share: a folder of its own for each test, files in
 * it, and one document delivered by one run.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEST_DELIVER_H
#define ITK_TEST_DELIVER_H

#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/deliver.h"
#include "app/manifest.h"

#define FILE_NAME "contract-annex.docx"
#define AT        "out/c1/" FILE_NAME
#define NEW_AT    "out/c1/contract-annex.new.docx"
#define NEW2_AT   "out/c1/contract-annex.new2.docx"
#define OLD_AT    "out/c1/旧版/contract-annex.1.docx"
#define OLD2_AT   "out/c1/旧版/contract-annex.2.docx"
#define JOURNAL   "out/" ITK_MANIFEST_NAME

/* A new folder for each test; tests run inside it. */
struct place {
    char *path;
    const void *row; /* in tables */
};

static inline int
setup(void **state)
{
    const char *base = getenv("TMPDIR");
    struct place *place = calloc(1, sizeof(*place));

    if (!place || asprintf(&place->path, "%s/itaku-test-XXXXXX",
                           base && *base ? base : "/tmp") < 0)
        return -1;
    place->row = *state;
    *state = place;
    return mkdtemp(place->path) && chdir(place->path) == 0 ? 0 : -1;
}

static inline int
remove_one(const char *path, const struct stat *is, int kind, struct FTW *at)
{
    (void)is;
    (void)kind;
    (void)at;
    return remove(path);
}

static inline int
teardown(void **state)
{
    struct place *place = *state;
    int gone = -1;

    if (chdir("/") == 0)
        gone = nftw(place->path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(place->path);
    free(place);
    return gone;
}

static inline void
put_bytes(const char *path, const void *data, size_t size)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static inline void
put(const char *path, const char *text)
{
    put_bytes(path, text, strlen(text));
}

/* The caller's to free. */
static inline char *
get(const char *path, size_t *size)
{
    char *data = calloc(1, 1u << 20);
    FILE *file = fopen(path, "r");

    assert_non_null(data);
    assert_non_null(file);
    *size = fread(data, 1, (1u << 20) - 1, file);
    fclose(file);
    return data;
}

/* `want` NULL: nothing may be there. */
static inline void
holds(const char *path, const char *want)
{
    struct stat info;
    size_t size;
    char *data;

    if (!want) {
        assert_int_equal(lstat(path, &info), -1);
        assert_int_equal(errno, ENOENT);
        return;
    }
    data = get(path, &size);
    assert_string_equal(data, want);
    free(data);
}

static unsigned found_temps;

static inline int
count_temp(const char *path, const struct stat *is, int kind, struct FTW *at)
{
    (void)is;
    (void)kind;
    found_temps += strncmp(path + at->base, ".itaku-", 7) == 0 &&
                   strcmp(path + at->base, ".itaku-lock") != 0 &&
                   strcmp(path + at->base, ".itaku-index") != 0;
    return 0;
}

static inline unsigned
temps(void)
{
    found_temps = 0;
    assert_int_equal(nftw("out", count_temp, 8, FTW_PHYS), 0);
    return found_temps;
}

static inline itk_deliver *
open_out(const char *folder, bool replace, struct itk_error *err)
{
    return itk_deliver_open(
        folder, &(struct itk_deliver_options){.replace_edited = replace}, err);
}

static inline struct itk_delivery
made(const char *folder, const char *file, const char *text)
{
    return (struct itk_delivery){
        .folder = folder,
        .file = file,
        .data = text,
        .size = strlen(text),
        .sha256 = itk_digest_of(text, strlen(text)),
        .parts = "p",
        .case_id = folder,
        .document = "annex",
        .case_digest = "d",
        .program = "itaku test",
    };
}

/* One document by one run. */
static inline enum itk_delivered
deliver_as(const char *text, bool replace, char **aside)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_deliver *deliver = open_out("out", replace, &err);
    struct itk_delivery one = made("c1", FILE_NAME, text);

    if (!deliver || !itk_deliver_group(deliver, &one, 1, &err))
        fail_msg("%s", err.text[ITK_EN]);
    if (aside)
        *aside = one.aside ? strdup(one.aside) : NULL;
    itk_deliver_close(deliver);
    assert_int_equal(temps(), 0);
    return one.result;
}

static inline void
fails_open(enum itk_msg id, const char *start)
{
    struct itk_error err = ITK_ERROR_INIT;

    assert_null(open_out("out", false, &err));
    assert_int_equal(err.id, id);
    assert_int_equal(err.fault, ITK_FAULT_MACHINE);
    if (strncmp(err.text[ITK_EN], start, strlen(start)) != 0)
        fail_msg("%s", err.text[ITK_EN]);
    itk_error_fini(&err);
}

static inline void
fails_one(struct itk_delivery one, enum itk_msg id, const char *start)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_deliver *deliver = open_out("out", false, &err);

    assert_non_null(deliver);
    assert_false(itk_deliver_group(deliver, &one, 1, &err));
    assert_int_equal(err.id, id);
    assert_int_equal(err.fault, ITK_FAULT_MACHINE);
    if (strncmp(err.text[ITK_EN], start, strlen(start)) != 0)
        fail_msg("%s", err.text[ITK_EN]);
    itk_error_fini(&err);
    itk_deliver_close(deliver);
    assert_int_equal(temps(), 0);
}

#endif
