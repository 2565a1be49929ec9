/*
 * The manifest: its files and cases, by what was last said of each.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/manifest_line.h"
#include "base/arena.h"

#define MAX_WORDS 64 /* documents and programs kept once each */

/* Open addressing by a name: its number + 1, or 0. A power of two, at most half
 * full. */
struct slots {
    size_t *at;
    size_t count;
};

struct itk_manifest {
    const char *name;
    struct itk_arena arena;
    struct itk_manifest_entry *at; /* the last line of each file */
    size_t count, room;
    struct slots by_file;
    struct slots by_owner; /* by its case, the entry added last */
    size_t *before;        /* by entry: the one of its case added before, + 1 */
    struct itk_manifest_case *cases; /* the last line of each case */
    size_t cases_count, cases_room;
    struct slots by_case;
    const char *words[MAX_WORDS]; /* that many entries share */
    size_t words_count;
    const char *case_id, *case_digest; /* of the entry added last */
    bool spread;
    /* Reading. */
    struct itk_buf line; /* the beginning of one that goes on */
    struct itk_line_read read;
    uint64_t whole;
    long number;
    bool damaged; /* the last line: torn, if no other follows */
};

/* ---- reading ---- */

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
    enum itk_line kind;

    if (manifest->damaged)
        return fail_line(manifest, ITK_MSG_MANIFEST_LINE, err);
    manifest->number++;
    kind = itk_line_read(&manifest->read, line, size);
    manifest->damaged = kind == ITK_LINE_TORN;
    if (!manifest->damaged)
        manifest->whole += size + 1;
    if (kind == ITK_LINE_FILE)
        itk_manifest_add(manifest, &manifest->read.entry);
    else if (kind == ITK_LINE_CASE)
        itk_manifest_add_case(manifest, &manifest->read.one);
    else if (kind == ITK_LINE_GONE)
        itk_manifest_forget(manifest, manifest->read.gone);
    else if (kind == ITK_LINE_SPREAD)
        manifest->spread = true;
    return kind != ITK_LINE_UNKNOWN ||
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

    *manifest = (itk_manifest){
        .name = name, .line = ITK_BUF_INIT, .read = ITK_LINE_READ_INIT};
    return manifest;
}

void
itk_manifest_free(itk_manifest *manifest)
{
    if (!manifest)
        return;
    itk_arena_fini(&manifest->arena);
    itk_buf_free(&manifest->line);
    itk_line_read_fini(&manifest->read);
    free(manifest->at);
    free(manifest->by_file.at);
    free(manifest->by_owner.at);
    free(manifest->before);
    free(manifest->cases);
    free(manifest->by_case.at);
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

typedef const char *name_of(const itk_manifest *manifest, size_t i);

static const char *
file_of(const itk_manifest *manifest, size_t i)
{
    return manifest->at[i].file;
}

static const char *
owner_of(const itk_manifest *manifest, size_t i)
{
    return manifest->at[i].case_id;
}

static const char *
case_of(const itk_manifest *manifest, size_t i)
{
    return manifest->cases[i].case_id;
}

/* The slot of that name, or the free one where it belongs. FNV-1a. */
static size_t *
slot_of(const itk_manifest *manifest, const struct slots *slots, name_of *of,
        const char *name)
{
    const size_t mask = slots->count - 1;
    uint64_t hash = 0xcbf29ce484222325u;
    size_t i;

    for (const char *c = name; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
    i = (size_t)hash & mask;
    while (slots->at[i] && strcmp(of(manifest, slots->at[i] - 1), name) != 0)
        i = (i + 1) & mask;
    return &slots->at[i];
}

/* For `room` names, of which `count` are there. */
static void
grow_slots(const itk_manifest *manifest, struct slots *slots, name_of *of,
           size_t count, size_t room)
{
    slots->count = 2 * room;
    slots->at = itk_grow(slots->at, slots->count, sizeof(*slots->at));
    memset(slots->at, 0, slots->count * sizeof(*slots->at));
    for (size_t i = 0; i < count; i++)
        *slot_of(manifest, slots, of, of(manifest, i)) = i + 1;
}

struct itk_manifest_entry *
itk_manifest_find(const itk_manifest *manifest, const char *file)
{
    const size_t *slot =
        manifest->count ? slot_of(manifest, &manifest->by_file, file_of, file)
                        : NULL;

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
    grow_slots(manifest, &manifest->by_file, file_of, manifest->count,
               manifest->room);
    grow_slots(manifest, &manifest->by_owner, owner_of, manifest->count,
               manifest->room);
    manifest->before =
        itk_grow(manifest->before, manifest->room, sizeof(*manifest->before));
}

/* The entry that was just added. */
static void
add_owner(itk_manifest *manifest)
{
    const size_t last = manifest->count - 1;
    size_t *slot = slot_of(manifest, &manifest->by_owner, owner_of,
                           manifest->at[last].case_id);

    manifest->before[last] = *slot;
    *slot = last + 1;
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
    bool added;

    if (manifest->count == manifest->room)
        grow(manifest);
    slot = slot_of(manifest, &manifest->by_file, file_of, entry->file);
    added = !*slot;
    if (added) {
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
    if (added)
        add_owner(manifest);
}

const struct itk_manifest_entry *
itk_manifest_of_case(const itk_manifest *manifest, const char *case_id,
                     const struct itk_manifest_entry *behind)
{
    size_t at = 0;

    if (behind)
        at = manifest->before[behind - manifest->at];
    else if (manifest->count)
        at = *slot_of(manifest, &manifest->by_owner, owner_of, case_id);
    return at ? &manifest->at[at - 1] : NULL;
}

/* ---- the cases ---- */

size_t
itk_manifest_cases_count(const itk_manifest *manifest)
{
    return manifest->cases_count;
}

const struct itk_manifest_case *
itk_manifest_case_at(const itk_manifest *manifest, size_t i)
{
    return &manifest->cases[i];
}

const struct itk_manifest_case *
itk_manifest_case(const itk_manifest *manifest, const char *case_id)
{
    const size_t *slot =
        manifest->cases_count
            ? slot_of(manifest, &manifest->by_case, case_of, case_id)
            : NULL;

    return slot && *slot ? &manifest->cases[*slot - 1] : NULL;
}

static struct itk_manifest_case *
make_case(itk_manifest *manifest, const char *case_id)
{
    size_t *slot;

    if (manifest->cases_count == manifest->cases_room) {
        manifest->cases_room =
            manifest->cases_room ? 2 * manifest->cases_room : 64;
        manifest->cases = itk_grow(manifest->cases, manifest->cases_room,
                                   sizeof(*manifest->cases));
        grow_slots(manifest, &manifest->by_case, case_of, manifest->cases_count,
                   manifest->cases_room);
    }
    slot = slot_of(manifest, &manifest->by_case, case_of, case_id);
    if (!*slot) {
        *slot = ++manifest->cases_count;
        manifest->cases[*slot - 1].case_id =
            of_case(manifest, &manifest->case_id, case_id);
    }
    return &manifest->cases[*slot - 1];
}

void
itk_manifest_add_case(itk_manifest *manifest,
                      const struct itk_manifest_case *one)
{
    struct itk_manifest_case *mine = make_case(manifest, one->case_id);
    const char **files =
        itk_arena_array(&manifest->arena, one->files_count + 1, sizeof(*files));
    bool known = true;

    for (size_t i = 0; known && i < one->files_count; i++) {
        const struct itk_manifest_entry *entry =
            itk_manifest_find(manifest, one->files[i]);

        known = entry != NULL;
        files[i] = known ? entry->file : "";
    }
    *mine = (struct itk_manifest_case){
        .case_id = mine->case_id,
        .digest = known ? itk_arena_dup(&manifest->arena, one->digest) : "",
        .waiting = one->waiting,
        .files = files,
        .files_count = known ? one->files_count : 0,
    };
}
