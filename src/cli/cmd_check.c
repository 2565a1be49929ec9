/*
 * itaku check: what is wrong with cases, without making anything.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "cli/cmd.h"

static void
say_good(const struct itk_cli *cli, const struct itk_intake *in,
         const itk_case *data)
{
    const char *word = cli->lang == ITK_JA ? "誤りはありません" : "no fault";

    if (in->many)
        printf("%s: %s: %s\n", in->blob.name, itk_case_id(data), word);
    else
        printf("%s: %s\n", in->blob.name, word);
}

enum itk_fault
itk_cmd_check(struct itk_cli *cli, struct itk_strings args)
{
    struct itk_cli_cases from;
    struct itk_work work;
    itk_store *store;

    if (!itk_cli_options(cli, &args, NULL, 0))
        return cli->fault;
    if (!args.count) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_NO_CASE,
                     ITK_ARGS(cli->command));
        return cli->fault;
    }
    if (!itk_cli_share(cli))
        return cli->fault;
    store = itk_store_new(cli->share);
    itk_cli_cases_open(&from, cli, store, args);
    while (itk_cli_cases_next(&from, itk_work_load, &work)) {
        if (!itk_findings_errors(work.found))
            say_good(cli, &from.in, work.data);
        itk_work_free(&work);
    }
    itk_cli_cases_close(&from);
    itk_store_free(store);
    itk_cli_flush(cli);
    return cli->fault;
}
