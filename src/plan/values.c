/*
 * The look-up of a plan: every name that a template may ask for
 * (docs/package.md, documents.xml), answered from the case, the decisions and
 * the document's own texts without a copy.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "plan/draft.h"

/* What `node` and `index` of a datum mean. */
enum tag {
    TAG_ROOT,
    TAG_GROUP,     /* node: itk_entry of a group of the dictionary */
    TAG_VALUE,     /* node: itk_field; index: member */
    TAG_LIST,      /* node: itk_list */
    TAG_MEMBER,    /* node: itk_list; index: member */
    TAG_NAMES,     /* index: enum names */
    TAG_DECISION,  /* node: itk_answer */
    TAG_TEXTS,     /* node: itk_plan_text */
    TAG_TEXT_ITEM, /* node: itk_plan_text_item */
    TAG_CHANGED,   /* node: array of itk_selected */
    TAG_SELECTED,  /* node: itk_selected */
    TAG_ROWS,      /* node: itk_plan_requirements */
    TAG_ROW,       /* node: itk_plan_requirement */
    TAG_TRUTH      /* a yes-no that is no field */
};

enum names {
    IN_DOCUMENT,
    IN_CASE,
    IN_REVISION,
    IN_VALUE,
    IN_PARTY,
    IN_TEXT,
    IN_TEXTS,
    IN_DECISION
};

static const struct itk_data absent = {.kind = ITK_DATA_ABSENT};
static const struct itk_data no_value = {.kind = ITK_DATA_ABSENT,
                                         .named = true};

/* A name as the template has it: not terminated. */
struct name {
    const char *text;
    size_t size;
};

static bool
is(struct name name, const char *word)
{
    return strlen(word) == name.size && !memcmp(word, name.text, name.size);
}

static struct itk_data
text(const char *words)
{
    if (!words)
        return absent;
    return (struct itk_data){
        .kind = ITK_DATA_TEXT, .text = words, .size = strlen(words)};
}

static struct itk_data
truth(bool holds)
{
    return (struct itk_data){.kind = ITK_DATA_BOOL, .truth = holds};
}

static struct itk_data
tagged(enum itk_data_kind kind, enum tag tag, const void *node, size_t index,
       size_t count)
{
    return (struct itk_data){.kind = kind,
                             .count = count,
                             .node = node,
                             .index = index,
                             .tag = (int)tag};
}

/* ---- fields ---- */

static struct itk_data
value_of(const struct itk_plan_values *values, const struct itk_field *field,
         size_t member)
{
    const struct itk_value *value =
        itk_case_value(values->view.data, field, member);
    struct itk_data data;

    if (!value->present)
        return no_value;
    switch (field->type) {
    case ITK_TYPE_YES_NO:
        data = text(value->yes ? field->print_yes : field->print_no);
        data.kind = ITK_DATA_BOOL;
        data.truth = value->yes;
        break;
    case ITK_TYPE_CHOICE:
        data = text(field->choices[value->choice].print);
        break;
    default:
        data = text(value->canonical);
        break;
    }
    data.tag = TAG_VALUE;
    data.node = field;
    data.index = member;
    return data;
}

/* place.kind.outside, history.trouble.no */
static struct itk_data
of_value(const struct itk_plan_values *values, const struct itk_data *in,
         struct name name)
{
    const struct itk_field *field = in->node;
    const struct itk_value *value =
        itk_case_value(values->view.data, field, in->index);

    if (field->type == ITK_TYPE_YES_NO && is(name, "yes"))
        return truth(value->yes);
    if (field->type == ITK_TYPE_YES_NO && is(name, "no"))
        return truth(!value->yes);
    for (size_t i = 0; i < field->choices_count; i++) {
        if (is(name, field->choices[i].id))
            return truth(value->choice == i);
    }
    return absent;
}

static struct itk_data
list_of(const struct itk_plan_values *values, const struct itk_list *list)
{
    const struct itk_members *members =
        itk_case_members(values->view.data, list);

    if (list == values->each)
        return tagged(ITK_DATA_GROUP, TAG_MEMBER, list, values->member, 0);
    if (!members->known)
        return absent;
    return tagged(ITK_DATA_LIST, TAG_LIST, list, 0, members->count);
}

/* An entry of the dictionary by dotted path: `prefix` may be NULL. */
static struct itk_data
of_dictionary(const struct itk_plan_values *values, const char *prefix,
              struct name name)
{
    const struct itk_entry *entry;
    char path[256];
    const int size =
        snprintf(path, sizeof(path), "%s%s%.*s", prefix ? prefix : "",
                 prefix ? "." : "", (int)name.size, name.text);

    if (size < 0 || (size_t)size >= sizeof(path))
        return absent;
    entry = itk_dictionary_find(&values->view.guide->dictionary, path);
    if (!entry)
        return absent;
    if (entry->kind == ITK_ENTRY_GROUP)
        return tagged(ITK_DATA_GROUP, TAG_GROUP, entry, 0, 0);
    if (entry->kind == ITK_ENTRY_LIST)
        return list_of(values, entry->list);
    return value_of(values, entry->field, 0);
}

static struct itk_data
of_member(const struct itk_plan_values *values, const struct itk_data *in,
          struct name name)
{
    const struct itk_list *list = in->node;

    for (size_t i = 0; i < list->fields_count; i++) {
        if (is(name, list->first[i].name))
            return value_of(values, &list->first[i], in->index);
    }
    return absent;
}

/* ---- the document's own names ---- */

static struct itk_data
text_named(const struct itk_plan_values *values, struct name name, bool is_list)
{
    for (size_t i = 0; i < values->texts_count; i++) {
        const struct itk_plan_text *have = &values->texts[i];

        if (have->is_list != is_list || !is(name, have->id))
            continue;
        if (is_list)
            return tagged(ITK_DATA_LIST, TAG_TEXTS, have, 0, have->count);
        return text(have->count ? have->items[0].text : NULL);
    }
    return absent;
}

static struct itk_data
decision_named(const struct itk_plan_values *values, struct name name)
{
    for (size_t i = 0; i < itk_decisions_count(values->decisions); i++) {
        const struct itk_answer *answer =
            itk_decisions_at(values->decisions, i);

        if (is(name, answer->decision->id))
            return tagged(ITK_DATA_GROUP, TAG_DECISION, answer, 0, 0);
    }
    return absent;
}

static struct itk_data
of_decision(const struct itk_plan_values *values, const struct itk_data *in,
            struct name name)
{
    const struct itk_answer *answer = in->node;

    if (!answer->outcome)
        return absent;
    if (is(name, "say"))
        return text(answer->outcome->say.in[values->view.guide->lang]);
    for (size_t i = 0; i < answer->decision->outcome_ids_count; i++) {
        if (is(name, answer->decision->outcome_ids[i]))
            return truth(answer->outcome->bit == i);
    }
    return absent;
}

static struct itk_data
guide_value(const struct itk_plan_values *values, struct name name)
{
    char id[128];

    if (name.size >= sizeof(id))
        return absent;
    memcpy(id, name.text, name.size);
    id[name.size] = '\0';
    return text(
        itk_guide_value_at(values->view.guide, id, values->view.revision));
}

static struct itk_data
of_names(const struct itk_plan_values *values, const struct itk_data *in,
         struct name name)
{
    switch ((enum names)in->index) {
    case IN_DOCUMENT:
        if (is(name, "form"))
            return text(values->form);
        return is(name, "title") ? text(values->plan->title) : absent;
    case IN_CASE:
        return is(name, "id") ? text(values->plan->case_id) : absent;
    case IN_REVISION:
        return is(name, "date") ? text(values->plan->revision) : absent;
    case IN_VALUE:
        return guide_value(values, name);
    case IN_PARTY:
        if (is(name, "client"))
            return text(values->pair->client);
        return is(name, "contractor") ? text(values->pair->contractor) : absent;
    case IN_TEXT:
        return text_named(values, name, false);
    case IN_TEXTS:
        return text_named(values, name, true);
    case IN_DECISION:
        return decision_named(values, name);
    }
    return absent;
}

static struct itk_data
of_selected(const struct itk_plan_values *values, const struct itk_data *in,
            struct name name)
{
    const struct itk_selected *selected = in->node;

    if (is(name, "cite"))
        return text(selected->clause->cite);
    if (is(name, "title"))
        return text(selected->clause->label.in[values->view.guide->lang]);
    return is(name, "reason") ? text(selected->reason) : absent;
}

/* A yes-no that is no field, with its word (NULL: none) and yes and no below
 * it. */
static struct itk_data
own_truth(bool holds, const char *word)
{
    struct itk_data data = text(word);

    data.kind = ITK_DATA_BOOL;
    data.truth = holds;
    data.tag = TAG_TRUTH;
    return data;
}

static struct itk_data
of_truth(const struct itk_data *in, struct name name)
{
    if (is(name, "yes"))
        return truth(in->truth);
    return is(name, "no") ? truth(!in->truth) : absent;
}

static struct itk_data
of_row(const struct itk_plan_values *values, const struct itk_data *in,
       struct name name)
{
    const struct itk_plan_requirement *row = in->node;
    const struct itk_requirements *rule = values->requirements->rule;
    const struct itk_selected *selected = row->selected;

    if (is(name, "number"))
        return text(row->number);
    if (is(name, "cite"))
        return text(selected->clause->cite);
    if (is(name, "id"))
        return text(selected->clause->id);
    if (is(name, "title"))
        return text(selected->version->title);
    if (is(name, "label"))
        return text(selected->clause->label.in[values->view.guide->lang]);
    if (is(name, "check"))
        return text(selected->version->check);
    if (is(name, "applies"))
        return own_truth(selected->in, selected->in ? rule->yes : rule->no);
    if (is(name, "why"))
        return text(row->why);
    if (is(name, "article"))
        return row->article ? text(row->article) : no_value;
    if (is(name, "late"))
        return own_truth(row->late, NULL);
    if (!is(name, rule->list->id))
        return absent;
    if (row->member == SIZE_MAX)
        return no_value;
    return tagged(ITK_DATA_GROUP, TAG_MEMBER, rule->list, row->member, 0);
}

static struct itk_data
of_root(const struct itk_plan_values *values, struct name name)
{
    static const struct {
        const char *word;
        enum names names;
    } own[] = {
        {"document", IN_DOCUMENT}, {"revision", IN_REVISION}, {"case", IN_CASE},
        {"value", IN_VALUE},       {"party", IN_PARTY},       {"text", IN_TEXT},
        {"texts", IN_TEXTS},       {"decision", IN_DECISION},
    };

    for (size_t i = 0; i < ITK_COUNT(own); i++) {
        if (is(name, own[i].word))
            return tagged(ITK_DATA_GROUP, TAG_NAMES, NULL, own[i].names, 0);
    }
    if (is(name, "clauses"))
        return tagged(ITK_DATA_BLOCK, TAG_ROOT, values->plan, 0,
                      values->plan->clauses_count);
    if (is(name, "left-out"))
        return tagged(ITK_DATA_LIST, TAG_CHANGED, values->left_out, 0,
                      values->left_out_count);
    if (is(name, "included"))
        return tagged(ITK_DATA_LIST, TAG_CHANGED, values->included, 0,
                      values->included_count);
    if (is(name, "requirement"))
        return tagged(ITK_DATA_LIST, TAG_ROWS, values->requirements, 0,
                      values->requirements->count);
    return of_dictionary(values, NULL, name);
}

/* ---- the look-up ---- */

static struct itk_data
member(const void *self, const struct itk_data *in, const char *word,
       size_t size)
{
    const struct itk_plan_values *values = self;
    const struct name name = {word, size};
    const struct itk_plan_text_item *item;

    switch ((enum tag)in->tag) {
    case TAG_ROOT:
        return in->kind == ITK_DATA_GROUP ? of_root(values, name) : absent;
    case TAG_GROUP:
        return of_dictionary(values, ((const struct itk_entry *)in->node)->id,
                             name);
    case TAG_VALUE:
        return of_value(values, in, name);
    case TAG_MEMBER:
        return of_member(values, in, name);
    case TAG_NAMES:
        return of_names(values, in, name);
    case TAG_DECISION:
        return of_decision(values, in, name);
    case TAG_TEXT_ITEM:
        item = in->node;
        if (is(name, "cite"))
            return text(item->cite);
        return is(name, "text") ? text(item->text) : absent;
    case TAG_SELECTED:
        return of_selected(values, in, name);
    case TAG_ROW:
        return of_row(values, in, name);
    case TAG_TRUTH:
        return of_truth(in, name);
    case TAG_LIST:
        return is(name, "none") ? own_truth(!in->count, NULL) : absent;
    case TAG_TEXTS:
    case TAG_CHANGED:
    case TAG_ROWS:
        break;
    }
    return absent;
}

static struct itk_data
item(const void *self, const struct itk_data *of, size_t index)
{
    const struct itk_selected *const *changed;
    const struct itk_plan_requirements *rows;
    const struct itk_plan_text *texts;

    (void)self;
    switch ((enum tag)of->tag) {
    case TAG_LIST:
        return tagged(ITK_DATA_GROUP, TAG_MEMBER, of->node, index, 0);
    case TAG_TEXTS:
        texts = of->node;
        return tagged(ITK_DATA_GROUP, TAG_TEXT_ITEM, &texts->items[index], 0,
                      0);
    case TAG_CHANGED:
        changed = of->node;
        return tagged(ITK_DATA_GROUP, TAG_SELECTED, changed[index], 0, 0);
    case TAG_ROWS:
        rows = of->node;
        return tagged(ITK_DATA_GROUP, TAG_ROW, &rows->at[index], 0, 0);
    default:
        return absent;
    }
}

struct itk_lookup
itk_plan_lookup(const struct itk_plan_values *values)
{
    return (struct itk_lookup){
        .self = values,
        .root = {.kind = ITK_DATA_GROUP, .tag = TAG_ROOT},
        .member = member,
        .item = item,
    };
}
