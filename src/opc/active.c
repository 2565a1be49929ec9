/*
 * Fields as Word reads them: the kind is the first word of the code, which may
 * be spread over many runs, and may itself be the result of another field. A
 * kind that is not written out is refused, since nobody can see what it is.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "opc/active.h"
#include "opc/name.h"
#include "xml/xml.h"

#define VML "urn:schemas-microsoft-com:vml"

/* Each with two or three bytes of it that are rare in other names. */
static const struct {
    const char *text;
    size_t size, pair;
} signs[] = {
    {"instr", 5, 1},     {"Instr", 5, 1}, {"fldSimple", 9, 2},
    {"mailMerge", 9, 4}, {"src", 3, 1},   {"href", 4, 0},
};

static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:"};

/* Those that fetch or run; CONTROL and HTMLCONTROL are ActiveX. */
static const char *const kinds[] = {
    "DDE",    "DDEAUTO",     "INCLUDE",  "INCLUDETEXT", "INCLUDEPICTURE",
    "IMPORT", "LINK",        "DATABASE", "RD",          "CONTROL",
    "EMBED",  "HTMLCONTROL",
};

/* A field that is not closed yet. */
struct field {
    struct itk_buf code;
    bool separated; /* what follows is its result */
    bool hidden;    /* its kind is the result of another field */
};

struct judge {
    struct itk_loc loc;
    enum itk_fault fault;
    struct field *fields;
    size_t count, room;
    struct itk_error *err;
};

/* Do these bytes of a sign begin in the sixteen? Two more are read. */
static inline bool
has_pair(const char *at)
{
    const itk_sixteen one = itk_sixteen_at(at), next = itk_sixteen_at(at + 1);
    const itk_sixteen third = itk_sixteen_at(at + 2);

    return itk_sixteen_any(
        (itk_sixteen_are(one, 'n') & itk_sixteen_are(next, 's') &
         itk_sixteen_are(third, 't')) |
        (itk_sixteen_are(one, 'd') & itk_sixteen_are(next, 'S')) |
        (itk_sixteen_are(one, 'M') & itk_sixteen_are(next, 'e') &
         itk_sixteen_are(third, 'r')) |
        (itk_sixteen_are(one, 'r') & itk_sixteen_are(next, 'c')) |
        (itk_sixteen_are(one, 'h') & itk_sixteen_are(next, 'r')));
}

/* Does one stand so that its pair is at `at`? */
static bool
is_sign(const char *begin, const char *at, const char *end)
{
    for (size_t i = 0; i < ITK_COUNT(signs); i++) {
        const size_t pair = signs[i].pair, size = signs[i].size;

        if ((size_t)(at - begin) >= pair && (size_t)(end - at) >= size - pair &&
            memcmp(at - pair, signs[i].text, size) == 0)
            return true;
    }
    return false;
}

static bool
has_sign(const char *begin, size_t size)
{
    const char *end = begin + size, *at = begin;

    while (at < end) {
        const size_t left = (size_t)(end - at);
        const bool wide = left > ITK_SIXTEEN + 1;
        const size_t step = wide ? ITK_SIXTEEN : left;

        for (size_t i = 0; (!wide || has_pair(at)) && i < step; i++) {
            if (is_sign(begin, at + i, end))
                return true;
        }
        at += step;
    }
    return false;
}

bool
itk_active_may(const struct itk_blob *part)
{
    const unsigned char *bytes = part->data;

    if (part->size >= 2 && bytes[0] != '<' && bytes[0] != 0xEF)
        return true; /* UTF-16, or blanks first */
    if (memmem(part->data, part->size < 200 ? part->size : 200, "encoding",
               8) &&
        !memmem(part->data, part->size < 200 ? part->size : 200, "UTF-8", 5))
        return true;
    return has_sign(part->data, part->size);
}

bool
itk_active_plain_link(const char *target)
{
    for (size_t i = 0; i < ITK_COUNT(schemes); i++) {
        if (itk_name_begins(target, schemes[i]))
            return true;
    }
    return target[0] != '/' && target[0] != ' ' && !strchr(target, '\\') &&
           strcspn(target, ":") >= strcspn(target, "/?#");
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *
skip_blanks(const char *at)
{
    while (is_blank(*at))
        at++;
    return at;
}

static size_t
word_size(const char *at)
{
    return strcspn(at, " \t\r\n\"\\");
}

/* Appends the argument at `at`, its quotes and escapes undone; returns its
 * end. */
static const char *
read_argument(const char *at, struct itk_buf *out)
{
    const bool quoted = *at == '"';

    at += quoted;
    while (*at && (quoted ? *at != '"' : !is_blank(*at))) {
        if (*at == '\\' && (at[1] == '\\' || at[1] == '"'))
            at++;
        itk_buf_addc(out, *at++);
    }
    return *at == '"' ? at + 1 : at;
}

/* The target of HYPERLINK is its first argument that no switch takes. */
static void
read_target(const char *at, struct itk_buf *target)
{
    static const char with_text[] = "lotmLOTM";
    bool taken = false;

    for (at = skip_blanks(at); *at; at = skip_blanks(at)) {
        if (at[0] == '\\' && at[1] && at[1] != '\\') {
            taken = strchr(with_text, at[1]) && at[1] != 'n';
            at += 2;
            continue;
        }
        itk_buf_clear(target);
        at = read_argument(at, target);
        if (!taken)
            return;
        taken = false;
    }
    itk_buf_clear(target);
}

static bool
judge_link(const struct judge *j, const char *arguments)
{
    struct itk_buf target = ITK_BUF_INIT;
    bool ok;

    read_target(arguments, &target);
    ok = target.size == 0 || itk_active_plain_link(target.data) ||
         itk_fail(j->err, j->fault, j->loc, ITK_MSG_OPC_OUTSIDE,
                  ITK_ARGS("HYPERLINK", target.data));
    itk_buf_free(&target);
    return ok;
}

static bool
judge_code(const struct judge *j, const char *code, bool hidden)
{
    const char *at = skip_blanks(code ? code : "");
    const size_t size = word_size(at);
    char shown[41] = "";

    strncat(shown, at, sizeof(shown) - 1);
    for (size_t i = 0; !hidden && i < ITK_COUNT(kinds); i++)
        hidden =
            strlen(kinds[i]) == size && strncasecmp(at, kinds[i], size) == 0;
    if (hidden)
        return itk_fail(j->err, j->fault, j->loc, ITK_MSG_OPC_FIELD,
                        ITK_ARGS(shown));
    if (size == 9 && strncasecmp(at, "HYPERLINK", size) == 0)
        return judge_link(j, at + size);
    return true;
}

/* Within the field around it, a field before the end of the first word makes
 * that word; but a formula has none. */
static void
begin_field(struct judge *j)
{
    if (j->count > 0 && !j->fields[j->count - 1].separated) {
        struct field *around = &j->fields[j->count - 1];
        const char *code = around->code.data ? around->code.data : "";
        const char *word = skip_blanks(code);

        if (*word != '=' && !word[word_size(word)])
            around->hidden = true;
    }
    if (j->count == j->room) {
        j->room = j->room ? j->room * 2 : 8;
        j->fields = itk_grow(j->fields, j->room, sizeof(*j->fields));
    }
    j->fields[j->count++] = (struct field){.code = ITK_BUF_INIT};
}

static bool
close_code(struct judge *j)
{
    struct field *field = &j->fields[j->count - 1];
    const bool was = field->separated;

    field->separated = true;
    return was || judge_code(j, field->code.data, field->hidden);
}

static bool
field_char(struct judge *j, const char *type)
{
    bool ok = true;

    if (!type)
        return true;
    if (strcmp(type, "begin") == 0)
        begin_field(j);
    else if (j->count > 0)
        ok = close_code(j);
    if (strcmp(type, "end") == 0 && j->count > 0)
        itk_buf_free(&j->fields[--j->count].code);
    return ok;
}

/* Pictures and links of VML need no relationship. */
static bool
judge_vml(const struct judge *j, const xmlNode *node)
{
    const char *from = itk_xml_attr(node, "src");
    const char *to = itk_xml_attr(node, "href");

    if (from && (strpbrk(from, ":\\") || from[0] == '/'))
        return itk_fail(j->err, j->fault, j->loc, ITK_MSG_OPC_OUTSIDE,
                        ITK_ARGS((const char *)node->name, from));
    return !to || !*to || itk_active_plain_link(to) ||
           itk_fail(j->err, j->fault, j->loc, ITK_MSG_OPC_OUTSIDE,
                    ITK_ARGS((const char *)node->name, to));
}

static bool
judge_element(struct judge *j, const xmlNode *node)
{
    if (node->ns && node->ns->href &&
        strcmp((const char *)node->ns->href, VML) == 0)
        return judge_vml(j, node);
    if (itk_xml_is(node, "fldChar"))
        return field_char(j, itk_xml_attr(node, "fldCharType"));
    if (itk_xml_is(node, "fldSimple"))
        return judge_code(j, itk_xml_attr(node, "instr"), false);
    if ((itk_xml_is(node, "instrText") || itk_xml_is(node, "delInstrText")) &&
        j->count > 0 && !j->fields[j->count - 1].separated)
        itk_xml_text(&j->fields[j->count - 1].code, node);
    return !itk_xml_is(node, "mailMerge") ||
           itk_fail_both(j->err, j->fault, j->loc, ITK_MSG_OPC_ACTIVE,
                         ITK_ARGS("a data source of a mail merge"),
                         ITK_ARGS("差し込み印刷のデータ"));
}

static const xmlNode *
next_in_order(const xmlNode *node)
{
    if (node->children)
        return node->children;
    while (node && !node->next)
        node = node->parent && node->parent->type == XML_ELEMENT_NODE
                   ? node->parent
                   : NULL;
    return node ? node->next : NULL;
}

bool
itk_active_judge(const char *file, const char *name, enum itk_fault fault,
                 const xmlDoc *doc, struct itk_error *err)
{
    struct judge j = {
        .loc = {.file = file, .where = name}, .fault = fault, .err = err};
    bool ok = true;

    for (const xmlNode *node = xmlDocGetRootElement(doc); ok && node;
         node = next_in_order(node)) {
        if (node->type == XML_ELEMENT_NODE)
            ok = judge_element(&j, node);
    }
    /* A field that is never closed still has its code. */
    while (j.count > 0) {
        struct field *field = &j.fields[--j.count];

        if (ok && !field->separated)
            ok = judge_code(&j, field->code.data, field->hidden);
        itk_buf_free(&field->code);
    }
    free(j.fields);
    return ok;
}
