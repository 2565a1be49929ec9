/*
 * A comparison for programs: the same as compare_text.c, as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/compare.h"
#include "cli/govern.h"
#include "diff/align.h"

static json_t *
both(struct itk_label label)
{
    return json_pack("{s:s, s:s}", "en", label.in[ITK_EN], "ja",
                     label.in[ITK_JA]);
}

static json_t *
date_json(struct itk_date date)
{
    struct itk_buf text = ITK_BUF_INIT;
    json_t *json;

    itk_date_iso(&text, date);
    json = json_string(text.data);
    itk_buf_free(&text);
    return json;
}

/* [["same", "…"], ["drop", "…"], ["add", "…"]] */
static json_t *
words_json(const char *before, const char *after)
{
    static const char *const kinds[] = {"same", "drop", "add"};
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_edits edits =
        itk_align(before, strlen(before), after, strlen(after), &arena);
    json_t *array = json_array();

    for (size_t i = 0; i < edits.count; i++)
        json_array_append_new(array,
                              json_pack("[s, s%]", kinds[edits.at[i].kind],
                                        edits.at[i].text, edits.at[i].size));
    itk_arena_fini(&arena);
    return array;
}

static bool
has(const struct itk_difference *one, int side)
{
    return one->text[side].in[ITK_EN][0];
}

static json_t *
difference_json(const struct itk_difference *one)
{
    static const char *const sides[] = {"before", "after"};
    json_t *object = json_pack("{s:s, s:s, s:s, s:o}", "id", one->id, "change",
                               !has(one, ITK_BEFORE)  ? "added"
                               : !has(one, ITK_AFTER) ? "dropped"
                                                      : "changed",
                               "cite", one->cite, "label", both(one->label));

    for (int side = 0; side < ITK_SIDES; side++) {
        if (has(one, side))
            json_object_set_new(object, sides[side],
                                json_pack("{s:o, s:o}", "from",
                                          date_json(one->from[side]), "text",
                                          both(one->text[side])));
    }
    if (one->kind != ITK_PART_TEMPLATE && has(one, ITK_BEFORE) &&
        has(one, ITK_AFTER))
        json_object_set_new(
            object, "words",
            json_pack("{s:o, s:o}", "en",
                      words_json(one->text[ITK_BEFORE].in[ITK_EN],
                                 one->text[ITK_AFTER].in[ITK_EN]),
                      "ja",
                      words_json(one->text[ITK_BEFORE].in[ITK_JA],
                                 one->text[ITK_AFTER].in[ITK_JA])));
    return object;
}

void
itk_compare_json(const struct itk_compare_view *view)
{
    static const char *const names[ITK_PART_KINDS] = {
        "clauses", "decisions", "values", "documents", "survey", "templates"};
    static const char *const sides[] = {"before", "after"};

    json_object_set_new(
        view->json, "guideline",
        json_string(itk_comparison_guide(view->comparison)->id));
    for (int side = 0; side < ITK_SIDES; side++) {
        json_t *revision = itk_govern_revision_json(
            itk_comparison_revision(view->comparison, side));

        json_object_set_new(revision, "asked", date_json(view->asked[side]));
        json_object_set_new(view->json, sides[side], revision);
    }
    for (size_t i = 0; i < ITK_COUNT(names); i++)
        json_object_set_new(view->json, names[i], json_array());
    for (size_t i = 0; i < itk_comparison_count(view->comparison); i++) {
        const struct itk_difference *one =
            itk_comparison_at(view->comparison, i);

        json_array_append_new(json_object_get(view->json, names[one->kind]),
                              difference_json(one));
    }
    json_object_set_new(view->json, "cases", json_array());
}

/* ---- a case ---- */

static json_t *
outcome_json(const struct itk_answer *answer)
{
    return answer && answer->outcome ? json_string(answer->outcome->id)
                                     : json_null();
}

static json_t *
decisions_json(const struct itk_touched *touched)
{
    json_t *array = json_array();

    for (size_t i = 0; i < touched->changed_count; i++) {
        const struct itk_touched_decision *one = &touched->changed[i];

        json_array_append_new(
            array, json_pack("{s:s, s:o, s:o, s:b}", "id", one->decision->id,
                             "before", outcome_json(one->answer[ITK_BEFORE]),
                             "after", outcome_json(one->answer[ITK_AFTER]),
                             "worded-otherwise", one->other_text));
    }
    return array;
}

static json_t *
clauses_json(const struct itk_touched *touched)
{
    json_t *array = json_array();

    for (size_t i = 0; i < touched->clauses_count; i++) {
        const struct itk_touched_clause *one = &touched->clauses[i];

        json_array_append_new(
            array, json_pack("{s:s, s:b, s:b}", "id", one->clause->id, "before",
                             one->in[ITK_BEFORE], "after", one->in[ITK_AFTER]));
    }
    return array;
}

static json_t *
state_json(const struct itk_planned *planned)
{
    static const char *const states[] = {"ready", "waiting", "not-made"};

    return planned ? json_string(states[planned->state]) : json_null();
}

static json_t *
documents_json(const struct itk_touched *touched)
{
    static const char *const whys[] = {"state",      "needs",    "clauses",
                                       "definition", "template", "words"};
    json_t *array = json_array();

    for (size_t i = 0; i < touched->documents_count; i++) {
        const struct itk_touched_document *one = &touched->documents[i];
        json_t *why = json_array();
        json_t *object;

        for (size_t j = 0; j < ITK_COUNT(whys); j++) {
            if (one->why >> j & 1)
                json_array_append_new(why, json_string(whys[j]));
        }
        object =
            json_pack("{s:s, s:o, s:o, s:o}", "id", one->document->id, "before",
                      state_json(one->planned[ITK_BEFORE]), "after",
                      state_json(one->planned[ITK_AFTER]), "why", why);
        if (one->member != SIZE_MAX)
            json_object_set_new(object, "member",
                                json_integer((json_int_t)one->member + 1));
        json_array_append_new(array, object);
    }
    return array;
}

/* What each side says of the case, when that side has no plans. */
static json_t *
faults_json(const struct itk_touched *touched, int side)
{
    const itk_findings *found = touched->found[side];
    json_t *array;

    if (touched->plans[side])
        return json_null();
    array = json_array();
    for (size_t i = 0; i < itk_findings_count(found); i++) {
        const struct itk_finding *one = itk_findings_at(found, i);

        json_array_append_new(array,
                              json_pack("{s:s, s:s}", "en", one->text[ITK_EN],
                                        "ja", one->text[ITK_JA]));
    }
    return array;
}

json_t *
itk_compare_case_json(const struct itk_compare_view *view, const itk_case *data,
                      const struct itk_touched *touched)
{
    const struct itk_guide *guide = itk_comparison_guide(view->comparison);

    return json_pack(
        "{s:s, s:s, s:o, s:b, s:o, s:o, s:o, s:o, s:o}", "case",
        itk_case_id(data), "file", itk_case_file(data), "governed",
        itk_govern_why_json(guide, itk_case_dates(guide, data)), "touched",
        touched->changed_count || touched->clauses_count ||
            touched->documents_count,
        "decisions", decisions_json(touched), "clauses", clauses_json(touched),
        "documents", documents_json(touched), "no-documents-before",
        faults_json(touched, ITK_BEFORE), "no-documents-after",
        faults_json(touched, ITK_AFTER));
}
