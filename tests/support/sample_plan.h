/*
 * A template with every kind of tag, values for it, and a plan of two clauses.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_SAMPLE_PLAN_H
#define ITK_TESTS_SAMPLE_PLAN_H

#include "plan/plan.h"
#include "tests/support/sample_docx.h"

extern const struct sample_docx sample_full;
extern const char sample_full_json[];

/* Two clauses with items, a reference and a table. */
struct itk_plan sample_plan(struct itk_lookup lookup);

#endif
