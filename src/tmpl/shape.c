/*
 * Two walks over the programs: the first notes which names each section uses,
 * the second gives each name its place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tmpl/shape.h"

struct path {
    const char *text;
    size_t size;
};

struct use {
    struct path path;
    struct use *next;
};

/* A section, all of the same path in the same place together. */
struct scope {
    struct scope *up, *next, *first;
    struct path path;
    struct use *uses;
    bool marked; /* {.} or the like stands in it */
    bool list;
};

struct reader {
    struct itk_arena *arena;
    struct scope *scopes[ITK_TMPL_MAX_DEPTH + 1]; /* around the operation */
    size_t depth;
    struct itk_shape *root;
    const struct itk_shape **of; /* the second walk: of the operation */
};

static bool
same(struct path a, struct path b)
{
    return a.size == b.size && memcmp(a.text, b.text, a.size) == 0;
}

static struct path
first_of(struct path path)
{
    const char *dot = memchr(path.text, '.', path.size);

    if (dot && dot > path.text)
        path.size = (size_t)(dot - path.text);
    return path;
}

/* The item itself, or a helper of loops. */
static bool
is_mark(struct path path)
{
    return *path.text == '#' || *path.text == '$' ||
           (path.size == 1 && *path.text == '.');
}

/* a.length is the length of a list, unless it is a name. */
static struct path
without_length(struct path path)
{
    static const char tail[] = ".length";
    const size_t size = sizeof(tail) - 1;

    if (path.size > size &&
        memcmp(path.text + path.size - size, tail, size) == 0)
        path.size -= size;
    return path;
}

static struct scope *
here(const struct reader *r)
{
    return r->scopes[r->depth];
}

/* ---- the first walk ---- */

static void
note_use(struct reader *r, struct path path)
{
    struct scope *scope = here(r);
    struct use *use;

    if (is_mark(path)) {
        scope->marked = true;
        return;
    }
    use = itk_arena_alloc(r->arena, sizeof(*use));
    use->path = path;
    use->next = scope->uses;
    scope->uses = use;
}

static struct scope *
scope_of(struct reader *r, struct path path)
{
    struct scope *up = here(r), *scope = up->first;

    while (scope && !same(scope->path, path))
        scope = scope->next;
    if (scope)
        return scope;
    scope = itk_arena_alloc(r->arena, sizeof(*scope));
    scope->up = up;
    scope->path = path;
    scope->next = up->first;
    up->first = scope;
    return scope;
}

/* Does a tag of the scope use the same path? Of a path with dots the first
 * name is enough; {text} is not in {text.title}, which may be a group. */
static bool
uses(const struct scope *scope, struct path path)
{
    const struct path first = first_of(path);
    const bool dotted = first.size < path.size;

    for (const struct use *use = scope->uses; use; use = use->next) {
        if (same(use->path, path) ||
            (dotted && same(first_of(use->path), first)))
            return true;
    }
    return false;
}

/* Has it a name that belongs to nothing around it? */
static void
classify(struct scope *scope)
{
    scope->list = !scope->up || scope->marked;
    for (const struct use *use = scope->uses; use && !scope->list;
         use = use->next) {
        bool outside = same(first_of(use->path), first_of(scope->path));

        for (const struct scope *up = scope->up; up && !outside; up = up->up)
            outside = uses(up, use->path);
        scope->list = !outside;
    }
    for (struct scope *child = scope->first; child; child = child->next)
        classify(child);
}

/* ---- the second walk ---- */

static struct itk_shape *
member_of(struct reader *r, struct itk_shape *in, struct path name)
{
    struct itk_shape *shape = in->first;

    while (shape && !same((struct path){shape->name, shape->size}, name))
        shape = shape->next;
    if (shape)
        return shape;
    shape = itk_arena_alloc(r->arena, sizeof(*shape));
    shape->name = name.text;
    shape->size = name.size;
    if (in->last)
        in->last->next = shape;
    else
        in->first = shape;
    in->last = shape;
    if (in->type < ITK_SHAPE_GROUP)
        in->type = ITK_SHAPE_GROUP;
    return shape;
}

static struct itk_shape *
item_of(struct reader *r, struct itk_shape *list)
{
    if (!list->item)
        list->item = itk_arena_alloc(r->arena, sizeof(*list->item));
    if (list->type < ITK_SHAPE_LIST)
        list->type = ITK_SHAPE_LIST;
    return list->item;
}

static struct itk_shape *shape_of(struct reader *r, const struct scope *scope,
                                  struct path path);

/* What the names in a section are looked for in. */
static struct itk_shape *
names_of(struct reader *r, const struct scope *scope)
{
    while (!scope->list)
        scope = scope->up;
    if (!scope->up)
        return r->root;
    return item_of(r, shape_of(r, scope->up, scope->path));
}

/* From a yes-no, to where else the path is used. */
static const struct scope *
home_of(const struct scope *scope, struct path path)
{
    const struct scope *up = scope;

    while (up && !up->list && (up == scope || !uses(up, path)))
        up = up->up;
    while (up && !uses(up, path))
        up = up->up;
    return up ? up : scope;
}

/* The shape of a path that stands in `scope`. */
static struct itk_shape *
shape_of(struct reader *r, const struct scope *scope, struct path path)
{
    struct path first = first_of(path);
    struct itk_shape *shape;

    if (path.size == 1 && *path.text == '.')
        return names_of(r, scope);
    while (scope->up && same(first, first_of(scope->path)))
        scope = scope->up; /* {#x}{x}{/x}: x is a text */
    scope = home_of(scope, path);
    shape = member_of(r, names_of(r, scope), first);
    while (path.size > first.size) {
        path.text += first.size + 1;
        path.size -= first.size + 1;
        first = first_of(path);
        shape = member_of(r, shape, first);
    }
    return shape;
}

static struct itk_shape *
note_type(struct reader *r, struct path path, enum itk_shape_type type)
{
    const struct path list = without_length(path);
    struct itk_shape *shape;

    if (*path.text == '#' || *path.text == '$')
        return NULL;
    shape = shape_of(r, here(r), list);
    if (list.size < path.size)
        type = ITK_SHAPE_LIST;
    if (shape->type < type)
        shape->type = type;
    return shape;
}

static enum itk_shape_type
value_type(const struct itk_op *op)
{
    enum itk_shape_type type = ITK_SHAPE_TEXT;

    if (op->kind == ITK_OP_CHECK)
        return ITK_SHAPE_YES_NO;
    if (op->kind == ITK_OP_BLOCK)
        return ITK_SHAPE_BLOCK;
    for (size_t i = 0; i < op->filters_count; i++) {
        switch (op->filters[i].kind) {
        case ITK_FILTER_WAREKI:
        case ITK_FILTER_DATE:
            return ITK_SHAPE_DATE;
        case ITK_FILTER_COMMA:
        case ITK_FILTER_KANJI:
            type = ITK_SHAPE_NUMBER;
            break;
        case ITK_FILTER_JOIN:
            return ITK_SHAPE_LIST;
        default:
            break;
        }
    }
    return type;
}

/* What a name is compared with says what it is. */
static void
note_compared(struct reader *r, const struct itk_expr *path,
              const struct itk_expr *with)
{
    const bool number = with->kind == ITK_EXPR_NUMBER;
    struct itk_shape *shape =
        note_type(r, (struct path){path->text, path->size},
                  number ? ITK_SHAPE_NUMBER : ITK_SHAPE_TEXT);

    if (shape && shape->type < ITK_SHAPE_DATE) {
        shape->example = with->text;
        shape->example_size = with->size;
    }
}

static bool
is_literal(const struct itk_expr *expr)
{
    return expr->kind == ITK_EXPR_TEXT || expr->kind == ITK_EXPR_NUMBER;
}

static void
read_expr(struct reader *r, const struct itk_expr *expr)
{
    const struct itk_expr *left = expr->left, *right = expr->right;

    if (expr->kind == ITK_EXPR_PATH) {
        const struct path path = {expr->text, expr->size};

        if (r->root)
            (void)note_type(r, path, ITK_SHAPE_YES_NO);
        else
            note_use(r, path);
        return;
    }
    if (left)
        read_expr(r, left);
    if (right)
        read_expr(r, right);
    if (!r->root || !left || !right)
        return;
    if (left->kind == ITK_EXPR_PATH && is_literal(right))
        note_compared(r, left, right);
    else if (right->kind == ITK_EXPR_PATH && is_literal(left))
        note_compared(r, right, left);
}

/* ---- both ---- */

static void
read_section(struct reader *r, const struct itk_op *op)
{
    const struct path path = {op->bytes, op->size};
    const bool each = op->kind == ITK_OP_EACH && !op->expr;
    struct scope *scope = each ? scope_of(r, path) : here(r);

    scope->marked = scope->marked || (each && op->repeats);
    if (op->expr)
        read_expr(r, op->expr);
    else if (!r->root)
        note_use(r, path);
    else
        *r->of = note_type(
            r, path, each && scope->list ? ITK_SHAPE_LIST : ITK_SHAPE_YES_NO);
    if (r->depth < ITK_TMPL_MAX_DEPTH)
        r->depth++;
    r->scopes[r->depth] = scope;
}

/* A group that a tag reads as a whole. */
struct member {
    const char *name, *example;
};
static const struct member link_members[] = {{"url", "https://example.com/"},
                                             {"text", "example.com"}};

/* A PNG of one dot. */
static const struct member image_members[] = {
    {"src", "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptV"
            "AAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="},
    {"alt", "what is seen"},
    {"width", "30mm"}};

static void
read_members(struct reader *r, struct path path, const struct member *members,
             size_t count)
{
    if (!r->root) {
        note_use(r, path);
        return;
    }
    *r->of = note_type(r, path, ITK_SHAPE_GROUP);
    for (size_t i = 0; *r->of && i < count; i++) {
        const char *name = members[i].name;
        struct itk_shape *shape = member_of(r, shape_of(r, here(r), path),
                                            (struct path){name, strlen(name)});

        if (shape->type < ITK_SHAPE_TEXT)
            shape->type = ITK_SHAPE_TEXT;
        shape->example = members[i].example;
        shape->example_size = strlen(members[i].example);
    }
}

/* The first of a list will do. */
static void
note_choice(struct reader *r, const struct itk_op *op)
{
    struct itk_shape *shape;

    if (!r->root || !*r->of || !op->choices || op->choices->count == 0)
        return;
    shape = shape_of(r, here(r), (struct path){op->bytes, op->size});
    shape->example = op->choices->at[0].value;
    shape->example_size = strlen(shape->example);
}

static void
read_op(struct reader *r, const struct itk_op *op)
{
    const struct path path = {op->bytes, op->size};

    switch (op->kind) {
    case ITK_OP_TEXT:
    case ITK_OP_CHOICE:
    case ITK_OP_CHECK:
    case ITK_OP_BLOCK:
        if (r->root)
            *r->of = note_type(r, path, value_type(op));
        else
            note_use(r, path);
        note_choice(r, op);
        break;
    case ITK_OP_LINK:
        read_members(r, path, link_members, ITK_COUNT(link_members));
        break;
    case ITK_OP_IMAGE:
        read_members(r, path, image_members, ITK_COUNT(image_members));
        break;
    case ITK_OP_EACH:
    case ITK_OP_UNLESS:
        read_section(r, op);
        break;
    case ITK_OP_END:
        r->depth -= r->depth > 0;
        break;
    default:
        break;
    }
}

struct itk_shapes
itk_shapes_of(const itk_template *tmpl, struct itk_arena *arena)
{
    const size_t count = itk_template_count(tmpl);
    struct scope whole = {.path = {"", 0}};
    struct reader r = {.arena = arena, .scopes = {&whole}};
    struct itk_shapes shapes = {
        .root = itk_arena_alloc(arena, sizeof(*shapes.root)),
        .of = itk_arena_array(arena, count + 1, sizeof(*shapes.of))};

    shapes.root->type = ITK_SHAPE_GROUP;
    for (int walk = 0; walk < 2; walk++) {
        for (size_t i = 0; i < count; i++) {
            const struct itk_program *program =
                itk_template_at(tmpl, i)->program;

            if (program && walk > 0)
                shapes.of[i] = itk_arena_array(arena, program->count + 1,
                                               sizeof(**shapes.of));
            for (size_t j = 0; program && j < program->count; j++) {
                r.of = walk > 0 ? &shapes.of[i][j] : NULL;
                read_op(&r, &program->ops[j]);
            }
        }
        classify(&whole);
        r.root = shapes.root;
    }
    return shapes;
}
