/*
 * The steps of the outcomes that hold: gathered, sorted, each once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "decide/steps.h"

struct itk_steps {
    struct itk_step *at;
    size_t count;
    bool more;
};

static bool
is_done(const struct itk_view *view, const struct itk_effect *effect)
{
    return effect->done &&
           itk_eval_complete(view, effect->done, NULL, 0, NULL) == ITK_TRUE;
}

static void
gather(itk_steps *steps, const struct itk_view *view,
       const struct itk_answer *answer)
{
    const struct itk_outcome *outcome = answer->outcome;

    for (size_t i = 0; outcome && i < outcome->effects_count; i++) {
        const struct itk_effect *effect = &outcome->effects[i];

        if (effect->kind != ITK_EFFECT_DO)
            continue;
        steps->at = itk_grow(steps->at, steps->count + 1, sizeof(*steps->at));
        steps->at[steps->count++] =
            (struct itk_step){effect, answer, is_done(view, effect)};
    }
}

/* Stages stand in one array, in the order of time. */
static int
by_order(const void *a, const void *b)
{
    const struct itk_effect *one = ((const struct itk_step *)a)->effect;
    const struct itk_effect *other = ((const struct itk_step *)b)->effect;

    if (!one->stage != !other->stage)
        return one->stage ? -1 : 1;
    if (one->stage != other->stage)
        return one->stage < other->stage ? -1 : 1;
    return (one->order > other->order) - (one->order < other->order);
}

static bool
is_same(const struct itk_effect *a, const struct itk_effect *b)
{
    return a->by == b->by && !strcmp(a->cite, b->cite) &&
           !strcmp(a->label.in[ITK_JA], b->label.in[ITK_JA]) &&
           !strcmp(a->label.in[ITK_EN], b->label.in[ITK_EN]);
}

static struct itk_step *
find(const itk_steps *steps, const struct itk_effect *effect)
{
    for (size_t i = 0; i < steps->count; i++) {
        if (is_same(steps->at[i].effect, effect))
            return &steps->at[i];
    }
    return NULL;
}

static void
keep_once(itk_steps *steps)
{
    const size_t count = steps->count;

    steps->count = 0;
    for (size_t i = 0; i < count; i++) {
        struct itk_step *same = find(steps, steps->at[i].effect);

        if (same)
            same->done = same->done && steps->at[i].done;
        else
            steps->at[steps->count++] = steps->at[i];
    }
}

static bool
brings_more(const itk_steps *steps, const struct itk_outcome *outcome)
{
    for (size_t i = 0; i < outcome->effects_count; i++) {
        if (outcome->effects[i].kind == ITK_EFFECT_DO &&
            !find(steps, &outcome->effects[i]))
            return true;
    }
    return false;
}

static bool
may_bring_more(const itk_steps *steps, const struct itk_answer *answer)
{
    const struct itk_decision_version *version = answer->version;

    for (size_t i = 0; !answer->outcome && i < version->outcomes_count; i++) {
        if (answer->possible >> version->outcomes[i].bit & 1 &&
            brings_more(steps, &version->outcomes[i]))
            return true;
    }
    return false;
}

itk_steps *
itk_steps_build(const itk_decisions *decisions)
{
    const struct itk_view view = itk_decisions_view(decisions);
    const size_t count = itk_decisions_count(decisions);
    itk_steps *steps = itk_alloc(sizeof(*steps));

    *steps = (itk_steps){0};
    for (size_t i = 0; i < count; i++)
        gather(steps, &view, itk_decisions_at(decisions, i));
    if (steps->count)
        qsort(steps->at, steps->count, sizeof(*steps->at), by_order);
    keep_once(steps);
    for (size_t i = 0; i < count && !steps->more; i++)
        steps->more = may_bring_more(steps, itk_decisions_at(decisions, i));
    return steps;
}

void
itk_steps_free(itk_steps *steps)
{
    if (!steps)
        return;
    free(steps->at);
    free(steps);
}

size_t
itk_steps_count(const itk_steps *steps)
{
    return steps->count;
}

const struct itk_step *
itk_steps_at(const itk_steps *steps, size_t i)
{
    return &steps->at[i];
}

bool
itk_steps_more(const itk_steps *steps)
{
    return steps->more;
}
