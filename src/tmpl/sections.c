/*
 * Sections around runs, paragraphs or rows, and what keeps the result sound:
 * cells that end with a paragraph, tables with rows, section properties.
 *
 * Source  ECMA-376 Part 1, 17.4.65 (tc), 17.6.17-18 (sectPr).
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tmpl/compiler.h"
#include "tmpl/rows.h"

#define CLOSE_RUN "</w:t></w:r>"
#define MOVED_TO  "<w:moveTo"
#define OPEN_TEXT "<w:t xml:space=\"preserve\">"

/* The first anchor that does not begin before `at`. */
static size_t
first_anchor(const struct itk_scan *scan, size_t at)
{
    size_t low = 0, high = scan->anchors_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (scan->anchors[middle].at.begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A bookmark or the like may begin in a paragraph that vanishes and end in
 * another: it stays, between paragraphs. */
static void
keep_ranges(struct compiler *c, struct itk_range from)
{
    const struct itk_scan *scan = c->scan;

    for (size_t low = first_anchor(scan, from.begin);
         low < scan->anchors_count && scan->anchors[low].at.end <= from.end;
         low++) {
        if (scan->anchors[low].kind == ITK_ANCHOR_RANGE &&
            !c->copies.parted[low])
            itk_copies_move(&c->copies, low, from.begin);
    }
}

/* A section's properties in the paragraph: the paragraph stays, empty. */
static void
keep_section(struct compiler *c, const struct itk_box *paragraph)
{
    if (paragraph->sect.end == 0)
        return;
    itk_edit_text(&c->edits, paragraph->at.begin, "<w:p><w:pPr>");
    itk_edit_bytes(&c->edits, paragraph->at.begin, paragraph->sect,
                   ITK_NO_PASS);
    itk_edit_text(&c->edits, paragraph->at.begin, "</w:pPr></w:p>");
}

static bool
is_container(const struct itk_box *box)
{
    return box && (box->kind == ITK_BOX_CELL || box->kind == ITK_BOX_BODY ||
                   box->kind == ITK_BOX_HOLDER);
}

/* If `block`, which may come to nothing, is the last in its container, an
 * empty paragraph stands in for it. */
static void
ensure_paragraph(struct compiler *c, size_t parent, size_t block, bool table)
{
    const struct itk_box *box = itk_scan_box(c->scan, parent);
    struct itk_op op = {.kind = ITK_OP_ENSURE, .table_will_do = table};
    struct itk_buf bytes = ITK_BUF_INIT;

    if (!is_container(box) || box->last_block != block)
        return;
    itk_buf_adds(&bytes, "<w:p>");
    if (box->kind != ITK_BOX_BODY)
        itk_buf_add(&bytes, c->scan->src.data + box->ppr.begin,
                    box->ppr.end - box->ppr.begin);
    itk_buf_adds(&bytes, "</w:p>");
    op.size = bytes.size;
    op.bytes = itk_arena_copy(c->arena, bytes.data, bytes.size);
    itk_edit_op(&c->edits, itk_compile_nothing(box->inner_end), ITK_EDIT_BEGINS,
                op);
    itk_buf_free(&bytes);
}

void
itk_compile_block(struct compiler *c, const struct itk_node *node)
{
    const struct itk_mark *mark = &c->scan->marks[node->open];
    const struct itk_box *box = itk_scan_box(c->scan, mark->paragraph);

    itk_edit_cut(&c->edits, box->at);
    itk_edit_op(&c->edits, itk_compile_nothing(box->at.begin), ITK_EDIT_BEGINS,
                itk_compile_op(c, node, ITK_OP_BLOCK));
    keep_ranges(c, box->at);
    keep_section(c, box);
    if (box->sect.end == 0)
        ensure_paragraph(c, box->parent, box->at.begin, false);
}

static void
section_of_text(struct compiler *c, const struct itk_mark *open,
                const struct itk_mark *close, struct itk_op op)
{
    itk_compile_at(c, open, open->pieces_count - 1, op);
    itk_compile_at(c, close, 0, itk_compile_end());
}

/* Once more what has opened an element: its tracked changes are others. */
static void
reopen(struct compiler *c, size_t at, struct itk_range opening)
{
    const struct itk_scan *scan = c->scan;
    size_t i = first_anchor(scan, opening.begin), pos = opening.begin;

    for (; i < scan->anchors_count && scan->anchors[i].at.end <= opening.end;
         i++) {
        const struct itk_range *number = &scan->anchors[i].at;

        if (scan->anchors[i].kind != ITK_ANCHOR_NUMBER)
            continue;
        itk_edit_bytes(&c->edits, at, (struct itk_range){pos, number->begin},
                       ITK_NO_PASS);
        itk_edit_op(
            &c->edits, itk_compile_nothing(at), ITK_EDIT_BEGINS,
            (struct itk_op){.kind = ITK_OP_SERIAL, .pass = ITK_NO_PASS});
        pos = number->end;
    }
    itk_edit_bytes(&c->edits, at, (struct itk_range){pos, opening.end},
                   ITK_NO_PASS);
}

void
itk_compile_close_run(struct compiler *c, size_t at,
                      const struct itk_text *text)
{
    const char *tag = c->scan->src.data + text->inserted.begin;
    const size_t moved = strlen(MOVED_TO);

    itk_edit_text(&c->edits, at, CLOSE_RUN);
    if (text->inserted.end > 0)
        itk_edit_text(&c->edits, at,
                      strncmp(tag, MOVED_TO, moved) == 0 ? "</w:moveTo>"
                                                         : "</w:ins>");
}

void
itk_compile_open_run(struct compiler *c, size_t at, const struct itk_text *text)
{
    if (text->inserted.end > 0)
        reopen(c, at, text->inserted);
    reopen(c, at, text->run_head);
    itk_edit_text(&c->edits, at, OPEN_TEXT);
}

/* Both runs are parted at the tag, so that whole runs repeat; and the tracked
 * insertion around one. */
static void
part_run(struct compiler *c, size_t at, const struct itk_text *text,
         struct itk_op op)
{
    itk_compile_close_run(c, at, text);
    itk_edit_op(&c->edits, itk_compile_nothing(at), ITK_EDIT_BEGINS, op);
    itk_compile_open_run(c, at, text);
}

static void
section_of_runs(struct compiler *c, const struct itk_mark *open,
                const struct itk_mark *close, struct itk_op op)
{
    itk_compile_cut(c, open);
    part_run(c, open->pieces[open->pieces_count - 1].begin,
             &c->scan->texts[open->last], op);
    itk_compile_cut(c, close);
    part_run(c, close->pieces[0].begin, &c->scan->texts[close->first],
             itk_compile_end());
}

/* The paragraph of a block's tag goes. */
static void
drop_paragraph(struct compiler *c, const struct itk_box *box)
{
    itk_edit_cut(&c->edits, box->at);
    keep_ranges(c, box->at);
    keep_section(c, box);
}

static void
open_block(struct compiler *c, const struct itk_layout *layout,
           const struct itk_mark *open, struct itk_op op)
{
    const struct itk_box *from = itk_scan_box(c->scan, open->paragraph);

    if (layout->from == ITK_VANISHES)
        drop_paragraph(c, from);
    else
        itk_compile_cut(c, open);
    itk_edit_op(&c->edits, itk_compile_nothing(layout->at.begin),
                ITK_EDIT_BEGINS, op);
}

static void
close_block(struct compiler *c, const struct itk_layout *layout,
            const struct itk_mark *close)
{
    const struct itk_box *to = itk_scan_box(c->scan, close->paragraph);

    if (layout->to == ITK_STAYS_IN) {
        itk_compile_cut(c, close);
        itk_edit_end(&c->edits, to->at.end, itk_compile_end());
    } else if (layout->to == ITK_STAYS_OUT) {
        itk_compile_cut(c, close);
        itk_edit_op(&c->edits, itk_compile_nothing(to->at.begin),
                    ITK_EDIT_BEGINS, itk_compile_end());
        return;
    } else {
        itk_edit_cut(&c->edits, to->at);
        itk_edit_op(&c->edits, itk_compile_nothing(to->at.begin),
                    ITK_EDIT_BEGINS, itk_compile_end());
        keep_ranges(c, to->at);
        keep_section(c, to);
    }
    if (to->sect.end == 0)
        ensure_paragraph(c, to->parent, to->at.begin, false);
}

static size_t
table_around(const struct compiler *c, struct itk_range rows)
{
    return itk_rows_table(c->scan, c->tables, rows);
}

/* A row is counted once, however many sections repeat it: by the outermost. */
static bool
is_counted(const struct compiler *c, size_t node)
{
    const struct itk_range *at = &c->layouts[node].at;

    for (size_t i = c->tree->nodes[node].parent; i != ITK_TREE_NONE;
         i = c->tree->nodes[i].parent) {
        const struct itk_layout *outer = &c->layouts[i];

        if (outer->kind == ITK_LAYOUT_ROW && outer->at.begin <= at->begin &&
            outer->at.end >= at->end &&
            table_around(c, outer->at) == table_around(c, *at))
            return true;
    }
    return false;
}

/* The operation goes before whole elements, its END behind them. */
static void
section_around(struct compiler *c, size_t node, struct itk_op op)
{
    const struct itk_range at = c->layouts[node].at;

    itk_compile_cut(c, &c->scan->marks[c->tree->nodes[node].open]);
    itk_compile_cut(c, &c->scan->marks[c->tree->nodes[node].close]);
    itk_edit_op(&c->edits, itk_compile_nothing(at.begin), ITK_EDIT_BEGINS, op);
    itk_edit_end(&c->edits, at.end, itk_compile_end());
}

static void
section_of_rows(struct compiler *c, size_t node, struct itk_op op)
{
    const struct itk_range at = c->layouts[node].at;
    const size_t table = table_around(c, at);

    section_around(c, node, op);
    if (table != ITK_SCAN_NOWHERE && !is_counted(c, node))
        c->rows_gone[table] += itk_rows_count(c->scan, at);
}

/* What has just ended may have been the last in its container. */
static void
ensure_around(struct compiler *c, size_t node)
{
    const size_t close = c->tree->nodes[node].close;
    const struct itk_box *box = NULL;

    if (c->tree->nodes[node].around == ITK_AROUND_TABLE)
        box = itk_scan_box(c->scan, c->layouts[node].at.begin);
    else
        box = itk_scan_box(c->scan, c->scan->marks[close].paragraph);
    if (box)
        ensure_paragraph(c, box->parent, box->at.begin,
                         box->kind == ITK_BOX_TABLE);
}

/* A repeating section of Word's: its item repeats, and where there is none, the
 * whole goes. */
static void
section_of_control(struct compiler *c, size_t index, struct itk_op op)
{
    const struct itk_control *control =
        c->scan->marks[c->tree->nodes[index].open].control;
    const struct itk_range at = c->layouts[index].at;
    const size_t table = table_around(c, at);

    itk_edit_op(&c->edits, itk_compile_nothing(at.begin), ITK_EDIT_BEGINS, op);
    itk_edit_end(&c->edits, at.end, itk_compile_end());
    if (!op.expr)
        return;
    for (size_t i = 0; i < control->cuts_count; i++)
        itk_edit_cut(&c->edits, control->cuts[i]);
    itk_edit_cut(&c->edits, control->placeholder);
    itk_edit_cut(&c->edits, control->rest);
    if (control->form != ITK_CONTROL_ROWS)
        ensure_paragraph(c, control->parent, at.begin, false);
    else if (table != ITK_SCAN_NOWHERE && !is_counted(c, index))
        c->rows_gone[table] += itk_rows_count(c->scan, control->item);
}

void
itk_compile_section(struct compiler *c, size_t index)
{
    const struct itk_node *node = &c->tree->nodes[index];
    const struct itk_mark *open = &c->scan->marks[node->open];
    const struct itk_mark *close = &c->scan->marks[node->close];
    struct itk_op op = itk_compile_op(
        c, node, node->kind == ITK_NODE_EACH ? ITK_OP_EACH : ITK_OP_UNLESS);

    if (open->kind == ITK_MARK_CONTROL) {
        op.repeats = true;
        if (op.expr)
            op.tag = NULL; /* the item's section is listed */
        section_of_control(c, index, op);
        return;
    }
    switch (c->layouts[index].kind) {
    case ITK_LAYOUT_TEXT:
        section_of_text(c, open, close, op);
        break;
    case ITK_LAYOUT_RUNS:
        section_of_runs(c, open, close, op);
        break;
    case ITK_LAYOUT_BLOCK:
        open_block(c, &c->layouts[index], open, op);
        close_block(c, &c->layouts[index], close);
        break;
    case ITK_LAYOUT_ROW:
        section_of_rows(c, index, op);
        break;
    case ITK_LAYOUT_AROUND:
        section_around(c, index, op);
        ensure_around(c, index);
        break;
    case ITK_LAYOUT_NONE:
        break;
    }
}

/* A table of which every row may fall away falls away with the last one. */
void
itk_compile_prune(struct compiler *c)
{
    for (size_t i = 0; i < c->scan->boxes_count; i++) {
        const struct itk_box *box = &c->scan->boxes[i];

        if (box->kind != ITK_BOX_TABLE || c->rows_gone[i] == 0 ||
            c->rows_gone[i] < box->rows)
            continue;
        itk_edit_op(&c->edits, itk_compile_nothing(box->at.begin),
                    ITK_EDIT_BEGINS, (struct itk_op){.kind = ITK_OP_MARK});
        itk_edit_end(&c->edits, box->at.end,
                     (struct itk_op){.kind = ITK_OP_PRUNE});
        /* It was the last in the template: it need not be more than that. */
        ensure_paragraph(c, box->parent, box->at.begin, true);
    }
}
