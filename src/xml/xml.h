/*
 * The only way into libxml2. Bytes that claim to be XML pass a gate of our own
 * first (encoding, attribute floods, size), then xmlCtxtReadMemory without
 * network, DTD or entities; a DTD is stopped before it is read.
 *
 * Limits    named here; each has its own message.
 * Threads   xmlInitParser once in main (itk_xml_init), then any number.
 * Source    XML 1.0 (5th ed.), Namespaces in XML 1.0.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_XML_XML_H
#define ITK_XML_XML_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/error.h"

#define ITK_XML_MAX_BYTES      (64u << 20) /* a package part */
#define ITK_XML_MAX_DEPTH      256u
#define ITK_XML_MAX_ATTRS      256u /* in one tag, namespaces too */
#define ITK_XML_MAX_SPACES     256u /* namespaces in force at once */
#define ITK_XML_MAX_TAG_BYTES  (1u << 20)
#define ITK_XML_MAX_TEXT_BYTES 10000000u  /* libxml2's own */
#define ITK_XML_MAX_NAME_BYTES (1u << 20) /* all different names together */

/* Once, before any thread and any other use of libxml2: sets the deny loader,
 * and allocators that end in itk_no_memory rather than return NULL. */
void itk_xml_init(void);
void itk_xml_done(void); /* once, after all threads */
/* How often libxml2 asked for an outside entity; a test wants 0. */
size_t itk_xml_denied(void);

/* Decodes to UTF-8: a BOM, then the declaration's encoding. UTF-8, UTF-16 with
 * BOM, and Shift_JIS / Windows-31J / CP932 (all read as CP932) are accepted,
 * anything else is refused by name. The bytes appended have no BOM, hold only
 * characters that XML allows, and a declaration in them says UTF-8. */
bool itk_xml_decode(const struct itk_blob *in, struct itk_buf *utf8,
                    struct itk_error *err) ITK_MUST_USE;

/* Judges and parses; NULL with `err` set when it is not sound. The document is
 * the caller's, xmlFreeDoc it. */
xmlDoc *itk_xml_parse(const struct itk_blob *in,
                      struct itk_error *err) ITK_MUST_USE;

/* The same judgement without a tree. */
bool itk_xml_judge(const struct itk_blob *in,
                   struct itk_error *err) ITK_MUST_USE;

/* The same, and what the root element is; itk_xml_root_fini in any event. */
struct itk_xml_root {
    struct itk_buf name, space; /* without prefix; the namespace or "" */
};
bool itk_xml_judge_root(const struct itk_blob *in, struct itk_xml_root *root,
                        struct itk_error *err) ITK_MUST_USE;
void itk_xml_root_fini(struct itk_xml_root *root);

/* Helpers for readers. Names are compared without namespace prefix. */
bool itk_xml_is(const xmlNode *node, const char *name);
const xmlNode *itk_xml_first(const xmlNode *parent); /* first element child */
const xmlNode *itk_xml_next(const xmlNode *node);    /* next element */
const char *itk_xml_attr(const xmlNode *node, const char *name); /* or NULL */
long itk_xml_line(const xmlNode *node);
/* Appends the text of the node and all below it, as it stands. */
void itk_xml_text(struct itk_buf *out, const xmlNode *node);

#endif
