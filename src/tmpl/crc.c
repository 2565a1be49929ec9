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

static uint32_t
times(uint32_t a, uint32_t b)
{
    uint32_t product = 0;

    for (uint32_t bit = ONE; bit; bit >>= 1) {
        if (a & bit)
            product ^= b;
        b = b & 1 ? b >> 1 ^ POLYNOMIAL : b >> 1;
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
    for (unsigned i = 0; i < 8; i++) {
        uint32_t *of = shift->of[i];

        of[0] = 0;
        for (uint32_t bit = 1; bit < 16; bit <<= 1) {
            const uint32_t one = times(bit << 4 * i, power);

            for (uint32_t less = 0; less < bit; less++)
                of[bit | less] = of[less] ^ one;
        }
    }
}
