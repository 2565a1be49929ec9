/*
 * Sixteen bytes looked at in one go, for the few that matter among many.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_BYTES_H
#define ITK_BASE_BYTES_H

#include <endian.h>
#include <string.h>

#include "base/base.h"

#define ITK_SIXTEEN 16u

/* What is compared is 0xFF where it is so, else 0. */
typedef unsigned char itk_sixteen __attribute__((vector_size(16)));
typedef uint64_t itk_eight_twice __attribute__((vector_size(16)));

static inline itk_sixteen
itk_sixteen_at(const char *at)
{
    itk_sixteen bytes;

    memcpy(&bytes, at, sizeof(bytes));
    return bytes;
}

static inline itk_sixteen
itk_sixteen_of(unsigned char byte)
{
    return (itk_sixteen){byte, byte, byte, byte, byte, byte, byte, byte,
                         byte, byte, byte, byte, byte, byte, byte, byte};
}

static inline itk_sixteen
itk_sixteen_are(itk_sixteen bytes, unsigned char byte)
{
    return (itk_sixteen)(bytes == itk_sixteen_of(byte));
}

static inline itk_sixteen
itk_sixteen_below(itk_sixteen bytes, unsigned char byte)
{
    return (itk_sixteen)(bytes < itk_sixteen_of(byte));
}

static inline bool
itk_sixteen_any(itk_sixteen found)
{
    const itk_eight_twice eights = (itk_eight_twice)found;

    return (eights[0] | eights[1]) != 0;
}

/* The first byte that is not 0; ITK_SIXTEEN when all are. */
static inline size_t
itk_sixteen_first(itk_sixteen found)
{
    const itk_eight_twice eights = (itk_eight_twice)found;

    if (eights[0])
        return (size_t)__builtin_ctzll(le64toh(eights[0])) / 8;
    if (eights[1])
        return 8 + (size_t)__builtin_ctzll(le64toh(eights[1])) / 8;
    return ITK_SIXTEEN;
}

#endif
