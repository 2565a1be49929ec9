/*
 * Two versions of an article as a row of old and new lines.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "diff/contrast.h"
#include "diff/sentence.h"

#define LEAST_ALIKE                                                            \
    250u /* of 1000: else a line was put in place of another                   \
          */

struct words {
    const char *omitted, *added, *dropped, *moved, *blank, *gap, *and, *to;
};

static const struct words words[ITK_LANGS] = {
    {"(no change)", "(new)", "(deleted)", "(moved)", " ", "  ", ", ", " to "},
    {"（略）", "（新設）", "（削る）", "（移動）", "　", "　　", "・", "～"},
};

/* Lines and runs while they are collected. */
struct side {
    const struct itk_article *article;
    struct itk_contrast_line *lines;
    size_t count, room;
    struct itk_contrast_run *runs; /* of the line at hand */
    size_t runs_count, runs_room;
};

struct row {
    struct itk_contrast *contrast;
    struct side side[2];
    size_t *partner; /* of each old line: a new one, or SIZE_MAX */
    bool *changed;   /* of each old line */
    bool *fresh;     /* of each new line: it has no partner */
};

void
itk_contrast_init(struct itk_contrast *contrast, enum itk_lang lang)
{
    *contrast = (struct itk_contrast){.lang = lang};
}

void
itk_contrast_fini(struct itk_contrast *contrast)
{
    itk_arena_fini(&contrast->arena);
    free(contrast->rows);
    contrast->rows = NULL;
    contrast->count = 0;
}

/* ---- runs and lines ---- */

static void
put_run(struct side *side, const char *text, size_t size, bool changed)
{
    if (!size)
        return;
    if (side->runs_count == side->runs_room) {
        side->runs_room = side->runs_room ? 2 * side->runs_room : 8;
        side->runs = itk_grow(side->runs, side->runs_room, sizeof(*side->runs));
    }
    side->runs[side->runs_count++] =
        (struct itk_contrast_run){text, size, changed};
}

static void
put_word(struct side *side, const char *text, bool changed)
{
    put_run(side, text, strlen(text), changed);
}

static void
end_line(struct row *row, int which, enum itk_level level)
{
    struct side *side = &row->side[which];
    struct itk_contrast_run *kept = itk_arena_array(
        &row->contrast->arena, side->runs_count + 1, sizeof(*kept));

    if (side->runs_count)
        memcpy(kept, side->runs, side->runs_count * sizeof(*kept));
    if (side->count == side->room) {
        side->room = side->room ? 2 * side->room : 8;
        side->lines = itk_grow(side->lines, side->room, sizeof(*side->lines));
    }
    side->lines[side->count++] =
        (struct itk_contrast_line){level, kept, side->runs_count};
    side->runs_count = 0;
}

/* The number and the blank behind it, which is marked with a text that is. */
static void
put_label(struct row *row, int which, const struct itk_line *line, bool changed,
          bool blank)
{
    if (!line->label[0])
        return;
    put_word(&row->side[which], line->label, changed);
    put_word(&row->side[which], words[row->contrast->lang].blank, blank);
}

static const struct itk_line *
line_at(const struct row *row, int which, size_t i)
{
    return &row->side[which].article->lines[i];
}

static size_t
lines_of(const struct row *row, int which)
{
    return row->side[which].article ? row->side[which].article->count : 0;
}

/* ---- what goes with what ---- */

static bool
same_line(const struct itk_line *a, const struct itk_line *b)
{
    return a->level == b->level && strcmp(a->label, b->label) == 0 &&
           strcmp(a->text, b->text) == 0;
}

static struct itk_piece *
pieces_of(const struct row *row, int which)
{
    const size_t count = lines_of(row, which);
    struct itk_piece *pieces = itk_grow(NULL, count + 1, sizeof(*pieces));

    for (size_t i = 0; i < count; i++) {
        const char *text = line_at(row, which, i)->text;

        pieces[i] = (struct itk_piece){text, strlen(text)};
    }
    return pieces;
}

/* What has the same number in the same place is that, whatever it says now. */
static void
pair_labels(struct row *row)
{
    size_t j = 0;

    for (size_t i = 0; i < lines_of(row, ITK_OLD); i++) {
        const struct itk_line *old = line_at(row, ITK_OLD, i), *new;

        if (row->partner[i] != SIZE_MAX) {
            j = row->partner[i] + 1;
            continue;
        }
        if (j == lines_of(row, ITK_NEW) || !row->fresh[j])
            continue;
        new = line_at(row, ITK_NEW, j);
        if (!old->label[0] || strcmp(old->label, new->label) != 0 ||
            old->level != new->level)
            continue;
        row->partner[i] = j;
        row->fresh[j++] = false;
    }
}

static void
pair_lines(struct row *row)
{
    const size_t a = lines_of(row, ITK_OLD), b = lines_of(row, ITK_NEW);
    struct itk_piece *old = pieces_of(row, ITK_OLD);
    struct itk_piece *new = pieces_of(row, ITK_NEW);

    row->partner = itk_grow(NULL, a + 1, sizeof(*row->partner));
    row->changed = itk_grow(NULL, a + 1, sizeof(*row->changed));
    row->fresh = itk_grow(NULL, b + 1, sizeof(*row->fresh));
    itk_pair(old, a, new, b, LEAST_ALIKE, row->partner);
    for (size_t j = 0; j < b; j++)
        row->fresh[j] = true;
    for (size_t i = 0; i < a; i++) {
        const size_t j = row->partner[i];

        row->changed[i] = j == SIZE_MAX || !same_line(line_at(row, ITK_OLD, i),
                                                      line_at(row, ITK_NEW, j));
        if (j != SIZE_MAX)
            row->fresh[j] = false;
    }
    pair_labels(row);
    free(old);
    free(new);
}

static bool
differs(const struct row *row)
{
    for (size_t i = 0; i < lines_of(row, ITK_OLD); i++) {
        if (row->changed[i])
            return true;
    }
    for (size_t j = 0; j < lines_of(row, ITK_NEW); j++) {
        if (row->fresh[j])
            return true;
    }
    return false;
}

static bool
hangs_on(const struct row *row, int which, size_t i)
{
    return i < lines_of(row, which) &&
           line_at(row, which, i)->level > ITK_LEVEL_TEXT;
}

/* Old line `i` did not change; did any that hangs on it? Then *next is unset;
 * else it is the first that does not hang on it. */
static bool
is_whole(const struct row *row, size_t i, size_t *next)
{
    size_t j = row->partner[i] + 1;

    for (i++; hangs_on(row, ITK_OLD, i); i++) {
        if (row->changed[i])
            return false;
    }
    for (; hangs_on(row, ITK_NEW, j); j++) {
        if (row->fresh[j])
            return false;
    }
    *next = i;
    return true;
}

/* ---- lines that differ ---- */

static void
put_both(struct row *row, const char *text, size_t size)
{
    put_run(&row->side[ITK_OLD], text, size, false);
    put_run(&row->side[ITK_NEW], text, size, false);
}

static void
put_edits(struct row *row, struct itk_edits edits)
{
    const char *gap = words[row->contrast->lang].gap;

    for (size_t i = 0; i < edits.count; i++) {
        const struct itk_edit *edit = &edits.at[i];
        const struct itk_edit *next = i + 1 < edits.count ? edit + 1 : NULL;

        if (edit->kind == ITK_EDIT_SAME) {
            put_both(row, edit->text, edit->size);
        } else if (edit->kind == ITK_EDIT_ADD) {
            put_word(&row->side[ITK_OLD], gap, true);
            put_run(&row->side[ITK_NEW], edit->text, edit->size, true);
        } else {
            put_run(&row->side[ITK_OLD], edit->text, edit->size, true);
            if (next && next->kind == ITK_EDIT_ADD)
                put_run(&row->side[ITK_NEW], next->text, next->size, true);
            else
                put_word(&row->side[ITK_NEW], gap, true);
            i += next && next->kind == ITK_EDIT_ADD;
        }
    }
}

static void
put_pair(struct row *row, const struct itk_line *old,
         const struct itk_line *new)
{
    const bool label = strcmp(old->label, new->label) != 0;
    const char *omitted = words[row->contrast->lang].omitted;
    const bool text = strcmp(old->text, new->text) != 0;

    put_label(row, ITK_OLD, old, label, false);
    put_label(row, ITK_NEW, new, label, false);
    if (text)
        put_edits(row, itk_align_sentences(old->text, strlen(old->text),
                                           new->text, strlen(new->text),
                                           &row->contrast->arena));
    else if (old->level == ITK_LEVEL_HEAD)
        put_both(row, old->text, strlen(old->text));
    else
        put_both(row, omitted, strlen(omitted));
    end_line(row, ITK_OLD, old->level);
    end_line(row, ITK_NEW, new->level);
}

static void
put_whole(struct row *row, int which, const struct itk_line *line, bool changed)
{
    put_label(row, which, line, changed, changed);
    put_word(&row->side[which], line->text, changed);
    end_line(row, which, line->level);
}

static void
put_mark(struct row *row, int which, enum itk_level level)
{
    const struct words *w = &words[row->contrast->lang];

    put_word(&row->side[which], which == ITK_OLD ? w->added : w->dropped, true);
    end_line(row, which, level);
}

/* Lines without partners, old i0..i1 and new j0..j1. */
static void
put_gap(struct row *row, size_t i0, size_t i1, size_t j0, size_t j1)
{
    for (size_t i = i0; i < i1; i++)
        put_whole(row, ITK_OLD, line_at(row, ITK_OLD, i), true);
    for (size_t j = j0; j < j1; j++)
        put_whole(row, ITK_NEW, line_at(row, ITK_NEW, j), true);
    if (i0 == i1 && j0 < j1)
        put_mark(row, ITK_OLD, line_at(row, ITK_NEW, j0)->level);
    if (i0 < i1 && j0 == j1)
        put_mark(row, ITK_NEW, line_at(row, ITK_OLD, i0)->level);
}

/* ---- lines that do not ---- */

/* Lines that did not change, and stand together on one level. */
struct stretch {
    const struct itk_line *last;
    size_t heads; /* on the level of the first */
    size_t count; /* with those that hang on them */
};

/* From old line `i` on, which did not change. */
static struct stretch
stretch(const struct row *row, size_t i)
{
    const struct itk_line *first = line_at(row, ITK_OLD, i);
    const size_t shift = row->partner[i] - i;
    struct stretch found = {first, 0, 0};
    size_t at = i;

    while (at < lines_of(row, ITK_OLD) && !row->changed[at] &&
           row->partner[at] - at == shift) {
        const struct itk_line *line = line_at(row, ITK_OLD, at);
        size_t next = at + 1;

        if (line->level != first->level || !line->label[0] != !first->label[0])
            break;
        if (line->level == ITK_LEVEL_TEXT && !is_whole(row, at, &next))
            break;
        found = (struct stretch){line, found.heads + 1, next - i};
        at = next;
    }
    return found;
}

/* 「(3)～(5)　（略）」 */
static void
put_omitted(struct row *row, int which, const struct itk_line *first,
            const struct stretch *found)
{
    const struct words *w = &words[row->contrast->lang];
    struct side *side = &row->side[which];

    if (first->label[0]) {
        put_word(side, first->label, false);
        if (found->heads > 1) {
            put_word(side, found->heads > 2 ? w->to : w->and, false);
            put_word(side, found->last->label, false);
        }
        put_word(side, w->blank, false);
    }
    put_word(side, w->omitted, false);
    end_line(row, which, first->level);
}

/* From old line `i`, which did not change; returns how many this takes. A
 * heading is shown, and what something that changed hangs on. */
static size_t
put_same(struct row *row, size_t i)
{
    const struct itk_line *first = line_at(row, ITK_OLD, i);
    struct stretch found = {first, 0, 0};

    if (first->level != ITK_LEVEL_HEAD)
        found = stretch(row, i);
    for (int which = ITK_OLD; which <= ITK_NEW; which++) {
        if (found.count)
            put_omitted(row, which, first, &found);
        else
            put_whole(row, which, first, false);
    }
    return found.count ? found.count : 1;
}

/* ---- the row ---- */

static void
put_lines(struct row *row)
{
    const size_t a = lines_of(row, ITK_OLD), b = lines_of(row, ITK_NEW);
    size_t i = 0, j = 0;

    while (i < a || j < b) {
        const size_t i0 = i, j0 = j;

        while (i < a && row->partner[i] == SIZE_MAX)
            i++;
        while (j < b && row->fresh[j])
            j++;
        put_gap(row, i0, i, j0, j);
        if (i == a)
            continue;
        if (row->changed[i]) {
            put_pair(row, line_at(row, ITK_OLD, i), line_at(row, ITK_NEW, j));
            i++;
            j++;
        } else {
            const size_t taken = put_same(row, i);

            i += taken;
            j += taken;
        }
    }
}

static void
keep_row(struct row *row)
{
    struct itk_contrast *contrast = row->contrast;
    struct itk_contrast_row kept = {0};

    for (int which = ITK_OLD; which <= ITK_NEW; which++) {
        struct side *side = &row->side[which];
        struct itk_contrast_line *lines =
            itk_arena_array(&contrast->arena, side->count + 1, sizeof(*lines));

        if (side->count)
            memcpy(lines, side->lines, side->count * sizeof(*lines));
        kept.side[which].lines = lines;
        kept.side[which].count = side->count;
    }
    contrast->rows =
        itk_grow(contrast->rows, contrast->count + 1, sizeof(*contrast->rows));
    contrast->rows[contrast->count++] = kept;
}

static void
end_row(struct row *row)
{
    for (int which = ITK_OLD; which <= ITK_NEW; which++) {
        free(row->side[which].lines);
        free(row->side[which].runs);
    }
    free(row->partner);
    free(row->changed);
    free(row->fresh);
}

bool
itk_contrast_add(struct itk_contrast *contrast,
                 const struct itk_article *before,
                 const struct itk_article *after)
{
    struct row row = {.contrast = contrast,
                      .side = {{.article = before}, {.article = after}}};
    bool found;

    pair_lines(&row);
    found = differs(&row);
    if (found) {
        put_lines(&row);
        keep_row(&row);
    }
    end_row(&row);
    return found;
}

/* Would （略） tell a reader what was left out? */
static bool
has_name(const struct itk_article *article)
{
    return article->count && (article->lines[0].level == ITK_LEVEL_HEAD ||
                              article->lines[0].label[0]);
}

void
itk_contrast_move(struct itk_contrast *contrast,
                  const struct itk_article *before,
                  const struct itk_article *after)
{
    struct row row = {.contrast = contrast,
                      .side = {{.article = before}, {.article = after}}};

    pair_lines(&row);
    for (int which = ITK_OLD; which <= ITK_NEW; which++) {
        put_word(&row.side[which], words[contrast->lang].moved, true);
        end_line(&row, which, ITK_LEVEL_TEXT);
    }
    if (differs(&row) || has_name(before)) {
        put_lines(&row);
    } else {
        for (size_t i = 0; i < before->count; i++) {
            put_whole(&row, ITK_OLD, &before->lines[i], false);
            put_whole(&row, ITK_NEW, &after->lines[i], false);
        }
    }
    keep_row(&row);
    end_row(&row);
}

void
itk_contrast_renumber(struct itk_contrast *contrast,
                      const char *const before[2], const char *const after[2],
                      size_t count)
{
    const struct words *w = &words[contrast->lang];
    struct row row = {.contrast = contrast};

    for (int which = ITK_OLD; which <= ITK_NEW; which++) {
        const char *const *numbers = which == ITK_OLD ? before : after;

        put_word(&row.side[which], numbers[0], true);
        if (count > 1) {
            put_word(&row.side[which], count > 2 ? w->to : w->and, true);
            put_word(&row.side[which], numbers[1], true);
        }
        put_word(&row.side[which], w->blank, false);
        put_word(&row.side[which], w->omitted, false);
        end_line(&row, which, ITK_LEVEL_TEXT);
    }
    keep_row(&row);
    end_row(&row);
}
