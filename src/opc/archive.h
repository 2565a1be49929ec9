/*
 * Writes a zip archive into one buffer: stored or deflate, no zip64, no data
 * descriptors, no directory entries, one time stamp (1980-01-01), UTF-8 names,
 * entries in the order they are added. Same input, same bytes.
 *
 * Source  PKWARE APPNOTE 6.3; ECMA-376 Part 2, Annex C.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_OPC_ARCHIVE_H
#define ITK_OPC_ARCHIVE_H

#include "base/buf.h"
#include "base/error.h"
#include "opc/gate.h"

typedef struct itk_archive itk_archive;

/* One archive after the other may be written with the same object; it keeps
 * its deflater and its buffers. `level` 1..12 is libdeflate's. */
itk_archive *itk_archive_new(int level) ITK_MUST_USE;
void itk_archive_free(itk_archive *archive);

/* Begins a new archive that is appended to `out`. */
void itk_archive_begin(itk_archive *archive, struct itk_buf *out);
/* Deflates `data`, or stores it when that is not larger. */
void itk_archive_add(itk_archive *archive, const char *name, const void *data,
                     size_t size);
/* Copies an entry still compressed, under `name`. */
void itk_archive_copy(itk_archive *archive, const char *name,
                      const struct itk_zip_entry *entry);
/* Writes the central directory. False when the archive is larger than a
 * 32-bit zip can say. */
bool itk_archive_end(itk_archive *archive) ITK_MUST_USE;

/* Re-reads a finished archive: gate, inflate, sizes, CRC of every entry. For
 * every single document, and one output in N of a batch. */
bool itk_archive_verify(const struct itk_blob *archive,
                        struct itk_error *err) ITK_MUST_USE;

#endif
