/*
 * Provenance of a document, in the three carriers that survive other programs:
 * an unbound custom XML item, its digest as a document property, and the
 * bookmarks of the clauses (render/body.h). No case data that the page does
 * not show, no program version, no time.
 *
 * Item      <provenance xmlns="urn:itaku:provenance:1" format="1"> with
 *           case, guideline, revision, document, template (name, date,
 *           digest), plan digest, and clause (id, version, bookmark) each.
 * Source    ECMA-376 Part 1, 15.2.5-6 (custom XML), 15.2.12.2 (properties).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_TRACE_RECORD_H
#define ITK_TRACE_RECORD_H

#include "base/buf.h"
#include "base/digest.h"
#include "plan/plan.h"

#define ITK_RECORD_NAMESPACE    "urn:itaku:provenance:1"
#define ITK_RECORD_BOOKMARK     "_R_" /* around a clause */
#define ITK_RECORD_BOOKMARK_MAX 40u   /* characters that Word keeps */

/* Appends the name of a bookmark: `prefix` and the clause's id, with _ for
 * what such a name cannot hold. */
void itk_record_bookmark(struct itk_buf *out, const char *prefix,
                         const char *clause_id);

/* Appends the item's XML. `plan_digest` is that of the plan's dump. */
void itk_record_item(const struct itk_plan *plan, const char *template_digest,
                     const char *plan_digest, struct itk_buf *out);
/* Appends itemProps for it; the GUID is made from the item's bytes. */
void itk_record_item_props(const struct itk_buf *item, struct itk_buf *out);
/* Appends docProps/custom.xml: itaku.record (the item's SHA-256),
 * itaku.case, itaku.guideline, itaku.revision. */
void itk_record_properties(const struct itk_plan *plan,
                           const struct itk_buf *item, struct itk_buf *out);
/* The same for a template that has such a part: its bytes with ours added. */
void itk_record_add_properties(const struct itk_plan *plan,
                               const struct itk_buf *item, const char *old,
                               size_t old_size, struct itk_buf *out);

#endif
