/*
 * The records of a zip with stored entries.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <libdeflate.h>
#include <string.h>

#include "opc/bundle.h"

#define PLAIN_VERSION 20 /* needed to extract: 2.0, with zip64 4.5 */
#define ZIP64_VERSION 45
#define MADE_BY       (3 << 8 | ZIP64_VERSION) /* by Unix, so that modes count */
#define FLAG_UTF8     (1 << 11)
#define DATE          0x0021 /* 1980-01-01 */
#define MODE          0100600u
#define FULL16        0xFFFFu
#define FULL32        0xFFFFFFFFu
#define ZIP64_EXTRA   0x0001
#define ZIP64_END     56 /* bytes of its end record */

/* Little endian, `bytes` of them. */
static void
put(struct itk_buf *out, unsigned bytes, uint64_t value)
{
    for (unsigned i = 0; i < bytes; i++)
        itk_buf_addc(out, (char)(value >> 8 * i & 0xFF));
}

static void
put_signature(struct itk_buf *out, unsigned more)
{
    itk_buf_adds(out, "PK");
    put(out, 2, more);
}

/* What the local and the central header have in common; both sizes are one,
 * since nothing is compressed. */
static void
put_common(struct itk_buf *out, unsigned version, uint32_t crc, size_t size,
           size_t name_size, size_t extra)
{
    put(out, 2, version);
    put(out, 2, FLAG_UTF8);
    put(out, 2, 0); /* stored */
    put(out, 2, 0); /* the time */
    put(out, 2, DATE);
    put(out, 4, crc);
    put(out, 4, size);
    put(out, 4, size);
    put(out, 2, name_size);
    put(out, 2, extra);
}

static void
put_central(struct itk_bundle *bundle, const char *name, uint32_t crc,
            size_t size)
{
    struct itk_buf *out = &bundle->directory;
    const bool far = bundle->size >= FULL32;

    put_signature(out, 0x0201);
    put(out, 2, MADE_BY);
    put_common(out, far ? ZIP64_VERSION : PLAIN_VERSION, crc, size,
               strlen(name), far ? 12 : 0);
    put(out, 2, 0); /* comment */
    put(out, 2, 0); /* disk */
    put(out, 2, 0); /* internal attributes */
    put(out, 4, (uint64_t)MODE << 16);
    put(out, 4, far ? FULL32 : bundle->size);
    itk_buf_adds(out, name);
    if (far) {
        put(out, 2, ZIP64_EXTRA);
        put(out, 2, 8);
        put(out, 8, bundle->size);
    }
}

void
itk_bundle_add(struct itk_bundle *bundle, const char *name, const void *data,
               size_t size, struct itk_buf *out)
{
    const uint32_t crc = libdeflate_crc32(0, data, size);
    const size_t before = out->size;

    assert(size < FULL32 && strlen(name) < FULL16);
    put_central(bundle, name, crc, size);
    put_signature(out, 0x0403);
    put_common(out, PLAIN_VERSION, crc, size, strlen(name), 0);
    itk_buf_adds(out, name);
    itk_buf_add(out, data, size);
    bundle->count++;
    bundle->size += out->size - before;
}

/* 4.3.14 and 4.3.15, before the end record that all readers know. */
static void
put_zip64_end(const struct itk_bundle *bundle, struct itk_buf *out)
{
    put_signature(out, 0x0606);
    put(out, 8, ZIP64_END - 12);
    put(out, 2, MADE_BY);
    put(out, 2, ZIP64_VERSION);
    put(out, 4, 0); /* this disk */
    put(out, 4, 0); /* that of the directory */
    put(out, 8, bundle->count);
    put(out, 8, bundle->count);
    put(out, 8, bundle->directory.size);
    put(out, 8, bundle->size);
    put_signature(out, 0x0706);
    put(out, 4, 0);
    put(out, 8, bundle->size + bundle->directory.size);
    put(out, 4, 1); /* disks */
}

static uint64_t
at_most(uint64_t value, uint64_t most)
{
    return value < most ? value : most;
}

void
itk_bundle_end(struct itk_bundle *bundle, struct itk_buf *out)
{
    const size_t directory = bundle->directory.size;

    itk_buf_add(out, bundle->directory.data, directory);
    if (bundle->count >= FULL16 || directory >= FULL32 ||
        bundle->size >= FULL32)
        put_zip64_end(bundle, out);
    put_signature(out, 0x0605);
    put(out, 2, 0);
    put(out, 2, 0);
    put(out, 2, at_most(bundle->count, FULL16));
    put(out, 2, at_most(bundle->count, FULL16));
    put(out, 4, at_most(directory, FULL32));
    put(out, 4, at_most(bundle->size, FULL32));
    put(out, 2, 0); /* comment */
}

void
itk_bundle_fini(struct itk_bundle *bundle)
{
    itk_buf_free(&bundle->directory);
}
