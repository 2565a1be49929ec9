/*
 * One entry, inflated and held against what the directory states.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>

#include "opc/inflate.h"

#define METHOD_FLATE 8u

static const void *
refuse(const struct itk_blob *archive, const struct itk_zip_entry *entry,
       enum itk_msg id, const char *const args[], struct itk_error *err)
{
    const struct itk_loc loc = {.file = archive->name, .where = entry->name};

    (void)itk_fail(err, archive->fault, loc, id, args);
    return NULL;
}

const void *
itk_zip_inflate(struct libdeflate_decompressor *inflater,
                const struct itk_blob *archive,
                const struct itk_zip_entry *entry, void *room,
                struct itk_error *err)
{
    const void *data = entry->packed;
    size_t in = entry->packed_size, out = entry->packed_size;
    enum libdeflate_result result = LIBDEFLATE_SUCCESS;
    char size[24];

    if (entry->method == METHOD_FLATE) {
        result = libdeflate_deflate_decompress_ex(inflater, entry->packed,
                                                  entry->packed_size, room,
                                                  entry->size, &in, &out);
        data = room;
    }
    if (result == LIBDEFLATE_BAD_DATA)
        return refuse(archive, entry, ITK_MSG_ZIP_DAMAGED, ITK_NO_ARGS, err);
    if (result != LIBDEFLATE_SUCCESS || in != entry->packed_size ||
        out != entry->size) {
        snprintf(size, sizeof(size), "%zu", entry->size);
        return refuse(archive, entry, ITK_MSG_ZIP_SIZE_LIE, ITK_ARGS(size),
                      err);
    }
    if (libdeflate_crc32(0, data, entry->size) != entry->crc)
        return refuse(archive, entry, ITK_MSG_ZIP_CRC, ITK_NO_ARGS, err);
    return data;
}
