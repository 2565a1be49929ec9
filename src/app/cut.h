/*
 * A document that was read (trace/returned.h), cut into pieces that can be held
 * against those of another: its clauses where they are marked, else articles by
 * their headings and numbers, else paragraphs, each with the items below it,
 * and the rows of its tables.
 *
 * Text      blanks at both ends of a paragraph, and empty paragraphs, are left
 *           out; cells of a row are parted by ITK_CUT_CELL.
 * Lifetime  texts are borrowed from the document or live in `arena`.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_APP_CUT_H
#define ITK_APP_CUT_H

#include "diff/contrast.h"
#include "trace/anchor.h"

#define ITK_CUT_CELL      "｜"
#define ITK_CUT_MAX_LABEL 48u /* bytes of a cell that names its row */

struct itk_piece_cut {
    const char *id;     /* of the clause; "" when nothing says it */
    const char *anchor; /* the same as bookmarks have it, to compare */
    enum itk_found_by
        by;           /* how the clause was found; ITK_FOUND_NOT: it is none */
    const char *head; /* what it is called: a heading, the first cell; "" */
    const char *number; /* 第3条, or that of a paragraph; "" */
    size_t number_line; /* which line has it; SIZE_MAX: none */
    const char *text;   /* all its words, lines by \n, but its number */
    struct itk_article article;
};

struct itk_cut {
    const struct itk_piece_cut *at;
    size_t count;
    const char *title; /* of the document; "" when it seems to have none */
    bool japanese;     /* it has kana or kanji */
};

struct itk_cut itk_cut(const struct itk_returned *returned,
                       struct itk_arena *arena);

#endif
