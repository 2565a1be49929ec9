/*
 * Two words for the comparison with other engines (tests/compat):
 *   shape pack FOLDER OUT.docx   the files below a folder as a zip, unjudged
 *   shape show FILE.docx         paragraphs, rows and cells, a line each
 * A paragraph is "p TEXT"; a table is "table" and its rows "row A ‖ B", with ¶
 * between the paragraphs of a cell and ∅ for an empty one. ⏎ is a line break, ⤓
 * a page break, ⇥ a tab, ▣ a picture, ※ a note, ␠ a blank at an end. A part
 * other than the body begins with "@" and its kind.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <ftw.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/file.h"
#include "base/error.h"
#include "opc/package.h"
#include "xml/xml.h"

/* ---- pack ---- */

/* ftw hands nothing over but the path. */
static zip_t *archive;
static size_t root_length;

static int
add(const char *path, const struct stat *about, int kind)
{
    zip_source_t *source;

    (void)about;
    if (kind != FTW_F)
        return 0;
    source = zip_source_file(archive, path, 0, -1);
    return !source || zip_file_add(archive, path + root_length + 1, source,
                                   ZIP_FL_ENC_UTF_8) < 0;
}

static int
pack(const char *folder, const char *out)
{
    int error = 0;

    archive = zip_open(out, ZIP_CREATE | ZIP_TRUNCATE, &error);
    root_length = strlen(folder);
    if (!archive || ftw(folder, add, 8) != 0 || zip_close(archive) != 0) {
        fprintf(stderr, "%s: cannot be packed\n", out);
        return 1;
    }
    return 0;
}

/* ---- show ---- */

static void blocks(const xmlNode *node, struct itk_buf *out, const char *join);

static void
put_words(struct itk_buf *out, const xmlNode *t)
{
    struct itk_buf text = ITK_BUF_INIT;
    const bool kept = xmlNodeGetSpacePreserve(t) == 1;
    const char *from, *to;

    itk_xml_text(&text, t);
    from = text.data;
    to = from + text.size;
    while (!kept && from < to && strchr(" \t\n\r", *from))
        from++;
    while (!kept && to > from && strchr(" \t\n\r", to[-1]))
        to--;
    for (; from < to; from++)
        itk_buf_addc(out, strchr("\t\n\r", *from) ? ' ' : *from);
    itk_buf_free(&text);
}

static bool
is_page(const xmlNode *br)
{
    const char *type = itk_xml_attr(br, "type");

    return type && !strcmp(type, "page");
}

/* What a paragraph shows (a line end within a text is a blank to Word); a text
 * box stands as [...] at its anchor. */
static void
put_inline(const xmlNode *node, struct itk_buf *out)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || itk_xml_is(node, "del") ||
            itk_xml_is(node, "Fallback") || itk_xml_is(node, "pPr") ||
            itk_xml_is(node, "rPr") || itk_xml_is(node, "instrText"))
            continue;
        if (itk_xml_is(node, "t")) {
            put_words(out, node);
        } else if (itk_xml_is(node, "br")) {
            itk_buf_adds(out, is_page(node) ? "⤓" : "⏎");
        } else if (itk_xml_is(node, "tab")) {
            itk_buf_adds(out, "⇥");
        } else if (itk_xml_is(node, "footnoteReference")) {
            itk_buf_adds(out, "※");
        } else if (itk_xml_is(node, "drawing") && !node->children) {
            itk_buf_adds(out, "▣");
        } else if (itk_xml_is(node, "txbxContent")) {
            itk_buf_adds(out, "[");
            blocks(node->children, out, " ¶ ");
            itk_buf_adds(out, "]");
        } else {
            put_inline(node->children, out);
        }
    }
}

static void
put_paragraph(const xmlNode *p, struct itk_buf *out)
{
    struct itk_buf text = ITK_BUF_INIT;
    size_t from = 0, to;

    put_inline(p->children, &text);
    to = text.size;
    for (; from < to && text.data[from] == ' '; from++)
        itk_buf_adds(out, "␠");
    while (to > from && text.data[to - 1] == ' ')
        to--;
    if (to > from)
        itk_buf_add(out, text.data + from, to - from);
    for (; to < text.size; to++)
        itk_buf_adds(out, "␠");
    itk_buf_free(&text);
}

/* Controls and the like are looked through: the first child that is a block. */
static void
each_block(const xmlNode *node, struct itk_buf *out, const char *join,
           bool *first)
{
    for (; node; node = node->next) {
        const bool p = itk_xml_is(node, "p"), tbl = itk_xml_is(node, "tbl");

        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (!p && !tbl) {
            each_block(node->children, out, join, first);
            continue;
        }
        if (!*first)
            itk_buf_adds(out, join);
        *first = false;
        if (tbl) {
            itk_buf_adds(out, "(table ");
            blocks(node->children, out, " / ");
            itk_buf_adds(out, ")");
        } else {
            const size_t before = out->size;

            put_paragraph(node, out);
            itk_buf_adds(out, out->size == before ? "∅" : "");
        }
    }
}

static void
blocks(const xmlNode *node, struct itk_buf *out, const char *join)
{
    bool first = true;

    each_block(node, out, join, &first);
}

/* Cells, in controls too. */
static void
cells(const xmlNode *node, struct itk_buf *line)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (!itk_xml_is(node, "tc")) {
            cells(node->children, line);
            continue;
        }
        itk_buf_adds(line, line->size ? " ‖ " : "row ");
        blocks(node->children, line, " ¶ ");
    }
}

static void
rows(const xmlNode *node)
{
    for (; node; node = node->next) {
        struct itk_buf line = ITK_BUF_INIT;

        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (!itk_xml_is(node, "tr")) {
            rows(node->children);
            continue;
        }
        cells(node->children, &line);
        puts(line.size ? line.data : "row");
        itk_buf_free(&line);
    }
}

static void
part(const xmlNode *node)
{
    for (; node; node = node->next) {
        struct itk_buf line = ITK_BUF_INIT;

        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (itk_xml_is(node, "p")) {
            put_paragraph(node, &line);
            printf("p%s%s\n", line.size ? " " : "", line.data);
        } else if (itk_xml_is(node, "tbl")) {
            puts("table");
            rows(node->children);
        } else if (itk_xml_is(node, "title") || itk_xml_is(node, "lpwstr") ||
                   itk_xml_is(node, "Abstract")) {
            itk_xml_text(&line, node);
            printf("p %s\n", line.data);
        } else {
            part(node->children);
        }
        itk_buf_free(&line);
    }
}

static const char *const parts[][2] = {
    {"word/document.xml", NULL},       {"word/header1.xml", "header"},
    {"word/footer1.xml", "footer"},    {"word/footnotes.xml", "footnotes"},
    {"word/endnotes.xml", "endnotes"}, {"word/comments.xml", "comments"},
    {"docProps/core.xml", "core"},     {"docProps/custom.xml", "custom"},
    {"customXml/item1.xml", "cover"},  {"word/data1.xml", "art"},
};

static bool
show_part(const itk_package *package, size_t i, struct itk_error *err)
{
    const struct itk_part *found = itk_package_find(package, parts[i][0]);
    struct itk_blob blob;
    xmlDoc *doc;

    if (!found)
        return true;
    blob = (struct itk_blob){parts[i][0], found->data, found->size,
                             ITK_FAULT_PROGRAM};
    doc = itk_xml_parse(&blob, err);
    if (!doc)
        return false;
    if (parts[i][1])
        printf("@%s\n", parts[i][1]);
    part(xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return true;
}

static int
show(const char *path)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_package *package = NULL;
    struct itk_blob blob;
    bool ok;

    itk_xml_init();
    ok = itk_file_read(path, ITK_ZIP_MAX_BYTES, ITK_FAULT_PROGRAM, &arena,
                       &blob, &err) &&
         (package = itk_package_read(&blob, &err)) != NULL;
    for (size_t i = 0; ok && i < ITK_COUNT(parts); i++)
        ok = show_part(package, i, &err);
    if (!ok) {
        puts("broken");
        fprintf(stderr, "%s\n", err.text[ITK_EN]);
    }
    itk_package_free(package);
    itk_error_fini(&err);
    itk_arena_fini(&arena);
    itk_xml_done();
    return ok ? 0 : 1;
}

int
main(int argc, char **argv)
{
    if (argc == 4 && !strcmp(argv[1], "pack"))
        return pack(argv[2], argv[3]);
    if (argc == 3 && !strcmp(argv[1], "show"))
        return show(argv[2]);
    fputs("usage: shape pack FOLDER OUT.docx | shape show FILE.docx\n", stderr);
    return 2;
}
