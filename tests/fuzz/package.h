/*
 * What must hold for a package that was accepted, for the targets that make one
 * in different ways.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_FUZZ_PACKAGE_H
#define ITK_TESTS_FUZZ_PACKAGE_H

#include "base/base.h"

/* Reads the archive; when it is accepted, it is written again, verified and
 * read with the same parts. As a template it is compiled, twice the same; a
 * document that is rendered from it is verified and read. */
void fuzz_package(const struct itk_blob *archive);

#endif
