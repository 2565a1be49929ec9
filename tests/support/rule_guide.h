/*
 * A package in memory for tests of rules: the fields and rules are the test's,
 * the rest is as little as a package needs. Two revisions are held: from
 * 2023-04-01 and from 2025-04-01, by the date of the contract.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_RULE_GUIDE_H
#define ITK_TESTS_RULE_GUIDE_H

#include "guide/guide.h"
#include "input/case.h"

/* `fields` and `rules` are what stands inside their root elements; beside them
 * there are contract.date and review.date. A fault in them fails the test. */
struct itk_guide *rule_guide_load(const char *fields, const char *rules);

/* Reads a case back from its canonical form, as a file would be. */
itk_case *rule_guide_again(const struct itk_guide *guide, const itk_case *data);

#endif
