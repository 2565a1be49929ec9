/*
 * A small document (sample_docx.h) as a template, filled with data.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_SAMPLE_FILL_H
#define ITK_TESTS_SAMPLE_FILL_H

#include "input/data.h"
#include "render/render.h"
#include "tests/support/sample_docx.h"

/* The parts of what comes of it; NULL, with the ids of what is wrong in
 * `wrong`, when nothing does. */
itk_package *sample_fill(const struct sample_docx *sample, const char *json,
                         struct itk_render_options options,
                         struct itk_buf *wrong);

/* Fails the test when the part does not hold that text. */
void expect_in(const itk_package *package, const char *name, const char *want);

#endif
