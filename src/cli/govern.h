/*
 * Revisions for people and for programs: what they are called, their
 * transitional rules, and why one governs.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_GOVERN_H
#define ITK_CLI_GOVERN_H

#include "cli/cmd.h"

/* The dates by which the revision is chosen; year 0: not known. */
struct itk_case_dates {
    struct itk_date contract, review;
};
struct itk_case_dates itk_case_dates(const struct itk_guide *guide,
                                     const itk_case *data);

/* "2023-04-01 附則（令和5年4月1日）". */
void itk_govern_name(struct itk_buf *out, const struct itk_revision *revision);
/* Its transitional rule, a clause of a sentence. */
void itk_govern_rule(struct itk_buf *out, enum itk_lang lang,
                     const struct itk_revision *revision);
/* Lines: which one governs, why, why the next one does not, and where the
 * provisions leave room. */
void itk_govern_why(struct itk_buf *out, enum itk_lang lang,
                    const struct itk_guide *guide, struct itk_case_dates dates);

json_t *itk_govern_revision_json(const struct itk_revision *revision);
json_t *itk_govern_why_json(const struct itk_guide *guide,
                            struct itk_case_dates dates);

#endif
