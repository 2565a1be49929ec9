/*
 * One zip of very many finished documents: stored, since they are compressed
 * already, as zip64 where there are too many of them or too many bytes. The
 * same documents, the same bytes.
 *
 * Memory  about 50 bytes and the name for each entry, until the end.
 * Source  PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 to 4.3.16 and 4.5.3.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_OPC_BUNDLE_H
#define ITK_OPC_BUNDLE_H

#include "base/buf.h"

struct itk_bundle {
    struct itk_buf directory;
    uint64_t count, size; /* entries and bytes so far */
};

#define ITK_BUNDLE_INIT                                                        \
    {                                                                          \
        .directory = ITK_BUF_INIT                                              \
    }

/* Appends the entry's header and data; `size` below 4 GiB. */
void itk_bundle_add(struct itk_bundle *bundle, const char *name,
                    const void *data, size_t size, struct itk_buf *out);
/* Appends the directory: the archive is whole then. */
void itk_bundle_end(struct itk_bundle *bundle, struct itk_buf *out);
void itk_bundle_fini(struct itk_bundle *bundle);

#endif
