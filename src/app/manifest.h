/*
 * The manifest itaku-manifest.jsonl of an output folder: the journal of what
 * was made, a checksummed line of JSON for each finished file. The last line
 * of a file counts.
 *
 * Line      {"format":1,"file":"<folder>/<name>","size":n,"sha256":"...",
 *           "case":"...","document":"...","caseDigest":"...",
 *           "program":"...","sum":"<first 16 hex digits of the SHA-256 of the
 *           line up to ,"sum">"}
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_MANIFEST_H
#define ITK_APP_MANIFEST_H

#include "base/buf.h"
#include "base/error.h"

#define ITK_MANIFEST_NAME      "itaku-manifest.jsonl"
#define ITK_MANIFEST_MAX_BYTES (256u << 20)

struct itk_manifest_entry {
    const char *file; /* relative to the output folder */
    uint64_t size;
    const char *sha256;
    const char *case_id, *document, *case_digest, *program;
};

typedef struct itk_manifest itk_manifest;

/* Reads a manifest's bytes; NULL with `err` when a line that is not the torn
 * last one is bad. `*whole` is how many bytes are good (a torn tail is cut
 * there). */
itk_manifest *itk_manifest_read(const struct itk_blob *in, size_t *whole,
                                struct itk_error *err) ITK_MUST_USE;
void itk_manifest_free(itk_manifest *manifest);
/* The last entry for that file, or NULL. */
const struct itk_manifest_entry *itk_manifest_find(const itk_manifest *manifest,
                                                   const char *file);
/* Remembers an entry (copied) as if it had been read. */
void itk_manifest_add(itk_manifest *manifest,
                      const struct itk_manifest_entry *entry);
/* Appends the line, with its newline. */
void itk_manifest_line(const struct itk_manifest_entry *entry,
                       struct itk_buf *out);

#endif
