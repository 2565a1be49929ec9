/*
 * Which build of the program this is.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_BUILD_H
#define ITK_CLI_BUILD_H

#include "base/buf.h"

/* Appends the linker's id of the program, a hash of its contents, in
 * hexadecimal digits; false when it has none. */
bool itk_build_id(struct itk_buf *out);

#endif
