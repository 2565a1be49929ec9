/*
 * Cuts a document into articles, paragraphs and rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/cut.h"
#include "base/buf.h"
#include "text/ordinal.h"
#include "trace/record.h"

#define MOST_TITLE    180u /* bytes */
#define MOST_TO_TITLE 6u   /* paragraphs before it */
#define MOST_HEAD     200u /* bytes of a heading behind its number */

enum mode { MODE_NONE, MODE_ARTICLE, MODE_LOOSE, MODE_ROW };

struct cutter {
    const struct itk_returned *doc;
    struct itk_arena *arena;
    struct itk_piece_cut *pieces;
    size_t count, room;
    struct itk_line *lines; /* of the piece at hand */
    size_t lines_count, lines_room;
    enum mode mode;
    bool body; /* the article at hand has more than a heading */
    /* the row at hand */
    struct itk_buf row;
    const char *row_label;
    size_t row_start; /* where the cell at hand begins */
    unsigned row_id, cell_id, most_row;
    struct itk_anchors anchors;
    size_t anchor; /* the next one, or the one at hand */
};

static const char *
take(struct itk_arena *arena, struct itk_buf *text)
{
    const char *kept = itk_arena_copy(arena, text->data, text->size);

    itk_buf_free(text);
    return kept;
}

/* ---- pieces ---- */

static void
push(struct cutter *c, enum itk_level level, const char *label,
     const char *text)
{
    if (c->lines_count == c->lines_room) {
        c->lines_room = c->lines_room ? 2 * c->lines_room : 8;
        c->lines = itk_grow(c->lines, c->lines_room, sizeof(*c->lines));
    }
    c->lines[c->lines_count++] = (struct itk_line){level, label, text};
    c->body |= level != ITK_LEVEL_HEAD;
}

/* Its number is that of its heading, or of the first paragraph below. */
static void
find_number(const struct cutter *c, struct itk_piece_cut *piece)
{
    for (size_t i = 0; i < c->lines_count; i++) {
        const struct itk_line *line = &c->lines[i];

        if (line->label[0] && line->level != ITK_LEVEL_SUBITEM) {
            piece->number = line->label;
            piece->number_line = i;
        }
        if (line->label[0] || line->level != ITK_LEVEL_HEAD)
            return;
    }
}

static const char *
words_of(const struct cutter *c, const struct itk_piece_cut *piece)
{
    struct itk_buf out = ITK_BUF_INIT;

    for (size_t i = 0; i < c->lines_count; i++) {
        itk_buf_adds(&out, i ? "\n" : "");
        if (i != piece->number_line && c->lines[i].label[0]) {
            itk_buf_adds(&out, c->lines[i].label);
            itk_buf_addc(&out, ' ');
        }
        itk_buf_adds(&out, c->lines[i].text);
    }
    return take(c->arena, &out);
}

/* Ends the piece at hand; one without a line is none. */
static void
end_piece(struct cutter *c)
{
    struct itk_piece_cut *piece = c->count ? &c->pieces[c->count - 1] : NULL;
    struct itk_line *lines;

    if (c->mode == MODE_NONE)
        return;
    if (!c->lines_count) {
        c->count--;
        c->mode = MODE_NONE;
        return;
    }
    lines = itk_arena_array(c->arena, c->lines_count, sizeof(*lines));
    memcpy(lines, c->lines, c->lines_count * sizeof(*lines));
    piece->article = (struct itk_article){lines, c->lines_count};
    if (c->mode == MODE_ROW)
        piece->head = lines[0].label;
    else if (lines[0].level == ITK_LEVEL_HEAD)
        piece->head = lines[0].text;
    if (c->mode != MODE_ROW)
        find_number(c, piece);
    piece->text = words_of(c, piece);
    c->mode = MODE_NONE;
}

static void
begin_piece(struct cutter *c, enum mode mode, const struct itk_anchor *anchor)
{
    struct itk_buf name = ITK_BUF_INIT;

    end_piece(c);
    if (c->count == c->room) {
        c->room = c->room ? 2 * c->room : 64;
        c->pieces = itk_grow(c->pieces, c->room, sizeof(*c->pieces));
    }
    c->pieces[c->count++] =
        (struct itk_piece_cut){.id = anchor ? anchor->id : "",
                               .anchor = "",
                               .by = anchor ? anchor->by : ITK_FOUND_NOT,
                               .head = "",
                               .number = "",
                               .number_line = SIZE_MAX,
                               .text = ""};
    if (anchor) {
        itk_record_bookmark(&name, ITK_RECORD_BOOKMARK, anchor->id);
        c->pieces[c->count - 1].anchor = take(c->arena, &name);
    }
    c->mode = mode;
    c->lines_count = 0;
    c->body = false;
}

/* ---- rows of tables ---- */

static void
end_row(struct cutter *c)
{
    const bool loose = c->mode == MODE_ROW;

    if (!c->row_id)
        return;
    if (c->row.size || c->row_label[0])
        push(c, loose ? ITK_LEVEL_TEXT : ITK_LEVEL_SUBITEM, c->row_label,
             itk_arena_copy(c->arena, c->row.data, c->row.size));
    itk_buf_clear(&c->row);
    c->row_id = 0;
    if (loose)
        end_piece(c);
}

static void
begin_row(struct cutter *c, const struct itk_returned_paragraph *p)
{
    end_row(c);
    if (c->mode != MODE_ARTICLE)
        begin_piece(c, MODE_ROW, NULL);
    c->row_id = p->row;
    c->most_row = p->row;
    c->cell_id = p->cell;
    c->row_label = "";
    c->row_start = 0;
}

/* The first cell with words in it names the row when it is short. */
static void
end_cell(struct cutter *c)
{
    const char *text = c->row.data;
    const size_t size = c->row.size;

    if (c->row_start == 0 && size && size <= ITK_CUT_MAX_LABEL &&
        !c->row_label[0] && !memchr(text, '\n', size)) {
        c->row_label = itk_arena_copy(c->arena, text, size);
        itk_buf_clear(&c->row);
    } else if (size || c->row_label[0]) {
        itk_buf_adds(&c->row, ITK_CUT_CELL);
    }
    c->row_start = c->row.size;
}

/* ---- paragraphs ---- */

/* The text without blanks at its ends; a heading once. */
static const char *
text_of(struct cutter *c, const struct itk_returned_paragraph *p)
{
    const size_t size =
        itk_returned_is_head(p) ? itk_returned_once(p) : p->size;
    const size_t blanks = itk_blanks(p->text);

    return blanks >= size ? ""
                          : itk_arena_copy(c->arena, p->text + blanks,
                                           itk_without_blanks(p->text + blanks,
                                                              size - blanks));
}

static void
add_cell_text(struct cutter *c, const struct itk_returned_paragraph *p)
{
    const char *text = text_of(c, p);

    if (p->cell != c->cell_id)
        end_cell(c);
    c->cell_id = p->cell;
    if (!*text && !p->number[0])
        return;
    if (c->row.size > c->row_start)
        itk_buf_addc(&c->row, '\n');
    itk_buf_adds(&c->row, p->number);
    itk_buf_adds(&c->row, p->number[0] && *text ? " " : "");
    itk_buf_adds(&c->row, text);
}

/* A row that goes on behind a table in one of its cells is none of its own. */
static void
add_to_table(struct cutter *c, const struct itk_returned_paragraph *p)
{
    if (!c->row_id || p->row > c->most_row)
        begin_row(c, p);
    add_cell_text(c, p);
}

/* Number and words of a paragraph. */
struct parted {
    enum itk_ordinal kind;
    const char *label, *text;
};

static struct parted
part(struct cutter *c, const struct itk_returned_paragraph *p)
{
    static const enum itk_ordinal by_level[] = {
        ITK_ORDINAL_PARAGRAPH, ITK_ORDINAL_ITEM, ITK_ORDINAL_SUBITEM};
    struct parted parted = {ITK_ORDINAL_NONE, "", text_of(c, p)};
    size_t length;

    if (p->number[0]) {
        parted.label = p->number;
        parted.kind = itk_ordinal_at(p->number, &length);
        if (!parted.kind || p->number[length])
            parted.kind = by_level[p->level > 1 ? 2 : p->level > 0];
        return parted;
    }
    parted.kind = itk_ordinal_at(parted.text, &length);
    if (parted.kind) {
        parted.label = itk_arena_copy(c->arena, parted.text, length);
        parted.text += length;
        parted.text += itk_blanks(parted.text);
    }
    return parted;
}

static bool
is_item(enum itk_ordinal kind)
{
    return kind == ITK_ORDINAL_ITEM || kind == ITK_ORDINAL_SUBITEM;
}

static enum itk_level
level_of(enum itk_ordinal kind)
{
    return kind == ITK_ORDINAL_ITEM      ? ITK_LEVEL_ITEM
           : kind == ITK_ORDINAL_SUBITEM ? ITK_LEVEL_SUBITEM
                                         : ITK_LEVEL_TEXT;
}

/* 第3条（目的）　乙は、…: the heading, as it stands above elsewhere. */
static void
push_article(struct cutter *c, const struct parted *parted)
{
    static const char open[] = "（", close[] = "）";
    const char *text = parted->text;
    const char *end =
        strncmp(text, open, sizeof(open) - 1) == 0 ? strstr(text, close) : NULL;
    size_t size;

    if (!c->lines_count && end && end - text < (ptrdiff_t)MOST_HEAD) {
        size = (size_t)(end - text) + sizeof(close) - 1;
        if (!text[size] || itk_blanks(text + size)) {
            push(c, ITK_LEVEL_HEAD, "", itk_arena_copy(c->arena, text, size));
            text += size + itk_blanks(text + size);
        }
    }
    push(c, ITK_LEVEL_TEXT, parted->label, text);
}

static void
push_paragraph(struct cutter *c, const struct itk_returned_paragraph *p,
               const struct parted *parted)
{
    if (itk_returned_is_head(p))
        push(c, ITK_LEVEL_HEAD, parted->label, parted->text);
    else if (parted->kind == ITK_ORDINAL_ARTICLE)
        push_article(c, parted);
    else
        push(c, level_of(parted->kind), parted->label, parted->text);
}

/* Does an article begin here? Its number does not where its heading did. */
static bool
begins_article(const struct cutter *c, const struct itk_returned_paragraph *p,
               enum itk_ordinal kind)
{
    const bool bare = c->mode == MODE_ARTICLE && c->lines_count && !c->body;

    return itk_returned_is_head(p) || (kind == ITK_ORDINAL_ARTICLE && !bare);
}

static void
add_paragraph(struct cutter *c, const struct itk_returned_paragraph *p)
{
    const struct parted parted = part(c, p);
    const bool fresh = c->mode == MODE_ARTICLE && !c->lines_count;

    if (!*parted.text && !*parted.label)
        return;
    end_row(c);
    if (!fresh && begins_article(c, p, parted.kind))
        begin_piece(c, MODE_ARTICLE, NULL);
    else if (c->mode != MODE_ARTICLE &&
             (c->mode == MODE_NONE || !is_item(parted.kind)))
        begin_piece(c, MODE_LOOSE, NULL);
    push_paragraph(c, p, &parted);
}

/* ---- the whole ---- */

/* Begins a clause at its first paragraph, and ends it behind its last. */
static void
follow_anchors(struct cutter *c, size_t i)
{
    const struct itk_anchor *anchor = &c->anchors.at[c->anchor];

    if (c->anchor < c->anchors.count && i == anchor->last + 1) {
        end_row(c);
        end_piece(c);
        anchor = &c->anchors.at[++c->anchor];
    }
    if (c->anchor < c->anchors.count && i == anchor->first) {
        end_row(c);
        begin_piece(c, MODE_ARTICLE, anchor);
    }
}

/* Is it an article, or the heading of one? */
static bool
is_numbered(const struct itk_returned_paragraph *p, const char *text)
{
    size_t length;

    return p->number[0] || itk_ordinal_at(text, &length) != ITK_ORDINAL_NONE ||
           (itk_returned_is_head(p) && p->outline != 0);
}

/* The paragraph of that style, else a short one at the beginning. */
static const char *
title_of(struct cutter *c)
{
    const char *first = "";
    size_t seen = 0;

    for (size_t i = 0; i < c->doc->count && seen < MOST_TO_TITLE; i++) {
        const struct itk_returned_paragraph *p = &c->doc->at[i];
        const char *text = text_of(c, p);

        seen += *text != '\0';
        if (!*text || p->table || strlen(text) > MOST_TITLE ||
            strchr(text, '\n'))
            continue;
        if (strcmp(p->style, "Title") == 0)
            return text;
        if (seen == 1 && !is_numbered(p, text))
            first = text;
    }
    return first;
}

static bool
is_japanese(const struct itk_returned *doc)
{
    for (size_t i = 0; i < doc->count; i++) {
        for (const char *at = doc->at[i].text; *at; at++) {
            const unsigned char byte = (unsigned char)*at;

            if (byte >= 0xE3 && byte <= 0xE9) /* U+3000 to U+9FFF */
                return true;
        }
    }
    return false;
}

struct itk_cut
itk_cut(const struct itk_returned *returned, struct itk_arena *arena)
{
    struct cutter c = {.doc = returned,
                       .arena = arena,
                       .row = ITK_BUF_INIT,
                       .row_label = "",
                       .anchors = itk_anchors_all(returned, arena)};
    struct itk_piece_cut *kept;

    for (size_t i = 0; i < returned->count; i++) {
        const struct itk_returned_paragraph *p = &returned->at[i];

        follow_anchors(&c, i);
        if (p->table)
            add_to_table(&c, p);
        else
            add_paragraph(&c, p);
    }
    end_row(&c);
    end_piece(&c);
    kept = itk_arena_array(arena, c.count + 1, sizeof(*kept));
    if (c.count)
        memcpy(kept, c.pieces, c.count * sizeof(*kept));
    free(c.pieces);
    free(c.lines);
    itk_buf_free(&c.row);
    return (struct itk_cut){kept, c.count, title_of(&c), is_japanese(returned)};
}
