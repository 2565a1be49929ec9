/*
 * documents.xml: documents in their versions, with texts, forms and clauses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>
#include <strings.h>

#include "guide/load.h"
#include "text/utf8.h"
#include "xml/xml.h"

#define MAX_FILE_CHARACTERS 80u

static const struct itk_scope in_texts = {.decisions = true, .clauses = true};

const struct itk_document_version *
itk_document_at(const struct itk_document *document, struct itk_date date)
{
    const struct itk_document_version *version =
        itk_dated_at(document->versions, document->versions_count,
                     sizeof(*document->versions), date);

    return version && !version->dropped ? version : NULL;
}

/* One part of a file's name on Windows and on Linux.
 * Source: Naming Files, Paths, and Namespaces (Win32). */
static bool
check_file(struct itk_reader *r, const xmlNode *node, const char *file)
{
    const size_t size = strlen(file);
    const bool good = size && !strpbrk(file, "\\/:*?\"<>|") &&
                      file[size - 1] != '.' && file[size - 1] != ' ' &&
                      itk_utf8_count(file, size) <= MAX_FILE_CHARACTERS;

    if (strpbrk(file, "{}"))
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_FILE_BRACES,
                             ITK_NO_ARGS);
    return good || itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_FILE_NAME,
                                 ITK_ARGS(file));
}

/* A folder's name, as ids are. */
static bool
check_template(struct itk_reader *r, const xmlNode *node, const char *name)
{
    const size_t size = strlen(name);

    return (size <= ITK_READ_MAX_ID && name[0] >= 'a' && name[0] <= 'z' &&
            strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == size) ||
           itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_BAD_ID,
                         ITK_ARGS(name));
}

static bool
read_form_fields(struct itk_reader *r, const xmlNode *node,
                 struct itk_document_version *version)
{
    const struct itk_scope scope = {0};
    const char *field = itk_read_attr(r, node, "field");
    const char *reason = itk_read_attr(r, node, "reason");

    if (!*field != !*reason)
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_TOGETHER,
                             ITK_ARGS("field", "reason"));
    if (!*field)
        return true;
    version->form_field = itk_read_field_in(r, node, field, &scope);
    if (!version->form_field ||
        !itk_read_field_type(r, node, version->form_field, ITK_TYPE_CHOICE))
        return false;
    version->form_reason = itk_read_field_in(r, node, reason, &scope);
    return version->form_reason &&
           (version->form_reason->type == ITK_TYPE_PARAGRAPH ||
            itk_read_field_type(r, node, version->form_reason, ITK_TYPE_TEXT));
}

/* Whatever the drafter may choose must have its number. */
static bool
check_form_choices(struct itk_reader *r, const xmlNode *node,
                   const struct itk_document_version *version)
{
    const struct itk_field *field = version->form_field;

    for (size_t i = 0; field && i < field->choices_count; i++) {
        size_t j = 0;

        while (j < version->forms_count &&
               strcmp(version->forms[j].id, field->choices[i].id) != 0)
            j++;
        if (j == version->forms_count)
            return itk_read_fail_field(
                r, itk_xml_line(node), field, ITK_MSG_GUIDE_CHOICE_UNUSED,
                ITK_ARGS(field->choices[i].id, "number"));
    }
    return true;
}

static bool
read_form(struct itk_reader *r, const xmlNode *node,
          const struct itk_scope *scope, struct itk_document_version *version)
{
    const xmlNode *kid = itk_xml_first(node);
    struct itk_form_number *forms;

    if (!node)
        return true;
    if (!itk_read_shape(r, node, "field reason", "number+") ||
        !read_form_fields(r, node, version))
        return false;
    version->forms_count = itk_read_count(node, NULL);
    forms =
        itk_arena_array(&r->guide->arena, version->forms_count, sizeof(*forms));
    version->forms = forms;
    for (size_t i = 0; i < version->forms_count; i++) {
        if (!itk_read_shape(r, kid, "id! print!", "when!") ||
            !itk_read_new_id(r, kid, &forms[i].id) ||
            !itk_condition_read_when(r, kid, scope, &forms[i].when))
            return false;
        forms[i].print = itk_read_attr(r, kid, "print");
        kid = itk_xml_next(kid);
    }
    return check_form_choices(r, node, version);
}

/* <text>: one item; <texts>: those it holds. */
static bool
read_text(struct itk_reader *r, const xmlNode *node,
          const struct itk_scope *scope, struct itk_document_text *text)
{
    const xmlNode *kid = itk_xml_first(node);
    struct itk_text_item *items;

    text->is_list = itk_xml_is(node, "texts");
    if (!itk_read_new_id(r, node, &text->id))
        return false;
    text->count = text->is_list ? itk_read_count(node, NULL) : 1;
    items = itk_arena_array(&r->guide->arena, text->count, sizeof(*items));
    text->items = items;
    if (!text->is_list) {
        items[0].cite = "";
        return itk_read_mixed(r, node, "id!", ITK_TEXT_KIDS) &&
               itk_text_read(r, node, scope, NULL, &items[0].text);
    }
    if (!itk_read_shape(r, node, "id!", "item+"))
        return false;
    for (size_t i = 0; i < text->count; i++) {
        if (!itk_read_mixed(r, kid, "cite", "when? " ITK_TEXT_KIDS) ||
            !itk_condition_read_when(r, kid, scope, &items[i].when) ||
            !itk_text_read(r, kid, scope, NULL, &items[i].text))
            return false;
        items[i].cite = itk_read_attr(r, kid, "cite");
        kid = itk_xml_next(kid);
    }
    return true;
}

static bool
read_texts(struct itk_reader *r, const xmlNode *node,
           const struct itk_scope *scope, struct itk_document_version *version)
{
    struct itk_document_text *texts = itk_arena_array(
        &r->guide->arena,
        itk_read_count(node, "text") + itk_read_count(node, "texts"),
        sizeof(*texts));

    version->texts = texts;
    for (const xmlNode *kid = itk_xml_first(node); kid;
         kid = itk_xml_next(kid)) {
        if (!itk_xml_is(kid, "text") && !itk_xml_is(kid, "texts"))
            continue;
        if (!read_text(r, kid, scope, &texts[version->texts_count++]))
            return false;
    }
    return true;
}

static bool
read_clauses(struct itk_reader *r, const xmlNode *node,
             struct itk_document_version *version)
{
    const size_t count = itk_read_count(node, NULL);
    const xmlNode *kid = itk_xml_first(node);
    const struct itk_clause **clauses;
    const char *id;

    if (!node)
        return true;
    if (!itk_read_shape(r, node, "", "clause+"))
        return false;
    clauses = itk_arena_array(&r->guide->arena, count, sizeof(*clauses));
    version->clauses = clauses;
    for (size_t i = 0; i < count; i++) {
        if (!itk_read_shape(r, kid, "id!", "") || !itk_read_new_id(r, kid, &id))
            return false;
        clauses[i] = itk_read_clause(r, kid, id);
        if (!clauses[i])
            return false;
        version->clauses_count = i + 1;
        kid = itk_xml_next(kid);
    }
    return true;
}

/* The attributes that a dropped version need not have. */
static bool
read_names(struct itk_reader *r, const xmlNode *node,
           struct itk_document_version *version)
{
    version->cite = itk_read_attr(r, node, "cite");
    version->label = itk_read_label(r, node);
    version->title = itk_read_attr(r, node, "title");
    version->template_name = itk_read_attr(r, node, "template");
    version->file = itk_read_attr(r, node, "file");
    version->by = (struct itk_label){{"", ""}};
    if (version->dropped)
        return true;
    if (strpbrk(version->title, "{}"))
        return itk_read_fail(r, version->line, ITK_MSG_GUIDE_TITLE_BRACES,
                             ITK_NO_ARGS);
    return itk_text_check(r, node, version->title) &&
           check_template(r, node, version->template_name) &&
           check_file(r, node, version->file) &&
           itk_read_help(r, node, "by", &version->by);
}

/* <for>: for which members of its list the document is made. */
static bool
read_member(struct itk_reader *r, const xmlNode *node,
            const struct itk_scope *scope, struct itk_document_version *version)
{
    const xmlNode *kid = itk_read_kid(node, "for");

    if (kid && !version->each)
        return itk_read_fail(r, itk_xml_line(kid), ITK_MSG_GUIDE_FOR_EACH,
                             ITK_NO_ARGS);
    return itk_condition_read_kid(r, node, "for", scope, &version->member);
}

static bool
read_body(struct itk_reader *r, const xmlNode *node,
          struct itk_document_version *version)
{
    const char *each = itk_xml_attr(node, "each");
    struct itk_scope scope = in_texts;

    if (each) {
        version->each = itk_read_list(r, node, each);
        if (!version->each)
            return false;
        scope = itk_scope_in(&in_texts, version->each);
    }
    /* Whether a document is made at all is asked before there are members. */
    return itk_condition_read_kid(r, node, "when", &in_texts, &version->when) &&
           read_member(r, node, &scope, version) &&
           itk_needs_read(r, itk_read_kid(node, "needs"), &scope, version) &&
           read_form(r, itk_read_kid(node, "form"), &scope, version) &&
           read_texts(r, node, &scope, version) &&
           read_clauses(r, itk_read_kid(node, "clauses"), version);
}

static bool
read_version(struct itk_reader *r, const xmlNode *node,
             struct itk_document_version *version)
{
    version->line = itk_xml_line(node);
    if (!itk_read_flag(r, node, "dropped", &version->dropped) ||
        !itk_read_shape(
            r, node,
            version->dropped
                ? "id! from! dropped cite ja en title template file each"
                : "id! from! dropped cite! ja! en! title! template! file! each",
            version->dropped ? ""
                             : "by! when? for? needs! form? text texts "
                               "clauses?") ||
        !itk_read_date(r, node, "from", &version->from) ||
        !read_names(r, node, version))
        return false;
    return read_body(r, node, version);
}

/* Two documents of one case must not have one file. */
static bool
check_files(struct itk_reader *r, const struct itk_document *documents,
            size_t known, const struct itk_document_version *version)
{
    for (size_t i = 0; i < known; i++) {
        for (size_t j = 0; j < documents[i].versions_count; j++) {
            const struct itk_document_version *other =
                &documents[i].versions[j];

            if (!version->dropped && !other->dropped &&
                strcasecmp(version->file, other->file) == 0)
                return itk_read_fail(r, version->line, ITK_MSG_GUIDE_FILE_TWICE,
                                     ITK_ARGS(version->file, documents[i].id));
        }
    }
    return true;
}

/* The next version of document `id` at or after `node`. */
static const xmlNode *
version_of(const xmlNode *node, const char *id)
{
    while (node && (!itk_xml_is(node, "document") ||
                    strcmp(itk_xml_attr(node, "id"), id) != 0))
        node = itk_xml_next(node);
    return node;
}

/* All versions of the document whose first is `node`. */
static bool
read_document(struct itk_reader *r, const xmlNode *node,
              struct itk_document *all, size_t *known)
{
    struct itk_document *document = &all[*known];
    const char *id = itk_xml_attr(node, "id");
    struct itk_document_version *versions;
    size_t count = 0;

    for (const xmlNode *at = node; at; at = version_of(itk_xml_next(at), id))
        count++;
    versions = itk_arena_array(&r->guide->arena, count, sizeof(*versions));
    document->id = itk_read_attr(r, node, "id");
    document->index = *known;
    document->versions = versions;
    for (size_t i = 0; i < count; i++) {
        if (!read_version(r, node, &versions[i]))
            return false;
        if (itk_dated_has(versions, i, sizeof(*versions), versions[i].from))
            return itk_read_fail(r, versions[i].line, ITK_MSG_GUIDE_DATE_TWICE,
                                 ITK_ARGS(id, itk_xml_attr(node, "from")));
        if (!check_files(r, all, *known, &versions[i]))
            return false;
        node = version_of(itk_xml_next(node), id);
    }
    itk_dated_sort(versions, count, sizeof(*versions));
    document->versions_count = count;
    ++*known;
    return true;
}

/* The ids of all, before any is looked for. */
static bool
check_ids(struct itk_reader *r, const xmlNode *root)
{
    const char *id;

    for (const xmlNode *node = itk_read_kid(root, "document"); node;
         node = itk_read_named(itk_xml_next(node), "document")) {
        if (!itk_xml_attr(node, "id"))
            return itk_read_fail(r, itk_xml_line(node),
                                 ITK_MSG_GUIDE_NO_ATTRIBUTE,
                                 ITK_ARGS("document", "id"));
        if (!itk_read_id(r, node, &id))
            return false;
    }
    return true;
}

static bool
is_known(const struct itk_document *all, size_t known, const char *id)
{
    for (size_t i = 0; i < known; i++) {
        if (!strcmp(all[i].id, id))
            return true;
    }
    return false;
}

bool
itk_documents_read(struct itk_reader *r, const xmlNode *root,
                   const struct itk_document **documents, size_t *count)
{
    struct itk_document *all;

    if (!check_ids(r, root))
        return false;
    all = itk_arena_array(&r->guide->arena, itk_read_count(root, "document"),
                          sizeof(*all));
    *documents = all;
    for (const xmlNode *node = itk_read_kid(root, "document"); node;
         node = itk_read_named(itk_xml_next(node), "document")) {
        if (is_known(all, *count, itk_xml_attr(node, "id")))
            continue; /* read with its first version */
        if (!read_document(r, node, all, count))
            return false;
    }
    return true;
}

bool
itk_load_documents(struct itk_reader *r)
{
    const xmlNode *root = itk_read_open(r, "documents.xml", "documents");

    return root && itk_read_shape(r, root, "", "note? requirements document") &&
           itk_read_help(r, root, "note", &r->guide->layout_note) &&
           itk_documents_read(r, root, &r->guide->documents,
                              &r->guide->documents_count) &&
           itk_load_requirements(r, root);
}
