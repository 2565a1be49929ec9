/*
 * What two documents differ in, as text and as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "cli/redline.h"
#include "diff/sentence.h"
#include "text/utf8.h"

#define MOST_NAME 24u /* characters of a text that stand for a name */

static void
say(struct itk_compare_view *view, const char *en, const char *ja)
{
    itk_buf_adds(&view->out, view->cli->lang == ITK_JA ? ja : en);
}

static void
put(struct itk_compare_view *view, const char *text)
{
    itk_buf_adds(&view->out, text);
}

/* ---- names ---- */

/* The beginning of a text, on one line. */
static void
put_beginning(struct itk_compare_view *view, const char *text)
{
    const size_t size = strcspn(text, "\n");
    size_t at = 0;

    for (unsigned i = 0; at < size && i < MOST_NAME; i++) {
        uint32_t scalar;
        const size_t step = itk_utf8_next(text + at, size - at, &scalar);

        if (!step)
            break;
        at += step;
    }
    itk_buf_add(&view->out, text, at);
    if (text[at])
        put(view, "…");
}

/* 第3条（目的） */
static void
put_name(struct itk_compare_view *view, const struct itk_piece_cut *piece)
{
    put(view, piece->number);
    if (piece->number[0] && (unsigned char)piece->head[0] < 0x80)
        put(view, " ");
    put_beginning(view, piece->head[0] ? piece->head : piece->text);
}

static const struct itk_piece_cut *
either(const struct itk_redline_entry *entry)
{
    return entry->side[ITK_NEW] ? entry->side[ITK_NEW] : entry->side[ITK_OLD];
}

static const char *
id_of(const struct itk_redline_entry *entry)
{
    const struct itk_piece_cut *old = entry->side[ITK_OLD];
    const struct itk_piece_cut *new = entry->side[ITK_NEW];

    return new &&new->id[0] ? new->id : old ? old->id : "";
}

/* ---- one piece ---- */

static void
put_article(struct itk_buf *out, const struct itk_article *article)
{
    for (size_t i = 0; i < article->count; i++) {
        const struct itk_line *line = &article->lines[i];

        itk_buf_adds(out, line->level == ITK_LEVEL_ITEM      ? "  "
                          : line->level == ITK_LEVEL_SUBITEM ? "    "
                                                             : "");
        itk_buf_adds(out, line->label);
        itk_buf_adds(out, line->label[0] ? " " : "");
        itk_buf_adds(out, line->text);
        itk_buf_addc(out, '\n');
    }
}

static void
put_words(struct itk_compare_view *view, const struct itk_redline_entry *entry)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf text[] = {ITK_BUF_INIT, ITK_BUF_INIT};

    for (int side = ITK_OLD; side <= ITK_NEW; side++) {
        if (entry->side[side])
            put_article(&text[side], &entry->side[side]->article);
    }
    if (entry->side[ITK_OLD] && entry->side[ITK_NEW])
        itk_compare_edits(
            view, itk_align_sentences(text[ITK_OLD].data, text[ITK_OLD].size,
                                      text[ITK_NEW].data, text[ITK_NEW].size,
                                      &arena));
    else
        itk_compare_whole(view, text[entry->side[ITK_NEW] != NULL].data);
    itk_buf_free(&text[ITK_OLD]);
    itk_buf_free(&text[ITK_NEW]);
    itk_arena_fini(&arena);
}

static bool
is_changed(const struct itk_redline_entry *entry)
{
    return !entry->side[ITK_OLD] || !entry->side[ITK_NEW] || entry->edited ||
           entry->renumbered || entry->moved;
}

static const char *
mark_of(const struct itk_redline_entry *entry)
{
    return !entry->side[ITK_OLD]   ? "+"
           : !entry->side[ITK_NEW] ? "-"
           : entry->edited         ? "~"
           : entry->moved          ? ">"
                                   : "#";
}

static void
put_state(struct itk_compare_view *view, const struct itk_redline_entry *entry)
{
    if (!entry->side[ITK_OLD])
        say(view, ": added", "：加えられています");
    else if (!entry->side[ITK_NEW])
        say(view, ": removed", "：削られています");
    if (entry->edited)
        say(view, ": edited", "：書き換えられています");
    if (entry->moved)
        say(view, ": moved", "：移されています");
    if (entry->renumbered) {
        say(view, ": renumbered, it was ", "：番号が変わっています。元は ");
        if (entry->side[ITK_OLD]->number[0])
            put(view, entry->side[ITK_OLD]->number);
        else
            say(view, "without a number", "番号なし");
    }
}

static void
put_entry(struct itk_compare_view *view, const struct itk_redline_entry *entry)
{
    put(view, "  ");
    put(view, mark_of(entry));
    put(view, " ");
    if (*id_of(entry)) {
        put(view, id_of(entry));
        put(view, " ");
    }
    put_name(view, either(entry));
    put_state(view, entry);
    put(view, "\n");
    if (entry->edited || !entry->side[ITK_OLD] || !entry->side[ITK_NEW])
        put_words(view, entry);
}

/* 第5条～第42条 */
static void
put_range(struct itk_compare_view *view, const struct itk_redline_entry *first,
          const struct itk_redline_entry *last, int side)
{
    put(view, first->side[side]->number);
    say(view, " to ", "～");
    put(view, last->side[side]->number);
}

static void
put_renumbered(struct itk_compare_view *view,
               const struct itk_redline_entry *first, size_t count)
{
    const struct itk_redline_entry *last = first + count - 1;

    put(view, "  # ");
    put_range(view, first, last, ITK_NEW);
    say(view, ": renumbered, they were ", "：番号が変わっています。元は ");
    put_range(view, first, last, ITK_OLD);
    put(view, "\n");
}

static void
put_entries(struct itk_compare_view *view, const struct itk_redline *redline)
{
    for (size_t i = 0; i < redline->count;) {
        const struct itk_redline_entry *entry = &redline->at[i];
        const size_t run = itk_redline_renumbered(redline, i);

        if (run > 1)
            put_renumbered(view, entry, run);
        else if (is_changed(entry))
            put_entry(view, entry);
        i += run > 1 ? run : 1;
    }
}

/* ---- the whole ---- */

static void
put_side(struct itk_compare_view *view, const struct itk_redline *redline,
         int side, const char *path)
{
    if (side == ITK_OLD)
        say(view, "Old: ", "変更前: ");
    else
        say(view, "New: ", "変更後: ");
    put(view, path);
    if (redline->cut[side].title[0]) {
        say(view, " (", "（");
        put(view, redline->cut[side].title);
        say(view, ")", "）");
    }
    put(view, "\n");
}

static void
put_count(struct itk_compare_view *view, size_t count)
{
    itk_buf_addu(&view->out, count);
}

void
itk_redline_text(struct itk_compare_view *view,
                 const struct itk_redline *redline, const char *const paths[])
{
    for (int side = ITK_OLD; side <= ITK_NEW; side++)
        put_side(view, redline, side, paths[side]);
    if (!redline->changes) {
        say(view, "The two documents read the same.\n",
            "二つの文書の文に違いはありません。\n");
        return;
    }
    put_entries(view, redline);
    say(view, "Changed: ", "変わったもの: ");
    put_count(view, redline->changes);
    say(view, ", as they were: ", "、そのままのもの: ");
    put_count(view, redline->count - redline->changes);
    put(view, "\n");
}

/* ---- JSON ---- */

static json_t *
piece_json(const struct itk_piece_cut *piece)
{
    static const char *const by[] = {
        [ITK_FOUND_CONTROL] = "control", [ITK_FOUND_BOOKMARK] = "bookmark"};
    struct itk_buf text = ITK_BUF_INIT;
    json_t *object;

    if (!piece)
        return json_null();
    put_article(&text, &piece->article);
    object =
        json_pack("{s:s?, s:s?, s:s, s:s, s:s}", "clause",
                  piece->id[0] ? piece->id : NULL, "found-by",
                  piece->id[0] ? by[piece->by] : NULL, "number", piece->number,
                  "heading", piece->head, "text", text.data);
    itk_buf_free(&text);
    return object;
}

static json_t *
entry_json(const struct itk_redline_entry *entry)
{
    const struct {
        bool is;
        const char *name;
    } changes[] = {
        {!entry->side[ITK_OLD], "added"},  {!entry->side[ITK_NEW], "removed"},
        {entry->edited, "edited"},         {entry->moved, "moved"},
        {entry->renumbered, "renumbered"},
    };
    json_t *object = json_object(), *names = json_array();

    for (size_t i = 0; i < ITK_COUNT(changes); i++) {
        if (changes[i].is)
            json_array_append_new(names, json_string(changes[i].name));
    }
    json_object_set_new(object, "changes", names);
    json_object_set_new(object, "old", piece_json(entry->side[ITK_OLD]));
    json_object_set_new(object, "new", piece_json(entry->side[ITK_NEW]));
    return object;
}

json_t *
itk_redline_json(const struct itk_redline *redline, const char *const paths[])
{
    static const char *const names[] = {[ITK_OLD] = "old", [ITK_NEW] = "new"};
    json_t *object = json_object(), *entries = json_array();

    for (int side = ITK_OLD; side <= ITK_NEW; side++)
        json_object_set_new(object, names[side],
                            json_pack("{s:s, s:s}", "file", paths[side],
                                      "title", redline->cut[side].title));
    for (size_t i = 0; i < redline->count; i++) {
        if (is_changed(&redline->at[i]))
            json_array_append_new(entries, entry_json(&redline->at[i]));
    }
    json_object_set_new(object, "same", json_boolean(!redline->changes));
    json_object_set_new(
        object, "unchanged",
        json_integer((json_int_t)(redline->count - redline->changes)));
    json_object_set_new(object, "entries", entries);
    return object;
}
