/*
 * A search in depth through the decisions that hold on one date. It keeps its
 * own stack: a chain of decisions may be as long as there are decisions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "guide/circle.h"

enum state { NEW, OPEN, DONE };

/* One decision on the way: what it refers to, and how far that was followed. */
struct step {
    const struct itk_decision *decision;
    long line; /* of its version */
    size_t next;
};

struct search {
    struct itk_reader *r;
    struct itk_date date;
    unsigned char *state; /* of each decision */
    unsigned char *edges; /* [from * count + to] */
    struct step *path;
    size_t depth;
};

static void
note_references(struct search *search, const struct itk_condition *condition,
                unsigned char *row)
{
    if (condition->decision)
        row[condition->decision->index] = 1;
    for (size_t i = 0; i < condition->kids_count; i++)
        note_references(search, &condition->kids[i], row);
}

/* A step's `done` counts as well: whether a step has been taken must not hang
 * on the decision that asks for it. */
static void
note_outcome(struct search *search, const struct itk_outcome *outcome,
             unsigned char *row)
{
    if (outcome->when)
        note_references(search, outcome->when, row);
    for (size_t i = 0; i < outcome->effects_count; i++) {
        if (outcome->effects[i].done)
            note_references(search, outcome->effects[i].done, row);
    }
}

static void
note_decision(struct search *search, const struct itk_decision *decision)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, search->date);
    unsigned char *row =
        search->edges + decision->index * search->r->guide->decisions_count;

    for (size_t i = 0; version && i < version->outcomes_count; i++)
        note_outcome(search, &version->outcomes[i], row);
}

static void
open_step(struct search *search, const struct itk_decision *decision)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, search->date);

    search->state[decision->index] = OPEN;
    search->path[search->depth++] =
        (struct step){decision, version ? version->line : 0, 0};
}

/* The circle closes at `again`, which is on the path: "a > b > a". */
static bool
fail_circle(struct search *search, const struct itk_decision *again)
{
    struct itk_buf circle = ITK_BUF_INIT;
    size_t i = 0;
    long line;

    while (search->path[i].decision != again)
        i++;
    line = search->path[i].line;
    for (; i < search->depth; i++) {
        itk_buf_adds(&circle, search->path[i].decision->id);
        itk_buf_adds(&circle, " > ");
    }
    itk_buf_adds(&circle, again->id);
    itk_read_fail(search->r, line, ITK_MSG_GUIDE_CIRCLE, ITK_ARGS(circle.data));
    itk_buf_free(&circle);
    return false;
}

static bool
follow(struct search *search, const struct itk_decision *start)
{
    const struct itk_guide *guide = search->r->guide;

    open_step(search, start);
    while (search->depth) {
        struct step *step = &search->path[search->depth - 1];
        const size_t to = step->next++;

        if (to == guide->decisions_count) {
            search->state[step->decision->index] = DONE;
            search->depth--;
            continue;
        }
        if (!search
                 ->edges[step->decision->index * guide->decisions_count + to] ||
            search->state[to] == DONE)
            continue;
        if (search->state[to] == OPEN)
            return fail_circle(search, &guide->decisions[to]);
        open_step(search, &guide->decisions[to]);
    }
    return true;
}

static bool
check_at(struct search *search)
{
    const struct itk_guide *guide = search->r->guide;
    const size_t count = guide->decisions_count;
    bool good = true;

    memset(search->state, NEW, count);
    memset(search->edges, 0, count * count);
    search->depth = 0;
    for (size_t i = 0; i < count; i++)
        note_decision(search, &guide->decisions[i]);
    for (size_t i = 0; good && i < count; i++) {
        if (search->state[i] == NEW)
            good = follow(search, &guide->decisions[i]);
    }
    return good;
}

static int
by_date(const void *a, const void *b)
{
    const struct itk_date *one = a, *other = b;

    return itk_date_compare(*one, *other);
}

bool
itk_circle_check(struct itk_reader *r)
{
    const struct itk_guide *guide = r->guide;
    const size_t count = guide->decisions_count;
    struct search search = {.r = r};
    struct itk_date *dates = NULL;
    size_t dates_count = 0;
    bool good = true;

    for (size_t i = 0; i < count; i++) {
        const struct itk_decision *decision = &guide->decisions[i];

        dates = itk_grow(dates, dates_count + decision->versions_count,
                         sizeof(*dates));
        for (size_t j = 0; j < decision->versions_count; j++)
            dates[dates_count++] = decision->versions[j].from;
    }
    if (dates_count)
        qsort(dates, dates_count, sizeof(*dates), by_date);
    search.state = itk_alloc(count);
    search.edges = itk_alloc(count * count);
    search.path = itk_alloc(count * sizeof(*search.path));
    for (size_t i = 0; good && i < dates_count; i++) {
        search.date = dates[i];
        if (i == 0 || itk_date_compare(dates[i - 1], dates[i]) != 0)
            good = check_at(&search);
    }
    free(search.path);
    free(search.edges);
    free(search.state);
    free(dates);
    return good;
}
