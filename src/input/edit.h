/*
 * Puts an answer into the bytes of a case and leaves every other byte as it
 * is: comments, order, indentation, line ends.
 *
 * Place     an empty element that is there is filled. Else a new one comes
 *           after the element that stands before it most nearly in the order
 *           of the dictionary, in its group, which is made when it is not
 *           there; a member after the last one of its list, or where a comment
 *           shows what a member looks like (as the starter case does).
 * Layout    that of the neighbours: on a line of its own with their
 *           indentation and line end, or on their line.
 * Asked for the bytes are UTF-8 (with or without its mark) that
 *           itk_case_load_xml has read without an error, and what is put in is
 *           not known to that case yet. Read the result again in the same way.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_INPUT_EDIT_H
#define ITK_INPUT_EDIT_H

#include "input/case.h"

/* Appends to `out` the bytes of `in` with `text` as the value of `field`, for
 * a field of a list in its member `member`: one of those that are there, or
 * one more. */
void itk_edit_value(const struct itk_blob *in,
                    const struct itk_dictionary *dict,
                    const struct itk_field *field, size_t member,
                    const char *text, size_t size, struct itk_buf *out);

/* The same with the word that the list has no members. */
void itk_edit_none(const struct itk_blob *in, const struct itk_dictionary *dict,
                   const struct itk_list *list, struct itk_buf *out);

#endif
