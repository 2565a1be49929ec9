/*
 * The tree of a part's tags to edits of its bytes: slots in the first run of a
 * tag, sections around runs, paragraphs or rows, and what keeps the result
 * sound (cells that end with a paragraph, tables with rows, unique ids).
 *
 * Source  ECMA-376 Part 1, 17.4.65 (tc), 17.6.17-18 (sectPr), 2.10 of XML 1.0
 *         (xml:space).
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/compile.h"
#include "tmpl/copies.h"
#include "tmpl/edit.h"
#include "tmpl/join.h"
#include "tmpl/ranges.h"

#define CLOSE_RUN "</w:t></w:r>"
#define MOVED_TO  "<w:moveTo"
#define OPEN_TEXT "<w:t xml:space=\"preserve\">"

struct compiler {
    const struct itk_scan *scan;
    const struct itk_tree *tree;
    const struct itk_layout *layouts;
    struct itk_places *places;
    struct itk_arena *arena;
    struct itk_edits edits;
    struct itk_copies copies;
    size_t *rows_gone; /* for each box that is a table */
};

static struct itk_range
nothing_at(size_t pos)
{
    return (struct itk_range){pos, pos};
}

static size_t
add_place(struct compiler *c, const struct itk_spot *spot)
{
    struct itk_places *places = c->places;

    places->at = itk_join_room(places->at, places->count, &places->room,
                               sizeof(*places->at));
    places->at[places->count] = *spot;
    return places->count++;
}

/* "{name|filter}", as it is written. */
static const char *
tag_of(struct compiler *c, const struct itk_mark *mark)
{
    struct itk_buf tag = ITK_BUF_INIT;
    const char *kept;

    itk_buf_adds(&tag, mark->delims ? mark->delims->open : "{");
    itk_buf_adds(&tag, mark->text);
    itk_buf_adds(&tag, mark->delims ? mark->delims->close : "}");
    kept = itk_arena_copy(c->arena, tag.data, tag.size);
    itk_buf_free(&tag);
    return kept;
}

static struct itk_op
op_of(struct compiler *c, const struct itk_node *node, enum itk_op_kind kind)
{
    const struct itk_mark *mark = &c->scan->marks[node->open];

    return (struct itk_op){
        .kind = kind,
        .bytes = node->path,
        .size = strlen(node->path),
        .expr = node->expr,
        .filters = node->filters,
        .filters_count = node->filters_count,
        .in_run = !c->scan->plain,
        .pass = (uint32_t)(node - c->tree->nodes),
        .tag = tag_of(c, mark),
        .place = add_place(c, &mark->spot),
    };
}

static struct itk_op
end_op(void)
{
    return (struct itk_op){.kind = ITK_OP_END};
}

static void
cut_pieces(struct compiler *c, const struct itk_mark *mark)
{
    for (size_t i = 0; i < mark->pieces_count; i++)
        itk_edit_cut(&c->edits, mark->pieces[i]);
}

/* The operation takes the place of one piece, the other pieces go. */
static void
op_at_piece(struct compiler *c, const struct itk_mark *mark, size_t piece,
            struct itk_op op)
{
    for (size_t i = 0; i < mark->pieces_count; i++) {
        if (i == piece)
            itk_edit_op(&c->edits, mark->pieces[i], ITK_EDIT_BEGINS, op);
        else
            itk_edit_cut(&c->edits, mark->pieces[i]);
    }
}

static void
compile_checkbox(struct compiler *c, const struct itk_control *control,
                 struct itk_op op)
{
    op.kind = ITK_OP_CHECK;
    op.yes = "1";
    op.no = "0";
    itk_edit_cut(&c->edits, control->checked);
    itk_edit_text(&c->edits, control->checked.begin, control->checked_head);
    itk_edit_op(&c->edits, nothing_at(control->checked.begin), ITK_EDIT_BEGINS,
                op);
    itk_edit_text(&c->edits, control->checked.begin, control->checked_tail);
    op.yes = control->yes;
    op.no = control->no;
    itk_edit_op(&c->edits, control->content, ITK_EDIT_BEGINS, op);
}

/* The space that the control keeps: its own, unless the tag states a width. */
static const struct itk_filter *
fill_in_of(const struct itk_op *op)
{
    for (size_t i = 0; i < op->filters_count; i++) {
        if (op->filters[i].kind == ITK_FILTER_FILL_IN)
            return &op->filters[i];
    }
    return NULL;
}

/* A space that Word takes for a placeholder goes as a whole when somebody
 * types; a value must not. */
static void
compile_placeholder(struct compiler *c, const struct itk_control *control,
                    struct itk_op op)
{
    itk_edit_cut(&c->edits, control->placeholder);
    if (control->checkbox || !fill_in_of(&op))
        return;
    op.kind = ITK_OP_IF_NONE;
    op.no = "<w:showingPlcHdr/>";
    itk_edit_op(&c->edits, nothing_at(control->placeholder.begin),
                ITK_EDIT_BEGINS, op);
}

static void
compile_control(struct compiler *c, const struct itk_control *control,
                struct itk_op op)
{
    const struct itk_filter *fill_in = fill_in_of(&op);

    for (size_t i = 0; i < control->cuts_count; i++)
        itk_edit_cut(&c->edits, control->cuts[i]);
    if (control->shows_blank)
        compile_placeholder(c, control, op);
    if (fill_in && !fill_in->stated && *control->blank)
        op.blank = control->blank;
    if (control->checkbox) {
        compile_checkbox(c, control, op);
        return;
    }
    itk_edit_cut(&c->edits, control->content);
    itk_edit_text(&c->edits, control->content.begin, control->head);
    itk_edit_op(&c->edits, nothing_at(control->content.begin), ITK_EDIT_BEGINS,
                op);
    itk_edit_text(&c->edits, control->content.begin, control->tail);
}

static void
compile_value(struct compiler *c, const struct itk_node *node)
{
    const struct itk_mark *mark = &c->scan->marks[node->open];
    const struct itk_op op = op_of(c, node, ITK_OP_TEXT);

    if (mark->kind == ITK_MARK_CONTROL)
        compile_control(c, mark->control, op);
    else
        op_at_piece(c, mark, 0, op);
}

/* A bookmark or the like may begin in a paragraph that vanishes and end in
 * another: it stays, between paragraphs. */
static void
keep_ranges(struct compiler *c, struct itk_range from)
{
    const struct itk_scan *scan = c->scan;
    size_t low = 0, high = scan->anchors_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (scan->anchors[middle].at.begin < from.begin)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < scan->anchors_count && scan->anchors[low].at.end <= from.end;
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
    itk_edit_op(&c->edits, nothing_at(box->inner_end), ITK_EDIT_BEGINS, op);
    itk_buf_free(&bytes);
}

static void
compile_block(struct compiler *c, const struct itk_node *node)
{
    const struct itk_mark *mark = &c->scan->marks[node->open];
    const struct itk_box *box = itk_scan_box(c->scan, mark->paragraph);

    itk_edit_cut(&c->edits, box->at);
    itk_edit_op(&c->edits, nothing_at(box->at.begin), ITK_EDIT_BEGINS,
                op_of(c, node, ITK_OP_BLOCK));
    keep_ranges(c, box->at);
    keep_section(c, box);
    if (box->sect.end == 0)
        ensure_paragraph(c, box->parent, box->at.begin, false);
}

static void
section_of_text(struct compiler *c, const struct itk_mark *open,
                const struct itk_mark *close, struct itk_op op)
{
    op_at_piece(c, open, open->pieces_count - 1, op);
    op_at_piece(c, close, 0, end_op());
}

/* Both runs are parted at the tag, so that whole runs repeat; and the tracked
 * insertion around one. */
static void
part_run(struct compiler *c, size_t at, const struct itk_text *text,
         struct itk_op op)
{
    const char *tag = c->scan->src.data + text->inserted.begin;
    const size_t moved = strlen(MOVED_TO);

    itk_edit_text(&c->edits, at, CLOSE_RUN);
    if (text->inserted.end > 0)
        itk_edit_text(&c->edits, at,
                      strncmp(tag, MOVED_TO, moved) == 0 ? "</w:moveTo>"
                                                         : "</w:ins>");
    itk_edit_op(&c->edits, nothing_at(at), ITK_EDIT_BEGINS, op);
    if (text->inserted.end > 0)
        itk_edit_bytes(&c->edits, at, text->inserted, ITK_NO_PASS);
    itk_edit_bytes(&c->edits, at, text->run_head, ITK_NO_PASS);
    itk_edit_text(&c->edits, at, OPEN_TEXT);
}

static void
section_of_runs(struct compiler *c, const struct itk_mark *open,
                const struct itk_mark *close, struct itk_op op)
{
    cut_pieces(c, open);
    part_run(c, open->pieces[open->pieces_count - 1].begin,
             &c->scan->texts[open->last], op);
    cut_pieces(c, close);
    part_run(c, close->pieces[0].begin, &c->scan->texts[close->first],
             end_op());
}

static void
section_of_paragraphs(struct compiler *c, const struct itk_mark *open,
                      const struct itk_mark *close, struct itk_op op)
{
    const struct itk_box *from = itk_scan_box(c->scan, open->paragraph);
    const struct itk_box *to = itk_scan_box(c->scan, close->paragraph);

    itk_edit_cut(&c->edits, from->at);
    keep_ranges(c, from->at);
    keep_section(c, from);
    itk_edit_op(&c->edits, nothing_at(from->at.begin), ITK_EDIT_BEGINS, op);
    itk_edit_cut(&c->edits, to->at);
    itk_edit_op(&c->edits, nothing_at(to->at.begin), ITK_EDIT_BEGINS, end_op());
    keep_ranges(c, to->at);
    keep_section(c, to);
    if (to->sect.end == 0)
        ensure_paragraph(c, to->parent, to->at.begin, false);
}

/* The table around rows: the nearest before them that reaches beyond. */
static size_t
table_of(const struct itk_scan *scan, struct itk_range rows)
{
    size_t i = scan->boxes_count;

    while (i > 0 && scan->boxes[i - 1].at.begin >= rows.begin)
        i--;
    while (i-- > 0) {
        if (scan->boxes[i].kind == ITK_BOX_TABLE &&
            scan->boxes[i].at.end >= rows.end)
            return i;
    }
    return ITK_SCAN_NOWHERE;
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
            table_of(c->scan, outer->at) == table_of(c->scan, *at))
            return true;
    }
    return false;
}

/* Rows from the start of one to the end of another; not those of tables in
 * them. */
static size_t
rows_in(const struct itk_scan *scan, struct itk_range rows)
{
    struct itk_token token;
    size_t pos = rows.begin, depth = 0, count = 0;

    while (pos < rows.end && itk_token_next(scan->src, &pos, &token)) {
        if (!itk_token_is(&token, "w:tr"))
            continue;
        if (token.kind != ITK_TOKEN_END && depth == 0)
            count++;
        if (token.kind == ITK_TOKEN_START)
            depth++;
        else if (token.kind == ITK_TOKEN_END)
            depth--;
    }
    return count;
}

/* The operation goes before whole elements, its END behind them. */
static void
section_around(struct compiler *c, size_t node, struct itk_op op)
{
    const struct itk_range at = c->layouts[node].at;

    cut_pieces(c, &c->scan->marks[c->tree->nodes[node].open]);
    cut_pieces(c, &c->scan->marks[c->tree->nodes[node].close]);
    itk_edit_op(&c->edits, nothing_at(at.begin), ITK_EDIT_BEGINS, op);
    itk_edit_end(&c->edits, at.end, end_op());
}

static void
section_of_rows(struct compiler *c, size_t node, struct itk_op op)
{
    const struct itk_range at = c->layouts[node].at;
    const size_t table = table_of(c->scan, at);

    section_around(c, node, op);
    if (table != ITK_SCAN_NOWHERE && !is_counted(c, node))
        c->rows_gone[table] += rows_in(c->scan, at);
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

static void
compile_section(struct compiler *c, size_t index)
{
    const struct itk_node *node = &c->tree->nodes[index];
    const struct itk_mark *open = &c->scan->marks[node->open];
    const struct itk_mark *close = &c->scan->marks[node->close];
    const struct itk_op op = op_of(
        c, node, node->kind == ITK_NODE_EACH ? ITK_OP_EACH : ITK_OP_UNLESS);

    switch (c->layouts[index].kind) {
    case ITK_LAYOUT_TEXT:
        section_of_text(c, open, close, op);
        break;
    case ITK_LAYOUT_RUNS:
        section_of_runs(c, open, close, op);
        break;
    case ITK_LAYOUT_BLOCK:
        section_of_paragraphs(c, open, close, op);
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
static void
prune_tables(struct compiler *c)
{
    for (size_t i = 0; i < c->scan->boxes_count; i++) {
        const struct itk_box *box = &c->scan->boxes[i];

        if (box->kind != ITK_BOX_TABLE || c->rows_gone[i] == 0 ||
            c->rows_gone[i] < box->rows)
            continue;
        itk_edit_op(&c->edits, nothing_at(box->at.begin), ITK_EDIT_BEGINS,
                    (struct itk_op){.kind = ITK_OP_MARK});
        itk_edit_end(&c->edits, box->at.end,
                     (struct itk_op){.kind = ITK_OP_PRUNE});
        /* It was the last in the template: it need not be more than that. */
        ensure_paragraph(c, box->parent, box->at.begin, true);
    }
}

/* Cutting a tag may leave blanks at the ends of a text. */
static void
preserve_space(struct compiler *c)
{
    for (size_t i = 0; i < c->scan->texts_count && !c->scan->plain; i++) {
        const struct itk_text *text = &c->scan->texts[i];

        if (text->space.end > 0) {
            itk_edit_cut(&c->edits, text->space);
            itk_edit_text(&c->edits, text->space.begin, "preserve");
        } else {
            itk_edit_text(&c->edits, text->tag.end - 1,
                          " xml:space=\"preserve\"");
        }
    }
}

static void
compile_tree(struct compiler *c)
{
    for (size_t i = 0; i < c->scan->marks_count; i++) {
        if (c->scan->marks[i].kind == ITK_MARK_ESCAPE)
            cut_pieces(c, &c->scan->marks[i]);
    }
    for (size_t i = 0; i < c->tree->count; i++) {
        const struct itk_node *node = &c->tree->nodes[i];

        if (node->kind == ITK_NODE_VALUE)
            compile_value(c, node);
        else if (node->kind == ITK_NODE_BLOCK)
            compile_block(c, node);
        else
            compile_section(c, i);
    }
    prune_tables(c);
    preserve_space(c);
    itk_copies_compile(&c->copies);
}

/* The literals, in their order, are the known text. A table that may be taken
 * back is a section as well. */
static void
learn_text(struct itk_arena *arena, struct itk_program *program)
{
    struct itk_known_text *texts =
        itk_alloc((program->count + 1) * sizeof(*texts));
    struct itk_known_section *sections =
        itk_alloc((program->count + 1) * sizeof(*sections));
    const struct itk_known_section *section = NULL;
    size_t count = 0, opened = 0;

    for (size_t i = 0; i < program->count; i++) {
        const struct itk_op *op = &program->ops[i];

        if (op->kind == ITK_OP_LITERAL) {
            texts[count++] =
                (struct itk_known_text){op->bytes, op->size, section};
        } else if (op->kind == ITK_OP_EACH || op->kind == ITK_OP_UNLESS ||
                   op->kind == ITK_OP_MARK) {
            sections[opened].up = section;
            section = &sections[opened++];
        } else if (op->kind == ITK_OP_END || op->kind == ITK_OP_PRUNE) {
            section = section->up;
        }
    }
    program->known = itk_known_make(arena, texts, count);
    free(texts);
    free(sections);
}

static const struct itk_program *
make_program(struct compiler *c, const char *part, struct itk_faults *faults)
{
    struct itk_program *program =
        itk_arena_alloc(c->arena, sizeof(struct itk_program));
    const struct itk_spot spot = {.part = part};

    itk_edits_init(&c->edits, c->scan->src, c->arena);
    itk_copies_find(&c->copies);
    c->rows_gone = itk_alloc((c->scan->boxes_count + 1) * sizeof(size_t));
    compile_tree(c);
    if (!itk_edits_program(&c->edits, program)) {
        itk_faults_add(faults, &spot, ITK_MSG_TMPL_DEPTH, NULL, NULL);
        program = NULL;
    } else {
        program->serial = c->scan->docpr_max;
        itk_copies_finish(&c->copies, program);
        learn_text(c->arena, program);
    }
    free(c->rows_gone);
    itk_copies_free(&c->copies);
    itk_edits_free(&c->edits);
    return program;
}

const struct itk_program *
itk_compile_part(const struct itk_story *story, struct itk_places *places,
                 struct itk_arena *arena, struct itk_faults *faults)
{
    const size_t before = faults->count;
    struct compiler c = {.places = places, .arena = arena};
    struct itk_scan scan;
    struct itk_tree tree;
    const bool *parted;

    itk_scan_part(&scan, story->src, story->plain, story->delims, story->part,
                  arena, faults);
    itk_parse_marks(&scan, arena, faults, &tree);
    c.layouts = itk_layout_find(&scan, &tree, story->main_part, arena, faults);
    parted = itk_ranges_parted(&scan, &tree, c.layouts, arena, faults);
    if (faults->count > before || scan.marks_count == 0)
        return NULL;
    c.scan = &scan;
    c.tree = &tree;
    c.copies = (struct itk_copies){.edits = &c.edits,
                                   .scan = &scan,
                                   .tree = &tree,
                                   .layouts = c.layouts,
                                   .parted = parted,
                                   .numbering = story->numbering,
                                   .arena = arena};
    return make_program(&c, story->part, faults);
}
