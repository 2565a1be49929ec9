/*
 * What binding shares: bind.c (the package), bind_check.c (what can be bound),
 * bind_pass.c (a document's bytes), bind_tags.c (its tags), bind_fields.c (its
 * names and fields), bind_nums.c (its lists).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_BIND_DATA_H
#define ITK_RENDER_BIND_DATA_H

#include "base/arena.h"
#include "opc/rels.h"
#include "render/bind.h"

/* A style, with the number that it gives to paragraphs. */
struct itk_bind_style {
    const char *id;
    const char *based; /* on which one; NULL: on none */
    long num, level;   /* -1: nothing is said; of a list, 0 takes it away */
};

struct itk_bind_pair {
    long old, now;
};

struct itk_bind_pairs {
    struct itk_bind_pair *at;
    size_t count, room;
};

/* What styles and numbering of all templates say. */
struct itk_bind_lists {
    const struct itk_bind_style *styles;
    size_t styles_count;
    struct itk_bind_pairs nums; /* w:num -> w:abstractNum */
    struct itk_bind_pairs
        starts; /* w:abstractNum -> start of its first level */
};

#define ITK_BIND_DOCUMENT "word/document.xml"
#define ITK_BIND_RELS     "word/_rels/document.xml.rels"

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

/* A tag: <name ...> from `at` to `end`, which is behind its >. */
struct itk_bind_tag {
    const char *at, *end;
    const char *name;
    size_t size; /* of the name; of an end tag with its / */
};

/* A value of an attribute, between its quotation marks. */
struct itk_bind_value {
    const char *at; /* NULL: there is none */
    size_t size;
};

struct itk_bind_walk {
    struct itk_bind_pass *pass;
    struct itk_buf *out;
    const char *at, *end; /* what is left */
    const char *copied;   /* up to here it is in `out` */
    /* w:pPr that is gone through: NULL style, or that of the paragraph; until
     * it is clear whether it has a number of its own. */
    bool in_properties, open;
    const struct itk_bind_style *style;
    bool ok;
};

/* bind_tags.c */
bool itk_bind_is(const struct itk_bind_tag *tag, const char *name);
/* The next tag; comments and the like are passed over. */
bool itk_bind_next(struct itk_bind_walk *w, struct itk_bind_tag *tag);
struct itk_bind_value itk_bind_attribute(const struct itk_bind_tag *tag,
                                         const char *name);
void itk_bind_copy(struct itk_bind_walk *w, const char *to);
void itk_bind_put_number(struct itk_bind_walk *w, struct itk_bind_value value,
                         long number);

/* bind_fields.c: where a piece begins and ends; a name of its own. */
void itk_bind_put_begin(struct itk_buf *out, size_t piece);
void itk_bind_put_end(struct itk_buf *out, size_t piece);
void itk_bind_put_name(struct itk_bind_pass *pass, const char *name,
                       size_t size, struct itk_buf *out);
void itk_bind_put_anchor(struct itk_bind_walk *w, struct itk_bind_value value);
/* False: the tag is no field. */
bool itk_bind_field(struct itk_bind_walk *w, const struct itk_bind_tag *tag);
/* A header or footer of the piece: its fields. */
void itk_bind_fields(struct itk_bind_pass *pass, const struct itk_buf *run,
                     struct itk_buf *out);

/* bind_nums.c */
bool itk_bind_lists_read(const itk_template *base, struct itk_arena *arena,
                         struct itk_bind_lists *lists, struct itk_error *err);
void itk_bind_lists_fini(struct itk_bind_lists *lists);
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

/* bind_check.c: can it be bound to the base; false with the error set. `rels`
 * are those of its document. */
bool itk_bind_check_base(const itk_template *base, struct itk_error *err);
bool itk_bind_check(const struct itk_binder *binder, const itk_template *tmpl,
                    struct itk_rels rels, struct itk_error *err);
bool itk_bind_refuse(const itk_template *tmpl, const char *what,
                     struct itk_error *err);
const struct itk_part *itk_bind_part(const itk_template *tmpl,
                                     const char *name);
bool itk_bind_rels(const itk_template *tmpl, struct itk_arena *arena,
                   struct itk_rels *rels, struct itk_error *err);

/* bind.c: makes the piece's header, or its footer out of the part that `rel`
 * leads to, and appends the reference. */
bool itk_bind_header(struct itk_bind_pass *pass, struct itk_buf *out);
bool itk_bind_footer(struct itk_bind_pass *pass, const char *type,
                     const char *rel, struct itk_buf *out);

#endif
