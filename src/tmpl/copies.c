/*
 * What may stand only once in a document, in what a section repeats.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>

#include "base/arena.h"
#include "tmpl/copies.h"

static void
compile_anchor(struct itk_edits *edits, const struct itk_scan *scan,
               const struct itk_anchor *anchor)
{
    const char *bytes = scan->src.data + anchor->at.begin;
    const size_t size = anchor->at.end - anchor->at.begin;
    struct itk_op op = {
        .kind = ITK_OP_LITERAL, .bytes = bytes, .size = size, .once = true};

    if (anchor->kind == ITK_ANCHOR_DOCPR)
        op.kind = ITK_OP_SERIAL;
    itk_edit_op(edits, anchor->at, ITK_EDIT_BEGINS, op);
}

static int
by_begin(const void *a, const void *b)
{
    const struct itk_range *one = a, *other = b;

    return (one->begin > other->begin) - (one->begin < other->begin);
}

void
itk_copies_compile(struct itk_edits *edits, const struct itk_scan *scan,
                   const struct itk_tree *tree,
                   const struct itk_layout *layouts, const bool *parted)
{
    struct itk_range *each =
        itk_alloc((tree->count + 1) * sizeof(struct itk_range));
    size_t count = 0, at = 0, reach = 0;

    for (size_t i = 0; i < tree->count; i++) {
        if (tree->nodes[i].kind == ITK_NODE_EACH)
            each[count++] = layouts[i].at;
    }
    if (count > 0)
        qsort(each, count, sizeof(*each), by_begin);
    for (size_t i = 0; i < scan->anchors_count; i++) {
        const struct itk_anchor *anchor = &scan->anchors[i];

        for (; at < count && each[at].begin <= anchor->at.begin; at++)
            reach = each[at].end > reach ? each[at].end : reach;
        if (parted[i])
            itk_edit_cut(edits, anchor->at);
        else if (anchor->at.begin < reach)
            compile_anchor(edits, scan, anchor);
    }
    free(each);
}
