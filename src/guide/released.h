/*
 * Released texts are never edited, only superseded: the file released.txt of a
 * package holds a digest for each version that was released, a line each,
 *   SHA-256 KIND ID DATE
 * with KIND one of clause, decision, invariant, document, requirements, value.
 * Lines that begin with # are for people.
 *
 * The digest is taken of a canonical form of the XML: attributes by name, white
 * space and comments that mean nothing left out, and so are the words in the
 * language that the guideline's documents are not in: a translation may be
 * corrected. With the version of a clause goes what of the clause has no date:
 * its conditions, its citation and its name.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_GUIDE_RELEASED_H
#define ITK_GUIDE_RELEASED_H

#include "base/digest.h"
#include "base/finding.h"
#include "guide/guide.h"

struct itk_release {
    const char *kind, *id, *from; /* "-" for the id of requirements */
    const char *file;             /* as messages name it */
    long line;
    struct itk_digest digest;
};

/* All versions that the files hold, in their order; from `arena`. */
const struct itk_release *itk_releases(const struct itk_guide *guide,
                                       struct itk_blobs files,
                                       struct itk_arena *arena, size_t *count);

/* Released versions that were edited or are gone, to `found`. */
void itk_lint_released(const struct itk_guide *guide, struct itk_blobs files,
                       itk_findings *found);

/* Appends the lines of released.txt with one more for each version that has
 * none yet and that a revision whose text is held can have; returns how many.
 */
size_t itk_released_record(const struct itk_guide *guide,
                           struct itk_blobs files, struct itk_buf *out);

#endif
