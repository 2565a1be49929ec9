/*
 * Runs a compiled template over a plan's values and writes the package: no
 * tree, no copy of what does not change.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_RENDER_H
#define ITK_RENDER_RENDER_H

#include "opc/archive.h"
#include "plan/plan.h"
#include "render/images.h"
#include "render/relate.h"
#include "render/scribe.h"
#include "tmpl/template.h"

#define ITK_RENDER_MAX_PART_BYTES (64u << 20)
#define ITK_RENDER_MAX_STEPS      (64u << 20) /* operations for one part */

/* What one thread needs again and again. */
typedef struct itk_renderer itk_renderer;
struct itk_extras;

itk_renderer *itk_renderer_new(void) ITK_MUST_USE;
void itk_renderer_free(itk_renderer *renderer);

/* Renders `plan` through `tmpl` and appends the .docx to `docx`: every part
 * with a program is run, word/numbering.xml gets a w:num for each run of items
 * (startOverride 1), the provenance (trace/record.h) is added, the rest is
 * copied. A slot without a value is an error that names the tag and its place
 * (ITK_FAULT_PACKAGE: the plan was found complete before). */
bool itk_render(itk_renderer *renderer, const itk_template *tmpl,
                const struct itk_plan *plan, struct itk_buf *docx,
                struct itk_error *err) ITK_MUST_USE;

/* Tells one document from another: equal for two plans exactly when all parts
 * of their documents are equal. 32 hexadecimal digits and a NUL; no protection
 * against who means to deceive. */
#define ITK_PARTS_HEX 32
struct itk_parts {
    char hex[ITK_PARTS_HEX + 1];
};

/* The parts of the document that itk_render made last. */
struct itk_parts itk_renderer_parts(const itk_renderer *renderer);
/* Those that it would make: the programs are run, but nothing is deflated. */
bool itk_render_parts(itk_renderer *renderer, const itk_template *tmpl,
                      const struct itk_plan *plan, struct itk_parts *parts,
                      struct itk_error *err) ITK_MUST_USE;

/* One part with a program run alone, over the plan or, when that is NULL, over
 * `lookup`. The lists that it asks for stay with the renderer until the next
 * call. */
bool itk_render_part(itk_renderer *renderer, const itk_template *tmpl,
                     const struct itk_template_part *part,
                     const struct itk_plan *plan,
                     const struct itk_lookup *lookup, struct itk_buf *out,
                     struct itk_error *err) ITK_MUST_USE;
const struct itk_extras *itk_renderer_extras(const itk_renderer *renderer);

/* A value that is not there, where the tag declares no space for a pen. */
enum itk_missing {
    ITK_MISSING_ERROR,
    ITK_MISSING_EMPTY, /* nothing stands there */
    ITK_MISSING_KEEP   /* the tag stays, as text */
};

/* How a template is filled from data. */
struct itk_render_options {
    enum itk_missing missing;
    bool smallest; /* search harder for what deflate can leave out */
    const struct itk_assets *assets; /* files of pictures; NULL: none */
};

/* Renders values through `tmpl` and appends the .docx to `docx`: every part
 * with a program is run, the rest is copied, in the order of the template;
 * nothing is added. What is wrong with the values goes to `found`, all of it;
 * false then, with nothing appended, and `err` set only for other faults. */
bool itk_render_data(itk_renderer *renderer, const itk_template *tmpl,
                     const struct itk_lookup *lookup,
                     const struct itk_render_options *options,
                     itk_findings *found, struct itk_buf *docx,
                     struct itk_error *err) ITK_MUST_USE;

/* Runs one program alone, for tests and for parts: appends to `out`. BLOCK ops
 * call `block` with the data node. What it writes to the scribe is traced by it
 * as the block's phrases, if there are any. */
struct itk_block_writer {
    const void *self;
    bool (*write)(const void *self, const struct itk_data *block,
                  struct itk_scribe *scribe, struct itk_error *err);
    const itk_phrases *phrases;
};
/* What a document needs besides its parts: lists that begin anew. */
struct itk_extra_num {
    unsigned long id;
    const char *inner; /* what stands in the w:num; the program's */
};
struct itk_extras {
    struct itk_extra_num *nums;
    size_t nums_count, nums_room;
    unsigned long num_max; /* further ids follow */
};
void itk_extras_fini(struct itk_extras *extras);

struct itk_run {
    const itk_template *tmpl; /* for messages; or NULL */
    const struct itk_lookup *lookup;
    struct itk_block_writer block;
    enum itk_missing missing;
    itk_findings *found;       /* gets all faults of values; NULL: the first one
                                * ends the run, in `err` */
    struct itk_extras *extras; /* or NULL: then lists go on */
    struct itk_relations *relations;      /* or NULL: no links, no pictures */
    struct itk_images *images;            /* with them */
    const struct itk_template_rels *rels; /* of the part */
    struct itk_trace *trace; /* or NULL: gets what the bytes are, for
                              * itk_deflate */
};
bool itk_program_run(const struct itk_program *program,
                     const struct itk_run *job, struct itk_buf *out,
                     struct itk_error *err) ITK_MUST_USE;

#endif
