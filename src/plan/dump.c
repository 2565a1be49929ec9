/*
 * The text outline of a plan, for golden tests, previews and its digest.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "plan/draft.h"

static void
put(struct itk_buf *out, const char *name, const char *value)
{
    itk_buf_adds(out, name);
    itk_buf_adds(out, ": ");
    itk_buf_adds(out, value);
    itk_buf_addc(out, '\n');
}

static void
put_spans(const struct itk_plan_block *block, struct itk_buf *out)
{
    for (size_t i = 0; i < block->spans_count; i++) {
        const struct itk_span *span = &block->spans[i];

        if (span->kind == ITK_SPAN_VALUE)
            itk_buf_adds(out, "{");
        else if (span->kind == ITK_SPAN_REF)
            itk_buf_adds(out, "<");
        itk_buf_add(out, span->text, span->size);
        if (span->kind == ITK_SPAN_VALUE)
            itk_buf_adds(out, "}");
        else if (span->kind == ITK_SPAN_REF)
            itk_buf_adds(out, ">");
    }
    itk_buf_addc(out, '\n');
}

static void
put_table(const struct itk_plan_table *table, struct itk_buf *out)
{
    itk_buf_adds(out, "  [");
    itk_buf_adds(out, table->caption);
    itk_buf_adds(out, "]");
    for (size_t c = 0; c < table->columns_count; c++) {
        itk_buf_adds(out, " | ");
        itk_buf_adds(out, table->columns[c].label);
    }
    itk_buf_addc(out, '\n');
    for (size_t r = 0; r < table->rows_count; r++) {
        itk_buf_adds(out, "  ");
        for (size_t c = 0; c < table->columns_count; c++) {
            itk_buf_adds(out, " | ");
            itk_buf_adds(out, table->cells[r * table->columns_count + c].text);
        }
        itk_buf_addc(out, '\n');
    }
}

static void
put_clause(const struct itk_plan_clause *clause, struct itk_buf *out)
{
    itk_buf_addu(out, clause->number);
    itk_buf_adds(out, " [");
    itk_buf_adds(out, clause->id);
    itk_buf_addc(out, '@');
    itk_buf_adds(out, clause->version);
    itk_buf_addc(out, ' ');
    itk_buf_adds(out, clause->cite);
    itk_buf_adds(out, "] ");
    itk_buf_adds(out, clause->title);
    itk_buf_addc(out, '\n');
    for (size_t i = 0; i < clause->blocks_count; i++) {
        static const char *const indent[] = {"  ", "    ", "      "};
        const struct itk_plan_block *block = &clause->blocks[i];

        if (block->kind == ITK_BLOCK_TABLE) {
            put_table(block->table, out);
            continue;
        }
        itk_buf_adds(out, indent[block->kind]);
        itk_buf_addu(out, block->number);
        itk_buf_addc(out, ' ');
        put_spans(block, out);
    }
}

static void
put_texts(const struct itk_plan_values *values, struct itk_buf *out)
{
    if (values->form)
        put(out, "form", values->form);
    for (size_t i = 0; i < values->texts_count; i++) {
        const struct itk_plan_text *text = &values->texts[i];

        for (size_t j = 0; j < text->count; j++)
            put(out, text->id, text->items[j].text);
    }
    for (size_t i = 0; i < values->left_out_count; i++)
        put(out, values->left_out[i]->clause->id, values->left_out[i]->reason);
    for (size_t i = 0; i < values->included_count; i++)
        put(out, values->included[i]->clause->id, values->included[i]->reason);
}

void
itk_plan_dump(const struct itk_plan *plan, struct itk_buf *out)
{
    put(out, "case", plan->case_id);
    put(out, "guideline", plan->guideline);
    put(out, "revision", plan->revision);
    put(out, "document", plan->document);
    put(out, "title", plan->title);
    put(out, "template", plan->template_name);
    put(out, "template date", plan->template_date);
    put(out, "file", plan->file);
    if (plan->values)
        put_texts(plan->values, out);
    for (size_t i = 0; i < plan->clauses_count; i++)
        put_clause(&plan->clauses[i], out);
}
