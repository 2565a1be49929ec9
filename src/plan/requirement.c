/*
 * The rows of the survey: for each clause that the package requires, whether it
 * applies and why, its article, and its result in the case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "plan/draft.h"

/* In the words of the package, of the exemption or of the drafter. */
static const char *
why(const struct itk_requirements *rule, const struct itk_selected *selected,
    enum itk_lang lang)
{
    switch (selected->why) {
    case ITK_WHY_ALWAYS:
        return rule->why[ITK_REASON_ALWAYS].in[lang];
    case ITK_WHY_MEASURE:
        return rule->why[ITK_REASON_MEASURE].in[lang];
    case ITK_WHY_UNPROVED:
        return rule->why[ITK_REASON_UNPROVED].in[lang];
    case ITK_WHY_EXEMPT:
        return selected->clause->unless_label.in[lang];
    case ITK_WHY_CONDITION:
        return rule->why[ITK_REASON_CONDITION].in[lang];
    case ITK_WHY_UNSETTLED:
        return rule->why[ITK_REASON_UNSETTLED].in[lang];
    case ITK_WHY_NO_CONDITION:
        return rule->why[ITK_REASON_NO_CONDITION].in[lang];
    case ITK_WHY_DRAFTER_IN:
    case ITK_WHY_DRAFTER_OUT:
        return selected->reason;
    }
    return "";
}

/* The number of the clause's article, whether or not its document can be made
 * yet; 0 when it has none. */
static unsigned
article_of(const struct itk_document_version *version,
           const struct itk_selection *selection,
           const struct itk_clause *clause)
{
    unsigned number = 0;

    for (size_t i = 0; version && i < version->clauses_count; i++) {
        if (!selection->at[version->clauses[i]->index].in)
            continue;
        number++;
        if (version->clauses[i] == clause)
            return number;
    }
    return 0;
}

static size_t
result_of(const itk_case *data, const struct itk_requirements *rule,
          const struct itk_clause *clause)
{
    const size_t count = itk_case_members(data, rule->list)->count;

    for (size_t i = 0; i < count; i++) {
        const struct itk_value *name = itk_case_value(data, rule->clause, i);

        if (name->present && !strcmp(name->canonical, clause->id))
            return i;
    }
    return SIZE_MAX;
}

static bool
is_late(const itk_case *data, const struct itk_requirements *rule,
        size_t member)
{
    const struct itk_value *when =
        member == SIZE_MAX ? NULL : itk_case_value(data, rule->when, member);

    return when && when->present && when->choice == rule->after;
}

static const char *
decimal(struct itk_arena *arena, size_t number)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    itk_buf_addu(&out, number);
    text = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return text;
}

struct itk_plan_requirements
itk_draft_requirements(struct itk_arena *arena, const struct itk_view *view,
                       const struct itk_selection *selection)
{
    const struct itk_requirements *rule =
        itk_requirements_at(view->guide, view->revision);
    const struct itk_document_version *document =
        rule ? itk_document_at(rule->articles, view->revision) : NULL;
    struct itk_plan_requirements made = {.rule = rule};
    struct itk_plan_requirement *rows =
        itk_arena_array(arena, rule ? rule->clauses_count : 1, sizeof(*rows));

    made.at = rows;
    for (size_t i = 0; rule && i < rule->clauses_count; i++) {
        const struct itk_selected *selected =
            &selection->at[rule->clauses[i]->index];
        struct itk_plan_requirement *row = &rows[made.count];
        unsigned article;

        if (!selected->version || !*selected->version->check)
            continue;
        article = article_of(document, selection, selected->clause);
        row->selected = selected;
        row->number = decimal(arena, ++made.count);
        row->why = why(rule, selected, view->guide->lang);
        row->article =
            article ? itk_draft_article(arena, view->guide->lang, article)
                    : NULL;
        row->member = result_of(view->data, rule, selected->clause);
        row->late = is_late(view->data, rule, row->member);
    }
    return made;
}
