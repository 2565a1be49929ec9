/*
 * The meeting's file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/meeting.h"
#include "base/file.h"
#include "text/utf8.h"
#include "xml/xml.h"

struct reader {
    struct itk_meeting *meeting;
    struct itk_error *err;
};

static bool
fail(const struct reader *r, const xmlNode *node, enum itk_msg id,
     const char *const args[])
{
    return itk_fail(r->err, ITK_FAULT_CALLER,
                    (struct itk_loc){.file = r->meeting->file,
                                     .line = node ? itk_xml_line(node) : 0},
                    id, args);
}

/* No attribute but those. `names`: with a blank before and behind each. */
static bool
check_attrs(const struct reader *r, const xmlNode *node, const char *names)
{
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        const char *name = (const char *)attr->name;
        const char *at = strstr(names, name);

        if (!at || at[-1] != ' ' || at[strlen(name)] != ' ')
            return fail(r, node, ITK_MSG_MEETING_NAME, ITK_ARGS(name));
        if (itk_utf8_count(itk_xml_attr(node, name),
                           strlen(itk_xml_attr(node, name))) >
            ITK_MEETING_MAX_TEXT)
            return fail(r, node, ITK_MSG_MEETING_LONG, ITK_ARGS(name));
    }
    return true;
}

static const char *
text(const struct reader *r, const xmlNode *node, const char *name)
{
    const char *value = itk_xml_attr(node, name);

    return itk_arena_dup(&r->meeting->arena, value ? value : "");
}

/* An empty one is none. */
static bool
read_date(const struct reader *r, const xmlNode *node, const char *name,
          struct itk_date *date)
{
    const char *value = itk_xml_attr(node, name);

    if (!value || !*value)
        return true;
    return itk_date_parse(value, strlen(value), date) == ITK_DATE_OK ||
           fail(r, node, ITK_MSG_MEETING_BAD_DATE, ITK_ARGS(name, value));
}

static bool
read_members(const struct reader *r, const xmlNode *root)
{
    struct itk_meeting *meeting = r->meeting;
    struct itk_meeting_member *members;
    size_t count = 0;

    for (const xmlNode *kid = itk_xml_first(root); kid; kid = itk_xml_next(kid))
        count++;
    members = itk_arena_array(&meeting->arena, count + 1, sizeof(*members));
    meeting->members = members;
    for (const xmlNode *kid = itk_xml_first(root); kid;
         kid = itk_xml_next(kid)) {
        if (!itk_xml_is(kid, "member"))
            return fail(r, kid, ITK_MSG_MEETING_NAME,
                        ITK_ARGS((const char *)kid->name));
        if (!check_attrs(r, kid, " post name "))
            return false;
        if (!*text(r, kid, "post") || !*text(r, kid, "name"))
            return fail(r, kid, ITK_MSG_MEETING_MEMBER, ITK_NO_ARGS);
        members[meeting->members_count++] = (struct itk_meeting_member){
            text(r, kid, "post"), text(r, kid, "name"), itk_xml_line(kid)};
    }
    return true;
}

static bool
read_root(const struct reader *r, const xmlNode *root)
{
    struct itk_meeting *meeting = r->meeting;

    if (!itk_xml_is(root, "meeting"))
        return fail(r, root, ITK_MSG_MEETING_NOT,
                    ITK_ARGS((const char *)root->name));
    if (!check_attrs(r, root, " date number time place next note ") ||
        !read_date(r, root, "date", &meeting->date) ||
        !read_date(r, root, "next", &meeting->next_date))
        return false;
    if (!meeting->date.year)
        return fail(r, root, ITK_MSG_MEETING_NO_DATE, ITK_NO_ARGS);
    if (meeting->next_date.year &&
        itk_date_compare(meeting->next_date, meeting->date) <= 0)
        return fail(r, root, ITK_MSG_MEETING_NEXT, ITK_NO_ARGS);
    meeting->number = text(r, root, "number");
    meeting->time = text(r, root, "time");
    meeting->place = text(r, root, "place");
    meeting->note = text(r, root, "note");
    return read_members(r, root);
}

bool
itk_meeting_read(const char *path, struct itk_meeting *meeting,
                 struct itk_error *err)
{
    const struct reader r = {meeting, err};
    struct itk_blob blob;
    xmlDoc *doc;
    bool ok;

    *meeting = (struct itk_meeting){.file = path, .arena = ITK_ARENA_INIT};
    if (!itk_file_read(path, ITK_MEETING_MAX_BYTES, ITK_FAULT_CALLER,
                       &meeting->arena, &blob, err))
        return false;
    doc = itk_xml_parse(&blob, err);
    ok = doc && read_root(&r, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return ok;
}

void
itk_meeting_fini(struct itk_meeting *meeting)
{
    itk_arena_fini(&meeting->arena);
}
