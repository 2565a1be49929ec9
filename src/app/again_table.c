/*
 * The report as JSON, and as a .docx made of that by the template engine.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/again_told.h"
#include "app/contrast.h"
#include "input/data.h"

/* Where the template is, and since when it is as it is. */
#define NAME "regeneration"
#define DATE "2026-04-01"

/* ---- rows ---- */

/* In the order of the document, each as `order[i]`. */
static void
sort_rows(const itk_again_report *report, size_t *order)
{
    const struct itk_again_row *rows = report->rows;

    for (size_t i = 0; i < report->rows_count; i++) {
        size_t k = i;

        for (; k > 0 && rows[order[k - 1]].rank > rows[i].rank; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
}

static json_t *
names_json(const struct itk_again_names *names)
{
    json_t *all = json_array();

    for (size_t i = 0; i < names->count; i++)
        json_array_append_new(all, json_string(names->at[i]));
    return all;
}

/* Adds the rows that differ; with `docx` as its template asks for them. */
static json_t *
rows_json(const struct itk_again_words *w, bool docx)
{
    const itk_again_report *report = w->report;
    size_t *order = itk_alloc((report->rows_count + 1) * sizeof(*order));
    json_t *all = json_array();

    sort_rows(report, order);
    for (size_t i = 0; i < report->rows_count; i++) {
        const struct itk_again_row *row = &report->rows[order[i]];
        const struct itk_article *before = &row->side[ITK_BEFORE];
        const struct itk_article *after = &row->side[ITK_AFTER];
        struct itk_contrast contrast;
        json_t *lines, *one;

        itk_contrast_init(&contrast, w->lang);
        itk_contrast_add(&contrast, before->count ? before : NULL,
                         after->count ? after : NULL);
        lines = itk_contrast_json(&contrast);
        one = json_array_size(lines) ? json_incref(json_array_get(lines, 0))
                                     : NULL;
        if (one && docx) {
            json_object_set_new(one, "cases", itk_again_named(w, &row->cases));
        } else if (one) {
            json_object_set_new(one, "clause", json_string(row->id));
            if (row->clause)
                json_object_set_new(one, "cite",
                                    json_string(row->clause->cite));
            if (*row->before)
                json_object_set_new(one, "before", json_string(row->before));
            if (*row->after)
                json_object_set_new(one, "after", json_string(row->after));
            json_object_set_new(one, "cases", names_json(&row->cases));
        }
        if (one)
            json_array_append_new(all, one);
        json_decref(lines);
        itk_contrast_fini(&contrast);
    }
    free(order);
    return all;
}

/* ---- the document ---- */

static size_t
documents_of(const itk_again_report *report, const char *state)
{
    size_t count = 0;

    for (size_t i = 0; i < report->groups.count; i++) {
        if (strcmp(itk_again_text(report->groups.at[i].object, "state"),
                   state) == 0)
            count += report->groups.at[i].documents;
    }
    return count;
}

static json_t *
summary_json(const struct itk_again_words *w)
{
    const struct {
        const char *label;
        size_t count;
    } all[] = {
        {itk_again_say(w, "Cases decided again", "判断し直した案件"),
         w->report->decided},
        {itk_again_say(w, "of these with other documents",
                       "うち文書が変わった案件"),
         w->report->touched},
        {itk_again_say(w, "Documents made again", "作り直した文書"),
         documents_of(w->report, "changed")},
        {itk_again_say(w, "Documents made newly", "新たに作成した文書"),
         documents_of(w->report, "added")},
        {itk_again_say(w, "Documents no longer made", "不要となった文書"),
         documents_of(w->report, "obsolete")},
        {itk_again_say(w, "Edited, and left", "編集されているため残した文書"),
         w->report->edited_count},
    };
    json_t *lines = json_array();

    for (size_t i = 0; i < ITK_COUNT(all); i++) {
        struct itk_buf number = ITK_BUF_INIT;

        itk_buf_addu(&number, all[i].count);
        json_array_append_new(lines,
                              json_pack("{s:s, s:o}", "label", all[i].label,
                                        "count", itk_again_taken(&number)));
    }
    return lines;
}

static json_t *
data_of(const struct itk_again_words *w)
{
    json_t *data = json_object(), *tables = json_array();
    json_t *rows = rows_json(w, true);
    struct itk_buf title = ITK_BUF_INIT;

    itk_buf_adds(&title,
                 w->report->guide ? w->report->guide->name.in[w->lang] : "");
    itk_buf_adds(&title, itk_again_say(w, ": documents made again",
                                       "　文書の再作成の報告"));
    json_object_set_new(data, "document",
                        json_pack("{s:o}", "title", itk_again_taken(&title)));
    json_object_set_new(data, "summary", summary_json(w));
    json_object_set_new(data, "wording",
                        json_boolean(json_array_size(rows) > 0));
    json_object_set_new(
        data, "caption",
        json_string(itk_again_say(w, "Old and new wording", "新旧対照表")));
    json_object_set_new(data, "note",
                        json_string(itk_again_say(w, "(changes are underlined)",
                                                  "（下線部分は、改正部分）")));
    json_object_set_new(data, "head",
                        json_pack("{s:s, s:s, s:s}", "new",
                                  itk_again_say(w, "New", "改正後"), "old",
                                  itk_again_say(w, "Old", "改正前"), "cases",
                                  itk_again_say(w, "Cases", "案件")));
    json_object_set_new(data, "rows", rows);
    itk_again_tables(w, tables);
    json_object_set_new(data, "tables", tables);
    return data;
}

bool
itk_again_report_docx(const itk_again_report *report, itk_renderer *renderer,
                      struct itk_buf *docx, struct itk_error *err)
{
    const struct itk_again_words w = {report, itk_again_report_lang(report)};
    const itk_template *tmpl =
        itk_store_own_template(report->store, NAME, DATE, err);
    json_t *data;
    bool ok;

    if (!tmpl)
        return false;
    data = data_of(&w);
    ok = itk_contrast_fill(tmpl, data, renderer, docx, err);
    json_decref(data);
    return ok;
}

/* ---- JSON ---- */

static void
put_json(struct itk_buf *out, const char *name, json_t *value, const char *end)
{
    char *text = json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY);

    if (!text)
        itk_no_memory();
    itk_buf_adds(out, "  \"");
    itk_buf_adds(out, name);
    itk_buf_adds(out, "\": ");
    itk_buf_adds(out, text);
    itk_buf_adds(out, end);
    free(text);
    json_decref(value);
}

static json_t *
lists_json(const struct itk_again_lists *lists, bool objects)
{
    json_t *all = objects ? json_array() : json_object();

    for (size_t i = 0; i < lists->count; i++) {
        const struct itk_again_list *one = &lists->at[i];
        json_t *cases = names_json(&one->cases);

        if (objects) {
            json_t *object = json_copy(one->object);

            json_object_set_new(object, "cases", cases);
            json_array_append_new(all, object);
        } else {
            json_object_set_new(all, one->key, cases);
        }
    }
    return all;
}

void
itk_again_report_json(const itk_again_report *report, bool dry,
                      struct itk_buf *out)
{
    const struct itk_again_words w = {report, itk_again_report_lang(report)};

    itk_buf_adds(out, "{\n  \"format\": 1,\n");
    put_json(out, "dry-run", json_boolean(dry), ",\n");
    put_json(out, "decided", json_integer((json_int_t)report->decided), ",\n");
    put_json(out, "touched", json_integer((json_int_t)report->touched), ",\n");
    put_json(out, "clauses", rows_json(&w, false), ",\n");
    put_json(out, "decisions", lists_json(&report->decisions, true), ",\n");
    put_json(out, "transitional", lists_json(&report->kept, true), ",\n");
    put_json(out, "left", lists_json(&report->left, false), ",\n");
    itk_buf_adds(out, "  \"cases\": [\n");
    itk_buf_add(out, report->cases.data, report->cases.size);
    itk_buf_adds(out, report->cases.size ? "\n  ]\n}\n" : "  ]\n}\n");
}
