/*
 * Text as it is read: line breaks, blanks and commas, in a Japanese package
 * and in an English one.
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
#include "xml/xml.h"

static void
assert_text(const struct itk_inline *piece, const char *want)
{
    assert_int_equal(piece->kind, ITK_INLINE_TEXT);
    assert_string_equal(piece->text, want);
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

/* In the paragraph of r1: what is written, and what it says. */
static struct space {
    const char *name, *written, *want;
} spaces[] = {
    {"break between Japanese", "検査\n  する。", "検査する。"},
    {"break between words", "two\n  words", "two words"},
    {"break from Japanese to a word", "方式は\n  ISMS\nである",
     "方式は ISMS である"},
    {"break after punctuation", "し、\n\t又は", "し、又は"},
    {"blanks within a line stay", "A  Bと　C", "A  Bと　C"},
    {"blanks at the ends go", "  検査する。  ", "検査する。"},
    {"breaks at the ends go", "\n  検査\n", "検査"},
    {"a comment is not there", "検<!-- why -->査", "検査"},
    {"a comment between breaks", "検\n  <!-- why -->\n  査", "検査"},
    {"CDATA is text", "検<![CDATA[<査>]]>", "検<査>"},
    {"comma in a number", "12,480件", "12,480件"},
    {"full-width brackets", "（注）\n（別）", "（注）（別）"},
    {"rare kanji", "𠮷\n野", "𠮷野"},
    {"variation selector stays", "葛\xF3\xA0\x84\x80飾",
     "葛\xF3\xA0\x84\x80飾"},
};

static void
test_space(void **state)
{
    const struct space *row = *state;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide =
        small_guide_load("required/r1.xml", "検査する。", row->written, &err);
    const struct itk_clause *r1;

    if (!guide)
        fail_msg("%s", err.text[ITK_EN]);
    r1 = itk_guide_clause(guide, "r1");
    assert_int_equal(r1->versions[0].passages[0].text.count, 1);
    assert_text(&r1->versions[0].passages[0].text.at[0], row->want);
    itk_guide_free(guide);
}

/* Beside something filled in, a break is nothing in a Japanese package and a
 * blank in an English one. */
static void
test_slots(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_inlines *text;
    struct itk_guide *guide =
        small_guide_load("required/r1.xml", "検査する。",
                         "<client/>\n<contractor/>\nA\n<client/>\n", &err);

    (void)state;
    assert_non_null(guide);
    text = &itk_guide_clause(guide, "r1")->versions[0].passages[0].text;
    assert_int_equal(text->count, 4);
    assert_text(&text->at[2], " A ");
    itk_guide_free(guide);
}

static const struct itk_date y2024 = {2024, 4, 1};

static const char english[] =
    "<guideline id='small' lang='en' comma='、' fiscal-year-begins='1'>"
    "<name ja='名' en='N'/><issuer ja='市' en='I'/><actor id='head' ja='長'"
    " en='h'/><stage id='look' ja='見' en='l'/><revisions "
    "contract-field='contract.date'"
    " review-field='review.date'><revision date='2020-01-01'"
    " transition='none' text='held' cite='1'/></revisions>"
    "<value id='chair' ja='長' en='chair'><at from='2020-01-01'>the chair, of"
    "\n the board</at></value><parties><pair id='p' client='Client'"
    " contractor='Contractor'/></parties></guideline>";

static void
test_english(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide =
        small_guide_load("guideline.xml", NULL, english, &err);
    const struct itk_passage *first;

    (void)state;
    assert_non_null(guide);
    assert_string_equal(itk_guide_value_at(guide, "chair", y2024),
                        "the chair, of the board");
    assert_string_equal(
        itk_dictionary_field(&guide->dictionary, "work.records")->print_yes,
        "yes");
    assert_string_equal(itk_dictionary_field(&guide->dictionary, "place.kind")
                            ->choices[1]
                            .print,
                        "outside");
    assert_null(guide->pair_field);
    assert_null(guide->overrides.list);
    assert_int_equal(guide->fiscal_month, 1);
    first = &itk_clause_at(itk_guide_clause(guide, "m1"), y2024)->passages[0];
    assert_text(&first->text.at[0], "個人情報は、適正に、");
    assert_text(&first->text.at[2], " と");
    itk_guide_free(guide);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(spaces) + 2] = {
        cmocka_unit_test(test_slots), cmocka_unit_test(test_english)};

    for (size_t i = 0; i < ITK_COUNT(spaces); i++)
        tests[i + 2] = (struct CMUnitTest){spaces[i].name, test_space, NULL,
                                           NULL, &spaces[i]};
    return cmocka_run_group_tests_name("guide text", tests, setup, teardown);
}
