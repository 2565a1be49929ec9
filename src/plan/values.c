/*
 * The look-up of a plan: names.c finds what a name stands for, here is its
 * value, from the case, the decisions and the document's own texts, without a
 * copy.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "plan/draft.h"
#include "plan/names.h"

/* A datum's `tag` is its enum itk_name_what. `node` and `index` are those of
 * the name, but for
 *   FIELD, MEMBER  index: the member of the list
 *   DECISION       node: itk_answer
 *   TEXT_LIST      node: itk_plan_text
 *   TEXT_ITEM      node: itk_plan_text_item
 *   CHANGE         node: itk_selected; of their lists, an array of them
 *   REQUIREMENT    node: itk_plan_requirement */

static const struct itk_data absent = {.kind = ITK_DATA_ABSENT};
static const struct itk_data no_value = {.kind = ITK_DATA_ABSENT,
                                         .named = true};

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
tagged(enum itk_data_kind kind, enum itk_name_what tag, const void *node,
       size_t index, size_t count)
{
    return (struct itk_data){.kind = kind,
                             .count = count,
                             .node = node,
                             .index = index,
                             .tag = (int)tag};
}

/* ---- the case ---- */

static struct itk_data
of_field(const struct itk_plan_values *values, const struct itk_field *field,
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
    data.tag = ITK_NAME_FIELD;
    data.node = field;
    data.index = member;
    return data;
}

static struct itk_data
of_list(const struct itk_plan_values *values, const struct itk_list *list)
{
    const struct itk_members *members =
        itk_case_members(values->view.data, list);

    if (!members->known)
        return absent;
    return tagged(ITK_DATA_LIST, ITK_NAME_LIST, list, 0, members->count);
}

/* That of the document, or of a row of the survey. */
static struct itk_data
of_member(const struct itk_plan_values *values, const struct itk_data *in,
          const struct itk_list *list)
{
    const struct itk_plan_requirement *row = in->node;
    const size_t member =
        in->tag == ITK_NAME_REQUIREMENT ? row->member : values->member;

    if (member == SIZE_MAX)
        return no_value;
    return tagged(ITK_DATA_GROUP, ITK_NAME_MEMBER, list, member, 0);
}

/* A field's own names: place.kind.outside, history.trouble.no. */
static struct itk_data
of_value(const struct itk_plan_values *values, const struct itk_data *in,
         struct itk_name name)
{
    const struct itk_value *value =
        itk_case_value(values->view.data, name.node, in->index);

    if (name.what == ITK_NAME_CHOSEN)
        return truth(value->choice == name.index);
    return truth(value->yes == (name.what == ITK_NAME_FIELD_YES));
}

/* ---- decisions ---- */

static struct itk_data
of_decisions(const struct itk_plan_values *values,
             const struct itk_decision *decision)
{
    for (size_t i = 0; i < itk_decisions_count(values->decisions); i++) {
        const struct itk_answer *answer =
            itk_decisions_at(values->decisions, i);

        if (answer->decision == decision)
            return tagged(ITK_DATA_GROUP, ITK_NAME_DECISION, answer, 0, 0);
    }
    return absent;
}

static struct itk_data
of_answer(const struct itk_plan_values *values, const struct itk_answer *answer,
          struct itk_name name)
{
    if (!answer->outcome)
        return absent;
    if (name.what == ITK_NAME_SAY)
        return text(answer->outcome->say.in[values->view.guide->lang]);
    return truth(answer->outcome->bit == name.index);
}

/* ---- the document ---- */

static struct itk_data
of_texts(const struct itk_plan_values *values, struct itk_name name)
{
    const struct itk_plan_text *have = &values->texts[name.index];

    if (name.what == ITK_NAME_TEXT_LIST)
        return tagged(ITK_DATA_LIST, name.what, have, 0, have->count);
    return text(have->count ? have->items[0].text : NULL);
}

static struct itk_data
of_change(const struct itk_plan_values *values,
          const struct itk_selected *selected, enum itk_name_what what)
{
    if (what == ITK_NAME_CHANGE_CITE)
        return text(selected->clause->cite);
    if (what == ITK_NAME_CHANGE_TITLE)
        return text(selected->clause->label.in[values->view.guide->lang]);
    return text(selected->reason);
}

/* A yes-no that is no field, with its word (NULL: none) and yes and no below
 * it. */
static struct itk_data
own_truth(enum itk_name_what what, bool holds, const char *word)
{
    struct itk_data data = text(word);

    data.kind = ITK_DATA_BOOL;
    data.truth = holds;
    data.tag = (int)what;
    return data;
}

static struct itk_data
of_row(const struct itk_plan_values *values, const struct itk_data *in,
       enum itk_name_what what)
{
    const struct itk_plan_requirement *row = in->node;
    const struct itk_requirements *rule = values->requirements->rule;
    const struct itk_selected *selected = row->selected;

    switch (what) {
    case ITK_NAME_ROW_NUMBER:
        return text(row->number);
    case ITK_NAME_ROW_CITE:
        return text(selected->clause->cite);
    case ITK_NAME_ROW_ID:
        return text(selected->clause->id);
    case ITK_NAME_ROW_TITLE:
        return text(selected->version->title);
    case ITK_NAME_ROW_LABEL:
        return text(selected->clause->label.in[values->view.guide->lang]);
    case ITK_NAME_ROW_CHECK:
        return text(selected->version->check);
    case ITK_NAME_ROW_APPLIES:
        return own_truth(what, selected->in,
                         selected->in ? rule->yes : rule->no);
    case ITK_NAME_ROW_WHY:
        return text(row->why);
    case ITK_NAME_ROW_ARTICLE:
        return row->article ? text(row->article) : no_value;
    default:
        return own_truth(what, row->late, NULL);
    }
}

static struct itk_data
of_document(const struct itk_plan_values *values, struct itk_name name)
{
    const struct itk_guide_value *value = name.node;

    switch (name.what) {
    case ITK_NAME_TITLE:
        return text(values->plan->title);
    case ITK_NAME_FORM:
        return text(values->form);
    case ITK_NAME_CASE_ID:
        return text(values->plan->case_id);
    case ITK_NAME_DATE:
        return text(values->plan->revision);
    case ITK_NAME_CLIENT:
        return text(values->pair->client);
    case ITK_NAME_CONTRACTOR:
        return text(values->pair->contractor);
    case ITK_NAME_VALUE:
        return text(itk_guide_value_at(values->view.guide, value->id,
                                       values->view.revision));
    case ITK_NAME_CLAUSES:
        return tagged(ITK_DATA_BLOCK, name.what, values->plan, 0,
                      values->plan->clauses_count);
    case ITK_NAME_LEFT_OUT:
        return tagged(ITK_DATA_LIST, name.what, values->left_out, 0,
                      values->left_out_count);
    case ITK_NAME_INCLUDED:
        return tagged(ITK_DATA_LIST, name.what, values->included, 0,
                      values->included_count);
    case ITK_NAME_REQUIREMENTS:
        return tagged(ITK_DATA_LIST, name.what, values->requirements, 0,
                      values->requirements->count);
    default: /* groups of names */
        return tagged(ITK_DATA_GROUP, name.what, name.node, 0, 0);
    }
}

/* ---- the look-up ---- */

/* The name that stands for a datum; put where it is to be, since a copy of what
 * was just written in pieces is slow. */
static inline void
set_name(struct itk_name *name, const struct itk_data *data)
{
    const struct itk_answer *answer = data->node;

    name->what = (enum itk_name_what)data->tag;
    name->node =
        name->what == ITK_NAME_DECISION ? answer->decision : data->node;
    name->index = 0;
}

static struct itk_data
value_of(const struct itk_plan_values *values, const struct itk_data *in,
         struct itk_name name)
{
    const struct itk_plan_text_item *item = in->node;

    switch (name.what) {
    case ITK_NAME_NONE:
        return absent;
    case ITK_NAME_FIELD:
        return of_field(values, name.node,
                        in->tag == ITK_NAME_MEMBER ? in->index : 0);
    case ITK_NAME_LIST:
        return of_list(values, name.node);
    case ITK_NAME_LIST_NONE:
        return own_truth(name.what, !in->count, NULL);
    case ITK_NAME_MEMBER:
        return of_member(values, in, name.node);
    case ITK_NAME_CHOSEN:
    case ITK_NAME_FIELD_YES:
    case ITK_NAME_FIELD_NO:
        return of_value(values, in, name);
    case ITK_NAME_DECISION:
        return of_decisions(values, name.node);
    case ITK_NAME_SAY:
    case ITK_NAME_OUTCOME:
        return of_answer(values, in->node, name);
    case ITK_NAME_TEXT:
    case ITK_NAME_TEXT_LIST:
        return of_texts(values, name);
    case ITK_NAME_ITEM_CITE:
        return text(item->cite);
    case ITK_NAME_ITEM_TEXT:
        return text(item->text);
    case ITK_NAME_CHANGE_CITE:
    case ITK_NAME_CHANGE_TITLE:
    case ITK_NAME_CHANGE_REASON:
        return of_change(values, in->node, name.what);
    case ITK_NAME_TRUTH_YES:
    case ITK_NAME_TRUTH_NO:
        return truth(in->truth == (name.what == ITK_NAME_TRUTH_YES));
    default:
        return in->tag == ITK_NAME_REQUIREMENT ? of_row(values, in, name.what)
                                               : of_document(values, name);
    }
}

static struct itk_data
member(const void *self, const struct itk_data *in, const char *word,
       size_t size)
{
    const struct itk_plan_values *values = self;
    const struct itk_names names = {values->view.guide, values->view.revision,
                                    values->version};
    struct itk_name at;

    set_name(&at, in);
    return value_of(values, in, itk_name_below(&names, &at, word, size));
}

static struct itk_data
item(const void *self, const struct itk_data *of, size_t index)
{
    const struct itk_selected *const *changed = of->node;
    const struct itk_plan_requirements *rows = of->node;
    const struct itk_plan_text *texts = of->node;
    struct itk_name list;
    enum itk_name_what what;

    (void)self;
    set_name(&list, of);
    what = itk_name_item(list).what;
    switch (what) {
    case ITK_NAME_MEMBER:
        return tagged(ITK_DATA_GROUP, what, of->node, index, 0);
    case ITK_NAME_TEXT_ITEM:
        return tagged(ITK_DATA_GROUP, what, &texts->items[index], 0, 0);
    case ITK_NAME_CHANGE:
        return tagged(ITK_DATA_GROUP, what, changed[index], 0, 0);
    case ITK_NAME_REQUIREMENT:
        return tagged(ITK_DATA_GROUP, what, &rows->at[index], 0, 0);
    default:
        return absent;
    }
}

struct itk_lookup
itk_plan_lookup(const struct itk_plan_values *values)
{
    return (struct itk_lookup){
        .self = values,
        .root = {.kind = ITK_DATA_GROUP, .tag = ITK_NAME_ROOT},
        .member = member,
        .item = item,
    };
}
