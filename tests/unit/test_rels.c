/*
 * Content types and relationships: what is read, what is refused, and where
 * targets lead.
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

#include "opc/name.h"
#include "opc/rels.h"
#include "xml/xml.h"

#define ACCEPTED ITK_MSG_COUNT
#define RELS(inner)                                                            \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"   \
    "relationships\">" inner "</Relationships>"
#define TYPES(inner)                                                           \
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"           \
    "content-types\">" inner "</Types>"
#define REL "<Relationship Id=\"r1\" Type=\"x/k\" Target=\"a\"/>"

static struct target {
    const char *name;
    const char *source;
    const char *target;
    const char *want; /* NULL: no place in the package */
} targets[] = {
    {"beside", "word/document.xml", "styles.xml", "word/styles.xml"},
    {"below", "word/document.xml", "media/a.png", "word/media/a.png"},
    {"above", "word/document.xml", "../customXml/item1.xml",
     "customXml/item1.xml"},
    {"two above", "a/b/c.xml", "../../d.xml", "d.xml"},
    {"from the root", "word/document.xml", "/docProps/app.xml",
     "docProps/app.xml"},
    {"of the package", "", "word/document.xml", "word/document.xml"},
    {"hidden", "word/document.xml", ".a", "word/.a"},
    {"dot", "word/document.xml", "./styles.xml", "word/styles.xml"},
    {"empty segment", "word/document.xml", "media//a.png", "word/media/a.png"},
    {"down and up", "word/document.xml", "media/../styles.xml",
     "word/styles.xml"},
    {"fragment", "word/document.xml", "styles.xml#a/../b", "word/styles.xml"},
    {"query", "word/document.xml", "styles.xml?a", "word/styles.xml"},
    {"fragment alone", "word/document.xml", "#mark:1", "word/document.xml"},
    {"nothing", "word/document.xml", "", "word/document.xml"},
    {"nothing of the package", "", "", NULL},
    {"fragment of the package", "", "#a", NULL},
    {"slash alone", "word/document.xml", "/", NULL},
    {"up to the root", "word/document.xml", "..", NULL},
    {"climbs", "word/document.xml", "../../etc/passwd", NULL},
    {"climbs from the root", "word/document.xml", "/../a", NULL},
    {"climbs and comes back", "word/document.xml", "../../word/a.xml", NULL},
    {"climbs from the package", "", "../a.xml", NULL},
    {"backslash", "word/document.xml", "media\\a.png", NULL},
    {"scheme", "word/document.xml", "file:///etc/passwd", NULL},
    {"scheme without slash", "word/document.xml", "urn:a", NULL},
    {"colon after a slash", "word/document.xml", "a/b:c", "word/a/b:c"},
    {"escaped dots stay", "word/document.xml", "%2e%2e/a", "word/%2e%2e/a"},
};

static void
test_target(void **state)
{
    const struct target *row = *state;
    struct itk_buf got = ITK_BUF_INIT;

    itk_buf_adds(&got, "|");
    assert_int_equal(itk_rels_resolve(row->source, row->target, &got),
                     row->want != NULL);
    if (row->want)
        assert_string_equal(got.data + 1, row->want);
    itk_buf_free(&got);
}

static struct list {
    const char *name;
    enum itk_msg want;
    bool types;
    const char *xml;
} lists[] = {
    {"one", ACCEPTED, false, RELS(REL)},
    {"none", ACCEPTED, false, RELS("")},
    {"prefixed", ACCEPTED, false,
     "<p:Relationships xmlns:p=\"http://schemas.openxmlformats.org/package/"
     "2006/relationships\"><p:Relationship Id=\"r1\" Type=\"x\" "
     "Target=\"a\"/></p:Relationships>"},
    {"internal", ACCEPTED, false,
     RELS("<Relationship Id=\"r1\" Type=\"x\" Target=\"a\" "
          "TargetMode=\"Internal\"/>")},
    {"empty target", ACCEPTED, false,
     RELS("<Relationship Id=\"r1\" Type=\"x\" Target=\"\"/>")},
    {"not xml", ITK_MSG_XML_SYNTAX, false, RELS("<Relationship>")},
    {"dtd", ITK_MSG_XML_DTD, false, "<!DOCTYPE a>" RELS(REL)},
    {"other root", ITK_MSG_OPC_RELS, false,
     "<Relations xmlns=\"http://schemas.openxmlformats.org/package/2006/"
     "relationships\"/>"},
    {"no namespace", ITK_MSG_OPC_RELS, false, "<Relationships/>"},
    {"other namespace", ITK_MSG_OPC_RELS, false,
     "<Relationships xmlns=\"urn:x\"/>"},
    {"other child", ITK_MSG_OPC_RELS, false, RELS(REL "<Other/>")},
    {"no id", ITK_MSG_OPC_RELS, false,
     RELS("<Relationship Type=\"x\" Target=\"a\"/>")},
    {"empty id", ITK_MSG_OPC_RELS, false,
     RELS("<Relationship Id=\"\" Type=\"x\" Target=\"a\"/>")},
    {"no type", ITK_MSG_OPC_RELS, false,
     RELS("<Relationship Id=\"r1\" Target=\"a\"/>")},
    {"empty type", ITK_MSG_OPC_RELS, false,
     RELS("<Relationship Id=\"r1\" Type=\"\" Target=\"a\"/>")},
    {"no target", ITK_MSG_OPC_RELS, false,
     RELS("<Relationship Id=\"r1\" Type=\"x\"/>")},
    {"other mode", ITK_MSG_OPC_RELS, false,
     RELS("<Relationship Id=\"r1\" Type=\"x\" Target=\"a\" "
          "TargetMode=\"external\"/>")},
    {"id twice", ITK_MSG_OPC_REL_TWICE, false, RELS(REL REL)},

    {"types", ACCEPTED, true,
     TYPES("<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
           "<Override PartName=\"/a\" ContentType=\"b/c\"/>")},
    {"types not xml", ITK_MSG_XML_SYNTAX, true, "<Types"},
    {"types of another root", ITK_MSG_OPC_TYPES, true, RELS("")},
    {"types with another child", ITK_MSG_OPC_TYPES, true, TYPES("<Other/>")},
    {"no extension", ITK_MSG_OPC_TYPES, true,
     TYPES("<Default ContentType=\"application/xml\"/>")},
    {"empty extension", ITK_MSG_OPC_TYPES, true,
     TYPES("<Default Extension=\"\" ContentType=\"application/xml\"/>")},
    {"no content type", ITK_MSG_OPC_TYPES, true,
     TYPES("<Default Extension=\"xml\"/>")},
    {"empty content type", ITK_MSG_OPC_TYPES, true,
     TYPES("<Override PartName=\"/a\" ContentType=\"\"/>")},
    {"part name without slash", ITK_MSG_OPC_TYPES, true,
     TYPES("<Override PartName=\"a\" ContentType=\"b/c\"/>")},
    {"extension twice", ITK_MSG_OPC_TYPE_TWICE, true,
     TYPES("<Default Extension=\"xml\" ContentType=\"a/b\"/>"
           "<Default Extension=\"XML\" ContentType=\"a/c\"/>")},
    {"part twice", ITK_MSG_OPC_TYPE_TWICE, true,
     TYPES("<Override PartName=\"/a\" ContentType=\"a/b\"/>"
           "<Override PartName=\"/A\" ContentType=\"a/b\"/>")},
    {"part twice, once escaped", ITK_MSG_OPC_TYPE_TWICE, true,
     TYPES("<Override PartName=\"/a\" ContentType=\"a/b\"/>"
           "<Override PartName=\"/%61\" ContentType=\"a/b\"/>")},
};

static void
test_list(void **state)
{
    const struct list *row = *state;
    const struct itk_blob blob = {"t.docx list", row->xml, strlen(row->xml),
                                  ITK_FAULT_PACKAGE};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_rels rels;
    const bool ok = row->types ? itk_types_parse(&blob, &arena, &err) != NULL
                               : itk_rels_parse(&blob, &arena, &rels, &err);

    assert_string_equal(ok ? "accepted" : itk_message_id(err.id),
                        row->want == ACCEPTED ? "accepted"
                                              : itk_message_id(row->want));
    itk_error_fini(&err);
    itk_arena_fini(&arena);
}

static void
test_values(void **state)
{
    const char xml[] =
        RELS("<Relationship Id=\"r&#49;\" Type=\"http://x/y/image\"\n"
             "Target=\"media/a&amp;b.png\"/>\n"
             "<Relationship Id=\"r2\" Type=\"hyperlink\" Target=\"http://x/\" "
             "TargetMode=\"External\"/>");
    const struct itk_blob blob = {"list", xml, sizeof(xml) - 1,
                                  ITK_FAULT_PACKAGE};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_rels rels;

    (void)state;
    assert_true(itk_rels_parse(&blob, &arena, &rels, &err));
    assert_int_equal(rels.count, 2);
    assert_string_equal(rels.at[0].id, "r1");
    assert_string_equal(rels.at[0].target, "media/a&b.png");
    assert_false(rels.at[0].external);
    assert_true(rels.at[1].external);
    assert_int_equal(rels.at[1].line, 3);
    assert_string_equal(itk_rel_kind(&rels.at[0]), "image");
    assert_string_equal(itk_rel_kind(&rels.at[1]), "hyperlink");
    assert_ptr_equal(itk_rels_find(rels, "hyperlink"), &rels.at[1]);
    assert_null(itk_rels_find(rels, "styles"));
    itk_arena_fini(&arena);
}

static void
test_limit(void **state)
{
    struct itk_buf xml = ITK_BUF_INIT;
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_rels rels;
    struct itk_blob blob = {"list", NULL, 0, ITK_FAULT_PACKAGE};

    (void)state;
    itk_buf_adds(&xml, "<Relationships xmlns=\"http://schemas.openxmlformats."
                       "org/package/2006/relationships\">");
    for (unsigned i = 0; i <= ITK_RELS_MAX; i++) {
        itk_buf_adds(&xml, "<Relationship Type=\"x\" Target=\"a\" Id=\"r");
        itk_buf_addu(&xml, i);
        itk_buf_adds(&xml, "\"/>");
        if (i + 1 < ITK_RELS_MAX)
            continue;
        /* First with as many as there may be, then with one more. */
        itk_buf_adds(&xml, "</Relationships>");
        blob.data = xml.data;
        blob.size = xml.size;
        assert_int_equal(itk_rels_parse(&blob, &arena, &rels, &err),
                         i + 1 == ITK_RELS_MAX);
        xml.size -= strlen("</Relationships>");
    }
    assert_string_equal(itk_message_id(err.id), "opc-too-many-relationships");
    itk_error_fini(&err);
    itk_arena_fini(&arena);
    itk_buf_free(&xml);
}

static void
test_types_found(void **state)
{
    const char xml[] = TYPES(
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Default Extension=\"rels\" ContentType=\"a/rels\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"a/main\"/>"
        "<Override PartName=\"/word/%E5%9B%B3.png\" ContentType=\"a/png\"/>");
    static const char *const pairs[][2] = {
        {"word/document.xml", "a/main"},
        {"WORD/Document.XML", "a/main"},
        {"word/styles.xml", "application/xml"},
        {"a.XML", "application/xml"},
        {"_rels/.rels", "a/rels"},
        {"word/図.png", "a/png"},
        {"word/%e5%9b%b3.png", "a/png"},
        {"word/a.png", NULL},
        {"word.xml/a", NULL},
        {"xml", NULL}};
    const struct itk_blob blob = {"list", xml, sizeof(xml) - 1,
                                  ITK_FAULT_PACKAGE};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    const itk_types *types = itk_types_parse(&blob, &arena, &err);

    (void)state;
    assert_non_null(types);
    for (size_t i = 0; i < ITK_COUNT(pairs); i++) {
        const char *type = itk_types_find(types, pairs[i][0]);

        assert_string_equal(type ? type : "none",
                            pairs[i][1] ? pairs[i][1] : "none");
    }
    itk_arena_fini(&arena);
}

static void
test_names(void **state)
{
    static const char *const pairs[][2] = {
        {"word/_rels/document.xml.rels", "word/document.xml"},
        {"_rels/.rels", ""},
        {"a/b/_rels/c.rels", "a/b/c"},
        {"word/_RELS/document.xml.RELS", "word/document.xml"},
        {"word/document.xml", NULL},
        {"word/a_rels/document.xml.rels", NULL},
        {"document.xml.rels", NULL},
        {"rels/a.rels", NULL},
        {"_rels/rels", NULL}};
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(pairs); i++) {
        itk_buf_clear(&out);
        assert_int_equal(itk_rels_source(pairs[i][0], &out),
                         pairs[i][1] != NULL);
        assert_string_equal(out.data, pairs[i][1] ? pairs[i][1] : "");
    }
    for (size_t i = 0; i < 3; i++) {
        itk_buf_clear(&out);
        itk_rels_name(pairs[i][1], &out);
        assert_string_equal(out.data, pairs[i][0]);
    }
    itk_buf_free(&out);
}

static void
test_unescape(void **state)
{
    static const char *const pairs[][2] = {
        {"a%20b", "a b"}, {"%E5%9B%b3", "図"}, {"%aA%Ff", "\xAA\xFF"},
        {"%2541", "%41"}, {"%", "%"},          {"%4", "%4"},
        {"%4g", "%4g"},   {"%g4", "%g4"},      {"%00", "%00"},
        {"%01", "\1"},    {"%10", "\x10"},     {"%:1", "%:1"},
        {"%@1", "%@1"}};
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(pairs); i++) {
        itk_buf_clear(&out);
        itk_rels_unescape(pairs[i][0], &out);
        assert_string_equal(out.data, pairs[i][1]);
    }
    itk_buf_free(&out);
}

static void
test_xml_types(void **state)
{
    static const char *const yes[] = {"application/xml",
                                      "text/xml",
                                      "image/svg+xml",
                                      "Application/XML",
                                      "application/xml; charset=utf-8",
                                      "application/xml\t;a=b",
                                      "a/b+XML"};
    static const char *const no[] = {
        "",   "xml", "image/png", "application/xmls", "text/plain; a=+xml",
        "+xm"};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(yes); i++)
        assert_true(itk_type_is_xml(yes[i]));
    for (size_t i = 0; i < ITK_COUNT(no); i++)
        assert_false(itk_type_is_xml(no[i]));
}

static void
test_name_words(void **state)
{
    (void)state;
    assert_true(itk_name_holds("a/MacroEnabled.b", "macroenabled"));
    assert_true(itk_name_holds("abcabd", "abd"));
    assert_false(itk_name_holds("abc", "bcd"));
    assert_false(itk_name_holds("", "a"));
    assert_true(itk_name_begins("HTTP://x", "http:"));
    assert_false(itk_name_begins("htt", "http:"));
    assert_true(itk_name_ends("a.RELS", ".rels"));
    assert_false(itk_name_ends("rels", ".rels"));
    assert_true(itk_name_compare("a", "B") < 0);
    assert_true(itk_name_compare("ab", "A") > 0);
    assert_int_equal(itk_name_compare("\xE5", "\xE5"), 0);
    assert_true(itk_name_compare("\xC3\x84", "\xC3\xA4") != 0);
}

#define FIXED 7

int
main(void)
{
    struct CMUnitTest tests[FIXED + ITK_COUNT(targets) + ITK_COUNT(lists)] = {
        cmocka_unit_test(test_values),      cmocka_unit_test(test_limit),
        cmocka_unit_test(test_types_found), cmocka_unit_test(test_names),
        cmocka_unit_test(test_unescape),    cmocka_unit_test(test_xml_types),
        cmocka_unit_test(test_name_words),
    };
    size_t count = FIXED;
    int status;

    for (size_t i = 0; i < ITK_COUNT(targets); i++)
        tests[count++] = (struct CMUnitTest){.name = targets[i].name,
                                             .test_func = test_target,
                                             .initial_state = &targets[i]};
    for (size_t i = 0; i < ITK_COUNT(lists); i++)
        tests[count++] = (struct CMUnitTest){.name = lists[i].name,
                                             .test_func = test_list,
                                             .initial_state = &lists[i]};
    itk_xml_init();
    status = cmocka_run_group_tests_name("rels", tests, NULL, NULL);
    itk_xml_done();
    return status;
}
