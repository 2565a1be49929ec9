/*
 * Marks to a tree of values, blocks and sections.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/parse.h"
#include "tmpl/path.h"

static const struct {
    const char *name;
    enum itk_filter_kind kind;
    bool number; /* may take one */
} filters[] = {
    {"wareki", ITK_FILTER_WAREKI, false},
    {"comma", ITK_FILTER_COMMA, false},
    {"zenkaku", ITK_FILTER_ZENKAKU, false},
    {"hankaku", ITK_FILTER_HANKAKU, false},
    {"kanji", ITK_FILTER_KANJI, false},
    {"fill-in", ITK_FILTER_FILL_IN, true},
};

struct parser {
    const struct itk_scan *scan;
    struct itk_arena *arena;
    struct itk_faults *faults;
    struct itk_tree *tree;
    size_t *open; /* sections not closed yet */
    size_t depth;
    size_t mark; /* the one being read */
    bool too_deep;
};

/* The rest of a tag's text. */
struct cursor {
    const char *at;
    const char *end;
};

static void
blanks(struct cursor *cursor)
{
    static const char wide[] = "\xE3\x80\x80"; /* U+3000 */

    while (cursor->at < cursor->end) {
        if (*cursor->at == ' ')
            cursor->at++;
        else if (cursor->end - cursor->at >= 3 &&
                 memcmp(cursor->at, wide, 3) == 0)
            cursor->at += 3;
        else
            break;
    }
}

static bool
accept(struct cursor *cursor, char c)
{
    if (cursor->at == cursor->end || *cursor->at != c)
        return false;
    cursor->at++;
    blanks(cursor);
    return true;
}

static void
fault(struct parser *p, size_t mark, enum itk_msg id, const char *what,
      const char *more)
{
    itk_faults_add(p->faults, &p->scan->marks[mark].spot, id, what, more);
}

static const char *
keep(struct parser *p, const char *text, size_t size)
{
    return itk_arena_copy(p->arena, text, size);
}

static bool
read_path(struct parser *p, struct cursor *cursor, const char **path)
{
    const size_t left = (size_t)(cursor->end - cursor->at);
    size_t size = itk_path_size(cursor->at, left);

    if (size == 0 && left > 0 && *cursor->at == '.')
        size = 1;
    if (size == 0)
        return false;
    *path = keep(p, cursor->at, size);
    cursor->at += size;
    blanks(cursor);
    return true;
}

static bool
read_number(struct cursor *cursor, unsigned *number)
{
    const char *begin = cursor->at;

    *number = 0;
    while (cursor->at < cursor->end && *cursor->at >= '0' &&
           *cursor->at <= '9' && *number <= ITK_TMPL_MAX_FILL) {
        *number = *number * 10 + (unsigned)(*cursor->at - '0');
        cursor->at++;
    }
    blanks(cursor);
    return cursor->at > begin && *number >= 1 && *number <= ITK_TMPL_MAX_FILL;
}

/* Reads what stands behind a |. */
static bool
read_filter(struct parser *p, struct cursor *cursor, struct itk_filter *filter)
{
    const char *name;
    size_t i = 0;

    if (!read_path(p, cursor, &name)) {
        fault(p, p->mark, ITK_MSG_TMPL_FILTER_UNKNOWN, "", NULL);
        return false;
    }
    while (i < ITK_COUNT(filters) && strcmp(filters[i].name, name) != 0)
        i++;
    if (i == ITK_COUNT(filters)) {
        fault(p, p->mark, ITK_MSG_TMPL_FILTER_UNKNOWN, name, NULL);
        return false;
    }
    filter->kind = filters[i].kind;
    filter->argument = filters[i].number ? ITK_TMPL_FILL_IN : 0;
    filter->stated = accept(cursor, ':');
    if (filter->stated &&
        (!filters[i].number || !read_number(cursor, &filter->argument))) {
        fault(p, p->mark, ITK_MSG_TMPL_FILTER_NUMBER, name, NULL);
        return false;
    }
    return true;
}

static bool
bad_tag(struct parser *p)
{
    fault(p, p->mark, ITK_MSG_TMPL_TAG_NAME, p->scan->marks[p->mark].text,
          NULL);
    return false;
}

static bool
read_filters(struct parser *p, struct cursor *cursor, struct itk_node *node)
{
    struct itk_filter list[ITK_TMPL_MAX_FILTER];

    while (accept(cursor, '|')) {
        if (node->filters_count == ITK_TMPL_MAX_FILTER)
            return bad_tag(p);
        if (!read_filter(p, cursor, &list[node->filters_count]))
            return false;
        node->filters_count++;
    }
    if (cursor->at < cursor->end)
        return bad_tag(p);
    if (node->filters_count > 0) {
        node->filters = itk_arena_array(p->arena, node->filters_count,
                                        sizeof(*node->filters));
        memcpy(node->filters, list,
               node->filters_count * sizeof(*node->filters));
    }
    return true;
}

static bool
in_each(const struct parser *p)
{
    for (size_t i = 0; i < p->depth; i++) {
        if (p->tree->nodes[p->open[i]].kind == ITK_NODE_EACH)
            return true;
    }
    return false;
}

static struct itk_node *
add_node(struct parser *p, struct itk_node node)
{
    struct itk_node *added = &p->tree->nodes[p->tree->count++];

    *added = node;
    added->open = added->close = p->mark;
    added->parent = p->depth > 0 ? p->open[p->depth - 1] : ITK_TREE_NONE;
    return added;
}

static void
open_section(struct parser *p, struct itk_node node)
{
    add_node(p, node);
    p->open[p->depth++] = p->tree->count - 1;
    if (p->depth > ITK_TMPL_MAX_DEPTH && !p->too_deep) {
        fault(p, p->mark, ITK_MSG_TMPL_DEPTH, NULL, NULL);
        p->too_deep = true;
    }
}

static void
unclosed(struct parser *p)
{
    const struct itk_node *node = &p->tree->nodes[p->open[--p->depth]];

    fault(p, node->open, ITK_MSG_TMPL_UNCLOSED, p->scan->marks[node->open].text,
          node->path);
}

/* How many open sections the tag closes at once; 0: none has that name. */
static size_t
closes(const struct parser *p, const char *path)
{
    for (size_t i = p->depth; i-- > 0;) {
        if (!path || strcmp(p->tree->nodes[p->open[i]].path, path) == 0)
            return p->depth - i;
    }
    return 0;
}

static void
close_section(struct parser *p, const char *path)
{
    size_t count = closes(p, path);

    if (p->depth == 0) {
        fault(p, p->mark, ITK_MSG_TMPL_UNOPENED, p->scan->marks[p->mark].text,
              NULL);
        return;
    }
    if (count == 0) {
        const struct itk_node *node = &p->tree->nodes[p->open[p->depth - 1]];

        fault(p, p->mark, ITK_MSG_TMPL_MISMATCH, p->scan->marks[p->mark].text,
              p->scan->marks[node->open].text);
        p->depth--;
        return;
    }
    for (; count > 1; count--)
        unclosed(p);
    p->tree->nodes[p->open[--p->depth]].close = p->mark;
}

static void
read_value(struct parser *p, struct cursor *cursor)
{
    struct itk_node node = {.kind = ITK_NODE_VALUE};

    if (!read_path(p, cursor, &node.path)) {
        (void)bad_tag(p);
        return;
    }
    if (!read_filters(p, cursor, &node))
        return;
    if (strcmp(node.path, ".") == 0 && !in_each(p)) {
        fault(p, p->mark, ITK_MSG_TMPL_NO_ITEM, ".", NULL);
        return;
    }
    add_node(p, node);
}

/* {#}: the number of the item. */
static void
read_index(struct parser *p, struct cursor *cursor)
{
    struct itk_node node = {.kind = ITK_NODE_VALUE, .path = "#"};

    if (!read_filters(p, cursor, &node))
        return;
    if (!in_each(p))
        fault(p, p->mark, ITK_MSG_TMPL_NO_ITEM, "#", NULL);
    else
        add_node(p, node);
}

static void
read_tag(struct parser *p, struct cursor *cursor)
{
    const char sigil = cursor->at < cursor->end ? *cursor->at : 0;
    struct itk_node node = {.kind = ITK_NODE_EACH};

    if (!sigil || !strchr("#^/@", sigil)) {
        read_value(p, cursor);
        return;
    }
    (void)accept(cursor, sigil);
    if (sigil == '/' && cursor->at == cursor->end) {
        close_section(p, NULL);
        return;
    }
    if (sigil == '#' && (cursor->at == cursor->end || *cursor->at == '|')) {
        read_index(p, cursor);
        return;
    }
    if (!read_path(p, cursor, &node.path) || cursor->at < cursor->end) {
        (void)bad_tag(p);
    } else if (sigil == '/') {
        close_section(p, node.path);
    } else if (sigil == '@') {
        node.kind = ITK_NODE_BLOCK;
        add_node(p, node);
    } else {
        node.kind = sigil == '#' ? ITK_NODE_EACH : ITK_NODE_UNLESS;
        open_section(p, node);
    }
}

static void
read_control(struct parser *p, struct cursor *cursor)
{
    const struct itk_control *control = p->scan->marks[p->mark].control;
    const size_t nodes = p->tree->count;

    if (control->form == ITK_CONTROL_OTHER) {
        fault(p, p->mark, ITK_MSG_TMPL_CONTROL_FORM, control->text, NULL);
        return;
    }
    read_value(p, cursor);
    for (size_t i = 0; control->checkbox && nodes < p->tree->count &&
                       i < p->tree->nodes[nodes].filters_count;
         i++) {
        if (p->tree->nodes[nodes].filters[i].kind != ITK_FILTER_FILL_IN)
            (void)bad_tag(p);
    }
}

void
itk_parse_marks(const struct itk_scan *scan, struct itk_arena *arena,
                struct itk_faults *faults, struct itk_tree *tree)
{
    struct parser p = {.scan = scan,
                       .arena = arena,
                       .faults = faults,
                       .tree = tree,
                       .open =
                           itk_alloc((scan->marks_count + 1) * sizeof(size_t))};

    *tree =
        (struct itk_tree){.nodes = itk_arena_array(arena, scan->marks_count + 1,
                                                   sizeof(struct itk_node))};
    for (p.mark = 0; p.mark < scan->marks_count; p.mark++) {
        const struct itk_mark *mark = &scan->marks[p.mark];
        struct cursor cursor = {mark->text, mark->text};

        if (mark->kind == ITK_MARK_ESCAPE)
            continue;
        cursor.end += strlen(mark->text);
        blanks(&cursor);
        if (mark->kind == ITK_MARK_CONTROL)
            read_control(&p, &cursor);
        else
            read_tag(&p, &cursor);
    }
    while (p.depth > 0)
        unclosed(&p);
    free(p.open);
}
