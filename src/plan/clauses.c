/*
 * The clauses of a document: their numbers, and of their passages those whose
 * conditions hold.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "plan/draft.h"
#include "plan/whole.h"

/* The blocks of one clause while they are collected. */
struct blocks {
    struct itk_plan_block *at;
    size_t count, room;
};

static struct itk_plan_block *
push_block(struct blocks *blocks, enum itk_block_kind kind, unsigned number,
           unsigned run)
{
    struct itk_plan_block *block;

    if (blocks->count == blocks->room) {
        blocks->room = blocks->room ? 2 * blocks->room : 8;
        blocks->at = itk_grow(blocks->at, blocks->room, sizeof(*blocks->at));
    }
    block = &blocks->at[blocks->count++];
    *block =
        (struct itk_plan_block){.kind = kind, .number = number, .run = run};
    return block;
}

/* A row for each member for which the condition of the rows holds. */
static size_t
add_rows(struct itk_draft *draft, const struct itk_passage *passage,
         size_t members, struct itk_plan_cell *cells)
{
    struct itk_here here = {passage->list, 0, 0};

    for (size_t i = 0; i < members; i++) {
        here.member = i;
        if (!itk_draft_holds(draft, passage->rows, &here))
            continue;
        here.row++;
        for (size_t c = 0; c < passage->columns_count; c++)
            cells++->text =
                itk_draft_text(draft, passage->columns[c].text, &here);
    }
    return here.row;
}

static const struct itk_plan_column *
columns_of(struct itk_draft *draft, const struct itk_passage *passage)
{
    struct itk_plan_column *columns =
        itk_arena_array(draft->arena, passage->columns_count, sizeof(*columns));

    for (size_t c = 0; c < passage->columns_count; c++) {
        const struct itk_column *column = &passage->columns[c];

        columns[c] = (struct itk_plan_column){column->label, column->share,
                                              (enum itk_align)column->align};
    }
    return columns;
}

static void
add_table(struct itk_draft *draft, const struct itk_passage *passage,
          struct blocks *blocks)
{
    const struct itk_members *members =
        draft->whole ? NULL : itk_case_members(draft->view.data, passage->list);
    const size_t most = members ? members->count : 1;
    struct itk_plan_table *table =
        itk_arena_alloc(draft->arena, sizeof(*table));
    struct itk_plan_cell *cells = itk_arena_array(
        draft->arena, most * passage->columns_count + 1, sizeof(*cells));

    if (members && !members->known)
        itk_facts_add(draft->missing,
                      (struct itk_fact){NULL, passage->list, SIZE_MAX});
    *table = (struct itk_plan_table){
        passage->caption, columns_of(draft, passage), passage->columns_count,
        cells, members ? add_rows(draft, passage, most, cells) : 1};
    push_block(blocks, ITK_BLOCK_TABLE, 0, 0)->table = table;
}

static void
add_text(struct itk_draft *draft, const struct itk_passage *passage,
         struct itk_plan_block *block)
{
    block->rare = draft->whole && passage->when;
    block->spans =
        itk_draft_spans(draft, passage->text, NULL, &block->spans_count);
}

static void
add_items(struct itk_draft *draft, const struct itk_passage *paragraph,
          struct blocks *blocks)
{
    unsigned number = 0;

    for (size_t i = 0; i < paragraph->kids_count; i++) {
        const struct itk_passage *item = &paragraph->kids[i];
        unsigned subitem = 0;

        if (!itk_draft_holds(draft, item->when, NULL))
            continue;
        if (!number)
            draft->runs++;
        add_text(draft, item,
                 push_block(blocks, ITK_BLOCK_ITEM, ++number, draft->runs));
        for (size_t j = 0; j < item->kids_count; j++) {
            if (itk_draft_holds(draft, item->kids[j].when, NULL))
                add_text(draft, &item->kids[j],
                         push_block(blocks, ITK_BLOCK_SUBITEM, ++subitem,
                                    draft->runs));
        }
    }
}

static void
build_blocks(struct itk_draft *draft, const struct itk_clause_version *version,
             struct itk_plan_clause *made)
{
    struct blocks blocks = {NULL, 0, 0};
    struct itk_plan_block *kept;
    unsigned paragraph = 0;

    for (size_t i = 0; i < version->passages_count; i++) {
        const struct itk_passage *passage = &version->passages[i];

        if (!itk_draft_holds(draft, passage->when, NULL))
            continue;
        if (passage->kind == ITK_PASSAGE_TABLE) {
            add_table(draft, passage, &blocks);
            continue;
        }
        add_text(draft, passage,
                 push_block(&blocks, ITK_BLOCK_PARAGRAPH, ++paragraph, 0));
        add_items(draft, passage, &blocks);
    }
    kept = itk_arena_array(draft->arena, blocks.count + 1, sizeof(*kept));
    if (blocks.count)
        memcpy(kept, blocks.at, blocks.count * sizeof(*kept));
    free(blocks.at);
    made->blocks = kept;
    made->blocks_count = blocks.count;
}

/* Measures fall away only when they are proved not to be needed. */
static bool
is_rare(const struct itk_clause *clause)
{
    return clause->kind == ITK_CLAUSE_SUPPLEMENTARY || clause->when;
}

static void
build_clause(struct itk_draft *draft, const struct itk_clause *clause,
             const struct itk_clause_version *version,
             struct itk_plan_clause *made)
{
    struct itk_buf from = ITK_BUF_INIT;

    draft->file = clause->file;
    itk_date_iso(&from, version->from);
    *made = (struct itk_plan_clause){
        .id = clause->id,
        .version = itk_arena_dup(draft->arena, from.data),
        .cite = clause->cite,
        .title = version->title,
        .number = draft->numbers[clause->index],
        .rare = draft->whole && is_rare(clause),
    };
    itk_buf_free(&from);
    build_blocks(draft, version, made);
}

/* The version of the clause that this document has, or NULL. */
static const struct itk_clause_version *
version_in(const struct itk_draft *draft, const struct itk_clause *clause)
{
    const struct itk_selected *selected;

    if (draft->whole)
        return itk_clause_at(clause, draft->view.revision);
    selected = &draft->view.selection->at[clause->index];
    return selected->in ? selected->version : NULL;
}

/* Numbers first, since a clause may refer to a later one. */
void
itk_draft_clauses(struct itk_draft *draft, struct itk_plan *plan)
{
    const struct itk_document_version *version = draft->version;
    const size_t all = draft->view.guide->clauses_count;
    struct itk_plan_clause *clauses = itk_arena_array(
        draft->arena, version->clauses_count + 1, sizeof(*clauses));
    unsigned number = 0;

    draft->numbers =
        itk_arena_array(draft->arena, all + 1, sizeof(*draft->numbers));
    draft->places =
        itk_arena_array(draft->arena, all + 1, sizeof(*draft->places));
    for (size_t i = 0; i < version->clauses_count; i++) {
        const struct itk_clause *clause = version->clauses[i];

        if (!version_in(draft, clause))
            continue;
        draft->places[clause->index] = number;
        draft->numbers[clause->index] = ++number;
    }
    for (size_t i = 0; i < version->clauses_count; i++) {
        const struct itk_clause *clause = version->clauses[i];
        const struct itk_clause_version *text = version_in(draft, clause);

        if (text)
            build_clause(draft, clause, text, &clauses[plan->clauses_count++]);
    }
    plan->clauses = clauses;
    plan->runs_count = draft->runs;
}

struct itk_plan_text_key
itk_plan_text_key(const struct itk_plan *plan)
{
    const struct itk_plan_values *values = plan->values;

    return (struct itk_plan_text_key){values->version, values->pair,
                                      itk_date_to_days(values->view.revision)};
}

const struct itk_plan *
itk_plan_whole(const struct itk_plan *plan, struct itk_arena *arena)
{
    struct itk_draft draft = {
        .arena = arena,
        .view = {.guide = plan->values->view.guide,
                 .revision = plan->values->view.revision},
        .version = plan->values->version,
        .pair = plan->values->pair,
        .whole = true,
    };
    struct itk_plan *whole = itk_arena_alloc(arena, sizeof(*whole));

    *whole = (struct itk_plan){.lang = plan->lang};
    itk_draft_clauses(&draft, whole);
    return whole;
}
