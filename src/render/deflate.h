/*
 * A rendered part as a deflate stream. What is the template's own text was
 * searched for matches when the template was compiled (tmpl/known.h); only
 * where each segment came to stand is filled in here. What came between is
 * searched as it goes, against what came between before.
 *
 * Threads   a deflater for each.
 * Source    RFC 1951.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_RENDER_DEFLATE_H
#define ITK_RENDER_DEFLATE_H

#include "base/buf.h"
#include "tmpl/phrases.h"

#define ITK_TRACE_OTHER ITK_NO_SEGMENT

/* What the bytes of a part are, in order: each stretch ends where the next
 * begins. */
struct itk_stretch {
    size_t end;       /* in the part */
    uint32_t segment; /* of the known text, whole; or ITK_TRACE_OTHER */
};

struct itk_trace {
    struct itk_stretch *at;
    size_t count, room;
    size_t others; /* bytes that are no known text */
};

void itk_trace_clear(struct itk_trace *trace);
void itk_trace_enlarge(struct itk_trace *trace);

/* The stretch up to `end` is that segment. Others in a row are one. */
static inline void
itk_trace_add(struct itk_trace *trace, size_t end, uint32_t segment)
{
    struct itk_stretch *last =
        trace->count ? &trace->at[trace->count - 1] : NULL;

    if (segment == ITK_TRACE_OTHER) {
        trace->others += end - (last ? last->end : 0);
        if (last && last->segment == ITK_TRACE_OTHER) {
            last->end = end;
            return;
        }
    }
    if (trace->count == trace->room)
        itk_trace_enlarge(trace);
    trace->at[trace->count++] = (struct itk_stretch){end, segment};
}

/* The CRC of the part. */
uint32_t itk_trace_crc(const struct itk_trace *trace,
                       const struct itk_known *known, const char *part);

/* The part is taken back to `end` bytes, where a stretch ends. */
void itk_trace_cut(struct itk_trace *trace, size_t end);
void itk_trace_fini(struct itk_trace *trace);

typedef struct itk_deflater itk_deflater;

itk_deflater *itk_deflater_new(void) ITK_MUST_USE;
void itk_deflater_free(itk_deflater *deflater);

/* Appends the stream of the `size` bytes at `part`, which `trace` tells. */
void itk_deflate(itk_deflater *deflater, const struct itk_known *known,
                 const struct itk_trace *trace, const char *part, size_t size,
                 struct itk_buf *out);

#endif
