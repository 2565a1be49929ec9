/*
 * itaku generate: the documents of cases, whole or absent, into a folder.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/generate.h"
#include "cli/cmd.h"

/* One case of this run. */
struct job {
    const char *path; /* of its file */
    struct itk_work work;
    bool usable; /* its documents can be planned */
};

struct run {
    struct itk_cli *cli;
    struct job *jobs;
    size_t jobs_count;
    struct itk_strings documents; /* asked for by name; none: all */
    struct itk_generate how;
};

static const char *const words[ITK_LANGS][5] = {
    [ITK_EN] = {"made", "unchanged", "replaced", "kept aside", "moved"},
    [ITK_JA] = {"作成", "変更なし", "更新", "別名で作成", "作成（旧版を移動）"},
};

static bool
wanted(const struct run *run, const char *id)
{
    for (size_t i = 0; i < run->documents.count; i++) {
        if (!strcmp(run->documents.at[i], id))
            return true;
    }
    return !run->documents.count;
}

/* Two cases of one id would write over each other. */
static bool
ids_differ(struct run *run)
{
    for (size_t i = 0; i < run->jobs_count; i++) {
        for (size_t j = 0; j < i; j++) {
            const itk_case *a = run->jobs[i].work.data;
            const itk_case *b = run->jobs[j].work.data;

            if (!a || !b || strcasecmp(itk_case_id(a), itk_case_id(b)) != 0)
                continue;
            itk_cli_fail(run->cli, ITK_FAULT_CASE, run->jobs[i].path,
                         ITK_MSG_CLI_SAME_CASE, ITK_ARGS(itk_case_id(a)));
            return false;
        }
    }
    return true;
}

/* A document asked for by name must exist in a package that is used. */
static bool
documents_exist(struct run *run)
{
    struct itk_buf known = ITK_BUF_INIT;
    bool all = true;

    for (size_t d = 0; all && d < run->documents.count; d++) {
        bool found = false, any = false;

        itk_buf_clear(&known);
        for (size_t i = 0; i < run->jobs_count; i++) {
            const struct itk_guide *guide = run->jobs[i].work.guide;

            if (!guide)
                continue;
            any = true;
            found = found ||
                    itk_guide_document(guide, run->documents.at[d]) != NULL;
            for (size_t k = 0; !known.size && k < guide->documents_count; k++) {
                itk_buf_adds(&known, k ? ", " : "");
                itk_buf_adds(&known, guide->documents[k].id);
            }
        }
        if (any && !found) {
            itk_cli_fail(run->cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_DOCUMENT,
                         ITK_ARGS(run->documents.at[d], known.data));
            all = false;
        }
    }
    itk_buf_free(&known);
    return all;
}

static void
print_missing(const struct itk_cli *cli, const struct itk_planned *planned)
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
    fwrite(out.data, 1, out.size, stdout);
    itk_buf_free(&out);
}

static void
print_made(struct itk_cli *cli, const struct itk_delivery *made)
{
    const char *name = made->aside ? made->aside : made->file;

    printf("  %s  %s/%s\n", words[cli->lang][made->result], made->folder, name);
    if (made->result == ITK_DELIVERED_ASIDE) {
        struct itk_buf path = ITK_BUF_INIT;

        itk_buf_adds(&path, made->folder);
        itk_buf_addc(&path, '/');
        itk_buf_adds(&path, made->file);
        itk_cli_fail(cli, ITK_FAULT_MACHINE, path.data, ITK_MSG_CLI_KEPT,
                     ITK_ARGS(name));
        itk_buf_free(&path);
    }
}

/* A document asked for by name that cannot be made is a fault of the case. */
static void
refuse_named(struct run *run, const struct job *job,
             const struct itk_planned *planned)
{
    if (!run->documents.count || planned->state == ITK_PLAN_READY)
        return;
    itk_cli_fail(run->cli, ITK_FAULT_CASE, job->path,
                 planned->state == ITK_PLAN_WAITING
                     ? ITK_MSG_CLI_NOT_READY
                     : ITK_MSG_CLI_NOT_APPLICABLE,
                 ITK_ARGS(planned->document->id, itk_case_id(job->work.data)));
}

static bool
generate_job(struct run *run, const struct job *job)
{
    const size_t count = itk_plans_count(job->work.plans);
    size_t *which = itk_alloc((count + 1) * sizeof(*which));
    struct itk_delivery *made = itk_alloc((count + 1) * sizeof(*made));
    struct itk_error err = ITK_ERROR_INIT;
    size_t ready = 0;
    bool ok;

    printf("%s\n", itk_case_id(job->work.data));
    for (size_t i = 0; i < count; i++) {
        const struct itk_planned *planned = itk_plans_at(job->work.plans, i);

        if (wanted(run, planned->document->id) &&
            planned->state == ITK_PLAN_READY)
            which[ready++] = i;
    }
    ok = itk_generate(&run->how, &job->work, which, ready, made, &err);
    for (size_t i = 0; ok && i < ready; i++)
        print_made(run->cli, &made[i]);
    for (size_t i = 0; ok && i < count; i++) {
        const struct itk_planned *planned = itk_plans_at(job->work.plans, i);

        if (!wanted(run, planned->document->id))
            continue;
        if (planned->state == ITK_PLAN_WAITING)
            print_missing(run->cli, planned);
        refuse_named(run, job, planned);
    }
    if (!ok)
        itk_cli_error(run->cli, &err);
    itk_error_fini(&err);
    free(which);
    free(made);
    return ok;
}

static void
print_note(const struct run *run)
{
    for (size_t i = 0; i < run->jobs_count; i++) {
        const struct itk_guide *guide = run->jobs[i].work.guide;

        if (!guide || !guide->layout_note.in[run->cli->lang][0])
            continue;
        printf("\n%s\n", guide->layout_note.in[run->cli->lang]);
        return;
    }
}

static void
generate_all(struct run *run, const char *out, bool replace_edited)
{
    struct itk_error err = ITK_ERROR_INIT;
    bool go = true, some = false;

    for (size_t i = 0; i < run->jobs_count; i++)
        some = some || run->jobs[i].usable;
    if (!some)
        return;
    run->how.deliver = itk_deliver_open(
        out, &(struct itk_deliver_options){replace_edited, run->jobs_count},
        &err);
    if (!run->how.deliver) {
        itk_cli_error(run->cli, &err);
        itk_error_fini(&err);
        return;
    }
    run->how.renderer = itk_renderer_new();
    for (size_t i = 0; go && i < run->jobs_count; i++) {
        if (run->jobs[i].usable)
            go = generate_job(run, &run->jobs[i]);
    }
    itk_renderer_free(run->how.renderer);
    itk_deliver_close(run->how.deliver);
    print_note(run);
}

static void
load_jobs(struct run *run, struct itk_strings paths)
{
    struct itk_cli_cases from;
    struct itk_work work;
    size_t room = 0;

    itk_cli_cases_open(&from, run->cli, run->how.store, paths);
    while (itk_cli_cases_next(&from, itk_work_load, &work)) {
        if (run->jobs_count == room) {
            room = room ? room * 2 : 16;
            run->jobs = itk_grow(run->jobs, room, sizeof(*run->jobs));
        }
        run->jobs[run->jobs_count++] =
            (struct job){itk_case_file(work.data), work, work.plans != NULL};
    }
    itk_cli_cases_close(&from);
}

enum itk_fault
itk_cmd_generate(struct itk_cli *cli, struct itk_strings args)
{
    struct run run = {.cli = cli, .how.program = "itaku " ITK_VERSION};
    const char *out = NULL;
    bool replace_edited = false;
    const struct itk_option options[] = {
        {.name = "-o", .value = &out},
        {.name = "--document", .many = &run.documents},
        {.name = "--replace-edited", .flag = &replace_edited},
    };
    const char **named = itk_alloc((args.count + 1) * sizeof(const char *));

    run.documents.at = named;
    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        goto out;
    if (!args.count || !out) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL,
                     out ? ITK_MSG_CLI_NO_CASE : ITK_MSG_CLI_NO_OUT,
                     ITK_ARGS(cli->command));
        goto out;
    }
    if (!itk_cli_share(cli))
        goto out;
    run.how.store = itk_store_new(cli->share);
    load_jobs(&run, args);
    if (ids_differ(&run) && documents_exist(&run))
        generate_all(&run, out, replace_edited);
    for (size_t i = 0; i < run.jobs_count; i++)
        itk_work_free(&run.jobs[i].work);
    free(run.jobs);
    itk_store_free(run.how.store);
    itk_cli_flush(cli);
out:
    free(named);
    return cli->fault;
}
