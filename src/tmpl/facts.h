/*
 * What a template's own parts offer to generated clauses and to provenance:
 * numbering, page width, free ids, and the package's lists with the parts that
 * every document gets.
 *
 * Source  ECMA-376 Part 1, 17.9 (numbering), 17.6 (sections), Part 2, 9-10.
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_FACTS_H
#define ITK_TMPL_FACTS_H

#include "tmpl/fault.h"
#include "tmpl/template.h"

enum itk_part_use {
    ITK_PART_COPIED,
    ITK_PART_STORY, /* body, header, footer, notes, comments */
    ITK_PART_PLAIN, /* docProps */
    ITK_PART_LOOSE  /* properties with which other programs may have been busy
                     */
};
enum itk_part_use itk_part_use(const struct itk_part *part);

/* The bytes of an XML part without a byte order mark; false when they are not
 * UTF-8, so that they cannot be walked. */
bool itk_part_utf8(const struct itk_part *part, const char **data,
                   size_t *size);

bool itk_facts_read(const itk_package *package,
                    struct itk_template_facts *facts,
                    struct itk_error *err) ITK_MUST_USE;

/* Where further lists go; before the rest of `attach`. */
void itk_attach_numbering(const itk_package *package,
                          struct itk_template_attach *attach);

/* Where provenance goes, and the lists that name it, deflated once. `packed`
 * holds their bytes and must outlive `attach`. */
void itk_attach_build(const itk_package *package, struct itk_arena *arena,
                      struct itk_buf *packed, struct itk_faults *faults,
                      struct itk_template_attach *attach);

#endif
