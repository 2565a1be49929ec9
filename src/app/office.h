/*
 * PDF files by LibreOffice, all in one start of it: no shell, a profile of its
 * own in a private folder, and a limit of time.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_OFFICE_H
#define ITK_APP_OFFICE_H

#include "base/error.h"

#define ITK_OFFICE_SECONDS 1800u /* for all files together */

/* Is it installed? Looks along PATH. */
bool itk_office_found(void);
/* For each of `paths`, which end in .docx and have file names of their own,
 * a file beside it that ends in .pdf, with bookmarks; none is overwritten. */
bool itk_office_pdf(const char *const *paths, size_t count,
                    struct itk_error *err) ITK_MUST_USE;

#endif
