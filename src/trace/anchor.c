/*
 * Finding clauses again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "trace/anchor.h"
#include "trace/record.h"

#define MOST_HEAD  1000u /* bytes of a heading */
#define LEAST_HEAD 6u    /* of what is repeated */

/* Is "m1:2023-04-01" of clause m1? */
static bool
is_tag_of(const char *tag, const char *id)
{
    const size_t size = strlen(id);

    return !strncmp(tag, id, size) && tag[size] == ':';
}

static bool
by_control(const struct itk_returned *doc, const char *id,
           struct itk_anchor *anchor)
{
    unsigned control = 0;

    for (size_t i = 0; i < doc->count; i++) {
        if (!control && is_tag_of(doc->at[i].clause, id)) {
            control = doc->at[i].control;
            anchor->first = i;
        }
        if (control && doc->at[i].control == control)
            anchor->last = i;
    }
    anchor->by = ITK_FOUND_CONTROL;
    return control;
}

/* LibreOffice begins one twice, and ends it once: all of that name count. */
static bool
by_bookmark(const struct itk_returned *doc, const char *id,
            struct itk_anchor *anchor)
{
    struct itk_buf name = ITK_BUF_INIT;
    bool found = false;

    itk_record_bookmark(&name, ITK_RECORD_BOOKMARK, id);
    for (size_t i = 0; i < doc->bookmarks_count; i++) {
        const struct itk_returned_bookmark *mark = &doc->bookmarks[i];

        if (strcmp(mark->name, name.data) != 0)
            continue;
        if (!found || mark->first < anchor->first)
            anchor->first = mark->first;
        if (!found || mark->last > anchor->last)
            anchor->last = mark->last;
        found = true;
    }
    itk_buf_free(&name);
    anchor->by = ITK_FOUND_BOOKMARK;
    return found;
}

bool
itk_anchor_find(const struct itk_returned *returned, const char *clause_id,
                struct itk_anchor *anchor)
{
    anchor->id = clause_id;
    return by_control(returned, clause_id, anchor) ||
           by_bookmark(returned, clause_id, anchor);
}

bool
itk_anchor_same(const char *a, const char *b)
{
    struct itk_buf left = ITK_BUF_INIT, right = ITK_BUF_INIT;
    bool same;

    itk_record_bookmark(&left, ITK_RECORD_BOOKMARK, a);
    itk_record_bookmark(&right, ITK_RECORD_BOOKMARK, b);
    same = strcmp(left.data, right.data) == 0;
    itk_buf_free(&left);
    itk_buf_free(&right);
    return same;
}

/* ---- all of them ---- */

struct found {
    struct itk_anchor *at;
    size_t count;
    struct itk_arena *arena;
};

static int
by_place(const void *left, const void *right)
{
    const struct itk_anchor *a = left, *b = right;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->by != b->by ? (a->by < b->by ? -1 : 1) : strcmp(a->id, b->id);
}

/* A control is one run of paragraphs, but for those of controls in it. */
static void
add_controls(struct found *found, const struct itk_returned *doc)
{
    size_t *of = itk_grow(NULL, doc->count + 1, sizeof(*of));

    memset(of, 0,
           (doc->count + 1) * sizeof(*of)); /* by control: which, from 1 */
    for (size_t i = 0; i < doc->count; i++) {
        const struct itk_returned_paragraph *p = &doc->at[i];

        if (!p->control || p->control > doc->count)
            continue;
        if (!of[p->control]) {
            found->at[found->count++] =
                (struct itk_anchor){itk_arena_copy(found->arena, p->clause,
                                                   strcspn(p->clause, ":")),
                                    ITK_FOUND_CONTROL, i, i};
            of[p->control] = found->count;
        }
        found->at[of[p->control] - 1].last = i;
    }
    free(of);
}

static void
add_bookmarks(struct found *found, const struct itk_returned *doc)
{
    static const char prefix[] = ITK_RECORD_BOOKMARK;

    for (size_t i = 0; i < doc->bookmarks_count; i++) {
        const struct itk_returned_bookmark *mark = &doc->bookmarks[i];

        if (!strncmp(mark->name, prefix, sizeof(prefix) - 1))
            found->at[found->count++] = (struct itk_anchor){
                mark->name + sizeof(prefix) - 1, ITK_FOUND_BOOKMARK,
                mark->first, mark->last};
    }
}

/* What says of the clause that stands there already only where it is. */
static bool
is_twin(const struct itk_anchor *one, const struct itk_anchor *last)
{
    if (one->first <= last->first)
        return true;
    return (one->by != ITK_FOUND_CONTROL || last->by != ITK_FOUND_CONTROL) &&
           itk_anchor_same(one->id, last->id);
}

/* Sorted: where one reaches into the next it ends there. A control that was
 * copied is an anchor of its own, a bookmark that begins twice is not. */
static size_t
settle(struct itk_anchor *at, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        struct itk_anchor *last = kept ? &at[kept - 1] : NULL;

        if (last && is_twin(&at[i], last)) {
            if (at[i].by == last->by && at[i].last > last->last)
                last->last = at[i].last;
            continue;
        }
        if (last && last->last >= at[i].first)
            last->last = at[i].first - 1;
        at[kept++] = at[i];
    }
    return kept;
}

struct itk_anchors
itk_anchors_all(const struct itk_returned *returned, struct itk_arena *arena)
{
    struct found found = {
        .at = itk_arena_array(arena,
                              returned->count + returned->bookmarks_count + 1,
                              sizeof(*found.at)),
        .arena = arena};

    add_controls(&found, returned);
    add_bookmarks(&found, returned);
    qsort(found.at, found.count, sizeof(*found.at), by_place);
    return (struct itk_anchors){found.at, settle(found.at, found.count)};
}

/* ---- headings ---- */

size_t
itk_returned_once(const struct itk_returned_paragraph *paragraph)
{
    const char *text = paragraph->text;
    const size_t size = paragraph->size;

    for (size_t part = LEAST_HEAD; size < MOST_HEAD && part <= size / 2;
         part++) {
        if (size % part == 0 && !memcmp(text, text + part, size - part))
            return part;
    }
    return size;
}

bool
itk_returned_is_head(const struct itk_returned_paragraph *paragraph)
{
    static const char open[] = "（", close[] = "）";
    const size_t size = paragraph->size;

    return paragraph->outline == 0 ||
           (size > sizeof(open) + sizeof(close) && size < 200 &&
            !paragraph->table &&
            !memcmp(paragraph->text, open, sizeof(open) - 1) &&
            !memcmp(paragraph->text + size - sizeof(close) + 1, close,
                    sizeof(close) - 1));
}
