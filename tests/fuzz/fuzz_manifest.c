/*
 * The journal of an output folder. A line that ends in # gets its checksum
 * here, since a sum that is right is never guessed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/manifest.h"
#include "base/digest.h"
#include "tests/fuzz/fuzz.h"

static void
put_sums(const uint8_t *data, size_t size, struct itk_buf *out)
{
    const char *at = (const char *)data, *end = at + size;

    while (at < end) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        const char *stop = line ? line : end;

        if (stop > at && stop[-1] == '#') {
            const size_t length = (size_t)(stop - at) - 1;
            const struct itk_digest sum = itk_digest_of(at, length);

            itk_buf_add(out, at, length);
            itk_buf_adds(out, ",\"sum\":\"");
            itk_buf_add(out, sum.hex, 16);
            itk_buf_adds(out, "\"}");
        } else {
            itk_buf_add(out, at, (size_t)(stop - at));
        }
        if (line)
            itk_buf_addc(out, '\n');
        at = line ? line + 1 : end;
    }
}

static itk_manifest *
read_back(const struct itk_buf *bytes, size_t *whole)
{
    const size_t first = bytes->size / 3; /* cut anywhere */
    struct itk_error err = ITK_ERROR_INIT;
    itk_manifest *manifest = itk_manifest_new("m.jsonl");
    const bool ok = itk_manifest_take(manifest, bytes->data, first, &err) &&
                    itk_manifest_take(manifest, bytes->data + first,
                                      bytes->size - first, &err);

    fuzz_error(&err, !ok);
    *whole = (size_t)itk_manifest_whole(manifest);
    FUZZ_HOLDS(*whole <= bytes->size);
    if (ok)
        return manifest;
    itk_manifest_free(manifest);
    return NULL;
}

/* An entry written as a line is read as that entry. */
static void
write_and_read(const struct itk_manifest_entry *entry)
{
    struct itk_buf line = ITK_BUF_INIT;
    const struct itk_manifest_entry *same;
    itk_manifest *back;
    size_t whole = 0;

    itk_manifest_line(entry, &line);
    back = read_back(&line, &whole);
    FUZZ_HOLDS(back && whole == line.size);
    same = itk_manifest_find(back, entry->file);
    FUZZ_HOLDS(same && same->size == entry->size);
    FUZZ_HOLDS(!strcmp(same->sha256, entry->sha256));
    FUZZ_HOLDS(!strcmp(same->parts, entry->parts));
    FUZZ_HOLDS(!strcmp(same->case_id, entry->case_id));
    FUZZ_HOLDS(!strcmp(same->document, entry->document));
    FUZZ_HOLDS(!strcmp(same->case_digest, entry->case_digest));
    FUZZ_HOLDS(!strcmp(same->program, entry->program));
    itk_manifest_free(back);
    itk_buf_free(&line);
}

/* So is a case, behind the lines of its files. */
static void
write_and_read_case(const itk_manifest *manifest,
                    const struct itk_manifest_case *one)
{
    struct itk_buf lines = ITK_BUF_INIT;
    const struct itk_manifest_case *same;
    itk_manifest *back;
    size_t whole = 0;

    for (size_t i = 0; i < one->files_count; i++) {
        const struct itk_manifest_entry *entry =
            itk_manifest_find(manifest, one->files[i]);

        if (!entry) { /* taken away since */
            itk_buf_free(&lines);
            return;
        }
        itk_manifest_line(entry, &lines);
    }
    itk_manifest_line_case(one, &lines);
    back = read_back(&lines, &whole);
    FUZZ_HOLDS(back && whole == lines.size);
    same = itk_manifest_case(back, one->case_id);
    FUZZ_HOLDS(same && same->waiting == one->waiting);
    FUZZ_HOLDS(!strcmp(same->digest, one->digest));
    FUZZ_HOLDS(same->files_count == one->files_count);
    for (size_t i = 0; i < one->files_count; i++)
        FUZZ_HOLDS(!strcmp(same->files[i], one->files[i]));
    itk_manifest_free(back);
    itk_buf_free(&lines);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const files[] = {"a/a.docx", "b.docx", "a"};
    struct itk_buf bytes = ITK_BUF_INIT;
    size_t whole = 0, again = 0;
    itk_manifest *manifest;

    put_sums(data, size, &bytes);
    manifest = read_back(&bytes, &whole);
    for (size_t i = 0; manifest && i < ITK_COUNT(files); i++) {
        const struct itk_manifest_entry *entry =
            itk_manifest_find(manifest, files[i]);

        if (entry)
            write_and_read(entry);
    }
    for (size_t i = 0; manifest && i < itk_manifest_cases_count(manifest);
         i++) {
        const struct itk_manifest_case *one = itk_manifest_case_at(manifest, i);

        if (one->digest[0])
            write_and_read_case(manifest, one);
    }
    if (manifest) { /* cut where it is whole it stays */
        itk_manifest *cut;

        bytes.size = whole;
        cut = read_back(&bytes, &again);
        FUZZ_HOLDS(cut && again == whole);
        itk_manifest_free(cut);
    }
    itk_manifest_free(manifest);
    itk_buf_free(&bytes);
    return 0;
}
