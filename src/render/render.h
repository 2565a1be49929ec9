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
#include "render/deflate.h"
#include "tmpl/template.h"

#define ITK_RENDER_MAX_PART_BYTES (64u << 20)
#define ITK_RENDER_MAX_STEPS      (64u << 20) /* operations for one part */

/* What one thread needs again and again. */
typedef struct itk_renderer itk_renderer;

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

/* Runs one program alone, for tests and for parts: appends to `out`. BLOCK ops
 * call `block` with the data node. `trace` (may be NULL) gets what the bytes
 * are, for itk_deflate. */
struct itk_block_writer {
    const void *self;
    bool (*write)(const void *self, const struct itk_data *block,
                  struct itk_buf *out, struct itk_error *err);
};
bool itk_program_run(const struct itk_program *program,
                     const itk_template *tmpl, const struct itk_lookup *lookup,
                     struct itk_block_writer block, struct itk_buf *out,
                     struct itk_trace *trace,
                     struct itk_error *err) ITK_MUST_USE;

#endif
