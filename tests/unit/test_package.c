/*
 * Reading packages: a small sound one, and one fault at a time in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "opc/package.h"
#include "tests/support/zip_build.h"
#include "xml/xml.h"

#define ACCEPTED ITK_MSG_COUNT
#define NONE     "-" /* a part that is left out */

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define R      OFFICE "relationships/"
#define MS     "http://schemas.microsoft.com/office/2006/relationships/"
#define WORD   "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define W                                                                      \
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

#define TYPES(inner)                                                           \
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"           \
    "content-types\">" inner "</Types>"
#define DEFAULTS                                                               \
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"             \
    "<Default Extension=\"png\" ContentType=\"image/png\"/>"                   \
    "<Default Extension=\"bin\" ContentType=\"application/octet-stream\"/>"    \
    "<Default Extension=\"rels\" ContentType=\"application/"                   \
    "vnd.openxmlformats-package.relationships+xml\"/>"
#define OVERRIDE(part, type)                                                   \
    "<Override PartName=\"" part "\" ContentType=\"" type "\"/>"
#define MAIN(kind)                                                             \
    TYPES(DEFAULTS OVERRIDE("/word/document.xml", WORD kind ".main+xml"))
#define WITH(part, type)                                                       \
    TYPES(DEFAULTS OVERRIDE("/word/document.xml", WORD "document.main+xml")    \
              OVERRIDE(part, type))

#define RELS(inner)                                                            \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"   \
    "relationships\">" inner "</Relationships>"
#define REL(id, type, target)                                                  \
    "<Relationship Id=\"" id "\" Type=\"" type "\" Target=\"" target "\"/>"
#define OUTSIDE(type, target)                                                  \
    RELS("<Relationship Id=\"r1\" Type=\"" type "\" Target=\"" target          \
         "\" TargetMode=\"External\"/>")
#define LINK(target) OUTSIDE(R "hyperlink", target)
#define INSIDE(type) RELS(REL("r1", type, "a.bin"))

#define ROOT     RELS(REL("r1", R "officeDocument", "word/document.xml"))
#define DOCUMENT "<w:document " W "><w:body/></w:document>"
#define TEXT(inner)                                                            \
    "<w:document " W " xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>"     \
    "<w:p>" inner "</w:p></w:body></w:document>"
#define CHAR(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define CODE(text) "<w:r><w:instrText>" text "</w:instrText></w:r>"
#define FIELD(codes)                                                           \
    TEXT(CHAR("begin") codes CHAR("separate") CODE("LINK a") CHAR("end"))
#define INNER(code) CHAR("begin") CODE(code) CHAR("end")

static struct row {
    const char *name;
    enum itk_msg want;
    const char *types, *root, *document; /* NULL: the sound one; NONE */
    const char *rels;                    /* of the main part */
    struct zip_file more[3];
    bool looked; /* refused, but for what is only read */
} rows[] = {
    {"sound", ACCEPTED, .types = NULL},
    {"target from the root", ACCEPTED,
     .root = RELS(REL("r1", R "officeDocument", "/word/document.xml"))},
    {"target in another case", ACCEPTED,
     .root = RELS(REL("r1", R "officeDocument", "Word/Document.XML"))},
    {"folder", ACCEPTED, .more = {{.name = "word/media/", .data = ""}}},
    {"picture", ACCEPTED, .rels = RELS(REL("r1", R "image", "media/a.png")),
     .more = {{.name = "word/media/a.png", .data = "x"}}},
    {"escaped target", ACCEPTED,
     .rels = RELS(REL("r1", R "image", "media/%E5%9B%B3.png")),
     .more = {{.name = "word/media/図.png", .data = "x"}}},
    {"target with fragment", ACCEPTED,
     .rels = RELS(REL("r1", R "hyperlink", "#bookmark"))},
    {"relationships of a part that is not there", ACCEPTED,
     .more = {{.name = "word/_rels/gone.xml.rels", .data = RELS("")}}},
    {"utf-16 part", ACCEPTED,
     .more = {{.name = "customXml/item1.xml",
               .data = "\xFF\xFE<\0a\0/\0>\0",
               .size = 10}}},
    {"workbook of a chart", ACCEPTED,
     .types =
         TYPES(DEFAULTS OVERRIDE("/word/document.xml", WORD "document.main+xml")
                   OVERRIDE("/word/charts/c.xml",
                            "application/vnd.openxmlformats-"
                            "officedocument.drawingml.chart+xml")),
     .more = {{.name = "word/charts/c.xml", .data = "<c/>"},
              {.name = "word/charts/_rels/c.xml.rels",
               .data = RELS(REL("r1", R "package", "../a.bin"))},
              {.name = "word/a.bin", .data = "x"}}},

    /* Hyperlinks. */
    {"http", ACCEPTED, .rels = LINK("http://example.jp/a?b=c#d")},
    {"https", ACCEPTED, .rels = LINK("HTTPS://example.jp/")},
    {"mailto", ACCEPTED, .rels = LINK("mailto:a@example.jp?subject=x")},
    {"tel", ACCEPTED, .rels = LINK("tel:0222611111")},
    {"neighbour", ACCEPTED, .rels = LINK("../a%20b.docx")},
    {"fragment", ACCEPTED, .rels = LINK("#here:1")},
    {"file", ITK_MSG_OPC_OUTSIDE, .rels = LINK("file:///C:/a.docx")},
    {"file in capitals", ITK_MSG_OPC_OUTSIDE, .rels = LINK("FILE://host/a")},
    {"file after a space", ITK_MSG_OPC_OUTSIDE, .rels = LINK(" file:///a")},
    {"file escaped", ITK_MSG_OPC_OUTSIDE, .rels = LINK("%66ile:///a")},
    {"unc", ITK_MSG_OPC_OUTSIDE, .rels = LINK("\\\\host\\share\\a")},
    {"unc with slashes", ITK_MSG_OPC_OUTSIDE, .rels = LINK("//host/share/a")},
    {"unc escaped", ITK_MSG_OPC_OUTSIDE, .rels = LINK("%5C%5Chost%5Ca")},
    {"absolute path", ITK_MSG_OPC_OUTSIDE, .rels = LINK("/etc/passwd")},
    {"drive", ITK_MSG_OPC_OUTSIDE, .rels = LINK("C:\\a.docx")},
    {"script", ITK_MSG_OPC_OUTSIDE, .rels = LINK("javascript:alert(1)")},
    {"protocol of a program", ITK_MSG_OPC_OUTSIDE, .rels = LINK("ms-msdt:/id")},
    {"remote picture", ITK_MSG_OPC_OUTSIDE,
     .rels = OUTSIDE(R "image", "http://example.jp/a.png")},
    {"remote of an unknown kind", ITK_MSG_OPC_OUTSIDE,
     .rels = OUTSIDE("urn:x/y", "http://example.jp/")},
    {"attached template", ITK_MSG_OPC_ATTACHED,
     .rels = OUTSIDE(R "attachedTemplate", "http://example.jp/a.dotm"),
     .looked = true},
    {"attached template on a disk", ITK_MSG_OPC_ATTACHED,
     .rels = OUTSIDE(R "attachedTemplate", "file:///C:/a.dotx"),
     .looked = true},
    {"attached template within", ITK_MSG_OPC_ATTACHED,
     .rels = INSIDE(R "attachedTemplate"), .looked = true},

    /* Active content. */
    {"macros", ITK_MSG_OPC_ACTIVE, .rels = INSIDE(MS "vbaProject")},
    {"macros by case", ITK_MSG_OPC_ACTIVE, .rels = INSIDE(MS "VBAPROJECT")},
    {"macros by type", ITK_MSG_OPC_ACTIVE,
     .types = WITH("/word/a.bin", "application/vnd.ms-office.vbaProject"),
     .more = {{.name = "word/a.bin", .data = "x"}}},
    {"ole", ITK_MSG_OPC_ACTIVE, .rels = INSIDE(R "oleObject")},
    {"remote ole", ITK_MSG_OPC_ACTIVE,
     .rels = OUTSIDE(R "oleObject", "http://example.jp/a")},
    {"ole by type", ITK_MSG_OPC_ACTIVE,
     .types = WITH("/word/a.bin",
                   "application/vnd.openxmlformats-officedocument.oleObject"),
     .more = {{.name = "word/a.bin", .data = "x"}}},
    {"embedded document", ITK_MSG_OPC_ACTIVE, .rels = INSIDE(R "package")},
    {"embedded with macros", ITK_MSG_OPC_ACTIVE,
     .types =
         WITH("/word/a.bin", "application/vnd.ms-excel.sheet.macroEnabled.12"),
     .more = {{.name = "word/a.bin", .data = "x"}}},
    {"altChunk", ITK_MSG_OPC_ACTIVE, .rels = INSIDE(R "aFChunk")},
    {"activex", ITK_MSG_OPC_ACTIVE, .rels = INSIDE(R "control")},
    {"ribbon", ITK_MSG_OPC_ACTIVE,
     .root = RELS(REL("r1", R "officeDocument", "word/document.xml")
                      REL("r2", MS "ui/extensibility", "a.xml"))},
    {"add-in", ITK_MSG_OPC_ACTIVE,
     .root = RELS(REL("r1", R "officeDocument", "word/document.xml")
                      REL("r2", MS "webextensiontaskpanes", "a.xml"))},
    {"subdocument", ITK_MSG_OPC_ACTIVE,
     .rels = OUTSIDE(R "subDocument", "a.docx")},
    {"mail merge", ITK_MSG_OPC_ACTIVE,
     .rels = OUTSIDE(R "mailMergeSource", "file:///C:/a.csv")},
    {"signature", ITK_MSG_OPC_ACTIVE,
     .types = WITH("/_xmlsignatures/origin.sigs",
                   "application/vnd.openxmlformats-package."
                   "digital-signature-origin"),
     .root = RELS(REL("r1", R "officeDocument", "word/document.xml")
                      REL("r2",
                          "http://schemas.openxmlformats.org/package/2006/"
                          "relationships/digital-signature/origin",
                          "_xmlsignatures/origin.sigs")),
     .more = {{.name = "_xmlsignatures/origin.sigs", .data = ""}},
     .looked = true},
    {"hidden in the relationships of a part that is not there",
     ITK_MSG_OPC_ACTIVE,
     .more = {{.name = "word/_rels/gone.xml.rels",
               .data = INSIDE(R "oleObject")}}},

    /* Fields, and what VML fetches. */
    {"field", ACCEPTED, .document = FIELD(CODE(" PAGE "))},
    {"fetching field", ITK_MSG_OPC_FIELD, .document = FIELD(CODE(" LINK a "))},
    {"small letters", ITK_MSG_OPC_FIELD, .document = FIELD(CODE("\tddeauto"))},
    {"spread kind", ITK_MSG_OPC_FIELD,
     .document = FIELD(CODE(" D") CODE("DE") CODE(" a"))},
    {"longer word", ACCEPTED, .document = FIELD(CODE(" LINKS a "))},
    {"kind in the result", ACCEPTED,
     .document = TEXT(CHAR("begin") CODE("PAGE") CHAR("separate") CODE("DDE a")
                          CHAR("end"))},
    {"kind behind the field", ACCEPTED,
     .document = TEXT(INNER("PAGE") CODE("DDE a"))},
    {"never closed", ITK_MSG_OPC_FIELD,
     .document = TEXT(CHAR("begin") CODE("RD a"))},
    {"inside another", ITK_MSG_OPC_FIELD,
     .document = FIELD(CODE(" IF a ") INNER("DDE b") CODE(" c"))},
    {"kind by a field", ITK_MSG_OPC_FIELD,
     .document = FIELD(INNER("QUOTE 68") CODE("DE a"))},
    {"half of the kind by a field", ITK_MSG_OPC_FIELD,
     .document = FIELD(CODE("D") INNER("QUOTE 68") CODE("E a"))},
    {"argument by a field", ACCEPTED,
     .document = FIELD(CODE(" IF ") INNER("MERGEFIELD a") CODE(" = 1"))},
    {"formula with a field", ACCEPTED,
     .document = FIELD(CODE("=") INNER("MERGEFIELD a") CODE("+1"))},
    {"simple field", ITK_MSG_OPC_FIELD,
     .document = TEXT("<w:fldSimple w:instr=\" IMPORT a\"/>")},
    {"stray ends", ACCEPTED,
     .document = TEXT(CHAR("end") CHAR("separate") CODE("DDE"))},
    {"link by field", ACCEPTED,
     .document =
         FIELD(CODE("HYPERLINK &quot;http://a&quot; \\o &quot;C:&quot;"))},
    {"link by field to a mark", ACCEPTED,
     .document = FIELD(CODE("HYPERLINK \\l &quot;file:&quot;"))},
    {"link by field to a file", ITK_MSG_OPC_OUTSIDE,
     .document = FIELD(CODE("HYPERLINK \\n \\t x &quot;file:///a&quot;"))},
    {"link by field to a host", ITK_MSG_OPC_OUTSIDE,
     .document = FIELD(CODE("HYPERLINK \\\\\\\\host\\\\a"))},
    {"vml link", ACCEPTED,
     .document = TEXT("<v:a href=\"http://a\" src=\"\"/>")},
    {"vml link to a file", ITK_MSG_OPC_OUTSIDE,
     .document = TEXT("<v:a href=\"file:///a\"/>")},
    {"vml picture from outside", ITK_MSG_OPC_OUTSIDE,
     .document = TEXT("<v:a src=\"http://a/b.png\"/>")},
    {"mail merge without a link", ITK_MSG_OPC_ACTIVE,
     .more = {{.name = "word/a.xml",
               .data = "<w:settings " W "><w:mailMerge/></w:settings>"}}},
    {"field of a utf-16 part", ITK_MSG_OPC_FIELD,
     .more = {{.name = "word/a.xml",
               .data = "\xFF\xFE<\0f\0l\0d\0S\0i\0m\0p\0l\0e\0 \0i\0n\0s\0"
                       "t\0r\0=\0'\0R\0D\0'\0/\0>\0",
               .size = 48}}},

    /* Types of parts that are linked. */
    {"header", ACCEPTED, .types = WITH("/word/a.bin", WORD "header+xml"),
     .rels = INSIDE(R "header"),
     .more = {{.name = "word/a.bin", .data = "<a/>"}}},
    {"header of another type", ITK_MSG_OPC_PART_TYPE,
     .rels = INSIDE(R "header"),
     .more = {{.name = "word/a.bin", .data = "<a/>"}}},
    {"other kinds of headers", ACCEPTED, .rels = INSIDE(MS "header"),
     .more = {{.name = "word/a.bin", .data = "<a/>"}}},

    /* Names with escapes. */
    {"escaped name", ACCEPTED,
     .more = {{.name = "word/a%20%E6%A7%98.xml", .data = "<a/>"}}},
    {"escaped letter", ITK_MSG_ZIP_NAME,
     .more = {{.name = "word/%64.xml", .data = "<a/>"}}},
    {"escaped climb", ITK_MSG_ZIP_NAME,
     .more = {{.name = "word/%2e%2E/a.xml", .data = "<a/>"}}},
    {"escaped control", ITK_MSG_ZIP_NAME,
     .more = {{.name = "word/%0a.xml", .data = "<a/>"}}},
    {"escaped latin", ITK_MSG_ZIP_NAME_ENCODING,
     .more = {{.name = "word/%e9.xml", .data = "<a/>"}}},
    {"the same when escaped", ITK_MSG_ZIP_DOUBLE,
     .more = {{.name = "word/a b.xml", .data = "<a/>"},
              {.name = "word/a%20B.xml", .data = "<a/>"}}},
    {"per cent", ACCEPTED, .more = {{.name = "word/5%.xml", .data = "<a/>"}}},

    /* The package. */
    {"no content types", ITK_MSG_OPC_NO_TYPES, .types = NONE},
    {"content types damaged", ITK_MSG_XML_SYNTAX, .types = "<Types"},
    {"part without type", ITK_MSG_OPC_NO_TYPE,
     .more = {{.name = "word/a.dat", .data = "x"}}},
    {"relationships without type", ITK_MSG_OPC_NO_TYPE,
     .types = TYPES(OVERRIDE("/word/document.xml", WORD "document.main+xml"))},
    {"part below a part", ITK_MSG_OPC_NAME,
     .more = {{.name = "word/document.xml/a.xml", .data = "<a/>"}}},
    {"part below a part in another case", ITK_MSG_OPC_NAME,
     .more = {{.name = "WORD/DOCUMENT.XML/a.xml", .data = "<a/>"}}},
    {"no relationships", ITK_MSG_OPC_MAIN, .root = NONE},
    {"no main part", ITK_MSG_OPC_MAIN, .root = RELS("")},
    {"two main parts", ITK_MSG_OPC_MAIN,
     .root = RELS(REL("r1", R "officeDocument", "word/document.xml")
                      REL("r2", R "officeDocument", "word/document.xml"))},
    {"main part missing", ITK_MSG_OPC_REL_DANGLES, .document = NONE},
    {"main part outside", ITK_MSG_OPC_REL_DANGLES,
     .root = OUTSIDE(R "officeDocument", "word/document.xml")},
    {"main part above the package", ITK_MSG_OPC_REL_DANGLES,
     .root = RELS(REL("r1", R "officeDocument", "../document.xml"))},
    {"strict relationships", ITK_MSG_OPC_STRICT,
     .root = RELS(REL("r1",
                      "http://purl.oclc.org/ooxml/officeDocument/"
                      "relationships/officeDocument",
                      "word/document.xml"))},
    {"strict document", ITK_MSG_OPC_STRICT,
     .document = "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/"
                 "wordprocessingml/main\"/>"},
    {"dotx", ITK_MSG_OPC_DOTX, .types = MAIN("template")},
    {"docm", ITK_MSG_OPC_MACROS,
     .types = TYPES(DEFAULTS OVERRIDE("/word/document.xml",
                                      "application/vnd.ms-word.document."
                                      "macroEnabled.main+xml"))},
    {"xlsx", ITK_MSG_OPC_NOT_DOCX,
     .types = TYPES(DEFAULTS OVERRIDE(
         "/word/document.xml", "application/vnd.openxmlformats-"
                               "officedocument.spreadsheetml.sheet.main+xml"))},
    {"main part of plain xml", ITK_MSG_OPC_NOT_DOCX, .types = TYPES(DEFAULTS)},
    {"main part with another root", ITK_MSG_OPC_NOT_DOCX,
     .document = "<w:styles " W "/>"},
    {"main part in another namespace", ITK_MSG_OPC_NOT_DOCX,
     .document = "<document xmlns=\"urn:x\"/>"},
    {"main part in no namespace", ITK_MSG_OPC_NOT_DOCX,
     .document = "<document/>"},
    {"root relationships damaged", ITK_MSG_OPC_RELS, .root = "<a/>"},
    {"dangling", ITK_MSG_OPC_REL_DANGLES,
     .rels = RELS(REL("r1", R "styles", "styles.xml"))},
    {"climbing", ITK_MSG_OPC_REL_CLIMBS,
     .rels = RELS(REL("r1", R "styles", "../../styles.xml"))},
    {"main relationships damaged", ITK_MSG_XML_SYNTAX, .rels = "<a>"},
    {"id twice", ITK_MSG_OPC_REL_TWICE,
     .rels = RELS(REL("r1", R "image", "document.xml")
                      REL("r1", R "image", "document.xml"))},
    {"document damaged", ITK_MSG_XML_SYNTAX, .document = "<w:document " W ">"},
    {"document with a dtd", ITK_MSG_XML_DTD,
     .document = "<!DOCTYPE a [<!ENTITY b \"c\">]>" DOCUMENT},
    {"other part with a dtd", ITK_MSG_XML_DTD,
     .more = {{.name = "word/styles.xml", .data = "<!DOCTYPE a><a/>"}}},
    {"gate", ITK_MSG_ZIP_NAME, .more = {{.name = "../a.xml", .data = "<a/>"}}},
};

static const char *
id_of(enum itk_msg msg)
{
    return msg == ACCEPTED ? "accepted" : itk_message_id(msg);
}

static void
add(struct zip_file *files, size_t *count, const char *name, const char *data,
    const char *sound)
{
    if (!data)
        data = sound;
    if (data && strcmp(data, NONE) != 0)
        files[(*count)++] =
            (struct zip_file){.name = name, .data = data, .deflate = true};
}

static void
build(struct zip_build *zip, const struct row *row)
{
    struct zip_file files[9] = {{.name = NULL}};
    size_t count = 0;

    add(files, &count, "[Content_Types].xml", row->types, MAIN("document"));
    add(files, &count, "_rels/.rels", row->root, ROOT);
    add(files, &count, "word/document.xml", row->document, DOCUMENT);
    add(files, &count, "word/_rels/document.xml.rels", row->rels, NULL);
    for (size_t i = 0; i < ITK_COUNT(row->more) && row->more[i].name; i++)
        files[count++] = row->more[i];
    zip_build(zip, files, "", 0);
}

/* The same verdict, but for what is refused only where it would be carried. */
static void
look(const struct row *row, const struct itk_blob *blob)
{
    const enum itk_msg want = row->looked ? ACCEPTED : row->want;
    struct itk_error err = ITK_ERROR_INIT;
    itk_package *package = itk_package_look(blob, &err);

    assert_string_equal(id_of(package ? ACCEPTED : err.id), id_of(want));
    if (package) {
        assert_int_equal(!!itk_package_attached(package),
                         row->looked && row->want == ITK_MSG_OPC_ATTACHED);
        assert_int_equal(itk_package_is_signed(package),
                         row->looked && row->want == ITK_MSG_OPC_ACTIVE);
    }
    itk_package_free(package);
    itk_error_fini(&err);
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_error err = ITK_ERROR_INIT;
    struct zip_build zip;
    struct itk_blob blob;
    itk_package *package;

    build(&zip, row);
    blob = (struct itk_blob){"t.docx", zip.bytes.data, zip.bytes.size,
                             ITK_FAULT_PACKAGE};
    package = itk_package_read(&blob, &err);
    assert_string_equal(id_of(package ? ACCEPTED : err.id), id_of(row->want));
    if (!package) {
        assert_int_equal(err.fault, ITK_FAULT_PACKAGE);
        assert_ptr_equal(strstr(err.text[ITK_EN], "t.docx"), err.text[ITK_EN]);
    }
    look(row, &blob);
    itk_package_free(package);
    itk_error_fini(&err);
    zip_build_free(&zip);
}

/* Faults that only inflating shows. Data of the first entry begins at 49, with
 * 0x7D, whose lowest bit says that its block is the last one. */
static struct lie {
    const char *name;
    enum itk_msg want;
    struct zip_poke pokes[2];
} lies[] = {
    {"crc", ITK_MSG_ZIP_CRC, .pokes = {{ZIP_BOTH, 0, 14, 4, 1}}},
    {"no such block", ITK_MSG_ZIP_DAMAGED,
     .pokes = {{ZIP_LOCAL, 0, 49, 1, 0xFF}}},
    {"never the last block", ITK_MSG_ZIP_DAMAGED,
     .pokes = {{ZIP_LOCAL, 0, 49, 1, 0x7C}}},
    {"larger than claimed", ITK_MSG_ZIP_SIZE_LIE,
     .pokes = {{ZIP_BOTH, 0, 22, 4, 9}}},
    {"smaller than claimed", ITK_MSG_ZIP_SIZE_LIE,
     .pokes = {{ZIP_BOTH, 0, 22, 4, 9999}}},
};

static void
test_lie(void **state)
{
    const struct lie *lie = *state;
    const struct row sound = {.name = "sound"};
    struct itk_error err = ITK_ERROR_INIT;
    struct zip_build zip;
    struct itk_blob blob;
    itk_package *package;

    build(&zip, &sound);
    for (size_t i = 0; i < ITK_COUNT(lie->pokes); i++)
        zip_poke(&zip, &lie->pokes[i]);
    blob = (struct itk_blob){"t.docx", zip.bytes.data, zip.bytes.size,
                             ITK_FAULT_CASE};
    package = itk_package_read(&blob, &err);
    assert_null(package);
    assert_string_equal(id_of(err.id), id_of(lie->want));
    assert_int_equal(err.fault, ITK_FAULT_CASE);
    itk_error_fini(&err);
    zip_build_free(&zip);
}

/* What is read outlives the archive it came from. */
static void
test_parts(void **state)
{
    const struct row row = {
        .name = "parts",
        .rels = RELS(REL("r1", R "image", "media/a.png")),
        .more = {{.name = "word/media/", .data = ""},
                 {.name = "word/media/a.png", .data = "a\0b", .size = 3},
                 {.name = "word/media/empty.png", .data = ""}}};
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_part *part;
    struct zip_build zip;
    struct itk_blob blob;
    itk_package *package;

    (void)state;
    build(&zip, &row);
    blob = (struct itk_blob){"t.docx", zip.bytes.data, zip.bytes.size,
                             ITK_FAULT_PACKAGE};
    package = itk_package_read(&blob, &err);
    zip_build_free(&zip);
    assert_non_null(package);
    assert_int_equal(itk_package_count(package), 6);
    part = itk_package_at(package, 0);
    assert_string_equal(part->name, "[Content_Types].xml");
    assert_string_equal(part->type, "");
    assert_ptr_equal(itk_package_find(package, "[content_types].xml"), part);

    part = itk_package_main(package);
    assert_ptr_equal(part, itk_package_find(package, "word/document.xml"));
    assert_string_equal(part->type, WORD "document.main+xml");
    assert_int_equal(part->size, strlen(DOCUMENT));
    assert_string_equal((const char *)part->data, DOCUMENT);
    assert_int_equal(part->entry.method, 8);
    assert_int_equal(part->entry.size, part->size);

    part = itk_package_find(package, "word/media/a.png");
    assert_memory_equal(part->data, "a\0b", 4);
    assert_memory_equal(part->entry.packed, "a\0b", 3);
    assert_int_equal(itk_package_find(package, "word/media/empty.png")->size,
                     0);
    assert_null(itk_package_find(package, "word/media/"));
    assert_null(itk_package_find(package, ""));
    assert_null(itk_package_find(package, "zzz"));
    itk_package_free(package);
}

/* A package with nothing but folders, and bytes that are none. */
static void
test_nothing(void **state)
{
    const struct zip_file files[] = {{.name = "word/", .data = ""},
                                     {.name = NULL}};
    struct itk_blob blob = {"t.docx", NULL, 0, ITK_FAULT_PACKAGE};
    struct itk_error err = ITK_ERROR_INIT;
    struct zip_build zip;
    char *large;

    (void)state;
    assert_null(itk_package_read(&blob, &err));
    assert_string_equal(itk_message_id(err.id), "zip-not");
    zip_build(&zip, files, "", 0);
    blob.data = zip.bytes.data;
    blob.size = zip.bytes.size;
    assert_null(itk_package_read(&blob, &err));
    assert_string_equal(itk_message_id(err.id), "opc-no-content-types");
    large = calloc(1, ITK_ZIP_MAX_BYTES + 1u);
    assert_non_null(large);
    blob.size = ITK_ZIP_MAX_BYTES + 1u;
    blob.data = large;
    assert_null(itk_package_read(&blob, &err));
    assert_string_equal(itk_message_id(err.id), "zip-too-big");
    itk_error_fini(&err);
    free(large);
    itk_package_free(NULL);
    zip_build_free(&zip);
}

#define FIXED 2

int
main(void)
{
    struct CMUnitTest tests[FIXED + ITK_COUNT(rows) + ITK_COUNT(lies)] = {
        cmocka_unit_test(test_parts), cmocka_unit_test(test_nothing)};
    size_t count = FIXED;
    int status;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] = (struct CMUnitTest){.name = rows[i].name,
                                             .test_func = test_row,
                                             .initial_state = &rows[i]};
    for (size_t i = 0; i < ITK_COUNT(lies); i++)
        tests[count++] = (struct CMUnitTest){.name = lies[i].name,
                                             .test_func = test_lie,
                                             .initial_state = &lies[i]};
    itk_xml_init();
    status = cmocka_run_group_tests_name("package", tests, NULL, NULL);
    itk_xml_done();
    return status;
}
