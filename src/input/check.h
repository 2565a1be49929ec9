/*
 * One value against its field: characters, type, limits. Every importer sends
 * every value through here, whatever format it came in. Constraints between
 * fields are not looked at (they need the evaluator).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_CHECK_H
#define ITK_INPUT_CHECK_H

#include "base/arena.h"
#include "base/finding.h"
#include "input/case.h"

#define ITK_CHECK_MAX_MARKS 32u /* on one letter */

/* Fills `value` from `text` as typed (any bytes; strings are kept in `arena`).
 * `loc` says where it stood; label and field are set here. `text` and
 * `canonical` are never NULL. White space alone is an absent value. False when
 * something is wrong: then `found` has one error and the value is absent. */
bool itk_check_value(const struct itk_field *field, const char *text,
                     size_t size, struct itk_loc loc, struct itk_arena *arena,
                     itk_findings *found, struct itk_value *value);

/* Appends a value as a message quotes it: 'value' or 「value」, shortened; for
 * a personal field only "the value". */
void itk_check_quote(struct itk_buf *out, enum itk_lang lang,
                     const struct itk_field *field, const char *text);

#endif
