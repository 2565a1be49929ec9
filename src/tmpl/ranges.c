/*
 * Ranges with one end inside a section.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/ranges.h"

#define BOOKMARK "w:bookmark"

/* A section, by what repeats or drops. */
struct span {
    struct itk_range at;
    size_t node;
};

/* One end of a range. */
struct tip {
    const char *family; /* w:bookmark, w:commentRange, ... */
    size_t family_size;
    const char *id;
    size_t id_size;
    const char *name; /* of a bookmark's start; else NULL */
    size_t name_size;
    size_t anchor;
    size_t node; /* the innermost section around it, or NONE */
};

static int
by_begin(const void *a, const void *b)
{
    const struct span *one = a, *other = b;

    if (one->at.begin != other->at.begin)
        return one->at.begin < other->at.begin ? -1 : 1;
    return (one->at.end < other->at.end) - (one->at.end > other->at.end);
}

static int
compare(const char *a, size_t a_size, const char *b, size_t b_size)
{
    const int order = memcmp(a, b, a_size < b_size ? a_size : b_size);

    return order ? order : (a_size > b_size) - (a_size < b_size);
}

static int
by_range(const void *a, const void *b)
{
    const struct tip *one = a, *other = b;
    int order = compare(one->family, one->family_size, other->family,
                        other->family_size);

    if (order == 0)
        order = compare(one->id, one->id_size, other->id, other->id_size);
    return order
               ? order
               : (one->anchor > other->anchor) - (one->anchor < other->anchor);
}

static struct span *
spans_of(const struct itk_tree *tree, const struct itk_layout *layouts,
         size_t *count)
{
    struct span *spans = itk_alloc((tree->count + 1) * sizeof(*spans));

    *count = 0;
    for (size_t i = 0; i < tree->count; i++) {
        if (layouts[i].kind != ITK_LAYOUT_NONE)
            spans[(*count)++] = (struct span){layouts[i].inner, i};
    }
    if (*count > 0)
        qsort(spans, *count, sizeof(*spans), by_begin);
    return spans;
}

static bool
ends_in(const char *text, size_t size, const char *tail)
{
    const size_t tail_size = strlen(tail);

    return size > tail_size &&
           memcmp(text + size - tail_size, tail, tail_size) == 0;
}

/* False for what has no second end, such as w:commentReference. */
static bool
read_tip(const struct itk_scan *scan, size_t anchor, struct tip *tip)
{
    const struct itk_range at = scan->anchors[anchor].at;
    struct itk_token token;
    struct itk_attr attr;
    size_t pos = at.begin;
    bool start;

    if (scan->anchors[anchor].kind != ITK_ANCHOR_RANGE ||
        !itk_token_next(scan->src, &pos, &token))
        return false;
    start = ends_in(token.name, token.name_size, "Start");
    if ((!start && !ends_in(token.name, token.name_size, "End")) ||
        !itk_attr_find(scan->src, &token, "w:id", &attr))
        return false;
    *tip = (struct tip){.family = token.name,
                        .family_size = token.name_size - (start ? 5 : 3),
                        .id = scan->src.data + attr.value.begin,
                        .id_size = attr.value.end - attr.value.begin,
                        .anchor = anchor,
                        .node = ITK_TREE_NONE};
    if (start && itk_attr_find(scan->src, &token, "w:name", &attr)) {
        tip->name = scan->src.data + attr.value.begin;
        tip->name_size = attr.value.end - attr.value.begin;
    }
    return true;
}

/* Every tip with its section. Sections nest, so that a stack will do. */
static struct tip *
tips_of(const struct itk_scan *scan, const struct span *spans,
        size_t spans_count, size_t *count)
{
    struct tip *tips = itk_alloc((scan->anchors_count + 1) * sizeof(*tips));
    size_t *open = itk_alloc((spans_count + 1) * sizeof(*open));
    size_t depth = 0, next = 0;

    *count = 0;
    for (size_t i = 0; i < scan->anchors_count; i++) {
        const size_t at = scan->anchors[i].at.begin;

        for (; next < spans_count && spans[next].at.begin <= at; next++) {
            while (depth > 0 &&
                   spans[open[depth - 1]].at.end <= spans[next].at.begin)
                depth--;
            open[depth++] = next;
        }
        while (depth > 0 && spans[open[depth - 1]].at.end <= at)
            depth--;
        if (!read_tip(scan, i, &tips[*count]))
            continue;
        if (depth > 0)
            tips[*count].node = spans[open[depth - 1]].node;
        (*count)++;
    }
    free(open);
    return tips;
}

/* Set by a person: not hidden, as those are that Word makes for itself. */
static bool
is_own_bookmark(const struct tip *tip)
{
    return tip->name && tip->name_size > 0 && tip->name[0] != '_' &&
           compare(tip->family, tip->family_size, BOOKMARK, strlen(BOOKMARK)) ==
               0;
}

static void
part(const struct itk_scan *scan, const struct itk_tree *tree,
     const struct tip *start, const struct tip *end, bool *parted,
     struct itk_arena *arena, struct itk_faults *faults)
{
    const size_t node = start->node != ITK_TREE_NONE ? start->node : end->node;

    if (is_own_bookmark(start))
        itk_faults_add(faults, &scan->marks[tree->nodes[node].open].spot,
                       ITK_MSG_TMPL_CROSS_BOOKMARK,
                       itk_arena_copy(arena, start->name, start->name_size),
                       NULL);
    parted[start->anchor] = true;
    parted[end->anchor] = true;
}

const bool *
itk_ranges_parted(const struct itk_scan *scan, const struct itk_tree *tree,
                  const struct itk_layout *layouts, struct itk_arena *arena,
                  struct itk_faults *faults)
{
    bool *parted =
        itk_arena_array(arena, scan->anchors_count + 1, sizeof(*parted));
    size_t spans_count, count;
    struct span *spans = spans_of(tree, layouts, &spans_count);
    struct tip *tips = tips_of(scan, spans, spans_count, &count);

    if (count > 0)
        qsort(tips, count, sizeof(*tips), by_range);
    for (size_t i = 0; i + 1 < count; i++) {
        const struct tip *a = &tips[i], *b = &tips[i + 1];
        const bool pair = compare(a->family, a->family_size, b->family,
                                  b->family_size) == 0 &&
                          compare(a->id, a->id_size, b->id, b->id_size) == 0;

        if (pair && a->node != b->node)
            part(scan, tree, a, b, parted, arena, faults);
    }
    free(spans);
    free(tips);
    return parted;
}
