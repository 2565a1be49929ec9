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

/* Spans while they are collected. Words beside each other in one passage are
 * one span; `words` holds them while there are several. */
#define WORDS_SIZE 1024u /* that words in a row seldom have */

struct spans {
    struct itk_arena *arena;
    struct itk_span *at;
    size_t count, room;
    struct itk_buf words;
    bool open; /* further words go on with the last span */
};

static void
push(struct spans *spans, struct itk_span span)
{
    if (spans->count == spans->room) {
        spans->room = spans->room ? 2 * spans->room : 8;
        spans->at = itk_grow(spans->at, spans->room, sizeof(*spans->at));
    }
    spans->at[spans->count++] = span;
    spans->open = false;
}

/* The last span is whole: its words, if they are several, are kept. */
static void
close_words(struct spans *spans)
{
    spans->open = false;
    if (!spans->words.size)
        return;
    spans->at[spans->count - 1].text =
        itk_arena_copy(spans->arena, spans->words.data, spans->words.size);
    spans->at[spans->count - 1].size = spans->words.size;
    itk_buf_clear(&spans->words);
}

static void
push_text(struct spans *spans, const char *text)
{
    const struct itk_span *last;

    if (!spans->open) {
        push(spans,
             (struct itk_span){ITK_SPAN_TEXT, text, strlen(text), NULL, 0});
        spans->open = true;
        return;
    }
    last = &spans->at[spans->count - 1];
    if (!spans->words.size) {
        itk_buf_reserve(&spans->words, WORDS_SIZE);
        itk_buf_add(&spans->words, last->text, last->size);
    }
    itk_buf_adds(&spans->words, text);
}

static void
push_other(struct spans *spans, struct itk_span span)
{
    close_words(spans);
    push(spans, span);
}

static void
push_value(struct spans *spans, const char *text, const char *source)
{
    push_other(spans, (struct itk_span){ITK_SPAN_VALUE, text,
                                        text ? strlen(text) : 0, source, 0});
}

static void
free_spans(struct spans *spans)
{
    itk_buf_free(&spans->words);
    free(spans->at);
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

    if (!when || draft->whole)
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

    if (draft->whole) {
        push_value(spans, NULL, field->id);
        return;
    }
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
        push_value(spans, text, field->id);
}

static void
put_value(struct itk_draft *draft, const struct itk_guide_value *value,
          struct spans *spans)
{
    const char *text =
        itk_guide_value_at(draft->view.guide, value->id, draft->view.revision);

    if (text) {
        push_value(spans, text, value->id);
    } else if (!draft->failed && !draft->whole) {
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

/* Only the article is live in Word. */
static void
push_ref(struct itk_draft *draft, const struct itk_clause *clause,
         struct spans *spans)
{
    const size_t place = draft->places[clause->index];
    const char *text = NULL;

    if (!draft->whole)
        text = itk_draft_article(draft->arena, draft->view.guide->lang,
                                 draft->numbers[clause->index]);
    push_other(spans,
               (struct itk_span){ITK_SPAN_REF, text, text ? strlen(text) : 0,
                                 clause->id, place});
}

/* 第12条第2項第1号 */
static void
put_ref(struct itk_draft *draft, const struct itk_inline *ref,
        struct spans *spans)
{
    const struct itk_clause *clause = ref->clause;
    const enum itk_lang lang = draft->view.guide->lang;
    struct itk_buf out = ITK_BUF_INIT;

    if (!draft->numbers[clause->index]) {
        if (!draft->failed && !draft->whole)
            itk_fail(draft->err, ITK_FAULT_PACKAGE,
                     (struct itk_loc){.file = draft->file, .line = ref->line},
                     ITK_MSG_PLAN_DEAD_REF, ITK_ARGS(clause->id, clause->cite));
        draft->failed = true;
        return;
    }
    push_ref(draft, clause, spans);
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

/* A passage of its own: whether its words are there or not, those beside it are
 * the same span. */
static void
put_passage(struct itk_draft *draft, const struct itk_inline *passage,
            const struct itk_here *here, struct spans *spans)
{
    put_all(draft, (struct itk_inlines){passage->kids, passage->kids_count},
            here, spans);
    close_words(spans);
}

static void
put_each(struct itk_draft *draft, const struct itk_inline *each,
         struct spans *spans)
{
    const struct itk_members *members;
    bool first = true;

    close_words(spans);
    if (draft->whole) {
        put_passage(draft, each, NULL, spans);
        push_text(spans, each->text);
        close_words(spans);
        return;
    }
    members = itk_case_members(draft->view.data, each->list);
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
        close_words(spans);
        first = false;
        put_passage(draft, each, &here, spans);
    }
}

static void
put_row(struct itk_draft *draft, const struct itk_here *here,
        struct spans *spans)
{
    struct itk_buf out = ITK_BUF_INIT;

    if (draft->whole)
        return; /* only in cells, which are not written out */
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
            close_words(spans);
            if (itk_draft_holds(draft, piece->when, here))
                put_passage(draft, piece, here, spans);
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

const struct itk_span *
itk_draft_spans(struct itk_draft *draft, struct itk_inlines text,
                const struct itk_here *here, size_t *count)
{
    struct spans spans = {.arena = draft->arena, .words = ITK_BUF_INIT};
    struct itk_span *kept;

    put_all(draft, text, here, &spans);
    close_words(&spans);
    kept = itk_arena_array(draft->arena, spans.count + 1, sizeof(*kept));
    if (spans.count)
        memcpy(kept, spans.at, spans.count * sizeof(*kept));
    *count = spans.count;
    free_spans(&spans);
    return kept;
}

const char *
itk_draft_text(struct itk_draft *draft, struct itk_inlines text,
               const struct itk_here *here)
{
    struct spans spans = {.arena = draft->arena, .words = ITK_BUF_INIT};
    struct itk_buf out = ITK_BUF_INIT;
    const char *joined;

    put_all(draft, text, here, &spans);
    close_words(&spans);
    for (size_t i = 0; i < spans.count; i++)
        itk_buf_add(&out, spans.at[i].text, spans.at[i].size);
    joined = itk_arena_copy(draft->arena, out.data, out.size);
    itk_buf_free(&out);
    free_spans(&spans);
    return joined;
}
