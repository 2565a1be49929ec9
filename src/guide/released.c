/*
 * The versions of a package with their digests, held against released.txt.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "guide/canonical.h"
#include "guide/lint.h"
#include "guide/released.h"
#include "xml/xml.h"

#define HEADER                                                                 \
    "# Digests of released texts: SHA-256, kind, id, date. itaku lint "        \
    "--record "                                                                \
    "adds lines.\n# Nobody edits them, nor the texts; a change is a new "      \
    "version.\n"

struct list {
    const struct itk_guide *guide;
    struct itk_arena *arena;
    struct itk_release *at;
    size_t count;
    const char *file;
};

/* `whole` is what the digest is of: `node`, or all of its parent but the other
 * versions. */
static void
add(struct list *list, const xmlNode *node, const xmlNode *whole,
    const char *kind, const char *id)
{
    const char *from = itk_xml_attr(node, "from");
    struct itk_buf text = ITK_BUF_INIT;

    list->at = itk_grow(list->at, list->count + 1, sizeof(*list->at));
    itk_canonical(&text, whole, node, list->guide->lang);
    list->at[list->count++] = (struct itk_release){
        .kind = kind,
        .id = itk_arena_dup(list->arena, id ? id : "-"),
        .from = itk_arena_dup(list->arena, from ? from : "-"),
        .file = list->file,
        .line = itk_xml_line(node),
        .digest = itk_digest_of(text.data, text.size),
    };
    itk_buf_free(&text);
}

/* The children of that name, each with what it belongs to. */
static void
add_versions(struct list *list, const xmlNode *root, const char *name,
             const char *kind)
{
    for (const xmlNode *kid = itk_xml_first(root); kid;
         kid = itk_xml_next(kid)) {
        if (itk_xml_is(kid, name))
            add(list, kid, root, kind, itk_xml_attr(root, "id"));
    }
}

/* Its documents may have the names of others. */
static void
add_packet(struct list *list, const xmlNode *root)
{
    for (const xmlNode *kid = itk_xml_first(root); kid;
         kid = itk_xml_next(kid)) {
        if (itk_xml_is(kid, "version"))
            add(list, kid, kid, "packet", NULL);
        if (itk_xml_is(kid, "document"))
            add(list, kid, kid, "packet-document", itk_xml_attr(kid, "id"));
    }
}

static void
add_root(struct list *list, const xmlNode *root)
{
    static const char *const dated[] = {"decision", "invariant", "document",
                                        "requirements"};

    if (itk_xml_is(root, "clause"))
        add_versions(list, root, "version", "clause");
    if (itk_xml_is(root, "packet")) {
        add_packet(list, root);
        return;
    }
    for (const xmlNode *kid = itk_xml_first(root); kid;
         kid = itk_xml_next(kid)) {
        if (itk_xml_is(kid, "value"))
            add_versions(list, kid, "at", "value");
        for (size_t i = 0; i < ITK_COUNT(dated); i++) {
            if (itk_xml_is(kid, dated[i]))
                add(list, kid, kid, dated[i], itk_xml_attr(kid, "id"));
        }
    }
}

static bool
is_data(const char *name)
{
    const size_t size = strlen(name);

    return size > 4 && strcmp(name + size - 4, ".xml") == 0 &&
           strncmp(name, "examples/", 9) != 0;
}

const struct itk_release *
itk_releases(const struct itk_guide *guide, struct itk_blobs files,
             struct itk_arena *arena, size_t *count)
{
    struct list list = {.guide = guide, .arena = arena};
    struct itk_release *kept;

    for (size_t i = 0; i < files.count; i++) {
        const char *name = files.at[i].name;
        struct itk_error err = ITK_ERROR_INIT;
        struct itk_buf path = ITK_BUF_INIT;
        xmlDoc *doc = is_data(name) ? itk_xml_parse(&files.at[i], &err) : NULL;

        itk_buf_adds(&path, guide->shown);
        itk_buf_addc(&path, '/');
        itk_buf_adds(&path, name);
        list.file = itk_arena_copy(arena, path.data, path.size);
        if (doc)
            add_root(&list, xmlDocGetRootElement(doc));
        xmlFreeDoc(doc);
        itk_buf_free(&path);
        itk_error_fini(&err);
    }
    kept = itk_arena_array(arena, list.count + 1, sizeof(*kept));
    if (list.count)
        memcpy(kept, list.at, list.count * sizeof(*kept));
    free(list.at);
    *count = list.count;
    return kept;
}

/* ---- released.txt ---- */

/* A line, its words as strings in the arena; `kind` NULL: for people. */
struct line {
    const char *digest, *kind, *id, *from;
    bool sound;
};

static const char *
next_word(const char **at, const char *end, struct itk_arena *arena)
{
    const char *start;

    while (*at < end && (**at == ' ' || **at == '\t' || **at == '\r'))
        ++*at;
    start = *at;
    while (*at < end && **at != ' ' && **at != '\t' && **at != '\r')
        ++*at;
    return itk_arena_copy(arena, start, (size_t)(*at - start));
}

/* The line at `*at`, which is then behind it. */
static struct line
read_line(const char **at, const char *end, struct itk_arena *arena)
{
    const char *stop = memchr(*at, '\n', (size_t)(end - *at));
    struct line line = {0};

    stop = stop ? stop : end;
    line.digest = next_word(at, stop, arena);
    line.sound = true;
    if (*line.digest && *line.digest != '#') {
        line.kind = next_word(at, stop, arena);
        line.id = next_word(at, stop, arena);
        line.from = next_word(at, stop, arena);
        line.sound = strlen(line.digest) == ITK_DIGEST_HEX && *line.from &&
                     !*next_word(at, stop, arena);
    }
    *at = stop < end ? stop + 1 : end;
    return line;
}

static const struct itk_release *
find(const struct itk_release *all, size_t count, const struct line *line)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].kind, line->kind) == 0 &&
            strcmp(all[i].id, line->id) == 0 &&
            strcmp(all[i].from, line->from) == 0)
            return &all[i];
    }
    return NULL;
}

static void
check_line(const struct itk_guide *guide, itk_findings *found,
           const struct line *line, long number,
           const struct itk_release *release)
{
    if (!line->sound)
        itk_lint_add(guide, found, ITK_SEV_ERROR, ITK_RELEASED_FILE, number,
                     ITK_MSG_LINT_RELEASED_LINE, ITK_NO_ARGS);
    else if (!release)
        itk_lint_add(guide, found, ITK_SEV_ERROR, ITK_RELEASED_FILE, number,
                     ITK_MSG_LINT_RELEASED_GONE,
                     ITK_ARGS(line->kind, line->id, line->from));
    else if (strcmp(release->digest.hex, line->digest) != 0)
        itk_lint_add(guide, found, ITK_SEV_ERROR, release->file, release->line,
                     ITK_MSG_LINT_RELEASED_EDITED,
                     ITK_ARGS(line->kind, line->id, line->from));
}

void
itk_lint_released(const struct itk_guide *guide, struct itk_blobs files,
                  itk_findings *found)
{
    const struct itk_blob *blob = itk_blobs_find(files, ITK_RELEASED_FILE);
    const char *at = blob ? blob->data : NULL;
    const char *end = blob ? at + blob->size : NULL;
    struct itk_arena arena = ITK_ARENA_INIT;
    size_t count = 0;
    const struct itk_release *all =
        blob ? itk_releases(guide, files, &arena, &count) : NULL;

    for (long number = 1; at < end; number++) {
        const struct line line = read_line(&at, end, &arena);

        if (line.kind)
            check_line(guide, found, &line, number, find(all, count, &line));
    }
    itk_arena_fini(&arena);
}

/* Of the versions after the last revision held, the text may still change. */
static bool
is_released(const struct itk_guide *guide, const char *from)
{
    struct itk_buf date = ITK_BUF_INIT;
    bool released = false;

    for (size_t i = 0; !released && i < guide->revisions.count; i++) {
        itk_buf_clear(&date);
        itk_date_iso(&date, guide->revisions.at[i].date);
        released = guide->revisions.at[i].held && strcmp(from, date.data) <= 0;
    }
    itk_buf_free(&date);
    return released;
}

/* Marks the versions that have a line. */
static void
mark_recorded(const struct itk_blob *blob, const struct itk_release *all,
              size_t count, struct itk_arena *arena, bool *recorded)
{
    const char *at = blob ? blob->data : NULL;
    const char *end = blob ? at + blob->size : NULL;

    while (at < end) {
        const struct line line = read_line(&at, end, arena);
        const struct itk_release *one =
            line.kind ? find(all, count, &line) : NULL;

        if (one)
            recorded[one - all] = true;
    }
}

size_t
itk_released_record(const struct itk_guide *guide, struct itk_blobs files,
                    struct itk_buf *out)
{
    const struct itk_blob *blob = itk_blobs_find(files, ITK_RELEASED_FILE);
    struct itk_arena arena = ITK_ARENA_INIT;
    size_t count = 0, added = 0;
    const struct itk_release *all = itk_releases(guide, files, &arena, &count);
    bool *recorded = itk_arena_array(&arena, count + 1, sizeof(*recorded));

    mark_recorded(blob, all, count, &arena, recorded);
    if (blob)
        itk_buf_add(out, blob->data, blob->size);
    else
        itk_buf_adds(out, HEADER);
    if (out->size && out->data[out->size - 1] != '\n')
        itk_buf_addc(out, '\n');
    for (size_t i = 0; i < count; i++) {
        if (recorded[i] || !is_released(guide, all[i].from))
            continue;
        itk_buf_adds(out, all[i].digest.hex);
        itk_buf_addc(out, ' ');
        itk_buf_adds(out, all[i].kind);
        itk_buf_addc(out, ' ');
        itk_buf_adds(out, all[i].id);
        itk_buf_addc(out, ' ');
        itk_buf_adds(out, all[i].from);
        itk_buf_addc(out, '\n');
        added++;
    }
    itk_arena_fini(&arena);
    return added;
}
