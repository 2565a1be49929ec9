/*
 * The manifest: its lines, what is torn, what is damaged.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/manifest.h"
#include "base/digest.h"

#define MANY 20000

static const char zeros[] =
    "0000000000000000000000000000000000000000000000000000000000000000";
static const char ones[] =
    "1111111111111111111111111111111111111111111111111111111111111111";
static const char parts[] = "22222222222222222222222222222222";

static struct itk_manifest_entry
entry_of(const char *file, const char *sha256)
{
    return (struct itk_manifest_entry){
        .file = file,
        .size = 12345,
        .sha256 = sha256,
        .case_id = "r8-001",
        .document = "annex",
        .case_digest = ones,
        .parts = parts,
        .program = "itaku 0.1.0",
    };
}

/* Three lines; the last is about the first file again. */
static void
sample(struct itk_buf *out)
{
    const struct itk_manifest_entry entries[] = {
        entry_of("r8-001/annex.docx", zeros),
        entry_of("r8-001/誓約書 \"1\".docx", zeros),
        entry_of("r8-001/annex.docx", ones),
    };

    for (size_t i = 0; i < ITK_COUNT(entries); i++)
        itk_manifest_line(&entries[i], out);
}

/* In stretches of that many bytes. */
static itk_manifest *
reads_by(size_t step, const char *data, size_t size, size_t *whole,
         struct itk_error *err)
{
    itk_manifest *manifest = itk_manifest_new("out/m");

    for (size_t at = 0; at < size; at += step) {
        const size_t left = size - at;

        if (!itk_manifest_take(manifest, data + at, left < step ? left : step,
                               err)) {
            itk_manifest_free(manifest);
            return NULL;
        }
    }
    *whole = (size_t)itk_manifest_whole(manifest);
    return manifest;
}

static itk_manifest *
reads(const char *data, size_t size, size_t *whole, struct itk_error *err)
{
    return reads_by(size + 1, data, size, whole, err);
}

/* A line whose checksum is right, whatever it says. */
static void
seal(const char *text, struct itk_buf *out)
{
    const struct itk_digest sum = itk_digest_of(text, strlen(text));

    itk_buf_adds(out, text);
    itk_buf_adds(out, ",\"sum\":\"");
    itk_buf_add(out, sum.hex, 16);
    itk_buf_adds(out, "\"}\n");
}

static void
test_line(void **state)
{
    /* The checksum was computed by another program (sha256sum). */
    static const char want[] =
        "{\"format\":1,\"file\":\"a/\\\"\\\\\\u0007委.docx\",\"size\":12345,"
        "\"sha256\":\"00000000000000000000000000000000000000000000000000000000"
        "00000000\",\"parts\":\"22222222222222222222222222222222\",\"case\":"
        "\"r8-001\",\"document\":\"annex\",\"caseDigest\":"
        "\"1111111111111111111111111111111111111111111111111111111111111111\","
        "\"program\":\"itaku 0.1.0\",\"sum\":\"d259b23e382017ce\"}\n";
    const struct itk_manifest_entry entry = entry_of("a/\"\\\a委.docx", zeros);
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    itk_buf_adds(&out, "kept\n");
    itk_manifest_line(&entry, &out);
    assert_string_equal(out.data + 5, want);
    itk_buf_free(&out);
}

static void
test_round(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_manifest_entry *got;
    itk_manifest *manifest;
    size_t whole;

    (void)state;
    sample(&out);
    manifest = reads(out.data, out.size, &whole, &err);
    assert_non_null(manifest);
    assert_int_equal(whole, out.size);
    got = itk_manifest_find(manifest, "r8-001/annex.docx");
    assert_non_null(got);
    assert_string_equal(got->sha256, ones); /* the last one counts */
    assert_int_equal(got->size, 12345);
    assert_string_equal(got->case_id, "r8-001");
    assert_string_equal(got->document, "annex");
    assert_string_equal(got->case_digest, ones);
    assert_string_equal(got->program, "itaku 0.1.0");
    got = itk_manifest_find(manifest, "r8-001/誓約書 \"1\".docx");
    assert_non_null(got);
    assert_string_equal(got->sha256, zeros);
    assert_null(itk_manifest_find(manifest, "annex.docx"));
    itk_manifest_free(manifest);
    itk_manifest_free(NULL);
    itk_buf_free(&out);
}

/* The order of the files, and a layout that is said once. */
static void
test_order(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    itk_manifest_line_spread(&out);
    sample(&out);
    for (size_t step = 1; step <= out.size; step++) {
        size_t whole;
        itk_manifest *manifest =
            reads_by(step, out.data, out.size, &whole, &err);

        assert_non_null(manifest);
        assert_int_equal(whole, out.size);
        assert_true(itk_manifest_spread(manifest));
        assert_int_equal(itk_manifest_count(manifest), 2);
        assert_string_equal(itk_manifest_at(manifest, 0)->file,
                            "r8-001/annex.docx");
        assert_string_equal(itk_manifest_at(manifest, 0)->sha256, ones);
        assert_string_equal(itk_manifest_at(manifest, 1)->parts, parts);
        itk_manifest_free(manifest);
    }
    itk_buf_free(&out);
}

static struct itk_manifest_case
case_of(const char *const *files, size_t count)
{
    return (struct itk_manifest_case){"r8-\"001\"", zeros, 3, files, count};
}

static void
test_case_line(void **state)
{
    /* The checksum was computed by another program (sha256sum). */
    static const char want[] =
        "{\"format\":1,\"case\":\"r8-\\\"001\\\"\",\"digest\":"
        "\"0000000000000000000000000000000000000000000000000000000000000000\","
        "\"waiting\":3,\"files\":[\"a/委.docx\",\"a/b\"],"
        "\"sum\":\"6edadb84c360de9a\"}\n";
    const char *const files[] = {"a/委.docx", "a/b"};
    const struct itk_manifest_case one = case_of(files, 2);
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    itk_manifest_line_case(&one, &out);
    assert_string_equal(out.data, want);
    itk_buf_free(&out);
}

/* Of each case the last line counts, and only what is recorded before it. */
static void
test_cases(void **state)
{
    const char *const two[] = {"r8-001/誓約書 \"1\".docx", "r8-001/annex.docx"};
    const char *const gone[] = {"r8-001/annex.docx", "r8-001/gone.docx"};
    struct itk_manifest_case one = case_of(two, 1);
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_manifest_case *got;
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    sample(&out);
    itk_manifest_line_case(&one, &out);
    one.case_id = "other";
    one.files = gone;
    one.files_count = 2;
    itk_manifest_line_case(&one, &out);
    one = case_of(two, 2);
    one.digest = ones;
    one.waiting = 0;
    itk_manifest_line_case(&one, &out);
    for (size_t step = 1; step <= out.size; step++) {
        size_t whole;
        itk_manifest *manifest =
            reads_by(step, out.data, out.size, &whole, &err);

        assert_non_null(manifest);
        assert_int_equal(whole, out.size);
        assert_int_equal(itk_manifest_count(manifest), 2);
        assert_int_equal(itk_manifest_cases_count(manifest), 2);
        got = itk_manifest_case(manifest, "r8-\"001\"");
        assert_ptr_equal(got, itk_manifest_case_at(manifest, 0));
        assert_string_equal(got->digest, ones);
        assert_int_equal(got->waiting, 0);
        assert_int_equal(got->files_count, 2);
        assert_string_equal(got->files[0], two[0]);
        assert_string_equal(got->files[1], two[1]);
        got = itk_manifest_case(manifest, "other");
        assert_string_equal(got->digest, "");
        assert_int_equal(got->files_count, 0);
        assert_null(itk_manifest_case(manifest, "r8-001"));
        itk_manifest_free(manifest);
    }
    itk_buf_free(&out);
}

/* A line that could not be read again is not written. */
static void
test_case_too_long(void **state)
{
    static const char *files[1 + ITK_MANIFEST_MAX_LINE / 6];
    struct itk_manifest_case one = case_of(files, ITK_COUNT(files));
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(files); i++)
        files[i] = "a/b"; /* six bytes with its marks and the comma */
    itk_buf_adds(&out, "kept");
    itk_manifest_line_case(&one, &out);
    assert_string_equal(out.data, "kept");
    one.files_count -= 50; /* what stands beside the files */
    itk_manifest_line_case(&one, &out);
    assert_in_range(out.size, ITK_MANIFEST_MAX_LINE - 300,
                    ITK_MANIFEST_MAX_LINE + 4);
    itk_buf_free(&out);
}

/* A tail without end is not kept in memory. */
static void
test_long(void **state)
{
    static char tail[ITK_MANIFEST_MAX_LINE + 1];
    struct itk_error err = ITK_ERROR_INIT;
    size_t whole;

    (void)state;
    memset(tail, '{', sizeof(tail));
    assert_null(reads_by(1000, tail, sizeof(tail), &whole, &err));
    assert_int_equal(err.id, ITK_MSG_MANIFEST_LINE);
    itk_error_fini(&err);
}

static void
test_none(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    size_t whole = 1;
    itk_manifest *manifest = reads("", 0, &whole, &err);

    (void)state;
    assert_non_null(manifest);
    assert_int_equal(whole, 0);
    assert_null(itk_manifest_find(manifest, "a/b"));
    itk_manifest_free(manifest);
}

/* Cut anywhere, what is whole is kept and the rest is cut off. */
static void
test_torn(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    sample(&out);
    for (size_t cut = 0; cut <= out.size; cut++) {
        const char *last = cut ? memrchr(out.data, '\n', cut) : NULL;
        const struct itk_manifest_entry *got;
        char *copy = malloc(cut + 1); /* of its size, for AddressSanitizer */
        size_t whole;
        itk_manifest *manifest;

        assert_non_null(copy);
        memcpy(copy, out.data, cut);
        manifest = reads(copy, cut, &whole, &err);
        assert_non_null(manifest);
        assert_int_equal(whole, last ? (size_t)(last - out.data) + 1 : 0);
        got = itk_manifest_find(manifest, "r8-001/annex.docx");
        assert_int_equal(got != NULL, whole > 0);
        if (got)
            assert_string_equal(got->sha256, whole == out.size ? ones : zeros);
        itk_manifest_free(manifest);
        free(copy);
    }
    itk_buf_free(&out);
}

/* A last line whose blocks did not all reach the disk. */
static void
test_torn_blocks(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    const char *last;
    itk_manifest *manifest;
    size_t whole;

    (void)state;
    sample(&out);
    last = memrchr(out.data, '\n', out.size - 1);
    memset(out.data + (last - out.data) + 20, 0, 64);
    manifest = reads(out.data, out.size, &whole, &err);
    assert_non_null(manifest);
    assert_int_equal(whole, (size_t)(last - out.data) + 1);
    itk_manifest_free(manifest);
    itk_buf_free(&out);
}

/* One byte changed anywhere in the first line. */
static void
test_flipped(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;
    size_t first;

    (void)state;
    sample(&out);
    first = strcspn(out.data, "\n");
    for (size_t i = 0; i < first; i++) {
        struct itk_error err = ITK_ERROR_INIT;
        size_t whole;

        out.data[i] ^= 1;
        assert_null(reads(out.data, out.size, &whole, &err));
        assert_int_equal(err.id, ITK_MSG_MANIFEST_LINE);
        assert_int_equal(err.fault, ITK_FAULT_MACHINE);
        assert_int_equal(strncmp(err.text[ITK_EN], "out/m:1: ", 9), 0);
        out.data[i] ^= 1;
        itk_error_fini(&err);
    }
    itk_buf_free(&out);
}

#define ENTRY_FILE ",\"file\":\"a/b\",\"size\":0"
#define SHA        ",\"sha256\":\"" ZERO ZERO "\""
#define ZERO       "00000000000000000000000000000000"
#define LAST                                                                   \
    ",\"parts\":\"\",\"case\":\"\",\"document\":\"\",\"caseDigest\":\"\","     \
    "\"program\":\"\""
#define REST SHA LAST

#define CASE  "{\"format\":1,\"case\":\"c\""
#define DONE  ",\"digest\":\"" ZERO ZERO "\""
#define WAIT  ",\"waiting\":0"
#define FILES ",\"files\":[\"c/d\"]"

static struct row {
    const char *name;
    const char *line;  /* stands second, before a good one */
    bool sealed;       /* its checksum is made right */
    enum itk_msg want; /* ITK_MSG_COUNT: it is good */
} rows[] = {
    {"as it is written", "{\"format\":1" ENTRY_FILE REST, true, ITK_MSG_COUNT},
    {"another layout", "{\"format\":1,\"layout\":\"deep\"", true,
     ITK_MSG_MANIFEST_FORMAT},
    {"an empty line", "\n", false, ITK_MSG_MANIFEST_LINE},
    {"no checksum", "{\"format\":1,\"file\":\"a/b\",\"size\":0," SHA "}\n",
     false, ITK_MSG_MANIFEST_LINE},
    {"only a checksum", "", true, ITK_MSG_MANIFEST_LINE},
    {"no JSON", "{\"format\":1,,", true, ITK_MSG_MANIFEST_FORMAT},
    {"another format", "{\"format\":2" ENTRY_FILE REST, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"no format", "{\"file\":\"a/b\",\"size\":0" REST, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"no file", "{\"format\":1,\"size\":0" REST, true, ITK_MSG_MANIFEST_FORMAT},
    {"an empty name", "{\"format\":1,\"file\":\"\",\"size\":0" REST, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"a NUL", "{\"format\":1,\"file\":\"a/b\\u0000\",\"size\":0" REST, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"an escape that is not written",
     "{\"format\":1,\"file\":\"a\\/b\",\"size\":0" REST, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"a size below zero", "{\"format\":1,\"file\":\"a/b\",\"size\":-1" REST,
     true, ITK_MSG_MANIFEST_FORMAT},
    {"a size of 20 digits",
     "{\"format\":1,\"file\":\"a/b\",\"size\":18446744073709551617" REST, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"no size", "{\"format\":1,\"file\":\"a/b\",\"size\":" REST, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"no digest", "{\"format\":1" ENTRY_FILE LAST, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"a short digest",
     "{\"format\":1" ENTRY_FILE ",\"sha256\":\"" ZERO "\"" LAST, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"a name twice", "{\"format\":1" ENTRY_FILE ENTRY_FILE REST, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"a case without a digest", CASE WAIT FILES, true, ITK_MSG_MANIFEST_FORMAT},
    {"a case with a short digest", CASE ",\"digest\":\"" ZERO "\"" WAIT FILES,
     true, ITK_MSG_MANIFEST_FORMAT},
    {"a case without a name", "{\"format\":1,\"case\":\"\"" DONE WAIT FILES,
     true, ITK_MSG_MANIFEST_FORMAT},
    {"a case that does not say what waits", CASE DONE FILES, true,
     ITK_MSG_MANIFEST_FORMAT},
    {"a case without files", CASE DONE WAIT, true, ITK_MSG_MANIFEST_FORMAT},
    {"a case whose files do not end", CASE DONE WAIT ",\"files\":[\"c/d\"",
     true, ITK_MSG_MANIFEST_FORMAT},
    {"a case with a comma too many", CASE DONE WAIT ",\"files\":[\"c/d\",]",
     true, ITK_MSG_MANIFEST_FORMAT},
    {"a case with files side by side",
     CASE DONE WAIT ",\"files\":[\"c/d\"\"c/d\"]", true,
     ITK_MSG_MANIFEST_FORMAT},
    {"a case with more behind it", CASE DONE WAIT FILES ",\"more\":\"\"", true,
     ITK_MSG_MANIFEST_FORMAT},
    {"more behind it", "{\"format\":1" ENTRY_FILE REST ",\"more\":\"\"", true,
     ITK_MSG_MANIFEST_FORMAT},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct itk_manifest_entry good = entry_of("c/d", ones);
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_manifest *manifest;
    size_t whole;

    itk_manifest_line(&good, &out);
    if (row->sealed)
        seal(row->line, &out);
    else
        itk_buf_adds(&out, row->line);
    itk_manifest_line(&good, &out);
    manifest = reads(out.data, out.size, &whole, &err);
    assert_int_equal(manifest != NULL, row->want == ITK_MSG_COUNT);
    if (manifest) {
        assert_non_null(itk_manifest_find(manifest, "a/b"));
    } else {
        assert_int_equal(err.id, row->want);
        assert_int_equal(strncmp(err.text[ITK_EN], "out/m:2: ", 9), 0);
    }
    itk_manifest_free(manifest);
    itk_error_fini(&err);
    itk_buf_free(&out);
}

/* A whole line of a newer version is not taken for a torn one. */
static void
test_newer_last(void **state)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    size_t whole;

    (void)state;
    seal("{\"format\":2" ENTRY_FILE REST, &out);
    assert_null(reads(out.data, out.size, &whole, &err));
    assert_int_equal(err.id, ITK_MSG_MANIFEST_FORMAT);
    itk_error_fini(&err);
    itk_buf_free(&out);
}

/* Each is found, and each counts once however often it was made. */
static void
test_many(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    size_t whole;
    itk_manifest *manifest = reads("", 0, &whole, &err);
    char name[32];

    (void)state;
    for (unsigned i = 0; i < 2 * MANY; i++) {
        struct itk_manifest_entry entry;

        snprintf(name, sizeof(name), "c%u/a.docx", i % MANY);
        entry = entry_of(name, i < MANY ? zeros : ones);
        entry.size = i;
        itk_manifest_add(manifest, &entry);
        if (i % MANY != MANY - 1)
            continue;
        for (unsigned j = 0; j < MANY; j++) {
            const struct itk_manifest_entry *got;

            snprintf(name, sizeof(name), "c%u/a.docx", j);
            got = itk_manifest_find(manifest, name);
            assert_non_null(got);
            assert_string_equal(got->file, name);
            assert_string_equal(got->sha256, i < MANY ? zeros : ones);
            assert_int_equal(got->size, i - (MANY - 1) + j);
        }
    }
    assert_null(itk_manifest_find(manifest, "c20000/a.docx"));
    itk_manifest_free(manifest);
}

/* A file that is gone is not found, until it is recorded once more. */
static void
test_gone(void **state)
{
    struct itk_manifest_entry again = entry_of("r8-001/annex.docx", zeros);
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_manifest *manifest;
    size_t whole;

    (void)state;
    sample(&out);
    itk_manifest_line_gone("r8-001/annex.docx", &out);
    itk_manifest_line_gone("r8-001/never.docx", &out);
    manifest = reads(out.data, out.size, &whole, &err);
    assert_non_null(manifest);
    assert_int_equal(whole, out.size);
    assert_null(itk_manifest_find(manifest, "r8-001/annex.docx"));
    assert_non_null(itk_manifest_find(manifest, "r8-001/誓約書 \"1\".docx"));
    assert_int_equal(itk_manifest_count(manifest), 2);
    assert_true(itk_manifest_at(manifest, 0)->gone);
    assert_false(itk_manifest_at(manifest, 1)->gone);
    itk_manifest_free(manifest);
    itk_manifest_line(&again, &out);
    manifest = reads(out.data, out.size, &whole, &err);
    assert_non_null(manifest);
    assert_string_equal(itk_manifest_find(manifest, again.file)->sha256, zeros);
    assert_int_equal(itk_manifest_count(manifest), 2);
    itk_manifest_free(manifest);
    itk_buf_free(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gone),    cmocka_unit_test(test_line),
        cmocka_unit_test(test_round),   cmocka_unit_test(test_none),
        cmocka_unit_test(test_torn),    cmocka_unit_test(test_order),
        cmocka_unit_test(test_long),    cmocka_unit_test(test_torn_blocks),
        cmocka_unit_test(test_flipped), cmocka_unit_test(test_newer_last),
        cmocka_unit_test(test_many),    cmocka_unit_test(test_case_line),
        cmocka_unit_test(test_cases),   cmocka_unit_test(test_case_too_long),
    };
    struct CMUnitTest table[ITK_COUNT(rows)];
    int failed;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        table[i] = (struct CMUnitTest){
            .name = rows[i].name,
            .test_func = test_row,
            .initial_state = &rows[i],
        };
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed + cmocka_run_group_tests(table, NULL, NULL);
}
