/*
 * Builds zip archives in memory for tests, field by field, so that a test can
 * then lie about each of them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef SUPPORT_ZIP_BUILD_H
#define SUPPORT_ZIP_BUILD_H

#include "base/buf.h"

#define ZIP_BUILD_FILES 16

struct zip_file {
    const char *name;
    const char *data;
    size_t size; /* 0: strlen(data) */
    bool deflate;
    size_t zeros;     /* instead of `data`: so many NUL bytes */
    size_t name_size; /* 0: strlen(name) */
    /* 12 or 16 (with signature): a data descriptor, and bit 3 */
    unsigned descriptor;
    bool local_sums;   /* with a descriptor: the local header has them too */
    const char *extra; /* in both headers */
    size_t extra_size;
    const char *comment;
    const char *gap; /* after the data and descriptor */
};

struct zip_build {
    struct itk_buf bytes;
    size_t local[ZIP_BUILD_FILES]; /* offsets of the headers */
    size_t central[ZIP_BUILD_FILES];
    size_t end;
};

enum zip_area { ZIP_NONE, ZIP_LOCAL, ZIP_CENTRAL, ZIP_END, ZIP_BOTH };

/* Writes `value` into `width` bytes at `field` of a header. ZIP_BOTH takes the
 * offset of the local header and finds the central one. */
struct zip_poke {
    enum zip_area area;
    unsigned entry;
    unsigned field;
    unsigned width;
    uint64_t value;
};

/* The archive of `files` (ended by one without a name). */
void zip_build(struct zip_build *zip, const struct zip_file *files,
               const char *comment, size_t comment_size);
void zip_poke(struct zip_build *zip, const struct zip_poke *poke);
void zip_build_free(struct zip_build *zip);

#endif
