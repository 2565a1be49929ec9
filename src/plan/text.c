/*
 * Inline pieces of clauses and document texts, filled in: values, names of the
 * parties, references, conditional passages.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "plan/draft.h"
#include "text/numeral.h"
#include "text/wareki.h"

/* Spans while they are collected. */
struct spans {
    struct itk_span *at;
    size_t count, room;
};

static void
push(struct spans *spans, struct itk_span span)
{
    if (spans->count == spans->room) {
        spans->room = spans->room ? 2 * spans->room : 8;
        spans->at = itk_grow(spans->at, spans->room, sizeof(*spans->at));
    }
    spans->at[spans->count++] = span;
}

static void
push_text(struct spans *spans, const char *text)
{
    push(spans, (struct itk_span){ITK_SPAN_TEXT, text, strlen(text), NULL, 0});
}

const char *
itk_draft_print(struct itk_arena *arena, const struct itk_guide *guide,
                const struct itk_field *field, const struct itk_value *value)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    if (!value->present)
        return NULL;
    switch (field->type) {
    case ITK_TYPE_DATE:
        if (guide->lang != ITK_JA || !itk_wareki(&out, value->date))
            itk_date_iso(&out, value->date);
        break;
    case ITK_TYPE_NUMBER:
        itk_number_grouped(&out, value->number);
        break;
    case ITK_TYPE_YES_NO:
        return value->yes ? field->print_yes : field->print_no;
    case ITK_TYPE_CHOICE:
        return field->choices[value->choice].print;
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        return value->canonical;
    }
    text = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return text;
}

bool
itk_draft_holds(struct itk_draft *draft, const struct itk_condition *when,
                const struct itk_here *here)
{
    const bool inner = here && here->list;
    const struct itk_list *scope = inner ? here->list : draft->each;
    const size_t member = inner ? here->member : draft->member;
    enum itk_truth truth;

    if (!when)
        return true;
    truth =
        itk_eval_complete(&draft->view, when, scope, member, draft->missing);
    return truth == ITK_TRUE;
}

static void
put_field(struct itk_draft *draft, const struct itk_field *field,
          const struct itk_here *here, struct spans *spans)
{
    size_t member = 0;
    const char *text;

    if (field->list && here && here->list == field->list)
        member = here->member;
    else if (field->list)
        member = draft->member;
    text = itk_draft_print(draft->arena, draft->view.guide, field,
                           itk_case_value(draft->view.data, field, member));
    if (!text)
        itk_facts_add(draft->missing,
                      (struct itk_fact){field, field->list, member});
    else
        push(spans, (struct itk_span){ITK_SPAN_VALUE, text, strlen(text),
                                      field->id, 0});
}

static void
put_value(struct itk_draft *draft, const struct itk_guide_value *value,
          struct spans *spans)
{
    const char *text =
        itk_guide_value_at(draft->view.guide, value->id, draft->view.revision);

    if (text) {
        push(spans, (struct itk_span){ITK_SPAN_VALUE, text, strlen(text),
                                      value->id, 0});
    } else if (!draft->failed) {
        draft->failed = true;
        itk_fail(draft->err, ITK_FAULT_PACKAGE,
                 (struct itk_loc){.file = draft->file}, ITK_MSG_PLAN_NO_VALUE,
                 ITK_ARGS(value->id));
    }
}

/* How an article, a paragraph and an item are named, before and after the
 * number; as the numbering of the templates in that language has it. */
static const struct {
    const char *before, *after;
} names[ITK_LANGS][3] = {
    {{"Article ", ""}, {"(", ")"}, {"(", ")"}},
    {{"第", "条"}, {"第", "項"}, {"第", "号"}},
};

static void
put_number(struct itk_buf *out, enum itk_lang lang, int level, unsigned number)
{
    const char *before = names[lang][level].before;
    const char *after = names[lang][level].after;

    itk_buf_adds(out, before);
    itk_buf_addu(out, number);
    itk_buf_adds(out, after);
}

const char *
itk_draft_article(struct itk_arena *arena, enum itk_lang lang, unsigned number)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    put_number(&out, lang, 0, number);
    text = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return text;
}

/* 第12条第2項第1号; only the article is live in Word. */
static void
put_ref(struct itk_draft *draft, const struct itk_inline *ref,
        struct spans *spans)
{
    const struct itk_clause *clause = ref->clause;
    const unsigned number = draft->numbers[clause->index];
    const enum itk_lang lang = draft->view.guide->lang;
    struct itk_buf out = ITK_BUF_INIT;

    if (!number) {
        if (!draft->failed)
            itk_fail(draft->err, ITK_FAULT_PACKAGE,
                     (struct itk_loc){.file = draft->file, .line = ref->line},
                     ITK_MSG_PLAN_DEAD_REF, ITK_ARGS(clause->id, clause->cite));
        draft->failed = true;
        return;
    }
    put_number(&out, lang, 0, number);
    push(spans,
         (struct itk_span){ITK_SPAN_REF,
                           itk_arena_copy(draft->arena, out.data, out.size),
                           out.size, clause->id, draft->places[clause->index]});
    itk_buf_clear(&out);
    if (ref->paragraph)
        put_number(&out, lang, 1, ref->paragraph);
    if (ref->item)
        put_number(&out, lang, 2, ref->item);
    if (out.size)
        push_text(spans, itk_arena_copy(draft->arena, out.data, out.size));
    itk_buf_free(&out);
}

static void put_all(struct itk_draft *draft, struct itk_inlines text,
                    const struct itk_here *here, struct spans *spans);

static void
put_each(struct itk_draft *draft, const struct itk_inline *each,
         struct spans *spans)
{
    const struct itk_members *members =
        itk_case_members(draft->view.data, each->list);
    bool first = true;

    if (!members->known) {
        itk_facts_add(draft->missing,
                      (struct itk_fact){NULL, each->list, SIZE_MAX});
        return;
    }
    for (size_t i = 0; i < members->count; i++) {
        const struct itk_here here = {each->list, i, (unsigned)i + 1};

        if (!itk_draft_holds(draft, each->when, &here))
            continue;
        if (!first)
            push_text(spans, each->text);
        first = false;
        put_all(draft, (struct itk_inlines){each->kids, each->kids_count},
                &here, spans);
    }
}

static void
put_row(struct itk_draft *draft, const struct itk_here *here,
        struct spans *spans)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_addu(&out, here->row);
    push_text(spans, itk_arena_copy(draft->arena, out.data, out.size));
    itk_buf_free(&out);
}

static void
put_all(struct itk_draft *draft, struct itk_inlines text,
        const struct itk_here *here, struct spans *spans)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct itk_inline *piece = &text.at[i];

        switch (piece->kind) {
        case ITK_INLINE_TEXT:
            push_text(spans, piece->text);
            break;
        case ITK_INLINE_CLIENT:
            push_text(spans, draft->pair->client);
            break;
        case ITK_INLINE_CONTRACTOR:
            push_text(spans, draft->pair->contractor);
            break;
        case ITK_INLINE_FIELD:
            put_field(draft, piece->field, here, spans);
            break;
        case ITK_INLINE_VALUE:
            put_value(draft, piece->value, spans);
            break;
        case ITK_INLINE_REF:
            put_ref(draft, piece, spans);
            break;
        case ITK_INLINE_IF:
            if (itk_draft_holds(draft, piece->when, here))
                put_all(draft,
                        (struct itk_inlines){piece->kids, piece->kids_count},
                        here, spans);
            break;
        case ITK_INLINE_EACH:
            put_each(draft, piece, spans);
            break;
        case ITK_INLINE_ROW:
            put_row(draft, here, spans);
            break;
        }
    }
}

/* Neighbouring words become one span. */
static void
join(struct itk_arena *arena, struct spans *spans)
{
    size_t kept = 0;

    for (size_t i = 0; i < spans->count; i++) {
        struct itk_span *last = kept ? &spans->at[kept - 1] : NULL;
        const struct itk_span *next = &spans->at[i];
        char *text;

        if (!last || last->kind != ITK_SPAN_TEXT ||
            next->kind != ITK_SPAN_TEXT) {
            spans->at[kept++] = *next;
            continue;
        }
        text = itk_arena_alloc(arena, last->size + next->size + 1);
        memcpy(text, last->text, last->size);
        memcpy(text + last->size, next->text, next->size);
        last->text = text;
        last->size += next->size;
    }
    spans->count = kept;
}

const struct itk_span *
itk_draft_spans(struct itk_draft *draft, struct itk_inlines text,
                const struct itk_here *here, size_t *count)
{
    struct spans spans = {NULL, 0, 0};
    struct itk_span *kept;

    put_all(draft, text, here, &spans);
    join(draft->arena, &spans);
    kept = itk_arena_array(draft->arena, spans.count + 1, sizeof(*kept));
    if (spans.count)
        memcpy(kept, spans.at, spans.count * sizeof(*kept));
    *count = spans.count;
    free(spans.at);
    return kept;
}

const char *
itk_draft_text(struct itk_draft *draft, struct itk_inlines text,
               const struct itk_here *here)
{
    struct spans spans = {NULL, 0, 0};
    struct itk_buf out = ITK_BUF_INIT;
    const char *joined;

    put_all(draft, text, here, &spans);
    for (size_t i = 0; i < spans.count; i++)
        itk_buf_add(&out, spans.at[i].text, spans.at[i].size);
    joined = itk_arena_copy(draft->arena, out.data, out.size);
    itk_buf_free(&out);
    free(spans.at);
    return joined;
}
