/*
 * Ledgers: CSV as it stands, and workbooks whose parts are in the input ("==
 * sheet", "== strings", "== styles", "== workbook"). A sound case is written as
 * JSON and as CSV, and read back the same.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "app/csv_book.h"
#include "input/intake.h"
#include "input/ledger.h"
#include "opc/archive.h"
#include "table/xlsx.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/tiny_guide.h"
#include "xml/xml.h"

#define NS      "http://schemas.openxmlformats.org/"
#define DOC_REL NS "officeDocument/2006/relationships"

static const struct {
    const char *part, *name, *usual;
} parts[] = {
    {"[Content_Types].xml", NULL,
     "<Types xmlns='" NS "package/2006/content-types'><Default Extension='xml' "
     "ContentType='application/xml'/><Default Extension='rels' ContentType='"
     "application/vnd.openxmlformats-package.relationships+xml'/><Override "
     "PartName='/w.xml' ContentType='application/vnd.openxmlformats-"
     "officedocument.spreadsheetml.sheet.main+xml'/></Types>"},
    {"_rels/.rels", NULL,
     "<Relationships xmlns='" NS "package/2006/relationships'><Relationship "
     "Id='r1' Type='" DOC_REL "/officeDocument' Target='w.xml'/>"
     "</Relationships>"},
    {"_rels/w.xml.rels", NULL,
     "<Relationships xmlns='" NS "package/2006/relationships'><Relationship "
     "Id='r1' Type='" DOC_REL "/worksheet' Target='a.xml'/><Relationship "
     "Id='r2' Type='" DOC_REL "/worksheet' Target='b.xml'/><Relationship "
     "Id='r3' Type='" DOC_REL "/styles' Target='s.xml'/><Relationship "
     "Id='r4' Type='" DOC_REL "/sharedStrings' Target='t.xml'/>"
     "</Relationships>"},
    {"a.xml", "sheet", "<worksheet/>"},
    {"b.xml", "list", "<worksheet/>"},
    {"s.xml", "styles", "<styleSheet/>"},
    {"t.xml", "strings", "<sst/>"},
    {"w.xml", "workbook",
     "<workbook xmlns:r='" DOC_REL "'><sheets><sheet name='Cases' r:id='r1'/>"
     "<sheet name='place' r:id='r2'/></sheets></workbook>"},
};

static const struct itk_guide *
find_guide(void *self, const char *id, struct itk_error *err)
{
    if (!id || !strcmp(id, "tiny"))
        return self;
    (void)itk_fail(err, ITK_FAULT_CASE, (struct itk_loc){0},
                   ITK_MSG_STORE_NO_GUIDE, ITK_ARGS(id));
    return NULL;
}

static void
check_case(const struct itk_intake *in, const struct itk_guide *guide)
{
    itk_findings *found = itk_findings_new(), *none = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    itk_case *data = itk_intake_load(in, guide, found, &err), *back;
    struct itk_buf json = ITK_BUF_INIT;

    fuzz_error(&err, !data);
    if (data && !itk_findings_errors(found)) {
        itk_case_write_json(data, guide, true, 0, &json);
        const struct itk_blob blob = fuzz_blob("j", json.data, json.size);

        back = itk_case_load_json(&blob, 1, guide, none, &err);
        FUZZ_HOLDS(back && !itk_findings_count(none));
        FUZZ_HOLDS(!strcmp(itk_case_digest(data), itk_case_digest(back)));
        itk_case_free(back);
    }
    itk_buf_free(&json);
    itk_case_free(data);
    (void)fuzz_findings(found);
    (void)fuzz_findings(none);
}

static void
check_book(itk_book *book, struct itk_guide *guide, itk_findings *found)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_ledger *ledger =
        itk_ledger_open(book, false, find_guide, guide, found, &err);
    struct itk_intake in = ITK_INTAKE_INIT;
    enum itk_next next = ITK_NEXT_RECORD;

    fuzz_error(&err, !ledger);
    while (ledger && next == ITK_NEXT_RECORD) {
        next = itk_ledger_next(ledger, &in, &err);
        fuzz_error(&err, next == ITK_NEXT_FAULT);
        if (next == ITK_NEXT_RECORD)
            check_case(&in, guide);
    }
    itk_intake_fini(&in);
    itk_ledger_free(ledger);
}

/* The package around the parts that are given. */
static void
build(const struct fuzz_files *files, struct itk_buf *out)
{
    itk_archive *archive = itk_archive_new(1);

    itk_archive_begin(archive, out);
    for (size_t i = 0; i < ITK_COUNT(parts); i++) {
        struct itk_blob part =
            fuzz_blob("", parts[i].usual, strlen(parts[i].usual));

        for (size_t k = 0; parts[i].name && k < files->count; k++) {
            if (!strcmp(files->at[k].name, parts[i].name))
                part = files->at[k];
        }
        itk_archive_add(archive, parts[i].part, part.data, part.size);
    }
    FUZZ_HOLDS(itk_archive_end(archive));
    itk_archive_free(archive);
}

static void
read_workbook(const uint8_t *data, size_t size, struct itk_guide *guide,
              itk_findings *found)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf out = ITK_BUF_INIT;
    struct fuzz_files files;
    struct itk_blob blob;
    itk_book *book;

    fuzz_files_read(&files, data, size);
    build(&files, &out);
    blob = fuzz_blob("t.xlsx", itk_arena_copy(&arena, out.data, out.size),
                     out.size);
    book = itk_xlsx_open(&blob, &arena, found, &err);
    fuzz_error(&err, !book);
    if (book)
        check_book(book, guide, found);
    itk_arena_fini(&arena);
    itk_buf_free(&out);
    fuzz_files_free(&files);
}

static void
read_csv(const uint8_t *data, size_t size, struct itk_guide *guide,
         itk_findings *found)
{
    const int fd = memfd_create("csv", MFD_CLOEXEC);

    FUZZ_HOLDS(fd >= 0 && (!size || pwrite(fd, data, size, 0) > 0));
    check_book(itk_csv_book_of(fd, true, NULL, "case.csv", found), guide,
               found);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct itk_guide *guide = itk_tiny_guide_new();
    itk_findings *found = itk_findings_new();

    if (size > 3 && !memcmp(data, "== ", 3))
        read_workbook(data, size, guide, found);
    else
        read_csv(data, size, guide, found);
    (void)fuzz_findings(found);
    itk_tiny_guide_free(guide);
    return 0;
}
