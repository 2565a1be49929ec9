/*
 * Marks to a tree of values, blocks and sections.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "text/date_format.h"
#include "tmpl/parse.h"

/* What may stand behind the colon of a filter. */
enum argument { TAKES_NONE, MAY_COUNT, MAY_SAY, MUST_SAY };

static const struct {
    const char *name;
    enum itk_filter_kind kind;
    enum argument argument;
    const char *text; /* MAY_SAY: when nothing is said */
} filters[] = {
    {"wareki", ITK_FILTER_WAREKI, TAKES_NONE, NULL},
    {"comma", ITK_FILTER_COMMA, TAKES_NONE, NULL},
    {"zenkaku", ITK_FILTER_ZENKAKU, TAKES_NONE, NULL},
    {"hankaku", ITK_FILTER_HANKAKU, TAKES_NONE, NULL},
    {"kanji", ITK_FILTER_KANJI, TAKES_NONE, NULL},
    {"fill-in", ITK_FILTER_FILL_IN, MAY_COUNT, NULL},
    {"date", ITK_FILTER_DATE, MUST_SAY, NULL},
    {"upper", ITK_FILTER_UPPER, TAKES_NONE, NULL},
    {"lower", ITK_FILTER_LOWER, TAKES_NONE, NULL},
    {"default", ITK_FILTER_DEFAULT, MUST_SAY, NULL},
    {"join", ITK_FILTER_JOIN, MAY_SAY, "、"},
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
read_path(struct parser *p, struct itk_words *words, const char **path)
{
    const size_t size = itk_expr_path(words);

    if (size == 0)
        return false;
    *path = keep(p, words->at, size);
    words->at += size;
    itk_words_blanks(words);
    return true;
}

static bool
read_number(struct itk_words *words, unsigned *number)
{
    const char *begin = words->at;

    *number = 0;
    while (words->at < words->end && *words->at >= '0' && *words->at <= '9' &&
           *number <= ITK_TMPL_MAX_FILL) {
        *number = *number * 10 + (unsigned)(*words->at - '0');
        words->at++;
    }
    itk_words_blanks(words);
    return words->at > begin && *number >= 1 && *number <= ITK_TMPL_MAX_FILL;
}

/* What stands behind the colon, if there is one. */
static bool
read_argument(struct parser *p, struct itk_words *words, size_t i,
              struct itk_filter *filter)
{
    const enum argument takes = filters[i].argument;

    filter->argument = takes == MAY_COUNT ? ITK_TMPL_FILL_IN : 0;
    filter->text = filters[i].text;
    filter->stated = itk_words_accept(words, ":");
    if (takes == MAY_SAY || takes == MUST_SAY) {
        if (filter->stated)
            filter->text = itk_words_quoted(words, p->arena);
        if (!filter->text)
            fault(p, p->mark, ITK_MSG_TMPL_FILTER_TEXT, filters[i].name, NULL);
        return filter->text != NULL;
    }
    if (filter->stated &&
        (takes != MAY_COUNT || !read_number(words, &filter->argument))) {
        fault(p, p->mark, ITK_MSG_TMPL_FILTER_NUMBER, filters[i].name, NULL);
        return false;
    }
    return true;
}

/* Reads what stands behind a |. */
static bool
read_filter(struct parser *p, struct itk_words *words,
            struct itk_filter *filter)
{
    const char *name = "";
    size_t i = 0;

    if (read_path(p, words, &name)) {
        while (i < ITK_COUNT(filters) && strcmp(filters[i].name, name) != 0)
            i++;
    }
    if (!*name || i == ITK_COUNT(filters)) {
        fault(p, p->mark, ITK_MSG_TMPL_FILTER_UNKNOWN, name, NULL);
        return false;
    }
    filter->kind = filters[i].kind;
    if (!read_argument(p, words, i, filter))
        return false;
    if (filter->kind == ITK_FILTER_DATE && !itk_date_pattern_ok(filter->text)) {
        fault(p, p->mark, ITK_MSG_TMPL_FILTER_DATE, filter->text, NULL);
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
read_filters(struct parser *p, struct itk_words *words, struct itk_node *node)
{
    struct itk_filter list[ITK_TMPL_MAX_FILTER];

    while (itk_words_accept(words, "|")) {
        if (node->filters_count == ITK_TMPL_MAX_FILTER ||
            itk_words_accept(words, "|")) /* {a || b} */
            return bad_tag(p);
        if (!read_filter(p, words, &list[node->filters_count]))
            return false;
        node->filters_count++;
    }
    if (words->at < words->end)
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

/* Sections below are closed by the end of a control, not by a tag. */
static size_t
floor_of(const struct parser *p)
{
    size_t floor = p->depth;

    while (floor > 0 &&
           p->scan->marks[p->tree->nodes[p->open[floor - 1]].open].kind !=
               ITK_MARK_CONTROL)
        floor--;
    return floor;
}

/* How many open sections the tag closes at once; 0: none has that name. */
static size_t
closes(const struct parser *p, const char *path)
{
    const size_t floor = floor_of(p);

    for (size_t i = p->depth; i-- > floor;) {
        if (!path || strcmp(p->tree->nodes[p->open[i]].path, path) == 0)
            return p->depth - i;
    }
    return 0;
}

static void
close_section(struct parser *p, const char *path)
{
    size_t count = closes(p, path);

    if (p->depth == floor_of(p)) {
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
read_value(struct parser *p, struct itk_words *words)
{
    struct itk_node node = {.kind = ITK_NODE_VALUE};

    if (!read_path(p, words, &node.path)) {
        (void)bad_tag(p);
        return;
    }
    if (!read_filters(p, words, &node))
        return;
    if (strchr(".$", *node.path) && !in_each(p)) {
        fault(p, p->mark, ITK_MSG_TMPL_NO_ITEM, node.path, NULL);
        return;
    }
    add_node(p, node);
}

/* {#}: the number of the item. */
static void
read_index(struct parser *p, struct itk_words *words)
{
    struct itk_node node = {.kind = ITK_NODE_VALUE, .path = "#"};

    if (!read_filters(p, words, &node))
        return;
    if (!in_each(p))
        fault(p, p->mark, ITK_MSG_TMPL_NO_ITEM, "#", NULL);
    else
        add_node(p, node);
}

/* What stands behind the condition. */
static bool
read_lists(struct itk_words *words, enum itk_lists *lists)
{
    if (words->at == words->end)
        return true;
    if (!itk_words_accept(words, "|"))
        return false;
    if (itk_words_accept_word(words, "restart"))
        *lists = ITK_LISTS_RESTART;
    else if (itk_words_accept_word(words, "continue"))
        *lists = ITK_LISTS_CONTINUE;
    return *lists != ITK_LISTS_BY_PLACE && words->at == words->end;
}

/* A path alone is one; else it must be a condition. The node's path is its
 * text, by which it can be closed. */
static bool
read_condition(struct parser *p, struct itk_words *words, struct itk_node *node)
{
    const struct itk_words all = *words;
    size_t size;

    if (read_path(p, words, &node->path) && read_lists(words, &node->lists))
        return true;
    *words = all;
    node->expr = itk_expr_read(words, p->arena);
    size = (size_t)(words->at - all.at);
    if (!node->expr || !read_lists(words, &node->lists))
        return false;
    while (size > 0 && all.at[size - 1] == ' ')
        size--;
    node->path = keep(p, all.at, size);
    return true;
}

static bool
names_item(const struct itk_expr *expr)
{
    if (!expr)
        return false;
    return (expr->kind == ITK_EXPR_PATH && strchr(".$", *expr->text)) ||
           names_item(expr->left) || names_item(expr->right);
}

/* The element behind a dash. */
static bool
read_around(struct itk_words *words, enum itk_around *around)
{
    static const struct {
        const char *name;
        enum itk_around around;
    } names[] = {{"w:p", ITK_AROUND_PARAGRAPH},
                 {"w:tr", ITK_AROUND_ROW},
                 {"w:tbl", ITK_AROUND_TABLE}};
    const char *begin = words->at;

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        if (itk_words_accept(words, names[i].name)) {
            *around = names[i].around;
            /* A blank of whatever sort must follow. */
            return words->at > begin + strlen(names[i].name);
        }
    }
    return false;
}

static void
read_section(struct parser *p, struct itk_words *words, char sigil)
{
    struct itk_node node = {.kind =
                                sigil == '^' ? ITK_NODE_UNLESS : ITK_NODE_EACH};

    if (sigil == '-' && !read_around(words, &node.around)) {
        fault(p, p->mark, ITK_MSG_TMPL_DASH, p->scan->marks[p->mark].text,
              NULL);
        return;
    }
    if (!read_condition(p, words, &node)) {
        (void)bad_tag(p);
        return;
    }
    if (sigil == '/') {
        close_section(p, node.path);
        return;
    }
    if ((names_item(node.expr) || strchr(".$", *node.path)) && !in_each(p)) {
        fault(p, p->mark, ITK_MSG_TMPL_NO_ITEM, p->scan->marks[p->mark].text,
              NULL);
        return;
    }
    open_section(p, node);
}

/* {@x}, {~x}, {%x}: a path alone. */
static void
read_alone(struct parser *p, struct itk_words *words, char sigil)
{
    struct itk_node node = {.kind = sigil == '@'   ? ITK_NODE_BLOCK
                                    : sigil == '~' ? ITK_NODE_LINK
                                                   : ITK_NODE_IMAGE};

    if (!read_path(p, words, &node.path) || words->at < words->end)
        (void)bad_tag(p);
    else if (node.kind != ITK_NODE_BLOCK && *node.path == '$')
        (void)bad_tag(p);
    else if (*node.path == '.' && !in_each(p))
        fault(p, p->mark, ITK_MSG_TMPL_NO_ITEM, node.path, NULL);
    else
        add_node(p, node);
}

static void
read_tag(struct parser *p, struct itk_words *words)
{
    const char sigil = words->at < words->end ? *words->at : 0;

    if (!sigil || !strchr("#^/@~%-", sigil)) {
        read_value(p, words);
        return;
    }
    words->at++;
    itk_words_blanks(words);
    if (sigil == '/' && words->at == words->end) {
        close_section(p, NULL);
    } else if (sigil == '#' && (words->at == words->end || *words->at == '|')) {
        read_index(p, words);
    } else if (strchr("@~%", sigil)) {
        read_alone(p, words, sigil);
    } else {
        read_section(p, words, sigil);
    }
}

/* Two sections: the whole control, which goes when there is nothing, and the
 * item in it. */
static void
open_repeating(struct parser *p, struct itk_words *words)
{
    struct itk_node node = {.kind = ITK_NODE_EACH};
    struct itk_expr *any = itk_arena_alloc(p->arena, sizeof(*any));

    if (!read_path(p, words, &node.path) || words->at < words->end) {
        (void)bad_tag(p);
        return;
    }
    if (strchr(".$", *node.path) && !in_each(p)) {
        fault(p, p->mark, ITK_MSG_TMPL_NO_ITEM, node.path, NULL);
        return;
    }
    *any = (struct itk_expr){
        .kind = ITK_EXPR_PATH, .text = node.path, .size = strlen(node.path)};
    node.expr = any;
    open_section(p, node);
    node.expr = NULL;
    open_section(p, node);
}

/* The end of a repeating section's item: of its two sections, and of what was
 * opened in it and never closed. */
static void
close_repeating(struct parser *p)
{
    const struct itk_control *control = p->scan->marks[p->mark].control;
    unsigned closed = 0;

    while (p->depth > 0 && closed < 2) {
        struct itk_node *node = &p->tree->nodes[p->open[p->depth - 1]];

        if (p->scan->marks[node->open].control != control) {
            if (floor_of(p) == p->depth)
                return; /* of another one: this one has a fault already */
            unclosed(p);
            continue;
        }
        node->close = p->mark;
        p->depth--;
        closed++;
    }
}

/* A date that is not formatted otherwise is shown as the control says. */
static void
add_date(struct parser *p, struct itk_node *node, const char *pattern)
{
    struct itk_filter *all;

    for (size_t i = 0; i < node->filters_count; i++) {
        if (node->filters[i].kind != ITK_FILTER_FILL_IN &&
            node->filters[i].kind != ITK_FILTER_DEFAULT)
            return;
    }
    all = itk_arena_array(p->arena, node->filters_count + 1, sizeof(*all));
    all[0] = (struct itk_filter){.kind = ITK_FILTER_DATE, .text = pattern};
    if (node->filters_count > 0)
        memcpy(all + 1, node->filters, node->filters_count * sizeof(*all));
    node->filters = all;
    node->filters_count++;
}

/* What is chosen is shown as it stands in the list. */
static void
check_choice(struct parser *p, const struct itk_node *node)
{
    for (size_t i = 0; i < node->filters_count; i++) {
        if (node->filters[i].kind != ITK_FILTER_FILL_IN &&
            node->filters[i].kind != ITK_FILTER_DEFAULT) {
            (void)bad_tag(p);
            return;
        }
    }
}

static void
read_control(struct parser *p, struct itk_words *words)
{
    const struct itk_control *control = p->scan->marks[p->mark].control;
    const size_t nodes = p->tree->count;

    if (control->form == ITK_CONTROL_OTHER) {
        fault(p, p->mark, ITK_MSG_TMPL_CONTROL_FORM, control->text, NULL);
        return;
    }
    if (control->repeats) {
        open_repeating(p, words);
        return;
    }
    read_value(p, words);
    if (control->date_pattern && nodes < p->tree->count)
        add_date(p, &p->tree->nodes[nodes], control->date_pattern);
    if (control->choices && nodes < p->tree->count)
        check_choice(p, &p->tree->nodes[nodes]);
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
        struct itk_words words = {mark->text, mark->text};

        if (mark->kind == ITK_MARK_CONTROL_END)
            close_repeating(&p);
        if (mark->kind == ITK_MARK_ESCAPE || mark->kind == ITK_MARK_CONTROL_END)
            continue;
        words.end += strlen(mark->text);
        itk_words_blanks(&words);
        if (mark->kind == ITK_MARK_CONTROL)
            read_control(&p, &words);
        else
            read_tag(&p, &words);
    }
    while (p.depth > 0)
        unclosed(&p);
    free(p.open);
}
