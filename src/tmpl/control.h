/*
 * Content controls whose tag is itaku:<field> as slots: what of a control is
 * kept, what is written before and behind its value, the two states of a check
 * box, the choices of a list, and the item of a repeating section.
 *
 * Source    ECMA-376 Part 1, 17.5.2 (structured document tags); [MS-DOCX]
 *           2.5.4.4 (w14:checkbox), 2.5.4.12 (w15:repeatingSection).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_CONTROL_H
#define ITK_TMPL_CONTROL_H

#include "base/arena.h"
#include "tmpl/markup.h"

#define ITK_CONTROL_PREFIX "itaku:"
#define ITK_CONTROL_CLAUSE "itaku:clause:" /* ours, of an earlier output */
#define ITK_CONTROL_CUTS   5u

enum itk_control_form {
    ITK_CONTROL_INLINE, /* holds runs */
    ITK_CONTROL_BLOCK,  /* holds paragraphs */
    ITK_CONTROL_CELL,   /* holds one table cell */
    ITK_CONTROL_ROWS,   /* holds table rows: repeats them */
    ITK_CONTROL_OTHER   /* a picture, or rows that do not repeat */
};

/* A line of a drop-down list. */
struct itk_menu_line {
    const char *value, *shown;
};
struct itk_menu {
    const struct itk_menu_line *at;
    size_t count;
    bool open; /* a combo box: any other text will do */
};

struct itk_control {
    enum itk_control_form form;
    const char *text;                        /* behind the prefix, decoded */
    struct itk_range at;                     /* <w:sdt> to </w:sdt> */
    struct itk_range cuts[ITK_CONTROL_CUTS]; /* go without a trace */
    size_t cuts_count;
    struct itk_range content; /* w:sdtContent, its tags included; what stands
                                 there instead is `head`, value, `tail` */
    const char *head;
    const char *tail;
    const char *blank; /* the text of `content`; "" when it has none */
    bool shows_blank;  /* Word takes the text for a placeholder: it is cut, and
                          comes back at `placeholder` where nothing is known */
    struct itk_range placeholder;
    bool date;
    const char *date_pattern;       /* by which it shows dates; or NULL */
    const struct itk_menu *choices; /* of a drop-down list; or NULL */
    size_t value_at;                /* where date and list say what is chosen */
    bool repeats;                   /* a repeating section: */
    struct itk_range item;          /* what is repeated, */
    struct itk_range rest;          /* what goes, */
    size_t parent;                  /* the element around it */
    bool checkbox;
    struct itk_range checked; /* what `head_checked`.. take the place of */
    const char *checked_head; /* then 1 or 0, then checked_tail */
    const char *checked_tail;
    const char *yes; /* in the place of `content` when ticked */
    const char *no;
};

/* Reads the control that begins at `begin` when it is a slot; false when it is
 * an ordinary one. `inside` is the form that its place allows: INLINE within a
 * paragraph, CELL within a row, BLOCK else. */
bool itk_control_read(struct itk_source src, size_t begin,
                      enum itk_control_form inside, struct itk_arena *arena,
                      struct itk_control *control) ITK_MUST_USE;

#endif
