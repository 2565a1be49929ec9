/*
 * Runs a flat program: literals are copied, slots looked up, sections jumped
 * over or gone round.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "render/condition.h"
#include "render/runner.h"
#include "render/value.h"

/* itk_buf_add, where nearly all bytes of a document go through. */
static inline void
put_bytes(struct itk_buf *out, const char *bytes, size_t size)
{
    if (out->room - out->size <= size)
        itk_buf_reserve(out, size);
    memcpy(out->data + out->size, bytes, size);
    out->size += size;
    out->data[out->size] = '\0';
}

/* The innermost loop over a list, or NULL. */
static const struct frame *
inner_list(const struct runner *r)
{
    for (size_t i = r->depth; i-- > 0;) {
        if (r->frames[i].each && r->frames[i].list.kind == ITK_DATA_LIST)
            return &r->frames[i];
    }
    return NULL;
}

/* What {.} is: the item of the innermost list or group. A yes-no or a text
 * opens no scope; but where there is none, the text itself. */
static struct itk_data
current(const struct runner *r)
{
    struct itk_data text = {.kind = ITK_DATA_ABSENT};

    for (size_t i = r->depth; i-- > 0;) {
        const struct frame *frame = &r->frames[i];

        if (!frame->each)
            continue;
        if (frame->list.kind != ITK_DATA_TEXT &&
            frame->list.kind != ITK_DATA_BOOL)
            return frame->item;
        if (text.kind == ITK_DATA_ABSENT)
            text = frame->item;
    }
    return text;
}

static inline struct itk_data
member(const struct runner *r, const struct itk_data *in, const char *name,
       size_t size)
{
    if (in->kind == ITK_DATA_ABSENT)
        return (struct itk_data){.kind = ITK_DATA_ABSENT};
    return r->lookup->member(r->lookup->self, in, name, size);
}

/* The first name of a path: in the items of the loops from the inside out,
 * then at the root. */
static inline struct itk_data
scoped(const struct runner *r, const char *name, size_t size)
{
    struct itk_data found;

    for (size_t i = r->depth; i-- > 0;) {
        if (!r->frames[i].each)
            continue;
        found = member(r, &r->frames[i].item, name, size);
        if (found.kind != ITK_DATA_ABSENT || found.named)
            return found;
    }
    return member(r, &r->lookup->root, name, size);
}

static struct itk_data
look_up(const struct runner *r, const char *path, size_t size)
{
    const char *end = path + size;
    const char *dot = memchr(path, '.', size);
    struct itk_data found;

    if (size == 1 && *path == '.')
        return current(r);
    found = scoped(r, path, (size_t)((dot ? dot : end) - path));
    while (dot) {
        const char *name = dot + 1;

        dot = memchr(name, '.', (size_t)(end - name));
        found = member(r, &found, name, (size_t)((dot ? dot : end) - name));
    }
    return found;
}

/* What is known of the item that a loop is at. */
static struct itk_data
loop_helper(const struct runner *r, const char *name, struct itk_digits *digits)
{
    const struct frame *loop = inner_list(r);
    const size_t index = loop ? loop->index : 0;
    const size_t count = loop ? loop->list.count : 1;

    switch (*name) {
    case 'i': /* $index, from 0 */
        return itk_digits_data(digits, index);
    case 'n': /* $number, from 1 */
        return itk_digits_data(digits, index + 1);
    case 'c': /* $count */
        return itk_digits_data(digits, count);
    case 'f': /* $first */
        return (struct itk_data){.kind = ITK_DATA_BOOL, .truth = index == 0};
    default: /* $last */
        return (struct itk_data){.kind = ITK_DATA_BOOL,
                                 .truth = index + 1 == count};
    }
}

/* As look_up, besides the helpers of loops and the length of a list. */
static struct itk_data
read_path(const struct runner *r, const char *path, size_t size,
          struct itk_digits *digits)
{
    static const char length[] = ".length";
    const size_t tail = sizeof(length) - 1;
    struct itk_data found;

    if (*path == '#')
        return loop_helper(r, "number", digits);
    if (*path == '$')
        return loop_helper(r, path + 1, digits);
    found = look_up(r, path, size);
    if (found.kind == ITK_DATA_ABSENT && size > tail &&
        memcmp(path + size - tail, length, tail) == 0) {
        const struct itk_data of = look_up(r, path, size - tail);

        if (of.kind == ITK_DATA_LIST)
            return itk_digits_data(digits, of.count);
    }
    return found;
}

bool
itk_runner_may_be_absent(const struct itk_op *op)
{
    for (size_t i = 0; i < op->filters_count; i++) {
        if (op->filters[i].kind == ITK_FILTER_FILL_IN ||
            op->filters[i].kind == ITK_FILTER_DEFAULT)
            return true;
    }
    return false;
}

/* Through the filters from `first` to before `end`. */
static bool
filtered(struct runner *r, const struct itk_op *op, size_t first, size_t end,
         const char **text, size_t *size)
{
    for (size_t i = first; i < end; i++) {
        const struct itk_filter *filter = &op->filters[i];
        struct itk_buf *to = &r->text[i % 2];

        /* A space for the pen is not a date or a number. */
        if (*size == 0 && filter->kind != ITK_FILTER_FILL_IN &&
            filter->kind != ITK_FILTER_DEFAULT)
            continue;
        itk_buf_clear(to);
        if (!itk_value_filter(to, filter, *text, *size))
            return itk_runner_fault(r, op, ITK_MSG_RENDER_FILTER,
                                    itk_filter_name(filter->kind));
        *text = to->data;
        *size = to->size;
    }
    return true;
}

static bool
put_filtered(struct runner *r, const struct itk_op *op, size_t first,
             const char *text, size_t size)
{
    if (!filtered(r, op, first, op->filters_count, &text, &size))
        return false;
    if (itk_value_plain(text, size))
        itk_buf_add(r->out, text, size);
    else if (op->in_run)
        itk_value_run(r->out, text, size);
    else
        itk_value_flat(r->out, text, size);
    return true;
}

static bool
put_text(struct runner *r, const struct itk_op *op, const char *text,
         size_t size)
{
    enum itk_msg why;

    if (itk_value_fault(text, size, &why))
        return itk_runner_fault(r, op, why, NULL);
    return put_filtered(r, op, 0, text, size);
}

static bool
is_text(const struct itk_data *data)
{
    return data->kind == ITK_DATA_TEXT ||
           (data->kind == ITK_DATA_BOOL && data->size > 0);
}

/* The items, each through the filters before `join`, as one text. */
static bool
put_joined(struct runner *r, const struct itk_op *op,
           const struct itk_data *list, size_t join)
{
    const char *between = op->filters[join].text;
    struct itk_buf all = ITK_BUF_INIT;
    enum itk_msg why;
    bool ok = true;

    for (size_t i = 0; ok && i < list->count; i++) {
        struct itk_data item = r->lookup->item(r->lookup->self, list, i);

        if (!is_text(&item))
            ok = itk_runner_fault(r, op, ITK_MSG_RENDER_NOT_TEXT, NULL);
        else if (itk_value_fault(item.text, item.size, &why))
            ok = itk_runner_fault(r, op, why, NULL);
        else
            ok = filtered(r, op, 0, join, &item.text, &item.size);
        if (ok && i > 0)
            itk_buf_adds(&all, between);
        if (ok)
            itk_buf_add(&all, item.text, item.size);
    }
    ok = ok && put_filtered(r, op, join + 1, all.data, all.size);
    itk_buf_free(&all);
    return ok;
}

static bool
put_list(struct runner *r, const struct itk_op *op, const struct itk_data *list)
{
    for (size_t i = 0; i < op->filters_count; i++) {
        if (op->filters[i].kind == ITK_FILTER_JOIN)
            return put_joined(r, op, list, i);
    }
    return itk_runner_fault(r, op, ITK_MSG_RENDER_NOT_TEXT, NULL);
}

bool
itk_runner_missing(struct runner *r, const struct itk_op *op)
{
    if (r->job->missing == ITK_MISSING_ERROR)
        return itk_runner_fault(r, op, ITK_MSG_RENDER_ABSENT, NULL);
    if (r->job->missing == ITK_MISSING_KEEP)
        itk_value_flat(r->out, op->tag, strlen(op->tag));
    return true;
}

static bool
put_data(struct runner *r, const struct itk_op *op, const struct itk_data *data)
{
    if (is_text(data))
        return put_text(r, op, data->text, data->size);
    if (data->kind == ITK_DATA_LIST)
        return put_list(r, op, data);
    if (data->kind != ITK_DATA_ABSENT)
        return itk_runner_fault(r, op, ITK_MSG_RENDER_NOT_TEXT, NULL);
    if (!itk_runner_may_be_absent(op))
        return itk_runner_missing(r, op);
    if (!op->blank)
        return put_text(r, op, "", 0);
    itk_value_run(r->out, op->blank, strlen(op->blank));
    return true;
}

static bool
run_path(struct runner *r, const struct itk_op *op)
{
    struct itk_digits digits;
    const struct itk_data data = read_path(r, op->bytes, op->size, &digits);

    return put_data(r, op, &data);
}

/* Most tags are a name, and most values are put out as they are. */
static inline bool
run_text(struct runner *r, const struct itk_op *op)
{
    struct itk_data data;

    if (!op->one_name)
        return run_path(r, op);
    data = scoped(r, op->bytes, op->size);
    if (data.kind != ITK_DATA_TEXT || op->filters_count > 0 ||
        !itk_value_plain(data.text, data.size))
        return put_data(r, op, &data);
    put_bytes(r->out, data.text, data.size);
    return true;
}

struct itk_data
itk_runner_read(const struct runner *r, const struct itk_op *op)
{
    return look_up(r, op->bytes, op->size);
}

/* A drop-down list; without a value it is as any other slot. */
static bool
run_choice(struct runner *r, const struct itk_op *op)
{
    const struct itk_data data = itk_runner_read(r, op);

    return data.kind == ITK_DATA_ABSENT ? run_text(r, op)
                                        : itk_runner_choice(r, op, &data);
}

static void
run_if_none(struct runner *r, const struct itk_op *op)
{
    if (look_up(r, op->bytes, op->size).kind == ITK_DATA_ABSENT)
        itk_buf_adds(r->out, op->no);
}

static bool
run_block(struct runner *r, const struct itk_op *op)
{
    const struct itk_block_writer *block = &r->job->block;
    const struct itk_data data = look_up(r, op->bytes, op->size);
    struct itk_scribe scribe = {.out = r->out,
                                .phrases = block->phrases,
                                .trace = r->trace,
                                .begin = r->begin,
                                .from = r->out->size};

    if (data.kind != ITK_DATA_BLOCK || !block->write)
        return itk_runner_fault(r, op, ITK_MSG_RENDER_NOT_BLOCK, NULL);
    if (!block->write(block->self, &data, &scribe, r->err))
        return false;
    itk_scribe_gap(&scribe);
    return true;
}

static struct itk_data
read_for_condition(void *self, const char *path, size_t size,
                   struct itk_digits *digits)
{
    return read_path(self, path, size, digits);
}

static void
enter(struct runner *r, const struct itk_op *op)
{
    const struct itk_reading reading = {r, read_for_condition};
    struct itk_digits digits;
    struct itk_data data = {.kind = ITK_DATA_BOOL};
    const bool each = op->kind == ITK_OP_EACH;
    struct frame *frame = &r->frames[r->depth];

    if (op->expr)
        data.truth = itk_condition_holds(op->expr, reading);
    else
        data = read_path(r, op->bytes, op->size, &digits);
    if (itk_data_holds(&data) != each) {
        r->at = op->jump;
        return;
    }
    *frame = (struct frame){
        .op = op, .each = each && !op->expr, .list = data, .item = data};
    if (data.kind == ITK_DATA_LIST && each)
        frame->item = r->lookup->item(r->lookup->self, &data, 0);
    r->depth++;
    r->at++;
    r->checked = NULL;
    if (each)
        itk_runner_pass(r, op);
}

static void
leave(struct runner *r, const struct itk_op *op)
{
    struct frame *frame = &r->frames[r->depth - 1];

    r->checked = NULL;
    if (frame->each && frame->list.kind == ITK_DATA_LIST &&
        frame->index + 1 < frame->list.count) {
        frame->index++;
        frame->item =
            r->lookup->item(r->lookup->self, &frame->list, frame->index);
        r->at = op->jump + 1;
        itk_runner_pass(r, frame->op);
        return;
    }
    r->depth--;
    r->at++;
}

static bool
begins(const char *tag, const char *end, const char *name)
{
    const size_t size = strlen(name);

    return (size_t)(end - tag) >= size && memcmp(tag, name, size) == 0;
}

/* Tags that may stand behind the last paragraph of a container. */
static bool
is_beside(const char *tag, const char *end)
{
    static const char *const names[] = {
        "</w:sdt>",        "</w:sdtContent>", "</w:customXml>", "<w:bookmark",
        "<w:commentRange", "<w:perm",         "<w:move",        "<w:proofErr",
    };

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        if (begins(tag, end, names[i]))
            return true;
    }
    return false;
}

static bool
ends_with_paragraph(const struct runner *r, bool table_will_do)
{
    const char *begin = r->out->data + r->begin;
    const char *end = r->out->data + r->out->size;

    while (end > begin) {
        const char *tag = memrchr(begin, '<', (size_t)(end - begin));

        if (!tag)
            return false;
        if (begins(tag, end, "</w:p>") || begins(tag, end, "<w:p/>"))
            return true;
        if (table_will_do && begins(tag, end, "</w:tbl>"))
            return true;
        if (begins(tag, end, "<w:p "))
            return end[-2] == '/';
        if (!is_beside(tag, end))
            return false;
        end = tag;
    }
    return false;
}

static void
push_mark(struct runner *r)
{
    if (r->marks_count == r->marks_room) {
        r->marks_room = r->marks_room ? r->marks_room * 2 : 8;
        r->marks = itk_grow(r->marks, r->marks_room, sizeof(*r->marks));
    }
    r->marks[r->marks_count++] = r->out->size;
}

static void
prune(struct runner *r)
{
    static const char row[] = "</w:tr>";
    const size_t mark = r->marks[--r->marks_count];

    if (memmem(r->out->data + mark, r->out->size - mark, row, sizeof(row) - 1))
        return;
    r->out->size = mark;
    r->out->data[mark] = '\0';
    if (r->trace)
        itk_trace_cut(r->trace, mark - r->begin);
}

static bool
run_op(struct runner *r, const struct itk_op *op)
{
    switch (op->kind) {
    case ITK_OP_LITERAL:
        if (!op->once || itk_runner_first(r, op))
            put_bytes(r->out, op->bytes, op->size);
        return true;
    case ITK_OP_TEXT:
        return run_text(r, op);
    case ITK_OP_BLOCK:
        return run_block(r, op);
    case ITK_OP_CHECK:
        return itk_runner_check(r, op);
    case ITK_OP_IF_NONE:
        run_if_none(r, op);
        return true;
    case ITK_OP_ENSURE:
        if (!ends_with_paragraph(r, op->table_will_do))
            itk_buf_add(r->out, op->bytes, op->size);
        return true;
    case ITK_OP_MARK:
        push_mark(r);
        return true;
    case ITK_OP_PRUNE:
        prune(r);
        return true;
    case ITK_OP_SERIAL:
    case ITK_OP_NAME:
    case ITK_OP_RANGE_ID:
    case ITK_OP_LIST:
        itk_runner_copy(r, op);
        return true;
    case ITK_OP_LINK:
    case ITK_OP_LINK_TEXT:
    case ITK_OP_LINK_END:
        return itk_runner_link(r, op);
    case ITK_OP_IMAGE:
        return itk_runner_image(r, op);
    case ITK_OP_CHOICE:
        return run_choice(r, op);
    case ITK_OP_CHOSEN:
    case ITK_OP_FULL_DATE:
        itk_runner_attribute(r, op);
        return true;
    case ITK_OP_EACH:
    case ITK_OP_UNLESS:
    case ITK_OP_END:
        break;
    }
    return true;
}

/* What the operation has put out, if anything. */
static void
note(struct runner *r, const struct itk_op *op, size_t before)
{
    if (r->trace && r->out->size > before && op->kind != ITK_OP_BLOCK)
        itk_trace_add(r->trace, r->out->size - r->begin,
                      op->kind == ITK_OP_LITERAL ? op->segment
                                                 : ITK_TRACE_OTHER);
}

static bool
run(struct runner *r)
{
    size_t steps = 0;

    while (r->at < r->program->count) {
        const struct itk_op *op = &r->program->ops[r->at];
        const size_t before = r->out->size;

        if (op->kind == ITK_OP_EACH || op->kind == ITK_OP_UNLESS) {
            enter(r, op);
        } else if (op->kind == ITK_OP_END) {
            leave(r, op);
        } else {
            if (!run_op(r, op))
                return false;
            note(r, op, before);
            r->at++;
        }
        if (++steps > ITK_RENDER_MAX_STEPS ||
            r->out->size - r->begin > ITK_RENDER_MAX_PART_BYTES)
            return itk_runner_too_large(r, op);
    }
    return true;
}

bool
itk_program_run(const struct itk_program *program, const struct itk_run *job,
                struct itk_buf *out, struct itk_error *err)
{
    struct runner r = {.program = program,
                       .job = job,
                       .lookup = job->lookup,
                       .out = out,
                       .trace = job->trace,
                       .err = err,
                       .begin = out->size,
                       .serial = program->serial,
                       .text = {ITK_BUF_INIT, ITK_BUF_INIT}};
    bool ok;

    itk_runner_copies_begin(&r);
    ok = run(&r) && r.faults == 0;
    itk_runner_copies_end(&r);
    itk_buf_free(&r.text[0]);
    itk_buf_free(&r.text[1]);
    free(r.marks);
    itk_runner_report(&r);
    return ok;
}
