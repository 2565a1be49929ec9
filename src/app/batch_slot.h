/*
 * A case on its way through a batch, for the files that see to it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_BATCH_SLOT_H
#define ITK_APP_BATCH_SLOT_H

#include "app/batch.h"
#include "render/render.h"

/* A place of the ring. */
struct itk_batch_slot {
    struct itk_intake in;
    struct itk_batch_case one;
    struct itk_buf *docx; /* of one.made */
    struct itk_parts *parts;
    size_t room; /* of docx, parts and one.made */
    /* What the manifest is to say of the case; in the arena of `in`. */
    struct itk_manifest_case *note; /* NULL: nothing */
    struct itk_delivery end;        /* delivers it */
    bool ready;
};

/* For so many documents. */
void itk_batch_room(struct itk_batch_slot *slot, size_t count);
/* Is there nothing to do, since the case, its files and all that they depend on
 * are what they were? Then the slot says so. */
bool itk_batch_was_done(const struct itk_batch *how,
                        struct itk_batch_slot *slot,
                        const struct itk_done *done);
/* Finds the files that are no longer made. */
void itk_batch_find_left(const struct itk_batch *how,
                         struct itk_batch_slot *slot);
/* What the manifest will say of the case when its documents are in their
 * places: nothing when there is anything to tell the user about it, which is to
 * be told each time. */
void itk_batch_note(const struct itk_batch *how, struct itk_batch_slot *slot,
                    const struct itk_done *done);

#endif
