/*
 * Many documents from one template: one for each record of a stream of data,
 * numbered in its order, by several threads. Memory does not grow with the
 * number of records.
 *
 * Written   each under a temporary name and renamed when it is whole; then one
 *           syncfs for all. What a run that was killed has made is whole.
 * Threads   one call at a time.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_APP_MANY_H
#define ITK_APP_MANY_H

#include "input/records.h"
#include "render/render.h"

#define ITK_MANY_MAX_FAULTS 1000u /* kept; more are only counted */
#define ITK_MANY_READ_BACK  64u   /* one in so many is read again whole */
#define ITK_MANY_NAME       "%06zu.docx"

struct itk_many {
    const itk_template *tmpl;
    itk_records *records;
    const char *data; /* their name, in messages */
    const char *folder;
    struct itk_render_options options;
    size_t items; /* of all lists of a record together, at most */
    size_t threads;
    unsigned mode; /* of the files */
    bool replace;  /* files that are there */
};

/* A record of which no document was made. */
struct itk_many_fault {
    size_t record; /* from 1 */
    long line;
    itk_findings *found;
};

struct itk_many_made {
    size_t made, failed;
    struct itk_many_fault *faults; /* in the order of the records */
    size_t faults_count;
};

/* A record at fault does not stop the others. False with `err` when the stream
 * or the machine is at fault: then what follows is not made. Free `made` with
 * itk_many_made_fini in any event. */
bool itk_many_render(const struct itk_many *how, struct itk_many_made *made,
                     struct itk_error *err) ITK_MUST_USE;
void itk_many_made_fini(struct itk_many_made *made);

#endif
