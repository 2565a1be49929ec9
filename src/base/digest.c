/*
 * SHA-256 (FIPS 180-4), by libmd.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <sha2.h>

#include "base/digest.h"

struct itk_digest
itk_digest_of(const void *data, size_t size)
{
    static const char hexadecimal[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_LENGTH];
    struct itk_digest digest;
    SHA2_CTX context;

    SHA256Init(&context);
    if (size)
        SHA256Update(&context, data, size);
    SHA256Final(bytes, &context);
    for (size_t i = 0; i < sizeof(bytes); i++) {
        digest.hex[2 * i] = hexadecimal[bytes[i] >> 4];
        digest.hex[2 * i + 1] = hexadecimal[bytes[i] & 15];
    }
    digest.hex[ITK_DIGEST_HEX] = '\0';
    return digest;
}
