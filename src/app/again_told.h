/*
 * The inside of app/again_report.h: what has been told so far.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_AGAIN_TOLD_H
#define ITK_APP_AGAIN_TOLD_H

#include "app/again_report.h"
#include "app/article.h"

struct itk_again_names {
    const char **at;
    size_t count, room;
};

/* Cases that have something in common. */
struct itk_again_list {
    const char *key;
    json_t *object;                /* that; or NULL */
    const struct itk_guide *guide; /* its package, or NULL */
    size_t documents;
    size_t row; /* of a change: its row */
    struct itk_again_names cases;
};

struct itk_again_lists {
    struct itk_again_list *at;
    size_t count;
};

/* A clause that changed in one way. A side without lines: there was none. */
struct itk_again_row {
    const char *key;
    const char *id;
    const struct itk_clause *clause; /* or NULL */
    size_t rank;
    const char *before, *after; /* versions; "" */
    struct itk_article side[ITK_SIDES];
    struct itk_again_names cases;
};

struct itk_again_edited {
    const char *file, *aside; /* "" where there is no new one */
};

struct itk_again_report {
    itk_store *store;
    const struct itk_guide *guide; /* of the first case */
    struct itk_again_row *rows;
    size_t rows_count;
    struct itk_again_lists changes;   /* of clauses, each with its row */
    struct itk_again_lists groups;    /* of documents */
    struct itk_again_lists decisions; /* that changed */
    struct itk_again_lists kept;      /* by transitional rules */
    struct itk_again_lists left;      /* by why they were left */
    struct itk_again_edited *edited;
    size_t edited_count;
    size_t decided, touched; /* cases */
    bool any;
    struct itk_buf cases; /* their JSON */
    struct itk_arena arena;
};

void itk_again_name(struct itk_again_names *names, const char *name);
struct itk_again_list *itk_again_list(itk_again_report *report,
                                      struct itk_again_lists *lists,
                                      const char *key, bool *added);
/* "" where there is none. */
const char *itk_again_text(const json_t *object, const char *name);

/* ---- the .docx ---- */

/* Whose words its template is filled with. */
struct itk_again_words {
    const itk_again_report *report;
    enum itk_lang lang;
};

const char *itk_again_say(const struct itk_again_words *w, const char *en,
                          const char *ja);
/* The text, which is taken over. */
json_t *itk_again_taken(struct itk_buf *text);
/* "12 cases: a, b, ... and 10 others" */
json_t *itk_again_named(const struct itk_again_words *w,
                        const struct itk_again_names *names);
/* Adds the tables that have lines. */
void itk_again_tables(const struct itk_again_words *w, json_t *tables);

#endif
