/*
 * What is wrong with a case, all of it, sorted by place and shown together.
 * Findings are data, not failures of the program.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_FINDING_H
#define ITK_BASE_FINDING_H

#include "base/error.h"

enum itk_severity { ITK_SEV_ERROR, ITK_SEV_WARNING, ITK_SEV_NOTE };

struct itk_finding {
    enum itk_severity severity;
    enum itk_msg id;
    const char *file; /* "" when there is none */
    long line;
    const char *where;           /* "" when there is none */
    const char *field;           /* "" when there is none */
    const char *text[ITK_LANGS]; /* the whole line, as itk_error has it */
    const char *hint[ITK_LANGS];
};

typedef struct itk_findings itk_findings;

itk_findings *itk_findings_new(void) ITK_MUST_USE;
void itk_findings_free(itk_findings *found);

void itk_findings_add(itk_findings *found, enum itk_severity severity,
                      struct itk_loc loc, enum itk_msg id,
                      const char *const args[]);
void itk_findings_add_both(itk_findings *found, enum itk_severity severity,
                           struct itk_loc loc, enum itk_msg id,
                           const char *const en[], const char *const ja[]);

/* An error that stopped a part of the work, as a finding without a place of its
 * own to sort by but its texts. */
void itk_findings_add_error(itk_findings *found, const struct itk_error *err);
/* One of another list, as it is. */
void itk_findings_copy(itk_findings *found, const struct itk_finding *one);
/* Takes the last one that was added away again when the same, word for word,
 * was there before. */
void itk_findings_drop_twin(itk_findings *found);

size_t itk_findings_count(const itk_findings *found);
size_t itk_findings_errors(const itk_findings *found);
/* Sorts by file, line, then order of arrival; the i-th after that. */
void itk_findings_sort(itk_findings *found);
const struct itk_finding *itk_findings_at(const itk_findings *found, size_t i);

#endif
