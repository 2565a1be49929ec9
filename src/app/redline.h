/*
 * Two documents (app/cut.h) held against each other, piece by piece.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_REDLINE_H
#define ITK_APP_REDLINE_H

#include "app/cut.h"

/* A piece that both have, or one of them. */
struct itk_redline_entry {
    const struct itk_piece_cut *side[2]; /* ITK_OLD, ITK_NEW; NULL: not there */
    bool edited;                         /* its words differ */
    bool renumbered;                     /* its number does */
    bool moved; /* it stands elsewhere among those that both have */
};

struct itk_redline {
    struct itk_redline_entry *at; /* in the new order, dropped ones where they
                                     stood */
    size_t count;
    size_t changes; /* of them: all but those that did not change */
    struct itk_cut cut[2];
    struct itk_arena arena;
};

/* Both documents must outlive it. */
void itk_redline(const struct itk_returned *old, const struct itk_returned *new,
                 struct itk_redline *redline);
void itk_redline_free(struct itk_redline *redline);

/* How many entries from `i` on changed their numbers and nothing else, and
 * stand behind one another on both sides. */
size_t itk_redline_renumbered(const struct itk_redline *redline, size_t i);

/* Adds a row for each entry that changed; such whose number alone did, one
 * behind the other, are one row. The documents must outlive the table. */
void itk_redline_contrast(const struct itk_redline *redline,
                          struct itk_contrast *contrast);

#endif
