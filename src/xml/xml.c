/*
 * The only way into libxml2: decode, gate, then xmlCtxtReadMemory.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/catalog.h>
#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>

#include "xml/gate.h"
#include "xml/xml.h"

/* NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE, HUGE and RECOVER stay off. */
#define OPTIONS                                                                \
    (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |               \
     XML_PARSE_COMPACT | XML_PARSE_BIG_LINES)

/* What libxml2 said while it read one document: the first error counts. */
struct note {
    const struct itk_blob *in;
    struct itk_error *err;
    bool noted;
    bool starved; /* by a limit of libxml2's, since memory does not run out */
    long line;    /* where that was */
    struct itk_xml_root *root; /* or NULL: gets it */
};

/* Counts what must never happen. Not passed down, since libxml2 gives the
 * process-wide loader nothing to keep a place in. */
static atomic_size_t denied;

static xmlParserInputPtr
deny(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
    (void)url;
    (void)id;
    (void)ctxt;
    atomic_fetch_add(&denied, 1);
    return NULL;
}

/* What libxml2 says outside of a parse; it would go to standard error. */
static void
quiet(void *user, const char *format, ...)
{
    (void)user;
    (void)format;
}

/* libxml2's allocators. It does not survive each failed allocation: now and
 * then it crashes, calls the document malformed, or leaves text out of it. So
 * none fails. */
static void *
never_null(void *block)
{
    if (!block)
        itk_no_memory();
    return block;
}

static void *
get(size_t size)
{
    return never_null(malloc(size ? size : 1));
}

static void *
resize(void *block, size_t size)
{
    return never_null(realloc(block, size ? size : 1));
}

static char *
copy(const char *text)
{
    return never_null(strdup(text));
}

void
itk_xml_init(void)
{
    if (xmlMemSetup(free, get, resize, copy) != 0)
        itk_no_memory();
    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, quiet);
    xmlThrDefSetGenericErrorFunc(NULL, quiet);
    xmlSetExternalEntityLoader(deny);
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
}

void
itk_xml_done(void)
{
    xmlCleanupParser();
}

size_t
itk_xml_denied(void)
{
    return atomic_load(&denied);
}

static void
on_error(void *user, xmlErrorPtr error)
{
    const xmlParserCtxt *ctxt = user;
    struct note *note = ctxt->_private;
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_loc loc = {.file = note->in->name};

    if (error->level < XML_ERR_ERROR || note->noted || note->starved)
        return;
    if (error->code == XML_ERR_NO_MEMORY) {
        note->starved = true;
        note->line = error->line;
        return;
    }
    itk_buf_adds(&text, error->message ? error->message : "");
    while (text.size && text.data[text.size - 1] == '\n')
        text.data[--text.size] = '\0';
    loc.line = error->line;
    loc.column = error->int2;
    itk_fail(note->err, note->in->fault, loc, ITK_MSG_XML_SYNTAX,
             ITK_ARGS(text.data));
    note->noted = true;
    itk_buf_free(&text);
}

/* The gate has refused every DTD that it can see; this holds should libxml2
 * see another, before one declaration of it is read. */
static void
on_dtd(void *user, const xmlChar *name, const xmlChar *id, const xmlChar *url)
{
    xmlParserCtxt *ctxt = user;
    struct note *note = ctxt->_private;
    struct itk_loc loc = {.file = note->in->name};

    (void)name;
    (void)id;
    (void)url;
    if (ctxt->input)
        loc.line = ctxt->input->line;
    itk_fail(note->err, note->in->fault, loc, ITK_MSG_XML_DTD, ITK_NO_ARGS);
    note->noted = true;
    xmlStopParser(ctxt);
}

/* A document from libxml2 is sound only if all of this holds: it returns one
 * for an undeclared prefix as well. */
static xmlDoc *
verdict(xmlDoc *doc, const xmlParserCtxt *ctxt, const struct note *note)
{
    struct itk_loc loc = {.file = note->in->name, .line = note->line};

    if (doc && ctxt->errNo == XML_ERR_OK && ctxt->nsWellFormed &&
        !note->noted && !note->starved)
        return doc;
    if (!note->noted)
        itk_fail_both(note->err, note->in->fault, loc, ITK_MSG_XML_SYNTAX,
                      ITK_ARGS(note->starved ? "too many different names"
                                             : "it cannot be read"),
                      ITK_ARGS(note->starved ? "異なる名前が多すぎます"
                                             : "読み取れません"));
    xmlFreeDoc(doc);
    return NULL;
}

/* Judging needs no tree: what a document holds is parsed, and dropped. */
static void
drop_content(xmlSAXHandler *sax)
{
    sax->startElementNs = NULL;
    sax->endElementNs = NULL;
    sax->characters = NULL;
    sax->ignorableWhitespace = NULL;
    sax->cdataBlock = NULL;
    sax->comment = NULL;
    sax->processingInstruction = NULL;
}

static void
on_root(void *user, const xmlChar *name, const xmlChar *prefix,
        const xmlChar *space, int spaces_count, const xmlChar **spaces,
        int attrs_count, int defaulted, const xmlChar **attrs)
{
    xmlParserCtxt *ctxt = user;
    struct note *note = ctxt->_private;

    (void)prefix;
    (void)spaces_count;
    (void)spaces;
    (void)attrs_count;
    (void)defaulted;
    (void)attrs;
    itk_buf_adds(&note->root->name, (const char *)name);
    itk_buf_adds(&note->root->space, space ? (const char *)space : "");
    ctxt->sax->startElementNs = NULL; /* that was it */
}

static void
keep_root(xmlSAXHandler *sax)
{
    drop_content(sax);
    sax->startElementNs = on_root;
}

/* `prepare` may change what is done with the document's content, or be NULL. */
static xmlDoc *
parse(const struct itk_blob *in, const struct itk_buf *utf8,
      void (*prepare)(xmlSAXHandler *sax), struct itk_xml_root *root,
      struct itk_error *err)
{
    struct note note = {.in = in, .err = err, .root = root};
    xmlParserCtxt *ctxt = xmlNewParserCtxt();
    xmlDoc *doc;

    if (!ctxt)
        itk_no_memory();
    ctxt->_private = &note;
    ctxt->sax->serror = on_error;
    ctxt->sax->internalSubset = on_dtd;
    if (prepare)
        prepare(ctxt->sax);
    /* libxml2's own limit of 10 MB comes too late: its table does not grow
     * with the names, and a million of them take half a minute. */
    xmlDictSetLimit(ctxt->dict, ITK_XML_MAX_NAME_BYTES);
    doc = xmlCtxtReadMemory(ctxt, utf8->data, (int)utf8->size, NULL, "UTF-8",
                            OPTIONS);
    doc = verdict(doc, ctxt, &note);
    xmlFreeParserCtxt(ctxt);
    return doc;
}

static xmlDoc *
read_document(const struct itk_blob *in, void (*prepare)(xmlSAXHandler *sax),
              struct itk_xml_root *root, struct itk_error *err)
{
    struct itk_buf utf8 = ITK_BUF_INIT;
    xmlDoc *doc = NULL;

    if (itk_xml_decode(in, &utf8, err) &&
        itk_xml_gate(in->name, in->fault, &utf8, err))
        doc = parse(in, &utf8, prepare, root, err);
    itk_buf_free(&utf8);
    return doc;
}

xmlDoc *
itk_xml_parse(const struct itk_blob *in, struct itk_error *err)
{
    return read_document(in, NULL, NULL, err);
}

bool
itk_xml_judge(const struct itk_blob *in, struct itk_error *err)
{
    xmlDoc *doc = read_document(in, drop_content, NULL, err);
    const bool sound = doc != NULL;

    xmlFreeDoc(doc);
    return sound;
}

bool
itk_xml_judge_root(const struct itk_blob *in, struct itk_xml_root *root,
                   struct itk_error *err)
{
    xmlDoc *doc;
    bool sound;

    *root = (struct itk_xml_root){ITK_BUF_INIT, ITK_BUF_INIT};
    doc = read_document(in, keep_root, root, err);
    sound = doc != NULL;
    xmlFreeDoc(doc);
    return sound;
}

void
itk_xml_root_fini(struct itk_xml_root *root)
{
    itk_buf_free(&root->name);
    itk_buf_free(&root->space);
}

static bool
same(const xmlChar *name, const char *wanted)
{
    return name && strcmp((const char *)name, wanted) == 0;
}

bool
itk_xml_is(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && same(node->name, name);
}

static const xmlNode *
element_from(const xmlNode *node)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

const xmlNode *
itk_xml_first(const xmlNode *parent)
{
    return parent ? element_from(parent->children) : NULL;
}

const xmlNode *
itk_xml_next(const xmlNode *node)
{
    return node ? element_from(node->next) : NULL;
}

const char *
itk_xml_attr(const xmlNode *node, const char *name)
{
    const xmlAttr *attr =
        node && node->type == XML_ELEMENT_NODE ? node->properties : NULL;

    while (attr && !same(attr->name, name))
        attr = attr->next;
    if (!attr)
        return NULL;
    /* Without entities a value is one text node, or none when it is empty. */
    return attr->children && attr->children->content
               ? (const char *)attr->children->content
               : "";
}

long
itk_xml_line(const xmlNode *node)
{
    return xmlGetLineNo(node);
}

void
itk_xml_text(struct itk_buf *out, const xmlNode *node)
{
    const xmlNode *at = node;

    while (at) {
        if ((at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) &&
            at->content)
            itk_buf_adds(out, (const char *)at->content);
        if (at->type == XML_ELEMENT_NODE && at->children) {
            at = at->children;
            continue;
        }
        while (at != node && !at->next)
            at = at->parent;
        at = at == node ? NULL : at->next;
    }
}
