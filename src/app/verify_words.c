/*
 * The words that a clause should have, from the package or from a document.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/verify_words.h"
#include "trace/record.h"

#define NUMBERED "_N_" /* what references lead to (render/body.c) */

struct words {
    const struct itk_guide *guide;
    struct itk_date revision;
    const struct itk_article_numbers *numbers;
    itk_pattern *pattern;
};

static void
put(struct words *w, const char *text)
{
    itk_pattern_text(w->pattern, text, strlen(text));
}

static void
put_article(struct words *w, const char *id)
{
    const char *made = w->numbers->made(w->numbers->self, id);
    const char *counted = w->numbers->counted(w->numbers->self, id);

    if (made || counted)
        itk_pattern_either(w->pattern, made ? made : counted,
                           counted ? counted : made);
    else
        itk_pattern_any(w->pattern);
}

static void put_inlines(struct words *w, const struct itk_inline *at,
                        size_t count);

static void
put_inline(struct words *w, const struct itk_inline *piece)
{
    const char *value;

    switch (piece->kind) {
    case ITK_INLINE_TEXT:
        put(w, piece->text);
        return;
    case ITK_INLINE_VALUE:
        value = itk_guide_value_at(w->guide, piece->value->id, w->revision);
        if (value) {
            put(w, value);
            return;
        }
        break;
    case ITK_INLINE_REF:
        put_article(w, piece->clause->id);
        if (!piece->paragraph && !piece->item)
            return;
        break;
    case ITK_INLINE_IF:
        itk_pattern_begin_optional(w->pattern);
        put_inlines(w, piece->kids, piece->kids_count);
        itk_pattern_end_optional(w->pattern);
        return;
    case ITK_INLINE_CLIENT:
    case ITK_INLINE_CONTRACTOR:
    case ITK_INLINE_FIELD:
    case ITK_INLINE_EACH:
    case ITK_INLINE_ROW:
        break;
    }
    itk_pattern_any(w->pattern);
}

/* Recursion ends with the tree that the loader has read. */
static void
put_inlines(struct words *w, const struct itk_inline *at, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put_inline(w, &at[i]);
}

static void
put_passage(struct words *w, const struct itk_passage *passage)
{
    if (passage->when)
        itk_pattern_begin_optional(w->pattern);
    if (passage->kind == ITK_PASSAGE_TABLE) {
        for (size_t i = 0; i < passage->columns_count; i++) {
            put(w, "\n");
            put(w, passage->columns[i].label);
        }
        itk_pattern_any(w->pattern); /* the rows */
    } else {
        put(w, "\n");
        put_inlines(w, passage->text.at, passage->text.count);
    }
    for (size_t i = 0; i < passage->kids_count; i++)
        put_passage(w, &passage->kids[i]);
    if (passage->when)
        itk_pattern_end_optional(w->pattern);
}

itk_pattern *
itk_words_of_version(const struct itk_guide *guide,
                     const struct itk_clause_version *version,
                     struct itk_date revision,
                     const struct itk_article_numbers *numbers)
{
    struct words w = {guide, revision, numbers, itk_pattern_new()};

    put(&w, guide->lang == ITK_JA ? "（" : "");
    put(&w, version->title);
    put(&w, guide->lang == ITK_JA ? "）" : "");
    for (size_t i = 0; i < version->passages_count; i++)
        put_passage(&w, &version->passages[i]);
    return w.pattern;
}

/* ---- a document that was made again ---- */

static const char *
clause_of_bookmark(const struct itk_guide *guide, const char *bookmark)
{
    struct itk_buf name = ITK_BUF_INIT;
    const char *found = NULL;

    for (size_t i = 0; !found && i < guide->clauses_count; i++) {
        itk_buf_clear(&name);
        itk_record_bookmark(&name, NUMBERED, guide->clauses[i].id);
        if (!strcmp(name.data, bookmark))
            found = guide->clauses[i].id;
    }
    itk_buf_free(&name);
    return found;
}

static void
put_paragraph(struct words *w, const struct itk_returned_paragraph *paragraph)
{
    size_t at = 0;

    for (size_t i = 0; i < paragraph->refs_count; i++) {
        const struct itk_returned_ref *ref = &paragraph->refs[i];
        const char *id = clause_of_bookmark(w->guide, ref->bookmark);

        if (!id || ref->at < at)
            continue;
        itk_pattern_text(w->pattern, paragraph->text + at, ref->at - at);
        put_article(w, id);
        at = ref->at + ref->size;
    }
    itk_pattern_text(w->pattern, paragraph->text + at, paragraph->size - at);
}

itk_pattern *
itk_words_of_made(const struct itk_returned *made, size_t first, size_t last,
                  const struct itk_guide *guide,
                  const struct itk_article_numbers *numbers)
{
    struct words w = {
        .guide = guide, .numbers = numbers, .pattern = itk_pattern_new()};
    bool started = false;

    for (size_t i = first; i <= last; i++) {
        if (!made->at[i].size)
            continue;
        if (started)
            put(&w, "\n");
        put_paragraph(&w, &made->at[i]);
        started = true;
    }
    return w.pattern;
}
