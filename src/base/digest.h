/*
 * SHA-256 (FIPS 180-4).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_DIGEST_H
#define ITK_BASE_DIGEST_H

#include "base/base.h"

#define ITK_DIGEST_HEX 64

/* 64 lower-case hexadecimal digits and a NUL. */
struct itk_digest {
    char hex[ITK_DIGEST_HEX + 1];
};

struct itk_digest itk_digest_of(const void *data, size_t size);

#endif
