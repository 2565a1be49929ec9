/*
 * Whether a numbered list begins anew in each copy of a section.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/join.h"
#include "tmpl/numbering.h"
#include "tmpl/restart.h"

/* A list in a section. */
struct itk_list_use {
    size_t node;
    const char *num; /* the value of w:numId */
    size_t size;
    size_t direct; /* paragraphs of it, in no section further in */
    size_t inner;  /* the others */
    bool decided;
    uint32_t unit;
};

static int
by_list(const void *a, const void *b)
{
    const struct itk_list_use *one = a, *other = b;

    if (one->node != other->node)
        return one->node < other->node ? -1 : 1;
    if (one->size != other->size)
        return one->size < other->size ? -1 : 1;
    return memcmp(one->num, other->num, one->size);
}

static struct itk_list_use
use_of(const struct itk_copies *c, size_t anchor, size_t node)
{
    const struct itk_range at = c->scan->anchors[anchor].at;

    return (struct itk_list_use){.node = node,
                                 .num = c->scan->src.data + at.begin,
                                 .size = at.end - at.begin,
                                 .direct = node == c->nodes[anchor],
                                 .inner = node != c->nodes[anchor]};
}

/* Uses of one list in one section become one. */
static size_t
merge(struct itk_list_use *uses, size_t count)
{
    size_t made = 0;

    for (size_t i = 0; i < count; i++) {
        if (made > 0 && by_list(&uses[made - 1], &uses[i]) == 0) {
            uses[made - 1].direct += uses[i].direct;
            uses[made - 1].inner += uses[i].inner;
        } else {
            uses[made++] = uses[i];
        }
    }
    return made;
}

void
itk_restart_find(struct itk_copies *c)
{
    size_t room = 0;

    for (size_t i = 0; i < c->scan->anchors_count; i++) {
        if (c->scan->anchors[i].kind != ITK_ANCHOR_LIST)
            continue;
        for (size_t node = c->nodes[i]; node != ITK_TREE_NONE;
             node = itk_copies_around(c->tree, node)) {
            c->uses =
                itk_join_room(c->uses, c->uses_count, &room, sizeof(*c->uses));
            c->uses[c->uses_count++] = use_of(c, i, node);
        }
    }
    if (c->uses_count > 0)
        qsort(c->uses, c->uses_count, sizeof(*c->uses), by_list);
    c->uses_count = merge(c->uses, c->uses_count);
}

void
itk_restart_free(struct itk_copies *c)
{
    free(c->uses);
}

/* Whether the first paragraph of the section is one of the list. */
static bool
begins_with(const struct itk_copies *c, const struct itk_list_use *use)
{
    const struct itk_range at = c->layouts[use->node].inner;
    const struct itk_source src = c->scan->src;
    struct itk_token token;
    struct itk_attr attr;
    size_t pos = at.begin;
    bool paragraph = false;

    while (pos < at.end && itk_token_next(src, &pos, &token)) {
        if (token.kind == ITK_TOKEN_START && itk_token_is(&token, "w:p"))
            paragraph = true;
        if (paragraph &&
            (itk_token_is(&token, "w:r") ||
             (token.kind == ITK_TOKEN_END && itk_token_is(&token, "w:p"))))
            return false;
        if (paragraph && itk_token_is(&token, "w:numId") &&
            itk_attr_find(src, &token, "w:val", &attr))
            return attr.value.end - attr.value.begin == use->size &&
                   memcmp(src.data + attr.value.begin, use->num, use->size) ==
                       0;
    }
    return false;
}

static bool
restarts(const struct itk_copies *c, const struct itk_list_use *use)
{
    const enum itk_layout_kind kind = c->layouts[use->node].kind;

    if (c->tree->nodes[use->node].lists == ITK_LISTS_RESTART)
        return true;
    return (kind == ITK_LAYOUT_BLOCK || kind == ITK_LAYOUT_ROW ||
            kind == ITK_LAYOUT_AROUND) &&
           (use->direct >= 2 || use->inner > 0) && !begins_with(c, use);
}

static void
decide(struct itk_copies *c, struct itk_list_use *use)
{
    const char *inner;

    use->decided = true;
    use->unit = ITK_NO_PASS;
    if (c->lists_count == ITK_COPIES_MAX_LISTS || !restarts(c, use))
        return;
    inner = itk_numbering_restart(c->numbering, use->num, use->size, c->arena);
    if (!inner)
        return;
    use->unit = (uint32_t)c->lists_count;
    c->lists[c->lists_count++] = inner;
}

uint32_t
itk_restart_list(struct itk_copies *c, size_t anchor, size_t *node)
{
    for (size_t at = c->nodes[anchor]; at != ITK_TREE_NONE;
         at = itk_copies_around(c->tree, at)) {
        const struct itk_list_use key = use_of(c, anchor, at);
        struct itk_list_use *use;

        if (c->tree->nodes[at].lists == ITK_LISTS_CONTINUE)
            return ITK_NO_PASS;
        use = bsearch(&key, c->uses, c->uses_count, sizeof(key), by_list);
        if (!use->decided)
            decide(c, use);
        if (use->unit != ITK_NO_PASS) {
            *node = at;
            return use->unit;
        }
    }
    return ITK_NO_PASS;
}
