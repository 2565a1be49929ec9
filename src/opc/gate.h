/*
 * The gate for zip archives: a raw scan of the end record, the central
 * directory and every local header, before anything is inflated. Checks names,
 * doubles (also by case), entry count, overlaps, gaps, declared sizes and
 * ratios, encryption, methods, links, a second archive.
 *
 * Source  PKWARE APPNOTE 6.3; ECMA-376 Part 2, Annex C.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_OPC_GATE_H
#define ITK_OPC_GATE_H

#include "base/arena.h"
#include "base/error.h"

#define ITK_ZIP_MAX_BYTES       (128u << 20) /* the archive itself */
#define ITK_ZIP_MAX_ENTRIES     2000u
#define ITK_ZIP_MAX_NAME        512u
#define ITK_ZIP_MAX_ENTRY_BYTES (64u << 20)  /* one entry, inflated */
#define ITK_ZIP_MAX_BYTES_DOCX  (256u << 20) /* all entries, inflated */
#define ITK_ZIP_MAX_RATIO       200u         /* for entries over 1 MiB */
#define ITK_ZIP_MAX_SHEET_BYTES (512u << 20) /* one entry of a workbook */
#define ITK_ZIP_MAX_BYTES_XLSX  (1u << 30)   /* all entries of a workbook */

/* One entry as the central directory states it, confirmed by its local
 * header. `packed` points into the archive. */
struct itk_zip_entry {
    const char *name; /* in the caller's arena */
    const void *packed;
    size_t packed_size;
    size_t size;
    uint32_t crc;
    uint16_t method; /* 0 stored, 8 deflated */
};

/* Entries in the order of their data. They live in `arena`; their bytes in the
 * archive. A name that ends in '/' is a folder and has no data. False with
 * `err` set when the archive is not sound. */
bool itk_zip_gate(const struct itk_blob *archive, struct itk_arena *arena,
                  struct itk_zip_entry **entries, size_t *count,
                  struct itk_error *err) ITK_MUST_USE;

/* What entries may say of their inflated sizes. */
struct itk_zip_limits {
    size_t entry_bytes;
    size_t bytes;
    unsigned ratio; /* to the packed size, for those over 1 MiB; 0: any */
};

/* The same with limits other than those of a .docx: for workbooks, whose
 * sheets are streamed. */
bool itk_zip_gate_within(const struct itk_blob *archive,
                         struct itk_zip_limits limits, struct itk_arena *arena,
                         struct itk_zip_entry **entries, size_t *count,
                         struct itk_error *err) ITK_MUST_USE;

#endif
