/*
 * itaku compare OLD.docx NEW.docx: what two documents differ in.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli/compare.h"
#include "cli/redline.h"
#include "cli/returned.h"

/* ---- the operands ---- */

static bool
is_date(const char *text)
{
    struct itk_date date;

    return itk_date_parse(text, strlen(text), &date) == ITK_DATE_OK;
}

static bool
is_document(const char *text)
{
    static const char ending[] = ".docx";
    const size_t size = strlen(text);

    return size >= sizeof(ending) &&
           strcasecmp(text + size - sizeof(ending) + 1, ending) == 0;
}

bool
itk_cli_is_redline(struct itk_strings args)
{
    for (size_t i = 0; i < args.count && i < ITK_SIDES; i++) {
        if (is_document(args.at[i]))
            return true;
    }
    return false;
}

static bool
check_operands(struct itk_cli *cli, struct itk_strings args)
{
    char count[24];

    for (size_t i = 0; i < args.count; i++) {
        const char *other = args.at[i ? 0 : args.count - 1];

        if (!is_date(args.at[i]))
            continue;
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_REDLINE_MIXED,
                     ITK_ARGS(args.at[i], other));
        return false;
    }
    if (args.count == ITK_SIDES)
        return true;
    snprintf(count, sizeof(count), "%zu", args.count);
    itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_REDLINE_TWO,
                 ITK_ARGS(count, cli->command));
    return false;
}

/* ---- the table ---- */

static const char *
base_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* 変更後（B.docx）; the whole path where the names do not tell them apart. */
static const char *
head_of(struct itk_contrast *contrast, int side, const char *const paths[])
{
    static const struct itk_label heads[] = {
        [ITK_OLD] = {{"Old (", "変更前（"}},
        [ITK_NEW] = {{"New (", "変更後（"}},
    };
    struct itk_buf out = ITK_BUF_INIT;
    const char *kept;

    itk_buf_adds(&out, heads[side].in[contrast->lang]);
    itk_buf_adds(&out,
                 strcmp(base_of(paths[ITK_OLD]), base_of(paths[ITK_NEW])) == 0
                     ? paths[side]
                     : base_of(paths[side]));
    itk_buf_adds(&out, contrast->lang == ITK_JA ? "）" : ")");
    kept = itk_arena_copy(&contrast->arena, out.data, out.size);
    itk_buf_free(&out);
    return kept;
}

static void
put_title(const struct itk_redline *redline, enum itk_lang lang,
          struct itk_buf *out)
{
    const char *title = redline->cut[ITK_NEW].title;

    itk_buf_adds(out, title);
    if (lang == ITK_JA)
        itk_buf_adds(out, *title ? "　新旧対照表" : "新旧対照表");
    else
        itk_buf_adds(out,
                     *title ? ": old and new wording" : "Old and new wording");
}

static void
say_same(struct itk_cli *cli)
{
    itk_findings *found = itk_findings_new();

    itk_findings_add(found, ITK_SEV_NOTE, (struct itk_loc){0},
                     ITK_MSG_REDLINE_SAME, ITK_NO_ARGS);
    itk_cli_findings(cli, found);
    itk_findings_free(found);
}

static void
put_contrast(const struct itk_redline *redline, struct itk_contrast *contrast)
{
    const enum itk_lang lang =
        redline->cut[ITK_OLD].japanese || redline->cut[ITK_NEW].japanese
            ? ITK_JA
            : ITK_EN;

    itk_contrast_init(contrast, lang);
    contrast->note = lang == ITK_JA ? "（下線部分は、変更部分）" : NULL;
    itk_redline_contrast(redline, contrast);
}

static void
write_table(struct itk_cli *cli, const struct itk_redline *redline,
            const char *const paths[], const struct itk_table_out *to)
{
    itk_store *store = itk_store_new(cli->share);
    struct itk_contrast contrast;
    struct itk_contrast_frame frame = {0};
    struct itk_buf title = ITK_BUF_INIT;

    put_contrast(redline, &contrast);
    put_title(redline, contrast.lang, &title);
    frame.title = title.data;
    for (int side = ITK_OLD; side <= ITK_NEW; side++)
        frame.head[side] = head_of(&contrast, side, paths);
    itk_cli_contrast(cli, store, &contrast, &frame, to);
    itk_buf_free(&title);
    itk_contrast_fini(&contrast);
    itk_store_free(store);
}

/* ---- the whole ---- */

static void
put_json(const struct itk_redline *redline, const char *const paths[])
{
    struct itk_contrast contrast;
    json_t *json;

    put_contrast(redline, &contrast);
    json = itk_redline_json(redline, paths);
    json_object_set_new(json, "rows", itk_contrast_json(&contrast));
    json_dumpf(json, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(json);
    itk_contrast_fini(&contrast);
}

static void
put_text(struct itk_cli *cli, const struct itk_redline *redline,
         const char *const paths[])
{
    struct itk_compare_view view = {.cli = cli, .out = ITK_BUF_INIT};

    itk_redline_text(&view, redline, paths);
    fwrite(view.out.data, 1, view.out.size, stdout);
    itk_buf_free(&view.out);
}

static void
compare(struct itk_cli *cli, struct itk_returned *const doc[],
        const char *const paths[], bool json, const struct itk_table_out *to)
{
    struct itk_redline redline;

    itk_redline(doc[ITK_OLD], doc[ITK_NEW], &redline);
    if (!to->path && json)
        put_json(&redline, paths);
    else if (!to->path)
        put_text(cli, &redline, paths);
    else if (!redline.changes)
        say_same(cli);
    else
        write_table(cli, &redline, paths, to);
    itk_redline_free(&redline);
}

/* What is compared is not to be lost under the table. */
static bool
check_table(struct itk_cli *cli, struct itk_strings args,
            const struct itk_table_out *to)
{
    for (size_t i = 0; to->path && i < args.count; i++) {
        if (!itk_cli_same_file(to->path, args.at[i]))
            continue;
        itk_cli_fail(cli, ITK_FAULT_CALLER, to->path, ITK_MSG_REDLINE_OVER,
                     ITK_NO_ARGS);
        return false;
    }
    return !to->path || itk_cli_share(cli);
}

void
itk_cli_redline(struct itk_cli *cli, struct itk_strings args, bool json,
                const struct itk_table_out *to)
{
    struct itk_returned *doc[ITK_SIDES] = {NULL, NULL};

    if (!check_operands(cli, args) || !check_table(cli, args, to))
        return;
    for (int side = ITK_OLD; side <= ITK_NEW; side++)
        doc[side] = itk_cli_returned(cli, args.at[side]);
    if (doc[ITK_OLD] && doc[ITK_NEW])
        compare(cli, doc, args.at, json, to);
    itk_returned_free(doc[ITK_OLD]);
    itk_returned_free(doc[ITK_NEW]);
}
