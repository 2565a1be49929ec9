/*
 * What a section repeats or drops.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/join.h"
#include "tmpl/layout.h"
#include "tmpl/rows.h"

#define WIDE_BLANK "\xE3\x80\x80"

/* What a section repeats. */
struct reach {
    struct itk_range at;
    size_t node;
};

struct finder {
    const struct itk_scan *scan;
    const struct itk_tree *tree;
    struct itk_faults *faults;
    const size_t *tables; /* around each box */
    bool for_plan;
};

/* Each field that begins in the range ends in it, and none else. */
static bool
holds_fields(struct itk_source src, struct itk_range range)
{
    struct itk_token token;
    struct itk_attr type;
    size_t pos = range.begin;
    long depth = 0;

    while (pos < range.end && itk_token_next(src, &pos, &token)) {
        if (token.kind == ITK_TOKEN_END || !itk_token_is(&token, "w:fldChar") ||
            !itk_attr_find(src, &token, "w:fldCharType", &type))
            continue;
        if (src.data[type.value.begin] == 'b')
            depth++;
        else if (src.data[type.value.begin] == 'e' && --depth < 0)
            return false;
    }
    return depth == 0;
}

/* What stands in a paragraph on one side of a tag. */
enum beside {
    BESIDE_NOTHING, /* blanks at most */
    BESIDE_FIELD,   /* what begins or ends one, too */
    BESIDE_OBJECTS, /* a picture, a note, a page break: no text */
    BESIDE_TEXT
};

/* A blank, and how many bytes it has; `text` has at least one. */
static size_t
blank_size(const char *text, size_t size)
{
    if (strchr(" \t\n", *text))
        return 1;
    return size >= 3 && memcmp(text, WIDE_BLANK, 3) == 0 ? 3 : 0;
}

/* The same at the end of `text`. */
static size_t
last_blank_size(const char *text, size_t size)
{
    if (strchr(" \t\n", text[size - 1]))
        return 1;
    return size >= 3 && memcmp(text + size - 3, WIDE_BLANK, 3) == 0 ? 3 : 0;
}

/* Looks from the tag outwards: the next tag is text, so that many of them in
 * one paragraph cost no more than its length. */
static enum beside
beside(const char *text, size_t size, bool backwards)
{
    enum beside found = BESIDE_NOTHING;

    while (size > 0) {
        const char c = backwards ? text[size - 1] : *text;
        const size_t blank =
            backwards ? last_blank_size(text, size) : blank_size(text, size);
        const size_t step = blank ? blank : 1;

        if (c == ITK_JOIN_OBJECT)
            found = BESIDE_OBJECTS;
        else if (c == ITK_JOIN_FIELD && found < BESIDE_FIELD)
            found = BESIDE_FIELD;
        else if (!blank && c != ITK_JOIN_FIELD)
            return BESIDE_TEXT;
        text += backwards ? 0 : step;
        size -= step;
    }
    return found;
}

/* Before and behind the tag. A field of which the tag is the result goes with
 * it. */
static void
look_beside(const struct finder *f, const struct itk_box *paragraph,
            const struct itk_mark *mark, enum beside sides[2])
{
    const size_t end = mark->joined.end;
    enum beside field = BESIDE_OBJECTS;

    sides[0] = beside(paragraph->text, mark->joined.begin, true);
    sides[1] = beside(paragraph->text + end, paragraph->text_size - end, false);
    if (sides[0] == BESIDE_TEXT || sides[1] == BESIDE_TEXT)
        return;
    if (mark->fields > 0 && holds_fields(f->scan->src, paragraph->at))
        field = BESIDE_NOTHING;
    for (int side = 0; side < 2; side++) {
        if (sides[side] == BESIDE_FIELD)
            sides[side] = field;
    }
}

/* Nothing is seen in the paragraph but this tag. */
static bool
is_alone(const struct finder *f, const struct itk_box *paragraph,
         const struct itk_mark *mark)
{
    enum beside sides[2];

    if (mark->kind != ITK_MARK_TAG)
        return false;
    look_beside(f, paragraph, mark, sides);
    return sides[0] == BESIDE_NOTHING && sides[1] == BESIDE_NOTHING;
}

/* The tag is the only text, and what is seen besides is on one side of it: the
 * paragraph is on that side of the section's border. */
static bool
is_only_text(const struct finder *f, const struct itk_box *paragraph,
             const struct itk_mark *mark, enum beside sides[2])
{
    if (mark->kind != ITK_MARK_TAG)
        return false;
    look_beside(f, paragraph, mark, sides);
    if (sides[0] == BESIDE_TEXT || sides[1] == BESIDE_TEXT)
        return false;
    return sides[0] != sides[1] ? paragraph->sect.end == 0
                                : sides[0] == BESIDE_NOTHING;
}

static void
fault(const struct finder *f, const struct itk_mark *open,
      const struct itk_mark *close, enum itk_msg id)
{
    itk_faults_add(f->faults, &open->spot, id, open->text, close->text);
}

static struct itk_range
between(const struct itk_mark *open, const struct itk_mark *close)
{
    return (struct itk_range){open->pieces[open->pieces_count - 1].end,
                              close->pieces[0].begin};
}

/* From one run to another, in one paragraph or two of one text. */
static struct itk_layout
over_runs(const struct finder *f, const struct itk_mark *open,
          const struct itk_mark *close)
{
    const struct itk_text *first = &f->scan->texts[open->last];
    const struct itk_text *last = &f->scan->texts[close->first];
    struct itk_layout layout = {.kind = ITK_LAYOUT_RUNS,
                                .at = between(open, close),
                                .inner = between(open, close)};

    if (first == last)
        layout.kind = ITK_LAYOUT_TEXT;
    else if (open->paragraph == close->paragraph
                 ? first->run_parent != last->run_parent
                 : first->run_parent != open->paragraph ||
                       last->run_parent != close->paragraph)
        fault(f, open, close, ITK_MSG_TMPL_CROSS_RUN);
    return layout;
}

/* The row at `row`, then those around it. */
static const struct itk_box *
row_at(const struct finder *f, size_t row)
{
    return row == ITK_SCAN_NOWHERE ? NULL : itk_scan_box(f->scan, row);
}

/* The rows of one table in which the tags stand: the innermost ones. */
static bool
common_rows(const struct finder *f, const struct itk_mark *open,
            const struct itk_mark *close, struct itk_range *rows)
{
    for (const struct itk_box *a = row_at(f, open->row); a;
         a = row_at(f, a->row)) {
        for (const struct itk_box *b = row_at(f, close->row); b;
             b = row_at(f, b->row)) {
            if (a->parent != b->parent)
                continue;
            *rows = (struct itk_range){a->at.begin, b->at.end};
            return true;
        }
    }
    return false;
}

/* Why two tags in different paragraphs are no section. */
static enum itk_msg
reason(const struct itk_mark *open, const struct itk_mark *close, bool alone)
{
    if (open->row != close->row)
        return ITK_MSG_TMPL_CROSS_ROW;
    return alone ? ITK_MSG_TMPL_CROSS_BOX : ITK_MSG_TMPL_CROSS_PARAGRAPH;
}

/* Each tag is the only text of its paragraph; `open` and `close` say what
 * else stands before and behind it. */
static struct itk_layout
over_blocks(struct itk_range from, const enum beside open[2],
            struct itk_range to, const enum beside close[2])
{
    struct itk_layout layout = {.kind = ITK_LAYOUT_BLOCK,
                                .at = {from.begin, to.end},
                                .inner = {from.end, to.begin}};

    if (open[0] == BESIDE_OBJECTS) {
        layout.from = ITK_STAYS_OUT;
        layout.at.begin = from.end;
    } else if (open[1] == BESIDE_OBJECTS) {
        layout.from = ITK_STAYS_IN;
        layout.inner.begin = from.begin;
    }
    if (close[1] == BESIDE_OBJECTS) {
        layout.to = ITK_STAYS_OUT;
        layout.at.end = to.begin;
    } else if (close[0] == BESIDE_OBJECTS) {
        layout.to = ITK_STAYS_IN;
        layout.inner.end = to.end;
    }
    return layout;
}

static struct itk_layout
over_paragraphs(const struct finder *f, const struct itk_mark *open,
                const struct itk_mark *close)
{
    const struct itk_box *from = itk_scan_box(f->scan, open->paragraph);
    const struct itk_box *to = itk_scan_box(f->scan, close->paragraph);
    const bool known = from && to && !f->scan->plain;
    enum beside sides[2][2];
    const bool alone = known && is_only_text(f, from, open, sides[0]) &&
                       is_only_text(f, to, close, sides[1]);
    struct itk_layout layout = {.kind = ITK_LAYOUT_BLOCK,
                                .at = between(open, close),
                                .inner = between(open, close)};

    if (alone && from->parent == to->parent) {
        layout = over_blocks(from->at, sides[0], to->at, sides[1]);
    } else if (known && from->parent == to->parent && to->sect.end == 0) {
        layout = over_runs(f, open, close);
    } else if (known && from->parent != to->parent &&
               common_rows(f, open, close, &layout.at)) {
        layout.kind = ITK_LAYOUT_ROW;
        layout.inner = layout.at;
    } else {
        fault(f, open, close, reason(open, close, alone));
    }
    return layout;
}

/* The innermost table with both tags in it. */
static const struct itk_box *
common_table(const struct finder *f, const struct itk_mark *open,
             const struct itk_mark *close)
{
    const struct itk_range both = {open->pieces[0].begin,
                                   close->pieces[0].begin + 1};
    const size_t table = itk_rows_table(f->scan, f->tables, both);

    return table == ITK_SCAN_NOWHERE ? NULL : &f->scan->boxes[table];
}

/* The element that a dash names. */
static struct itk_layout
around(const struct finder *f, enum itk_around what,
       const struct itk_mark *open, const struct itk_mark *close)
{
    const struct itk_box *from = itk_scan_box(f->scan, open->paragraph);
    const struct itk_box *to = itk_scan_box(f->scan, close->paragraph);
    struct itk_layout layout = {.kind = ITK_LAYOUT_AROUND};
    const struct itk_box *table;
    bool ok = false;

    if (what == ITK_AROUND_PARAGRAPH) {
        ok = from && to && from->parent == to->parent && from->sect.end == 0 &&
             to->sect.end == 0;
        if (ok)
            layout.at = (struct itk_range){from->at.begin, to->at.end};
    } else if (what == ITK_AROUND_ROW) {
        layout.kind = ITK_LAYOUT_ROW;
        ok = common_rows(f, open, close, &layout.at);
    } else {
        table = common_table(f, open, close);
        ok = table != NULL;
        if (ok)
            layout.at = table->at;
    }
    if (!ok)
        fault(f, open, close, ITK_MSG_TMPL_DASH_PLACE);
    layout.inner = layout.at;
    return layout;
}

/* A repeating section: the whole of it, or its item. */
static struct itk_layout
of_control(const struct itk_control *control, bool whole)
{
    const struct itk_range at = whole ? control->at : control->item;

    return (struct itk_layout){
        .kind = ITK_LAYOUT_AROUND, .at = at, .inner = at};
}

static struct itk_layout
layout_of(const struct finder *f, const struct itk_node *node)
{
    const struct itk_mark *open = &f->scan->marks[node->open];
    const struct itk_mark *close = &f->scan->marks[node->close];
    struct itk_layout layout;

    if (open->kind == ITK_MARK_CONTROL)
        return of_control(open->control, node->expr != NULL);
    if (node->around != ITK_AROUND_PLACE && !f->scan->plain)
        layout = around(f, node->around, open, close);
    else if (open->paragraph == close->paragraph)
        layout = over_runs(f, open, close);
    else
        layout = over_paragraphs(f, open, close);
    if (open->fields != close->fields && !holds_fields(f->scan->src, layout.at))
        fault(f, open, close, ITK_MSG_TMPL_CROSS_FIELD);
    return layout;
}

static bool
is_within(const struct itk_tree *tree, size_t node, size_t outer)
{
    while (node != ITK_TREE_NONE && node != outer)
        node = tree->nodes[node].parent;
    return node == outer;
}

static int
by_place(const void *a, const void *b)
{
    const struct reach *one = a, *other = b;

    if (one->at.begin != other->at.begin)
        return one->at.begin < other->at.begin ? -1 : 1;
    if (one->at.end != other->at.end)
        return one->at.end > other->at.end ? -1 : 1;
    return (one->node > other->node) - (one->node < other->node);
}

/* Whether what repeats for `inner`, which begins in `outer`, is in order: not
 * half in it, and if an edge is the same, the tags must be inside. */
static bool
is_in_order(const struct itk_tree *tree, const struct reach *outer,
            const struct reach *inner)
{
    if (inner->at.end > outer->at.end)
        return false;
    return (inner->at.begin > outer->at.begin &&
            inner->at.end < outer->at.end) ||
           is_within(tree, inner->node, outer->node);
}

static void
overlap(const struct finder *f, size_t a, size_t b)
{
    const struct itk_mark *marks = f->scan->marks;

    fault(f, &marks[f->tree->nodes[a > b ? a : b].open],
          &marks[f->tree->nodes[a > b ? b : a].open], ITK_MSG_TMPL_SAME_ROW);
}

/* A section is repeated with all that stands around it in the tree. */
static bool
is_in_parent(const struct finder *f, const struct itk_layout *layouts,
             size_t node)
{
    const size_t parent = f->tree->nodes[node].parent;

    return parent == ITK_TREE_NONE || layouts[parent].kind == ITK_LAYOUT_NONE ||
           (layouts[node].at.begin >= layouts[parent].at.begin &&
            layouts[node].at.end <= layouts[parent].at.end);
}

/* What two sections repeat lies apart, or one in the other. */
static void
check_nesting(const struct finder *f, const struct itk_layout *layouts)
{
    struct reach *all = itk_alloc((f->tree->count + 1) * sizeof(*all));
    size_t *open = itk_alloc((f->tree->count + 1) * sizeof(*open));
    size_t count = 0, depth = 0;

    for (size_t i = 0; i < f->tree->count; i++) {
        if (layouts[i].kind == ITK_LAYOUT_NONE)
            continue;
        if (is_in_parent(f, layouts, i))
            all[count++] = (struct reach){layouts[i].at, i};
        else
            overlap(f, i, f->tree->nodes[i].parent);
    }
    if (count > 0)
        qsort(all, count, sizeof(*all), by_place);
    for (size_t i = 0; i < count; i++) {
        while (depth > 0 && all[open[depth - 1]].at.end <= all[i].at.begin)
            depth--;
        if (depth > 0 && !is_in_order(f->tree, &all[open[depth - 1]], &all[i]))
            overlap(f, all[i].node, all[open[depth - 1]].node);
        else
            open[depth++] = i;
    }
    free(all);
    free(open);
}

static void
check_block(const struct finder *f, const struct itk_node *node, bool main_part)
{
    const struct itk_mark *mark = &f->scan->marks[node->open];
    const struct itk_box *box = itk_scan_box(f->scan, mark->paragraph);

    if (!main_part)
        fault(f, mark, mark, ITK_MSG_TMPL_BLOCK_PART);
    else if (!box || !is_alone(f, box, mark))
        fault(f, mark, mark, ITK_MSG_TMPL_BLOCK_ALONE);
}

static bool
is_link(const struct itk_scan *scan, size_t begin)
{
    struct itk_token token;

    return itk_token_next(scan->src, &begin, &token) &&
           itk_token_is(&token, "w:hyperlink");
}

/* Links and pictures are elements of a run or beside it. */
static void
check_element(const struct finder *f, const struct itk_node *node)
{
    const struct itk_mark *mark = &f->scan->marks[node->open];
    const struct itk_text *text = &f->scan->texts[mark->first];

    if (f->for_plan)
        fault(f, mark, mark, ITK_MSG_TMPL_NOT_IN_PLAN);
    else if (f->scan->plain)
        fault(f, mark, mark, ITK_MSG_TMPL_PLAIN_ONLY);
    else if (node->kind == ITK_NODE_LINK &&
             (mark->fields > 0 || is_link(f->scan, text->run_parent)))
        fault(f, mark, mark, ITK_MSG_TMPL_LINK_PLACE);
}

struct itk_layout *
itk_layout_find(const struct itk_scan *scan, const struct itk_tree *tree,
                bool main_part, bool for_plan, struct itk_arena *arena,
                struct itk_faults *faults)
{
    size_t *tables = itk_rows_tables(scan);
    const struct finder f = {scan, tree, faults, tables, for_plan};
    struct itk_layout *layouts =
        itk_arena_array(arena, tree->count + 1, sizeof(*layouts));

    for (size_t i = 0; i < tree->count; i++) {
        const struct itk_node *node = &tree->nodes[i];

        if (node->kind == ITK_NODE_BLOCK)
            check_block(&f, node, main_part);
        if (node->kind == ITK_NODE_LINK || node->kind == ITK_NODE_IMAGE)
            check_element(&f, node);
        /* One that was never closed has its fault already. */
        if (node->open == node->close)
            continue;
        layouts[i] = layout_of(&f, node);
    }
    check_nesting(&f, layouts);
    free(tables);
    return layouts;
}
