/*
 * itaku check: what is wrong with cases, without making anything.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "cli/cmd.h"

enum itk_fault
itk_cmd_check(struct itk_cli *cli, struct itk_strings args)
{
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
    for (size_t i = 0; i < args.count; i++) {
        struct itk_arena arena = ITK_ARENA_INIT;
        struct itk_work work = {0};

        if (itk_cli_work(cli, store, args.at[i], &arena, &work) &&
            !itk_findings_errors(work.found))
            printf("%s: %s\n", args.at[i],
                   cli->lang == ITK_JA ? "誤りはありません" : "no fault");
        itk_work_free(&work);
        itk_arena_fini(&arena);
    }
    itk_store_free(store);
    itk_cli_flush(cli);
    return cli->fault;
}
