/*
 * A case while it is being read, and what concerns more than one value.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "input/check.h"
#include "input/draft.h"

struct draft_member {
    struct itk_value *values; /* in the case's arena */
    struct itk_loc loc;
    bool given; /* it has a value, right or wrong */
};

struct draft_list {
    struct draft_member *members;
    size_t count, room;
    bool none;
    struct itk_loc none_loc;
};

struct itk_draft {
    itk_case *data;
    itk_findings *found;
    struct draft_list *lists;
    size_t items, errors_before;
    bool too_many, full;
};

static struct itk_value *
values_new(struct itk_arena *arena, size_t count)
{
    struct itk_value *values = itk_arena_array(arena, count, sizeof(*values));

    for (size_t i = 0; i < count; i++)
        values[i].text = values[i].canonical = "";
    return values;
}

itk_draft *
itk_draft_new(const struct itk_guide *guide, const char *file,
              itk_findings *found)
{
    const struct itk_dictionary *dict = &guide->dictionary;
    itk_draft *draft = itk_alloc(sizeof(*draft));
    itk_case *data = itk_alloc(sizeof(*data));

    data->guide = guide;
    data->file = itk_arena_dup(&data->arena, file ? file : "");
    data->values = values_new(&data->arena, dict->slots_count);
    data->lists =
        itk_arena_array(&data->arena, dict->lists_count, sizeof(*data->lists));
    draft->data = data;
    draft->found = found;
    draft->errors_before = itk_findings_errors(found);
    draft->lists =
        itk_arena_array(&data->arena, dict->lists_count, sizeof(*draft->lists));
    return draft;
}

void
itk_draft_free(itk_draft *draft)
{
    size_t lists;

    if (!draft)
        return;
    lists = draft->data ? draft->data->guide->dictionary.lists_count : 0;
    for (size_t i = 0; i < lists; i++)
        free(draft->lists[i].members);
    itk_case_free(draft->data);
    free(draft);
}

static const struct itk_label *
keep_place(itk_draft *draft, const struct itk_label *place)
{
    struct itk_arena *arena = &draft->data->arena;
    struct itk_label *copy = itk_arena_alloc(arena, sizeof(*copy));

    for (size_t lang = 0; lang < ITK_LANGS; lang++)
        copy->in[lang] = itk_arena_dup(arena, place->in[lang]);
    return copy;
}

/* A place whose strings live as long as the case. */
static struct itk_loc
keep(itk_draft *draft, struct itk_loc loc, const struct itk_label *label,
     const char *id)
{
    if (!loc.file || strcmp(loc.file, draft->data->file) == 0)
        loc.file = draft->data->file;
    else
        loc.file = itk_arena_dup(&draft->data->arena, loc.file);
    loc.where = loc.where && *loc.where
                    ? itk_arena_dup(&draft->data->arena, loc.where)
                    : NULL;
    loc.place = loc.place ? keep_place(draft, loc.place) : NULL;
    loc.label = label;
    loc.field = id;
    return loc;
}

/* "case.xml:12" or "ledger.xlsx 「案件!F12」", as a word of a message. */
static void
put_place(struct itk_buf *out, struct itk_loc loc)
{
    itk_buf_adds(out, loc.file);
    if (loc.line > 0) {
        itk_buf_addc(out, ':');
        itk_buf_addu(out, (uint64_t)loc.line);
    }
    if (loc.where) {
        itk_buf_adds(out, loc.line > 0 ? ": " : " ");
        itk_buf_adds(out, loc.where);
    }
}

/* An error whose {1} is another place. */
static void
fault_with_place(itk_draft *draft, struct itk_loc loc, enum itk_msg id,
                 struct itk_loc other)
{
    struct itk_buf place = ITK_BUF_INIT;

    put_place(&place, other);
    itk_findings_add(draft->found, ITK_SEV_ERROR, loc, id,
                     ITK_ARGS(place.data));
    itk_buf_free(&place);
}

void
itk_draft_value(itk_draft *draft, const struct itk_field *field, size_t member,
                const char *text, size_t size, struct itk_loc loc)
{
    struct draft_member *in = NULL;
    struct itk_value *value = draft->data->values;
    bool good;

    if (field->list) {
        if (member == ITK_NO_MEMBER)
            return;
        assert(member < draft->lists[field->list->index].count);
        in = &draft->lists[field->list->index].members[member];
        value = in->values;
    }
    value += field->slot;
    loc = keep(draft, loc, &field->label, field->id);
    if (value->loc.field) {
        fault_with_place(draft, loc, ITK_MSG_CASE_TWICE, value->loc);
        return;
    }
    good = itk_check_value(field, text, size, loc, &draft->data->arena,
                           draft->found, value);
    if (in && (!good || value->present))
        in->given = true;
}

void
itk_draft_plain(itk_draft *draft, const struct itk_field *field, size_t member,
                const char *text, size_t size, struct itk_loc loc)
{
    struct itk_buf lines = ITK_BUF_INIT;

    if (field->type != ITK_TYPE_PARAGRAPH || !memchr(text, '\n', size)) {
        itk_draft_value(draft, field, member, text, size, loc);
        return;
    }
    /* As the canonical form has them: the first line begins after a break, so
     * that it counts for the common indentation (space.h). */
    itk_buf_addc(&lines, '\n');
    itk_buf_add(&lines, text, size);
    itk_draft_value(draft, field, member, lines.data, lines.size, loc);
    itk_buf_free(&lines);
}

size_t
itk_draft_member(itk_draft *draft, const struct itk_list *list,
                 struct itk_loc loc)
{
    struct draft_list *to = &draft->lists[list->index];
    struct itk_buf most = ITK_BUF_INIT;

    loc = keep(draft, loc, &list->label, list->id);
    if (draft->items < ITK_CASE_MAX_ITEMS) {
        if (to->count == to->room) {
            to->room = to->room ? to->room * 2 : 8;
            to->members = itk_grow(to->members, to->room, sizeof(*to->members));
        }
        to->members[to->count] = (struct draft_member){
            values_new(&draft->data->arena, list->fields_count), loc, false};
        draft->items++;
        return to->count++;
    }
    if (!draft->too_many) {
        itk_buf_addu(&most, ITK_CASE_MAX_ITEMS);
        itk_findings_add(draft->found, ITK_SEV_ERROR, loc, ITK_MSG_CASE_ITEMS,
                         ITK_ARGS(most.data));
        itk_buf_free(&most);
    }
    draft->too_many = true;
    return ITK_NO_MEMBER;
}

void
itk_draft_none(itk_draft *draft, const struct itk_list *list,
               struct itk_loc loc)
{
    struct draft_list *to = &draft->lists[list->index];

    loc = keep(draft, loc, &list->label, list->id);
    if (to->none) {
        fault_with_place(draft, loc, ITK_MSG_CASE_TWICE, to->none_loc);
        return;
    }
    to->none = true;
    to->none_loc = loc;
}

bool
itk_draft_is_full(itk_draft *draft)
{
    struct itk_buf most = ITK_BUF_INIT;
    const size_t errors =
        itk_findings_errors(draft->found) - draft->errors_before;

    if (draft->full || errors < ITK_CASE_MAX_FAULTS)
        return draft->full;
    itk_buf_addu(&most, ITK_CASE_MAX_FAULTS);
    itk_findings_add(draft->found, ITK_SEV_ERROR,
                     (struct itk_loc){.file = draft->data->file},
                     ITK_MSG_CASE_FAULTS, ITK_ARGS(most.data));
    itk_buf_free(&most);
    draft->full = true;
    return true;
}

static void
check_count(itk_draft *draft, const struct itk_list *list)
{
    const struct draft_list *in = &draft->lists[list->index];
    struct itk_buf have = ITK_BUF_INIT, most = ITK_BUF_INIT;

    if (in->count <= list->max)
        return;
    itk_buf_addu(&have, in->count);
    itk_buf_addu(&most, list->max);
    itk_findings_add(draft->found, ITK_SEV_ERROR, in->members[list->max].loc,
                     ITK_MSG_CASE_LIST_LONG, ITK_ARGS(have.data, most.data));
    itk_buf_free(&have);
    itk_buf_free(&most);
}

static void
check_members(itk_draft *draft, const struct itk_list *list)
{
    const struct draft_list *in = &draft->lists[list->index];

    if (in->none && in->count > 0)
        fault_with_place(draft, in->none_loc, ITK_MSG_CASE_NONE_MEMBERS,
                         in->members[0].loc);
    for (size_t i = 0; i < in->count && !itk_draft_is_full(draft); i++) {
        if (!in->members[i].given)
            itk_findings_add(draft->found, ITK_SEV_ERROR, in->members[i].loc,
                             ITK_MSG_CASE_MEMBER_EMPTY, ITK_NO_ARGS);
    }
}

struct key {
    const struct itk_value *value;
    size_t member;
};

static int
by_key(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    const int order = strcmp(x->value->canonical, y->value->canonical);

    return order ? order : (x->member > y->member) - (x->member < y->member);
}

static void
fault_key(itk_draft *draft, const struct itk_field *field,
          const struct key *key, const struct key *first)
{
    struct itk_buf en = ITK_BUF_INIT, ja = ITK_BUF_INIT, place = ITK_BUF_INIT;

    itk_check_quote(&en, ITK_EN, field, key->value->text);
    itk_check_quote(&ja, ITK_JA, field, key->value->text);
    put_place(&place, first->value->loc);
    itk_findings_add_both(draft->found, ITK_SEV_ERROR, key->value->loc,
                          ITK_MSG_CASE_KEY_TWICE, ITK_ARGS(en.data, place.data),
                          ITK_ARGS(ja.data, place.data));
    itk_buf_free(&en);
    itk_buf_free(&ja);
    itk_buf_free(&place);
}

/* Sorted, so that equal keys stand side by side, the first given first. */
static void
check_keys(itk_draft *draft, const struct itk_list *list)
{
    const struct draft_list *in = &draft->lists[list->index];
    struct key *keys;
    size_t count = 0, first = 0;

    if (!list->key || in->count < 2)
        return;
    keys = itk_grow(NULL, in->count, sizeof(*keys));
    for (size_t i = 0; i < in->count; i++) {
        const struct itk_value *value = &in->members[i].values[list->key->slot];

        if (value->present)
            keys[count++] = (struct key){value, i};
    }
    qsort(keys, count, sizeof(*keys), by_key);
    for (size_t i = 1; i < count && !itk_draft_is_full(draft); i++) {
        if (strcmp(keys[i].value->canonical, keys[first].value->canonical))
            first = i;
        else
            fault_key(draft, list->key, &keys[i], &keys[first]);
    }
    free(keys);
}

static void
hand_over(itk_draft *draft, const struct itk_list *list)
{
    const struct draft_list *from = &draft->lists[list->index];
    struct itk_members *to = &draft->data->lists[list->index];
    struct itk_member *members =
        itk_arena_array(&draft->data->arena, from->count, sizeof(*members));

    for (size_t i = 0; i < from->count; i++) {
        members[i].values = from->members[i].values;
        members[i].loc = from->members[i].loc;
    }
    to->at = members;
    to->count = from->count;
    to->known = from->none || from->count > 0;
    to->loc = from->count > 0 ? from->members[0].loc : from->none_loc;
}

itk_case *
itk_draft_finish(itk_draft *draft, const char *id)
{
    itk_case *data = draft->data;
    const struct itk_dictionary *dict = &data->guide->dictionary;
    struct itk_buf canonical = ITK_BUF_INIT;

    data->id = itk_arena_dup(&data->arena, id);
    for (size_t i = 0; i < dict->lists_count; i++) {
        const struct itk_list *list = &dict->lists[i];

        check_count(draft, list);
        check_members(draft, list);
        check_keys(draft, list);
        hand_over(draft, list);
        free(draft->lists[i].members);
        draft->lists[i] = (struct draft_list){0};
    }
    itk_case_write_xml(data, data->guide, &canonical);
    data->digest = itk_digest_of(canonical.data, canonical.size);
    itk_buf_free(&canonical);
    draft->data = NULL;
    return data;
}
