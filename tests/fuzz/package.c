/*
 * What must hold for a package that was accepted.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "opc/archive.h"
#include "opc/rels.h"
#include "render/render.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/package.h"
#include "tests/support/sample_plan.h"
#include "xml/xml.h"

#define OFFICE                                                                 \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define WORD    "application/vnd.openxmlformats-officedocument.wordprocessingml."

static const struct {
    const char *name, *text;
} around[] = {
    {"[Content_Types].xml",
     "<Types xmlns=\"" PACKAGE "content-types\">"
     "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
     "<Default Extension=\"rels\" ContentType=\"" ITK_RELS_TYPE "\"/>"
     "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD
     "document.main+xml\"/>"
     "<Override PartName=\"/word/header1.xml\" ContentType=\"" WORD
     "header+xml\"/>"
     "<Override PartName=\"/word/numbering.xml\" ContentType=\"" WORD
     "numbering+xml\"/>"
     "<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD
     "styles+xml\"/>"
     "<Override PartName=\"/docProps/custom.xml\" ContentType=\"application/"
     "vnd.openxmlformats-officedocument.custom-properties+xml\"/></Types>"},
    {"_rels/.rels",
     "<Relationships xmlns=\"" PACKAGE "relationships\">"
     "<Relationship Id=\"r1\" Type=\"" OFFICE
     "officeDocument\" Target=\"word/document.xml\"/></Relationships>"},
    {"word/document.xml",
     "<w:document xmlns:w=\"http://schemas.openxmlformats.org/"
     "wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>{@i}</w:t></w:r>"
     "</w:p></w:body></w:document>"},
};

/* ---- made ---- */

static bool
has(const struct fuzz_files *files, const char *name)
{
    return itk_blobs_find((struct itk_blobs){files->at, files->count}, name);
}

void
fuzz_package_build(const uint8_t *data, size_t size, struct itk_buf *out)
{
    struct fuzz_files files;
    itk_archive *archive = itk_archive_new(1);

    fuzz_files_read(&files, data, size);
    itk_archive_begin(archive, out);
    if (!has(&files, around[0].name)) {
        for (size_t i = 0; i < ITK_COUNT(around); i++) {
            if (!has(&files, around[i].name))
                itk_archive_add(archive, around[i].name, around[i].text,
                                strlen(around[i].text));
        }
    }
    for (size_t i = 0; i < files.count; i++)
        itk_archive_add(archive, files.at[i].name, files.at[i].data,
                        files.at[i].size);
    FUZZ_HOLDS(itk_archive_end(archive));
    itk_archive_free(archive);
    fuzz_files_free(&files);
}

/* ---- what must hold ---- */

static void
check_same(const itk_package *a, const itk_package *b)
{
    FUZZ_HOLDS(itk_package_count(a) == itk_package_count(b));
    for (size_t i = 0; i < itk_package_count(a); i++) {
        const struct itk_part *x = itk_package_at(a, i);
        const struct itk_part *y = itk_package_find(b, x->name);

        FUZZ_HOLDS(y && !strcmp(x->type, y->type) && x->size == y->size);
        FUZZ_HOLDS(!x->size || !memcmp(x->data, y->data, x->size));
    }
}

static void
rewrite(const itk_package *package)
{
    itk_archive *archive = itk_archive_new(1);
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob;
    itk_package *back;

    itk_archive_begin(archive, &out);
    for (size_t i = 0; i < itk_package_count(package); i++) {
        const struct itk_part *part = itk_package_at(package, i);

        itk_archive_copy(archive, part->name, &part->entry);
    }
    FUZZ_HOLDS(itk_archive_end(archive));
    blob = fuzz_blob("again.docx", out.data, out.size);
    FUZZ_HOLDS(itk_archive_verify(&blob, &err));
    back = itk_package_read(&blob, &err);
    FUZZ_HOLDS(back != NULL);
    check_same(package, back);
    itk_package_free(back);
    itk_archive_free(archive);
    itk_buf_free(&out);
}

static itk_template *
compile(const struct itk_blob *archive, bool plain)
{
    const struct itk_template_options options = {.plain = plain};
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_template *made = itk_template_compile(archive, &options, found, &err);

    fuzz_error(&err, !made);
    FUZZ_HOLDS(!made || itk_findings_errors(found) == 0);
    fuzz_findings(found);
    return made;
}

/* What only a larger document is refused for. */
static bool
by_size(enum itk_msg id)
{
    return id == ITK_MSG_ZIP_RATIO;
}

/* The record is among the properties, once. */
static void
check_record(const itk_package *package)
{
    static const char kind[] = "custom-properties+xml";
    struct itk_error err = ITK_ERROR_INIT;
    size_t records = 0;

    for (size_t i = 0; i < itk_package_count(package); i++) {
        const struct itk_part *part = itk_package_at(package, i);
        const size_t size = strlen(part->type);
        const struct itk_blob blob = fuzz_blob("p", part->data, part->size);
        xmlDoc *doc;

        if (size < strlen(kind) ||
            strcmp(part->type + size - strlen(kind), kind) != 0)
            continue;
        doc = itk_xml_parse(&blob, &err);
        FUZZ_HOLDS(doc != NULL);
        for (const xmlNode *kid = itk_xml_first(xmlDocGetRootElement(doc)); kid;
             kid = itk_xml_next(kid)) {
            const char *name = itk_xml_attr(kid, "name");

            records += name && !strcmp(name, "itaku.record");
        }
        xmlFreeDoc(doc);
    }
    FUZZ_HOLDS(records == 1);
}

static bool
render(const itk_template *tmpl, struct itk_buf *docx)
{
    const struct itk_plan plan = sample_plan(fuzz_lookup());
    itk_renderer *renderer = itk_renderer_new();
    struct itk_error err = ITK_ERROR_INIT;
    const bool good = itk_render(renderer, tmpl, &plan, docx, &err);

    fuzz_error(&err, !good);
    if (good) {
        const struct itk_blob blob =
            fuzz_blob("o.docx", docx->data, docx->size);
        itk_package *back;

        FUZZ_HOLDS(itk_archive_verify(&blob, &err) || by_size(err.id));
        itk_error_fini(&err);
        back = itk_package_read(&blob, &err);
        if (!back && !by_size(err.id)) {
            fprintf(stderr, "%s\n", err.text[ITK_EN]);
            FUZZ_HOLDS(back != NULL);
        }
        if (back)
            check_record(back);
        itk_error_fini(&err);
        itk_package_free(back);
    }
    itk_renderer_free(renderer);
    return good;
}

/* Filled from data nothing is added but what links and pictures need. */
static bool
render_data(const itk_template *tmpl, struct itk_buf *docx)
{
    const struct itk_render_options options = {.missing = ITK_MISSING_EMPTY};
    const struct itk_lookup lookup = fuzz_lookup();
    itk_renderer *renderer = itk_renderer_new();
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    const bool good =
        itk_render_data(renderer, tmpl, &lookup, &options, found, docx, &err);

    FUZZ_HOLDS(good || itk_error_is_set(&err) || itk_findings_errors(found));
    FUZZ_HOLDS(good || docx->size == 0);
    fuzz_error(&err, itk_error_is_set(&err));
    fuzz_findings(found);
    if (good) {
        const struct itk_blob blob =
            fuzz_blob("o.docx", docx->data, docx->size);
        itk_package *back = itk_package_read(&blob, &err);

        FUZZ_HOLDS(back || by_size(err.id));
        FUZZ_HOLDS(!back ||
                   itk_package_count(back) >= itk_template_count(tmpl));
        itk_error_fini(&err);
        itk_package_free(back);
    }
    itk_renderer_free(renderer);
    return good;
}

/* Twice the same, filled from a plan or from data. */
static void
render_twice(const struct itk_blob *archive, bool plain)
{
    itk_template *one = compile(archive, plain), *two = compile(archive, plain);
    struct itk_buf a = ITK_BUF_INIT, b = ITK_BUF_INIT;

    FUZZ_HOLDS(!one == !two);
    if (one && plain)
        FUZZ_HOLDS(render_data(one, &a) == render_data(two, &b));
    else if (one)
        FUZZ_HOLDS(render(one, &a) == render(two, &b));
    FUZZ_HOLDS(fuzz_same(&a, &b));
    itk_template_free(one);
    itk_template_free(two);
    itk_buf_free(&a);
    itk_buf_free(&b);
}

void
fuzz_package(const struct itk_blob *archive)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_package *package = itk_package_read(archive, &err);

    fuzz_error(&err, !package);
    if (package) {
        rewrite(package);
        render_twice(archive, false);
        render_twice(archive, true);
    }
    itk_package_free(package);
}
