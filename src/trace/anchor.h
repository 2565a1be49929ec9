/*
 * Where the clauses stand in a document that came back (returned.h): by the
 * tags of their controls, else by their hidden bookmarks.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TRACE_ANCHOR_H
#define ITK_TRACE_ANCHOR_H

#include "trace/returned.h"

enum itk_found_by {
    ITK_FOUND_NOT,
    ITK_FOUND_CONTROL,
    ITK_FOUND_BOOKMARK,
    ITK_FOUND_TEXT /* the other two were gone */
};

struct itk_anchor {
    const char *id; /* of the clause; from a bookmark alone with _ for - */
    enum itk_found_by by;
    size_t first, last; /* its paragraphs */
};

struct itk_anchors {
    const struct itk_anchor *at;
    size_t count;
};

/* One clause. False when neither is left. */
bool itk_anchor_find(const struct itk_returned *returned, const char *clause_id,
                     struct itk_anchor *anchor) ITK_MUST_USE;

/* All that there are, whatever they are called, by their first paragraphs; none
 * reaches into another. */
struct itk_anchors itk_anchors_all(const struct itk_returned *returned,
                                   struct itk_arena *arena);

/* Do both name one clause, whether a tag or a bookmark said so? */
bool itk_anchor_same(const char *a, const char *b);

/* A heading of an article, by its outline level or, without styles, by its
 * brackets. */
bool itk_returned_is_head(const struct itk_returned_paragraph *paragraph);

/* LibreOffice writes a heading in a control several times over, one behind the
 * other: the size of it once. */
size_t itk_returned_once(const struct itk_returned_paragraph *paragraph);

#endif
