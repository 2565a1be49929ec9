/*
 * Documents as files: new, same, replaced, kept aside; groups; what a crash, a
 * second run or a planted link does to an output folder.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <time.h>

#include "app/stamps.h"
#include "test_deliver.h"

static struct row {
    const char *name;
    const char *recorded;     /* delivered before; NULL: nothing */
    const char *edited;       /* put there by hand then; NULL: nothing done */
    const char *link;         /* in its place a link to this */
    const char *lock;         /* Word's file beside it */
    bool aside_recorded;      /* an aside "N1" was made before */
    const char *aside_edited; /* and is this by now */
    const char *old;          /* what 旧版/ holds as number 1 */
    bool replace;             /* --replace-edited */
    /* "B" is delivered; then: */
    enum itk_delivered result;
    const char *at, *new_at, *new2_at, *old_at, *old2_at;
} rows[] = {
    {.name = "new", .result = ITK_DELIVERED_NEW, .at = "B"},
    {.name = "the same, recorded",
     .recorded = "B",
     .result = ITK_DELIVERED_SAME,
     .at = "B"},
    {.name = "the same, not recorded",
     .edited = "B",
     .result = ITK_DELIVERED_SAME,
     .at = "B"},
    {.name = "edited to the same",
     .recorded = "A",
     .edited = "B",
     .result = ITK_DELIVERED_SAME,
     .at = "B"},
    {.name = "recorded and untouched",
     .recorded = "A",
     .result = ITK_DELIVERED_REPLACED,
     .at = "B"},
    {.name = "edited",
     .recorded = "A",
     .edited = "E",
     .result = ITK_DELIVERED_ASIDE,
     .at = "E",
     .new_at = "B"},
    {.name = "edited, of the same size as what is new",
     .recorded = "A",
     .edited = "b",
     .result = ITK_DELIVERED_ASIDE,
     .at = "b",
     .new_at = "B"},
    {.name = "emptied by hand",
     .recorded = "A",
     .edited = "",
     .result = ITK_DELIVERED_ASIDE,
     .at = "",
     .new_at = "B"},
    {.name = "never ours",
     .edited = "E",
     .result = ITK_DELIVERED_ASIDE,
     .at = "E",
     .new_at = "B"},
    {.name = "edited, the one aside untouched",
     .recorded = "A",
     .edited = "E",
     .aside_recorded = true,
     .result = ITK_DELIVERED_ASIDE,
     .at = "E",
     .new_at = "B"},
    {.name = "edited, the one aside edited too",
     .recorded = "A",
     .edited = "E",
     .aside_recorded = true,
     .aside_edited = "F",
     .result = ITK_DELIVERED_ASIDE,
     .at = "E",
     .new_at = "F",
     .new2_at = "B"},
    {.name = "edited, the one aside equal",
     .recorded = "A",
     .edited = "E",
     .aside_edited = "B",
     .result = ITK_DELIVERED_ASIDE,
     .at = "E",
     .new_at = "B"},
    {.name = "edited, replaced by wish",
     .recorded = "A",
     .edited = "E",
     .replace = true,
     .result = ITK_DELIVERED_MOVED,
     .at = "B",
     .old_at = "E"},
    {.name = "edited, replaced by wish once more",
     .recorded = "A",
     .edited = "E",
     .old = "O",
     .replace = true,
     .result = ITK_DELIVERED_MOVED,
     .at = "B",
     .old_at = "O",
     .old2_at = "E"},
    {.name = "untouched, the wish does nothing",
     .recorded = "A",
     .replace = true,
     .result = ITK_DELIVERED_REPLACED,
     .at = "B"},
    {.name = "open in Word, short lock name",
     .recorded = "A",
     .lock = "~$ntract-annex.docx",
     .result = ITK_DELIVERED_ASIDE,
     .at = "A",
     .new_at = "B"},
    {.name = "open in Word, full lock name",
     .recorded = "A",
     .lock = "~$" FILE_NAME,
     .result = ITK_DELIVERED_ASIDE,
     .at = "A",
     .new_at = "B"},
    {.name = "open in Word, the wish waits",
     .recorded = "A",
     .edited = "E",
     .lock = "~$ntract-annex.docx",
     .replace = true,
     .result = ITK_DELIVERED_ASIDE,
     .at = "E",
     .new_at = "B"},
    {.name = "another document open in Word",
     .recorded = "A",
     .lock = "~$ntract-pledge.docx",
     .result = ITK_DELIVERED_REPLACED,
     .at = "B"},
    {.name = "open in Word, and the same",
     .recorded = "B",
     .lock = "~$ntract-annex.docx",
     .result = ITK_DELIVERED_SAME,
     .at = "B"},
    {.name = "a link planted",
     .link = "../../victim",
     .result = ITK_DELIVERED_ASIDE,
     .at = "V",
     .new_at = "B"},
    {.name = "a link planted, replaced by wish",
     .link = "../../victim",
     .replace = true,
     .result = ITK_DELIVERED_MOVED,
     .at = "B"},
    {.name = "a link to nothing",
     .link = "nothing",
     .result = ITK_DELIVERED_ASIDE,
     .new_at = "B"},
};

static void
lay(const struct row *row)
{
    char *lock;

    assert_int_equal(mkdir("out", 0700), 0);
    assert_int_equal(mkdir("out/c1", 0700), 0);
    put("victim", "V");
    if (row->recorded)
        assert_int_equal(deliver_as(row->recorded, false, NULL),
                         ITK_DELIVERED_NEW);
    if (row->edited)
        put(AT, row->edited);
    if (row->aside_recorded)
        assert_int_equal(deliver_as("N1", false, NULL), ITK_DELIVERED_ASIDE);
    if (row->aside_edited)
        put(NEW_AT, row->aside_edited);
    if (row->old) {
        assert_int_equal(mkdir("out/c1/旧版", 0700), 0);
        put(OLD_AT, row->old);
    }
    if (row->link)
        assert_int_equal(symlink(row->link, AT), 0);
    if (row->lock) {
        assert_true(asprintf(&lock, "out/c1/%s", row->lock) > 0);
        put(lock, "somebody");
        free(lock);
    }
}

static void
test_row(void **state)
{
    const struct row *row = ((const struct place *)*state)->row;
    const bool dangling = row->link && !row->at;
    struct stat info;
    char *aside;

    lay(row);
    /* Twice: the second run finds its own work, and changes nothing. */
    for (int run = 0; run < 2; run++) {
        const enum itk_delivered got = deliver_as("B", row->replace, &aside);

        if (run == 0 || row->result == ITK_DELIVERED_ASIDE)
            assert_int_equal(got, row->result);
        else
            assert_int_equal(got, ITK_DELIVERED_SAME);
        if (!dangling)
            holds(AT, row->at);
        holds(NEW_AT, row->new_at);
        holds(NEW2_AT, row->new2_at);
        if (!row->link)
            holds(OLD_AT, row->old_at);
        holds(OLD2_AT, row->old2_at);
        holds("victim", "V");
        assert_int_equal(aside != NULL, row->result == ITK_DELIVERED_ASIDE);
        if (aside)
            assert_string_equal(aside, row->new2_at
                                           ? "contract-annex.new2.docx"
                                           : "contract-annex.new.docx");
        free(aside);
    }
    if (row->link && row->replace) { /* the link itself went away */
        assert_int_equal(lstat(OLD_AT, &info), 0);
        assert_true(S_ISLNK(info.st_mode));
    }
    if (dangling)
        assert_int_equal(access("out/c1/nothing", F_OK), -1);
    /* What was delivered is ours by now: it may be replaced. */
    if (row->result != ITK_DELIVERED_ASIDE && !row->lock) {
        assert_int_equal(deliver_as("C", false, NULL), ITK_DELIVERED_REPLACED);
        holds(AT, "C");
    }
}

/* ---- groups ---- */

static void
test_group(void **state)
{
    struct itk_delivery group[ITK_DELIVER_GROUP];
    char folders[ITK_DELIVER_GROUP][16], files[ITK_DELIVER_GROUP][32];
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    umask(0022);
    for (unsigned i = 0; i < ITK_DELIVER_GROUP; i++) {
        snprintf(folders[i], sizeof(folders[i]), "r8-%03u", i / 5);
        snprintf(files[i], sizeof(files[i]), "様式第%u号.docx", i % 5);
        group[i] = made(folders[i], files[i], files[i]);
    }
    for (int run = 0; run < 2; run++) {
        itk_deliver *deliver = open_out("out", false, &err);

        assert_non_null(deliver);
        assert_true(itk_deliver_group(deliver, group, ITK_DELIVER_GROUP, &err));
        for (unsigned i = 0; i < ITK_DELIVER_GROUP; i++) {
            struct stat info;
            char *path;

            assert_int_equal(group[i].result,
                             run ? ITK_DELIVERED_SAME : ITK_DELIVERED_NEW);
            assert_true(asprintf(&path, "out/%s/%s", folders[i], files[i]) > 0);
            holds(path, files[i]);
            assert_int_equal(stat(path, &info), 0);
            assert_int_equal(info.st_mode & 07777, 0600);
            *strrchr(path, '/') = '\0';
            assert_int_equal(stat(path, &info), 0);
            free(path);
            assert_int_equal(info.st_mode & 0777, 0755);
        }
        assert_true(itk_deliver_group(deliver, group, 0, &err));
        itk_deliver_close(deliver);
    }
    assert_int_equal(temps(), 0);
}

/* The second cannot be renamed (its name came into being after the check, as
 * the first of the group): the first stays whole, and is recorded. */
static void
test_half_group(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery group[] = {made("c1", FILE_NAME, "A"),
                                   made("c1", FILE_NAME, "B")};
    itk_deliver *deliver = open_out("out", false, &err);

    (void)state;
    assert_non_null(deliver);
    assert_false(itk_deliver_group(deliver, group, 2, &err));
    assert_int_equal(err.id, ITK_MSG_DELIVER_WRITE);
    assert_non_null(strstr(err.text[ITK_EN], strerror(EEXIST)));
    itk_error_fini(&err);
    itk_deliver_close(deliver);
    assert_int_equal(temps(), 0);
    holds(AT, "A");
    assert_int_equal(deliver_as("C", false, NULL), ITK_DELIVERED_REPLACED);
}

/* ---- the folder ---- */

static void
test_locked(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_deliver *deliver;
    int status = -1;
    pid_t child;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    deliver = open_out("out", false, &err);
    assert_non_null(deliver);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        itk_deliver *second = open_out("out", false, &err);

        status = !second && err.id == ITK_MSG_DELIVER_LOCKED &&
                         err.fault == ITK_FAULT_MACHINE
                     ? 0
                     : 1;
        itk_error_fini(&err);
        itk_deliver_close(deliver); /* the parent's lock stays */
        _exit(status);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    fails_open(ITK_MSG_DELIVER_LOCKED, "out: ");
    itk_deliver_close(deliver);
    deliver = open_out("out", false, &err);
    assert_non_null(deliver);
    itk_deliver_close(deliver);
    itk_deliver_close(NULL);
    holds("out/.itaku-lock", "");
}

/* A folder that was made for nothing goes again; one that was there stays. */
static void
test_unused(void **state)
{
    const struct itk_deliver_options many = {.cases = ITK_DELIVER_SPREAD};
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    itk_deliver_close(itk_deliver_open("out", &many, &err));
    assert_int_equal(access("out", F_OK), -1);
    assert_int_equal(mkdir("out", 0700), 0);
    itk_deliver_close(open_out("out", false, &err));
    assert_int_equal(access("out", F_OK), 0);
}

/* Cut anywhere by a crash: the next run goes on, and what its lines no longer
 * say is found to be the same. */
static void
test_torn(void **state)
{
    size_t size, now, whole = 0;
    char *journal, *after;
    const char *last;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    assert_int_equal(deliver_as("B", false, NULL), ITK_DELIVERED_REPLACED);
    journal = get(JOURNAL, &size);
    last = strrchr(journal, '{');
    for (size_t cut = 0; cut <= size; cut++) {
        put_bytes(JOURNAL, journal, cut);
        assert_int_equal(deliver_as("B", false, NULL), ITK_DELIVERED_SAME);
        if (cut > 0 && journal[cut - 1] == '\n')
            whole = cut;
        /* The whole lines, then that of B unless it is one of them. */
        after = get(JOURNAL, &now);
        assert_memory_equal(after, journal, whole);
        assert_string_equal(after + whole, whole == size ? "" : last);
        free(after);
    }
    assert_int_equal(whole, size);
    free(journal);
}

/* A killed run left half a line, or a whole one that is damaged, and many files
 * that it had no time to record: the next run records all of them. */
static void
test_torn_many(void **state)
{
    struct itk_delivery group[] = {made("c1", FILE_NAME, "A"),
                                   made("c2", FILE_NAME, "B"),
                                   made("c3", FILE_NAME, "C")};
    struct itk_error err = ITK_ERROR_INIT;
    char *journal, *after;
    size_t size, now, first;
    itk_deliver *deliver;

    (void)state;
    deliver = open_out("out", false, &err);
    assert_non_null(deliver);
    assert_true(itk_deliver_group(deliver, group, 3, &err));
    itk_deliver_close(deliver);
    journal = get(JOURNAL, &size);
    first = (size_t)(strchr(journal, '\n') + 1 - journal);
    for (int damaged = 0; damaged < 2; damaged++) {
        const char *second = strchr(journal + first, '\n') + 1;

        journal[first + 20] ^= 1;
        put_bytes(JOURNAL, journal,
                  damaged ? (size_t)(second - journal) : first + 30);
        journal[first + 20] ^= 1;
        deliver = open_out("out", false, &err);
        assert_non_null(deliver);
        if (!itk_deliver_group(deliver, group, 3, &err))
            fail_msg("%s", err.text[ITK_EN]);
        for (int i = 0; i < 3; i++)
            assert_int_equal(group[i].result, ITK_DELIVERED_SAME);
        assert_true(itk_deliver_knows(deliver, "c2", FILE_NAME));
        assert_true(itk_deliver_knows(deliver, "c3", FILE_NAME));
        itk_deliver_close(deliver);
        after = get(JOURNAL, &now);
        assert_string_equal(after, journal);
        free(after);
    }
    free(journal);
}

static void
test_bad_line(void **state)
{
    size_t size;
    char *journal;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    assert_int_equal(deliver_as("B", false, NULL), ITK_DELIVERED_REPLACED);
    journal = get(JOURNAL, &size);
    journal[20] ^= 1;
    put_bytes(JOURNAL, journal, size);
    fails_open(ITK_MSG_MANIFEST_LINE, JOURNAL ":1: ");
    free(journal);
    journal = get(JOURNAL, &size); /* it is left as it was */
    assert_int_equal(journal[size - 1], '\n');
    free(journal);
    holds(AT, "B");
}

static void
test_stale(void **state)
{
    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    assert_int_equal(mkdir("out/c0", 0700), 0);
    assert_int_equal(mkdir("out/c1/.itaku-1-2.tmp", 0700), 0);
    put("victim", "V");
    put("out/c0/.itaku-99999999-0.tmp", "half"); /* a case not made today */
    put("out/c1/.itaku-99999999-1.tmp", "half");
    put("out/c1/.itaku-99999999-1.tmp~", "kept");
    put("out/c1/.itaku-x.tmp", "kept");
    assert_int_equal(symlink("../../victim", "out/c1/.itaku-9-9.tmp"), 0);
    put("out/.itaku-lock", "1"); /* that run was killed */
    {
        struct itk_error err = ITK_ERROR_INIT;

        itk_deliver_close(open_out("out", false, &err));
        assert_false(itk_error_is_set(&err));
    }
    holds("out/c0/.itaku-99999999-0.tmp", NULL);
    holds("out/c1/.itaku-99999999-1.tmp", NULL);
    holds("out/c1/.itaku-99999999-1.tmp~", "kept");
    holds("out/c1/.itaku-x.tmp", "kept");
    assert_int_equal(access("out/c1/.itaku-1-2.tmp", F_OK), 0);
    holds("out/c1/.itaku-9-9.tmp", "V");
    holds("victim", "V");
}

/* Only a run that was killed leaves anything: others do not look for it. */
static void
test_not_killed(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct stat lock;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    assert_int_equal(stat("out/.itaku-lock", &lock), 0);
    assert_int_equal(lock.st_size, 0);
    put("out/c1/.itaku-99999999-1.tmp", "half");
    itk_deliver_close(open_out("out", false, &err));
    holds("out/c1/.itaku-99999999-1.tmp", "half");
}

static void
looks(itk_deliver *deliver, const char *parts, enum itk_delivered want)
{
    assert_int_equal(itk_deliver_look(deliver, "c1", FILE_NAME, parts), want);
}

/* What need not be made again, and how it is found out. */
static void
test_current(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_deliver *deliver;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    deliver = open_out("out", false, &err);
    looks(deliver, "p", ITK_DELIVERED_SAME);
    looks(deliver, "p", ITK_DELIVERED_SAME);
    looks(deliver, "other parts", ITK_DELIVERED_REPLACED);
    assert_false(itk_deliver_knows(deliver, "c2", FILE_NAME));
    assert_true(itk_deliver_knows(deliver, "c1", FILE_NAME));
    put(AT, "B"); /* of one size with it */
    looks(deliver, "p", ITK_DELIVERED_ASIDE);
    put(AT, "A"); /* and back: by its bytes it is the recorded one */
    looks(deliver, "p", ITK_DELIVERED_SAME);
    assert_int_equal(unlink(AT), 0);
    looks(deliver, "p", ITK_DELIVERED_NEW);
    itk_deliver_close(deliver);
}

/* Where nothing is to be made: a folder that there is not, and one that another
 * run works in. */
static void
test_look(void **state)
{
    const struct itk_deliver_options only = {.look = true};
    struct itk_error err = ITK_ERROR_INIT;
    itk_deliver *deliver = itk_deliver_open("out", &only, &err), *other;

    (void)state;
    assert_non_null(deliver);
    looks(deliver, "p", ITK_DELIVERED_NEW);
    itk_deliver_close(deliver);
    assert_int_equal(access("out", F_OK), -1);
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    assert_int_equal(unlink("out/.itaku-index"), 0);
    other = open_out("out", false, &err);
    deliver = itk_deliver_open("out", &only, &err);
    assert_non_null(deliver);
    looks(deliver, "p", ITK_DELIVERED_SAME);
    looks(deliver, "q", ITK_DELIVERED_REPLACED);
    itk_deliver_close(deliver);
    assert_int_equal(access("out/.itaku-index", F_OK), -1);
    itk_deliver_close(other);
}

/* The file's times as far back as those of a run of yesterday. */
static void
age(const char *path)
{
    const struct timespec times[2] = {{1000000000, 0}, {1000000000, 0}};

    assert_int_equal(utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW), 0);
}

/* Stamps that hold save the reading; an index that is damaged, foreign or of
 * another manifest is passed over. */
static void
test_index(void **state)
{
    static const struct {
        const char *bytes;
    } spoilt[] = {
        {""}, {"itaku-1"}, {"something else, and long enough for it"}};
    struct itk_error err = ITK_ERROR_INIT;
    itk_deliver *deliver;
    char *index;
    size_t size;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    usleep(100000); /* its times are of the past, when the next run ends */
    deliver = open_out("out", false, &err);
    looks(deliver, "p", ITK_DELIVERED_SAME);
    itk_deliver_close(deliver);
    index = get("out/.itaku-index", &size);
    assert_int_equal(size, 32 + 24);
    for (size_t i = 0; i < 24; i += 8) /* inode and both times are there */
        assert_true(memcmp(index + 32 + i, "\0\0\0\0\0\0\0", 8) != 0);
    put(AT, "B");
    age(AT); /* by the size and the time of its bytes it could be the old one */
    deliver = open_out("out", false, &err);
    looks(deliver, "p", ITK_DELIVERED_ASIDE);
    itk_deliver_close(deliver);
    put(AT, "A");
    for (size_t i = 0; i < ITK_COUNT(spoilt); i++) {
        put("out/.itaku-index", spoilt[i].bytes);
        deliver = open_out("out", false, &err);
        looks(deliver, "p", ITK_DELIVERED_SAME);
        itk_deliver_close(deliver);
    }
    free(index);
}

/* Written to once more in the same tick, a file would keep its times: some file
 * systems have ticks of whole seconds. Clocks may be set back. */
static void
test_ticks(void **state)
{
    static const struct {
        int64_t ago, rest; /* seconds before this one, and ns into that */
        bool old;
    } moments[] = {{3, 0, true},
                   {0, 0, false},
                   {2, 1, true},
                   {-3, 0, false},
                   {-3, 1, false}};
    const int64_t second = 1000000000;

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(moments); i++) {
        struct itk_stamp stamp = {1, 0, 0};

        stamp.changed =
            (time(NULL) - moments[i].ago) * second + moments[i].rest;
        assert_int_equal(itk_stamp_is_old(&stamp), moments[i].old);
    }
}

/* Very many cases: folders above those of the cases, by the first run only. */
static void
test_spread(void **state)
{
    const struct itk_deliver_options many = {.cases = ITK_DELIVER_SPREAD};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery one = made("c1", FILE_NAME, "A");
    struct itk_buf folder = ITK_BUF_INIT;
    itk_deliver *deliver = itk_deliver_open("out", &many, &err);
    char path[64];

    (void)state;
    assert_non_null(deliver);
    assert_true(itk_deliver_group(deliver, &one, 1, &err));
    looks(deliver, "p", ITK_DELIVERED_SAME);
    itk_deliver_put_folder(deliver, "c1", &folder);
    assert_int_equal(folder.size, 5);
    assert_string_equal(folder.data + 2, "/c1");
    itk_deliver_close(deliver);
    snprintf(path, sizeof(path), "out/%s/" FILE_NAME, folder.data);
    holds(path, "A");
    holds(AT, NULL);
    one = made("c1", FILE_NAME, "B");
    deliver = open_out("out", false, &err); /* few, but it stays as it is */
    assert_true(itk_deliver_group(deliver, &one, 1, &err));
    assert_int_equal(one.result, ITK_DELIVERED_REPLACED);
    itk_deliver_close(deliver);
    holds(path, "B");
    itk_buf_free(&folder);
}

/* A folder that has files already is not laid out anew. */
static void
test_not_spread(void **state)
{
    const struct itk_deliver_options many = {.cases = ITK_DELIVER_SPREAD};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery one = made("c1", FILE_NAME, "B");
    itk_deliver *deliver;

    (void)state;
    assert_int_equal(deliver_as("A", false, NULL), ITK_DELIVERED_NEW);
    deliver = itk_deliver_open("out", &many, &err);
    assert_true(itk_deliver_group(deliver, &one, 1, &err));
    itk_deliver_close(deliver);
    holds(AT, "B");
}

/* A temporary of a process that had our number, made under our feet. */
static void
test_taken_temp(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_delivery one = made("c1", FILE_NAME, "A");
    itk_deliver *deliver;
    char *name;

    (void)state;
    put("victim", "V");
    assert_int_equal(mkdir("out", 0700), 0);
    assert_int_equal(mkdir("out/c1", 0700), 0);
    deliver = open_out("out", false, &err);
    assert_non_null(deliver);
    assert_true(asprintf(&name, "out/c1/.itaku-%ld-0.tmp", (long)getpid()) > 0);
    assert_int_equal(symlink("../../victim", name), 0);
    assert_true(itk_deliver_group(deliver, &one, 1, &err));
    itk_deliver_close(deliver);
    holds(AT, "A");
    holds("victim", "V");
    free(name);
}

static void
test_linked_folder(void **state)
{
    (void)state;
    assert_int_equal(mkdir("out", 0700), 0);
    assert_int_equal(mkdir("elsewhere", 0700), 0);
    assert_int_equal(symlink("../elsewhere", "out/c1"), 0);
    fails_one(made("c1", FILE_NAME, "A"), ITK_MSG_DELIVER_FOLDER, "out/c1: ");
    assert_int_equal(rmdir("elsewhere"), 0); /* nothing came into it */
}

static void
test_linked_manifest(void **state)
{
    (void)state;
    assert_int_equal(mkdir("out", 0700), 0);
    put("victim", "V");
    assert_int_equal(symlink("../victim", JOURNAL), 0);
    fails_open(ITK_MSG_DELIVER_READ, JOURNAL ": ");
    assert_int_equal(unlink(JOURNAL), 0);
    assert_int_equal(unlink("out/.itaku-lock"), 0);
    assert_int_equal(symlink("../victim", "out/.itaku-lock"), 0);
    fails_open(ITK_MSG_DELIVER_FOLDER, "out: ");
    holds("victim", "V");
}

static void
test_no_folder(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    put("out", "a file");
    fails_open(ITK_MSG_DELIVER_FOLDER, "out: ");
    holds("out", "a file");
    assert_null(open_out("none/out", false, &err));
    assert_int_equal(err.id, ITK_MSG_DELIVER_FOLDER);
    assert_non_null(strstr(err.text[ITK_EN], "none/out: "));
    assert_non_null(strstr(err.text[ITK_EN], strerror(ENOENT)));
    assert_int_equal(access("none", F_OK), -1);
    itk_error_fini(&err);
    assert_int_equal(unlink("out"), 0);
    assert_int_equal(mkdir("out", 0700), 0);
    put("out/c1", "a file");
    fails_one(made("c1", FILE_NAME, "A"), ITK_MSG_DELIVER_FOLDER, "out/c1: ");
}

static void
test_read_only(void **state)
{
    (void)state;
    if (geteuid() == 0) /* root may write everywhere */
        skip();
    assert_int_equal(mkdir("out", 0500), 0);
    fails_open(ITK_MSG_DELIVER_FOLDER, "out: ");
    assert_int_equal(chmod("out", 0700), 0);
    assert_int_equal(mkdir("out/c1", 0500), 0);
    fails_one(made("c1", FILE_NAME, "A"), ITK_MSG_DELIVER_WRITE, AT ": ");
    assert_int_equal(chmod("out/c1", 0700), 0);
}

static void
test_names(void **state)
{
    static const char *const bad[] = {"", ".", "..", "a/b", "../victim"};
    char name[301];

    (void)state;
    assert_int_equal(mkdir("out", 0700), 0);
    for (size_t i = 0; i < ITK_COUNT(bad); i++) {
        fails_one(made("c1", bad[i], "A"), ITK_MSG_DELIVER_NAME, "out/c1/");
        fails_one(made(bad[i], FILE_NAME, "A"), ITK_MSG_DELIVER_NAME, "out/");
    }
    memset(name, 'n', 300);
    name[300] = '\0';
    fails_one(made(name, FILE_NAME, "A"), ITK_MSG_DELIVER_NAME, "out/nnn");
    for (size_t size = 250; size <= 300; size++) {
        struct itk_error err = ITK_ERROR_INIT;
        itk_deliver *deliver = open_out("out", false, &err);
        struct itk_delivery one = made("c1", name, "A");

        strcpy(name + size - 5, ".docx");
        assert_non_null(deliver);
        assert_int_equal(itk_deliver_group(deliver, &one, 1, &err),
                         size <= 255);
        if (size > 255)
            assert_int_equal(err.id, ITK_MSG_DELIVER_NAME);
        itk_error_fini(&err);
        itk_deliver_close(deliver);
        memset(name, 'n', 300);
    }
    /* A name that has no room for .new beside it. */
    strcpy(name + 250, ".docx");
    {
        char path[400] = "out/c1/";

        put(strcat(path, name), "E");
        fails_one(made("c1", name, "B"), ITK_MSG_DELIVER_NAME, "out/c1/nnn");
        holds(path, "E");
    }
}

#define TEST(name)                                                             \
    {                                                                          \
#name, test_##name, setup, teardown, NULL                              \
    }

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(group),      TEST(half_group),    TEST(locked),
        TEST(torn),       TEST(bad_line),      TEST(stale),
        TEST(taken_temp), TEST(linked_folder), TEST(linked_manifest),
        TEST(no_folder),  TEST(read_only),     TEST(names),
        TEST(not_killed), TEST(current),       TEST(unused),
        TEST(look),       TEST(index),         TEST(spread),
        TEST(not_spread), TEST(torn_many),     TEST(ticks),
    };
    struct CMUnitTest table[ITK_COUNT(rows)];
    int failed;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        table[i] = (struct CMUnitTest){rows[i].name, test_row, setup, teardown,
                                       &rows[i]};
    failed = cmocka_run_group_tests(table, NULL, NULL);
    return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
