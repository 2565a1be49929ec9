/*
 * A comparison table of old and new wording (新旧対照表) as a model: rows of
 * old and new lines, each line runs of words that changed or did not. No XML;
 * app/contrast.h makes a .docx of it, or JSON.
 *
 * How to   itk_contrast_init; for each article itk_contrast_add with both
 *          sides (NULL: it was added, or dropped); then read the rows.
 * Form     what did not change is （略）, but for headings, and for the text
 *          that changed items hang on; where one side has nothing, （新設） or
 *          （削る） stands there.
 * Lifetime runs point into the texts that were added: these must outlive it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_DIFF_CONTRAST_H
#define ITK_DIFF_CONTRAST_H

#include "base/arena.h"

/* What a line is in its article. */
enum itk_level {
    ITK_LEVEL_HEAD,   /* 条見出し */
    ITK_LEVEL_TEXT,   /* 条, 項, or any paragraph */
    ITK_LEVEL_ITEM,   /* 号 */
    ITK_LEVEL_SUBITEM /* 号の細分, a cell of a table */
};

/* An article as it goes in. */
struct itk_line {
    enum itk_level level;
    const char *label; /* its number, "第6条"; "" without */
    const char *text;  /* UTF-8, terminated */
};

struct itk_article {
    const struct itk_line *lines;
    size_t count;
};

/* And as it comes out. */
struct itk_contrast_run {
    const char *text;
    size_t size;
    bool changed;
};

struct itk_contrast_line {
    enum itk_level level;
    const struct itk_contrast_run *runs;
    size_t count;
};

enum { ITK_OLD, ITK_NEW };

struct itk_contrast_row {
    struct {
        const struct itk_contrast_line *lines;
        size_t count;
    } side[2]; /* ITK_OLD, ITK_NEW */
};

struct itk_contrast {
    enum itk_lang lang; /* of the words that it puts in itself */
    const char *note;   /* above the table; NULL: 改正部分 are underlined */
    struct itk_contrast_row *rows;
    size_t count;
    struct itk_arena arena;
};

void itk_contrast_init(struct itk_contrast *contrast, enum itk_lang lang);
void itk_contrast_fini(struct itk_contrast *contrast);

/* Adds a row. False, and no row, when both sides read the same. A side may be
 * NULL, not both. */
bool itk_contrast_add(struct itk_contrast *contrast,
                      const struct itk_article *before,
                      const struct itk_article *after);

/* Adds a row in any event, which says that the article stands elsewhere now;
 * what has neither heading nor number is there in full. */
void itk_contrast_move(struct itk_contrast *contrast,
                       const struct itk_article *before,
                       const struct itk_article *after);

/* Adds a row for `count` articles, one behind the other, whose numbers alone
 * changed: 「第4条～第9条　（略）」. `before` and `after` are the first and the
 * last number. */
void itk_contrast_renumber(struct itk_contrast *contrast,
                           const char *const before[2],
                           const char *const after[2], size_t count);

#endif
