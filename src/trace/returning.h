/*
 * The inside of reading a document that came back.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TRACE_RETURNING_H
#define ITK_TRACE_RETURNING_H

#include "trace/returned.h"
#include "xml/xml.h"

/* Is it that element of WordprocessingML? */
bool itk_returned_is(const xmlNode *node, const char *name);
/* The w:val of the first child of that name; NULL when there is none. */
const char *itk_returned_val(const xmlNode *parent, const char *name);

/* Has it a child of that name? */
bool itk_returned_has(const xmlNode *parent, const char *name);

/* ---- the record ---- */

bool itk_returned_is_record(const xmlDoc *doc);
/* What it says, into `arena`. */
const struct itk_returned_record *
itk_returned_record_of(const xmlDoc *doc, struct itk_arena *arena);

/* ---- styles and numbering ---- */

typedef struct itk_numbers itk_numbers;

/* The parts may be NULL; they must outlive it. Without cycles in what it
 * follows, whatever the styles say. */
itk_numbers *itk_numbers_new(const xmlDoc *styles, const xmlDoc *numbering,
                             struct itk_arena *arena);
/* Number, level, style and outline level of the next paragraph, in the order
 * of the document, out of its w:pPr (or NULL). */
void itk_numbers_next(itk_numbers *numbers, const xmlNode *ppr,
                      struct itk_returned_paragraph *paragraph);

/* ---- the body ---- */

/* Fills paragraphs, bookmarks and `tracked`. False with `err` at the limit. */
bool itk_returned_body(struct itk_returned *returned, const xmlDoc *document,
                       itk_numbers *numbers,
                       struct itk_error *err) ITK_MUST_USE;

#endif
