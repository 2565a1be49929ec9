/*
 * Do decisions refer to each other in a circle? Internal.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_CIRCLE_H
#define ITK_GUIDE_CIRCLE_H

#include "guide/read.h"

/* Looks at every date from which some decision has a new version, since what
 * refers to what may change with it. False with the error set. */
bool itk_circle_check(struct itk_reader *r);

#endif
