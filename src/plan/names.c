/*
 * The names for templates: those of every document from a table, those of the
 * package from what it holds.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "plan/names.h"

const struct itk_name itk_name_root = {ITK_NAME_ROOT, NULL, 0};

static const struct itk_name none = {ITK_NAME_NONE, NULL, 0};

/* A name as the template has it: not terminated. */
struct word {
    const char *text;
    size_t size;
};

static bool
is(struct word word, const char *text)
{
    return word.size && text[0] == word.text[0] &&
           strncmp(text, word.text, word.size) == 0 && !text[word.size];
}

struct fixed {
    const char *word;
    size_t size;
    enum itk_name_what what;
};

#define ROW(word, what)                                                        \
    {                                                                          \
        word, sizeof(word) - 1, what                                           \
    }

static const struct fixed below_root[] = {
    ROW("document", ITK_NAME_DOCUMENT),
    ROW("case", ITK_NAME_CASE),
    ROW("revision", ITK_NAME_REVISION),
    ROW("value", ITK_NAME_VALUES),
    ROW("party", ITK_NAME_PARTY),
    ROW("text", ITK_NAME_TEXTS),
    ROW("texts", ITK_NAME_TEXT_LISTS),
    ROW("decision", ITK_NAME_DECISIONS),
    ROW("clauses", ITK_NAME_CLAUSES),
    ROW("left-out", ITK_NAME_LEFT_OUT),
    ROW("included", ITK_NAME_INCLUDED),
    ROW("requirement", ITK_NAME_REQUIREMENTS),
};
static const struct fixed below_document[] = {
    ROW("title", ITK_NAME_TITLE),
    ROW("form", ITK_NAME_FORM),
};
static const struct fixed below_case[] = {
    ROW("id", ITK_NAME_CASE_ID),
};
static const struct fixed below_revision[] = {
    ROW("date", ITK_NAME_DATE),
};
static const struct fixed below_party[] = {
    ROW("client", ITK_NAME_CLIENT),
    ROW("contractor", ITK_NAME_CONTRACTOR),
};
static const struct fixed below_decision[] = {
    ROW("say", ITK_NAME_SAY),
};
static const struct fixed below_list[] = {
    ROW("none", ITK_NAME_LIST_NONE),
};
static const struct fixed below_text_item[] = {
    ROW("cite", ITK_NAME_ITEM_CITE),
    ROW("text", ITK_NAME_ITEM_TEXT),
};
static const struct fixed below_change[] = {
    ROW("cite", ITK_NAME_CHANGE_CITE),
    ROW("title", ITK_NAME_CHANGE_TITLE),
    ROW("reason", ITK_NAME_CHANGE_REASON),
};
static const struct fixed below_requirement[] = {
    ROW("number", ITK_NAME_ROW_NUMBER),   ROW("cite", ITK_NAME_ROW_CITE),
    ROW("id", ITK_NAME_ROW_ID),           ROW("title", ITK_NAME_ROW_TITLE),
    ROW("label", ITK_NAME_ROW_LABEL),     ROW("check", ITK_NAME_ROW_CHECK),
    ROW("applies", ITK_NAME_ROW_APPLIES), ROW("why", ITK_NAME_ROW_WHY),
    ROW("article", ITK_NAME_ROW_ARTICLE), ROW("late", ITK_NAME_ROW_LATE),
};
static const struct fixed below_truth[] = {
    ROW("yes", ITK_NAME_TRUTH_YES),
    ROW("no", ITK_NAME_TRUTH_NO),
};

#define ROWS(rows)                                                             \
    {                                                                          \
        rows, ITK_COUNT(rows)                                                  \
    }

/* The same in every package, by what they stand below. */
static const struct {
    const struct fixed *at;
    size_t count;
} fixed[ITK_NAME_CLAUSES + 1] = {
    [ITK_NAME_ROOT] = ROWS(below_root),
    [ITK_NAME_DOCUMENT] = ROWS(below_document),
    [ITK_NAME_CASE] = ROWS(below_case),
    [ITK_NAME_REVISION] = ROWS(below_revision),
    [ITK_NAME_PARTY] = ROWS(below_party),
    [ITK_NAME_DECISION] = ROWS(below_decision),
    [ITK_NAME_LIST] = ROWS(below_list),
    [ITK_NAME_TEXT_ITEM] = ROWS(below_text_item),
    [ITK_NAME_CHANGE] = ROWS(below_change),
    [ITK_NAME_REQUIREMENT] = ROWS(below_requirement),
    [ITK_NAME_LIST_NONE] = ROWS(below_truth),
    [ITK_NAME_ROW_APPLIES] = ROWS(below_truth),
    [ITK_NAME_ROW_LATE] = ROWS(below_truth),
};

/* ---- the dictionary ---- */

/* By dotted path; `prefix` may be NULL. The list of whose members the document
 * is made for one means that one. */
static struct itk_name
of_dictionary(const struct itk_names *names, const char *prefix,
              struct word word)
{
    const size_t before = prefix ? strlen(prefix) + 1 : 0;
    const struct itk_entry *entry;
    char path[256];

    if (before + word.size >= sizeof(path))
        return none;
    if (prefix) {
        memcpy(path, prefix, before - 1);
        path[before - 1] = '.';
    }
    memcpy(path + before, word.text, word.size);
    path[before + word.size] = '\0';
    entry = itk_dictionary_find(&names->guide->dictionary, path);
    if (!entry)
        return none;
    if (entry->kind == ITK_ENTRY_GROUP)
        return (struct itk_name){ITK_NAME_GROUP, entry, 0};
    if (entry->kind == ITK_ENTRY_FIELD)
        return (struct itk_name){ITK_NAME_FIELD, entry->field, 0};
    return (struct itk_name){
        entry->list == names->version->each ? ITK_NAME_MEMBER : ITK_NAME_LIST,
        entry->list, 0};
}

static struct itk_name
of_member(const struct itk_list *list, struct word word)
{
    for (size_t i = 0; i < list->fields_count; i++) {
        if (is(word, list->first[i].name))
            return (struct itk_name){ITK_NAME_FIELD, &list->first[i], 0};
    }
    return none;
}

/* place.kind.outside, history.trouble.no */
static struct itk_name
of_field(const struct itk_field *field, struct word word)
{
    if (field->type == ITK_TYPE_YES_NO && is(word, "yes"))
        return (struct itk_name){ITK_NAME_FIELD_YES, field, 0};
    if (field->type == ITK_TYPE_YES_NO && is(word, "no"))
        return (struct itk_name){ITK_NAME_FIELD_NO, field, 0};
    for (size_t i = 0; i < field->choices_count; i++) {
        if (is(word, field->choices[i].id))
            return (struct itk_name){ITK_NAME_CHOSEN, field, i};
    }
    return none;
}

/* ---- what else the package names ---- */

static struct itk_name
of_values(const struct itk_names *names, struct word word)
{
    for (size_t i = 0; i < names->guide->values_count; i++) {
        const struct itk_guide_value *value = &names->guide->values[i];

        if (is(word, value->id) &&
            itk_guide_value_at(names->guide, value->id, names->revision))
            return (struct itk_name){ITK_NAME_VALUE, value, 0};
    }
    return none;
}

static struct itk_name
of_texts(const struct itk_names *names, struct word word, bool is_list)
{
    for (size_t i = 0; i < names->version->texts_count; i++) {
        const struct itk_document_text *text = &names->version->texts[i];

        if (text->is_list == is_list && is(word, text->id))
            return (struct itk_name){
                is_list ? ITK_NAME_TEXT_LIST : ITK_NAME_TEXT, text, i};
    }
    return none;
}

static struct itk_name
of_decisions(const struct itk_names *names, struct word word)
{
    for (size_t i = 0; i < names->guide->decisions_count; i++) {
        const struct itk_decision *decision = &names->guide->decisions[i];

        if (is(word, decision->id) &&
            itk_decision_at(decision, names->revision))
            return (struct itk_name){ITK_NAME_DECISION, decision, 0};
    }
    return none;
}

static struct itk_name
of_decision(const struct itk_decision *decision, struct word word)
{
    for (size_t i = 0; i < decision->outcome_ids_count; i++) {
        if (is(word, decision->outcome_ids[i]))
            return (struct itk_name){ITK_NAME_OUTCOME, decision, i};
    }
    return none;
}

/* The fields of its result, under the name of their list. */
static struct itk_name
of_requirement(const struct itk_names *names, struct word word)
{
    const struct itk_requirements *rule =
        itk_requirements_at(names->guide, names->revision);

    if (rule && is(word, rule->list->id))
        return (struct itk_name){ITK_NAME_MEMBER, rule->list, 0};
    return none;
}

/* ---- all together ---- */

static struct itk_name
of_package(const struct itk_names *names, const struct itk_name *in,
           struct word word)
{
    switch (in->what) {
    case ITK_NAME_ROOT:
        return of_dictionary(names, NULL, word);
    case ITK_NAME_GROUP:
        return of_dictionary(names, ((const struct itk_entry *)in->node)->id,
                             word);
    case ITK_NAME_MEMBER:
        return of_member(in->node, word);
    case ITK_NAME_FIELD:
        return of_field(in->node, word);
    case ITK_NAME_VALUES:
        return of_values(names, word);
    case ITK_NAME_TEXTS:
        return of_texts(names, word, false);
    case ITK_NAME_TEXT_LISTS:
        return of_texts(names, word, true);
    case ITK_NAME_DECISIONS:
        return of_decisions(names, word);
    case ITK_NAME_DECISION:
        return of_decision(in->node, word);
    case ITK_NAME_REQUIREMENT:
        return of_requirement(names, word);
    default:
        return none;
    }
}

struct itk_name
itk_name_below(const struct itk_names *names, const struct itk_name *in,
               const char *word, size_t size)
{
    const struct fixed *rows = fixed[in->what].at;
    const struct word at = {word, size};

    for (size_t i = 0; i < fixed[in->what].count; i++) {
        if (size == rows[i].size && memcmp(word, rows[i].word, size) == 0)
            return (struct itk_name){rows[i].what, in->node, 0};
    }
    return of_package(names, in, at);
}

struct itk_name
itk_name_item(struct itk_name list)
{
    switch (list.what) {
    case ITK_NAME_LIST:
        return (struct itk_name){ITK_NAME_MEMBER, list.node, 0};
    case ITK_NAME_TEXT_LIST:
        return (struct itk_name){ITK_NAME_TEXT_ITEM, list.node, 0};
    case ITK_NAME_LEFT_OUT:
    case ITK_NAME_INCLUDED:
        return (struct itk_name){ITK_NAME_CHANGE, NULL, 0};
    case ITK_NAME_REQUIREMENTS:
        return (struct itk_name){ITK_NAME_REQUIREMENT, NULL, 0};
    default:
        return list;
    }
}

/* In the order of the enumeration. */
enum itk_data_kind
itk_name_kind(struct itk_name name, bool *words)
{
    const struct itk_field *field = name.node;

    *words = name.what >= ITK_NAME_FIELD && name.what < ITK_NAME_ROW_LATE;
    if (name.what == ITK_NAME_NONE)
        return ITK_DATA_ABSENT;
    if (name.what == ITK_NAME_CLAUSES)
        return ITK_DATA_BLOCK;
    if (name.what < ITK_NAME_LIST)
        return ITK_DATA_GROUP;
    if (name.what < ITK_NAME_FIELD)
        return ITK_DATA_LIST;
    if (name.what >= ITK_NAME_ROW_LATE || name.what == ITK_NAME_ROW_APPLIES ||
        (name.what == ITK_NAME_FIELD && field->type == ITK_TYPE_YES_NO))
        return ITK_DATA_BOOL;
    return ITK_DATA_TEXT;
}
