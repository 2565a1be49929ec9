/*
 * The clauses of a package: the ids of all first, so that conditions and texts
 * may refer to any of them; then their conditions and versions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "guide/load.h"
#include "xml/xml.h"

#define MAX_CLAUSES 4096u
#define MAX_SHARE   100000

static const struct itk_scope in_rules = {.decisions = true};

/* In the order of enum itk_clause_kind. */
static const struct kind {
    const char *name, *folder;
    const char *kids;
} kinds[] = {
    {"mandatory", "mandatory/", "version+"},
    {"measure", "measures/", "unless? version+"},
    {"required", "required/", "when? version+"},
    {"supplementary", "supplementary/", "when? version+"},
};

/* A clause whose file is open. */
struct open {
    struct itk_clause clause;
    const xmlNode *root;
};

const struct itk_clause_version *
itk_clause_at(const struct itk_clause *clause, struct itk_date date)
{
    const struct itk_clause_version *version =
        itk_dated_at(clause->versions, clause->versions_count,
                     sizeof(*clause->versions), date);

    return version && !version->dropped ? version : NULL;
}

/* The kind whose folder `name` stands in, or ITK_COUNT(kinds). */
static size_t
folder_of(const char *name)
{
    size_t i = 0;

    while (i < ITK_COUNT(kinds) &&
           strncmp(name, kinds[i].folder, strlen(kinds[i].folder)) != 0)
        i++;
    return i;
}

static bool
open_clause(struct itk_reader *r, const char *name, struct open *open)
{
    const size_t folder = folder_of(name);
    const xmlNode *root = itk_read_open(r, name, "clause");
    struct itk_clause *clause = &open->clause;
    size_t kind = folder;

    if (!root ||
        !itk_read_shape(r, root, "id! kind! cite! ja! en!",
                        "when unless version") ||
        !itk_read_id(r, root, &clause->id) ||
        !itk_read_word(r, root, "kind",
                       "mandatory measure required supplementary", &kind))
        return false;
    if (kind != folder)
        return itk_read_fail(r, itk_xml_line(root), ITK_MSG_GUIDE_KIND_FOLDER,
                             ITK_ARGS(kinds[kind].name, kinds[kind].folder));
    if (!itk_read_shape(r, root, "id kind cite ja en", kinds[kind].kids))
        return false;
    clause->kind = (enum itk_clause_kind)kind;
    clause->cite = itk_read_attr(r, root, "cite");
    clause->label = itk_read_label(r, root);
    clause->unless_cite = "";
    clause->unless_label = (struct itk_label){{"", ""}};
    clause->file = r->file;
    open->root = root;
    return true;
}

static int
by_id(const void *a, const void *b)
{
    const struct open *one = a, *other = b;
    const int order = strcmp(one->clause.id, other->clause.id);

    return order ? order : strcmp(one->clause.file, other->clause.file);
}

/* Opens all; the caller frees the array. */
static bool
open_all(struct itk_reader *r, struct open **all, size_t *count)
{
    for (size_t i = 0; i < r->files.count; i++) {
        const char *name = r->files.at[i].name;

        if (folder_of(name) == ITK_COUNT(kinds))
            continue;
        if (*count == MAX_CLAUSES) {
            itk_read_shown(r, name);
            return itk_read_fail(r, 0, ITK_MSG_GUIDE_MANY,
                                 ITK_ARGS(r->shown, "4096"));
        }
        *all = itk_grow(*all, *count + 1, sizeof(**all));
        (*all)[*count] = (struct open){0};
        if (!open_clause(r, name, &(*all)[*count]))
            return false;
        ++*count;
    }
    return true;
}

static bool
index_all(struct itk_reader *r, struct open *all, size_t count,
          struct itk_clause *clauses)
{
    if (count)
        qsort(all, count, sizeof(*all), by_id);
    for (size_t i = 0; i < count; i++) {
        clauses[i] = all[i].clause;
        clauses[i].index = i;
        if (i && strcmp(clauses[i - 1].id, clauses[i].id) == 0) {
            r->file = clauses[i].file;
            return itk_read_fail_twice(r, itk_xml_line(all[i].root),
                                       clauses[i].id, clauses[i - 1].file,
                                       itk_xml_line(all[i - 1].root));
        }
    }
    r->guide->clauses = clauses;
    r->guide->clauses_count = count;
    return true;
}

/* A head may break: \n in the file is a line feed here. */
static const char *
column_label(struct itk_reader *r, const char *written)
{
    char *label = itk_arena_dup(&r->guide->arena, written);
    char *to = label;

    for (const char *from = label; *from; from++) {
        if (from[0] == '\\' && from[1] == 'n') {
            *to++ = '\n';
            from++;
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
    return label;
}

static bool
read_column(struct itk_reader *r, const xmlNode *node,
            const struct itk_scope *scope, struct itk_column *column)
{
    int64_t share = 1;
    size_t align = 0;

    if (!itk_read_mixed(r, node, "label! share! align", "row " ITK_TEXT_KIDS) ||
        !itk_read_number(r, node, "share", 1, MAX_SHARE, &share) ||
        !itk_read_word(r, node, "align", "left centre right", &align))
        return false;
    column->label = column_label(r, itk_read_attr(r, node, "label"));
    column->share = (unsigned)share;
    column->align = (int)align;
    return itk_text_check(r, node, itk_read_attr(r, node, "label")) &&
           itk_text_read(r, node, scope, NULL, &column->text);
}

/* Which members of the list of a table get a row. */
static bool
read_rows(struct itk_reader *r, const xmlNode *node,
          const struct itk_scope *scope, struct itk_passage *passage)
{
    const xmlNode *rows = itk_read_kid(node, "rows");

    return !rows || (itk_read_shape(r, rows, "", "when!") &&
                     itk_condition_read_when(r, rows, scope, &passage->rows));
}

static bool
read_table(struct itk_reader *r, const xmlNode *node,
           const struct itk_scope *scope, struct itk_passage *passage)
{
    struct itk_scope inner;
    struct itk_column *columns;
    const xmlNode *kid = itk_read_kid(node, "column");

    if (!itk_read_shape(r, node, "list! caption!", "when? rows? column+") ||
        !itk_condition_read_when(r, node, scope, &passage->when))
        return false;
    passage->list = itk_read_list(r, node, itk_xml_attr(node, "list"));
    passage->caption = itk_read_attr(r, node, "caption");
    if (!passage->list || !itk_text_check(r, node, passage->caption))
        return false;
    inner = itk_scope_in(scope, passage->list);
    if (!read_rows(r, node, &inner, passage))
        return false;
    inner.row = true;
    passage->columns_count = itk_read_count(node, "column");
    columns = itk_arena_array(&r->guide->arena, passage->columns_count,
                              sizeof(*columns));
    passage->columns = columns;
    for (size_t i = 0; i < passage->columns_count; i++) {
        if (!read_column(r, kid, &inner, &columns[i]))
            return false;
        kid = itk_read_named(itk_xml_next(kid), "column");
    }
    return true;
}

/* A paragraph holds items, an item subitems, a subitem neither. */
static const struct level {
    const char *kids;
    const char *below; /* NULL: none */
} levels[] = {
    [ITK_PASSAGE_PARAGRAPH] = {"when? item " ITK_TEXT_KIDS, "item"},
    [ITK_PASSAGE_ITEM] = {"when? subitem " ITK_TEXT_KIDS, "subitem"},
    [ITK_PASSAGE_SUBITEM] = {"when? " ITK_TEXT_KIDS, NULL},
};

/* Recursion ends at the subitem. */
static bool
read_passage(struct itk_reader *r, const xmlNode *node,
             const struct itk_scope *scope, enum itk_passage_kind kind,
             struct itk_passage *passage)
{
    const char *below = levels[kind].below;
    const xmlNode *kid = below ? itk_read_kid(node, below) : NULL;
    struct itk_passage *kids;

    passage->kind = kind;
    passage->line = itk_xml_line(node);
    passage->caption = "";
    if (!itk_read_mixed(r, node, "", levels[kind].kids) ||
        !itk_condition_read_when(r, node, scope, &passage->when) ||
        !itk_text_read(r, node, scope, below, &passage->text))
        return false;
    passage->kids_count = below ? itk_read_count(node, below) : 0;
    kids =
        itk_arena_array(&r->guide->arena, passage->kids_count, sizeof(*kids));
    passage->kids = kids;
    for (size_t i = 0; i < passage->kids_count; i++) {
        if (!read_passage(r, kid, scope, kind + 1, &kids[i]))
            return false;
        kid = itk_read_named(itk_xml_next(kid), below);
    }
    return true;
}

static bool
read_passages(struct itk_reader *r, const xmlNode *node,
              const struct itk_scope *scope, struct itk_clause_version *version)
{
    const xmlNode *kid = itk_xml_first(node);
    struct itk_passage *passages;

    version->passages_count = itk_read_count(node, NULL);
    passages = itk_arena_array(&r->guide->arena, version->passages_count,
                               sizeof(*passages));
    version->passages = passages;
    if (itk_xml_is(kid, "table"))
        return itk_read_fail(r, itk_xml_line(kid), ITK_MSG_GUIDE_TABLE_FIRST,
                             ITK_NO_ARGS);
    for (size_t i = 0; i < version->passages_count; i++) {
        const bool table = itk_xml_is(kid, "table");

        if (table) {
            passages[i].kind = ITK_PASSAGE_TABLE;
            passages[i].line = itk_xml_line(kid);
        }
        if (!(table ? read_table(r, kid, scope, &passages[i])
                    : read_passage(r, kid, scope, ITK_PASSAGE_PARAGRAPH,
                                   &passages[i])))
            return false;
        kid = itk_xml_next(kid);
    }
    return true;
}

static bool
read_version(struct itk_reader *r, const xmlNode *node,
             const struct itk_scope *scope, struct itk_clause_version *version)
{
    if (!itk_read_flag(r, node, "dropped", &version->dropped) ||
        !itk_read_shape(r, node,
                        version->dropped ? "from! dropped title check"
                                         : "from! dropped title! check",
                        version->dropped ? "" : "paragraph+ table") ||
        !itk_read_date(r, node, "from", &version->from))
        return false;
    version->title = itk_read_attr(r, node, "title");
    version->check = itk_read_attr(r, node, "check");
    version->line = itk_xml_line(node);
    return itk_text_check(r, node, version->title) &&
           itk_text_check(r, node, version->check) &&
           read_passages(r, node, scope, version);
}

static bool
read_versions(struct itk_reader *r, const xmlNode *root,
              struct itk_clause *clause)
{
    const struct itk_scope scope = {
        .decisions = true, .clauses = true, .self = clause};
    const xmlNode *node = itk_read_kid(root, "version");
    struct itk_clause_version *versions;

    clause->versions_count = itk_read_count(root, "version");
    versions = itk_arena_array(&r->guide->arena, clause->versions_count,
                               sizeof(*versions));
    clause->versions = versions;
    for (size_t i = 0; i < clause->versions_count; i++) {
        if (!read_version(r, node, &scope, &versions[i]))
            return false;
        if (itk_dated_has(versions, i, sizeof(*versions), versions[i].from))
            return itk_read_fail(
                r, itk_xml_line(node), ITK_MSG_GUIDE_DATE_TWICE,
                ITK_ARGS(clause->id, itk_xml_attr(node, "from")));
        node = itk_read_named(itk_xml_next(node), "version");
    }
    itk_dated_sort(versions, clause->versions_count, sizeof(*versions));
    return true;
}

static bool
read_clause(struct itk_reader *r, const xmlNode *root,
            struct itk_clause *clause)
{
    const xmlNode *unless = itk_read_kid(root, "unless");

    r->file = clause->file;
    if (!itk_condition_read_when(r, root, &in_rules, &clause->when))
        return false;
    if (unless) {
        if (!itk_read_shape(r, unless, "cite! ja! en!", ITK_CONDITION_KIDS) ||
            !itk_condition_read(r, unless, &in_rules, &clause->unless))
            return false;
        clause->unless_cite = itk_read_attr(r, unless, "cite");
        clause->unless_label = itk_read_label(r, unless);
    }
    return read_versions(r, root, clause);
}

static bool
read_all(struct itk_reader *r, struct open *all, size_t count)
{
    struct itk_clause *clauses =
        itk_arena_array(&r->guide->arena, count, sizeof(*clauses));
    bool good = index_all(r, all, count, clauses);

    for (size_t i = 0; good && i < count; i++)
        good = read_clause(r, all[i].root, &clauses[i]);
    return good;
}

bool
itk_load_clauses(struct itk_reader *r)
{
    struct open *all = NULL;
    size_t count = 0;
    const bool good = open_all(r, &all, &count) && read_all(r, all, count);

    free(all);
    return good;
}
