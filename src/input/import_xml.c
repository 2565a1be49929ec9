/*
 * The XML form of a case (docs/case.md): elements nested as the field ids are.
 * What a value holds is for check.c, what concerns several for draft.c; here is
 * the shape of the file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "input/draft.h"
#include "input/id.h"
#include "xml/xml.h"

#define NAME_MAX_SHOWN 64u /* longer names are no misspelling of ours */

struct reader {
    const char *file;
    const struct itk_dictionary *dict;
    itk_draft *draft;
    itk_findings *found;
};

/* What an element stands in: the case, a group, or a member of a list. */
struct place {
    const xmlNode *node;
    const struct itk_entry *entry; /* NULL: the case */
    size_t member;
};

static struct itk_loc
loc_of(const struct reader *r, long line, const struct itk_entry *entry)
{
    struct itk_loc loc = {.file = r->file, .line = line};

    if (entry) {
        loc.label = itk_entry_label(entry);
        loc.field = entry->id;
    }
    return loc;
}

static const char *
name_of(const xmlNode *node)
{
    return (const char *)node->name;
}

static bool
is_text(const xmlNode *node)
{
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static bool
is_blank(const xmlNode *text)
{
    const char *content = (const char *)text->content;

    return !content || content[strspn(content, " \t\r\n")] == '\0';
}

static long
count_lines(const xmlNode *node)
{
    const char *at = (const char *)node->content;
    long lines = 0;

    while (at && (at = strchr(at, '\n')) != NULL) {
        lines++;
        at++;
    }
    return lines;
}

static long end_line(const xmlNode *element);

/* The line on which a node that is no element begins. libxml2 gives texts the
 * line of their end, so it is counted from the element before. */
static long
begin_line(const xmlNode *node)
{
    long lines = 0;

    for (const xmlNode *before = node->prev; before; before = before->prev) {
        if (before->type == XML_ELEMENT_NODE)
            return end_line(before) + lines;
        lines += count_lines(before);
    }
    return itk_xml_line(node->parent) + lines;
}

static long
end_line(const xmlNode *element)
{
    const xmlNode *last = element->last;

    if (!last)
        return itk_xml_line(element);
    if (last->type == XML_ELEMENT_NODE)
        return end_line(last);
    return begin_line(last) + count_lines(last);
}

/* The first line of a text that is not blank. */
static long
text_line(const xmlNode *text)
{
    const char *content = (const char *)text->content;
    long line = begin_line(text);

    for (size_t blank = strspn(content, " \t\r\n"); blank > 0; blank--)
        line += *content++ == '\n';
    return line;
}

static void
fault(const struct reader *r, struct itk_loc loc, enum itk_msg id,
      const char *first, const char *second)
{
    itk_findings_add(r->found, ITK_SEV_ERROR, loc, id, ITK_ARGS(first, second));
}

/* A name for a message: not longer than a line bears. */
static void
put_name(struct itk_buf *out, const char *name)
{
    const size_t size = strlen(name);

    if (size <= NAME_MAX_SHOWN) {
        itk_buf_adds(out, name);
        return;
    }
    itk_buf_add(out, name, NAME_MAX_SHOWN);
    while (out->size > 0 && ((unsigned char)name[out->size] & 0xC0) == 0x80)
        out->data[--out->size] = '\0';
    itk_buf_adds(out, "…");
}

static void
fault_name(const struct reader *r, struct itk_loc loc, enum itk_msg id,
           const char *name, const char *second)
{
    struct itk_buf shown = ITK_BUF_INIT;

    put_name(&shown, name);
    fault(r, loc, id, shown.data, second);
    itk_buf_free(&shown);
}

static void
check_attributes(const struct reader *r, const xmlNode *node,
                 const struct itk_entry *entry)
{
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        const char *name = (const char *)attr->name;
        const bool known =
            !attr->ns &&
            (entry ? entry->kind == ITK_ENTRY_LIST && !strcmp(name, "none")
                   : !strcmp(name, "id") || !strcmp(name, "guideline"));

        if (!known)
            fault_name(r, loc_of(r, itk_xml_line(node), entry),
                       ITK_MSG_CASE_ATTRIBUTE, name, name_of(node));
    }
}

/* Its last name, or its label in one of the languages. */
static bool
is_called(const struct itk_entry *entry, const char *name)
{
    const struct itk_label *label = itk_entry_label(entry);
    const char *dot = strrchr(entry->id, '.');

    return strcmp(dot ? dot + 1 : entry->id, name) == 0 ||
           strcmp(label->in[ITK_JA], name) == 0 ||
           strcmp(label->in[ITK_EN], name) == 0;
}

/* What was probably meant: the dotted path as a name, the id nearest in
 * spelling, or an element of that name or label somewhere else. */
static const struct itk_entry *
guess(const struct reader *r, const char *id, const char *name)
{
    const struct itk_entry *near = NULL;

    if (strlen(id) > NAME_MAX_SHOWN)
        return NULL;
    if (strchr(name, '.'))
        near = itk_dictionary_find(r->dict, name);
    if (!near)
        near = itk_dictionary_nearest(r->dict, id);
    for (size_t i = 0; !near && i < r->dict->entries_count; i++) {
        if (is_called(&r->dict->entries[i], name))
            near = &r->dict->entries[i];
    }
    return near;
}

/* "place.kind" as <place><kind>, with its label. */
static void
put_path(struct itk_buf *out, const struct itk_entry *entry, enum itk_lang lang)
{
    itk_buf_addc(out, '<');
    for (const char *at = entry->id; *at; at++) {
        if (*at == '.')
            itk_buf_adds(out, "><");
        else
            itk_buf_addc(out, *at);
    }
    itk_buf_adds(out, "> 「");
    itk_buf_adds(out, itk_entry_label(entry)->in[lang]);
    itk_buf_adds(out, "」");
}

static void
fault_unknown(const struct reader *r, const struct place *in,
              const xmlNode *node, const char *id)
{
    const struct itk_loc loc = loc_of(r, itk_xml_line(node), in->entry);
    const struct itk_entry *near = guess(r, id, name_of(node));
    struct itk_buf name = ITK_BUF_INIT, en = ITK_BUF_INIT, ja = ITK_BUF_INIT;

    put_name(&name, name_of(node));
    if (near) {
        put_path(&en, near, ITK_EN);
        put_path(&ja, near, ITK_JA);
        itk_findings_add_both(r->found, ITK_SEV_ERROR, loc,
                              ITK_MSG_CASE_UNKNOWN_NEAR,
                              ITK_ARGS(name.data, name_of(in->node), en.data),
                              ITK_ARGS(name.data, name_of(in->node), ja.data));
    } else {
        fault(r, loc, ITK_MSG_CASE_UNKNOWN, name.data, name_of(in->node));
    }
    itk_buf_free(&name);
    itk_buf_free(&en);
    itk_buf_free(&ja);
}

static void
read_value(const struct reader *r, const struct place *in, const xmlNode *node,
           const struct itk_entry *entry)
{
    const struct itk_loc loc = loc_of(r, itk_xml_line(node), entry);
    struct itk_buf text = ITK_BUF_INIT;
    const xmlNode *kid = itk_xml_first(node);

    if (kid) {
        fault_name(r, loc_of(r, itk_xml_line(kid), entry),
                   ITK_MSG_CASE_ELEMENT_IN_VALUE, name_of(kid), name_of(node));
        return;
    }
    for (kid = node->children; kid; kid = kid->next) {
        if (is_text(kid) && kid->content)
            itk_buf_adds(&text, (const char *)kid->content);
    }
    itk_draft_value(r->draft, entry->field, in->member, text.data, text.size,
                    loc);
    itk_buf_free(&text);
}

static bool
is_empty(const xmlNode *node)
{
    for (const xmlNode *kid = node->children; kid; kid = kid->next) {
        if (kid->type == XML_ELEMENT_NODE || (is_text(kid) && !is_blank(kid)))
            return false;
    }
    return true;
}

static void read_children(const struct reader *r, const struct place *in);

/* One member, or the word that there is none. An element with neither values
 * nor that word says nothing, like any empty element. */
static void
read_list(const struct reader *r, const xmlNode *node,
          const struct itk_entry *entry)
{
    const struct itk_loc loc = loc_of(r, itk_xml_line(node), entry);
    const char *none = itk_xml_attr(node, "none");

    if (none && strcmp(none, "yes") != 0) {
        fault(r, loc, ITK_MSG_CASE_NONE_VALUE, NULL, NULL);
    } else if (none && !is_empty(node)) {
        fault(r, loc, ITK_MSG_CASE_NONE_CONTENT, NULL, NULL);
    } else if (none) {
        itk_draft_none(r->draft, entry->list, loc);
    } else if (!is_empty(node)) {
        const struct place member = {
            node, entry, itk_draft_member(r->draft, entry->list, loc)};

        if (member.member != ITK_NO_MEMBER)
            read_children(r, &member);
    }
}

static void
read_element(const struct reader *r, const struct place *in,
             const xmlNode *node)
{
    const struct itk_entry *entry = NULL;
    struct itk_buf id = ITK_BUF_INIT;

    if (in->entry) {
        itk_buf_adds(&id, in->entry->id);
        itk_buf_addc(&id, '.');
    }
    itk_buf_adds(&id, name_of(node));
    if (!node->ns && !strchr(name_of(node), '.'))
        entry = itk_dictionary_find(r->dict, id.data);
    if (node->ns)
        fault_name(r, loc_of(r, itk_xml_line(node), in->entry),
                   ITK_MSG_CASE_NAMESPACE, name_of(node), NULL);
    else if (!entry)
        fault_unknown(r, in, node, id.data);
    itk_buf_free(&id);
    if (!entry)
        return;
    check_attributes(r, node, entry);
    switch (entry->kind) {
    case ITK_ENTRY_GROUP:
        read_children(r, &(struct place){node, entry, ITK_NO_MEMBER});
        break;
    case ITK_ENTRY_LIST:
        read_list(r, node, entry);
        break;
    case ITK_ENTRY_FIELD:
        read_value(r, in, node, entry);
        break;
    }
}

/* As deep as the dictionary: an unknown element is not entered. */
static void
read_children(const struct reader *r, const struct place *in)
{
    bool said = false;

    for (const xmlNode *node = in->node->children;
         node && !itk_draft_is_full(r->draft); node = node->next) {
        if (node->type == XML_ELEMENT_NODE) {
            read_element(r, in, node);
        } else if (!said && is_text(node) && !is_blank(node)) {
            fault(r, loc_of(r, text_line(node), in->entry),
                  ITK_MSG_CASE_TEXT_IN_GROUP, name_of(in->node), NULL);
            said = true;
        }
    }
}

static struct itk_loc
root_loc(const struct itk_blob *in, const xmlNode *root)
{
    return (struct itk_loc){.file = in->name,
                            .line = root ? itk_xml_line(root) : 0};
}

/* Parses, and finds the guideline that the case is for. */
static xmlDoc *
parse(const struct itk_blob *in, const char **guideline, struct itk_error *err)
{
    const xmlNode *root;
    struct itk_buf have = ITK_BUF_INIT, most = ITK_BUF_INIT;
    xmlDoc *doc;

    if (in->size > ITK_CASE_MAX_BYTES) {
        itk_buf_addu(&have, in->size);
        itk_buf_addu(&most, ITK_CASE_MAX_BYTES);
        (void)itk_fail(err, ITK_FAULT_CASE, root_loc(in, NULL),
                       ITK_MSG_CASE_TOO_BIG, ITK_ARGS(have.data, most.data));
        itk_buf_free(&have);
        itk_buf_free(&most);
        return NULL;
    }
    doc = itk_xml_parse(in, err);
    if (!doc)
        return NULL;
    root = xmlDocGetRootElement(doc);
    if (!itk_xml_is(root, "case") || root->ns) {
        put_name(&have, name_of(root));
        (void)itk_fail(err, ITK_FAULT_CASE, root_loc(in, root),
                       ITK_MSG_CASE_ROOT, ITK_ARGS(have.data));
        itk_buf_free(&have);
        goto bad;
    }
    *guideline = itk_xml_attr(root, "guideline");
    if (itk_guideline_id_check(*guideline, ITK_FAULT_CASE, root_loc(in, root),
                               err))
        return doc;

bad:
    xmlFreeDoc(doc);
    return NULL;
}

static itk_case *
read_case(const struct itk_blob *in, const xmlNode *root,
          const struct itk_guide *guide, itk_findings *found)
{
    struct reader r = {.file = in->name,
                       .dict = &guide->dictionary,
                       .draft = itk_draft_new(guide, in->name, found),
                       .found = found};
    itk_case *data;

    check_attributes(&r, root, NULL);
    read_children(&r, &(struct place){root, NULL, ITK_NO_MEMBER});
    data = itk_draft_finish(r.draft, itk_xml_attr(root, "id"));
    itk_draft_free(r.draft);
    return data;
}

itk_case *
itk_case_load_xml(const struct itk_blob *in, const struct itk_guide *guide,
                  itk_findings *found, struct itk_error *err)
{
    const char *guideline = NULL;
    xmlDoc *doc = parse(in, &guideline, err);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    itk_case *data = NULL;

    if (!doc)
        return NULL;
    if (strcmp(guideline, guide->id) != 0)
        (void)itk_fail(err, ITK_FAULT_CASE, root_loc(in, root),
                       ITK_MSG_CASE_OTHER_GUIDELINE,
                       ITK_ARGS(guideline, guide->id));
    else if (itk_case_id_check(itk_xml_attr(root, "id"), ITK_FAULT_CASE,
                               root_loc(in, root), err))
        data = read_case(in, root, guide, found);
    xmlFreeDoc(doc);
    return data;
}

bool
itk_case_head_xml(const struct itk_blob *in, struct itk_case_head *head,
                  struct itk_error *err)
{
    const char *guideline = NULL, *id;
    xmlDoc *doc = parse(in, &guideline, err);

    *head = (struct itk_case_head){0};
    if (!doc)
        return false;
    (void)memcpy(head->guideline, guideline, strlen(guideline) + 1);
    id = itk_xml_attr(xmlDocGetRootElement(doc), "id");
    if (id && strlen(id) < sizeof(head->id))
        (void)memcpy(head->id, id, strlen(id) + 1);
    xmlFreeDoc(doc);
    return true;
}
