/*
 * What a package is made of: content types, relationships, XML; and what no
 * template may carry into the documents made from it.
 *
 * Source  ECMA-376 Part 1, 15 (parts); Part 2, 6.5 (relationships).
 */
/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "opc/active.h"
#include "opc/name.h"
#include "opc/package_data.h"
#include "opc/rels.h"
#include "xml/xml.h"

#define STRICT "http://purl.oclc.org/ooxml/"
#define WORD   "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define LINKS                                                                  \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define WORD_NAMESPACE                                                         \
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

static const struct itk_label macros = {{"macros", "マクロ"}};
static const struct itk_label ole = {{"an OLE object", "OLE オブジェクト"}};
static const struct itk_label control = {
    {"an ActiveX control", "ActiveX コントロール"}};
static const struct itk_label chunk = {
    {"another document in its place (altChunk)",
     "差し込まれた別の文書(altChunk)"}};
static const struct itk_label package_inside = {
    {"an embedded document", "埋め込まれた別の文書"}};
static const struct itk_label toolbar = {
    {"toolbars or key assignments", "ツールバーまたはキーの割り当て"}};
static const struct itk_label ribbon = {
    {"a change to Word's ribbon", "リボンの変更"}};
static const struct itk_label add_in = {
    {"an Office add-in", "Office アドイン"}};
static const struct itk_label frames = {
    {"frames or subdocuments", "フレームまたはサブ文書"}};
static const struct itk_label merge = {
    {"a data source of a mail merge", "差し込み印刷のデータ"}};
static const struct itk_label signature = {
    {"a digital signature, which a filled copy would break",
     "電子署名(記入すると無効になります)"}};

struct active {
    const char *key;
    const struct itk_label *what;
};

/* By what the content type holds. */
static const struct active active_types[] = {
    {"macroEnabled", &macros},
    {"vbaProject", &macros},
    {"vbaData", &macros},
    {"oleObject", &ole},
    {"activeX", &control},
    {"attachedToolbars", &toolbar},
    {"keyMapCustomizations", &toolbar},
    {"webextension", &add_in},
    {"mailMergeRecipientData", &merge},
    {"digital-signature", &signature},
};

/* By the last part of the relationship type. */
static const struct active active_kinds[] = {
    {"vbaProject", &macros},
    {"wordVbaData", &macros},
    {"oleObject", &ole},
    {"control", &control},
    {"activeXControlBinary", &control},
    {"aFChunk", &chunk},
    {"attachedToolbars", &toolbar},
    {"keyMapCustomizations", &toolbar},
    {"extensibility", &ribbon},
    {"userCustomization", &ribbon},
    {"webextension", &add_in},
    {"webextensiontaskpanes", &add_in},
    {"taskpanes", &add_in},
    {"frame", &frames},
    {"subDocument", &frames},
    {"recipientData", &merge},
    {"mailMergeSource", &merge},
    {"mailMergeHeaderSource", &merge},
    {"origin", &signature},
    {"signature", &signature},
};

/* What Word reads, whatever the type says, and we by the type. */
static const struct {
    const char *kind, *type;
} linked_types[] = {
    {"header", WORD "header+xml"},
    {"footer", WORD "footer+xml"},
    {"footnotes", WORD "footnotes+xml"},
    {"endnotes", WORD "endnotes+xml"},
    {"comments", WORD "comments+xml"},
    {"styles", WORD "styles+xml"},
    {"settings", WORD "settings+xml"},
    {"numbering", WORD "numbering+xml"},
    {"fontTable", WORD "fontTable+xml"},
    {"webSettings", WORD "webSettings+xml"},
    {"glossaryDocument", WORD "document.glossary+xml"},
};

static bool
refuse(const itk_package *package, const char *part, enum itk_msg id,
       const char *const args[], struct itk_error *err)
{
    const struct itk_loc loc = {.file = package->archive.name, .where = part};

    return itk_fail(err, package->archive.fault, loc, id, args);
}

static bool
refuse_active(const itk_package *package, const char *part,
              const struct itk_label *what, struct itk_error *err)
{
    const struct itk_loc loc = {.file = package->archive.name, .where = part};

    return itk_fail_both(err, package->archive.fault, loc, ITK_MSG_OPC_ACTIVE,
                         ITK_ARGS(what->in[ITK_EN]),
                         ITK_ARGS(what->in[ITK_JA]));
}

struct itk_blob
itk_package_blob(itk_package *package, const struct itk_part *part)
{
    struct itk_buf name = ITK_BUF_INIT;
    struct itk_blob blob = {NULL, part->data, part->size,
                            package->archive.fault};

    itk_buf_adds(&name, package->archive.name);
    itk_buf_addc(&name, ' ');
    itk_buf_adds(&name, part->name);
    blob.name = itk_arena_copy(&package->arena, name.data, name.size);
    itk_buf_free(&name);
    return blob;
}

static bool
set_types(itk_package *package, struct itk_error *err)
{
    const struct itk_part *list = itk_package_find(package, ITK_TYPES_NAME);
    const itk_types *types;
    struct itk_blob blob;

    if (!list)
        return refuse(package, NULL, ITK_MSG_OPC_NO_TYPES, ITK_NO_ARGS, err);
    blob = itk_package_blob(package, list);
    types = itk_types_parse(&blob, &package->arena, err);
    if (!types)
        return false;
    for (size_t i = 0; i < package->count; i++) {
        struct itk_part *part = &package->parts[i];
        const char *type = itk_types_find(types, part->name);

        if (part == list)
            continue;
        if (!type)
            return refuse(package, part->name, ITK_MSG_OPC_NO_TYPE, ITK_NO_ARGS,
                          err);
        part->type = type;
    }
    return true;
}

/* The part that a target leads to, NULL when there is none; `*inside` is false
 * when it names no place in the package. */
static const struct itk_part *
target_part(const itk_package *package, const char *source, const char *target,
            bool *inside)
{
    struct itk_buf name = ITK_BUF_INIT, plain = ITK_BUF_INIT;
    const struct itk_part *part = NULL;

    *inside = itk_rels_resolve(source, target, &name);
    if (*inside)
        part = itk_package_find(package, name.data);
    if (*inside && !part) {
        itk_rels_unescape(name.data, &plain);
        part = itk_package_find(package, plain.data);
    }
    itk_buf_free(&name);
    itk_buf_free(&plain);
    return part;
}

/* Only a document that Word itself saves as .docx will do. */
static bool
check_main_type(const itk_package *package, const char *type,
                struct itk_error *err)
{
    if (itk_name_compare(type, WORD "document.main+xml") == 0)
        return true;
    if (itk_name_compare(type, WORD "template.main+xml") == 0)
        return refuse(package, NULL, ITK_MSG_OPC_DOTX, ITK_NO_ARGS, err);
    if (itk_name_holds(type, "macroEnabled"))
        return refuse(package, NULL, ITK_MSG_OPC_MACROS, ITK_NO_ARGS, err);
    return refuse(package, NULL, ITK_MSG_OPC_NOT_DOCX, ITK_ARGS(type), err);
}

static bool
set_main(itk_package *package, struct itk_rels rels, struct itk_error *err)
{
    const struct itk_rel *found = NULL;
    size_t count = 0;
    char number[24];
    bool inside;

    for (size_t i = 0; i < rels.count; i++) {
        if (strcmp(itk_rel_kind(&rels.at[i]), "officeDocument") != 0)
            continue;
        found = &rels.at[i];
        count++;
    }
    if (count != 1) {
        snprintf(number, sizeof(number), "%zu", count);
        return refuse(package, NULL, ITK_MSG_OPC_MAIN, ITK_ARGS(number), err);
    }
    if (strncmp(found->type, STRICT, strlen(STRICT)) == 0)
        return refuse(package, NULL, ITK_MSG_OPC_STRICT, ITK_NO_ARGS, err);
    package->main = target_part(package, "", found->target, &inside);
    if (!package->main || found->external)
        return refuse(package, NULL, ITK_MSG_OPC_REL_DANGLES,
                      ITK_ARGS(found->id, found->target), err);
    return check_main_type(package, package->main->type, err);
}

static bool
find_main(itk_package *package, struct itk_error *err)
{
    const struct itk_part *part = itk_package_find(package, "_rels/.rels");
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_rels rels = {NULL, 0};
    struct itk_blob blob;
    bool ok = true;

    if (part) {
        blob = itk_package_blob(package, part);
        ok = itk_rels_parse(&blob, &arena, &rels, err);
    }
    ok = ok && set_main(package, rels, err);
    itk_arena_fini(&arena);
    return ok;
}

/* A signature is no fault of what is only read. */
static bool
check_active(itk_package *package, const char *part,
             const struct itk_label *what, struct itk_error *err)
{
    if (what != &signature || !package->look)
        return refuse_active(package, part, what, err);
    package->is_signed = true;
    return true;
}

static bool
check_type(itk_package *package, const struct itk_part *part,
           struct itk_error *err)
{
    for (size_t i = 0; i < ITK_COUNT(active_types); i++) {
        if (itk_name_holds(part->type, active_types[i].key))
            return check_active(package, part->name, active_types[i].what, err);
    }
    return true;
}

static bool
check_types(itk_package *package, struct itk_error *err)
{
    for (size_t i = 0; i < package->count; i++) {
        if (!check_type(package, &package->parts[i], err))
            return false;
    }
    return true;
}

static bool
check_outside(const itk_package *package, const char *part,
              const struct itk_rel *rel, struct itk_error *err)
{
    const char *kind = itk_rel_kind(rel);
    struct itk_buf plain = ITK_BUF_INIT;
    bool ok;

    itk_rels_unescape(rel->target, &plain);
    ok = strcmp(kind, "hyperlink") == 0 && itk_active_plain_link(plain.data);
    itk_buf_free(&plain);
    return ok || refuse(package, part, ITK_MSG_OPC_OUTSIDE,
                        ITK_ARGS(kind, rel->target), err);
}

/* A chart keeps its numbers in a workbook; any other embedded document is an
 * OLE object. */
static const struct itk_label *
active_kind(const itk_package *package, const char *source, const char *kind)
{
    const struct itk_part *part = itk_package_find(package, source);

    for (size_t i = 0; i < ITK_COUNT(active_kinds); i++) {
        if (itk_name_compare(kind, active_kinds[i].key) == 0)
            return active_kinds[i].what;
    }
    if (itk_name_compare(kind, "package") == 0 &&
        !(part && itk_name_holds(part->type, "drawingml.chart")))
        return &package_inside;
    return NULL;
}

static bool
check_linked_type(const itk_package *package, const struct itk_rel *rel,
                  const struct itk_part *part, struct itk_error *err)
{
    const char *kind = itk_rel_kind(rel);

    if (strncmp(rel->type, LINKS, strlen(LINKS)) != 0)
        return true;
    for (size_t i = 0; i < ITK_COUNT(linked_types); i++) {
        if (strcmp(kind, linked_types[i].kind) == 0 &&
            itk_name_compare(part->type, linked_types[i].type) != 0)
            return refuse(package, part->name, ITK_MSG_OPC_PART_TYPE,
                          ITK_ARGS(kind, part->type), err);
    }
    return true;
}

/* What is only read does not open it, and carries it nowhere. */
static bool
check_attached(itk_package *package, const struct itk_part *list,
               const struct itk_rel *rel, struct itk_error *err)
{
    if (!package->look)
        return refuse(package, list->name, ITK_MSG_OPC_ATTACHED,
                      ITK_ARGS(rel->target), err);
    package->attached = itk_arena_dup(&package->arena, rel->target);
    return true;
}

static bool
check_rel(itk_package *package, const struct itk_part *list, const char *source,
          const struct itk_rel *rel, struct itk_error *err)
{
    const char *kind = itk_rel_kind(rel);
    const struct itk_label *what = active_kind(package, source, kind);
    const struct itk_part *part;
    bool inside;

    if (itk_name_compare(kind, "attachedTemplate") == 0)
        return check_attached(package, list, rel, err);
    if (what && !check_active(package, list->name, what, err))
        return false;
    if (rel->external)
        return check_outside(package, list->name, rel, err);
    part = target_part(package, source, rel->target, &inside);
    if (!part)
        return refuse(package, list->name,
                      inside ? ITK_MSG_OPC_REL_DANGLES : ITK_MSG_OPC_REL_CLIMBS,
                      ITK_ARGS(rel->id, rel->target), err);
    return check_linked_type(package, rel, part, err);
}

static bool
check_rels(itk_package *package, const struct itk_part *list,
           const char *source, struct itk_error *err)
{
    const struct itk_blob blob = itk_package_blob(package, list);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_rels rels = {NULL, 0};
    bool ok = itk_rels_parse(&blob, &arena, &rels, err);

    for (size_t i = 0; ok && i < rels.count; i++)
        ok = check_rel(package, list, source, &rels.at[i], err);
    itk_arena_fini(&arena);
    return ok;
}

static bool
judge_active(const itk_package *package, const struct itk_part *part,
             const xmlDoc *doc, struct itk_error *err)
{
    return itk_active_judge(package->archive.name, part->name,
                            package->archive.fault, doc, err);
}

/* The main part must be a document of the Transitional schema. */
static bool
check_root(const itk_package *package, const struct itk_part *part,
           const char *space, const char *name, struct itk_error *err)
{
    if (strncmp(space, STRICT, strlen(STRICT)) == 0)
        return refuse(package, NULL, ITK_MSG_OPC_STRICT, ITK_NO_ARGS, err);
    if (strcmp(space, WORD_NAMESPACE) != 0 || strcmp(name, "document") != 0)
        return refuse(package, part->name, ITK_MSG_OPC_NOT_DOCX, ITK_ARGS(name),
                      err);
    return true;
}

static bool
check_main_tree(const itk_package *package, const struct itk_part *part,
                const xmlDoc *doc, struct itk_error *err)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    const xmlChar *space = root->ns ? root->ns->href : NULL;

    return check_root(package, part, space ? (const char *)space : "",
                      (const char *)root->name, err) &&
           judge_active(package, part, doc, err);
}

/* A tree is made only of what may hold something active. */
static bool
check_main(itk_package *package, const struct itk_part *part,
           struct itk_error *err)
{
    const struct itk_blob blob = itk_package_blob(package, part);
    struct itk_xml_root root;
    xmlDoc *doc;
    bool ok;

    if (!itk_active_may(&blob)) {
        ok = itk_xml_judge_root(&blob, &root, err) &&
             check_root(package, part, root.space.data, root.name.data, err);
        itk_xml_root_fini(&root);
        return ok;
    }
    doc = itk_xml_parse(&blob, err);
    ok = doc && check_main_tree(package, part, doc, err);
    xmlFreeDoc(doc);
    return ok;
}

static bool
check_xml(itk_package *package, const struct itk_part *part,
          struct itk_error *err)
{
    const struct itk_blob blob = itk_package_blob(package, part);

    xmlDoc *doc;
    bool ok;

    if (part == package->main)
        return check_main(package, part, err);
    if (!itk_active_may(&blob))
        return itk_xml_judge(&blob, err);
    doc = itk_xml_parse(&blob, err);
    ok = doc && judge_active(package, part, doc, err);
    xmlFreeDoc(doc);
    return ok;
}

/* Relationships parts are known by their names, whatever type they claim, as
 * Word knows them. */
static bool
check_parts(itk_package *package, struct itk_error *err)
{
    struct itk_buf source = ITK_BUF_INIT;
    bool ok = true;

    for (size_t i = 0; ok && i < package->count; i++) {
        const struct itk_part *part = &package->parts[i];

        itk_buf_clear(&source);
        if (itk_rels_source(part->name, &source))
            ok = check_rels(package, part, source.data, err);
        else if (itk_type_is_xml(part->type))
            ok = check_xml(package, part, err);
    }
    itk_buf_free(&source);
    return ok;
}

bool
itk_package_judge(itk_package *package, struct itk_error *err)
{
    return set_types(package, err) && find_main(package, err) &&
           check_types(package, err) && check_parts(package, err);
}
