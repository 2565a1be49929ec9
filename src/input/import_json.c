/*
 * The JSON form of a case (docs/case.md): objects nested as the field ids are,
 * a list as an array. What a value holds is for check.c, what concerns several
 * for draft.c; here is the shape.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/data_tree.h"
#include "input/draft.h"
#include "input/id.h"

#define NAME_MAX_SHOWN 64u /* longer names are no misspelling of ours */

struct reader {
    const struct itk_blob *in;
    const struct itk_dictionary *dict;
    itk_draft *draft;
    itk_findings *found;
    long line;    /* of the first byte */
    size_t *ends; /* offsets of the line ends */
    size_t ends_count;
    struct itk_buf pointer; /* to where the reader is (RFC 6901) */
    struct itk_buf id;      /* the same as a dotted path */
};

/* The place of what begins at the offset `at`. */
static struct itk_loc
loc_of(const struct reader *r, size_t at, const struct itk_entry *entry)
{
    size_t low = 0, high = r->ends_count;
    struct itk_loc loc = {.file = r->in->name, .where = r->pointer.data};

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (r->ends[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    loc.line = r->line + (long)low;
    if (entry) {
        loc.label = itk_entry_label(entry);
        loc.field = entry->id;
    }
    return loc;
}

static void
index_lines(struct reader *r)
{
    const char *text = r->in->data, *at = text;
    const char *end = text + r->in->size;
    const bool mark = r->in->size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
    size_t room = 0;

    if (mark)
        text += 3;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        if (r->ends_count == room) {
            room = room ? room * 2 : 256;
            r->ends = itk_grow(r->ends, room, sizeof(*r->ends));
        }
        r->ends[r->ends_count++] = (size_t)(at++ - text);
    }
}

static void
cut(struct itk_buf *text, size_t size)
{
    text->size = size;
    if (text->room)
        text->data[size] = '\0';
}

/* ---- faults ---- */

static const struct itk_label kinds[] = {
    [ITK_ENTRY_GROUP] = {{"an object, { ... }", "オブジェクト「{ … }」"}},
    [ITK_ENTRY_LIST] = {{"an array of objects, [ {...} ]",
                         "オブジェクトの配列「[ {…} ]」"}},
    [ITK_ENTRY_FIELD] = {{"a text, number, true or false",
                          "文字列、数、true 又は false"}},
};

static void
fault_kind(const struct reader *r, size_t at, const struct itk_entry *entry,
           int wanted)
{
    const struct itk_label *kind = &kinds[wanted];

    itk_findings_add_both(r->found, ITK_SEV_ERROR, loc_of(r, at, entry),
                          ITK_MSG_CASE_JSON_KIND, ITK_ARGS(kind->in[ITK_EN]),
                          ITK_ARGS(kind->in[ITK_JA]));
}

static void
fault_unknown(const struct reader *r, const struct itk_datum_member *member)
{
    const struct itk_loc loc = loc_of(r, member->at, NULL);
    const struct itk_entry *near =
        member->size <= NAME_MAX_SHOWN
            ? itk_dictionary_nearest(r->dict, r->id.data)
            : NULL;
    struct itk_buf name = ITK_BUF_INIT;

    itk_buf_add(&name, member->name,
                member->size <= NAME_MAX_SHOWN ? member->size : 0);
    if (near)
        itk_findings_add_both(
            r->found, ITK_SEV_ERROR, loc, ITK_MSG_CASE_JSON_NEAR,
            ITK_ARGS(name.data, near->id, itk_entry_label(near)->in[ITK_EN]),
            ITK_ARGS(name.data, near->id, itk_entry_label(near)->in[ITK_JA]));
    else
        itk_findings_add(r->found, ITK_SEV_ERROR, loc,
                         ITK_MSG_CASE_JSON_UNKNOWN, ITK_ARGS(name.data));
    itk_buf_free(&name);
}

/* ---- the shape ---- */

static void read_members(struct reader *r, const struct itk_datum *in,
                         size_t member);

static void
read_value(struct reader *r, const struct itk_entry *entry, size_t member,
           const struct itk_datum_member *from)
{
    const struct itk_datum *value = &from->value;
    const struct itk_loc loc = loc_of(r, from->at, entry);
    const char *word = value->truth ? "yes" : "no";

    switch (value->kind) {
    case ITK_DATUM_NULL:
        break;
    case ITK_DATUM_TEXT:
        itk_draft_plain(r->draft, entry->field, member, value->text,
                        value->size, loc);
        break;
    case ITK_DATUM_BOOL:
        if (entry->field->type == ITK_TYPE_YES_NO)
            itk_draft_value(r->draft, entry->field, member, word, strlen(word),
                            loc);
        else
            itk_findings_add(r->found, ITK_SEV_ERROR, loc,
                             ITK_MSG_CASE_JSON_BOOL, ITK_NO_ARGS);
        break;
    case ITK_DATUM_LIST:
    case ITK_DATUM_GROUP:
        fault_kind(r, from->at, entry, ITK_ENTRY_FIELD);
        break;
    }
}

static void
read_items(struct reader *r, const struct itk_entry *entry,
           const struct itk_datum_member *from)
{
    const size_t pointer = r->pointer.size;

    for (size_t i = 0; i < from->value.count && !itk_draft_is_full(r->draft);
         i++) {
        const struct itk_datum *item = &from->value.below.items[i];
        struct itk_loc loc;
        size_t member;

        itk_buf_addc(&r->pointer, '/');
        itk_buf_addu(&r->pointer, i);
        loc = loc_of(r, from->at, entry);
        if (item->kind != ITK_DATUM_GROUP) {
            fault_kind(r, from->at, entry, ITK_ENTRY_GROUP);
        } else {
            member = itk_draft_member(r->draft, entry->list, loc);
            if (member != ITK_NO_MEMBER)
                read_members(r, item, member);
        }
        cut(&r->pointer, pointer);
    }
}

static void
read_list(struct reader *r, const struct itk_entry *entry,
          const struct itk_datum_member *from)
{
    if (from->value.kind == ITK_DATUM_NULL)
        return;
    if (from->value.kind != ITK_DATUM_LIST)
        fault_kind(r, from->at, entry, ITK_ENTRY_LIST);
    else if (!from->value.count)
        itk_draft_none(r->draft, entry->list, loc_of(r, from->at, entry));
    else
        read_items(r, entry, from);
}

static void
read_entry(struct reader *r, const struct itk_entry *entry, size_t member,
           const struct itk_datum_member *from)
{
    switch (entry->kind) {
    case ITK_ENTRY_LIST:
        read_list(r, entry, from);
        break;
    case ITK_ENTRY_FIELD:
        read_value(r, entry, member, from);
        break;
    case ITK_ENTRY_GROUP:
        if (from->value.kind == ITK_DATUM_GROUP)
            read_members(r, &from->value, member);
        else if (from->value.kind != ITK_DATUM_NULL)
            fault_kind(r, from->at, entry, ITK_ENTRY_GROUP);
        break;
    }
}

static bool
is_named(const struct itk_datum_member *member, const char *name)
{
    return member->size == strlen(name) &&
           memcmp(member->name, name, member->size) == 0;
}

/* As deep as the dictionary: what is unknown is not entered. */
static void
read_members(struct reader *r, const struct itk_datum *in, size_t member)
{
    const size_t id = r->id.size, pointer = r->pointer.size;

    for (size_t i = 0; i < in->count && !itk_draft_is_full(r->draft); i++) {
        const struct itk_datum_member *from = &in->below.members[i];
        const struct itk_entry *entry = NULL;

        if (!id && (is_named(from, "id") || is_named(from, "guideline")))
            continue;
        if (id)
            itk_buf_addc(&r->id, '.');
        itk_buf_add(&r->id, from->name, from->size);
        itk_buf_addc(&r->pointer, '/');
        itk_buf_add(&r->pointer, from->name, from->size);
        if (from->size && !memchr(from->name, '.', from->size) &&
            strlen(r->id.data) == r->id.size)
            entry = itk_dictionary_find(r->dict, r->id.data);
        if (entry)
            read_entry(r, entry, member, from);
        else
            fault_unknown(r, from);
        cut(&r->id, id);
        cut(&r->pointer, pointer);
    }
}

/* ---- the case ---- */

/* A text at the top, copied into `out`; false when it is something else. */
static bool
copy_text(const itk_dataset *tree, const char *name, struct itk_buf *out)
{
    for (size_t i = 0; i < tree->root.count; i++) {
        const struct itk_datum_member *at = &tree->root.below.members[i];

        if (!is_named(at, name))
            continue;
        if (at->value.kind != ITK_DATUM_TEXT ||
            memchr(at->value.text, '\0', at->value.size))
            return at->value.kind == ITK_DATUM_NULL;
        itk_buf_add(out, at->value.text, at->value.size);
        return true;
    }
    return true;
}

static itk_dataset *
parse(const struct itk_blob *in, long line, struct itk_error *err)
{
    struct itk_buf have = ITK_BUF_INIT, most = ITK_BUF_INIT;

    if (in->size <= ITK_CASE_MAX_BYTES)
        return itk_dataset_read_json_at(in, line, ITK_DATA_MAX_ITEMS, err);
    itk_buf_addu(&have, in->size);
    itk_buf_addu(&most, ITK_CASE_MAX_BYTES);
    (void)itk_fail(err, in->fault,
                   (struct itk_loc){.file = in->name, .line = line},
                   ITK_MSG_CASE_TOO_BIG, ITK_ARGS(have.data, most.data));
    itk_buf_free(&have);
    itk_buf_free(&most);
    return NULL;
}

/* Which guideline it is for, and its id, checked. */
static bool
read_head(const struct itk_blob *in, long line, const itk_dataset *tree,
          struct itk_buf *guideline, struct itk_buf *id, struct itk_error *err)
{
    const struct itk_loc loc = {.file = in->name, .line = line};
    bool good = copy_text(tree, "guideline", guideline);

    if (!good)
        return itk_fail(err, in->fault, loc, ITK_MSG_CASE_BAD_GUIDELINE,
                        ITK_NO_ARGS);
    good = copy_text(tree, "id", id);
    if (!good)
        return itk_fail(err, in->fault, loc, ITK_MSG_CASE_NO_ID, ITK_NO_ARGS);
    return itk_guideline_id_check(guideline->data, in->fault, loc, err);
}

static itk_case *
read_case(const struct itk_blob *in, long line, const itk_dataset *tree,
          const char *id, const struct itk_guide *guide, itk_findings *found)
{
    struct reader r = {.in = in,
                       .dict = &guide->dictionary,
                       .draft = itk_draft_new(guide, in->name, found),
                       .found = found,
                       .line = line,
                       .pointer = ITK_BUF_INIT,
                       .id = ITK_BUF_INIT};
    itk_case *data;

    index_lines(&r);
    read_members(&r, &tree->root, ITK_NO_MEMBER);
    data = itk_draft_finish(r.draft, id);
    itk_draft_free(r.draft);
    itk_buf_free(&r.pointer);
    itk_buf_free(&r.id);
    free(r.ends);
    return data;
}

itk_case *
itk_case_load_json(const struct itk_blob *in, long line,
                   const struct itk_guide *guide, itk_findings *found,
                   struct itk_error *err)
{
    const struct itk_loc loc = {.file = in->name, .line = line};
    struct itk_buf guideline = ITK_BUF_INIT, id = ITK_BUF_INIT;
    itk_dataset *tree = parse(in, line, err);
    itk_case *data = NULL;

    if (tree && read_head(in, line, tree, &guideline, &id, err)) {
        if (strcmp(guideline.data, guide->id) != 0)
            (void)itk_fail(err, in->fault, loc, ITK_MSG_CASE_OTHER_GUIDELINE,
                           ITK_ARGS(guideline.data, guide->id));
        else if (itk_case_id_check(id.data, in->fault, loc, err))
            data = read_case(in, line, tree, id.data, guide, found);
    }
    itk_dataset_free(tree);
    itk_buf_free(&guideline);
    itk_buf_free(&id);
    return data;
}

bool
itk_case_head_json(const struct itk_blob *in, long line,
                   struct itk_case_head *head, struct itk_error *err)
{
    struct itk_buf guideline = ITK_BUF_INIT, id = ITK_BUF_INIT;
    itk_dataset *tree = parse(in, line, err);
    const bool ok = tree && read_head(in, line, tree, &guideline, &id, err);

    *head = (struct itk_case_head){0};
    if (ok)
        (void)memcpy(head->guideline, guideline.data, guideline.size + 1);
    if (ok && id.size < sizeof(head->id))
        (void)memcpy(head->id, id.data, id.size + 1);
    itk_dataset_free(tree);
    itk_buf_free(&guideline);
    itk_buf_free(&id);
    return ok;
}
