/*
 * register.xml: which field answers which question of a register. What one case
 * lends to another is in lender.c.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "guide/keeping_read.h"
#include "xml/xml.h"

bool
itk_keeping_field(struct itk_reader *r, const xmlNode *node, const char *name,
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
           itk_keeping_field(r, node, "title", ITK_TYPE_TEXT, &of->title) &&
           itk_keeping_field(r, node, "bureau", ITK_TYPE_TEXT, &of->bureau) &&
           itk_keeping_field(r, node, "section", ITK_TYPE_TEXT, &of->section) &&
           itk_keeping_field(r, node, "contractor", ITK_TYPE_TEXT,
                             &of->contractor) &&
           itk_keeping_field(r, node, "contract", ITK_TYPE_DATE,
                             &of->contract) &&
           itk_keeping_field(r, node, "signed", ITK_TYPE_YES_NO,
                             &of->signed_) &&
           itk_keeping_field(r, node, "start", ITK_TYPE_DATE, &of->start) &&
           itk_keeping_field(r, node, "end", ITK_TYPE_DATE, &of->end) &&
           itk_keeping_field(r, node, "requested", ITK_TYPE_DATE,
                             &of->requested);
}

static bool
read_partners(struct itk_reader *r, const xmlNode *root)
{
    const size_t count = itk_read_count(root, "partner");
    const xmlNode *node = itk_read_kid(root, "partner");
    struct itk_partner *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    r->guide->keeping.partners = all;
    for (size_t i = 0; i < count; i++) {
        if (!itk_read_shape(r, node, "list! name!", "") ||
            !(all[i].list =
                  itk_read_list(r, node, itk_xml_attr(node, "list"))) ||
            !(all[i].name =
                  itk_read_list_field(r, node, all[i].list, "name")) ||
            !itk_read_field_type(r, node, all[i].name, ITK_TYPE_TEXT))
            return false;
        r->guide->keeping.partners_count = i + 1;
        node = itk_read_named(itk_xml_next(node), "partner");
    }
    return true;
}

/* ---- the committee ---- */

static bool
read_grounds(struct itk_reader *r, const xmlNode *node)
{
    static const struct itk_scope scope = {.decisions = true};
    const size_t count = itk_read_count(node, "ground");
    const xmlNode *kid = itk_read_kid(node, "ground");
    struct itk_ground *grounds =
        itk_arena_array(&r->guide->arena, count, sizeof(*grounds));

    if (count > ITK_READ_MAX_BITS)
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_MANY,
                             ITK_ARGS("ground", "64"));
    r->guide->keeping.committee.grounds = grounds;
    for (size_t i = 0; i < count; i++) {
        grounds[i].line = itk_xml_line(kid);
        if (!itk_read_shape(r, kid, "id! cite! before-contract", "when?") ||
            !itk_read_new_id(r, kid, &grounds[i].id) ||
            !itk_read_flag(r, kid, "before-contract", &grounds[i].before) ||
            !itk_condition_read_when(r, kid, &scope, &grounds[i].when))
            return false;
        grounds[i].cite = itk_read_attr(r, kid, "cite");
        r->guide->keeping.committee.grounds_count = i + 1;
        kid = itk_read_named(itk_xml_next(kid), "ground");
    }
    return true;
}

static bool
read_choice(struct itk_reader *r, const xmlNode *node, const char *name,
            const char **choice)
{
    const struct itk_field *field = r->guide->keeping.committee.result;
    size_t at;

    if (!itk_read_choice(r, node, field, itk_xml_attr(node, name), &at))
        return false;
    *choice = field->choices[at].id;
    return true;
}

static bool
read_committee(struct itk_reader *r, const xmlNode *node)
{
    struct itk_keeping_committee *of = &r->guide->keeping.committee;

    return itk_read_shape(
               r, node,
               "date! result! conditions! approved! conditional! refused!",
               "ground+") &&
           itk_keeping_field(r, node, "date", ITK_TYPE_DATE, &of->date) &&
           itk_keeping_field(r, node, "result", ITK_TYPE_CHOICE, &of->result) &&
           itk_keeping_field(r, node, "conditions", ITK_TYPE_PARAGRAPH,
                             &of->conditions) &&
           read_choice(r, node, "approved", &of->approved) &&
           read_choice(r, node, "conditional", &of->conditional) &&
           read_choice(r, node, "refused", &of->refused) &&
           read_grounds(r, node);
}

/* ---- people and companies ---- */

static bool
read_training(struct itk_reader *r, const xmlNode *node)
{
    struct itk_keeping_training *of = &r->guide->keeping.training;

    of->cite = itk_read_attr(r, node, "cite");
    return itk_read_shape(r, node,
                          "cite! person! company! trained! last! taken! "
                          "needed! years",
                          "") &&
           itk_keeping_field(r, node, "person", ITK_TYPE_TEXT, &of->person) &&
           itk_keeping_field(r, node, "company", ITK_TYPE_TEXT, &of->company) &&
           itk_keeping_field(r, node, "trained", ITK_TYPE_YES_NO,
                             &of->trained) &&
           itk_keeping_field(r, node, "last", ITK_TYPE_DATE, &of->last) &&
           itk_keeping_field(r, node, "taken", ITK_TYPE_DATE, &of->taken) &&
           itk_keeping_field(r, node, "needed", ITK_TYPE_DATE, &of->needed) &&
           itk_read_number(r, node, "years", 1, 100, &of->years);
}

/* Three fields of the case, or three of one list. */
static bool
read_certification(struct itk_reader *r, const xmlNode *node,
                   struct itk_certification *one)
{
    const xmlNode *const at = node;
    struct itk_scope scope = {0};

    one->line = itk_xml_line(node);
    if (!itk_read_shape(r, node, "id! ja! en! company! has! expiry!", "") ||
        !itk_read_id(r, node, &one->id) ||
        !(one->company = itk_read_field(r, at, itk_xml_attr(at, "company"))))
        return false;
    one->label = itk_read_label(r, node);
    scope.list = one->company->list;
    return (one->has =
                itk_read_field_in(r, at, itk_xml_attr(at, "has"), &scope)) &&
           (one->expiry =
                itk_read_field_in(r, at, itk_xml_attr(at, "expiry"), &scope)) &&
           itk_read_field_type(r, at, one->company, ITK_TYPE_TEXT) &&
           itk_read_field_type(r, at, one->has, ITK_TYPE_YES_NO) &&
           itk_read_field_type(r, at, one->expiry, ITK_TYPE_DATE) &&
           ((one->has->list == scope.list && one->expiry->list == scope.list) ||
            itk_read_fail(r, one->line, ITK_MSG_GUIDE_TOGETHER,
                          ITK_ARGS("has", "expiry")));
}

static bool
read_certifications(struct itk_reader *r, const xmlNode *root)
{
    const size_t count = itk_read_count(root, "certification");
    const xmlNode *node = itk_read_kid(root, "certification");
    struct itk_certification *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    r->guide->keeping.certifications = all;
    for (size_t i = 0; i < count; i++) {
        if (!read_certification(r, node, &all[i]))
            return false;
        r->guide->keeping.certifications_count = i + 1;
        node = itk_read_named(itk_xml_next(node), "certification");
    }
    return true;
}

static bool
read_incident(struct itk_reader *r, const xmlNode *node)
{
    struct itk_keeping_incident *of = &r->guide->keeping.incident;

    of->cite = itk_read_attr(r, node, "cite");
    return itk_read_shape(r, node, "cite! had! last! detail", "") &&
           itk_keeping_field(r, node, "had", ITK_TYPE_YES_NO, &of->had) &&
           itk_keeping_field(r, node, "last", ITK_TYPE_DATE, &of->last) &&
           itk_keeping_field(r, node, "detail", ITK_TYPE_PARAGRAPH,
                             &of->detail);
}

/* Each ground is to be found among the choices. */
static bool
check_grounds(struct itk_reader *r, const xmlNode *node)
{
    const struct itk_keeping *keeping = &r->guide->keeping;
    size_t at;

    for (size_t i = 0; i < keeping->committee.grounds_count; i++) {
        if (!itk_read_choice(r, node, keeping->approvals.ground,
                             keeping->committee.grounds[i].id, &at))
            return false;
    }
    return true;
}

static bool
read_approvals(struct itk_reader *r, const xmlNode *node)
{
    struct itk_keeping_approvals *of = &r->guide->keeping.approvals;

    if (!itk_read_shape(r, node, "list! date! meeting! ground!", ""))
        return false;
    of->list = itk_read_list(r, node, itk_xml_attr(node, "list"));
    return of->list &&
           (of->date = itk_read_list_field(r, node, of->list, "date")) &&
           (of->meeting = itk_read_list_field(r, node, of->list, "meeting")) &&
           (of->ground = itk_read_list_field(r, node, of->list, "ground")) &&
           itk_read_field_type(r, node, of->date, ITK_TYPE_DATE) &&
           itk_read_field_type(r, node, of->meeting, ITK_TYPE_TEXT) &&
           itk_read_field_type(r, node, of->ground, ITK_TYPE_CHOICE) &&
           check_grounds(r, node);
}

/* ---- what remains to be done ---- */

static bool
read_owed(struct itk_reader *r, const xmlNode *root)
{
    static const struct itk_scope scope = {.decisions = true};
    const size_t count = itk_read_count(root, "owed");
    const xmlNode *node = itk_read_kid(root, "owed");
    struct itk_owed *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    r->guide->keeping.owed = all;
    for (size_t i = 0; i < count; i++) {
        all[i].line = itk_xml_line(node);
        if (!itk_read_shape(r, node, "id! cite! ja! en!", "when!") ||
            !itk_read_new_id(r, node, &all[i].id) ||
            !itk_condition_read_when(r, node, &scope, &all[i].when))
            return false;
        all[i].label = itk_read_label(r, node);
        all[i].cite = itk_read_attr(r, node, "cite");
        r->guide->keeping.owed_count = i + 1;
        node = itk_read_named(itk_xml_next(node), "owed");
    }
    return true;
}

/* ---- */

/* The child of that name, if there is one. */
static bool
read_if(struct itk_reader *r, const xmlNode *root, const char *name,
        bool (*read)(struct itk_reader *r, const xmlNode *node))
{
    const xmlNode *node = itk_read_kid(root, name);

    return !node || read(r, node);
}

bool
itk_load_keeping(struct itk_reader *r)
{
    const xmlNode *root;

    if (!itk_blobs_find(r->files, ITK_REGISTER_FILE))
        return true;
    root = itk_read_open(r, ITK_REGISTER_FILE, "register");
    if (!root ||
        !itk_read_shape(r, root, "",
                        "case! partner committee? training? certification "
                        "incident? approvals? lender owed"))
        return false;
    r->guide->keeping.held = true;
    return read_case(r, itk_read_kid(root, "case")) && read_partners(r, root) &&
           read_if(r, root, "committee", read_committee) &&
           read_if(r, root, "training", read_training) &&
           read_certifications(r, root) &&
           read_if(r, root, "incident", read_incident) &&
           read_if(r, root, "approvals", read_approvals) &&
           itk_keeping_lenders(r, root) && read_owed(r, root);
}
