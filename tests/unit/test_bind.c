/*
 * Documents bound into one: small templates in memory, bound and read back.
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

#include "opc/archive.h"
#include "render/bind.h"
#include "tests/support/json_lookup.h"
#include "xml/xml.h"

#define OFFICE                                                                 \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define NS                                                                     \
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main"  \
    "\" xmlns:r=\"" OFFICE "\""
#define WML "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define REL(id, kind, target)                                                  \
    "<Relationship Id=\"" id "\" Type=\"" OFFICE "/" kind                      \
    "\" Target=\"" target "\"/>"
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style)                                                          \
    "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr></w:p>"
#define FIELD(code) "<w:p><w:r><w:instrText>" code "</w:instrText></w:r></w:p>"
#define NUM(id)                                                                \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" id           \
    "\"/></w:numPr></w:pPr></w:p>"
#define PAGE "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
#define FOOT "<w:footerReference w:type=\"default\" r:id=\"rId5\"/>"
#define HEAD "<w:headerReference w:type=\"default\" r:id=\"rId4\"/>"
#define STYLE(id, more)                                                        \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" id   \
    "\"/>" more "</w:style>"
#define STYLES                                                                 \
    STYLE("Article", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr>"        \
                     "</w:pPr>")                                               \
    STYLE("Para", "<w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId "             \
                  "w:val=\"1\"/></w:numPr></w:pPr>")                           \
    STYLE("Derived", "<w:basedOn w:val=\"Para\"/>")                            \
    STYLE("None", "<w:basedOn w:val=\"Para\"/><w:pPr><w:numPr><w:numId "       \
                  "w:val=\"0\"/></w:numPr></w:pPr>")                           \
    STYLE("Ring", "<w:basedOn w:val=\"Ring\"/>")
#define ABSTRACT(id, start)                                                    \
    "<w:abstractNum w:abstractNumId=\"" id "\"><w:lvl w:ilvl=\"0\"><w:start "  \
    "w:val=\"" start "\"/></w:lvl></w:abstractNum>"
#define NUMBERING                                                              \
    ABSTRACT("9", "4")                                                         \
    ABSTRACT("2", "1")                                                         \
    "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"2\"/></w:num>"              \
    "<w:num w:numId=\"7\"><w:abstractNumId w:val=\"9\"/></w:num>"

struct made {
    const char *body, *section; /* what stands in the last w:sectPr */
    const char *styles, *numbering, *settings; /* NULL: as usual */
    const char *root;                          /* further attributes */
    const char *rels, *header;                 /* NULL: no header */
    const char *media;                         /* its bytes; NULL: none */
    bool notes;                                /* footnotes */
};

static void
part(itk_archive *archive, const char *name, const char *before,
     const char *text, const char *after)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, before);
    itk_buf_adds(&out, text);
    itk_buf_adds(&out, after);
    itk_archive_add(archive, name, out.data, out.size);
    itk_buf_free(&out);
}

#define TYPE(name, type)                                                       \
    "<Override PartName=\"/word/" name ".xml\" ContentType=\"" WML type        \
    "+xml\"/>"

static void
put_document(itk_archive *archive, const struct made *made)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, "<w:document" NS);
    itk_buf_adds(&out, made->root ? made->root : "");
    itk_buf_adds(&out, "><w:body>");
    itk_buf_adds(&out, made->body);
    itk_buf_adds(&out, "<w:sectPr>");
    itk_buf_adds(&out, made->section ? made->section : FOOT PAGE);
    part(archive, "word/document.xml", "", out.data,
         "</w:sectPr></w:body></w:document>");
    itk_buf_free(&out);
}

static void
put_rels(itk_archive *archive, const struct made *made)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, "<Relationships xmlns=\"" PACKAGE
                       "relationships\">" REL("rId1", "styles", "styles.xml")
                           REL("rId2", "numbering", "numbering.xml")
                               REL("rId3", "settings", "settings.xml")
                                   REL("rId5", "footer", "footer1.xml"));
    if (made->notes)
        itk_buf_adds(&out, REL("rId8", "footnotes", "footnotes.xml"));
    if (made->header)
        itk_buf_adds(&out, REL("rId4", "header", "header1.xml"));
    part(archive, "word/_rels/document.xml.rels", out.data,
         made->rels ? made->rels : "", "</Relationships>");
    itk_buf_free(&out);
}

static void
write_docx(const struct made *made, struct itk_buf *docx)
{
    itk_archive *archive = itk_archive_new(6);

    itk_archive_begin(archive, docx);
    part(archive, "[Content_Types].xml",
         "<Types xmlns=\"" PACKAGE
         "content-types\"><Default Extension=\"rels\" ContentType="
         "\"application/vnd.openxmlformats-package.relationships+xml\"/>"
         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
         "<Default Extension=\"png\" ContentType=\"image/png\"/>",
         TYPE("document", "document.main") TYPE("styles", "styles")
             TYPE("numbering", "numbering") TYPE("settings", "settings")
                 TYPE("footer1", "footer"),
         made->header  ? TYPE("header1", "header") "</Types>"
         : made->notes ? TYPE("footnotes", "footnotes") "</Types>"
                       : "</Types>");
    part(archive, "_rels/.rels", "<Relationships xmlns=\"" PACKAGE,
         "relationships\">" REL("rId1", "officeDocument", "word/document.xml"),
         "</Relationships>");
    put_rels(archive, made);
    put_document(archive, made);
    part(archive, "word/styles.xml", "<w:styles" NS ">",
         made->styles ? made->styles : STYLES, "</w:styles>");
    part(archive, "word/numbering.xml", "<w:numbering" NS ">",
         made->numbering ? made->numbering : NUMBERING, "</w:numbering>");
    part(archive, "word/settings.xml", "<w:settings" NS ">",
         made->settings ? made->settings : "", "</w:settings>");
    part(archive, "word/footer1.xml", "<w:ftr" NS ">",
         FIELD(" PAGE ") FIELD(" NUMPAGES "), "</w:ftr>");
    if (made->header)
        part(archive, "word/header1.xml", "<w:hdr" NS ">", made->header,
             "</w:hdr>");
    if (made->notes)
        part(archive, "word/footnotes.xml", "<w:footnotes" NS, "/>", "");
    if (made->media)
        part(archive, "word/media/a.png", made->media, "", "");
    assert_true(itk_archive_end(archive));
    itk_archive_free(archive);
}

static itk_template *
compile(const struct made *made)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    struct itk_buf docx = ITK_BUF_INIT;
    itk_template *tmpl;

    write_docx(made, &docx);
    tmpl = itk_template_compile(
        &(struct itk_blob){"t.docx", docx.data, docx.size, ITK_FAULT_PACKAGE},
        NULL, found, &err);
    if (!tmpl)
        fail_msg("%s", err.text[ITK_EN]);
    itk_buf_free(&docx);
    itk_findings_free(found);
    return tmpl;
}

/* ---- a binding, and what came of it ---- */

#define MAX_TEMPLATES 4

struct bench {
    itk_renderer *renderer;
    itk_template *at[MAX_TEMPLATES];
    size_t count;
    json_t *json;
    struct itk_lookup lookup;
    itk_binder *binder;
    struct itk_error err;
    struct itk_buf docx;
    itk_package *package;
    xmlDoc *doc;
};

static int
setup(void **state)
{
    struct bench *b = itk_alloc(sizeof(*b));

    *b = (struct bench){.renderer = itk_renderer_new(),
                        .err = ITK_ERROR_INIT,
                        .docx = ITK_BUF_INIT};
    b->json = json_lookup_read("{\"name\":\"&甲\"}");
    b->lookup = json_lookup(b->json);
    *state = b;
    return 0;
}

static int
teardown(void **state)
{
    struct bench *b = *state;

    itk_binder_free(b->binder);
    itk_renderer_free(b->renderer);
    for (size_t i = 0; i < b->count; i++)
        itk_template_free(b->at[i]);
    json_decref(b->json);
    itk_package_free(b->package);
    xmlFreeDoc(b->doc);
    itk_buf_free(&b->docx);
    itk_error_fini(&b->err);
    free(b);
    return 0;
}

static const itk_template *
take(struct bench *b, struct made made)
{
    assert_in_range(b->count, 0, MAX_TEMPLATES - 1);
    b->at[b->count] = compile(&made);
    return b->at[b->count++];
}

static bool
begin(struct bench *b, struct made made)
{
    b->binder = itk_binder_new(b->renderer, take(b, made), &b->err);
    return b->binder != NULL;
}

static bool
add(struct bench *b, struct itk_piece piece, bool last)
{
    piece.lookup = &b->lookup;
    return itk_binder_add(b->binder, &piece, last, &b->err);
}

static void
sound(struct bench *b, bool ok)
{
    if (!ok)
        fail_msg("%s", b->err.text[ITK_EN] ? b->err.text[ITK_EN] : "no error");
}

static void
refused(struct bench *b, bool ok, const char *what)
{
    assert_false(ok);
    assert_int_equal(b->err.id, ITK_MSG_BIND_TEMPLATE);
    assert_int_equal(b->err.fault, ITK_FAULT_PACKAGE);
    if (!strstr(b->err.text[ITK_EN], what))
        fail_msg("'%s' does not name %s", b->err.text[ITK_EN], what);
}

static const char *
text_of(const struct bench *b, const char *name)
{
    const struct itk_part *part = itk_package_find(b->package, name);

    if (!part)
        fail_msg("no %s", name);
    return part->data;
}

static void
end(struct bench *b)
{
    struct itk_blob blob = {"out.docx", NULL, 0, ITK_FAULT_PROGRAM};
    const struct itk_part *part;

    sound(b, itk_binder_end(b->binder, &b->lookup, &b->docx, &b->err));
    blob.data = b->docx.data;
    blob.size = b->docx.size;
    sound(b, itk_archive_verify(&blob, &b->err));
    b->package = itk_package_read(&blob, &b->err);
    sound(b, b->package != NULL);
    part = itk_package_find(b->package, "word/document.xml");
    blob.data = part->data;
    blob.size = part->size;
    b->doc = itk_xml_parse(&blob, &b->err);
    sound(b, b->doc != NULL);
}

static size_t
count(const char *text, const char *what)
{
    size_t found = 0;

    while ((text = strstr(text, what))) {
        found++;
        text += strlen(what);
    }
    return found;
}

/* The values of an attribute of all elements of that name, one a line. */
static void
values(const xmlNode *node, const char *name, const char *attr,
       struct itk_buf *out)
{
    for (const xmlNode *at = itk_xml_first(node); at; at = itk_xml_next(at)) {
        if (itk_xml_is(at, name) && itk_xml_attr(at, attr)) {
            itk_buf_adds(out, itk_xml_attr(at, attr));
            itk_buf_addc(out, ' ');
        }
        values(at, name, attr, out);
    }
}

static void
values_are(const struct bench *b, const char *name, const char *attr,
           const char *wanted)
{
    struct itk_buf out = ITK_BUF_INIT;

    values(xmlDocGetRootElement(b->doc), name, attr, &out);
    assert_string_equal(out.size ? out.data : "", wanted);
    itk_buf_free(&out);
}

/* ---- ids, names, fields ---- */

#define NAMED                                                                  \
    "<w:p><w:bookmarkStart w:id='5' w:name='a'/><w:bookmarkEnd w:id='5'/>"     \
    "<w:hyperlink w:anchor=\"a\"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>"  \
    "<w:sdt><w:sdtPr><w:id w:val=\"7\"/></w:sdtPr><w:sdtContent>" P(           \
        "y") "</w:sdtContent></w:sdt>" FIELD(" REF a \\h ") "<w:p><w:"         \
                                                            "fldSimple "       \
                                                            "w:instr=\" "      \
                                                            "PAGEREF  a "      \
                                                            "\"/></w:p>"

static void
test_names(void **state)
{
    struct bench *b = *state;
    const char *text;

    sound(b, begin(b, (struct made){.body = NAMED}));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[0]}, false));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[0]}, true));
    end(b);
    values_are(b, "bookmarkStart", "name", "_B_0 a_0 _E_0 _B_1 a_1 _E_1 ");
    /* an id each, in the order of the document; both ends have the same */
    values_are(b, "bookmarkStart", "id", "1 2 4 5 6 8 ");
    values_are(b, "bookmarkEnd", "id", "1 2 4 5 6 8 ");
    values_are(b, "id", "val", "3 7 ");
    values_are(b, "hyperlink", "anchor", "a_0 a_1 ");
    values_are(b, "fldSimple", "instr", " PAGEREF  a_0   PAGEREF  a_1  ");
    text = text_of(b, "word/document.xml");
    assert_int_equal(count(text, "> REF a_0 \\h <"), 1);
    assert_int_equal(count(text, "> REF a_1 \\h <"), 1);
    assert_int_equal(count(text, "<w:body>"), 1);
    assert_int_equal(count(text, "<w:document"), 1);
}

/* Word keeps 40 characters of a name: two long ones stay apart. */
static void
test_long_names(void **state)
{
#define LONG "a_name_of_more_than_thirty_eight_signs_"
    struct bench *b = *state;
    const char *at;

    sound(b,
          begin(b, (struct made){
                       .body = "<w:p><w:bookmarkStart w:id=\"1\" "
                               "w:name=\"" LONG "1\"/><w:bookmarkEnd "
                               "w:id=\"1\"/><w:bookmarkStart w:id=\"2\" "
                               "w:name=\"" LONG "2\"/><w:bookmarkEnd "
                               "w:id=\"2\"/></w:p>" FIELD(" REF " LONG "2 ")}));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[0]}, true));
    end(b);
    at = text_of(b, "word/document.xml");
    assert_int_equal(count(at, LONG), 0);
    at = strstr(at, "> REF ") + strlen("> REF ");
    assert_int_equal(strcspn(at, " "), 19); /* _, 16 digits, _0 */
    {
        char name[32];

        snprintf(name, sizeof(name), "\"%.19s\"", at);
        assert_int_equal(count(text_of(b, "word/document.xml"), name), 1);
    }
}

/* ---- lists ---- */

static void
test_lists(void **state)
{
    struct bench *b = *state;
    const char *nums;

    sound(b, begin(b, (struct made){.body = STYLED("Article") STYLED("Article")
                                        NUM("7") NUM("7") NUM("0")}));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[0]}, false));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[0]}, true));
    end(b);
    /* behind the template's last one, 7: for each piece one of the style and
     * one of its own; none is none */
    values_are(b, "numId", "val", "8 8 9 9 0 10 10 11 11 0 ");
    nums = text_of(b, "word/numbering.xml");
    assert_int_equal(count(nums, "<w:num "), 6);
#define ADDED(id, abstract, start)                                             \
    "<w:num w:numId=\"" id "\"><w:abstractNumId w:val=\"" abstract             \
    "\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"" start          \
    "\"/></w:lvlOverride></w:num>"
    assert_int_equal(count(nums,
                           ADDED("8", "2", "1") ADDED("9", "9", "4")
                               ADDED("10", "2", "1") ADDED("11", "9", "4")),
                     1);
}

/* What comes from a style, or from the one that it is based on, is said by the
 * paragraph itself; what it says already stays. */
static void
test_styles(void **state)
{
    struct bench *b = *state;

    sound(b,
          begin(b, (struct made){
                       .body = STYLED("Para") STYLED("Derived") STYLED("None")
                           STYLED("Ring") STYLED(
                               "Unknown") "<w:p><w:pPr><w:pStyle "
                                          "w:val=\"Para\"/><w:keepNext/>"
                                          "<w:jc w:val=\"left\"/></w:pPr></w:p>"
                                          "<w:p><w:pPr><w:pStyle "
                                          "w:val=\"Para\"/><w:numPr>"
                                          "<w:ilvl w:val=\"3\"/><w:numId "
                                          "w:val=\"7\"/></w:numPr>"
                                          "</w:pPr></w:p>"}));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[0]}, true));
    end(b);
    values_are(b, "ilvl", "val", "1 1 1 3 ");
    values_are(b, "numId", "val", "8 8 8 9 ");
    assert_int_equal(
        count(text_of(b, "word/document.xml"),
              "<w:keepNext/><w:numPr><w:ilvl w:val=\"1\"/><w:numId "
              "w:val=\"8\"/></w:numPr><w:jc w:val=\"left\"/>"),
        1);
}

/* ---- sections, headers, footers ---- */

#define TWO_SECTIONS                                                           \
    "<w:p><w:pPr><w:sectPr>" FOOT PAGE                                         \
    "<w:pgNumType w:start=\"3\"/><w:cols w:num=\"2\"/></w:sectPr></w:pPr>"     \
    "</w:p>" P("b")

static void
test_sections(void **state)
{
    struct bench *b = *state;

    sound(b, begin(b, (struct made){.body = TWO_SECTIONS,
                                    .section = HEAD FOOT PAGE,
                                    .header = P("{label}：{title}")}));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[0]}, false));
    sound(b, add(b,
                 (struct itk_piece){
                     .tmpl = b->at[0], .label = "案1", .title = "甲&乙"},
                 true));
    end(b);
    values_are(b, "pgNumType", "start", "1 1 "); /* the first of each piece */
    values_are(b, "cols", "num", "2 2 ");
    values_are(b, "footerReference", "id", "rIdf1 rIdf2 rIdf3 rIdf4 ");
    values_are(b, "headerReference", "id", "rIdh1 rIdh2 ");
    /* sections 1 to 3 end in a paragraph, the last one stands at the end */
    assert_int_equal(count(text_of(b, "word/document.xml"), "<w:sectPr>"), 4);
    assert_int_equal(count(text_of(b, "word/document.xml"),
                           "</w:sectPr></w:body></w:document>"),
                     1);
    assert_non_null(strstr(text_of(b, "word/header1.xml"), "案1：甲&amp;乙"));
    assert_non_null(strstr(text_of(b, "word/footer2.xml"), " PAGEREF _E_0 "));
    assert_non_null(strstr(text_of(b, "word/footer3.xml"), " PAGEREF _E_1 "));
    assert_non_null(strstr(text_of(b, "word/footer3.xml"), "> PAGE <"));
    assert_null(itk_package_find(b->package, "word/footer5.xml"));
    assert_null(itk_package_find(b->package, "word/header3.xml"));
    for (int i = 1; i <= 4; i++) {
        char name[64];

        snprintf(name, sizeof(name), "Target=\"footer%d.xml\"", i);
        assert_int_equal(
            count(text_of(b, "word/_rels/document.xml.rels"), name), 1);
        snprintf(name, sizeof(name), "PartName=\"/word/footer%d.xml\"", i);
        assert_int_equal(count(text_of(b, "[Content_Types].xml"), name), 1);
    }
}

/* ---- what a piece says of others ---- */

#define ROWS                                                                   \
    "<w:p><w:hyperlink w:anchor=\"itaku_part\"/></w:p>" FIELD(                 \
        " PAGEREF itaku_part_end \\h ")

static void
test_rows(void **state)
{
    static const size_t rows[] = {2, 1};
    struct bench *b = *state;

    sound(b, begin(b, (struct made){.body = ROWS ROWS}));
    take(b, (struct made){.body = P("{name}")});
    sound(b, add(b,
                 (struct itk_piece){
                     .tmpl = b->at[0], .rows = rows, .rows_count = 2},
                 false));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[1]}, false));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[1]}, true));
    end(b);
    values_are(b, "hyperlink", "anchor", "_B_2 _B_1 ");
    assert_non_null(
        strstr(text_of(b, "word/document.xml"), " PAGEREF _E_2 \\h "));
    assert_non_null(
        strstr(text_of(b, "word/document.xml"), " PAGEREF _E_1 \\h "));
    assert_int_equal(count(text_of(b, "word/document.xml"), "&amp;甲"), 2);
}

/* It tells of all of them or of none. */
static void
test_rows_missing(void **state)
{
    static const size_t rows[] = {1, 2};
    struct bench *b = *state;

    sound(b, begin(b, (struct made){.body = ROWS}));
    refused(
        b,
        add(b,
            (struct itk_piece){.tmpl = b->at[0], .rows = rows, .rows_count = 2},
            true),
        "word/document.xml");
}

static void
test_alone(void **state)
{
    struct bench *b = *state;

    sound(b, begin(b, (struct made){.body = ROWS}));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[0], .alone = true}, true));
    end(b);
    values_are(b, "hyperlink", "anchor", "_B_0 ");
    assert_non_null(strstr(text_of(b, "word/document.xml"), "> QUOTE － <"));
}

/* ---- what can be bound ---- */

static void
test_shared(void **state)
{
    static const struct {
        struct made made;
        const char *what; /* NULL: it can be bound */
    } rows[] = {
        {{.body = P("x"), .styles = STYLES}, NULL},
        {{.body = P("x"), .styles = STYLES STYLE("More", "")},
         "word/styles.xml"},
        {{.body = P("x"), .numbering = NUMBERING ABSTRACT("3", "1")},
         "word/numbering.xml"},
        {{.body = P("x"), .settings = "<w:zoom w:percent=\"90\"/>"},
         "word/settings.xml"},
        {{.body = P("x"),
          .media = "png",
          .rels = REL("rId9", "image", "media/a.png")},
         "media/a.png"},
        {{.body = P("x"), .notes = true}, "footnotes.xml"},
        {{.body = P("x"), .root = " xmlns:x=\"urn:x\""}, "word/document.xml"},
        {{.body = P("x"), .header = P("h")}, "header1.xml"},
    };

    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        struct bench *b;
        bool ok;

        teardown(state);
        setup(state);
        b = *state;
        sound(b, begin(b, (struct made){.body = P("base")}));
        sound(b, add(b, (struct itk_piece){.tmpl = b->at[0]}, false));
        ok = add(b, (struct itk_piece){.tmpl = take(b, rows[i].made)}, true);
        if (rows[i].what)
            refused(b, ok, rows[i].what);
        else
            sound(b, ok);
    }
}

/* What hangs on the base stays with it, but for notes. */
static void
test_base(void **state)
{
    struct bench *b = *state;

    sound(b,
          begin(b, (struct made){.body = P("x"),
                                 .media = "png",
                                 .rels = REL("rId9", "image", "media/a.png")}));
    sound(b, add(b, (struct itk_piece){.tmpl = b->at[0]}, true));
    end(b);
    assert_memory_equal(text_of(b, "word/media/a.png"), "png", 3);
    assert_int_equal(count(text_of(b, "word/_rels/document.xml.rels"),
                           REL("rId9", "image", "media/a.png")),
                     1);
    teardown(state);
    setup(state);
    b = *state;
    refused(b, begin(b, (struct made){.body = P("x"), .notes = true}),
            "footnotes.xml");
}

/* One header too many: the limit is said, not passed. */
static void
test_many(void **state)
{
    struct bench *b = *state;

    sound(b, begin(b, (struct made){.body = P("x"),
                                    .section = HEAD PAGE,
                                    .header = P("{label}")}));
    for (size_t i = 0; i < ITK_BIND_MAX_PARTS; i++)
        sound(b, add(b, (struct itk_piece){.tmpl = b->at[0], .label = "a"},
                     false));
    assert_false(
        add(b, (struct itk_piece){.tmpl = b->at[0], .label = "a"}, true));
    assert_int_equal(b->err.id, ITK_MSG_BIND_MANY);
    assert_int_equal(b->err.fault, ITK_FAULT_CALLER);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_names, setup, teardown),
        cmocka_unit_test_setup_teardown(test_long_names, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lists, setup, teardown),
        cmocka_unit_test_setup_teardown(test_styles, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sections, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rows_missing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_shared, setup, teardown),
        cmocka_unit_test_setup_teardown(test_base, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
