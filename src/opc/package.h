/*
 * An Office Open XML package held in memory: an ordered list of parts, each
 * with its bytes and, as long as nobody replaces them, the deflated bytes it
 * came with, so that it can be copied still compressed.
 *
 * Order     as in the archive, [Content_Types].xml first on writing.
 * Lifetime  borrowed bytes live until the package is freed.
 * Threads   immutable once read: shared by all.
 * Source    ECMA-376 Part 2 (Open Packaging Conventions).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_OPC_PACKAGE_H
#define ITK_OPC_PACKAGE_H

#include "base/buf.h"
#include "base/error.h"
#include "opc/gate.h"

struct itk_part {
    const char *name; /* entry name: "word/document.xml" */
    const char *type; /* content type; "" for [Content_Types].xml */
    const void *data; /* inflated */
    size_t size;
    struct itk_zip_entry entry; /* as it came */
};

typedef struct itk_package itk_package;

/* Reads a whole package through the gate. Refused besides what the gate
 * refuses: no [Content_Types].xml, parts without a type, not exactly one
 * officeDocument relationship, a main part that is not a .docx document
 * (templates .dotx, macros, Strict), relationships that dangle or climb out,
 * active content (macros, OLE objects, altChunk, attached external templates).
 * Every part whose type is XML is judged by itk_xml_parse. */
itk_package *itk_package_read(const struct itk_blob *archive,
                              struct itk_error *err) ITK_MUST_USE;
/* The same of a document that is read and never carried into another: a
 * template that is attached to it (never opened) and digital signatures (which
 * nothing breaks) are tolerated, and said by the two functions below. */
itk_package *itk_package_look(const struct itk_blob *archive,
                              struct itk_error *err) ITK_MUST_USE;
void itk_package_free(itk_package *package);

size_t itk_package_count(const itk_package *package);
const struct itk_part *itk_package_at(const itk_package *package, size_t i);
const struct itk_part *itk_package_find(const itk_package *package,
                                        const char *name); /* or NULL */
/* The main document part (word/document.xml, whatever its name). */
const struct itk_part *itk_package_main(const itk_package *package);
/* Where the template is that is attached, as it is written; NULL: none. */
const char *itk_package_attached(const itk_package *package);
bool itk_package_is_signed(const itk_package *package);

#endif
