/*
 * How alike two texts are, and which pieces of two lists belong together.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "diff/sentence.h"
#include "text/utf8.h"

#define FULL 1000u

/* The pairs of neighbouring characters, sorted. */
struct pairs {
    uint64_t *at;
    size_t count;
};

static int
by_value(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return a < b ? -1 : a > b;
}

static struct pairs
pairs_of(const char *text, size_t size)
{
    struct pairs pairs = {itk_grow(NULL, size + 1, sizeof(uint64_t)), 0};
    uint32_t last = 0, scalar = 0;
    size_t step;

    for (size_t at = 0; at < size; at += step) {
        step = itk_utf8_next(text + at, size - at, &scalar);
        if (!step)
            break;
        pairs.at[pairs.count++] = (uint64_t)last << 32 | scalar;
        last = scalar;
    }
    qsort(pairs.at, pairs.count, sizeof(*pairs.at), by_value);
    return pairs;
}

static unsigned
likeness(const struct pairs *a, const struct pairs *b)
{
    size_t i = 0, j = 0, both = 0;

    if (a->count + b->count == 0)
        return FULL;
    while (i < a->count && j < b->count) {
        if (a->at[i] == b->at[j]) {
            both++;
            i++;
            j++;
        } else if (a->at[i] < b->at[j]) {
            i++;
        } else {
            j++;
        }
    }
    return (unsigned)(2 * FULL * both / (a->count + b->count));
}

unsigned
itk_likeness(const char *a, size_t a_size, const char *b, size_t b_size)
{
    struct pairs one, other;
    unsigned found;

    if (a_size == b_size && (!a_size || !memcmp(a, b, a_size)))
        return FULL;
    one = pairs_of(a, a_size);
    other = pairs_of(b, b_size);
    found = likeness(&one, &other);
    free(one.at);
    free(other.at);
    /* The same pairs in another order are not the same text. */
    return found == FULL ? FULL - 1 : found;
}

/* ---- which belong together ---- */

struct table {
    const struct itk_piece *a, *b;
    size_t a_count, b_count;
    unsigned least;
    uint32_t *like; /* of each pair: its likeness, 0 under the least */
    uint64_t *best; /* of what stands behind i and j */
};

static bool
same_piece(const struct itk_piece *a, const struct itk_piece *b)
{
    return a->size == b->size &&
           (!a->size || memcmp(a->text, b->text, a->size) == 0);
}

static void
fill_likeness(struct table *t)
{
    struct pairs *b = itk_grow(NULL, t->b_count + 1, sizeof(*b));

    for (size_t j = 0; j < t->b_count; j++)
        b[j] = pairs_of(t->b[j].text, t->b[j].size);
    for (size_t i = 0; i < t->a_count; i++) {
        struct pairs a = pairs_of(t->a[i].text, t->a[i].size);

        for (size_t j = 0; j < t->b_count; j++) {
            unsigned like = likeness(&a, &b[j]);

            if (like == FULL && !same_piece(&t->a[i], &t->b[j]))
                like--;
            t->like[i * t->b_count + j] = like < t->least ? 0 : like;
        }
        free(a.at);
    }
    for (size_t j = 0; j < t->b_count; j++)
        free(b[j].at);
    free(b);
}

static uint64_t *
best(const struct table *t, size_t i, size_t j)
{
    return &t->best[i * (t->b_count + 1) + j];
}

static uint64_t
together(const struct table *t, size_t i, size_t j)
{
    const uint32_t like = t->like[i * t->b_count + j];

    return like ? like + *best(t, i + 1, j + 1) : 0;
}

static uint64_t
greatest(const struct table *t, size_t i, size_t j)
{
    const uint64_t both = together(t, i, j);
    const uint64_t down = *best(t, i + 1, j), right = *best(t, i, j + 1);
    const uint64_t one = down > right ? down : right;

    return both > one ? both : one;
}

static void
walk(const struct table *t, size_t *partner)
{
    size_t i = 0, j = 0;

    while (i < t->a_count && j < t->b_count) {
        const uint64_t all = *best(t, i, j);

        if (t->like[i * t->b_count + j] && together(t, i, j) == all) {
            partner[i++] = j++;
        } else if (*best(t, i + 1, j) == all) {
            i++;
        } else {
            j++;
        }
    }
}

/* Too many to try: what is equal at both ends, and nothing else. */
static void
pair_ends(const struct itk_piece *a, size_t a_count, const struct itk_piece *b,
          size_t b_count, size_t *partner)
{
    size_t front = 0;

    while (front < a_count && front < b_count &&
           same_piece(&a[front], &b[front])) {
        partner[front] = front;
        front++;
    }
    while (a_count > front && b_count > front &&
           same_piece(&a[a_count - 1], &b[b_count - 1])) {
        a_count--;
        b_count--;
        partner[a_count] = b_count;
    }
}

static uint64_t
bytes_of(const struct itk_piece *pieces, size_t count)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < count; i++)
        bytes += pieces[i].size;
    return bytes;
}

void
itk_pair(const struct itk_piece *a, size_t a_count, const struct itk_piece *b,
         size_t b_count, unsigned least, size_t *partner)
{
    struct table t = {.a = a,
                      .b = b,
                      .a_count = a_count,
                      .b_count = b_count,
                      .least = least ? least : 1};

    for (size_t i = 0; i < a_count; i++)
        partner[i] = SIZE_MAX;
    if (!a_count || !b_count)
        return;
    if (a_count > ITK_PAIRS_MAX / b_count ||
        bytes_of(a, a_count) * b_count + bytes_of(b, b_count) * a_count >
            ITK_PAIRS_MAX_BYTES) {
        pair_ends(a, a_count, b, b_count, partner);
        return;
    }
    t.like = itk_grow(NULL, a_count * b_count, sizeof(*t.like));
    t.best = itk_grow(NULL, (a_count + 1) * (b_count + 1), sizeof(*t.best));
    memset(t.best, 0, (a_count + 1) * (b_count + 1) * sizeof(*t.best));
    fill_likeness(&t);
    for (size_t i = a_count; i-- > 0;) {
        for (size_t j = b_count; j-- > 0;)
            *best(&t, i, j) = greatest(&t, i, j);
    }
    walk(&t, partner);
    free(t.like);
    free(t.best);
}
