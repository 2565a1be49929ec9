/*
 * The tree of data for a template, and its look-up: members sorted by size and
 * name, found by halving.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/data_tree.h"
#include "text/utf8.h"

itk_dataset *
itk_dataset_new(size_t items)
{
    itk_dataset *data = itk_alloc(sizeof(*data));

    data->most_items = items;
    return data;
}

void
itk_dataset_settle(itk_dataset *data)
{
    free(data->items_open);
    free(data->members_open);
    free(data->sorted);
    data->sorted = NULL;
    data->items_open = NULL;
    data->members_open = NULL;
}

void
itk_dataset_free(itk_dataset *data)
{
    if (!data)
        return;
    itk_dataset_settle(data);
    itk_arena_fini(&data->arena);
    free(data);
}

static void *
room_for(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return array;
    *room = *room ? *room * 2 : 64;
    return itk_grow(array, *room, size);
}

void
itk_dataset_push_item(itk_dataset *data, struct itk_datum value)
{
    data->items_open = room_for(data->items_open, data->items_count,
                                &data->items_room, sizeof(*data->items_open));
    data->items_open[data->items_count++] = value;
}

void
itk_dataset_push_member(itk_dataset *data, struct itk_datum_member member)
{
    struct itk_datum_open *open;

    data->members_open =
        room_for(data->members_open, data->members_count, &data->members_room,
                 sizeof(*data->members_open));
    open = &data->members_open[data->members_count++];
    open->key = itk_datum_key(member.name, member.size);
    open->member = member;
}

struct itk_datum
itk_dataset_pop_list(itk_dataset *data, size_t base)
{
    const size_t count = data->items_count - base;
    struct itk_datum list = {.kind = ITK_DATUM_LIST, .count = count};
    struct itk_datum *kept;

    data->items_count = base;
    if (count == 0)
        return list;
    kept = itk_arena_room(&data->arena, count, sizeof(*kept));
    memcpy(kept, data->items_open + base, count * sizeof(*kept));
    list.below.items = kept;
    return list;
}

/* How a name stands to a member whose key is equal. */
static inline int
compare(const char *name, size_t size, const struct itk_datum_member *with)
{
    if (size != with->size)
        return size < with->size ? -1 : 1;
    return size <= ITK_DATUM_WHOLE ? 0 : memcmp(name, with->name, size);
}

/* Of one name, the later one comes later. */
static int
by_name(const void *left, const void *right)
{
    const struct itk_datum_open *a = left, *b = right;
    int order = (a->key > b->key) - (a->key < b->key);

    if (!order)
        order = compare(a->member.name, a->member.size, &b->member);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* Room for the keys and the members of `to`. */
static struct itk_datum_member *
make_members(itk_dataset *data, struct itk_datum *to, uint64_t **keys)
{
    struct itk_datum_member *members;

    *keys = itk_arena_room(&data->arena, to->count,
                           sizeof(**keys) + sizeof(*members));
    members = (struct itk_datum_member *)(void *)(*keys + to->count);
    to->below.members = members;
    return members;
}

/* Puts them where those of the object before went; false when it had others. */
static bool
settle_alike(const itk_dataset *data, const struct itk_datum_open *open,
             uint64_t *keys, struct itk_datum_member *to, size_t count)
{
    const struct itk_datum *shape = &data->shape;

    if (count != shape->count)
        return false;
    for (size_t i = 0; i < count; i++) {
        const size_t at = data->sorted[i];
        const struct itk_datum_member *member = &open[i].member;

        if (open[i].key != itk_datum_keys(shape)[at] ||
            compare(member->name, member->size, &shape->below.members[at]) != 0)
            return false;
        keys[at] = open[i].key;
        to[at] = *member;
    }
    return true;
}

static void
settle_sorted(itk_dataset *data, struct itk_datum_open *open, uint64_t *keys,
              struct itk_datum_member *to, size_t count)
{
    for (size_t i = 0; i < count; i++)
        open[i].place = i;
    qsort(open, count, sizeof(*open), by_name);
    if (data->sorted_room < count) {
        data->sorted = itk_grow(data->sorted, count, sizeof(*data->sorted));
        data->sorted_room = count;
    }
    for (size_t i = 0; i < count; i++) {
        keys[i] = open[i].key;
        to[i] = open[i].member;
        data->sorted[open[i].place] = i;
    }
}

const struct itk_datum_member *
itk_dataset_pop_members(itk_dataset *data, size_t base, struct itk_datum *to)
{
    const size_t count = data->members_count - base;
    struct itk_datum_open *open = data->members_open + base;
    struct itk_datum_member *members;
    uint64_t *keys;

    data->members_count = base;
    to->count = count;
    if (count == 0)
        return NULL;
    members = make_members(data, to, &keys);
    if (settle_alike(data, open, keys, members, count))
        return NULL;
    settle_sorted(data, open, keys, members, count);
    data->shape = *to;
    for (size_t i = 1; i < count; i++) {
        if (keys[i - 1] == keys[i] &&
            compare(members[i].name, members[i].size, &members[i - 1]) == 0)
            return &members[i];
    }
    return NULL;
}

static bool
past_limit(size_t limit, enum itk_fault fault, struct itk_loc loc,
           enum itk_msg id, struct itk_error *err)
{
    struct itk_buf number = ITK_BUF_INIT;

    itk_buf_addu(&number, limit);
    (void)itk_fail(err, fault, loc, id, ITK_ARGS(number.data));
    itk_buf_free(&number);
    return false;
}

/* A picture is longer than anything that people read. */
static bool
is_image(const struct itk_datum *value)
{
    static const char scheme[] = "data:image/";

    return value->size <= ITK_DATA_MAX_IMAGE &&
           memcmp(value->text, scheme, sizeof(scheme) - 1) == 0;
}

bool
itk_dataset_count(itk_dataset *data, const struct itk_datum *value, bool item,
                  enum itk_fault fault, struct itk_loc loc,
                  struct itk_error *err)
{
    if (++data->values > ITK_DATA_MAX_VALUES)
        return past_limit(ITK_DATA_MAX_VALUES, fault, loc, ITK_MSG_DATA_VALUES,
                          err);
    if (item && ++data->items > data->most_items)
        return past_limit(data->most_items, fault, loc, ITK_MSG_DATA_ITEMS,
                          err);
    if (value->kind == ITK_DATUM_TEXT && value->size > ITK_DATA_MAX_TEXT &&
        !is_image(value) &&
        itk_utf8_count(value->text, value->size) > ITK_DATA_MAX_TEXT)
        return past_limit(ITK_DATA_MAX_TEXT, fault, loc, ITK_MSG_DATA_TEXT_LONG,
                          err);
    return true;
}

static struct itk_data
data_of(const struct itk_datum *value)
{
    static const enum itk_data_kind kinds[] = {
        [ITK_DATUM_NULL] = ITK_DATA_ABSENT, [ITK_DATUM_TEXT] = ITK_DATA_TEXT,
        [ITK_DATUM_BOOL] = ITK_DATA_BOOL,   [ITK_DATUM_LIST] = ITK_DATA_LIST,
        [ITK_DATUM_GROUP] = ITK_DATA_GROUP,
    };

    return (struct itk_data){
        .kind = kinds[value->kind],
        .truth = value->truth,
        .number = value->number,
        .named = value->kind == ITK_DATUM_NULL,
        .text = value->text,
        .size = value->size,
        .count = value->kind == ITK_DATUM_LIST ? value->count : 0,
        .node = value,
    };
}

/* The last key that is not greater, found without a branch that cannot be
 * foreseen; the first when all are. */
static inline size_t
last_not_past(const uint64_t *keys, size_t count, uint64_t key)
{
    size_t at = 0;

    while (count > 1) {
        const size_t half = count / 2;

        at = keys[at + half] <= key ? at + half : at;
        count -= half;
    }
    return at;
}

/* Among members with equal keys, of which `last` is the last. */
static const struct itk_datum_member *
search(const struct itk_datum *value, size_t last, const char *name,
       size_t size)
{
    const uint64_t *keys = itk_datum_keys(value);
    size_t low = 0, high = last + 1;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct itk_datum_member *at = &value->below.members[middle];
        const int order =
            keys[middle] != keys[last] ? 1 : compare(name, size, at);

        if (order == 0)
            return at;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static struct itk_data
member(const void *self, const struct itk_data *in, const char *name,
       size_t size)
{
    const struct itk_datum *value = in->node;
    const uint64_t key = itk_datum_key(name, size);
    const struct itk_datum_member *found = NULL;
    size_t at;

    (void)self;
    if (!value) /* the length of a list: a number that stands nowhere */
        return (struct itk_data){.kind = ITK_DATA_ABSENT};
    if (value->kind == ITK_DATUM_LIST || value->count == 0)
        return (struct itk_data){.kind = ITK_DATA_ABSENT};
    at = last_not_past(itk_datum_keys(value), value->count, key);
    if (itk_datum_keys(value)[at] == key) {
        found = &value->below.members[at];
        if (compare(name, size, found) != 0)
            found = search(value, at, name, size);
    }
    if (!found)
        return (struct itk_data){.kind = ITK_DATA_ABSENT};
    return data_of(&found->value);
}

static struct itk_data
item(const void *self, const struct itk_data *of, size_t index)
{
    const struct itk_datum *value = of->node;

    (void)self;
    return data_of(&value->below.items[index]);
}

struct itk_lookup
itk_dataset_lookup(const itk_dataset *data)
{
    return (struct itk_lookup){.self = data,
                               .root = data_of(&data->root),
                               .member = member,
                               .item = item};
}

void
itk_dataset_names(const itk_dataset *data, const struct itk_data *in,
                  bool (*visit)(void *self, const char *name, size_t size),
                  void *self)
{
    const struct itk_datum *value = in->node;

    (void)data;
    for (size_t i = 0; value->kind != ITK_DATUM_LIST && i < value->count; i++) {
        const struct itk_datum_member *at = &value->below.members[i];

        if (!visit(self, at->name, at->size))
            return;
    }
}

static bool
is_xml(const struct itk_blob *blob)
{
    const unsigned char *at = blob->data;
    size_t i = 0;

    if (blob->size >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
        i = 3;
    if (blob->size >= 2 &&
        ((at[0] == 0xFF && at[1] == 0xFE) || (at[0] == 0xFE && at[1] == 0xFF)))
        return true; /* UTF-16, which JSON may not be */
    while (i < blob->size &&
           (at[i] == ' ' || at[i] == '\t' || at[i] == '\r' || at[i] == '\n'))
        i++;
    return i < blob->size && at[i] == '<';
}

itk_dataset *
itk_dataset_read(const struct itk_blob *blob, size_t items,
                 struct itk_error *err)
{
    return is_xml(blob) ? itk_dataset_read_xml(blob, items, err)
                        : itk_dataset_read_json(blob, items, err);
}
