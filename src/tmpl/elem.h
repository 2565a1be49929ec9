/*
 * The elements of WordprocessingML that the scan tells apart.
 *
 * Source    ECMA-376 Part 1, 17.
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_ELEM_H
#define ITK_TMPL_ELEM_H

#include "tmpl/markup.h"

enum itk_elem {
    E_OTHER,
    E_P,
    E_PPR,
    E_SECT,
    E_R,
    E_INSERTED,
    E_GONE,   /* runs that a tracked change has taken away */
    E_CHANGE, /* any other tracked change */
    E_RPR,
    E_T,
    E_TAB,
    E_BREAK,
    E_QUIET, /* in a run, but nothing that is seen */
    E_INSTR,
    E_FIELD,
    E_SEEN, /* in a paragraph, and seen, but no run */
    E_TABLE,
    E_ROW,
    E_CELL,
    E_BODY,
    E_HOLDER,
    E_SDT,
    E_SDT_PR,
    E_SDT_CONTENT,
    E_NUM_PR,
    E_NUM_ID,
    E_LINK,
    E_SIMPLE_FIELD,
    E_BLOCK, /* other block content */
    E_ID,
    E_RANGE,
    E_DOCPR,
    E_SHAPE /* VML */
};

enum itk_elem itk_elem_of(const struct itk_token *token);

#endif
