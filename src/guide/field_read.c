/*
 * fields.xml: the dictionary of fields, and the constraints between them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "guide/load.h"
#include "xml/xml.h"

#define MAX_GROUP_DEPTH 8u
#define MAX_CHARACTERS  100000
#define MAX_MEMBERS     10000
#define MEMBERS         100 /* when the list does not say */
#define TEXT_CHARACTERS 1000
#define PARAGRAPH_CHARS 4000

/* The arrays of the dictionary while they are filled. */
struct build {
    struct itk_reader *r;
    struct itk_field *fields;
    struct itk_list *lists;
    struct itk_group *groups;
    struct itk_entry *entries;
    size_t fields_count, lists_count, groups_count, entries_count, slots;
};

/* A place in the tree of fields.xml. */
struct level {
    const char *path; /* of the enclosing group or list; "" at the top */
    unsigned depth;
    struct itk_list *list; /* or NULL */
};

static const char *
dotted(struct itk_reader *r, const char *path, const char *name)
{
    struct itk_buf id = ITK_BUF_INIT;
    const char *copy;

    itk_buf_adds(&id, path);
    itk_buf_adds(&id, *path ? "." : "");
    itk_buf_adds(&id, name);
    copy = itk_arena_copy(&r->guide->arena, id.data, id.size);
    itk_buf_free(&id);
    return copy;
}

static bool
read_choices(struct itk_reader *r, const xmlNode *node, struct itk_field *field)
{
    const size_t count = itk_read_count(node, "choice");
    const xmlNode *kid = itk_read_kid(node, "choice");
    struct itk_choice *choices =
        itk_arena_array(&r->guide->arena, count, sizeof(*choices));

    if (count > ITK_READ_MAX_BITS)
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_MANY,
                             ITK_ARGS((const char *)node->name, "64"));
    field->choices = choices;
    for (size_t i = 0; i < count; i++) {
        if (!itk_read_shape(r, kid, "id! ja! en! print", "") ||
            !itk_read_new_id(r, kid, &choices[i].id))
            return false;
        choices[i].label = itk_read_label(r, kid);
        choices[i].print = itk_read_attr(r, kid, "print");
        if (!*choices[i].print)
            choices[i].print = choices[i].label.in[r->guide->lang];
        if (!itk_text_check(r, kid, choices[i].print))
            return false;
        field->choices_count = i + 1;
        kid = itk_read_named(itk_xml_next(kid), "choice");
    }
    return true;
}

/* Without words of its own, a yes-no field is printed as forms do. */
static bool
read_words(struct itk_reader *r, const xmlNode *node, struct itk_field *field)
{
    static const struct itk_label yes = {{"yes", "はい"}};
    static const struct itk_label no = {{"no", "いいえ"}};
    const char *own_yes = itk_read_attr(r, node, "yes");
    const char *own_no = itk_read_attr(r, node, "no");

    if (!*own_yes != !*own_no)
        return itk_read_fail(r, field->line, ITK_MSG_GUIDE_TOGETHER,
                             ITK_ARGS("yes", "no"));
    field->print_yes = *own_yes ? own_yes : yes.in[r->guide->lang];
    field->print_no = *own_no ? own_no : no.in[r->guide->lang];
    return itk_text_check(r, node, field->print_yes) &&
           itk_text_check(r, node, field->print_no);
}

static bool
read_limits(struct itk_reader *r, const xmlNode *node, struct itk_field *field)
{
    const bool number = field->type == ITK_TYPE_NUMBER;

    field->max = number                              ? INT64_MAX
                 : field->type == ITK_TYPE_TEXT      ? TEXT_CHARACTERS
                 : field->type == ITK_TYPE_PARAGRAPH ? PARAGRAPH_CHARS
                                                     : 0;
    if (!itk_read_number(r, node, "min", INT64_MIN, INT64_MAX, &field->min) ||
        !itk_read_number(r, node, "max", number ? INT64_MIN : 1,
                         number ? INT64_MAX : MAX_CHARACTERS, &field->max))
        return false;
    return !number || field->min <= field->max ||
           itk_read_fail(r, field->line, ITK_MSG_GUIDE_RANGE,
                         ITK_ARGS(itk_read_attr(r, node, "min"),
                                  itk_read_attr(r, node, "max")));
}

#define COMMON "id! type! ja! en! cite example personal "

static const struct kind {
    const char *attrs, *kids;
} kinds[] = {
    [ITK_TYPE_TEXT] = {COMMON "max", "help?"},
    [ITK_TYPE_PARAGRAPH] = {COMMON "max", "help?"},
    [ITK_TYPE_DATE] = {COMMON, "help?"},
    [ITK_TYPE_NUMBER] = {COMMON "min max unit", "help?"},
    [ITK_TYPE_YES_NO] = {COMMON "yes no", "help?"},
    [ITK_TYPE_CHOICE] = {COMMON, "help? choice+"},
};

/* The shape of a field depends on its type. */
static bool
read_type(struct itk_reader *r, const xmlNode *node, enum itk_type *type)
{
    size_t index = 0;

    if (!itk_xml_attr(node, "type"))
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_NO_ATTRIBUTE,
                             ITK_ARGS((const char *)node->name, "type"));
    if (!itk_read_word(r, node, "type",
                       "text paragraph date number yes-no choice", &index))
        return false;
    *type = (enum itk_type)index;
    return itk_read_shape(r, node, kinds[index].attrs, kinds[index].kids);
}

static void
put_entry(struct build *build, unsigned depth, const char *id,
          struct itk_entry entry)
{
    entry.depth = depth;
    entry.id = id;
    build->entries[build->entries_count++] = entry;
}

static bool
read_field(struct build *build, const xmlNode *node, const struct level *at)
{
    struct itk_reader *r = build->r;
    struct itk_field *field = &build->fields[build->fields_count];

    field->line = itk_xml_line(node);
    if (!read_type(r, node, &field->type) ||
        !itk_read_id(r, node, &field->name) ||
        !itk_read_flag(r, node, "personal", &field->personal) ||
        !itk_read_help(r, node, "help", &field->help) ||
        !read_limits(r, node, field))
        return false;
    field->id = dotted(r, at->path, field->name);
    field->index = build->fields_count++;
    field->label = itk_read_label(r, node);
    field->example = itk_read_attr(r, node, "example");
    field->cite = itk_read_attr(r, node, "cite");
    field->unit = itk_read_attr(r, node, "unit");
    field->print_yes = field->print_no = "";
    field->list = at->list;
    field->slot = at->list ? at->list->fields_count++ : build->slots++;
    put_entry(build, at->depth, field->id,
              (struct itk_entry){.kind = ITK_ENTRY_FIELD, .field = field});
    if (field->type == ITK_TYPE_CHOICE)
        return read_choices(r, node, field);
    return field->type != ITK_TYPE_YES_NO || read_words(r, node, field);
}

static bool
read_key(struct itk_reader *r, const xmlNode *node, struct itk_list *list)
{
    const char *name = itk_xml_attr(node, "key");

    if (!name)
        return true;
    for (size_t i = 0; i < list->fields_count; i++) {
        if (strcmp(list->first[i].name, name) == 0)
            list->key = &list->first[i];
    }
    return list->key ||
           itk_read_fail(r, list->line, ITK_MSG_GUIDE_NO_LIST_FIELD,
                         ITK_ARGS(name, list->id));
}

static bool
read_list(struct build *build, const xmlNode *node)
{
    struct itk_reader *r = build->r;
    struct itk_list *list = &build->lists[build->lists_count];
    struct level inner = {.depth = 1, .list = list};
    int64_t max = MEMBERS;

    if (!itk_read_shape(r, node, "id! ja! en! cite key max", "help? field+") ||
        !itk_read_id(r, node, &list->id) ||
        !itk_read_help(r, node, "help", &list->help) ||
        !itk_read_number(r, node, "max", 1, MAX_MEMBERS, &max))
        return false;
    list->index = build->lists_count++;
    list->label = itk_read_label(r, node);
    list->cite = itk_read_attr(r, node, "cite");
    list->first = &build->fields[build->fields_count];
    list->max = (size_t)max;
    list->line = itk_xml_line(node);
    inner.path = list->id;
    put_entry(build, 0, list->id,
              (struct itk_entry){.kind = ITK_ENTRY_LIST, .list = list});
    for (const xmlNode *kid = itk_read_kid(node, "field"); kid;
         kid = itk_read_named(itk_xml_next(kid), "field")) {
        if (!read_field(build, kid, &inner))
            return false;
    }
    return read_key(r, node, list);
}

static bool
read_group(struct build *build, const xmlNode *node, const struct level *at)
{
    struct itk_reader *r = build->r;
    struct itk_group *group = &build->groups[build->groups_count++];
    struct level inner = {.depth = at->depth + 1};
    const char *name;

    if (at->depth >= MAX_GROUP_DEPTH)
        return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_GROUP_DEPTH,
                             ITK_ARGS("8"));
    if (!itk_read_shape(r, node, "id! ja! en! cite", "help? field group") ||
        !itk_read_id(r, node, &name) ||
        !itk_read_help(r, node, "help", &group->help))
        return false;
    group->id = inner.path = dotted(r, at->path, name);
    group->label = itk_read_label(r, node);
    group->cite = itk_read_attr(r, node, "cite");
    group->line = itk_xml_line(node);
    put_entry(build, at->depth, group->id,
              (struct itk_entry){.kind = ITK_ENTRY_GROUP, .group = group});
    for (const xmlNode *kid = itk_xml_first(node); kid;
         kid = itk_xml_next(kid)) {
        if (itk_xml_is(kid, "field") && !read_field(build, kid, &inner))
            return false;
        if (itk_xml_is(kid, "group") && !read_group(build, kid, &inner))
            return false;
    }
    return true;
}

/* The names that templates have beside the fields, and cases in JSON and
 * ledgers (docs/package.md, docs/case.md). */
static bool
check_reserved(struct itk_reader *r, const xmlNode *node)
{
    static const char *const names[] = {
        "document", "case",        "revision", "value",     "party",
        "text",     "texts",       "decision", "clauses",   "left-out",
        "included", "requirement", "id",       "guideline",
    };
    const char *id = itk_xml_attr(node, "id");

    for (size_t i = 0; id && i < ITK_COUNT(names); i++) {
        if (strcmp(names[i], id) == 0)
            return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_RESERVED,
                                 ITK_ARGS(id));
    }
    return true;
}

static long
line_of(const struct itk_entry *entry)
{
    return entry->field  ? entry->field->line
           : entry->list ? entry->list->line
                         : entry->group->line;
}

/* By id, then in the order of the file. */
static int
by_id(const void *a, const void *b)
{
    const struct itk_entry *const *one = a, *const *other = b;
    const int order = strcmp((*one)->id, (*other)->id);

    return order ? order : (*one > *other) - (*one < *other);
}

static bool
check_ids(struct build *build)
{
    const struct itk_entry **sorted = itk_arena_array(
        &build->r->guide->arena, build->entries_count, sizeof(*sorted));

    for (size_t i = 0; i < build->entries_count; i++)
        sorted[i] = &build->entries[i];
    if (build->entries_count)
        qsort(sorted, build->entries_count, sizeof(*sorted), by_id);
    for (size_t i = 1; i < build->entries_count; i++) {
        if (strcmp(sorted[i - 1]->id, sorted[i]->id) == 0)
            return itk_read_fail_twice(build->r, line_of(sorted[i]),
                                       sorted[i]->id, build->r->file,
                                       line_of(sorted[i - 1]));
    }
    return true;
}

static void
count_elements(const xmlNode *node, struct build *build)
{
    for (const xmlNode *kid = itk_xml_first(node); kid;
         kid = itk_xml_next(kid)) {
        build->fields_count += itk_xml_is(kid, "field");
        build->lists_count += itk_xml_is(kid, "list");
        build->groups_count += itk_xml_is(kid, "group");
        count_elements(kid, build);
    }
}

/* Room for all that is there; the counts are then run through again. */
static struct build
new_build(struct itk_reader *r, const xmlNode *root)
{
    struct build build = {.r = r};
    struct itk_arena *arena = &r->guide->arena;

    count_elements(root, &build);
    build.entries_count =
        build.fields_count + build.lists_count + build.groups_count;
    build.fields =
        itk_arena_array(arena, build.fields_count, sizeof(*build.fields));
    build.lists =
        itk_arena_array(arena, build.lists_count, sizeof(*build.lists));
    build.groups =
        itk_arena_array(arena, build.groups_count, sizeof(*build.groups));
    build.entries =
        itk_arena_array(arena, build.entries_count, sizeof(*build.entries));
    build.fields_count = build.lists_count = 0;
    build.groups_count = build.entries_count = 0;
    return build;
}

static bool
read_places(struct itk_reader *r, const xmlNode *node,
            struct itk_constraint *constraint)
{
    const char *at = itk_xml_attr(node, "fields"), *id;
    const struct itk_field **fields =
        itk_arena_array(&r->guide->arena, strlen(at) / 2 + 1, sizeof(*fields));

    constraint->fields = fields;
    while ((id = itk_read_next_word(r, &at))) {
        fields[constraint->fields_count] = itk_read_field(r, node, id);
        if (!fields[constraint->fields_count])
            return false;
        constraint->fields_count++;
    }
    return constraint->fields_count ||
           itk_read_fail(r, constraint->line, ITK_MSG_GUIDE_EMPTY_ATTRIBUTE,
                         ITK_ARGS((const char *)node->name, "fields"));
}

static bool
read_constraints(struct itk_reader *r, const xmlNode *root)
{
    const struct itk_scope scope = {0};
    const size_t count = itk_read_count(root, "constraint");
    const xmlNode *node = itk_read_kid(root, "constraint");
    struct itk_constraint *all =
        itk_arena_array(&r->guide->arena, count, sizeof(*all));

    r->guide->constraints = all;
    for (size_t i = 0; i < count; i++) {
        all[i].line = itk_xml_line(node);
        if (!itk_read_shape(r, node, "id! ja! en! fields!",
                            ITK_CONDITION_KIDS) ||
            !itk_read_new_id(r, node, &all[i].id))
            return false;
        all[i].label = itk_read_label(r, node);
        if (!read_places(r, node, &all[i]) ||
            !itk_condition_read(r, node, &scope, &all[i].bad))
            return false;
        r->guide->constraints_count = i + 1;
        node = itk_read_named(itk_xml_next(node), "constraint");
    }
    return true;
}

bool
itk_load_fields(struct itk_reader *r)
{
    const xmlNode *root = itk_read_open(r, "fields.xml", "fields");
    struct itk_dictionary *dict = &r->guide->dictionary;
    const struct level top = {.path = ""};
    struct build build;

    if (!root || !itk_read_shape(r, root, "", "group list constraint"))
        return false;
    build = new_build(r, root);
    for (const xmlNode *kid = itk_xml_first(root); kid;
         kid = itk_xml_next(kid)) {
        if (itk_xml_is(kid, "constraint"))
            continue;
        if (!check_reserved(r, kid) ||
            !(itk_xml_is(kid, "list") ? read_list(&build, kid)
                                      : read_group(&build, kid, &top)))
            return false;
    }
    if (!check_ids(&build))
        return false;
    *dict = (struct itk_dictionary){
        .fields = build.fields,
        .fields_count = build.fields_count,
        .slots_count = build.slots,
        .lists = build.lists,
        .lists_count = build.lists_count,
        .entries = build.entries,
        .entries_count = build.entries_count,
    };
    itk_dictionary_place(dict, &r->guide->arena);
    return read_constraints(r, root);
}
