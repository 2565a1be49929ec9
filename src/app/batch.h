/*
 * Any number of cases through the whole way to their documents, by several
 * threads, in groups that are delivered in the order of the cases. What one
 * case comes to does not depend on the others, nor on the number of threads.
 *
 * Memory    does not grow with the number of cases, but for 16 bytes each
 *           (clash.h) and the manifest.
 * Threads   one call at a time; `report` is called by one of the threads at a
 *           time, case by case in their order.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_BATCH_H
#define ITK_APP_BATCH_H

#include "app/cases.h"
#include "app/deliver.h"
#include "app/out_file.h"
#include "app/work.h"

#define ITK_BATCH_READ_BACK 64u /* one case in so many is read again whole */

/* A document of a case that was made, or was there already. */
struct itk_batch_made {
    size_t plan; /* its number in work.plans; 0 when the case was done before */
    struct itk_delivery delivery;
};

/* What became of one case. */
struct itk_batch_case {
    size_t number;    /* from 1, in the order of the inputs */
    const char *file; /* where it stands */
    long line;
    itk_findings *inputs; /* what is new about the inputs, up to this case */
    struct itk_error err; /* set: no case could be made of what stood there */
    const char *id;       /* NULL when that is not known */
    bool done; /* before, and nothing has changed: of `work` there is only the
                  guide */
    struct itk_work work; /* `found` with it is what is wrong with the case */
    struct itk_batch_made *made;
    size_t made_count;
    /* Files that were made for the case before and no longer are, such as the
     * pledge of a worker who has left; looked for unless documents are asked
     * for by name. */
    const char **left;
    size_t left_count;
};

/* Which part of the cases: those whose id has a hash that leaves `part` - 1
 * when divided by `of`. 1 of 1: all. */
#define ITK_SHARD_MAX 1000000u
struct itk_shard {
    uint64_t part, of;
};

typedef struct itk_clash itk_clash; /* app/clash.h */

struct itk_batch {
    itk_cases *cases;
    itk_store *store;
    itk_deliver *deliver; /* NULL: into the archive */
    itk_out_file *zip;    /* one archive of it all; NULL: into the folder */
    /* The program, for the manifest, and its build; the ids of the documents
     * wanted, none: all that can be made. */
    struct itk_done_terms terms;
    bool terse; /* nobody is told what documents wait for */
    size_t threads;
    size_t total;    /* cases to come, where it is known; else 0 */
    itk_clash *seen; /* the cases that may come; NULL: any */
    bool dry;        /* only find out what would be done: nothing is written */
    struct itk_shard shard;
    void (*report)(void *self, const struct itk_batch_case *one);
    void *self;
};

bool itk_batch_wants(const struct itk_batch *how, const char *document);
/* Has the template a place for the plan's clauses? Without it they would be
 * missing and nobody told. */
bool itk_batch_has_room(const itk_template *tmpl, const struct itk_plan *plan,
                        struct itk_error *err) ITK_MUST_USE;
bool itk_shard_has(const struct itk_shard *shard, const char *case_id);

/* Takes all cases to their documents. A fault of a case does not stop the
 * others. False with `err` when the machine, the package or the program is at
 * fault: then what was delivered before is whole and recorded, and the rest is
 * not made. */
bool itk_batch_run(const struct itk_batch *how,
                   struct itk_error *err) ITK_MUST_USE;

#endif
