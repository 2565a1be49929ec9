/*
 * The tags of a template held against the names that it is offered. The scopes
 * are those of render/run.c: a name is looked for in the items of the sections
 * around it, from the inside out, then among all.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/lint_tags.h"
#include "guide/lint.h"
#include "tmpl/expr.h"
#include "tmpl/fault.h"

/* A template with the names for one of its parts. */
struct reader {
    struct itk_lint *lint;
    struct itk_uses *uses;
    const itk_template *tmpl;
    const struct itk_names *names;               /* of a plan; or NULL: */
    const json_t *shape;                         /* an example of the data */
    struct itk_name items[ITK_TMPL_MAX_DEPTH];   /* of the sections around */
    enum itk_data_kind over[ITK_TMPL_MAX_DEPTH]; /* what they go over */
    bool each[ITK_TMPL_MAX_DEPTH];
    size_t depth;
};

/* ---- names, of either kind ---- */

/* A name of an example: `what` only says that there is one. */
static struct itk_name
of_shape(const json_t *json)
{
    return (struct itk_name){json ? ITK_NAME_ROOT : ITK_NAME_NONE, json, 0};
}

static struct itk_name
name_below(const struct reader *r, struct itk_name in, const char *word,
           size_t size)
{
    return r->names ? itk_name_below(r->names, &in, word, size)
                    : of_shape(json_object_getn(in.node, word, size));
}

static struct itk_name
name_item(const struct reader *r, struct itk_name list)
{
    if (r->names || !json_is_array((const json_t *)list.node))
        return r->names ? itk_name_item(list) : list;
    return of_shape(json_array_get(list.node, 0));
}

static enum itk_data_kind
name_kind(const struct reader *r, struct itk_name name, bool *words)
{
    const json_t *json = name.node;

    if (r->names)
        return itk_name_kind(name, words);
    *words = json_is_string(json);
    return json_is_object(json)  ? ITK_DATA_GROUP
           : json_is_array(json) ? ITK_DATA_LIST
           : *words              ? ITK_DATA_TEXT
                                 : ITK_DATA_ABSENT;
}

/* ---- paths ---- */

/* What a path of a tag leads to. */
struct target {
    struct itk_name name;
    enum itk_data_kind kind; /* ABSENT: there is no such name */
    bool words;
};

static void
fault(const struct reader *r, const struct itk_op *op, const char *path,
      size_t size, enum itk_msg id)
{
    const struct itk_spot *spot = itk_template_place(r->tmpl, op->place);
    struct itk_loc loc = {.file = itk_template_name(r->tmpl)};
    struct itk_arena arena = ITK_ARENA_INIT;
    itk_maps *maps = itk_maps_new(itk_template_package(r->tmpl));
    struct itk_label place;

    if (spot) {
        place = itk_spot_label(&arena, maps, spot, true);
        loc.place = &place;
    }
    itk_findings_add(r->lint->found, ITK_SEV_ERROR, loc, id,
                     ITK_ARGS(itk_arena_copy(&arena, path, size)));
    itk_findings_drop_twin(r->lint->found);
    itk_maps_free(maps);
    itk_arena_fini(&arena);
}

static struct itk_name
scoped(const struct reader *r, const char *name, size_t size)
{
    struct itk_name found;

    for (size_t i = r->depth; i-- > 0;) {
        if (!r->each[i])
            continue;
        found = name_below(r, r->items[i], name, size);
        if (found.what != ITK_NAME_NONE)
            return found;
    }
    return name_below(r, r->names ? itk_name_root : of_shape(r->shape), name,
                      size);
}

/* {.}: the item of the innermost list or group; where there is none, the
 * innermost text. */
static struct itk_name
current(const struct reader *r)
{
    struct itk_name text = {ITK_NAME_NONE, NULL, 0};

    for (size_t i = r->depth; i-- > 0;) {
        if (!r->each[i])
            continue;
        if (r->over[i] != ITK_DATA_TEXT && r->over[i] != ITK_DATA_BOOL)
            return r->items[i];
        if (text.what == ITK_NAME_NONE)
            text = r->items[i];
    }
    return text;
}

static void
mark(const struct reader *r, struct itk_name name)
{
    if (!r->names)
        return;
    switch (name.what) {
    case ITK_NAME_FIELD:
    case ITK_NAME_FIELD_YES:
    case ITK_NAME_FIELD_NO:
    case ITK_NAME_CHOSEN:
        itk_uses_add(r->uses, name.node, NULL);
        break;
    case ITK_NAME_LIST:
    case ITK_NAME_LIST_NONE:
        itk_uses_add(r->uses, NULL, name.node);
        break;
    default:
        break;
    }
}

static struct itk_name
look_up(const struct reader *r, const char *path, size_t size)
{
    const char *end = path + size;
    const char *dot = memchr(path, '.', size);
    struct itk_name found;

    if (size == 1 && *path == '.')
        return current(r);
    found = scoped(r, path, (size_t)((dot ? dot : end) - path));
    while (dot) {
        const char *name = dot + 1;

        dot = memchr(name, '.', (size_t)(end - name));
        found = name_below(r, found, name, (size_t)((dot ? dot : end) - name));
    }
    mark(r, found);
    return found;
}

/* Besides names, what is known of a loop, and the length of a list. */
static struct target
read_path(const struct reader *r, const char *path, size_t size)
{
    static const char length[] = ".length";
    const size_t tail = sizeof(length) - 1;
    struct target got = {.kind = ITK_DATA_TEXT, .words = true};

    if (size && (*path == '#' || *path == '$')) {
        got.words = size < 2 || (path[1] != 'f' && path[1] != 'l');
        got.kind = got.words ? ITK_DATA_TEXT : ITK_DATA_BOOL;
        return got;
    }
    got.name = look_up(r, path, size);
    if (got.name.what == ITK_NAME_NONE && size > tail &&
        !memcmp(path + size - tail, length, tail) &&
        name_kind(r, look_up(r, path, size - tail), &got.words) ==
            ITK_DATA_LIST)
        return (struct target){.kind = ITK_DATA_TEXT, .words = true};
    got.kind = name_kind(r, got.name, &got.words);
    return got;
}

/* Can the tag do with that kind of thing what it is for? */
static bool
fits(const struct itk_op *op, const struct target *target)
{
    switch (op->kind) {
    case ITK_OP_TEXT:
    case ITK_OP_CHOICE:
        return target->words;
    case ITK_OP_CHECK:
        return target->kind == ITK_DATA_BOOL;
    case ITK_OP_BLOCK:
        return target->kind == ITK_DATA_BLOCK;
    default:
        return true;
    }
}

static struct itk_name
check_path(const struct reader *r, const struct itk_op *op, const char *path,
           size_t size)
{
    const struct target target = read_path(r, path, size);

    if (target.kind == ITK_DATA_ABSENT)
        fault(r, op, path, size,
              r->names ? ITK_MSG_LINT_TAG : ITK_MSG_LINT_TAG_PACKET);
    else if (!fits(op, &target))
        fault(r, op, path, size, ITK_MSG_LINT_TAG_KIND);
    return target.name;
}

/* As deep as a tag is long. */
static void
check_condition(const struct reader *r, const struct itk_op *op,
                const struct itk_expr *expr)
{
    if (!expr)
        return;
    if (expr->kind == ITK_EXPR_PATH)
        (void)check_path(r, op, expr->text, expr->size);
    check_condition(r, op, expr->left);
    check_condition(r, op, expr->right);
}

/* A condition opens no scope. */
static void
enter(struct reader *r, const struct itk_op *op)
{
    struct itk_name name = {ITK_NAME_NONE, NULL, 0};
    bool words;

    if (op->expr)
        check_condition(r, op, op->expr);
    else
        name = check_path(r, op, op->bytes, op->size);
    if (r->depth == ITK_TMPL_MAX_DEPTH)
        return;
    r->over[r->depth] = name_kind(r, name, &words);
    r->items[r->depth] = name_item(r, name);
    r->each[r->depth++] = op->kind == ITK_OP_EACH && !op->expr;
}

static void
check_op(struct reader *r, const struct itk_op *op)
{
    switch (op->kind) {
    case ITK_OP_EACH:
    case ITK_OP_UNLESS:
        enter(r, op);
        break;
    case ITK_OP_END:
        r->depth -= r->depth > 0;
        break;
    case ITK_OP_TEXT:
    case ITK_OP_CHOICE:
    case ITK_OP_BLOCK:
    case ITK_OP_CHECK:
    case ITK_OP_IF_NONE:
        (void)check_path(r, op, op->bytes, op->size);
        break;
    default:
        break;
    }
}

static void
check_part(struct reader *r, const struct itk_program *program)
{
    r->depth = 0;
    for (size_t i = 0; program && i < program->count; i++)
        check_op(r, &program->ops[i]);
}

void
itk_lint_tags(struct itk_lint *lint, struct itk_uses *uses,
              const itk_template *tmpl, const struct itk_names *names)
{
    struct reader r = {
        .lint = lint, .uses = uses, .tmpl = tmpl, .names = names};

    for (size_t i = 0; i < itk_template_count(tmpl); i++)
        check_part(&r, itk_template_at(tmpl, i)->program);
}

void
itk_lint_packet_tags(struct itk_lint *lint, const itk_template *tmpl,
                     const struct itk_lint_shapes *shapes)
{
    struct reader r = {.lint = lint, .tmpl = tmpl};

    for (size_t i = 0; i < itk_template_count(tmpl); i++) {
        const struct itk_template_part *part = itk_template_at(tmpl, i);
        const char *name = part->part->name;

        r.shape = !strncmp(name, "word/header", 11) ? shapes->header
                  : !strcmp(name, "word/document.xml") ||
                          !strncmp(name, "word/footer", 11)
                      ? shapes->body
                      : shapes->rest;
        if (r.shape)
            check_part(&r, part->program);
    }
}
