/*
 * register.xml: which field answers which question of a register.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "guide/load.h"
#include "xml/xml.h"

/* The field of the case itself that the attribute `name` names, if any. */
static bool
read_field(struct itk_reader *r, const xmlNode *node, const char *name,
           enum itk_type type, const struct itk_field **field)
{
    const char *id = itk_xml_attr(node, name);

    if (!id)
        return true;
    *field = itk_read_field_in(r, node, id, NULL);
    return *field && itk_read_field_type(r, node, *field, type);
}

static bool
read_case(struct itk_reader *r, const xmlNode *node)
{
    struct itk_keeping_case *of = &r->guide->keeping.of;

    return itk_read_shape(r, node,
                          "title bureau section contractor contract signed "
                          "start end requested",
                          "") &&
           read_field(r, node, "title", ITK_TYPE_TEXT, &of->title) &&
           read_field(r, node, "bureau", ITK_TYPE_TEXT, &of->bureau) &&
           read_field(r, node, "section", ITK_TYPE_TEXT, &of->section) &&
           read_field(r, node, "contractor", ITK_TYPE_TEXT, &of->contractor) &&
           read_field(r, node, "contract", ITK_TYPE_DATE, &of->contract) &&
           read_field(r, node, "signed", ITK_TYPE_YES_NO, &of->signed_) &&
           read_field(r, node, "start", ITK_TYPE_DATE, &of->start) &&
           read_field(r, node, "end", ITK_TYPE_DATE, &of->end) &&
           read_field(r, node, "requested", ITK_TYPE_DATE, &of->requested);
}

static bool
read_grounds(struct itk_reader *r, const xmlNode *node)
{
    const size_t count = itk_read_count(node, "ground");
    const xmlNode *kid = itk_read_kid(node, "ground");
    struct itk_ground *grounds =
        itk_arena_array(&r->guide->arena, count, sizeof(*grounds));

    if (!itk_read_shape(r, node, "", "ground+"))
        return false;
    r->guide->keeping.grounds = grounds;
    for (size_t i = 0; i < count; i++) {
        if (!itk_read_shape(r, kid, "id! cite! before-contract", "") ||
            !itk_read_new_id(r, kid, &grounds[i].id) ||
            !itk_read_flag(r, kid, "before-contract", &grounds[i].before))
            return false;
        grounds[i].cite = itk_read_attr(r, kid, "cite");
        r->guide->keeping.grounds_count = i + 1;
        kid = itk_read_named(itk_xml_next(kid), "ground");
    }
    return true;
}

bool
itk_load_keeping(struct itk_reader *r)
{
    const xmlNode *root, *node;

    if (!itk_blobs_find(r->files, ITK_REGISTER_FILE))
        return true;
    root = itk_read_open(r, ITK_REGISTER_FILE, "register");
    if (!root || !itk_read_shape(r, root, "", "case! committee?"))
        return false;
    r->guide->keeping.held = true;
    node = itk_read_kid(root, "committee");
    return read_case(r, itk_read_kid(root, "case")) &&
           (!node || read_grounds(r, node));
}
