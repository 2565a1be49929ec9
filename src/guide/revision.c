/*
 * The revisions of a guideline, and the choice among them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "guide/load.h"
#include "xml/xml.h"

static bool
is_on_or_after(struct itk_date date, struct itk_date limit)
{
    return itk_date_compare(date, limit) >= 0;
}

bool
itk_revision_applies(const struct itk_revision *revision,
                     struct itk_date contract, struct itk_date review)
{
    switch (revision->transition) {
    case ITK_TRANSITION_REVIEW:
        return is_on_or_after(review.year ? review : contract, revision->date);
    case ITK_TRANSITION_CONTRACT:
        return itk_date_compare(contract, revision->until) > 0;
    case ITK_TRANSITION_NONE:
        break;
    }
    return is_on_or_after(contract, revision->date);
}

const struct itk_revision *
itk_revisions_govern(const struct itk_revisions *revisions,
                     struct itk_date contract, struct itk_date review)
{
    for (size_t i = revisions->count; i > 0; i--) {
        if (itk_revision_applies(&revisions->at[i - 1], contract, review))
            return &revisions->at[i - 1];
    }
    return NULL;
}

static bool
read_revision(struct itk_reader *r, const xmlNode *node,
              struct itk_revision *revision)
{
    size_t transition = 0, held = 0;

    if (!itk_read_shape(r, node, "date! transition! until text! cite!", "") ||
        !itk_read_date(r, node, "date", &revision->date) ||
        !itk_read_word(r, node, "transition", "none review contract",
                       &transition) ||
        !itk_read_word(r, node, "text", "absent held", &held))
        return false;
    revision->transition = (enum itk_transition)transition;
    revision->held = held == 1;
    revision->cite = itk_read_attr(r, node, "cite");
    if (!itk_xml_attr(node, "until") ==
        (revision->transition == ITK_TRANSITION_CONTRACT))
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_UNTIL,
                             ITK_NO_ARGS);
    return revision->transition != ITK_TRANSITION_CONTRACT ||
           itk_read_date(r, node, "until", &revision->until);
}

static const struct itk_field *
read_date_field(struct itk_reader *r, const xmlNode *node, const char *name)
{
    const struct itk_scope scope = {0};
    const char *id = itk_read_attr(r, node, name);
    const struct itk_field *field = itk_read_field_in(r, node, id, &scope);

    return field && itk_read_field_type(r, node, field, ITK_TYPE_DATE) ? field
                                                                       : NULL;
}

bool
itk_load_revisions(struct itk_reader *r, const xmlNode *node)
{
    struct itk_revisions *revisions = &r->guide->revisions;
    struct itk_revision *all;
    const xmlNode *kid = itk_xml_first(node);
    size_t count;

    if (!itk_read_shape(r, node, "contract-field! review-field!", "revision+"))
        return false;
    revisions->contract = read_date_field(r, node, "contract-field");
    if (!revisions->contract)
        return false;
    revisions->review = read_date_field(r, node, "review-field");
    if (!revisions->review)
        return false;
    count = itk_read_count(node, NULL);
    all = itk_arena_array(&r->guide->arena, count, sizeof(*all));
    for (size_t i = 0; i < count; i++) {
        if (!read_revision(r, kid, &all[i]))
            return false;
        if (itk_dated_has(all, i, sizeof(*all), all[i].date))
            return itk_read_fail(
                r, itk_xml_line(kid), ITK_MSG_GUIDE_DATE_TWICE,
                ITK_ARGS("revisions", itk_xml_attr(kid, "date")));
        kid = itk_xml_next(kid);
    }
    itk_dated_sort(all, count, sizeof(*all));
    revisions->at = all;
    revisions->count = count;
    return true;
}

const struct itk_revision *
itk_revisions_kept_by(const struct itk_revisions *revisions,
                      const struct itk_revision *governing,
                      struct itk_date contract)
{
    const struct itk_revision *next = governing + 1;

    if (next == revisions->at + revisions->count ||
        next->transition != ITK_TRANSITION_CONTRACT ||
        itk_date_compare(contract, next->until) > 0)
        return NULL;
    return next;
}

const struct itk_revision *
itk_revisions_on(const struct itk_revisions *revisions, struct itk_date date)
{
    for (size_t i = revisions->count; i > 0; i--) {
        if (is_on_or_after(date, revisions->at[i - 1].date))
            return &revisions->at[i - 1];
    }
    return NULL;
}

bool
itk_revision_unclear(const struct itk_revision *revision,
                     struct itk_date contract, struct itk_date review)
{
    return revision->transition == ITK_TRANSITION_NONE && contract.year &&
           review.year &&
           is_on_or_after(contract, revision->date) !=
               is_on_or_after(review, revision->date);
}
