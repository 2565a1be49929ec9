/*
 * The manifest: reading with a checksum on every line, and writing lines. A
 * line has one form only, so that reading it is quick.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/manifest.h"
#include "base/arena.h"
#include "base/digest.h"

#define SUM_DIGITS 16
#define MAX_WORDS  64 /* documents and programs kept once each */

static const char sum_key[] = ",\"sum\":\"";
static const char layout_line[] = "{\"format\":1,\"layout\":\"spread\"";
static const char gone_line[] = "{\"format\":1,\"gone\":\"";

struct itk_manifest {
    const char *name;
    struct itk_arena arena;
    struct itk_manifest_entry *at; /* the last line of each file */
    size_t count, room;
    /* Open addressing by the file's name: the entry's index + 1, or 0. A power
     * of two, at most half full. */
    size_t *slots;
    size_t slots_count;
    const char *words[MAX_WORDS]; /* that many entries share */
    size_t words_count;
    const char *case_id, *case_digest; /* of the entry added last */
    bool spread;
    /* Reading. */
    struct itk_buf line; /* the beginning of one that goes on */
    uint64_t whole;
    long number;
    bool damaged; /* the last line: torn, if no other follows */
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

static void
put_sum(struct itk_buf *out, size_t start)
{
    const struct itk_digest sum =
        itk_digest_of(out->data + start, out->size - start);

    itk_buf_adds(out, sum_key);
    itk_buf_add(out, sum.hex, SUM_DIGITS);
    itk_buf_adds(out, "\"}\n");
}

void
itk_manifest_line(const struct itk_manifest_entry *entry, struct itk_buf *out)
{
    const size_t start = out->size;

    itk_buf_adds(out, "{\"format\":1");
    put_pair(out, "file", entry->file);
    itk_buf_adds(out, ",\"size\":");
    itk_buf_addu(out, entry->size);
    put_pair(out, "sha256", entry->sha256);
    put_pair(out, "parts", entry->parts);
    put_pair(out, "case", entry->case_id);
    put_pair(out, "document", entry->document);
    put_pair(out, "caseDigest", entry->case_digest);
    put_pair(out, "program", entry->program);
    put_sum(out, start);
}

void
itk_manifest_line_spread(struct itk_buf *out)
{
    const size_t start = out->size;

    itk_buf_adds(out, layout_line);
    put_sum(out, start);
}

void
itk_manifest_line_gone(const char *file, struct itk_buf *out)
{
    const size_t start = out->size;

    itk_buf_adds(out, "{\"format\":1");
    put_pair(out, "gone", file);
    put_sum(out, start);
}

/* ---- reading ---- */

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
is_hex(const char *text, size_t digits)
{
    return strlen(text) == digits && strspn(text, "0123456789abcdef") == digits;
}

/* What is left of a line; `ok` goes down and stays down. */
struct cursor {
    const char *at, *end;
    struct itk_buf *text; /* strings, one after the other with their NULs */
    bool ok;
};

static void
skip(struct cursor *in, const char *want)
{
    const size_t size = strlen(want);

    in->ok = in->ok && (size_t)(in->end - in->at) >= size &&
             memcmp(in->at, want, size) == 0;
    if (in->ok)
        in->at += size;
}

static int
hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 87 : -1;
}

/* What put_string escapes: \" \\ and \u00xx. */
static void
take_escape(struct cursor *in)
{
    const char *at = in->at; /* behind the backslash */

    if (at < in->end && (*at == '"' || *at == '\\')) {
        itk_buf_addc(in->text, *at);
        in->at++;
    } else if (in->end - at >= 5 && memcmp(at, "u00", 3) == 0 &&
               hex_digit(at[3]) >= 0 && hex_digit(at[4]) >= 0 &&
               hex_digit(at[3]) * 16 + hex_digit(at[4]) > 0) {
        itk_buf_addc(in->text,
                     (char)(hex_digit(at[3]) * 16 + hex_digit(at[4])));
        in->at += 5;
    } else {
        in->ok = false;
    }
}

/* ,"NAME":"..." appended to the text; where it begins there. */
static size_t
take_pair(struct cursor *in, const char *name)
{
    const size_t begin = in->text->size;

    skip(in, ",\"");
    skip(in, name);
    skip(in, "\":\"");
    while (in->ok && in->at < in->end && *in->at != '"') {
        const char c = *in->at++;

        if (c == '\\')
            take_escape(in);
        else if (c == '\0')
            in->ok = false;
        else
            itk_buf_addc(in->text, c);
    }
    skip(in, "\"");
    itk_buf_addc(in->text, '\0');
    return begin;
}

static uint64_t
take_size(struct cursor *in)
{
    uint64_t size = 0;
    int digits = 0;

    skip(in, ",\"size\":");
    for (; in->ok && in->at < in->end && *in->at >= '0' && *in->at <= '9';
         in->at++, digits++)
        size = size * 10 + (uint64_t)(*in->at - '0');
    in->ok = in->ok && digits > 0 && digits < 19;
    return size;
}

static bool
is_at_end(const struct cursor *in)
{
    return in->ok && (size_t)(in->end - in->at) == SUM_DIGITS + strlen("\"}");
}

/* False when the line, whose sum is right, is not of a form that this program
 * writes. */
static bool
take_entry(itk_manifest *manifest, const char *line, size_t size)
{
    static const char *const names[] = {"sha256",   "parts",      "case",
                                        "document", "caseDigest", "program"};
    struct itk_buf text = ITK_BUF_INIT;
    struct cursor in = {line, line + size, &text, true};
    struct itk_manifest_entry entry = {0};
    size_t begins[ITK_COUNT(names)];

    skip(&in, "{\"format\":1");
    (void)take_pair(&in, "file");
    entry.size = take_size(&in);
    for (size_t i = 0; i < ITK_COUNT(names); i++)
        begins[i] = take_pair(&in, names[i]);
    skip(&in, sum_key);
    entry.file = text.data;
    entry.sha256 = text.data + begins[0];
    entry.parts = text.data + begins[1];
    entry.case_id = text.data + begins[2];
    entry.document = text.data + begins[3];
    entry.case_digest = text.data + begins[4];
    entry.program = text.data + begins[5];
    in.ok =
        is_at_end(&in) && entry.file[0] && is_hex(entry.sha256, ITK_DIGEST_HEX);
    if (in.ok)
        itk_manifest_add(manifest, &entry);
    itk_buf_free(&text);
    return in.ok;
}

/* The same for a file that is gone. */
static bool
take_gone(itk_manifest *manifest, const char *line, size_t size)
{
    struct itk_buf text = ITK_BUF_INIT;
    struct cursor in = {line, line + size, &text, true};

    skip(&in, "{\"format\":1");
    (void)take_pair(&in, "gone");
    skip(&in, sum_key);
    in.ok = is_at_end(&in);
    if (in.ok)
        itk_manifest_forget(manifest, text.data);
    itk_buf_free(&text);
    return in.ok;
}

static bool
fail_line(const itk_manifest *manifest, enum itk_msg id, struct itk_error *err)
{
    return itk_fail(
        err, ITK_FAULT_MACHINE,
        (struct itk_loc){.file = manifest->name, .line = manifest->number}, id,
        ITK_NO_ARGS);
}

/* A line that is there to its end. One whose sum is wrong may be the last one,
 * whose blocks were not all written. */
static bool
take_line(itk_manifest *manifest, const char *line, size_t size,
          struct itk_error *err)
{
    const size_t fixed = strlen(layout_line);

    if (manifest->damaged)
        return fail_line(manifest, ITK_MSG_MANIFEST_LINE, err);
    manifest->number++;
    if (size > ITK_MANIFEST_MAX_LINE || !sum_is_right(line, size)) {
        manifest->damaged = true;
        return true;
    }
    manifest->whole += size + 1;
    if (size > fixed && memcmp(line, layout_line, fixed) == 0 &&
        line[fixed] == ',') {
        manifest->spread = true;
        return true;
    }
    return (size > strlen(gone_line) &&
                    memcmp(line, gone_line, strlen(gone_line)) == 0
                ? take_gone(manifest, line, size)
                : take_entry(manifest, line, size)) ||
           fail_line(manifest, ITK_MSG_MANIFEST_FORMAT, err);
}

bool
itk_manifest_take(itk_manifest *manifest, const char *bytes, size_t size,
                  struct itk_error *err)
{
    struct itk_buf *line = &manifest->line;
    const char *const end = bytes + size;
    bool ok = true;

    while (ok && bytes < end) {
        const char *stop = memchr(bytes, '\n', (size_t)(end - bytes));

        if (!stop) {
            itk_buf_add(line, bytes, (size_t)(end - bytes));
            if (line->size <= ITK_MANIFEST_MAX_LINE)
                return true;
            manifest->number++;
            return fail_line(manifest, ITK_MSG_MANIFEST_LINE, err);
        }
        if (line->size) {
            itk_buf_add(line, bytes, (size_t)(stop - bytes));
            ok = take_line(manifest, line->data, line->size, err);
            itk_buf_clear(line);
        } else {
            ok = take_line(manifest, bytes, (size_t)(stop - bytes), err);
        }
        bytes = stop + 1;
    }
    return ok;
}

uint64_t
itk_manifest_whole(const itk_manifest *manifest)
{
    return manifest->whole;
}

void
itk_manifest_cut(itk_manifest *manifest)
{
    itk_buf_clear(&manifest->line);
    if (manifest->damaged)
        manifest->number--;
    manifest->damaged = false;
}

/* ---- the files ---- */

itk_manifest *
itk_manifest_new(const char *name)
{
    itk_manifest *manifest = itk_alloc(sizeof(*manifest));

    *manifest = (itk_manifest){.name = name, .line = ITK_BUF_INIT};
    return manifest;
}

void
itk_manifest_free(itk_manifest *manifest)
{
    if (!manifest)
        return;
    itk_arena_fini(&manifest->arena);
    itk_buf_free(&manifest->line);
    free(manifest->at);
    free(manifest->slots);
    free(manifest);
}

size_t
itk_manifest_count(const itk_manifest *manifest)
{
    return manifest->count;
}

const struct itk_manifest_entry *
itk_manifest_at(const itk_manifest *manifest, size_t i)
{
    return &manifest->at[i];
}

void
itk_manifest_set_stamps(itk_manifest *manifest, const struct itk_stamp *stamps)
{
    for (size_t i = 0; i < manifest->count; i++)
        manifest->at[i].stamp = stamps[i];
}

bool
itk_manifest_spread(const itk_manifest *manifest)
{
    return manifest->spread;
}

void
itk_manifest_set_spread(itk_manifest *manifest)
{
    manifest->spread = true;
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

struct itk_manifest_entry *
itk_manifest_find(const itk_manifest *manifest, const char *file)
{
    const size_t *slot = manifest->count ? slot_of(manifest, file) : NULL;

    return slot && *slot && !manifest->at[*slot - 1].gone
               ? &manifest->at[*slot - 1]
               : NULL;
}

void
itk_manifest_forget(itk_manifest *manifest, const char *file)
{
    struct itk_manifest_entry *entry = itk_manifest_find(manifest, file);

    if (entry)
        entry->gone = true;
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

/* A word that few entries do not share with others, kept once. */
static const char *
word(itk_manifest *manifest, const char *text)
{
    const char *copy;

    for (size_t i = 0; i < manifest->words_count; i++) {
        if (!strcmp(manifest->words[i], text))
            return manifest->words[i];
    }
    copy = itk_arena_dup(&manifest->arena, text);
    if (manifest->words_count < MAX_WORDS)
        manifest->words[manifest->words_count++] = copy;
    return copy;
}

/* What is the same in the files of a case, which stand beside each other. */
static const char *
of_case(itk_manifest *manifest, const char **last, const char *text)
{
    if (!*last || strcmp(*last, text) != 0)
        *last = itk_arena_dup(&manifest->arena, text);
    return *last;
}

void
itk_manifest_add(itk_manifest *manifest, const struct itk_manifest_entry *entry)
{
    struct itk_arena *arena = &manifest->arena;
    struct itk_manifest_entry *mine;
    size_t *slot;

    if (manifest->count == manifest->room)
        grow(manifest);
    slot = slot_of(manifest, entry->file);
    if (!*slot) {
        *slot = ++manifest->count;
        manifest->at[*slot - 1].file = itk_arena_dup(arena, entry->file);
    }
    mine = &manifest->at[*slot - 1];
    *mine = (struct itk_manifest_entry){
        .file = mine->file,
        .size = entry->size,
        .sha256 = itk_arena_dup(arena, entry->sha256),
        .parts = itk_arena_dup(arena, entry->parts),
        .case_id = of_case(manifest, &manifest->case_id, entry->case_id),
        .document = word(manifest, entry->document),
        .case_digest =
            of_case(manifest, &manifest->case_digest, entry->case_digest),
        .program = word(manifest, entry->program),
        .stamp = entry->stamp,
    };
}
