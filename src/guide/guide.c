/*
 * Loads a guideline package whole, and finds its parts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "guide/load.h"

static bool
ends_with(const char *name, const char *end)
{
    const size_t size = strlen(name), tail = strlen(end);

    return size > tail && strcmp(name + size - tail, end) == 0;
}

/* folder/NAME.xml, not deeper. */
static bool
is_in(const char *name, const char *folder)
{
    const size_t size = strlen(folder);

    return strncmp(name, folder, size) == 0 && !strchr(name + size, '/') &&
           ends_with(name + size, ".xml");
}

/* Beside what is loaded: pages for people, example cases, and the digests of
 * released texts. */
static bool
belongs(const char *name)
{
    static const char *const files[] = {
        "guideline.xml", "fields.xml",      "rules.xml",      "documents.xml",
        ITK_PACKET_FILE, ITK_REGISTER_FILE, ITK_RELEASED_FILE};
    static const char *const folders[] = {"mandatory/", "measures/",
                                          "required/", "supplementary/"};

    for (size_t i = 0; i < ITK_COUNT(files); i++) {
        if (strcmp(name, files[i]) == 0)
            return true;
    }
    for (size_t i = 0; i < ITK_COUNT(folders); i++) {
        if (is_in(name, folders[i]))
            return true;
    }
    return strncmp(name, "examples/", 9) == 0 ||
           (!strchr(name, '/') && ends_with(name, ".md"));
}

static bool
check_files(struct itk_reader *r)
{
    for (size_t i = 0; i < r->files.count; i++) {
        if (belongs(r->files.at[i].name))
            continue;
        itk_read_shown(r, r->files.at[i].name);
        return itk_read_fail(r, 0, ITK_MSG_GUIDE_STRAY_FILE, ITK_NO_ARGS);
    }
    return true;
}

static bool
load(struct itk_reader *r)
{
    const char *file;
    const xmlNode *root;

    if (!check_files(r))
        return false;
    root = itk_read_open(r, "guideline.xml", "guideline");
    file = r->file;
    if (!root || !itk_load_head(r, root) || !itk_load_fields(r))
        return false;
    r->file = file;
    return itk_load_guideline(r, root) && itk_load_decisions(r) &&
           itk_load_clauses(r) && itk_load_documents(r) && itk_load_packet(r) &&
           itk_load_keeping(r);
}

struct itk_guide *
itk_guide_load(struct itk_blobs files, const char *shown, struct itk_error *err)
{
    struct itk_guide *guide = itk_alloc(sizeof(*guide));
    struct itk_reader r = {
        .guide = guide, .files = files, .shown = shown, .err = err};
    bool good;

    *guide = (struct itk_guide){.arena = ITK_ARENA_INIT};
    guide->shown = itk_arena_dup(&guide->arena, shown);
    good = load(&r);
    itk_read_close(&r);
    if (good)
        return guide;
    itk_guide_free(guide);
    return NULL;
}

void
itk_guide_free(struct itk_guide *guide)
{
    if (!guide)
        return;
    itk_arena_fini(&guide->arena);
    free(guide);
}

const struct itk_decision *
itk_guide_decision(const struct itk_guide *guide, const char *id)
{
    for (size_t i = 0; i < guide->decisions_count; i++) {
        if (strcmp(guide->decisions[i].id, id) == 0)
            return &guide->decisions[i];
    }
    return NULL;
}

const struct itk_clause *
itk_guide_clause(const struct itk_guide *guide, const char *id)
{
    size_t low = 0, high = guide->clauses_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(id, guide->clauses[middle].id);

        if (order == 0)
            return &guide->clauses[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct itk_document *
itk_guide_document(const struct itk_guide *guide, const char *id)
{
    for (size_t i = 0; i < guide->documents_count; i++) {
        if (strcmp(guide->documents[i].id, id) == 0)
            return &guide->documents[i];
    }
    return NULL;
}

const char *
itk_guide_value_at(const struct itk_guide *guide, const char *id,
                   struct itk_date date)
{
    const struct itk_dated *dated;

    for (size_t i = 0; i < guide->values_count; i++) {
        const struct itk_guide_value *value = &guide->values[i];

        if (strcmp(value->id, id) != 0)
            continue;
        dated = itk_dated_at(value->at, value->count, sizeof(*dated), date);
        return dated ? dated->text : NULL;
    }
    return NULL;
}

static int
by_name_and_date(const void *a, const void *b)
{
    const struct itk_dated_template *x = a, *y = b;
    const int order = strcmp(x->name, y->name);

    return order ? order : itk_date_compare(x->from, y->from);
}

void
itk_guide_set_templates(struct itk_guide *guide,
                        const struct itk_dated_template *all, size_t count)
{
    struct itk_dated_template *copy =
        itk_arena_array(&guide->arena, count + 1, sizeof(*copy));

    for (size_t i = 0; i < count; i++)
        copy[i] = (struct itk_dated_template){
            all[i].from, itk_arena_dup(&guide->arena, all[i].name)};
    qsort(copy, count, sizeof(*copy), by_name_and_date);
    guide->templates = copy;
    guide->templates_count = count;
}

struct itk_date
itk_guide_template_at(const struct itk_guide *guide,
                      const struct itk_document_version *version,
                      struct itk_date date)
{
    struct itk_date best = {0, 0, 0};

    for (size_t i = 0; i < guide->templates_count; i++) {
        const struct itk_dated_template *one = &guide->templates[i];

        if (strcmp(one->name, version->template_name) == 0 &&
            itk_date_compare(one->from, date) <= 0 &&
            itk_date_compare(one->from, best) > 0)
            best = one->from;
    }
    return best.year ? best : version->from;
}
