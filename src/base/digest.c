/*
 * SHA-256 (FIPS 180-4), by nettle, which uses the processor's own instructions
 * for it where there are any.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <nettle/sha2.h>

#include "base/digest.h"

struct itk_digest
itk_digest_of(const void *data, size_t size)
{
    static const char hexadecimal[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    struct itk_digest digest;
    struct sha256_ctx context;

    sha256_init(&context);
    sha256_update(&context, size, data);
    sha256_digest(&context, sizeof(bytes), bytes);
    for (size_t i = 0; i < sizeof(bytes); i++) {
        digest.hex[2 * i] = hexadecimal[bytes[i] >> 4];
        digest.hex[2 * i + 1] = hexadecimal[bytes[i] & 15];
    }
    digest.hex[ITK_DIGEST_HEX] = '\0';
    return digest;
}
