/*
 * Child elements, one after the other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "tmpl/child.h"

void
itk_child_skip(struct itk_source src, const struct itk_token *token,
               size_t *pos)
{
    struct itk_token next;
    size_t depth = token->kind == ITK_TOKEN_START;

    while (depth > 0 && itk_token_next(src, pos, &next)) {
        if (next.kind == ITK_TOKEN_START)
            depth++;
        else if (next.kind == ITK_TOKEN_END)
            depth--;
    }
}

bool
itk_child_next(struct itk_source src, size_t *pos, struct itk_child *child)
{
    while (itk_token_next(src, pos, &child->token)) {
        if (child->token.kind == ITK_TOKEN_END)
            return false;
        if (child->token.kind != ITK_TOKEN_START &&
            child->token.kind != ITK_TOKEN_EMPTY)
            continue;
        child->at.begin = child->token.at.begin;
        itk_child_skip(src, &child->token, pos);
        child->at.end = *pos;
        return true;
    }
    return false;
}

bool
itk_child_find(struct itk_source src, const struct itk_token *parent,
               const char *name, struct itk_child *child)
{
    size_t pos = parent->at.end;

    if (parent->kind != ITK_TOKEN_START)
        return false;
    while (itk_child_next(src, &pos, child)) {
        if (itk_token_is(&child->token, name))
            return true;
    }
    return false;
}
