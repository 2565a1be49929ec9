/*
 * Templates held against the package: each is there, compiles, and asks for
 * names only that its document has. The scopes are those of render/run.c: a
 * name is looked for in the items of the sections around it, from the inside
 * out, then among all.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/lint.h"
#include "base/file.h"
#include "guide/lint.h"
#include "plan/names.h"
#include "tmpl/expr.h"
#include "tmpl/fault.h"
#include "tmpl/template.h"

/* A template that several documents or revisions may share. */
struct opened {
    char *path;
    itk_template *tmpl; /* NULL: it has faults, which were told */
};

struct look {
    struct itk_lint *lint;
    struct itk_uses *uses;
    struct opened *opened;
    size_t count;
};

/* A template in the hands of one document. */
struct reader {
    const struct look *look;
    const itk_template *tmpl;
    struct itk_names names;
    struct itk_name items[ITK_TMPL_MAX_DEPTH]; /* of the sections around */
    bool each[ITK_TMPL_MAX_DEPTH];
    size_t depth;
};

/* ---- names ---- */

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
    itk_findings_add(r->look->lint->found, ITK_SEV_ERROR, loc, id,
                     ITK_ARGS(itk_arena_copy(&arena, path, size)));
    itk_findings_drop_twin(r->look->lint->found);
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
        found = itk_name_below(&r->names, r->items[i], name, size);
        if (found.what != ITK_NAME_NONE)
            return found;
    }
    return itk_name_below(&r->names, itk_name_root, name, size);
}

/* {.}: the innermost item that has names; where there is none, the innermost
 * text. */
static struct itk_name
current(const struct reader *r)
{
    struct itk_name text = {ITK_NAME_NONE, NULL, 0};
    bool words;

    for (size_t i = r->depth; i-- > 0;) {
        const enum itk_data_kind kind = itk_name_kind(r->items[i], &words);

        if (!r->each[i])
            continue;
        if (kind != ITK_DATA_TEXT && kind != ITK_DATA_BOOL)
            return r->items[i];
        if (text.what == ITK_NAME_NONE)
            text = r->items[i];
    }
    return text;
}

static void
mark(const struct reader *r, struct itk_name name)
{
    switch (name.what) {
    case ITK_NAME_FIELD:
    case ITK_NAME_FIELD_YES:
    case ITK_NAME_FIELD_NO:
    case ITK_NAME_CHOSEN:
        itk_uses_add(r->look->uses, name.node, NULL);
        break;
    case ITK_NAME_LIST:
    case ITK_NAME_LIST_NONE:
        itk_uses_add(r->look->uses, NULL, name.node);
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
        found = itk_name_below(&r->names, found, name,
                               (size_t)((dot ? dot : end) - name));
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
        itk_name_kind(look_up(r, path, size - tail), &got.words) ==
            ITK_DATA_LIST)
        return (struct target){.kind = ITK_DATA_TEXT, .words = true};
    got.kind = itk_name_kind(got.name, &got.words);
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
        fault(r, op, path, size, ITK_MSG_LINT_TAG);
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

    if (op->expr)
        check_condition(r, op, op->expr);
    else
        name = check_path(r, op, op->bytes, op->size);
    if (r->depth == ITK_TMPL_MAX_DEPTH)
        return;
    r->items[r->depth] = itk_name_item(name);
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
check_template(const struct look *look, const itk_template *tmpl,
               struct itk_date revision, const struct itk_document *document,
               const struct itk_document_version *version)
{
    struct reader r = {.look = look,
                       .tmpl = tmpl,
                       .names = {look->lint->guide, revision, version}};

    if (version->clauses_count && !itk_template_facts(tmpl)->block) {
        itk_findings_add(look->lint->found, ITK_SEV_ERROR,
                         (struct itk_loc){.file = itk_template_name(tmpl)},
                         ITK_MSG_TMPL_NO_CLAUSES, ITK_ARGS(document->id));
        itk_findings_drop_twin(look->lint->found);
    }
    for (size_t i = 0; i < itk_template_count(tmpl); i++) {
        const struct itk_program *program = itk_template_at(tmpl, i)->program;

        r.depth = 0;
        for (size_t j = 0; program && j < program->count; j++)
            check_op(&r, &program->ops[j]);
    }
}

/* ---- files ---- */

static char *
path_of(const struct look *look, const char *share,
        const struct itk_document_version *version, struct itk_date revision)
{
    struct itk_buf path = ITK_BUF_INIT;

    itk_buf_adds(&path, share);
    itk_buf_adds(&path, "/templates/");
    itk_buf_adds(&path, look->lint->guide->id);
    itk_buf_addc(&path, '/');
    itk_buf_adds(&path, version->template_name);
    itk_buf_addc(&path, '/');
    itk_date_iso(&path,
                 itk_guide_template_at(look->lint->guide, version, revision));
    itk_buf_adds(&path, ".docx");
    return itk_buf_take(&path);
}

/* Reads and compiles; what is wrong goes to the findings. */
static itk_template *
compile(struct itk_lint *lint, const char *path)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_template *tmpl = NULL;
    const size_t before = itk_findings_count(lint->found);
    struct itk_blob blob;

    if (itk_file_read(path, ITK_ZIP_MAX_BYTES, ITK_FAULT_PACKAGE, &lint->arena,
                      &blob, &err))
        tmpl = itk_template_compile(&blob,
                                    &(struct itk_template_options){
                                        .for_plan = true, .unsearched = true},
                                    lint->found, &err);
    if (!tmpl && itk_findings_count(lint->found) == before)
        itk_findings_add_error(lint->found, &err);
    itk_error_fini(&err);
    lint->templates += tmpl != NULL;
    return tmpl;
}

static const itk_template *
open_template(struct look *look, const char *share,
              const struct itk_document *document,
              const struct itk_document_version *version,
              struct itk_date revision)
{
    char *path = path_of(look, share, version, revision);
    struct opened *one;

    for (size_t i = 0; i < look->count; i++) {
        if (strcmp(look->opened[i].path, path) == 0) {
            free(path);
            return look->opened[i].tmpl;
        }
    }
    look->opened =
        itk_grow(look->opened, look->count + 1, sizeof(*look->opened));
    one = &look->opened[look->count++];
    *one = (struct opened){path, NULL};
    if (access(path, F_OK) == 0)
        one->tmpl = compile(look->lint, path);
    else
        itk_lint_add(look->lint->guide, look->lint->found, ITK_SEV_ERROR,
                     "documents.xml", version->line, ITK_MSG_LINT_NO_TEMPLATE,
                     ITK_ARGS(document->id, path));
    return one->tmpl;
}

void
itk_lint_templates(struct itk_lint *lint, const char *share,
                   struct itk_uses *uses)
{
    const struct itk_guide *guide = lint->guide;
    struct look look = {.lint = lint, .uses = uses};

    for (size_t i = 0; i < guide->revisions.count; i++) {
        const struct itk_revision *revision = &guide->revisions.at[i];

        for (size_t j = 0; revision->held && j < guide->documents_count; j++) {
            const struct itk_document *document = &guide->documents[j];
            const struct itk_document_version *version =
                itk_document_at(document, revision->date);
            const itk_template *tmpl =
                version ? open_template(&look, share, document, version,
                                        revision->date)
                        : NULL;

            if (tmpl)
                check_template(&look, tmpl, revision->date, document, version);
        }
    }
    for (size_t i = 0; i < look.count; i++) {
        itk_template_free(look.opened[i].tmpl);
        free(look.opened[i].path);
    }
    free(look.opened);
}
