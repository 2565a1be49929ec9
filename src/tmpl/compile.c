/*
 * The tree of a part's tags to edits of its bytes: slots in the first run of a
 * tag, content controls; sections.c has the sections.
 *
 * Source  2.10 of XML 1.0 (xml:space).
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/compile.h"
#include "tmpl/compiler.h"
#include "tmpl/join.h"
#include "tmpl/literals.h"
#include "tmpl/ranges.h"
#include "tmpl/rows.h"

#define MIN_OTHER  8u /* bytes of a match between literals */
#define MAX_PLACES 16u

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

struct itk_op
itk_compile_op(struct compiler *c, const struct itk_node *node,
               enum itk_op_kind kind)
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

struct itk_op
itk_compile_end(void)
{
    return (struct itk_op){.kind = ITK_OP_END};
}

void
itk_compile_cut(struct compiler *c, const struct itk_mark *mark)
{
    for (size_t i = 0; i < mark->pieces_count; i++)
        itk_edit_cut(&c->edits, mark->pieces[i]);
}

/* The operation takes the place of one piece, the other pieces go. */
void
itk_compile_at(struct compiler *c, const struct itk_mark *mark, size_t piece,
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
    const char *tag = op.tag;

    op.kind = ITK_OP_CHECK;
    op.yes = "1";
    op.no = "0";
    op.tag = NULL; /* listed once */
    itk_edit_cut(&c->edits, control->checked);
    itk_edit_text(&c->edits, control->checked.begin, control->checked_head);
    itk_edit_op(&c->edits, itk_compile_nothing(control->checked.begin),
                ITK_EDIT_BEGINS, op);
    itk_edit_text(&c->edits, control->checked.begin, control->checked_tail);
    op.yes = control->yes;
    op.no = control->no;
    op.tag = tag;
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
    itk_edit_op(&c->edits, itk_compile_nothing(control->placeholder.begin),
                ITK_EDIT_BEGINS, op);
}

/* What the control says of its value besides showing it. */
static void
compile_attribute(struct compiler *c, const struct itk_control *control,
                  struct itk_op op)
{
    op.kind = control->date ? ITK_OP_FULL_DATE : ITK_OP_CHOSEN;
    op.tag = NULL;
    op.choices = control->choices;
    itk_edit_op(&c->edits, itk_compile_nothing(control->value_at),
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
    if (control->value_at > 0)
        compile_attribute(c, control, op);
    op.choices = control->choices;
    if (op.choices)
        op.kind = ITK_OP_CHOICE;
    itk_edit_cut(&c->edits, control->content);
    itk_edit_text(&c->edits, control->content.begin, control->head);
    itk_edit_op(&c->edits, itk_compile_nothing(control->content.begin),
                ITK_EDIT_BEGINS, op);
    itk_edit_text(&c->edits, control->content.begin, control->tail);
}

static void
compile_value(struct compiler *c, const struct itk_node *node)
{
    const struct itk_mark *mark = &c->scan->marks[node->open];
    const struct itk_op op = itk_compile_op(c, node, ITK_OP_TEXT);

    if (mark->kind == ITK_MARK_CONTROL)
        compile_control(c, mark->control, op);
    else
        itk_compile_at(c, mark, 0, op);
}

#define OFFICE_RELS                                                            \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* Does the root bind r: as every writer does? Else a link does so itself. */
static bool
binds_r(struct itk_source src)
{
    const size_t size = sizeof(OFFICE_RELS) - 1;
    struct itk_token token = {.kind = ITK_TOKEN_OTHER};
    struct itk_attr attr;
    size_t pos = 0;

    while (token.kind != ITK_TOKEN_START && itk_token_next(src, &pos, &token))
        continue;
    return itk_attr_find(src, &token, "xmlns:r", &attr) &&
           attr.value.end - attr.value.begin == size &&
           memcmp(src.data + attr.value.begin, OFFICE_RELS, size) == 0;
}

/* The run ends, the link stands beside it, and the run goes on. */
static void
compile_link(struct compiler *c, const struct itk_node *node)
{
    const struct itk_mark *mark = &c->scan->marks[node->open];
    const struct itk_text *text = &c->scan->texts[mark->first];
    const size_t at = mark->pieces[0].begin;
    struct itk_op op = itk_compile_op(c, node, ITK_OP_LINK);

    op.yes = binds_r(c->scan->src) ? "<w:hyperlink r:id=\""
                                   : "<w:hyperlink xmlns:r=\"" OFFICE_RELS
                                     "\" r:id=\"";
    itk_compile_cut(c, mark);
    itk_compile_close_run(c, at, text);
    itk_edit_op(&c->edits, itk_compile_nothing(at), ITK_EDIT_BEGINS, op);
    itk_compile_open_run(c, at, text);
    op.kind = ITK_OP_LINK_TEXT;
    itk_edit_op(&c->edits, itk_compile_nothing(at), ITK_EDIT_BEGINS, op);
    itk_compile_close_run(c, at, text);
    op.kind = ITK_OP_LINK_END;
    op.yes = "</w:hyperlink>";
    itk_edit_op(&c->edits, itk_compile_nothing(at), ITK_EDIT_BEGINS, op);
    itk_compile_open_run(c, at, text);
}

static void
compile_node(struct compiler *c, size_t index)
{
    const struct itk_node *node = &c->tree->nodes[index];

    switch (node->kind) {
    case ITK_NODE_VALUE:
        compile_value(c, node);
        break;
    case ITK_NODE_BLOCK:
        itk_compile_block(c, node);
        break;
    case ITK_NODE_LINK:
        compile_link(c, node);
        break;
    case ITK_NODE_IMAGE:
        itk_compile_at(c, &c->scan->marks[node->open], 0,
                       itk_compile_op(c, node, ITK_OP_IMAGE));
        break;
    case ITK_NODE_EACH:
    case ITK_NODE_UNLESS:
        itk_compile_section(c, index);
        break;
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
            itk_compile_cut(c, &c->scan->marks[i]);
    }
    for (size_t i = 0; i < c->tree->count; i++)
        compile_node(c, i);
    itk_compile_prune(c);
    preserve_space(c);
    itk_copies_compile(&c->copies);
}

static bool
has_block(const struct itk_program *program)
{
    for (size_t i = 0; i < program->count; i++) {
        if (program->ops[i].kind == ITK_OP_BLOCK)
            return true;
    }
    return false;
}

/* The literals are the known text. */
static void
learn_text(struct itk_arena *arena, struct itk_program *program)
{
    struct itk_arena scratch = ITK_ARENA_INIT;
    size_t count;
    const struct itk_known_text *texts =
        itk_literals(program, 0, &scratch, &count);
    const struct itk_known_source source = {.segments = texts,
                                            .count = count,
                                            .values = count,
                                            .least = MIN_OTHER,
                                            .places = MAX_PLACES};

    program->known = itk_known_make(arena, &source);
    itk_arena_fini(&scratch);
}

static const struct itk_program *
make_program(struct compiler *c, const struct itk_story *story,
             struct itk_faults *faults)
{
    struct itk_program *program =
        itk_arena_alloc(c->arena, sizeof(struct itk_program));
    const struct itk_spot spot = {.part = story->part};

    itk_edits_init(&c->edits, c->scan->src, c->arena);
    itk_copies_find(&c->copies);
    c->rows_gone = itk_alloc((c->scan->boxes_count + 1) * sizeof(size_t));
    c->tables = itk_rows_tables(c->scan);
    compile_tree(c);
    if (!itk_edits_program(&c->edits, program)) {
        itk_faults_add(faults, &spot, ITK_MSG_TMPL_DEPTH, NULL, NULL);
        program = NULL;
    } else {
        program->serial = c->scan->number_max;
        itk_copies_finish(&c->copies, program);
        program->block = has_block(program);
        if (!story->unsearched && !program->block)
            learn_text(c->arena, program);
    }
    free(c->rows_gone);
    free(c->tables);
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

    itk_scan_part(&scan, story->src, story->as, story->delims, story->part,
                  arena, faults);
    itk_parse_marks(&scan, arena, faults, &tree);
    c.layouts = itk_layout_find(&scan, &tree, story->main_part, story->for_plan,
                                arena, faults);
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
    return make_program(&c, story, faults);
}
