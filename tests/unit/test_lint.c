/*
 * The proofs of a package as findings: refuted, and not settled.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/rule_guide.h"
#include "../support/small_guide.h"
#include "app/lint.h"
#include "xml/xml.h"

/* The condition of the small package's invariant. */
#define STATED "<decision id='kind' is='yes no'/></invariant>"

static size_t
count(const itk_findings *found, enum itk_msg id, enum itk_severity severity)
{
    size_t number = 0;

    for (size_t i = 0; i < itk_findings_count(found); i++) {
        const struct itk_finding *one = itk_findings_at(found, i);

        number += one->id == id && one->severity == severity;
    }
    return number;
}

static void
open_lint(struct itk_lint *lint, const char *from, const char *to)
{
    struct itk_error err = ITK_ERROR_INIT;

    *lint = (struct itk_lint){.found = itk_findings_new()};
    lint->guide = small_guide_load("rules.xml", from, to, &err);
    if (!lint->guide)
        fail_msg("%s", err.text[ITK_EN]);
}

/* Ever later dates through two lists: no end to the search. */
static void
test_not_settled(void **state)
{
    struct itk_lint lint = {.found = itk_findings_new()};

    (void)state;
    lint.guide = rule_guide_load(
        "<list id='a' ja='一' en='a'><field id='on' type='date' ja='日' "
        "en='on'/></list><list id='b' ja='二' en='b'><field id='on' "
        "type='date' ja='日' en='on'/></list>",
        "<decision id='x' from='2023-04-01' ja='判' en='D' cite='1'>"
        "<outcome id='y' cite='1'><when><all><some list='a'/>"
        "<every list='a'><some list='b'><before field='a.on' other='b.on'/>"
        "</some></every><every list='b'><some list='a'><before field='b.on' "
        "other='a.on'/></some></every></all></when><say ja='是' en='y'/>"
        "</outcome><outcome id='n' cite='1'><otherwise/>"
        "<say ja='否' en='n'/></outcome></decision>");
    itk_lint_prove(&lint, ITK_PROVE_EFFORT);
    assert_int_equal(count(lint.found, ITK_MSG_PROOF_OPEN, ITK_SEV_WARNING), 2);
    assert_int_equal(itk_proofs_verdicts(lint.proofs, ITK_NOT_SETTLED), 2);
    assert_int_equal(itk_findings_errors(lint.found), 0);
    itk_lint_free(&lint);
}

/* An invariant that asks of every case that it has records. */
static void
test_refuted(void **state)
{
    const struct itk_finding *one = NULL;
    struct itk_lint lint;

    (void)state;
    open_lint(&lint, STATED, "<yes field='work.records'/></invariant>");
    itk_lint_prove(&lint, ITK_PROVE_EFFORT);
    assert_int_equal(count(lint.found, ITK_MSG_PROOF_BROKEN, ITK_SEV_ERROR), 1);
    for (size_t i = 0; i < itk_findings_count(lint.found); i++) {
        one = itk_findings_at(lint.found, i);
        if (one->id == ITK_MSG_PROOF_BROKEN)
            break;
    }
    assert_string_equal(one->file, "pack/rules.xml");
    assert_int_equal(one->line, 25);
    assert_non_null(strstr(one->text[ITK_EN], "'known'"));
    assert_non_null(strstr(one->text[ITK_EN], "2024-04-01 (case proof-"));
    assert_non_null(strstr(one->text[ITK_JA], "（案件 proof-"));
    itk_lint_free(&lint);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_not_settled),
        cmocka_unit_test(test_refuted),
    };

    itk_xml_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
