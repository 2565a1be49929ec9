/*
 * What a case came to, told by digests: a run that finds the case, all that it
 * depends on, and its files as they were need not take it through the stages.
 *
 * In       the build of the program; the package and its templates, all of
 *          them; the documents asked for; the case as it came in, with its
 *          rows of lists.
 *          Not what a register lends: with one, nothing is passed over.
 * Out      the names and the bytes of its files.
 * Digest   SHA-256: a case may hold the words of others, and whoever could make
 *          two of one digest would have a document that is not made again.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_DONE_H
#define ITK_APP_DONE_H

#include "app/store.h"
#include "base/digest.h"
#include "input/intake.h"

/* What a run depends on besides package and case. */
struct itk_done_terms {
    const char *program; /* "itaku 0.1.0" */
    const char *build;   /* another for each that may do anything otherwise;
                            NULL: not known, and nothing is passed over */
    const char *const *documents; /* asked for by name */
    size_t documents_count;
};

struct itk_done {
    struct itk_case_head head;
    const struct itk_guide *guide;
    struct itk_digest inputs; /* all that went in */
};

/* False when it cannot be said, or the case is faulty: then whoever takes it
 * through the stages says why. */
bool itk_done_inputs(const struct itk_done_terms *terms, itk_store *store,
                     const struct itk_intake *in, struct itk_done *done);

/* A file of the case, of whose path the last name counts, and the hexadecimal
 * digits of its SHA-256. */
struct itk_done_file {
    const char *file, *sha256;
};

/* What went in and what came out. */
struct itk_digest itk_done_digest(const struct itk_digest *inputs,
                                  const struct itk_done_file *files,
                                  size_t count);

#endif
