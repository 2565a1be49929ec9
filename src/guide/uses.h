/*
 * Which fields and lists a package reads: in conditions, needs, texts, file
 * names of documents, and what the engine itself asks for.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_USES_H
#define ITK_GUIDE_USES_H

#include "guide/guide.h"

/* One flag for each field and list of the dictionary and for each decision, by
 * index. */
struct itk_uses {
    bool *fields, *lists, *decisions;
};

/* All flags unset. */
struct itk_uses itk_uses_new(const struct itk_guide *guide) ITK_MUST_USE;
void itk_uses_free(struct itk_uses *uses);

/* Marks what the package's files read in the versions in force at the revision;
 * NULL: in any. Templates read more: their names are not known here. */
void itk_uses_mark(struct itk_uses *uses, const struct itk_guide *guide,
                   const struct itk_revision *at);
/* Either may be NULL. */
void itk_uses_add(struct itk_uses *uses, const struct itk_field *field,
                  const struct itk_list *list);

#endif
