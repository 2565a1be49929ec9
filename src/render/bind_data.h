/*
 * What binding shares: bind.c (the package), bind_pass.c (a document's bytes),
 * bind_nums.c (its lists).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_BIND_DATA_H
#define ITK_RENDER_BIND_DATA_H

#include "base/arena.h"
#include "opc/rels.h"
#include "render/bind.h"

/* A paragraph style with a number of its own. */
struct itk_bind_style {
    const char *id;
    long num;
    unsigned level;
};

/* A w:num of word/numbering.xml. */
struct itk_bind_num {
    long id;
    long abstract;
    long start; /* of its first level */
};

/* What styles and numbering of all templates say. */
struct itk_bind_lists {
    const struct itk_bind_style *styles;
    size_t styles_count;
    const struct itk_bind_num *nums;
    size_t nums_count;
};

struct itk_bind_pair {
    long old, now;
};

struct itk_bind_pairs {
    struct itk_bind_pair *at;
    size_t count, room;
};

struct itk_binder {
    itk_renderer *renderer;
    itk_archive *archive; /* one at a time: parts are kept deflated in it */
    const itk_template *base;
    struct itk_arena arena;
    struct itk_bind_lists lists;
    struct itk_buf body;  /* word/document.xml so far */
    struct itk_buf nums;  /* w:num that were added */
    struct itk_buf rels;  /* relationships of headers and footers */
    struct itk_buf types; /* and their content types */
    struct itk_buf parts; /* their bytes, one behind the other */
    struct itk_bind_part {
        const char *name;
        size_t from, size; /* in `parts` */
    } * made;
    size_t made_count, made_room;
    size_t headers, footers; /* so far */
    long id;                 /* last one given */
    long num;                /* last w:numId given */
    size_t pieces;
    struct itk_buf run; /* of the piece at hand */
};

/* The piece at hand. */
struct itk_bind_pass {
    struct itk_binder *binder;
    const struct itk_piece *piece;
    size_t number;             /* of the piece */
    bool last;                 /* nothing follows it */
    struct itk_rels footers;   /* relationships of its document */
    size_t next_end, next_row; /* of its rows */
    bool begun;                /* its first section is written */
    struct itk_bind_pairs ids, lists;
    struct itk_error *err;
};

/* bind_nums.c */
bool itk_bind_lists_read(const itk_template *base, struct itk_arena *arena,
                         struct itk_bind_lists *lists, struct itk_error *err);
/* The style's own numbering; NULL when it has none. */
const struct itk_bind_style *itk_bind_style(const struct itk_bind_lists *lists,
                                            const char *id, size_t size);
/* The list that takes the place of `old` in the piece. */
long itk_bind_num(struct itk_bind_pass *pass, long old);
void itk_bind_pair_add(struct itk_bind_pairs *pairs, long old, long now);
/* -1 when there is none. The last one that was added is found first. */
long itk_bind_pair_find(const struct itk_bind_pairs *pairs, long old);

/* bind_pass.c: the body of `run`, appended to the binder's; false with the
 * error set. */
bool itk_bind_body(struct itk_bind_pass *pass, const struct itk_buf *run);
/* A header or footer of the piece: its fields. */
void itk_bind_fields(struct itk_bind_pass *pass, const struct itk_buf *run,
                     struct itk_buf *out);

/* bind.c: makes the piece's header, or its footer out of the part that `rel`
 * leads to, and appends the reference. */
bool itk_bind_header(struct itk_bind_pass *pass, struct itk_buf *out);
bool itk_bind_footer(struct itk_bind_pass *pass, const char *type,
                     const char *rel, struct itk_buf *out);

#endif
