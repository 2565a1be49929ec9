/*
 * The case: its accessors and its canonical form, which is also what the digest
 * is taken of.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "input/draft.h"
#include "xml/write.h"

void
itk_case_free(itk_case *data)
{
    if (!data)
        return;
    itk_arena_fini(&data->arena);
    free(data);
}

const char *
itk_case_id(const itk_case *data)
{
    return data->id;
}

const char *
itk_case_file(const itk_case *data)
{
    return data->file;
}

const char *
itk_case_digest(const itk_case *data)
{
    return data->digest.hex;
}

const struct itk_value *
itk_case_value(const itk_case *data, const struct itk_field *field,
               size_t member)
{
    static const struct itk_value absent = {.text = "", .canonical = ""};
    const struct itk_members *list;

    if (!field->list) {
        assert(field->slot < data->guide->dictionary.slots_count);
        return &data->values[field->slot];
    }
    list = itk_case_members(data, field->list);
    return member < list->count ? &list->at[member].values[field->slot]
                                : &absent;
}

const struct itk_members *
itk_case_members(const itk_case *data, const struct itk_list *list)
{
    assert(list->index < data->guide->dictionary.lists_count);
    return &data->lists[list->index];
}

struct writer {
    struct itk_buf *out;
    const char *path; /* dotted path of the open groups, `path_size` bytes */
    size_t path_size;
    unsigned depth; /* open elements */
};

static void
start_line(struct writer *w)
{
    itk_buf_addc(w->out, '\n');
    for (unsigned i = 0; i < w->depth; i++)
        itk_buf_adds(w->out, "  ");
}

static void
put_name(struct writer *w, const char *name, size_t size, bool close)
{
    struct itk_buf copy = ITK_BUF_INIT;

    itk_buf_add(&copy, name, size);
    if (close)
        itk_xml_close(w->out, copy.data);
    else
        itk_xml_open(w->out, copy.data);
    itk_buf_free(&copy);
}

static size_t
last_dot(const char *path, size_t size)
{
    while (size > 0 && path[size - 1] != '.')
        size--;
    return size;
}

static void
close_group(struct writer *w)
{
    const size_t name = last_dot(w->path, w->path_size);

    w->depth--;
    start_line(w);
    put_name(w, w->path + name, w->path_size - name, true);
    w->path_size = name > 0 ? name - 1 : 0;
}

static bool
is_inside(const struct writer *w, const char *path, size_t size)
{
    return w->path_size == 0 ||
           (w->path_size <= size && memcmp(w->path, path, w->path_size) == 0 &&
            (w->path_size == size || path[w->path_size] == '.'));
}

/* Closes and opens groups until those of `path` are open. */
static void
go_to(struct writer *w, const char *path, size_t size)
{
    while (!is_inside(w, path, size))
        close_group(w);
    while (w->path_size < size) {
        const size_t from = w->path_size > 0 ? w->path_size + 1 : 0;
        const char *dot = memchr(path + from, '.', size - from);
        const size_t to = dot ? (size_t)(dot - path) : size;

        start_line(w);
        put_name(w, path + from, to - from, false);
        w->depth++;
        w->path = path;
        w->path_size = to;
    }
    w->path = path;
}

/* Lines stand alone between the tags, as white space around them is dropped and
 * nothing of theirs is then taken for indentation. */
static void
put_value(struct writer *w, const struct itk_field *field,
          const struct itk_value *value)
{
    const bool lines = strchr(value->canonical, '\n') != NULL;

    if (!value->present)
        return;
    start_line(w);
    itk_xml_open(w->out, field->name);
    if (lines)
        itk_buf_addc(w->out, '\n');
    itk_xml_escape(w->out, value->canonical, strlen(value->canonical));
    if (lines)
        itk_buf_addc(w->out, '\n');
    itk_xml_close(w->out, field->name);
}

static void
put_list(struct writer *w, const struct itk_list *list,
         const struct itk_members *members)
{
    go_to(w, list->id, last_dot(list->id, strlen(list->id)));
    if (members->known && members->count == 0) {
        start_line(w);
        itk_xml_lt(w->out, list->id);
        itk_xml_put_attr(w->out, "none", "yes");
        itk_xml_slash(w->out);
    }
    for (size_t i = 0; i < members->count; i++) {
        start_line(w);
        itk_xml_open(w->out, list->id);
        w->depth++;
        for (size_t j = 0; j < list->fields_count; j++)
            put_value(w, &list->first[j],
                      &members->at[i].values[list->first[j].slot]);
        w->depth--;
        start_line(w);
        itk_xml_close(w->out, list->id);
    }
}

void
itk_case_write_xml(const itk_case *data, const struct itk_guide *guide,
                   struct itk_buf *out)
{
    const struct itk_dictionary *dict = &guide->dictionary;
    struct writer w = {.out = out, .path = "", .depth = 1};

    itk_buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    itk_xml_lt(out, "case");
    itk_xml_put_attr(out, "id", data->id);
    itk_xml_put_attr(out, "guideline", guide->id);
    itk_xml_gt(out);
    for (size_t i = 0; i < dict->entries_count; i++) {
        const struct itk_entry *entry = &dict->entries[i];

        if (entry->list && entry->kind == ITK_ENTRY_LIST) {
            put_list(&w, entry->list, itk_case_members(data, entry->list));
        } else if (entry->kind == ITK_ENTRY_FIELD && !entry->field->list) {
            const struct itk_value *value =
                itk_case_value(data, entry->field, 0);
            const size_t dot = last_dot(entry->id, strlen(entry->id));

            if (!value->present)
                continue;
            go_to(&w, entry->id, dot > 0 ? dot - 1 : 0);
            put_value(&w, entry->field, value);
        }
    }
    go_to(&w, "", 0);
    itk_buf_adds(out, "\n</case>\n");
}
