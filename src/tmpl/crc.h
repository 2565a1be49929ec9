/*
 * CRC-32 of bytes that are known before what stands in front of them is: moved
 * behind that by one table look-up for each half byte.
 *
 * Source  RFC 1952, 8; the CRC as polynomials over GF(2).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_CRC_H
#define ITK_TMPL_CRC_H

#include <stddef.h>
#include <stdint.h>

/* For each half byte of a CRC, the lowest first, what it adds to the CRC of
 * what it stands in front of. */
struct itk_crc_shift {
    uint32_t of[8][16];
};

/* For `size` bytes behind, fewer than 128 MiB. */
void itk_crc_shift_make(struct itk_crc_shift *shift, size_t size);

/* The CRC of two stretches from the CRC of each; `shift` is for the size of the
 * second. */
static inline uint32_t
itk_crc_join(const struct itk_crc_shift *shift, uint32_t first, uint32_t second)
{
    for (unsigned i = 0; i < 8; i++)
        second ^= shift->of[i][first >> 4 * i & 15];
    return second;
}

#endif
