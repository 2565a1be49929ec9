/*
 * The gate before libxml2, hostile inputs included, and the readers' helpers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "xml/xml.h"

#define B(text) text, sizeof(text) - 1

/* Parses bytes; `want` is the English error, or its beginning when it ends in
 * '*', or NULL when they must be accepted. */
static struct row {
    const char *name;
    const char *bytes;
    size_t size;
    const char *want;
} rows[] = {
    {"smallest", B("<a/>"), NULL},
    {"declared UTF-8", B("<?xml version='1.0' encoding='utf-8'?><a>委託</a>"),
     NULL},
    {"byte order mark", B("\xEF\xBB\xBF<a/>"), NULL},
    {"a mark in the text", B("<a>\xEF\xBB\xBF</a>"), NULL},
    {"a declaration with tabs",
     B("<?xml\tversion = '1.0'\tencoding\t=\t'UTF-8'?><a/>"), NULL},
    {"a declaration on lines",
     B("<?xml\nversion='1.0'\r\nencoding\n=\r\n'UTF-8'?><a/>"), NULL},
    {"five letters that are not UTF-8",
     B("<?xml version='1.0' encoding='CP932'?><a>\x88\xCF</a>"), NULL},
    {"no encoding behind the word", B("<?xml version='1.0' encoding=?><a/>"),
     "*[xml-syntax]"},
    {"an encoding without quotes",
     B("<?xml version='1.0' encoding=UTF-8?><a/>"), "*[xml-syntax]"},
    {"an encoding that stays open",
     B("<?xml version='1.0' encoding='UTF-8?><a/>"), "*[xml-syntax]"},
    {"a declaration with markup", B("<?xml version='1.0' <a?><a/>"),
     "*[xml-syntax]"},
    {"instructions in capitals and others", B("<?Z x?><?_ x?><?z x?><a/>"),
     NULL},
    {"an instruction behind the letters", B("<?~ x?><a/>"), "*[xml-syntax]"},
    {"an instruction between the letters", B("<?[ x?><a/>"), "*[xml-syntax]"},
    {"an end without a beginning", B("</a>"), "*[xml-syntax]"},
    {"U+FFFF", B("<a>\xEF\xBF\xBF</a>"), "*[xml-bad-char]"},
    {"U+FFFE", B("<a>\xEF\xBF\xBE</a>"), "*[xml-bad-char]"},
    {"two byte order marks", B("\xEF\xBB\xBF\xEF\xBB\xBF<a/>"),
     "t.xml:1: error: the character U+FEFF is forbidden in XML [xml-bad-char]"},
    {"two of UTF-16", B("\xFF\xFE\xFF\xFE<\0a\0/\0>\0"), "*[xml-bad-char]"},
    {"comment, CDATA, instruction",
     B("<?xml version=\"1.0\"?><!-- <!DOCTYPE a> --><?x <y?>"
       "<a><![CDATA[<!DOCTYPE <b c=]]></a><!-- - -->"),
     NULL},
    {"quotes hold >", B("<a b='>' c=\">\"/>"), NULL},
    {"relative namespace", B("<a xmlns='urn:x' xmlns:b='rel'><b:c/></a>"),
     NULL},
    {"standalone", B("<?xml version='1.0' standalone='yes'?><a/>"), NULL},
    {"predefined entities", B("<a b='&lt;&#x59D4;'>&amp;&quot;</a>"), NULL},
    {"UTF-16LE", B("\xFF\xFE<\0a\0>\0\xD4\x59\x42\xD8\xB7\xDF<\0/\0a\0>\0"),
     NULL},
    {"UTF-16BE", B("\xFE\xFF\0<\0a\0/\0>"), NULL},
    {"Shift_JIS is CP932",
     B("<?xml version='1.0' encoding='Shift_JIS'?><a>\x88\xCF\x91\xF5\x87\x40"
       "\xFB\xFC\\~\x81\x60</a>"),
     NULL},
    {"windows-31j", B("<?xml version='1.0' encoding='windows-31j'?><a/>"),
     NULL},
    {"DTD", B("<?xml version='1.0'?>\n<!DOCTYPE a>\n<a/>"),
     "t.xml:2: error: a document type declaration (DTD) is not allowed "
     "[xml-dtd]"},
    {"DTD in small letters", B("<!doctype a><a/>"),
     "t.xml:1:1: error: the XML is not well formed: unknown markup after '<!' "
     "[xml-syntax]"},
    {"DTD inside the root", B("<a><!DOCTYPE a></a>"), "*[xml-dtd]"},
    {"billion laughs",
     B("<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">"
       "<!ENTITY c \"&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;\">]>"
       "<l>&d;</l>"),
     "*[xml-dtd]"},
    {"external entity",
     B("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"),
     "*[xml-dtd]"},
    {"external subset", B("<!DOCTYPE a SYSTEM \"http://127.0.0.1/x\"><a/>"),
     "*[xml-dtd]"},
    {"undeclared entity", B("<a>&x;</a>"), "*[xml-syntax]"},
    {"undeclared prefix", B("<a>\n<w:b/></a>"),
     "t.xml:2:5: error: the XML is not well formed: Namespace prefix w on b is "
     "not defined [xml-syntax]"},
    {"undeclared attribute prefix", B("<a w:b='1'/>"), "*[xml-syntax]"},
    {"same attribute twice", B("<a b='1' b='2'/>"), "*[xml-syntax]"},
    {"same expanded attribute twice",
     B("<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>"), "*[xml-syntax]"},
    {"no close", B("<a><b></a>"), "*[xml-syntax]"},
    {"two roots", B("<a/><b/>"), "*[xml-syntax]"},
    {"text after the root", B("<a/>x"), "*[xml-syntax]"},
    {"empty", B(""), "*[xml-syntax]"},
    {"mark alone", B("\xEF\xBB\xBF"), "*[xml-syntax]"},
    {"no markup", B("abc"), "*[xml-syntax]"},
    {"open comment", B("<a><!-- "), "*[xml-syntax]"},
    {"open CDATA", B("<a><![CDATA[ ]]"), "*[xml-syntax]"},
    {"open instruction", B("<a/><?x "), "*[xml-syntax]"},
    {"open tag", B("<a b='1'"), "*[xml-syntax]"},
    {"bare < in a value", B("<a b='<'/>"), "*[xml-syntax]"},
    {"bare < in text", B("<a>1 < 2</a>"), "*[xml-syntax]"},
    {"instruction without a name", B("<a><? x?></a>"), "*[xml-syntax]"},
    {"declaration that hides a tag", B("<?xml version='1.0' > <a b='?>'/>"),
     "*[xml-syntax]"},
    {"forbidden reference", B("<a>&#0;</a>"), "*[xml-syntax]"},
    {"odd UTF-16", B("\xFF\xFE<\0a\0/\0>\0\0"),
     "t.xml:1: error: a byte sequence is not UTF-16 [xml-bad-bytes]"},
    {"half a surrogate pair", B("\xFE\xFF\0<\0a\0>\xD8\x42\0<\0/\0a\0>"),
     "*[xml-bad-bytes]"},
    {"low surrogate first", B("\xFE\xFF\xDF\xB7"), "*[xml-bad-bytes]"},
    {"high surrogate last", B("\xFE\xFF\xD8\x42"), "*[xml-bad-bytes]"},
    {"UTF-16 without a mark", B("<\0a\0/\0>\0"),
     "t.xml: error: the encoding UTF-16 without a byte order mark is not read "
     "[xml-encoding]"},
    {"UTF-16 claimed", B("<?xml version='1.0' encoding='UTF-16'?><a/>"),
     "t.xml: error: the encoding UTF-16 is not read [xml-encoding]"},
    {"UTF-32", B("\xFF\xFE\0\0<\0\0\0"),
     "t.xml: error: the encoding UTF-32 is not read [xml-encoding]"},
    {"EUC-JP",
     B("<?xml version='1.0' encoding='EUC-JP'?><a>\xB0\xD1\xC2\xF7</a>"),
     "t.xml: error: the encoding EUC-JP is not read [xml-encoding]"},
    {"ISO-2022-JP",
     B("<?xml version='1.0' encoding='ISO-2022-JP'?><a>\x1b$B0Q\x1b(B</a>"),
     "t.xml: error: the encoding ISO-2022-JP is not read [xml-encoding]"},
    {"UTF-7", B("<?xml version='1.0' encoding='UTF-7'?><a/>"),
     "*[xml-encoding]"},
    {"long encoding name",
     B("<?xml version='1.0' encoding='xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
       "xxxxxxxxxxxxxxxxxxx'?><a/>"),
     "*[xml-encoding]"},
    {"not UTF-8", B("<a>\n\n\x88\xCF</a>"),
     "t.xml:3: error: a byte sequence is not UTF-8 [xml-bad-bytes]"},
    {"overlong", B("<a>\xC0\xBC/a>"), "*[xml-bad-bytes]"},
    {"encoded surrogate", B("<a>\xED\xA1\x82</a>"), "*[xml-bad-bytes]"},
    {"not CP932",
     B("<?xml version='1.0' encoding='CP932'?>\n<a>\x88\xCF\n\x81</a>"),
     "t.xml:3: error: a byte sequence is not CP932 [xml-bad-bytes]"},
    {"cut CP932", B("<?xml version='1.0' encoding='CP932'?><a/>\x88"),
     "*[xml-bad-bytes]"},
    {"U+FFFE", B("<a>\n\xEF\xBF\xBE</a>"),
     "t.xml:2: error: the character U+FFFE is forbidden in XML "
     "[xml-bad-char]"},
    {"NUL", B("<a>\0</a>"),
     "t.xml:1: error: the character U+0000 is forbidden in XML "
     "[xml-bad-char]"},
    {"escape", B("<a>\n\n\n\x1b[2J</a>"),
     "t.xml:4: error: the character U+001B is forbidden in XML "
     "[xml-bad-char]"},
    {"form feed from UTF-16", B("\xFF\xFE\x0C\0"), "*[xml-bad-char]"},
};

static void
judge(const struct itk_blob *blob, const char *want)
{
    struct itk_error err = ITK_ERROR_INIT, treeless = ITK_ERROR_INIT;
    const clock_t start = clock();
    xmlDoc *doc = itk_xml_parse(blob, &err);

    /* No input may take longer; the slowest takes some 100 ms. */
    assert_true(clock() - start < 10 * CLOCKS_PER_SEC || blob->size > 20000000);
    if (want && *want == '*') {
        assert_non_null(err.text[ITK_EN]);
        assert_non_null(strstr(err.text[ITK_EN], want + 1));
    } else if (want) {
        assert_non_null(err.text[ITK_EN]);
        assert_string_equal(err.text[ITK_EN], want);
    } else if (err.text[ITK_EN]) {
        fail_msg("%s", err.text[ITK_EN]);
    }
    assert_int_equal(doc == NULL, want != NULL);
    assert_int_equal(itk_xml_judge(blob, &treeless), want == NULL);
    if (want)
        assert_string_equal(treeless.text[ITK_EN], err.text[ITK_EN]);
    itk_error_fini(&treeless);
    assert_int_equal(err.fault, want ? blob->fault : ITK_FAULT_NONE);
    assert_true(!doc || (!doc->intSubset && !doc->extSubset));
    xmlFreeDoc(doc);
    itk_error_fini(&err);
    assert_int_equal(itk_xml_denied(), 0);
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct itk_blob blob = {"t.xml", row->bytes, row->size,
                                  ITK_FAULT_PACKAGE};

    judge(&blob, row->want);
}

/* Every prefix of a small document ends in a verdict. */
static void
test_prefixes(void **state)
{
    static const char text[] =
        "<?xml version='1.0' encoding='UTF-8'?><!-- 注 --><a b='1' c=\"&lt;\">"
        "<![CDATA[x]]><?p q?><d>委託&#x20BB7;</d></a>";

    (void)state;
    for (size_t size = 0; size < sizeof(text); size++) {
        char *copy = size ? malloc(size) : NULL;
        const struct itk_blob blob = {"t.xml", copy, size, ITK_FAULT_CASE};

        if (size)
            memcpy(copy, text, size);
        judge(&blob, size == sizeof(text) - 1 ? NULL : "*[xml-");
        free(copy);
    }
}

/* A generated input: `start`, `count` times `piece`, `end`; % in the piece is
 * the number of the repetition. */
static struct flood {
    const char *name;
    const char *start, *piece;
    unsigned count;
    const char *end, *want;
} floods[] = {
    {"256 attributes", "<a", " a%=''", 256, "/>", NULL},
    {"257 attributes", "<a", " a%=''", 257, "/>",
     "t.xml:1: error: a tag has more than 256 attributes [xml-attrs]"},
    {"50,000 attributes", "<a", " a%=''", 50000, "/>", "*[xml-attrs]"},
    {"50,000 namespaces", "<a", " xmlns:a%='u'", 50000, "/>", "*[xml-attrs]"},
    {"50,000 attributes after an error", "<r><b c d/><a", " a%=''", 50000,
     "/></r>", "*[xml-attrs]"},
    {"50,000 attributes behind a bad target", "<r><?\xC3\x97 <a", " a%=''",
     50000, "?></r>", "*[xml-syntax]"},
    {"50,000 attributes in an end tag", "<a></a", " a%=''", 50000, ">",
     "*[xml-attrs]"},
    {"a tag of 1 MB", "<a b='", "%xxxx", 100000, "'/>", NULL},
    {"a tag over 1 MiB", "<a b='", "%xxxxx", 140000, "'/>", "*[xml-tag-big]"},
    {"depth 256", "", "<a>", 256, "", "*[xml-syntax]"},
    {"depth 300", "\n", "<a>", 300, "",
     "t.xml:2: error: elements are nested deeper than 256 [xml-deep]"},
    {"depth 100,000", "", "<a>", 100000, "", "*[xml-deep]"},
    {"flat", "<a>", "<b/>", 100000, "</a>", NULL},
    {"text of 9 MB", "<a>", "% 委託委託", 500000, "</a>", NULL},
    {"text over 10 MB", "<a>", "% 委託委託", 600000, "</a>", "*[xml-text-big]"},
    {"CDATA over 10 MB", "<a><![CDATA[", "% 委託委託", 600000, "]]></a>",
     "*[xml-text-big]"},
    {"comment over 10 MB", "<a><!--", "% 委託委託", 600000, "--></a>",
     "*[xml-text-big]"},
    {"30 MB of elements", "<a>", "<b c='%'>委託</b>", 1300000, "</a>", NULL},
    {"references", "<a>", "&amp;&#x59D4;", 500000, "</a>", NULL},
    {"undefined references", "<a>", "&b;", 100000, "</a>", "*[xml-syntax]"},
    {"many different names", "<a>", "<bbbbbbbbbbbbbbbbbbbbbb%/>", 600000,
     "</a>", "*too many different names"},
    {"many different names after an error", "<a>&x;",
     "<bbbbbbbbbbbbbbbbbbbbbb%/>", 600000, "</a>", "*[xml-syntax]"},
    {"256 namespaces in force", "<a", " xmlns:a%='u'", 256, "/>", NULL},
    {"nested namespaces", "", "<a xmlns:a%='u' xmlns:b%='u'>", 129, "",
     "*[xml-namespaces]"},
    {"100,000 namespaces in turn", "<a>", "<b xmlns:x='u'><c/></b>", 100000,
     "</a>", NULL},
    {"nothing but <", "", "<", 100000, "", "*[xml-syntax]"},
    {"nothing but <!--", "", "<!--", 100000, "", "*[xml-syntax]"},
    {"spaces", "<a>", "          ", 900000, "</a>", NULL},
};

static void
test_flood(void **state)
{
    const struct flood *row = *state;
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_blob blob = {.name = "t.xml", .fault = ITK_FAULT_CASE};

    itk_buf_adds(&text, row->start);
    for (unsigned i = 0; i < row->count; i++) {
        const size_t plain = strcspn(row->piece, "%");

        itk_buf_add(&text, row->piece, plain);
        if (row->piece[plain]) {
            itk_buf_addu(&text, i);
            itk_buf_adds(&text, row->piece + plain + 1);
        }
    }
    itk_buf_adds(&text, row->end);
    blob.data = text.data;
    blob.size = text.size;
    judge(&blob, row->want);
    itk_buf_free(&text);
}

/* 256 open and closed again is the deepest that is read. */
static void
test_depth_closed(void **state)
{
    (void)state;
    for (size_t depth = 256; depth <= 257; depth++) {
        struct itk_buf text = ITK_BUF_INIT;
        struct itk_blob blob = {.name = "t.xml", .fault = ITK_FAULT_CASE};

        for (size_t i = 0; i < depth; i++)
            itk_buf_adds(&text, "<a>");
        for (size_t i = 0; i < depth; i++)
            itk_buf_adds(&text, "</a>");
        blob.data = text.data;
        blob.size = text.size;
        judge(&blob, depth == 256 ? NULL : "*[xml-deep]");
        itk_buf_free(&text);
    }
}

/* Eight chained parameter entities: ten minutes in libxml2 if it sees them. */
static void
test_parameter_entities(void **state)
{
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_blob blob = {.name = "t.xml", .fault = ITK_FAULT_CASE};

    (void)state;
    itk_buf_adds(&text, "<!DOCTYPE a [<!ENTITY % p0 \"<!ENTITY x 'y'>\">");
    for (uint64_t level = 1; level <= 8; level++) {
        itk_buf_adds(&text, "<!ENTITY % p");
        itk_buf_addu(&text, level);
        itk_buf_adds(&text, " \"");
        for (size_t i = 0; i < 16; i++) {
            itk_buf_adds(&text, "&#37;p");
            itk_buf_addu(&text, level - 1);
            itk_buf_adds(&text, ";");
        }
        itk_buf_adds(&text, "\">");
    }
    itk_buf_adds(&text, "%p8;]><a/>");
    blob.data = text.data;
    blob.size = text.size;
    judge(&blob, "*[xml-dtd]");
    itk_buf_free(&text);
}

static void
test_too_big(void **state)
{
    struct itk_blob blob = {.name = "t.xml", .fault = ITK_FAULT_CASE};

    (void)state;
    blob.size = ITK_XML_MAX_BYTES + 1;
    blob.data = calloc(1, blob.size);
    assert_non_null(blob.data);
    judge(&blob, "t.xml: error: the XML is larger than 67108864 bytes "
                 "[xml-too-big]");
    free((void *)(uintptr_t)blob.data);
}

static struct decoded {
    const char *name;
    const char *bytes;
    size_t size;
    const char *want;
} decoded[] = {
    {"as it is", B("<?xml version='1.0' encoding='utf-8'?><a/>"),
     "<?xml version='1.0' encoding='utf-8'?><a/>"},
    {"mark dropped", B("\xEF\xBB\xBF<a/>"), "<a/>"},
    {"declaration rewritten",
     B("<?xml version='1.0' encoding = "
       "\"Shift_JIS\"?>\n<a>\x94\x92\x95\x5C\\~\x81\x60\x87\x40\xEE\xE0</a>"),
     "<?xml version='1.0' encoding = \"UTF-8\"?>\n<a>白表\\~～①髙</a>"},
    {"UTF-16 declaration rewritten",
     B("\xFE\xFF\0<\0?\0x\0m\0l\0 \0e\0n\0c\0o\0d\0i\0n\0g\0=\0'\0U\0T\0F\0-\0"
       "1\0"
       "6\0'\0?\0>"),
     "<?xml encoding='UTF-8'?>"},
    {"another attribute is not a declaration", B("<a encoding='EUC-JP'/>"),
     "<a encoding='EUC-JP'/>"},
    {"half-width katakana", B("<?xml version='1.0' encoding='sjis'?>\xB1\xB2"),
     "<?xml version='1.0' encoding='UTF-8'?>ｱｲ"},
};

static void
test_decoded(void **state)
{
    const struct decoded *row = *state;
    const struct itk_blob blob = {"t.xml", row->bytes, row->size,
                                  ITK_FAULT_CASE};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, "kept:");
    if (!itk_xml_decode(&blob, &out, &err))
        fail_msg("%s", err.text[ITK_EN]);
    assert_memory_equal(out.data, "kept:", 5);
    assert_string_equal(out.data + 5, row->want);
    itk_buf_free(&out);
}

static void
test_helpers(void **state)
{
    static const char bytes[] =
        "<w:a xmlns:w='u'>\n"
        " x<!-- c --><w:b w:i='1' e='' t='a&amp;&#10;b'>y<![CDATA[<z>]]>\n"
        "  <c>&lt;</c>w</w:b><?p i?>\n"
        " <d/>tail\n"
        "</w:a>";
    const struct itk_blob blob = {"t.xml", bytes, sizeof(bytes) - 1,
                                  ITK_FAULT_CASE};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf text = ITK_BUF_INIT;
    xmlDoc *doc = itk_xml_parse(&blob, &err);
    const xmlNode *a, *b, *d;

    (void)state;
    assert_non_null(doc);
    a = xmlDocGetRootElement(doc);
    b = itk_xml_first(a);
    d = itk_xml_next(b);
    assert_true(itk_xml_is(a, "a") && itk_xml_is(b, "b") && itk_xml_is(d, "d"));
    assert_false(itk_xml_is(a, "w:a") || itk_xml_is(NULL, "a") ||
                 itk_xml_is(a->children, "text"));
    assert_null(itk_xml_next(d));
    assert_null(itk_xml_next(NULL));
    assert_null(itk_xml_first(d));
    assert_null(itk_xml_first(NULL));
    assert_string_equal(itk_xml_attr(b, "i"), "1");
    assert_string_equal(itk_xml_attr(b, "e"), "");
    assert_string_equal(itk_xml_attr(b, "t"), "a&\nb");
    assert_null(itk_xml_attr(b, "none"));
    assert_null(itk_xml_attr(b->children, "i"));
    assert_null(itk_xml_attr(NULL, "i"));
    assert_int_equal(itk_xml_line(a), 1);
    assert_int_equal(itk_xml_line(b), 2);
    assert_int_equal(itk_xml_line(itk_xml_first(b)), 3);
    assert_int_equal(itk_xml_line(d), 4);
    itk_xml_text(&text, b);
    assert_string_equal(text.data, "y<z>\n  <w");
    itk_buf_clear(&text);
    itk_xml_text(&text, a);
    assert_string_equal(text.data, "\n xy<z>\n  <w\n tail\n");
    itk_buf_clear(&text);
    itk_xml_text(&text, d);
    itk_xml_text(&text, NULL);
    assert_string_equal(text.data, "");
    itk_buf_free(&text);
    xmlFreeDoc(doc);
}

/* More of CP932 than is converted at once. */
static void
test_much_cp932(void **state)
{
    struct itk_buf text = ITK_BUF_INIT, utf8 = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob = {.name = "t.xml", .fault = ITK_FAULT_CASE};

    (void)state;
    itk_buf_adds(&text, "<?xml version='1.0' encoding='Shift_JIS'?><a>");
    for (size_t i = 0; i < 5000; i++)
        itk_buf_adds(&text, "\x88\xCF");
    itk_buf_adds(&text, "</a>");
    blob.data = text.data;
    blob.size = text.size;
    assert_true(itk_xml_decode(&blob, &utf8, &err));
    assert_int_equal(utf8.size, text.size + 5000 - 4); /* "UTF-8" is shorter */
    assert_non_null(strstr(utf8.data, "委委委</a>"));
    itk_buf_free(&text);
    itk_buf_free(&utf8);
}

/* Lines go on past 65,535. */
static void
test_line_70000(void **state)
{
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob = {.name = "t.xml", .fault = ITK_FAULT_CASE};
    const xmlNode *node;
    xmlDoc *doc;

    (void)state;
    itk_buf_adds(&text, "<a>");
    for (size_t i = 0; i < 70000; i++)
        itk_buf_adds(&text, "\n<b>x</b>");
    itk_buf_adds(&text, "</a>");
    blob.data = text.data;
    blob.size = text.size;
    doc = itk_xml_parse(&blob, &err);
    assert_non_null(doc);
    node = itk_xml_first(xmlDocGetRootElement(doc));
    for (long line = 2; line <= 70001; line++, node = itk_xml_next(node))
        assert_int_equal(itk_xml_line(node), line);
    xmlFreeDoc(doc);
    itk_buf_free(&text);
}

/* libxml2's allocations end the program when there is no memory. Sanitizers
 * end it in ways of their own. */
static void
test_no_memory(void **state)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
    int status;
    const pid_t child = fork();

    if (child == 0) {
        close(STDERR_FILENO);
        xmlFree(xmlMalloc(PTRDIFF_MAX));
        _exit(99);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), ITK_FAULT_MACHINE);
#endif
    (void)state;
}

static int
start(void **state)
{
    (void)state;
    itk_xml_init();
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    itk_xml_done();
    return 0;
}

int
main(void)
{
    struct CMUnitTest
        tests[ITK_COUNT(rows) + ITK_COUNT(floods) + ITK_COUNT(decoded) + 8];
    size_t count = 0;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};

    for (size_t i = 0; i < ITK_COUNT(floods); i++)
        tests[count++] = (struct CMUnitTest){floods[i].name, test_flood, NULL,
                                             NULL, &floods[i]};

    for (size_t i = 0; i < ITK_COUNT(decoded); i++)
        tests[count++] = (struct CMUnitTest){decoded[i].name, test_decoded,
                                             NULL, NULL, &decoded[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_prefixes);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_depth_closed);
    tests[count++] =
        (struct CMUnitTest)cmocka_unit_test(test_parameter_entities);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_too_big);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_helpers);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_line_70000);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_much_cp932);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_no_memory);
    assert(count == ITK_COUNT(tests));
    return cmocka_run_group_tests(tests, start, stop);
}
