/*
 * The manifest: reading with a checksum on every line, and writing lines.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "app/manifest.h"
#include "base/arena.h"
#include "base/digest.h"

#define SUM_DIGITS 16

static const char sum_key[] = ",\"sum\":\"";

struct itk_manifest {
    struct itk_arena arena;
    struct itk_manifest_entry *at;
    size_t count, room;
};

/* A JSON string; bytes below U+0020, " and \ are escaped (RFC 8259, 7). */
static void
put_string(struct itk_buf *out, const char *text)
{
    static const char digits[] = "0123456789abcdef";

    itk_buf_addc(out, '"');
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\') {
            itk_buf_addc(out, '\\');
            itk_buf_addc(out, *text);
        } else if (c < 0x20) {
            itk_buf_adds(out, "\\u00");
            itk_buf_addc(out, digits[c >> 4]);
            itk_buf_addc(out, digits[c & 15]);
        } else {
            itk_buf_addc(out, *text);
        }
    }
    itk_buf_addc(out, '"');
}

static void
put_pair(struct itk_buf *out, const char *name, const char *value)
{
    itk_buf_addc(out, ',');
    put_string(out, name);
    itk_buf_addc(out, ':');
    put_string(out, value);
}

void
itk_manifest_line(const struct itk_manifest_entry *entry, struct itk_buf *out)
{
    const size_t start = out->size;
    struct itk_digest sum;

    itk_buf_adds(out, "{\"format\":1");
    put_pair(out, "file", entry->file);
    itk_buf_adds(out, ",\"size\":");
    itk_buf_addu(out, entry->size);
    put_pair(out, "sha256", entry->sha256);
    put_pair(out, "case", entry->case_id);
    put_pair(out, "document", entry->document);
    put_pair(out, "caseDigest", entry->case_digest);
    put_pair(out, "program", entry->program);
    sum = itk_digest_of(out->data + start, out->size - start);
    itk_buf_adds(out, sum_key);
    itk_buf_add(out, sum.hex, SUM_DIGITS);
    itk_buf_adds(out, "\"}\n");
}

/* The line without its newline: is its checksum that of what is before it? */
static bool
sum_is_right(const char *line, size_t size)
{
    const size_t tail = strlen(sum_key) + SUM_DIGITS + strlen("\"}");
    struct itk_digest sum;

    if (size <= tail ||
        memcmp(line + size - tail, sum_key, strlen(sum_key)) != 0)
        return false;
    sum = itk_digest_of(line, size - tail);
    return !memcmp(line + size - tail + strlen(sum_key), sum.hex, SUM_DIGITS);
}

static const char *
string_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

static bool
read_line(itk_manifest *manifest, const char *line, size_t size)
{
    json_t *object;
    json_int_t bytes;

    if (!sum_is_right(line, size))
        return false;
    object = json_loadb(line, size, JSON_REJECT_DUPLICATES, NULL);
    bytes = json_integer_value(json_object_get(object, "size"));
    if (object && bytes >= 0)
        itk_manifest_add(manifest,
                         &(struct itk_manifest_entry){
                             .file = string_of(object, "file"),
                             .size = (uint64_t)bytes,
                             .sha256 = string_of(object, "sha256"),
                             .case_id = string_of(object, "case"),
                             .document = string_of(object, "document"),
                             .case_digest = string_of(object, "caseDigest"),
                             .program = string_of(object, "program"),
                         });
    json_decref(object);
    return object != NULL;
}

itk_manifest *
itk_manifest_read(const struct itk_blob *in, size_t *whole,
                  struct itk_error *err)
{
    itk_manifest *manifest = itk_alloc(sizeof(*manifest));
    const char *text = in->data;
    long line = 0;

    *manifest = (itk_manifest){0};
    *whole = 0;
    while (*whole < in->size) {
        const char *start = text + *whole;
        const char *end = memchr(start, '\n', in->size - *whole);

        if (!end)
            return manifest; /* torn by a crash while it was written */
        line++;
        if (!read_line(manifest, start, (size_t)(end - start))) {
            if (end + 1 == text + in->size)
                return manifest; /* likewise */
            itk_fail(err, ITK_FAULT_MACHINE,
                     (struct itk_loc){.file = in->name, .line = line},
                     ITK_MSG_MANIFEST_LINE, ITK_NO_ARGS);
            itk_manifest_free(manifest);
            return NULL;
        }
        *whole += (size_t)(end - start) + 1;
    }
    return manifest;
}

void
itk_manifest_free(itk_manifest *manifest)
{
    if (!manifest)
        return;
    itk_arena_fini(&manifest->arena);
    free(manifest->at);
    free(manifest);
}

const struct itk_manifest_entry *
itk_manifest_find(const itk_manifest *manifest, const char *file)
{
    for (size_t i = manifest->count; i-- > 0;) {
        if (!strcmp(manifest->at[i].file, file))
            return &manifest->at[i];
    }
    return NULL;
}

void
itk_manifest_add(itk_manifest *manifest, const struct itk_manifest_entry *entry)
{
    struct itk_manifest_entry *kept;

    if (manifest->count == manifest->room) {
        manifest->room = manifest->room ? 2 * manifest->room : 64;
        manifest->at =
            itk_grow(manifest->at, manifest->room, sizeof(*manifest->at));
    }
    kept = &manifest->at[manifest->count++];
    *kept = (struct itk_manifest_entry){
        .file = itk_arena_dup(&manifest->arena, entry->file),
        .size = entry->size,
        .sha256 = itk_arena_dup(&manifest->arena, entry->sha256),
        .case_id = itk_arena_dup(&manifest->arena, entry->case_id),
        .document = itk_arena_dup(&manifest->arena, entry->document),
        .case_digest = itk_arena_dup(&manifest->arena, entry->case_digest),
        .program = itk_arena_dup(&manifest->arena, entry->program),
    };
}
