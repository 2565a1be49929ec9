/*
 * What a template's package needs for links and pictures out of data.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_EXTEND_H
#define ITK_TMPL_EXTEND_H

#include "tmpl/fault.h"
#include "tmpl/template.h"

struct itk_extend {
    struct itk_template_part *parts;
    size_t count;
    bool update_fields; /* Word is to update them */
};

/* Fills the `rels` of the parts and of `attach`, and its lists, once all parts
 * are compiled. `packed` holds bytes and must outlive `attach`. */
void itk_extend_build(const itk_package *package, const struct itk_extend *what,
                      struct itk_arena *arena, struct itk_buf *packed,
                      struct itk_faults *faults,
                      struct itk_template_attach *attach);

#endif
