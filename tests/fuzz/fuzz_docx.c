/*
 * Packages by their parts: the files of the input (fuzz.h) become a sound
 * archive, with the lists and parts of a small document around them unless
 * they hold a list of content types of their own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "opc/archive.h"
#include "opc/rels.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/package.h"

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

static bool
has(const struct fuzz_files *files, const char *name)
{
    return itk_blobs_find((struct itk_blobs){files->at, files->count}, name);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_files files;
    struct itk_buf out = ITK_BUF_INIT;
    itk_archive *archive = itk_archive_new(1);
    struct itk_blob blob;

    fuzz_files_read(&files, data, size);
    itk_archive_begin(archive, &out);
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
    blob = fuzz_blob("a.docx", out.data, out.size);
    fuzz_package(&blob);
    itk_archive_free(archive);
    itk_buf_free(&out);
    fuzz_files_free(&files);
    return 0;
}
