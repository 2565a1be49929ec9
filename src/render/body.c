/*
 * Clauses as WordprocessingML. Each is a content control of its own; numbers
 * are those of the styles, so that they go on counting when a clause is put in
 * by hand.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "render/body.h"
#include "render/table.h"
#include "render/value.h"
#include "text/utf8.h"
#include "trace/record.h"
#include "xml/write.h"

#define MAX_ALIAS 64u   /* characters that Word keeps of w:alias and w:tag */
#define NUMBERED  "_N_" /* bookmark in its numbered paragraph */

struct writer {
    const struct itk_plan *plan;
    const struct itk_template_facts *facts;
    struct itk_scribe *scribe;
    struct itk_buf *out; /* of the scribe */
    const struct itk_plan_clause *clause;
    struct itk_buf text; /* of a property, before it is cut short */
    long bookmark;       /* the last id given */
    bool started;        /* the numbered paragraph of the clause is written */
};

static void
put_id(struct itk_buf *out, const char *name, long id)
{
    itk_buf_addc(out, ' ');
    itk_buf_adds(out, name);
    itk_buf_adds(out, "=\"");
    itk_buf_addu(out, (uint64_t)id);
    itk_buf_addc(out, '"');
}

/* An element with one number as its w:val. */
static void
put_number(struct itk_buf *out, const char *name, long value)
{
    itk_xml_lt(out, name);
    put_id(out, "w:val", value);
    itk_xml_slash(out);
}

static void
put_value(struct itk_buf *out, const char *name, const char *value)
{
    itk_xml_lt(out, name);
    itk_xml_put_attr(out, "w:val", value);
    itk_xml_slash(out);
}

/* A number that depends on what stands before. */
static void
put_own_number(struct writer *w, long number)
{
    itk_scribe_end(w->scribe);
    itk_buf_addu(w->out, (uint64_t)number);
    itk_scribe_gap(w->scribe);
}

static long
start_bookmark(struct writer *w, const char *prefix)
{
    itk_buf_adds(w->out, "<w:bookmarkStart w:id=\"");
    put_own_number(w, ++w->bookmark);
    itk_buf_adds(w->out, "\" w:name=\"");
    itk_record_bookmark(w->out, prefix, w->clause->id);
    itk_buf_adds(w->out, "\"/>");
    return w->bookmark;
}

static void
end_bookmark(struct writer *w, long id)
{
    itk_buf_adds(w->out, "<w:bookmarkEnd w:id=\"");
    put_own_number(w, id);
    itk_buf_adds(w->out, "\"/>");
}

#define FIELD_CHAR(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"

/* The number of the other article, live; the text is right before Word has
 * ever worked the field out. */
static void
put_reference(struct writer *w, const struct itk_span *span)
{
    const struct itk_plan_clause *target = &w->plan->clauses[span->target];

    itk_buf_adds(w->out, FIELD_CHAR("begin") "<w:r><w:instrText "
                                             "xml:space=\"preserve\"> REF ");
    itk_record_bookmark(w->out, NUMBERED, target->id);
    itk_buf_adds(w->out,
                 " \\r \\h </w:instrText></w:r>" FIELD_CHAR("separate"));
    itk_scribe_run(w->scribe, span->text, span->size);
    itk_buf_adds(w->out, FIELD_CHAR("end"));
}

/* Words in a row are one run. */
static void
put_spans(struct writer *w, const struct itk_plan_block *block)
{
    bool open = false;

    for (size_t i = 0; i < block->spans_count; i++) {
        const struct itk_span *span = &block->spans[i];
        const bool words = span->kind == ITK_SPAN_TEXT;

        if (words && !span->size)
            continue;
        if (open != words)
            itk_buf_adds(w->out, open ? ITK_SCRIBE_CLOSE : ITK_SCRIBE_OPEN);
        open = words;
        if (words)
            itk_scribe_text(w->scribe, span->text, span->size);
        else if (span->kind == ITK_SPAN_REF)
            put_reference(w, span);
        else
            itk_scribe_run(w->scribe, span->text, span->size);
    }
    if (open)
        itk_buf_adds(w->out, ITK_SCRIBE_CLOSE);
}

/* w:pPr of a paragraph; `level` < 0: no list of its own. */
static void
put_paragraph_start(struct writer *w, const char *style, bool keep_next,
                    int level, unsigned run)
{
    itk_buf_adds(w->out, "<w:p><w:pPr>");
    put_value(w->out, "w:pStyle", style);
    if (keep_next)
        itk_buf_adds(w->out, "<w:keepNext/>");
    if (level >= 0) {
        itk_buf_adds(w->out, "<w:numPr>");
        put_number(w->out, "w:ilvl", level);
        itk_buf_adds(w->out, "<w:numId w:val=\"");
        put_own_number(w, w->facts->num_max + (long)run);
        itk_buf_adds(w->out, "\"/></w:numPr>");
    }
    itk_buf_adds(w->out, "</w:pPr>");
}

/* The paragraph that has the number of the article. Without a block: empty, so
 * that the number is there and references lead somewhere. */
static void
put_article(struct writer *w, const struct itk_plan_block *block,
            bool keep_next)
{
    long id;

    put_paragraph_start(w, "Article", keep_next, -1, 0);
    id = start_bookmark(w, NUMBERED);
    if (block)
        put_spans(w, block);
    end_bookmark(w, id);
    w->started = true;
}

/* A paragraph of the clause, not yet closed. */
static void
put_text_block(struct writer *w, const struct itk_plan_block *block,
               bool keep_next)
{
    switch (block->kind) {
    case ITK_BLOCK_PARAGRAPH:
        if (!w->started) {
            put_article(w, block, keep_next);
            return;
        }
        put_paragraph_start(w, "ArtPara", keep_next, -1, 0);
        break;
    case ITK_BLOCK_ITEM:
        put_paragraph_start(w, "Item1", keep_next, 0, block->run);
        break;
    case ITK_BLOCK_SUBITEM:
        put_paragraph_start(w, "Item2", keep_next, 1, block->run);
        break;
    case ITK_BLOCK_TABLE:
        return;
    }
    put_spans(w, block);
}

/* The gap before a table; not between two, which have one already. */
static void
put_table(struct writer *w, const struct itk_plan_block *block, bool first)
{
    if (first) {
        put_paragraph_start(w, "Gap", true, -1, 0);
        itk_buf_adds(w->out, "</w:p>");
    }
    itk_table_write(block->table, w->facts->text_width, w->scribe);
    put_paragraph_start(w, "Gap", false, -1, 0);
}

static void
put_blocks(struct writer *w)
{
    const struct itk_plan_clause *clause = w->clause;
    const struct itk_plan_block *blocks = clause->blocks;

    if (clause->blocks_count == 0 || blocks[0].kind != ITK_BLOCK_PARAGRAPH)
        put_article(w, NULL,
                    clause->blocks_count > 0 &&
                        blocks[0].kind == ITK_BLOCK_TABLE);
    for (size_t i = 0; i < clause->blocks_count; i++) {
        const bool table = blocks[i].kind == ITK_BLOCK_TABLE;
        const bool after = i > 0 && blocks[i - 1].kind == ITK_BLOCK_TABLE;
        const bool before = i + 1 < clause->blocks_count &&
                            blocks[i + 1].kind == ITK_BLOCK_TABLE;

        if (w->started) {
            itk_buf_adds(w->out, "</w:p>");
            itk_scribe_end(w->scribe);
        }
        if (blocks[i].rare)
            itk_scribe_enter(w->scribe);
        if (table)
            put_table(w, &blocks[i], !after);
        else
            put_text_block(w, &blocks[i], before);
        if (blocks[i].rare)
            itk_scribe_leave(w->scribe);
    }
}

/* How much of the text are at most as many characters as Word keeps. */
static size_t
short_size(const struct itk_buf *text)
{
    size_t at = 0, step;
    uint32_t scalar;

    if (text->size <= MAX_ALIAS)
        return text->size;
    for (unsigned units = 0; at < text->size; at += step) {
        step = itk_utf8_next(text->data + at, text->size - at, &scalar);
        units += scalar > 0xFFFF ? 2 : 1; /* Word counts UTF-16 */
        if (step == 0 || units > MAX_ALIAS)
            break;
    }
    return at;
}

static void
put_short(struct itk_buf *out, const char *name, struct itk_buf *text)
{
    const size_t size = short_size(text);

    itk_xml_lt(out, name);
    itk_buf_adds(out, " w:val=\"");
    itk_xml_escape_attr(out, text->data, size);
    itk_buf_addc(out, '"');
    itk_xml_slash(out);
    itk_buf_clear(text);
}

static void
put_control(struct writer *w, long id)
{
    const struct itk_plan_clause *clause = w->clause;

    itk_buf_adds(w->out, "<w:sdt><w:sdtPr>");
    itk_buf_adds(&w->text, clause->title);
    put_short(w->out, "w:alias", &w->text);
    itk_buf_adds(&w->text, "itaku:clause:");
    itk_buf_adds(&w->text, clause->id);
    itk_buf_addc(&w->text, ':');
    itk_buf_adds(&w->text, clause->version);
    put_short(w->out, "w:tag", &w->text);
    itk_buf_adds(w->out, "<w:id w:val=\"");
    put_own_number(w, id);
    itk_buf_adds(w->out, "\"/></w:sdtPr>");
}

/* What stands around the heading of an article (見出し). */
static const struct {
    const char *before, *after;
} brackets[ITK_LANGS] = {{"", ""}, {"（", "）"}};

static void
put_head(struct writer *w)
{
    const char *title = w->clause->title;

    itk_buf_adds(w->out, ITK_SCRIBE_OPEN);
    itk_buf_adds(w->out, brackets[w->plan->lang].before);
    itk_value_run(w->out, title, strlen(title));
    itk_buf_adds(w->out, brackets[w->plan->lang].after);
    itk_buf_adds(w->out, ITK_SCRIBE_CLOSE "</w:p>");
    itk_scribe_end(w->scribe);
}

static void
put_clause(struct writer *w, const struct itk_plan_clause *clause, long id)
{
    long whole;

    w->clause = clause;
    w->started = false;
    if (clause->rare)
        itk_scribe_enter(w->scribe);
    put_control(w, id);
    itk_buf_adds(w->out, "<w:sdtContent>");
    put_paragraph_start(w, "ArtHead", false, -1, 0);
    whole = start_bookmark(w, ITK_RECORD_BOOKMARK);
    put_head(w);
    put_blocks(w);
    end_bookmark(w, whole);
    itk_buf_adds(w->out, "</w:p></w:sdtContent></w:sdt>");
    itk_scribe_end(w->scribe);
    if (clause->rare)
        itk_scribe_leave(w->scribe);
}

void
itk_body_write(const struct itk_plan *plan,
               const struct itk_template_facts *facts,
               struct itk_scribe *scribe)
{
    struct writer w = {.plan = plan,
                       .facts = facts,
                       .scribe = scribe,
                       .out = scribe->out,
                       .text = ITK_BUF_INIT,
                       .bookmark = facts->bookmark_max};

    for (size_t i = 0; i < plan->clauses_count; i++)
        put_clause(&w, &plan->clauses[i], facts->sdt_max + 1 + (long)i);
    itk_buf_free(&w.text);
}

void
itk_body_nums(const struct itk_plan *plan,
              const struct itk_template_facts *facts, struct itk_buf *out)
{
    for (unsigned run = 1; run <= plan->runs_count; run++) {
        itk_xml_lt(out, "w:num");
        put_id(out, "w:numId", facts->num_max + (long)run);
        itk_xml_gt(out);
        put_number(out, "w:abstractNumId", facts->item_abstract);
        itk_buf_adds(out, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride "
                          "w:val=\"1\"/></w:lvlOverride></w:num>");
    }
}
