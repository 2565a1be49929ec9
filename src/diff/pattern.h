/*
 * A text with spaces in it: words that must stand there, places where anything
 * may stand, passages that may be left out, words of which one must stand
 * there. Says whether a text is one of those that it means, and if not, which
 * of them is nearest.
 *
 * Source    E. W. Myers, W. Miller, Approximate matching of regular expressions
 *           (1989), without repetition.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_DIFF_PATTERN_H
#define ITK_DIFF_PATTERN_H

#include "base/arena.h"
#include "base/buf.h"

/* Characters of the pattern by characters of the text: of more than this the
 * nearest is not searched. */
#define ITK_PATTERN_MAX_CELLS (24u << 20)

struct itk_pattern;
typedef struct itk_pattern itk_pattern;

itk_pattern *itk_pattern_new(void) ITK_MUST_USE;
void itk_pattern_free(itk_pattern *pattern);

/* Each adds behind what is there. */
void itk_pattern_text(itk_pattern *pattern, const char *text, size_t size);
void itk_pattern_any(itk_pattern *pattern);
/* What is added between the two may be left out. They nest. */
void itk_pattern_begin_optional(itk_pattern *pattern);
void itk_pattern_end_optional(itk_pattern *pattern);
/* One of two texts. */
void itk_pattern_either(itk_pattern *pattern, const char *a, const char *b);

/* Is the text, well-formed UTF-8, one of those? */
bool itk_pattern_matches(const itk_pattern *pattern, const char *text,
                         size_t size);
/* Appends the one that is nearest: what stands where anything may, stands in
 * it. Past the limit: all words of the pattern. Returns how many characters are
 * otherwise, SIZE_MAX past the limit. */
size_t itk_pattern_nearest(const itk_pattern *pattern, const char *text,
                           size_t size, struct itk_buf *out);
/* Appends the words of the pattern alone. */
void itk_pattern_words(const itk_pattern *pattern, struct itk_buf *out);

#endif
