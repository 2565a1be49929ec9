/*
 * A case as JSON, nested as the field ids are; a list without members is [],
 * what is not known is left out.
 *
 * Source  RFC 8259.
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "input/case.h"

struct writer {
    struct itk_buf *out;
    const itk_case *data;
    const struct itk_dictionary *dict;
    bool one_line;
    unsigned depth;
};

static void
put_text(struct itk_buf *out, const char *text)
{
    itk_buf_addc(out, '"');
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        char escape[8];

        if (c == '"' || c == '\\') {
            itk_buf_addc(out, '\\');
        } else if (c < 0x20) {
            (void)snprintf(escape, sizeof(escape), "\\u%04x", c);
            itk_buf_adds(out, c == '\n' ? "\\n" : c == '\t' ? "\\t" : escape);
            continue;
        }
        itk_buf_addc(out, *text);
    }
    itk_buf_addc(out, '"');
}

/* Before an element or a closing bracket. */
static void
start_line(struct writer *w)
{
    if (w->one_line)
        return;
    itk_buf_addc(w->out, '\n');
    for (unsigned i = 0; i < w->depth; i++)
        itk_buf_adds(w->out, "  ");
}

/* Before a member or an item: behind another one a comma. */
static void
start(struct writer *w)
{
    const char last = w->out->data[w->out->size - 1];

    if (last != '{' && last != '[')
        itk_buf_addc(w->out, ',');
    start_line(w);
}

static void
put_name(struct writer *w, const char *id)
{
    const char *dot = strrchr(id, '.');

    start(w);
    put_text(w->out, dot ? dot + 1 : id);
    itk_buf_adds(w->out, w->one_line ? ":" : ": ");
}

static void
open_bracket(struct writer *w, char bracket)
{
    itk_buf_addc(w->out, bracket);
    w->depth++;
}

static void
close_bracket(struct writer *w, char bracket)
{
    const char last = w->out->data[w->out->size - 1];

    w->depth--;
    if (last != '{' && last != '[')
        start_line(w);
    itk_buf_addc(w->out, bracket);
}

static void
put_value(struct writer *w, const struct itk_field *field,
          const struct itk_value *value)
{
    if (!value->present)
        return;
    put_name(w, field->id);
    if (field->type == ITK_TYPE_NUMBER)
        itk_buf_adds(w->out, value->canonical);
    else if (field->type == ITK_TYPE_YES_NO)
        itk_buf_adds(w->out, value->yes ? "true" : "false");
    else
        put_text(w->out, value->canonical);
}

static void
put_list(struct writer *w, const struct itk_list *list)
{
    const struct itk_members *members = itk_case_members(w->data, list);

    if (!members->known)
        return;
    put_name(w, list->id);
    open_bracket(w, '[');
    for (size_t i = 0; i < members->count; i++) {
        start(w);
        open_bracket(w, '{');
        for (size_t j = 0; j < list->fields_count; j++)
            put_value(w, &list->first[j],
                      &members->at[i].values[list->first[j].slot]);
        close_bracket(w, '}');
    }
    close_bracket(w, ']');
}

/* Entries from `at` on as deep as `depth` or deeper; where it stopped. A group
 * of which nothing is known is left out. */
static size_t
put_entries(struct writer *w, size_t at, unsigned depth)
{
    while (at < w->dict->entries_count && w->dict->entries[at].depth >= depth) {
        const struct itk_entry *entry = &w->dict->entries[at++];
        const size_t before = w->out->size;

        if (entry->kind == ITK_ENTRY_LIST) {
            put_list(w, entry->list);
        } else if (entry->kind == ITK_ENTRY_GROUP) {
            put_name(w, entry->id);
            open_bracket(w, '{');
            at = put_entries(w, at, depth + 1);
            if (w->out->data[w->out->size - 1] == '{') {
                w->depth--;
                w->out->size = before;
                w->out->data[before] = '\0';
            } else {
                close_bracket(w, '}');
            }
        } else if (!entry->field->list) {
            put_value(w, entry->field,
                      itk_case_value(w->data, entry->field, 0));
        }
    }
    return at;
}

void
itk_case_write_json(const itk_case *data, const struct itk_guide *guide,
                    bool one_line, unsigned indent, struct itk_buf *out)
{
    struct writer w = {.out = out,
                       .data = data,
                       .dict = &guide->dictionary,
                       .one_line = one_line,
                       .depth = indent};

    open_bracket(&w, '{');
    put_name(&w, "id");
    put_text(out, itk_case_id(data));
    put_name(&w, "guideline");
    put_text(out, guide->id);
    (void)put_entries(&w, 0, 0);
    close_bracket(&w, '}');
}
