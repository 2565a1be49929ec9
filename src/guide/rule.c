/*
 * rules.xml: the ids of all decisions and outcomes first, so that conditions
 * may refer to any of them; then their versions. Invariants have a file of
 * their own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/circle.h"
#include "guide/load.h"
#include "xml/xml.h"

static const struct itk_scope here = {.decisions = true};

const struct itk_decision_version *
itk_decision_at(const struct itk_decision *decision, struct itk_date date)
{
    const struct itk_decision_version *version =
        itk_dated_at(decision->versions, decision->versions_count,
                     sizeof(*decision->versions), date);

    return version && !version->dropped ? version : NULL;
}

static bool
is_dropped(const xmlNode *node)
{
    const char *dropped = itk_xml_attr(node, "dropped");

    return dropped && strcmp(dropped, "yes") == 0;
}

/* The ids of one decision's outcomes, over all its versions. */
typedef const char *outcome_ids[ITK_RULE_MAX_OUTCOMES];

/* Adds an outcome's id to those of the decision, unless another version has
 * it. */
static bool
add_outcome(struct itk_reader *r, const xmlNode *node,
            struct itk_decision *decision, outcome_ids ids)
{
    const char *id;
    size_t i = 0;

    if (!itk_read_shape(r, node, "id! cite! reading refuse",
                        "when? otherwise? say! do forbid") ||
        !itk_read_new_id(r, node, &id))
        return false;
    while (i < decision->outcome_ids_count && strcmp(ids[i], id) != 0)
        i++;
    if (i == ITK_RULE_MAX_OUTCOMES)
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_MANY,
                             ITK_ARGS("decision", "63"));
    if (i == decision->outcome_ids_count) {
        ids[i] = id;
        decision->outcome_ids_count++;
    }
    return true;
}

static bool
read_ids(struct itk_reader *r, const xmlNode *node,
         struct itk_decision *decision, outcome_ids ids)
{
    const bool dropped = is_dropped(node);

    if (!itk_read_shape(r, node,
                        dropped ? "id! from! dropped ja en cite"
                                : "id! from! dropped exclusive ja! en! cite!",
                        dropped ? "" : "outcome+"))
        return false;
    for (const xmlNode *kid = itk_xml_first(node); kid;
         kid = itk_xml_next(kid)) {
        if (!add_outcome(r, kid, decision, ids))
            return false;
    }
    decision->outcome_ids = ids;
    decision->versions_count++;
    return true;
}

/* The decision of that id among those gathered so far, or the next one; NULL
 * when there are too many. */
static struct itk_decision *
decision_of(struct itk_guide *guide, struct itk_decision *all, const char *id)
{
    struct itk_decision *next = all + guide->decisions_count;

    for (size_t i = 0; i < guide->decisions_count; i++) {
        if (strcmp(all[i].id, id) == 0)
            return &all[i];
    }
    if (guide->decisions_count == ITK_RULE_MAX_DECISIONS)
        return NULL;
    next->id = id;
    next->index = guide->decisions_count++;
    return next;
}

static bool
read_by(struct itk_reader *r, const xmlNode *node, struct itk_effect *effect)
{
    const char *by = itk_xml_attr(node, "by");
    struct itk_buf known = ITK_BUF_INIT;

    for (size_t i = 0; i < r->guide->actors_count; i++) {
        if (strcmp(r->guide->actors[i].id, by) == 0)
            effect->by = &r->guide->actors[i];
        itk_buf_adds(&known, i ? ", " : "");
        itk_buf_adds(&known, r->guide->actors[i].id);
    }
    if (!effect->by)
        itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_UNKNOWN_ACTOR,
                      ITK_ARGS(by, known.data));
    itk_buf_free(&known);
    return effect->by;
}

static bool
read_stage(struct itk_reader *r, const xmlNode *node, struct itk_effect *effect)
{
    const char *id = itk_xml_attr(node, "stage");
    struct itk_buf known = ITK_BUF_INIT;

    for (size_t i = 0; id && i < r->guide->stages_count; i++) {
        if (strcmp(r->guide->stages[i].id, id) == 0)
            effect->stage = &r->guide->stages[i];
        itk_buf_adds(&known, i ? ", " : "");
        itk_buf_adds(&known, r->guide->stages[i].id);
    }
    if (id && !effect->stage)
        itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_UNKNOWN_STAGE,
                      ITK_ARGS(id, known.size ? known.data : "-"));
    itk_buf_free(&known);
    return !id || effect->stage;
}

static bool
read_effect(struct itk_reader *r, const xmlNode *node,
            struct itk_effect *effect)
{
    const bool is_do = itk_xml_is(node, "do");

    if (!itk_read_shape(r, node,
                        is_do ? "by! stage cite! ja! en!" : "cite! ja! en!",
                        is_do ? "done?" : ""))
        return false;
    effect->kind = is_do ? ITK_EFFECT_DO : ITK_EFFECT_FORBID;
    effect->cite = itk_read_attr(r, node, "cite");
    effect->label = itk_read_label(r, node);
    return !is_do ||
           (read_by(r, node, effect) && read_stage(r, node, effect) &&
            itk_condition_read_kid(r, node, "done", &here, &effect->done));
}

static bool
read_effects(struct itk_reader *r, const xmlNode *node, size_t *order,
             struct itk_outcome *outcome)
{
    struct itk_effect *effects = itk_arena_array(
        &r->guide->arena, itk_read_count(node, NULL), sizeof(*effects));

    outcome->effects = effects;
    for (const xmlNode *kid = itk_xml_first(node); kid;
         kid = itk_xml_next(kid)) {
        if (!itk_xml_is(kid, "do") && !itk_xml_is(kid, "forbid"))
            continue;
        effects[outcome->effects_count].order = (*order)++;
        if (!read_effect(r, kid, &effects[outcome->effects_count++]))
            return false;
    }
    return true;
}

/* <when>, or in the last outcome <otherwise/>. */
static bool
read_when(struct itk_reader *r, const xmlNode *node,
          struct itk_outcome *outcome)
{
    const xmlNode *otherwise = itk_read_kid(node, "otherwise");

    if (!otherwise == !itk_read_kid(node, "when"))
        return itk_read_fail(r, outcome->line, ITK_MSG_GUIDE_OUTCOME_WHEN,
                             ITK_NO_ARGS);
    if (!otherwise)
        return itk_condition_read_when(r, node, &here, &outcome->when);
    if (itk_xml_next(node))
        return itk_read_fail(r, itk_xml_line(otherwise),
                             ITK_MSG_GUIDE_OTHERWISE, ITK_NO_ARGS);
    return itk_read_shape(r, otherwise, "", "");
}

static bool
read_outcome(struct itk_reader *r, const xmlNode *node,
             const struct itk_decision *decision, size_t *order,
             struct itk_outcome *outcome)
{
    const char *id = itk_xml_attr(node, "id");

    while (strcmp(decision->outcome_ids[outcome->bit], id) != 0)
        outcome->bit++;
    outcome->id = decision->outcome_ids[outcome->bit];
    outcome->cite = itk_read_attr(r, node, "cite");
    outcome->line = itk_xml_line(node);
    return itk_read_flag(r, node, "reading", &outcome->reading) &&
           itk_read_flag(r, node, "refuse", &outcome->refuse) &&
           read_when(r, node, outcome) &&
           itk_read_help(r, node, "say", &outcome->say) &&
           read_effects(r, node, order, outcome);
}

static bool
read_version(struct itk_reader *r, const xmlNode *node,
             const struct itk_decision *decision, size_t order,
             struct itk_decision_version *version)
{
    const xmlNode *kid = itk_xml_first(node);
    struct itk_outcome *outcomes;

    if (!itk_read_date(r, node, "from", &version->from) ||
        !itk_read_flag(r, node, "dropped", &version->dropped) ||
        !itk_read_flag(r, node, "exclusive", &version->exclusive))
        return false;
    version->label = itk_read_label(r, node);
    version->cite = itk_read_attr(r, node, "cite");
    version->line = itk_xml_line(node);
    version->outcomes_count = itk_read_count(node, NULL);
    outcomes = itk_arena_array(&r->guide->arena, version->outcomes_count,
                               sizeof(*outcomes));
    version->outcomes = outcomes;
    for (size_t i = 0; i < version->outcomes_count; i++) {
        if (!read_outcome(r, kid, decision, &order, &outcomes[i]))
            return false;
        kid = itk_xml_next(kid);
    }
    return true;
}

/* How many effects a decision has: they are numbered through rules.xml. */
static size_t
count_effects(const xmlNode *node)
{
    size_t count = 0;

    for (const xmlNode *kid = itk_xml_first(node); kid; kid = itk_xml_next(kid))
        count += itk_read_count(kid, "do") + itk_read_count(kid, "forbid");
    return count;
}

static bool
read_versions(struct itk_reader *r, const xmlNode *root, const size_t *orders,
              struct itk_decision *decision)
{
    const xmlNode *node = itk_read_kid(root, "decision");
    struct itk_decision_version *versions = itk_arena_array(
        &r->guide->arena, decision->versions_count, sizeof(*versions));
    size_t i = 0;

    decision->versions = versions;
    for (; node; node = itk_read_named(itk_xml_next(node), "decision")) {
        const size_t order = *orders++;

        if (strcmp(itk_xml_attr(node, "id"), decision->id) != 0)
            continue;
        if (!read_version(r, node, decision, order, &versions[i]))
            return false;
        if (itk_dated_has(versions, i, sizeof(*versions), versions[i].from))
            return itk_read_fail(
                r, itk_xml_line(node), ITK_MSG_GUIDE_DATE_TWICE,
                ITK_ARGS(decision->id, itk_xml_attr(node, "from")));
        i++;
    }
    itk_dated_sort(versions, i, sizeof(*versions));
    return true;
}

/* `orders` gets the number of the first effect of each decision's version. */
static bool
read_all_ids(struct itk_reader *r, const xmlNode *root,
             struct itk_decision *all, size_t *orders)
{
    outcome_ids *ids = itk_arena_array(
        &r->guide->arena, itk_read_count(root, "decision"), sizeof(*ids));
    const xmlNode *node = itk_read_kid(root, "decision");
    struct itk_decision *decision;
    size_t order = 0;
    const char *id;

    for (; node; node = itk_read_named(itk_xml_next(node), "decision")) {
        /* The id before the shape: it says whose version this is. */
        if (!itk_xml_attr(node, "id"))
            return itk_read_fail(r, itk_xml_line(node),
                                 ITK_MSG_GUIDE_NO_ATTRIBUTE,
                                 ITK_ARGS("decision", "id"));
        if (!itk_read_id(r, node, &id))
            return false;
        decision = decision_of(r->guide, all, id);
        if (!decision)
            return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_MANY,
                                 ITK_ARGS("rules", "256"));
        if (!read_ids(r, node, decision, ids[decision->index]))
            return false;
        *orders++ = order;
        order += count_effects(node);
    }
    return true;
}

bool
itk_load_decisions(struct itk_reader *r)
{
    const xmlNode *root = itk_read_open(r, "rules.xml", "rules");
    struct itk_decision *all;
    size_t count, *orders;

    if (!root || !itk_read_shape(r, root, "", "decision invariant"))
        return false;
    count = itk_read_count(root, "decision");
    all = itk_arena_array(&r->guide->arena, count, sizeof(*all));
    orders = itk_arena_array(&r->guide->arena, count, sizeof(*orders));
    r->guide->decisions = all;
    if (!read_all_ids(r, root, all, orders))
        return false;
    for (size_t i = 0; i < r->guide->decisions_count; i++) {
        if (!read_versions(r, root, orders, &all[i]))
            return false;
    }
    return itk_load_invariants(r, root) && itk_circle_check(r);
}
