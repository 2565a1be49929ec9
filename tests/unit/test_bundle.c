/*
 * Archives of very many, or very far, stored entries, as libzip reads them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <zip.h>

#include "opc/bundle.h"

static struct row {
    const char *name;
    unsigned count;
    uint64_t before; /* bytes that the archive is said to have already */
} rows[] = {
    {"nothing", 0, 0},
    {"one", 1, 0},
    {"as many as an old zip can count", 65534, 0},
    {"one more", 65535, 0},
    {"very many", 70000, 0},
    {"up to the last old offset", 3, 0xFFFFFFFEu},
    {"an offset past 32 bits", 1, 0xFFFFFFFFu},
    {"far", 3, (uint64_t)5 << 30},
};

static void
holds(zip_t *zip, unsigned i)
{
    char name[32], want[32], got[32] = "";
    zip_file_t *file;
    zip_stat_t info;

    snprintf(name, sizeof(name), "案件%u/a.docx", i);
    snprintf(want, sizeof(want), "document %u", i);
    assert_string_equal(zip_get_name(zip, i, ZIP_FL_ENC_RAW), name);
    assert_int_equal(zip_stat_index(zip, i, 0, &info), 0);
    assert_int_equal(info.size, strlen(want));
    file = zip_fopen_index(zip, i, 0);
    assert_non_null(file);
    assert_int_equal(zip_fread(file, got, sizeof(got)), strlen(want));
    assert_string_equal(got, want);
    assert_int_equal(zip_fclose(file), 0); /* the CRC */
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_bundle bundle = ITK_BUNDLE_INIT;
    struct itk_buf out = ITK_BUF_INIT;
    char path[] = "/tmp/itaku-bundle-XXXXXX";
    const int fd = mkstemp(path);
    zip_t *zip;

    bundle.size = row->before;
    for (unsigned i = 0; i < row->count; i++) {
        char name[32], text[32];

        snprintf(name, sizeof(name), "案件%u/a.docx", i);
        snprintf(text, sizeof(text), "document %u", i);
        itk_bundle_add(&bundle, name, text, strlen(text), &out);
    }
    itk_bundle_end(&bundle, &out);
    assert_true(fd >= 0);
    /* A hole stands for what is said to be there. */
    assert_int_equal(pwrite(fd, out.data, out.size, (off_t)row->before),
                     out.size);
    zip = zip_open(path, ZIP_RDONLY | (row->count ? ZIP_CHECKCONS : 0), NULL);
    assert_non_null(zip);
    assert_int_equal(zip_get_num_entries(zip, 0), row->count);
    for (unsigned i = 0; i<row->count; i += row->count> 10 ? 997 : 1)
        holds(zip, i);
    if (row->count)
        holds(zip, row->count - 1);
    zip_discard(zip);
    unlink(path);
    close(fd);
    itk_bundle_fini(&bundle);
    itk_buf_free(&out);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows)];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name,
            .test_func = test_row,
            .initial_state = &rows[i],
        };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
