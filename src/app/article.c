/*
 * Clauses as the lines of an article.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/article.h"
#include "base/buf.h"
#include "plan/draft.h"
#include "text/counter.h"

struct lines {
    struct itk_line *at;
    size_t count, room;
    struct itk_arena *arena;
};

static void
push(struct lines *lines, enum itk_level level, const char *label,
     const char *text)
{
    if (lines->count == lines->room) {
        lines->room = lines->room ? 2 * lines->room : 8;
        lines->at = itk_grow(lines->at, lines->room, sizeof(*lines->at));
    }
    lines->at[lines->count++] = (struct itk_line){level, label, text};
}

static struct itk_article
keep(struct lines *lines)
{
    struct itk_line *kept =
        itk_arena_array(lines->arena, lines->count + 1, sizeof(*kept));

    if (lines->count)
        memcpy(kept, lines->at, lines->count * sizeof(*kept));
    free(lines->at);
    return (struct itk_article){kept, lines->count};
}

static const char *
take(struct itk_arena *arena, struct itk_buf *text)
{
    const char *kept = itk_arena_copy(arena, text->data, text->size);

    itk_buf_free(text);
    return kept;
}

/* ---- a plan ---- */

/* How the templates number what is below an article. */
static const char *
number_of(const struct itk_plan_block *block, struct itk_arena *arena)
{
    struct itk_buf out = ITK_BUF_INIT;

    if (block->kind == ITK_BLOCK_ITEM)
        itk_buf_addc(&out, '(');
    if (block->kind == ITK_BLOCK_SUBITEM)
        itk_counter(&out, "aiueoFullWidth", block->number);
    else
        itk_buf_addu(&out, block->number);
    if (block->kind == ITK_BLOCK_ITEM)
        itk_buf_addc(&out, ')');
    return take(arena, &out);
}

static const char *
spans_of(const struct itk_plan_block *block, struct itk_arena *arena)
{
    struct itk_buf out = ITK_BUF_INIT;

    for (size_t i = 0; i < block->spans_count; i++)
        itk_buf_add(&out, block->spans[i].text, block->spans[i].size);
    return take(arena, &out);
}

static void
put_row(struct lines *lines, const struct itk_plan_table *table, size_t row)
{
    struct itk_buf out = ITK_BUF_INIT;

    for (size_t c = 0; c < table->columns_count; c++) {
        itk_buf_adds(&out, c ? ITK_ARTICLE_CELL : "");
        itk_buf_adds(&out, table->cells[row * table->columns_count + c].text);
    }
    push(lines, ITK_LEVEL_SUBITEM, "", take(lines->arena, &out));
}

static void
put_table(struct lines *lines, const struct itk_plan_table *table)
{
    struct itk_buf out = ITK_BUF_INIT;

    for (size_t c = 0; c < table->columns_count; c++) {
        itk_buf_adds(&out, c ? ITK_ARTICLE_CELL : "");
        for (const char *at = table->columns[c].label; *at; at++) {
            if (*at != '\n')
                itk_buf_addc(&out, *at);
        }
    }
    push(lines, ITK_LEVEL_SUBITEM, "", take(lines->arena, &out));
    for (size_t r = 0; r < table->rows_count; r++)
        put_row(lines, table, r);
}

static const char *
head_of(const char *title, enum itk_lang lang, struct itk_arena *arena)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, lang == ITK_JA ? "（" : "");
    itk_buf_adds(&out, title);
    itk_buf_adds(&out, lang == ITK_JA ? "）" : "");
    return take(arena, &out);
}

struct itk_article
itk_article_of_plan(const struct itk_plan *plan, size_t index,
                    struct itk_arena *arena)
{
    static const enum itk_level levels[] = {
        [ITK_BLOCK_PARAGRAPH] = ITK_LEVEL_TEXT,
        [ITK_BLOCK_ITEM] = ITK_LEVEL_ITEM,
        [ITK_BLOCK_SUBITEM] = ITK_LEVEL_SUBITEM,
    };
    const struct itk_plan_clause *clause = &plan->clauses[index];
    const char *article = itk_draft_article(arena, plan->lang, clause->number);
    struct lines lines = {.arena = arena};

    push(&lines, ITK_LEVEL_HEAD, "", head_of(clause->title, plan->lang, arena));
    for (size_t i = 0; i < clause->blocks_count; i++) {
        const struct itk_plan_block *block = &clause->blocks[i];
        const bool first =
            block->kind == ITK_BLOCK_PARAGRAPH && block->number == 1;

        if (block->kind == ITK_BLOCK_TABLE)
            put_table(&lines, block->table);
        else
            push(&lines, levels[block->kind],
                 first ? article : number_of(block, arena),
                 spans_of(block, arena));
    }
    return keep(&lines);
}

/* ---- wording ---- */

/* "2 text", "(1) text", "ア text": what stands before the blank is a number
 * when it is short; a paragraph's is made of digits. */
static void
put_worded(struct lines *lines, enum itk_level level, const char *line,
           size_t size)
{
    const char *blank = memchr(line, ' ', size);
    size_t length = blank ? (size_t)(blank - line) : 0;

    if (level == ITK_LEVEL_TEXT && strspn(line, "0123456789") != length)
        length = 0;
    if (length > ITK_ARTICLE_MAX_NUMBER)
        length = 0;
    push(lines, level, itk_arena_copy(lines->arena, line, length),
         itk_arena_copy(lines->arena, line + length + (length > 0),
                        size - length - (length > 0)));
}

struct itk_article
itk_article_of_wording(const char *text, struct itk_arena *arena)
{
    struct lines lines = {.arena = arena};

    while (*text) {
        const char *feed = strchrnul(text, '\n');
        const size_t indent = strspn(text, " ");
        const char *line = text + indent;
        const size_t size = (size_t)(feed - line);
        const enum itk_level level = indent >= 4   ? ITK_LEVEL_SUBITEM
                                     : indent >= 2 ? ITK_LEVEL_ITEM
                                                   : ITK_LEVEL_TEXT;

        if (lines.count)
            put_worded(&lines, level, line, size);
        else
            push(&lines, ITK_LEVEL_HEAD, "", itk_arena_copy(arena, line, size));
        text = *feed ? feed + 1 : feed;
    }
    return keep(&lines);
}
