/*
 * The plan of one document: its headings, its clauses with numbers and values
 * filled in, and the values that its template may ask for. No XML, no rules:
 * what is before the plan knows nothing of Word, what is after it nothing of
 * the guideline.
 *
 * Lifetime  all strings live in the plans object.
 * Threads   immutable once built.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_PLAN_PLAN_H
#define ITK_PLAN_PLAN_H

#include "base/base.h"
#include "base/buf.h"
#include "base/lookup.h"

struct itk_plan_values; /* plan/draft.h */

/* Words in a row are several spans where some of them depend on a condition. */
enum itk_span_kind {
    ITK_SPAN_TEXT,  /* words of the clause */
    ITK_SPAN_VALUE, /* a value filled in; `source` says from where */
    ITK_SPAN_REF    /* a reference to an article; `text` is 第12条 */
};

struct itk_span {
    enum itk_span_kind kind;
    const char *text;
    size_t size;
    const char *source; /* VALUE: field or value id; REF: clause id */
    size_t target;      /* REF: index of the clause in the plan */
};

enum itk_align { ITK_ALIGN_LEFT, ITK_ALIGN_CENTRE, ITK_ALIGN_RIGHT };

struct itk_plan_column {
    const char *label; /* may hold '\n': a line break in the head */
    unsigned share;    /* of the table's width, in proportion */
    enum itk_align align;
};

struct itk_plan_cell {
    const char *text; /* may hold '\n' */
    const char *source;
};

struct itk_plan_table {
    const char *caption; /* for readers of the screen, not printed */
    const struct itk_plan_column *columns;
    size_t columns_count;
    const struct itk_plan_cell *cells; /* row by row */
    size_t rows_count;
};

enum itk_block_kind {
    ITK_BLOCK_PARAGRAPH, /* 項: number 1 prints none, 2.. print theirs */
    ITK_BLOCK_ITEM,      /* 号: (1) */
    ITK_BLOCK_SUBITEM,   /* 号の細分: ア */
    ITK_BLOCK_TABLE
};

struct itk_plan_block {
    enum itk_block_kind kind;
    unsigned number; /* within its level, from 1; 0 for a table */
    /* ITEM and SUBITEM: which run of items this belongs to, counted from 1
     * over the whole document; each run restarts its numbering. */
    unsigned run;
    const struct itk_span *spans;
    size_t spans_count;
    const struct itk_plan_table *table; /* TABLE */
    bool rare; /* of a whole text: it may well not be there */
};

/* A clause makes exactly one article (条). */
struct itk_plan_clause {
    const char *id;      /* "m1" */
    const char *version; /* "2023-04-01" */
    const char *cite;    /* "6(1)1" */
    const char *title;   /* 条見出し, without brackets */
    unsigned number;     /* 第n条 */
    const struct itk_plan_block *blocks;
    size_t blocks_count;
    bool rare; /* as a block's */
};

struct itk_plan {
    const char *case_id;
    const char *guideline;
    enum itk_lang lang;        /* of the document's words */
    const char *revision;      /* "2023-04-01" */
    const char *document;      /* "annex" */
    const char *title;         /* dc:title */
    const char *template_name; /* "annex" */
    const char *template_date; /* "2023-04-01" */
    const char *folder;        /* of the output, relative: the case id */
    const char *file;          /* name.docx */
    const struct itk_plan_clause *clauses;
    size_t clauses_count;
    unsigned runs_count; /* runs of items in the document */
    struct itk_lookup lookup;
    const struct itk_plan_values *values; /* behind the look-up; may be NULL */
};

/* The text outline, for golden tests and previews; its digest stands in the
 * provenance. */
void itk_plan_dump(const struct itk_plan *plan, struct itk_buf *out);

#endif
