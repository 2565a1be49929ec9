/*
 * packet.xml: the committee's packet, in its dated versions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/load.h"
#include "xml/xml.h"

const struct itk_packet_version *
itk_packet_at(const struct itk_guide *guide, struct itk_date date)
{
    return itk_dated_at(guide->packet.versions, guide->packet.versions_count,
                        sizeof(*guide->packet.versions), date);
}

/* A document of the packet, by the attribute `name`. */
static const struct itk_document *
read_own(struct itk_reader *r, const xmlNode *node, const char *name)
{
    const struct itk_packet *packet = &r->guide->packet;
    const char *id = itk_xml_attr(node, name);

    for (size_t i = 0; i < packet->documents_count; i++) {
        if (!strcmp(packet->documents[i].id, id))
            return &packet->documents[i];
    }
    itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_UNKNOWN_DOCUMENT,
                  ITK_ARGS(id, "-"));
    return NULL;
}

static bool
read_members(struct itk_reader *r, const xmlNode *node,
             struct itk_packet_version *version)
{
    const xmlNode *kid = itk_read_kid(node, "member");
    struct itk_packet_member *members = itk_arena_array(
        &r->guide->arena, itk_read_count(node, "member") + 1, sizeof(*members));

    version->members = members;
    for (; kid; kid = itk_read_named(itk_xml_next(kid), "member")) {
        if (!itk_read_shape(r, kid, "role! post! section cite!", ""))
            return false;
        members[version->members_count++] = (struct itk_packet_member){
            itk_read_attr(r, kid, "role"), itk_read_attr(r, kid, "post"),
            itk_read_attr(r, kid, "section"), itk_read_attr(r, kid, "cite")};
    }
    return true;
}

static bool
read_parts(struct itk_reader *r, const xmlNode *node,
           struct itk_packet_group *group)
{
    const xmlNode *kid = itk_xml_first(node);
    struct itk_packet_part *parts = itk_arena_array(
        &r->guide->arena, itk_read_count(node, NULL) + 1, sizeof(*parts));

    group->parts = parts;
    for (; kid; kid = itk_xml_next(kid)) {
        struct itk_packet_part *part = &parts[group->parts_count];
        const char *id = itk_xml_attr(kid, "document");

        if (!itk_read_shape(r, kid, "document! needed", "") ||
            !itk_read_flag(r, kid, "needed", &part->needed))
            return false;
        part->document = itk_guide_document(r->guide, id);
        if (!part->document)
            return itk_read_fail(r, itk_xml_line(kid),
                                 ITK_MSG_GUIDE_UNKNOWN_DOCUMENT,
                                 ITK_ARGS(id, "-"));
        group->parts_count++;
    }
    return true;
}

static bool
read_groups(struct itk_reader *r, const xmlNode *node,
            struct itk_packet_version *version)
{
    const xmlNode *kid = itk_read_kid(node, "group");
    struct itk_packet_group *groups = itk_arena_array(
        &r->guide->arena, itk_read_count(node, "group") + 1, sizeof(*groups));

    version->groups = groups;
    for (; kid; kid = itk_read_named(itk_xml_next(kid), "group")) {
        struct itk_packet_group *group = &groups[version->groups_count];

        if (!itk_read_shape(r, kid, "document! label asked", "part") ||
            !itk_read_flag(r, kid, "asked", &group->asked))
            return false;
        group->document = read_own(r, kid, "document");
        group->label = itk_read_attr(r, kid, "label");
        if (!group->document || !read_parts(r, kid, group))
            return false;
        version->groups_count++;
    }
    return true;
}

/* Personal fields are not shown, members are told apart by their key. */
static bool
read_compare(struct itk_reader *r, const xmlNode *node,
             struct itk_packet_compare *one)
{
    const char *field = itk_xml_attr(node, "field");
    const char *list = itk_xml_attr(node, "list");
    const struct itk_list *of;

    if (!itk_read_shape(r, node, "field list", ""))
        return false;
    if (!field == !list)
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_COMPARE,
                             ITK_NO_ARGS);
    one->field = field ? itk_read_field(r, node, field) : NULL;
    one->list = list ? itk_read_list(r, node, list) : NULL;
    if (!one->field && !one->list)
        return false;
    of = field ? one->field->list : one->list;
    if ((field && one->field->personal) || (of && !of->key) ||
        (list && of->key->personal))
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_COMPARE,
                             ITK_NO_ARGS);
    return true;
}

static bool
read_compares(struct itk_reader *r, const xmlNode *node,
              struct itk_packet_version *version)
{
    const xmlNode *kid = itk_read_kid(node, "compare");
    struct itk_packet_compare *compares =
        itk_arena_array(&r->guide->arena, itk_read_count(node, "compare") + 1,
                        sizeof(*compares));

    version->compares = compares;
    for (; kid; kid = itk_read_named(itk_xml_next(kid), "compare")) {
        if (!read_compare(r, kid, &compares[version->compares_count]))
            return false;
        version->compares_count++;
    }
    return true;
}

static bool
read_version(struct itk_reader *r, const xmlNode *node,
             struct itk_packet_version *version)
{
    version->line = itk_xml_line(node);
    if (!itk_read_shape(r, node, "from! template! title! dash! open! points!",
                        "member+ group+ compare") ||
        !itk_read_date(r, node, "from", &version->from))
        return false;
    version->template_name = itk_read_attr(r, node, "template");
    version->title = itk_read_attr(r, node, "title");
    version->dash = itk_read_attr(r, node, "dash");
    version->open = read_own(r, node, "open");
    version->points = version->open ? read_own(r, node, "points") : NULL;
    return version->points && read_members(r, node, version) &&
           read_groups(r, node, version) && read_compares(r, node, version);
}

static bool
has_file(const struct itk_reader *r, const char *name)
{
    for (size_t i = 0; i < r->files.count; i++) {
        if (!strcmp(r->files.at[i].name, name))
            return true;
    }
    return false;
}

bool
itk_load_packet(struct itk_reader *r)
{
    struct itk_packet *packet = &r->guide->packet;
    struct itk_packet_version *all;
    const xmlNode *root;

    if (!has_file(r, ITK_PACKET_FILE))
        return true;
    root = itk_read_open(r, ITK_PACKET_FILE, "packet");
    if (!root || !itk_read_shape(r, root, "", "version+ document+") ||
        !itk_documents_read(r, root, &packet->documents,
                            &packet->documents_count))
        return false;
    all = itk_arena_array(&r->guide->arena, itk_read_count(root, "version"),
                          sizeof(*all));
    packet->versions = all;
    for (const xmlNode *node = itk_read_kid(root, "version"); node;
         node = itk_read_named(itk_xml_next(node), "version")) {
        const size_t i = packet->versions_count;

        if (!read_version(r, node, &all[i]))
            return false;
        if (itk_dated_has(all, i, sizeof(*all), all[i].from))
            return itk_read_fail(
                r, all[i].line, ITK_MSG_GUIDE_DATE_TWICE,
                ITK_ARGS("version", itk_xml_attr(node, "from")));
        packet->versions_count++;
    }
    itk_dated_sort(all, packet->versions_count, sizeof(*all));
    return true;
}
