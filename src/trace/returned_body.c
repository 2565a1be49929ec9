/*
 * The paragraphs of a document's body, in order.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "trace/record.h"
#include "trace/returning.h"

#define CLAUSE_TAG "itaku:clause:"
#define MOST_OPEN  64u    /* fields in each other */
#define MOST_MARKS 10000u /* bookmarks; further ones are passed over */

/* A field whose end has not come yet. */
struct field {
    struct itk_buf code;
    bool result; /* the code is over */
    size_t at;   /* where in the text its result begins */
};

/* The bookmark's paragraphs, and how much text stood before it in the first. */
struct mark {
    const char *name, *id;
    size_t first, last, before;
    bool ended;
};

struct reader {
    struct itk_returned *returned;
    struct itk_arena *arena;
    itk_numbers *numbers;
    struct itk_returned_paragraph *all;
    size_t count, room;
    struct mark *marks;
    size_t marks_count, marks_room, ends;
    /* the paragraph at hand */
    bool open;
    struct itk_buf text;
    struct itk_returned_ref *refs;
    size_t refs_count, refs_room;
    struct field fields[MOST_OPEN];
    size_t depth;          /* of fields; may be more than MOST_OPEN */
    const xmlNode **boxes; /* text boxes on it */
    size_t boxes_count, boxes_room;
    /* A paragraph whose end was deleted: its text waits for the next one. */
    bool waits;
    struct itk_returned_paragraph waiting;
    const xmlNode *waiting_ppr;
    /* what is around it */
    const char *clause;
    unsigned control, controls, table, tables, row, rows, cell, cells;
    bool full;
};

static void walk(struct reader *r, const xmlNode *parent);

/* ---- fields ---- */

/* Within the code of any field, the result of another is part of the code. */
static bool
in_code(const struct reader *r)
{
    for (size_t i = 0; i < r->depth && i < MOST_OPEN; i++) {
        if (!r->fields[i].result)
            return true;
    }
    return false;
}

/* " REF _N_m1 \r \h " leads to _N_m1. */
static const char *
target_of(const struct reader *r, const char *code)
{
    static const char ref[] = "REF";
    size_t length;

    code += strspn(code, " ");
    if (strncmp(code, ref, sizeof(ref) - 1) != 0)
        return NULL;
    code += sizeof(ref) - 1;
    if (*code != ' ')
        return NULL;
    code += strspn(code, " ");
    length = strcspn(code, " \\");
    return length ? itk_arena_copy(r->arena, code, length) : NULL;
}

static void
add_ref(struct reader *r, const char *code, size_t at)
{
    const char *target = r->open ? target_of(r, code) : NULL;

    if (!target || r->text.size <= at)
        return;
    if (r->refs_count == r->refs_room) {
        r->refs_room = r->refs_room ? 2 * r->refs_room : 4;
        r->refs = itk_grow(r->refs, r->refs_room, sizeof(*r->refs));
    }
    r->refs[r->refs_count++] =
        (struct itk_returned_ref){at, r->text.size - at, target};
}

static void
field_char(struct reader *r, const xmlNode *node)
{
    const char *type = itk_xml_attr(node, "fldCharType");
    struct field *field;

    if (!type)
        return;
    if (!strcmp(type, "begin")) {
        if (r->depth < MOST_OPEN)
            r->fields[r->depth] = (struct field){.code = ITK_BUF_INIT};
        r->depth++;
        return;
    }
    if (!r->depth || r->depth > MOST_OPEN) {
        r->depth -= r->depth && !strcmp(type, "end");
        return;
    }
    field = &r->fields[r->depth - 1];
    if (!strcmp(type, "separate")) {
        field->result = true;
        field->at = r->text.size;
        return;
    }
    if (field->result)
        add_ref(r, field->code.data, field->at);
    itk_buf_free(&field->code);
    r->depth--;
}

static void
simple_field(struct reader *r, const xmlNode *node)
{
    const char *code = itk_xml_attr(node, "instr");
    const size_t at = r->text.size;

    walk(r, node);
    if (code)
        add_ref(r, code, at);
}

/* ---- bookmarks ---- */

static void
start_mark(struct reader *r, const xmlNode *node)
{
    const char *name = itk_xml_attr(node, "name");
    const char *id = itk_xml_attr(node, "id");

    if (!name || !id || r->marks_count == MOST_MARKS)
        return;
    if (r->marks_count == r->marks_room) {
        r->marks_room = r->marks_room ? 2 * r->marks_room : 32;
        r->marks = itk_grow(r->marks, r->marks_room, sizeof(*r->marks));
    }
    r->marks[r->marks_count++] = (struct mark){
        .name = itk_arena_dup(r->arena, name),
        .id = id,
        .first = r->count,
        .before = r->open ? r->text.size : 0,
    };
}

/* The newest that is open and has that id. At the beginning of a paragraph it
 * ended with the one before. */
static void
end_mark(struct reader *r, const xmlNode *node)
{
    const char *id = itk_xml_attr(node, "id");
    const bool before = r->count && (!r->open || !r->text.size);
    struct mark *mark = NULL;

    if (r->ends++ > 2 * MOST_MARKS)
        return;
    for (size_t i = r->marks_count; id && !mark && i-- > 0;) {
        if (!r->marks[i].ended && !strcmp(r->marks[i].id, id))
            mark = &r->marks[i];
    }
    if (!mark)
        return;
    mark->ended = true;
    mark->last = before ? r->count - 1 : r->count;
    if (mark->last < mark->first)
        mark->last = mark->first;
}

/* ---- paragraphs ---- */

static void
add_text(struct reader *r, const char *text)
{
    if (r->open && text && !in_code(r))
        itk_buf_adds(&r->text, text);
}

static void
add_content(struct reader *r, const xmlNode *node)
{
    struct itk_buf text = ITK_BUF_INIT;

    itk_xml_text(&text, node);
    add_text(r, text.data);
    itk_buf_free(&text);
}

static void
add_code(struct reader *r, const xmlNode *node)
{
    if (in_code(r) && r->depth <= MOST_OPEN)
        itk_xml_text(&r->fields[r->depth - 1].code, node);
}

static void
keep_paragraph(struct reader *r, struct itk_returned_paragraph *paragraph)
{
    struct itk_returned_ref *refs =
        itk_arena_array(r->arena, r->refs_count + 1, sizeof(*refs));

    if (r->refs_count)
        memcpy(refs, r->refs, r->refs_count * sizeof(*refs));
    paragraph->text = itk_arena_copy(r->arena, r->text.data, r->text.size);
    paragraph->size = r->text.size;
    paragraph->refs = refs;
    paragraph->refs_count = r->refs_count;
    if (r->count == r->room) {
        r->room = r->room ? 2 * r->room : 256;
        r->all = itk_grow(r->all, r->room, sizeof(*r->all));
    }
    r->all[r->count++] = *paragraph;
}

static void
add_box(struct reader *r, const xmlNode *node)
{
    if (r->boxes_count == r->boxes_room) {
        r->boxes_room = r->boxes_room ? 2 * r->boxes_room : 4;
        r->boxes = itk_grow(r->boxes, r->boxes_room, sizeof(*r->boxes));
    }
    r->boxes[r->boxes_count++] = node;
}

static const xmlNode *
ppr_of(const xmlNode *paragraph)
{
    const xmlNode *first = itk_xml_first(paragraph);

    return first && itk_returned_is(first, "pPr") ? first : NULL;
}

/* Is the end of the paragraph deleted, or moved away? */
static bool
is_joined(const xmlNode *ppr)
{
    const xmlNode *n = itk_xml_first(ppr);

    while (n && !itk_returned_is(n, "rPr"))
        n = itk_xml_next(n);
    return itk_returned_has(n, "del") || itk_returned_has(n, "moveFrom");
}

/* What waits is a paragraph all the same where none can follow it. */
static void
stop_waiting(struct reader *r)
{
    if (!r->waits)
        return;
    r->waits = false;
    itk_numbers_next(r->numbers, r->waiting_ppr, &r->waiting);
    keep_paragraph(r, &r->waiting);
}

/* Its text goes on in the next paragraph; one without any is gone, and its
 * number with it. */
static void
wait_for_next(struct reader *r, const xmlNode *ppr,
              const struct itk_returned_paragraph *paragraph)
{
    r->returned->tracked = true;
    r->waits = r->text.size;
    r->waiting = *paragraph;
    r->waiting_ppr = ppr;
}

static void
read_boxes(struct reader *r)
{
    if (r->boxes_count)
        stop_waiting(r);
    /* Boxes in boxes come behind, so that nothing is read within a paragraph
     * that is open. */
    while (r->boxes_count) {
        const xmlNode *box = r->boxes[--r->boxes_count];

        walk(r, box);
        stop_waiting(r);
    }
}

static void
read_paragraph(struct reader *r, const xmlNode *node)
{
    const xmlNode *ppr = ppr_of(node);
    struct itk_returned_paragraph paragraph = {.clause = r->clause,
                                               .control = r->control,
                                               .table = r->table,
                                               .row = r->row,
                                               .cell = r->cell};

    if (r->count == ITK_RETURNED_MAX_PARAGRAPHS) {
        r->full = true;
        return;
    }
    if (!r->waits) {
        itk_buf_clear(&r->text);
        r->refs_count = 0;
    }
    r->waits = false;
    r->open = true;
    walk(r, node);
    if (is_joined(ppr)) {
        wait_for_next(r, ppr, &paragraph);
    } else {
        itk_numbers_next(r->numbers, ppr, &paragraph);
        keep_paragraph(r, &paragraph);
    }
    r->open = false;
    read_boxes(r);
}

/* ---- what is around ---- */

static void
read_control(struct reader *r, const xmlNode *node)
{
    static const char prefix[] = CLAUSE_TAG;
    const char *clause = r->clause, *tag = NULL;
    const unsigned control = r->control;

    for (const xmlNode *n = itk_xml_first(node); n; n = itk_xml_next(n)) {
        if (itk_returned_is(n, "sdtPr"))
            tag = itk_returned_val(n, "tag");
    }
    if (tag && !strncmp(tag, prefix, sizeof(prefix) - 1)) {
        r->clause = itk_arena_dup(r->arena, tag + sizeof(prefix) - 1);
        r->control = ++r->controls;
    }
    walk(r, node);
    r->clause = clause;
    r->control = control;
}

static void
read_table(struct reader *r, const xmlNode *node)
{
    const unsigned table = r->table;

    stop_waiting(r);
    r->table = ++r->tables;
    walk(r, node);
    r->table = table;
}

static bool
is_gone_row(const xmlNode *row)
{
    for (const xmlNode *n = itk_xml_first(row); n; n = itk_xml_next(n)) {
        if (itk_returned_is(n, "trPr") && itk_returned_has(n, "del"))
            return true;
    }
    return false;
}

static void
read_row(struct reader *r, const xmlNode *node)
{
    const unsigned row = r->row;

    if (is_gone_row(node)) {
        r->returned->tracked = true;
        return;
    }
    r->row = ++r->rows;
    walk(r, node);
    r->row = row;
}

static void
read_cell(struct reader *r, const xmlNode *node)
{
    const unsigned cell = r->cell;

    r->cell = ++r->cells;
    walk(r, node);
    stop_waiting(r);
    r->cell = cell;
}

static void
read_insertion(struct reader *r, const xmlNode *node)
{
    r->returned->tracked = true;
    walk(r, node);
}

static void
read_deletion(struct reader *r, const xmlNode *node)
{
    (void)node;
    r->returned->tracked = true;
}

static void
skip(struct reader *r, const xmlNode *node)
{
    (void)r;
    (void)node;
}

static void
add_tab(struct reader *r, const xmlNode *node)
{
    (void)node;
    add_text(r, "\t");
}

static void
add_break(struct reader *r, const xmlNode *node)
{
    (void)node;
    add_text(r, "\n");
}

/* A character of a symbol font: the boxes that people tick, any other by its
 * code. */
static void
add_symbol(struct reader *r, const xmlNode *node)
{
    static const struct {
        const char *code, *text;
    } boxes[] = {{"F06F", "□"}, {"F0A8", "□"}, {"F0A3", "□"}, {"F0FE", "☑"},
                 {"F052", "☑"}, {"F0FD", "☒"}, {"F054", "☒"}, {"F0FC", "✓"},
                 {"F06E", "■"}, {"F0A7", "■"}};
    const char *code = itk_xml_attr(node, "char");

    for (size_t i = 0; code && i < ITK_COUNT(boxes); i++) {
        if (strcasecmp(code, boxes[i].code) == 0) {
            add_text(r, boxes[i].text);
            return;
        }
    }
    if (code && strlen(code) == 4) {
        add_text(r, "[");
        add_text(r, code);
        add_text(r, "]");
    }
}

static void
add_hyphen(struct reader *r, const xmlNode *node)
{
    (void)node;
    add_text(r, "-");
}

/* Whatever is not named here is walked through. */
static const struct {
    const char *name;
    void (*read)(struct reader *r, const xmlNode *node);
} elements[] = {
    {"p", read_paragraph},
    {"t", add_content},
    {"tab", add_tab},
    {"ptab", add_tab},
    {"br", add_break},
    {"cr", add_break},
    {"noBreakHyphen", add_hyphen},
    {"sym", add_symbol},
    {"instrText", add_code},
    {"fldChar", field_char},
    {"fldSimple", simple_field},
    {"bookmarkStart", start_mark},
    {"bookmarkEnd", end_mark},
    {"sdt", read_control},
    {"tbl", read_table},
    {"tr", read_row},
    {"tc", read_cell},
    {"ins", read_insertion},
    {"moveTo", read_insertion},
    {"del", read_deletion},
    {"moveFrom", read_deletion},
    {"txbxContent", add_box},
    {"pPr", skip},
    {"rPr", skip},
    {"tblPr", skip},
    {"tblGrid", skip},
    {"trPr", skip},
    {"tcPr", skip},
    {"sectPr", skip},
    {"sdtPr", skip},
    {"sdtEndPr", skip},
    {"rt", skip},
    {"delText", skip},
    {"delInstrText", skip},
};

/* The parser has limited the depth (ITK_XML_MAX_DEPTH). */
static void
walk(struct reader *r, const xmlNode *parent)
{
    for (const xmlNode *n = itk_xml_first(parent); n && !r->full;
         n = itk_xml_next(n)) {
        size_t i = 0;

        if (itk_xml_is(n, "Fallback")) /* what Choice says as well */
            continue;
        while (i < ITK_COUNT(elements) && !itk_returned_is(n, elements[i].name))
            i++;
        if (i < ITK_COUNT(elements))
            elements[i].read(r, n);
        else
            walk(r, n);
    }
}

/* ---- the whole ---- */

/* One that never ends is where it begins; one that begins behind all the text
 * of a paragraph begins with the next. */
static void
keep_marks(struct reader *r)
{
    struct itk_returned_bookmark *kept =
        itk_arena_array(r->arena, r->marks_count + 1, sizeof(*kept));
    size_t count = 0;

    for (size_t i = 0; i < r->marks_count; i++) {
        const struct mark *mark = &r->marks[i];
        size_t first = mark->first;
        const size_t last = mark->ended ? mark->last : first;

        if (last >= r->count)
            continue;
        if (mark->before && mark->before == r->all[first].size && last > first)
            first++;
        kept[count++] = (struct itk_returned_bookmark){mark->name, first, last};
    }
    r->returned->bookmarks = kept;
    r->returned->bookmarks_count = count;
}

static void
keep_paragraphs(struct reader *r)
{
    struct itk_returned_paragraph *kept =
        itk_arena_array(r->arena, r->count + 1, sizeof(*kept));

    if (r->count)
        memcpy(kept, r->all, r->count * sizeof(*kept));
    r->returned->at = kept;
    r->returned->count = r->count;
}

bool
itk_returned_body(struct itk_returned *returned, const xmlDoc *document,
                  itk_numbers *numbers, struct itk_error *err)
{
    struct reader *r = itk_alloc(sizeof(*r));
    const struct itk_loc loc = {.file = returned->name};
    bool ok;

    *r = (struct reader){.returned = returned,
                         .arena = &returned->arena,
                         .numbers = numbers,
                         .text = ITK_BUF_INIT,
                         .clause = ""};
    for (const xmlNode *n = document->children; n; n = n->next) {
        if (n->type == XML_ELEMENT_NODE)
            walk(r, n);
    }
    stop_waiting(r);
    keep_marks(r);
    keep_paragraphs(r);
    ok = !r->full ||
         itk_fail(err, ITK_FAULT_CASE, loc, ITK_MSG_RETURNED_LONG, ITK_NO_ARGS);
    for (size_t i = 0; i < r->depth && i < MOST_OPEN; i++)
        itk_buf_free(&r->fields[i].code);
    itk_buf_free(&r->text);
    free(r->all);
    free(r->marks);
    free(r->refs);
    free(r->boxes);
    free(r);
    return ok;
}
