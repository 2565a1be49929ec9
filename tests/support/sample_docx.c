/*
 * A small .docx in memory.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "opc/archive.h"
#include "tests/support/sample_docx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define DECL "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define W    "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE                                                                 \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define WML_TYPE                                                               \
    "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define NAMESPACES                                                             \
    " xmlns:w=\"" W "\" xmlns:r=\"" OFFICE "\""                                \
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/"      \
    "2006\""                                                                   \
    " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""      \
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"            \
    "wordprocessingDrawing\" mc:Ignorable=\"w14\""

static void
override(struct itk_buf *out, const char *name, const char *type)
{
    itk_buf_adds(out, "<Override PartName=\"/");
    itk_buf_adds(out, name);
    itk_buf_adds(out, "\" ContentType=\"");
    itk_buf_adds(out, type);
    itk_buf_adds(out, "\"/>");
}

static void
relationship(struct itk_buf *out, const char *id, const char *type,
             const char *target)
{
    itk_buf_adds(out, "<Relationship Id=\"");
    itk_buf_adds(out, id);
    itk_buf_adds(out, "\" Type=\"");
    itk_buf_adds(out, type);
    itk_buf_adds(out, "\" Target=\"");
    itk_buf_adds(out, target);
    itk_buf_adds(out, "\"/>");
}

static void
add(itk_archive *archive, const char *name, struct itk_buf *part)
{
    itk_archive_add(archive, name, part->data, part->size);
    itk_buf_free(part);
}

static void
add_types(itk_archive *archive, const struct sample_docx *sample)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out,
                 DECL "<Types xmlns=\"" PACKAGE "content-types\"><Default "
                      "Extension=\"rels\" ContentType=\"application/vnd."
                      "openxmlformats-package.relationships+xml\"/><Default "
                      "Extension=\"xml\" ContentType=\"application/xml\"/>");
    override(&out, "word/document.xml", WML_TYPE "document.main+xml");
    if (!sample->no_rels) {
        override(&out, "word/styles.xml", WML_TYPE "styles+xml");
        override(&out, "word/header1.xml", WML_TYPE "header+xml");
    }
    if (!sample->no_numbering)
        override(&out, "word/numbering.xml", WML_TYPE "numbering+xml");
    override(&out, "docProps/core.xml",
             "application/vnd.openxmlformats-package.core-properties+xml");
    if (sample->properties)
        override(&out, "docProps/custom.xml",
                 "application/vnd.openxmlformats-officedocument."
                 "custom-properties+xml");
    itk_buf_adds(&out, "</Types>");
    add(archive, "[Content_Types].xml", &out);
}

static void
add_rels(itk_archive *archive, const struct sample_docx *sample)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out,
                 DECL "<Relationships xmlns=\"" PACKAGE "relationships\">");
    relationship(&out, "rId1", OFFICE "/officeDocument", "word/document.xml");
    relationship(&out, "rId2", PACKAGE "relationships/metadata/core-properties",
                 "docProps/core.xml");
    if (sample->properties)
        relationship(&out, "rId3", OFFICE "/custom-properties",
                     "docProps/custom.xml");
    itk_buf_adds(&out, "</Relationships>");
    add(archive, "_rels/.rels", &out);
    if (sample->no_rels)
        return;
    itk_buf_adds(&out,
                 DECL "<Relationships xmlns=\"" PACKAGE "relationships\">");
    relationship(&out, "rId1", OFFICE "/styles", "styles.xml");
    relationship(&out, "rId2", OFFICE "/header", "header1.xml");
    if (!sample->no_numbering)
        relationship(&out, "rId3", OFFICE "/numbering", "numbering.xml");
    if (sample->item)
        relationship(&out, "rId4", OFFICE "/customXml",
                     "../customXml/item1.xml");
    itk_buf_adds(&out, "</Relationships>");
    add(archive, "word/_rels/document.xml.rels", &out);
}

static void
add_stories(itk_archive *archive, const struct sample_docx *sample)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, DECL "<w:document" NAMESPACES "><w:body>");
    itk_buf_adds(&out, sample->body);
    itk_buf_adds(&out, "<w:sectPr>");
    if (!sample->no_rels)
        itk_buf_adds(&out,
                     "<w:headerReference w:type=\"default\" r:id=\"rId2\"/>");
    itk_buf_adds(&out, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar "
                       "w:top=\"1418\" w:right=\"1438\" w:bottom=\"1380\" "
                       "w:left=\"1438\" w:header=\"720\" w:footer=\"680\" "
                       "w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
    add(archive, "word/document.xml", &out);
    if (sample->no_rels)
        return;
    itk_buf_adds(&out, DECL "<w:hdr" NAMESPACES ">");
    itk_buf_adds(&out, sample->header ? sample->header : "<w:p/>");
    itk_buf_adds(&out, "</w:hdr>");
    add(archive, "word/header1.xml", &out);
}

static void
add_style(struct itk_buf *out, const char *id, const char *ppr)
{
    itk_buf_adds(out, "<w:style w:type=\"paragraph\" w:customStyle=\"1\" "
                      "w:styleId=\"");
    itk_buf_adds(out, id);
    itk_buf_adds(out, "\"><w:name w:val=\"");
    itk_buf_adds(out, id);
    itk_buf_adds(out, "\"/><w:basedOn w:val=\"Normal\"/><w:pPr>");
    itk_buf_adds(out, ppr);
    itk_buf_adds(out, "</w:pPr></w:style>");
}

static void
add_styles(itk_archive *archive)
{
    static const char *const plain[] = {"TblText", "TblHead", "Gap"};
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, DECL "<w:styles xmlns:w=\"" W
                            "\"><w:style w:type=\"paragraph\" w:default=\"1\" "
                            "w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>"
                            "</w:style>");
    add_style(&out, "ArtHead", "<w:keepNext/>");
    add_style(&out, "Article",
              "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>");
    add_style(&out, "ArtPara",
              "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>");
    add_style(&out, "Item1", "<w:ind w:left=\"420\"/>");
    add_style(&out, "Item2", "<w:ind w:left=\"630\"/>");
    for (size_t i = 0; i < ITK_COUNT(plain); i++)
        add_style(&out, plain[i], "");
    itk_buf_adds(&out, "</w:styles>");
    add(archive, "word/styles.xml", &out);
}

static void
add_level(struct itk_buf *out, const char *level, const char *start,
          const char *format, const char *style, const char *text)
{
    const char *const pieces[] = {"<w:lvl w:ilvl=\"",
                                  level,
                                  "\"><w:start w:val=\"",
                                  start,
                                  "\"/><w:numFmt w:val=\"",
                                  format,
                                  "\"/><w:pStyle w:val=\"",
                                  style,
                                  "\"/><w:lvlText w:val=\"",
                                  text,
                                  "\"/></w:lvl>"};

    for (size_t i = 0; i < ITK_COUNT(pieces); i++)
        itk_buf_adds(out, pieces[i]);
}

static void
add_numbering(itk_archive *archive)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, DECL "<w:numbering xmlns:w=\"" W
                            "\"><w:abstractNum w:abstractNumId=\"0\">"
                            "<w:multiLevelType w:val=\"multilevel\"/>");
    add_level(&out, "0", "1", "decimal", "Article", "第%1条");
    add_level(&out, "1", "2", "decimal", "ArtPara", "%2");
    itk_buf_adds(&out, "</w:abstractNum><w:abstractNum w:abstractNumId=\"4\">"
                       "<w:multiLevelType w:val=\"multilevel\"/>");
    add_level(&out, "0", "1", "decimal", "Item1", "(%1)");
    add_level(&out, "1", "1", "aiueoFullWidth", "Item2", "%2");
    itk_buf_adds(&out, "</w:abstractNum>"
                       "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/>"
                       "</w:num><w:num w:numId=\"7\"><w:abstractNumId "
                       "w:val=\"4\"/></w:num><w:numIdMacAtCleanup "
                       "w:val=\"3\"/></w:numbering>");
    add(archive, "word/numbering.xml", &out);
}

static void
add_properties(itk_archive *archive, const struct sample_docx *sample)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, DECL
                 "<cp:coreProperties xmlns:cp=\"" PACKAGE
                 "metadata/core-properties\" "
                 "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
    itk_buf_adds(&out, sample->title ? sample->title : "sample");
    itk_buf_adds(&out, "</dc:title><dc:language>ja-JP</dc:language>"
                       "</cp:coreProperties>");
    add(archive, "docProps/core.xml", &out);
    if (sample->properties)
        itk_archive_add(archive, "docProps/custom.xml", sample->properties,
                        strlen(sample->properties));
    if (sample->item)
        itk_archive_add(archive, "customXml/item1.xml", sample->item,
                        strlen(sample->item));
}

void
sample_docx_write(const struct sample_docx *sample, struct itk_buf *docx)
{
    itk_archive *archive = itk_archive_new(6);

    itk_archive_begin(archive, docx);
    add_types(archive, sample);
    add_rels(archive, sample);
    add_stories(archive, sample);
    if (!sample->no_rels)
        add_styles(archive);
    if (!sample->no_numbering)
        add_numbering(archive);
    add_properties(archive, sample);
    assert_true(itk_archive_end(archive));
    itk_archive_free(archive);
}
