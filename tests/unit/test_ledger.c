/*
 * Ledgers from tables: headers in every form, kinds of cells, lists, and what
 * is said about faults. The tables are made here, without a file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "input/columns.h"
#include "input/intake.h"
#include "input/ledger.h"
#include "tests/support/small_guide.h"
#include "tests/support/tiny_guide.h"
#include "xml/xml.h"

/* ---- tables of text: rows end with \n, cells with |; the first character of
 * a cell tells its kind, N D Y B E, or ' for text; h before a row hides it ----
 */

struct table {
    itk_table table;
    const char *at;
    long row;
    struct itk_buf text;
    struct itk_cell cells[32];
};

static enum itk_cell_kind
kind_of(char c)
{
    static const char kinds[] = "'NDYBE";

    return (enum itk_cell_kind)(strchr(kinds, c) - kinds);
}

static enum itk_next
next_row(itk_table *table, struct itk_row *row, struct itk_error *err)
{
    struct table *t = (struct table *)(void *)table;
    size_t column = 0, size;

    (void)err;
    do {
        if (!*t->at)
            return ITK_NEXT_END;
        *row = (struct itk_row){.number = ++t->row, .cells = t->cells};
        row->hidden = *t->at == 'h';
        t->at += row->hidden;
        itk_buf_clear(&t->text);
        itk_buf_reserve(&t->text, 4096);
        for (column = 0; *t->at != '\n'; column++) {
            size = strcspn(t->at, "|\n");
            if (size) {
                t->cells[row->count++] =
                    (struct itk_cell){column, kind_of(*t->at),
                                      t->text.data + t->text.size, size - 1};
                itk_buf_add(&t->text, t->at + 1, size - 1);
                itk_buf_addc(&t->text, '\0');
            }
            t->at += size + (t->at[size] == '|');
        }
        t->at++;
    } while (!row->count);
    return ITK_NEXT_RECORD;
}

static void
free_table(itk_table *table)
{
    struct table *t = (struct table *)(void *)table;

    itk_buf_free(&t->text);
    free(t);
}

struct book {
    itk_book book;
    const char *const *texts;
};

static itk_table *
open_table(itk_book *book, size_t index, struct itk_error *err)
{
    const struct book *b = (const struct book *)(const void *)book;
    struct table *t = itk_alloc(sizeof(*t));

    (void)err;
    *t = (struct table){.table = {.file = book->file,
                                  .sheet = book->names[index],
                                  .next = next_row,
                                  .free = free_table},
                        .at = b->texts[index],
                        .text = ITK_BUF_INIT};
    return &t->table;
}

static void
free_book(itk_book *book)
{
    free(book);
}

static const struct itk_guide *
find_guide(void *self, const char *id, struct itk_error *err)
{
    if (!id || !strcmp(id, "tiny"))
        return self;
    (void)itk_fail(err, ITK_FAULT_CASE, (struct itk_loc){0},
                   ITK_MSG_STORE_NO_GUIDE, ITK_ARGS(id));
    return NULL;
}

/* ---- what a ledger gives: the cases as JSON, one a line, then what was said,
 * with its place ---- */

static void
put_said(struct itk_buf *out, const char *text)
{
    const char *id = strrchr(text, '[');
    const char *end = strstr(text, ": ");

    itk_buf_addc(out, '!');
    itk_buf_add(out, text, (size_t)(end - text));
    itk_buf_addc(out, ' ');
    itk_buf_adds(out, id);
    itk_buf_addc(out, '\n');
}

static void
put_found(struct itk_buf *out, const itk_findings *found)
{
    for (size_t i = 0; i < itk_findings_count(found); i++)
        put_said(out, itk_findings_at(found, i)->text[ITK_EN]);
}

static void
read_case(const struct itk_intake *in, const struct itk_guide *guide,
          struct itk_buf *out)
{
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    itk_case *data = itk_intake_load(in, guide, found, &err);

    if (data) {
        itk_case_write_json(data, guide, true, 0, out);
        itk_buf_addc(out, '\n');
    } else {
        put_said(out, err.text[ITK_EN]);
    }
    put_found(out, found);
    itk_case_free(data);
    itk_error_fini(&err);
    itk_findings_free(found);
}

static void
read_all(const char *const *names, const char *const *texts, size_t count,
         struct itk_buf *out)
{
    struct itk_guide *guide = itk_tiny_guide_new();
    struct book *book = itk_alloc(sizeof(*book));
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_intake in = ITK_INTAKE_INIT;
    enum itk_next next = ITK_NEXT_FAULT;
    itk_ledger *ledger;

    *book = (struct book){.book = {.file = "t",
                                   .names = names,
                                   .count = count,
                                   .open = open_table,
                                   .free = free_book},
                          .texts = texts};
    ledger =
        itk_ledger_open(&book->book, false, find_guide, guide, found, &err);
    while (ledger &&
           (next = itk_ledger_next(ledger, &in, &err)) == ITK_NEXT_RECORD)
        read_case(&in, guide, out);
    if (next == ITK_NEXT_FAULT)
        put_said(out, err.text[ITK_EN]);
    put_found(out, found);
    itk_intake_fini(&in);
    itk_ledger_free(ledger);
    itk_error_fini(&err);
    itk_findings_free(found);
    itk_tiny_guide_free(guide);
}

#define CASE(id, rest) "{\"id\":\"" id "\",\"guideline\":\"tiny\"" rest "}\n"

static const struct row {
    const char *name, *cases, *places, *want;
} rows[] = {
    {"ids", "'id|'work.name|'work.amount\n'A|'x|N5\n", NULL,
     CASE("A", ",\"work\":{\"name\":\"x\",\"amount\":5}")},
    {"any order, and a row of ids below the labels",
     "'?|'Case\n'work.amount|'id\nN5|'A\n", NULL,
     CASE("A", ",\"work\":{\"amount\":5}")},
    {"a title and empty rows above", "'A ledger\n\n|'id|'work.name\n|'A|'x\n",
     NULL, CASE("A", ",\"work\":{\"name\":\"x\"}")},
    {"the guideline", "'id|'guideline\n'A|'tiny\n'B\n'C|'other\n", NULL,
     CASE("A", "") CASE("B", "") "!t Cases!A4 [case-other-guideline]\n"},
    {"another guideline", "'id|'guideline\n'A|'other\n", NULL,
     "!itaku [store-no-guide]\n"},
    {"a number as a text, a text as a number",
     "'id|'work.amount|'work.name\n'A|'1,000|N0.5\n", NULL,
     CASE("A", ",\"work\":{\"name\":\"0.5\",\"amount\":1000}")},
    {"days", "'id|'work.start|'work.name\n'A|D2026-04-01|D2026-04-02\n", NULL,
     CASE("A", ",\"work\":{\"name\":\"2026-04-02\",\"start\":\"2026-04-01\"}")},
    {"days that are none", "'id|'work.start\n'A|Y60\n'B|N46113\n'C|'soon\n",
     NULL,
     CASE("A", "") "!t Cases!B2 [cell-date-early]\n" CASE(
         "B", "") "!t Cases!B3 [case-bad-date]\n" CASE("C",
                                                       "") "!t Cases!B4 "
                                                           "[case-bad-date]\n"},
    {"an error of a formula", "'id|'work.name\n'A|E#N/A\n", NULL,
     CASE("A", "") "!t Cases!B2 [cell-formula-error]\n"},
    {"hidden rows are read, and that is said once", "'id\nh'A\n'B\nh'C\n", NULL,
     CASE("A", "") CASE("B", "")
         CASE("C", "") "!t Cases!A2 [ledger-hidden-rows]\n"},
    {"a case twice, and one without an id", "'id|'work.name\n'A\n'A|'x\n|'y\n",
     NULL,
     CASE("A", "") "!t Cases!A3 [ledger-id-twice]\n"
                   "!t Cases!A4 [case-no-id]\n"},
    {"a column twice", "'id|'work.name|'work.name\n'A\n", NULL,
     "!t Cases!C1 [ledger-column-twice]\n"},
    {"a column that is not known", "'id|'works\n'A|'x\n", NULL,
     CASE("A", "") "!t Cases!B1 [ledger-column]\n"},
    {"no header", "'a|'b\n'1|'2\n", NULL, "!t Cases [ledger-no-header]\n"},
    {"no row of data", "'id|'work.name\n", NULL, ""},
    {"cells behind the header's", "'id\n'A|'x|'y\n", NULL, CASE("A", "")},
    {"members, by short names too", "'id\n'A\n'B\n",
     "'id|'kind|'name\n'B|'inside|'p\n'A||'q\n'B||'r\n",
     CASE("A", ",\"place\":[{\"name\":\"q\"}]")
         CASE("B", ",\"place\":[{\"name\":\"p\",\"kind\":\"inside\"},"
                   "{\"name\":\"r\"}]")},
    {"a list without members, one not known, one with a contradiction",
     "'id|'place\n'A|'no\n'B\n'C|BFALSE\n", "'id|'name\n'C|'x\n",
     CASE("A", ",\"place\":[]") CASE("B", "")
         CASE("C", ",\"place\":[{\"name\":\"x\"}]") "!t Cases!B4 "
                                                    "[case-none-members]\n"},
    {"a list that should have members", "'id|'place\n'A|'yes\n", "'id|'name\n",
     CASE("A", "") "!t Cases!B2 [ledger-no-rows]\n"},
    {"neither yes nor no", "'id|'place\n'A|'perhaps\n", NULL,
     CASE("A", "") "!t Cases!B2 [case-bad-yes-no]\n"},
    {"a key twice", "'id\n'A\n", "'id|'name\n'A|'x\n'A|'x\n",
     CASE("A", ",\"place\":[{\"name\":\"x\"},{\"name\":\"x\"}]") "!t place!B3 "
                                                                 "[case-key-"
                                                                 "twice]\n"},
    {"rows of lists for no case", "'id\n'A\n", "'id|'name\n'Z|'x\n|'y\n'A|'z\n",
     CASE("A",
          ",\"place\":[{\"name\":\"z\"}]") "!t place!A3 [ledger-row-no-case]\n"
                                           "!t place!A2 "
                                           "[ledger-row-other-case]\n"},
};

static void
test_row(void **state)
{
    static const char *const names[] = {"Cases", "place"};
    const struct row *row = *state;
    const char *const texts[] = {row->cases, row->places};
    struct itk_buf got = ITK_BUF_INIT;

    read_all(names, texts, row->places ? 2 : 1, &got);
    assert_string_equal(got.data, row->want);
    itk_buf_free(&got);
}

static void
test_tables(void **state)
{
    static const char *const names[] = {"memo", "凡例", "case", "PLACE"};
    static const char *const texts[] = {"'x\n", "'y\n", "'id\n'A\n",
                                        "'id|'name\n'A|'p\n"};
    static const char *const twice[] = {"place", "case", "Place"};
    struct itk_buf got = ITK_BUF_INIT;

    (void)state;
    read_all(names, texts, 4, &got);
    assert_string_equal(
        got.data,
        CASE("A", ",\"place\":[{\"name\":\"p\"}]") "!t memo [ledger-table]\n");
    itk_buf_clear(&got);
    read_all(twice, texts + 1, 1, &got);
    assert_string_equal(got.data, "!t place [ledger-no-header]\n");
    itk_buf_clear(&got);
    read_all(names, texts, 2, &got);
    assert_string_equal(got.data, "!t memo [ledger-no-header]\n");
    itk_buf_free(&got);
}

/* Two fields of one label: that of the group tells them apart, before it or in
 * merged cells above. */
static void
test_labels(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide =
        small_guide_load("fields.xml", "ja='審査日' en='Date of review'",
                         "ja='契約日' en='Date'", &err);
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_columns *cases = itk_columns_of(guide, &arena);
    const size_t contract = itk_columns_find(cases, "contract.date", NULL);
    const size_t review = itk_columns_find(cases, "review.date", NULL);

    (void)state;
    assert_true(contract < cases->count && review < cases->count);
    assert_int_not_equal(contract, review);
    assert_string_equal(cases->at[contract].label.in[ITK_JA], "契約／契約日");
    assert_string_equal(cases->at[review].label.in[ITK_EN], "Review / Date");
    assert_int_equal(itk_columns_find(cases, "契約日", NULL), ITK_NO_COLUMN);
    assert_int_equal(itk_columns_find(cases, "契約日", "審査"), review);
    assert_int_equal(itk_columns_find(cases, "契約日", "契約"), contract);
    assert_int_equal(itk_columns_find(cases, " 審査／契約日\n", NULL), review);
    assert_int_equal(itk_columns_find(cases, "REVIEW / DATE", NULL), review);
    itk_arena_fini(&arena);
    itk_guide_free(guide);
}

/* Many cases: ids are found again, and lists go to the right ones. */
static void
test_many(void **state)
{
    static const char *const names[] = {"Cases", "place"};
    struct itk_buf cases = ITK_BUF_INIT, places = ITK_BUF_INIT;
    struct itk_buf got = ITK_BUF_INIT, want = ITK_BUF_INIT;
    const char *texts[2];

    (void)state;
    itk_buf_adds(&cases, "'id\n");
    itk_buf_adds(&places, "'id|'name\n");
    for (uint64_t i = 0; i < 5000; i++) {
        itk_buf_adds(&cases, "'c");
        itk_buf_addu(&cases, i);
        itk_buf_adds(&cases, "\n");
        itk_buf_adds(&places, "'c");
        itk_buf_addu(&places, 4999 - i);
        itk_buf_adds(&places, "|'p");
        itk_buf_addu(&places, 4999 - i);
        itk_buf_adds(&places, "\n");
        itk_buf_adds(&want, "{\"id\":\"c");
        itk_buf_addu(&want, i);
        itk_buf_adds(&want, "\",\"guideline\":\"tiny\",\"place\":[{\"name\":"
                            "\"p");
        itk_buf_addu(&want, i);
        itk_buf_adds(&want, "\"}]}\n");
    }
    texts[0] = cases.data;
    texts[1] = places.data;
    read_all(names, texts, 2, &got);
    assert_string_equal(got.data, want.data);
    itk_buf_free(&cases);
    itk_buf_free(&places);
    itk_buf_free(&got);
    itk_buf_free(&want);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 3] = {
        cmocka_unit_test(test_tables), cmocka_unit_test(test_many),
        cmocka_unit_test(test_labels)};

    itk_xml_init();
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 3] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL,
                                           (void *)(uintptr_t)&rows[i]};
    return _cmocka_run_group_tests("ledger", tests, ITK_COUNT(tests), NULL,
                                   NULL);
}
