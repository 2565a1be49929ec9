/*
 * What may stand only once in a document, in what a section repeats.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/utf8.h"
#include "tmpl/copies.h"
#include "tmpl/join.h"
#include "tmpl/restart.h"

#define NAME_MOST 32u /* of 40 characters: the rest is for the copy */
#define ID_MOST   (1ul << 30)

/* A bookmark in what may repeat. */
struct itk_bookmark {
    const char *name; /* as it stands in the part */
    size_t size;
    const char *base; /* of the names of its copies */
    size_t node;      /* the innermost EACH around it */
    size_t start;     /* its anchor */
};

/* What a reference from further out needs to know. */
struct itk_seen {
    uint32_t outer,
        inner; /* passes of: EACH around both, around the bookmark */
    uint32_t slot;
};

static int
compare(const char *a, size_t a_size, const char *b, size_t b_size)
{
    const int order = memcmp(a, b, a_size < b_size ? a_size : b_size);

    return order ? order : (a_size > b_size) - (a_size < b_size);
}

static int
by_name(const void *a, const void *b)
{
    const struct itk_bookmark *one = a, *other = b;
    const int order = compare(one->name, one->size, other->name, other->size);

    return order ? order
                 : (one->start > other->start) - (one->start < other->start);
}

static bool
token_at(const struct itk_scan *scan, size_t anchor, struct itk_token *token)
{
    size_t pos = scan->anchors[anchor].at.begin;

    return itk_token_next(scan->src, &pos, token);
}

static bool
attr_of(const struct itk_scan *scan, size_t anchor, const char *name,
        struct itk_range *value)
{
    struct itk_token token;
    struct itk_attr attr;

    if (scan->anchors[anchor].kind != ITK_ANCHOR_RANGE ||
        !token_at(scan, anchor, &token) ||
        !itk_attr_find(scan->src, &token, name, &attr))
        return false;
    *value = attr.value;
    return true;
}

static bool
is_element(const struct itk_scan *scan, size_t anchor, const char *name)
{
    struct itk_token token;

    return scan->anchors[anchor].kind == ITK_ANCHOR_RANGE &&
           token_at(scan, anchor, &token) && itk_token_is(&token, name);
}

/* ---- which section a place is in ---- */

struct span {
    struct itk_range at;
    size_t node;
};

static int
by_span(const void *a, const void *b)
{
    const struct span *one = a, *other = b;

    if (one->at.begin != other->at.begin)
        return one->at.begin < other->at.begin ? -1 : 1;
    if (one->at.end != other->at.end)
        return one->at.end > other->at.end ? -1 : 1;
    return (one->node > other->node) - (one->node < other->node);
}

/* The innermost EACH around each anchor. They nest, so that a stack will do. */
static void
find_nodes(struct itk_copies *c)
{
    struct span *spans = itk_alloc((c->tree->count + 1) * sizeof(*spans));
    size_t *open = itk_alloc((c->tree->count + 1) * sizeof(*open));
    size_t count = 0, next = 0, depth = 0;

    for (size_t i = 0; i < c->tree->count; i++) {
        if (c->tree->nodes[i].kind == ITK_NODE_EACH)
            spans[count++] = (struct span){c->layouts[i].inner, i};
    }
    if (count > 0)
        qsort(spans, count, sizeof(*spans), by_span);
    for (size_t i = 0; i < c->scan->anchors_count; i++) {
        const size_t at = c->scan->anchors[i].at.begin;

        for (; next < count && spans[next].at.begin <= at; next++) {
            while (depth > 0 &&
                   spans[open[depth - 1]].at.end <= spans[next].at.begin)
                depth--;
            open[depth++] = next;
        }
        while (depth > 0 && spans[open[depth - 1]].at.end <= at)
            depth--;
        c->nodes[i] = depth > 0 ? spans[open[depth - 1]].node : ITK_TREE_NONE;
    }
    free(spans);
    free(open);
}

size_t
itk_copies_around(const struct itk_tree *tree, size_t node)
{
    do
        node = tree->nodes[node].parent;
    while (node != ITK_TREE_NONE && tree->nodes[node].kind != ITK_NODE_EACH);
    return node;
}

/* The innermost EACH around both. */
static size_t
common(const struct itk_tree *tree, size_t a, size_t b)
{
    while (a != b && a != ITK_TREE_NONE && b != ITK_TREE_NONE) {
        if (a > b) /* nodes are in the order of their tags */
            a = itk_copies_around(tree, a);
        else
            b = itk_copies_around(tree, b);
    }
    return a == b ? a : ITK_TREE_NONE;
}

/* ---- bookmarks ---- */

/* _2 */
static bool
is_numbered(const char *text, size_t size)
{
    size_t at = 1;

    while (at < size && text[at] >= '0' && text[at] <= '9')
        at++;
    return size > 1 && *text == '_' && at == size;
}

/* The name of the copies before _ and their number: no longer than Word takes,
 * and no other bookmark's. */
static const char *
base_of(const struct itk_copies *c, size_t i)
{
    const struct itk_bookmark *bookmark = &c->bookmarks[i];
    struct itk_buf out = ITK_BUF_INIT;
    const char *base;

    if (memchr(bookmark->name, '&', bookmark->size) ||
        itk_utf8_count(bookmark->name, bookmark->size) > NAME_MOST) {
        itk_buf_adds(&out, bookmark->name[0] == '_' ? "_copy" : "copy");
        itk_buf_addu(&out, i);
    } else {
        itk_buf_add(&out, bookmark->name, bookmark->size);
    }
    /* name_2 may be there already: name__2 then. */
    for (size_t j = i + 1; j < c->bookmarks_count; j++) {
        const struct itk_bookmark *next = &c->bookmarks[j];

        if (next->size <= out.size ||
            memcmp(next->name, out.data, out.size) != 0)
            break;
        if (is_numbered(next->name + out.size, next->size - out.size))
            itk_buf_addc(&out, '_');
    }
    base = itk_arena_copy(c->arena, out.data, out.size);
    itk_buf_free(&out);
    return base;
}

/* All of them, so that names of copies can be told from others. */
static void
find_bookmarks(struct itk_copies *c)
{
    const struct itk_scan *scan = c->scan;
    struct itk_range name, id;

    for (size_t i = 0; i < scan->anchors_count; i++) {
        if (attr_of(scan, i, "w:id", &id)) {
            const unsigned long number =
                strtoul(scan->src.data + id.begin, NULL, 10);

            if (number > c->range_max && number < ID_MOST)
                c->range_max = number;
        }
        if (!is_element(scan, i, "w:bookmarkStart") ||
            !attr_of(scan, i, "w:name", &name))
            continue;
        c->bookmarks[c->bookmarks_count++] =
            (struct itk_bookmark){.name = scan->src.data + name.begin,
                                  .size = name.end - name.begin,
                                  .node = c->nodes[i],
                                  .start = i};
    }
    if (c->bookmarks_count > 0)
        qsort(c->bookmarks, c->bookmarks_count, sizeof(*c->bookmarks), by_name);
    for (size_t i = 0; i < c->bookmarks_count; i++) {
        if (c->bookmarks[i].node != ITK_TREE_NONE)
            c->bookmarks[i].base = base_of(c, i);
        c->units[c->bookmarks[i].start] = (uint32_t)i;
    }
}

/* An end has the id of its start: by ids, the start first. */
struct end {
    const char *id;
    size_t size, anchor;
    bool start;
};

static int
by_id(const void *a, const void *b)
{
    const struct end *one = a, *other = b;
    const int order = compare(one->id, one->size, other->id, other->size);

    return order
               ? order
               : (one->anchor > other->anchor) - (one->anchor < other->anchor);
}

static void
match_ends(struct itk_copies *c)
{
    const struct itk_scan *scan = c->scan;
    struct end *ends = itk_alloc((scan->anchors_count + 1) * sizeof(*ends));
    size_t count = 0;
    struct itk_range id;

    for (size_t i = 0; i < scan->anchors_count; i++) {
        const bool start = is_element(scan, i, "w:bookmarkStart");

        if ((start || is_element(scan, i, "w:bookmarkEnd")) &&
            attr_of(scan, i, "w:id", &id))
            ends[count++] = (struct end){scan->src.data + id.begin,
                                         id.end - id.begin, i, start};
    }
    if (count > 0)
        qsort(ends, count, sizeof(*ends), by_id);
    for (size_t i = 1; i < count; i++) {
        if (!ends[i].start && ends[i - 1].start &&
            compare(ends[i].id, ends[i].size, ends[i - 1].id,
                    ends[i - 1].size) == 0)
            c->units[ends[i].anchor] = c->units[ends[i - 1].anchor];
    }
    free(ends);
}

void
itk_copies_find(struct itk_copies *c)
{
    const size_t count = c->scan->anchors_count;

    c->nodes = itk_alloc((count + 1) * sizeof(*c->nodes));
    c->units = itk_alloc((count + 1) * sizeof(*c->units));
    c->bookmarks = itk_alloc((count + 1) * sizeof(*c->bookmarks));
    c->lists = itk_alloc(ITK_COPIES_MAX_LISTS * sizeof(*c->lists));
    for (size_t i = 0; i < count; i++)
        c->units[i] = ITK_NO_PASS;
    find_nodes(c);
    find_bookmarks(c);
    match_ends(c);
    itk_restart_find(c);
}

void
itk_copies_free(struct itk_copies *c)
{
    free(c->nodes);
    free(c->units);
    free(c->bookmarks);
    free(c->lists);
    free(c->seen);
    itk_restart_free(c);
}

/* ---- edits ---- */

static void
put_op(struct itk_copies *c, size_t at, enum itk_op_kind kind,
       struct itk_range bytes, struct itk_op more)
{
    c->asked = true;
    more.kind = kind;
    more.bytes = c->scan->src.data + bytes.begin;
    more.size = bytes.end - bytes.begin;
    itk_edit_op(c->edits, (struct itk_range){at, at}, ITK_EDIT_BEGINS, more);
}

/* One end of a bookmark, at `at`: its id and its name are the copy's. */
static void
put_bookmark(struct itk_copies *c, size_t anchor, size_t at)
{
    const struct itk_scan *scan = c->scan;
    const struct itk_bookmark *bookmark = &c->bookmarks[c->units[anchor]];
    struct itk_op op = {.pass = (uint32_t)bookmark->node,
                        .unit = c->units[anchor],
                        .seen = ITK_NO_PASS,
                        .yes = bookmark->base};
    struct itk_range id = {0, 0}, name = {0, 0};
    size_t pos = scan->anchors[anchor].at.begin;

    (void)attr_of(scan, anchor, "w:id", &id);
    op.once = attr_of(scan, anchor, "w:name", &name);
    for (unsigned i = 0; i < 2; i++) {
        const bool first = id.begin < name.begin || !op.once;
        const bool is_id = (i == 0) == first;
        const struct itk_range value = is_id ? id : name;

        if (value.end == 0)
            continue;
        itk_edit_bytes(c->edits, at, (struct itk_range){pos, value.begin},
                       ITK_NO_PASS);
        put_op(c, at, is_id ? ITK_OP_RANGE_ID : ITK_OP_NAME, value, op);
        pos = value.end;
    }
    itk_edit_bytes(c->edits, at,
                   (struct itk_range){pos, scan->anchors[anchor].at.end},
                   ITK_NO_PASS);
}

static bool
is_renamed(const struct itk_copies *c, size_t anchor)
{
    return c->units[anchor] != ITK_NO_PASS &&
           c->bookmarks[c->units[anchor]].node != ITK_TREE_NONE;
}

void
itk_copies_move(struct itk_copies *c, size_t anchor, size_t at)
{
    const size_t node = c->nodes[anchor];

    if (is_renamed(c, anchor))
        put_bookmark(c, anchor, at);
    else
        itk_edit_bytes(c->edits, at, c->scan->anchors[anchor].at,
                       node == ITK_TREE_NONE ? ITK_NO_PASS : (uint32_t)node);
    c->asked = c->asked || node != ITK_TREE_NONE;
}

static uint32_t
seen_of(struct itk_copies *c, size_t outer, size_t inner)
{
    c->seen =
        itk_join_room(c->seen, c->seen_count, &c->seen_room, sizeof(*c->seen));
    c->seen[c->seen_count] = (struct itk_seen){(uint32_t)outer, (uint32_t)inner,
                                               (uint32_t)c->seen_count};
    return (uint32_t)c->seen_count++;
}

/* A word of a field's code or a link's target, if it is a bookmark's name. */
static void
follow(struct itk_copies *c, size_t anchor, struct itk_range word)
{
    const char *text = c->scan->src.data + word.begin;
    const size_t size = word.end - word.begin;
    size_t low = 0, high = c->bookmarks_count, outer;
    struct itk_op op = {.seen = ITK_NO_PASS};
    const struct itk_bookmark *found;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (compare(c->bookmarks[middle].name, c->bookmarks[middle].size, text,
                    size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    found = &c->bookmarks[low];
    if (low == c->bookmarks_count || found->node == ITK_TREE_NONE ||
        compare(found->name, found->size, text, size) != 0)
        return;
    outer = common(c->tree, c->nodes[anchor], found->node);
    if (outer == ITK_TREE_NONE)
        return; /* the first copy has the name */
    op.pass = (uint32_t)found->node;
    op.unit = (uint32_t)low;
    op.yes = found->base;
    if (outer != found->node)
        op.seen = seen_of(c, outer, found->node);
    itk_edit_cut(c->edits, word);
    put_op(c, word.begin, ITK_OP_NAME, word, op);
}

static bool
parts_words(const char *at, size_t left)
{
    static const char quote[] = "&quot;";

    return strchr(" \t\r\n\"\\", *at) ||
           (left >= sizeof(quote) - 1 &&
            memcmp(at, quote, sizeof(quote) - 1) == 0);
}

static void
follow_words(struct itk_copies *c, size_t anchor)
{
    const struct itk_range at = c->scan->anchors[anchor].at;
    const char *data = c->scan->src.data;
    size_t begin = at.begin;

    for (size_t pos = at.begin; pos <= at.end; pos++) {
        if (pos < at.end && !parts_words(data + pos, at.end - pos))
            continue;
        if (pos > begin)
            follow(c, anchor, (struct itk_range){begin, pos});
        if (pos < at.end && data[pos] == '&')
            pos += strlen("&quot;") - 1;
        begin = pos + 1;
    }
}

static void
begin_list(struct itk_copies *c, size_t anchor)
{
    const struct itk_range at = c->scan->anchors[anchor].at;
    struct itk_op op = {.seen = ITK_NO_PASS};
    size_t node = ITK_TREE_NONE;
    uint32_t unit = itk_restart_list(c, anchor, &node);

    if (unit == ITK_NO_PASS)
        return;
    op.unit = unit;
    op.pass = (uint32_t)node;
    itk_edit_cut(c->edits, at);
    put_op(c, at.begin, ITK_OP_LIST, at, op);
}

static void
compile_anchor(struct itk_copies *c, size_t i)
{
    const struct itk_anchor *anchor = &c->scan->anchors[i];
    const struct itk_op op = {.pass = (uint32_t)c->nodes[i], .once = true};

    switch (anchor->kind) {
    case ITK_ANCHOR_NAMES:
        follow_words(c, i);
        return;
    case ITK_ANCHOR_LIST:
        begin_list(c, i);
        return;
    case ITK_ANCHOR_RANGE:
    case ITK_ANCHOR_ID:
    case ITK_ANCHOR_NUMBER:
        break;
    }
    itk_edit_cut(c->edits, anchor->at);
    if (anchor->kind == ITK_ANCHOR_RANGE && is_renamed(c, i))
        put_bookmark(c, i, anchor->at.begin);
    else
        put_op(c, anchor->at.begin,
               anchor->kind == ITK_ANCHOR_NUMBER ? ITK_OP_SERIAL
                                                 : ITK_OP_LITERAL,
               anchor->at, op);
}

void
itk_copies_compile(struct itk_copies *c)
{
    for (size_t i = 0; i < c->scan->anchors_count; i++) {
        if (c->parted[i])
            itk_edit_cut(c->edits, c->scan->anchors[i].at);
        else if (c->nodes[i] != ITK_TREE_NONE)
            compile_anchor(c, i);
    }
}

/* ---- the program ---- */

static int
by_outer(const void *a, const void *b)
{
    const struct itk_seen *one = a, *other = b;

    return (one->outer > other->outer) - (one->outer < other->outer);
}

void
itk_copies_finish(const struct itk_copies *c, struct itk_program *program)
{
    struct itk_pass *passes =
        itk_arena_array(c->arena, c->tree->count + 1, sizeof(*passes));
    struct itk_seen_at *seen =
        itk_arena_array(c->arena, c->seen_count + 1, sizeof(*seen));
    const char **lists =
        itk_arena_array(c->arena, c->lists_count + 1, sizeof(*lists));

    if (!c->asked)
        return;
    if (c->seen_count > 0)
        qsort(c->seen, c->seen_count, sizeof(*c->seen), by_outer);
    for (size_t i = c->seen_count; i-- > 0;) {
        seen[i] = (struct itk_seen_at){c->seen[i].slot, c->seen[i].inner};
        passes[c->seen[i].outer].seen_first = (uint32_t)i;
        passes[c->seen[i].outer].seen_count++;
    }
    for (size_t i = 0; i < c->lists_count; i++)
        lists[i] = c->lists[i];
    program->passes = passes;
    program->passes_count = c->tree->count;
    program->seen = seen;
    program->seen_count = c->seen_count;
    program->bookmarks = c->bookmarks_count;
    program->range_id = c->range_max + ITK_TMPL_FREE_IDS;
    program->lists = lists;
    program->lists_count = c->lists_count;
}
