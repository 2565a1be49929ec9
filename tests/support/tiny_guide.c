/*
 * The small guideline of tiny_guide.h, from one table.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tiny_guide.h"

enum row_kind { GROUP, LIST, TEXT, PARAGRAPH, DATE, NUMBER, YES_NO, CHOICE };

static const struct row {
    enum row_kind kind;
    unsigned depth;
    const char *id;
    const char *ja, *en;
    int64_t min, max;
    bool personal;
    const char *example;
} rows[] = {
    {GROUP, 0, "work", "業務", "Work", 0, 0, false, ""},
    {TEXT, 1, "work.name", "業務の名称", "Name of the work", 0, 20, false,
     "封入--業務 <1>"},
    {PARAGRAPH, 1, "work.purpose", "目的", "Purpose", 0, 50, false, ""},
    {DATE, 1, "work.start", "始期", "Start", 0, 0, false, "令和8年4月1日"},
    {NUMBER, 1, "work.amount", "予定金額", "Amount", 0, 1000000, false, ""},
    {GROUP, 0, "person", "担当者", "Person", 0, 0, false, ""},
    {TEXT, 1, "person.name", "氏名", "Name", 0, 10, true, ""},
    {DATE, 1, "person.born", "生年月日", "Born", 0, 0, true, ""},
    {NUMBER, 1, "person.pin", "番号", "Pin", 1, 9, true, ""},
    {GROUP, 1, "person.home", "住まい", "Home", 0, 0, false, ""},
    {TEXT, 2, "person.home.town", "町", "Town", 0, 20, false, ""},
    {LIST, 0, "place", "作業場所", "Work places", 0, 3, false, ""},
    {TEXT, 1, "place.name", "場所の名称", "Name of the place", 0, 20, false,
     ""},
    {CHOICE, 1, "place.kind", "区分", "Kind", 0, 0, false, ""},
    {YES_NO, 1, "place.abroad", "国外か", "Abroad?", 0, 0, false, ""},
    {LIST, 0, "worker", "作業従事者", "Workers", 0, 2, false, ""},
    {TEXT, 1, "worker.name", "従事者の氏名", "Name of the worker", 0, 10, true,
     ""},
    {TEXT, 1, "worker.post", "職名", "Post", 0, 10, false, ""},
    {LIST, 0, "item", "品目", "Items", 0, 20000, false, ""},
    {NUMBER, 1, "item.no", "品番", "Number", 0, 99999, false, ""},
};

static const struct itk_choice choices[] = {
    {"inside", {{"inside the premises", "庁舎内"}}, "あり"},
    {"outside", {{"outside", "庁舎外(I)"}}, "なし"},
};

static const struct itk_label nothing = {{"", ""}};

struct build {
    struct itk_field *fields;
    struct itk_list *lists;
    struct itk_group *groups;
    struct itk_entry *entries;
    size_t fields_count, lists_count, slots;
    struct itk_list *list; /* the one that fields now belong to, or NULL */
};

static void
add_list(struct build *b, const struct row *row, struct itk_entry *entry)
{
    struct itk_list *list = &b->lists[b->lists_count];

    *list = (struct itk_list){.id = row->id,
                              .index = b->lists_count++,
                              .label = {{row->en, row->ja}},
                              .help = nothing,
                              .cite = "5(2)",
                              .first = &b->fields[b->fields_count],
                              .max = (size_t)row->max};
    b->list = list;
    entry->kind = ITK_ENTRY_LIST;
    entry->list = list;
}

static void
add_field(struct build *b, const struct row *row, struct itk_entry *entry)
{
    static const enum itk_type types[] = {
        [TEXT] = ITK_TYPE_TEXT,     [PARAGRAPH] = ITK_TYPE_PARAGRAPH,
        [DATE] = ITK_TYPE_DATE,     [NUMBER] = ITK_TYPE_NUMBER,
        [YES_NO] = ITK_TYPE_YES_NO, [CHOICE] = ITK_TYPE_CHOICE};
    struct itk_field *field = &b->fields[b->fields_count];

    *field = (struct itk_field){.id = row->id,
                                .name = strrchr(row->id, '.') + 1,
                                .index = b->fields_count++,
                                .type = types[row->kind],
                                .label = {{row->en, row->ja}},
                                .help = {{"help --> here", "説明 --> です"}},
                                .example = row->example,
                                .cite = "",
                                .unit = row->kind == NUMBER ? "円" : "",
                                .min = row->min,
                                .max = row->max,
                                .personal = row->personal,
                                .print_yes = "国外",
                                .print_no = "国内",
                                .list = b->list};
    if (row->kind == CHOICE) {
        field->choices = choices;
        field->choices_count = ITK_COUNT(choices);
    }
    field->slot = b->list ? b->list->fields_count++ : b->slots++;
    if (b->list && strcmp(field->name, "name") == 0)
        b->list->key = field;
    entry->kind = ITK_ENTRY_FIELD;
    entry->field = field;
}

static void
add_row(struct build *b, const struct row *row, size_t at)
{
    struct itk_entry *entry = &b->entries[at];

    entry->depth = row->depth;
    entry->id = row->id;
    if (row->kind == LIST) {
        add_list(b, row, entry);
    } else if (row->kind == GROUP) {
        b->list = NULL;
        b->groups[at] = (struct itk_group){
            row->id, {{row->en, row->ja}}, nothing, "", (long)at};
        entry->kind = ITK_ENTRY_GROUP;
        entry->group = &b->groups[at];
    } else {
        add_field(b, row, entry);
    }
}

struct itk_guide *
itk_tiny_guide_new(void)
{
    struct itk_guide *guide = itk_alloc(sizeof(*guide));
    const size_t count = ITK_COUNT(rows);
    struct build b = {
        .fields = itk_arena_array(&guide->arena, count, sizeof(*b.fields)),
        .lists = itk_arena_array(&guide->arena, count, sizeof(*b.lists)),
        .groups = itk_arena_array(&guide->arena, count, sizeof(*b.groups)),
        .entries = itk_arena_array(&guide->arena, count, sizeof(*b.entries))};

    for (size_t i = 0; i < count; i++)
        add_row(&b, &rows[i], i);
    guide->id = "tiny";
    guide->lang = ITK_JA;
    guide->name = (struct itk_label){{"Tiny -- guideline", "小さな指針"}};
    guide->dictionary = (struct itk_dictionary){.fields = b.fields,
                                                .fields_count = b.fields_count,
                                                .slots_count = b.slots,
                                                .lists = b.lists,
                                                .lists_count = b.lists_count,
                                                .entries = b.entries,
                                                .entries_count = count};
    itk_dictionary_place(&guide->dictionary, &guide->arena);
    return guide;
}

void
itk_tiny_guide_free(struct itk_guide *guide)
{
    if (!guide)
        return;
    itk_arena_fini(&guide->arena);
    free(guide);
}

const struct itk_field *
itk_tiny_field(const struct itk_guide *guide, const char *id)
{
    const struct itk_field *field =
        itk_dictionary_field(&guide->dictionary, id);

    assert(field);
    return field;
}

const struct itk_list *
itk_tiny_list(const struct itk_guide *guide, const char *id)
{
    const struct itk_list *list = itk_dictionary_list(&guide->dictionary, id);

    assert(list);
    return list;
}
