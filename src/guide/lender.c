/*
 * <lender> of register.xml: which case of the register lends what to another.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/keeping_read.h"
#include "guide/near.h"
#include "xml/xml.h"

static const struct itk_scope asking = {.decisions = true};

static bool
read_matches(struct itk_reader *r, const xmlNode *node, struct itk_lender *one)
{
    const size_t count = itk_read_count(node, "match");
    const xmlNode *kid = itk_read_kid(node, "match");
    struct itk_match *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    one->matches = all;
    for (size_t i = 0; i < count; i++) {
        if (!itk_read_shape(r, kid, "field! other! and", "") ||
            !itk_keeping_field(r, kid, "field", ITK_TYPE_TEXT, &all[i].field) ||
            !itk_keeping_field(r, kid, "other", ITK_TYPE_TEXT,
                               &all[i].other[0]) ||
            !itk_keeping_field(r, kid, "and", ITK_TYPE_TEXT, &all[i].other[1]))
            return false;
        one->matches_count = i + 1;
        kid = itk_read_named(itk_xml_next(kid), "match");
    }
    return true;
}

/* The bits of the grounds that the attribute names. */
static bool
read_grounds(struct itk_reader *r, const xmlNode *node, uint64_t *bits)
{
    const struct itk_keeping_committee *committee =
        &r->guide->keeping.committee;
    const char *at = itk_read_attr(r, node, "grounds"), *id;

    while ((id = itk_read_next_word(r, &at))) {
        struct itk_near near = {.wanted = id};
        size_t i = 0;

        while (i < committee->grounds_count &&
               strcmp(committee->grounds[i].id, id) != 0)
            itk_near_try(&near, committee->grounds[i++].id);
        if (i == committee->grounds_count)
            return itk_read_fail(r, itk_xml_line(node),
                                 ITK_MSG_GUIDE_UNKNOWN_GROUND,
                                 ITK_ARGS(id, near.best ? near.best : "-"));
        *bits |= (uint64_t)1 << i;
    }
    return true;
}

/* Exactly one of the three says where the value comes from. */
static bool
read_origin(struct itk_reader *r, const xmlNode *node, struct itk_loan *loan)
{
    const char *from = itk_xml_attr(node, "from");
    const char *value = itk_xml_attr(node, "value");
    size_t at;

    if (!itk_read_flag(r, node, "approval-date", &loan->approval_date))
        return false;
    if ((from != NULL) + (value != NULL) + loan->approval_date != 1)
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_LOAN,
                             ITK_NO_ARGS);
    if (from)
        return itk_keeping_field(r, node, "from", loan->to->type, &loan->from);
    if (loan->approval_date)
        return itk_read_field_type(r, node, loan->to, ITK_TYPE_DATE);
    loan->value = itk_read_attr(r, node, "value");
    if (loan->to->type == ITK_TYPE_CHOICE)
        return itk_read_choice(r, node, loan->to, value, &at);
    return itk_read_field_type(r, node, loan->to, ITK_TYPE_YES_NO) &&
           (strcmp(value, "yes") == 0 || strcmp(value, "no") == 0 ||
            itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_LOAN,
                          ITK_NO_ARGS));
}

static bool
read_loans(struct itk_reader *r, const xmlNode *node, struct itk_lender *one)
{
    const size_t count = itk_read_count(node, "lend");
    const xmlNode *kid = itk_read_kid(node, "lend");
    struct itk_loan *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    one->loans = all;
    for (size_t i = 0; i < count; i++) {
        if (!itk_read_shape(r, kid, "to! from value approval-date grounds",
                            "when?") ||
            !(all[i].to =
                  itk_read_field_in(r, kid, itk_xml_attr(kid, "to"), NULL)) ||
            !read_origin(r, kid, &all[i]) ||
            !read_grounds(r, kid, &all[i].grounds) ||
            !itk_condition_read_when(r, kid, &asking, &all[i].when))
            return false;
        one->loans_count = i + 1;
        kid = itk_read_named(itk_xml_next(kid), "lend");
    }
    return true;
}

static bool
read_lists(struct itk_reader *r, const xmlNode *node, struct itk_lender *one)
{
    const size_t count = itk_read_count(node, "lend-list");
    const xmlNode *kid = itk_read_kid(node, "lend-list");
    struct itk_loan_list *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    one->lists = all;
    for (size_t i = 0; i < count; i++) {
        struct itk_loan_list *list = &all[i];

        if (!itk_read_shape(r, kid, "to! to-field! from! from-field!", "") ||
            !(list->to = itk_read_list(r, kid, itk_xml_attr(kid, "to"))) ||
            !(list->from = itk_read_list(r, kid, itk_xml_attr(kid, "from"))) ||
            !(list->to_name =
                  itk_read_list_field(r, kid, list->to, "to-field")) ||
            !(list->from_name =
                  itk_read_list_field(r, kid, list->from, "from-field")) ||
            !itk_read_field_type(r, kid, list->to_name, ITK_TYPE_TEXT) ||
            !itk_read_field_type(r, kid, list->from_name, ITK_TYPE_TEXT))
            return false;
        one->lists_count = i + 1;
        kid = itk_read_named(itk_xml_next(kid), "lend-list");
    }
    return true;
}

bool
itk_keeping_lenders(struct itk_reader *r, const xmlNode *root)
{
    const size_t count = itk_read_count(root, "lender");
    const xmlNode *node = itk_read_kid(root, "lender");
    struct itk_lender *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    r->guide->keeping.lenders = all;
    for (size_t i = 0; i < count; i++) {
        all[i].line = itk_xml_line(node);
        if (!itk_read_shape(r, node, "id! cite! ja! en! earlier",
                            "when? match+ lend lend-list") ||
            !itk_read_new_id(r, node, &all[i].id) ||
            !itk_read_flag(r, node, "earlier", &all[i].earlier) ||
            !itk_condition_read_when(r, node, &asking, &all[i].when) ||
            !read_matches(r, node, &all[i]) || !read_loans(r, node, &all[i]) ||
            !read_lists(r, node, &all[i]))
            return false;
        all[i].label = itk_read_label(r, node);
        all[i].cite = itk_read_attr(r, node, "cite");
        r->guide->keeping.lenders_count = i + 1;
        node = itk_read_named(itk_xml_next(node), "lender");
    }
    return true;
}
