/*
 * itaku regenerate: after a revision, the documents that it touches.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/again_journal.h"
#include "app/again_report.h"
#include "app/clash.h"
#include "app/kept.h"
#include "cli/progress.h"
#include "cli/regenerate.h"
#include "cli/regenerate_out.h"

#define MAX_NAMED 20 /* cases that a line names */

struct run {
    struct itk_cli *cli;
    struct itk_again_options how;
    struct itk_progress progress;
    itk_again *again;
    itk_again_report *report;
    itk_again_journal *journal; /* NULL: nothing is done */
    const char *folder, *out;
    const char *path; /* of the register that lends facts; or NULL */
    bool quiet, json;
    struct itk_again_counts counts;
    size_t total, faulty, fresh, kept;
    struct itk_error err; /* of a call back */
};

/* ---- case by case ---- */

static bool
intend(void *self, const struct itk_again_case *one, struct itk_error *err)
{
    struct run *run = self;
    json_t *json;

    if (!one)
        return itk_again_journal_sync(run->journal, err);
    json = itk_again_case_json(one);
    itk_again_journal_merge(run->journal, run->again, json);
    itk_again_journal_note(run->journal, json);
    json_decref(json);
    return true;
}

static bool
adds(void *self, const char *case_id, const char *file, const char *parts)
{
    const struct run *run = self;

    return itk_again_journal_adds(run->journal, case_id, file, parts);
}

static void
fail_document(struct run *run, const struct itk_again_document *document)
{
    const bool aside = (document->state == ITK_AGAIN_CHANGED ||
                        document->state == ITK_AGAIN_ADDED) &&
                       document->result == ITK_DELIVERED_ASIDE;

    if (aside || document->state == ITK_AGAIN_EDITED)
        itk_cli_fail(
            run->cli, ITK_FAULT_MACHINE, document->file, ITK_MSG_CLI_KEPT,
            ITK_ARGS(document->aside ? document->aside : "NAME.new.docx"));
    else if (document->state == ITK_AGAIN_OBSOLETE &&
             document->retired == ITK_RETIRED_LEFT)
        itk_cli_fail(run->cli, ITK_FAULT_MACHINE, document->file,
                     ITK_MSG_AGAIN_LEFT, ITK_NO_ARGS);
}

/* What is wrong, and what is to be looked at. */
static void
print_faults(struct run *run, const struct itk_again_case *one)
{
    if (one->inputs)
        itk_cli_findings(run->cli, one->inputs);
    if (one->work.found)
        itk_cli_findings(run->cli, one->work.found);
    if (itk_error_is_set(&one->err))
        itk_cli_error(run->cli, &one->err);
    if (one->fate == ITK_AGAIN_FOREIGN)
        itk_cli_fail(run->cli, ITK_FAULT_CASE, one->file, ITK_MSG_AGAIN_FOREIGN,
                     ITK_ARGS(one->id, one->foreign, one->work.guide->id));
    for (size_t i = 0; i < one->count; i++)
        fail_document(run, &one->documents[i]);
}

static void
print_case(struct run *run, const struct itk_again_case *one)
{
    struct itk_buf out = ITK_BUF_INIT;

    if (!run->quiet && !run->json && itk_cli_again_says(one)) {
        itk_cli_again_text(&out, run->cli->lang, run->how.dry, one);
        fwrite(out.data, 1, out.size, stdout);
    }
    itk_buf_free(&out);
}

static bool
is_untouched(const struct itk_again_case *one)
{
    for (size_t i = 0; i < one->count; i++) {
        const enum itk_again_state state = one->documents[i].state;

        if (state != ITK_AGAIN_SAME && state != ITK_AGAIN_UNASKED)
            return false;
    }
    return true;
}

static void
report(void *self, const struct itk_again_case *one)
{
    struct run *run = self;
    const bool fault =
        one->fate == ITK_AGAIN_FAULTY || one->fate == ITK_AGAIN_FOREIGN;
    json_t *json;

    itk_progress_hide(&run->progress);
    print_case(run, one);
    print_faults(run, one);
    if (!one->id && !itk_error_is_set(&one->err))
        return; /* only something about the inputs */
    json = itk_again_case_json(one);
    if (run->journal)
        itk_again_journal_merge(run->journal, run->again, json);
    if (!itk_error_is_set(&run->err) &&
        !itk_again_report_add(run->report, json, &run->err))
        run->cli->fault = itk_fault_worse(run->cli->fault, run->err.fault);
    json_decref(json);
    itk_cli_again_count(one, &run->counts);
    run->fresh += one->fate == ITK_AGAIN_NEW;
    run->faulty += fault;
    run->kept += one->kept_by && is_untouched(one);
    itk_progress_step(&run->progress, fault);
}

/* ---- at the end ---- */

/* Those that the folder has and nobody gave. */
static void
tell_not_given(struct run *run)
{
    const bool ja = run->cli->lang == ITK_JA;
    struct itk_buf names = ITK_BUF_INIT;
    const char *id;
    size_t at = 0, count = 0;

    while ((id = itk_again_not_given(run->again, &at))) {
        itk_again_report_not_given(run->report, id);
        if (count++ >= MAX_NAMED)
            continue;
        itk_buf_adds(&names, names.size ? (ja ? "、" : ", ") : "");
        itk_buf_adds(&names, id);
    }
    if (count > MAX_NAMED)
        itk_buf_adds(&names, ja ? "ほか" : ", ...");
    if (count && !run->quiet && !run->json)
        printf(ja ? "入力にない案件（そのまま）: %zu件: %s\n"
                  : "not given, and left as they are: %zu: %s\n",
               count, names.data);
    itk_buf_free(&names);
}

static void
summarize(struct run *run)
{
    const bool ja = run->cli->lang == ITK_JA;
    struct itk_buf out = ITK_BUF_INIT;

    if (run->quiet || run->json)
        return;
    itk_cli_again_total(&out, run->cli->lang, run->how.dry, &run->counts);
    printf("\n%s", out.data);
    if (run->kept)
        printf(ja ? "経過措置により変えなかった案件: %zu\n"
                  : "cases left by a transitional provision: %zu\n",
               run->kept);
    if (run->fresh)
        printf(ja ? "文書のない新しい案件: %zu\n" : "new cases: %zu\n",
               run->fresh);
    if (run->faulty)
        printf(ja ? "誤りのある案件: %zu\n" : "cases with faults: %zu\n",
               run->faulty);
    if (run->how.dry)
        printf(ja ? "--dry-run のため、何も書き込んでいません。\n"
                  : "Nothing was written (--dry-run).\n");
    else if (!itk_again_report_has_any(run->report))
        printf(ja ? "作り直すものはありません。\n"
                  : "There is nothing to make again.\n");
    itk_buf_free(&out);
}

static void
finish(struct run *run, struct itk_error *err)
{
    struct itk_buf path = ITK_BUF_INIT;

    tell_not_given(run);
    summarize(run);
    if (!run->how.dry && itk_again_report_has_any(run->report) &&
        itk_cli_again_write(run->report, run->folder, run->out, &path, err)) {
        if (!run->quiet && !run->json)
            printf(run->cli->lang == ITK_JA ? "報告: %s\n" : "report: %s\n",
                   path.data);
    }
    if (run->journal && !itk_error_is_set(err))
        itk_again_journal_end(run->journal);
    itk_buf_clear(&path);
    if (run->json) {
        itk_again_report_json(run->report, run->how.dry, &path);
        fwrite(path.data, 1, path.size, stdout);
    }
    itk_buf_free(&path);
}

/* ---- the run ---- */

static void
run_again(struct run *run, const struct itk_paths *paths, struct itk_error *err)
{
    run->how.cases = itk_cases_new(run->how.store, paths->at, paths->count);
    run->report = itk_again_report_new(run->how.store);
    run->again = itk_again_new(&run->how, err);
    itk_progress_begin(&run->progress, run->cli, run->total,
                       run->quiet || run->json);
    if (run->again && itk_again_run(run->again, err)) {
        itk_progress_hide(&run->progress);
        if (itk_error_is_set(&run->err)) {
            *err = run->err;
            run->err = ITK_ERROR_INIT;
        } else {
            finish(run, err);
        }
    }
    itk_progress_hide(&run->progress);
    itk_again_free(run->again);
    itk_again_report_free(run->report);
    itk_cases_free(run->how.cases);
    itk_error_fini(&run->err);
}

static void
in_folder(struct run *run, const struct itk_paths *paths, struct itk_error *err)
{
    const struct itk_deliver_options options = {
        .replace_edited = run->how.replace_edited,
        .keep_old = true,
        .look = run->how.dry,
    };

    run->how.deliver = itk_deliver_open(run->folder, &options, err);
    if (run->how.deliver && !run->how.dry)
        run->journal = itk_again_journal_open(run->folder, err);
    if (run->how.deliver && (run->how.dry || run->journal))
        run_again(run, paths, err);
    itk_again_journal_close(run->journal);
    itk_deliver_close(run->how.deliver);
}

static void
run_all(struct run *run, struct itk_strings cases)
{
    const struct itk_paths paths = {cases.at, cases.count};
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    itk_register *reg;

    run->how.store = itk_store_new(run->cli->share);
    run->how.seen = itk_clash_new(&run->how.shard);
    if (itk_cli_lend(run->cli, run->how.store, run->path, &reg) &&
        itk_kept_is(run->folder, &err) &&
        (run->out || itk_cli_again_has_place(run->folder, &err)) &&
        itk_clash_find(run->how.seen, run->how.store, &paths, found, &err) &&
        !itk_findings_count(found)) {
        run->total = itk_clash_cases(run->how.seen);
        in_folder(run, &paths, &err);
    }
    itk_cli_findings(run->cli, found);
    if (itk_error_is_set(&err))
        itk_cli_error(run->cli, &err);
    itk_clash_free(run->how.seen);
    itk_store_free(run->how.store);
    itk_register_close(reg);
    itk_findings_free(found);
    itk_error_fini(&err);
    itk_cli_flush(run->cli);
}

enum itk_fault
itk_cmd_regenerate(struct itk_cli *cli, struct itk_strings args)
{
    struct run run = {.cli = cli};
    const char *threads = NULL, *shard = NULL;
    const struct itk_option options[] = {
        {.name = "-j", .value = &threads},
        {.name = "-o", .value = &run.out},
        {.name = "-q", .flag = &run.quiet},
        {.name = "--dry-run", .flag = &run.how.dry},
        {.name = "--json", .flag = &run.json},
        {.name = "--register", .value = &run.path},
        {.name = "--replace-edited", .flag = &run.how.replace_edited},
        {.name = "--shard", .value = &shard},
    };

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return cli->fault;
    if (args.count < 2) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL,
                     args.count ? ITK_MSG_CLI_NO_CASE : ITK_MSG_CLI_ARGUMENTS,
                     ITK_ARGS(cli->command));
        return cli->fault;
    }
    if (!itk_cli_share(cli) ||
        !itk_cli_threads(cli, threads, &run.how.threads) ||
        !itk_cli_shard(cli, shard, &run.how.shard) ||
        !itk_cli_again_can_write(cli, run.out))
        return cli->fault;
    run.folder = args.at[0];
    run.how.program = "itaku " ITK_VERSION;
    run.how.intend = run.how.dry ? NULL : intend;
    run.how.adds = run.how.dry ? NULL : adds;
    run.how.report = report;
    run.how.self = &run;
    run_all(&run, (struct itk_strings){args.at + 1, args.count - 1});
    return cli->fault;
}
