/*
 * What became of an annex, as text and as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/verify.h"
#include "diff/sentence.h"

static void
say(const struct itk_cli *cli, struct itk_buf *out, const char *en,
    const char *ja)
{
    itk_buf_adds(out, cli->lang == ITK_JA ? ja : en);
}

/* The words, with what is gone and what is new in marks. */
static void
put_words(const struct itk_cli *cli, const struct itk_verified_clause *one,
          struct itk_buf *out)
{
    static const struct itk_label open[] = {
        [ITK_EDIT_SAME] = {{"", ""}},
        [ITK_EDIT_DROP] = {{"[-", "〔削る："}},
        [ITK_EDIT_ADD] = {{"{+", "〔加える："}},
    };
    static const struct itk_label close[] = {
        [ITK_EDIT_SAME] = {{"", ""}},
        [ITK_EDIT_DROP] = {{"-]", "〕"}},
        [ITK_EDIT_ADD] = {{"+}", "〕"}},
    };
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_edits edits = itk_align_sentences(
        one->want, strlen(one->want), one->got, strlen(one->got), &arena);

    itk_buf_adds(out, "      ");
    for (size_t i = 0; i < edits.count; i++) {
        const struct itk_edit *edit = &edits.at[i];

        itk_buf_adds(out, open[edit->kind].in[cli->lang]);
        for (size_t j = 0; j < edit->size; j++) {
            itk_buf_addc(out, edit->text[j]);
            if (edit->text[j] == '\n')
                itk_buf_adds(out, "      ");
        }
        itk_buf_adds(out, close[edit->kind].in[cli->lang]);
    }
    itk_buf_adds(out, "\n");
    itk_arena_fini(&arena);
}

static void
put_state(const struct itk_cli *cli, const struct itk_verified_clause *one,
          struct itk_buf *out)
{
    if (one->by == ITK_FOUND_NOT) {
        say(cli, out, ": missing", "：ありません");
        return;
    }
    if (one->edited)
        say(cli, out, ": edited", "：書き換えられています");
    if (one->moved)
        say(cli, out, ": moved", "：移されています");
    if (one->superseded) {
        say(cli, out, ": superseded by the version of ",
            "：新しい版があります ");
        itk_buf_adds(out, one->superseded);
    }
    if (!one->edited && !one->moved && !one->superseded)
        say(cli, out, ": unchanged", "：そのままです");
    if (one->by == ITK_FOUND_TEXT)
        say(cli, out, " (found by its text alone)",
            "（文によって見つけました）");
}

static void
put_clause(const struct itk_cli *cli, const struct itk_verified_clause *one,
           struct itk_buf *out)
{
    const char *mark = one->by == ITK_FOUND_NOT ? "-"
                       : one->edited            ? "~"
                       : one->moved             ? ">"
                       : one->superseded        ? "!"
                                                : "=";

    itk_buf_adds(out, "  ");
    itk_buf_adds(out, mark);
    itk_buf_adds(out, " ");
    itk_buf_adds(out, one->id);
    itk_buf_adds(out, " ");
    itk_buf_adds(out, one->title);
    put_state(cli, one, out);
    itk_buf_adds(out, "\n");
    if (one->edited)
        put_words(cli, one, out);
}

void
itk_verify_text(const struct itk_cli *cli, const struct itk_returned *returned,
                const struct itk_verified *verified, bool with_case,
                struct itk_buf *out)
{
    itk_buf_adds(out, "== ");
    itk_buf_adds(out, returned->name);
    itk_buf_adds(out, "\n");
    for (size_t i = 0; i < verified->count; i++)
        put_clause(cli, &verified->clauses[i], out);
    for (size_t i = 0; i < verified->added_count; i++) {
        itk_buf_adds(out, "  + ");
        itk_buf_adds(out, verified->added[i]);
        itk_buf_adds(out, "\n");
    }
    if (!with_case)
        say(cli, out,
            "  Without --case what the case filled in, and what stands before "
            "and behind the clauses, is not compared.\n",
            "  --case "
            "がないため、案件の値並びに条の前及び後ろの文は、比べていません。"
            "\n");
    if (verified->sound)
        say(cli, out, "  All is as it was.\n", "  全て元のままです。\n");
    else
        say(cli, out, "  Not all is as it was.\n",
            "  元のままではありません。\n");
}

json_t *
itk_verify_json(const struct itk_returned *returned,
                const struct itk_verified *verified)
{
    static const char *const by[] = {
        [ITK_FOUND_NOT] = "none",
        [ITK_FOUND_CONTROL] = "control",
        [ITK_FOUND_BOOKMARK] = "bookmark",
        [ITK_FOUND_TEXT] = "text",
    };
    json_t *object = json_object(), *clauses = json_array();
    json_t *added = json_array();

    for (size_t i = 0; i < verified->count; i++) {
        const struct itk_verified_clause *one = &verified->clauses[i];
        const bool missing = one->by == ITK_FOUND_NOT;

        json_array_append_new(
            clauses,
            json_pack("{s:s, s:s, s:s, s:s, s:b, s:b, s:b, s:s?, s:s?, s:s?}",
                      "id", one->id, "version", one->version, "title",
                      one->title, "found-by", by[one->by], "missing", missing,
                      "edited", one->edited, "moved", one->moved, "superseded",
                      one->superseded, "expected",
                      one->edited ? one->want : NULL, "text",
                      one->edited ? one->got : NULL));
    }
    for (size_t i = 0; i < verified->added_count; i++)
        json_array_append_new(added, json_string(verified->added[i]));
    json_object_set_new(object, "file", json_string(returned->name));
    json_object_set_new(object, "sound", json_boolean(verified->sound));
    json_object_set_new(object, "clauses", clauses);
    json_object_set_new(object, "added", added);
    return object;
}
