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
    struct itk_manifest_entry *at; /* the last line of each file */
    size_t count, room;
    /* Open addressing by the file's name: the entry's index + 1, or 0. A power
     * of two, at most half full. */
    size_t *slots;
    size_t slots_count;
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

    if (size <= tail || memcmp(line + size - 2, "\"}", 2) != 0 ||
        memcmp(line + size - tail, sum_key, strlen(sum_key)) != 0)
        return false;
    sum = itk_digest_of(line, size - tail);
    return !memcmp(line + size - tail + strlen(sum_key), sum.hex, SUM_DIGITS);
}

static bool
is_digest(const char *text)
{
    return strlen(text) == ITK_DIGEST_HEX &&
           strspn(text, "0123456789abcdef") == ITK_DIGEST_HEX;
}

static const char *
string_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

/* What a line is: torn lines are DAMAGED, and FOREIGN ones are whole, but not
 * of a form that this program writes. */
enum line { GOOD, DAMAGED, FOREIGN };

static enum line
read_line(itk_manifest *manifest, const char *line, size_t size)
{
    struct itk_manifest_entry entry;
    json_error_t why;
    json_t *object;
    json_int_t bytes;
    bool good;

    if (!sum_is_right(line, size))
        return DAMAGED;
    object = json_loadb(line, size, JSON_REJECT_DUPLICATES, &why);
    if (!object && json_error_code(&why) == json_error_out_of_memory)
        itk_no_memory();
    bytes = json_integer_value(json_object_get(object, "size"));
    entry = (struct itk_manifest_entry){
        .file = string_of(object, "file"),
        .size = (uint64_t)bytes,
        .sha256 = string_of(object, "sha256"),
        .case_id = string_of(object, "case"),
        .document = string_of(object, "document"),
        .case_digest = string_of(object, "caseDigest"),
        .program = string_of(object, "program"),
    };
    good = json_integer_value(json_object_get(object, "format")) == 1 &&
           bytes >= 0 && entry.file[0] && is_digest(entry.sha256);
    if (good)
        itk_manifest_add(manifest, &entry);
    json_decref(object);
    return good ? GOOD : FOREIGN;
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
        enum line is;

        if (!end)
            return manifest; /* torn by a crash while it was written */
        line++;
        is = read_line(manifest, start, (size_t)(end - start));
        if (is == DAMAGED && end + 1 == text + in->size)
            return manifest; /* likewise: its blocks were not all written */
        if (is != GOOD) {
            itk_fail(err, ITK_FAULT_MACHINE,
                     (struct itk_loc){.file = in->name, .line = line},
                     is == DAMAGED ? ITK_MSG_MANIFEST_LINE
                                   : ITK_MSG_MANIFEST_FORMAT,
                     ITK_NO_ARGS);
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
    free(manifest->slots);
    free(manifest);
}

/* The slot of the file, or the free one where it belongs. FNV-1a. */
static size_t *
slot_of(const itk_manifest *manifest, const char *file)
{
    const size_t mask = manifest->slots_count - 1;
    uint64_t hash = 0xcbf29ce484222325u;
    size_t i;

    for (const char *c = file; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
    i = (size_t)hash & mask;
    while (manifest->slots[i] &&
           strcmp(manifest->at[manifest->slots[i] - 1].file, file) != 0)
        i = (i + 1) & mask;
    return &manifest->slots[i];
}

const struct itk_manifest_entry *
itk_manifest_find(const itk_manifest *manifest, const char *file)
{
    const size_t *slot = manifest->count ? slot_of(manifest, file) : NULL;

    return slot && *slot ? &manifest->at[*slot - 1] : NULL;
}

static void
grow(itk_manifest *manifest)
{
    manifest->room = manifest->room ? 2 * manifest->room : 64;
    manifest->at =
        itk_grow(manifest->at, manifest->room, sizeof(*manifest->at));
    manifest->slots_count = 2 * manifest->room;
    manifest->slots = itk_grow(manifest->slots, manifest->slots_count,
                               sizeof(*manifest->slots));
    memset(manifest->slots, 0,
           manifest->slots_count * sizeof(*manifest->slots));
    for (size_t i = 0; i < manifest->count; i++)
        *slot_of(manifest, manifest->at[i].file) = i + 1;
}

void
itk_manifest_add(itk_manifest *manifest, const struct itk_manifest_entry *entry)
{
    size_t *slot;

    if (manifest->count == manifest->room)
        grow(manifest);
    slot = slot_of(manifest, entry->file);
    if (!*slot)
        *slot = ++manifest->count;
    manifest->at[*slot - 1] = (struct itk_manifest_entry){
        .file = itk_arena_dup(&manifest->arena, entry->file),
        .size = entry->size,
        .sha256 = itk_arena_dup(&manifest->arena, entry->sha256),
        .case_id = itk_arena_dup(&manifest->arena, entry->case_id),
        .document = itk_arena_dup(&manifest->arena, entry->document),
        .case_digest = itk_arena_dup(&manifest->arena, entry->case_digest),
        .program = itk_arena_dup(&manifest->arena, entry->program),
    };
}
