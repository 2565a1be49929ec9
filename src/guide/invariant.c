/*
 * Invariants of rules.xml: conditions that must hold for every case, in dated
 * versions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/load.h"
#include "xml/xml.h"

const struct itk_invariant_version *
itk_invariant_at(const struct itk_invariant *invariant, struct itk_date date)
{
    const struct itk_invariant_version *version =
        itk_dated_at(invariant->versions, invariant->versions_count,
                     sizeof(*invariant->versions), date);

    return version && !version->dropped ? version : NULL;
}

/* Adds its id to those gathered so far, unless it is there. */
static bool
gather(struct itk_reader *r, const xmlNode *node, struct itk_invariant *all)
{
    const char *id;
    size_t i = 0;

    if (!itk_xml_attr(node, "id"))
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_NO_ATTRIBUTE,
                             ITK_ARGS("invariant", "id"));
    if (!itk_read_id(r, node, &id))
        return false;
    while (i < r->guide->invariants_count && strcmp(all[i].id, id) != 0)
        i++;
    if (i == r->guide->invariants_count) {
        all[i].id = id;
        r->guide->invariants_count++;
    }
    all[i].versions_count++;
    return true;
}

static bool
read_version(struct itk_reader *r, const xmlNode *node,
             struct itk_invariant_version *version)
{
    static const struct itk_scope here = {.decisions = true};

    if (!itk_read_flag(r, node, "dropped", &version->dropped) ||
        !itk_read_shape(r, node,
                        version->dropped ? "id! from! dropped ja en cite"
                                         : "id! from! dropped ja! en! cite!",
                        version->dropped ? "" : ITK_CONDITION_KIDS) ||
        !itk_read_date(r, node, "from", &version->from))
        return false;
    version->label = itk_read_label(r, node);
    version->cite = itk_read_attr(r, node, "cite");
    version->line = itk_xml_line(node);
    return version->dropped ||
           itk_condition_read(r, node, &here, &version->condition);
}

static bool
read_versions(struct itk_reader *r, const xmlNode *root,
              struct itk_invariant *invariant)
{
    struct itk_invariant_version *versions = itk_arena_array(
        &r->guide->arena, invariant->versions_count, sizeof(*versions));
    const xmlNode *node = itk_read_kid(root, "invariant");
    size_t i = 0;

    invariant->versions = versions;
    for (; node; node = itk_read_named(itk_xml_next(node), "invariant")) {
        if (strcmp(itk_xml_attr(node, "id"), invariant->id) != 0)
            continue;
        if (!read_version(r, node, &versions[i]))
            return false;
        if (itk_dated_has(versions, i, sizeof(*versions), versions[i].from))
            return itk_read_fail(
                r, itk_xml_line(node), ITK_MSG_GUIDE_DATE_TWICE,
                ITK_ARGS(invariant->id, itk_xml_attr(node, "from")));
        i++;
    }
    itk_dated_sort(versions, i, sizeof(*versions));
    return true;
}

bool
itk_load_invariants(struct itk_reader *r, const xmlNode *root)
{
    const xmlNode *node = itk_read_kid(root, "invariant");
    struct itk_invariant *all = itk_arena_array(
        &r->guide->arena, itk_read_count(root, "invariant"), sizeof(*all));

    r->guide->invariants = all;
    for (; node; node = itk_read_named(itk_xml_next(node), "invariant")) {
        if (!gather(r, node, all))
            return false;
    }
    for (size_t i = 0; i < r->guide->invariants_count; i++) {
        if (!read_versions(r, root, &all[i]))
            return false;
    }
    return true;
}
