/*
 * Aligns two lists of words: what is common at both ends first, then the middle
 * of a shortest path by Myers' method, and so on in both halves.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "diff/align.h"
#include "diff/words.h"

#define NOWHERE (-1L) /* no path reaches this diagonal */

/* Kanji in common at the edge of two runs are worth showing as such. */
#define LEAST_COMMON 6u /* bytes: two characters */

struct side {
    struct itk_words words;
    bool *same; /* for each: is it in both? */
};

struct work {
    struct side a, b;
    long *forth, *back; /* furthest reach on each diagonal, from -room */
    long room;
};

/* A box of both lists: words a0..a1 against b0..b1. */
struct box {
    long a0, a1, b0, b1;
};

static bool
same_bytes(const struct itk_word *a, const struct itk_word *b)
{
    return a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

static bool
equal(const struct work *work, long i, long j)
{
    return same_bytes(&work->a.words.at[i], &work->b.words.at[j]);
}

static void
mark(struct work *work, long i, long j)
{
    work->a.same[i] = true;
    work->b.same[j] = true;
}

/* One more step onto diagonal `k` in a box of `n` by `m`: the furthest of one
 * from above and one from the left that stays inside. */
static long
step(const long *reach, long k, long n, long m)
{
    long x = NOWHERE;

    if (reach[k - 1] != NOWHERE && reach[k - 1] < n)
        x = reach[k - 1] + 1;
    if (reach[k + 1] != NOWHERE && reach[k + 1] - k <= m && reach[k + 1] > x)
        x = reach[k + 1];
    return x;
}

/* Follows what is equal from (x, y); with `back` both count from the end. */
static long
slide(const struct work *work, struct box box, long x, long k, bool back)
{
    const long n = box.a1 - box.a0, m = box.b1 - box.b0;

    while (x < n && x - k < m &&
           (back ? equal(work, box.a1 - 1 - x, box.b1 - 1 - (x - k))
                 : equal(work, box.a0 + x, box.b0 + x - k)))
        x++;
    return x;
}

/* All diagonals after `d` steps in one direction. True when the paths of both
 * directions meet: then *x, *y is a point of a shortest path. */
static bool
advance(struct work *work, struct box box, long d, bool back, long *x, long *y)
{
    const long n = box.a1 - box.a0, m = box.b1 - box.b0, delta = n - m;
    long *mine = (back ? work->back : work->forth) + work->room;
    const long *other = (back ? work->forth : work->back) + work->room;
    const long far = back ? d : d - 1; /* what the other direction has done */

    mine[d + 1] = mine[-d - 1] = NOWHERE;
    for (long k = -d; k <= d; k += 2) {
        const long begin = d ? step(mine, k, n, m) : 0;

        mine[k] = begin == NOWHERE ? NOWHERE : slide(work, box, begin, k, back);
        if (mine[k] == NOWHERE || (delta % 2 == 0) != back ||
            labs(delta - k) > far || other[delta - k] == NOWHERE ||
            mine[k] + other[delta - k] < n)
            continue;
        *x = back ? n - mine[k] : mine[k];
        *y = back ? m - (mine[k] - k) : mine[k] - k;
        return true;
    }
    return false;
}

static bool
find_middle(struct work *work, struct box box, long *x, long *y)
{
    for (long d = 0; d < work->room; d++) {
        if (advance(work, box, d, false, x, y) ||
            advance(work, box, d, true, x, y))
            return true;
    }
    return false;
}

static struct box
trim(struct work *work, struct box box)
{
    while (box.a0 < box.a1 && box.b0 < box.b1 && equal(work, box.a0, box.b0))
        mark(work, box.a0++, box.b0++);
    while (box.a0 < box.a1 && box.b0 < box.b1 &&
           equal(work, box.a1 - 1, box.b1 - 1))
        mark(work, --box.a1, --box.b1);
    return box;
}

/* Each half has half of the edits, so this goes no deeper than the binary
 * logarithm of ITK_ALIGN_MAX_COST. */
static void
align_box(struct work *work, struct box box)
{
    long x = 0, y = 0;

    box = trim(work, box);
    if (box.a0 == box.a1 || box.b0 == box.b1 || !find_middle(work, box, &x, &y))
        return;
    align_box(work, (struct box){box.a0, box.a0 + x, box.b0, box.b0 + y});
    align_box(work, (struct box){box.a0 + x, box.a1, box.b0 + y, box.b1});
}

/* ---- what reads well ---- */

static bool
ends_line(const struct side *side, size_t i)
{
    return side->words.at[i].text[0] == '\n';
}

/* Words i0..i of `a` alone are changed, at word j of `b`. The same edit may be
 * said of words further on or back when what it passes over is equal; how many
 * until it ends with a line, or meets the next change? SIZE_MAX: it cannot. */
static size_t
reach_on(const struct side *a, const struct side *b, size_t i0, size_t i,
         size_t j)
{
    for (size_t k = 0;; k++) {
        const bool at_end = i + k == a->words.count;
        const bool free_end = j + k == b->words.count || b->same[j + k];

        if (free_end && !at_end && !a->same[i + k])
            return k;
        if (free_end && ends_line(a, i + k - 1))
            return k;
        if (at_end || j + k == b->words.count || !a->same[i + k] ||
            !b->same[j + k] ||
            !same_bytes(&a->words.at[i0 + k], &a->words.at[i + k]))
            return SIZE_MAX;
    }
}

static size_t
reach_back(const struct side *a, const struct side *b, size_t i0, size_t i,
           size_t j)
{
    for (size_t k = 0;; k++) {
        const bool stop =
            i0 == k || j == k || !a->same[i0 - k - 1] || !b->same[j - k - 1];

        if (ends_line(a, i - k - 1) && (!stop || i0 == k || j == k))
            return k;
        if (stop ||
            !same_bytes(&a->words.at[i0 - k - 1], &a->words.at[i - k - 1]))
            return SIZE_MAX;
    }
}

/* Where in `a` the walk goes on, with word j of `b`. */
static size_t
slide_group(struct side *a, const struct side *b, size_t i0, size_t i, size_t j)
{
    const size_t on = reach_on(a, b, i0, i, j);
    const size_t back = on == SIZE_MAX ? reach_back(a, b, i0, i, j) : 0;

    for (size_t k = 0; on != SIZE_MAX && k < on; k++) {
        a->same[i0 + k] = true;
        a->same[i + k] = false;
    }
    for (size_t k = 0; back != SIZE_MAX && k < back; k++) {
        a->same[i - k - 1] = true;
        a->same[i0 - k - 1] = false;
    }
    return on != SIZE_MAX && on > 0 ? i0 : i;
}

/* The end of the words that are changed from `i` on. */
static size_t
group_end(const struct side *side, size_t i)
{
    while (i < side->words.count && !side->same[i])
        i++;
    return i;
}

/* A whole line that was added or dropped shall be marked as that line, and not
 * as the end of one and the beginning of the next. */
static void
slide_groups(struct work *work)
{
    size_t i = 0, j = 0;

    for (;;) {
        const size_t i1 = group_end(&work->a, i), j1 = group_end(&work->b, j);

        if (i < i1 && j == j1) {
            i = slide_group(&work->a, &work->b, i, i1, j);
        } else if (j < j1 && i == i1) {
            j = slide_group(&work->b, &work->a, j, j1, i);
        } else {
            i = i1;
            j = j1;
        }
        if (i == work->a.words.count || j == work->b.words.count)
            return;
        i++;
        j++;
    }
}

/* A single particle or comma between two changes would only break them up:
 * it counts as changed with them. */
static void
drop_islands(struct work *work)
{
    struct side *a = &work->a, *b = &work->b;
    size_t i = 0, j = 0;

    for (;;) {
        const size_t i0 = i, j0 = j;
        bool before;

        i = group_end(a, i);
        j = group_end(b, j);
        if (i == a->words.count || j == b->words.count)
            return;
        before = i > i0 && j > j0;
        if (before && a->words.at[i].slight && i + 1 < a->words.count &&
            j + 1 < b->words.count && !a->same[i + 1] && !b->same[j + 1])
            a->same[i] = b->same[j] = false;
        i++;
        j++;
    }
}

/* ---- edits ---- */

struct list {
    struct itk_edit *at;
    size_t count;
};

static void
push(struct list *list, enum itk_edit_kind kind, const char *text, size_t size)
{
    struct itk_edit *last = list->count ? &list->at[list->count - 1] : NULL;

    if (!size)
        return;
    if (last && last->kind == kind && last->text + last->size == text)
        last->size += size;
    else
        list->at[list->count++] = (struct itk_edit){kind, text, size};
}

/* The bytes of words i0..i1; they stand side by side. */
static struct itk_word
stretch(const struct itk_words *words, size_t i0, size_t i1)
{
    struct itk_word all = {0};

    if (i0 == i1)
        return all;
    all.text = words->at[i0].text;
    all.size =
        (size_t)(words->at[i1 - 1].text + words->at[i1 - 1].size - all.text);
    return all;
}

/* What two runs of kanji have in common at their edges stays outside. */
static size_t
common_edge(const struct itk_words *a, size_t i, const struct itk_words *b,
            size_t j, bool back)
{
    const size_t common = a->at[i].kanji && b->at[j].kanji
                              ? itk_words_common(&a->at[i], &b->at[j], back)
                              : 0;

    return common >= LEAST_COMMON ? common : 0;
}

static void
push_change(struct list *list, const struct itk_words *a, size_t i0, size_t i1,
            const struct itk_words *b, size_t j0, size_t j1)
{
    struct itk_word drop = stretch(a, i0, i1), add = stretch(b, j0, j1);
    const bool both = drop.size && add.size;
    const size_t front = both ? common_edge(a, i0, b, j0, false) : 0;
    size_t end = both ? common_edge(a, i1 - 1, b, j1 - 1, true) : 0;

    if (front + end > drop.size || front + end > add.size)
        end = 0;
    push(list, ITK_EDIT_SAME, drop.text, front);
    push(list, ITK_EDIT_DROP, both ? drop.text + front : drop.text,
         drop.size - front - end);
    push(list, ITK_EDIT_ADD, both ? add.text + front : add.text,
         add.size - front - end);
    if (end)
        push(list, ITK_EDIT_SAME, drop.text + drop.size - end, end);
}

static struct itk_edits
collect(const struct work *work, struct itk_arena *arena)
{
    const struct itk_words *a = &work->a.words, *b = &work->b.words;
    struct list list = {itk_arena_array(arena, 2 * (a->count + b->count) + 1,
                                        sizeof(struct itk_edit)),
                        0};
    size_t i = 0, j = 0;

    while (i < a->count || j < b->count) {
        const size_t i0 = i, j0 = j;

        i = group_end(&work->a, i);
        j = group_end(&work->b, j);
        push_change(&list, a, i0, i, b, j0, j);
        if (i < a->count) {
            push(&list, ITK_EDIT_SAME, a->at[i].text, a->at[i].size);
            i++;
            j++;
        }
    }
    return (struct itk_edits){list.at, list.count};
}

struct itk_edits
itk_align(const char *before, size_t before_size, const char *after,
          size_t after_size, struct itk_arena *arena)
{
    struct itk_arena own = ITK_ARENA_INIT;
    struct work work = {
        .a.words =
            itk_words_cut(before, before_size, ITK_ALIGN_MAX_WORDS, &own),
        .b.words = itk_words_cut(after, after_size, ITK_ALIGN_MAX_WORDS, &own),
    };
    const size_t a = work.a.words.count, b = work.b.words.count;
    const size_t half = (a + b + 1) / 2 + 1;
    struct itk_edits edits;

    work.a.same = itk_arena_array(&own, a + 1, sizeof(bool));
    work.b.same = itk_arena_array(&own, b + 1, sizeof(bool));
    work.room =
        half < (size_t)ITK_ALIGN_MAX_COST ? (long)half : ITK_ALIGN_MAX_COST;
    work.forth = itk_arena_array(&own, 2 * (size_t)work.room + 3, sizeof(long));
    work.back = itk_arena_array(&own, 2 * (size_t)work.room + 3, sizeof(long));
    align_box(&work, (struct box){0, (long)a, 0, (long)b});
    slide_groups(&work);
    drop_islands(&work);
    edits = collect(&work, arena);
    itk_arena_fini(&own);
    return edits;
}
