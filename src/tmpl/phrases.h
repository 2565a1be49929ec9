/*
 * The words that may stand in a program's generated block, as known text beside
 * the program's own literals: phrases, found again by their bytes. So the
 * search for matches in them is done once, too.
 *
 * Threads   immutable once sealed.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_TMPL_PHRASES_H
#define ITK_TMPL_PHRASES_H

#include "base/base.h"
#include "tmpl/known.h"

struct itk_program; /* tmpl/template.h */

typedef struct itk_phrases itk_phrases;

/* For that program, which must outlive them. */
itk_phrases *itk_phrases_new(const struct itk_program *program) ITK_MUST_USE;
void itk_phrases_free(itk_phrases *phrases);

/* Before they are sealed: what comes next in the block, or that something comes
 * there which nobody knows yet. The bytes are copied. */
void itk_phrases_learn(itk_phrases *phrases, const char *bytes, size_t size);
void itk_phrases_gap(itk_phrases *phrases);
/* What is learnt between the two may not be there in the end: what stands
 * outside is not matched with it. They nest. */
void itk_phrases_enter(itk_phrases *phrases);
void itk_phrases_leave(itk_phrases *phrases);
void itk_phrases_seal(itk_phrases *phrases);

/* After: the segment of the known text that has just these bytes, or
 * ITK_NO_SEGMENT. NULL has none. */
#define ITK_NO_SEGMENT UINT32_MAX
uint32_t itk_phrases_find(const itk_phrases *phrases, const char *bytes,
                          size_t size);
/* The program's literals, numbered as its operations say, then the phrases. */
const struct itk_known *itk_phrases_known(const itk_phrases *phrases);

#endif
