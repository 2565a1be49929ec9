/*
 * A scan of tags before libxml2: it costs little, while libxml2 needs 20
 * seconds for 50,000 attributes in a tag, minutes for a small DTD, and looks
 * through all namespaces in force for each element.
 *
 * Every '<' that does not stand in a comment, a CDATA section or a processing
 * instruction begins markup, here as in libxml2. Where libxml2 would, after an
 * error, disagree on where those end, the text is refused here.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "xml/gate.h"
#include "xml/xml.h"

struct scan {
    const char *name;
    enum itk_fault fault;
    const char *start, *at, *end;
    size_t depth;
    size_t
        spaces; /* namespaces in force, of which each open element declares */
    size_t declared[ITK_XML_MAX_DEPTH];
    struct itk_error *err;
};

static bool
refuse(const struct scan *scan, const char *place, enum itk_msg id,
       uint64_t limit)
{
    struct itk_loc loc = {.file = scan->name, .line = 1};
    struct itk_buf number = ITK_BUF_INIT;

    for (const char *p = scan->start; p < place; p++)
        loc.line += *p == '\n';
    itk_buf_addu(&number, limit);
    itk_fail(scan->err, scan->fault, loc, id, ITK_ARGS(number.data));
    itk_buf_free(&number);
    return false;
}

static bool
malformed(const struct scan *scan, const char *en, const char *ja)
{
    struct itk_loc loc = {.file = scan->name, .line = 1, .column = 1};

    for (const char *p = scan->start; p < scan->at; p++) {
        loc.column = *p == '\n' ? 1 : loc.column + 1;
        loc.line += *p == '\n';
    }
    return itk_fail_both(scan->err, scan->fault, loc, ITK_MSG_XML_SYNTAX,
                         ITK_ARGS(en), ITK_ARGS(ja));
}

static bool
begins(const struct scan *scan, const char *word)
{
    const size_t size = strlen(word);

    return (size_t)(scan->end - scan->at) >= size &&
           memcmp(scan->at, word, size) == 0;
}

/* Steps over `open` ... `close`; false when it is not closed. */
static bool
step_over(struct scan *scan, const char *open, const char *close)
{
    const char *from = scan->at + strlen(open);
    const char *to =
        memmem(from, (size_t)(scan->end - from), close, strlen(close));

    if (!to)
        return malformed(scan,
                         "a comment, CDATA section or processing "
                         "instruction is not closed",
                         "コメント、CDATA または処理命令が閉じていません");
    if ((size_t)(to - from) > ITK_XML_MAX_TEXT_BYTES)
        return refuse(scan, scan->at, ITK_MSG_XML_TEXT_BIG,
                      ITK_XML_MAX_TEXT_BYTES);
    scan->at = to + strlen(close);
    return true;
}

/* libxml2 goes on behind a bad target, and behind a bad declaration at the
 * next '>', as if what follows were markup. */
static bool
instruction(struct scan *scan)
{
    const char *from = scan->at;
    const char c = scan->end - from > 2 ? from[2] : '\0';
    const bool declaration = from == scan->start && begins(scan, "<?xml") &&
                             scan->end - from > 5 && strchr(" \t\r\n", from[5]);

    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'))
        return malformed(scan, "a processing instruction has no plain name",
                         "処理命令の名前が正しくありません");
    if (!step_over(scan, "<?", "?>"))
        return false;
    for (const char *p = from + 2; declaration && p < scan->at - 2; p++) {
        if (*p != '<' && *p != '>')
            continue;
        scan->at = from;
        return malformed(scan, "the XML declaration is not closed by ?>",
                         "XML 宣言が ?> で閉じていません");
    }
    return true;
}

/* What a tag holds, seen from outside of its quotes. */
struct counts {
    size_t attrs, spaces;
    const char *last; /* its '>', or where it goes wrong */
};

/* Nothing that count_tag looks for. */
static inline bool
is_plain(char c)
{
    static const bool wanted[256] = {
        ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\''] = 1, ['='] = 1, ['x'] = 1};

    return !wanted[(unsigned char)c];
}

static struct counts
count_tag(const struct scan *scan)
{
    static const char word[] = "xmlns";
    struct counts found = {0, 0, scan->at + 1};
    const char *p = found.last;
    char quote = '\0';

    for (;; p++) {
        while (p < scan->end && is_plain(*p))
            p++;
        if (p == scan->end || *p == '<' || (!quote && *p == '>'))
            break;
        if (quote) {
            quote = *p == quote ? '\0' : quote;
        } else if (*p == '"' || *p == '\'') {
            quote = *p;
        } else {
            found.attrs += *p == '=';
            found.spaces +=
                *p == 'x' && scan->end - p >= 5 && memcmp(p, word, 5) == 0;
        }
    }
    found.last = p;
    return found;
}

/* An element opens, with its namespaces, or the innermost one closes. */
static bool
nest(struct scan *scan, const struct counts *found, bool closing)
{
    const bool empty = !closing && found->last[-1] == '/';

    if (closing && scan->depth > 0)
        scan->spaces -= scan->declared[--scan->depth];
    if (closing)
        return true;
    if (scan->spaces + found->spaces > ITK_XML_MAX_SPACES)
        return refuse(scan, scan->at, ITK_MSG_XML_NAMESPACES,
                      ITK_XML_MAX_SPACES);
    if (scan->depth == ITK_XML_MAX_DEPTH)
        return refuse(scan, scan->at, ITK_MSG_XML_DEEP, ITK_XML_MAX_DEPTH);
    if (empty)
        return true;
    scan->spaces += found->spaces;
    scan->declared[scan->depth++] = found->spaces;
    return true;
}

/* A start or end tag, up to its '>'. */
static bool
tag(struct scan *scan)
{
    const struct counts found = count_tag(scan);

    if (found.attrs > ITK_XML_MAX_ATTRS)
        return refuse(scan, scan->at, ITK_MSG_XML_ATTRS, ITK_XML_MAX_ATTRS);
    if ((size_t)(found.last - scan->at) > ITK_XML_MAX_TAG_BYTES)
        return refuse(scan, scan->at, ITK_MSG_XML_TAG_BIG,
                      ITK_XML_MAX_TAG_BYTES);
    if (found.last == scan->end || *found.last == '<')
        return malformed(scan, "a tag is not closed, or has a bare '<' in it",
                         "タグが閉じていないか、中に「<」があります");
    if (!nest(scan, &found, begins(scan, "</")))
        return false;
    scan->at = found.last + 1;
    return true;
}

static bool
markup(struct scan *scan)
{
    if (begins(scan, "<!--"))
        return step_over(scan, "<!--", "-->");
    if (begins(scan, "<![CDATA["))
        return step_over(scan, "<![CDATA[", "]]>");
    if (begins(scan, "<!DOCTYPE"))
        return refuse(scan, scan->at, ITK_MSG_XML_DTD, 0);
    if (begins(scan, "<!"))
        return malformed(scan, "unknown markup after '<!'",
                         "「<!」の後が正しくありません");
    if (begins(scan, "<?"))
        return instruction(scan);
    return tag(scan);
}

bool
itk_xml_gate(const char *name, enum itk_fault fault, const struct itk_buf *utf8,
             struct itk_error *err)
{
    struct scan scan = {
        .name = name,
        .fault = fault,
        .start = utf8->data,
        .at = utf8->data,
        .end = utf8->data + utf8->size,
        .err = err,
    };

    while (scan.at < scan.end) {
        const size_t left = (size_t)(scan.end - scan.at);
        const char *next = memchr(scan.at, '<', left);
        const size_t text = next ? (size_t)(next - scan.at) : left;

        if (text > ITK_XML_MAX_TEXT_BYTES)
            return refuse(&scan, scan.at, ITK_MSG_XML_TEXT_BIG,
                          ITK_XML_MAX_TEXT_BYTES);
        scan.at += text;
        if (next && !markup(&scan))
            return false;
    }
    return true;
}
