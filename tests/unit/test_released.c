/*
 * Digests of released texts: what leaves them as they are, what changes them,
 * and the lines of released.txt.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "guide/lint.h"
#include "guide/released.h"
#include "xml/xml.h"

#define HEAD "<clause id='b2' kind='measure' cite='6(2)2' ja='鍵' en='Keys'>"
#define WHEN "<unless cite='5(2)' ja='市' en='city'><all/></unless>"
#define TEXT "<version from='2023-04-01' title='鍵'><paragraph>"
#define END  "</paragraph></version></clause>"
#define NEXT                                                                   \
    "</paragraph></version><version from='2025-04-01' title='鍵'>"            \
    "<paragraph>別の文。</paragraph></version></clause>"
#define BASE HEAD WHEN TEXT "<contractor/>は、鍵を守る。" END

static struct row {
    const char *name, *text;
    bool same; /* as BASE */
} rows[] = {
    {"itself", BASE, true},
    {"another order of attributes",
     "<clause cite='6(2)2' en='Keys' ja='鍵' kind='measure' id='b2'>" WHEN TEXT
     "<contractor/>は、鍵を守る。" END,
     true},
    {"a line break in the text",
     HEAD WHEN TEXT "<contractor/>は、\n   鍵を守る。" END, true},
    {"line breaks around elements",
     HEAD "\n  " WHEN "\n  " TEXT "\n    <contractor/>は、鍵を守る。\n  " END,
     true},
    {"a comment in the text",
     HEAD WHEN TEXT "<contractor/>は、<!-- why -->鍵を守る。" END, true},
    {"a comment between elements",
     HEAD "<!-- why -->" WHEN TEXT "<contractor/>は、鍵を守る。" END, true},
    {"a character reference",
     HEAD WHEN TEXT "<contractor/>は、&#x9375;を守る。" END, true},
    {"a corrected translation",
     "<clause id='b2' kind='measure' cite='6(2)2' ja='鍵' en='The keys'>" WHEN
         TEXT "<contractor/>は、鍵を守る。" END,
     true},
    {"a later version", HEAD WHEN TEXT "<contractor/>は、鍵を守る。" NEXT,
     true},
    {"another character", HEAD WHEN TEXT "<contractor/>は、鍵を護る。" END,
     false},
    {"another comma", HEAD WHEN TEXT "<contractor/>は，鍵を守る。" END, false},
    {"a blank in the text", HEAD WHEN TEXT "<contractor/>は、 鍵を守る。" END,
     false},
    {"the other party", HEAD WHEN TEXT "<client/>は、鍵を守る。" END, false},
    {"another paragraph",
     HEAD WHEN TEXT "<contractor/>は、</paragraph><paragraph>鍵を守る。" END,
     false},
    {"another title",
     HEAD WHEN "<version from='2023-04-01' title='錠'><paragraph>"
               "<contractor/>は、鍵を守る。" END,
     false},
    {"another name",
     "<clause id='b2' kind='measure' cite='6(2)2' ja='錠' en='Keys'>" WHEN TEXT
     "<contractor/>は、鍵を守る。" END,
     false},
    {"another citation",
     "<clause id='b2' kind='measure' cite='6(2)3' ja='鍵' en='Keys'>" WHEN TEXT
     "<contractor/>は、鍵を守る。" END,
     false},
    {"another condition",
     HEAD "<unless cite='5(2)' ja='市' en='city'><any/></unless>" TEXT
          "<contractor/>は、鍵を守る。" END,
     false},
    {"no condition", HEAD TEXT "<contractor/>は、鍵を守る。" END, false},
};

static const struct itk_revision revisions[] = {
    {.date = {2022, 4, 1}, .held = false, .cite = "1"},
    {.date = {2023, 4, 1}, .held = true, .cite = "2"},
    {.date = {2025, 4, 1}, .held = false, .cite = "3"},
};

static const struct itk_guide guide = {
    .shown = "pack",
    .lang = ITK_JA,
    .revisions = {.at = revisions, .count = ITK_COUNT(revisions)},
};

static struct itk_digest
digest_of(const char *text)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_blob file = {"measures/b2.xml", text, strlen(text),
                                  ITK_FAULT_PACKAGE};
    const struct itk_release *all;
    struct itk_digest digest;
    size_t count;

    all = itk_releases(&guide, (struct itk_blobs){&file, 1}, &arena, &count);
    assert_true(count >= 1);
    assert_string_equal(all[0].kind, "clause");
    assert_string_equal(all[0].id, "b2");
    assert_string_equal(all[0].from, "2023-04-01");
    assert_string_equal(all[0].file, "pack/measures/b2.xml");
    digest = all[0].digest;
    itk_arena_fini(&arena);
    return digest;
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct itk_digest base = digest_of(BASE), got = digest_of(row->text);

    assert_int_equal(strcmp(base.hex, got.hex) == 0, row->same);
}

/* In English a line break is a blank. */
static void
test_english(void **state)
{
    static const struct itk_guide english = {.shown = "pack", .lang = ITK_EN};
    static const char *const texts[] = {
        "<rules><invariant id='i' from='2023-04-01' en='a' ja='b'>keep the "
        "<all/> keys</invariant></rules>",
        "<rules>\n<invariant id='i' from='2023-04-01' en='a' ja='c'>keep\n  the"
        "\n <all/>\n keys\n</invariant></rules>",
        "<rules><invariant id='i' from='2023-04-01' en='a' ja='b'>keep the"
        "<all/> keys</invariant></rules>",
    };
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_release *all[ITK_COUNT(texts)];

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(texts); i++) {
        const struct itk_blob file = {"rules.xml", texts[i], strlen(texts[i]),
                                      ITK_FAULT_PACKAGE};
        size_t count;

        all[i] = itk_releases(&english, (struct itk_blobs){&file, 1}, &arena,
                              &count);
        assert_int_equal(count, 1);
        assert_string_equal(all[i]->kind, "invariant");
    }
    assert_string_equal(all[0]->digest.hex, all[1]->digest.hex);
    assert_string_not_equal(all[0]->digest.hex, all[2]->digest.hex);
    itk_arena_fini(&arena);
}

/* A document of the packet is told from one of the same name beside it. */
static void
test_packet(void **state)
{
    static const char text[] =
        "<packet><version from='2023-04-01' template='t'><member post='長'/>"
        "</version><version from='2025-04-01' template='t'/>"
        "<document id='annex' from='2023-04-01'/></packet>";
    static const char *const wanted[][3] = {
        {"packet", "-", "2023-04-01"},
        {"packet", "-", "2025-04-01"},
        {"packet-document", "annex", "2023-04-01"},
    };
    const struct itk_blob file = {"packet.xml", text, sizeof(text) - 1,
                                  ITK_FAULT_PACKAGE};
    struct itk_arena arena = ITK_ARENA_INIT;
    size_t count;
    const struct itk_release *all =
        itk_releases(&guide, (struct itk_blobs){&file, 1}, &arena, &count);

    (void)state;
    assert_int_equal(count, ITK_COUNT(wanted));
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(all[i].kind, wanted[i][0]);
        assert_string_equal(all[i].id, wanted[i][1]);
        assert_string_equal(all[i].from, wanted[i][2]);
    }
    assert_string_not_equal(all[0].digest.hex, all[1].digest.hex);
    itk_arena_fini(&arena);
}

/* What may have a line gets one, once; those that are there stay. */
static void
test_record(void **state)
{
    static const char text[] = HEAD WHEN TEXT "文。" NEXT;
    static const char kept[] = "# mine\n\nabc clause b9 2023-04-01";
    const struct itk_blob files[] = {
        {"measures/b2.xml", text, sizeof(text) - 1, ITK_FAULT_PACKAGE},
        {"released.txt", kept, sizeof(kept) - 1, ITK_FAULT_PACKAGE},
    };
    const struct itk_blobs blobs = {files, ITK_COUNT(files)};
    struct itk_buf out = ITK_BUF_INIT, again = ITK_BUF_INIT;
    struct itk_blob more[2];

    (void)state;
    assert_int_equal(itk_released_record(&guide, blobs, &out), 1);
    assert_int_equal(strncmp(out.data, kept, sizeof(kept) - 1), 0);
    assert_non_null(strstr(out.data, " clause b2 2023-04-01\n"));
    assert_null(strstr(out.data, "2025-04-01"));
    more[0] = files[0];
    more[1] = (struct itk_blob){"released.txt", out.data, out.size,
                                ITK_FAULT_PACKAGE};
    assert_int_equal(
        itk_released_record(&guide, (struct itk_blobs){more, 2}, &again), 0);
    assert_string_equal(again.data, out.data);
    itk_buf_free(&out);
    itk_buf_free(&again);
}

static void
test_lines(void **state)
{
    static const char text[] = BASE;
    static const struct {
        enum itk_msg id;
        const char *text;
    } want[] = {
        {ITK_MSG_LINT_RELEASED_LINE, "pack/released.txt:1: "},
        {ITK_MSG_LINT_RELEASED_LINE, "pack/released.txt:3: "},
        {ITK_MSG_LINT_RELEASED_GONE, "pack/released.txt:5: "},
        {ITK_MSG_LINT_RELEASED_EDITED, "pack/measures/b2.xml:1: "},
    };
    const struct itk_digest base = digest_of(BASE);
    struct itk_blob files[2] = {
        {"measures/b2.xml", text, sizeof(text) - 1, ITK_FAULT_PACKAGE}};
    itk_findings *found = itk_findings_new();
    struct itk_buf lines = ITK_BUF_INIT;

    (void)state;
    itk_buf_adds(&lines, "abc clause b2 2023-04-01\n# note\n");
    itk_buf_adds(&lines, base.hex);
    itk_buf_adds(&lines, " clause b2\n");
    itk_buf_adds(&lines, base.hex);
    itk_buf_adds(&lines, " clause b2 2023-04-01\r\n");
    itk_buf_adds(&lines, base.hex);
    itk_buf_adds(&lines, " clause b3 2023-04-01\n");
    itk_buf_adds(&lines, digest_of(rows[9].text).hex);
    itk_buf_adds(&lines, " clause b2 2023-04-01");
    files[1] = (struct itk_blob){"released.txt", lines.data, lines.size,
                                 ITK_FAULT_PACKAGE};
    itk_lint_released(&guide, (struct itk_blobs){files, 2}, found);
    assert_int_equal(itk_findings_count(found), ITK_COUNT(want));
    for (size_t i = 0; i < ITK_COUNT(want); i++) {
        const struct itk_finding *one = itk_findings_at(found, i);

        assert_int_equal(one->id, want[i].id);
        assert_int_equal(
            strncmp(one->text[ITK_EN], want[i].text, strlen(want[i].text)), 0);
    }
    itk_findings_free(found);
    itk_buf_free(&lines);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 4] = {
        cmocka_unit_test(test_english),
        cmocka_unit_test(test_packet),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_lines),
    };

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 4] = (struct CMUnitTest){.name = rows[i].name,
                                           .test_func = test_row,
                                           .initial_state = &rows[i]};
    itk_xml_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
