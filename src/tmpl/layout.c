/*
 * What a section repeats or drops.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tmpl/layout.h"

struct finder {
    const struct itk_scan *scan;
    const struct itk_tree *tree;
    struct itk_faults *faults;
};

static bool
is_blank_at(const char *text, size_t size)
{
    return *text == ' ' || (size >= 3 && memcmp(text, "\xE3\x80\x80", 3) == 0);
}

static size_t
skip_blanks(const char *text, size_t size)
{
    size_t at = 0;

    while (at < size && is_blank_at(text + at, size - at))
        at += text[at] == ' ' ? 1 : 3;
    return at;
}

/* Nothing is seen in the paragraph but one tag. */
static bool
is_alone(const struct itk_box *paragraph)
{
    const char *text = paragraph->text;
    size_t at = skip_blanks(text, paragraph->text_size);
    const char *close;

    if (at == paragraph->text_size || text[at] != '{')
        return false;
    close = memchr(text + at, '}', paragraph->text_size - at);
    if (!close)
        return false;
    at = (size_t)(close - text) + 1;
    return at + skip_blanks(text + at, paragraph->text_size - at) ==
           paragraph->text_size;
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

static struct itk_layout
within_paragraph(const struct finder *f, const struct itk_mark *open,
                 const struct itk_mark *close)
{
    const struct itk_text *first = &f->scan->texts[open->last];
    const struct itk_text *last = &f->scan->texts[close->first];
    struct itk_layout layout = {ITK_LAYOUT_RUNS, between(open, close),
                                between(open, close)};

    if (first == last)
        layout.kind = ITK_LAYOUT_TEXT;
    else if (first->run_parent != last->run_parent)
        fault(f, open, close, ITK_MSG_TMPL_CROSS_RUN);
    return layout;
}

/* Why two tags in different paragraphs are no section. */
static enum itk_msg
reason(const struct itk_mark *open, const struct itk_mark *close, bool alone)
{
    if (open->row != close->row)
        return ITK_MSG_TMPL_CROSS_ROW;
    return alone ? ITK_MSG_TMPL_CROSS_BOX : ITK_MSG_TMPL_CROSS_PARAGRAPH;
}

static struct itk_layout
over_paragraphs(const struct finder *f, const struct itk_mark *open,
                const struct itk_mark *close)
{
    const struct itk_box *from = itk_scan_box(f->scan, open->paragraph);
    const struct itk_box *to = itk_scan_box(f->scan, close->paragraph);
    const bool known = from && to && !f->scan->plain;
    const bool alone = known && is_alone(from) && is_alone(to);
    struct itk_layout layout = {ITK_LAYOUT_BLOCK, between(open, close),
                                between(open, close)};
    const struct itk_box *row;

    if (alone && from->parent == to->parent) {
        layout.at = (struct itk_range){from->at.begin, to->at.end};
        layout.inner = (struct itk_range){from->at.end, to->at.begin};
    } else if (known && open->row == close->row &&
               open->row != ITK_SCAN_NOWHERE) {
        row = itk_scan_box(f->scan, open->row);
        layout.kind = ITK_LAYOUT_ROW;
        layout.at = row ? row->at : layout.at;
        layout.inner = layout.at;
    } else {
        fault(f, open, close, reason(open, close, alone));
    }
    return layout;
}

static struct itk_layout
layout_of(const struct finder *f, const struct itk_node *node)
{
    const struct itk_mark *open = &f->scan->marks[node->open];
    const struct itk_mark *close = &f->scan->marks[node->close];

    if (open->fields != close->fields)
        fault(f, open, close, ITK_MSG_TMPL_CROSS_FIELD);
    return open->paragraph == close->paragraph
               ? within_paragraph(f, open, close)
               : over_paragraphs(f, open, close);
}

static bool
is_within(const struct itk_tree *tree, size_t node, size_t outer)
{
    while (node != ITK_TREE_NONE && node != outer)
        node = tree->nodes[node].parent;
    return node == outer;
}

/* Two sections that repeat one row mean something only one inside the other. */
static void
check_same_row(const struct finder *f, const struct itk_layout *layouts,
               size_t node)
{
    const struct itk_mark *marks = f->scan->marks;

    for (size_t i = node; i-- > 0;) {
        if (layouts[i].kind != ITK_LAYOUT_ROW ||
            layouts[i].at.begin != layouts[node].at.begin)
            continue;
        if (!is_within(f->tree, node, i))
            fault(f, &marks[f->tree->nodes[node].open],
                  &marks[f->tree->nodes[i].open], ITK_MSG_TMPL_SAME_ROW);
        return;
    }
}

static void
check_block(const struct finder *f, const struct itk_node *node, bool main_part)
{
    const struct itk_mark *mark = &f->scan->marks[node->open];
    const struct itk_box *box = itk_scan_box(f->scan, mark->paragraph);

    if (!main_part)
        fault(f, mark, mark, ITK_MSG_TMPL_BLOCK_PART);
    else if (!box || !is_alone(box))
        fault(f, mark, mark, ITK_MSG_TMPL_BLOCK_ALONE);
}

struct itk_layout *
itk_layout_find(const struct itk_scan *scan, const struct itk_tree *tree,
                bool main_part, struct itk_arena *arena,
                struct itk_faults *faults)
{
    const struct finder f = {scan, tree, faults};
    struct itk_layout *layouts =
        itk_arena_array(arena, tree->count + 1, sizeof(*layouts));

    for (size_t i = 0; i < tree->count; i++) {
        const struct itk_node *node = &tree->nodes[i];

        if (node->kind == ITK_NODE_BLOCK)
            check_block(&f, node, main_part);
        /* One that was never closed has its fault already. */
        if (node->open == node->close)
            continue;
        layouts[i] = layout_of(&f, node);
        if (layouts[i].kind == ITK_LAYOUT_ROW)
            check_same_row(&f, layouts, i);
    }
    return layouts;
}
