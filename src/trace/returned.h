/*
 * A .docx as it comes back from whoever had it: the text of its body by
 * paragraphs, with their automatic numbers, and what is left of the provenance
 * (record.h): the record, the tags of controls, the bookmarks.
 *
 * Text      as if tracked changes were accepted; line breaks are \n, tabs \t;
 *           no field codes, no readings of ruby. Text boxes follow the
 *           paragraph that they hang on. Not headers, footers, notes, comments.
 * Input     hostile: the zip and XML gates judge it first (opc/package.h).
 * Lifetime  everything lives in the object.
 * Threads   immutable once read.
 * Source    ECMA-376 Part 1, 17.3-17.5, 17.9 (numbering), 17.13.6 (bookmarks),
 *           17.16 (fields).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_TRACE_RETURNED_H
#define ITK_TRACE_RETURNED_H

#include "base/arena.h"
#include "base/error.h"
#include "opc/gate.h"

#define ITK_RETURNED_MAX_PARAGRAPHS 200000u
#define ITK_RETURNED_MAX_CLAUSES    1000u /* of a record */

/* A reference to the number of another paragraph (REF … \r). */
struct itk_returned_ref {
    size_t at, size;      /* in the text */
    const char *bookmark; /* what it leads to */
};

struct itk_returned_paragraph {
    const char *text; /* UTF-8, terminated */
    size_t size;
    const char *number; /* automatic: "第3条", "(1)"; "" without */
    int level;          /* in its list, from 0; -1 without a number */
    const char *style;  /* id; "" without */
    int outline;        /* from 0; -1: body text */
    const char *clause; /* "m1:2023-04-01" of the control around; "" */
    unsigned control;   /* which control that is, from 1; 0: none */
    unsigned table;     /* which table, from 1; 0: none */
    unsigned row;       /* which row of all tables, from 1 */
    unsigned cell;      /* which cell of all rows, from 1 */
    const struct itk_returned_ref *refs;
    size_t refs_count;
};

/* From paragraph `first` to `last`, both in it. */
struct itk_returned_bookmark {
    const char *name;
    size_t first, last;
};

struct itk_returned_clause {
    const char *id, *version, *bookmark;
};

struct itk_returned_record {
    const char *case_id, *guideline, *revision, *document;
    const char *template_name, *template_date, *template_sha256;
    const char *plan_sha256;
    const struct itk_returned_clause *clauses;
    size_t clauses_count;
};

struct itk_returned {
    const char *name; /* for messages */
    const struct itk_returned_paragraph *at;
    size_t count;
    const struct itk_returned_bookmark *bookmarks;
    size_t bookmarks_count;
    const struct itk_returned_record *record; /* NULL: there is none */
    bool tracked;         /* it has tracked changes that nobody accepted yet */
    const char *attached; /* a template outside, never opened; NULL: none */
    bool is_signed;       /* by whom, and whether it holds, is not judged */
    struct itk_arena arena;
};

/* NULL with `err` set when it is not a sound .docx. */
struct itk_returned *itk_returned_read(const struct itk_blob *docx,
                                       struct itk_error *err) ITK_MUST_USE;
void itk_returned_free(struct itk_returned *returned);

/* Only the record: quick, and nothing else is judged. `entries` are what the
 * gate let through of the document. NULL when there is none that can be read.
 */
const struct itk_returned_record *
itk_returned_record(const struct itk_blob *docx,
                    const struct itk_zip_entry *entries, size_t count,
                    struct itk_arena *arena);

#endif
