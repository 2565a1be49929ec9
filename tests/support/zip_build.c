/*
 * Builds zip archives in memory for tests. Independent of the program's own
 * writer, which it helps to judge.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/zip_build.h"

/* What both headers say of one file. */
struct stated {
    unsigned flags, method;
    size_t crc, packed, size;
};

static void
put(struct itk_buf *out, size_t value, unsigned width)
{
    for (unsigned i = 0; i < width; i++, value >>= 8)
        itk_buf_addc(out, (char)(value & 0xFF));
}

static size_t
name_size(const struct zip_file *file)
{
    return file->name_size ? file->name_size : strlen(file->name);
}

static void
put_common(struct itk_buf *out, const struct zip_file *file,
           const struct stated *stated, bool sums)
{
    put(out, 20, 2);
    put(out, stated->flags, 2);
    put(out, stated->method, 2);
    put(out, 0, 2);
    put(out, 0x21, 2);
    put(out, sums ? stated->crc : 0, 4);
    put(out, sums ? stated->packed : 0, 4);
    put(out, sums ? stated->size : 0, 4);
    put(out, name_size(file), 2);
    put(out, file->extra_size, 2);
}

static size_t
put_data(struct itk_buf *out, const void *data, size_t size, bool deflate)
{
    struct libdeflate_compressor *deflater = libdeflate_alloc_compressor(6);
    const size_t room = libdeflate_deflate_compress_bound(deflater, size);
    size_t packed = size;

    itk_buf_reserve(out, room + size);
    if (deflate)
        packed = libdeflate_deflate_compress(deflater, data, size,
                                             out->data + out->size, room);
    else if (size)
        memcpy(out->data + out->size, data, size);
    out->size += packed;
    out->data[out->size] = '\0';
    libdeflate_free_compressor(deflater);
    return packed;
}

static struct stated
put_file(struct zip_build *zip, const struct zip_file *file, size_t nth)
{
    struct itk_buf *out = &zip->bytes, packed = ITK_BUF_INIT;
    char *zeros = calloc(1, file->zeros + 1);
    const char *data = file->zeros ? zeros : file->data ? file->data : "";
    const size_t size = file->zeros  ? file->zeros
                        : file->size ? file->size
                                     : strlen(data);
    const struct stated stated = {
        .flags = file->descriptor ? 8 : 0,
        .method = file->deflate ? 8 : 0,
        .crc = libdeflate_crc32(0, data, size),
        .packed = put_data(&packed, data, size, file->deflate),
        .size = size,
    };

    zip->local[nth] = out->size;
    put(out, 0x04034B50, 4);
    put_common(out, file, &stated, !file->descriptor || file->local_sums);
    itk_buf_add(out, file->name, name_size(file));
    itk_buf_add(out, file->extra, file->extra_size);
    itk_buf_add(out, packed.data, packed.size);
    if (file->descriptor == 16)
        put(out, 0x08074B50, 4);
    if (file->descriptor) {
        put(out, stated.crc, 4);
        put(out, stated.packed, 4);
        put(out, stated.size, 4);
    }
    if (file->gap)
        itk_buf_adds(out, file->gap);
    itk_buf_free(&packed);
    free(zeros);
    return stated;
}

static void
put_central(struct zip_build *zip, const struct zip_file *file,
            const struct stated *stated, size_t nth)
{
    struct itk_buf *out = &zip->bytes;
    const char *comment = file->comment ? file->comment : "";

    zip->central[nth] = out->size;
    put(out, 0x02014B50, 4);
    put(out, 20, 2);
    put_common(out, file, stated, true);
    put(out, strlen(comment), 2);
    put(out, 0, 2 + 2 + 4);
    put(out, zip->local[nth], 4);
    itk_buf_add(out, file->name, name_size(file));
    itk_buf_add(out, file->extra, file->extra_size);
    itk_buf_adds(out, comment);
}

void
zip_build(struct zip_build *zip, const struct zip_file *files,
          const char *comment, size_t comment_size)
{
    struct stated stated[ZIP_BUILD_FILES];
    size_t count = 0, directory;

    *zip = (struct zip_build){.bytes = ITK_BUF_INIT};
    for (; files[count].name; count++) {
        assert(count < ZIP_BUILD_FILES);
        stated[count] = put_file(zip, &files[count], count);
    }
    directory = zip->bytes.size;
    for (size_t i = 0; i < count; i++)
        put_central(zip, &files[i], &stated[i], i);
    zip->end = zip->bytes.size;
    put(&zip->bytes, 0x06054B50, 4);
    put(&zip->bytes, 0, 4);
    put(&zip->bytes, count, 2);
    put(&zip->bytes, count, 2);
    put(&zip->bytes, zip->end - directory, 4);
    put(&zip->bytes, directory, 4);
    put(&zip->bytes, comment_size, 2);
    itk_buf_add(&zip->bytes, comment, comment_size);
}

static void
poke_at(struct zip_build *zip, size_t at, const struct zip_poke *poke)
{
    uint64_t value = poke->value;

    assert(at + poke->width <= zip->bytes.size);
    for (unsigned i = 0; i < poke->width; i++, value >>= 8)
        zip->bytes.data[at + i] = (char)(value & 0xFF);
}

void
zip_poke(struct zip_build *zip, const struct zip_poke *poke)
{
    if (poke->area == ZIP_LOCAL || poke->area == ZIP_BOTH)
        poke_at(zip, zip->local[poke->entry] + poke->field, poke);
    /* From the version on, the central header has the same fields 2 later. */
    if (poke->area == ZIP_BOTH)
        poke_at(zip, zip->central[poke->entry] + poke->field + 2, poke);
    if (poke->area == ZIP_CENTRAL)
        poke_at(zip, zip->central[poke->entry] + poke->field, poke);
    if (poke->area == ZIP_END)
        poke_at(zip, zip->end + poke->field, poke);
}

void
zip_build_free(struct zip_build *zip)
{
    itk_buf_free(&zip->bytes);
}
