/*
 * An annex that came back (trace/returned.h), held against what it should say:
 * clause by clause, unchanged, edited, moved, missing, or superseded.
 *
 * With a case the document is made again and read as the one that came back
 * was. Without one the record says which clauses there were, and the package
 * which words each has: what the case filled in may be anything.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_VERIFY_H
#define ITK_APP_VERIFY_H

#include "app/work.h"
#include "trace/anchor.h"

struct itk_verified_clause {
    const char *id, *version, *title;
    enum itk_found_by by;
    bool edited, moved;
    const char *superseded; /* by the version of that date; NULL: it is not */
    const char *want, *got; /* edited: the words, lines by \n */
    size_t first, last;     /* found: its paragraphs */
};

struct itk_verified {
    struct itk_verified_clause *clauses; /* in the order they should have */
    size_t count;
    const char **added; /* paragraphs that belong to no clause */
    size_t added_count;
    bool
        sound; /* all clauses are there, unchanged and in order, nothing more */
    struct itk_arena arena;
};

/* `work` is the case, taken to its plans; NULL: the document's own record says
 * what it should have (there must be one). False with `err` when the package is
 * at fault or the case has no such document. Free it in any event. */
bool itk_verify(const struct itk_returned *returned, itk_store *store,
                const struct itk_guide *guide, const struct itk_work *work,
                struct itk_verified *verified,
                struct itk_error *err) ITK_MUST_USE;
void itk_verified_free(struct itk_verified *verified);

#endif
