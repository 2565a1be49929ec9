/*
 * Articles for a comparison table (diff/contrast.h), from the texts that there
 * are.
 *
 * Lifetime  texts are borrowed or live in `arena`.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_APP_ARTICLE_H
#define ITK_APP_ARTICLE_H

#include "diff/contrast.h"
#include "plan/plan.h"

#define ITK_ARTICLE_CELL       "　" /* between the cells of a row */
#define ITK_ARTICLE_MAX_NUMBER 8u   /* bytes, before a blank */

/* Clause `index` of a plan, as its document prints it. */
struct itk_article itk_article_of_plan(const struct itk_plan *plan,
                                       size_t index, struct itk_arena *arena);

/* A clause as app/wording.h says it: the title, then a line each, indented by
 * its level. */
struct itk_article itk_article_of_wording(const char *text,
                                          struct itk_arena *arena);

#endif
