/*
 * The zip writer and its check: what is written passes the gate, libzip and
 * another writer's eyes, and is the same every time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>
#include <zip.h>

#include "opc/archive.h"
#include "test_end.h"
#include "tests/support/zip_build.h"

#define ACCEPTED ITK_MSG_COUNT
#define ENTRIES  5

static char long_text[200000];

static const struct entry {
    const char *name;
    const char *data;
    size_t size;
    unsigned method;
} entries[ENTRIES] = {
    {"[Content_Types].xml", long_text, sizeof(long_text), 8},
    {"word/document.xml", "<a/>", 4, 0},
    {"word/empty.bin", "", 0, 0},
    {"word/one.bin", "x", 1, 0},
    {"word/media/図.png", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 32, 8},
};

static int
fill(void **state)
{
    uint32_t seed = 1;

    (void)state;
    for (size_t i = 0; i < sizeof(long_text); i++) {
        seed = seed * 1664525u + 1013904223u;
        long_text[i] = (char)('a' + (seed >> 28));
    }
    return 0;
}

static void
write_all(itk_archive *archive, struct itk_buf *out)
{
    itk_archive_begin(archive, out);
    for (size_t i = 0; i < ENTRIES; i++)
        itk_archive_add(archive, entries[i].name, entries[i].data,
                        entries[i].size);
    assert_true(itk_archive_end(archive));
    assert_int_equal(out->data[out->size], '\0');
}

static struct itk_blob
blob_of(const struct itk_buf *bytes)
{
    return (struct itk_blob){"t.docx", bytes->data, bytes->size,
                             ITK_FAULT_PROGRAM};
}

static enum itk_msg
verify(const struct itk_buf *bytes)
{
    const struct itk_blob blob = blob_of(bytes);
    struct itk_error err = ITK_ERROR_INIT;
    const enum itk_msg id = itk_archive_verify(&blob, &err) ? ACCEPTED : err.id;

    itk_error_fini(&err);
    return id;
}

static const char *
id_of(enum itk_msg msg)
{
    return msg == ACCEPTED ? "accepted" : itk_message_id(msg);
}

static void
test_gate(void **state)
{
    itk_archive *archive = itk_archive_new(6);
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_zip_entry *found;
    struct itk_blob blob;
    size_t count;

    (void)state;
    write_all(archive, &out);
    blob = blob_of(&out);
    assert_true(itk_zip_gate(&blob, &arena, &found, &count, &err));
    assert_int_equal(count, ENTRIES);
    for (size_t i = 0; i < ENTRIES; i++) {
        assert_string_equal(found[i].name, entries[i].name);
        assert_int_equal(found[i].size, entries[i].size);
        assert_int_equal(found[i].method, entries[i].method);
        assert_true(found[i].packed_size <= entries[i].size);
    }
    assert_string_equal(id_of(verify(&out)), "accepted");
    itk_arena_fini(&arena);
    itk_buf_free(&out);
    itk_archive_free(archive);
}

static void
read_back(zip_t *zip, zip_uint64_t i)
{
    char *data = calloc(1, entries[i].size + 2);
    zip_file_t *file = zip_fopen_index(zip, i, 0);
    zip_stat_t stat;

    assert_non_null(data);
    assert_non_null(file);
    assert_string_equal(zip_get_name(zip, i, 0), entries[i].name);
    assert_int_equal(zip_fread(file, data, entries[i].size + 1),
                     entries[i].size);
    assert_int_equal(zip_fread(file, data + entries[i].size, 1), 0);
    assert_memory_equal(data, entries[i].data, entries[i].size);
    assert_int_equal(zip_fclose(file), 0);
    assert_int_equal(zip_stat_index(zip, i, 0, &stat), 0);
    assert_int_equal(stat.encryption_method, ZIP_EM_NONE);
    free(data);
}

static void
test_libzip(void **state)
{
    itk_archive *archive = itk_archive_new(12);
    struct itk_buf out = ITK_BUF_INIT;
    zip_source_t *source;
    zip_error_t error;
    zip_t *zip;

    (void)state;
    write_all(archive, &out);
    zip_error_init(&error);
    source = zip_source_buffer_create(out.data, out.size, 0, &error);
    assert_non_null(source);
    zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    assert_non_null(zip);
    assert_int_equal(zip_get_num_entries(zip, 0), ENTRIES);
    for (zip_uint64_t i = 0; i < ENTRIES; i++)
        read_back(zip, i);
    zip_discard(zip);
    zip_error_fini(&error);
    itk_buf_free(&out);
    itk_archive_free(archive);
}

/* Two runs, of one object and of two, behind other bytes and not. */
static void
test_same_bytes(void **state)
{
    itk_archive *one = itk_archive_new(6), *two = itk_archive_new(6);
    struct itk_buf first = ITK_BUF_INIT, second = ITK_BUF_INIT;
    size_t size;

    (void)state;
    write_all(one, &first);
    size = first.size;
    write_all(one, &first);
    write_all(two, &second);
    assert_int_equal(first.size, 2 * size);
    assert_int_equal(second.size, size);
    assert_memory_equal(first.data, first.data + size, size);
    assert_memory_equal(first.data, second.data, size);
    itk_buf_free(&first);
    itk_buf_free(&second);
    itk_archive_free(one);
    itk_archive_free(two);
}

/* Every byte of a small archive, as PKWARE APPNOTE 4.3 has it. */
static void
test_bytes(void **state)
{
    static const char want[] =
        "PK\3\4\x14\0\0\0\0\0\0\0\x21\0\x83\x16\xDC\x8C\1\0\0\0\1\0\0\0\1\0\0\0"
        "ax"
        "PK\1\2\x14\0\x14\0\0\0\0\0\0\0\x21\0\x83\x16\xDC\x8C\1\0\0\0\1\0\0\0"
        "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a"
        "PK\5\6\0\0\0\0\1\0\1\0\x2F\0\0\0\x20\0\0\0\0\0";
    itk_archive *archive = itk_archive_new(1);
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    itk_archive_begin(archive, &out);
    itk_archive_add(archive, "a", "x", 1);
    assert_true(itk_archive_end(archive));
    assert_int_equal(out.size, sizeof(want) - 1);
    assert_memory_equal(out.data, want, sizeof(want) - 1);
    itk_buf_free(&out);
    itk_archive_free(archive);
}

static void
test_copy(void **state)
{
    itk_archive *archive = itk_archive_new(6);
    struct itk_buf out = ITK_BUF_INIT, again = ITK_BUF_INIT;
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_zip_entry *found;
    struct itk_blob blob;
    size_t count;

    (void)state;
    write_all(archive, &out);
    blob = blob_of(&out);
    assert_true(itk_zip_gate(&blob, &arena, &found, &count, &err));
    itk_archive_begin(archive, &again);
    for (size_t i = 0; i < count; i++)
        itk_archive_copy(archive, found[i].name, &found[i]);
    assert_true(itk_archive_end(archive));
    assert_int_equal(again.size, out.size);
    assert_memory_equal(again.data, out.data, out.size);

    itk_buf_clear(&again);
    itk_archive_begin(archive, &again);
    itk_archive_copy(archive, "renamed.xml", &found[0]);
    assert_true(itk_archive_end(archive));
    assert_string_equal(id_of(verify(&again)), "accepted");
    assert_memory_equal(again.data + 30, "renamed.xml", 11);
    itk_arena_fini(&arena);
    itk_buf_free(&again);
    itk_buf_free(&out);
    itk_archive_free(archive);
}

/* What 32 and 16 bits cannot say is refused, and the next archive is not. */
static void
test_too_large(void **state)
{
    const struct itk_zip_entry huge = {
        .name = "a", .packed = "", .size = (size_t)UINT32_MAX + 1, .method = 8};
    itk_archive *archive = itk_archive_new(6);
    struct itk_buf out = ITK_BUF_INIT;
    char *name = calloc(1, 65537);

    (void)state;
    assert_non_null(name);
    itk_archive_begin(archive, &out);
    itk_archive_copy(archive, "a", &huge);
    assert_false(itk_archive_end(archive));

    memset(name, 'n', 65536);
    itk_buf_clear(&out);
    itk_archive_begin(archive, &out);
    itk_archive_add(archive, name, "x", 1);
    assert_false(itk_archive_end(archive));

    itk_buf_clear(&out);
    itk_archive_begin(archive, &out);
    for (size_t i = 0; i < UINT16_MAX; i++)
        itk_archive_add(archive, "a", "", 0);
    assert_false(itk_archive_end(archive));

    itk_buf_clear(&out);
    itk_archive_begin(archive, &out);
    out.size = UINT32_MAX; /* as if so much had been written */
    assert_false(itk_archive_end(archive));

    itk_buf_clear(&out);
    write_all(archive, &out);
    assert_string_equal(id_of(verify(&out)), "accepted");
    free(name);
    itk_buf_free(&out);
    itk_archive_free(archive);
}

static void *
no_block(size_t size)
{
    (void)size;
    return NULL;
}

static void
make_one(void *arg)
{
    (void)arg;
    libdeflate_set_memory_allocator(no_block, free);
    itk_archive_free(itk_archive_new(6));
}

static void
look_at_one(void *arg)
{
    libdeflate_set_memory_allocator(no_block, free);
    (void)verify(arg);
}

/* Without memory the program ends, and that is the machine's fault. */
static void
test_no_memory(void **state)
{
    itk_archive *archive = itk_archive_new(6);
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    write_all(archive, &out);
    assert_int_equal(status_of(make_one, NULL), ITK_FAULT_MACHINE);
    assert_int_equal(status_of(look_at_one, &out), ITK_FAULT_MACHINE);
    itk_buf_free(&out);
    itk_archive_free(archive);
}

/* No prefix of a small archive is an archive. */
static void
test_prefixes(void **state)
{
    itk_archive *archive = itk_archive_new(6);
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_blob blob;

    (void)state;
    itk_archive_begin(archive, &out);
    itk_archive_add(archive, "a", entries[4].data, entries[4].size);
    itk_archive_add(archive, "b", "text", 4);
    assert_true(itk_archive_end(archive));
    blob = blob_of(&out);
    for (size_t size = 0; size < out.size; size++) {
        char *exact = malloc(size + 1);
        struct itk_error err = ITK_ERROR_INIT;

        assert_non_null(exact);
        memcpy(exact, out.data, size);
        blob.data = exact;
        blob.size = size;
        assert_false(itk_archive_verify(&blob, &err));
        assert_int_equal(err.fault, ITK_FAULT_PROGRAM);
        itk_error_fini(&err);
        free(exact);
    }
    itk_buf_free(&out);
    itk_archive_free(archive);
}

/* An archive of one entry "a", whose data begins at 31. */
static struct lie {
    const char *name;
    enum itk_msg want;
    struct zip_file files[2];
    struct zip_poke pokes[3];
} lies[] = {
    {"good", ACCEPTED,
     .files = {{.name = "a", .data = "xxxx", .deflate = true}}},
    {"folder", ACCEPTED, .files = {{.name = "a/", .data = ""}}},
    {"stored byte changed", ITK_MSG_ZIP_CRC,
     .files = {{.name = "a", .data = "text"}},
     .pokes = {{ZIP_LOCAL, 0, 31, 1, 'T'}}},
    {"crc changed on both sides", ITK_MSG_ZIP_CRC,
     .files = {{.name = "a", .data = "text", .deflate = true}},
     .pokes = {{ZIP_BOTH, 0, 14, 4, 1}}},
    {"no such block", ITK_MSG_ZIP_DAMAGED,
     .files = {{.name = "a", .data = "text", .deflate = true}},
     .pokes = {{ZIP_LOCAL, 0, 31, 1, 0xFF}}},
    {"larger than claimed", ITK_MSG_ZIP_SIZE_LIE,
     .files = {{.name = "a", .data = "text", .deflate = true}},
     .pokes = {{ZIP_BOTH, 0, 22, 4, 3}}},
    {"smaller than claimed", ITK_MSG_ZIP_SIZE_LIE,
     .files = {{.name = "a", .data = "text", .deflate = true}},
     .pokes = {{ZIP_BOTH, 0, 22, 4, 5}}},
    {"bytes behind the last block", ITK_MSG_ZIP_SIZE_LIE,
     .files = {{.name = "a", .zeros = 40, .deflate = true}},
     /* 03 00 is a whole stream: one empty block. */
     .pokes = {{ZIP_LOCAL, 0, 31, 2, 3},
               {ZIP_BOTH, 0, 22, 4, 0},
               {ZIP_BOTH, 0, 14, 4, 0}}},
};

static void
test_lie(void **state)
{
    const struct lie *lie = *state;
    struct zip_build zip;

    zip_build(&zip, lie->files, "", 0);
    for (size_t i = 0; i < ITK_COUNT(lie->pokes); i++)
        zip_poke(&zip, &lie->pokes[i]);
    assert_string_equal(id_of(verify(&zip.bytes)), id_of(lie->want));
    zip_build_free(&zip);
}

int
main(void)
{
    struct CMUnitTest tests[8 + ITK_COUNT(lies)] = {
        cmocka_unit_test(test_gate),       cmocka_unit_test(test_libzip),
        cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_copy),       cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_no_memory),  cmocka_unit_test(test_prefixes),
    };

    for (size_t i = 0; i < ITK_COUNT(lies); i++)
        tests[8 + i] = (struct CMUnitTest){.name = lies[i].name,
                                           .test_func = test_lie,
                                           .initial_state = &lies[i]};
    itk_archive_free(NULL);
    return cmocka_run_group_tests_name("archive", tests, fill, NULL);
}
