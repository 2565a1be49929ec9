/*
 * Large XML read as it comes, without a tree: the same judgement as xml.h,
 * chunk by chunk. UTF-8 only, which is what such parts are in.
 *
 * Limits    those of xml.h, but for the size of the whole.
 * Threads   a stream belongs to one.
 * Source    XML 1.0 (5th ed.), Namespaces in XML 1.0.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_XML_STREAM_H
#define ITK_XML_STREAM_H

#include "base/buf.h"
#include "base/error.h"

typedef struct itk_xml_stream itk_xml_stream;

/* The attributes of the element at hand; look them up with
 * itk_xml_stream_attr. */
struct itk_xml_attrs {
    const void *at;
    size_t count;
};

/* Names are without prefix. Any may be NULL. */
struct itk_xml_events {
    void (*start)(void *self, const char *name, struct itk_xml_attrs attrs);
    void (*end)(void *self, const char *name);
    void (*text)(void *self, const char *text, size_t size);
};

/* `name` (borrowed) and `fault` are for messages. */
itk_xml_stream *itk_xml_stream_new(const char *name, const char *part,
                                   enum itk_fault fault,
                                   const struct itk_xml_events *events,
                                   void *self) ITK_MUST_USE;
void itk_xml_stream_free(itk_xml_stream *stream);

/* Feeds the next bytes: the events in them are called before it returns. */
bool itk_xml_stream_feed(itk_xml_stream *stream, const char *bytes, size_t size,
                         struct itk_error *err) ITK_MUST_USE;
/* Behind the last: is the document whole? */
bool itk_xml_stream_end(itk_xml_stream *stream,
                        struct itk_error *err) ITK_MUST_USE;

/* The value of an attribute without prefix, not terminated; NULL when there is
 * none. Character references in it are resolved. */
const char *itk_xml_stream_attr(struct itk_xml_attrs attrs, const char *name,
                                size_t *size);

#endif
