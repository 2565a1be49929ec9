/*
 * The pipeline's end: the plans of a case that are ready become documents in
 * the output folder.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_GENERATE_H
#define ITK_APP_GENERATE_H

#include "app/deliver.h"
#include "app/work.h"
#include "render/render.h"

struct itk_generate {
    itk_store *store;
    itk_renderer *renderer;
    itk_deliver *deliver;
    const char *program; /* "itaku 0.1.0", for the manifest */
};

/* Renders the plans named by `which` (indexes into work->plans, all READY),
 * checks each finished archive, and delivers them in groups. `made` has room
 * for `count` entries; `aside` names in them live until the deliver object is
 * closed. */
bool itk_generate(const struct itk_generate *how, const struct itk_work *work,
                  const size_t *which, size_t count, struct itk_delivery *made,
                  struct itk_error *err) ITK_MUST_USE;

#endif
