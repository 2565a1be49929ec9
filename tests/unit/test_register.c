/*
 * The register: cases and results through a file, what the file may be, and
 * what comes out of one that was tampered with.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "register/register.h"
#include "tests/support/tiny_guide.h"
#include "xml/xml.h"

struct state {
    struct itk_guide *guide;
    char folder[64], path[96];
};

static int
set_up(void **to)
{
    struct state *state = calloc(1, sizeof(*state));

    assert_non_null(state);
    state->guide = itk_tiny_guide_new();
    strcpy(state->folder, "/tmp/itaku-register-XXXXXX");
    assert_non_null(mkdtemp(state->folder));
    snprintf(state->path, sizeof(state->path), "%s/r.db", state->folder);
    *to = state;
    return 0;
}

static int
tear_down(void **to)
{
    struct state *state = *to;
    char command[128];

    snprintf(command, sizeof(command), "rm -rf '%s'", state->folder);
    assert_int_equal(system(command), 0);
    itk_tiny_guide_free(state->guide);
    free(state);
    return 0;
}

/* ---- what the tests do ---- */

static itk_case *
read_case(const struct state *state, const char *id, const char *body)
{
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_case *data;

    itk_buf_adds(&text, "<case id=\"");
    itk_buf_adds(&text, id);
    itk_buf_adds(&text, "\" guideline=\"");
    itk_buf_adds(&text, state->guide->id);
    itk_buf_adds(&text, "\">");
    itk_buf_adds(&text, body);
    itk_buf_adds(&text, "</case>");
    data = itk_case_load_xml(&(struct itk_blob){id, text.data, text.size, 1},
                             state->guide, found, &err);
    assert_non_null(data);
    assert_int_equal(itk_findings_errors(found), 0);
    itk_findings_free(found);
    itk_buf_free(&text);
    return data;
}

static itk_register *
open_it(const struct state *state, enum itk_register_mode mode)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_register *reg = itk_register_open(state->path, mode, &err);

    if (!reg)
        fail_msg("%s", err.text[ITK_EN]);
    return reg;
}

/* Opening must fail with that message. */
static void
refuses(const struct state *state, enum itk_register_mode mode, enum itk_msg id)
{
    struct itk_error err = ITK_ERROR_INIT;

    assert_null(itk_register_open(state->path, mode, &err));
    assert_int_equal(err.id, id);
    itk_error_fini(&err);
}

static enum itk_register_kept
keep(const struct state *state, const char *id, const char *body)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_register *reg = open_it(state, ITK_REGISTER_MAKE);
    itk_case *data = read_case(state, id, body);
    enum itk_register_kept kept;

    assert_true(itk_register_begin(reg, &err));
    assert_true(itk_register_put(reg, data, state->guide, NULL, &kept, &err));
    assert_true(itk_register_commit(reg, &err));
    itk_case_free(data);
    itk_register_close(reg);
    return kept;
}

/* The errors in the case as it comes out; `same` when it is that body's. */
static size_t
take(const struct state *state, const char *id, const char *body, bool *same)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_register *reg = open_it(state, ITK_REGISTER_READ);
    itk_findings *found = itk_findings_new();
    itk_case *want = read_case(state, id, body), *got;
    size_t errors;

    got = itk_register_case(reg, id, state->guide, found, &err);
    assert_non_null(got);
    *same = strcmp(itk_case_digest(got), itk_case_digest(want)) == 0;
    errors = itk_findings_errors(found);
    itk_case_free(want);
    itk_case_free(got);
    itk_findings_free(found);
    itk_register_close(reg);
    return errors;
}

/* Changes the file behind the register's back. */
static void
tamper(const struct state *state, const char *sql)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(state->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

#define WHOLE                                                                         \
    "<work><name>庁舎の清掃</name><purpose>\n一行目\n  二行目\n</purpose>" \
    "<start>2026-04-01</start><amount>1,200</amount></work>"                          \
    "<person><name>髙﨑</name><home><town>杜川</town></home></person>"            \
    "<place><name>一階</name><kind>inside</kind></place>"                           \
    "<place><name>二階</name></place><worker none=\"yes\"/>"

/* ---- cases ---- */

static void
test_round_trip(void **to)
{
    const struct state *state = *to;
    bool same;

    assert_int_equal(keep(state, "c1", WHOLE), ITK_KEPT_NEW);
    assert_int_equal(keep(state, "c2", ""), ITK_KEPT_NEW);
    assert_int_equal(take(state, "c1", WHOLE, &same), 0);
    assert_true(same);
    assert_int_equal(take(state, "c2", "", &same), 0);
    assert_true(same);
    /* A list without members is not one that nothing is said of. */
    assert_int_equal(take(state, "c2", "<worker none=\"yes\"/>", &same), 0);
    assert_false(same);
}

static void
test_again(void **to)
{
    const struct state *state = *to;
    bool same;

    assert_int_equal(keep(state, "c1", WHOLE), ITK_KEPT_NEW);
    assert_int_equal(keep(state, "c1", WHOLE), ITK_KEPT_SAME);
    assert_int_equal(keep(state, "c1", "<work><name>清掃</name></work>"),
                     ITK_KEPT_CHANGED);
    /* Nothing of what it was is left. */
    assert_int_equal(take(state, "c1", "<work><name>清掃</name></work>", &same),
                     0);
    assert_true(same);
}

static void
test_twice_in_one(void **to)
{
    const struct state *state = *to;
    struct itk_error err = ITK_ERROR_INIT;
    itk_register *reg = open_it(state, ITK_REGISTER_MAKE);
    itk_case *data = read_case(state, "c1", WHOLE);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_register_rows rows;
    enum itk_register_kept kept;

    assert_true(itk_register_begin(reg, &err));
    assert_true(itk_register_put(reg, data, state->guide, NULL, &kept, &err));
    assert_false(itk_register_put(reg, data, state->guide, NULL, &kept, &err));
    assert_int_equal(err.id, ITK_MSG_REGISTER_TWICE);
    itk_error_fini(&err);
    itk_register_close(reg);
    /* Not committed: nothing of it is there. */
    reg = open_it(state, ITK_REGISTER_READ);
    assert_true(itk_register_rows(reg, &arena, &rows, &err));
    assert_int_equal(rows.count, 0);
    itk_register_close(reg);
    itk_arena_fini(&arena);
    itk_case_free(data);
}

/* ---- results ---- */

static void
test_results(void **to)
{
    const struct state *state = *to;
    const struct itk_result first = {.case_id = "c1",
                                     .date = "2026-01-22",
                                     .meeting = "",
                                     .verdict = ITK_RULING_CONTINUED,
                                     .conditions = "",
                                     .grounds = "a"};
    struct itk_result later = {.case_id = "c1",
                               .date = "2026-02-10",
                               .meeting = "第5回",
                               .verdict = ITK_RULING_REFUSED,
                               .conditions = "",
                               .grounds = "a b"};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_results results;
    itk_register *reg;

    (void)keep(state, "c1", WHOLE);
    reg = open_it(state, ITK_REGISTER_WRITE);
    assert_true(itk_register_begin(reg, &err));
    assert_true(itk_register_put_result(reg, &later, &err));
    later.verdict = ITK_RULING_CONDITIONAL;
    later.conditions = "一\n二";
    assert_true(itk_register_put_result(reg, &later, &err));
    assert_true(itk_register_put_result(reg, &first, &err));
    assert_true(itk_register_commit(reg, &err));
    assert_true(itk_register_results(reg, "c1", &arena, &results, &err));
    assert_int_equal(results.count, 2);
    assert_string_equal(results.at[0].date, "2026-01-22");
    assert_int_equal(results.at[0].verdict, ITK_RULING_CONTINUED);
    assert_string_equal(results.at[0].meeting, "");
    assert_int_equal(results.at[1].verdict, ITK_RULING_CONDITIONAL);
    assert_string_equal(results.at[1].conditions, "一\n二");
    assert_string_equal(results.at[1].grounds, "a b");
    assert_true(itk_register_results(reg, "c2", &arena, &results, &err));
    assert_int_equal(results.count, 0);
    itk_register_close(reg);
    itk_arena_fini(&arena);
    /* Importing the case anew does not lose them. */
    assert_int_equal(keep(state, "c1", ""), ITK_KEPT_CHANGED);
    reg = open_it(state, ITK_REGISTER_READ);
    assert_true(itk_register_results(reg, NULL, &arena, &results, &err));
    assert_int_equal(results.count, 2);
    itk_register_close(reg);
    itk_arena_fini(&arena);
}

static void
test_verdict_names(void **to)
{
    enum itk_ruling verdict;

    (void)to;
    assert_true(itk_ruling_named("条件付承認", &verdict));
    assert_int_equal(verdict, ITK_RULING_CONDITIONAL);
    assert_true(itk_ruling_named("refused", &verdict));
    assert_int_equal(verdict, ITK_RULING_REFUSED);
    assert_false(itk_ruling_named("承認する", &verdict));
    assert_false(itk_ruling_named("", &verdict));
}

/* ---- the file ---- */

static void
test_mode(void **to)
{
    const struct state *state = *to;
    const mode_t mask = umask(0);
    struct stat st;

    (void)keep(state, "c1", WHOLE);
    umask(mask);
    assert_int_equal(stat(state->path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
}

static void
test_what_the_file_is(void **to)
{
    const struct state *state = *to;

    refuses(state, ITK_REGISTER_READ, ITK_MSG_REGISTER_NONE);
    refuses(state, ITK_REGISTER_WRITE, ITK_MSG_REGISTER_NONE);
    (void)keep(state, "c1", WHOLE);
    tamper(state, "PRAGMA user_version = 1000");
    refuses(state, ITK_REGISTER_READ, ITK_MSG_REGISTER_NEWER);
    refuses(state, ITK_REGISTER_MAKE, ITK_MSG_REGISTER_NEWER);
    tamper(state, "PRAGMA application_id = 7");
    refuses(state, ITK_REGISTER_MAKE, ITK_MSG_REGISTER_OTHER);
    tamper(state, "PRAGMA application_id = 0; PRAGMA user_version = 0");
    refuses(state, ITK_REGISTER_MAKE, ITK_MSG_REGISTER_OTHER);
    assert_int_equal(chmod(state->path, 0400), 0);
    refuses(state, ITK_REGISTER_WRITE, ITK_MSG_REGISTER_READ_ONLY);
}

/* Whatever hands have done to a register, a case that comes out of it has gone
 * through the dictionary. */
static void
test_tampered(void **to)
{
    static const char *const rows[] = {
        "UPDATE case_value SET value = 'soon' WHERE field = 'work.start'",
        "UPDATE case_value SET field = 'work.nothing'"
        " WHERE field = 'work.start'",
        "UPDATE case_value SET member = 1 WHERE field = 'work.start'",
        "UPDATE case_value SET member = 3 WHERE field = 'place.kind'",
        "UPDATE case_value SET member = 0 WHERE field = 'place.kind'",
        "UPDATE case_list SET members = 1 WHERE list = 'place'",
        "UPDATE case_list SET members = 3 WHERE list = 'place'",
        "UPDATE case_list SET members = 9999999999 WHERE list = 'place'",
        "UPDATE case_list SET members = 0 WHERE list = 'place'",
        "UPDATE case_list SET list = 'work' WHERE list = 'place'",
        "DELETE FROM case_list WHERE list = 'place'",
        "UPDATE case_value SET value = '一階' WHERE field = 'place.name'",
        "UPDATE case_value SET value = 'a' || char(10) || 'b' || char(7)"
        " WHERE field = 'work.name'",
    };
    struct state *state = *to;
    bool same;

    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        snprintf(state->path, sizeof(state->path), "%s/r%zu.db", state->folder,
                 i);
        (void)keep(state, "c1", WHOLE);
        tamper(state, rows[i]);
        if (!take(state, "c1", WHOLE, &same))
            fail_msg("no error after: %s", rows[i]);
    }
}

/* A trigger or view that came with the file does nothing. */
static void
test_stranger(void **to)
{
    const struct state *state = *to;
    bool same;

    (void)keep(state, "c1", "");
    tamper(state, "CREATE TRIGGER evil AFTER INSERT ON case_value BEGIN"
                  " UPDATE cases SET title = 'evil'; END;"
                  "CREATE TRIGGER worse BEFORE DELETE ON case_list BEGIN"
                  " SELECT raise(ABORT, 'no'); END;");
    assert_int_equal(keep(state, "c1", WHOLE), ITK_KEPT_CHANGED);
    assert_int_equal(keep(state, "c1", ""), ITK_KEPT_CHANGED);
    assert_int_equal(take(state, "c1", "", &same), 0);
    assert_true(same);
    tamper(state, "DROP TABLE field; CREATE VIEW field AS SELECT 1 AS id");
    {
        struct itk_error err = ITK_ERROR_INIT;
        itk_register *reg = open_it(state, ITK_REGISTER_WRITE);
        itk_case *data = read_case(state, "c3", WHOLE);
        enum itk_register_kept kept;

        assert_true(itk_register_begin(reg, &err));
        assert_false(
            itk_register_put(reg, data, state->guide, NULL, &kept, &err));
        assert_int_equal(err.id, ITK_MSG_REGISTER_DAMAGED);
        itk_error_fini(&err);
        itk_case_free(data);
        itk_register_close(reg);
    }
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_round_trip),       TEST(test_again),
        TEST(test_twice_in_one),     TEST(test_results),
        TEST(test_verdict_names),    TEST(test_mode),
        TEST(test_what_the_file_is), TEST(test_tampered),
        TEST(test_stranger),
    };
    int failed;

    itk_xml_init();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    itk_xml_done();
    return failed;
}
