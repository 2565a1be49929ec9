/*
 * A case while it is being read. Every importer hands over what it finds, value
 * by value, and all that concerns more than one value is checked here: given
 * twice, too many members, keys, "there is none" beside members.
 *
 * Limits    ITK_CASE_MAX_ITEMS members in all, ITK_CASE_MAX_FAULTS errors.
 * Lifetime  the guide must outlive the draft and the case.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_INPUT_DRAFT_H
#define ITK_INPUT_DRAFT_H

#include "base/digest.h"
#include "input/case.h"

#define ITK_CASE_MAX_FAULTS 1000u /* then the rest is not looked at */

#define ITK_NO_MEMBER SIZE_MAX

typedef struct itk_draft itk_draft;

/* `file` is the input's name in messages (copied). */
itk_draft *itk_draft_new(const struct itk_guide *guide, const char *file,
                         itk_findings *found) ITK_MUST_USE;
void itk_draft_free(itk_draft *draft);

/* The value of `field`, for a field of a list in its member `member`. Of `loc`
 * line, column, where, place and, when it is another file, file count (copied).
 */
void itk_draft_value(itk_draft *draft, const struct itk_field *field,
                     size_t member, const char *text, size_t size,
                     struct itk_loc loc);
/* The same for inputs whose texts no indentation of theirs surrounds: all lines
 * of a paragraph count alike. */
void itk_draft_plain(itk_draft *draft, const struct itk_field *field,
                     size_t member, const char *text, size_t size,
                     struct itk_loc loc);
/* Another member; ITK_NO_MEMBER when the case has too many of them (said once):
 * its values are to be passed over. */
size_t itk_draft_member(itk_draft *draft, const struct itk_list *list,
                        struct itk_loc loc);
/* The case says that the list is empty. */
void itk_draft_none(itk_draft *draft, const struct itk_list *list,
                    struct itk_loc loc);
/* So many errors that reading on is of no use (said once). */
bool itk_draft_is_full(itk_draft *draft);

/* Checks the lists and makes the case; `id` must have passed
 * itk_case_id_check. The draft is empty afterwards: only free it. */
itk_case *itk_draft_finish(itk_draft *draft, const char *id) ITK_MUST_USE;

/* For draft.c and case.c alone. */
struct itk_case {
    struct itk_arena arena;
    const struct itk_guide *guide;
    const char *id, *file;
    struct itk_value *values;  /* by field->slot */
    struct itk_members *lists; /* by list->index */
    struct itk_digest digest;
};

#endif
