/*
 * A case that was gone through again, as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/again_report.h"

static void
put(json_t *object, const char *name, const char *value)
{
    if (value && *value)
        json_object_set_new(object, name, json_string(value));
}

static json_t *
label_json(struct itk_label label)
{
    return json_pack("{s:s, s:s}", "en", label.in[ITK_EN], "ja",
                     label.in[ITK_JA]);
}

static json_t *
date_json(struct itk_date date)
{
    struct itk_buf iso = ITK_BUF_INIT;
    json_t *json;

    itk_date_iso(&iso, date);
    json = json_string(iso.data);
    itk_buf_free(&iso);
    return json;
}

/* {"before": ..., "after": ...}; a side that is not there is left out. */
static void
put_sides(json_t *object, const char *name, const char *const sides[ITK_SIDES])
{
    json_t *both;

    if (!sides[ITK_BEFORE][0] && !sides[ITK_AFTER][0])
        return;
    both = json_object();
    put(both, "before", sides[ITK_BEFORE]);
    put(both, "after", sides[ITK_AFTER]);
    json_object_set_new(object, name, both);
}

static json_t *
article_json(const struct itk_article *article)
{
    json_t *lines = json_array();

    for (size_t i = 0; i < article->count; i++) {
        const struct itk_line *line = &article->lines[i];

        json_array_append_new(
            lines, json_pack("{s:i, s:s, s:s}", "level", (int)line->level,
                             "label", line->label, "text", line->text));
    }
    return lines;
}

static json_t *
clauses_json(const struct itk_again_document *document)
{
    json_t *clauses = json_array();

    for (size_t i = 0; i < document->clauses_count; i++) {
        const struct itk_again_clause *clause = &document->clauses[i];
        json_t *one = json_object();

        put(one, "id", clause->id);
        if (clause->clause)
            put(one, "cite", clause->clause->cite);
        if (clause->clause)
            json_object_set_new(one, "label",
                                label_json(clause->clause->label));
        put(one, "before", clause->version[ITK_BEFORE]);
        put(one, "after", clause->version[ITK_AFTER]);
        if (clause->article[ITK_AFTER].count)
            json_object_set_new(
                one, "printed",
                json_pack("{s:o, s:o}", "before",
                          article_json(&clause->article[ITK_BEFORE]), "after",
                          article_json(&clause->article[ITK_AFTER])));
        json_array_append_new(clauses, one);
    }
    return clauses;
}

static json_t *
why_json(unsigned why)
{
    static const char *const names[] = {
        "data",   "revision", "clauses",      "template", "document",
        "values", "rules",    "requirements", "program",  "unknown"};
    json_t *all = json_array();

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        if (why >> i & 1)
            json_array_append_new(all, json_string(names[i]));
    }
    return all;
}

static json_t *
missing_json(const struct itk_planned *planned)
{
    json_t *all = json_array();

    for (size_t i = 0; i < planned->missing.count; i++) {
        const struct itk_fact *fact = &planned->missing.at[i];

        json_array_append_new(
            all, json_string(fact->field ? fact->field->id : fact->list->id));
    }
    return all;
}

static void
put_result(json_t *object, const struct itk_again_document *document)
{
    static const char *const results[] = {
        [ITK_DELIVERED_NEW] = "made",
        [ITK_DELIVERED_SAME] = "recorded",
        [ITK_DELIVERED_REPLACED] = "replaced",
        [ITK_DELIVERED_ASIDE] = "aside",
        [ITK_DELIVERED_MOVED] = "moved",
    };
    static const char *const retired[] = {
        [ITK_RETIRED_MOVED] = "moved",
        [ITK_RETIRED_GONE] = "gone",
        [ITK_RETIRED_LEFT] = "left",
    };

    if (document->state == ITK_AGAIN_CHANGED ||
        document->state == ITK_AGAIN_ADDED)
        put(object, "result", results[document->result]);
    else if (document->state == ITK_AGAIN_OBSOLETE)
        put(object, "result", retired[document->retired]);
    put(object, "aside", document->aside);
    put(object, "parts", document->parts);
}

static json_t *
document_json(const struct itk_again_document *document)
{
    static const char *const states[] = {
        [ITK_AGAIN_SAME] = "same",         [ITK_AGAIN_CHANGED] = "changed",
        [ITK_AGAIN_ADDED] = "added",       [ITK_AGAIN_UNASKED] = "not-made",
        [ITK_AGAIN_EDITED] = "edited",     [ITK_AGAIN_WAITING] = "waiting",
        [ITK_AGAIN_OBSOLETE] = "obsolete",
    };
    json_t *object = json_object();

    put(object, "file", document->file);
    put(object, "document", document->id);
    json_object_set_new(object, "label", label_json(document->label));
    put(object, "state", states[document->state]);
    put_result(object, document);
    if (document->why)
        json_object_set_new(object, "why", why_json(document->why));
    if (document->state == ITK_AGAIN_CHANGED)
        json_object_set_new(object, "prints-otherwise",
                            json_boolean(document->prints));
    put_sides(object, "revision", document->revision);
    put_sides(object, "template", document->template);
    if (document->clauses_count)
        json_object_set_new(object, "clauses", clauses_json(document));
    if (document->state == ITK_AGAIN_WAITING)
        json_object_set_new(object, "missing", missing_json(document->planned));
    return object;
}

static json_t *
decisions_json(const struct itk_again_case *one)
{
    json_t *all = json_array();

    for (size_t i = 0; i < one->decisions_count; i++) {
        const struct itk_touched_decision *touched = &one->decisions[i];
        json_t *object = json_object();

        put(object, "id", touched->decision->id);
        for (int side = 0; side < ITK_SIDES; side++) {
            const struct itk_answer *answer = touched->answer[side];

            put(object, side == ITK_BEFORE ? "before" : "after",
                answer && answer->outcome ? answer->outcome->id : NULL);
        }
        if (touched->other_text)
            json_object_set_new(object, "worded-otherwise", json_true());
        json_array_append_new(all, object);
    }
    return all;
}

static json_t *
revision_json(const struct itk_revision *revision)
{
    return json_pack("{s:o, s:s}", "date", date_json(revision->date), "cite",
                     revision->cite);
}

static void
put_decided(json_t *object, const struct itk_again_case *one)
{
    json_t *documents = json_array();
    size_t same = 0;

    if (one->revision)
        json_object_set_new(object, "revision", revision_json(one->revision));
    if (one->kept_by)
        json_object_set_new(object, "kept-by", revision_json(one->kept_by));
    if (one->decisions_count)
        json_object_set_new(object, "decisions", decisions_json(one));
    for (size_t i = 0; i < one->count; i++) {
        if (one->documents[i].state == ITK_AGAIN_SAME)
            same++;
        else
            json_array_append_new(documents, document_json(&one->documents[i]));
    }
    json_object_set_new(object, "same", json_integer((json_int_t)same));
    json_object_set_new(object, "documents", documents);
}

json_t *
itk_again_case_json(const struct itk_again_case *one)
{
    static const char *const fates[] = {
        [ITK_AGAIN_DECIDED] = "decided",
        [ITK_AGAIN_NEW] = "new",
        [ITK_AGAIN_FAULTY] = "faulty",
        [ITK_AGAIN_FOREIGN] = "foreign",
    };
    json_t *object = json_object();

    put(object, "case", one->id ? one->id : "?");
    put(object, "file", one->file);
    if (one->line > 0)
        json_object_set_new(object, "line", json_integer(one->line));
    put(object, "fate", fates[one->fate]);
    if (one->work.guide)
        put(object, "guideline", one->work.guide->id);
    if (one->fate == ITK_AGAIN_FOREIGN)
        put(object, "documents-of", one->foreign);
    if (one->fate == ITK_AGAIN_DECIDED)
        put_decided(object, one);
    return object;
}
