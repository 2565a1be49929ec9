/*
 * The faults of a template, each with its place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "text/utf8.h"
#include "tmpl/fault.h"

#define AROUND_CHARS 20u

static void
add_where(struct itk_buf *out, const struct itk_spot *spot)
{
    itk_buf_adds(out, spot->part);
    if (spot->paragraph) {
        itk_buf_adds(out, ", paragraph ");
        itk_buf_addu(out, spot->paragraph);
    }
}

void
itk_faults_add(struct itk_faults *faults, const struct itk_spot *spot,
               enum itk_msg id, const char *what, const char *more)
{
    struct itk_buf where = ITK_BUF_INIT;
    const char *around = spot->around ? spot->around : "";
    const char *const *args = ITK_ARGS(around, what, more);
    struct itk_loc loc = {.file = faults->file};

    if (faults->count++ >= ITK_FAULTS_MAX)
        return;
    add_where(&where, spot);
    loc.where = where.data;
    itk_findings_add(faults->found, ITK_SEV_ERROR, loc, id, args);
    if (faults->count == 1)
        (void)itk_fail(faults->first, ITK_FAULT_PACKAGE, loc, id, args);
    itk_buf_free(&where);
}

const char *
itk_spot_text(struct itk_arena *arena, const struct itk_spot *spot)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    add_where(&out, spot);
    if (spot->around) {
        itk_buf_adds(&out, ": ");
        itk_buf_adds(&out, spot->around);
    }
    text = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return text;
}

static bool
is_tail(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t
step_back(const char *text, size_t pos)
{
    for (unsigned i = 0; i < AROUND_CHARS && pos > 0; i++) {
        do {
            pos--;
        } while (pos > 0 && is_tail(text[pos]));
    }
    return pos;
}

static size_t
step_forward(const char *text, size_t size, size_t pos)
{
    for (unsigned i = 0; i < AROUND_CHARS && pos < size; i++) {
        do {
            pos++;
        } while (pos < size && is_tail(text[pos]));
    }
    return pos;
}

/* Breaks and other objects of the paragraph stand as control characters. */
static void
add_shown(struct itk_buf *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        itk_buf_addc(out, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
}

const char *
itk_spot_around(struct itk_arena *arena, const char *text, size_t size,
                size_t begin, size_t end)
{
    const size_t from = step_back(text, begin);
    const size_t most = step_forward(text, size, begin + 3 * AROUND_CHARS);
    const size_t to = step_forward(text, size, end < most ? end : most);
    struct itk_buf out = ITK_BUF_INIT;
    const char *around;

    itk_buf_adds(&out, from > 0 ? "…" : "");
    add_shown(&out, text + from, to - from);
    itk_buf_adds(&out, to < size ? "…" : "");
    around = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return around;
}
