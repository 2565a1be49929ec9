/*
 * itaku compare: what differs between the texts of two revisions, and what that
 * does to cases; or between two documents (redline.c).
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>

#include "cli/compare.h"

/* The revision in force on the date that was typed; NULL after saying that
 * there is none. */
static const struct itk_revision *
revision_on(struct itk_cli *cli, const struct itk_guide *guide,
            struct itk_date date)
{
    const struct itk_revision *revision =
        itk_revisions_on(&guide->revisions, date);
    struct itk_buf asked = ITK_BUF_INIT, first = ITK_BUF_INIT;

    if (!revision) {
        itk_date_iso(&asked, date);
        itk_date_iso(&first, guide->revisions.at[0].date);
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_NO_REVISION,
                     ITK_ARGS(asked.data, first.data));
    }
    itk_buf_free(&asked);
    itk_buf_free(&first);
    return revision;
}

/* Is its text there? False after saying that it is not. */
static bool
check_held(struct itk_cli *cli, const struct itk_guide *guide,
           const struct itk_revision *revision)
{
    struct itk_buf date = ITK_BUF_INIT, held = ITK_BUF_INIT;

    if (revision->held)
        return true;
    itk_date_iso(&date, revision->date);
    for (size_t i = 0; i < guide->revisions.count; i++) {
        if (!guide->revisions.at[i].held)
            continue;
        itk_buf_adds(&held, held.size ? ", " : "");
        itk_date_iso(&held, guide->revisions.at[i].date);
    }
    itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_NOT_HELD,
                 ITK_ARGS(date.data, revision->cite, held.data));
    itk_buf_free(&date);
    itk_buf_free(&held);
    return false;
}

static void
compare_case(struct itk_compare_view *view, itk_renderer *renderer,
             const struct itk_work *work)
{
    struct itk_cli *cli = view->cli;
    const struct itk_guide *guide = itk_comparison_guide(view->comparison);
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_touched touched;

    if (!work->sound || !itk_cli_same_guide(cli, work, guide))
        return;
    if (!itk_touch(view->comparison, view->store, renderer, work->data,
                   &touched, &err))
        itk_cli_error(cli, &err);
    else if (view->json)
        json_array_append_new(
            json_object_get(view->json, "cases"),
            itk_compare_case_json(view, work->data, &touched));
    else
        itk_compare_case_text(view, work->data, &touched);
    itk_touched_free(&touched);
    itk_error_fini(&err);
}

static void
compare_all(struct itk_compare_view *view, const struct itk_strings *paths)
{
    itk_renderer *renderer = itk_renderer_new();
    struct itk_cli_cases from;
    struct itk_work work;

    if (view->json)
        itk_compare_json(view);
    else
        itk_compare_text(view);
    itk_cli_cases_open(&from, view->cli, view->store, *paths);
    while (itk_cli_cases_next(&from, itk_work_read, &work)) {
        compare_case(view, renderer, &work);
        itk_work_free(&work);
    }
    itk_cli_cases_close(&from);
    if (view->json) {
        json_dumpf(view->json, stdout, JSON_INDENT(2));
        putchar('\n');
    } else {
        fwrite(view->out.data, 1, view->out.size, stdout);
    }
    itk_renderer_free(renderer);
}

struct request {
    const char *guideline;
    struct itk_date dates[ITK_SIDES];
    struct itk_strings cases;
    bool json;
    struct itk_table_out to; /* path NULL: no table */
};

/* What is asked of the comparison that is made. */
static void
answer(struct itk_compare_view *view, const struct request *request)
{
    if (request->to.path) {
        itk_cli_contrast_revisions(view->cli, view->store, view->comparison,
                                   &request->to);
        return;
    }
    view->json = request->json ? json_object() : NULL;
    compare_all(view, &request->cases);
    json_decref(view->json);
}

static void
run(struct itk_cli *cli, const struct request *request)
{
    itk_store *store = itk_store_new(cli->share);
    const struct itk_guide *guide =
        itk_cli_guide(cli, store, request->guideline);
    const struct itk_revision *revision[ITK_SIDES] = {NULL, NULL};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_compare_view view = {
        .cli = cli, .store = store, .out = ITK_BUF_INIT};
    bool ok = guide;

    for (int side = 0; ok && side < ITK_SIDES; side++) {
        view.asked[side] = request->dates[side];
        revision[side] = revision_on(cli, guide, request->dates[side]);
        ok = revision[side] && check_held(cli, guide, revision[side]);
    }
    if (ok) {
        view.comparison = itk_compare(store, guide, revision[ITK_BEFORE],
                                      revision[ITK_AFTER], &err);
        if (view.comparison)
            answer(&view, request);
        else
            itk_cli_error(cli, &err);
    }
    itk_buf_free(&view.out);
    itk_comparison_free(view.comparison);
    itk_error_fini(&err);
    itk_store_free(store);
}

static bool
read_operands(struct itk_cli *cli, struct itk_strings args,
              struct request *request)
{
    enum itk_msg wrong = ITK_MSG_CLI_TWO_DATES;

    if (args.count >= ITK_SIDES) {
        request->cases =
            (struct itk_strings){args.at + ITK_SIDES, args.count - ITK_SIDES};
        wrong = ITK_MSG_CONTRAST_CASES;
    }
    if (args.count < ITK_SIDES ||
        (request->to.path && request->cases.count > 0)) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, wrong,
                     ITK_ARGS(cli->command));
        return false;
    }
    return itk_cli_date(cli, args.at[ITK_BEFORE],
                        &request->dates[ITK_BEFORE]) &&
           itk_cli_date(cli, args.at[ITK_AFTER], &request->dates[ITK_AFTER]);
}

static void
compare_documents(struct itk_cli *cli, struct itk_strings args,
                  const struct request *request)
{
    if (request->guideline)
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_REDLINE_GUIDELINE,
                     ITK_NO_ARGS);
    else
        itk_cli_redline(cli, args, request->json, &request->to);
}

enum itk_fault
itk_cmd_compare(struct itk_cli *cli, struct itk_strings args)
{
    struct request request = {0};
    const struct itk_option options[] = {
        {.name = "--guideline", .value = &request.guideline},
        {.name = "--json", .flag = &request.json},
        {.name = "-o", .value = &request.to.path},
        {.name = "--force", .flag = &request.to.force},
    };

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return cli->fault;
    if (itk_cli_is_redline(args))
        compare_documents(cli, args, &request);
    else if (read_operands(cli, args, &request) && itk_cli_share(cli))
        run(cli, &request);
    itk_cli_flush(cli);
    return cli->fault;
}
