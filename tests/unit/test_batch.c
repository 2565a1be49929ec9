/*
 * A batch passes over the cases that were done before, and only over these:
 * whatever goes into a case, or came out of it, is changed here, one at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>
#include <time.h>

#include "app/batch.h"
#include "app/kept.h"
#include "test_deliver.h"
#include "tests/support/sample_docx.h"
#include "tests/unit/test_town.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define CASES   3
#define ANNEX   "share/templates/town/annex/2023-04-01.docx"
#define CLAUSES "share/clauses/town/"
#define HEAD                                                                   \
    "id,guideline,work.name,work.big,work.bad,work.fee,work.start,contract."   \
    "date,place\n"
#define ROW(id) id ",town,work " id ",no,no,1," DATE "," DATE ",yes\n"
#define DATE    "2024-04-01"
#define PLACES                                                                 \
    "id,place.name,place.kind,place.lock\n"                                    \
    "a,room,inside,yes\na,hall,inside,no\nb,room,inside,no\nb,hall,inside,"    \
    "no\nc,room,inside,no\nc,hall,inside,no\n"

/* What a run is asked to do. */
struct ask {
    const char *program, *build;
    const char *const *documents;
    size_t documents_count;
    const char *input;
    bool dry, told, edited; /* told: what documents wait for */
};

/* What it did. */
struct seen {
    bool done[CASES];
    size_t made[CASES]; /* documents */
    size_t counts[ITK_DELIVERED_RESULTS];
    size_t cases, faulty;
};

static const struct ask usual = {
    .program = "itaku 1", .build = "b1", .input = "cases"};

static void
put_template(const char *path, const char *body)
{
    const struct sample_docx sample = {.body = body};
    struct itk_buf docx = ITK_BUF_INIT;

    sample_docx_write(&sample, &docx);
    put_bytes(path, docx.data, docx.size);
    itk_buf_free(&docx);
}

static void
make_folders(void)
{
    static const char *const folders[] = {
        "cases",
        "share",
        "share/clauses",
        "share/clauses/town",
        "share/clauses/town/mandatory",
        "share/clauses/town/measures",
        "share/clauses/town/required",
        "share/clauses/town/supplementary",
        "share/templates",
        "share/templates/town",
        "share/templates/town/annex",
        "share/templates/town/site",
    };

    for (size_t i = 0; i < ITK_COUNT(folders); i++)
        assert_int_equal(mkdir(folders[i], 0700), 0);
}

/* The town on disk, and a ledger of three cases: `a` has a site besides. */
static void
make_share(void)
{
    make_folders();
    put(CLAUSES "documents.xml", town_documents);
    put(CLAUSES "fields.xml", town_fields);
    put(CLAUSES "guideline.xml", town_guideline);
    put(CLAUSES "rules.xml", town_rules);
    put(CLAUSES "mandatory/m1.xml", town_m1);
    put(CLAUSES "mandatory/m2.xml", town_m2);
    put(CLAUSES "measures/a1.xml", town_a1);
    put(CLAUSES "measures/a2.xml", town_a2);
    put(CLAUSES "required/r1.xml", town_r1);
    put(CLAUSES "supplementary/s1.xml", town_s1);
    put_template(ANNEX, P("{work.name}") P("{@clauses}"));
    put_template("share/templates/town/site/2023-04-01.docx",
                 P("{place.name}"));
    put("cases/case.csv", HEAD ROW("a") ROW("b") ROW("c"));
    put("cases/place.csv", PLACES);
}

static void
see(void *self, const struct itk_batch_case *one)
{
    struct seen *seen = self;

    assert_in_range(one->number, 1, CASES);
    seen->done[one->number - 1] = one->done;
    seen->made[one->number - 1] = one->made_count;
    seen->cases++;
    seen->faulty +=
        itk_error_is_set(&one->err) || (one->work.data && !one->work.plans);
    if (one->done) {
        assert_non_null(one->work.guide);
        assert_non_null(one->id);
    }
    for (size_t i = 0; i < one->made_count; i++)
        seen->counts[one->made[i].delivery.result]++;
}

static struct seen
run(const struct ask *ask)
{
    const char *const paths[] = {ask->input};
    const struct itk_deliver_options options = {.look = ask->dry,
                                                .replace_edited = ask->edited};
    struct itk_error err = ITK_ERROR_INIT;
    struct seen seen = {0};
    struct itk_batch how = {
        .terms = {ask->program, ask->build, ask->documents,
                  ask->documents_count},
        .terse = !ask->told,
        .threads = 2,
        .dry = ask->dry,
        .shard = {1, 1},
        .report = see,
        .self = &seen,
    };

    how.store = itk_store_new("share");
    how.cases = itk_cases_new(how.store, paths, 1);
    how.deliver = itk_deliver_open("out", &options, &err);
    if (!how.deliver || !itk_batch_run(&how, &err))
        fail_msg("%s", err.text[ITK_EN]);
    itk_deliver_close(how.deliver);
    itk_cases_free(how.cases);
    itk_store_free(how.store);
    return seen;
}

static size_t
count_done(const struct seen *seen)
{
    size_t count = 0;

    for (size_t i = 0; i < CASES; i++)
        count += seen->done[i];
    return count;
}

/* ---- changes ---- */

static void
replace(const char *path, const char *from, const char *to)
{
    struct itk_buf out = ITK_BUF_INIT;
    size_t size;
    char *text = get(path, &size);
    const char *at = strstr(text, from);

    assert_non_null(at);
    itk_buf_add(&out, text, (size_t)(at - text));
    itk_buf_adds(&out, to);
    itk_buf_adds(&out, at + strlen(from));
    put(path, out.data);
    itk_buf_free(&out);
    free(text);
}

static void
no_change(void)
{
}

static void
change_field(void)
{
    replace("cases/case.csv", "work b", "WORK b");
}

/* "ab" and "c" for "a" and "bc": texts are not run together. */
static void
change_border(void)
{
    replace("cases/place.csv", "b,room,inside,no\nb,hall,inside,no",
            "b,roo,inside,no\nb,mhall,inside,no");
}

static void
change_member(void)
{
    replace("cases/place.csv", "b,room,inside,no", "b,shed,inside,no");
}

static void
add_member(void)
{
    replace("cases/place.csv", "c,room,inside,no",
            "c,attic,inside,no\nc,room,inside,no");
}

static void
add_site(void)
{
    replace("cases/place.csv", "c,room,inside,no", "c,room,inside,yes");
}

static void
change_order(void)
{
    replace("cases/place.csv", "b,room,inside,no\nb,hall,inside,no",
            "b,hall,inside,no\nb,room,inside,no");
}

static void
change_others(void)
{
    replace("cases/case.csv", ROW("a") ROW("b"), ROW("b") ROW("a"));
    replace("cases/place.csv", "a,room,inside,yes\na,hall,inside,no\n", "");
    replace("cases/place.csv", "c,room",
            "a,room,inside,yes\na,hall,inside,no\nc,room");
}

static void
change_clause(void)
{
    replace(CLAUSES "mandatory/m1.xml", "前文", "前書");
}

static void
change_rule(void)
{
    replace(CLAUSES "measures/a2.xml", "<yes field='place.lock'/>",
            "<not><yes field='place.lock'/></not>");
}

static void
change_rules_file(void)
{
    replace(CLAUSES "rules.xml", "'可'", "'適'");
}

static void
change_template(void)
{
    put_template(ANNEX, P("{work.name}!") P("{@clauses}"));
}

static void
add_template(void)
{
    put_template("share/templates/town/annex/2023-04-02.docx",
                 P("{work.name}?") P("{@clauses}"));
}

static void
edit_file(void)
{
    put("out/b/b_別紙.docx", "edited");
}

static void
remove_file(void)
{
    assert_int_equal(unlink("out/a/a_場_001.docx"), 0);
}

static void
touch_file(void)
{
    const struct timespec times[] = {{1, 0}, {1, 0}};

    assert_int_equal(utimensat(AT_FDCWD, "out/c/c_別紙.docx", times, 0), 0);
}

static void
drop_stamps(void)
{
    assert_int_equal(unlink("out/.itaku-index"), 0);
}

static const char *const annex_only[] = {"annex"};
static const char *const two[] = {"annex", "site"};

static struct row {
    const char *name;
    void (*change)(void);
    struct ask ask; /* program NULL: as usual */
    size_t done;    /* cases passed over */
    size_t replaced, made, same, aside;
} rows[] = {
    {"nothing", no_change, {0}, 3, 0, 0, 4, 0},
    {"the program",
     no_change,
     {"itaku 2", "b1", .input = "cases"},
     0,
     0,
     0,
     4,
     0},
    {"its build",
     no_change,
     {"itaku 1", "b2", .input = "cases"},
     0,
     0,
     0,
     4,
     0},
    {"no build known",
     no_change,
     {"itaku 1", NULL, .input = "cases"},
     0,
     0,
     0,
     4,
     0},
    {"only the annex",
     no_change,
     {"itaku 1", "b1", annex_only, 1, .input = "cases"},
     0,
     0,
     0,
     3,
     0},
    {"a field", change_field, {0}, 2, 1, 0, 3, 0},
    {"a row of a list", change_member, {0}, 2, 1, 0, 3, 0},
    {"where one text ends", change_border, {0}, 2, 1, 0, 3, 0},
    {"one row more", add_member, {0}, 2, 1, 0, 3, 0},
    {"one document more", add_site, {0}, 2, 1, 1, 3, 0},
    {"the order of members", change_order, {0}, 2, 1, 0, 3, 0},
    {"the order of cases", change_others, {0}, 3, 0, 0, 4, 0},
    {"a clause", change_clause, {0}, 0, 3, 0, 1, 0},
    {"a condition", change_rule, {0}, 0, 2, 0, 2, 0},
    {"a rule", change_rules_file, {0}, 0, 0, 0, 4, 0},
    {"a template", change_template, {0}, 0, 3, 0, 1, 0},
    {"a template of a later date", add_template, {0}, 0, 0, 0, 4, 0},
    {"an edited file", edit_file, {0}, 2, 0, 0, 3, 1},
    {"a file that is gone", remove_file, {0}, 2, 0, 1, 3, 0},
    {"a file with other times", touch_file, {0}, 3, 0, 0, 4, 0},
    {"no stamps", drop_stamps, {0}, 3, 0, 0, 4, 0},
};

static void
test_change(void **state)
{
    const struct row *row = ((struct place *)*state)->row;
    const struct ask *ask = row->ask.program ? &row->ask : &usual;
    struct ask dry = *ask;
    struct seen seen;

    make_share();
    seen = run(&usual);
    assert_int_equal(count_done(&seen), 0);
    assert_int_equal(seen.counts[ITK_DELIVERED_NEW], 4);
    assert_int_equal(seen.made[0], 2);
    row->change();
    dry.dry = true;
    for (int i = 0; i < 2; i++) { /* first only looking */
        seen = run(i ? ask : &dry);
        assert_int_equal(seen.cases, CASES);
        assert_int_equal(seen.faulty, 0);
        assert_int_equal(count_done(&seen), row->done);
        assert_int_equal(seen.counts[ITK_DELIVERED_REPLACED], row->replaced);
        assert_int_equal(seen.counts[ITK_DELIVERED_NEW], row->made);
        assert_int_equal(seen.counts[ITK_DELIVERED_SAME], row->same);
        assert_int_equal(seen.counts[ITK_DELIVERED_ASIDE], row->aside);
    }
    seen = run(ask); /* what was put aside is said each time */
    assert_int_equal(count_done(&seen), ask->build ? CASES - row->aside : 0);
    assert_int_equal(seen.counts[ITK_DELIVERED_SAME],
                     row->replaced + row->made + row->same);
}

/* ---- what is remembered ---- */

/* A case that is what it was two runs ago, while its files are not. */
static void
test_there_and_back(void **state)
{
    struct seen seen;

    (void)state;
    make_share();
    (void)run(&usual);
    /* Who adds what is there already is told so each time. */
    replace("cases/case.csv", "work b", "other b");
    put("cases/override.csv",
        "id,override.clause,override.action,override.reason\n"
        "b,m1,include,why\n");
    seen = run(&usual);
    assert_int_equal(count_done(&seen), 2);
    assert_int_equal(seen.counts[ITK_DELIVERED_REPLACED], 1);
    replace("cases/case.csv", "other b", "work b");
    assert_int_equal(unlink("cases/override.csv"), 0);
    seen = run(&usual);
    assert_int_equal(count_done(&seen), 2);
    assert_int_equal(seen.counts[ITK_DELIVERED_REPLACED], 1);
}

/* What documents wait for is told each time, to whom it is told. */
static void
test_waiting(void **state)
{
    struct ask told = usual, named = usual;
    struct seen seen;

    (void)state;
    make_share();
    replace("cases/case.csv", ",town,work a,no", ",town,,no");
    told.told = true;
    seen = run(&told); /* of `a`, only the site can be made */
    assert_int_equal(seen.counts[ITK_DELIVERED_NEW], 3);
    seen = run(&told);
    assert_false(seen.done[0]);
    assert_int_equal(count_done(&seen), 2);
    seen = run(&usual);
    assert_int_equal(count_done(&seen), 3);
    assert_int_equal(seen.counts[ITK_DELIVERED_SAME], 3);
    named.documents = two; /* one of them cannot be made: a fault, each time */
    named.documents_count = 2;
    (void)run(&named);
    seen = run(&named);
    assert_false(seen.done[0]);
    assert_true(seen.faulty == 0 && count_done(&seen) == 0);
}

/* A manifest without such lines is as good as before. */
static void
test_old_manifest(void **state)
{
    struct seen seen;

    (void)state;
    make_share();
    (void)run(&usual);
    assert_int_equal(system("sed -i '/\"waiting\"/d' " JOURNAL), 0);
    assert_int_equal(system("grep -q waiting " JOURNAL), 256);
    seen = run(&usual);
    assert_int_equal(count_done(&seen), 0);
    assert_int_equal(seen.counts[ITK_DELIVERED_SAME], 4);
    seen = run(&usual);
    assert_int_equal(count_done(&seen), 3);
}

/* In a manifest that was merged, the files of a case are elsewhere. */
static void
test_merged(void **state)
{
    static const char *const parts[] = {"all/out"};
    struct itk_error err = ITK_ERROR_INIT;
    struct seen seen;
    size_t files;

    (void)state;
    make_share();
    (void)run(&usual);
    assert_int_equal(mkdir("all", 0700), 0);
    assert_int_equal(rename("out", "all/out"), 0);
    assert_true(itk_kept_merge("all", parts, 1, &files, &err));
    assert_int_equal(files, 4);
    assert_int_equal(system("grep -c '\"files\":.\"out/' all/" ITK_MANIFEST_NAME
                            " | grep -qx 3"),
                     0);
    assert_int_equal(rename("all", "out"), 0);
    seen = run(&usual);
    assert_int_equal(count_done(&seen), 0);
    assert_int_equal(seen.counts[ITK_DELIVERED_NEW], 4);
}

/* The same from JSON and XML, which are taken byte by byte. */
static void
test_bytes(void **state)
{
    static const char *const files[] = {"c.json", "c.xml"};
    static const char *const from[] = {"\"room\"", ">room<"};
    static const char *const to[] = {"\"shed\"", ">shed<"};

    (void)state;
    make_share();
    put("c.json",
        "{\"id\":\"j\",\"guideline\":\"town\",\"work\":{\"name\":\"w\","
        "\"big\":\"no\",\"bad\":\"no\",\"fee\":1,\"start\":\"" DATE "\"},"
        "\"contract\":{\"date\":\"" DATE "\"},\"place\":["
        "{\"name\":\"room\",\"kind\":\"inside\",\"lock\":\"no\"},"
        "{\"name\":\"hall\",\"kind\":\"inside\",\"lock\":\"no\"}]}");
    put("c.xml",
        "<case id='x' guideline='town'><work><name>w</name><big>no</big>"
        "<bad>no</bad><fee>1</fee><start>" DATE "</start></work><contract>"
        "<date>" DATE "</date></contract><place><name>room</name>"
        "<kind>inside</kind><lock>no</lock></place><place><name>hall</name>"
        "<kind>inside</kind><lock>no</lock></place></case>");
    for (size_t i = 0; i < ITK_COUNT(files); i++) {
        struct ask ask = usual;
        struct seen seen;

        ask.input = files[i];
        seen = run(&ask);
        assert_int_equal(seen.counts[ITK_DELIVERED_NEW], 1);
        seen = run(&ask);
        assert_int_equal(count_done(&seen), 1);
        replace(files[i], from[i], to[i]);
        seen = run(&ask);
        assert_int_equal(count_done(&seen), 0);
        assert_int_equal(seen.counts[ITK_DELIVERED_REPLACED], 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_there_and_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_waiting, setup, teardown),
        cmocka_unit_test_setup_teardown(test_old_manifest, setup, teardown),
        cmocka_unit_test_setup_teardown(test_merged, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bytes, setup, teardown),
    };
    struct CMUnitTest table[ITK_COUNT(rows)];
    int failed;

    itk_xml_init();
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        table[i] = (struct CMUnitTest){rows[i].name, test_change, setup,
                                       teardown, &rows[i]};
    failed = cmocka_run_group_tests_name("batch", tests, NULL, NULL) +
             cmocka_run_group_tests_name("changes", table, NULL, NULL);
    itk_xml_done();
    return failed;
}
