/*
 * What can be bound: templates that differ in nothing that a package has once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "render/bind_data.h"

/* What a package has once for all of its documents, and what is made anew. */
#define SHARED " styles numbering settings fontTable footer glossaryDocument "
/* The base keeps what else it has; but notes and comments are told by ids, of
 * the kind that are given anew. */
#define OF_BASE                                                                \
    SHARED "header theme webSettings image hyperlink customXml "               \
           "stylesWithEffects "

bool
itk_bind_refuse(const itk_template *tmpl, const char *what,
                struct itk_error *err)
{
    return itk_fail(err, ITK_FAULT_PACKAGE,
                    (struct itk_loc){.file = itk_template_name(tmpl)},
                    ITK_MSG_BIND_TEMPLATE, ITK_ARGS(what));
}

const struct itk_part *
itk_bind_part(const itk_template *tmpl, const char *name)
{
    return itk_package_find(itk_template_package(tmpl), name);
}

bool
itk_bind_rels(const itk_template *tmpl, struct itk_arena *arena,
              struct itk_rels *rels, struct itk_error *err)
{
    const struct itk_part *part = itk_bind_part(tmpl, ITK_BIND_RELS);
    const struct itk_blob blob = {.name = itk_template_name(tmpl),
                                  .data = part ? part->data : "",
                                  .size = part ? part->size : 0,
                                  .fault = ITK_FAULT_PACKAGE};

    *rels = (struct itk_rels){NULL, 0};
    return !part || itk_rels_parse(&blob, arena, rels, err);
}

/* The parts that one package has once, for all of its documents. */
static bool
check_shared(const struct itk_binder *binder, const itk_template *tmpl,
             struct itk_error *err)
{
    static const char *const names[] = {"word/styles.xml", "word/numbering.xml",
                                        "word/settings.xml"};

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        const struct itk_part *own = itk_bind_part(tmpl, names[i]);
        const struct itk_part *base = itk_bind_part(binder->base, names[i]);

        if (!own || !base || own->size != base->size ||
            memcmp(own->data, base->data, own->size) != 0)
            return itk_bind_refuse(tmpl, names[i], err);
    }
    return true;
}

/* What hangs on it is of these kinds. */
static bool
check_rels(const itk_template *tmpl, struct itk_rels rels, const char *kinds,
           struct itk_error *err)
{
    for (size_t i = 0; i < rels.count; i++) {
        char kind[64];

        snprintf(kind, sizeof(kind), " %s ", itk_rel_kind(&rels.at[i]));
        if (!strstr(kinds, kind))
            return itk_bind_refuse(tmpl, rels.at[i].target, err);
    }
    return true;
}

static const char *
root_tag(const struct itk_part *part, size_t *size)
{
    const char *data = part->data;
    const char *tag = memmem(data, part->size, "<w:document", 11);
    const char *end =
        tag ? memchr(tag, '>', part->size - (size_t)(tag - data)) : NULL;

    *size = end ? (size_t)(end - tag) : 0;
    return end ? tag : NULL;
}

/* Each prefix that its root declares, the base's does too. */
static bool
check_root(const struct itk_binder *binder, const itk_template *tmpl,
           struct itk_error *err)
{
    size_t size, base_size;
    const char *root = root_tag(itk_bind_part(tmpl, ITK_BIND_DOCUMENT), &size);
    const char *base =
        root_tag(itk_bind_part(binder->base, ITK_BIND_DOCUMENT), &base_size);
    const char *at = root;

    if (!root || !base)
        return itk_bind_refuse(tmpl, ITK_BIND_DOCUMENT, err);
    while ((at = memmem(at, size - (size_t)(at - root), "xmlns:", 6))) {
        const char *quote = memchr(at, '"', size - (size_t)(at - root));
        const char *end =
            quote ? memchr(quote + 1, '"', size - (size_t)(quote + 1 - root))
                  : NULL;

        if (!end || !memmem(base, base_size, at, (size_t)(end + 1 - at)))
            return itk_bind_refuse(tmpl, ITK_BIND_DOCUMENT, err);
        at = end;
    }
    return true;
}

bool
itk_bind_check_base(const itk_template *base, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_rels rels;
    bool ok;

    if (!itk_bind_part(base, ITK_BIND_DOCUMENT) ||
        !itk_bind_part(base, "word/numbering.xml"))
        return itk_bind_refuse(base, ITK_BIND_DOCUMENT, err);
    ok = itk_bind_rels(base, &arena, &rels, err) &&
         check_rels(base, rels, OF_BASE, err);
    itk_arena_fini(&arena);
    return ok;
}

bool
itk_bind_check(const struct itk_binder *binder, const itk_template *tmpl,
               struct itk_rels rels, struct itk_error *err)
{
    if (!itk_bind_part(tmpl, ITK_BIND_DOCUMENT))
        return itk_bind_refuse(tmpl, ITK_BIND_DOCUMENT, err);
    return check_shared(binder, tmpl, err) &&
           check_rels(tmpl, rels, SHARED, err) && check_root(binder, tmpl, err);
}
