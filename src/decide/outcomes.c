/*
 * Which outcomes of a decision are still possible while completions are tried;
 * what was found once is kept for as long as the assumptions behind it stand.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "decide/search.h"

const struct itk_outcome *
itk_search_outcome(struct itk_search *search,
                   const struct itk_decision *decision)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, search->view->revision);

    for (size_t i = 0; version && i < version->outcomes_count; i++) {
        const struct itk_outcome *outcome = &version->outcomes[i];
        const enum itk_truth truth =
            outcome->when ? itk_search_eval(search, outcome->when, NULL)
                          : ITK_TRUE;

        if (truth == ITK_TRUE)
            return outcome;
        if (truth == ITK_UNKNOWN)
            return NULL;
    }
    return NULL;
}

/* Which outcomes are not ruled out. */
static struct itk_kept
possible(struct itk_search *search, const struct itk_decision_version *version)
{
    struct itk_kept kept = {.none = true, .valid = true};
    bool open = false;

    for (size_t i = 0; i < version->outcomes_count && kept.none; i++) {
        const struct itk_outcome *outcome = &version->outcomes[i];
        const enum itk_truth truth =
            outcome->when ? itk_search_eval(search, outcome->when, NULL)
                          : ITK_TRUE;

        if (truth == ITK_FALSE)
            continue;
        kept.outcomes |= (uint64_t)1 << outcome->bit;
        if (truth == ITK_TRUE) {
            kept.none = false;
        } else if (!open) {
            kept.unknown = search->unknown;
            open = true;
        }
    }
    return kept;
}

static bool
is_single(const struct itk_kept *kept)
{
    return !kept->none && !(kept->outcomes & (kept->outcomes - 1));
}

static bool
still_holds(const struct itk_search *search, const struct itk_kept *kept)
{
    if (!kept->valid || search->assumed_count < kept->depth ||
        (search->assumed_count > kept->depth && !is_single(kept)))
        return false;
    return !kept->depth ||
           search->assumed[kept->depth - 1].serial == kept->serial;
}

static struct itk_kept
outcomes_of(struct itk_search *search, const struct itk_decision *decision,
            const struct itk_decision_version *version)
{
    const size_t depth = search->assumed_count;
    struct itk_kept kept;

    if (still_holds(search, &search->kept[decision->index]))
        return search->kept[decision->index];
    kept = possible(search, version);
    kept.depth = depth;
    kept.serial = depth ? search->assumed[depth - 1].serial : 0;
    search->kept[decision->index] = kept;
    return kept;
}

uint64_t
itk_search_outcomes(struct itk_search *search,
                    const struct itk_decision *decision)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, search->view->revision);

    return version ? outcomes_of(search, decision, version).outcomes : 0;
}

bool
itk_search_may_have_none(struct itk_search *search,
                         const struct itk_decision *decision)
{
    const struct itk_decision_version *version =
        itk_decision_at(decision, search->view->revision);

    return !version || outcomes_of(search, decision, version).none;
}

enum itk_truth
itk_search_decision(struct itk_search *search, const struct itk_condition *leaf)
{
    struct itk_grounds *const grounds = search->grounds;
    const struct itk_decision_version *version =
        itk_decision_at(leaf->decision, search->view->revision);
    struct itk_kept kept;
    bool can, must;

    if (!version)
        return ITK_FALSE;   /* not asked under this revision */
    search->grounds = NULL; /* the facts behind it are the other's */
    kept = outcomes_of(search, leaf->decision, version);
    search->grounds = grounds;
    can = (kept.outcomes & leaf->values) != 0;
    must = !kept.none && !(kept.outcomes & ~leaf->values);
    if (can && !must) {
        search->unknown = kept.unknown;
        return ITK_UNKNOWN;
    }
    if (grounds && is_single(&kept))
        itk_grounds_decision(grounds, leaf->decision);
    else if (grounds)
        possible(search, version); /* what rules the others out */
    return must ? ITK_TRUE : ITK_FALSE;
}
