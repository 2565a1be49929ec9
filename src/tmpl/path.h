/*
 * The names that a tag may hold: "a", "a.b", and for other people's templates
 * names in any script.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_PATH_H
#define ITK_TMPL_PATH_H

#include "base/base.h"

/* Bytes of the longest path at the start of `text`; 0 when there is none. Each
 * name begins with a letter, _ or a character beyond ASCII; digits and - may
 * follow. */
size_t itk_path_size(const char *text, size_t size);

/* Whether `text` holds something that was meant as a tag: {name}, {#name},
 * {name|...}. The {...} of a GUID is none. */
bool itk_path_tag_like(const char *text, size_t size);

#endif
