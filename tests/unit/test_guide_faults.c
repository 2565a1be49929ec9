/*
 * Every fault of a package: one text of a good package exchanged, and the
 * message, file and line that are wanted for it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/small_guide.h"
#include "test_guide_faults_rows.h"
#include "xml/xml.h"

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide =
        small_guide_load(row->file, row->from, row->to, &err);
    struct itk_buf place = ITK_BUF_INIT;

    itk_buf_adds(&place, "pack/");
    itk_buf_adds(&place, row->place);
    itk_buf_adds(&place, ": ");
    if (guide)
        fail_msg("loaded, though it is faulty");
    assert_string_equal(itk_message_id(err.id), itk_message_id(row->want));
    assert_int_equal(err.fault, ITK_FAULT_PACKAGE);
    for (int lang = ITK_EN; lang < ITK_LANGS; lang++) {
        if (strncmp(err.text[lang], place.data, place.size) != 0)
            fail_msg("%s is not at %s", err.text[lang], place.data);
        assert_null(strstr(err.text[lang], "{"));
        assert_null(strstr(err.hint[lang], "{"));
    }
    itk_buf_free(&place);
    itk_error_fini(&err);
}

/* What the messages name: the wrong, the nearest, the allowed. */
static const struct words {
    const char *name, *file, *from, *to;
    const char *text, *hint; /* a part of each, in English */
} words[] = {
    {"nearest field", "rules.xml", "field='work.records'",
     "field='work.recods'", "'work.recods'", "work.records"},
    {"nearest decision", "rules.xml", "id='kind' is='yes no'",
     "id='kinds' is='yes no'", "'kinds'", ": kind"},
    {"nearest clause", "mandatory/m1.xml", "<ref clause='b1'",
     "<ref clause='bl'", "'bl'", ": b1"},
    {"nearest value", "documents.xml", "<value id='chair'/>",
     "<value id='chart'/>", "'chart'", ": chair"},
    {"known outcomes", "rules.xml", "is='yes no'", "is='maybe'", "'kind'",
     ": yes, no"},
    {"known actors", "rules.xml", "by='head'", "by='hed'", "'hed'",
     ": section, head"},
    {"known stages", "rules.xml", "stage='look'", "stage='lok'", "'lok'",
     ": look, sign"},
    {"no stages at all", "guideline.xml",
     "<stage id='look' ja='調査' en='look'/><stage id='sign' ja='契約' "
     "en='sign'/>",
     "", "'look'", ": -"},
    {"known choices", "rules.xml", "<yes field='work.records'/>",
     "<is field='annex.parties' value='three'/>", "(annex.parties)",
     ": kou-otsu, two"},
    {"allowed attributes", "rules.xml", "<say ja='はい'",
     "<say de='ja' ja='はい'", "'de'", ": ja, en"},
    {"allowed elements", "rules.xml", "<rules>", "<rules><rule/>", "<rule>",
     ": decision, invariant"},
    {"the other of two", "fields.xml", "id='about'", "id='name'", "'work.name'",
     "fields.xml:4"},
    {"the other of two clauses", "measures/b1.xml", "id='b1'", "id='m1'",
     "'m1'", "m1.xml:1"},
    {"the circle", "rules.xml", "<yes field='work.records'/>",
     "<decision id='scope' is='new'/>", "scope > kind > scope", ""},
    {"where the comma stands", "mandatory/m1.xml", "適正に、<client/>",
     "適正に，<client/>", "'適正に，'", ""},
    {"types of fields", "rules.xml", "<yes field='work.records'/>",
     "<yes field='work.name'/>",
     "<yes> wants a field of type yes-no; this one is of type text "
     "「Name of the work」 (work.name)",
     ""},
};

static void
test_words(void **state)
{
    const struct words *row = *state;
    struct itk_error err = ITK_ERROR_INIT;

    assert_null(small_guide_load(row->file, row->from, row->to, &err));
    if (!strstr(err.text[ITK_EN], row->text))
        fail_msg("%s does not name %s", err.text[ITK_EN], row->text);
    if (!strstr(err.hint[ITK_EN], row->hint))
        fail_msg("%s does not name %s", err.hint[ITK_EN], row->hint);
    itk_error_fini(&err);
}

/* A circle only counts where its versions hold on one day. */
static void
test_no_circle(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide = small_guide_load(
        "rules.xml", "<all/></when><say ja='旧'",
        "<decision id='kind' is='yes'/></when><say ja='旧'", &err);

    (void)state;
    assert_non_null(guide);
    itk_guide_free(guide);
}

static int
setup(void **state)
{
    (void)state;
    itk_xml_init();
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    itk_xml_done();
    return 0;
}

/* cmocka's initial state is not const; the rows are only read. */
static void *
state_of(const void *row)
{
    return (void *)(uintptr_t)row;
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + ITK_COUNT(words) + 1] = {
        cmocka_unit_test(test_no_circle)};
    size_t count = 1;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL,
                                             state_of(&rows[i])};
    for (size_t i = 0; i < ITK_COUNT(words); i++)
        tests[count++] = (struct CMUnitTest){words[i].name, test_words, NULL,
                                             NULL, state_of(&words[i])};
    return cmocka_run_group_tests_name("guide faults", tests, setup, teardown);
}
