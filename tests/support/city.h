/*
 * An invented guideline in memory, for tests of decisions and plans, and cases
 * read under it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_CITY_H
#define ITK_TESTS_CITY_H

#include "decide/select.h"
#include "plan/build.h"

struct city {
    struct itk_guide *guide;
    itk_case *data;
    itk_findings *found;
    itk_decisions *decisions;
    struct itk_selection *selection;
    itk_plans *plans; /* NULL when it could not be built */
    struct itk_error err;
};

/* `body` stands in <case id="c1" guideline="city">; it must be read without an
 * error. Constraints and overrides report to `found`. */
void city_open(struct city *city, const char *body);
void city_close(struct city *city);

#endif
