/*
 * Cuts two texts into sentences, pairs them, and compares words within pairs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "diff/sentence.h"
#include "text/utf8.h"

#define LEAST_ALIKE 300u /* of 1000: else no partner */
#define MOST_DEPTH  16u  /* of brackets */

struct sentences {
    struct itk_piece *at;
    size_t count;
};

static bool
opens(uint32_t scalar)
{
    return scalar == 0xFF08 || scalar == '(' || scalar == 0x300C;
}

static bool
closes(uint32_t scalar)
{
    return scalar == 0xFF09 || scalar == ')' || scalar == 0x300D;
}

/* The length of the first sentence. A bracket that is never closed ends with
 * its line. */
static size_t
measure(const char *text, size_t size)
{
    unsigned depth = 0;
    size_t at = 0;

    while (at < size) {
        uint32_t scalar = 0;
        const size_t step = itk_utf8_next(text + at, size - at, &scalar);

        if (!step)
            return size;
        at += step;
        if (opens(scalar) && depth < MOST_DEPTH)
            depth++;
        else if (closes(scalar) && depth)
            depth--;
        if (scalar == '\n' || (scalar == 0x3002 && !depth))
            break;
    }
    return at;
}

static struct sentences
cut(const char *text, size_t size)
{
    struct sentences all = {NULL, 0};
    size_t room = 0;

    for (size_t at = 0; at < size;) {
        const size_t length = measure(text + at, size - at);

        if (all.count == room) {
            room = room ? 2 * room : 16;
            all.at = itk_grow(all.at, room, sizeof(*all.at));
        }
        all.at[all.count++] = (struct itk_piece){text + at, length};
        at += length;
    }
    return all;
}

/* ---- edits ---- */

struct list {
    struct itk_edit *at;
    size_t count, room;
};

static void
push(struct list *list, enum itk_edit_kind kind, const char *text, size_t size)
{
    struct itk_edit *last = list->count ? &list->at[list->count - 1] : NULL;

    if (!size)
        return;
    if (last && last->kind == kind && last->text + last->size == text) {
        last->size += size;
        return;
    }
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 32;
        list->at = itk_grow(list->at, list->room, sizeof(*list->at));
    }
    list->at[list->count++] = (struct itk_edit){kind, text, size};
}

static void
push_pair(struct list *list, const struct itk_piece *a,
          const struct itk_piece *b)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_edits edits =
        itk_align(a->text, a->size, b->text, b->size, &arena);

    for (size_t i = 0; i < edits.count; i++)
        push(list, edits.at[i].kind, edits.at[i].text, edits.at[i].size);
    itk_arena_fini(&arena);
}

/* Pieces i0..i1 and j0..j1 have no partner. */
static void
push_gap(struct list *list, const struct sentences *a, size_t i0, size_t i1,
         const struct sentences *b, size_t j0, size_t j1)
{
    for (size_t i = i0; i < i1; i++)
        push(list, ITK_EDIT_DROP, a->at[i].text, a->at[i].size);
    for (size_t j = j0; j < j1; j++)
        push(list, ITK_EDIT_ADD, b->at[j].text, b->at[j].size);
}

struct itk_edits
itk_align_sentences(const char *before, size_t before_size, const char *after,
                    size_t after_size, struct itk_arena *arena)
{
    const struct sentences a = cut(before, before_size),
                           b = cut(after, after_size);
    size_t *partner = itk_grow(NULL, a.count + 1, sizeof(*partner));
    struct list list = {NULL, 0, 0};
    struct itk_edit *kept;
    size_t i0 = 0, j0 = 0;

    itk_pair(a.at, a.count, b.at, b.count, LEAST_ALIKE, partner);
    for (size_t i = 0; i < a.count; i++) {
        if (partner[i] == SIZE_MAX)
            continue;
        push_gap(&list, &a, i0, i, &b, j0, partner[i]);
        push_pair(&list, &a.at[i], &b.at[partner[i]]);
        i0 = i + 1;
        j0 = partner[i] + 1;
    }
    push_gap(&list, &a, i0, a.count, &b, j0, b.count);
    kept = itk_arena_array(arena, list.count + 1, sizeof(*kept));
    if (list.count)
        memcpy(kept, list.at, list.count * sizeof(*kept));
    free(list.at);
    free(a.at);
    free(b.at);
    free(partner);
    return (struct itk_edits){kept, list.count};
}
