/*
 * Documents that came back, by their parts (fuzz_package_build): what is read
 * of one is sound, it reads the same as itself, and held against another, a
 * table has rows when there is a difference, and only then.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/redline.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/package.h"
#include "text/utf8.h"

static void
check_text(const char *text, size_t size)
{
    FUZZ_HOLDS(strlen(text) == size);
    FUZZ_HOLDS(itk_utf8_check(text, size) == size);
}

static void
check_document(const struct itk_returned *doc)
{
    for (size_t i = 0; i < doc->count; i++) {
        const struct itk_returned_paragraph *p = &doc->at[i];

        check_text(p->text, p->size);
        check_text(p->number, strlen(p->number));
        FUZZ_HOLDS(p->outline >= -1 && p->outline < 9);
        FUZZ_HOLDS((p->control != 0) == (p->clause[0] != '\0'));
        for (size_t j = 0; j < p->refs_count; j++)
            FUZZ_HOLDS(p->refs[j].at + p->refs[j].size <= p->size);
    }
    for (size_t i = 0; i < doc->bookmarks_count; i++)
        FUZZ_HOLDS(doc->bookmarks[i].first <= doc->bookmarks[i].last &&
                   doc->bookmarks[i].last < doc->count);
}

static void
check_anchors(const struct itk_returned *doc)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_anchors anchors = itk_anchors_all(doc, &arena);
    size_t next = 0;

    for (size_t i = 0; i < anchors.count; i++) {
        FUZZ_HOLDS(anchors.at[i].first >= next);
        FUZZ_HOLDS(anchors.at[i].last >= anchors.at[i].first);
        FUZZ_HOLDS(anchors.at[i].last < doc->count);
        next = anchors.at[i].last + 1;
    }
    itk_arena_fini(&arena);
}

static size_t
compare(const struct itk_returned *old, const struct itk_returned *new)
{
    struct itk_contrast contrast;
    struct itk_redline redline;
    size_t changes;

    itk_redline(old, new, &redline);
    itk_contrast_init(&contrast, ITK_JA);
    itk_redline_contrast(&redline, &contrast);
    changes = redline.changes;
    FUZZ_HOLDS((contrast.count > 0) == (changes > 0));
    itk_contrast_fini(&contrast);
    itk_redline_free(&redline);
    return changes;
}

static struct itk_returned *
read_package(const uint8_t *data, size_t size)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_returned *doc;
    struct itk_blob blob;

    fuzz_package_build(data, size, &out);
    blob = fuzz_blob("a.docx", out.data, out.size);
    doc = itk_returned_read(&blob, &err);
    fuzz_error(&err, !doc);
    itk_buf_free(&out);
    return doc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct itk_returned *doc = read_package(data, size);
    struct itk_returned *other;

    if (!doc)
        return 0;
    other = read_package((const uint8_t *)"", 0);
    FUZZ_HOLDS(other != NULL);
    check_document(doc);
    check_anchors(doc);
    FUZZ_HOLDS(compare(doc, doc) == 0);
    compare(doc, other);
    compare(other, doc);
    itk_returned_free(other);
    itk_returned_free(doc);
    return 0;
}
