/*
 * Pairs pieces of two documents.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "diff/match.h"
#include "diff/sentence.h"

#define LEAST_IN_ORDER 400u /* of 1000, between two that stay */
#define LEAST_MOVED    650u /* of 1000, elsewhere */
#define LEAST_BYTES    36u  /* of a text that is said to have moved */
#define MOST_TRIES     20000u
#define BLOCK          900u /* pieces that are paired at once */

struct match {
    struct itk_match_side a, b;
    size_t *partner; /* of a */
    size_t *owner;   /* of b: its partner in a, or SIZE_MAX */
};

static void
join(struct match *m, size_t i, size_t j)
{
    m->partner[i] = j;
    m->owner[j] = i;
}

static bool
is_free(const struct match *m, int side, size_t i)
{
    return (side ? m->owner : m->partner)[i] == SIZE_MAX;
}

/* Two with ids are never the same clause when these differ. */
static bool
may_join(const struct match *m, size_t i, size_t j)
{
    const char *a = m->a.at[i].id, *b = m->b.at[j].id;

    return !*a || !*b || strcmp(a, b) == 0;
}

/* ---- what there is once on each side ---- */

typedef const char *(*key_fn)(const struct itk_match_piece *piece);

static const char *
id_of(const struct itk_match_piece *piece)
{
    return piece->id;
}

static const char *
text_of(const struct itk_match_piece *piece)
{
    return piece->text;
}

static const char *
head_of(const struct itk_match_piece *piece)
{
    return piece->head;
}

struct entry {
    const char *key;
    size_t index;
    int side;
};

static int
by_key(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    const int order = strcmp(a->key, b->key);

    return order ? order : a->side - b->side;
}

static size_t
collect(const struct match *m, key_fn key, struct entry *entries)
{
    size_t count = 0;

    for (int side = 0; side < 2; side++) {
        const struct itk_match_side *all = side ? &m->b : &m->a;

        for (size_t i = 0; i < all->count; i++) {
            if (is_free(m, side, i) && *key(&all->at[i]))
                entries[count++] = (struct entry){key(&all->at[i]), i, side};
        }
    }
    qsort(entries, count, sizeof(*entries), by_key);
    return count;
}

static void
join_unique(struct match *m, key_fn key)
{
    struct entry *entries =
        itk_grow(NULL, m->a.count + m->b.count + 1, sizeof(*entries));
    const size_t count = collect(m, key, entries);
    size_t last;

    for (size_t i = 0; i < count; i = last) {
        for (last = i + 1;
             last < count && !strcmp(entries[i].key, entries[last].key); last++)
            ;
        if (last == i + 2 && entries[i].side != entries[i + 1].side &&
            may_join(m, entries[i].index, entries[i + 1].index))
            join(m, entries[i].index, entries[i + 1].index);
    }
    free(entries);
}

/* ---- what is in order ---- */

/* Marks in `stays` those pairs that are a longest run in order. */
static void
find_order(const struct match *m, bool *stays)
{
    size_t *ends = itk_grow(NULL, m->a.count + 1, sizeof(*ends));
    size_t *before = itk_grow(NULL, m->a.count + 1, sizeof(*before));
    size_t length = 0, at;

    for (size_t i = 0; i < m->a.count; i++) {
        size_t low = 0, high = length;

        stays[i] = false;
        if (m->partner[i] == SIZE_MAX)
            continue;
        while (low < high) {
            const size_t middle = low + (high - low) / 2;

            if (m->partner[ends[middle]] < m->partner[i])
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low ? ends[low - 1] : SIZE_MAX;
        ends[low] = i;
        length += low == length;
    }
    for (at = length ? ends[length - 1] : SIZE_MAX; at != SIZE_MAX;
         at = before[at])
        stays[at] = true;
    free(ends);
    free(before);
}

/* ---- likeness ---- */

/* The beginning of a text, whole characters. */
static struct itk_piece
piece_of(const struct itk_match_piece *piece)
{
    size_t size = strlen(piece->text);

    if (size > ITK_MATCH_MAX_BYTES) {
        size = ITK_MATCH_MAX_BYTES;
        while (size && ((unsigned char)piece->text[size] & 0xC0) == 0x80)
            size--;
    }
    return (struct itk_piece){piece->text, size};
}

/* The free ones of first..last-1. */
struct list {
    struct itk_piece *pieces;
    size_t *index;
    size_t count;
};

static struct list
list_free(const struct match *m, int side, size_t first, size_t last)
{
    const struct itk_match_side *all = side ? &m->b : &m->a;
    struct list list = {itk_grow(NULL, last - first + 1, sizeof(*list.pieces)),
                        itk_grow(NULL, last - first + 1, sizeof(*list.index)),
                        0};

    for (size_t i = first; i < last; i++) {
        if (!is_free(m, side, i))
            continue;
        list.pieces[list.count] = piece_of(&all->at[i]);
        list.index[list.count++] = i;
    }
    return list;
}

static void
free_list(struct list *list)
{
    free(list->pieces);
    free(list->index);
}

/* At most BLOCK of each from a0 and b0 on; moves both behind the last pair. */
static void
join_block(struct match *m, const struct list *a, const struct list *b,
           size_t *a0, size_t *b0)
{
    const size_t a_left = a->count - *a0, b_left = b->count - *b0;
    const size_t a_count = a_left < BLOCK ? a_left : BLOCK;
    const size_t b_count = b_left < BLOCK ? b_left : BLOCK;
    size_t *partner = itk_grow(NULL, a_count + 1, sizeof(*partner));
    size_t a1 = *a0 + a_count, b1 = *b0 + b_count;

    itk_pair(a->pieces + *a0, a_count, b->pieces + *b0, b_count, LEAST_IN_ORDER,
             partner);
    for (size_t i = 0; i < a_count; i++) {
        const size_t at = a->index[*a0 + i];

        if (partner[i] == SIZE_MAX ||
            !may_join(m, at, b->index[*b0 + partner[i]]))
            continue;
        join(m, at, b->index[*b0 + partner[i]]);
        a1 = *a0 + i + 1;
        b1 = *b0 + partner[i] + 1;
    }
    *a0 = a1;
    *b0 = b1;
    free(partner);
}

static void
join_gap(struct match *m, size_t a0, size_t a1, size_t b0, size_t b1)
{
    struct list a = list_free(m, 0, a0, a1), b = list_free(m, 1, b0, b1);
    size_t i = 0, j = 0;

    while (i < a.count && j < b.count)
        join_block(m, &a, &b, &i, &j);
    free_list(&a);
    free_list(&b);
}

static void
join_gaps(struct match *m)
{
    bool *stays = itk_grow(NULL, m->a.count + 1, sizeof(*stays));
    size_t a0 = 0, b0 = 0;

    find_order(m, stays);
    for (size_t i = 0; i < m->a.count; i++) {
        if (!stays[i])
            continue;
        join_gap(m, a0, i, b0, m->partner[i]);
        a0 = i + 1;
        b0 = m->partner[i] + 1;
    }
    join_gap(m, a0, m->a.count, b0, m->b.count);
    free(stays);
}

/* The piece of `b` that is most like, SIZE_MAX when none is like enough. */
static size_t
most_like(const struct match *m, size_t i, const struct itk_piece *piece,
          const struct list *b)
{
    unsigned most = LEAST_MOVED - 1;
    size_t found = SIZE_MAX;

    for (size_t j = 0; j < b->count; j++) {
        unsigned like;

        if (!is_free(m, 1, b->index[j]) || !may_join(m, i, b->index[j]))
            continue;
        like = itk_likeness(piece->text, piece->size, b->pieces[j].text,
                            b->pieces[j].size);
        if (like > most) {
            most = like;
            found = b->index[j];
        }
    }
    return found;
}

static void
join_moved(struct match *m)
{
    struct list a = list_free(m, 0, 0, m->a.count);
    struct list b = list_free(m, 1, 0, m->b.count);

    if (b.count && a.count <= MOST_TRIES / b.count) {
        for (size_t i = 0; i < a.count; i++) {
            const size_t j = a.pieces[i].size < LEAST_BYTES
                                 ? SIZE_MAX
                                 : most_like(m, a.index[i], &a.pieces[i], &b);

            if (j != SIZE_MAX)
                join(m, a.index[i], j);
        }
    }
    free_list(&a);
    free_list(&b);
}

void
itk_match(struct itk_match_side a, struct itk_match_side b, size_t *partner,
          bool *moved)
{
    struct match m = {a, b, partner,
                      itk_grow(NULL, b.count + 1, sizeof(*m.owner))};

    for (size_t i = 0; i < a.count; i++)
        partner[i] = SIZE_MAX;
    for (size_t j = 0; j < b.count; j++)
        m.owner[j] = SIZE_MAX;
    join_unique(&m, id_of);
    join_unique(&m, text_of);
    join_unique(&m, head_of);
    join_gaps(&m);
    join_moved(&m);
    find_order(&m, moved);
    for (size_t i = 0; i < a.count; i++)
        moved[i] = partner[i] != SIZE_MAX && !moved[i];
    free(m.owner);
}
