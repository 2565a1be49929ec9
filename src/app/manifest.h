/*
 * The manifest itaku-manifest.jsonl of an output folder: the journal of what
 * was made, a checksummed line of JSON for each finished file. The last line
 * of a file counts.
 *
 * Line      {"format":1,"file":"<path below the folder>","size":n,
 *           "sha256":"...","parts":"...","case":"...","document":"...",
 *           "caseDigest":"...","program":"...",
 *           "sum":"<first 16 hex digits of the SHA-256 of the line up to
 *           ,"sum">"}
 *           or, once and first, {"format":1,"layout":"spread","sum":"..."}:
 *           the folders of the cases stand in folders of their own;
 *           or {"format":1,"gone":"<path>","sum":"..."}: the file recorded
 *           before is no longer kept; itaku has taken it away;
 *           or, behind the files of a case, {"format":1,"case":"...",
 *           "digest":"...","waiting":n,"files":["<path>",...],"sum":"..."}:
 *           the case came to these files, as they are recorded, and `waiting`
 *           other documents lacked something. It only saves work: where it is
 *           missing, the case is taken through all stages.
 * Memory    about 300 bytes a file.
 * Threads   one at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_MANIFEST_H
#define ITK_APP_MANIFEST_H

#include "base/buf.h"
#include "base/error.h"

#define ITK_MANIFEST_NAME      "itaku-manifest.jsonl"
#define ITK_MANIFEST_MAX_BYTES ((uint64_t)4 << 30)
#define ITK_MANIFEST_MAX_LINE  16384u

/* What a file was like when its bytes were last known to be the recorded ones:
 * as long as it is so, nobody has written to it. Times in ns since 1970;
 * changed 0: not known. */
struct itk_stamp {
    uint64_t inode;
    int64_t modified, changed;
};

struct itk_manifest_entry {
    const char *file; /* relative to the output folder */
    uint64_t size;
    const char *sha256;
    const char *parts; /* render/render.h: what its parts are */
    const char *case_id, *document, *case_digest, *program;
    struct itk_stamp stamp; /* not in the line; see app/stamps.h */
    bool gone;              /* it was recorded, and is kept no longer */
};

/* What a case came to. The last line of a case counts. */
struct itk_manifest_case {
    const char *case_id;
    const char *digest; /* app/done.h; "": a file of it is not recorded */
    size_t waiting;
    const char *const *files; /* relative to the output folder */
    size_t files_count;
};

typedef struct itk_manifest itk_manifest;

/* An empty manifest, to be read; `name` is borrowed, for messages. */
itk_manifest *itk_manifest_new(const char *name) ITK_MUST_USE;
void itk_manifest_free(itk_manifest *manifest);
/* Reads the next stretch of its bytes, cut anywhere. False with `err` when a
 * line is bad and others follow it. */
bool itk_manifest_take(itk_manifest *manifest, const char *bytes, size_t size,
                       struct itk_error *err) ITK_MUST_USE;
/* How many of the bytes are good: a tail torn by a crash is cut there. */
uint64_t itk_manifest_whole(const itk_manifest *manifest);
/* It has been cut there: what is read next begins a line. */
void itk_manifest_cut(itk_manifest *manifest);

/* Files, in the order of their first lines; what they are, of the last: some
 * may be gone. */
size_t itk_manifest_count(const itk_manifest *manifest);
const struct itk_manifest_entry *itk_manifest_at(const itk_manifest *manifest,
                                                 size_t i);
/* The entry of that file, or NULL, also when it is gone; it lives until the
 * next is added. */
struct itk_manifest_entry *itk_manifest_find(const itk_manifest *manifest,
                                             const char *file);
/* The entries of a case, the last first: the one behind `behind`, which NULL
 * begins; NULL behind the last. */
const struct itk_manifest_entry *
itk_manifest_of_case(const itk_manifest *manifest, const char *case_id,
                     const struct itk_manifest_entry *behind);
/* One for each entry, in their order; copied. */
void itk_manifest_set_stamps(itk_manifest *manifest,
                             const struct itk_stamp *stamps);
/* Remembers an entry (copied) as if it had been read. */
void itk_manifest_add(itk_manifest *manifest,
                      const struct itk_manifest_entry *entry);
/* From now on that file is gone. */
void itk_manifest_forget(itk_manifest *manifest, const char *file);

/* Cases, in the order of their first lines. */
size_t itk_manifest_cases_count(const itk_manifest *manifest);
const struct itk_manifest_case *
itk_manifest_case_at(const itk_manifest *manifest, size_t i);
/* That case, or NULL; it lives until the next is added, its strings and files
 * as long as the manifest. */
const struct itk_manifest_case *itk_manifest_case(const itk_manifest *manifest,
                                                  const char *case_id);
/* Remembers it (copied) as if it had been read, behind its files. */
void itk_manifest_add_case(itk_manifest *manifest,
                           const struct itk_manifest_case *one);

bool itk_manifest_spread(const itk_manifest *manifest);
void itk_manifest_set_spread(itk_manifest *manifest);

/* Appends the line of a file, a case, the layout, or a file that is gone, with
 * its newline; that of a case only when it is not longer than
 * ITK_MANIFEST_MAX_LINE. */
void itk_manifest_line(const struct itk_manifest_entry *entry,
                       struct itk_buf *out);
void itk_manifest_line_case(const struct itk_manifest_case *one,
                            struct itk_buf *out);
void itk_manifest_line_spread(struct itk_buf *out);
void itk_manifest_line_gone(const char *file, struct itk_buf *out);

#endif
