/*
 * The joined text of paragraphs, and the braces found in it: which characters
 * came from which bytes, so that a tag that Word has split over runs is one
 * tag with several pieces. Paragraphs nest (text boxes).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_JOIN_H
#define ITK_TMPL_JOIN_H

#include "tmpl/scan.h"

#define ITK_JOIN_OBJECT '\x01' /* a picture, a note, a page break */
#define ITK_JOIN_FIELD  '\x02' /* what begins, codes or ends a field */

/* Where a paragraph begins in what is joined. */
struct itk_join_base {
    size_t text, segments, texts;
    size_t number; /* of the paragraph */
};

struct itk_join {
    const char *part;
    const struct itk_delims *delims; /* from here on */
    bool braces;                     /* they are braces */
    struct itk_arena *arena;
    struct itk_faults *faults;
    size_t paragraphs; /* begun so far */
    long fields;       /* complex fields open now */
    struct itk_buf text;
    struct itk_join_segment *segments;
    size_t segments_count, segments_room;
    struct itk_join_text *open_texts; /* of the paragraphs still open */
    size_t open_count, open_room;
    struct itk_text *texts; /* those with a piece of a mark */
    size_t texts_count, texts_room;
    struct itk_mark *marks;
    size_t marks_count, marks_room;
    bool too_many;
};

/* `delims` may be NULL: braces. */
void itk_join_init(struct itk_join *join, const struct itk_delims *delims,
                   const char *part, struct itk_arena *arena,
                   struct itk_faults *faults);

struct itk_join_base itk_join_begin(struct itk_join *join);
/* A w:t begins; `text` is taken over but for its tag and space. Gives the index
 * that its characters are added with. */
size_t itk_join_text(struct itk_join *join, struct itk_source src,
                     const struct itk_token *token,
                     const struct itk_text *text);
void itk_join_add(struct itk_join *join, struct itk_source src,
                  struct itk_range range, bool cdata, size_t text);
void itk_join_object(struct itk_join *join, char object);
/* A line break, which goes when it stands in a tag. */
void itk_join_break(struct itk_join *join, const struct itk_token *token);
void itk_join_control(struct itk_join *join, const struct itk_control *control,
                      size_t paragraph, size_t row);
/* The item of a repeating section is over. */
void itk_join_control_end(struct itk_join *join,
                          const struct itk_control *control, size_t row);
/* The paragraph is over: finds its tags. True when there is one. */
bool itk_join_end(struct itk_join *join, struct itk_join_base base,
                  size_t paragraph, size_t row);
/* Its text, in the arena. */
const char *itk_join_take(const struct itk_join *join,
                          struct itk_join_base base, size_t *size);
void itk_join_drop(struct itk_join *join, struct itk_join_base base);
/* Hands marks (in order) and texts over to `scan` and frees the rest. */
void itk_join_finish(struct itk_join *join, struct itk_scan *scan);

/* Room for one more element at the end of a growing array. */
void *itk_join_room(void *array, size_t count, size_t *room, size_t size);

#endif
