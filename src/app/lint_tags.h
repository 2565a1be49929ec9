/*
 * The tags of one template held against the names that it is offered.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_LINT_TAGS_H
#define ITK_APP_LINT_TAGS_H

#include <jansson.h>

#include "app/lint.h"
#include "plan/names.h"
#include "tmpl/template.h"

struct itk_uses;

/* Of a document: the names of its plan. What is wrong goes to lint->found, the
 * fields that are read to `uses`. */
void itk_lint_tags(struct itk_lint *lint, struct itk_uses *uses,
                   const itk_template *tmpl, const struct itk_names *names);

/* Of the packet's own pages: examples of the data for the document and its
 * footers, for headers, and for all else; NULL: those are not made of this
 * template. */
struct itk_lint_shapes {
    const json_t *body, *header, *rest;
};
void itk_lint_packet_tags(struct itk_lint *lint, const itk_template *tmpl,
                          const struct itk_lint_shapes *shapes);

#endif
