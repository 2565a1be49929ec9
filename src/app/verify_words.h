/*
 * The words that a clause should have, as a pattern (diff/pattern.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_VERIFY_WORDS_H
#define ITK_APP_VERIFY_WORDS_H

#include "diff/pattern.h"
#include "guide/guide.h"
#include "trace/returned.h"

/* What the number of a clause's article may read as. */
struct itk_article_numbers {
    const void *self;
    /* As it was made, and as it is counted now; NULL: not known. */
    const char *(*made)(const void *self, const char *clause_id);
    const char *(*counted)(const void *self, const char *clause_id);
};

/* From the package: what a case fills in may be anything. */
itk_pattern *itk_words_of_version(const struct itk_guide *guide,
                                  const struct itk_clause_version *version,
                                  struct itk_date revision,
                                  const struct itk_article_numbers *numbers);
/* From a document that was made again, paragraphs `first` to `last`. */
itk_pattern *itk_words_of_made(const struct itk_returned *made, size_t first,
                               size_t last, const struct itk_guide *guide,
                               const struct itk_article_numbers *numbers);

#endif
