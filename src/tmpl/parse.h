/*
 * Reads the tags that the scan has found, and matches those that open a
 * section with those that close it. All faults are collected.
 *
 * Grammar   tag     = path { "|" filter } | ( "@" | "~" | "%" ) path | section
 * | "/" [ section ] section = ( "#" | "^" | "-" element ) condition (expr.h;
 * often a path alone) [ "|" ( "restart" | "continue" ) ] element = "w:p" |
 * "w:tr" | "w:tbl" path    = "." | "$" helper | name { "." name }; "#" for {#}
 *           filter  = name [ ":" ( number | quoted text ) ]
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_PARSE_H
#define ITK_TMPL_PARSE_H

#include "tmpl/scan.h"
#include "tmpl/template.h"

#define ITK_TREE_NONE       SIZE_MAX
#define ITK_TMPL_FILL_IN    8u /* |fill-in without a number */
#define ITK_TMPL_MAX_FILL   200u
#define ITK_TMPL_MAX_FILTER 8u /* filters of one tag */

enum itk_node_kind {
    ITK_NODE_VALUE,
    ITK_NODE_BLOCK,
    ITK_NODE_EACH,
    ITK_NODE_UNLESS,
    ITK_NODE_LINK,
    ITK_NODE_IMAGE
};

/* What a section is to repeat or drop: what its place says, or an element. */
enum itk_around {
    ITK_AROUND_PLACE,
    ITK_AROUND_PARAGRAPH, /* {-w:p x}: from one to another */
    ITK_AROUND_ROW,
    ITK_AROUND_TABLE
};

/* What numbered lists do in each copy of a section (restart.h). */
enum itk_lists { ITK_LISTS_BY_PLACE, ITK_LISTS_RESTART, ITK_LISTS_CONTINUE };

struct itk_node {
    enum itk_node_kind kind;
    enum itk_lists lists;
    enum itk_around around;
    const char *path; /* "#" is the number of the item; of a condition that is
                         more than a path, its text */
    const struct itk_expr *expr; /* that condition, else NULL */
    struct itk_filter *filters;
    size_t filters_count;
    size_t open;   /* its mark */
    size_t close;  /* the mark that closes it; `open` when it is no section */
    size_t parent; /* the section around it, or NONE */
};

struct itk_tree {
    struct itk_node *nodes; /* in the order of their opening marks */
    size_t count;
};

/* `tree` lives in `arena`. When faults were added, it is of no use. */
void itk_parse_marks(const struct itk_scan *scan, struct itk_arena *arena,
                     struct itk_faults *faults, struct itk_tree *tree);

#endif
