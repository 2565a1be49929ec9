/*
 * The text of clauses and documents: mixed content as a list of pieces. Line
 * breaks and the blanks around them vanish between Japanese characters and
 * become one blank between others; commas are those of the package.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guide/load.h"
#include "text/utf8.h"
#include "xml/xml.h"

/* What stands beside a run of text where there is no character of it. */
#define EDGE 0u        /* the end of an if or each */
#define END  0x110000u /* the end of the passage */
#define SLOT 0x110001u /* something filled in */

/* Text nodes that follow each other, as one. */
struct run {
    struct itk_buf raw;
    long line; /* of its first character */
};

struct pieces {
    struct itk_reader *r;
    const struct itk_scope *scope;
    const xmlNode *node; /* whose text it is */
    struct itk_inline *at;
    size_t count, room;
    uint32_t edge;   /* EDGE or END */
    uint32_t before; /* that, or SLOT */
    struct run run;
};

static const struct range {
    uint32_t first, last;
} japanese[] = {
    {0x2010, 0x2027}, {0x2030, 0x205E}, /* dashes, dots, ※ */
    {0x2460, 0x24FF}, {0x2500, 0x27BF}, /* circled, rules, shapes */
    {0x2E80, 0x33FF},                   /* radicals, 、。, kana, ㈱ */
    {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF},
    {0xFE30, 0xFE4F}, {0xFF00, 0xFFEF}, {0x20000, 0x3FFFF},
};

/* What is filled in counts as the language of the package does. */
static bool
is_japanese(const struct itk_reader *r, uint32_t scalar)
{
    if (scalar == SLOT)
        return r->guide->lang == ITK_JA;
    for (size_t i = 0; i < ITK_COUNT(japanese); i++) {
        if (scalar >= japanese[i].first && scalar <= japanese[i].last)
            return true;
    }
    return false;
}

/* 、 ， and the half-width ､ are always commas; an ASCII one is when it stands
 * beside Japanese (12,480 is a number). */
static bool
is_wrong_comma(const struct itk_reader *r, uint32_t before, uint32_t scalar,
               uint32_t after)
{
    uint32_t own = 0;

    (void)itk_utf8_next(r->guide->comma, strlen(r->guide->comma), &own);
    if (scalar == own)
        return false;
    if (scalar == ',')
        return is_japanese(r, before) || is_japanese(r, after);
    return scalar == 0x3001 || scalar == 0xFF0C || scalar == 0xFF64;
}

/* The character at `at`; EDGE at the end. The bytes passed the XML gate. */
static uint32_t
scalar_at(const char *text, size_t size, size_t at)
{
    uint32_t scalar = EDGE;

    if (at < size)
        (void)itk_utf8_next(text + at, size - at, &scalar);
    return scalar;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t
skip_blanks(const char *text, size_t size, size_t at)
{
    while (at < size && is_blank(text[at]))
        at++;
    return at;
}

/* A comma with what stands around it, for the message. */
static bool
fail_comma(struct itk_reader *r, long line, const char *text, size_t size,
           size_t at)
{
    size_t start = at, end = at;
    uint32_t scalar;
    struct itk_buf comma = ITK_BUF_INIT, around = ITK_BUF_INIT;

    itk_buf_add(&comma, text + at,
                itk_utf8_next(text + at, size - at, &scalar));
    for (size_t i = 0; i < 6 && start > 0 && !is_blank(text[start - 1]); i++) {
        start--;
        while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80)
            start--;
    }
    for (size_t i = 0; i < 7 && end < size && !is_blank(text[end]); i++)
        end += itk_utf8_next(text + end, size - end, &scalar);
    itk_buf_add(&around, text + start, end - start);
    itk_read_fail(r, line, ITK_MSG_GUIDE_COMMA,
                  ITK_ARGS(comma.data, around.data, r->guide->comma));
    itk_buf_free(&comma);
    itk_buf_free(&around);
    return false;
}

static bool
check_character(struct itk_reader *r, const xmlNode *node, long line,
                uint32_t scalar)
{
    const enum itk_char_class kind = itk_char_class(scalar);
    char name[16];

    if (kind == ITK_CHAR_PLAIN || kind == ITK_CHAR_MARK)
        return true;
    (void)snprintf(name, sizeof(name), "U+%04X", (unsigned)scalar);
    return itk_read_fail(r, line, ITK_MSG_GUIDE_CHARACTER,
                         ITK_ARGS((const char *)node->name, name));
}

bool
itk_text_check(struct itk_reader *r, const xmlNode *node, const char *words)
{
    const size_t size = strlen(words);
    uint32_t before = EDGE, scalar = EDGE;

    for (size_t at = 0; at < size; before = scalar) {
        const size_t length = itk_utf8_next(words + at, size - at, &scalar);

        if (is_wrong_comma(r, before, scalar,
                           scalar_at(words, size, at + length)))
            return fail_comma(r, itk_xml_line(node), words, size, at);
        at += length ? length : 1;
    }
    return true;
}

static void
put(struct pieces *pieces, struct itk_inline piece)
{
    if (pieces->count == pieces->room) {
        pieces->room = pieces->room ? pieces->room * 2 : 8;
        pieces->at = itk_grow(pieces->at, pieces->room, sizeof(*pieces->at));
    }
    pieces->at[pieces->count++] = piece;
}

/* Writes the blanks from `at` to `end`; `before` and `after` stand around. */
static void
put_blanks(const struct pieces *pieces, struct itk_buf *out, size_t at,
           size_t end, uint32_t before, uint32_t after)
{
    const char *raw = pieces->run.raw.data;

    /* Blanks at the ends of a passage say nothing; in an if they may. */
    if (before == END || after == END)
        return;
    if (!memchr(raw + at, '\n', end - at)) {
        for (; at < end; at++)
            itk_buf_addc(out, ' ');
        return;
    }
    if (before == EDGE || after == EDGE)
        return;
    if (!is_japanese(pieces->r, before) || !is_japanese(pieces->r, after))
        itk_buf_addc(out, ' ');
}

static bool
fold_run(const struct pieces *pieces, uint32_t after, struct itk_buf *out)
{
    const char *raw = pieces->run.raw.data;
    const size_t size = pieces->run.raw.size;
    uint32_t before = pieces->before, scalar = EDGE, next;
    long line = pieces->run.line;
    size_t at = 0;

    while (at < size) {
        const size_t end = skip_blanks(raw, size, at);

        next = end < size ? scalar_at(raw, size, end) : after;
        if (end > at) {
            put_blanks(pieces, out, at, end, before, next);
            for (; at < end; at++)
                line += raw[at] == '\n';
            continue;
        }
        at += itk_utf8_next(raw + at, size - at, &scalar);
        next = skip_blanks(raw, size, at) < size
                   ? scalar_at(raw, size, skip_blanks(raw, size, at))
                   : after;
        if (is_wrong_comma(pieces->r, before, scalar, next))
            return fail_comma(pieces->r, line, raw, size, end);
        if (!check_character(pieces->r, pieces->node, line, scalar))
            return false;
        itk_buf_add(out, raw + end, at - end);
        before = scalar;
    }
    return true;
}

/* The run ends before `after`: an edge or a slot. */
static bool
end_run(struct pieces *pieces, uint32_t after)
{
    struct itk_buf out = ITK_BUF_INIT;
    const bool good = fold_run(pieces, after, &out);

    if (good && out.size)
        put(pieces,
            (struct itk_inline){.kind = ITK_INLINE_TEXT,
                                .text = itk_arena_copy(&pieces->r->guide->arena,
                                                       out.data, out.size),
                                .line = pieces->run.line});
    itk_buf_free(&out);
    itk_buf_clear(&pieces->run.raw);
    pieces->before = after;
    return good;
}

/* Line ends among the blanks that begin `text`. */
static long
leading_lines(const char *text)
{
    long count = 0;

    for (; is_blank(*text); text++)
        count += *text == '\n';
    return count;
}

/* Where comments break a run its lines are those of what comes first, but for
 * blanks. */
static void
add_run(struct run *run, const xmlNode *node, long line)
{
    const char *raw = run->raw.data;

    if (skip_blanks(raw, run->raw.size, 0) == run->raw.size)
        run->line = line - leading_lines(raw);
    itk_buf_adds(&run->raw, (const char *)node->content);
}

static bool
read_ref(struct pieces *pieces, const xmlNode *node, struct itk_inline *out)
{
    struct itk_reader *r = pieces->r;
    int64_t paragraph = 0, item = 0;

    if (!itk_read_shape(r, node, "clause! paragraph item", "") ||
        !itk_read_number(r, node, "paragraph", 1, 999, &paragraph) ||
        !itk_read_number(r, node, "item", 1, 999, &item))
        return false;
    out->kind = ITK_INLINE_REF;
    out->clause = itk_read_clause(r, node, itk_xml_attr(node, "clause"));
    if (out->clause && out->clause == pieces->scope->self)
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_SELF,
                             ITK_ARGS(out->clause->id));
    out->paragraph = (unsigned)paragraph;
    out->item = (unsigned)item;
    return out->clause;
}

static bool
read_field(struct pieces *pieces, const xmlNode *node, struct itk_inline *out)
{
    struct itk_reader *r = pieces->r;

    if (!itk_read_shape(r, node, "id!", ""))
        return false;
    out->kind = ITK_INLINE_FIELD;
    out->field =
        itk_read_field_in(r, node, itk_read_attr(r, node, "id"), pieces->scope);
    return out->field;
}

static bool
read_value(struct pieces *pieces, const xmlNode *node, struct itk_inline *out)
{
    if (!itk_read_shape(pieces->r, node, "id!", ""))
        return false;
    out->kind = ITK_INLINE_VALUE;
    out->value = itk_read_value(pieces->r, node, itk_xml_attr(node, "id"));
    return out->value;
}

static bool
read_kids(struct pieces *pieces, const xmlNode *node,
          const struct itk_scope *scope, struct itk_inline *out)
{
    struct itk_inlines text;

    if (!itk_condition_read_when(pieces->r, node, scope, &out->when) ||
        !itk_text_read(pieces->r, node, scope, NULL, &text))
        return false;
    out->kids = text.at;
    out->kids_count = text.count;
    return true;
}

#define ROW_KIDS(scope, more)                                                  \
    ((scope)->row ? more " row " ITK_TEXT_KIDS : more " " ITK_TEXT_KIDS)

static bool
read_if(struct pieces *pieces, const xmlNode *node, struct itk_inline *out)
{
    out->kind = ITK_INLINE_IF;
    return itk_read_mixed(pieces->r, node, "",
                          ROW_KIDS(pieces->scope, "when!")) &&
           read_kids(pieces, node, pieces->scope, out);
}

static bool
read_each(struct pieces *pieces, const xmlNode *node, struct itk_inline *out)
{
    struct itk_reader *r = pieces->r;
    struct itk_scope inner;

    if (!itk_read_mixed(r, node, "list! separator",
                        ROW_KIDS(pieces->scope, "when?")))
        return false;
    out->kind = ITK_INLINE_EACH;
    out->text = itk_read_attr(r, node, "separator");
    out->list = itk_read_list(r, node, itk_xml_attr(node, "list"));
    if (!out->list || !itk_text_check(r, node, out->text))
        return false;
    inner = itk_scope_in(pieces->scope, out->list);
    return read_kids(pieces, node, &inner, out);
}

static bool
read_element(struct pieces *pieces, const xmlNode *node)
{
    struct itk_inline out = {.line = itk_xml_line(node)};
    bool good;

    if (!end_run(pieces, SLOT))
        return false;
    if (itk_xml_is(node, "field")) {
        good = read_field(pieces, node, &out);
    } else if (itk_xml_is(node, "value")) {
        good = read_value(pieces, node, &out);
    } else if (itk_xml_is(node, "ref")) {
        good = read_ref(pieces, node, &out);
    } else if (itk_xml_is(node, "if")) {
        good = read_if(pieces, node, &out);
    } else if (itk_xml_is(node, "each")) {
        good = read_each(pieces, node, &out);
    } else {
        out.kind = itk_xml_is(node, "client")       ? ITK_INLINE_CLIENT
                   : itk_xml_is(node, "contractor") ? ITK_INLINE_CONTRACTOR
                                                    : ITK_INLINE_ROW;
        good = itk_read_shape(pieces->r, node, "", "");
    }
    if (good)
        put(pieces, out);
    return good;
}

/* After the first `stop` nothing but `stop` and blanks. */
static bool
check_rest(struct itk_reader *r, const xmlNode *node, long line,
           const char *stop)
{
    for (; node; node = node->next) {
        const char *text =
            itk_read_is_text(node) ? (const char *)node->content : "";
        const bool blank = !text[strspn(text, " \t\r\n")];

        if (!blank ||
            (node->type == XML_ELEMENT_NODE && !itk_xml_is(node, stop)))
            return itk_read_fail(r, line + leading_lines(text),
                                 ITK_MSG_GUIDE_TEXT_AFTER, ITK_ARGS(stop));
        line = itk_read_end_line(node, line);
    }
    return true;
}

static bool
read_pieces(struct pieces *pieces, const xmlNode *node, const char *stop)
{
    long line = itk_xml_line(node->parent);

    for (; node; node = node->next) {
        if (stop && itk_xml_is(node, stop))
            break;
        if (itk_read_is_text(node))
            add_run(&pieces->run, node, line);
        else if (itk_xml_is(node, "when"))
            itk_buf_clear(&pieces->run.raw); /* blanks: it stands first */
        else if (node->type == XML_ELEMENT_NODE && !read_element(pieces, node))
            return false;
        line = itk_read_end_line(node, line);
    }
    return end_run(pieces, pieces->edge) &&
           (!node || check_rest(pieces->r, node, line, stop));
}

bool
itk_text_read(struct itk_reader *r, const xmlNode *node,
              const struct itk_scope *scope, const char *stop,
              struct itk_inlines *text)
{
    const bool inner = itk_xml_is(node, "if") || itk_xml_is(node, "each");
    const uint32_t edge = inner ? EDGE : END;
    struct pieces pieces = {.r = r,
                            .scope = scope,
                            .node = node,
                            .edge = edge,
                            .before = edge,
                            .run = {.raw = ITK_BUF_INIT}};
    struct itk_inline *copy;
    bool good = !node->children || read_pieces(&pieces, node->children, stop);

    if (good && pieces.count == 0)
        good = itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_NO_TEXT,
                             ITK_ARGS((const char *)node->name));
    if (good) {
        copy = itk_arena_array(&r->guide->arena, pieces.count, sizeof(*copy));
        memcpy(copy, pieces.at, pieces.count * sizeof(*copy));
        *text = (struct itk_inlines){copy, pieces.count};
    }
    itk_buf_free(&pieces.run.raw);
    free(pieces.at);
    return good;
}
