/*
 * itaku revisions: the revisions of a guideline, and which one governs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/govern.h"
#include "text/utf8.h"

/* What governs: a case, or a contract of the day asked for. */
struct governed {
    struct itk_work work; /* of a case */
    const char *path;     /* of its file; NULL: no case */
    struct itk_case_dates dates;
    const struct itk_revision *revision; /* or NULL */
};

static struct itk_date
today(void)
{
    const time_t now = time(NULL);
    struct tm local;

    localtime_r(&now, &local);
    return (struct itk_date){local.tm_year + 1900, local.tm_mon + 1,
                             local.tm_mday};
}

static void
settle(struct governed *one, const struct itk_guide *guide)
{
    if (one->dates.contract.year)
        one->revision = itk_revisions_govern(
            &guide->revisions, one->dates.contract, one->dates.review);
}

/* ---- for people ---- */

static bool
governs_any(const struct itk_revision *revision, const struct governed *all,
            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (all[i].revision == revision)
            return true;
    }
    return false;
}

static void
put_list(struct itk_buf *out, const struct itk_cli *cli,
         const struct itk_guide *guide, const struct governed *all,
         size_t count)
{
    const struct itk_revisions *revisions = &guide->revisions;
    size_t wide = 0;

    for (size_t i = 0; i < revisions->count; i++) {
        const char *cite = revisions->at[i].cite;
        const size_t width = itk_utf8_width(cite, strlen(cite));

        wide = width > wide ? width : wide;
    }
    for (size_t i = 0; i < revisions->count; i++) {
        const struct itk_revision *revision = &revisions->at[i];
        const char *cite = revision->cite;

        itk_buf_adds(out, governs_any(revision, all, count) ? "* " : "  ");
        itk_govern_name(out, revision);
        for (size_t at = itk_utf8_width(cite, strlen(cite)); at < wide; at++)
            itk_buf_addc(out, ' ');
        itk_buf_adds(
            out,
            cli->lang == ITK_JA
                ? (revision->held ? "  本文あり  " : "  本文なし  ")
                : (revision->held ? "  text held    " : "  no text      "));
        itk_govern_rule(out, cli->lang, revision);
        itk_buf_addc(out, '\n');
    }
}

static void
put_governed(struct itk_buf *out, const struct itk_cli *cli,
             const struct itk_guide *guide, const struct governed *one)
{
    itk_buf_addc(out, '\n');
    if (one->path) {
        itk_buf_adds(out, "== ");
        itk_buf_adds(out, itk_case_id(one->work.data));
        itk_buf_adds(out, " (");
        itk_buf_adds(out, one->path);
        itk_buf_adds(out, ")\n");
    } else {
        itk_buf_adds(out, cli->lang == ITK_JA ? "契約日 " : "a contract of ");
        itk_date_iso(out, one->dates.contract);
        itk_buf_addc(out, '\n');
    }
    itk_govern_why(out, cli->lang, guide, one->dates);
}

static void
print_text(const struct itk_cli *cli, const struct itk_guide *guide,
           const struct governed *all, size_t count)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, guide->issuer.in[cli->lang]);
    itk_buf_adds(&out, ": ");
    itk_buf_adds(&out, guide->name.in[cli->lang]);
    itk_buf_adds(&out, " (");
    itk_buf_adds(&out, guide->id);
    itk_buf_adds(&out, ")\n\n");
    put_list(&out, cli, guide, all, count);
    for (size_t i = 0; i < count; i++)
        put_governed(&out, cli, guide, &all[i]);
    fwrite(out.data, 1, out.size, stdout);
    itk_buf_free(&out);
}

/* ---- for programs ---- */

static void
print_json(const struct itk_guide *guide, const struct governed *all,
           size_t count)
{
    json_t *revisions = json_array(), *governed = json_array();
    json_t *object;

    for (size_t i = 0; i < guide->revisions.count; i++)
        json_array_append_new(
            revisions, itk_govern_revision_json(&guide->revisions.at[i]));
    for (size_t i = 0; i < count; i++) {
        json_t *one = itk_govern_why_json(guide, all[i].dates);

        if (all[i].path) {
            json_object_set_new(one, "case",
                                json_string(itk_case_id(all[i].work.data)));
            json_object_set_new(one, "file", json_string(all[i].path));
        }
        json_array_append_new(governed, one);
    }
    object = json_pack("{s:s, s:o, s:o}", "guideline", guide->id, "revisions",
                       revisions, "governed", governed);
    json_dumpf(object, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(object);
}

/* ---- the command ---- */

/* Every case that can be decided on, into `*all`; the first case's package is
 * the one, unless it was named. Their number. */
static size_t
load_cases(struct itk_cli *cli, itk_store *store,
           const struct itk_strings *paths, const struct itk_guide **guide,
           struct governed **all)
{
    struct itk_cli_cases from;
    struct itk_work work;
    size_t count = 0, room = 1;

    itk_cli_cases_open(&from, cli, store, *paths);
    while (itk_cli_cases_next(&from, itk_work_read, &work)) {
        struct governed one = {.work = work, .path = itk_case_file(work.data)};

        if (work.sound && !*guide)
            *guide = work.guide;
        /* That an old revision governs is an answer here, and no fault. */
        if (!work.sound || !itk_cli_same_guide(cli, &work, *guide)) {
            itk_work_free(&work);
            continue;
        }
        one.dates = itk_case_dates(*guide, work.data);
        settle(&one, *guide);
        if (count == room)
            *all = itk_grow(*all, room *= 2, sizeof(**all));
        (*all)[count++] = one;
    }
    itk_cli_cases_close(&from);
    return count;
}

static void
run(struct itk_cli *cli, const struct itk_strings *paths, const char *name,
    struct itk_date day, bool json)
{
    itk_store *store = itk_store_new(cli->share);
    struct governed *all = itk_grow(NULL, 1, sizeof(*all));
    const struct itk_guide *guide = NULL;
    size_t count = 0;
    bool ok = true;

    if (name || !paths->count)
        ok = (guide = itk_cli_guide(cli, store, name));
    if (ok && paths->count) {
        count = load_cases(cli, store, paths, &guide, &all);
    } else if (ok) {
        all[0] = (struct governed){.dates.contract = day};
        settle(&all[0], guide);
        count = 1;
    }
    if (count && json)
        print_json(guide, all, count);
    else if (count)
        print_text(cli, guide, all, count);
    for (size_t i = 0; i < count; i++)
        itk_work_free(&all[i].work);
    free(all);
    itk_store_free(store);
}

enum itk_fault
itk_cmd_revisions(struct itk_cli *cli, struct itk_strings args)
{
    const char *guideline = NULL, *on = NULL;
    struct itk_date day = today();
    bool json = false;
    const struct itk_option options[] = {
        {.name = "--guideline", .value = &guideline},
        {.name = "--on", .value = &on},
        {.name = "--json", .flag = &json},
    };

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return cli->fault;
    if (on && args.count)
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_ON_CASE,
                     ITK_NO_ARGS);
    else if ((!on || itk_cli_date(cli, on, &day)) && itk_cli_share(cli))
        run(cli, &args, guideline, day, json);
    itk_cli_flush(cli);
    return cli->fault;
}
