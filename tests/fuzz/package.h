/*
 * What must hold for a package that was accepted, for the targets that make one
 * in different ways.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_FUZZ_PACKAGE_H
#define ITK_TESTS_FUZZ_PACKAGE_H

#include "base/buf.h"

/* The files of the input (fuzz.h) as a sound archive, appended, with the lists
 * and parts of a small document around them unless they hold a list of content
 * types of their own. */
void fuzz_package_build(const uint8_t *data, size_t size, struct itk_buf *out);

/* Reads the archive; when it is accepted, it is written again, verified and
 * read with the same parts. As a template it is compiled, twice the same; a
 * document that is rendered from it is verified and read. */
void fuzz_package(const struct itk_blob *archive);

#endif
