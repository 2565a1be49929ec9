/*
 * The zip gate against archives that lie, field by field.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "opc/gate.h"
#include "tests/support/zip_build.h"
#include "tests/unit/test_gate_rows.h"

/* Judges `bytes` in a block of exactly its size, so that a step past its end
 * is seen. */
static enum itk_msg
verdict(const char *bytes, size_t size, struct itk_arena *arena,
        struct itk_zip_entry **entries, size_t *count)
{
    char *exact = malloc(size ? size : 1);
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_blob blob = {"t.docx", exact, size, ITK_FAULT_PACKAGE};
    enum itk_msg id = ACCEPTED;

    assert_non_null(exact);
    memcpy(exact, bytes, size);
    itk_arena_adopt(arena, exact);
    if (!itk_zip_gate(&blob, arena, entries, count, &err)) {
        assert_int_equal(err.fault, ITK_FAULT_PACKAGE);
        assert_ptr_equal(strstr(err.text[ITK_EN], "t.docx"), err.text[ITK_EN]);
        id = err.id;
    }
    itk_error_fini(&err);
    return id;
}

static enum itk_msg
judge(const struct itk_buf *bytes)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_zip_entry *entries = NULL;
    size_t count = 0;
    const enum itk_msg id =
        verdict(bytes->data, bytes->size, &arena, &entries, &count);

    itk_arena_fini(&arena);
    return id;
}

static enum itk_msg
judge_within(const struct itk_buf *bytes, struct itk_zip_limits limits)
{
    const struct itk_blob blob = {"t.xlsx", bytes->data, bytes->size,
                                  ITK_FAULT_CASE};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_zip_entry *entries;
    size_t count;
    const bool ok =
        itk_zip_gate_within(&blob, limits, &arena, &entries, &count, &err);
    const enum itk_msg id = ok ? ACCEPTED : err.id;

    itk_error_fini(&err);
    itk_arena_fini(&arena);
    return id;
}

static const char *
id_of(enum itk_msg msg)
{
    return msg == ACCEPTED ? "accepted" : itk_message_id(msg);
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    const char *comment = row->comment ? row->comment : "";
    struct itk_buf bytes = ITK_BUF_INIT;
    struct zip_build zip;

    zip_build(&zip, row->files, comment, strlen(comment));
    for (size_t i = 0; i < ITK_COUNT(row->pokes); i++)
        zip_poke(&zip, &row->pokes[i]);
    if (row->before)
        itk_buf_adds(&bytes, row->before);
    itk_buf_add(&bytes, zip.bytes.data, zip.bytes.size);
    if (row->after)
        itk_buf_adds(&bytes, row->after);
    assert_string_equal(id_of(judge(&bytes)), id_of(row->want));
    zip_build_free(&zip);
    itk_buf_free(&bytes);
}

static const struct zip_file small[] = {
    {.name = "[Content_Types].xml", .data = A250, .deflate = true},
    {.name = "word/", .data = ""},
    {.name = "word/a.xml", .data = "a", .descriptor = 16},
    {.name = NULL},
};

static void
test_prefixes(void **state)
{
    struct zip_build zip;

    (void)state;
    zip_build(&zip, small, "note", 4);
    assert_string_equal(id_of(judge(&zip.bytes)), "accepted");
    while (zip.bytes.size > 0) {
        zip.bytes.size--;
        assert_string_equal(
            id_of(judge(&zip.bytes)),
            id_of(zip.bytes.size < 2 ? ITK_MSG_ZIP_NOT : ITK_MSG_ZIP_CUT));
    }
    zip_build_free(&zip);
}

/* Whatever one byte becomes, the gate ends without touching foreign memory,
 * and what it lets through lies inside the archive. */
static void
test_every_byte(void **state)
{
    struct zip_build zip;

    (void)state;
    zip_build(&zip, small, "note", 4);
    for (size_t i = 0; i < zip.bytes.size * 4; i++) {
        const char flips[] = {'\x01', '\x80', '\xFF', '\x2F'};
        char *byte = &zip.bytes.data[i / 4];
        struct itk_arena arena = ITK_ARENA_INIT;
        struct itk_zip_entry *entries = NULL;
        size_t count = 0, total = 0;

        *byte ^= flips[i % 4];
        if (verdict(zip.bytes.data, zip.bytes.size, &arena, &entries, &count) ==
            ACCEPTED) {
            for (size_t e = 0; e < count; e++)
                total += entries[e].packed_size;
            assert_true(count > 0 && total < zip.bytes.size);
        }
        *byte ^= flips[i % 4];
        itk_arena_fini(&arena);
    }
    zip_build_free(&zip);
}

/* Entries come in the order of their data, whatever the directory's order. */
static void
test_entries(void **state)
{
    const struct zip_file files[] = {
        TEXT("z"),
        {.name = "a", .data = A250, .deflate = true},
        {.name = NULL}};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_zip_entry *entries = NULL;
    struct zip_build zip;
    size_t count = 0;
    char central[47];

    (void)state;
    zip_build(&zip, files, "", 0);
    memcpy(central, zip.bytes.data + zip.central[0], 47);
    memmove(zip.bytes.data + zip.central[0], zip.bytes.data + zip.central[1],
            47);
    memcpy(zip.bytes.data + zip.central[1], central, 47);
    assert_string_equal(id_of(verdict(zip.bytes.data, zip.bytes.size, &arena,
                                      &entries, &count)),
                        "accepted");
    assert_int_equal(count, 2);
    assert_string_equal(entries[0].name, "z");
    assert_int_equal(entries[0].method, 0);
    assert_int_equal(entries[0].size, 4);
    assert_memory_equal(entries[0].packed, "text", 4);
    assert_string_equal(entries[1].name, "a");
    assert_int_equal(entries[1].method, 8);
    assert_int_equal(entries[1].size, 250);
    assert_true(entries[1].packed_size < 250);
    itk_arena_fini(&arena);
    zip_build_free(&zip);
}

static void
test_second_archive(void **state)
{
    const struct zip_file files[] = {TEXT("a"), {.name = NULL}};
    struct zip_build inner, outer;

    (void)state;
    zip_build(&inner, files, "", 0);
    zip_build(&outer, files, inner.bytes.data, inner.bytes.size);
    assert_string_equal(id_of(judge(&outer.bytes)), id_of(ITK_MSG_ZIP_SECOND));
    zip_build_free(&outer);

    /* A signature alone is not a record. */
    zip_build(&outer, files, "PK\5\6", 4);
    assert_string_equal(id_of(judge(&outer.bytes)), "accepted");
    zip_build_free(&outer);
    zip_build_free(&inner);
}

/* The longest comment is still found; one byte more is out of reach. */
static void
test_long_comment(void **state)
{
    const struct zip_file files[] = {TEXT("a"), {.name = NULL}};
    char *comment = calloc(1, 65536);
    struct zip_build zip;

    (void)state;
    assert_non_null(comment);
    memset(comment, 'c', 65535);
    zip_build(&zip, files, comment, 65535);
    assert_string_equal(id_of(judge(&zip.bytes)), "accepted");
    itk_buf_addc(&zip.bytes, 'c');
    assert_string_equal(id_of(judge(&zip.bytes)), id_of(ITK_MSG_ZIP_CUT));
    zip_build_free(&zip);
    free(comment);
}

static void
test_archive_size(void **state)
{
    struct itk_buf bytes = ITK_BUF_INIT;
    struct itk_blob blob = {"t.docx", NULL, ITK_ZIP_MAX_BYTES + 1u,
                            ITK_FAULT_CASE};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_zip_entry *entries;
    size_t count;

    (void)state;
    itk_buf_reserve(&bytes, blob.size);
    memset(bytes.data, 0, blob.size);
    memcpy(bytes.data, "PK", 2);
    blob.data = bytes.data;
    assert_false(itk_zip_gate(&blob, &arena, &entries, &count, &err));
    assert_string_equal(itk_message_id(err.id), "zip-too-big");
    assert_int_equal(err.fault, ITK_FAULT_CASE);
    assert_non_null(strstr(err.text[ITK_EN], "134217729"));
    itk_error_fini(&err);
    itk_arena_fini(&arena);
    itk_buf_free(&bytes);
}

/* Five entries that claim 64 MiB each are more than 256 MiB; a workbook may
 * have them, and one of 512 MiB, but no more than 1 GiB in all. */
static void
test_total(void **state)
{
    const struct zip_file files[] = {
        {.name = "a", .zeros = 3 << 20}, {.name = "b", .zeros = 3 << 20},
        {.name = "c", .zeros = 3 << 20}, {.name = "d", .zeros = 3 << 20},
        {.name = "e", .zeros = 3 << 20}, {.name = NULL}};
    const struct itk_zip_limits docx = {ITK_ZIP_MAX_ENTRY_BYTES,
                                        ITK_ZIP_MAX_BYTES_DOCX,
                                        ITK_ZIP_MAX_RATIO};
    const struct itk_zip_limits workbook = {ITK_ZIP_MAX_SHEET_BYTES,
                                            ITK_ZIP_MAX_BYTES_XLSX,
                                            ITK_ZIP_MAX_RATIO};
    struct zip_build zip;

    (void)state;
    zip_build(&zip, files, "", 0);
    for (unsigned i = 0; i < 5; i++) {
        const struct zip_poke claims[] = {BOTH(i, L_METHOD, 2, 8),
                                          BOTH(i, L_SIZE, 4, 64 << 20)};

        zip_poke(&zip, &claims[0]);
        zip_poke(&zip, &claims[1]);
    }
    assert_string_equal(id_of(judge_within(&zip.bytes, docx)),
                        "zip-total-too-big");
    assert_string_equal(id_of(judge_within(&zip.bytes, workbook)), "accepted");
    zip_poke(&zip, &(struct zip_poke)BOTH(4, L_SIZE, 4, 0));
    assert_string_equal(id_of(judge_within(&zip.bytes, docx)), "accepted");
    zip_poke(&zip, &(struct zip_poke)BOTH(4, L_SIZE, 4, 1));
    assert_string_equal(id_of(judge_within(&zip.bytes, docx)),
                        "zip-total-too-big");
    zip_poke(&zip, &(struct zip_poke)BOTH(0, L_SIZE, 4, 512 << 20));
    assert_string_equal(id_of(judge_within(&zip.bytes, workbook)), "accepted");
    zip_poke(&zip, &(struct zip_poke)BOTH(0, L_SIZE, 4, (512 << 20) + 1));
    assert_string_equal(id_of(judge_within(&zip.bytes, workbook)),
                        "zip-entry-too-big");
    zip_poke(&zip, &(struct zip_poke)BOTH(0, L_SIZE, 4, 512 << 20));
    zip_poke(&zip, &(struct zip_poke)BOTH(1, L_SIZE, 4, 512 << 20));
    assert_string_equal(id_of(judge_within(&zip.bytes, workbook)),
                        "zip-total-too-big");
    zip_build_free(&zip);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 7] = {
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_every_byte),
        cmocka_unit_test(test_entries),
        cmocka_unit_test(test_second_archive),
        cmocka_unit_test(test_long_comment),
        cmocka_unit_test(test_archive_size),
        cmocka_unit_test(test_total),
    };

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[7 + i] = (struct CMUnitTest){.name = rows[i].name,
                                           .test_func = test_row,
                                           .initial_state = &rows[i]};
    return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}
