/*
 * Powers of x modulo the polynomial of CRC-32.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>

#include "tmpl/crc.h"

#define POLYNOMIAL                                                             \
    UINT32_C(0xEDB88320) /* the highest power is the lowest bit */
#define ONE UINT32_C(0x80000000)

/* x^8, and each the square of the one before it: for 1, 2, 4, ... bytes. */
static const uint32_t squares[] = {
    0x00800000, 0x00008000, 0xEDB88320, 0xB1E6B092, 0xA06A2517, 0xED627DAE,
    0x88D14467, 0xD7BBFE6A, 0xEC447F11, 0x8E7EA170, 0x6427800E, 0x4D47BAE0,
    0x09FE548F, 0x83852D0F, 0x30362F1A, 0x7B5A9CC3, 0x31FEC169, 0x9FEC022A,
    0x6C8DEDC4, 0x15D6874D, 0x5FDE7A4E, 0xBAD90E37, 0x2E4E5EEF, 0x4EABA214,
    0xA8A472C0, 0x429A969E, 0x148D302A,
};

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

    assert(size >> ITK_COUNT(squares) == 0);
    for (size_t i = 0; size; size >>= 1, i++) {
        if (size & 1)
            power = times(power, squares[i]);
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
