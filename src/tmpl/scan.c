/*
 * The walk over a part: keeps the open elements, hands the text of paragraphs
 * to join.c, and notes the elements around marks.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/elem.h"
#include "tmpl/join.h"
#include "tmpl/path.h"
#include "tmpl/scan.h"

#define WML_NAMESPACE                                                          \
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define NUMBER_MOST 2000000000ul /* 31 bits are Word's */

/* An open element. */
struct level {
    enum itk_elem elem;
    size_t begin;
    struct itk_range tag;
    bool touched;          /* a mark stands below it */
    bool has_paragraph;    /* a child of it */
    struct itk_range head; /* run */
    struct itk_range ppr;  /* own, or of the first paragraph */
    struct itk_range sect; /* paragraph; body: its own */
    size_t last_block, rows;
    size_t paragraph; /* level of the nearest one, or NOWHERE */
    size_t skip_to;   /* control that is a slot: end of its content */
    const struct itk_control *repeats; /* control: a repeating section; its
                                          content: the same */
    size_t text;                       /* of a w:t in a run: its index */
    struct itk_join_base base;
};

struct scanner {
    struct itk_scan *scan;
    struct itk_source src;
    enum itk_scan_as as;
    struct itk_arena *arena;
    struct itk_faults *faults;
    struct itk_join join;
    struct level *levels;
    size_t depth, levels_room;
    size_t boxes_room, anchors_room;
};

static struct level *
top(const struct scanner *s)
{
    return s->depth > 0 ? &s->levels[s->depth - 1] : NULL;
}

static enum itk_elem
parent_elem(const struct scanner *s)
{
    return s->depth > 0 ? top(s)->elem : E_OTHER;
}

static size_t
nearest_row(const struct scanner *s)
{
    for (size_t i = s->depth; i-- > 0;) {
        if (s->levels[i].elem == E_ROW)
            return s->levels[i].begin;
    }
    return ITK_SCAN_NOWHERE;
}

static void
add_anchor(struct scanner *s, enum itk_anchor_kind kind, struct itk_range at)
{
    struct itk_scan *scan = s->scan;

    scan->anchors = itk_join_room(scan->anchors, scan->anchors_count,
                                  &s->anchors_room, sizeof(*scan->anchors));
    scan->anchors[scan->anchors_count++] = (struct itk_anchor){kind, at};
}

static void
note_number(struct scanner *s, const struct itk_token *token, const char *name)
{
    struct itk_scan *scan = s->scan;
    struct itk_attr attr;
    unsigned long number;

    if (!itk_attr_find(s->src, token, name, &attr))
        return;
    number = strtoul(s->src.data + attr.value.begin, NULL, 10);
    if (number > scan->number_max && number < NUMBER_MOST)
        scan->number_max = number;
    add_anchor(s, ITK_ANCHOR_NUMBER, attr.value);
}

/* What would stand twice in a document if its element were repeated. */
static void
note_anchors(struct scanner *s, enum itk_elem elem,
             const struct itk_token *token)
{
    static const char *const ids[] = {"w14:paraId", "w14:textId", "id",
                                      "o:spid"};
    const size_t first = elem == E_SHAPE ? 2 : 0;
    struct itk_attr attr;

    if (elem == E_RANGE || (elem == E_ID && parent_elem(s) == E_SDT_PR))
        add_anchor(s, elem == E_RANGE ? ITK_ANCHOR_RANGE : ITK_ANCHOR_ID,
                   token->at);
    if (elem == E_DOCPR)
        note_number(s, token, "id");
    if (elem == E_INSERTED || elem == E_GONE || elem == E_CHANGE)
        note_number(s, token, "w:id");
    if (elem != E_P && elem != E_ROW && elem != E_SHAPE)
        return;
    for (size_t i = first; i < first + 2; i++) {
        if (itk_attr_find(s->src, token, ids[i], &attr))
            add_anchor(s, ITK_ANCHOR_ID, attr.all);
    }
}

/* Whether an element in w:numPr of a paragraph's own properties comes next. */
static bool
in_own_numbering(const struct scanner *s)
{
    return s->depth >= 3 && s->levels[s->depth - 1].elem == E_NUM_PR &&
           s->levels[s->depth - 2].elem == E_PPR &&
           s->levels[s->depth - 3].elem == E_P;
}

/* What names a bookmark or a list, and must follow a copy of it. */
static void
note_names(struct scanner *s, enum itk_elem elem, const struct itk_token *token)
{
    struct itk_attr attr;

    if (elem == E_NUM_ID && in_own_numbering(s) &&
        itk_attr_find(s->src, token, "w:val", &attr))
        add_anchor(s, ITK_ANCHOR_LIST, attr.value);
    if ((elem == E_LINK && itk_attr_find(s->src, token, "w:anchor", &attr)) ||
        (elem == E_SIMPLE_FIELD &&
         itk_attr_find(s->src, token, "w:instr", &attr)))
        add_anchor(s, ITK_ANCHOR_NAMES, attr.value);
}

/* Tags are for text: one in an attribute or a field code would stay. */
static void
refuse_tag(struct scanner *s, struct itk_range at, enum itk_msg id)
{
    const size_t size = at.end - at.begin;
    const char *text = s->src.data + at.begin;
    struct itk_spot spot = {s->join.part, s->join.paragraphs, NULL, at.begin};

    if (!s->join.braces || !itk_path_tag_like(text, size))
        return;
    spot.around = itk_spot_around(s->arena, text, size, 0, size);
    itk_faults_add(s->faults, &spot, id, NULL, NULL);
}

static void
check_attributes(struct scanner *s, const struct itk_token *token)
{
    struct itk_attr attr;
    size_t pos = 0;

    if (!memchr(s->src.data + token->at.begin, '{',
                token->at.end - token->at.begin))
        return;
    while (itk_attr_next(s->src, token, &pos, &attr))
        refuse_tag(s, attr.value, ITK_MSG_TMPL_IN_ATTRIBUTE);
}

/* A page or a column, not a line. */
static bool
breaks_more(const struct scanner *s, const struct itk_token *token)
{
    struct itk_attr attr;
    const char *type;

    if (!itk_attr_find(s->src, token, "w:type", &attr))
        return false;
    type = s->src.data + attr.value.begin;
    return *type == 'p' || *type == 'c';
}

/* What is seen in a paragraph besides text. */
static void
note_object(struct scanner *s, enum itk_elem elem,
            const struct itk_token *token)
{
    const struct level *up = top(s);

    if (!up || up->paragraph == ITK_SCAN_NOWHERE)
        return;
    if (up->elem == E_R && elem == E_TAB)
        itk_join_object(&s->join, '\t');
    else if (up->elem == E_R && elem == E_BREAK && !breaks_more(s, token))
        itk_join_break(&s->join, token);
    else if (up->elem == E_R && (elem == E_FIELD || elem == E_INSTR))
        itk_join_object(&s->join, ITK_JOIN_FIELD);
    else if (elem == E_SEEN)
        itk_join_object(&s->join, ITK_JOIN_OBJECT);
    else if (up->elem == E_R && elem != E_T && elem != E_RPR &&
             elem != E_QUIET && elem != E_RANGE)
        itk_join_object(&s->join, ITK_JOIN_OBJECT);
}

static void
note_field(struct scanner *s, const struct itk_token *token)
{
    struct itk_attr attr;
    const char *type;

    if (!itk_attr_find(s->src, token, "w:fldCharType", &attr))
        return;
    type = s->src.data + attr.value.begin;
    if (*type == 'b')
        s->join.fields++;
    else if (*type == 'e')
        s->join.fields--;
}

static enum itk_control_form
form_here(const struct scanner *s)
{
    const struct level *up = top(s);

    if (up && up->paragraph != ITK_SCAN_NOWHERE)
        return ITK_CONTROL_INLINE;
    for (size_t i = s->depth; i-- > 0;) {
        if (s->levels[i].elem == E_ROW)
            return ITK_CONTROL_CELL;
        if (s->levels[i].elem == E_TABLE)
            return ITK_CONTROL_ROWS;
        if (s->levels[i].elem != E_SDT && s->levels[i].elem != E_SDT_CONTENT)
            break;
    }
    return ITK_CONTROL_BLOCK;
}

/* Where the content of a control ends that is a slot; else 0. */
static size_t
note_control(struct scanner *s, const struct itk_token *token,
             const struct itk_control **repeats)
{
    struct itk_control *control = itk_arena_alloc(s->arena, sizeof(*control));
    struct level *up = top(s);
    size_t paragraph = up ? up->paragraph : ITK_SCAN_NOWHERE;

    if (!itk_control_read(s->src, token->at.begin, form_here(s), s->arena,
                          control))
        return 0;
    if (paragraph != ITK_SCAN_NOWHERE) {
        itk_join_object(&s->join, ITK_JOIN_OBJECT);
        paragraph = s->levels[paragraph].begin;
    }
    control->parent = up ? up->begin : 0;
    itk_join_control(&s->join, control, paragraph, nearest_row(s));
    if (up)
        up->touched = true;
    *repeats = control->item.end > 0 ? control : NULL;
    return *repeats ? 0 : control->content.end;
}

static void
push(struct scanner *s, enum itk_elem elem, const struct itk_token *token)
{
    const struct level *up = top(s);
    size_t paragraph = up ? up->paragraph : ITK_SCAN_NOWHERE;
    struct level *level;

    if (elem == E_HOLDER || elem == E_CELL)
        paragraph = ITK_SCAN_NOWHERE;
    s->levels =
        itk_join_room(s->levels, s->depth, &s->levels_room, sizeof(*s->levels));
    level = &s->levels[s->depth];
    *level = (struct level){.elem = elem,
                            .begin = token->at.begin,
                            .tag = token->at,
                            .head = token->at,
                            .last_block = ITK_SCAN_NOWHERE,
                            .paragraph = elem == E_P ? s->depth : paragraph};
    s->depth++;
    if (elem == E_P)
        level->base = itk_join_begin(&s->join);
}

/* A w:t in a run begins. */
static void
open_text(struct scanner *s, const struct itk_token *token)
{
    const struct level *run = &s->levels[s->depth - 2];
    const struct level *parent = s->depth > 2 ? run - 1 : NULL;
    struct itk_text text = {.run = run->begin, .run_head = run->head};

    if (parent && parent->elem == E_INSERTED && s->depth > 3) {
        text.inserted = parent->tag;
        parent--;
    }
    text.run_parent = parent ? parent->begin : 0;
    top(s)->text = itk_join_text(&s->join, s->src, token, &text);
}

static void
open_element(struct scanner *s, enum itk_elem elem,
             const struct itk_token *token)
{
    struct level *up = top(s);
    const struct itk_control *repeats =
        elem == E_SDT_CONTENT && up ? up->repeats : NULL;
    size_t skip_to = 0;

    check_attributes(s, token);
    note_anchors(s, elem, token);
    note_names(s, elem, token);
    note_object(s, elem, token);
    if (elem == E_FIELD)
        note_field(s, token);
    if (up &&
        (elem == E_P || elem == E_TABLE || elem == E_SDT || elem == E_BLOCK))
        up->last_block = token->at.begin;
    if (elem == E_SDT && token->kind == ITK_TOKEN_START)
        skip_to = note_control(s, token, &repeats);
    push(s, elem, token);
    top(s)->skip_to = skip_to;
    top(s)->repeats = repeats;
    if (elem == E_T && s->depth > 1 && s->levels[s->depth - 2].elem == E_R)
        open_text(s, token);
}

static const enum itk_box_kind box_kinds[] = {
    [E_P] = ITK_BOX_PARAGRAPH,
    [E_TABLE] = ITK_BOX_TABLE,
    [E_ROW] = ITK_BOX_ROW,
    [E_CELL] = ITK_BOX_CELL,
    [E_BODY] = ITK_BOX_BODY,
    [E_HOLDER] = ITK_BOX_HOLDER,
    [E_SDT_CONTENT] = ITK_BOX_HOLDER,
};

static bool
is_box(enum itk_elem elem)
{
    return elem == E_P || elem == E_TABLE || elem == E_ROW || elem == E_CELL ||
           elem == E_BODY || elem == E_HOLDER || elem == E_SDT_CONTENT;
}

static void
add_box(struct scanner *s, const struct level *level, struct itk_range end,
        const char *text, size_t size)
{
    struct itk_scan *scan = s->scan;
    const bool body = level->elem == E_BODY && level->sect.end > 0;

    scan->boxes = itk_join_room(scan->boxes, scan->boxes_count, &s->boxes_room,
                                sizeof(*scan->boxes));
    scan->boxes[scan->boxes_count++] = (struct itk_box){
        .kind = box_kinds[level->elem],
        .at = {level->begin, end.end},
        .inner_end = body ? level->sect.begin : end.begin,
        .parent = s->depth > 0 ? top(s)->begin : 0,
        .row = nearest_row(s),
        .ppr = level->ppr,
        .sect = level->sect,
        .last_block = level->last_block,
        .rows = level->rows,
        .text = text,
        .text_size = size,
    };
}

/* Tells the parent what its child was. */
static void
tell_parent(struct scanner *s, const struct level *level, struct itk_range all)
{
    struct level *up = top(s);

    if (!up)
        return;
    up->touched = up->touched || level->touched;
    if (level->elem == E_PPR && up->elem == E_P)
        up->ppr = all;
    if (level->elem == E_SECT && up->elem == E_BODY)
        up->sect = all;
    if (level->elem == E_SECT && up->elem == E_PPR && s->depth > 1)
        s->levels[s->depth - 2].sect = all;
    if (level->elem == E_RPR && up->elem == E_R)
        up->head.end = all.end;
    if (level->elem == E_ROW)
        up->rows++;
    if (level->elem == E_ROW && up->elem == E_SDT_CONTENT) {
        /* Rows in a control belong to the table around it. */
        for (size_t i = s->depth - 1; i-- > 0;) {
            if (s->levels[i].elem == E_TABLE) {
                s->levels[i].rows++;
                break;
            }
        }
    }
    if (level->elem == E_P && !up->has_paragraph) {
        up->has_paragraph = true;
        up->ppr = level->ppr;
    }
}

static void
close_element(struct scanner *s, struct itk_range end)
{
    struct level level = s->levels[--s->depth];
    const struct itk_range all = {level.begin, end.end};
    const char *text = NULL;
    size_t size = 0;

    if (level.elem == E_P) {
        if (itk_join_end(&s->join, level.base, level.begin, nearest_row(s)))
            level.touched = true;
        if (level.touched)
            text = itk_join_take(&s->join, level.base, &size);
        itk_join_drop(&s->join, level.base);
    }
    if (level.touched && is_box(level.elem))
        add_box(s, &level, end, text, size);
    tell_parent(s, &level, all);
}

static void
take_text(struct scanner *s, const struct itk_token *token)
{
    const struct level *level = top(s);
    const bool cdata = token->kind == ITK_TOKEN_CDATA;
    const struct itk_range range = cdata ? token->inner : token->at;

    if (!level)
        return;
    if (level->elem == E_INSTR) {
        refuse_tag(s, range, ITK_MSG_TMPL_IN_FIELD);
        if (!cdata)
            add_anchor(s, ITK_ANCHOR_NAMES, range);
    }
    if (level->elem == E_T && level->paragraph != ITK_SCAN_NOWHERE &&
        s->levels[s->depth - 2].elem == E_R)
        itk_join_add(&s->join, s->src, range, cdata, level->text);
}

/* Behind the item of a repeating section, whose others go. */
static void
end_item(struct scanner *s, size_t at, size_t *pos)
{
    const struct level *level = top(s);

    if (!level || level->elem != E_SDT_CONTENT || !level->repeats ||
        level->repeats->item.end != at)
        return;
    itk_join_control_end(&s->join, level->repeats, nearest_row(s));
    *pos = level->repeats->rest.end;
}

static void
take_token(struct scanner *s, const struct itk_token *token, size_t *pos)
{
    const bool opens =
        token->kind == ITK_TOKEN_START || token->kind == ITK_TOKEN_EMPTY;
    enum itk_elem elem = opens ? itk_elem_of(token) : E_OTHER;

    if (elem == E_R && parent_elem(s) == E_GONE)
        elem = E_OTHER; /* nothing in it is read or seen */
    if (opens && elem == E_SDT_CONTENT && s->depth > 0 && top(s)->skip_to > 0) {
        *pos = top(s)->skip_to;
    } else if (opens) {
        open_element(s, elem, token);
        if (token->kind == ITK_TOKEN_EMPTY)
            close_element(s, (struct itk_range){token->at.end, token->at.end});
    } else if (token->kind == ITK_TOKEN_END) {
        if (s->depth > 0)
            close_element(s, token->at);
        end_item(s, token->at.end, pos);
    } else if (token->kind != ITK_TOKEN_OTHER) {
        take_text(s, token);
    }
}

/* In docProps each text node is a paragraph. */
static void
take_plain(struct scanner *s, const struct itk_token *token,
           struct itk_token *element)
{
    struct itk_join_base base;
    const bool cdata = token->kind == ITK_TOKEN_CDATA;
    size_t text;

    if (token->kind == ITK_TOKEN_START || token->kind == ITK_TOKEN_EMPTY) {
        check_attributes(s, token);
        *element = *token;
    }
    if ((token->kind != ITK_TOKEN_TEXT && !cdata) ||
        (s->as == ITK_SCAN_LOOSE && s->join.braces &&
         !itk_path_tag_like(s->src.data + token->at.begin,
                            token->at.end - token->at.begin)))
        return;
    base = itk_join_begin(&s->join);
    text = itk_join_text(&s->join, s->src, element,
                         &(struct itk_text){.run = ITK_SCAN_NOWHERE});
    itk_join_add(&s->join, s->src, cdata ? token->inner : token->at, cdata,
                 text);
    (void)itk_join_end(&s->join, base, token->at.begin, ITK_SCAN_NOWHERE);
    itk_join_drop(&s->join, base);
}

bool
itk_scan_binds_w(struct itk_source src)
{
    struct itk_token token;
    struct itk_attr attr;
    size_t pos = 0;

    while (itk_token_next(src, &pos, &token)) {
        if (token.kind == ITK_TOKEN_START || token.kind == ITK_TOKEN_EMPTY)
            return itk_attr_find(src, &token, "xmlns:w", &attr) &&
                   attr.value.end - attr.value.begin == strlen(WML_NAMESPACE) &&
                   memcmp(src.data + attr.value.begin, WML_NAMESPACE,
                          strlen(WML_NAMESPACE)) == 0;
    }
    return false;
}

static int
by_begin(const void *a, const void *b)
{
    const struct itk_box *one = a, *other = b;

    return (one->at.begin > other->at.begin) -
           (one->at.begin < other->at.begin);
}

/* Moves a grown array into the arena. */
static void *
settle(struct itk_arena *arena, void *array, size_t count, size_t size)
{
    void *kept = count ? itk_arena_array(arena, count, size) : NULL;

    if (count)
        memcpy(kept, array, count * size);
    free(array);
    return kept;
}

static void
finish(struct scanner *s)
{
    struct itk_scan *scan = s->scan;

    if (scan->boxes_count > 0)
        qsort(scan->boxes, scan->boxes_count, sizeof(*scan->boxes), by_begin);
    scan->boxes =
        settle(s->arena, scan->boxes, scan->boxes_count, sizeof(*scan->boxes));
    scan->anchors = settle(s->arena, scan->anchors, scan->anchors_count,
                           sizeof(*scan->anchors));
    itk_join_finish(&s->join, scan);
    free(s->levels);
}

void
itk_scan_part(struct itk_scan *scan, struct itk_source src, enum itk_scan_as as,
              const struct itk_delims *delims, const char *part,
              struct itk_arena *arena, struct itk_faults *faults)
{
    struct scanner s = {
        .scan = scan, .src = src, .as = as, .arena = arena, .faults = faults};
    const bool plain = as != ITK_SCAN_STORY;
    struct itk_spot spot = {.part = part};
    struct itk_token token, element = {.kind = ITK_TOKEN_OTHER};
    size_t pos = 0;

    *scan = (struct itk_scan){.src = src, .plain = plain};
    if (!plain && !itk_scan_binds_w(src)) {
        if (itk_path_tag_like(src.data, src.size))
            itk_faults_add(faults, &spot, ITK_MSG_TMPL_PREFIX, NULL, NULL);
        return;
    }
    itk_join_init(&s.join, delims, part, arena, faults);
    while (itk_token_next(src, &pos, &token)) {
        if (plain)
            take_plain(&s, &token, &element);
        else
            take_token(&s, &token, &pos);
    }
    finish(&s);
}

const struct itk_box *
itk_scan_box(const struct itk_scan *scan, size_t begin)
{
    const struct itk_box key = {.at = {begin, begin}};

    return scan->boxes_count ? bsearch(&key, scan->boxes, scan->boxes_count,
                                       sizeof(key), by_begin)
                             : NULL;
}
