/*
 * What the text of a part could do by itself: fields that fetch something from
 * outside of the document or run something, links to anything but a page, the
 * data source of a mail merge.
 *
 * Source  ECMA-376 Part 1, 17.16 (fields), 17.14 (mail merge); [MS-OI29500].
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_OPC_ACTIVE_H
#define ITK_OPC_ACTIVE_H

#include <libxml/tree.h>

#include "base/error.h"

/* May the part hold any of it? A quick look at its bytes; `doc` is needed only
 * then. Bytes that are not UTF-8 may always. */
bool itk_active_may(const struct itk_blob *part);

/* False with `err` set when it does; `file` and `name` for the message. */
bool itk_active_judge(const char *file, const char *name, enum itk_fault fault,
                      const xmlDoc *doc, struct itk_error *err) ITK_MUST_USE;

/* Targets of hyperlinks that do no more than open a page, a letter or a call
 * once a reader asks for it; or a neighbour of the document. */
bool itk_active_plain_link(const char *target);

#endif
