/*
 * From decisions and selected clauses to one plan a document: which documents
 * the case has, which can be made now, and what the others wait for.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_PLAN_BUILD_H
#define ITK_PLAN_BUILD_H

#include "decide/select.h"
#include "plan/plan.h"

enum itk_plan_state {
    ITK_PLAN_READY,   /* `plan` is whole */
    ITK_PLAN_WAITING, /* `missing` says for what */
    ITK_PLAN_NOT_MADE /* its condition does not hold, or its list has no
                         member that it is for */
};

struct itk_planned {
    const struct itk_document *document;
    const struct itk_document_version *version;
    size_t member; /* of version->each; SIZE_MAX: the document has no list, or
                      it is not known yet */
    enum itk_plan_state state;
    struct itk_facts missing;
    const struct itk_plan *plan; /* READY */
};

typedef struct itk_plans itk_plans;

/* One entry a document, or one for each member of its list, in the order of
 * documents.xml. The case, the decisions and the selection must outlive it.
 * NULL with `err` set when the package is at fault (a reference to a clause
 * that is not in the document, a selected clause that no document holds). */
itk_plans *itk_plans_build(const itk_decisions *decisions,
                           const struct itk_selection *selection,
                           struct itk_error *err) ITK_MUST_USE;
/* The same for the packet's own documents: those of its groups, in their order,
 * then what is said of a case that cannot be put under any, and the points to
 * look at; the last two are always ready. */
itk_plans *itk_plans_build_packet(const itk_decisions *decisions,
                                  const struct itk_selection *selection,
                                  const struct itk_packet_version *packet,
                                  struct itk_error *err) ITK_MUST_USE;
void itk_plans_free(itk_plans *plans);

/* Appends the name of the file of a document, ready or not. */
void itk_planned_file(const struct itk_planned *planned, const char *case_id,
                      struct itk_buf *out);

size_t itk_plans_count(const itk_plans *plans);
const struct itk_planned *itk_plans_at(const itk_plans *plans, size_t i);

#endif
