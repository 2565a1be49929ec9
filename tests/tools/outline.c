/*
 * Prints the text outline of a .docx (style, numbering level, text; tables cell
 * by cell) and judges what Word is strict about: cells that end with a
 * paragraph, unique ids, styles, numbers, bookmarks and relationships that
 * exist. Status 1 when the document is not sound.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "opc/package.h"
#include "xml/xml.h"

static int faults;

static void
fault(const char *what, const char *value)
{
    printf("UNSOUND: %s: %s\n", what, value ? value : "");
    faults++;
}

static xmlDoc *
parse(const itk_package *package, const char *name)
{
    const struct itk_part *part = itk_package_find(package, name);
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob;
    xmlDoc *doc;

    if (!part)
        return NULL;
    blob = (struct itk_blob){name, part->data, part->size, ITK_FAULT_PROGRAM};
    doc = itk_xml_parse(&blob, &err);
    if (!doc)
        fault(name, err.text[ITK_EN]);
    itk_error_fini(&err);
    return doc;
}

/* ---- the outline ---- */

static const xmlNode *
child(const xmlNode *node, const char *name)
{
    node = node ? itk_xml_first(node) : NULL;
    while (node && !itk_xml_is(node, name))
        node = itk_xml_next(node);
    return node;
}

static const char *
val(const xmlNode *node)
{
    const char *value = node ? itk_xml_attr(node, "val") : NULL;

    return value ? value : "";
}

static void
put_text(const xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (itk_xml_is(node, "t")) {
            struct itk_buf text = ITK_BUF_INIT;

            itk_xml_text(&text, node);
            fputs(text.data, stdout);
            itk_buf_free(&text);
        } else if (itk_xml_is(node, "br")) {
            fputs("⏎", stdout);
        } else if (itk_xml_is(node, "tab")) {
            fputs("→", stdout);
        } else if (!itk_xml_is(node, "pPr") && !itk_xml_is(node, "rPr")) {
            put_text(node->children);
        }
    }
}

static void put_blocks(const xmlNode *node, int depth);

static void
put_paragraph(const xmlNode *node, int depth)
{
    const xmlNode *properties = child(node, "pPr");
    const xmlNode *number = child(properties, "numPr");

    printf("%*s[%s", 2 * depth, "", val(child(properties, "pStyle")));
    if (number)
        printf(" #%s.%s", val(child(number, "numId")),
               val(child(number, "ilvl")));
    fputs("] ", stdout);
    put_text(node->children);
    putchar('\n');
}

/* Rows may stand in controls, such as a section that Word repeats. */
static void
put_rows(const xmlNode *row, int depth)
{
    for (; row; row = itk_xml_next(row)) {
        if (itk_xml_is(row, "sdt"))
            put_rows(itk_xml_first(child(row, "sdtContent")), depth);
        if (!itk_xml_is(row, "tr"))
            continue;
        printf("%*srow\n", 2 * depth, "");
        for (const xmlNode *cell = itk_xml_first(row); cell;
             cell = itk_xml_next(cell)) {
            if (itk_xml_is(cell, "tc"))
                put_blocks(itk_xml_first(cell), depth + 1);
        }
    }
}

static void
put_table(const xmlNode *node, int depth)
{
    printf("%*stable\n", 2 * depth, "");
    put_rows(itk_xml_first(node), depth + 1);
}

static void
put_blocks(const xmlNode *node, int depth)
{
    for (; node; node = itk_xml_next(node)) {
        if (itk_xml_is(node, "p")) {
            put_paragraph(node, depth);
        } else if (itk_xml_is(node, "tbl")) {
            put_table(node, depth);
        } else if (itk_xml_is(node, "sdt")) {
            printf("%*s<%s>\n", 2 * depth, "",
                   val(child(child(node, "sdtPr"), "tag")));
            put_blocks(itk_xml_first(child(node, "sdtContent")), depth);
        }
    }
}

/* ---- soundness ---- */

static xmlXPathObject *
all(xmlDoc *doc, const char *path)
{
    xmlXPathContext *context = xmlXPathNewContext(doc);
    xmlXPathObject *found;

    xmlXPathRegisterNs(context, (const xmlChar *)"w",
                       (const xmlChar *)"http://schemas.openxmlformats.org/"
                                        "wordprocessingml/2006/main");
    found = xmlXPathEvalExpression((const xmlChar *)path, context);
    xmlXPathFreeContext(context);
    return found;
}

static size_t
count_of(const xmlXPathObject *found)
{
    return found && found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0;
}

static void
none(xmlDoc *doc, const char *path, const char *what)
{
    xmlXPathObject *found = all(doc, path);

    if (count_of(found))
        fault(what, (const char *)found->nodesetval->nodeTab[0]->name);
    xmlXPathFreeObject(found);
}

static const char *
value_of(const xmlNode *node)
{
    return node->children && node->children->content
               ? (const char *)node->children->content
               : "";
}

static void
unique(xmlDoc *doc, const char *path, const char *what)
{
    xmlXPathObject *found = all(doc, path);

    for (size_t i = 0; i < count_of(found); i++) {
        for (size_t j = 0; j < i; j++) {
            const char *value = value_of(found->nodesetval->nodeTab[i]);

            if (!strcmp(value, value_of(found->nodesetval->nodeTab[j])))
                fault(what, value);
        }
    }
    xmlXPathFreeObject(found);
}

/* Every value at `path` in `doc` stands at `where` in `other`. */
static void
refers(xmlDoc *doc, const char *path, xmlDoc *other, const char *where,
       const char *what)
{
    xmlXPathObject *used = all(doc, path);
    xmlXPathObject *known = other ? all(other, where) : NULL;

    for (size_t i = 0; i < count_of(used); i++) {
        const char *value = value_of(used->nodesetval->nodeTab[i]);
        bool found = false;

        for (size_t j = 0; !found && j < count_of(known); j++)
            found = !strcmp(value, value_of(known->nodesetval->nodeTab[j]));
        if (!found)
            fault(what, value);
    }
    xmlXPathFreeObject(used);
    xmlXPathFreeObject(known);
}

/* Every REF points at a bookmark of this part. */
static void
references(xmlDoc *doc)
{
    xmlXPathObject *fields = all(doc, "//w:instrText");
    xmlXPathObject *marks = all(doc, "//w:bookmarkStart/@w:name");

    for (size_t i = 0; i < count_of(fields); i++) {
        const char *code = value_of(fields->nodesetval->nodeTab[i]);
        char target[64];
        bool found = false;

        if (sscanf(code, " REF %63s", target) != 1)
            continue;
        for (size_t j = 0; !found && j < count_of(marks); j++)
            found = !strcmp(target, value_of(marks->nodesetval->nodeTab[j]));
        if (!found)
            fault("REF without a bookmark", target);
    }
    xmlXPathFreeObject(fields);
    xmlXPathFreeObject(marks);
}

static void
judge(const itk_package *package, xmlDoc *doc)
{
    xmlDoc *styles = parse(package, "word/styles.xml");
    xmlDoc *numbers = parse(package, "word/numbering.xml");
    xmlDoc *glossary = parse(package, "word/glossary/document.xml");

    none(doc, "//w:tc[not(*[last()][self::w:p])]",
         "cell that does not end with a paragraph");
    none(doc, "//w:tr[not(w:tc)]", "row without cells");
    none(doc, "//w:tbl[not(.//w:tr)]", "table without rows");
    none(doc, "//w:tbl[not(w:tblGrid)]", "table without a grid");
    none(doc, "//w:sdtContent[not(*)]", "empty content control");
    none(doc, "//w:p//w:p[not(ancestor::w:txbxContent)]",
         "paragraph inside a paragraph");
    none(doc,
         "//w:t[not(@xml:space)][starts-with(., ' ') or "
         "substring(., string-length(.)) = ' ']",
         "blanks that are lost");
    none(doc, "//w:body/*[self::w:sectPr][following-sibling::*]",
         "section properties that are not last");
    unique(doc, "//w:bookmarkStart/@w:id", "bookmark id twice");
    unique(doc, "//w:bookmarkStart/@w:name", "bookmark name twice");
    unique(doc, "//w:sdtPr/w:id/@w:val", "control id twice");
    refers(doc, "//w:bookmarkEnd/@w:id", doc, "//w:bookmarkStart/@w:id",
           "bookmark end without a start");
    refers(doc, "//w:bookmarkStart/@w:id", doc, "//w:bookmarkEnd/@w:id",
           "bookmark start without an end");
    refers(doc, "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val",
           styles, "//w:style/@w:styleId", "style that is not there");
    refers(doc, "//w:numPr/w:numId/@w:val", numbers, "//w:num/@w:numId",
           "number that is not there");
    refers(doc, "//w:placeholder/w:docPart/@w:val", glossary,
           "//w:docPartPr/w:name/@w:val", "placeholder that is not there");
    if (numbers) {
        unique(numbers, "//w:num/@w:numId", "numId twice");
        refers(numbers, "//w:num/w:abstractNumId/@w:val", numbers,
               "//w:abstractNum/@w:abstractNumId",
               "abstract number that is not there");
    }
    references(doc);
    xmlFreeDoc(styles);
    xmlFreeDoc(numbers);
    xmlFreeDoc(glossary);
}

static void
put_document(const itk_package *package)
{
    xmlDoc *doc = parse(package, itk_package_main(package)->name);
    xmlDoc *core = parse(package, "docProps/core.xml");

    if (core) {
        const xmlNode *root = xmlDocGetRootElement(core);

        for (const xmlNode *node = itk_xml_first(root); node;
             node = itk_xml_next(node)) {
            struct itk_buf text = ITK_BUF_INIT;

            itk_xml_text(&text, node);
            printf("%s: %s\n", (const char *)node->name, text.data);
            itk_buf_free(&text);
        }
    }
    if (doc) {
        put_blocks(itk_xml_first(child(xmlDocGetRootElement(doc), "body")), 0);
        judge(package, doc);
    }
    xmlFreeDoc(core);
    xmlFreeDoc(doc);
}

int
main(int argc, char **argv)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_package *package = NULL;
    struct itk_blob blob;

    if (argc != 2)
        return 2;
    itk_xml_init();
    if (itk_file_read(argv[1], ITK_ZIP_MAX_BYTES, ITK_FAULT_PROGRAM, &arena,
                      &blob, &err))
        package = itk_package_read(&blob, &err);
    if (package)
        put_document(package);
    else
        fault("package", err.text[ITK_EN]);
    itk_package_free(package);
    itk_error_fini(&err);
    itk_arena_fini(&arena);
    itk_xml_done();
    return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}
