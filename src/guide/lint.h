/*
 * What a package that loads can still have wrong: its files held against each
 * other. The loader (guide.h) refuses what cannot be used at all; here is what
 * would show in a document, or never.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_LINT_H
#define ITK_GUIDE_LINT_H

#include "base/finding.h"
#include "guide/uses.h"

/* All static checks but that for unread fields. `files` are those that the
 * guide was loaded from. */
void itk_lint_guide(const struct itk_guide *guide, struct itk_blobs files,
                    itk_findings *found);

/* The single ones. Citations that name no provision, and versions dated at no
 * revision: */
void itk_lint_files(const struct itk_guide *guide, struct itk_blobs files,
                    itk_findings *found);
/* What a revision whose text is held asks for and has no version then: clauses
 * that a document lists, decisions in conditions; clauses in no document: */
void itk_lint_versions(const struct itk_guide *guide, itk_findings *found);
/* References that can be dead or misnumbered, values that have no text, and
 * slots that a document waits for without saying so in its needs: */
void itk_lint_texts(const struct itk_guide *guide, itk_findings *found);
/* Punctuation of clauses and of documents' texts: */
void itk_lint_words(const struct itk_guide *guide, itk_findings *found);

/* Fields and lists that neither the package nor, as far as `uses` says, its
 * templates read. */
void itk_lint_unread(const struct itk_guide *guide, const struct itk_uses *uses,
                     itk_findings *found);

/* Adds a finding unless the same is there already. `file` is the name as the
 * guide knows it, or one of the package's own ("rules.xml"). */
void itk_lint_add(const struct itk_guide *guide, itk_findings *found,
                  enum itk_severity severity, const char *file, long line,
                  enum itk_msg id, const char *const args[]);
/* The same with arguments that differ between the languages. */
void itk_lint_add_both(const struct itk_guide *guide, itk_findings *found,
                       enum itk_severity severity, const char *file, long line,
                       enum itk_msg id, const char *const en[],
                       const char *const ja[]);

#endif
