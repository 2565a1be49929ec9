/*
 * Bytes that claim to be XML, decoded to UTF-8 (XML 1.0, 4.3.3 and appendix
 * F): a byte order mark first, then the encoding of the declaration.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "text/utf8.h"
#include "xml/xml.h"

#define BYTE_ORDER_MARK 0xFEFFu
#define NAME_BYTES      41 /* of an encoding, as far as messages quote it */

enum encoding { UTF8, UTF16LE, UTF16BE, CP932, OTHER };

/* What the bytes turn out to be; `name` for messages. */
struct sniffed {
    enum encoding encoding;
    size_t skip; /* the byte order mark */
    char name[NAME_BYTES];
};

/* All of these mean CP932 in Japan: glibc's own SHIFT_JIS turns a backslash
 * into a yen sign and refuses the NEC and IBM letters. */
static const struct {
    const char *name;
    enum encoding encoding;
} known[] = {
    {"UTF-8", UTF8},        {"UTF8", UTF8},        {"Shift_JIS", CP932},
    {"Shift-JIS", CP932},   {"SJIS", CP932},       {"x-sjis", CP932},
    {"Windows-31J", CP932}, {"CP932", CP932},      {"MS932", CP932},
    {"MS_Kanji", CP932},    {"csShiftJIS", CP932}, {"csWindows31J", CP932},
    {"windows-932", CP932},
};

/* The first bytes that give an encoding away, longest first. */
static const struct {
    const char *bytes;
    size_t size, skip;
    enum encoding encoding;
    const char *name;
} signs[] = {
    {"\xFF\xFE\0\0", 4, 0, OTHER, "UTF-32"},
    {"\0\0\xFE\xFF", 4, 0, OTHER, "UTF-32"},
    {"<\0\0\0", 4, 0, OTHER, "UTF-32"},
    {"\0\0\0<", 4, 0, OTHER, "UTF-32"},
    {"\x4C\x6F\xA7\x94", 4, 0, OTHER, "EBCDIC"},
    {"\xEF\xBB\xBF", 3, 3, UTF8, "UTF-8"},
    {"\xFF\xFE", 2, 2, UTF16LE, "UTF-16"},
    {"\xFE\xFF", 2, 2, UTF16BE, "UTF-16"},
    {"<\0", 2, 0, OTHER, "UTF-16 without a byte order mark"},
    {"\0<", 2, 0, OTHER, "UTF-16 without a byte order mark"},
};

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The value of `encoding` in the XML declaration that `text` begins with; NULL
 * when there is none. Leniently: libxml2 judges the declaration. */
static const char *
declared(const char *text, size_t size, size_t *length)
{
    static const char word[] = "encoding";
    const char *end, *at, *value;

    if (size < 6 || memcmp(text, "<?xml", 5) != 0 || !is_space(text[5]))
        return NULL;
    end = memmem(text, size, "?>", 2);
    at =
        end ? memmem(text, (size_t)(end - text), word, sizeof(word) - 1) : NULL;
    if (!at)
        return NULL;
    at += sizeof(word) - 1;
    while (at < end && (is_space(*at) || *at == '='))
        at++;
    if (at >= end || (*at != '"' && *at != '\''))
        return NULL;
    value = at + 1;
    end = memchr(value, *at, (size_t)(end - value));
    *length = end ? (size_t)(end - value) : 0;
    return end ? value : NULL;
}

static void
set_name(struct sniffed *out, const char *name, size_t size)
{
    if (size >= sizeof(out->name))
        size = sizeof(out->name) - 1;
    memcpy(out->name, name, size);
    out->name[size] = '\0';
}

static struct sniffed
sniff(const struct itk_blob *in)
{
    struct sniffed out = {UTF8, 0, "UTF-8"};
    const char *name;
    size_t length;

    for (size_t i = 0; i < ITK_COUNT(signs); i++) {
        if (in->size < signs[i].size ||
            memcmp(in->data, signs[i].bytes, signs[i].size) != 0)
            continue;
        out.encoding = signs[i].encoding;
        out.skip = signs[i].skip;
        set_name(&out, signs[i].name, strlen(signs[i].name));
        return out;
    }
    name = in->size ? declared(in->data, in->size, &length) : NULL;
    if (!name)
        return out;
    set_name(&out, name, length);
    out.encoding = OTHER;
    for (size_t i = 0; i < ITK_COUNT(known); i++) {
        if (strcasecmp(out.name, known[i].name) == 0)
            out.encoding = known[i].encoding;
    }
    if (out.encoding == UTF8 || out.encoding == CP932) {
        const char *plain = out.encoding == UTF8 ? "UTF-8" : "CP932";

        set_name(&out, plain, strlen(plain));
    }
    return out;
}

/* False at the first pair of bytes that is no UTF-16 (Unicode 15, D91). */
static bool
from_utf16(const unsigned char *bytes, size_t size, bool big,
           struct itk_buf *utf8)
{
    uint32_t high = 0;

    for (size_t i = 0; i + 1 < size; i += 2) {
        const uint32_t unit = big ? (uint32_t)(bytes[i] << 8 | bytes[i + 1])
                                  : (uint32_t)(bytes[i + 1] << 8 | bytes[i]);
        const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;

        if (is_low != (high != 0))
            return false;
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            high = unit;
            continue;
        }
        itk_utf8_put(utf8, is_low ? 0x10000 + ((high - 0xD800) << 10) +
                                        (unit - 0xDC00)
                                  : unit);
        high = 0;
    }
    return high == 0 && size % 2 == 0;
}

/* False at the first byte that is no CP932. */
static bool
from_cp932(const char *bytes, size_t size, struct itk_buf *utf8)
{
    const union {
        const char *bytes;
        char *in; /* iconv's signature drops the const */
    } same = {bytes};
    iconv_t conversion = iconv_open("UTF-8", "CP932");
    char *in = same.in;
    bool good = conversion != (iconv_t)-1;

    if (!good && errno == ENOMEM)
        itk_no_memory();
    while (good && size > 0) {
        char out[4096], *to = out;
        size_t room = sizeof(out);
        const size_t done = iconv(conversion, &in, &size, &to, &room);

        itk_buf_add(utf8, out, (size_t)(to - out));
        good = done != (size_t)-1 || errno == E2BIG;
    }
    if (conversion != (iconv_t)-1)
        iconv_close(conversion);
    return good;
}

static long
line_at(const char *text, size_t size)
{
    long line = 1;

    for (size_t i = 0; i < size; i++)
        line += text[i] == '\n';
    return line;
}

/* Char of XML 1.0, 2.2, for what is well-formed UTF-8. */
static bool
is_allowed(uint32_t scalar)
{
    return scalar >= 0x20 ? scalar != 0xFFFE && scalar != 0xFFFF
                          : scalar == '\t' || scalar == '\n' || scalar == '\r';
}

/* How many bytes from the start on are plain ASCII, at least; all or few. */
static inline size_t
ascii(const char *text, size_t size)
{
    size_t at = 0, found = ITK_SIXTEEN;

    while (found == ITK_SIXTEEN && size - at >= ITK_SIXTEEN) {
        const itk_sixteen bytes = itk_sixteen_at(text + at);

        found = itk_sixteen_first(
            ~itk_sixteen_below(bytes - itk_sixteen_of(0x20), 0x7F - 0x20));
        at += found;
    }
    return at;
}

/* Strict UTF-8 of allowed characters from `from` on. A mark behind the first
 * one would be a character that libxml2 drops unseen. */
static bool
judge(const struct itk_blob *in, const struct itk_buf *utf8, size_t from,
      struct itk_error *err)
{
    struct itk_loc loc = {.file = in->name};
    char name[] = "U+0000";
    uint32_t scalar = 0;
    size_t at = from;

    while (at < utf8->size) {
        const unsigned char byte = (unsigned char)utf8->data[at];
        size_t length;

        if (byte >= 0x20 && byte < 0x7F) { /* most of it is markup */
            const size_t passed = ascii(utf8->data + at, utf8->size - at);

            at += passed ? passed : 1;
            continue;
        }
        if (at > from && utf8->size - at >= 3 &&
            itk_utf8_is_plain_three(utf8->data + at)) {
            at += 3;
            continue;
        }
        length = itk_utf8_next(utf8->data + at, utf8->size - at, &scalar);
        if (length == 0 || !is_allowed(scalar) || scalar == BYTE_ORDER_MARK)
            break; /* further on the mark is one of the plain three */
        at += length;
    }
    if (at == utf8->size)
        return true;
    loc.line = line_at(utf8->data + from, at - from);
    if (itk_utf8_next(utf8->data + at, utf8->size - at, &scalar) == 0)
        return itk_fail(err, in->fault, loc, ITK_MSG_XML_BAD_BYTES,
                        ITK_ARGS("UTF-8"));
    for (size_t i = 0; i < 4; i++)
        name[5 - i] = "0123456789ABCDEF"[scalar >> (4 * i) & 15];
    return itk_fail(err, in->fault, loc, ITK_MSG_XML_BAD_CHAR, ITK_ARGS(name));
}

/* The declaration speaks of the bytes that were; make it speak of these. */
static void
declare_utf8(struct itk_buf *utf8, size_t from)
{
    struct itk_buf rest = ITK_BUF_INIT;
    size_t length, at;
    const char *name = declared(utf8->data + from, utf8->size - from, &length);

    if (!name || (length == 5 && strncasecmp(name, "UTF-8", 5) == 0))
        return;
    at = (size_t)(name - utf8->data);
    itk_buf_add(&rest, name + length, utf8->size - at - length);
    utf8->size = at;
    itk_buf_adds(utf8, "UTF-8");
    itk_buf_add(utf8, rest.data, rest.size);
    itk_buf_free(&rest);
}

bool
itk_xml_decode(const struct itk_blob *in, struct itk_buf *utf8,
               struct itk_error *err)
{
    const size_t from = utf8->size;
    struct itk_loc loc = {.file = in->name};
    const struct sniffed is = sniff(in);
    const char *bytes = in->size ? (const char *)in->data + is.skip : "";
    const size_t size = in->size - is.skip;
    bool good = true;

    if (in->size > ITK_XML_MAX_BYTES)
        return itk_fail(err, in->fault, loc, ITK_MSG_XML_TOO_BIG,
                        ITK_ARGS("67108864"));
    if (is.encoding == OTHER)
        return itk_fail(err, in->fault, loc, ITK_MSG_XML_ENCODING,
                        ITK_ARGS(is.name));
    itk_buf_reserve(utf8, size);
    if (is.encoding == CP932)
        good = from_cp932(bytes, size, utf8);
    else if (is.encoding == UTF8)
        itk_buf_add(utf8, bytes, size);
    else
        good = from_utf16((const unsigned char *)bytes, size,
                          is.encoding == UTF16BE, utf8);
    if (!good) {
        loc.line = line_at(utf8->data + from, utf8->size - from);
        return itk_fail(err, in->fault, loc, ITK_MSG_XML_BAD_BYTES,
                        ITK_ARGS(is.name));
    }
    if (!judge(in, utf8, from, err))
        return false;
    declare_utf8(utf8, from);
    return true;
}
