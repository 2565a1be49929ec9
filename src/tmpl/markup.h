/*
 * A cursor over the raw bytes of XML that libxml2 has found well formed: one
 * token after the other, each with its place, nothing decoded or copied.
 *
 * Source  XML 1.0 (5th ed.).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_MARKUP_H
#define ITK_TMPL_MARKUP_H

#include <string.h>

#include "base/buf.h"

/* A stretch of bytes in a part. */
struct itk_range {
    size_t begin, end;
};

struct itk_source {
    const char *data;
    size_t size;
};

enum itk_token_kind {
    ITK_TOKEN_START, /* <a> */
    ITK_TOKEN_EMPTY, /* <a/> */
    ITK_TOKEN_END,   /* </a> */
    ITK_TOKEN_TEXT,
    ITK_TOKEN_CDATA, /* the bytes between the marks are `inner` */
    ITK_TOKEN_OTHER  /* declaration, comment, instruction */
};

struct itk_token {
    enum itk_token_kind kind;
    struct itk_range at;    /* the whole token */
    struct itk_range inner; /* CDATA alone */
    const char *name;       /* qualified; START, EMPTY, END */
    size_t name_size;
};

/* The token at `*pos`, which moves behind it; false at the end. */
bool itk_token_next(struct itk_source src, size_t *pos,
                    struct itk_token *token);

/* The name as written, prefix included: "w:p". */
static inline bool
itk_token_is(const struct itk_token *token, const char *name)
{
    const size_t size = strlen(name); /* a constant, mostly */

    return token->name && token->name_size == size &&
           memcmp(token->name, name, size) == 0;
}

struct itk_attr {
    const char *name;
    size_t name_size;
    struct itk_range all;   /* with the blank before it */
    struct itk_range value; /* between the quotes, not decoded */
};

/* The attributes of a START or EMPTY token in turn; `*pos` begins as 0. */
bool itk_attr_next(struct itk_source src, const struct itk_token *token,
                   size_t *pos, struct itk_attr *attr);
bool itk_attr_find(struct itk_source src, const struct itk_token *token,
                   const char *name, struct itk_attr *attr);

/* Appends the characters that `range` of text or of a value stands for. */
void itk_markup_decode(struct itk_source src, struct itk_range range,
                       struct itk_buf *out);
/* The reference at `pos` (an &), its length; appends its character. */
size_t itk_markup_reference(struct itk_source src, size_t pos,
                            struct itk_buf *out);

#endif
