/*
 * The readers of the single files, in the order in which guide.c calls them.
 * Each fills its part of r->guide; false with the error set. Internal.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_LOAD_H
#define ITK_GUIDE_LOAD_H

#include "guide/read.h"

/* guideline.xml: the attributes of the root, which fields need; then, once the
 * fields are known, the rest. */
bool itk_load_head(struct itk_reader *r, const xmlNode *root);
bool itk_load_fields(struct itk_reader *r);
bool itk_load_guideline(struct itk_reader *r, const xmlNode *root);
bool itk_load_revisions(struct itk_reader *r, const xmlNode *node);
bool itk_load_decisions(struct itk_reader *r);
/* The invariants of rules.xml, once the ids of decisions are known. */
bool itk_load_invariants(struct itk_reader *r, const xmlNode *root);
bool itk_load_clauses(struct itk_reader *r);
bool itk_load_documents(struct itk_reader *r);
/* The <document> elements below `root`; `*count` is 0 before. */
bool itk_documents_read(struct itk_reader *r, const xmlNode *root,
                        const struct itk_document **documents, size_t *count);
/* packet.xml, if there is one, once the documents are known. */
bool itk_load_packet(struct itk_reader *r);
/* Of documents.xml, once its documents are known. */
bool itk_load_requirements(struct itk_reader *r, const xmlNode *root);

/* register.xml, when the package has one; after all others. */
bool itk_load_keeping(struct itk_reader *r);

/* What <when> and its like may hold, for their shape. */
#define ITK_CONDITION_KIDS                                                     \
    "all any not yes no is present before after number same fiscal-years "     \
    "some every decision clause"
/* The one condition that `node` (<when>, <unless>, <constraint>, checked by
 * its shape) holds. */
bool itk_condition_read(struct itk_reader *r, const xmlNode *node,
                        const struct itk_scope *scope,
                        const struct itk_condition **condition);
/* That of the child `name`, which has no attributes; NULL when there is none.
 */
bool itk_condition_read_kid(struct itk_reader *r, const xmlNode *node,
                            const char *name, const struct itk_scope *scope,
                            const struct itk_condition **condition);
/* That of the child <when>, which must then stand before all else. */
bool itk_condition_read_when(struct itk_reader *r, const xmlNode *node,
                             const struct itk_scope *scope,
                             const struct itk_condition **condition);

/* What may stand in text, as names for a shape (<row/> where there are rows).
 */
#define ITK_TEXT_KIDS "client contractor field value ref if each"
/* The text of `node` up to the first child `stop` (NULL: to its end), after
 * which nothing but `stop` may follow. */
bool itk_text_read(struct itk_reader *r, const xmlNode *node,
                   const struct itk_scope *scope, const char *stop,
                   struct itk_inlines *text);
/* Is `words` (an attribute of `node` that documents print) written with the
 * package's comma? */
bool itk_text_check(struct itk_reader *r, const xmlNode *node,
                    const char *words);

/* <needs> and the needs inside it. */
bool itk_needs_read(struct itk_reader *r, const xmlNode *node,
                    const struct itk_scope *scope,
                    struct itk_document_version *version);

#endif
