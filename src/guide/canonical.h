/*
 * A canonical form of package XML, for digests only: two files that say the
 * same in other lines, with other indentation, comments or order of attributes
 * have the same.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_CANONICAL_H
#define ITK_GUIDE_CANONICAL_H

#include <libxml/tree.h>

#include "base/buf.h"

/* Appends `node`. Of its children of the same name as `only`, when that is one
 * of them, only `only` is there. Words in another language than `lang` are left
 * out. Every change of this form changes all digests. */
void itk_canonical(struct itk_buf *out, const xmlNode *node,
                   const xmlNode *only, enum itk_lang lang);

#endif
