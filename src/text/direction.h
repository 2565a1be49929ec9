/*
 * Characters that change the direction of writing, and with it what the text
 * around them looks like.
 *
 * Source  Unicode 15, UAX #9 (2.1 to 2.5).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEXT_DIRECTION_H
#define ITK_TEXT_DIRECTION_H

#include "base/base.h"

/* False when `text` (UTF-8) would show what stands around it, or itself, in
 * another order than it is: an override, or an embedding or isolate that it
 * opens and does not close, closes and did not open, or closes crosswise. Marks
 * (U+200E, U+200F, U+061C) move nothing around them. */
bool itk_direction_is_closed(const char *text, size_t size);

#endif
