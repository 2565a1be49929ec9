/*
 * Copies of what a section repeats, told apart by how often it has been gone
 * through: names and ids of bookmarks, lists that begin anew.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>

#include "render/runner.h"

void
itk_extras_fini(struct itk_extras *extras)
{
    free(extras->nums);
    *extras = (struct itk_extras){0};
}

void
itk_runner_copies_begin(struct runner *r)
{
    const struct itk_program *program = r->program;

    if (!program->passes)
        return;
    r->passes = itk_alloc((program->passes_count + program->seen_count + 1) *
                          sizeof(*r->passes));
    r->seen = r->passes + program->passes_count;
    if (program->bookmarks > 0)
        r->ids = itk_alloc(program->bookmarks * sizeof(*r->ids));
    if (program->lists_count > 0)
        r->lists = itk_alloc(program->lists_count * sizeof(*r->lists));
    r->range_id = program->range_id;
}

void
itk_runner_copies_end(struct runner *r)
{
    free(r->passes);
    free(r->ids);
    free(r->lists);
}

void
itk_runner_pass(struct runner *r, const struct itk_op *op)
{
    const struct itk_program *program = r->program;
    const struct itk_pass *pass;

    if (!r->passes)
        return;
    r->passes[op->pass]++;
    pass = &program->passes[op->pass];
    for (uint32_t i = 0; i < pass->seen_count; i++) {
        const struct itk_seen_at *at = &program->seen[pass->seen_first + i];

        r->seen[at->slot] = r->passes[at->pass];
    }
}

bool
itk_runner_first(const struct runner *r, const struct itk_op *op)
{
    return r->passes[op->pass] <= 1;
}

static void
put_name(struct runner *r, const struct itk_op *op)
{
    const size_t copy =
        op->seen == ITK_NO_PASS ? r->passes[op->pass] : r->seen[op->seen] + 1;

    if (copy <= 1) {
        itk_buf_add(r->out, op->bytes, op->size);
        return;
    }
    itk_buf_adds(r->out, op->yes);
    itk_buf_addc(r->out, '_');
    itk_buf_addu(r->out, copy);
}

static void
put_range_id(struct runner *r, const struct itk_op *op)
{
    if (itk_runner_first(r, op)) {
        itk_buf_add(r->out, op->bytes, op->size);
        return;
    }
    if (op->once)
        r->ids[op->unit] = ++r->range_id;
    itk_buf_addu(r->out, r->ids[op->unit]);
}

/* A new list, once in each copy. */
static void
new_list(struct itk_extras *extras, const char *inner, unsigned long id)
{
    if (extras->nums_count == extras->nums_room) {
        extras->nums_room = extras->nums_room ? extras->nums_room * 2 : 16;
        extras->nums =
            itk_grow(extras->nums, extras->nums_room, sizeof(*extras->nums));
    }
    extras->nums[extras->nums_count++] = (struct itk_extra_num){id, inner};
}

static void
put_list(struct runner *r, const struct itk_op *op)
{
    struct itk_extras *extras = r->job->extras;
    struct list_copy *list = &r->lists[op->unit];

    if (!extras || itk_runner_first(r, op)) {
        itk_buf_add(r->out, op->bytes, op->size);
        return;
    }
    if (list->pass != r->passes[op->pass]) {
        list->pass = r->passes[op->pass];
        list->id = ++extras->num_max;
        new_list(extras, r->program->lists[op->unit], list->id);
    }
    itk_buf_addu(r->out, list->id);
}

void
itk_runner_copy(struct runner *r, const struct itk_op *op)
{
    if (op->kind == ITK_OP_NAME)
        put_name(r, op);
    else if (op->kind == ITK_OP_RANGE_ID)
        put_range_id(r, op);
    else if (op->kind == ITK_OP_LIST)
        put_list(r, op);
    else if (op->pass != ITK_NO_PASS && itk_runner_first(r, op))
        itk_buf_add(r->out, op->bytes, op->size);
    else
        itk_buf_addu(r->out, ++r->serial);
}
