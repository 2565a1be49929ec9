/*
 * The only writer of XML: escapes every text and attribute value. Elements are
 * opened and closed in order; the writer keeps no tree.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_XML_WRITE_H
#define ITK_XML_WRITE_H

#include "base/buf.h"

/* Appends `text` with & < > escaped, so that ]]> is safe as well; and a
 * carriage return as a reference; in an attribute also ", tab, line feed. Bytes
 * must be well-formed UTF-8 without characters that XML forbids (the gates see
 * to it). */
void itk_xml_escape(struct itk_buf *out, const char *text, size_t size);
void itk_xml_escape_attr(struct itk_buf *out, const char *text, size_t size);

/* <name, then attributes, then either itk_xml_gt or itk_xml_slash. */
void itk_xml_lt(struct itk_buf *out, const char *name);
void itk_xml_put_attr(struct itk_buf *out, const char *name, const char *value);
void itk_xml_gt(struct itk_buf *out);
void itk_xml_slash(struct itk_buf *out);                   /* "/>" */
void itk_xml_open(struct itk_buf *out, const char *name);  /* <name> */
void itk_xml_close(struct itk_buf *out, const char *name); /* </name> */

#endif
