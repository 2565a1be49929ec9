/*
 * The joined text of paragraphs, and the braces found in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"
#include "tmpl/join.h"
#include "tmpl/template.h"

/* A stretch of joined text and the bytes that it stands for. */
struct itk_join_segment {
    size_t at, size; /* in the joined text */
    struct itk_range raw;
    size_t text; /* index among the open texts */
    long fields;
    bool literal; /* byte for byte; else a reference, cut whole */
    bool cdata;
};

struct itk_join_text {
    struct itk_text text;
    size_t kept; /* index among those with a piece; NOWHERE */
};

/* What is looked for in one paragraph. */
struct finder {
    struct itk_join *join;
    struct itk_join_base base;
    const char *text;
    size_t size;
    size_t segment; /* none before it can matter any more */
    size_t paragraph, row;
};

void *
itk_join_room(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return array;
    *room = *room ? *room * 2 : 64;
    return itk_grow(array, *room, size);
}

static void
set_delims(struct itk_join *join, const struct itk_delims *delims)
{
    struct itk_delims *kept = itk_arena_alloc(join->arena, sizeof(*kept));

    *kept = *delims;
    join->delims = kept;
    join->braces = itk_delims_are_braces(delims);
}

void
itk_join_init(struct itk_join *join, const struct itk_delims *delims,
              const char *part, struct itk_arena *arena,
              struct itk_faults *faults)
{
    const struct itk_delims braces = itk_delims_braces();

    *join = (struct itk_join){
        .part = part, .arena = arena, .faults = faults, .text = ITK_BUF_INIT};
    set_delims(join, delims ? delims : &braces);
}

struct itk_join_base
itk_join_begin(struct itk_join *join)
{
    return (struct itk_join_base){join->text.size, join->segments_count,
                                  join->open_count, ++join->paragraphs};
}

size_t
itk_join_text(struct itk_join *join, struct itk_source src,
              const struct itk_token *token, const struct itk_text *text)
{
    struct itk_join_text *open;
    struct itk_attr attr;

    join->open_texts =
        itk_join_room(join->open_texts, join->open_count, &join->open_room,
                      sizeof(*join->open_texts));
    open = &join->open_texts[join->open_count++];
    *open = (struct itk_join_text){*text, ITK_SCAN_NOWHERE};
    open->text.tag = token->at;
    open->text.space = (struct itk_range){0, 0};
    if (itk_attr_find(src, token, "xml:space", &attr))
        open->text.space = attr.value;
    return join->open_count - 1;
}

static void
add_segment(struct itk_join *join, struct itk_range raw, size_t at,
            bool literal, bool cdata, size_t text)
{
    join->segments =
        itk_join_room(join->segments, join->segments_count,
                      &join->segments_room, sizeof(*join->segments));
    join->segments[join->segments_count++] = (struct itk_join_segment){
        .at = at,
        .size = join->text.size - at,
        .raw = raw,
        .text = text,
        .fields = join->fields,
        .literal = literal,
        .cdata = cdata,
    };
}

void
itk_join_add(struct itk_join *join, struct itk_source src,
             struct itk_range range, bool cdata, size_t text)
{
    size_t pos = range.begin;

    while (pos < range.end) {
        const char *from = src.data + pos;
        const char *hit = cdata ? NULL : memchr(from, '&', range.end - pos);
        const size_t plain = hit ? (size_t)(hit - from) : range.end - pos;
        const size_t at = join->text.size;

        if (plain > 0) {
            itk_buf_add(&join->text, from, plain);
            add_segment(join, (struct itk_range){pos, pos + plain}, at, true,
                        cdata, text);
            pos += plain;
        } else {
            const size_t size = itk_markup_reference(src, pos, &join->text);

            add_segment(join, (struct itk_range){pos, pos + size}, at, false,
                        false, text);
            pos += size;
        }
    }
}

void
itk_join_object(struct itk_join *join, char object)
{
    itk_buf_addc(&join->text, object);
}

void
itk_join_break(struct itk_join *join, const struct itk_token *token)
{
    const size_t at = join->text.size;

    itk_buf_addc(&join->text, '\n');
    if (token->kind == ITK_TOKEN_EMPTY && join->open_count > 0)
        add_segment(join, token->at, at, false, false, join->open_count - 1);
}

static struct itk_mark *
add_mark(struct itk_join *join)
{
    struct itk_mark *mark;

    join->marks = itk_join_room(join->marks, join->marks_count,
                                &join->marks_room, sizeof(*join->marks));
    mark = &join->marks[join->marks_count++];
    *mark = (struct itk_mark){.kind = ITK_MARK_TAG};
    return mark;
}

/* False, once with a fault, when there are more tags than may be. */
static bool
may_add(struct itk_join *join, const struct itk_spot *spot)
{
    if (join->marks_count < ITK_TMPL_MAX_TAGS)
        return true;
    if (!join->too_many)
        itk_faults_add(join->faults, spot, ITK_MSG_TMPL_TAGS_MANY, NULL, NULL);
    join->too_many = true;
    return false;
}

void
itk_join_control(struct itk_join *join, const struct itk_control *control,
                 size_t paragraph, size_t row)
{
    const struct itk_spot spot = {join->part, join->paragraphs, control->text,
                                  control->at.begin};
    struct itk_range *piece;
    struct itk_mark *mark;

    if (!may_add(join, &spot))
        return;
    piece = itk_arena_alloc(join->arena, sizeof(*piece));
    *piece = control->at;
    mark = add_mark(join);
    mark->kind = ITK_MARK_CONTROL;
    mark->text = control->text;
    mark->pieces = piece;
    mark->pieces_count = 1;
    mark->paragraph = paragraph;
    mark->row = row;
    mark->fields = join->fields;
    mark->control = control;
    mark->spot = spot;
}

void
itk_join_control_end(struct itk_join *join, const struct itk_control *control,
                     size_t row)
{
    const size_t at = control->item.end - 1; /* behind all that stands in it */
    struct itk_range *piece;
    struct itk_mark *mark;

    if (join->too_many)
        return;
    piece = itk_arena_alloc(join->arena, sizeof(*piece));
    *piece = (struct itk_range){at, at};
    mark = add_mark(join);
    mark->kind = ITK_MARK_CONTROL_END;
    mark->text = control->text;
    mark->pieces = piece;
    mark->pieces_count = 1;
    mark->paragraph = ITK_SCAN_NOWHERE;
    mark->row = row;
    mark->control = control;
    mark->spot = (struct itk_spot){join->part, join->paragraphs, control->text,
                                   control->at.begin};
}

/* Where the bytes are that stand at `pos` of the paragraph. */
static size_t
offset_of(const struct finder *f, size_t pos)
{
    const struct itk_join *join = f->join;
    size_t i = f->segment;

    while (i < join->segments_count &&
           join->segments[i].at + join->segments[i].size <= f->base.text + pos)
        i++;
    return i < join->segments_count ? join->segments[i].raw.begin : 0;
}

static struct itk_spot
spot_at(const struct finder *f, size_t begin, size_t end)
{
    return (struct itk_spot){
        f->join->part, f->base.number,
        itk_spot_around(f->join->arena, f->text, f->size, begin, end),
        offset_of(f, begin)};
}

static void
fault_at(const struct finder *f, size_t begin, size_t end, enum itk_msg id)
{
    struct itk_spot spot;

    if (f->join->faults->count > ITK_FAULTS_MAX)
        return; /* a part of nothing but braces costs no memory */
    spot = spot_at(f, begin, end);
    itk_faults_add(f->join->faults, &spot, id, f->join->delims->open,
                   f->join->delims->close);
}

/* The bytes of a segment that [begin, end) of the joined text stands for. */
static struct itk_range
piece_of(const struct itk_join_segment *segment, size_t begin, size_t end)
{
    const size_t from = begin > segment->at ? begin - segment->at : 0;
    const size_t rest = segment->at + segment->size;
    const size_t to = end < rest ? end - segment->at : segment->size;

    if (!segment->literal)
        return segment->raw;
    return (struct itk_range){segment->raw.begin + from,
                              segment->raw.begin + to};
}

static size_t
keep_text(struct itk_join *join, size_t open)
{
    struct itk_join_text *text = &join->open_texts[open];

    if (text->kept == ITK_SCAN_NOWHERE) {
        join->texts = itk_join_room(join->texts, join->texts_count,
                                    &join->texts_room, sizeof(*join->texts));
        text->kept = join->texts_count;
        join->texts[join->texts_count++] = text->text;
    }
    return text->kept;
}

/* Moves to the first segment that reaches beyond `begin`; how many from there
 * have a part before `end`. */
static size_t
segments_of(struct finder *f, size_t begin, size_t end)
{
    const struct itk_join *join = f->join;
    size_t count = 0;

    while (f->segment < join->segments_count &&
           join->segments[f->segment].at + join->segments[f->segment].size <=
               begin)
        f->segment++;
    while (f->segment + count < join->segments_count &&
           join->segments[f->segment + count].at < end)
        count++;
    return count;
}

/* Pieces of one w:t that touch become one. */
static size_t
collect(const struct finder *f, size_t begin, size_t end, size_t count,
        struct itk_range *pieces)
{
    const struct itk_join_segment *at = &f->join->segments[f->segment];
    size_t made = 0;

    for (size_t i = 0; i < count; i++) {
        const struct itk_range piece = piece_of(&at[i], begin, end);

        (void)keep_text(f->join, at[i].text);
        if (made > 0 && pieces[made - 1].end == piece.begin)
            pieces[made - 1].end = piece.end;
        else
            pieces[made++] = piece;
    }
    return made;
}

/* [begin, end) of the joined text, offsets from the paragraph's start. */
static void
mark_found(struct finder *f, enum itk_mark_kind kind, size_t begin, size_t end)
{
    struct itk_join *join = f->join;
    const size_t from = f->base.text + begin, to = f->base.text + end;
    const size_t count = segments_of(f, from, to);
    const struct itk_join_segment *at = join->segments + f->segment;
    const struct itk_spot spot = spot_at(f, begin, end);
    struct itk_range *pieces;
    struct itk_mark *mark;

    for (size_t i = 0; i < count; i++) {
        if (at[i].cdata) {
            itk_faults_add(join->faults, &spot, ITK_MSG_TMPL_IN_CDATA, NULL,
                           NULL);
            return;
        }
    }
    if (count == 0 || !may_add(join, &spot))
        return;
    pieces = itk_arena_array(join->arena, count, sizeof(*pieces));
    mark = add_mark(join);
    mark->kind = kind;
    mark->joined = (struct itk_range){begin, end};
    mark->pieces = pieces;
    mark->pieces_count = collect(f, from, to, count, pieces);
    mark->first = keep_text(join, at[0].text);
    mark->last = keep_text(join, at[count - 1].text);
    mark->fields = at[0].fields;
    mark->paragraph = f->paragraph;
    mark->row = f->row;
    mark->spot = spot;
    mark->delims = join->delims;
    if (kind == ITK_MARK_TAG) {
        begin += join->delims->open_size;
        end -= join->delims->close_size;
        mark->text = itk_arena_copy(join->arena, f->text + begin, end - begin);
    }
}

/* Behind the }} of a {{...}}, which other engines use and this one does not. */
static size_t
behind_double(const struct finder *f, size_t pos)
{
    const char *hit = memmem(f->text + pos, f->size - pos, "}}", 2);

    fault_at(f, pos, pos + 2, ITK_MSG_TMPL_BRACE_DOUBLE);
    return hit ? (size_t)(hit - f->text) + 2 : f->size;
}

static bool
stands_at(const struct finder *f, size_t pos, const char *text, size_t size)
{
    return f->size - pos >= size && memcmp(f->text + pos, text, size) == 0;
}

static bool
opens_at(const struct finder *f, size_t pos)
{
    const struct itk_delims *delims = f->join->delims;

    return stands_at(f, pos, delims->open, delims->open_size);
}

static bool
closes_at(const struct finder *f, size_t pos)
{
    const struct itk_delims *delims = f->join->delims;

    return stands_at(f, pos, delims->close, delims->close_size);
}

/* {=[[ ]]=}: what stands for braces from here on. */
static bool
read_delims(struct finder *f, size_t begin, size_t end,
            struct itk_delims *delims)
{
    const char *text = f->text + begin;
    const size_t size = end - begin;

    return size > 2 && text[0] == '=' && text[size - 1] == '=' &&
           itk_delims_read(text + 1, size - 2, delims);
}

static size_t
take_tag(struct finder *f, size_t pos)
{
    const size_t begin = pos + f->join->delims->open_size;
    struct itk_delims delims;
    size_t end = begin;

    if (f->join->braces && end < f->size && f->text[end] == '{')
        return behind_double(f, pos);
    while (end < f->size && !closes_at(f, end) && !opens_at(f, end))
        end++;
    if (end == f->size || !closes_at(f, end)) {
        fault_at(f, pos, begin, ITK_MSG_TMPL_BRACE_OPEN);
        return end;
    }
    if (itk_utf8_count(f->text + begin, end - begin) > ITK_TMPL_MAX_TAG) {
        fault_at(f, pos, end, ITK_MSG_TMPL_TAG_LONG);
    } else if (read_delims(f, begin, end, &delims)) {
        end += f->join->delims->close_size;
        mark_found(f, ITK_MARK_ESCAPE, pos, end);
        set_delims(f->join, &delims);
        return end;
    } else {
        mark_found(f, ITK_MARK_TAG, pos, end + f->join->delims->close_size);
    }
    return end + f->join->delims->close_size;
}

static void
find_tags(struct finder *f)
{
    size_t pos = 0;

    while (pos < f->size) {
        const bool escaped = f->text[pos] == '\\' && pos + 1 < f->size;

        if (escaped && (opens_at(f, pos + 1) || closes_at(f, pos + 1))) {
            mark_found(f, ITK_MARK_ESCAPE, pos, pos + 1);
            pos += 1 + (opens_at(f, pos + 1) ? f->join->delims->open_size
                                             : f->join->delims->close_size);
        } else if (opens_at(f, pos)) {
            pos = take_tag(f, pos);
        } else {
            if (closes_at(f, pos))
                fault_at(f, pos, pos + 1, ITK_MSG_TMPL_BRACE_CLOSE);
            pos++;
        }
    }
}

bool
itk_join_end(struct itk_join *join, struct itk_join_base base, size_t paragraph,
             size_t row)
{
    const size_t marks = join->marks_count;
    struct finder f = {.join = join,
                       .base = base,
                       .text = join->text.data + base.text,
                       .size = join->text.size - base.text,
                       .segment = base.segments,
                       .paragraph = paragraph,
                       .row = row};

    if (memmem(f.text, f.size, join->delims->open, join->delims->open_size) ||
        memmem(f.text, f.size, join->delims->close, join->delims->close_size))
        find_tags(&f);
    return join->marks_count > marks;
}

const char *
itk_join_take(const struct itk_join *join, struct itk_join_base base,
              size_t *size)
{
    *size = join->text.size - base.text;
    return itk_arena_copy(join->arena, join->text.data + base.text, *size);
}

void
itk_join_drop(struct itk_join *join, struct itk_join_base base)
{
    join->text.size = base.text;
    join->segments_count = base.segments;
    join->open_count = base.texts;
}

static int
by_place(const void *a, const void *b)
{
    const struct itk_mark *one = a, *other = b;

    return (one->pieces[0].begin > other->pieces[0].begin) -
           (one->pieces[0].begin < other->pieces[0].begin);
}

void
itk_join_finish(struct itk_join *join, struct itk_scan *scan)
{
    const size_t marks = join->marks_count, texts = join->texts_count;

    if (marks > 0) {
        qsort(join->marks, marks, sizeof(*join->marks), by_place);
        scan->marks = itk_arena_array(join->arena, marks, sizeof(*scan->marks));
        memcpy(scan->marks, join->marks, marks * sizeof(*scan->marks));
    }
    if (texts > 0) {
        scan->texts = itk_arena_array(join->arena, texts, sizeof(*scan->texts));
        memcpy(scan->texts, join->texts, texts * sizeof(*scan->texts));
    }
    scan->marks_count = marks;
    scan->texts_count = texts;
    free(join->marks);
    free(join->texts);
    free(join->segments);
    free(join->open_texts);
    itk_buf_free(&join->text);
}
