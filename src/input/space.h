/*
 * White space of values. XML is written with line breaks and indentation that
 * nobody means; here they go, and what somebody means stays.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_SPACE_H
#define ITK_INPUT_SPACE_H

#include "base/buf.h"

/* Texts must be well-formed UTF-8; the value is appended. A text of white space
 * alone (the ideographic space U+3000 too) gives "". */

/* Surely nothing would be taken out of it, and it is not empty. */
bool itk_space_stays(const char *text, size_t size);

/* One line: white space at both ends goes. A run of blanks with a line break in
 * it becomes nothing between two Japanese characters, else one blank; a run
 * with a tab becomes one blank. Other blanks stay as typed. */
void itk_space_line(struct itk_buf *out, const char *text, size_t size);

/* Lines: CR LF, CR, U+000B, U+2028 and U+2029 become '\n'. Blank lines at both
 * ends, the end's white space and the common indentation go. A first line that
 * begins right after the tag has no part in the common indentation. */
void itk_space_lines(struct itk_buf *out, const char *text, size_t size);

#endif
