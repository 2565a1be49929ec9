/*
 * The names of a template held against sample data: a name is known when any
 * item of the lists around it has it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "cli/template_cmd.h"
#include "guide/near.h"
#include "tmpl/fault.h"

#define MOST_VALUES 4096u /* of one name that are looked at */
#define MOST_NAME   256u

/* All values that a path has in the sample; lists stand for their items. */
struct set {
    struct itk_data at[MOST_VALUES];
    size_t count;
};

struct near {
    struct itk_near near;
    char names[2][MOST_NAME]; /* the nearest, and the one that is tried */
};

struct reader {
    const itk_template *tmpl;
    const itk_dataset *data;
    struct itk_lookup lookup;
    itk_findings *found;
    itk_maps *maps;
    struct itk_arena arena;
    struct set *scopes[ITK_TMPL_MAX_DEPTH + 1]; /* NULL: opens none */
    size_t depth;
    const struct itk_op *op;
};

/* ---- sets ---- */

static void
add(struct set *set, const struct itk_lookup *lookup,
    const struct itk_data *value)
{
    for (size_t i = 0; value->kind == ITK_DATA_LIST && i < value->count &&
                       set->count < MOST_VALUES;
         i++) {
        const struct itk_data item = lookup->item(lookup->self, value, i);

        if (item.kind != ITK_DATA_LIST)
            set->at[set->count++] = item;
    }
    if (value->kind != ITK_DATA_LIST && set->count < MOST_VALUES)
        set->at[set->count++] = *value;
}

/* The values below `in` of that name; true when one has it, though it be an
 * empty list or null. */
static bool
step(const struct reader *r, const struct set *in, const char *name,
     size_t size, struct set *out)
{
    bool known = false;

    out->count = 0;
    for (size_t i = 0; i < in->count; i++) {
        struct itk_data value;

        if (in->at[i].kind == ITK_DATA_ABSENT)
            continue;
        value = r->lookup.member(r->lookup.self, &in->at[i], name, size);
        known = known || value.kind != ITK_DATA_ABSENT || value.named;
        if (value.kind != ITK_DATA_ABSENT)
            add(out, &r->lookup, &value);
    }
    return known;
}

/* ---- the nearest name ---- */

static bool
try_name(void *self, const char *name, size_t size)
{
    struct near *near = self;

    if (size >= MOST_NAME)
        return true;
    memcpy(near->names[1], name, size);
    near->names[1][size] = '\0';
    itk_near_try(&near->near, near->names[1]);
    if (near->near.best == near->names[1]) {
        memcpy(near->names[0], near->names[1], size + 1);
        near->near.best = near->names[0];
    }
    return true;
}

static void
try_names(const struct reader *r, const struct set *in, struct near *near)
{
    for (size_t i = 0; i < in->count && i < 64; i++) {
        if (in->at[i].kind != ITK_DATA_ABSENT)
            itk_dataset_names(r->data, &in->at[i], try_name, near);
    }
}

/* A third of it may differ, or two letters. */
static bool
is_near(const struct near *near)
{
    const size_t size = strlen(near->near.wanted);

    return near->near.best &&
           near->near.distance <= (size > 6 ? size / 3 : 2) &&
           near->near.distance < size;
}

static void
fault(struct reader *r, const char *path, size_t size, const char *name,
      size_t name_size, const struct set *in)
{
    char *wanted = strndup(name, name_size), *whole = strndup(path, size);
    struct near near = {.near = {.wanted = wanted}};
    struct itk_label place;
    struct itk_loc loc = {.file = itk_template_name(r->tmpl), .place = &place};

    if (!wanted || !whole)
        itk_no_memory();
    if (in) {
        try_names(r, in, &near);
    } else {
        for (size_t i = 0; i <= r->depth; i++) {
            if (r->scopes[i])
                try_names(r, r->scopes[i], &near);
        }
    }
    place = itk_spot_label(&r->arena, r->maps,
                           itk_template_place(r->tmpl, r->op->place), true);
    itk_findings_add(r->found, ITK_SEV_ERROR, loc,
                     is_near(&near) ? ITK_MSG_TMPL_UNKNOWN_NEAR
                                    : ITK_MSG_TMPL_UNKNOWN,
                     ITK_ARGS(r->op->tag, whole, near.names[0]));
    free(wanted);
    free(whole);
}

/* ---- names ---- */

/* A name is not judged where the sample has no item that could have it. */
static bool
may_judge(const struct reader *r)
{
    for (size_t i = 0; i <= r->depth; i++) {
        if (r->scopes[i] && r->scopes[i]->count == 0)
            return false;
    }
    return true;
}

static bool
find_first(struct reader *r, const char *name, size_t size, struct set *out)
{
    for (size_t i = r->depth + 1; i-- > 0;) {
        if (r->scopes[i] && step(r, r->scopes[i], name, size, out))
            return true;
    }
    return false;
}

/* The values of a path into `out`; what is not known is a finding. */
static void
find(struct reader *r, const char *path, size_t size, struct set *out)
{
    const char *end = path + size, *name = path;
    const char *dot = memchr(path, '.', size);
    struct set *next = itk_alloc(sizeof(*next));
    size_t name_size = (size_t)((dot ? dot : end) - name);
    bool known = find_first(r, name, name_size, out);

    if (!known && may_judge(r))
        fault(r, path, size, name, name_size, NULL);
    while (known && dot && out->count > 0) {
        name = dot + 1;
        dot = memchr(name, '.', (size_t)(end - name));
        name_size = (size_t)((dot ? dot : end) - name);
        known = step(r, out, name, name_size, next);
        if (!known && !(name_size == 6 && !memcmp(name, "length", 6)))
            fault(r, path, size, name, name_size, out);
        *out = *next;
    }
    if (!known)
        out->count = 0;
    free(next);
}

static bool
is_helper(const char *path, size_t size)
{
    return *path == '#' || *path == '$' || (size == 1 && *path == '.');
}

static void
find_in_expr(struct reader *r, const struct itk_expr *expr, struct set *scratch)
{
    if (expr->kind == ITK_EXPR_PATH && !is_helper(expr->text, expr->size))
        find(r, expr->text, expr->size, scratch);
    if (expr->left)
        find_in_expr(r, expr->left, scratch);
    if (expr->right)
        find_in_expr(r, expr->right, scratch);
}

static void
read_op(struct reader *r)
{
    const struct itk_op *op = r->op;
    const bool section = op->kind == ITK_OP_EACH || op->kind == ITK_OP_UNLESS;
    struct set *set;

    if (op->kind == ITK_OP_END && r->depth > 0)
        free(r->scopes[r->depth--]);
    if (!section && op->kind != ITK_OP_TEXT && op->kind != ITK_OP_CHECK &&
        op->kind != ITK_OP_CHOICE && op->kind != ITK_OP_LINK &&
        op->kind != ITK_OP_IMAGE)
        return;
    set = itk_alloc(sizeof(*set));
    if (op->expr)
        find_in_expr(r, op->expr, set);
    else if (!is_helper(op->bytes, op->size))
        find(r, op->bytes, op->size, set);
    else if (op->size == 1 && *op->bytes == '.')
        set->count = 0; /* a list of lists: not looked into */
    if (section && r->depth < ITK_TMPL_MAX_DEPTH) {
        const bool opens = op->kind == ITK_OP_EACH && !op->expr;

        r->scopes[++r->depth] = opens ? set : NULL;
        if (!opens)
            free(set);
    } else {
        free(set);
    }
}

void
itk_template_unknown(const itk_template *tmpl, const itk_dataset *data,
                     itk_findings *found)
{
    struct reader r = {.tmpl = tmpl,
                       .data = data,
                       .lookup = itk_dataset_lookup(data),
                       .found = found,
                       .maps = itk_maps_new(itk_template_package(tmpl))};

    r.scopes[0] = itk_alloc(sizeof(struct set));
    r.scopes[0]->at[0] = r.lookup.root;
    r.scopes[0]->count = 1;
    for (size_t i = 0; i < itk_template_count(tmpl); i++) {
        const struct itk_program *program = itk_template_at(tmpl, i)->program;

        for (size_t j = 0; program && j < program->count; j++) {
            r.op = &program->ops[j];
            read_op(&r);
        }
    }
    free(r.scopes[0]);
    itk_maps_free(r.maps);
    itk_arena_fini(&r.arena);
}
