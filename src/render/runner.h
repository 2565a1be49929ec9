/*
 * The state of a program that runs, shared by run.c, copy.c and report.c.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_RUNNER_H
#define ITK_RENDER_RUNNER_H

#include "base/arena.h"
#include "render/render.h"

/* A section that is being gone through. */
struct frame {
    const struct itk_op *op;
    bool each;
    struct itk_data list;
    struct itk_data item;
    size_t index;
};

/* A value that does not fit its tag. */
struct value_fault {
    const struct itk_op *op;
    enum itk_msg id;
    const char *more; /* constant */
    char *path;       /* in the data */
};

/* A list that begins anew in each copy. */
struct list_copy {
    size_t pass;
    unsigned long id;
};

struct runner {
    const struct itk_program *program;
    const struct itk_run *job;
    const struct itk_lookup *lookup;
    struct itk_buf *out;
    struct itk_trace *trace; /* or NULL */
    struct itk_error *err;
    size_t begin; /* of the part in `out` */
    size_t at;    /* the operation */
    struct frame frames[ITK_TMPL_MAX_DEPTH];
    size_t depth;
    const struct itk_op *checked; /* the last CHECK in these frames, or NULL, */
    struct itk_data check;        /* and what was read for it */
    unsigned long serial;
    size_t *marks; /* sizes of `out` */
    size_t marks_count, marks_room;
    size_t *passes;     /* how often each section has been gone through; NULL:
                           nothing asks */
    size_t *seen;       /* what was seen of them when an outer pass began */
    unsigned long *ids; /* of the bookmarks' copies */
    unsigned long range_id;
    struct list_copy *lists;
    struct itk_buf text[2]; /* a value between its filters */
    struct itk_data link;   /* text of the one that is being written */
    size_t faults;          /* of values, so far */
    bool *said;             /* for each operation: its fault is noted */
    struct value_fault *notes;
    size_t notes_count, notes_room;
};

/* A value does not fit its tag. Where faults are collected the run goes on, and
 * each tag is noted once; else it ends: returns whether it goes on. */
bool itk_runner_fault(struct runner *r, const struct itk_op *op,
                      enum itk_msg id, const char *more);

/* Hands the notes over as findings, in the order of the template. */
void itk_runner_report(struct runner *r);

/* The value of the operation's path. */
struct itk_data itk_runner_read(const struct runner *r,
                                const struct itk_op *op);

/* A value that is not there: what the caller has asked for. */
bool itk_runner_missing(struct runner *r, const struct itk_op *op);

/* Does the tag say what stands there without a value? */
bool itk_runner_may_be_absent(const struct itk_op *op);

/* link.c, image.c */
bool itk_runner_link(struct runner *r, const struct itk_op *op);
bool itk_runner_image(struct runner *r, const struct itk_op *op);

/* slot.c: CHECK; CHOICE of a value that is there; CHOSEN and FULL_DATE. */
bool itk_runner_check(struct runner *r, const struct itk_op *op);
bool itk_runner_choice(struct runner *r, const struct itk_op *op,
                       const struct itk_data *data);
void itk_runner_attribute(struct runner *r, const struct itk_op *op);

/* copy.c */
void itk_runner_copies_begin(struct runner *r);
void itk_runner_copies_end(struct runner *r);
/* A pass of the section that `op` begins. */
void itk_runner_pass(struct runner *r, const struct itk_op *op);
/* Whether this is the first copy. */
bool itk_runner_first(const struct runner *r, const struct itk_op *op);
/* SERIAL, NAME, RANGE_ID, LIST. */
void itk_runner_copy(struct runner *r, const struct itk_op *op);

/* The limit is passed: always false. */
bool itk_runner_too_large(struct runner *r, const struct itk_op *op);

#endif
