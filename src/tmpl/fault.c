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
add_number(struct itk_buf *out, const char *before, size_t number,
           const char *after)
{
    if (number == 0)
        return;
    itk_buf_adds(out, before);
    itk_buf_addu(out, number);
    itk_buf_adds(out, after);
}

static void
add_where(struct itk_buf *out, enum itk_lang lang, const struct itk_spot *spot,
          const struct itk_position *position)
{
    const bool ja = lang == ITK_JA;

    itk_buf_adds(out, spot->part);
    add_number(out, ja ? "、段落 " : ", paragraph ", spot->paragraph, "");
    add_number(out, ja ? "、表 " : ", table ", position->table, "");
    add_number(out, ja ? "、" : ", row ", position->row, ja ? " 行目" : "");
    add_number(out, ja ? "、" : ", cell ", position->cell,
               ja ? " 番目のセル" : "");
    if (position->heading) {
        itk_buf_adds(out, ja ? "、見出し「" : ", below '");
        itk_buf_adds(out, position->heading);
        itk_buf_adds(out, ja ? "」の下" : "'");
    }
}

struct itk_label
itk_spot_label(struct itk_arena *arena, itk_maps *maps,
               const struct itk_spot *spot, bool around)
{
    const struct itk_position position =
        itk_maps_at(maps, spot->part, spot->at);
    struct itk_label label;

    for (enum itk_lang lang = ITK_EN; lang < ITK_LANGS; lang++) {
        struct itk_buf out = ITK_BUF_INIT;

        add_where(&out, lang, spot, &position);
        if (around && spot->around) {
            itk_buf_adds(&out, ": ");
            itk_buf_adds(&out, spot->around);
        }
        label.in[lang] = itk_arena_copy(arena, out.data, out.size);
        itk_buf_free(&out);
    }
    return label;
}

void
itk_faults_add(struct itk_faults *faults, const struct itk_spot *spot,
               enum itk_msg id, const char *what, const char *more)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const char *around = spot->around ? spot->around : "";
    const char *const *args = ITK_ARGS(around, what, more);
    struct itk_loc loc = {.file = faults->file};
    struct itk_label place;

    if (faults->count++ >= ITK_FAULTS_MAX)
        return;
    place = itk_spot_label(&arena, faults->maps, spot, false);
    loc.place = &place;
    itk_findings_add(faults->found, ITK_SEV_ERROR, loc, id, args);
    if (faults->count == 1)
        (void)itk_fail(faults->first, ITK_FAULT_PACKAGE, loc, id, args);
    itk_arena_fini(&arena);
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
