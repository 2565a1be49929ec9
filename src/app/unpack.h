/*
 * A package as a folder of its parts, for version control.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_UNPACK_H
#define ITK_APP_UNPACK_H

#include "opc/package.h"

/* Makes `folder`, which must not be there, with a file for each part, as it
 * is. `mode` is that of the files; folders get what goes with it. When it
 * fails, nothing is left. */
bool itk_unpack(const itk_package *package, const char *folder, unsigned mode,
                struct itk_error *err) ITK_MUST_USE;

#endif
