/*
 * itaku generate: the documents of cases, whole or absent, into a folder.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "app/batch.h"
#include "app/clash.h"
#include "base/file.h"
#include "cli/cmd.h"
#include "cli/progress.h"

#define MAX_NAMED 20 /* cases with faults that the summary names */

struct run {
    struct itk_cli *cli;
    struct itk_batch how;
    struct itk_progress progress;
    const char *out, *zip; /* one of them */
    const char *path;      /* of the register that lends facts; or NULL */
    FILE *page;            /* for results */
    bool quiet, replace_edited;
    const struct itk_guide *guide; /* of the first case */
    size_t counts[ITK_DELIVERED_RESULTS];
    size_t left; /* files that are no longer made */
    size_t faulty;
    struct itk_buf named; /* those with faults */
};

static const char *const words[ITK_LANGS][ITK_DELIVERED_RESULTS] = {
    [ITK_EN] = {"made", "unchanged", "replaced", "kept aside", "moved"},
    [ITK_JA] = {"作成", "変更なし", "更新", "別名で作成", "作成（旧版を移動）"},
};

static const char *const left_word[ITK_LANGS] = {
    [ITK_EN] = "no longer made",
    [ITK_JA] = "作成対象外",
};

static void
print_missing(const struct itk_cli *cli, FILE *page,
              const struct itk_planned *planned)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, cli->lang == ITK_JA ? "  待ち    " : "  waiting   ");
    itk_buf_adds(&out, planned->version->label.in[cli->lang]);
    if (planned->member != SIZE_MAX) {
        itk_buf_adds(&out, " [");
        itk_buf_addu(&out, planned->member + 1);
        itk_buf_adds(&out, "]");
    }
    itk_buf_adds(&out,
                 cli->lang == ITK_JA ? ": 次の事項が必要です\n" : ": needs\n");
    for (size_t i = 0; i < planned->missing.count; i++) {
        itk_buf_adds(&out, "            - ");
        itk_cli_fact(&out, cli, &planned->missing.at[i]);
        itk_buf_addc(&out, '\n');
    }
    fwrite(out.data, 1, out.size, page);
    itk_buf_free(&out);
}

static void
print_made(struct itk_cli *cli, const struct run *run,
           const struct itk_delivery *made)
{
    const char *name = made->aside ? made->aside : made->file;
    struct itk_buf path = ITK_BUF_INIT;

    if (run->how.deliver)
        itk_deliver_put_folder(run->how.deliver, made->folder, &path);
    else
        itk_buf_adds(&path, made->folder);
    itk_buf_addc(&path, '/');
    if (!run->quiet)
        fprintf(run->page, "  %s  %s%s\n", words[cli->lang][made->result],
                path.data, name);
    if (made->result == ITK_DELIVERED_ASIDE) {
        itk_buf_adds(&path, made->file);
        itk_cli_fail(cli, ITK_FAULT_MACHINE, path.data, ITK_MSG_CLI_KEPT,
                     ITK_ARGS(name));
    }
    itk_buf_free(&path);
}

/* What was made before and no longer is stays where it is. */
static void
print_left(struct run *run, const struct itk_batch_case *one)
{
    struct itk_buf folder = ITK_BUF_INIT;

    run->left += one->left_count;
    if (!run->quiet && one->left_count)
        itk_deliver_put_folder(run->how.deliver, one->id, &folder);
    for (size_t i = 0; !run->quiet && i < one->left_count; i++)
        fprintf(run->page, "  %s  %s/%s\n", left_word[run->cli->lang],
                folder.data, one->left[i]);
    itk_buf_free(&folder);
}

/* A document asked for by name that cannot be made is a fault of the case. */
static bool
refuse_named(struct run *run, const struct itk_work *work,
             const struct itk_planned *planned)
{
    if (!run->how.terms.documents_count || planned->state == ITK_PLAN_READY)
        return false;
    itk_cli_fail(run->cli, ITK_FAULT_CASE, itk_case_file(work->data),
                 planned->state == ITK_PLAN_WAITING
                     ? ITK_MSG_CLI_NOT_READY
                     : ITK_MSG_CLI_NOT_APPLICABLE,
                 ITK_ARGS(planned->document->id, itk_case_id(work->data)));
    return true;
}

/* The documents of a case; whether one that was asked for is not among them. */
static bool
print_case(struct run *run, const struct itk_batch_case *one)
{
    const struct itk_work *work = &one->work;
    bool refused = false;

    if (!run->quiet)
        fprintf(run->page, "%s\n", one->id);
    for (size_t i = 0; i < one->made_count; i++) {
        run->counts[one->made[i].delivery.result]++;
        print_made(run->cli, run, &one->made[i].delivery);
    }
    for (size_t i = 0; work->plans && i < itk_plans_count(work->plans); i++) {
        const struct itk_planned *planned = itk_plans_at(work->plans, i);

        if (!itk_batch_wants(&run->how, planned->document->id))
            continue;
        if (planned->state == ITK_PLAN_WAITING && !run->quiet)
            print_missing(run->cli, run->page, planned);
        refused = refuse_named(run, work, planned) || refused;
    }
    print_left(run, one);
    return refused;
}

/* For the summary: its id, or where it stands. */
static void
name_faulty(struct run *run, const struct itk_batch_case *one)
{
    if (run->faulty++ >= MAX_NAMED) {
        if (run->faulty == MAX_NAMED + 1)
            itk_buf_adds(&run->named,
                         run->cli->lang == ITK_JA ? "ほか" : ", ...");
        return;
    }
    if (run->named.size)
        itk_buf_adds(&run->named, run->cli->lang == ITK_JA ? "、" : ", ");
    if (one->id) {
        itk_buf_adds(&run->named, one->id);
        return;
    }
    itk_buf_adds(&run->named, one->file);
    if (one->line <= 0)
        return;
    itk_buf_addc(&run->named, ':');
    itk_buf_addu(&run->named, (uint64_t)one->line);
}

/* Called by one thread at a time, in the order of the cases. */
static void
report(void *self, const struct itk_batch_case *one)
{
    struct run *run = self;
    const struct itk_work *work = &one->work;
    bool fault = itk_error_is_set(&one->err) || (work->data && !work->plans);

    itk_progress_hide(&run->progress);
    if (one->inputs)
        itk_cli_findings(run->cli, one->inputs);
    if (work->found) {
        itk_findings_sort(work->found);
        itk_cli_findings(run->cli, work->found);
    }
    if (itk_error_is_set(&one->err))
        itk_cli_error(run->cli, &one->err);
    if (work->plans || one->done)
        fault = print_case(run, one);
    if (work->guide && !run->guide)
        run->guide = work->guide;
    if (fault)
        name_faulty(run, one);
    itk_progress_step(&run->progress, fault);
}

static void
summarize(const struct run *run)
{
    struct itk_buf total = ITK_BUF_INIT, faulty = ITK_BUF_INIT;
    const char *separator = "\n";

    for (size_t i = 0; !run->quiet && i < ITK_DELIVERED_RESULTS; i++) {
        if (!run->counts[i])
            continue;
        fprintf(run->page, "%s%s: %zu", separator, words[run->cli->lang][i],
                run->counts[i]);
        separator = run->cli->lang == ITK_JA ? "、" : ", ";
    }
    if (!run->quiet && run->left) {
        fprintf(run->page, "%s%s: %zu", separator, left_word[run->cli->lang],
                run->left);
        separator = "";
    }
    if (*separator != '\n')
        fprintf(run->page, "\n");
    if (run->faulty) {
        itk_buf_addu(&total, run->how.total);
        itk_buf_addu(&faulty, run->faulty);
        itk_cli_fail(run->cli, ITK_FAULT_CASE, NULL, ITK_MSG_CLI_FAULTY,
                     ITK_ARGS(total.data, faulty.data, run->named.data));
    }
    itk_buf_free(&total);
    itk_buf_free(&faulty);
}

/* Forms that are itaku's own say so, once. */
static void
print_note(const struct run *run)
{
    const char *note =
        run->guide ? run->guide->layout_note.in[run->cli->lang] : "";

    if (!run->quiet && note[0])
        fprintf(run->page, "\n%s\n", note);
}

/* False with `err` when the machine, or the package, is at fault. */
static bool
run_batch(struct run *run, const struct itk_paths *paths, struct itk_error *err)
{
    bool whole;

    run->how.cases = itk_cases_new(run->how.store, paths->at, paths->count);
    itk_progress_begin(&run->progress, run->cli, run->how.total, run->quiet);
    whole = itk_batch_run(&run->how, err);
    itk_progress_hide(&run->progress);
    if (run->how.total > 1)
        summarize(run);
    itk_cases_free(run->how.cases);
    if (whole && run->how.dry && !run->quiet)
        fprintf(run->page,
                run->cli->lang == ITK_JA
                    ? "\n--dry-run のため、何も書き込んでいません。\n"
                    : "\nNothing was written (--dry-run).\n");
    else if (whole && !run->how.dry)
        print_note(run);
    return whole;
}

static void
into_folder(struct run *run, const struct itk_paths *paths,
            struct itk_error *err)
{
    const struct itk_deliver_options options = {
        .replace_edited = run->replace_edited,
        .cases = run->how.total,
        .look = run->how.dry,
    };

    run->how.deliver = itk_deliver_open(run->out, &options, err);
    if (run->how.deliver)
        (void)run_batch(run, paths, err);
    itk_deliver_close(run->how.deliver);
}

/* Where results wait until the archive is there: a file without a name. */
static bool
open_page(struct run *run, struct itk_error *err)
{
    int number;

    run->page = tmpfile();
    number = errno;
    return run->page ||
           itk_fail_both(err, ITK_FAULT_MACHINE,
                         (struct itk_loc){.file = run->zip}, ITK_MSG_CLI_OUTPUT,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

static void
show_page(FILE *page)
{
    char bytes[4096];
    size_t got;

    rewind(page);
    while ((got = fread(bytes, 1, sizeof(bytes), page)) > 0)
        fwrite(bytes, 1, got, stdout);
}

/* What is in an archive that cannot be completed was not made. */
static void
into_zip(struct run *run, const struct itk_paths *paths, struct itk_error *err)
{
    bool ok;

    if (!open_page(run, err))
        return;
    run->how.zip = itk_out_file_new(run->zip, err);
    ok = run->how.zip && run_batch(run, paths, err);
    if (ok && run->counts[ITK_DELIVERED_NEW])
        ok = itk_out_file_end(run->how.zip, err);
    else
        itk_out_file_drop(run->how.zip);
    if (ok)
        show_page(run->page);
    fclose(run->page);
}

/* First all ids, since two cases of one name would write over each other. */
static void
run_all(struct run *run, struct itk_strings args)
{
    const struct itk_paths paths = {args.at, args.count};
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    itk_register *reg;

    run->how.store = itk_store_new(run->cli->share);
    run->how.seen = itk_clash_new(&run->how.shard);
    if (itk_cli_lend(run->cli, run->how.store, run->path, &reg) &&
        itk_clash_find(run->how.seen, run->how.store, &paths, found, &err) &&
        !itk_findings_count(found)) {
        run->how.total = itk_clash_cases(run->how.seen);
        if (run->zip)
            into_zip(run, &paths, &err);
        else
            into_folder(run, &paths, &err);
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

/* "2/8"; NULL: 1/1. */
bool
itk_cli_shard(struct itk_cli *cli, const char *text, struct itk_shard *shard)
{
    char *end = NULL;

    *shard = (struct itk_shard){1, 1};
    if (!text)
        return true;
    shard->of = 0;
    if (*text >= '0' && *text <= '9')
        shard->part = strtoull(text, &end, 10);
    if (end && *end == '/' && end[1] >= '0' && end[1] <= '9')
        shard->of = strtoull(end + 1, &end, 10);
    if (end && !*end && shard->part >= 1 && shard->part <= shard->of &&
        shard->of <= ITK_SHARD_MAX)
        return true;
    itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_SHARD,
                 ITK_ARGS(text));
    return false;
}

enum itk_fault
itk_cmd_generate(struct itk_cli *cli, struct itk_strings args)
{
    struct run run = {.cli = cli, .named = ITK_BUF_INIT, .page = stdout};
    const char *threads = NULL, *shard = NULL;
    const char **named = itk_alloc((args.count + 1) * sizeof(const char *));
    struct itk_strings documents = {named, 0};
    const struct itk_option options[] = {
        {.name = "-o", .value = &run.out},
        {.name = "-j", .value = &threads},
        {.name = "-q", .flag = &run.quiet},
        {.name = "--document", .many = &documents},
        {.name = "--dry-run", .flag = &run.how.dry},
        {.name = "--replace-edited", .flag = &run.replace_edited},
        {.name = "--shard", .value = &shard},
        {.name = "--zip", .value = &run.zip},
        {.name = "--register", .value = &run.path},
    };

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        goto out;
    if (!args.count || (!run.out && !run.zip)) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL,
                     run.out || run.zip ? ITK_MSG_CLI_NO_CASE
                                        : ITK_MSG_CLI_NO_OUT,
                     ITK_ARGS(cli->command));
        goto out;
    }
    if (run.zip && (run.out || run.replace_edited || run.how.dry)) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_ZIP, ITK_NO_ARGS);
        goto out;
    }
    if (!itk_cli_share(cli) ||
        !itk_cli_threads(cli, threads, &run.how.threads) ||
        !itk_cli_shard(cli, shard, &run.how.shard))
        goto out;
    run.quiet = run.quiet || (run.zip && strcmp(run.zip, "-") == 0);
    run.how.terms = (struct itk_done_terms){"itaku " ITK_VERSION, cli->build,
                                            documents.at, documents.count};
    run.how.terse = run.quiet;
    run.how.report = report;
    run.how.self = &run;
    run_all(&run, args);
out:
    itk_buf_free(&run.named);
    free(named);
    return cli->fault;
}
