/*
 * Approximate matching: a graph without cycles, of one node a character, held
 * against a text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "diff/pattern.h"
#include "text/utf8.h"

#define MOST_NESTED 64u
#define FAR         (UINT32_MAX / 2)

enum kind {
    CHARACTER,
    ANY,   /* any characters, or none */
    SPLIT, /* on, or to `to` */
    JUMP   /* to `to` */
};

/* Every edge leads on: to the next node or to a later one. */
struct node {
    enum kind kind;
    uint32_t scalar;
    size_t to;
};

struct itk_pattern {
    struct node *at;
    size_t count, room;
    size_t open[MOST_NESTED]; /* splits whose end has not come yet */
    size_t depth;
};

itk_pattern *
itk_pattern_new(void)
{
    itk_pattern *pattern = itk_alloc(sizeof(*pattern));

    *pattern = (itk_pattern){0};
    return pattern;
}

void
itk_pattern_free(itk_pattern *pattern)
{
    if (!pattern)
        return;
    free(pattern->at);
    free(pattern);
}

static void
push(itk_pattern *pattern, struct node node)
{
    if (pattern->count == pattern->room) {
        pattern->room = pattern->room ? 2 * pattern->room : 256;
        pattern->at =
            itk_grow(pattern->at, pattern->room, sizeof(*pattern->at));
    }
    pattern->at[pattern->count++] = node;
}

void
itk_pattern_text(itk_pattern *pattern, const char *text, size_t size)
{
    size_t step;

    for (size_t at = 0; at < size; at += step) {
        struct node node = {.kind = CHARACTER};

        step = itk_utf8_next(text + at, size - at, &node.scalar);
        if (!step) /* never: the text is well formed */
            return;
        push(pattern, node);
    }
}

void
itk_pattern_any(itk_pattern *pattern)
{
    push(pattern, (struct node){.kind = ANY});
}

/* Deeper than that, a passage is one that must stand there. */
void
itk_pattern_begin_optional(itk_pattern *pattern)
{
    if (pattern->depth < MOST_NESTED) {
        pattern->open[pattern->depth] = pattern->count;
        push(pattern, (struct node){.kind = SPLIT});
    }
    pattern->depth++;
}

void
itk_pattern_end_optional(itk_pattern *pattern)
{
    if (--pattern->depth < MOST_NESTED)
        pattern->at[pattern->open[pattern->depth]].to = pattern->count;
}

void
itk_pattern_either(itk_pattern *pattern, const char *a, const char *b)
{
    const size_t split = pattern->count;
    size_t jump;

    if (!strcmp(a, b)) {
        itk_pattern_text(pattern, a, strlen(a));
        return;
    }
    push(pattern, (struct node){.kind = SPLIT});
    itk_pattern_text(pattern, a, strlen(a));
    jump = pattern->count;
    push(pattern, (struct node){.kind = JUMP});
    pattern->at[split].to = pattern->count;
    itk_pattern_text(pattern, b, strlen(b));
    pattern->at[jump].to = pattern->count;
}

/* ---- does it match? ---- */

/* The text as scalars. */
struct scalars {
    uint32_t *at;
    size_t count;
};

static struct scalars
scalars_of(const char *text, size_t size)
{
    struct scalars all = {itk_grow(NULL, size + 1, sizeof(uint32_t)), 0};
    size_t step;

    for (size_t at = 0; at < size; at += step) {
        step = itk_utf8_next(text + at, size - at, &all.at[all.count]);
        if (!step)
            break;
        all.count++;
    }
    return all;
}

/* Follows the edges that take no character; they all lead on. */
static void
spread(const itk_pattern *pattern, bool *here)
{
    for (size_t i = 0; i < pattern->count; i++) {
        const struct node *node = &pattern->at[i];

        if (!here[i] || node->kind == CHARACTER)
            continue;
        if (node->kind != JUMP)
            here[i + 1] = true;
        if (node->kind == SPLIT || node->kind == JUMP)
            here[node->to] = true;
    }
}

static void
advance(const itk_pattern *pattern, uint32_t scalar, bool *here)
{
    bool arrives = false;

    for (size_t i = 0; i <= pattern->count; i++) {
        const struct node *node = i < pattern->count ? &pattern->at[i] : NULL;
        const bool leaves = here[i] && node && node->kind == CHARACTER &&
                            node->scalar == scalar;

        here[i] = arrives || (here[i] && node && node->kind == ANY);
        arrives = leaves;
    }
}

bool
itk_pattern_matches(const itk_pattern *pattern, const char *text, size_t size)
{
    struct scalars all = scalars_of(text, size);
    bool *here = itk_grow(NULL, pattern->count + 1, sizeof(*here));
    bool matches;

    memset(here, 0, (pattern->count + 1) * sizeof(*here));
    here[0] = true;
    spread(pattern, here);
    for (size_t i = 0; i < all.count; i++) {
        advance(pattern, all.at[i], here);
        spread(pattern, here);
    }
    matches = here[pattern->count];
    free(here);
    free(all.at);
    return matches;
}

/* ---- the nearest ---- */

/* cost[node][i]: the least number of characters that are otherwise when the
 * first i of the text are what led to this node. */
struct table {
    const itk_pattern *pattern;
    struct scalars text;
    uint32_t *cost;
};

static uint32_t *
row_of(const struct table *t, size_t node)
{
    return &t->cost[node * (t->text.count + 1)];
}

static void
lower(uint32_t *cost, uint32_t other)
{
    if (other < *cost)
        *cost = other;
}

/* What node `i` passes on, once its own row is known. */
static void
pass_on(const struct table *t, size_t i)
{
    const struct node *node = &t->pattern->at[i];
    uint32_t *row = row_of(t, i), *next = row_of(t, i + 1);

    for (size_t j = 0; j <= t->text.count; j++) {
        const bool more = j < t->text.count;

        if (more) /* a character that is not in the pattern */
            lower(&row[j + 1], row[j] + (node->kind != ANY));
        switch (node->kind) {
        case CHARACTER:
            lower(&next[j], row[j] + 1);
            if (more && t->text.at[j] == node->scalar)
                lower(&next[j + 1], row[j]);
            break;
        case ANY:
            lower(&next[j], row[j]);
            break;
        case SPLIT:
            lower(&next[j], row[j]);
            lower(&row_of(t, node->to)[j], row[j]);
            break;
        case JUMP:
            lower(&row_of(t, node->to)[j], row[j]);
        }
    }
}

/* The last row has no node to pass anything on. */
static void
end_row(const struct table *t)
{
    uint32_t *row = row_of(t, t->pattern->count);

    for (size_t j = 0; j < t->text.count; j++)
        lower(&row[j + 1], row[j] + 1);
}

/* A step back from (node, j). */
struct step {
    size_t node, j;
    bool found, written; /* the character is in the nearest text */
    uint32_t scalar;
};

/* By an edge from node `i`. */
static struct step
step_from(const struct table *t, size_t i, size_t node, size_t j)
{
    const struct node *from = &t->pattern->at[i];
    const uint32_t cost = row_of(t, node)[j];
    const uint32_t *row = row_of(t, i);
    struct step back = {i, j, false, false, from->scalar};

    switch (from->kind) {
    case CHARACTER:
        if (j && t->text.at[j - 1] == from->scalar && row[j - 1] == cost)
            return (struct step){i, j - 1, true, true, from->scalar};
        back.found = row[j] + 1 == cost;
        back.written = true;
        break;
    case ANY:
    case SPLIT:
    case JUMP:
        back.found = row[j] == cost;
    }
    return back;
}

static struct step
step_back(const struct table *t, const size_t *first, const size_t *sources,
          size_t node, size_t j)
{
    const bool any =
        node < t->pattern->count && t->pattern->at[node].kind == ANY;
    const uint32_t *row = row_of(t, node);
    struct step back = {0};

    for (size_t s = first[node]; s < first[node + 1]; s++) {
        back = step_from(t, sources[s], node, j);
        if (back.found)
            return back;
    }
    if (j && row[j - 1] + !any == row[j])
        return (struct step){node, j - 1, true, any, t->text.at[j - 1]};
    return (struct step){0};
}

/* Which nodes have an edge to each: sources[first[n]] up to first[n + 1]. */
static void
index_edges(const itk_pattern *pattern, size_t *first, size_t *sources)
{
    const size_t count = pattern->count;
    size_t *next = itk_grow(NULL, count + 2, sizeof(*next));

    memset(first, 0, (count + 2) * sizeof(*first));
    for (size_t i = 0; i < count; i++) {
        const struct node *node = &pattern->at[i];

        first[i + 2] += node->kind != JUMP;
        first[node->to + 1] += node->kind == SPLIT || node->kind == JUMP;
    }
    for (size_t i = 1; i <= count + 1; i++)
        first[i] += first[i - 1];
    memcpy(next, first, (count + 2) * sizeof(*next));
    for (size_t i = 0; i < count; i++) {
        const struct node *node = &pattern->at[i];

        if (node->kind != JUMP)
            sources[next[i + 1]++] = i;
        if (node->kind == SPLIT || node->kind == JUMP)
            sources[next[node->to]++] = i;
    }
    free(next);
}

static void
trace(const struct table *t, struct itk_buf *out)
{
    const size_t count = t->pattern->count;
    size_t *first = itk_grow(NULL, count + 2, sizeof(*first));
    size_t *sources = itk_grow(NULL, 2 * count + 1, sizeof(*sources));
    uint32_t *written =
        itk_grow(NULL, count + t->text.count + 1, sizeof(*written));
    size_t node = count, j = t->text.count, size = 0;

    index_edges(t->pattern, first, sources);
    while (node || j) {
        const struct step back = step_back(t, first, sources, node, j);

        if (!back.found) /* never: every cost has its reason */
            break;
        if (back.written)
            written[size++] = back.scalar;
        node = back.node;
        j = back.j;
    }
    while (size-- > 0)
        itk_utf8_put(out, written[size]);
    free(first);
    free(sources);
    free(written);
}

size_t
itk_pattern_nearest(const itk_pattern *pattern, const char *text, size_t size,
                    struct itk_buf *out)
{
    struct table t = {.pattern = pattern, .text = scalars_of(text, size)};
    const size_t width = t.text.count + 1;
    size_t cost = SIZE_MAX;

    if (pattern->count + 1 > ITK_PATTERN_MAX_CELLS / width) {
        itk_pattern_words(pattern, out);
    } else {
        const size_t cells = (pattern->count + 1) * width;

        t.cost = itk_grow(NULL, cells, sizeof(*t.cost));
        for (size_t i = 0; i < cells; i++)
            t.cost[i] = FAR;
        t.cost[0] = 0;
        for (size_t i = 0; i < pattern->count; i++)
            pass_on(&t, i);
        end_row(&t);
        cost = row_of(&t, pattern->count)[t.text.count];
        trace(&t, out);
        free(t.cost);
    }
    free(t.text.at);
    return cost;
}

void
itk_pattern_words(const itk_pattern *pattern, struct itk_buf *out)
{
    for (size_t i = 0; i < pattern->count; i++) {
        if (pattern->at[i].kind == CHARACTER)
            itk_utf8_put(out, pattern->at[i].scalar);
    }
}
