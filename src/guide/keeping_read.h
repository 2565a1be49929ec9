/*
 * What the readers of register.xml share. Internal to guide/.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_KEEPING_READ_H
#define ITK_GUIDE_KEEPING_READ_H

#include "guide/load.h"

/* The field of the case itself that the attribute `name` names, if it does. */
bool itk_keeping_field(struct itk_reader *r, const xmlNode *node,
                       const char *name, enum itk_type type,
                       const struct itk_field **field);
/* All <lender>, once the grounds are known. */
bool itk_keeping_lenders(struct itk_reader *r, const xmlNode *root);

#endif
