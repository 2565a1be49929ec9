/*
 * Conditions of sections: a closed language of names, texts and numbers,
 * comparison, and, or, not. Nothing in it calls anything or changes anything.
 *
 * Grammar   or      = and { ( "or" | "||" ) and }
 *           and     = not { ( "and" | "&&" ) not }
 *           not     = ( "not" | "!" ) not | compare
 *           compare = operand [ sign operand ]
 *           sign    = "==" | "=" | "!=" | "<" | "<=" | ">" | ">="
 *           operand = "(" or ")" | quoted text | number | "true" | "false"
 *                   | "null" | "undefined" | path
 * The two for nothing can only be equal or not.
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_EXPR_H
#define ITK_TMPL_EXPR_H

#include "tmpl/words.h"

#define ITK_EXPR_MAX_DEPTH 32u /* brackets and nots inside each other */

enum itk_expr_kind {
    ITK_EXPR_PATH,
    ITK_EXPR_TEXT,
    ITK_EXPR_NUMBER,
    ITK_EXPR_TRUE,
    ITK_EXPR_FALSE,
    ITK_EXPR_NOTHING, /* null: equal to what nothing is known of */
    ITK_EXPR_NOT, /* of `left` */
    ITK_EXPR_AND,
    ITK_EXPR_OR,
    ITK_EXPR_EQUAL,
    ITK_EXPR_UNEQUAL,
    ITK_EXPR_LESS,
    ITK_EXPR_LESS_EQUAL,
    ITK_EXPR_GREATER,
    ITK_EXPR_GREATER_EQUAL
};

struct itk_expr {
    enum itk_expr_kind kind;
    const struct itk_expr *left, *right;
    const char *text; /* PATH, TEXT, NUMBER */
    size_t size;
};

/* Reads one as far as it goes; NULL when it cannot be read. Lives in `arena`.
 */
const struct itk_expr *itk_expr_read(struct itk_words *words,
                                     struct itk_arena *arena);

/* The length of a name or path of names, also "." and those of a loop: $index,
 * $number, $first, $last, $count. 0: there is none. */
size_t itk_expr_path(const struct itk_words *words);

#endif
