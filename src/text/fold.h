/*
 * What a file system, or a reader, may take for the same name.
 *
 * Source  Unicode chapter 3.13, toNFKC_Casefold (utf8proc).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEXT_FOLD_H
#define ITK_TEXT_FOLD_H

#include "base/buf.h"

/* Appends `text` (UTF-8) in normal form NFKC, case folded; text that is no
 * UTF-8 as it is. */
void itk_fold(const char *text, struct itk_buf *out);

#endif
