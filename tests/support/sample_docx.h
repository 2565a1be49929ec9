/*
 * A small .docx in memory, for tests: body, header, styles, numbering,
 * properties; sound to the letter of the schemas.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_SAMPLE_DOCX_H
#define ITK_TESTS_SAMPLE_DOCX_H

#include "base/buf.h"

struct sample_docx {
    const char *body;       /* in w:body, before its w:sectPr */
    const char *header;     /* in w:hdr; NULL: an empty paragraph */
    const char *title;      /* dc:title; NULL: "sample" */
    const char *properties; /* docProps/custom.xml; NULL: none */
    const char *item;       /* customXml/item1.xml; NULL: none */
    bool no_numbering;      /* leave out word/numbering.xml */
    bool no_rels;           /* of the main part: header and styles go too */
};

void sample_docx_write(const struct sample_docx *sample, struct itk_buf *docx);

#endif
