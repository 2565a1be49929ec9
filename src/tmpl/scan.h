/*
 * Finds the tags of one part: walks the raw bytes, joins the text of each
 * paragraph over its runs, and notes what the compiler needs to know of the
 * elements around each tag. Judges nothing but braces; parse.h reads the tags.
 *
 * Tags      {...} in w:t of one paragraph, in whatever runs Word has split it;
 *           \{ and \} are braces of the text; {=[[ ]]=} says what stands for
 *           braces from there on. In docProps each text node is a paragraph of
 *           its own.
 * Places    an element is named by the offset of its start tag.
 * Source    ECMA-376 Part 1, 17.3 (paragraphs and runs).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_SCAN_H
#define ITK_TMPL_SCAN_H

#include "tmpl/control.h"
#include "tmpl/delims.h"
#include "tmpl/fault.h"

#define ITK_SCAN_NOWHERE SIZE_MAX

enum itk_box_kind {
    ITK_BOX_PARAGRAPH,
    ITK_BOX_TABLE,
    ITK_BOX_ROW,
    ITK_BOX_CELL,
    ITK_BOX_BODY,
    ITK_BOX_HOLDER /* sdtContent, text box, header, note, comment */
};

/* An element with a mark somewhere below it. */
struct itk_box {
    enum itk_box_kind kind;
    struct itk_range at;   /* start tag to end tag */
    size_t inner_end;      /* the end tag; in the body its section, if any */
    size_t parent;         /* the element around it, of whatever kind */
    size_t row;            /* the nearest row around it, or NOWHERE */
    struct itk_range ppr;  /* w:pPr of the paragraph, or of the first one in
                              it; empty when there is none */
    struct itk_range sect; /* PARAGRAPH: w:sectPr in its w:pPr */
    size_t last_block;     /* the last paragraph, table or control in it */
    size_t rows;           /* TABLE */
    const char *text;      /* PARAGRAPH: joined */
    size_t text_size;
};

/* A w:t with a piece of a mark in it (in docProps: a text node). */
struct itk_text {
    struct itk_range tag;      /* its start tag */
    size_t run;                /* its w:r; NOWHERE in docProps */
    struct itk_range run_head; /* start tag of the run and its w:rPr */
    size_t run_parent;         /* around a tracked insertion, if it is in one */
    struct itk_range inserted; /* start tag of that insertion; else empty */
    struct itk_range space;    /* value of xml:space, if any */
};

enum itk_mark_kind {
    ITK_MARK_TAG,
    ITK_MARK_ESCAPE, /* a backslash, or {=[[ ]]=}, that goes */
    ITK_MARK_CONTROL,
    ITK_MARK_CONTROL_END /* of the item of a repeating section */
};

struct itk_mark {
    enum itk_mark_kind kind;
    const char *text; /* between the braces; of a control behind the prefix */
    const struct itk_delims *delims; /* TAG: what stand for the braces */
    const struct itk_range *pieces;
    size_t pieces_count;
    struct itk_range joined; /* in the text of its paragraph */
    size_t first, last;      /* texts of the first and the last piece */
    size_t paragraph;        /* ITK_SCAN_NOWHERE for a control outside of one */
    size_t row;              /* nearest row around it, or NOWHERE */
    long fields;             /* how many field results it stands in */
    const struct itk_control *control;
    struct itk_spot spot;
};

/* Something that may stand in a document only once. */
enum itk_anchor_kind {
    ITK_ANCHOR_RANGE,  /* bookmarkStart, commentRangeEnd, ...: whole element */
    ITK_ANCHOR_ID,     /* id of a control, w14:paraId: not needed */
    ITK_ANCHOR_NUMBER, /* of a drawing or a tracked change: needed, and
                          unique */
    ITK_ANCHOR_LIST,   /* w:numId of a paragraph: its value */
    ITK_ANCHOR_NAMES   /* code of a field, target of a link: may name bookmarks
                        */
};

struct itk_anchor {
    enum itk_anchor_kind kind;
    struct itk_range at;
};

/* What a part is read as. LOOSE is PLAIN where other programs keep texts with
 * braces of their own: one that has nothing like a tag in it is none of ours.
 */
enum itk_scan_as { ITK_SCAN_STORY, ITK_SCAN_PLAIN, ITK_SCAN_LOOSE };

struct itk_scan {
    struct itk_source src;
    bool plain;             /* docProps */
    struct itk_mark *marks; /* in the order of the part */
    size_t marks_count;
    struct itk_box *boxes; /* by the offset of their start tags */
    size_t boxes_count;
    struct itk_text *texts;
    size_t texts_count;
    struct itk_anchor *anchors; /* in the order of the part */
    size_t anchors_count;
    unsigned long number_max; /* greatest NUMBER */
};

/* Everything lives in `arena`. Faults go to `faults`. `part` is for messages
 * and must live as long as the result. `delims` may be NULL: braces. */
void itk_scan_part(struct itk_scan *scan, struct itk_source src,
                   enum itk_scan_as as, const struct itk_delims *delims,
                   const char *part, struct itk_arena *arena,
                   struct itk_faults *faults);

/* Whether the root binds w: to WordprocessingML, as every writer of note does;
 * else the part is not understood. */
bool itk_scan_binds_w(struct itk_source src);

/* The box that begins at `begin`, or NULL. */
const struct itk_box *itk_scan_box(const struct itk_scan *scan, size_t begin);

#endif
