/*
 * Powers of x modulo the polynomial of CRC-32.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "tmpl/crc.h"

#define POLYNOMIAL                                                             \
    UINT32_C(0xEDB88320) /* the highest power is the lowest bit */
#define ONE   UINT32_C(0x80000000)
#define EIGHT (ONE >> 8) /* x^8 */

static inline uint32_t
times_x(uint32_t a)
{
    return a & 1 ? a >> 1 ^ POLYNOMIAL : a >> 1;
}

static uint32_t
times(uint32_t a, uint32_t b)
{
    uint32_t product = 0;

    for (uint32_t bit = ONE; bit; bit >>= 1) {
        if (a & bit)
            product ^= b;
        b = times_x(b);
    }
    return product;
}

void
itk_crc_shift_make(struct itk_crc_shift *shift, size_t size)
{
    uint32_t power = ONE;

    for (uint32_t square = EIGHT; size; size >>= 1) {
        if (size & 1)
            power = times(power, square);
        square = times(square, square);
    }
    /* The highest bit is x^0, and each below it one power more. */
    for (unsigned bit = 32; bit-- > 0;) {
        uint32_t *of = shift->of[bit / 4];
        const uint32_t half = 1u << bit % 4;

        of[half] = power;
        power = times_x(power);
    }
    for (unsigned i = 0; i < 8; i++) {
        uint32_t *of = shift->of[i];

        of[0] = 0;
        for (unsigned half = 1; half < 16; half++)
            of[half] = of[half & (half - 1)] ^ of[half & (0u - half)];
    }
}
