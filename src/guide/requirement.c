/*
 * <requirements> of documents.xml, in their dated versions. Read when the
 * documents are known, since one of them holds the articles.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/load.h"
#include "guide/near.h"
#include "xml/xml.h"

/* In the order of enum itk_reason. */
#define REASONS "always measure unproved condition unsettled no-condition"

const struct itk_requirements *
itk_requirements_at(const struct itk_guide *guide, struct itk_date date)
{
    const struct itk_requirements *version =
        itk_dated_at(guide->requirements, guide->requirements_count,
                     sizeof(*guide->requirements), date);

    return version && !version->dropped ? version : NULL;
}

static const struct itk_document *
read_articles(struct itk_reader *r, const xmlNode *node)
{
    const char *id = itk_xml_attr(node, "articles");
    const struct itk_document *document = itk_guide_document(r->guide, id);
    struct itk_near near = {.wanted = id};

    if (document)
        return document;
    for (size_t i = 0; i < r->guide->documents_count; i++)
        itk_near_try(&near, r->guide->documents[i].id);
    itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_UNKNOWN_DOCUMENT,
                  ITK_ARGS(id, near.best ? near.best : "-"));
    return NULL;
}

static bool
read_results(struct itk_reader *r, const xmlNode *node,
             struct itk_requirements *version)
{
    version->list = itk_read_list(r, node, itk_xml_attr(node, "list"));
    return version->list &&
           (version->clause =
                itk_read_list_field(r, node, version->list, "clause")) &&
           itk_read_field_type(r, node, version->clause, ITK_TYPE_TEXT) &&
           (version->when =
                itk_read_list_field(r, node, version->list, "when")) &&
           itk_read_field_type(r, node, version->when, ITK_TYPE_CHOICE) &&
           itk_read_choice(r, node, version->when, itk_xml_attr(node, "after"),
                           &version->after) &&
           (version->articles = read_articles(r, node));
}

/* One <why> for each reason. */
static bool
read_reasons(struct itk_reader *r, const xmlNode *node,
             struct itk_requirements *version)
{
    bool have[ITK_REASONS] = {false};

    for (const xmlNode *why = itk_read_kid(node, "why"); why;
         why = itk_read_named(itk_xml_next(why), "why")) {
        size_t at = 0;
        const char *id;

        if (!itk_read_shape(r, why, "id! ja! en!", "") ||
            !itk_read_word(r, why, "id", REASONS, &at) ||
            !itk_read_new_id(r, why, &id))
            return false;
        version->why[at] = itk_read_label(r, why);
        have[at] = true;
        if (!itk_text_check(r, why, version->why[at].in[r->guide->lang]))
            return false;
    }
    for (size_t i = 0; i < ITK_REASONS; i++) {
        if (!have[i])
            return itk_read_fail(r, version->line, ITK_MSG_GUIDE_REASONS,
                                 ITK_ARGS(REASONS));
    }
    return true;
}

/* A survey has no question for a clause without `check`. */
static bool
has_question(const struct itk_clause *clause)
{
    for (size_t i = 0; i < clause->versions_count; i++) {
        if (*clause->versions[i].check)
            return true;
    }
    return false;
}

static bool
read_clauses(struct itk_reader *r, const xmlNode *node,
             struct itk_requirements *version)
{
    const struct itk_clause **clauses = itk_arena_array(
        &r->guide->arena, itk_read_count(node, "clause"), sizeof(*clauses));
    const char *id;

    version->clauses = clauses;
    for (const xmlNode *kid = itk_read_kid(node, "clause"); kid;
         kid = itk_read_named(itk_xml_next(kid), "clause")) {
        const struct itk_clause *clause;

        if (!itk_read_shape(r, kid, "id!", "") || !itk_read_new_id(r, kid, &id))
            return false;
        clause = itk_read_clause(r, kid, id);
        if (!clause)
            return false;
        if (!has_question(clause))
            return itk_read_fail(r, itk_xml_line(kid),
                                 ITK_MSG_GUIDE_NO_QUESTION, ITK_ARGS(id));
        clauses[version->clauses_count++] = clause;
    }
    return true;
}

static bool
read_version(struct itk_reader *r, const xmlNode *node,
             struct itk_requirements *version)
{
    version->line = itk_xml_line(node);
    if (!itk_read_flag(r, node, "dropped", &version->dropped) ||
        !itk_read_shape(r, node,
                        version->dropped
                            ? "from! dropped"
                            : "from! dropped list! clause! when! after! "
                              "articles! yes! no!",
                        version->dropped ? "" : "why clause+") ||
        !itk_read_date(r, node, "from", &version->from))
        return false;
    if (version->dropped)
        return true;
    version->yes = itk_read_attr(r, node, "yes");
    version->no = itk_read_attr(r, node, "no");
    return itk_text_check(r, node, version->yes) &&
           itk_text_check(r, node, version->no) &&
           read_results(r, node, version) && read_reasons(r, node, version) &&
           read_clauses(r, node, version);
}

bool
itk_load_requirements(struct itk_reader *r, const xmlNode *root)
{
    const size_t count = itk_read_count(root, "requirements");
    const xmlNode *node = itk_read_kid(root, "requirements");
    struct itk_requirements *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    r->guide->requirements = all;
    for (size_t i = 0; i < count; i++) {
        if (!read_version(r, node, &all[i]))
            return false;
        if (itk_dated_has(all, i, sizeof(*all), all[i].from))
            return itk_read_fail(
                r, itk_xml_line(node), ITK_MSG_GUIDE_DATE_TWICE,
                ITK_ARGS("requirements", itk_xml_attr(node, "from")));
        r->guide->requirements_count = i + 1;
        node = itk_read_named(itk_xml_next(node), "requirements");
    }
    itk_dated_sort(all, count, sizeof(*all));
    return true;
}
