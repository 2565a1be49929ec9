/*
 * The parts of a package as plain text for people, so that two versions can be
 * compared word by word: a clause, a decision, a document, a condition, what a
 * survey asks. What depends on the case stands as {name of the field}, what is
 * conditional in brackets.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_WORDING_H
#define ITK_APP_WORDING_H

#include "base/buf.h"
#include "guide/guide.h"

/* Whose words: `date` is that of a revision, for the dated values and for the
 * clauses that a document has then. `lang` is for the labels; the text of a
 * clause is in the language of the documents whatever it says. */
struct itk_wording {
    const struct itk_guide *guide;
    struct itk_date date;
    enum itk_lang lang;
    struct itk_buf *out;
};

void itk_wording_condition(const struct itk_wording *w,
                           const struct itk_condition *condition);
void itk_wording_inlines(const struct itk_wording *w, struct itk_inlines text);
/* Whole parts, each line ended by a line feed. */
void itk_wording_clause(const struct itk_wording *w,
                        const struct itk_clause_version *version);
void itk_wording_decision(const struct itk_wording *w,
                          const struct itk_decision *decision,
                          const struct itk_decision_version *version);
void itk_wording_requirements(const struct itk_wording *w,
                              const struct itk_requirements *requirements);
void itk_wording_document(const struct itk_wording *w,
                          const struct itk_document_version *version);

#endif
