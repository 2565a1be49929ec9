/*
 * The inside of app/again.h, for the files that work on it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_AGAIN_INSIDE_H
#define ITK_APP_AGAIN_INSIDE_H

#include <pthread.h>

#include "app/again.h"
#include "app/manifest.h"
#include "render/render.h"
#include "trace/returned.h"

/* What a package says otherwise under two of its revisions; made once. */
struct itk_again_pair {
    itk_comparison *comparison;
    struct itk_again_pair *next;
};

struct itk_again {
    struct itk_again_options options;
    struct itk_manifest_entry *entries; /* by case, then by file */
    bool *seen; /* of the first entry of a case: it was given */
    size_t count, cases;
    pthread_mutex_t lock; /* of what follows */
    struct itk_again_pair *pairs;
    struct itk_arena arena;
};

/* The bytes of a document of a case. */
struct itk_again_made {
    struct itk_buf docx;
    struct itk_parts parts;
    struct itk_delivery delivery;
};

/* A case on its way. */
struct itk_again_slot {
    struct itk_intake in;
    struct itk_again_case one;
    struct itk_again_made *made; /* of one.documents, by their number */
    size_t room;
    bool taken;
    /* The text that the documents were made under, with today's data. */
    itk_decisions *decisions;
    struct itk_selection *selection;
    itk_findings *found;
    itk_plans *plans;
};

/* Its entries; `*count` 0: none. */
const struct itk_manifest_entry *
itk_again_entries(const itk_again *again, const char *case_id, size_t *count);
const itk_comparison *itk_again_compare(itk_again *again,
                                        const struct itk_guide *guide,
                                        const struct itk_revision *before,
                                        const struct itk_revision *after,
                                        struct itk_error *err);

/* One case: what there is to do, and the bytes for it. False with `err` when
 * the run has to stop. */
bool itk_again_judge(itk_again *again, itk_renderer *renderer,
                     struct itk_again_slot *slot, struct itk_error *err);
void itk_again_clear(struct itk_again_slot *slot);

/* ---- why (again_why.c) ---- */

/* A recorded document as it is on the disk, and what it says of itself. */
struct itk_again_old {
    const struct itk_manifest_entry *entry;
    struct itk_blob blob; /* data NULL: it is not there, or cannot be read */
    struct itk_zip_entry *parts;
    size_t parts_count;
    const struct itk_returned_record *record; /* or NULL */
};

void itk_again_read(const itk_again *again,
                    const struct itk_manifest_entry *entry,
                    struct itk_arena *arena, struct itk_again_old *old);
/* Decides and plans the case once, under the text that `record` names, when
 * this package holds it and another one governs. False with `err` when the
 * package is at fault. */
bool itk_again_former(itk_again *again, struct itk_again_slot *slot,
                      const struct itk_returned_record *record,
                      struct itk_error *err);
/* Why the document differs from `old`; `made` has its new bytes. */
void itk_again_why(const itk_again *again, struct itk_again_slot *slot,
                   struct itk_again_document *document,
                   const struct itk_again_old *old,
                   const struct itk_again_made *made, const itk_template *tmpl);

#endif
