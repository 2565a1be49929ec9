/*
 * Capital and small letters, the same everywhere: no locale. Latin, Greek and
 * Cyrillic letters that have one partner, also in full width; what has none
 * stays.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEXT_LETTER_H
#define ITK_TEXT_LETTER_H

#include "base/buf.h"

void itk_upper(struct itk_buf *out, const char *text, size_t size);
void itk_lower(struct itk_buf *out, const char *text, size_t size);

#endif
