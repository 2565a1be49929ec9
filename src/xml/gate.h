/*
 * What is checked before libxml2 sees a byte; used by xml.c alone.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_XML_GATE_H
#define ITK_XML_GATE_H

#include "base/buf.h"
#include "base/error.h"

/* One pass over decoded bytes: no DTD, nothing left open, and depth, tags,
 * attributes and texts within the limits of xml.h. Whatever this pass could
 * see differently from libxml2 is refused as well, so that a limit cannot be
 * slipped past. `name` and `fault` are those of the blob. */
bool itk_xml_gate(const char *name, enum itk_fault fault,
                  const struct itk_buf *utf8,
                  struct itk_error *err) ITK_MUST_USE;

#endif
