/*
 * A comparison table as JSON, and as a .docx made of that.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/article.h"
#include "app/contrast.h"
#include "input/data.h"
#include "text/wareki.h"

/* Where the template is, and since when it is as it is. */
#define NAME "comparison"
#define DATE "2026-04-01"

static json_t *
text(const char *bytes, size_t size)
{
    return json_stringn(bytes, size);
}

static json_t *
line_json(const struct itk_contrast_line *line)
{
    static const char *const levels[] = {
        [ITK_LEVEL_HEAD] = "head",
        [ITK_LEVEL_TEXT] = "text",
        [ITK_LEVEL_ITEM] = "item",
        [ITK_LEVEL_SUBITEM] = "subitem",
    };
    json_t *object = json_object(), *runs = json_array();

    for (size_t i = 0; i < line->count; i++) {
        json_t *run = json_object();

        json_object_set_new(run, "text",
                            text(line->runs[i].text, line->runs[i].size));
        json_object_set_new(run, "changed",
                            json_boolean(line->runs[i].changed));
        json_array_append_new(runs, run);
    }
    json_object_set_new(object, "level", json_string(levels[line->level]));
    json_object_set_new(object, "runs", runs);
    return object;
}

json_t *
itk_contrast_json(const struct itk_contrast *contrast)
{
    static const char *const names[] = {[ITK_OLD] = "old", [ITK_NEW] = "new"};
    json_t *rows = json_array();

    for (size_t i = 0; i < contrast->count; i++) {
        json_t *row = json_object();

        for (int side = ITK_OLD; side <= ITK_NEW; side++) {
            json_t *lines = json_array();

            for (size_t j = 0; j < contrast->rows[i].side[side].count; j++)
                json_array_append_new(
                    lines, line_json(&contrast->rows[i].side[side].lines[j]));
            json_object_set_new(row, names[side], lines);
        }
        json_array_append_new(rows, row);
    }
    return rows;
}

static const char *
note_of(const struct itk_contrast *contrast)
{
    if (contrast->note)
        return contrast->note;
    return contrast->lang == ITK_JA ? "（下線部分は、改正部分）"
                                    : "(changes are underlined)";
}

/* What the template asks for. */
static json_t *
data_of(const struct itk_contrast *contrast,
        const struct itk_contrast_frame *frame)
{
    json_t *data = json_object(), *document = json_object();
    json_t *head = json_object();

    json_object_set_new(document, "title", json_string(frame->title));
    json_object_set_new(data, "document", document);
    json_object_set_new(data, "note", json_string(note_of(contrast)));
    json_object_set_new(head, "old", json_string(frame->head[ITK_OLD]));
    json_object_set_new(head, "new", json_string(frame->head[ITK_NEW]));
    json_object_set_new(data, "head", head);
    json_object_set_new(data, "rows", itk_contrast_json(contrast));
    return data;
}

/* The data are our own: what is wrong with them is a fault of the template. */
static bool
fill(const itk_template *tmpl, const struct itk_blob *json,
     itk_renderer *renderer, struct itk_buf *docx, struct itk_error *err)
{
    const struct itk_render_options options = {.missing = ITK_MISSING_ERROR};
    itk_findings *found = itk_findings_new();
    itk_dataset *data = itk_dataset_read_json(json, ITK_DATA_MAX_ITEMS, err);
    bool ok = false;

    if (data) {
        const struct itk_lookup lookup = itk_dataset_lookup(data);

        ok = itk_render_data(renderer, tmpl, &lookup, &options, found, docx,
                             err);
        if (!ok && !itk_error_is_set(err))
            itk_fail(err, ITK_FAULT_PACKAGE,
                     (struct itk_loc){.file = itk_template_name(tmpl)},
                     ITK_MSG_CONTRAST_TEMPLATE, ITK_NO_ARGS);
    }
    itk_dataset_free(data);
    itk_findings_free(found);
    return ok;
}

bool
itk_contrast_fill(const itk_template *tmpl, const json_t *data,
                  itk_renderer *renderer, struct itk_buf *docx,
                  struct itk_error *err)
{
    char *json = json_dumps(data, JSON_COMPACT);
    bool ok;

    if (!json)
        itk_no_memory();
    ok = fill(tmpl,
              &(struct itk_blob){itk_template_name(tmpl), json, strlen(json),
                                 ITK_FAULT_PROGRAM},
              renderer, docx, err);
    free(json);
    return ok;
}

bool
itk_contrast_docx(const struct itk_contrast *contrast,
                  const struct itk_contrast_frame *frame, itk_store *store,
                  itk_renderer *renderer, struct itk_buf *docx,
                  struct itk_error *err)
{
    const itk_template *tmpl = itk_store_own_template(store, NAME, DATE, err);
    json_t *data;
    bool ok;

    if (!tmpl)
        return false;
    data = data_of(contrast, frame);
    ok = itk_contrast_fill(tmpl, data, renderer, docx, err);
    json_decref(data);
    return ok;
}

const char *
itk_contrast_dated(int side, struct itk_date date, enum itk_lang lang,
                   struct itk_arena *arena)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *kept;

    if (lang == ITK_JA) {
        itk_buf_adds(&out, side == ITK_NEW ? "改正後（" : "改正前（");
        if (!itk_wareki(&out, date))
            itk_date_iso(&out, date);
        itk_buf_adds(&out, "から適用）");
    } else {
        itk_buf_adds(&out, side == ITK_NEW ? "New (from " : "Old (from ");
        itk_date_iso(&out, date);
        itk_buf_adds(&out, ")");
    }
    kept = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return kept;
}

/* What a survey asks is no part of the clause, and stands last. */
static struct itk_article
article_of(const itk_comparison *comparison, const struct itk_difference *one,
           int side, struct itk_arena *arena)
{
    const struct itk_guide *guide = itk_comparison_guide(comparison);
    const struct itk_clause *clause = itk_guide_clause(guide, one->id);
    const struct itk_clause_version *version =
        clause ? itk_clause_at(clause, one->from[side]) : NULL;
    struct itk_article article =
        itk_article_of_wording(one->text[side].in[guide->lang], arena);

    if (version && version->check[0] && article.count)
        article.count--;
    return article;
}

void
itk_contrast_revisions(struct itk_contrast *contrast,
                       const itk_comparison *comparison)
{
    for (size_t i = 0; i < itk_comparison_count(comparison); i++) {
        const struct itk_difference *one = itk_comparison_at(comparison, i);
        struct itk_article sides[ITK_SIDES];

        if (one->kind != ITK_PART_CLAUSE)
            continue;
        for (int side = 0; side < ITK_SIDES; side++)
            sides[side] = article_of(comparison, one, side, &contrast->arena);
        itk_contrast_add(contrast,
                         sides[ITK_BEFORE].count ? &sides[ITK_BEFORE] : NULL,
                         sides[ITK_AFTER].count ? &sides[ITK_AFTER] : NULL);
    }
}
