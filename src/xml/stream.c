/*
 * Large XML read as it comes: a gate over the bytes, then libxml2's push
 * parser, which calls back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "base/arena.h"
#include "xml/stream.h"
#include "xml/xml.h"

#define OPTIONS                                                                \
    (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |               \
     XML_PARSE_COMPACT | XML_PARSE_BIG_LINES)

#define LOOK_AHEAD 4096 /* for the end of a tag */

/* Where the gate is; a chunk may end anywhere. */
enum place {
    PLACE_TEXT,
    PLACE_LESS,    /* behind < */
    PLACE_BANG,    /* behind <!, or <!- and what may follow */
    PLACE_TAG,     /* in a tag, outside quotes */
    PLACE_QUOTED,  /* in a value */
    PLACE_COMMENT, /* until --> */
    PLACE_CDATA,   /* until ]]> */
    PLACE_PI       /* until ?> */
};

struct gate {
    enum place place;
    char quote;
    size_t tag, attrs; /* bytes and values of the tag at hand */
    size_t run;        /* bytes of the text, comment, ... at hand */
    char last[8];      /* the bytes before, as far as a place needs them */
    size_t last_size;
};

struct itk_xml_stream {
    const char *name, *part;
    enum itk_fault fault;
    struct itk_xml_events events;
    void *self;
    xmlParserCtxt *ctxt;
    struct gate gate;
    size_t depth;
    bool began, failed;
    struct itk_error *err; /* during a call */
};

static bool
refuse_number(itk_xml_stream *s, enum itk_msg id, size_t number)
{
    const struct itk_loc loc = {.file = s->name, .where = s->part};
    struct itk_buf text = ITK_BUF_INIT;

    itk_buf_addu(&text, number);
    if (!s->failed)
        (void)itk_fail(s->err, s->fault, loc, id, ITK_ARGS(text.data));
    s->failed = true;
    itk_buf_free(&text);
    return false;
}

static bool
refuse(itk_xml_stream *s, const char *en, const char *ja)
{
    const struct itk_loc loc = {.file = s->name, .where = s->part};

    if (!s->failed)
        (void)itk_fail_both(s->err, s->fault, loc, ITK_MSG_XML_SYNTAX,
                            ITK_ARGS(en), ITK_ARGS(ja));
    s->failed = true;
    return false;
}

/* ---- the gate ---- */

static void
enter(struct gate *g, enum place place)
{
    g->place = place;
    g->tag = g->attrs = g->run = g->last_size = 0;
}

/* Do the bytes so far end in `word`? Keeps the last few. */
static bool
ends_with(struct gate *g, char byte, const char *word)
{
    const size_t size = strlen(word);

    if (g->last_size == sizeof(g->last))
        memmove(g->last, g->last + 1, --g->last_size);
    g->last[g->last_size++] = byte;
    return g->last_size >= size &&
           memcmp(g->last + g->last_size - size, word, size) == 0;
}

/* Behind "<!": a comment, a CDATA section, or a DTD. */
static bool
pass_bang(itk_xml_stream *s, char byte)
{
    static const char cdata[] = "[CDATA[";
    struct gate *g = &s->gate;
    const struct itk_loc loc = {.file = s->name, .where = s->part};

    g->last[g->last_size++] = byte;
    if (memcmp(g->last, "--", g->last_size < 2 ? g->last_size : 2) == 0) {
        if (g->last_size == 2)
            enter(g, PLACE_COMMENT);
        return true;
    }
    if (memcmp(g->last, cdata, g->last_size) == 0) {
        if (g->last_size == sizeof(cdata) - 1)
            enter(g, PLACE_CDATA);
        return true;
    }
    if (!s->failed)
        (void)itk_fail(s->err, s->fault, loc, ITK_MSG_XML_DTD, ITK_NO_ARGS);
    s->failed = true;
    return false;
}

static bool
pass_tag(itk_xml_stream *s, char byte)
{
    struct gate *g = &s->gate;

    if (++g->tag > ITK_XML_MAX_TAG_BYTES)
        return refuse_number(s, ITK_MSG_XML_TAG_BIG, ITK_XML_MAX_TAG_BYTES);
    if (g->place == PLACE_QUOTED) {
        if (byte == g->quote)
            g->place = PLACE_TAG;
        return byte != '<' ||
               refuse(s, "< stands in a value", "属性の値に < があります");
    }
    if (byte == '>') {
        enter(g, PLACE_TEXT);
    } else if (byte == '"' || byte == '\'') {
        g->quote = byte;
        g->place = PLACE_QUOTED;
        if (++g->attrs > ITK_XML_MAX_ATTRS)
            return refuse_number(s, ITK_MSG_XML_ATTRS, ITK_XML_MAX_ATTRS);
    } else if (byte == '<') {
        return refuse(s, "a tag is not closed", "タグが閉じていません");
    }
    return true;
}

static bool
pass_less(itk_xml_stream *s, char byte)
{
    if (byte == '!')
        enter(&s->gate, PLACE_BANG);
    else if (byte == '?')
        enter(&s->gate, PLACE_PI);
    else {
        enter(&s->gate, PLACE_TAG);
        return pass_tag(s, byte);
    }
    return true;
}

static bool
pass_section(itk_xml_stream *s, char byte, const char *close)
{
    if (++s->gate.run > ITK_XML_MAX_TEXT_BYTES)
        return refuse_number(s, ITK_MSG_XML_TEXT_BIG, ITK_XML_MAX_TEXT_BYTES);
    if (ends_with(&s->gate, byte, close))
        enter(&s->gate, PLACE_TEXT);
    return true;
}

static bool
pass_byte(itk_xml_stream *s, char byte)
{
    switch (s->gate.place) {
    case PLACE_LESS:
        return pass_less(s, byte);
    case PLACE_BANG:
        return pass_bang(s, byte);
    case PLACE_TAG:
    case PLACE_QUOTED:
        return pass_tag(s, byte);
    case PLACE_COMMENT:
        return pass_section(s, byte, "-->");
    case PLACE_CDATA:
        return pass_section(s, byte, "]]>");
    case PLACE_PI:
        return pass_section(s, byte, "?>");
    case PLACE_TEXT:
        break;
    }
    return true;
}

/* A tag that ends within the bytes, as nearly all do: behind it; NULL when it
 * is anything else, which pass_byte judges. */
static const char *
pass_whole_tag(const char *at, const char *end)
{
    const char *stop = end - at > LOOK_AHEAD ? at + LOOK_AHEAD : end;
    unsigned values = 0;

    if (at < stop && (*at == '!' || *at == '?'))
        return NULL;
    for (; at < stop && *at != '<'; at++) {
        if (*at == '>')
            return at + 1;
        if (*at != '"' && *at != '\'')
            continue;
        at = memchr(at + 1, *at, (size_t)(stop - at - 1));
        if (!at || ++values > ITK_XML_MAX_ATTRS)
            return NULL;
    }
    return NULL;
}

static bool
pass(itk_xml_stream *s, const char *bytes, size_t size)
{
    const char *at = bytes, *end = bytes + size;

    while (at < end) {
        const char *less, *behind;

        if (s->gate.place != PLACE_TEXT) {
            if (!pass_byte(s, *at++))
                return false;
            continue;
        }
        less = memchr(at, '<', (size_t)(end - at));
        s->gate.run += (size_t)((less ? less : end) - at);
        if (s->gate.run > ITK_XML_MAX_TEXT_BYTES)
            return refuse_number(s, ITK_MSG_XML_TEXT_BIG,
                                 ITK_XML_MAX_TEXT_BYTES);
        if (!less)
            break;
        behind = pass_whole_tag(less + 1, end);
        enter(&s->gate, behind ? PLACE_TEXT : PLACE_LESS);
        at = behind ? behind : less + 1;
    }
    return true;
}

/* ---- libxml2 ---- */

static void
on_start(void *user, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *uri, int spaces_count, const xmlChar **spaces,
         int count, int defaulted, const xmlChar **attrs)
{
    const xmlParserCtxt *ctxt = user;
    itk_xml_stream *s = ctxt->_private;

    (void)prefix;
    (void)uri;
    (void)spaces_count;
    (void)spaces;
    (void)defaulted;
    if (s->failed)
        return;
    if (++s->depth > ITK_XML_MAX_DEPTH) {
        (void)refuse_number(s, ITK_MSG_XML_DEEP, ITK_XML_MAX_DEPTH);
        xmlStopParser(s->ctxt);
        return;
    }
    if (s->events.start)
        s->events.start(s->self, (const char *)name,
                        (struct itk_xml_attrs){attrs, (size_t)count});
}

static void
on_end(void *user, const xmlChar *name, const xmlChar *prefix,
       const xmlChar *uri)
{
    const xmlParserCtxt *ctxt = user;
    itk_xml_stream *s = ctxt->_private;

    (void)prefix;
    (void)uri;
    if (s->failed)
        return;
    s->depth--;
    if (s->events.end)
        s->events.end(s->self, (const char *)name);
}

static void
on_text(void *user, const xmlChar *text, int size)
{
    const xmlParserCtxt *ctxt = user;
    itk_xml_stream *s = ctxt->_private;

    if (!s->failed && s->events.text)
        s->events.text(s->self, (const char *)text, (size_t)size);
}

static void
on_error(void *user, xmlErrorPtr error)
{
    const xmlParserCtxt *ctxt = user;
    itk_xml_stream *s = ctxt->_private;
    struct itk_buf text = ITK_BUF_INIT;

    if (error->level < XML_ERR_ERROR || s->failed)
        return;
    if (error->code == XML_ERR_NO_MEMORY) {
        (void)refuse(s, "too many different names", "異なる名前が多すぎます");
        return;
    }
    itk_buf_adds(&text, error->message ? error->message : "");
    while (text.size && text.data[text.size - 1] == '\n')
        text.data[--text.size] = '\0';
    (void)refuse(s, text.data, text.data);
    itk_buf_free(&text);
}

/* Should libxml2 see a DTD that the gate did not. */
static void
on_dtd(void *user, const xmlChar *name, const xmlChar *id, const xmlChar *url)
{
    xmlParserCtxt *ctxt = user;
    itk_xml_stream *s = ctxt->_private;

    (void)name;
    (void)id;
    (void)url;
    (void)refuse(s, "a DTD", "DTD");
    xmlStopParser(ctxt);
}

itk_xml_stream *
itk_xml_stream_new(const char *name, const char *part, enum itk_fault fault,
                   const struct itk_xml_events *events, void *self)
{
    itk_xml_stream *s = itk_alloc(sizeof(*s));
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .ignorableWhitespace = on_text,
                         .cdataBlock = on_text,
                         .internalSubset = on_dtd,
                         .serror = on_error};

    *s = (itk_xml_stream){.name = name,
                          .part = part,
                          .fault = fault,
                          .events = *events,
                          .self = self};
    s->ctxt = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
    if (!s->ctxt)
        itk_no_memory();
    s->ctxt->userData = s->ctxt;
    s->ctxt->_private = s;
    xmlCtxtUseOptions(s->ctxt, OPTIONS);
    xmlDictSetLimit(s->ctxt->dict, ITK_XML_MAX_NAME_BYTES);
    return s;
}

void
itk_xml_stream_free(itk_xml_stream *stream)
{
    if (!stream)
        return;
    if (stream->ctxt->myDoc)
        xmlFreeDoc(stream->ctxt->myDoc);
    xmlFreeParserCtxt(stream->ctxt);
    free(stream);
}

/* UTF-16 would make the gate blind. */
static bool
begin(itk_xml_stream *s, const char *bytes, size_t size)
{
    const bool wide =
        size >= 2 && (!bytes[0] || !bytes[1] || !memcmp(bytes, "\xFF\xFE", 2) ||
                      !memcmp(bytes, "\xFE\xFF", 2));

    s->began = true;
    if (wide)
        return refuse(s, "it is not UTF-8", "UTF-8 ではありません");
    return true;
}

/* Whatever the declaration says, the bytes are read as UTF-8. */
static void
force_utf8(itk_xml_stream *s)
{
    (void)xmlSwitchEncoding(s->ctxt, XML_CHAR_ENCODING_UTF8);
}

static bool
parse(itk_xml_stream *s, const char *bytes, size_t size, bool last)
{
    const int result = xmlParseChunk(s->ctxt, bytes, (int)size, last);

    if (!s->failed &&
        (result != 0 || s->ctxt->errNo != XML_ERR_OK || !s->ctxt->nsWellFormed))
        (void)refuse(s, "it cannot be read", "読み取れません");
    return !s->failed;
}

bool
itk_xml_stream_feed(itk_xml_stream *stream, const char *bytes, size_t size,
                    struct itk_error *err)
{
    const bool first = !stream->began;

    stream->err = err;
    if (!size || (first && !begin(stream, bytes, size)))
        return !stream->failed;
    if (first)
        force_utf8(stream);
    return !stream->failed && pass(stream, bytes, size) &&
           parse(stream, bytes, size, false);
}

bool
itk_xml_stream_end(itk_xml_stream *stream, struct itk_error *err)
{
    stream->err = err;
    return !stream->failed && parse(stream, "", 0, true);
}

const char *
itk_xml_stream_attr(struct itk_xml_attrs attrs, const char *name, size_t *size)
{
    const xmlChar *const *at = attrs.at;

    for (size_t i = 0; i < attrs.count; i++, at += 5) {
        if (at[1] || strcmp((const char *)at[0], name) != 0)
            continue;
        *size = (size_t)(at[4] - at[3]);
        return (const char *)at[3];
    }
    return NULL;
}
