/*
 * Stretches of generated markup.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "render/scribe.h"
#include "render/value.h"

void
itk_scribe_end(struct itk_scribe *scribe)
{
    const char *bytes = scribe->out->data + scribe->from;
    const size_t size = scribe->out->size - scribe->from;

    if (!size)
        return;
    scribe->from = scribe->out->size;
    if (scribe->learns)
        itk_phrases_learn(scribe->learns, bytes, size);
    else if (scribe->trace)
        itk_trace_add(scribe->trace, scribe->from - scribe->begin,
                      itk_phrases_find(scribe->phrases, bytes, size));
}

void
itk_scribe_gap(struct itk_scribe *scribe)
{
    const size_t before = scribe->from;

    scribe->from = scribe->out->size;
    if (scribe->learns)
        itk_phrases_gap(scribe->learns);
    else if (scribe->trace && scribe->from > before)
        itk_trace_add(scribe->trace, scribe->from - scribe->begin,
                      ITK_TRACE_OTHER);
}

void
itk_scribe_enter(struct itk_scribe *scribe)
{
    itk_scribe_end(scribe);
    if (scribe->learns)
        itk_phrases_enter(scribe->learns);
}

void
itk_scribe_leave(struct itk_scribe *scribe)
{
    itk_scribe_end(scribe);
    if (scribe->learns)
        itk_phrases_leave(scribe->learns);
}

void
itk_scribe_text(struct itk_scribe *scribe, const char *text, size_t size)
{
    itk_scribe_end(scribe);
    if (itk_value_plain(text, size))
        itk_buf_add(scribe->out, text, size);
    else
        itk_value_run(scribe->out, text, size);
    itk_scribe_end(scribe);
}

void
itk_scribe_run(struct itk_scribe *scribe, const char *text, size_t size)
{
    if (!size && (text || !scribe->learns))
        return;
    itk_buf_adds(scribe->out, ITK_SCRIBE_OPEN);
    itk_scribe_end(scribe);
    if (text)
        itk_scribe_text(scribe, text, size);
    else
        itk_scribe_gap(scribe);
    itk_buf_adds(scribe->out, ITK_SCRIBE_CLOSE);
}
