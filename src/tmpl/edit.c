/*
 * Edits of a part, and the flat program they make.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/edit.h"
#include "tmpl/join.h"

struct itk_edit {
    struct itk_range at;
    enum itk_edit_rank rank;
    long order; /* among edits of one place and rank */
    bool has_op;
    struct itk_op op;
};

/* The program under way. */
struct maker {
    struct itk_source src;
    struct itk_op *ops; /* of a literal, `jump` is where `text` has it */
    size_t count, room;
    struct itk_buf text; /* all literals in a row */
    size_t pos;          /* bytes before it are done */
    size_t cut;          /* where the last cut began */
    size_t open[ITK_TMPL_MAX_DEPTH];
    size_t depth;
    bool sound;
};

void
itk_edits_init(struct itk_edits *edits, struct itk_source src,
               struct itk_arena *arena)
{
    *edits = (struct itk_edits){.src = src, .arena = arena};
}

void
itk_edits_free(struct itk_edits *edits)
{
    free(edits->list);
    edits->list = NULL;
}

static struct itk_edit *
add(struct itk_edits *edits, struct itk_range at, enum itk_edit_rank rank)
{
    struct itk_edit *edit;

    edits->list = itk_join_room(edits->list, edits->count, &edits->room,
                                sizeof(*edits->list));
    edit = &edits->list[edits->count];
    *edit =
        (struct itk_edit){.at = at, .rank = rank, .order = (long)edits->count};
    edits->count++;
    return edit;
}

void
itk_edit_cut(struct itk_edits *edits, struct itk_range at)
{
    add(edits, at, ITK_EDIT_BEGINS);
}

void
itk_edit_op(struct itk_edits *edits, struct itk_range at,
            enum itk_edit_rank rank, struct itk_op op)
{
    struct itk_edit *edit = add(edits, at, rank);

    edit->has_op = true;
    edit->op = op;
}

void
itk_edit_end(struct itk_edits *edits, size_t at, struct itk_op op)
{
    struct itk_edit *edit =
        add(edits, (struct itk_range){at, at}, ITK_EDIT_ENDS);

    edit->order = -edit->order;
    edit->has_op = true;
    edit->op = op;
}

static void
add_literal(struct itk_edits *edits, size_t at, const char *bytes, size_t size,
            uint32_t pass)
{
    if (size > 0)
        itk_edit_op(edits, (struct itk_range){at, at}, ITK_EDIT_BEGINS,
                    (struct itk_op){.kind = ITK_OP_LITERAL,
                                    .bytes = bytes,
                                    .size = size,
                                    .once = pass != ITK_NO_PASS,
                                    .pass = pass});
}

void
itk_edit_text(struct itk_edits *edits, size_t at, const char *text)
{
    add_literal(edits, at, text, strlen(text), ITK_NO_PASS);
}

void
itk_edit_bytes(struct itk_edits *edits, size_t at, struct itk_range bytes,
               uint32_t pass)
{
    add_literal(edits, at, edits->src.data + bytes.begin,
                bytes.end - bytes.begin, pass);
}

static int
by_place(const void *a, const void *b)
{
    const struct itk_edit *one = a, *other = b;

    if (one->at.begin != other->at.begin)
        return one->at.begin < other->at.begin ? -1 : 1;
    if (one->rank != other->rank)
        return one->rank < other->rank ? -1 : 1;
    return (one->order > other->order) - (one->order < other->order);
}

static void
put(struct maker *m, struct itk_op op)
{
    m->ops = itk_join_room(m->ops, m->count, &m->room, sizeof(*m->ops));
    m->ops[m->count++] = op;
}

/* Literals beside each other become one, wherever they come from: a tag that
 * Word has split leaves many small ones. */
static void
put_literal(struct maker *m, struct itk_op op)
{
    struct itk_op *last = m->count > 0 ? &m->ops[m->count - 1] : NULL;

    op.jump = m->text.size;
    itk_buf_add(&m->text, op.bytes, op.size);
    if (last && last->kind == ITK_OP_LITERAL && last->once == op.once &&
        (!op.once || last->pass == op.pass))
        last->size += op.size;
    else
        put(m, op);
}

static void
put_bytes(struct maker *m, size_t begin, size_t end)
{
    if (begin < end)
        put_literal(m, (struct itk_op){.kind = ITK_OP_LITERAL,
                                       .bytes = m->src.data + begin,
                                       .size = end - begin,
                                       .pass = ITK_NO_PASS});
}

static void
link_section(struct maker *m, struct itk_op *op)
{
    if (op->kind == ITK_OP_EACH || op->kind == ITK_OP_UNLESS) {
        if (m->depth == ITK_TMPL_MAX_DEPTH)
            m->sound = false;
        else
            m->open[m->depth++] = m->count;
    } else if (op->kind == ITK_OP_END) {
        if (m->depth == 0) {
            m->sound = false;
            return;
        }
        op->jump = m->open[--m->depth];
        m->ops[op->jump].jump = m->count + 1;
    }
}

static void
apply(struct maker *m, const struct itk_edit *edit)
{
    struct itk_op op = edit->op;

    if (edit->at.begin < m->pos && edit->at.begin != m->cut)
        return;
    put_bytes(m, m->pos, edit->at.begin);
    if (edit->has_op) {
        link_section(m, &op);
        if (op.kind == ITK_OP_LITERAL)
            put_literal(m, op);
        else if (m->sound)
            put(m, op);
    }
    if (m->pos < edit->at.begin)
        m->pos = edit->at.begin;
    if (m->pos < edit->at.end) {
        m->pos = edit->at.end;
        m->cut = edit->at.begin;
    }
}

static bool
is_one_name(const char *path, size_t size)
{
    return *path != '#' && *path != '$' && !memchr(path, '.', size);
}

/* The literals' bytes are the arena's copy from here on. */
static void
settle(struct maker *m, struct itk_arena *arena)
{
    const char *text = m->text.data;
    uint32_t segment = 0;

    itk_arena_adopt(arena, itk_buf_take(&m->text));
    for (size_t i = 0; i < m->count; i++) {
        struct itk_op *op = &m->ops[i];

        if (op->kind == ITK_OP_TEXT)
            op->one_name = is_one_name(op->bytes, op->size);
        if (op->kind != ITK_OP_LITERAL)
            continue;
        op->bytes = text + op->jump;
        op->jump = 0;
        op->segment = segment++;
    }
}

bool
itk_edits_program(struct itk_edits *edits, struct itk_program *program)
{
    struct maker m = {.src = edits->src,
                      .text = ITK_BUF_INIT,
                      .cut = SIZE_MAX,
                      .sound = true};
    struct itk_op *ops;

    if (edits->count > 0)
        qsort(edits->list, edits->count, sizeof(*edits->list), by_place);
    for (size_t i = 0; m.sound && i < edits->count; i++)
        apply(&m, &edits->list[i]);
    put_bytes(&m, m.pos, m.src.size);
    m.sound = m.sound && m.depth == 0;
    if (m.sound) {
        settle(&m, edits->arena);
        ops = itk_arena_array(edits->arena, m.count + 1, sizeof(*ops));
        if (m.count > 0)
            memcpy(ops, m.ops, m.count * sizeof(*ops));
        *program = (struct itk_program){.ops = ops, .count = m.count};
    }
    free(m.ops);
    itk_buf_free(&m.text);
    return m.sound;
}
