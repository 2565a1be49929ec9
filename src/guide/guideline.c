/*
 * guideline.xml: names, parties, actors, stages, dated values, overrides.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/load.h"
#include "xml/xml.h"

#define KIDS                                                                   \
    "name! issuer! provisions? actor stage revisions! value parties! "         \
    "overrides?"

bool
itk_load_head(struct itk_reader *r, const xmlNode *root)
{
    static const char *const commas[] = {"、", "，", ","};
    struct itk_guide *guide = r->guide;
    size_t lang = ITK_JA, comma = 0;
    int64_t month = 4;

    if (!itk_read_shape(r, root, "id! lang! comma! fiscal-year-begins!",
                        KIDS) ||
        !itk_read_id(r, root, &guide->id) ||
        !itk_read_word(r, root, "lang", "en ja", &lang) ||
        !itk_read_word(r, root, "comma", "、 ， ,", &comma) ||
        !itk_read_number(r, root, "fiscal-year-begins", 1, 12, &month))
        return false;
    guide->lang = (enum itk_lang)lang;
    guide->comma = commas[comma];
    guide->fiscal_month = (int)month;
    return true;
}

static bool
read_actors(struct itk_reader *r, const xmlNode *root)
{
    const size_t count = itk_read_count(root, "actor");
    const xmlNode *node = itk_read_kid(root, "actor");
    struct itk_actor *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    r->guide->actors = all;
    for (size_t i = 0; i < count; i++) {
        if (!itk_read_shape(r, node, "id! ja! en!", "") ||
            !itk_read_new_id(r, node, &all[i].id))
            return false;
        all[i].label = itk_read_label(r, node);
        r->guide->actors_count = i + 1;
        node = itk_read_named(itk_xml_next(node), "actor");
    }
    return true;
}

static bool
read_stages(struct itk_reader *r, const xmlNode *root)
{
    const size_t count = itk_read_count(root, "stage");
    const xmlNode *node = itk_read_kid(root, "stage");
    struct itk_stage *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    r->guide->stages = all;
    for (size_t i = 0; i < count; i++) {
        if (!itk_read_shape(r, node, "id! ja! en!", "") ||
            !itk_read_new_id(r, node, &all[i].id))
            return false;
        all[i].label = itk_read_label(r, node);
        r->guide->stages_count = i + 1;
        node = itk_read_named(itk_xml_next(node), "stage");
    }
    return true;
}

static bool
read_provisions(struct itk_reader *r, const xmlNode *node)
{
    const size_t count = itk_read_count(node, NULL);
    const xmlNode *kid = itk_xml_first(node);
    struct itk_provision *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    if (!node)
        return true;
    if (!itk_read_shape(r, node, "", "provision+"))
        return false;
    r->guide->provisions = all;
    for (size_t i = 0; i < count; i++) {
        if (!itk_read_shape(r, kid, "id! parts", ""))
            return false;
        all[i].id = itk_read_attr(r, kid, "id");
        all[i].parts = itk_read_attr(r, kid, "parts");
        r->guide->provisions_count = i + 1;
        kid = itk_xml_next(kid);
    }
    return true;
}

/* One text of a value: no elements, blanks at its ends do not count. */
static bool
read_at(struct itk_reader *r, const xmlNode *node, struct itk_dated *at)
{
    const struct itk_scope scope = {0};
    struct itk_inlines text;

    if (!itk_read_mixed(r, node, "from!", "") ||
        !itk_read_date(r, node, "from", &at->from) ||
        !itk_text_read(r, node, &scope, NULL, &text))
        return false;
    at->text = text.at[0].text;
    return true;
}

static bool
read_value(struct itk_reader *r, const xmlNode *node,
           struct itk_guide_value *value)
{
    const xmlNode *kid = itk_xml_first(node);
    struct itk_dated *at;

    if (!itk_read_shape(r, node, "id! ja! en!", "at+") ||
        !itk_read_new_id(r, node, &value->id))
        return false;
    value->label = itk_read_label(r, node);
    value->count = itk_read_count(node, NULL);
    at = itk_arena_array(&r->guide->arena, value->count, sizeof(*at));
    value->at = at;
    for (size_t i = 0; i < value->count; i++) {
        if (!read_at(r, kid, &at[i]))
            return false;
        if (itk_dated_has(at, i, sizeof(*at), at[i].from))
            return itk_read_fail(
                r, itk_xml_line(kid), ITK_MSG_GUIDE_DATE_TWICE,
                ITK_ARGS(value->id, itk_xml_attr(kid, "from")));
        kid = itk_xml_next(kid);
    }
    itk_dated_sort(at, value->count, sizeof(*at));
    return true;
}

static bool
read_values(struct itk_reader *r, const xmlNode *root)
{
    const size_t count = itk_read_count(root, "value");
    const xmlNode *node = itk_read_kid(root, "value");
    struct itk_guide_value *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    r->guide->values = all;
    for (size_t i = 0; i < count; i++) {
        if (!read_value(r, node, &all[i]))
            return false;
        r->guide->values_count = i + 1;
        node = itk_read_named(itk_xml_next(node), "value");
    }
    return true;
}

/* The drafter chooses a pair by a field whose choices are the pairs. */
static bool
read_pair_field(struct itk_reader *r, const xmlNode *node)
{
    const struct itk_scope scope = {0};
    const char *id = itk_read_attr(r, node, "field");
    const struct itk_field *field;
    size_t index;

    if (!*id)
        return true;
    field = itk_read_field_in(r, node, id, &scope);
    if (!field || !itk_read_field_type(r, node, field, ITK_TYPE_CHOICE))
        return false;
    for (size_t i = 0; i < field->choices_count; i++) {
        size_t j = 0;

        while (j < r->guide->pairs_count &&
               strcmp(r->guide->pairs[j].id, field->choices[i].id) != 0)
            j++;
        if (j == r->guide->pairs_count)
            return itk_read_fail_field(r, itk_xml_line(node), field,
                                       ITK_MSG_GUIDE_CHOICE_UNUSED,
                                       ITK_ARGS(field->choices[i].id, "pair"));
    }
    for (size_t i = 0; i < r->guide->pairs_count; i++) {
        if (!itk_read_choice(r, node, field, r->guide->pairs[i].id, &index))
            return false;
    }
    r->guide->pair_field = field;
    return true;
}

static bool
read_parties(struct itk_reader *r, const xmlNode *node)
{
    const xmlNode *kid = itk_xml_first(node);
    const size_t count = itk_read_count(node, NULL);
    struct itk_pair *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    if (!itk_read_shape(r, node, "field", "pair+"))
        return false;
    r->guide->pairs = all;
    for (size_t i = 0; i < count; i++) {
        if (!itk_read_shape(r, kid, "id! client! contractor!", "") ||
            !itk_read_new_id(r, kid, &all[i].id))
            return false;
        all[i].client = itk_read_attr(r, kid, "client");
        all[i].contractor = itk_read_attr(r, kid, "contractor");
        r->guide->pairs_count = i + 1;
        kid = itk_xml_next(kid);
    }
    return read_pair_field(r, node);
}

static bool
is_text(struct itk_reader *r, const xmlNode *node,
        const struct itk_field *field)
{
    return field->type == ITK_TYPE_PARAGRAPH ||
           itk_read_field_type(r, node, field, ITK_TYPE_TEXT);
}

static bool
read_overrides(struct itk_reader *r, const xmlNode *node)
{
    struct itk_overrides over = {0};
    size_t index;

    if (!node)
        return true;
    if (!itk_read_shape(
            r, node, "list! clause! action! include! leave-out! reason!", ""))
        return false;
    over.list = itk_read_list(r, node, itk_xml_attr(node, "list"));
    if (!over.list ||
        !(over.clause = itk_read_list_field(r, node, over.list, "clause")) ||
        !(over.action = itk_read_list_field(r, node, over.list, "action")) ||
        !(over.reason = itk_read_list_field(r, node, over.list, "reason")))
        return false;
    over.include = itk_read_attr(r, node, "include");
    over.leave_out = itk_read_attr(r, node, "leave-out");
    if (!is_text(r, node, over.clause) || !is_text(r, node, over.reason) ||
        !itk_read_field_type(r, node, over.action, ITK_TYPE_CHOICE) ||
        !itk_read_choice(r, node, over.action, over.include, &index) ||
        !itk_read_choice(r, node, over.action, over.leave_out, &index))
        return false;
    r->guide->overrides = over;
    return true;
}

bool
itk_load_guideline(struct itk_reader *r, const xmlNode *root)
{
    struct itk_guide *guide = r->guide;

    return itk_read_help(r, root, "name", &guide->name) &&
           itk_read_help(r, root, "issuer", &guide->issuer) &&
           read_provisions(r, itk_read_kid(root, "provisions")) &&
           read_actors(r, root) && read_stages(r, root) &&
           itk_load_revisions(r, itk_read_kid(root, "revisions")) &&
           read_values(r, root) &&
           read_parties(r, itk_read_kid(root, "parties")) &&
           read_overrides(r, itk_read_kid(root, "overrides"));
}
