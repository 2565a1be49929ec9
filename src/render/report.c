/*
 * What is wrong with the values that a template is filled with: each tag once,
 * with its place in the template and the path in the data.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "render/runner.h"
#include "tmpl/fault.h"

#define NOWHERE SIZE_MAX

/* What it takes to say where a tag stands. */
struct places {
    struct itk_arena arena;
    itk_maps *maps;
    struct itk_label label;
};

static struct itk_loc
place_of(const struct runner *r, const struct itk_op *op, struct places *places)
{
    const itk_template *tmpl = r->job->tmpl;
    const struct itk_spot *spot;
    struct itk_loc loc = {0};

    if (!tmpl)
        return loc;
    if (!places->maps)
        places->maps = itk_maps_new(itk_template_package(tmpl));
    loc.file = itk_template_name(tmpl);
    spot = itk_template_place(tmpl, op->place);
    if (spot) {
        places->label =
            itk_spot_label(&places->arena, places->maps, spot, true);
        loc.place = &places->label;
    }
    return loc;
}

static void
places_fini(struct places *places)
{
    itk_maps_free(places->maps);
    itk_arena_fini(&places->arena);
}

static bool
is_item(const struct itk_op *op)
{
    return op->size == 1 && (*op->bytes == '.' || *op->bytes == '#');
}

/* The loop among the first `depth` frames whose item has the first name of the
 * path; else, when the data outside of loops have not got it either, the
 * innermost loop. */
static size_t
home_of(const struct runner *r, const struct itk_op *op, size_t depth)
{
    const char *dot = memchr(op->bytes, '.', op->size);
    const size_t size = dot ? (size_t)(dot - op->bytes) : op->size;
    const struct itk_lookup *lookup = r->lookup;
    size_t inner = NOWHERE;
    struct itk_data found;

    for (size_t i = depth; i-- > 0;) {
        const struct itk_data *item = &r->frames[i].item;

        if (r->frames[i].each && is_item(op))
            return i;
        if (!r->frames[i].each || item->kind == ITK_DATA_ABSENT)
            continue;
        if (inner == NOWHERE && (r->frames[i].list.kind == ITK_DATA_LIST ||
                                 item->kind == ITK_DATA_GROUP))
            inner = i;
        found = lookup->member(lookup->self, item, op->bytes, size);
        if (found.kind != ITK_DATA_ABSENT || found.named)
            return i;
    }
    found = lookup->member(lookup->self, &lookup->root, op->bytes, size);
    return found.kind != ITK_DATA_ABSENT || found.named ? NOWHERE : inner;
}

/* The path of a section's item: "orders[2].items[1]". */
static void
add_item_path(const struct runner *r, size_t frame, struct itk_buf *out)
{
    const struct frame *at = &r->frames[frame];
    const size_t home = home_of(r, at->op, frame);
    const bool itself = is_item(at->op);

    if (home != NOWHERE)
        add_item_path(r, home, out);
    if (!itself && home != NOWHERE)
        itk_buf_addc(out, '.');
    if (!itself)
        itk_buf_add(out, at->op->bytes, at->op->size);
    if (at->list.kind == ITK_DATA_LIST) {
        itk_buf_addc(out, '[');
        itk_buf_addu(out, at->index + 1);
        itk_buf_addc(out, ']');
    }
}

static void
add_path(const struct runner *r, const struct itk_op *op, struct itk_buf *out)
{
    const bool itself = is_item(op);
    const size_t home = home_of(r, op, r->depth);

    if (home != NOWHERE)
        add_item_path(r, home, out);
    if (!itself && home != NOWHERE)
        itk_buf_addc(out, '.');
    if (!itself)
        itk_buf_add(out, op->bytes, op->size);
}

static bool
is_said(struct runner *r, const struct itk_op *op)
{
    const size_t index = (size_t)(op - r->program->ops);

    if (!r->said)
        r->said = itk_alloc(r->program->count * sizeof(*r->said));
    if (r->said[index])
        return true;
    r->said[index] = true;
    return false;
}

static void
note(struct runner *r, const struct itk_op *op, enum itk_msg id,
     const char *more)
{
    struct itk_buf path = ITK_BUF_INIT;
    struct value_fault *fault;

    if (r->notes_count == r->notes_room) {
        r->notes_room = r->notes_room ? r->notes_room * 2 : 16;
        r->notes = itk_grow(r->notes, r->notes_room, sizeof(*r->notes));
    }
    add_path(r, op, &path);
    fault = &r->notes[r->notes_count++];
    *fault = (struct value_fault){op, id, more, itk_buf_take(&path)};
}

static char *
name_of(const struct itk_op *op)
{
    char *name = itk_alloc(op->size + 1);

    memcpy(name, op->bytes, op->size);
    return name;
}

bool
itk_runner_fault(struct runner *r, const struct itk_op *op, enum itk_msg id,
                 const char *more)
{
    struct places places = {0};
    char *name;

    r->faults++;
    if (r->job->found) {
        if (r->notes_count < ITK_FAULTS_MAX && !is_said(r, op))
            note(r, op, id, more);
        return true;
    }
    name = name_of(op);
    (void)itk_fail(r->err, ITK_FAULT_PACKAGE, place_of(r, op, &places), id,
                   ITK_ARGS(name, more));
    places_fini(&places);
    free(name);
    return false;
}

/* In the order of the template. */
static int
by_op(const void *left, const void *right)
{
    const struct value_fault *a = left, *b = right;

    return (a->op > b->op) - (a->op < b->op);
}

void
itk_runner_report(struct runner *r)
{
    struct places places = {0};

    if (r->notes_count > 0)
        qsort(r->notes, r->notes_count, sizeof(*r->notes), by_op);
    for (size_t i = 0; i < r->notes_count; i++) {
        const struct value_fault *fault = &r->notes[i];
        struct itk_loc loc = place_of(r, fault->op, &places);
        char *name = name_of(fault->op);

        loc.field = fault->path;
        itk_findings_add(r->job->found, ITK_SEV_ERROR, loc, fault->id,
                         ITK_ARGS(name, fault->more));
        free(name);
        free(fault->path);
    }
    places_fini(&places);
    free(r->notes);
    free(r->said);
}

bool
itk_runner_too_large(struct runner *r, const struct itk_op *op)
{
    struct itk_buf number = ITK_BUF_INIT;
    struct places places = {0};

    itk_buf_addu(&number, ITK_RENDER_MAX_PART_BYTES);
    (void)itk_fail(r->err, ITK_FAULT_PACKAGE, place_of(r, op, &places),
                   ITK_MSG_RENDER_TOO_LARGE, ITK_ARGS(number.data));
    places_fini(&places);
    itk_buf_free(&number);
    return false;
}
