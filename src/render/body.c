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
#define PRESERVE  "<w:r><w:t xml:space=\"preserve\">"

struct writer {
    const struct itk_plan *plan;
    const struct itk_template_facts *facts;
    struct itk_buf *out;
    const struct itk_plan_clause *clause;
    long bookmark; /* the last id given */
    bool started;  /* the numbered paragraph of the clause is written */
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

static long
start_bookmark(struct writer *w, const char *prefix)
{
    itk_xml_lt(w->out, "w:bookmarkStart");
    put_id(w->out, "w:id", ++w->bookmark);
    itk_buf_adds(w->out, " w:name=\"");
    itk_record_bookmark(w->out, prefix, w->clause->id);
    itk_buf_adds(w->out, "\"/>");
    return w->bookmark;
}

static void
end_bookmark(struct writer *w, long id)
{
    itk_xml_lt(w->out, "w:bookmarkEnd");
    put_id(w->out, "w:id", id);
    itk_xml_slash(w->out);
}

static void
put_run(struct itk_buf *out, const char *text, size_t size)
{
    if (size == 0)
        return;
    itk_buf_adds(out, PRESERVE);
    itk_value_run(out, text, size);
    itk_buf_adds(out, "</w:t></w:r>");
}

static void
put_field_char(struct itk_buf *out, const char *type)
{
    itk_buf_adds(out, "<w:r>");
    itk_xml_lt(out, "w:fldChar");
    itk_xml_put_attr(out, "w:fldCharType", type);
    itk_buf_adds(out, "/></w:r>");
}

/* The number of the other article, live; the text is right before Word has
 * ever worked the field out. */
static void
put_reference(struct writer *w, const struct itk_span *span)
{
    const struct itk_plan_clause *target = &w->plan->clauses[span->target];

    put_field_char(w->out, "begin");
    itk_buf_adds(w->out, "<w:r><w:instrText xml:space=\"preserve\"> REF ");
    itk_record_bookmark(w->out, NUMBERED, target->id);
    itk_buf_adds(w->out, " \\r \\h </w:instrText></w:r>");
    put_field_char(w->out, "separate");
    put_run(w->out, span->text, span->size);
    put_field_char(w->out, "end");
}

static void
put_spans(struct writer *w, const struct itk_plan_block *block)
{
    for (size_t i = 0; i < block->spans_count; i++) {
        const struct itk_span *span = &block->spans[i];

        if (span->kind == ITK_SPAN_REF)
            put_reference(w, span);
        else
            put_run(w->out, span->text, span->size);
    }
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
        put_number(w->out, "w:numId", w->facts->num_max + (long)run);
        itk_buf_adds(w->out, "</w:numPr>");
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
    itk_table_write(block->table, w->facts->text_width, w->out);
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

        if (w->started)
            itk_buf_adds(w->out, "</w:p>");
        if (table)
            put_table(w, &blocks[i], !after);
        else
            put_text_block(w, &blocks[i], before);
    }
}

/* At most as many characters as Word keeps. */
static void
put_short(struct itk_buf *out, const char *name, const struct itk_buf *text)
{
    struct itk_buf cut = ITK_BUF_INIT;
    size_t at = 0, step = 1;
    uint32_t scalar;

    for (unsigned units = 0; at < text->size && step > 0; at += step) {
        step = itk_utf8_next(text->data + at, text->size - at, &scalar);
        units += scalar > 0xFFFF ? 2 : 1; /* Word counts UTF-16 */
        if (step == 0 || units > MAX_ALIAS)
            break;
    }
    itk_buf_add(&cut, text->data, at);
    put_value(out, name, cut.data);
    itk_buf_free(&cut);
}

static void
put_control(struct writer *w, long id)
{
    const struct itk_plan_clause *clause = w->clause;
    struct itk_buf alias = ITK_BUF_INIT, tag = ITK_BUF_INIT;

    itk_buf_adds(&alias, clause->title);
    itk_buf_adds(&tag, "itaku:clause:");
    itk_buf_adds(&tag, clause->id);
    itk_buf_addc(&tag, ':');
    itk_buf_adds(&tag, clause->version);
    itk_buf_adds(w->out, "<w:sdt><w:sdtPr>");
    put_short(w->out, "w:alias", &alias);
    put_short(w->out, "w:tag", &tag);
    put_number(w->out, "w:id", id);
    itk_buf_adds(w->out, "</w:sdtPr>");
    itk_buf_free(&alias);
    itk_buf_free(&tag);
}

/* What stands around the heading of an article (見出し). */
static const struct {
    const char *before, *after;
} brackets[ITK_LANGS] = {{"", ""}, {"（", "）"}};

static void
put_head(struct writer *w)
{
    const char *title = w->clause->title;

    itk_buf_adds(w->out, PRESERVE);
    itk_buf_adds(w->out, brackets[w->plan->lang].before);
    itk_value_run(w->out, title, strlen(title));
    itk_buf_adds(w->out, brackets[w->plan->lang].after);
    itk_buf_adds(w->out, "</w:t></w:r></w:p>");
}

static void
put_clause(struct writer *w, const struct itk_plan_clause *clause, long id)
{
    long whole;

    w->clause = clause;
    w->started = false;
    put_control(w, id);
    itk_buf_adds(w->out, "<w:sdtContent>");
    put_paragraph_start(w, "ArtHead", false, -1, 0);
    whole = start_bookmark(w, ITK_RECORD_BOOKMARK);
    put_head(w);
    put_blocks(w);
    end_bookmark(w, whole);
    itk_buf_adds(w->out, "</w:p></w:sdtContent></w:sdt>");
}

void
itk_body_write(const struct itk_plan *plan,
               const struct itk_template_facts *facts, struct itk_buf *out)
{
    struct writer w = {.plan = plan,
                       .facts = facts,
                       .out = out,
                       .bookmark = facts->bookmark_max};

    for (size_t i = 0; i < plan->clauses_count; i++)
        put_clause(&w, &plan->clauses[i], facts->sdt_max + 1 + (long)i);
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
