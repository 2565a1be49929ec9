/*
 * Two revisions of one package: every dated part as text on both sides.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/compare.h"
#include "app/wording.h"

struct itk_comparison {
    const struct itk_guide *guide;
    itk_store *store;
    const struct itk_revision *revision[ITK_SIDES];
    struct itk_difference *at;
    size_t count;
    struct itk_arena arena;
};

/* A version of any part, and how it becomes text. */
struct version {
    const void *at; /* NULL: there is none */
    struct itk_date from;
    const char *cite;
    struct itk_label label;
};

typedef void say(const struct itk_wording *w, const void *part,
                 const void *version);

static void
say_clause(const struct itk_wording *w, const void *part, const void *version)
{
    (void)part;
    itk_wording_clause(w, version);
}

static void
say_decision(const struct itk_wording *w, const void *part, const void *version)
{
    itk_wording_decision(w, part, version);
}

static void
say_document(const struct itk_wording *w, const void *part, const void *version)
{
    (void)part;
    itk_wording_document(w, version);
}

static void
say_requirements(const struct itk_wording *w, const void *part,
                 const void *version)
{
    (void)part;
    itk_wording_requirements(w, version);
}

static struct itk_date
side_date(const itk_comparison *c, int side)
{
    return c->revision[side]->date;
}

static bool
same_label(struct itk_label a, struct itk_label b)
{
    return strcmp(a.in[ITK_EN], b.in[ITK_EN]) == 0 &&
           strcmp(a.in[ITK_JA], b.in[ITK_JA]) == 0;
}

/* Adds `found` unless both sides read the same. */
static void
add(itk_comparison *c, const struct itk_difference *found)
{
    if (same_label(found->text[ITK_BEFORE], found->text[ITK_AFTER]))
        return;
    c->at = itk_grow(c->at, c->count + 1, sizeof(*c->at));
    c->at[c->count++] = *found;
}

static struct itk_label
words(itk_comparison *c, int side, say *say_it, const void *part,
      const void *version)
{
    struct itk_label text = {{"", ""}};
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_wording w = {c->guide, side_date(c, side), ITK_EN, &out};

    for (w.lang = ITK_EN; version && w.lang < ITK_LANGS; w.lang++) {
        itk_buf_clear(&out);
        say_it(&w, part, version);
        text.in[w.lang] = itk_arena_copy(&c->arena, out.data, out.size);
    }
    itk_buf_free(&out);
    return text;
}

/* The later version names the part; without one, the earlier. */
static void
add_versions(itk_comparison *c, enum itk_part_kind kind, const char *id,
             const void *part, const struct version sides[ITK_SIDES],
             say *say_it)
{
    const struct version *named =
        sides[ITK_AFTER].at ? &sides[ITK_AFTER] : &sides[ITK_BEFORE];
    struct itk_difference found = {
        .kind = kind, .id = id, .cite = named->cite, .label = named->label};

    for (int side = 0; side < ITK_SIDES; side++) {
        found.from[side] = sides[side].from;
        found.text[side] = words(c, side, say_it, part, sides[side].at);
    }
    add(c, &found);
}

static void
compare_clauses(itk_comparison *c)
{
    for (size_t i = 0; i < c->guide->clauses_count; i++) {
        const struct itk_clause *clause = &c->guide->clauses[i];
        struct version sides[ITK_SIDES] = {{0}};

        for (int side = 0; side < ITK_SIDES; side++) {
            const struct itk_clause_version *version =
                itk_clause_at(clause, side_date(c, side));

            if (version)
                sides[side] = (struct version){version, version->from,
                                               clause->cite, clause->label};
        }
        add_versions(c, ITK_PART_CLAUSE, clause->id, clause, sides, say_clause);
    }
}

static void
compare_decisions(itk_comparison *c)
{
    for (size_t i = 0; i < c->guide->decisions_count; i++) {
        const struct itk_decision *decision = &c->guide->decisions[i];
        struct version sides[ITK_SIDES] = {{0}};

        for (int side = 0; side < ITK_SIDES; side++) {
            const struct itk_decision_version *version =
                itk_decision_at(decision, side_date(c, side));

            if (version)
                sides[side] = (struct version){version, version->from,
                                               version->cite, version->label};
        }
        add_versions(c, ITK_PART_DECISION, decision->id, decision, sides,
                     say_decision);
    }
}

static void
compare_documents(itk_comparison *c)
{
    for (size_t i = 0; i < c->guide->documents_count; i++) {
        const struct itk_document *document = &c->guide->documents[i];
        struct version sides[ITK_SIDES] = {{0}};

        for (int side = 0; side < ITK_SIDES; side++) {
            const struct itk_document_version *version =
                itk_document_at(document, side_date(c, side));

            if (version)
                sides[side] = (struct version){version, version->from,
                                               version->cite, version->label};
        }
        add_versions(c, ITK_PART_DOCUMENT, document->id, document, sides,
                     say_document);
    }
}

static void
compare_requirements(itk_comparison *c)
{
    static const struct itk_label label = {
        {"What a survey goes through", "調査の対象"}};
    struct version sides[ITK_SIDES] = {{0}};

    for (int side = 0; side < ITK_SIDES; side++) {
        const struct itk_requirements *requirements =
            itk_requirements_at(c->guide, side_date(c, side));

        if (requirements)
            sides[side] =
                (struct version){requirements, requirements->from, "", label};
    }
    if (sides[ITK_BEFORE].at || sides[ITK_AFTER].at)
        add_versions(c, ITK_PART_REQUIREMENTS, "requirements", NULL, sides,
                     say_requirements);
}

static struct itk_date
value_from(const struct itk_guide_value *value, struct itk_date date)
{
    struct itk_date from = {0, 0, 0};

    for (size_t i = 0; i < value->count; i++) {
        if (itk_date_compare(value->at[i].from, date) <= 0)
            from = value->at[i].from;
    }
    return from;
}

static void
compare_values(itk_comparison *c)
{
    for (size_t i = 0; i < c->guide->values_count; i++) {
        const struct itk_guide_value *value = &c->guide->values[i];
        struct itk_difference found = {.kind = ITK_PART_VALUE,
                                       .id = value->id,
                                       .cite = "",
                                       .label = value->label};

        for (int side = 0; side < ITK_SIDES; side++) {
            const char *text =
                itk_guide_value_at(c->guide, value->id, side_date(c, side));

            if (!text)
                text = "";
            found.from[side] = value_from(value, side_date(c, side));
            found.text[side] = (struct itk_label){{text, text}};
        }
        add(c, &found);
    }
}

/* ---- templates ---- */

/* The version of any document that uses the template then, or NULL. */
static const struct itk_document_version *
user_of(const itk_comparison *c, const char *name, int side)
{
    for (size_t i = 0; i < c->guide->documents_count; i++) {
        const struct itk_document_version *version =
            itk_document_at(&c->guide->documents[i], side_date(c, side));

        if (version && strcmp(version->template_name, name) == 0)
            return version;
    }
    return NULL;
}

/* The digest is the text: a template is another when its bytes are. */
static bool
template_side(itk_comparison *c, int side, struct itk_difference *found,
              struct itk_error *err)
{
    const struct itk_document_version *version = user_of(c, found->id, side);
    const itk_template *tmpl;
    struct itk_buf date = ITK_BUF_INIT;

    found->text[side] = (struct itk_label){{"", ""}};
    if (!version)
        return true;
    found->label = version->label;
    found->from[side] =
        itk_guide_template_at(c->guide, version, side_date(c, side));
    itk_date_iso(&date, found->from[side]);
    tmpl =
        itk_store_template(c->store, c->guide->id, found->id, date.data, err);
    itk_buf_free(&date);
    if (tmpl)
        found->text[side] = (struct itk_label){
            {itk_template_digest(tmpl), itk_template_digest(tmpl)}};
    return tmpl;
}

static bool
compare_template(itk_comparison *c, const char *name, struct itk_error *err)
{
    struct itk_difference found = {
        .kind = ITK_PART_TEMPLATE, .id = name, .cite = ""};

    if (itk_comparison_find(c, ITK_PART_TEMPLATE, name))
        return true; /* several documents use it */
    if (!template_side(c, ITK_BEFORE, &found, err) ||
        !template_side(c, ITK_AFTER, &found, err))
        return false;
    add(c, &found);
    return true;
}

static bool
compare_templates(itk_comparison *c, struct itk_error *err)
{
    for (size_t i = 0; i < c->guide->documents_count; i++) {
        for (int side = 0; side < ITK_SIDES; side++) {
            const struct itk_document_version *version =
                itk_document_at(&c->guide->documents[i], side_date(c, side));

            if (version && !compare_template(c, version->template_name, err))
                return false;
        }
    }
    return true;
}

/* ---- the whole ---- */

itk_comparison *
itk_compare(itk_store *store, const struct itk_guide *guide,
            const struct itk_revision *before, const struct itk_revision *after,
            struct itk_error *err)
{
    itk_comparison *c = itk_alloc(sizeof(*c));

    *c = (itk_comparison){
        .guide = guide, .store = store, .revision = {before, after}};
    compare_clauses(c);
    compare_decisions(c);
    compare_values(c);
    compare_documents(c);
    compare_requirements(c);
    if (compare_templates(c, err))
        return c;
    itk_comparison_free(c);
    return NULL;
}

void
itk_comparison_free(itk_comparison *comparison)
{
    if (!comparison)
        return;
    itk_arena_fini(&comparison->arena);
    free(comparison->at);
    free(comparison);
}

size_t
itk_comparison_count(const itk_comparison *comparison)
{
    return comparison->count;
}

const struct itk_difference *
itk_comparison_at(const itk_comparison *comparison, size_t i)
{
    return &comparison->at[i];
}

const struct itk_difference *
itk_comparison_find(const itk_comparison *comparison, enum itk_part_kind kind,
                    const char *id)
{
    for (size_t i = 0; i < comparison->count; i++) {
        if (comparison->at[i].kind == kind &&
            strcmp(comparison->at[i].id, id) == 0)
            return &comparison->at[i];
    }
    return NULL;
}

const struct itk_revision *
itk_comparison_revision(const itk_comparison *comparison, int side)
{
    return comparison->revision[side];
}

const struct itk_guide *
itk_comparison_guide(const itk_comparison *comparison)
{
    return comparison->guide;
}
