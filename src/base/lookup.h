/*
 * How the template engine reads values: one small look-up, which a plan and,
 * for other people's templates, JSON implement.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_LOOKUP_H
#define ITK_BASE_LOOKUP_H

#include "base/base.h"

enum itk_data_kind {
    ITK_DATA_ABSENT, /* no such name, or nothing known */
    ITK_DATA_TEXT,   /* text, size */
    ITK_DATA_BOOL,   /* truth; its word in text, size (size 0: no word) */
    ITK_DATA_LIST,   /* count items, reached by `item` */
    ITK_DATA_GROUP,  /* names below it, reached by `member` */
    ITK_DATA_BLOCK   /* generated markup, for {@name} alone; see render/ */
};

struct itk_data {
    enum itk_data_kind kind;
    bool truth;       /* BOOL */
    bool number;      /* TEXT: a number, of which 0 counts as nothing */
    bool named;       /* ABSENT: the name is there, without a value; it hides
                       * the same name further out */
    const char *text; /* TEXT, BOOL: UTF-8, not terminated */
    size_t size;      /* TEXT, BOOL: in bytes */
    size_t count;     /* LIST */
    /* The implementer's own: */
    const void *node;
    size_t index;
    int tag;
};

/* A function table with its data. Answers stay valid while the source lives. */
struct itk_lookup {
    const void *self;
    struct itk_data root; /* the outermost GROUP */
    /* The member `name` of `in`, whatever its kind but ABSENT (a text may have
     * members too: place.kind is a word, place.kind.outside yes or no); ABSENT
     * when it has none. */
    struct itk_data (*member)(const void *self, const struct itk_data *in,
                              const char *name, size_t size);
    /* Item `index` < count of the LIST `of`. */
    struct itk_data (*item)(const void *self, const struct itk_data *of,
                            size_t index);
};

#endif
