/*
 * A template compiled once into flat programs, one for each part that holds
 * tags: literal bytes, slots, jumps. Every byte that is not a tag stays as it
 * was; parts without tags are copied still compressed.
 *
 * Tags      {field} {field|filter} {#x}..{/x} {^x}..{/x} {@block}:
 *           docs/template.md
 * Threads   immutable once compiled: shared by all.
 * Source    ECMA-376 Part 1, 17 (WordprocessingML).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_TMPL_TEMPLATE_H
#define ITK_TMPL_TEMPLATE_H

#include "base/error.h"
#include "base/finding.h"
#include "opc/package.h"
#include "tmpl/control.h"
#include "tmpl/delims.h"
#include "tmpl/expr.h"
#include "tmpl/fault.h"
#include "tmpl/phrases.h"

#define ITK_TMPL_MAX_TAGS  20000u
#define ITK_TMPL_MAX_TAG   256u /* characters in one tag */
#define ITK_TMPL_MAX_DEPTH 32u  /* of loops and conditions */

enum itk_op_kind {
    ITK_OP_LITERAL, /* bytes */
    ITK_OP_TEXT,    /* the value of `path`, through `filters`, escaped */
    ITK_OP_BLOCK,   /* {@name}: generated markup in place of the paragraph */
    ITK_OP_EACH,    /* {#x}: list: each item; bool, text, group: when true.
                       To `jump` when there is nothing (more) to do */
    ITK_OP_UNLESS,  /* {^x}: to `jump` unless empty, false or absent */
    ITK_OP_END,     /* {/x}: ends the EACH or UNLESS at `jump` */
    ITK_OP_CHECK,   /* a check box: `yes` or `no`, as the bool `path` is */
    ITK_OP_IF_NONE, /* `no`, when nothing is known of `path` */
    ITK_OP_ENSURE,  /* the bytes, an empty paragraph, unless the container that
                       ends here already ends with a paragraph */
    ITK_OP_MARK,    /* a table begins of which every row may fall away */
    ITK_OP_PRUNE,   /* it ends: taken back to its MARK when it has no row */
    ITK_OP_SERIAL,  /* the bytes, a number, in the first copy; else a new one */
    ITK_OP_NAME,    /* the bytes, the name of bookmark `unit` or a reference to
                       it, in the first copy; else `yes`, _ and the copy's number
                     */
    ITK_OP_RANGE_ID, /* the same for the id of bookmark `unit` */
    ITK_OP_LIST, /* the bytes, a w:numId, in the first copy; else that of a new
                    list like number `unit` of the program's */
    ITK_OP_LINK, /* {~x}: `yes`, the id of its relationship, "> */
    ITK_OP_LINK_TEXT, /* what is read of it */
    ITK_OP_LINK_END,  /* `yes`, if there was a link */
    ITK_OP_IMAGE,     /* {%x} */
    ITK_OP_CHOICE,    /* as TEXT: what `choices` shows for the value */
    ITK_OP_CHOSEN,    /* attribute w:lastValue: the value in the list */
    ITK_OP_FULL_DATE  /* attribute w:fullDate, when the value is a date */
};

enum itk_filter_kind {
    ITK_FILTER_WAREKI, /* 2026-04-01 -> 令和8年4月1日 */
    ITK_FILTER_COMMA,  /* 1234567 -> 1,234,567 */
    ITK_FILTER_ZENKAKU,
    ITK_FILTER_HANKAKU,
    ITK_FILTER_KANJI,
    ITK_FILTER_FILL_IN, /* |fill-in:8  absent -> 8 full-width spaces: a
                           declared space for pen or Word */
    ITK_FILTER_DATE,    /* |date:'yyyy/mm/dd' (text/date_format.h) */
    ITK_FILTER_UPPER,
    ITK_FILTER_LOWER,
    ITK_FILTER_DEFAULT, /* |default:'text'  absent or empty -> the text */
    ITK_FILTER_JOIN     /* |join:'text'  a list -> its items, the text between
                           them; filters before it are for each item */
};

struct itk_filter {
    enum itk_filter_kind kind;
    unsigned argument;
    bool stated;      /* the argument, in the tag */
    const char *text; /* DATE, DEFAULT, JOIN */
};

#define ITK_NO_PASS UINT32_MAX

struct itk_op {
    enum itk_op_kind kind;
    const char
        *bytes; /* TEXT, BLOCK, EACH, UNLESS, CHECK, IF_NONE: the path, ".",
                   "#" (number of the item), "$first".. or "a.b.c" */
    size_t size;
    bool one_name; /* TEXT: the path is the name of a value and no more */
    const struct itk_expr *expr;    /* EACH, UNLESS: the condition in place of a
                                       path; it opens no scope */
    const struct itk_menu *choices; /* CHOICE, CHOSEN */
    const char *yes, *no;           /* CHECK; IF_NONE: no; LINK: yes */
    const char *blank; /* TEXT of a control: the space for pen or Word that it
                          keeps when nothing is known; NULL: the filter's */
    const char *tag;   /* TEXT, CHECK, BLOCK, EACH, UNLESS: as it is written */
    size_t jump;       /* EACH, UNLESS: behind its END; END: back to them */
    const struct itk_filter *filters;
    size_t filters_count;
    /* TEXT in body text: what to close and open around a line break in the
     * value is only <w:br/> within the run; in docProps and in attributes it
     * is a blank. */
    bool in_run;
    bool repeats; /* EACH: surely of a list */
    bool once; /* LITERAL: only in the first copy of `pass`: what may not stand
                  twice in a document (comments, ids). RANGE_ID: begins one */
    /* EACH: its number. LITERAL, SERIAL, NAME, RANGE_ID, LIST: that of the
     * innermost EACH whose passes are the copies. ITK_NO_PASS: none (SERIAL:
     * always a new number). */
    uint32_t pass;
    uint32_t unit;
    uint32_t seen; /* NAME outside of `pass`: number of what tells which pass
                      comes next; else ITK_NO_PASS */
    bool table_will_do; /* ENSURE: or with a table */
    size_t place;       /* index for itk_template_place */
    uint32_t segment;   /* LITERAL: of the program's known text */
};

/* Copies are told apart by how often their section has been gone through. What
 * refers to a copy from further out must know how often before the pass of the
 * section around both: `seen_first` to `seen_first + seen_count` of the
 * program's `seen` are the sections to remember when a pass begins. */
struct itk_pass {
    uint32_t seen_first, seen_count;
};
struct itk_seen_at {
    uint32_t slot; /* NAME's `seen` */
    uint32_t pass; /* of which section to remember how often */
};

struct itk_program {
    const struct itk_op *ops;
    size_t count;
    unsigned long serial; /* greatest number that SERIAL may not give */
    bool block;           /* it has a BLOCK: see phrases.h */
    const struct itk_known *known; /* its literals; NULL: not searched */
    const struct itk_pass *passes; /* by EACH's `pass`; NULL: nothing asks */
    size_t passes_count;
    const struct itk_seen_at *seen;
    size_t seen_count;
    size_t bookmarks;
    unsigned long range_id;   /* RANGE_ID gives the ones after it */
    const char *const *lists; /* what stands in a w:num that begins anew */
    size_t lists_count;
};

/* What the template's own styles and numbering offer to generated clauses. */
struct itk_template_facts {
    bool block; /* it calls for generated clauses; else the rest is not read */
    long item_abstract; /* w:abstractNumId whose level 0 has pStyle Item1; -1 */
    long num_max;       /* greatest w:numId; new ones follow */
    long text_width;    /* of the last section, in twips */
    long bookmark_max;  /* no w:bookmarkStart of the document has an id in the
                           ITK_TMPL_FREE_IDS after it */
    long sdt_max;       /* the same for w:id of controls */
};
#define ITK_TMPL_FREE_IDS 100000L

/* The relationships of a part with links or pictures out of data. */
struct itk_template_rels {
    const struct itk_part *part;
    const struct itk_part *old; /* the list; NULL: there is none yet */
    const char *name;
    const char *head, *tail; /* of the list: further ones go between */
    size_t head_size, tail_size;
    const char *element; /* what one begins with */
    const char *prefix;  /* of ids that are free */
    size_t most;
};

/* What every document made from the template gets besides: provenance and
 * numbering instances. All that does not depend on the plan is ready here. */
struct itk_template_attach {
    const char *item;                      /* "customXml/item1.xml", free */
    const char *item_props;                /* "customXml/itemProps1.xml" */
    const char *properties;                /* "docProps/custom.xml" */
    const struct itk_part *old_properties; /* NULL: there are none yet */
    const struct itk_part *numbering;      /* NULL: there is none */
    size_t nums_at;        /* offset in it where further w:num go */
    unsigned long num_max; /* greatest w:numId in it */
    bool restarts;         /* a program may ask for further ones */
    /* Content types and relationships that name these, deflated: in the place
     * of the part of the same name, or new. */
    const struct itk_zip_entry *lists;
    size_t lists_count;
    struct itk_template_rels *rels;
    size_t rels_count;
    const char *media;      /* what names of pictures begin with */
    const char *png, *jpeg; /* their extensions; NULL: no tag asks for any */
    long text_width, text_height; /* of a page, in EMU: pictures fit into it */
};

struct itk_template_part {
    const struct itk_part *part;
    const struct itk_program *program;    /* NULL: no tags, copied */
    const struct itk_template_rels *rels; /* NULL: no links, no pictures */
};

typedef struct itk_template itk_template;

/* What a template is for. */
struct itk_template_options {
    bool plain; /* for data only: no clauses, no provenance, so that nothing is
                   asked of its other parts */
    bool update_fields; /* plain: Word updates them as it opens a document */
    bool for_plan; /* of a guideline: filled from plans, which have no links and
                      no pictures */
    bool unsearched; /* its text is not searched for matches: no document will
                        be made of it, or the smallest one */
    const struct itk_delims *delims; /* NULL: braces */
};

/* Reads and compiles; `options` may be NULL. All faults of the template are
 * collected in `found` (with part, paragraph number and the text around); NULL
 * when there is one, with `err` set to the first. */
itk_template *itk_template_compile(const struct itk_blob *docx,
                                   const struct itk_template_options *options,
                                   itk_findings *found,
                                   struct itk_error *err) ITK_MUST_USE;
void itk_template_free(itk_template *tmpl);

const char *itk_template_name(const itk_template *tmpl); /* for messages */
/* Hex SHA-256; "" of one for data only, whose documents do not tell it. */
const char *itk_template_digest(const itk_template *tmpl);
const struct itk_template_facts *itk_template_facts(const itk_template *tmpl);
const struct itk_template_attach *itk_template_attach(const itk_template *tmpl);
const itk_package *itk_template_package(const itk_template *tmpl);
size_t itk_template_count(const itk_template *tmpl);
const struct itk_template_part *itk_template_at(const itk_template *tmpl,
                                                size_t i);
/* What the phrases of a program's block depend on; equal in all that
 * `itk_template_phrases` is called with from then on, or others are learnt. */
struct itk_phrases_key {
    const void *of[2];
    long date;
};

/* Says what may stand in the block. */
struct itk_phrases_source {
    const void *self;
    void (*tell)(const void *self, itk_phrases *phrases);
};

/* The phrases for a program of the template, learnt when they are first asked
 * for and kept with it. Threads: any. */
const itk_phrases *itk_template_phrases(const itk_template *tmpl,
                                        const struct itk_program *program,
                                        struct itk_phrases_key key,
                                        struct itk_phrases_source source);

/* Where a tag stands; NULL when there is no such place. itk_spot_label says it
 * to people. */
const struct itk_spot *itk_template_place(const itk_template *tmpl,
                                          size_t place);

#endif
