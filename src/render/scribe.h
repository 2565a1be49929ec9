/*
 * Generated markup while it is written. Whoever writes says where a stretch of
 * it ends that is always the same (itk_scribe_end), or that is never twice the
 * same (itk_scribe_gap): so that known text is found again in it
 * (tmpl/phrases.h), and all else is told from it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_SCRIBE_H
#define ITK_RENDER_SCRIBE_H

#include "base/buf.h"
#include "render/deflate.h"
#include "tmpl/phrases.h"

struct itk_scribe {
    struct itk_buf *out;
    itk_phrases *learns;        /* gets all stretches; or NULL */
    const itk_phrases *phrases; /* or NULL: there are none */
    struct itk_trace *trace;    /* or NULL: gets what the bytes are */
    size_t begin;               /* of the part in `out` */
    size_t from;                /* of the stretch at hand */
};

/* For what is appended to `out`, which nobody asks about. */
static inline struct itk_scribe
itk_scribe_to(struct itk_buf *out)
{
    return (struct itk_scribe){.out = out, .from = out->size};
}

void itk_scribe_end(struct itk_scribe *scribe);
void itk_scribe_gap(struct itk_scribe *scribe);

/* What is learnt between the two may not be there: nothing outside of it relies
 * on it. */
void itk_scribe_enter(struct itk_scribe *scribe);
void itk_scribe_leave(struct itk_scribe *scribe);

/* Around the text of a run. */
#define ITK_SCRIBE_OPEN  "<w:r><w:t xml:space=\"preserve\">"
#define ITK_SCRIBE_CLOSE "</w:t></w:r>"

/* Text within a run, as a stretch of its own. */
void itk_scribe_text(struct itk_scribe *scribe, const char *text, size_t size);
/* A run; nothing when there is no text. NULL: a text that nobody knows yet. */
void itk_scribe_run(struct itk_scribe *scribe, const char *text, size_t size);

#endif
