/*
 * Links out of data: {~x} is an address, or a group with `url` and `text`.
 *
 * Source  RFC 3986 (URI); ECMA-376 Part 1, 17.16.22 (hyperlink).
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>
#include <strings.h>

#include "render/relate.h"
#include "render/runner.h"
#include "render/value.h"

#define ADDRESS_MOST      2048u /* bytes; programs follow no longer ones */
#define ADDRESS_MOST_TEXT "2048"

static struct itk_data
member(const struct runner *r, const struct itk_data *of, const char *name)
{
    return r->lookup->member(r->lookup->self, of, name, strlen(name));
}

/* The address and what is read; false when the value is no link. */
static bool
read_link(const struct runner *r, const struct itk_data *value,
          struct itk_data *address, struct itk_data *text)
{
    const bool plain = value->kind == ITK_DATA_TEXT;

    if (!plain && value->kind != ITK_DATA_GROUP)
        return false;
    *address = member(r, value, "url");
    *text = member(r, value, "text");
    if (plain && address->kind == ITK_DATA_ABSENT)
        *address = *value;
    else if (plain && text->kind == ITK_DATA_ABSENT)
        *text = *value;
    if (text->kind == ITK_DATA_ABSENT)
        *text = *address;
    return address->kind == ITK_DATA_TEXT && text->kind == ITK_DATA_TEXT;
}

/* http://x, https://x, mailto:x; nothing that could be run. */
static bool
is_followed(const char *text, size_t size)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:"};

    for (size_t i = 0; i < ITK_COUNT(schemes); i++) {
        const size_t scheme = strlen(schemes[i]);

        if (size > scheme && strncasecmp(text, schemes[i], scheme) == 0)
            return text[scheme] != '/';
    }
    return false;
}

static bool
is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* Characters that an address may not hold are written as %XX. */
static void
put_address(struct itk_buf *out, const char *text, size_t size)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < size; i++) {
        const unsigned char c = (unsigned char)text[i];
        const bool coded = c == '%' && i + 2 < size && is_hex(text[i + 1]) &&
                           is_hex(text[i + 2]);

        if (c > ' ' && c < 0x7F && !strchr("\"<>\\^`{|}%", c)) {
            itk_buf_addc(out, text[i]);
        } else if (coded) {
            itk_buf_addc(out, '%');
        } else {
            itk_buf_addc(out, '%');
            itk_buf_addc(out, hex[c >> 4]);
            itk_buf_addc(out, hex[c & 15]);
        }
    }
}

/* What is not there: as for any other tag. */
static bool
begin_absent(struct runner *r, const struct itk_op *op)
{
    return r->job->missing != ITK_MISSING_ERROR ||
           itk_runner_fault(r, op, ITK_MSG_RENDER_ABSENT, NULL);
}

static bool
begin_link(struct runner *r, const struct itk_op *op)
{
    struct itk_buf *address = &r->text[0];
    const struct itk_data value = itk_runner_read(r, op);
    struct itk_data target;
    enum itk_msg why;
    size_t number;

    r->link = (struct itk_data){.kind = ITK_DATA_ABSENT};
    if (!r->job->relations)
        return itk_runner_fault(r, op, ITK_MSG_RENDER_DATA_ONLY, NULL);
    if (value.kind == ITK_DATA_ABSENT)
        return begin_absent(r, op);
    if (!read_link(r, &value, &target, &r->link)) {
        r->link.kind = ITK_DATA_ABSENT;
        return itk_runner_fault(r, op, ITK_MSG_RENDER_NOT_LINK, NULL);
    }
    itk_buf_clear(address);
    put_address(address, target.text, target.size);
    if (!is_followed(address->data, address->size) ||
        address->size > ADDRESS_MOST)
        return itk_runner_fault(r, op, ITK_MSG_RENDER_LINK, ADDRESS_MOST_TEXT);
    if (itk_value_fault(r->link.text, r->link.size, &why) ||
        itk_value_fault(target.text, target.size, &why))
        return itk_runner_fault(r, op, why, NULL);
    number = itk_relations_add(r->job->relations, r->job->rels,
                               ITK_RELATION_LINK, address->data, address->size);
    if (number == 0)
        return itk_runner_fault(r, op, ITK_MSG_RENDER_RELATIONS,
                                ITK_RELATIONS_MOST_TEXT);
    itk_buf_adds(r->out, op->yes);
    itk_buf_adds(r->out, r->job->rels->prefix);
    itk_buf_addu(r->out, number);
    itk_buf_adds(r->out, "\" w:history=\"1\">");
    return true;
}

bool
itk_runner_link(struct runner *r, const struct itk_op *op)
{
    if (op->kind == ITK_OP_LINK)
        return begin_link(r, op);
    if (r->link.kind == ITK_DATA_ABSENT) {
        if (op->kind == ITK_OP_LINK_TEXT && r->job->missing == ITK_MISSING_KEEP)
            itk_value_flat(r->out, op->tag, strlen(op->tag));
    } else if (op->kind == ITK_OP_LINK_TEXT) {
        itk_value_run(r->out, r->link.text, r->link.size);
    } else {
        itk_buf_adds(r->out, op->yes);
    }
    return true;
}
