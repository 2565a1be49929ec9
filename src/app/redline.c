/*
 * Holds two documents against each other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/redline.h"
#include "diff/match.h"

/* ---- what belongs together ---- */

static struct itk_match_piece *
pieces_of(const struct itk_cut *cut)
{
    struct itk_match_piece *pieces =
        itk_grow(NULL, cut->count + 1, sizeof(*pieces));

    for (size_t i = 0; i < cut->count; i++)
        pieces[i] = (struct itk_match_piece){cut->at[i].anchor, cut->at[i].head,
                                             cut->at[i].text};
    return pieces;
}

/* A number of one side counts as its own where the other has one there. */
static bool
is_edited(const struct itk_piece_cut *a, const struct itk_piece_cut *b)
{
    if (a->article.count != b->article.count ||
        a->number_line != b->number_line)
        return true;
    for (size_t i = 0; i < a->article.count; i++) {
        const struct itk_line *old = &a->article.lines[i];
        const struct itk_line *new = &b->article.lines[i];

        if (old->level != new->level || strcmp(old->text, new->text) != 0 ||
            (i != a->number_line && strcmp(old->label, new->label) != 0))
            return true;
    }
    return false;
}

static void
add(struct itk_redline *r, const struct itk_piece_cut *old,
    const struct itk_piece_cut *new, bool moved)
{
    struct itk_redline_entry *entry = &r->at[r->count++];

    *entry = (struct itk_redline_entry){.side = {old, new}, .moved = moved};
    if (old && new) {
        entry->edited = is_edited(old, new);
        entry->renumbered = strcmp(old->number, new->number) != 0;
    }
    r->changes += !old || !new || entry->edited || entry->renumbered || moved;
}

/* The dropped ones from old piece `i` on, up to one that stayed. */
static size_t
add_dropped(struct itk_redline *r, size_t i, const size_t *partner,
            const bool *moved)
{
    const struct itk_cut *old = &r->cut[ITK_OLD];

    for (; i < old->count && (partner[i] == SIZE_MAX || moved[i]); i++) {
        if (partner[i] == SIZE_MAX)
            add(r, &old->at[i], NULL, false);
    }
    return i;
}

static void
put_in_order(struct itk_redline *r, const size_t *partner, const bool *moved)
{
    const struct itk_cut *old = &r->cut[ITK_OLD], *new = &r->cut[ITK_NEW];
    size_t *owner = itk_grow(NULL, new->count + 1, sizeof(*owner));
    size_t next = 0;

    for (size_t j = 0; j < new->count; j++)
        owner[j] = SIZE_MAX;
    for (size_t i = 0; i < old->count; i++) {
        if (partner[i] != SIZE_MAX)
            owner[partner[i]] = i;
    }
    next = add_dropped(r, 0, partner, moved);
    for (size_t j = 0; j < new->count; j++) {
        const size_t i = owner[j];

        add(r, i == SIZE_MAX ? NULL : &old->at[i], &new->at[j],
            i != SIZE_MAX && moved[i]);
        if (i != SIZE_MAX && i == next)
            next = add_dropped(r, i + 1, partner, moved);
    }
    free(owner);
}

void
itk_redline(const struct itk_returned *old, const struct itk_returned *new,
            struct itk_redline *r)
{
    struct itk_match_piece *a, *b;
    size_t *partner;
    bool *moved;

    *r = (struct itk_redline){.arena = ITK_ARENA_INIT};
    r->cut[ITK_OLD] = itk_cut(old, &r->arena);
    r->cut[ITK_NEW] = itk_cut(new, &r->arena);
    a = pieces_of(&r->cut[ITK_OLD]);
    b = pieces_of(&r->cut[ITK_NEW]);
    partner = itk_grow(NULL, r->cut[ITK_OLD].count + 1, sizeof(*partner));
    moved = itk_grow(NULL, r->cut[ITK_OLD].count + 1, sizeof(*moved));
    itk_match((struct itk_match_side){a, r->cut[ITK_OLD].count},
              (struct itk_match_side){b, r->cut[ITK_NEW].count}, partner,
              moved);
    r->at = itk_grow(NULL, r->cut[ITK_OLD].count + r->cut[ITK_NEW].count + 1,
                     sizeof(*r->at));
    put_in_order(r, partner, moved);
    free(a);
    free(b);
    free(partner);
    free(moved);
}

void
itk_redline_free(struct itk_redline *redline)
{
    itk_arena_fini(&redline->arena);
    free(redline->at);
    redline->at = NULL;
}

/* ---- as a table ---- */

static bool
is_renumbered_alone(const struct itk_redline_entry *entry)
{
    return entry->renumbered && !entry->edited && !entry->moved;
}

static const struct itk_article *
article_of(const struct itk_redline_entry *entry, int side)
{
    return entry->side[side] ? &entry->side[side]->article : NULL;
}

size_t
itk_redline_renumbered(const struct itk_redline *redline, size_t i)
{
    const struct itk_redline_entry *at = &redline->at[i];
    size_t count = 0;

    while (
        i + count < redline->count && is_renumbered_alone(&at[count]) &&
        (!count || at[count].side[ITK_OLD] == at[count - 1].side[ITK_OLD] + 1))
        count++;
    return count;
}

void
itk_redline_contrast(const struct itk_redline *redline,
                     struct itk_contrast *contrast)
{
    for (size_t i = 0; i < redline->count;) {
        const struct itk_redline_entry *entry = &redline->at[i];
        const size_t run = itk_redline_renumbered(redline, i);

        if (run > 1) {
            const struct itk_redline_entry *last = entry + run - 1;
            const char *const old[] = {entry->side[ITK_OLD]->number,
                                       last->side[ITK_OLD]->number};
            const char *const new[] = {entry->side[ITK_NEW]->number,
                                       last->side[ITK_NEW]->number};

            itk_contrast_renumber(contrast, old, new, run);
        } else if (entry->moved) {
            itk_contrast_move(contrast, article_of(entry, ITK_OLD),
                              article_of(entry, ITK_NEW));
        } else {
            itk_contrast_add(contrast, article_of(entry, ITK_OLD),
                             article_of(entry, ITK_NEW));
        }
        i += run > 1 ? run : 1;
    }
}
