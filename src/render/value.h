/*
 * Values on their way into a document: filters, and text as it stands in a
 * run, with line breaks and tabs as elements.
 *
 * Source  ECMA-376 Part 1, 17.3.3.1 (br), 17.3.3.32 (tab).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_VALUE_H
#define ITK_RENDER_VALUE_H

#include "base/buf.h"
#include "base/message.h"
#include "tmpl/template.h"

/* Appends `text` to an open w:t. */
void itk_value_run(struct itk_buf *out, const char *text, size_t size);
/* Appends `text` where no elements may stand: breaks become blanks. */
void itk_value_flat(struct itk_buf *out, const char *text, size_t size);

/* Whether the text stands in either place just as it is; if not, it may still.
 */
bool itk_value_plain(const char *text, size_t size);
/* True when the text can stand in no document, and why: a C0 control that no
 * element stands for, or characters that turn the text around them. */
bool itk_value_fault(const char *text, size_t size, enum itk_msg *why);

/* Appends the filtered text; false when the filter cannot read it. FILL_IN,
 * DEFAULT and JOIN leave a text that is not empty as it is. */
bool itk_value_filter(struct itk_buf *out, const struct itk_filter *filter,
                      const char *text, size_t size) ITK_MUST_USE;
const char *itk_filter_name(enum itk_filter_kind kind);

#endif
