/*
 * The writer and the readers while each of their system calls in turn fails,
 * once and from then on: what is told, what is left, and that an undisturbed
 * run completes it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <iconv.h>
#include <signal.h>

#include "app/deliver_folder.h"
#include "app/place.h"
#include "base/file.h"
#include "table/table.h"
#include "test_calls.h"
#include "test_deliver.h"
#include "test_end.h"
#include "xml/xml.h"

/* What calls of each class fail with. */
static const struct fault {
    enum call kind;
    int number;
} faults[] = {
    {CALL_OPEN, EMFILE},   {CALL_OPEN, EACCES},   {CALL_OPEN, ELOOP},
    {CALL_OPEN, EPERM},    {CALL_STAT, EIO},      {CALL_LOOK, EIO},
    {CALL_READ, EIO},      {CALL_WRITE, ENOSPC},  {CALL_WRITE, 0},
    {CALL_CLOSE, EIO},     {CALL_SYNC, EIO},      {CALL_RENAME, EIO},
    {CALL_RENAME, EINVAL}, {CALL_LINK, EIO},      {CALL_UNLINK, EACCES},
    {CALL_MKDIR, ENOSPC},  {CALL_TRUNCATE, EIO},  {CALL_LOCK, EINTR},
    {CALL_DUP, EMFILE},    {CALL_FOLDER, ENOMEM}, {CALL_ENTRY, EIO},
};

static void
arm(const struct fault *fault, unsigned at, bool on)
{
    memset(&calls, 0, sizeof(calls));
    calls.kind = fault->kind;
    calls.number = fault->number;
    calls.at = at;
    calls.on = on;
}

/* Nothing fails any more; how many calls did. */
static unsigned
disarm(void)
{
    const unsigned hits = calls.hits;

    memset(&calls, 0, sizeof(calls));
    return hits;
}

static int
teardown_calls(void **state)
{
    (void)disarm();
    return teardown(state);
}

/* ---- an output folder ---- */

/* How a folder is worked on, and what it holds before and afterwards. */
static struct work {
    const char *name;
    bool replace, keep, spread, killed;
} works[] = {
    {"a group", false, false, false, false},
    {"a group, edited files moved", true, false, false, false},
    {"a group, old ones kept", false, true, false, false},
    {"a spread folder", false, false, true, false},
    {"behind a killed run", false, false, false, true},
};

static void
remove_all(const char *name)
{
    if (access(name, F_OK) == 0)
        assert_int_equal(nftw(name, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

/* c1 is ours, c2 edited, c3 not there; c4 has what we would write. */
static void
lay_out(const struct work *work)
{
    const struct itk_deliver_options options = {
        .cases = work->spread ? ITK_DELIVER_SPREAD : 0};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery before[] = {made("c1", FILE_NAME, "old"),
                                    made("c2", FILE_NAME, "old"),
                                    made("c4", FILE_NAME, "new")};
    itk_deliver *deliver;

    remove_all("out");
    if (work->spread)
        return;
    deliver = itk_deliver_open("out", &options, &err);
    assert_non_null(deliver);
    assert_true(itk_deliver_group(deliver, before, 3, &err));
    itk_deliver_close(deliver);
    assert_int_equal(unlink("out/.itaku-index"), 0); /* all are read */
    put("out/c2/" FILE_NAME, "edited");
    if (work->killed) {
        put("out/.itaku-lock", "1");
        put("out/c1/.itaku-99999-1.tmp", "half");
        put("out/.itaku-99999-2.tmp", "half");
    }
}

/* One run; what it tells when it fails. */
static bool
run_group(const struct work *work, struct itk_error *err)
{
    static const char *const names[] = {"c3/" FILE_NAME};
    const struct itk_deliver_options options = {
        .replace_edited = work->replace,
        .keep_old = work->keep,
        .cases = work->spread ? ITK_DELIVER_SPREAD : 0};
    const struct itk_digest all = itk_digest_of("c3", 2);
    const struct itk_manifest_case done = {
        .case_id = "c3", .digest = all.hex, .files = names, .files_count = 1};
    struct itk_delivery group[] = {
        made("c1", FILE_NAME, "new"),    made("c2", FILE_NAME, "new"),
        made("c3", FILE_NAME, "new"),    made("c3", "b.docx", "new"),
        {.folder = "c3", .done = &done}, made("c4", FILE_NAME, "new"),
    };
    itk_deliver *deliver = itk_deliver_open("out", &options, err);
    bool ok = deliver != NULL;

    ok = ok && itk_deliver_group(deliver, group, ITK_COUNT(group), err);
    itk_deliver_close(deliver);
    return ok;
}

static void
is_one_of(const char *path, const char *one, const char *other)
{
    size_t size;
    char *data;

    if (access(path, F_OK) != 0) {
        assert_null(other);
        return;
    }
    data = get(path, &size);
    if (strcmp(data, one) != 0 && (!other || strcmp(data, other) != 0))
        fail_msg("%s holds %s", path, data);
    free(data);
}

/* Whatever failed: no half file, and what was edited is there. */
static void
judge_disturbed(const struct work *work)
{
    if (work->spread)
        return;
    if (access(OLD_AT, F_OK) == 0)
        holds(OLD_AT, "old");
    else
        is_one_of(AT, "old", work->keep ? NULL : "new");
    if (access("out/c2/旧版/contract-annex.1.docx", F_OK) == 0)
        holds("out/c2/旧版/contract-annex.1.docx", "edited");
    else
        holds("out/c2/" FILE_NAME, "edited");
    is_one_of("out/c3/" FILE_NAME, "new", NULL);
}

static void
judge_end(const struct work *work)
{
    struct itk_error err = ITK_ERROR_INIT;

    if (!run_group(work, &err))
        fail_msg("%s", err.text[ITK_EN]);
    if (work->spread)
        return;
    holds("out/c1/" FILE_NAME, "new");
    holds("out/c3/" FILE_NAME, "new");
    holds("out/c3/b.docx", "new");
    holds("out/c2/" FILE_NAME, work->replace ? "new" : "edited");
    if (work->replace)
        holds("out/c2/旧版/contract-annex.1.docx", "edited");
    else
        holds("out/c2/contract-annex.new.docx", "new");
    if (work->keep)
        holds("out/c1/旧版/contract-annex.1.docx", "old");
}

static void
test_group(void **state)
{
    const struct work *work = ((const struct place *)*state)->row;

    for (size_t f = 0; f < 2 * ITK_COUNT(faults); f++) {
        const struct fault *fault = &faults[f / 2];
        unsigned hits = 1;

        for (unsigned n = 1; hits; n++) {
            struct itk_error err = ITK_ERROR_INIT;
            bool ok;

            lay_out(work);
            arm(fault, n, f % 2);
            ok = run_group(work, &err);
            hits = disarm();
            if (ok == itk_error_is_set(&err))
                fail_msg("class %d, call %u: nothing is told", fault->kind, n);
            if (!ok)
                assert_int_equal(err.fault, ITK_FAULT_MACHINE);
            judge_disturbed(work);
            itk_error_fini(&err);
            judge_end(work);
        }
    }
}

/* ---- files that are no longer made; what is only looked at ---- */

static void
count_one(void *self, const char *file, const char *document)
{
    (void)file;
    (void)document;
    ++*(unsigned *)self;
}

static bool
run_retire(struct itk_retiring *at, size_t count, struct itk_error *err)
{
    itk_deliver *deliver = open_out("out", false, err);
    struct itk_digest digest;
    bool ok = deliver != NULL;

    for (size_t i = 0; ok && i < count; i++)
        (void)itk_deliver_look_old(deliver, at[i].file);
    if (ok) {
        unsigned files = 0;

        (void)itk_deliver_look(deliver, "c1", FILE_NAME, "p");
        (void)itk_deliver_look(deliver, "c1", FILE_NAME, "others");
        itk_deliver_recorded_of(deliver, "c1", count_one, &files);
        (void)itk_deliver_recorded(deliver, "c1", FILE_NAME, &digest);
        (void)itk_deliver_holds(deliver, "c1", FILE_NAME, &digest);
    }
    ok = ok && itk_deliver_retire(deliver, at, count, err);
    itk_deliver_close(deliver);
    return ok;
}

/* Each is where it was or in 旧版/, the edited one stays, and the next call
 * completes it. */
static void
test_retire(void **state)
{
    const struct work work = {.replace = false};

    (void)state;
    for (size_t f = 0; f < 2 * ITK_COUNT(faults); f++) {
        unsigned hits = 1;

        for (unsigned n = 1; hits; n++) {
            struct itk_retiring at[] = {{.file = "c1/" FILE_NAME},
                                        {.file = "c2/" FILE_NAME},
                                        {.file = "c9/none.docx"}};
            struct itk_error err = ITK_ERROR_INIT;
            bool ok;

            lay_out(&work);
            arm(&faults[f / 2], n, f % 2);
            ok = run_retire(at, 3, &err);
            hits = disarm();
            assert_int_not_equal(ok, itk_error_is_set(&err));
            holds("out/c2/" FILE_NAME, "edited");
            if (access(AT, F_OK) == 0)
                holds(AT, "old");
            else
                holds(OLD_AT, "old");
            itk_error_fini(&err);
            assert_true(run_retire(at, 3, &err));
            holds(AT, NULL);
            holds(OLD_AT, "old");
            holds("out/c2/" FILE_NAME, "edited");
            remove_all("out");
        }
    }
}

/* ---- reading ---- */

static void
test_read(void **state)
{
    (void)state;
    assert_int_equal(mkdir("in", 0700), 0);
    assert_int_equal(mkdir("in/b", 0700), 0);
    put("in/a.xml", "<a/>");
    put("in/b/c.xml", "<c/>");
    for (size_t f = 0; f < 2 * ITK_COUNT(faults); f++) {
        unsigned hits = 1;

        for (unsigned n = 1; hits; n++) {
            struct itk_arena arena = ITK_ARENA_INIT;
            struct itk_error err = ITK_ERROR_INIT;
            struct itk_blobs blobs = {0};
            struct itk_blob blob = {0};
            bool file, folder;

            arm(&faults[f / 2], n, f % 2);
            file = itk_file_read("in/a.xml", 99, ITK_FAULT_CASE, &arena, &blob,
                                 &err);
            if (file) {
                assert_int_equal(blob.size, 4);
                assert_memory_equal(blob.data, "<a/>", 4);
            }
            assert_int_not_equal(file, itk_error_is_set(&err));
            itk_error_fini(&err);
            err = ITK_ERROR_INIT;
            folder = itk_folder_read("in", 9, 99, ITK_FAULT_CASE, &arena,
                                     &blobs, &err);
            hits = disarm();
            assert_int_not_equal(folder, itk_error_is_set(&err));
            if (folder) {
                assert_int_equal(blobs.count, 2);
                assert_string_equal(blobs.at[1].name, "b/c.xml");
            }
            itk_error_fini(&err);
            itk_arena_fini(&arena);
        }
    }
}

/* Interrupted, and a byte at a time: the same bytes. */
static void
test_slow(void **state)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    const struct work work = {.replace = false};
    struct itk_blob blob;
    bool ok;

    (void)state;
    put("a", "several bytes");
    lay_out(&work);
    calls.slow = calls.interrupted = true;
    ok = itk_file_read("a", 99, ITK_FAULT_CASE, &arena, &blob, &err) &&
         run_group(&work, &err);
    (void)disarm();
    assert_true(ok);
    assert_int_equal(blob.size, 13);
    assert_memory_equal(blob.data, "several bytes", 13);
    judge_end(&work);
    itk_arena_fini(&arena);
}

/* ---- temporaries ---- */

static void
test_temporary(void **state)
{
    struct itk_temp temp;
    int folder, fd;

    (void)state;
    assert_int_equal(mkdir("out", 0700), 0);
    folder = open("out", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t f = 0; f < 2 * ITK_COUNT(faults); f++) {
        unsigned hits = 1;

        for (unsigned n = 1; hits; n++) {
            char stale[80];

            fd = itk_temp_open(&temp, folder, "a.docx", 0600);
            assert_true(fd >= 0);
            snprintf(stale, sizeof(stale), "out/%s", temp.name);
            itk_temp_drop(&temp);
            close(fd);
            put(stale, "of a killed run");
            arm(&faults[f / 2], n, f % 2);
            fd = itk_temp_open(&temp, folder, "a.docx", 0600);
            if (fd >= 0)
                itk_temp_drop(&temp);
            itk_temp_sweep(folder, "a.docx");
            hits = disarm();
            if (fd >= 0)
                close(fd);
            fd = itk_temp_open(&temp, folder, "a.docx", 0600);
            assert_true(fd >= 0); /* whatever is left is taken away */
            itk_temp_drop(&temp);
            close(fd);
            itk_temp_sweep(folder, "a.docx");
            remove_all("out");
            assert_int_equal(mkdir("out", 0700), 0);
            close(folder);
            folder = open("out", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        }
    }
    close(folder);
}

/* ---- what converts ---- */

static int no_iconv; /* the errno it fails with */

iconv_t
iconv_open(const char *to, const char *from)
{
    iconv_t (*function)(const char *, const char *);

    *(void **)&function = own("iconv_open");
    if (no_iconv) {
        errno = no_iconv;
        return (iconv_t)-1;
    }
    return function(to, from);
}

static const char *const sheets[] = {"a,\"b\"\"c\",d\r\ne\rf\n", "\"a\nb\",c\n",
                                     "甲,\"乙\"\r\n\"丙\"\r",
                                     "\xEF\xBB\xBF"
                                     "a,b",
                                     "\x8D\x62,\"\x89\xB3\"\r\n"};

/* Its rows, and how it ended. */
static enum itk_next
read_sheet(const char *path, itk_findings *found, struct itk_buf *rows,
           struct itk_error *err)
{
    itk_table *table =
        itk_csv_open(open(path, O_RDONLY), true, NULL, "t.csv", found);
    enum itk_next next;
    struct itk_row row;

    itk_buf_clear(rows);
    while ((next = table->next(table, &row, err)) == ITK_NEXT_RECORD) {
        for (size_t i = 0; i < row.count; i++) {
            itk_buf_adds(rows, row.cells[i].text);
            itk_buf_addc(rows, '|');
        }
        itk_buf_addc(rows, '\n');
    }
    table->free(table);
    return next;
}

/* Wherever reading fails, the rows before are right, and it is told. */
static void
test_sheet(void **state)
{
    const struct fault fault = {CALL_READ, EIO};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(sheets); i++) {
        struct itk_buf whole = ITK_BUF_INIT, rows = ITK_BUF_INIT;
        itk_findings *found = itk_findings_new();
        struct itk_error err = ITK_ERROR_INIT;
        unsigned hits = 1;

        put("t", sheets[i]);
        assert_int_equal(read_sheet("t", found, &whole, &err), ITK_NEXT_END);
        for (unsigned n = 1; hits; n++) {
            enum itk_next next;

            arm(&fault, n, false);
            calls.slow = calls.interrupted = true;
            next = read_sheet("t", found, &rows, &err);
            hits = disarm();
            assert_int_equal(next, hits ? ITK_NEXT_FAULT : ITK_NEXT_END);
            assert_memory_equal(rows.data, whole.data, rows.size);
            if (hits)
                assert_int_equal(err.id, ITK_MSG_FILE_READ);
            else
                assert_int_equal(rows.size, whole.size);
            itk_error_fini(&err);
            err = ITK_ERROR_INIT;
        }
        itk_findings_free(found);
        itk_buf_free(&whole);
        itk_buf_free(&rows);
    }
}

/* And wherever the file goes on in the next block. */
static void
test_sheet_blocks(void **state)
{
    const struct fault fault = {CALL_READ, EIO};
    const size_t block = 65536;

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(sheets); i++) {
        for (size_t cut = 0; cut <= strlen(sheets[i]); cut++) {
            itk_findings *found = itk_findings_new();
            struct itk_error err = ITK_ERROR_INIT;
            struct itk_buf text = ITK_BUF_INIT, rows = ITK_BUF_INIT;

            itk_buf_reserve(&text, block);
            while (text.size + cut + 1 < block)
                itk_buf_addc(&text, 'x');
            itk_buf_addc(&text, '\n');
            itk_buf_adds(&text, sheets[i]);
            put("t", text.data);
            arm(&fault, 2, false);
            assert_int_equal(read_sheet("t", found, &rows, &err),
                             ITK_NEXT_FAULT);
            assert_int_equal(disarm(), 1);
            assert_int_equal(err.id, ITK_MSG_FILE_READ);
            assert_true(rows.size >= block - cut);
            itk_error_fini(&err);
            itk_findings_free(found);
            itk_buf_free(&text);
            itk_buf_free(&rows);
        }
    }
}

static void
decode(void *blob)
{
    struct itk_buf utf8 = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;

    if (itk_xml_decode(blob, &utf8, &err))
        _exit(98);
}

/* Without the table of CP932: told as bytes that cannot be read. */
static void
test_no_table(void **state)
{
    static const char text[] =
        "<?xml version='1.0' encoding='Shift_JIS'?><a>\x88\xCF</a>";
    struct itk_blob blob = {"t.xml", text, sizeof(text) - 1, ITK_FAULT_CASE};
    struct itk_buf utf8 = ITK_BUF_INIT, rows = ITK_BUF_INIT;
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    bool ok;

    (void)state;
    put("t", sheets[4]);
    no_iconv = ENOMEM;
    assert_int_equal(status_of(decode, &blob), ITK_FAULT_MACHINE);
    no_iconv = EINVAL;
    ok = itk_xml_decode(&blob, &utf8, &err);
    assert_int_equal(err.id, ITK_MSG_XML_BAD_BYTES);
    itk_error_fini(&err);
    err = ITK_ERROR_INIT;
    assert_int_equal(read_sheet("t", found, &rows, &err), ITK_NEXT_FAULT);
    no_iconv = 0;
    assert_false(ok);
    assert_int_equal(err.id, ITK_MSG_CSV_MIXED);
    itk_error_fini(&err);
    itk_findings_free(found);
    itk_buf_free(&utf8);
    itk_buf_free(&rows);
}

#define TEST(name)                                                             \
    {                                                                          \
#name, test_##name, setup, teardown_calls, NULL                        \
    }

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(retire), TEST(read),     TEST(slow),         TEST(temporary),
        TEST(sheet),  TEST(no_table), TEST(sheet_blocks),
    };
    struct CMUnitTest groups[ITK_COUNT(works)];
    int failed;

    /* Where a sync takes no time. */
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
    for (size_t i = 0; i < ITK_COUNT(works); i++)
        groups[i] = (struct CMUnitTest){works[i].name, test_group, setup,
                                        teardown_calls, &works[i]};
    failed = cmocka_run_group_tests(groups, NULL, NULL);
    return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
