/*
 * Where the elements of a case stand in its bytes, for edit.c: libxml2 gives
 * lines, no offsets.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_OUTLINE_H
#define ITK_INPUT_OUTLINE_H

#include "input/case.h"

#define ITK_NO_NODE SIZE_MAX

/* An element: offsets of its '<', behind its start tag, at its end tag, behind
 * it. One that closes itself has `inner` == `close` == `end`. */
struct itk_node {
    const struct itk_entry *entry; /* NULL: the case */
    size_t parent;                 /* ITK_NO_NODE for the case */
    size_t start, inner, close, end;
    bool closes_itself, has_attributes, has_elements;
};

/* Nodes in the order of their start tags; the first is the case. */
struct itk_outline {
    const char *text;
    size_t size;
    const struct itk_dictionary *dict;
    struct itk_node *nodes;
    size_t count, room;
    /* The last comment directly in the case that begins as an element of
     * `shown` (an id, or NULL): its place; both 0 when there is none. */
    const char *shown;
    size_t shown_start, shown_end;
};

/* The bytes must have been read by itk_case_load_xml without an error. Free
 * it in any event. */
void itk_outline_read(struct itk_outline *outline, const struct itk_blob *in,
                      const struct itk_dictionary *dict, const char *shown);
void itk_outline_free(struct itk_outline *outline);

#endif
